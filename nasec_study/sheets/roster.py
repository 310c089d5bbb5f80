"""A class list: the students for whom personal sheets are made."""

import csv
from base64 import b32encode
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from io import StringIO
from pathlib import Path

from nasec_study.foundation.characters import composed, refused, slug
from nasec_study.foundation.problems import Problem, StudyError, Where, brief

MAX_BYTES = 8_000_000
MAX_STUDENTS = 5000
MAX_SLUG = 40
_COLUMNS = ("name", "id", "section")
_LARGE = "large print"
_YES = frozenset({"yes", "y", "x", "true", "1"})
_NO = frozenset({"", "no", "n", "false", "0"})
_NOWHERE = Where("class list", 0, 0)


@dataclass(frozen=True)
class Student:
    """A student as the class list has it, and where; `id` and `section` may be empty."""

    name: str
    id: str = ""
    section: str = ""
    where: Where = _NOWHERE
    wants_large_print: bool = False

    @property
    def key(self) -> str:
        """The id of the student, or else the name: the sheet follows from it, wherever the line stands on the list."""
        return self.id or self.name

    @property
    def mark(self) -> str:
        """Six letters and digits for the sheet's pages and file names; they follow from the key alone."""
        return b32encode(blake2b(self.key.encode(), digest_size=5).digest()).decode()[:6]

    @property
    def slug(self) -> str:
        """The name in plain letters, for file names; empty where it has none."""
        return slug(self.name)[:MAX_SLUG].strip("-")


def read_roster(file: Path) -> tuple[Student, ...]:
    """Read a class list: CSV in UTF-8 with a heading, column `name` and perhaps `id`, `section` and `large print`.

    Commas, semicolons and tabs divide; other columns are ignored. Raises StudyError with all problems.
    """
    lines = _lines(file)
    names = [_folded(name) for name in lines[0][1]] if lines else []
    if "name" not in names:
        hint = "begin the file with a line such as name,id,section; if it has heads already, change them to these"
        raise StudyError(_problem("E723", file, 1, " has no column 'name'", hint))
    places = {name: names.index(name) for name in (*_COLUMNS, _LARGE) if name in names}
    students = []
    problems = []
    for line, row in lines[1:]:
        cells = _cells(row, places)
        large = cells.pop(_LARGE, "").casefold()
        if large not in _YES | _NO:
            problems.append(_problem("E728", file, line, f": large print is '{brief(large)}'", "yes or no"))
        if any(row[len(names) :]):
            hint = "put a name with a comma in quotes"
            problems.append(_problem("E724", file, line, f" has {len(row)} cells here, and {len(names)} heads", hint))
        elif any(row):
            students.append((line, Student(**cells, where=Where(str(file), line), wants_large_print=large in _YES)))
    return _distinct(file, students, problems)


def ignored_columns(file: Path) -> tuple[str, ...]:
    """Return the heads of the columns of a class list that say nothing here. Raises StudyError."""
    return tuple(name for name in _lines(file)[0][1] if name and _folded(name) not in {*_COLUMNS, _LARGE})


def _folded(name: str) -> str:
    return name.casefold().replace("_", " ").replace("-", " ")


def _lines(file: Path) -> list[tuple[int, list[str]]]:
    """Return the rows of a class list with their lines. Raises StudyError."""
    # A pipe can be read once, and not compared with what it was at the last build.
    if not file.is_file():
        raise StudyError(_problem("E721", file, 1, " is not a regular file", "save it, and name that file"))
    if file.stat().st_size > MAX_BYTES:
        hint = f"at most {MAX_STUDENTS} students at once"
        raise StudyError(_problem("E726", file, 1, f" is larger than {MAX_BYTES // 1_000_000} MB", hint))
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudyError(_problem("E722", file, 1, " is not UTF-8", "save it as CSV UTF-8")) from error
    if wrong := next(refused(text), None):
        raise StudyError(_problem("E722", file, wrong.line, f" has a wrong character: {wrong.message}", wrong.hint))
    text = composed(text)
    divider = max(",;\t", key=text.partition("\n")[0].count)
    # Else one quotation mark too many would make one student of all in the lines below it.
    rows = csv.reader(StringIO(text, newline=""), delimiter=divider, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in rows:
            found.append((rows.line_num, [field.strip() for field in row]))
            line = rows.line_num + 1
    except csv.Error as error:
        hint = "save it as CSV; a quotation mark in a cell in quotes is written twice"
        raise StudyError(_problem("E722", file, line, f" is not CSV from here on: {error}", hint)) from error
    return found


def _cells(row: list[str], places: dict[str, int]) -> dict[str, str]:
    return {name: row[place] if place < len(row) else "" for name, place in places.items()}


def _distinct(file: Path, students: list[tuple[int, Student]], problems: list[Problem]) -> tuple[Student, ...]:
    """Return the students, each of whom must have a name and be told from the others."""
    keys = Counter(student.key for _, student in students)
    marks = Counter(student.mark for _, student in students)
    for line, student in students:
        if not student.name:
            problems.append(_problem("E724", file, line, " has no name here", "fill it in, or delete the line"))
        elif keys[student.key] > 1:
            hint = "give each student an id of their own"
            problems.append(_problem("E725", file, line, f": '{student.key}' is listed twice", hint))
        elif marks[student.mark] > 1:
            hint = "give this student another id"
            problems.append(_problem("E725", file, line, f": '{student.key}' gets the mark of another student", hint))
    if not students:
        problems.append(_problem("E726", file, 1, " lists no students", "write a line for each student"))
    if len(students) > MAX_STUDENTS:
        problems.append(
            _problem("E726", file, 1, f" lists {len(students)} students", f"at most {MAX_STUDENTS} at once")
        )
    if problems:
        raise StudyError(*problems)
    return tuple(student for _, student in students)


def _problem(rule: str, file: Path, line: int, what: str, hint: str) -> Problem:
    return Problem(rule, Where(str(file), line), f"the class list{what}", hint)
