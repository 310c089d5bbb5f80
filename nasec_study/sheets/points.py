"""What the items of a sheet are worth, in whole and half points, and what a part of an answer earns."""

from collections.abc import Iterable
from decimal import Decimal
from math import floor

from nasec_study.course.model import Cloze, Course, Essay, Item, LabelledPicture, Matching, Ordering, WorksheetSection
from nasec_study.course.model.base import HALF
from nasec_study.rendering.markup import gaps

_ONE = Decimal(1)
# Smaller shares than this nobody adds up by head.
_LEAST_SHARE = Decimal("0.25")


def worth(item: Item, section: WorksheetSection | None = None) -> Decimal:
    """Return an item's points, in a section where one is given: the section's, else its own, its rubric's sum, or 1."""
    rubric = sum((row.points for row in item.rubric), Decimal(0)) if isinstance(item, Essay) else Decimal(0)
    return total(((section.points if section else None) or item.points or rubric or _ONE,))


def total(points: Iterable[Decimal]) -> Decimal:
    """Return the sum of points in as few digits as it wants: 20 rather than 20.0, and 2.5 rather than 2.50."""
    added = sum(points, Decimal(0))
    return added.to_integral_value() if added == added.to_integral_value() else added.normalize()


def rubric_points(item: Essay, points: Decimal) -> tuple[Decimal, ...]:
    """Return the points of each row of a rubric so that they add up to `points`, in halves.

    They keep their proportion as far as halves allow (largest remainders), and no row is worth nothing: the checks let
    no more rows pass than there are half points.
    """
    total = sum(row.points for row in item.rubric)
    halves = int(points / HALF)
    exact = [row.points * halves / total for row in item.rubric]
    shares = [max(1, floor(share)) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda row: (shares[row] - exact[row], row))
    while (left := halves - sum(shares)) > 0:
        for row in by_remainder[:left]:
            shares[row] += 1
    while sum(shares) > halves:
        shares[max((row for row in by_remainder if shares[row] > 1), key=lambda row: shares[row] - exact[row])] -= 1
    return tuple((HALF * share).normalize() if share % 2 else Decimal(share // 2) for share in shares)


def answers_in(course: Course, item: Item) -> int:
    """Return how many answers of equal weight an item wants: its gaps, premises, steps or labels; 1 for all others."""
    match item:
        case Cloze():
            return len(gaps(item.text))
        case Matching():
            return len(item.pairs)
        case Ordering():
            return len(item.steps)
        case LabelledPicture():
            picture = course.picture(item.picture)
            return len(item.asked(picture)) if picture else 1
        case _:
            return 1


def share(points: Decimal, answers: int) -> Decimal | None:
    """Return the points of each of several answers; None if there is one, or they cannot be shared out in halves."""
    each = points / answers if answers > 1 else Decimal(0)
    return each if each >= _LEAST_SHARE and not each % _LEAST_SHARE else None
