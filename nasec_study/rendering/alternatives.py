"""What an SVG shows of parts that are there in several languages (SVG 2, 5.8)."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar

# Pages of the web within a picture, which are not drawn.
_NOT_DRAWN = "foreignObject"


class _Element(Protocol):
    """An element of a drawing, with or without its namespace before its name."""

    @property
    def tag(self) -> str: ...

    def get(self, key: str, default: str = ..., /) -> str | None: ...


Part = TypeVar("Part", bound=_Element)


def name_of(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def shown_parts(element: _Element, parts: Iterable[Part], language: str) -> Iterator[Part]:
    """Yield of the parts of an element those that suit a language; of a switch the first one that is drawn."""
    suitable = (part for part in parts if _suits(part, language))
    if name_of(element) != "switch":
        return suitable
    return islice((part for part in suitable if name_of(part) != _NOT_DRAWN), 1)


def _suits(part: _Element, language: str) -> bool:
    """Tell whether the tests of a part of a picture hold: of its languages one, and no extensions."""
    languages = part.get("systemLanguage")
    if languages is not None and not any(_is_same(tag.strip(), language) for tag in languages.split(",")):
        return False
    return not (part.get("requiredExtensions") or "").strip()


def _is_same(tag: str, language: str) -> bool:
    """Tell whether two tags of languages are the same or one is part of the other: es and es-MX, but not es-ES."""
    mine, yours = (one.lower().split("-") for one in (tag, language))
    shorter = min(len(mine), len(yours))
    return mine[:shorter] == yours[:shorter]
