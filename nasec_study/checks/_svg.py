"""What an SVG must not hold to be a picture and nothing else: scripts, other documents, and what it would fetch.

A client that shows it as an image runs and fetches none of that, but a picture may be opened on its own.
"""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.parsers import expat  # expat fetches nothing by itself, and entities are refused where they are declared

from nasec_study.checks._pictures import picture_fault, told_by

_HTML = "http://www.w3.org/1999/xhtml"
# Between a name and its namespace, as expat gives them.
_DIVIDER = " "
_ACTIVE = frozenset(
    (
        *("script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas"),
        *("set", "animate", "animatecolor", "animatemotion", "animatetransform"),
    )
)
_ADDRESSES = frozenset({"href", "src", "base", "data"})
# Where words for other programs stand, in which no style is looked for; attributes of their own namespaces are others.
_WORDS = re.compile(r"id|class|content|(?:aria|data)-.*")
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
# A reader of XML takes no longer attribute.
_MOST = 9_000_000
# Photos, and pictures of pixels that a program made of data or of shadows.
_PIXELS = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_STYLED = re.compile(
    r"url\((?!\s*['\"]?\s*(?:#|data:(?:font/|application/(?:x-)?font)))[^)]*\)?|@import|expression\(|javascript:",
    re.IGNORECASE,
)


_OUT = "remove it: a picture must not run or fetch anything"
_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "<foreignObject>": (
            "save the picture as a PNG, or let your program write words as text of SVG: "
            "in draw.io without Word Wrap and Formatted Text, in Mermaid with `htmlLabels: false`"
        ),
        "entity": "save the picture as plain SVG: in Illustrator without its editing capabilities",
        "image": "embed the picture in the drawing: nothing is fetched",
        "embedded": "embed it anew, as a PNG or JPEG of at most 6 MB",
    }
)


class Fault(NamedTuple):
    """Something in an SVG that is more than a picture, its line and column (from 1), and what to do about it."""

    line: int
    column: int
    what: str
    hint: str = _OUT
    # What a photo in it tells beside what it shows, which is no fault of the drawing.
    told: str = ""


def svg_faults(content: bytes) -> Iterator[Fault]:
    """Yield the parts of an SVG that could run, load or lead elsewhere, as far as it can be read as XML."""
    reader = _Reader()
    # Whether it is XML at all is another rule's question.
    with suppress(expat.ExpatError):
        reader.parser.Parse(content, True)  # noqa: FBT003 - expat's own signature
    yield from reader.faults


class _Reader:
    """Listens to expat and notes faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.style: list[str] = []
        self.in_style = False
        # How many elements are open, from one that was named: nothing in it is named again.
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator=_DIVIDER)
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction

    def _note(self, what: str, kind: str = "", told: str = "") -> None:
        place = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.faults.append(Fault(*place, what, _HINTS.get(kind or what, _OUT), told))

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, tag = name.rpartition(_DIVIDER)
        is_active = namespace == _HTML or tag.lower() in _ACTIVE
        if is_active and not self.depth:
            self._note(f"<{tag}>")
        self.depth += bool(is_active or self.depth)
        self.in_style = tag.lower() == "style"
        for full_name, value in attributes.items():
            space, _, own_name = full_name.rpartition(_DIVIDER)
            attribute = own_name.lower()
            if attribute.startswith("on"):
                self._note(f"the event handler '{attribute}'")
            elif attribute in _ADDRESSES:
                self._address(tag, value.strip())
            elif not space and not _WORDS.fullmatch(attribute):
                self._styled(value)

    def _address(self, tag: str, value: str) -> None:
        """Note an address, unless it is within the drawing, that of a link, or a picture of pixels itself."""
        if tag == "image" and (found := _PIXELS.match(value)):
            fault, told = _of_embedded(value[found.end() :])
            if fault:
                self._note(f"an embedded picture that {fault}", "embedded")
            elif told:
                self._note(f"a photo that tells {told}", told=told)
        elif not value.startswith("#") and not (tag == "a" and _LINK.match(value)):
            self._note(f"the address '{value[:60]}'", tag)

    def _close(self, name: str) -> None:  # noqa: ARG002 - expat's own signature
        self.depth = max(0, self.depth - 1)
        if self.in_style:
            self._styled("".join(self.style))
        self.in_style = False
        self.style.clear()

    def _text(self, text: str) -> None:
        if self.in_style:
            self.style.append(text)

    def _styled(self, text: str) -> None:
        """Note what a style would fetch; one with a backslash, behind which it can hide that, is refused whole."""
        plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        if found := _STYLED.search(plain):
            self._note(f"'{' '.join(found[0].split())[:60]}'")
        elif "\\" in plain:
            self._note("a backslash in a style")

    def _entity(self, name: str, *_: Any) -> None:
        self._note(f"the entity '{name}'", "entity")
        raise expat.ExpatError

    def _instruction(self, target: str, _: str) -> None:
        # Others are notes of a program's own, such as <?xpacket or <?plantuml.
        if target == "xml-stylesheet":
            self._note(f"the instruction '<?{target}'")


def _of_embedded(encoded: str) -> tuple[str, str]:
    """Return what is wrong with a picture in base64, and what it tells beside what it shows; '' if nothing."""
    if len(encoded) > _MOST:
        return "is too large", ""
    try:
        content = b64decode(encoded)
    except ValueError:
        return "is broken", ""
    fault = picture_fault("", content)
    return fault, "" if fault else told_by(content)
