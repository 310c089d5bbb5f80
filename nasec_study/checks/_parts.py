"""The parts of items that rules look at: stems, options and answers, without their markup."""

from typing import NamedTuple

from nasec_study.checks._words import count, plain, uncited
from nasec_study.course.marks import Steps
from nasec_study.course.model import Choice, Cloze, Item, Multi, Question, Term
from nasec_study.rendering.asked import answers
from nasec_study.rendering.markup import gaps


class Part(NamedTuple):
    """A text of an item and the steps that lead to it."""

    steps: Steps
    text: str


def keys(item: Choice | Multi) -> tuple[Part, ...]:
    """Return an item's right options."""
    if isinstance(item, Choice):
        return (Part(("key",), plain(item.key)),)
    return tuple([Part(("keys", number), plain(key)) for number, key in enumerate(item.keys)])


def distractors(item: Choice | Multi) -> tuple[Part, ...]:
    """Return an item's wrong options."""
    return tuple(
        [Part(("distractors", number, "text"), plain(wrong.text)) for number, wrong in enumerate(item.distractors)]
    )


def options(item: Choice | Multi) -> tuple[Part, ...]:
    """Return an item's options, right ones first."""
    return (*keys(item), *distractors(item))


def are_words(item: Choice | Multi) -> bool:
    """Tell whether the options are single words that fit, or translate, what the question cites."""
    is_cited = uncited(item.stem) != item.stem or "__" in item.stem
    return is_cited and all(count(option) == 1 for option in item.options)


def recalled(item: Item) -> tuple[Part, ...]:
    """Return the texts that a card asks a student to recall: an answer or the gaps of a cloze."""
    match item:
        case Question():
            return (Part(("answer",), item.answer),)
        case Cloze():
            return tuple(Part(("text",), gap.answer) for gap in gaps(item.text))
        case _:
            return ()


def answer(item: Item) -> str:
    """Return what a student should answer."""
    return "; ".join(answers(item) if isinstance(item, Term | Cloze) else filter(None, item.asserts))
