"""Whether texts are Markdown that every target can show: no raw HTML, pictures that are there and described."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from nasec_study.course.marks import Steps
from nasec_study.course.model import Course, Settings
from nasec_study.foundation.places import is_inside
from nasec_study.foundation.problems import Problem, brief
from nasec_study.rendering.markup import pictures, raw_html

_ADDRESS = re.compile(r"[A-Za-z0-9._/-]+")
# One of them is in any file that has a picture or a tag in it; YAML can write these signs as escapes.
_SIGNS = ("<", "![", "\\")
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
    """Texts hold no raw HTML; their pictures lie in `media/` and have an alternative text."""
    files = {source.text for source in course.places.values()}
    suspect = {file.path for file in files if any(sign in file.content for sign in _SIGNS)}
    for thing in (*course.items, *course.stimuli, *course.disputes):
        for steps, text in texts(thing) if course.place(thing).text.path in suspect else ():
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


def _faults(course: Course, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield rule, message and hint for each fault of a text."""
    if pieces := raw_html(text):
        hint = "write Markdown: *emphasis*, **strong**, \\< for a less-than sign"
        yield "E240", f" holds raw HTML: {brief(pieces[0])}", hint
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


RULES = (markdown,)
