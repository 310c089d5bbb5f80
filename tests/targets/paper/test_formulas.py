"""Formulas and code on paper and in Word: drawn on the line, said in the page's language, marked where broken."""

import re
import zipfile
from pathlib import Path

import pytest

from nasec_study.rendering.formulas.drawing import drawn
from nasec_study.targets._formulas import set_formulas
from nasec_study.targets.paper import comparison
from nasec_study.targets.paper.code import mark_wraps
from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import REPOSITORY
from tests.reading_back import pages_of
from tests.tags import read_printed

IN_A_LINE = r'<span class="formula">\(\frac{1}{2}\)</span>'


@pytest.fixture(scope="module")
def made(paper_of_fields: dict[str, Path]) -> dict[str, Path]:
    """Return the outputs of the course of chemistry, by name."""
    return {path.name: path for path in paper_of_fields["chemistry"].rglob("*.*")}


def test_formulas_are_said(made: dict[str, Path]) -> None:
    said = [tag.alt for tag in read_printed(made["quiz-A-student.pdf"]).tree.all("Formula")]
    assert "p V equals n R T" in said
    assert any("yields" in words for words in said)
    assert any("blank" in words for words in said)
    assert not list(read_printed(made["quiz-A-student.pdf"]).tree.all("Figure"))


def test_documents_of_word_hold_formulas_as_pictures_with_their_words(made: dict[str, Path]) -> None:
    with zipfile.ZipFile(made["quiz-A-student.docx"]) as document:
        body = document.read("word/document.xml").decode()
        assert len([name for name in document.namelist() if name.startswith("word/media/")]) > 10
    assert 'descr="p V equals n R T"' in body
    assert re.search(r'<w:position w:val="-\d+"/>', body)


def page(body: str, language: str = "en") -> bytes:
    html, formulas = set_formulas(
        f'<html lang="{language}"><title>T</title><body><p>{body}</p></body></html>', language
    )
    return render_pdf(html, formulas, "page", language)


def test_the_same_bytes_each_time() -> None:
    assert page(f"Half is {IN_A_LINE}.") == page(f"Half is {IN_A_LINE}.")


def test_a_formula_is_tagged_in_the_language_of_its_page(tmp_path: Path) -> None:
    for language, words in (("en", "1 over 2"), ("es", "un medio"), ("fr-CA", "un demi")):
        (tmp_path / "page.pdf").write_bytes(page(f"x {IN_A_LINE} y", language))
        assert [tag.alt for tag in read_printed(tmp_path / "page.pdf").tree.all("Formula")] == [words]


def test_text_stands_on_the_line_of_a_formula(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(page(f"before {IN_A_LINE} behind"))
    [found] = pages_of(tmp_path / "page.pdf")
    before, behind = (word for word in found.words if word.text in {"before", "behind"})
    assert before.top == behind.top
    assert behind.left - before.right > drawn(r"\frac{1}{2}", "en").width * 12


def test_fractions_in_lines_one_below_the_other_keep_apart(tmp_path: Path) -> None:
    style = "body {" + (REPOSITORY / "templates/paper/style.css").read_text("utf-8").partition("\nbody {")[2]
    half = r'x <span class="formula">\(\dfrac{1}{2}\)</span>'
    body = f"<html lang='en'><title>T</title><style>{style}</style><body>{half}<br>{half}<br>{half}"
    html, formulas = set_formulas(body, "en")
    (tmp_path / "page.pdf").write_bytes(render_pdf(html, formulas, "page", "en"))
    [found] = pages_of(tmp_path / "page.pdf")
    first, second, third = (word.top for word in found.words if word.text == "x")
    height = drawn(r"\dfrac{1}{2}", "en").height
    assert min(abs(second - first), abs(third - second)) >= (height + 0.2) * 10


def test_a_formula_that_is_lost_is_missed() -> None:
    html, _ = set_formulas(f"<p>{IN_A_LINE}</p>", "en")
    other, _ = set_formulas(r'<p><span class="formula">\(\frac{1}{3}\)</span></p>', "en")
    assert comparison.text_of(html).startswith("formulas/")
    assert comparison.text_of(html) != comparison.text_of(other)


def test_each_line_of_code_can_be_marked() -> None:
    html = '<pre><code class="language-python">a\n\n  <b class="hl-keyword">if</b>\n</code></pre>'
    assert mark_wraps(html) == (
        '<pre><code class="language-python"><div class="code-line">a</div><div class="code-line"></div>'
        '<div class="code-line">  <b class="hl-keyword">if</b></div></code></pre>'
    )
    assert comparison.text_of(mark_wraps(html)) == comparison.text_of(html)
