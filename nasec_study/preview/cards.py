"""Anki's templates filled in without Anki, as far as ours use them (docs.ankiweb.net, "Card Templates")."""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple

from nasec_study.rendering.markup import Gap, fill_gaps, written_gaps

_SECTION = re.compile(r"\{\{(?P<sign>[#^])(?P<name>[^{}]+)\}\}(?P<inner>.*?)\{\{/(?P=name)\}\}", re.DOTALL)
_TAG = re.compile(r"\{\{(?P<name>[^{}#^/][^{}]*)\}\}")
_SPOKEN = re.compile(r'<div class="speech">.*?</div>', re.DOTALL)
# How a gap says that it is a mask on a picture.
_MASK = "image-occlusion:"
_TYPED = '<input type="text" id="typeans">'


class Side(NamedTuple):
    """Which side of which card is filled in; `gap` is the number of the gap that is asked, 0 where there is none."""

    is_back: bool
    gap: int = 0


def filled(template: str, fields: Mapping[str, str], side: Side) -> str:
    """Return a side of a card as HTML; what is read aloud is left out."""
    text = _SPOKEN.sub("", template)
    while _SECTION.search(text):
        text = _SECTION.sub(lambda found: _section(found, fields), text)
    return _TAG.sub(lambda found: _field(found["name"], fields, side), text)


def _section(found: re.Match[str], fields: Mapping[str, str]) -> str:
    is_there = bool(fields.get(found["name"].strip(), "").strip())
    return found["inner"] if is_there == (found["sign"] == "#") else ""


def _field(tag: str, fields: Mapping[str, str], side: Side) -> str:
    *filters, name = tag.strip().split(":")
    text = fields.get(name, "")
    if "type" in filters:
        return f"<code id=typeans>{escape(text)}</code>" if side.is_back else _TYPED
    if "cloze-only" in filters:
        asked = [gap for gap in written_gaps(text) if gap.number == side.gap]
        return ", ".join(gap.answer if side.is_back else gap.hint or "…" for gap in asked)
    if "cloze" in filters:
        return _cloze(text, side)
    return text


def _cloze(text: str, side: Side) -> str:
    found = iter(written_gaps(text))

    def show(_: object) -> str:
        gap = next(found)
        if gap.answer.startswith(_MASK):
            return _mask(gap, side)
        if gap.number != side.gap:
            return f'<span class="cloze-inactive">{gap.answer}</span>'
        shown = gap.answer if side.is_back else f"[{gap.hint or '...'}]"
        return f'<span class="cloze">{shown}</span>'

    def in_formula(gap: Gap) -> str:
        next(found)
        is_shown = side.is_back or gap.number != side.gap
        return unescape(gap.answer if is_shown else f"[{gap.hint or '...'}]")

    return str(fill_gaps(text, show, str, in_formula))


def _mask(gap: Gap, side: Side) -> str:
    """Return a mask as Anki hands it to the script that draws it (rslib/src/image_occlusion/imageocclusion.rs)."""
    shape, *parts = str(gap.answer).removeprefix(_MASK).split(":")
    facts = "".join(
        f' data-{"occludeinactive" if name == "oi" else name}="{escape(fact)}"'
        for name, _, fact in (part.partition("=") for part in parts)
    )
    is_asked = gap.number == side.gap
    kind = "cloze-inactive" if not is_asked else "cloze-highlight" if side.is_back else "cloze"
    return f'<div class="{kind}" data-shape="{escape(shape)}"{facts}></div>'
