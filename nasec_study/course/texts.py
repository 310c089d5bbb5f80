"""Where the texts of a course's readings are: in a folder of the user's, or in `texts/` in the course."""

from pathlib import Path
from typing import TYPE_CHECKING

from nasec_study.course.model import Course
from nasec_study.foundation.characters import composed
from nasec_study.foundation.places import is_inside
from nasec_study.foundation.problems import Problem, StudyError, Where

if TYPE_CHECKING:
    from nasec_study.course.readings import ReadingText


def read_texts(course: Course, folder: Path | None = None) -> tuple[dict[str, "ReadingText"], list[Problem]]:
    """Return the texts of a course's readings by the ids of these, and the problems of files that cannot be read.

    A text is looked for in `folder`, if there is one, then in `texts/` in the course; one that is nowhere is left out.
    """
    found: dict[str, ReadingText] = {}
    problems: list[Problem] = []
    for reading in course.readings:
        own = course.folder / "texts" / reading.file
        places = [*([folder / reading.file] if folder else []), own]
        file = next(filter(None, map(_spelled, places)), None)
        if file and file.parent == own.parent and not is_inside(file, course.folder):
            hint = "copy the text here, or name its folder with --texts"
            where = Where(str(own), thing=(reading.NOUN, reading.id))
            problems.append(Problem("E115", where, "this link leads out of the course", hint))
        elif file:
            from nasec_study.course.readings import read_text  # noqa: PLC0415 - on most machines there are no texts

            try:
                found[reading.id] = read_text(reading, file)
            except StudyError as error:
                problems += (problem.within((reading.NOUN, reading.id)) for problem in error.problems)
    return found, problems


def _spelled(place: Path) -> Path | None:
    """Return the file at a place, also if its name has accents apart from their letters, as macOS writes them."""
    if place.is_file() or place.name.isascii():
        return place if place.is_file() else None
    alike = (file for file in sorted(place.parent.glob("*")) if composed(file.name) == composed(place.name))
    return next(filter(Path.is_file, alike), None)
