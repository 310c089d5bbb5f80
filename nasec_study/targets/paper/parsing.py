"""Pages of HTML parsed by libxml2, which is done twenty times as soon as the parser of WeasyPrint."""

import re
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

# What HTML 5 has read otherwise than HTML 4, which is what libxml2 knows: drawings within a page, elements without an
# end, and blocks of text that begin with a line end.
_OTHERWISE = re.compile(r"<(?:svg|math|wbr|source|track|rp|rt)\b|<(?:pre|textarea)\b[^>]*>\n", re.IGNORECASE)
_PARTS_OF_TABLES = frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"})
# Blocks that HTML 4 did not have: HTML 5 ends a paragraph where one begins.
_NEW_BLOCKS = frozenset(
    {"article", "aside", "details", "figcaption", "figure", "footer", "header", "hgroup", "main", "nav", "section"}
    | {"summary"}
)


class _Tree(TreeBuilder):
    """Makes elements of what lxml finds, which has a kind of its own for attributes."""

    def start(self, tag: str, attrs: Any) -> Element:
        return super().start(tag, dict(attrs))


def parsed(html: str, fetcher: object) -> Any:
    """Return a page of HTML as WeasyPrint's HTML, whose addresses are those of the course."""
    from lxml import etree  # noqa: PLC0415 - only where pages are made
    from weasyprint import HTML  # noqa: PLC0415 - loads Pango

    parser = etree.HTMLParser(target=_Tree(), huge_tree=True)
    tree = etree.fromstring(html, parser)
    is_alike = _is_whole(tree) and not parser.error_log and not _OTHERWISE.search(html)
    page = HTML(string="<!doctype html>" if is_alike else html, base_url="course:/", url_fetcher=fetcher)
    if is_alike:
        page.etree_element.attrib.update(tree.attrib)
        page.etree_element[:] = list(tree)
    return page


def _is_whole(tree: Element) -> bool:
    """Tell whether a page names what HTML 5 would put in: head, body, parts of tables, and ends of paragraphs."""
    in_tables = {child.tag for table in tree.iter("table") for child in table}
    in_paragraphs = {child.tag for paragraph in tree.iter("p") for child in paragraph}
    is_whole = [part.tag for part in tree] == ["head", "body"]
    return is_whole and in_tables <= _PARTS_OF_TABLES and not in_paragraphs & _NEW_BLOCKS
