"""What HTML shows: its text, its formulas, and whether Markdown shows the same."""

import re
from html import unescape

from nasec_study.importers.shared.mathml import tex_of_mathml
from nasec_study.importers.shared.signs import LOWERED, RAISED
from nasec_study.importers.shared.xml import Element
from nasec_study.rendering.markup import html_of

BLOCKS = frozenset(
    {
        *("p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "pre"),
        *("blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "figure"),
        *("figcaption", "dl", "dt", "dd", "center", "fieldset", "form", "address", "main", "itembody"),
        *("rubricblock", "contentbody"),
    }
)
NOTHING = frozenset({"style", "head", "title", "meta", "link", "wbr", "colgroup", "col", "rp"})
ACTIVE = {
    **dict.fromkeys(("script", "object", "embed", "iframe", "applet", "form", "input", "button"), "what runs or loads"),
    **dict.fromkeys(("audio", "video", "source", "track"), "sound or film"),
    "canvas": "a drawing",
}


def is_shown(made: str, shown: str) -> bool:
    """Tell whether Markdown shows a text."""
    return _signs(unescape(re.sub(r"<[^>]*>", "", html_of(made)))) == _signs(shown)


def shown_by(element: Element) -> str:
    """Return the text that HTML shows."""
    name = name_of(element)
    if name in NOTHING or name in ACTIVE:
        return ""
    if name in {"img", "math"}:
        return formula_of(element)
    inner = f"({element.text or ''})" if name == "rt" else element.text or ""
    inner += "".join(shown_by(child) + (child.tail or "") for child in element)
    return f" {inner} " if name in BLOCKS or name == "br" else inner


def lines_of(element: Element, end: str = "\n") -> str:
    """Return the text of code, with a sign where an element ends a line."""
    return (element.text or "") + "".join(
        (end if name_of(child) == "br" else lines_of(child, end)) + (child.tail or "") for child in element
    )


def name_of(element: Element) -> str:
    """Return the name of an element."""
    return str(element.tag).lower()


def tex_of(element: Element) -> str:
    """Return the formula, as TeX, that a picture of one brings along, or that MathML shows; '' where none is known."""
    noted = (one for one in element.iter("annotation") if "tex" in (one.get("encoding") or "").lower())
    tex = str(element.get("data-equation-content") or "".join("".join(one.itertext()) for one in noted)).strip()
    return tex or (tex_of_mathml(element) if name_of(element) == "math" else "")


def formula_of(element: Element) -> str:
    """Return a formula in signs of its own, or, where it is in MathML alone, its signs in a line."""
    if tex := tex_of(element):
        return f"\\({tex}\\)"
    return "" if name_of(element) == "img" else " ".join("".join(element.itertext()).split())


def _signs(text: str) -> str:
    """Return the signs of a text, blanks apart, by which it is known again whatever its markup."""
    plain = text.translate({raised: plain for plain, raised in (*RAISED.items(), *LOWERED.items())})
    return "".join(plain.split())
