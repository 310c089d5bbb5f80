"""An item's texts to the fields of its note, as HTML in which Anki finds no markup of its own."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from html import escape
from typing import Any

from jinja2 import Template, TemplateSyntaxError

from nasec_study.course.files import medium
from nasec_study.course.model import (
    Choice,
    Cloze,
    Course,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Picture,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.drawing import NARROW, ON_PHONE, WIDTH, lay_out
from nasec_study.rendering.images import is_panorama
from nasec_study.rendering.locales import number_html, number_text
from nasec_study.rendering.markup import html_of
from nasec_study.rendering.regions import Shape, shapes_of
from nasec_study.rendering.units import figure_html, is_signed, unit_of
from nasec_study.sheets.options import Option, is_arranged
from nasec_study.targets._contract import Job
from nasec_study.targets._descriptions import description_of
from nasec_study.targets._pictures import pictures_in
from nasec_study.targets._scrolling import with_panoramas, with_wide_tables
from nasec_study.targets._spaces import with_signs_kept
from nasec_study.targets._spellings import tolerance_text
from nasec_study.targets.anki.clozes import cloze_html
from nasec_study.targets.anki.note_types import TYPED, NoteType
from nasec_study.targets.anki.safe_html import as_editor_writes, is_unlike_editor, safe

# A sound stands in a field as HTML until the field is safe; then as Anki plays it.
_SOUND = re.compile(r' ?<audio src="([^"]*)"></audio>')
# Anki cuts names of files after 120 bytes, and shows one picture for two whose names are alike then.
_MAX_STEM = 100
Fields = dict[str, str]


@dataclass(frozen=True)
class Maker:
    """Makes the fields of notes, with the macros of a template."""

    job: Job

    @property
    def course(self) -> Course:
        """The course."""
        return self.job.course

    def show(self, name: str, *values: Any) -> str:
        """Return the HTML that the macro of this name makes of some values."""
        try:
            return str(self._macro(name)(*values))
        except Exception:  # noqa: BLE001 - it is raised again
            # Raises it again with the template's own lines, as Jinja does where it renders a whole template.
            self.job.templates.handle_exception()

    def _macro(self, name: str) -> Callable[..., object]:
        """Return the macro by which fields of a name are made. Raises TemplateSyntaxError if there is none."""
        found: Callable[..., object] | None = getattr(self._template.module, name, None)
        if found is None:
            raise TemplateSyntaxError(f"it lacks the macro '{name}'", 1, self._template.name, self._template.filename)
        return found

    @cached_property
    def _template(self) -> Template:
        return self.job.templates.get_template("anki/fields.html.j2")

    def own_fields(self, item: Item, options: Sequence[Option]) -> Fields:
        """Return the fields that only items of this kind have, by name; `options` as a card has them."""
        return _FIELDS[item.type](item, self, options)

    def fields(self, note_type: NoteType, texts: Fields) -> tuple[tuple[str, ...], dict[str, bytes]]:
        """Return a note's fields in the order of its type, empty where there is no text, and the pictures in them."""
        language = self.course.settings.language
        # What is to be typed is compared letter by letter.
        texts = {name: text if name == TYPED else with_signs_kept(text, language) for name, text in texts.items()}
        together = "".join(texts.values())
        texts = {name: with_wide_tables(text) for name, text in texts.items()}
        shown = pictures_in(self.job, together, room=ON_PHONE)
        names = {address: _picture_name(address, content) for address, content in shown.items()}
        if shown or "[" in together or "\\" in together:
            texts = {name: _with_names(safe(with_panoramas(text, shown)), names) for name, text in texts.items()}
        if is_unlike_editor(together):
            texts = {name: as_editor_writes(text) for name, text in texts.items()}
        fields = tuple([texts.get(name, "") for name in note_type.fields])
        return fields, {names[address]: content for address, content in shown.items()}


def _picture_name(address: str, content: bytes) -> str:
    """Return the flat name under which Anki keeps a picture; another content gets another name, and so arrives."""
    stem, _, ending = address.removeprefix("media/").replace("/", "-").rpartition(".")
    return f"{stem[:_MAX_STEM]}-{blake2b(content, digest_size=4).hexdigest()}.{ending}"


def _with_names(text: str, media: Mapping[str, str]) -> str:
    """Return a field with its pictures and sounds by the names under which Anki keeps them, sounds as it plays them."""
    for address, name in media.items():
        text = text.replace(f'src="{address}"', f'src="{name}"')
    return _SOUND.sub(r"[sound:\1]", text)


def sound(audio: str) -> str:
    """Return the HTML that plays a recording behind a text; '' for no recording."""
    return f' <audio src="{audio}"></audio>' if audio else ""


def _term(item: Term, *_: object) -> Fields:
    return {"Term": html_of(item.term) + sound(item.audio), "Definition": html_of(item.definition)}


def _question(item: Question, *_: object) -> Fields:
    return {"Stem": html_of(item.stem) + sound(item.audio), "Answer": html_of(item.answer)}


def _cloze(item: Cloze, *_: object) -> Fields:
    return {"Text": cloze_html(item.text)}


def _choice(item: Choice | Multi, maker: Maker, options: Sequence[Option]) -> Fields:
    shown = [
        (place, html_of(option.text), option.right, html_of(option.why))
        for place, option in enumerate(options, start=1)
    ]
    return {
        "Stem": html_of(item.stem),
        "Options": maker.show("options", item.type, shown, is_arranged(item)),
        "Answers": maker.show("answers", item.type, shown),
        "Key": "<br>".join(map(html_of, item.asserts)),
        "Reasons": maker.show("reasons", shown) if any(option.why for option in options) else "",
    }


def _true_false(item: TrueFalse, *_: object) -> Fields:
    return {
        "Statement": html_of(item.statement),
        "Answer": item.answer,
        "Correction": html_of(item.correction),
    }


def _numeric(item: Numeric, maker: Maker, *_: object) -> Fields:
    language, unit = maker.course.settings.language, html_of(item.unit)
    value = number_html(item.value, language)
    if is_signed(item.unit):
        # The back shows it where the language puts it, in the value; the front beside the field.
        value = figure_html(item.value, item.unit, language)
        place = "before" if unit_of(item.unit, language).before else "behind"
        unit = f'<span class="sign {place}">{unit}</span>'
    return {
        "Stem": html_of(item.stem),
        "Value": as_typed(item.value),
        "Shown value": value,
        "Tolerance": tolerance_text(item, language),
        "Unit": unit,
        "Margin": as_typed(item.margin) if item.margin else "",
    }


def _matching(item: Matching, maker: Maker, options: Sequence[Option]) -> Fields:
    fields = {
        "Stem": html_of(item.stem),
        "Responses": maker.show("responses", [option.text for option in options]),
        "Premises": maker.show("premises", item.pairs),
        "Pairs": maker.show("pairs", item.pairs),
    }
    for number, pair in enumerate(item.pairs, start=1):
        fields[f"Premise {number}"] = html_of(pair.premise)
        fields[f"Response {number}"] = html_of(pair.response)
    return fields


def _ordering(item: Ordering, maker: Maker, options: Sequence[Option]) -> Fields:
    return {
        "Stem": html_of(item.stem),
        "Shuffled": maker.show("responses", [option.text for option in options]),
        "Ordered": maker.show("ordered", item.steps),
    }


def _essay(item: Essay, maker: Maker, *_: object) -> Fields:
    language = maker.course.settings.language
    rubric = [{"points": number_text(row.points, language), "criterion": row.criterion} for row in item.rubric]
    return {
        "Stem": html_of(item.stem),
        "Rubric": maker.show("rubric", rubric),
        "Answer": html_of(item.answer),
    }


def _picture(item: LabelledPicture, maker: Maker, *_: object) -> Fields:
    """Return the fields of Anki's own image occlusion: a rectangle, in parts of the picture's size, for each label."""
    picture = maker.course.picture_of(item)
    labels = item.asked(picture)
    described = description_of(picture, labels, maker.course.settings.language)
    wide, shapes = _shapes(maker.course, picture)
    asked = [shape for shape in shapes if shape.label in labels]
    # Boxes that nothing puts in an order are not known by their places: of these only the one that is asked is hidden.
    has_order = bool(picture.events or picture.bars or picture.arrows or picture.is_plot or picture.image)
    hides_others = ":oi=1" if has_order and not picture.outlined else ""
    masks = "<br>".join(
        f"{{{{c{number}::image-occlusion:{_mask(shape)}{hides_others}}}}}"
        for number, shape in enumerate(asked, start=1)
    )
    return {
        "Occlusion": masks,
        "Image": maker.show("image", picture, described, wide > NARROW),
        "Header": html_of(item.stem),
        "Labels": maker.show("labels", labels),
        "Description": escape(described),
        "Others": "" if has_order else maker.show("labels", labels, "; "),
    }


def _shapes(course: Course, picture: Picture) -> tuple[float, tuple[Shape, ...]]:
    """Return how wide a picture is, and where its labels stand, in shares of its width and height."""
    if picture.image:
        content = medium(course.folder, picture.image)
        return (WIDTH if is_panorama(picture.image, content) else NARROW), shapes_of(picture, content)
    drawing = lay_out(picture, NARROW)
    wide, tall = drawing.width, drawing.height
    return wide, tuple(
        Shape(one.label, "rect", one.left / wide, one.top / tall, one.width / wide, one.height / tall)
        for one in drawing.regions
    )


def _mask(shape: Shape) -> str:
    """Return a shape in Anki's own words, as its editor writes them."""
    place = f"{shape.kind}:left={shape.left:.4f}:top={shape.top:.4f}"
    match shape.kind:
        case "ellipse":
            return f"{place}:rx={shape.width / 2:.4f}:ry={shape.height / 2:.4f}"
        case "polygon":
            return f"{place}:points={' '.join(f'{x:.4f},{y:.4f}' for x, y in shape.points)}"
    return f"{place}:width={shape.width:.4f}:height={shape.height:.4f}"


_FIELDS: Mapping[str, Callable[[Any, Maker, Sequence[Option]], Fields]] = {
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
