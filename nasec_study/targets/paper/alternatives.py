"""Pictures in one of their languages: what WeasyPrint draws over each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nasec_study.targets.paper.replacing import replaced

# Pages of the web within a picture, which are not drawn.
_NOT_DRAWN = "foreignObject"


@contextmanager
def one_alternative(language: str) -> Iterator[None]:
    """Draw of an SVG's alternatives the first one that suits a language, as browsers do (SVG 2, 5.8).

    WeasyPrint draws them all (findings/weasyprint-draws-each-language-of-a-map.sh).
    """
    from weasyprint import svg  # noqa: PLC0415 - loads Pango

    all_parts = svg.Node.__iter__

    def parts(node: Any) -> Iterator[Any]:
        suitable = (part for part in all_parts(node) if _suits(part, language))
        if node.tag != "switch":
            return suitable
        first = next((part for part in suitable if part.tag != _NOT_DRAWN), None)
        return iter(() if first is None else (first,))

    with replaced("__iter__", parts, svg.Node):
        yield


def _suits(part: Any, language: str) -> bool:
    """Tell whether the tests of a part of a picture hold: of its languages one, and no extensions."""
    languages = part.get("systemLanguage")
    if languages is not None and not any(_is_same(tag.strip(), language) for tag in languages.split(",")):
        return False
    return not part.get("requiredExtensions", "").strip()


def _is_same(tag: str, language: str) -> bool:
    """Tell whether two tags of languages are the same or one is part of the other: es and es-MX, but not es-ES."""
    mine, yours = (one.lower().split("-") for one in (tag, language))
    shorter = min(len(mine), len(yours))
    return mine[:shorter] == yours[:shorter]
