"""What an item asks, and what is right: the same for rules and for every target."""

from nasec_study.course.model import Cloze, Item, Matching, Numeric, Ordering, Term, TrueFalse
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.markup import blanks, gaps


def prompt(item: Item) -> str:
    """Return what a student reads before answering, in Markdown and without options; of a term its definition."""
    match item:
        case Term():
            return item.definition
        case Cloze():
            return blanks(item.text)
        case _:
            return item.asks


def answers(item: Item) -> tuple[str, ...]:  # noqa: PLR0911 - a kind each
    """Return what is right, in Markdown: by gap, by premise, step by step; of a term its name; else what the key says.

    The labels of a picture are known to the course, which has the picture.
    """
    match item:
        case Term():
            return (item.term,)
        case Cloze():
            return tuple([gap.answer for gap in gaps(item.text)])
        case TrueFalse():
            return (item.answer,)
        case Numeric():
            return (as_typed(item.value),)
        case Matching():
            return tuple([pair.response for pair in item.pairs])
        case Ordering():
            return item.options
        case _:
            return item.asserts
