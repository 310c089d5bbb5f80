"""Pictures in one of their languages: what WeasyPrint draws over each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nasec_study.rendering.alternatives import shown_parts
from nasec_study.targets.paper.replacing import replaced


@contextmanager
def one_alternative(language: str) -> Iterator[None]:
    """Draw of an SVG's alternatives the first one that suits a language, as browsers do.

    WeasyPrint draws them all (findings/weasyprint-draws-each-language-of-a-map.sh).
    """
    from weasyprint import svg  # noqa: PLC0415 - loads Pango

    all_parts = svg.Node.__iter__

    def parts(node: Any) -> Iterator[Any]:
        return shown_parts(node, all_parts(node), language)

    with replaced("__iter__", parts, svg.Node):
        yield
