"""In which order platforms show steps."""

from itertools import count

from nasec_study.course.model import Ordering
from nasec_study.sheets.options import options_of


def mixed(item: Ordering, seed: str) -> tuple[str, ...]:
    """Return the steps of an item in a seeded order in which none is in its place: left so, it earns nothing."""
    right = [step.text for step in item.steps]
    lots = (tuple(option.text for option in options_of(item, seed, str(lot))) for lot in count())
    return next(lot for lot in lots if all(text != other for text, other in zip(lot, right, strict=True)))
