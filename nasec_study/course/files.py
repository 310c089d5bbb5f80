"""The files of a course that are no YAML: what lies in its folders, what is in them, and a new course's first ones."""

import os
from collections.abc import Iterator
from pathlib import Path

from nasec_study.foundation.places import is_inside

MEDIA = "media"


def files_in(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder and its subfolders, hidden files apart, in a stable order; links to folders too."""
    for parent, folders, files in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted([*files, *links]) if not name.startswith("."))


def content_of(file: Path) -> bytes:
    """Return what is in a file. Raises OSError."""
    return file.read_bytes()


def medium(course_folder: Path, address: str) -> bytes:
    """Return what is in the file of an address `media/...`, which the checks let pass."""
    file = course_folder / address
    if not is_inside(file, course_folder / MEDIA):
        raise ValueError(f"{address}: check_course lets no such address pass")
    return file.read_bytes()
