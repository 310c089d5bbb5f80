"""What Canvas does not show or mark as the author wrote it, item by item."""

from collections.abc import Iterable
from decimal import Decimal

from nasec_study.course.model import (
    Choice,
    Cloze,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
)
from nasec_study.sheets.options import is_arranged
from nasec_study.targets.lms._banks import bonus, is_marked_by_hand
from nasec_study.targets.lms._changes import Change
from nasec_study.targets.lms._limits import has_markup, plain_parts
from nasec_study.targets.lms._texts import Texts

# Classic Quizzes keeps so many places behind the point of a right answer.
_PLACES = 4
# Instead of a question whose HTML is longer, it shows a notice; no HTML is so many times as long as its text.
_LONGEST = 16 * 1024
_TIMES = 16


def single_changes(texts: Texts) -> tuple[Change, ...]:
    """Return the changes that items undergo one by one, whatever their kind; formulas apart."""
    course = texts.course
    items = course.taught

    def those(*kinds: type[Item]) -> tuple[str, ...]:
        return tuple(item.id for item in items if isinstance(item, kinds))

    plain = tuple(item.id for item in items if has_markup(_listed(item)))
    fine = tuple(item.id for item in items if isinstance(item, Numeric) and _places(item.value) > _PLACES)
    long = tuple(item.id for item in items if _is_too_long(texts, item))
    own = tuple(item.id for item in items if not may_shuffle([item]))
    figures = tuple(item.id for item in items if is_arranged(item) and item.id not in own)
    partial = texts.gives_partial_credit
    in_parts = () if partial else those(Multi, Matching, LabelledPicture, Ordering)
    orders = those(Ordering) if partial else ()
    return (
        Change("what is typed or matched, and what Classic Quizzes lists, is plain text, without its markup", plain),
        Change("graded by hand, so in no practice quiz", tuple(item.id for item in items if is_marked_by_hand(item))),
        Change("too long, with its stimulus, for Classic Quizzes, which shows none of it", long),
        Change("Classic Quizzes keeps four decimal places of a number", fine),
        Change("because its author set the order of options, Classic Quizzes shuffles none in the whole quiz", own),
        Change("Classic Quizzes shuffles options that are figures or dates", figures),
        Change("the points of a bonus part count in the total", bonus(course)),
        Change("Classic Quizzes gives points for each part, whatever `partial_credit` says", in_parts),
        Change("each gap earns its share, whatever `partial_credit` says", () if partial else those(Cloze)),
        Change("a part earns nothing in New Quizzes: the whole order must be right", orders),
    )


def _places(number: Decimal) -> int:
    """Return how many places a number has behind its point; below 0 where zeros end it."""
    return -int(number.normalize().as_tuple().exponent)


def _is_too_long(texts: Texts, item: Item) -> bool:
    stimulus = texts.course.stimulus_of(item)
    if len(item.asks) + len(stimulus.text if stimulus else "") <= _LONGEST // _TIMES:
        return False
    return len(texts.stimulus(item)) + len(texts.stem(item)) > _LONGEST


def _listed(item: Item) -> tuple[str, ...]:
    return tuple(step.text for step in item.steps) if isinstance(item, Ordering) else plain_parts(item)


def may_shuffle(items: Iterable[Item]) -> bool:
    """Tell whether the options of a quiz with these items may be shuffled: no author put any in an order.

    Classic Quizzes shuffles the options of all items of a quiz, or of none.
    """
    return not any(isinstance(item, Choice | Multi) and (item.order or item.last) for item in items)
