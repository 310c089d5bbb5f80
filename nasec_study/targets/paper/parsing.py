"""Pages of HTML parsed by libxml2, which is done twenty times as soon as the parser of WeasyPrint."""

import re
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

# What HTML 5 has read otherwise: drawings in a page, tables that begin with no part, text that begins with a line end.
_OTHERWISE = re.compile(r"<(?:svg|math)\b|<table\b[^>]*>(?!\s*<t(?:head|body)\b)|<pre\b[^>]*>\n", re.IGNORECASE)


class _Tree(TreeBuilder):
    """Makes elements of what lxml finds, which has a kind of its own for attributes."""

    def start(self, tag: str, attrs: Any) -> Element:
        return super().start(tag, dict(attrs))


def parsed(html: str, fetcher: object) -> Any:
    """Return a page of HTML as WeasyPrint's HTML, whose addresses are those of the course."""
    from lxml import etree  # noqa: PLC0415 - only where pages are made
    from weasyprint import HTML  # noqa: PLC0415 - loads Pango

    if _OTHERWISE.search(html):
        return HTML(string=html, base_url="course:/", url_fetcher=fetcher)
    page = HTML(string="<!doctype html>", base_url="course:/", url_fetcher=fetcher)
    tree = etree.fromstring(html, etree.HTMLParser(target=_Tree(), huge_tree=True))
    page.etree_element.attrib.update(tree.attrib)
    page.etree_element[:] = list(tree)
    return page
