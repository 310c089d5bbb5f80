"""What else is right beside an answer: other spellings and synonyms, in a cloze text those of each gap."""

from nasec_study.course.dollars import without_dollars
from nasec_study.course.model import Cloze, Item, Question, Term
from nasec_study.rendering.markup import Gap, gaps, to_plain


def is_named(gap: Gap, name: str) -> bool:
    """Tell whether `accept` means this gap by a name: its answer, whose formula may stand in dollar signs there."""
    return to_plain(gap.answer) in {to_plain(name), to_plain(without_dollars(name))}


def others_of(item: Cloze, gap: Gap) -> tuple[str, ...]:
    """Return what else is right in a gap."""
    return tuple(other for name, others in item.accept.items() if is_named(gap, name) for other in others)


def also_right(item: Item) -> tuple[str, ...]:
    """Return what else is right, as a key lists it; of a cloze text with the answer that it stands for before it."""
    match item:
        case Term() | Question():
            return item.accept
        case Cloze():
            found = {gap.answer: others_of(item, gap) for gap in gaps(item.text)}
            return tuple(f"{answer}: {', '.join(others)}" for answer, others in found.items() if others)
        case _:
            return ()
