"""Items and disputes to Anki notes: the fields, tags and identity of each."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from jinja2 import Environment

from nasec_study.drawing import WIDTH, lay_out
from nasec_study.markup import gaps, to_html
from nasec_study.model import (
    Choice,
    Cloze,
    Course,
    Deck,
    Dispute,
    Essay,
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
from nasec_study.plan import deck_items, keeps_order, options_of
from nasec_study.targets._base import citation_text, citation_texts, pictures_in
from nasec_study.targets._note_types import NOTE_TYPES, NoteType

# What Anki itself would act on inside a field: sounds, LaTeX and MathJax.
_ANKI_SYNTAX = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$\$?\])|\\(?=[(\[])", re.IGNORECASE)
# MathJax looks for its signs in the text that is shown, where an escape is one no more; it joins no text over a tag.
_MATHS = re.compile(r"<[^>]*>|&#92;(?=[(\[])")

DISPUTES = "Where the readings disagree"
NEW_A_DAY = 15

Fields = dict[str, str]


@dataclass(frozen=True)
class Note:
    """A note: what it is made from (an item or a dispute), its type, fields as HTML, tags and the deck's full name.

    `parts` are what its cards are numbered by, where the number of a card means one of several parts.
    """

    noun: str
    id: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    guid: str
    pictures: Mapping[str, bytes]
    parts: tuple[str, ...] = ()
    retired: bool = False

    @property
    def cards(self) -> int:
        """How many cards Anki makes of it."""
        if self.type.kind == "matching":
            return 1 + len(self.parts)
        if self.type.cloze:
            return len({gap.number for gap in gaps(self.fields[0])})
        return len(self.type.cards)


@dataclass(frozen=True)
class Maker:
    """What the fields of a note are made with."""

    course: Course
    templates: Environment

    def show(self, name: str, **values: Any) -> str:
        """Return a field's HTML by the template of this name."""
        return self.templates.get_template(f"anki/fields/{name}.html.j2").render(**values)

    def fields(self, note_type: NoteType, texts: Fields) -> tuple[tuple[str, ...], dict[str, bytes]]:
        """Return a note's fields in the order of its type, empty where there is no text, and the pictures in them."""
        shown = pictures_in(self.course, self.templates, "".join(texts.values()))
        names = {address: _picture_name(address, content) for address, content in shown.items()}
        fields = tuple(_safe(texts[name], names) if texts.get(name) else "" for name in note_type.fields)
        return fields, {names[address]: content for address, content in shown.items()}


@lru_cache(maxsize=1_024)
def _shown_once(templates: Environment, name: str, **values: Hashable) -> str:
    """Return a field's HTML that many notes have alike, such as their source; rendered once for all of them."""
    return templates.get_template(f"anki/fields/{name}.html.j2").render(**values)


@lru_cache(maxsize=1)
def make_notes(course: Course, templates: Environment) -> dict[str, tuple[Note, ...]]:
    """Return the notes of each deck of the course, by the deck's id, in course order.

    Those of the last course are remembered: the ledger asks for them, and then the packages.
    """
    types = {note_type.kind: note_type for note_type in NOTE_TYPES}
    notes: dict[str, Note] = {}
    decks = {}
    for deck in course.settings.decks:
        items = deck_items(course, deck)
        for item in items:
            if item.id not in notes:
                notes[item.id] = _note(course, templates, deck, item, types[item.type])
        disputes = course.disputes if deck.disputes else ()
        decks[deck.id] = (
            *(notes[item.id] for item in items),
            *(_dispute_note(course, templates, deck, dispute, types["dispute"]) for dispute in disputes),
        )
    return decks


def full_name(course: Course, deck: Deck) -> str:
    """Return a deck's name in Anki, the course's title above it."""
    return f"{_part_of_name(course.settings.title)}::{deck.name}"


def description(course: Course, templates: Environment, deck: Deck, notes: tuple[Note, ...]) -> str:
    """Return what Anki shows of a deck: what it covers, how much it is, how to update it, and its sources."""
    cited = {tag for note in notes for tag in note.tags}
    root = course.settings.code
    readings = [reading for reading in course.readings if f"{root}::reading::{reading.id}" in cited]
    template = templates.get_template("anki/description.html.j2")
    return template.render(course=course.settings, deck=deck, notes=notes, readings=readings, pace=NEW_A_DAY)


def guid_of(code: str, item_id: str) -> str:
    """Return the identity of a note: from the course's code and the item's first id, never from its content."""
    return blake2b(f"{code}\0{item_id}".encode(), digest_size=10).hexdigest()


def _picture_name(address: str, content: bytes) -> str:
    """Return the flat name under which Anki keeps a picture; another content gets another name, and so arrives."""
    stem, _, ending = address.removeprefix("media/").replace("/", "-").rpartition(".")
    return f"{stem}-{blake2b(content, digest_size=4).hexdigest()}.{ending}"


def _note(course: Course, templates: Environment, deck: Deck, item: Item, note_type: NoteType) -> Note:
    maker = Maker(course, templates)
    stimulus = course.stimulus(item.stimulus) if item.stimulus else None
    texts = {
        **_FIELDS[item.type](item, maker),
        "Rationale": str(to_html(item.rationale)),
        "Source": _shown_once(templates, "source", citations=citation_texts(course, item)),
        "Context": _shown_once(templates, "context", place=_place(course, item)),
        "Stimulus": _shown_once(templates, "stimulus", stimulus=stimulus) if stimulus else "",
        "Speech": "yes" if course.settings.speech else "",
        "Notice": maker.show("notice", item=item, code=course.settings.code) if item.retired else "",
        "Id": item.id,
    }
    fields, pictures = maker.fields(note_type, texts)
    return Note(
        item.NOUN,
        item.id,
        note_type,
        fields,
        tuple(_tags(course, item)),
        "::".join((full_name(course, deck), *_subdeck(course, item))),
        guid_of(course.settings.code, (*item.formerly, item.id)[0]),
        pictures,
        parts=_parts(course, item),
        retired=bool(item.retired),
    )


def _parts(course: Course, item: Item) -> tuple[str, ...]:
    """Return the premises of a matching item, or the labels of a picture, in the order of their cards."""
    if isinstance(item, Matching):
        return tuple(pair.premise for pair in item.pairs)
    if isinstance(item, LabelledPicture) and (picture := course.picture(item.picture)):
        return item.asked(picture)
    return ()


def _dispute_note(course: Course, templates: Environment, deck: Deck, dispute: Dispute, note_type: NoteType) -> Note:
    citations = [claim.citation for claim in dispute.claims]
    readings = [reading for reading in course.readings if reading.id in {cited.reading for cited in citations}]
    maker = Maker(course, templates)
    claims = [(citation_text(course, claim.citation), claim.says) for claim in dispute.claims]
    texts = {
        "Question": str(to_html(dispute.question)),
        "Claims": maker.show("claims", claims=claims),
        "Advice": str(to_html(dispute.advice)),
        "Context": maker.show("context", place=[reading.label for reading in readings]),
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
        f"{full_name(course, deck)}::{DISPUTES}",
        guid_of(root, f"{dispute.NOUN} {dispute.id}"),
        pictures,
    )


def _safe(text: str, pictures: Mapping[str, str]) -> str:
    """Return a field in which Anki finds no markup of its own, and pictures by the names it keeps them under."""
    shown = _ANKI_SYNTAX.sub(lambda match: f"&#{ord(match[0])};", text)
    shown = _MATHS.sub(lambda match: match[0] if match[0][0] == "<" else f"{match[0]}<span></span>", shown)
    for address, name in pictures.items():
        shown = shown.replace(f'src="{address}"', f'src="{name}"')
    return shown


def _place(course: Course, item: Item) -> tuple[str, ...]:
    """Return what stands above the question: reading and section, or the readings that an item joins."""
    readings = [reading for reading in course.readings if reading.id in item.cited_readings]
    if len(readings) != 1:
        return tuple(reading.label for reading in readings)
    section = readings[0].section(item.home[1])
    return (readings[0].label, section.name if section else "")


def _subdeck(course: Course, item: Item) -> Iterator[str]:
    """Yield the name of the subdeck of an item: its section, numbered so that Anki keeps the order."""
    if len(item.cited_readings) > 1:
        return
    home, place = item.home
    reading = course.reading(home)
    for number, section in enumerate(reading.outline if reading else (), start=1):
        if section.id == place:
            yield _part_of_name(f"{number:02} {section.name}")


def _part_of_name(text: str) -> str:
    """Return a text as one part of a deck's name, in which Anki divides by '::' and allows no quotes."""
    return text.replace("::", ":").replace('"', "'")


def _tags(course: Course, item: Item) -> Iterator[str]:
    root = course.settings.code
    for reading in item.cited_readings:
        yield f"{root}::reading::{reading}"
    for citation in item.sources:
        yield f"{root}::section::{citation.reading}::{citation.section}"
    yield f"{root}::kind::{item.type}"
    yield f"{root}::level::{item.level}"
    for tag in item.tags:
        yield f"{root}::topic::{tag}"
    if item.retired:
        yield f"{root}::retired"


def _term(item: Term, _: Maker) -> Fields:
    return {"Term": str(to_html(item.term)), "Definition": str(to_html(item.definition))}


def _question(item: Question, _: Maker) -> Fields:
    return {"Stem": str(to_html(item.stem)), "Answer": str(to_html(item.answer))}


def _cloze(item: Cloze, _: Maker) -> Fields:
    return {"Text": str(to_html(item.text))}


def _choice(item: Choice | Multi, maker: Maker) -> Fields:
    options = options_of(item, "anki")
    keys = (item.key,) if isinstance(item, Choice) else item.keys
    return {
        "Stem": str(to_html(item.stem)),
        "Options": maker.show("options", item=item, options=options, answers=False, fixed=keeps_order(item)),
        "Answers": maker.show("options", item=item, options=options, answers=True, fixed=keeps_order(item)),
        "Key": "<br>".join(str(to_html(key)) for key in keys),
    }


def _true_false(item: TrueFalse, _: Maker) -> Fields:
    return {
        "Statement": str(to_html(item.statement)),
        "Answer": item.answer.capitalize(),
        "Correction": str(to_html(item.correction)),
    }


def _numeric(item: Numeric, _: Maker) -> Fields:
    return {
        "Stem": str(to_html(item.stem)),
        "Value": f"{item.value:f}",
        "Tolerance": f"{item.tolerance:f}" if item.tolerance else "",
        "Unit": str(to_html(item.unit)),
    }


def _matching(item: Matching, maker: Maker) -> Fields:
    fields = {
        "Stem": str(to_html(item.stem)),
        "Responses": maker.show("responses", item=item, options=options_of(item, "anki")),
        "Premises": maker.show("premises", item=item),
        "Pairs": maker.show("pairs", item=item),
    }
    for number, pair in enumerate(item.pairs, start=1):
        fields[f"Premise {number}"] = str(to_html(pair.premise))
        fields[f"Response {number}"] = str(to_html(pair.response))
    return fields


def _ordering(item: Ordering, maker: Maker) -> Fields:
    return {
        "Stem": str(to_html(item.stem)),
        "Shuffled": maker.show("responses", item=item, options=options_of(item, "anki")),
        "Ordered": maker.show("ordered", item=item),
    }


def _essay(item: Essay, maker: Maker) -> Fields:
    return {
        "Stem": str(to_html(item.stem)),
        "Rubric": maker.show("rubric", item=item),
        "Answer": str(to_html(item.answer)),
    }


def _picture(item: LabelledPicture, maker: Maker) -> Fields:
    """Return the fields of Anki's own image occlusion: a rectangle, in parts of the picture's size, for each label."""
    picture = maker.course.picture(item.picture)
    if picture is None:
        raise ValueError(f"{item.picture}: check_course lets no such picture pass")
    drawing = lay_out(picture)
    asked = [region for region in drawing.regions if region.label in item.asked(picture)]
    masks = "<br>".join(
        f"{{{{c{number}::image-occlusion:rect:left={region.left / WIDTH:.4f}:top={region.top / drawing.height:.4f}"
        f":width={region.width / WIDTH:.4f}:height={region.height / drawing.height:.4f}:oi=1}}}}"
        for number, region in enumerate(asked, start=1)
    )
    return {
        "Occlusion": masks,
        "Image": maker.show("image", picture=picture),
        "Header": str(to_html(item.stem)),
    }


_FIELDS: Mapping[str, Callable[[Any, Maker], Fields]] = MappingProxyType(
    {
        "term": _term,
        "question": _question,
        "cloze": _cloze,
        "choice": _choice,
        "multi": _choice,
        "true-false": _true_false,
        "numeric": _numeric,
        "matching": _matching,
        "ordering": _ordering,
        "picture": _picture,
        "essay": _essay,
    }
)
