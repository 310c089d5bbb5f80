"""Spaces at which no line may end: inside of guillemets, before signs that French sets apart, and in quantities."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from nasec_study.rendering.locales import ENGLISH, language_of

_APART = re.compile(r"(?<=«) | (?=[»;:!?])")
# Signs of units that are no words, behind a number; SI Brochure (9th ed.), 5.4.3: a space, at which no line ends.
_METRIC = r"[kMGcmµμn]?(?:m|g|s|L|l|K|N|J|W|V|Pa|Hz|mol|eV|Wh|Ω)[²³]?|[kmµμn]A"
_OTHERS = r"min|h|ha|ft|lb|mi|gal|kt|psi|rpm|mph|°[CF]|[%‰€]"
# A number in groups; of more groups than these, it is a list of numbers.
_IN_GROUPS = r"(?<!\d)(?<!\d )\d{1,3}(?: \d{3}){1,4}(?! ?\d)"
_ON_PAPER = re.compile(rf"{_APART.pattern}|(?<=§) |{_IN_GROUPS}|(?<=\d) (?=(?:{_METRIC}|{_OTHERS})(?!\w))")
# The same in HTML, behind what is passed over: formulas, code, and tags.
_IN_HTML = re.compile(rf'<span class="formula.*?</span>|<(pre|code)\b.*?</\1>|<[^>]*>|{_APART.pattern}', re.DOTALL)
# In these, each space is as its author wrote it.
_AS_WRITTEN = frozenset({"pre", "code"})


def keep_signs(body: Element) -> None:
    """Let no line end between a sign and the space that parts it from its words: « a », a ? and a : b; § 5; 12 kg.

    Who types « or ? on a keyboard has no other space than that at which a line may end.
    """
    for element in _texts_of(body):
        if element.text and " " in element.text:
            element.text = _ON_PAPER.sub(_kept, element.text)
        for child in element:
            if child.tail and " " in child.tail:
                child.tail = _ON_PAPER.sub(_kept, child.tail)


def _kept(found: re.Match[str]) -> str:
    return found[0].replace(" ", "\u00a0")


def with_signs_kept(html: str, language: str) -> str:
    """Return HTML in which no line ends at such a space, either; English sets no signs apart from their words."""
    if language_of(language) == ENGLISH:
        return html
    return _IN_HTML.sub(lambda found: "\u00a0" if found[0] == " " else found[0], html)


def _texts_of(element: Element) -> Iterator[Element]:
    if element.tag not in _AS_WRITTEN:
        yield element
        for child in element:
            yield from _texts_of(child)
