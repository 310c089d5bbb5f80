"""Items and disputes to Anki notes: the fields, tags and identity of each."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from nasec_study.course.model import (
    Choice,
    Citation,
    Course,
    Dispute,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.rendering.asked import answers
from nasec_study.rendering.markup import html_of, written_gaps
from nasec_study.sheets.options import options_of
from nasec_study.sheets.plan import deck_items
from nasec_study.targets._context import context_of
from nasec_study.targets._contract import Job
from nasec_study.targets._recordings import transcripts
from nasec_study.targets._spellings import spellings, typed_answer
from nasec_study.targets.anki.deck_names import full_name, name_of_disputes
from nasec_study.targets.anki.fields import Maker
from nasec_study.targets.anki.note_types import TYPED, NoteType, note_types
from nasec_study.targets.anki.speech import spoken


class Note(NamedTuple):
    """A note: the noun and id of what it is made from, its type, fields as HTML, tags, and the full name of its deck.

    `gaps` are the answers of a cloze text by the numbers of its gaps. `parts` are the premises or labels that its cards
    ask for, in the order of the cards. `right` and `wrong` are the texts of its answers, by which a forecast tells that
    what was wrong is right now; empty for kinds whose answers cannot be told from each other.
    """

    noun: str
    id: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    guid: str
    pictures: Mapping[str, bytes]
    gaps: Mapping[int, str] = {}
    parts: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    retired: bool = False

    @property
    def cards(self) -> int:
        """How many cards Anki makes of the note."""
        if self.type.kind == "matching":
            return 1 + len(self.parts)
        return len(self.gaps) if self.type.cloze else len(self.type.cards)


def make_notes(job: Job) -> dict[str, tuple[Note, ...]]:
    """Return the notes of each deck by the deck's id, in the order of the course.

    An item in several decks is one note: it belongs to the first of them.
    """
    course = job.course
    maker = Maker(job)
    types = {note_type.kind: note_type for note_type in note_types(course)}
    notes: dict[str, Note] = {}
    decks = {}
    for deck in course.settings.decks:
        name, items = full_name(job, deck), deck_items(course, deck)
        for item in items:
            if item.id not in notes:
                notes[item.id] = _note(maker, name, item, types[item.type])
        disputes = course.disputes if deck.disputes else ()
        decks[deck.id] = (
            *(notes[item.id] for item in items),
            *(_dispute_note(maker, name_of_disputes(job, deck), dispute, types["dispute"]) for dispute in disputes),
        )
    return decks


def guid_of(code: str, item_id: str) -> str:
    """Return the GUID by which Anki knows a note again: made of the course's code and the item's first id alone."""
    return blake2b(f"{code}\0{item_id}".encode(), digest_size=10).hexdigest()


def place_id(reading: str, section: str) -> str:
    """Return the id of a section of a reading, as notes and the templates of cards write it."""
    return f"{reading}--{section}"


def _note(maker: Maker, deck: str, item: Item, note_type: NoteType) -> Note:
    settings = maker.course.settings
    stimulus = maker.course.stimulus_of(item)
    options = options_of(item, "anki")
    question, answer = spoken(item, options, stimulus, settings.language)
    forms = maker.show("forms", item.forms) if isinstance(item, Term) and item.forms else ""
    texts = {
        **maker.own_fields(item, options),
        "Rationale": forms + transcripts(maker.course, item) + html_of(item.rationale),
        "Stimulus": maker.show("stimulus", stimulus) if stimulus else "",
        "Reading": context_of(maker.course, item),
        "Sources": _places(item.sources),
        "Spoken question": question,
        "Spoken answer": answer,
        TYPED: _typed(maker, item, settings.language) if isinstance(item, Term | Question) and item.is_typed else "",
        "Retired": html_of(item.retired),
        "Id": item.id,
    }
    fields, pictures = maker.fields(note_type, texts)
    right, wrong = _answers(item)
    return Note(
        item.NOUN,
        item.id,
        note_type,
        fields,
        tuple(_tags(settings.root_tag, item)),
        deck,
        guid_of(settings.code, item.first_id),
        pictures,
        gaps=gaps_of(fields[0]) if note_type.cloze else {},
        parts=_parts(maker.course, item),
        right=right,
        wrong=wrong,
        retired=bool(item.retired),
    )


def _places(citations: Iterable[Citation]) -> str:
    """Return the ids of the places that are cited, each one once."""
    return " ".join(dict.fromkeys(place_id(cited.reading, cited.section) for cited in citations))


def _typed(maker: Maker, item: Term | Question, language: str) -> str:
    """Return what is to be typed; Anki compares it letter by letter, our script with all that is right."""
    answer = typed_answer(item)
    return maker.show("typed", item.typed, answer, [text for text in spellings(item, language) if text != answer])


def gaps_of(text: str) -> dict[int, str]:
    """Return the answers of the gaps of a cloze field by their numbers: Anki makes a card of each number.

    Answers of the same number are joined by spaces.
    """
    found: dict[int, str] = {}
    for gap in written_gaps(text):
        if gap.number > 0:
            found[gap.number] = f"{found.get(gap.number, '')} {gap.answer}".strip()
    return found


def _answers(item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the right answers and the wrong ones of an item whose answers can be told from each other."""
    match item:
        case Numeric():
            return (str(item.value.normalize()),), ()
        case Choice() | Multi() | TrueFalse() | Ordering() | Matching():
            return answers(item), tuple(one.text for one in item.alternatives if not one.right)
        case _:
            return (), ()


def _parts(course: Course, item: Item) -> tuple[str, ...]:
    """Return the premises of a matching item, or the labels of a picture, in the order of their cards."""
    if isinstance(item, Matching):
        return tuple(pair.premise for pair in item.pairs)
    if isinstance(item, LabelledPicture) and (picture := course.picture(item.picture)):
        return item.asked(picture)
    return ()


def _dispute_note(maker: Maker, deck: str, dispute: Dispute, note_type: NoteType) -> Note:
    settings = maker.course.settings
    texts = {
        "Question": html_of(dispute.question),
        "Advice": html_of(dispute.advice),
        "Sources": _places(claim.citation for claim in dispute.claims),
        "Id": dispute.id,
    }
    if dispute.settled:
        texts |= {"Settled": html_of(dispute.settled.says), "Settled source": html_of(dispute.settled.source)}
    for number, claim in enumerate(dispute.claims, start=1):
        texts |= {f"Claim {number}": html_of(claim.says), f"Who {number}": claim.citation.reading}
    fields, pictures = maker.fields(note_type, texts)
    root = settings.root_tag
    readings = dict.fromkeys(claim.citation.reading for claim in dispute.claims)
    return Note(
        dispute.NOUN,
        dispute.id,
        note_type,
        fields,
        (tag_of(root, "kind", "dispute"), *(tag_of(root, "reading", reading) for reading in readings)),
        deck,
        guid_of(settings.code, f"{dispute.NOUN} {dispute.id}"),
        pictures,
    )


def _tags(root: str, item: Item) -> Iterator[str]:
    """Yield the tags of an item."""
    yield from (tag_of(root, "reading", reading) for reading in item.cited_readings)
    places = dict.fromkeys((cited.reading, cited.section) for cited in item.sources)
    yield from (tag_of(root, "section", reading, section) for reading, section in places)
    yield tag_of(root, "kind", item.type)
    yield tag_of(root, "level", item.level)
    yield tag_of(root, "importance", item.importance)
    yield from (tag_of(root, "topic", tag) for tag in item.tags)
    if item.retired:
        yield tag_of(root, "retired")


@lru_cache(maxsize=4_096)
def tag_of(*parts: str) -> str:
    """Return a tag; remembered, since the same ones come again and again, and all notes can hold one of each."""
    return "::".join(parts)
