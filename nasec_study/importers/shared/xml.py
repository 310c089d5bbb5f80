"""Reading the XML and HTML of others: no entities, no network, limits; and what one asks of an element."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from io import BytesIO
from types import MappingProxyType
from typing import Any

from nasec_study.importers.shared.bank import refusal

MAX_XML = 100_000_000
_SAFELY: Mapping[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
Element = Any


def root_of(content: bytes, name: str) -> Element:
    """Return the root of an XML file. Raises StudyError for one that is broken, or that declares entities."""
    from lxml import etree  # noqa: PLC0415 - only where XML is read

    if len(content) > MAX_XML:
        raise refusal(name, f"this file is larger than {MAX_XML // 1_000_000} MB", "export it in parts")
    parser = etree.XMLParser(**_SAFELY, remove_comments=True, remove_pis=True)
    with _broken_xml(name):
        return _without_entities(etree.fromstring(content.lstrip(), parser), name)


def check_head(content: bytes, name: str) -> None:
    """Raise StudyError for an XML file that declares entities, or whose beginning is broken; no more of it is read."""
    from lxml import etree  # noqa: PLC0415 - only where XML is read

    with _broken_xml(name):
        _, root = next(etree.iterparse(BytesIO(content), events=("start",), **_SAFELY))
        _without_entities(root, name)


@contextmanager
def _broken_xml(name: str) -> Iterator[None]:
    """Raise StudyError for XML that cannot be read."""
    from lxml import etree  # noqa: PLC0415 - only where XML is read

    try:
        yield
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise refusal(name, f"this XML cannot be read: {error.msg}", "export it again", line, column) from error


def _without_entities(root: Element, name: str) -> Element:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise refusal(name, "this file declares entities, which grow without end", "take its <!DOCTYPE …> out")
    return root


def parsed(html: str) -> Element:
    """Return an element that holds a piece of HTML."""
    from lxml import html as lxml_html  # noqa: PLC0415 - only where there is HTML

    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    return lxml_html.fragment_fromstring(html, create_parent="div", parser=parser)


def tag(element: Element) -> str:
    """Return an element's name without its namespace; the names of QTI 3 as those of QTI 2."""
    name = str(element.tag).rpartition("}")[2]
    if name.startswith("qti-"):
        first, *rest = name.removeprefix("qti-").split("-")
        return first + "".join(part.capitalize() for part in rest)
    return name


def attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute by its name in QTI 2; QTI 3 writes it with hyphens."""
    kebab = "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in name)
    return str(element.get(name, element.get(kebab, default)))


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name."""
    return (child for child in element if tag(child) == name)


def child(element: Element, *names: str) -> Element | None:
    """Return the first child of the first name, in it that of the second, and so on."""
    found = element
    for name in names:
        found = next(children(found, name), None)
        if found is None:
            return None
    return found


def inside(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names inside another, at any depth."""
    return (one for one in element.iter() if one is not element and tag(one) in names)


def text(element: Element | None) -> str:
    """Return all the text in an element; '' for no element."""
    return "" if element is None else "".join(element.itertext())


def inner_html(
    element: Element | None, marks: Mapping[Element, str] = MappingProxyType({}), left_out: Collection[str] = ()
) -> str:
    """Return the content of an element as HTML, names without namespaces.

    The `marks` stand there in the place of some parts, and elements of the names `left_out` are not in it.
    """
    if element is None:
        return ""
    parts = [escape(element.text or "", quote=False)]
    for one in element:
        name = tag(one)
        if one in marks:
            parts.append(marks[one])
        elif name not in left_out:
            given = "".join(f' {key.rpartition("}")[2]}="{escape(value)}"' for key, value in one.attrib.items())
            parts.append(f"<{name}{given}>{inner_html(one, marks, left_out)}</{name}>")
        parts.append(escape(one.tail or "", quote=False))
    return "".join(parts)
