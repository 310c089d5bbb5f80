"""Highlighted code: weight and slant before color, whole lines, gaps as they are."""

import re

import pytest

from nasec_study.rendering.code import highlighted, is_known, without_highlights
from nasec_study.rendering.markup import fill_gaps, gap_fault, html_of, to_plain

CODE = 'def area(w, h):  # in m²\n    """One\n    two."""\n\treturn "<b>" * w & 2\n'


def test_keywords_are_bold_and_comments_slanted() -> None:
    shown = highlighted(CODE, "python")
    assert '<b class="hl-keyword">def</b> <b class="hl-name">area</b>' in shown
    assert '<i class="hl-comment"># in m²</i>' in shown


@pytest.mark.parametrize("language", ["python", "c", "bash", "html", "sql", "text", "pycon", "latex", "jinja"])
@pytest.mark.parametrize("code", [CODE, "\n\n  x\n\n", "{{ x }} {% y %} $5 <a>&amp;", "", "\tif", 'f"{a!r}"'])
def test_code_stays_letter_for_letter(code: str, language: str) -> None:
    shown = highlighted(code, language)
    assert without_highlights(shown) == highlighted(code, "no such language")
    for line in shown.split("\n"):
        assert len(re.findall(r"<(?:b|i|span) ", line)) == len(re.findall(r"</(?:b|i|span)>", line))


def test_a_gap_in_code_is_a_gap() -> None:
    text = "Complete:\n\n```python\n{{c1::def}} f(x):\n    return {{c2::x[1:]}}\n```"
    assert gap_fault(text) == ("", "")
    shown = fill_gaps(text, lambda gap: f"<u>{gap.number}</u>")
    assert re.findall(r"<u>\d</u>", shown) == ["<u>1</u>", "<u>2</u>"]
    assert "gapq" not in shown


def test_code_of_no_language_is_only_escaped() -> None:
    assert html_of("```\nif <a>\n```") == "<pre><code>if &lt;a&gt;\n</code></pre>\n"
    assert to_plain("```python\nif a:\n```") == "if a:"
    assert not is_known("pyhton")
