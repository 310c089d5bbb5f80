"""What an SVG must not hold to be a picture and nothing else: scripts, other documents, and addresses outside it.

A client that shows it as an image runs and fetches none of that, but a picture may be opened on its own.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple
from xml.parsers import expat  # expat fetches nothing by itself, and entities are refused where they are declared

_HTML = "http://www.w3.org/1999/xhtml"
# Between a name and its namespace, as expat gives them.
_DIVIDER = " "
_ACTIVE = frozenset(
    (
        *("script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas"),
        *("set", "animate", "animatecolor", "animatemotion", "animatetransform"),
    )
)
_ADDRESSES = frozenset({"href", "src", "base", "data", "to", "from", "values"})
_STYLED = re.compile(r"url\((?!\s*['\"]?\s*#)[^)]*\)?|@import|expression\(|javascript:", re.IGNORECASE)


class Fault(NamedTuple):
    """Something in an SVG that is more than a picture, and its line and column (from 1)."""

    line: int
    column: int
    what: str


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
        self.parser = expat.ParserCreate(namespace_separator=_DIVIDER)
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction

    def _note(self, what: str) -> None:
        self.faults.append(Fault(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, what))

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, tag = name.rpartition(_DIVIDER)
        if namespace == _HTML or tag.lower() in _ACTIVE:
            self._note(f"<{tag}>")
        self.in_style = tag.lower() == "style"
        for full_name, value in attributes.items():
            attribute = full_name.rpartition(_DIVIDER)[2].lower()
            if attribute.startswith("on"):
                self._note(f"the event handler '{attribute}'")
            elif attribute in _ADDRESSES and not value.strip().startswith("#"):
                self._note(f"the address '{value.strip()[:60]}'")
            else:
                self._styled(value)

    def _close(self, name: str) -> None:  # noqa: ARG002 - expat's own signature
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
        self._note(f"the entity '{name}'")
        raise expat.ExpatError

    def _instruction(self, target: str, _: str) -> None:
        self._note(f"the instruction '<?{target}'")
