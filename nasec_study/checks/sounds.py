"""Whether the recordings that items and stimuli play are there, and are what their names say."""

import re
from collections.abc import Iterator

from nasec_study.course.files import FETCH, content_of, is_medium, is_pointer, near_medium
from nasec_study.course.model import Course, Question, Stimulus, Term
from nasec_study.foundation.problems import Problem

MAX_SOUND = 20_000_000

# What files of each kind begin with: an ID3 tag or a frame of MPEG audio; a page of Ogg; a box of MPEG-4.
_STARTS = {
    ".mp3": re.compile(rb"ID3|\xff[\xe2-\xff]"),
    ".ogg": re.compile(rb"OggS"),
    ".m4a": re.compile(rb"....ftyp", re.DOTALL),
}


def sounds(course: Course) -> Iterator[Problem]:
    """Find recordings that are not there, too large for phones, or not of the kind that their names say."""
    things: tuple[Term | Question | Stimulus, ...] = (
        *(item for item in course.items if isinstance(item, Term | Question)),
        *course.stimuli,
    )
    for thing in things:
        if thing.audio and (found := _fault(course, thing.audio)):
            rule, message, hint = found
            where = course.place(thing).where("audio")
            yield Problem(rule, where, f"{thing.NOUN} '{thing.id}': recording '{thing.audio}' {message}", hint)


def _fault(course: Course, address: str) -> tuple[str, str, str] | None:
    """Return rule, message and hint where a recording cannot be played."""
    if not is_medium(course.folder, address):
        return "E260", "is not there", near_medium(course.folder, address) or "put the recording into media/"
    file = course.folder / address
    try:
        if file.stat().st_size > MAX_SOUND:
            return "E261", "is too large a file", f"at most {MAX_SOUND // 1_000_000} MB; cut it, or save it smaller"
        content = content_of(file)
    except OSError as error:
        return "E101", f"cannot be read: {error.strerror}", "check its permissions"
    if is_pointer(content):
        return "E261", "is git LFS's pointer to it, not the recording", FETCH
    if not _STARTS[file.suffix.lower()].match(content):
        hint = "save the recording in this format, or give the file the ending that fits it"
        return "E261", f"is not a recording of type {file.suffix}", hint
    return None


CHECKS = (sounds,)
