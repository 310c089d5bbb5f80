"""Pages of HTML parsed by libxml2, which is done twenty times as soon as the parser of WeasyPrint."""

import re
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

# What HTML 5 has read otherwise: drawings within a page, and blocks of text that begin with a line end.
_OTHERWISE = re.compile(r"<(?:svg|math)\b|<pre\b[^>]*>\n", re.IGNORECASE)
_PARTS_OF_TABLES = frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"})


class _Tree(TreeBuilder):
    """Makes elements of what lxml finds, which has a kind of its own for attributes."""

    def start(self, tag: str, attrs: Any) -> Element:
        return super().start(tag, dict(attrs))


def parsed(html: str, fetcher: object) -> Any:
    """Return a page of HTML as WeasyPrint's HTML, whose addresses are those of the course."""
    from lxml import etree  # noqa: PLC0415 - only where pages are made
    from weasyprint import HTML  # noqa: PLC0415 - loads Pango

    tree = etree.fromstring(html, etree.HTMLParser(target=_Tree(), huge_tree=True))
    is_alike = _is_whole(tree) and not _OTHERWISE.search(html)
    page = HTML(string="<!doctype html>" if is_alike else html, base_url="course:/", url_fetcher=fetcher)
    if is_alike:
        page.etree_element.attrib.update(tree.attrib)
        page.etree_element[:] = list(tree)
    return page


def _is_whole(tree: Element) -> bool:
    """Tell whether a page names all that HTML 5 would put in: its head and body, and the parts of its tables."""
    inside = {child.tag for table in tree.iter("table") for child in table}
    return [part.tag for part in tree] == ["head", "body"] and inside <= _PARTS_OF_TABLES
