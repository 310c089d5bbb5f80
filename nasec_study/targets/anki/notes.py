"""Items and disputes to Anki notes: the fields, tags and identity of each."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from nasec_study.course.model import Course, Deck, Dispute, Item, LabelledPicture, Matching
from nasec_study.rendering.markup import gaps, html_of
from nasec_study.sheets.plan import deck_items
from nasec_study.targets._citations import citation_text, citation_texts
from nasec_study.targets._contract import Job
from nasec_study.targets.anki.fields import Maker
from nasec_study.targets.anki.note_types import NOTE_TYPES, NoteType

DISPUTES = "Where the readings disagree"
NEW_A_DAY = 15


class Note(NamedTuple):
    """A note: what it is made from (an item or a dispute), its type, fields as HTML, tags and the deck's full name.

    `clozes` are the numbers of its gaps. `parts` are what its cards are numbered by, where the
    number of a card means one of several parts.
    """

    noun: str
    id: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    guid: str
    pictures: Mapping[str, bytes]
    clozes: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    retired: bool = False

    @property
    def cards(self) -> int:
        """How many cards Anki makes of it."""
        if self.type.kind == "matching":
            return 1 + len(self.parts)
        return len(self.clozes) if self.type.cloze else len(self.type.cards)


class Filing(NamedTuple):
    """What all notes have alike that are filed under one section and cite the same places."""

    source: str
    context: str
    subdeck: str
    tags: tuple[str, ...]


def make_notes(job: Job) -> dict[str, tuple[Note, ...]]:
    """Return the notes of each deck of the course, by the deck's id, in course order."""
    course = job.course
    maker = Maker(course, job.templates)
    types = {note_type.kind: note_type for note_type in NOTE_TYPES}
    filings: dict[object, Filing] = {}
    notes: dict[str, Note] = {}
    decks = {}
    for deck in course.settings.decks:
        name, items = full_name(course, deck), deck_items(course, deck)
        # Sections of several readings would stand among each other, each numbered from 1.
        is_mixed = len({item.home[0] for item in items if len(item.cited_readings) == 1}) > 1
        for item in items:
            if item.id not in notes:
                places = (is_mixed, item.home, *[(cited.reading, cited.section) for cited in item.sources])
                if places not in filings:
                    filings[places] = _filing(maker, item, is_mixed=is_mixed)
                notes[item.id] = _note(maker, name, item, types[item.type], filings[places])
        disputes = course.disputes if deck.disputes else ()
        decks[deck.id] = (
            *(notes[item.id] for item in items),
            *(_dispute_note(maker, name, dispute, types["dispute"]) for dispute in disputes),
        )
    return decks


def full_name(course: Course, deck: Deck) -> str:
    """Return a deck's name in Anki, the course's title above it."""
    return f"{_part_of_name(course.settings.title)}::{deck.name}"


def description(job: Job, deck: Deck, notes: tuple[Note, ...]) -> str:
    """Return what Anki shows of a deck: what it covers, how much it is, how to update it, and its sources."""
    cited = {tag for note in notes for tag in note.tags}
    settings = job.course.settings
    readings = [reading for reading in job.course.readings if f"{settings.code}::reading::{reading.id}" in cited]
    return job.templates.get_template("anki/description.html.j2").render(
        course=settings,
        deck=deck,
        notes=notes,
        cards=sum(note.cards for note in notes),
        readings=readings,
        pace=NEW_A_DAY,
    )


def guid_of(code: str, item_id: str) -> str:
    """Return the identity of a note: from the course's code and the item's first id, never from its content."""
    return blake2b(f"{code}\0{item_id}".encode(), digest_size=10).hexdigest()


def _note(maker: Maker, deck: str, item: Item, note_type: NoteType, filing: Filing) -> Note:
    settings = maker.course.settings
    stimulus = maker.course.stimulus(item.stimulus) if item.stimulus else None
    texts = {
        **maker.own_fields(item),
        "Rationale": html_of(item.rationale),
        "Source": filing.source,
        "Context": filing.context,
        "Stimulus": maker.show("stimulus", stimulus) if stimulus else "",
        "Speech": "yes" if settings.speech else "",
        "Notice": maker.show("notice", item, settings.code) if item.retired else "",
        "Id": item.id,
    }
    fields, pictures = maker.fields(note_type, texts)
    return Note(
        item.NOUN,
        item.id,
        note_type,
        fields,
        (*filing.tags, *_tags(settings.code, item)),
        deck + filing.subdeck,
        guid_of(settings.code, (*item.formerly, item.id)[0]),
        pictures,
        clozes=numbers_of_gaps(fields[0]) if note_type.cloze else (),
        parts=_parts(maker.course, item),
        retired=bool(item.retired),
    )


def numbers_of_gaps(text: str) -> tuple[int, ...]:
    """Return the numbers of the gaps of which Anki makes cards, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(gap.number for gap in gaps(text) if gap.number > 0))


def _filing(maker: Maker, item: Item, *, is_mixed: bool) -> Filing:
    course = maker.course
    root = course.settings.code
    return Filing(
        source=maker.show("source", citation_texts(course, item)),
        context=maker.show("context", _place(course, item)),
        subdeck="".join(f"::{name}" for name in _subdeck(course, item, is_mixed=is_mixed)),
        tags=(
            *(f"{root}::reading::{reading}" for reading in item.cited_readings),
            *(f"{root}::section::{cited.reading}::{cited.section}" for cited in item.sources),
        ),
    )


def _parts(course: Course, item: Item) -> tuple[str, ...]:
    """Return the premises of a matching item, or the labels of a picture, in the order of their cards."""
    if isinstance(item, Matching):
        return tuple(pair.premise for pair in item.pairs)
    if isinstance(item, LabelledPicture) and (picture := course.picture(item.picture)):
        return item.asked(picture)
    return ()


def _dispute_note(maker: Maker, deck: str, dispute: Dispute, note_type: NoteType) -> Note:
    course = maker.course
    told = {claim.citation.reading for claim in dispute.claims}
    readings = [reading for reading in course.readings if reading.id in told]
    claims = [(citation_text(course, claim.citation), claim.says) for claim in dispute.claims]
    texts = {
        "Question": html_of(dispute.question),
        "Claims": maker.show("claims", claims),
        "Advice": html_of(dispute.advice),
        "Context": maker.show("context", [reading.label for reading in readings]),
        "Id": dispute.id,
    }
    fields, pictures = maker.fields(note_type, texts)
    root = course.settings.code
    tags = (f"{root}::kind::dispute", *(f"{root}::reading::{reading.id}" for reading in readings))
    return Note(
        dispute.NOUN,
        dispute.id,
        note_type,
        fields,
        tags,
        f"{deck}::{DISPUTES}",
        guid_of(root, f"{dispute.NOUN} {dispute.id}"),
        pictures,
    )


def _place(course: Course, item: Item) -> tuple[str, ...]:
    """Return what stands above the question: reading and section, or the readings that an item joins."""
    readings = [reading for reading in course.readings if reading.id in item.cited_readings]
    if len(readings) != 1:
        return tuple(reading.label for reading in readings)
    section = readings[0].section(item.home[1])
    return (readings[0].label, section.name if section else "")


def _subdeck(course: Course, item: Item, *, is_mixed: bool) -> Iterator[str]:
    """Yield the names that lead to the subdeck of an item: its section, in a mixed deck below its reading.

    They are numbered so that Anki keeps the order.
    """
    if len(item.cited_readings) > 1:
        return
    home, place = item.home
    reading = course.reading(home)
    if is_mixed and reading:
        yield _part_of_name(f"{course.readings.index(reading) + 1:02} {reading.label}")
    for number, section in enumerate(reading.outline if reading else (), start=1):
        if section.id == place:
            yield _part_of_name(f"{number:02} {section.name}")


def _part_of_name(text: str) -> str:
    """Return a text as one part of a deck's name, in which Anki divides by '::' and allows no quotes."""
    return text.replace("::", ":").replace('"', "'")


def _tags(root: str, item: Item) -> list[str]:
    """Return the tags of an item that are not of its filing."""
    retired = [f"{root}::retired"] if item.retired else []
    topics = [f"{root}::topic::{tag}" for tag in item.tags]
    return [f"{root}::kind::{item.type}", f"{root}::level::{item.level}", *topics, *retired]
