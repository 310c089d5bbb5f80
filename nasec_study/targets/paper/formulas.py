"""The formulas of a page: in the place of each a picture of its outlines, on the line of the text, with its words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from html import escape
from typing import NamedTuple

from nasec_study.rendering.formulas import drawn
from nasec_study.rendering.markup import with_formulas
from nasec_study.targets.paper.comparison import Planned

# The class of a formula's picture.
FORMULA = "formula"


class Set(NamedTuple):
    """HTML with its formulas as pictures, and the pictures by their addresses."""

    html: str
    pictures: dict[str, bytes]


def set_formulas(html: str, language: str) -> Set:
    """Return HTML in which pictures stand for formulas, in words of a language for who listens."""
    pictures: dict[str, bytes] = {}

    def picture(tex: str, display: bool) -> str:  # noqa: FBT001 - as `with_formulas` calls it
        drawing = drawn(tex, language, display=display)
        name = f"formulas/{blake2b(drawing.svg, digest_size=8).hexdigest()}.svg"
        pictures[name] = drawing.svg
        style = f"width: {drawing.width:.3f}em; vertical-align: {-drawing.depth:.3f}em"
        names = f"{FORMULA} display" if display else FORMULA
        said = escape(drawing.words)
        return f'<img class="{names}" src="{name}" alt="{said}" data-height="{drawing.height:.3f}" style="{style}">'

    return Set(with_formulas(html, picture), pictures)


def planned_formulas(planned: Iterable[Planned], language: str) -> Iterator[Planned]:
    """Yield plans with the pictures of formulas that `set_formulas` sets."""
    for plan in planned:
        inside, beside = (
            tuple(set_formulas(html, language).html for html in texts) for texts in (plan.inside, plan.beside)
        )
        yield replace(plan, inside=inside, beside=beside)
