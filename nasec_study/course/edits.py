"""Changes to a file of a course that leave all else in it, comments too, as its author wrote it."""

import re
from pathlib import Path

from nasec_study.course.model import Course, Settings
from nasec_study.course.source import parse_source
from nasec_study.foundation.problems import Problem, StudyError, Where

SETTINGS_FILE = "course.yaml"
_SCALAR = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s#,}]+")


def with_edition(course: Course, version: str) -> tuple[Path, str]:
    """Return course.yaml and its text with another edition and nothing else changed.

    Raises StudyError where that cannot be.
    """
    file = course.folder / SETTINGS_FILE
    text = file.read_text("utf-8")
    written = f'edition: "{version}"'
    if "edition" in course.settings.model_fields_set:
        place = course.places[Settings.NOUN, ""].where("edition")
        lines = text.split("\n")
        line = lines[place.line - 1]
        scalar = _SCALAR.match(line, place.column - 1)
        end = scalar.end() if scalar else len(line)
        lines[place.line - 1] = f'{line[: place.column - 1]}"{version}"{line[end:]}'
        changed = "\n".join(lines)
    else:
        changed = f"{text.rstrip()}\n{written}\n"
    root, _, problems = parse_source(changed, str(file))
    if problems or not isinstance(root, dict) or root.get("edition") != version:
        raise StudyError(
            Problem("E610", Where(str(file)), "the edition cannot be put in", f"write `{written}` yourself")
        )
    return file, changed
