"""Pages show what WeasyPrint shows by itself, though they do without much of its work."""

import pytest

from nasec_study.targets.paper import pdf
from nasec_study.targets.paper.pdf import render_pdf

PAGE = "<!doctype html><html lang='en'><head><title>T</title><style>{}</style></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("", "<ul><li>one</li><li>two</li></ul><ol><li>three</li></ol><p>a<br>b <q>c</q></p>"),
        ("ol { list-style-type: upper-alpha }", "<ol><li>one<ul><li>two</li></ul></li></ol>"),
        ("li::marker { color: red; font-size: 2em }", "<ul><li>one</li></ul>"),
        ("div { display: list-item; margin-left: 2em }", "<div>one</div>"),
        ("p::before { display: list-item; content: 'x'; margin-left: 2em }", "<p>one</p>"),
        ("i { float: footnote }", "<p>one<i>two</i> three</p>"),
        ("i { FLOAT: Footnote }", "<p>one<i>two</i> three</p>"),
    ],
)
def test_lists_and_notes_of_any_template_show_as_they_would(
    style: str, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGE.format(style, body)
    spared = render_pdf(page, {})
    monkeypatch.setattr(pdf, "spare_styles", lambda _page, _html: None)
    assert render_pdf(page, {}) == spared
