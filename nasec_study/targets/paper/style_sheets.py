"""The style sheets of pages, each parsed once in a process: many pages have the same."""

import re
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

# Such rules stand for nothing but themselves; what loads or names something is parsed with the page.
_OTHER_RULES = re.compile(r"@(?!(?:page|media|(?:top|bottom|left|right)-[a-z-]+)\b)")


def take_style_sheets(root: Element, address: str) -> list[Any]:
    """Take the style sheets out of a page that is called `address`, and return them parsed for WeasyPrint.

    If one of them cannot be parsed by itself, all are left in the page.
    """
    head = root.find("head")
    sheets = [] if head is None else head.findall("style")
    if head is None or any(sheet.attrib or len(sheet) or _OTHER_RULES.search(sheet.text or "") for sheet in sheets):
        return []
    for sheet in sheets:
        head.remove(sheet)
    return [_parsed(sheet.text or "", address) for sheet in sheets]


def forget_style_sheets() -> None:
    """Parse all anew from now on: what WeasyPrint complains of in one, it says only where it parses it."""
    _parsed.cache_clear()


@lru_cache(maxsize=32)
def _parsed(text: str, address: str) -> Any:
    from weasyprint import CSS  # noqa: PLC0415 - loads Pango

    return CSS(string=text, base_url=address)
