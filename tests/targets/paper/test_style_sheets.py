"""Style sheets that pages share: parsed once, and what is wrong with one is said of each page."""

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import REPOSITORY

PAGE = '<html lang="en"><head><title>One</title><style>{}</style></head><body data-left=""><p>Text</p></body></html>'


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("p { colour: red }", "unknown property"),
        ("@font-face { font-family: Other; src: url('other.otf') }", "other.otf' is not a font or picture"),
        ("@import 'other.css';", "other.css' is not a font or picture"),
    ],
)
def test_what_is_wrong_with_a_style_sheet_is_said_each_time(style: str, message: str) -> None:
    for _ in range(2):
        with pytest.raises(StudyError) as caught:
            render_pdf(PAGE.format(style), {})
        assert message in str(caught.value)


@pytest.mark.parametrize(
    ("body", "cause"),
    [("<p style='font-size: 1e9pt'>Text</p>", "ZeroDivisionError"), ("<div>" * 400 + "</div>" * 400, "RecursionError")],
)
def test_what_weasyprint_cannot_lay_out_is_told_as_what_it_is(body: str, cause: str) -> None:
    with pytest.raises(StudyError) as caught:
        render_pdf(PAGE.format("").replace("<p>Text</p>", body), {}, "quiz.pdf")
    [problem] = caught.value.problems
    assert str(problem).startswith(f"quiz.pdf: WeasyPrint fails on this page: {cause}")
    assert "shorten" not in problem.hint


def test_a_fault_of_ours_is_not_told_as_one_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nasec_study.targets.paper.pdf.compare", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        render_pdf(PAGE.format(""), {})


def test_a_page_is_the_same_behind_another_with_its_style_sheet() -> None:
    page = PAGE.format("@page { size: a5 } p { font-size: 20pt }")
    assert render_pdf(page, {}) == render_pdf(page, {}) != render_pdf(PAGE.format(""), {})


def test_no_style_sheet_of_a_page_reckons_in_a_way_that_weasyprint_does_not_read() -> None:
    folders = [REPOSITORY / "templates" / name for name in ("paper", "worksheet", "handout")]
    sheets = {file: file.read_text("utf-8") for folder in folders for file in folder.glob("*.css")}
    assert sheets
    assert [file.name for file, content in sheets.items() if "calc(" in content] == []
