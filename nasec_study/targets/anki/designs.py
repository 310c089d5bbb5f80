"""How note types look in Anki: fields, cards and CSS, from the templates of cards."""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from nasec_study.checks.shown import shown
from nasec_study.course.files import MEDIA, is_medium, medium
from nasec_study.course.model import BaseItem, Choice, Course, Dispute, Multi, Numeric, Stimulus
from nasec_study.course.model.material import MAX_CLAIMS
from nasec_study.foundation.characters import UNSPACED
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.rendering.images import is_panorama
from nasec_study.rendering.locales import language_of, number_signs, regional, spoken_in, template_words, translations
from nasec_study.rendering.markup import FORMULA, has_code_block, is_highlighted, name_html, pictures
from nasec_study.targets._citations import citation_of
from nasec_study.targets._contract import Job
from nasec_study.targets.anki.card_templates import fault_of
from nasec_study.targets.anki.note_types import TYPED, NoteType, note_types
from nasec_study.targets.anki.notes import place_id
from nasec_study.targets.anki.safe_html import safe

# Anki's own templates are full of {{ }} and {#, so Jinja writes square brackets in them.
_BRACKETS: Mapping[str, Any] = {
    "variable_start_string": "[[",
    "variable_end_string": "]]",
    "block_start_string": "[%",
    "block_end_string": "%]",
    "comment_start_string": "[#",
    "comment_end_string": "#]",
}
# Of the built-in image occlusion: Anki's editor finds them by the numbers from 0.
_STOCK_FIELDS = 5
# By kind of note; JSON.
Designs = Mapping[str, str]

# Cyrillic, Hebrew, Arabic, those of India, and those of Chinese, Japanese and Thai.
_OTHER_SCRIPTS = re.compile(f"[\u0400-\u04ff\u0590-\u0dff{UNSPACED}]")
# What begins a block of code: a fence, or an empty line and an indent; with it, a formula or a picture.
_CODE = re.compile(r"```|~~~|(?:\A|\n\s*\n)(?: {4}|\t)")
_MARK = re.compile(rf"\\[(\[]|!\[|{_CODE.pattern}")
# The voices of our own languages, whatever their country; an Anki without the voice that is named stays silent.
_VOICES = {"en": "en_US", "es": "es_MX", "fr": "fr_CA"}


class Named(NamedTuple):
    """A reading's id, and its name as HTML for a card."""

    id: str
    cite: Markup


def note_type_designs(job: Job) -> Designs:
    """Return the design of every note type, in JSON by its kind. Raises StudyError for templates that Anki refuses."""
    jinja = job.templates.overlay(**_BRACKETS)
    faults: dict[str, Problem] = {}
    values = _values(job.course)
    outlined = any(picture.outlined for picture in job.course.pictures)
    css = jinja.get_template("anki/style.css").render(outlined=outlined, **values)
    designs = {
        note_type.kind: _design(job.course, note_type, jinja, values, css, faults)
        for note_type in note_types(job.course)
    }
    if faults:
        raise StudyError(*faults.values())
    return designs


def _values(course: Course) -> dict[str, Any]:
    """Return what belongs to the course and stands in every card: its words, its readings and their sections."""
    settings = course.settings
    words = translations(settings.language)
    places = [
        (place_id(reading.id, section.id), _as_text(citation_of(reading, section, words.gettext)))
        for reading in course.readings
        for section in reading.outline
    ]
    decimal_sign, group_sign = number_signs(settings.language)
    marked = _marked(course)
    spoken = spoken_in(settings.language)
    return {
        # A key in blocks would end a paragraph around it, and be seen.
        "key_box": "div" if _has_keys_in_blocks(course) else "p",
        # What marks our own words where they are not in the course's language.
        "ours": Markup("" if spoken == settings.language else f' lang="{spoken}"'),  # noqa: S704 - a tag of ours
        "group_sign": group_sign,
        "decimal_sign": decimal_sign,
        "course": settings,
        "language": settings.language,
        "root": settings.root_tag,
        "readings": [Named(reading.id, _as_text(reading.cite)) for reading in course.readings],
        "places": places,
        "speech": _voice_of(settings.language) if settings.speech else "",
        "code": any(_CODE.search(text) and has_code_block(text) for text in marked),
        "highlights": any(map(is_highlighted, marked)),
        "panoramas": _has_panoramas(course, marked),
        "formulas": any(map(FORMULA.search, marked)),
        "other_scripts": _has_other_scripts(course),
        "losses": any(isinstance(item, Numeric) and item.value < 0 for item in course.items),
        "max_claims": MAX_CLAIMS,
        "claims": [f"Claim {number}" for number in range(1, MAX_CLAIMS + 1)],
        **template_words(settings.language),
    }


def _voice_of(language: str) -> str:
    """Return the language of a voice as Anki names it: pt_BR."""
    return _VOICES.get(language_of(language)) or regional(language).replace("-", "_")


def _marked(course: Course) -> list[str]:
    """Return the texts on cards that may hold blocks of code, formulas or pictures; most hold no sign of any."""
    found = shown(course, lambda texts: bool(_MARK.search("\n".join(texts))))
    return [one.text for one in found if isinstance(one.thing, BaseItem | Stimulus | Dispute)]


def _has_keys_in_blocks(course: Course) -> bool:
    """Tell whether an option is right that is more than a line."""
    return any("\n" in key for item in course.items if isinstance(item, Choice | Multi) for key in item.asserts)


def _has_panoramas(course: Course, texts: Iterable[str]) -> bool:
    """Tell whether a card shows an image that a phone would show too low, in some texts or with labels."""
    shown = dict.fromkeys(address for address, _ in chain.from_iterable(map(pictures, texts)))
    media = [address for address in shown if address.startswith(f"{MEDIA}/")]
    media += [picture.image for picture in course.pictures if picture.image]
    # In a preview some may not be there yet.
    there = (address for address in media if is_medium(course.folder, address))
    return any(is_panorama(address, medium(course.folder, address)) for address in there)


def _has_other_scripts(course: Course) -> bool:
    """Tell whether a course is in a script in which students may type figures and signs that are not plain ones."""
    return any(_OTHER_SCRIPTS.search(text.content) for text in course.files.values())


def _as_text(name: str) -> Markup:
    """Return a name of the course's as HTML in which Anki finds no sign of its templates or fields."""
    return Markup(safe(name_html(name)).replace("{", "&#123;"))  # noqa: S704 - escaped


def _design(
    course: Course,
    note_type: NoteType,
    jinja: Environment,
    values: Mapping[str, Any],
    css: str,
    faults: dict[str, Problem],
) -> str:
    """Return a note type as Anki keeps it, in JSON: fields and cards with their ids, templates and CSS.

    What Anki would not take is added to `faults`, the first of each template.
    """
    cards = []
    for card in note_type.cards:
        template = jinja.get_template(f"anki/cards/{card.template}.html")
        front, back = (
            template.render(
                side=side,
                kind=note_type.kind,
                number=card.number,
                typed=TYPED if note_type.is_typed else "",
                **values,
            )
            for side in ("front", "back")
        )
        if fault := fault_of(front, back, note_type.fields, cloze=note_type.cloze):
            where, hint = Where(str(template.filename)), f"its fields: {', '.join(note_type.fields)}"
            faults.setdefault(where.path, Problem("E421", where, f"Anki would reject this card: {fault}", hint))
        cards.append({"name": card.name, "id": card.id, "qfmt": front.strip(), "afmt": back.strip()})
    design = {
        "name": f"{course.settings.code} {note_type.name}",
        "id": stable_number(course.settings.code, "note type", note_type.kind),
        "fields": [
            {"name": name, "id": number} | ({"tag": place} if note_type.stock and place < _STOCK_FIELDS else {})
            for place, (name, number) in enumerate(note_type.fields.items())
        ],
        "cards": cards,
        "css": css,
        "cloze": note_type.cloze,
        "stock": note_type.stock,
    }
    return json.dumps(design, sort_keys=True)


def stable_number(*parts: str) -> int:
    """Return a stable number of the size that Anki gives to decks and note types."""
    return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=5).digest(), "big") + (1 << 40)
