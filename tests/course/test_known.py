"""A course that is read again parses only files that changed, and is what it would be if it were read afresh."""

import random
from dataclasses import fields
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from nasec_study.course import contents
from nasec_study.course.model import Course
from nasec_study.course.parse import read_course
from nasec_study.course.source import parse_raw
from tests.conftest import KINDS_COURSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from nasec_study.course.contents import Held
    from nasec_study.course.source import Parsed

EDITS = 150
ODD = ("\t", "'", "$x^2$ ", "&a ", "  ", "- ", "id: term-tilde\n", "state: draft\n", "é", "# ")


def held_in(course: Course | None) -> dict[str, object]:
    return {field.name: getattr(course, field.name) for field in fields(Course)} if course else {}


def edited(folder: Path, chance: random.Random) -> None:
    """Change something of a course as an author does, half-written files and moved ones among it."""
    file = chance.choice(sorted(folder.rglob("*.yaml")))
    lines = file.read_text("utf-8").splitlines(keepends=True)
    line = chance.randrange(len(lines)) if lines else 0
    settings = (KINDS_COURSE / "course.yaml").read_text("utf-8")

    def put(*instead: str) -> None:
        file.write_text("".join([*lines[:line], *instead, *lines[line + 1 :]]), "utf-8")

    ways: list[Callable[[], object]] = [
        put,
        lambda: put(*lines[line : line + 1] * 2),
        lambda: put(chance.choice(ODD) + "".join(lines[line : line + 1])),
        lambda: file.write_text("".join(lines[:line]), "utf-8"),
        lambda: file.rename(file.with_name(f"moved{chance.randrange(9)}.yaml")),
        lambda: file.with_name(f"copy{chance.randrange(9)}.yaml").write_text("".join(lines), "utf-8"),
        lambda: (folder / "course.yaml").write_text(f"dollar_formulas: false\n{settings}", "utf-8"),
        lambda: copytree(KINDS_COURSE, folder, dirs_exist_ok=True),
        file.unlink,
    ]
    chance.choice(ways)()


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_it_is_what_it_would_be_afresh(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "content"
    copytree(KINDS_COURSE, folder)
    chance = random.Random(seed)
    known: dict[Path, Held] = {}
    sizes = set()
    for _ in range(EDITS):
        edited(folder, chance)
        course, problems = read_course(folder, known=known)
        fresh, theirs = read_course(folder)
        assert held_in(course) == held_in(fresh)
        assert problems == theirs
        sizes.add(len(course.items) if course else 0)
    # The edits were such that they made a difference.
    assert len(sizes) > 3


def test_only_what_changed_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "content"
    copytree(KINDS_COURSE, folder)
    known: dict[Path, Held] = {}
    read_course(folder, known=known)
    parsed = []

    def noted(raw: bytes, path: str) -> "Parsed":
        parsed.append(Path(path).name)
        return parse_raw(raw, path)

    monkeypatch.setattr(contents, "parse_raw", noted)
    read_course(folder, known=known)
    assert parsed == []
    bank = folder / "items/ink/names.yaml"
    bank.write_text(bank.read_text("utf-8").replace("How many percent?", "How many?"), "utf-8")
    read_course(folder, known=known)
    assert parsed == ["names.yaml"]
    settings = folder / "course.yaml"
    settings.write_text(settings.read_text("utf-8") + "dollar_formulas: false\n", "utf-8")
    read_course(folder, known=known)
    assert set(parsed) >= {"course.yaml", "signs.yaml", "ink.yaml"}
