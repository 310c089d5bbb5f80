"""Bad user days: a hundred courses broken in the ways in which people and programs break files.

Most are small, as all that can break is in one of thirty items; every eighth is the shipped course, in a process.

Never a traceback; always a place that exists, and a hint; and the good rest is still checked.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nasec_study.examination import examine
from nasec_study.foundation.problems import Problem
from tests.conftest import REPOSITORY, STARTER, Run

SHIPPED = REPOSITORY / "content"
ROUNDS = 4

# Breaks a file; returns what else, besides the file itself, cannot be counted on.
Mutation = Callable[[Path, random.Random], object]


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


def rewrite(file: Path, text: str) -> None:
    file.write_bytes(text.encode())


def deleted(file: Path, _: random.Random) -> None:
    file.unlink()


def emptied(file: Path, _: random.Random) -> None:
    file.write_bytes(b"")


def half_saved(file: Path, chance: random.Random) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(1, len(content))])


def with_a_hole(file: Path, chance: random.Random) -> None:
    content = file.read_bytes()
    start = chance.randrange(len(content))
    file.write_bytes(content[:start] + bytes(512) + content[start + 512 :])


def with_a_key_renamed(file: Path, chance: random.Random) -> None:
    keys = sorted(set(re.findall(r"(?m)^[ -]*([a-z]+):", text_of(file))))
    key = chance.choice(keys)
    rewrite(file, re.sub(rf"(?m)^([ -]*){key}:", rf"\1{key}s:", text_of(file), count=1))


def with_keys_swapped(file: Path, chance: random.Random) -> None:
    keys = sorted(set(re.findall(r"(?m)^[ -]*([a-z]+):", text_of(file))))
    one, other = chance.sample(keys, 2) if len(keys) > 1 else (keys[0], "other")
    swapped = re.sub(rf"(?m)^([ -]*){one}:", r"\1\0:", text_of(file))
    swapped = re.sub(rf"(?m)^([ -]*){other}:", rf"\1{one}:", swapped)
    rewrite(file, swapped.replace("\0:", f"{other}:"))


def in_utf_16(file: Path, _: random.Random) -> None:
    file.write_bytes(text_of(file).encode("utf-16"))


def in_utf_16_without_a_mark(file: Path, _: random.Random) -> None:
    file.write_bytes(text_of(file).encode("utf-16-le"))


def in_latin_1(file: Path, _: random.Random) -> None:
    file.write_bytes(f"# café\n{text_of(file)}".encode("latin-1", "replace"))


def with_a_byte_order_mark(file: Path, _: random.Random) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def with_a_mark_within(file: Path, chance: random.Random) -> None:
    lines = text_of(file).split("\n")
    lines[chance.randrange(1, len(lines))] += "\ufeff"
    rewrite(file, "\n".join(lines))


def with_windows_line_ends(file: Path, _: random.Random) -> None:
    rewrite(file, text_of(file).replace("\n", "\r\n"))


def with_old_line_ends(file: Path, _: random.Random) -> None:
    rewrite(file, text_of(file).replace("\n", "\r"))


def indented_otherwise(file: Path, chance: random.Random) -> None:
    lines = text_of(file).split("\n")
    place = chance.randrange(1, len(lines))
    lines[place] = " " * chance.choice([1, 3, 7]) + lines[place].lstrip()
    rewrite(file, "\n".join(lines))


def indented_by_tabs(file: Path, _: random.Random) -> None:
    rewrite(file, re.sub(r"(?m)^(?:  )+", lambda match: "\t" * (len(match[0]) // 2), text_of(file)))


def in_conflict(file: Path, chance: random.Random) -> None:
    lines = text_of(file).split("\n")
    place = chance.randrange(1, len(lines))
    mine, theirs = lines[place : place + 2], lines[place + 2 : place + 4]
    lines[place : place + 4] = ["<<<<<<< HEAD", *mine, "=======", *theirs, ">>>>>>> theirs"]
    rewrite(file, "\n".join(lines))


def linked_in_a_circle(file: Path, _: random.Random) -> None:
    file.unlink()
    file.symlink_to(file.name)


def linked_to_nothing(file: Path, _: random.Random) -> None:
    file.unlink()
    file.symlink_to("no-such-file.yaml")


def beside_a_folder_in_a_circle(file: Path, _: random.Random) -> None:
    (file.parent / "again").symlink_to("..")


def a_folder(file: Path, _: random.Random) -> None:
    file.unlink()
    file.mkdir()


def a_pipe(file: Path, _: random.Random) -> None:
    file.unlink()
    os.mkfifo(file)


def binary(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(4096))


def a_picture(file: Path, _: random.Random) -> None:
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))


def with_an_id_twice(file: Path, chance: random.Random) -> None:
    ids = re.findall(r"(?m)^ *-? *id: (\S+)", text_of(file))
    course = next(folder for folder in file.parents if folder.name == "content")
    other = text_of(chance.choice(sorted(bank for bank in (course / "items").rglob("*.yaml") if bank != file)))
    taken = chance.choice(re.findall(r"(?m)^  - id: (\S+)", other))
    rewrite(file, text_of(file).replace(f"id: {chance.choice(ids) if ids else 'x'}\n", f"id: {taken}\n", 1))


def copied_beside(file: Path, _: random.Random) -> None:
    shutil.copy(file, file.with_name(f"{file.stem} (copy){file.suffix}"))


def backed_up_by_an_editor(file: Path, _: random.Random) -> None:
    shutil.copy(file, file.with_name(f"{file.name}~"))
    shutil.copy(file, file.with_name(f"#{file.name}#"))
    shutil.copy(file, file.with_name(f".{file.name}.swp"))
    file.with_name(f".#{file.name}").symlink_to("me@machine.1234:1700000000")


def with_a_name_in_latin_1(file: Path, _: random.Random) -> None:
    shutil.copy(file, os.fsdecode(os.fsencode(file.parent) + b"/caf\xe9.yaml"))


def in_capitals(file: Path, _: random.Random) -> None:
    file.rename(file.with_suffix(".YAML"))


def with_typographic_quotes(file: Path, _: random.Random) -> None:
    rewrite(file, text_of(file).replace('"', "”").replace("'", "’"))


def without_colons(file: Path, chance: random.Random) -> None:
    lines = text_of(file).split("\n")
    place = chance.randrange(1, len(lines))
    lines[place] = lines[place].replace(":", "")
    rewrite(file, "\n".join(lines))


# Nothing is wrong with these: a course is read as before.
HARMLESS: tuple[Mutation, ...] = (
    with_a_byte_order_mark,
    with_windows_line_ends,
    with_old_line_ends,
    backed_up_by_an_editor,
)
# Those that break a file for certain, whichever it is.
CERTAIN: tuple[Mutation, ...] = (
    emptied,
    with_a_hole,
    in_utf_16,
    in_utf_16_without_a_mark,
    in_latin_1,
    indented_by_tabs,
    linked_in_a_circle,
    linked_to_nothing,
    beside_a_folder_in_a_circle,
    a_folder,
    a_pipe,
    binary,
    a_picture,
    copied_beside,
    with_a_name_in_latin_1,
    in_capitals,
    with_a_mark_within,
)
# What these do depends on the place that they hit: a text may have fewer items and still be a text.
LIKELY: tuple[Mutation, ...] = (
    deleted,
    half_saved,
    with_a_key_renamed,
    with_keys_swapped,
    indented_otherwise,
    in_conflict,
    with_an_id_twice,
    with_typographic_quotes,
    without_colons,
)
MUTATIONS = (*CERTAIN, *LIKELY, *HARMLESS)
DAYS = [(mutation, number) for number in range(ROUNDS) for mutation in MUTATIONS][:100]
# Some are checked by the command, as a process.
AS_PROCESSES = DAYS[::8]


def name_of(value: object) -> str:
    return getattr(value, "__name__", str(value))


@pytest.fixture(scope="module")
def count() -> int:
    """Return the number of items of the small course."""
    found = examine(STARTER)
    assert found.course is not None
    return len(found.course.items)


def broken(folder: Path, mutation: Mutation, number: int, course: Path) -> Path:
    """Return the file that is broken in a copy of a course in a folder."""
    shutil.copytree(course, folder / "content", ignore=shutil.ignore_patterns("texts"))
    chance = random.Random(f"{mutation.__name__} {number}")  # the same days on every machine
    # Every round breaks another kind of file.
    kinds = ("items/", "readings/", "stimuli/ pictures/", "course.yaml disputes.yaml objectives.yaml")
    wanted = tuple(kinds[number % len(kinds)].split())
    files = sorted(file.relative_to(course).as_posix() for file in course.rglob("*.yaml"))
    file = folder / "content" / chance.choice([name for name in files if name.startswith(wanted)])
    mutation(file, chance)
    return file


def test_there_are_a_hundred_days() -> None:
    assert len(set(DAYS)) == 100
    assert len(AS_PROCESSES) >= 12
    assert {mutation for mutation, _ in DAYS} == set(MUTATIONS)


@pytest.mark.parametrize(("mutation", "number"), [day for day in DAYS if day not in AS_PROCESSES], ids=name_of)
def test_a_broken_course_says_what_is_wrong_and_where(
    mutation: Mutation, number: int, count: int, tmp_path: Path
) -> None:
    file = broken(tmp_path, mutation, number, STARTER)
    found = examine(tmp_path / "content")
    for problem in found.problems:
        has_place(problem)
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert errors or mutation not in CERTAIN
    assert not errors or mutation not in HARMLESS
    items = len(found.course.items) if found.course else 0
    if file.name == "course.yaml" and not file.is_file():
        assert [problem.rule for problem in errors] == ["E116"]
    elif file.parent.parent.name == "items":
        lost = len(re.findall(r"(?m)^  - id: ", text_of(STARTER / file.relative_to(tmp_path / "content"))))
        assert count - lost <= items <= count
    else:
        assert items == count


def has_place(problem: Problem) -> None:
    """Assert that a problem says what would be right, in one line, and names a place in a file that is there."""
    assert problem.hint, problem
    assert "\n" not in str(problem), problem
    assert str(problem).isprintable(), problem
    file = Path(problem.where.path)
    if problem.where.line == 1 and problem.where.column == 1:
        return
    lines = re.split(r"\r\n|\r|\n", file.read_bytes().decode("utf-8-sig", "replace"))
    assert 1 <= problem.where.line <= len(lines), problem
    assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1, problem


@pytest.mark.parametrize(("mutation", "number"), AS_PROCESSES, ids=name_of)
def test_the_commands_never_show_a_traceback(
    mutation: Mutation, number: int, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NASEC_TEXTS", raising=False)
    broken(tmp_path, mutation, number, SHIPPED)
    fails = mutation in CERTAIN
    shown = run("check", exit_code=None)
    lines = re.findall(r"(?m)^content/\S.*:\d+:\d+: .* \[E\d+\]$", shown.stdout)
    assert shown.returncode == bool(lines)
    assert lines or not fails
    if number == ROUNDS - 1 and lines:
        assert not run("build", exit_code=1).stdout
        assert not (tmp_path / "build" / "anki").exists()


@pytest.mark.parametrize(
    ("course", "names"),
    [
        ("kinds", ("course.yaml",)),
        ("kinds", ("course.lock", "items/ink", "stimuli/table.yaml", "media/square.svg")),
        ("anatomy", ("items/atlas/heart.yaml", "media/heart.svg")),
        ("spanish", ("media/casa.mp3", "texts/manual.txt")),
    ],
)
def test_what_may_not_be_read_is_named(course: str, names: tuple[str, ...], tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(REPOSITORY / "tests" / "courses" / course / "content", content)
    (content / "texts").mkdir()
    (content / "texts" / "manual.txt").touch()
    for name in names:
        (content / name).chmod(0)
    # Root may read everything, unless it gives up that right.
    command = () if os.geteuid() else ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if command and (shutil.which("setpriv") is None or subprocess.run([*command, "true"], check=False).returncode):
        pytest.skip("root cannot give up rights here")
    done = subprocess.run(
        [*command, sys.executable, "-m", "nasec_study", "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    for name in names:
        (content / name).chmod(0o700)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stdout.splitlines() if line.endswith("[E101]")]
    assert len(lines) == len(names), lines
    for name in names:
        [line] = [line for line in lines if f"content/{name}:" in line or f"'{name}'" in line]
        assert "Permission denied" in line
