"""A new course: the files to start from, and what tells git how to treat them."""

import re
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree, ignore_patterns

from nasec_study.foundation.characters import composed, slug
from nasec_study.foundation.places import EDITIONS, LEDGER
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.output.write import write_file

_WORDS = re.compile(r"[^\W_]+")

# What stands in files of git's own, beside the course: the texts of the readings are never published, outputs are made
# anew, and two branches' ledgers go together line by line.
GIT = {
    ".gitignore": ("content/texts/", "build/"),
    ".gitattributes": (f"content/{LEDGER} merge=union", f"content/{EDITIONS}/*.lock merge=union"),
}


# The least course: it has no readings, and everything in it is in one deck.
BARE = """\
title: {title}
code: {code}
readings: none
decks: [{{id: {code}, name: All cards}}]
"""
FIRST_ITEM = """\
items:
  - id: first
    type: term
    term: deck
    definition: Cards that are studied together
"""


def start_bare_course(folder: Path, schemas: Path, *, with_item: bool = True, language: str = "") -> Path:
    """Make a course without readings in `content/` in a folder, and return where it is. Raises StudyError.

    It is named after the folder, and holds one item, unless it is to hold none; it is in English, unless in another
    `language`.
    """
    from nasec_study.course.writing import in_flow  # noqa: PLC0415 - a copied course wants no YAML

    content = folder / "content"
    name = folder.resolve().name
    code = slug(name)[:20].strip("-")
    words = " ".join(_WORDS.findall(composed(name)))
    title = f"{words[:1].upper()}{words[1:]}"
    line = "# yaml-language-server: $schema={}\n"
    # What a program makes of a name must still be what YAML and Anki take.
    text = BARE.format(title=in_flow(title or "Course"), code=in_flow(code if len(code) > 1 else "course"))
    text += f"language: {language}\n" if language else ""
    write_file(content / "course.yaml", (line.format(".schema/course.json") + text).encode())
    if with_item:
        write_file(content / "items" / "first.yaml", (line.format("../.schema/items.json") + FIRST_ITEM).encode())
    for schema in sorted(schemas.glob("*.json")):
        write_file(content / ".schema" / schema.name, schema.read_bytes())
    _tell_git(folder)
    return content


def start_course(source: Path, folder: Path, leave_out: Sequence[str] = ()) -> Path:
    """Copy a course to `content/` in a folder, without the names to `leave_out`, and return where it is.

    Lines for git are added to what is there. Raises StudyError.
    """
    content = folder / "content"
    try:
        copytree(source, content, ignore=ignore_patterns("__pycache__", *leave_out))
        _tell_git(folder)
    except OSError as error:
        hint = "check the folder's permissions and the free space"
        raise StudyError(Problem("E402", Where(str(content)), f"cannot be written: {error}", hint)) from error
    return content


def _tell_git(folder: Path) -> None:
    """Add to git's own files the lines that are not in them; what is there stays byte for byte."""
    for name, lines in GIT.items():
        file = folder / name
        present = file.read_bytes() if file.is_file() else b""
        missing = [line.encode() for line in lines if line.encode() not in present.splitlines()]
        if missing:
            line_end = b"\r\n" if b"\r\n" in present else b"\n"
            before = [present.removesuffix(line_end)] if present else []
            write_file(file, line_end.join((*before, *missing, b"")))
