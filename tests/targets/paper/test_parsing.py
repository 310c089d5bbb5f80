"""Pages are read as HTML 5 reads them, whichever parser does it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from weasyprint import HTML

from nasec_study.targets.paper.parsing import parsed

PAGE = """<!doctype html>
<html lang="en" class="key">
<head><title>One &amp; two</title></head>
<body>
<main>{}</main>
</body>
</html>"""


def tree_of(element: Element, depth: int = 0) -> Iterator[tuple[object, ...]]:
    """Yield the elements of a page with how deep they stand, and with all white space in its body."""
    tail = element.tail if element.tag not in {"head", "body", "main"} else ""
    yield depth, element.tag, dict(element.attrib), element.text or "", tail or ""
    for inner in element:
        yield from tree_of(inner, depth + 1)


@pytest.mark.parametrize(
    "body",
    [
        "<p>a &lt; b &amp;&amp; c &gt; d, &quot;&#39;&nbsp;&rarr;&check;&#10003;\u200b\U0001d54f\x0c’</p>",
        "<p>one<br>two<img src=a.svg alt=''><input disabled>three",
        "<P CLASS=Big>one<p>two<div>three</div>four",
        "<ul><li>one<li>two<ol><li><p>three</p>\n\n</ol></ul>",
        "<pre>\n  a\n\n\tb</pre> <code>  x  </code> <em>y</em> z",
        "<table><thead><tr><th>a</th></tr></thead><tbody>\n<tr><td>b</td></tr></tbody></table>",
        "<table class=own>\n<tr><td>a</td></tr></table>",
        "<table><caption>c</caption><tr><td>a</td></tr></table>",
        "<table><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table>",
        "<svg viewBox='0 0 1 1'><linearGradient id='a'/></svg>",
        "<p>is <math><mi>x</mi></math></p>",
        "<section><figure><figcaption>c</figcaption></figure></section><dl><dt>a<dd>b</dl>",
        "<p>one<section>two</section>",
        "<p>one <em>a</em><figure>b</figure>",
        "<p>a_<wbr>long_<wbr>name</p>",
        "<picture><source srcset=a.webp><img src=a.png alt=''></picture>",
        "<ruby>a<rp>(<rt>b<rp>)</ruby>",
        "<textarea>\nx</textarea>",
        "<a href='#x'>one<table><tbody><tr><td>two</td></tr></tbody></table>three</a>",
    ],
)
def test_a_page_is_read_as_html_5(body: str) -> None:
    page = PAGE.format(body)
    ours, theirs = (parsed(page, None), HTML(string=page))
    assert list(tree_of(ours.etree_element)) == list(tree_of(theirs.etree_element))


@pytest.mark.parametrize("page", ["<title>One</title><section>two</section>", "<p>one</p>", "<body>one"])
def test_a_page_may_leave_out_what_html_5_puts_in(page: str) -> None:
    assert list(tree_of(parsed(page, None).etree_element)) == list(tree_of(HTML(string=page).etree_element))


def test_what_is_nested_deep_or_long_is_read_whole() -> None:
    body = "<div>" * 600 + "x" * 11_000_000 + "</div>" * 600
    found = parsed(PAGE.format(body), None).etree_element
    assert "".join(found.find("body").itertext()).strip() == "x" * 11_000_000
