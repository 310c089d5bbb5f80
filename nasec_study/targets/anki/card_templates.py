"""Why Anki would refuse the templates of a card, which may be a course's own."""

import re
from collections.abc import Collection

# A field, perhaps behind filters (`{{type:Value}}`), or where a section of the template begins or ends.
TAG = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}")
# What Anki knows besides the fields of a note (docs.ankiweb.net, "Field Replacements"), and sections of one gap.
_SPECIAL = re.compile(r"FrontSide|Tags|Type|Deck|Subdeck|Card|CardFlag|CardID|c[0-9]+")


def fault_of(front: str, back: str, fields: Collection[str], *, cloze: bool = False) -> str:
    """Return why Anki would refuse the two sides of a card for notes with these fields; '' if it would not.

    Of a front that shows no field it makes no card. A gap is one only behind the filter `cloze`.
    """
    if fault := _fault(front, fields) or _fault(back, fields):
        return fault
    for name, side in (("front", front), ("back", back)):
        if cloze and not any("cloze" in tag.split(":")[:-1] for _, tag in TAG.findall(side)):
            return f"its {name} holds no '{{{{cloze:…}}}}', so that gaps would be shown as they are written"
    shown = (name for sign, name in TAG.findall(front) if not sign)
    return "" if any(field_of(name) in fields for name in shown) else "its front shows no field"


def _fault(side: str, fields: Collection[str]) -> str:
    opened: list[str] = []
    for sign, name in TAG.findall(side):
        if sign == "/":
            if not opened or opened.pop() != name:
                return f"{{{{/{name}}}}} ends what does not begin before it"
        elif field_of(name) not in fields and not _SPECIAL.fullmatch(name):
            return f"there is no field '{field_of(name)}'"
        elif sign:
            opened.append(name)
    return f"{{{{#{opened[-1]}}}}} has no end" if opened else ""


def field_of(name: str) -> str:
    """Return the field behind the filters of a tag."""
    return name.rpartition(":")[2]
