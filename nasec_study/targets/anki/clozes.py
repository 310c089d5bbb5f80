"""Gaps as Anki reads them: whatever an answer holds, a gap ends where its author ended it."""

from nasec_study.rendering.markup import Gap, fill_gaps, html_of, inline_html_of


def cloze_html(text: str) -> str:
    """Return a cloze text as the HTML of a field, with as many gaps for Anki as its author wrote."""
    return str(fill_gaps(text, _gap_html, _around))


def gap_of(number: int, answer: str, hint: str) -> str:
    """Return a gap with an answer and a hint in HTML; Anki takes the first `::` and `}}` in it for its own signs."""
    kept = _kept(answer)
    return f"{{{{c{number}::{kept}::{_kept(hint)}}}}}" if hint else f"{{{{c{number}::{kept}}}}}"


def _gap_html(gap: Gap) -> str:
    return gap_of(gap.number, inline_html_of(gap.answer), inline_html_of(gap.hint))


def _kept(html: str) -> str:
    return html.replace("{", "&#123;").replace("}", "&#125;").replace("::", ":&#58;")


def _around(text: str) -> str:
    return html_of(text).replace("{{", "{&#123;")
