"""What of an item a platform may be unable to show: markup where it takes plain text, pictures, sounds."""

from collections.abc import Iterable

from nasec_study.course.model import Cloze, Course, Item, LabelledPicture, Matching, Numeric, Question, Term
from nasec_study.rendering.accepted import others_of
from nasec_study.rendering.markup import gaps, html_of, pictures, without_directions
from nasec_study.targets._recordings import is_heard
from nasec_study.targets.lms._texts import texts_of


def plain_parts(item: Item) -> tuple[str, ...]:
    """Return the texts of an item that platforms take as plain text only: typed answers, and responses in lists."""
    match item:
        case Term():
            return (item.term,)
        case Question() if item.is_typed:
            return (item.answer,)
        case Cloze():
            return tuple(text for gap in gaps(item.text) for text in (gap.answer, *others_of(item, gap)))
        case Matching():
            return item.options
        case Numeric():
            return (item.unit,)
        case _:
            return ()


def has_markup(texts: Iterable[str]) -> bool:
    """Tell whether any of some texts has what plain text lacks: emphasis, code, a picture, a formula."""
    return any("<" in without_directions(html_of(text)) for text in texts)


def shows_pictures(item: Item, course: Course) -> bool:
    """Tell whether an item, or the stimulus that it stands on, shows a picture."""
    return isinstance(item, LabelledPicture) or any(map(pictures, texts_of(item, course)))


def wants_sound(item: Item, course: Course) -> bool:
    """Tell whether an item cannot be answered without a recording: its own, or that of its stimulus."""
    stimulus = course.stimulus_of(item)
    return is_heard(item) or bool(stimulus and stimulus.audio)


def has_sound(item: Item) -> bool:
    """Tell whether an item is a term that is heard with its answer."""
    return isinstance(item, Term) and bool(item.audio)


def has_gaps(item: Item) -> bool:
    """Tell whether an item is a text with several gaps."""
    return isinstance(item, Cloze) and len(gaps(item.text)) > 1
