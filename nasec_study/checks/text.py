"""Whether texts are Markdown that every target shows alike, with letters that our fonts have and pictures there are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from nasec_study.course.dollars import leftover
from nasec_study.course.marks import Source, Steps
from nasec_study.course.model import Cloze, Course, Settings
from nasec_study.foundation.places import is_inside
from nasec_study.foundation.problems import Problem, Where, brief
from nasec_study.rendering.fonts import ORDINARY, lacking, way_out
from nasec_study.rendering.formulas import fault_of
from nasec_study.rendering.markup import faults, pictures, without_gaps
from nasec_study.rendering.markup import formulas as formulas_of

# So many letters are named in a message.
MAX_NAMED = 5
_ADDRESS = re.compile(r"[A-Za-z0-9._/-]+")
_REWRITE = "write it in other words or signs, or show it by a picture in media/"
# One of them is in any file with a text that may be refused; YAML can write all signs as escapes.
_SUSPECT = re.compile(r"<|!\[|\]\(|\[\^|__|\\|```|~~~|^\s*#|^\s*[=-]+\s*$", re.MULTILINE)
# Of a stimulus and of a step.
_NOT_MARKDOWN = frozenset((("title",),))
_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})


def texts(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Yield every text, the empty ones apart, in a part of a course with the steps that lead to it."""
    entries: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, BaseModel):
        entries = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, tuple):
        entries = enumerate(value)
    elif isinstance(value, Mapping):
        entries = value.items()
    for step, entry in entries:
        if isinstance(entry, str) and entry:
            yield (*steps, step), entry
        elif isinstance(entry, BaseModel | tuple | Mapping) and entry:
            yield from texts(entry, (*steps, step))


def formulas(course: Course) -> Iterator[Problem]:
    """Formulas are TeX that is drawn whole on cards and on paper, and stand where formulas are shown."""
    for thing in (*course.items, *course.stimuli, *course.disputes):
        source = course.place(thing)
        for steps, text in _shown(thing) if "\\" in source.text.content or "$" in source.text.content else ():
            if course.settings.dollar_formulas and (piece := leftover(text)):
                message = f"{thing.NOUN} '{thing.id}': '{brief(piece)}' is no formula by the rules of dollar signs"
                hint = r"write \( \) around it, \[ \] in a paragraph of its own, or \$ for the sign"
                yield Problem("E248", source.where(*steps), message, hint)
            written = without_gaps(text) if isinstance(thing, Cloze) and steps == ("text",) else text
            for tex in dict.fromkeys(formulas_of(written)):
                subject = f"{thing.NOUN} '{thing.id}': formula '{brief(tex)}'"
                if steps in _NOT_MARKDOWN:
                    hint = "write it in plain signs, such as x², or put it into the text"
                    yield Problem(
                        "E248", source.where(*steps), f"{subject} stands where texts are shown as they are", hint
                    )
                elif fault := fault_of(tex):
                    where = _place_in(source, steps, tex, fault.at)
                    yield Problem("E248", where, f"{subject}: {fault.message}", fault.hint)


def _place_in(source: Source, steps: Steps, tex: str, at: int) -> Where:
    """Return where a character of a formula stands in its file; where that is not found, the place of the text."""
    start = source.where(*steps)
    lines = source.text.content.splitlines(keepends=True)
    before = sum(map(len, lines[: start.line - 1])) + start.column - 1
    # A quoted text doubles its backslashes, and a folded one breaks at its spaces.
    signs = [r"\s+" if sign.isspace() else r"\\{1,2}" if sign == "\\" else re.escape(sign) for sign in tex]
    found = re.compile(f"({''.join(signs[:at])}){''.join(signs[at:])}").search(source.text.content, before)
    if found is None:
        return start
    above = source.text.content[: found.end(1)]
    return Where(start.path, above.count("\n") + 1, len(above) - above.rfind("\n"))


def markdown(course: Course) -> Iterator[Problem]:
    """Texts hold nothing that some target would not show; their pictures lie in `media/` and are described."""
    files = {source.text for source in course.places.values()}
    suspect = {file.path for file in files if _SUSPECT.search(file.content)}
    for thing in (*course.items, *course.stimuli, *course.disputes):
        for steps, text in _shown(thing) if course.place(thing).text.path in suspect else ():
            for rule, message, hint in _faults(course, text):
                where = course.place(thing).where(*steps)
                yield Problem(rule, where, f"{thing.NOUN} '{thing.id}'{message}", hint)
    for reading in course.readings:
        for rule, message, hint in _faults(course, reading.bibliography.note):
            where = course.place(reading).where("bibliography", "note")
            yield Problem(rule, where, f"reading '{reading.id}'{message}", hint)
    for steps, text in texts(course.settings.worksheets, ("worksheets",)):
        for rule, message, hint in _faults(course, text) if steps[-1] == "instructions" else ():
            where = course.places[Settings.NOUN, ""].where(*steps)
            yield Problem(rule, where, f"worksheet '{course.settings.worksheets[int(steps[1])].id}'{message}", hint)


def _shown(thing: BaseModel) -> Iterator[tuple[Steps, str]]:
    """Yield the texts of a part of a course but those that are shown nowhere: quotes, waivers, names of recordings."""
    return (
        (steps, text) for steps, text in texts(thing) if steps[-1] not in {"quote", "audio"} and steps[0] != "waive"
    )


def letters(course: Course) -> Iterator[Problem]:
    """Texts hold letters only that the fonts of the page have: what else would be shown depends on the machine."""
    rare = {
        source.text.path
        for source in course.places.values()
        if "\\" in source.text.content or "&" in source.text.content or not ORDINARY.issuperset(source.text.content)
    }
    things = (*course.items, *course.stimuli, *course.pictures, *course.disputes, *course.readings, *course.objectives)
    for thing in (*things, course.settings):
        noun, name = (Settings.NOUN, "") if isinstance(thing, Settings) else (thing.NOUN, thing.id)
        # Objectives of a reading are read with it.
        place = course.places.get((noun, name))
        if place is None or place.text.path not in rare:
            continue
        for steps, text in _shown(thing):
            if found := lacking(unescape(text)):
                subject = f"{noun} '{name}'" if name else noun
                named = ", ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in found[:MAX_NAMED])
                message = f"{subject} holds {named}, which the fonts of the page lack"
                yield Problem("E246", place.where(*steps), message, way_out(found[0], _REWRITE))


def _faults(course: Course, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield rule, message and hint for each fault of a text."""
    yield from faults(text)
    for address, description in pictures(text):
        shown = f": picture '{brief(address)}'"
        if not description.strip():
            hint = "write what it shows between the brackets: ![Three towers](media/towers.svg)"
            yield "E242", f"{shown} has no alternative text", hint
        if fault := _fault(course, address):
            yield "E241", f"{shown} {fault}", "put it into media/, or draw it in pictures/"


def _fault(course: Course, address: str) -> str:
    """Return what keeps an address from being that of a picture of the course."""
    if not _ADDRESS.fullmatch(address):
        return "has other characters in its name than letters, digits, dots and hyphens"
    path = PurePosixPath(address)
    if str(path) != address:
        return "has an address with empty parts"
    if path.parts[:1] == ("pictures",):
        drawn = {f"pictures/{picture.id}.svg" for picture in course.pictures}
        return "" if address in drawn else "is not drawn: there is no pictures/" + path.stem + ".yaml"
    if ":" in address or path.parts[:1] != ("media",) or ".." in path.parts or path.suffix.lower() not in _PICTURES:
        return "is no picture of the course"
    file = course.folder / path
    if not file.is_file() or not is_inside(file, course.folder / "media"):
        return "is not there"
    return ""


RULES = (markdown, formulas, letters)
