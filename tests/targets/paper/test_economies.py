"""Pages show what WeasyPrint shows by itself, though they do without much of its work."""

from contextlib import nullcontext

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


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("p { text-align: justify; width: 9em }", "<p>so much for all of that, and more of it</p>"),
        ("p { letter-spacing: 0.2em; word-spacing: 1em; width: 9em }", "<p>so much for all of that, and more</p>"),
        ("p { hyphens: auto; width: 4em; overflow-wrap: anywhere }", "<p>incomprehensible responsibilities</p>"),
        ("p { width: 5em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }", "<p>far too long</p>"),
        ("p { text-decoration: underline line-through }", "<p>one <b>two</b>\u2028three\u2029four</p>"),
        ("", "<pre>one\ntwo\t2\r\n\nthree</pre><p>\u05d0\u05d1 one \u05d2 (2)</p><p dir='rtl'>\u05d0\u05d1 one</p>"),
        ("", "<svg viewBox='0 0 90 9'><text x='1 4 9' y='5'>ab\nc d</text><text textLength='40'>long</text></svg>"),
    ],
)
def test_lines_are_drawn_as_if_they_were_laid_out_again(style: str, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.format(style, body)
    kept = render_pdf(page, {})
    monkeypatch.setattr(pdf, "kept_lines", nullcontext)
    assert render_pdf(page, {}) == kept
