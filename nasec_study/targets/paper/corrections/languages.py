"""Pictures in the language of their page: of their words, what WeasyPrint draws over each other and sets by chance."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from weasyprint import svg
from weasyprint.css.properties import INITIAL_VALUES

from nasec_study.rendering.alternatives import shown_parts
from nasec_study.targets.paper.corrections.replacing import around, replaced_in


def language_of_pictures(language: str) -> AbstractContextManager[None]:
    """Set the text of pictures as that of the page is set.

    WeasyPrint gives the text in an SVG no language, and Pango takes that of the process's locale for it: in a Turkish
    one “fi” has other glyphs.
    """
    return replaced_in(INITIAL_VALUES, {"lang": language})


def one_alternative(language: str) -> AbstractContextManager[None]:
    """Draw of an SVG's alternatives the first one that suits a language, as browsers do.

    WeasyPrint draws them all (findings/weasyprint-draws-each-language-of-a-map.sh).
    """

    @around("__iter__", svg.Node)
    def parts(all_parts: Any, node: Any) -> Iterator[Any]:
        return shown_parts(node, all_parts(node), language)

    return parts()
