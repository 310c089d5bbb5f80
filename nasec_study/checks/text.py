"""Whether texts are Markdown that every target shows alike, with letters that our fonts have and pictures there are."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from nasec_study.course.marks import Steps
from nasec_study.course.model import Course, Settings
from nasec_study.foundation.places import is_inside
from nasec_study.foundation.problems import Problem, brief
from nasec_study.rendering.fonts import ORDINARY, lacking, way_out
from nasec_study.rendering.markup import faults, pictures

# So many letters are named in a message.
MAX_NAMED = 5
_ADDRESS = re.compile(r"[A-Za-z0-9._/-]+")
_REWRITE = "write it in other words or signs, or show it by a picture in media/"
# One of them is in any file with a text that may be refused; YAML can write all signs as escapes.
_SUSPECT = re.compile(r"<|!\[|\]\(|\[\^|__|\\|^\s*#|^\s*[=-]+\s*$", re.MULTILINE)
_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})


def texts(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Yield every text, the empty ones apart, in a part of a course with the steps that lead to it."""
    entries: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, BaseModel):
        entries = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, tuple):
        entries = enumerate(value)
    for step, entry in entries:
        if isinstance(entry, str) and entry:
            yield (*steps, step), entry
        elif isinstance(entry, BaseModel | tuple) and entry:
            yield from texts(entry, (*steps, step))


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
    """Yield the texts of a part of a course but its quotes, which are a reading's own words and shown nowhere."""
    return ((steps, text) for steps, text in texts(thing) if steps[-1] != "quote")


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


RULES = (markdown, letters)
