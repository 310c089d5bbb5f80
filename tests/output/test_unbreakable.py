"""What can go wrong while a build runs: it is killed, interrupted, has no room, is not alone, or nobody listens."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import REPOSITORY, STARTER, Run
from tests.copies import Copies

# Handouts are left out: they are made as worksheets are, and take longest.
BUILD = ("build", "anki", "worksheets")
KILLS = 12
COMMAND = [sys.executable, "-m", "nasec_study"]

Build = Callable[[Path], None]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def start(folder: Path, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """Start the command in a session of its own, with what it prints at hand."""
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**environment(), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def build(shared_copies: Copies) -> Build:
    """Return a function that builds a course in a folder, from beginning to end."""

    def call(folder: Path) -> None:
        done = shared_copies.run([*BUILD], folder, environment())
        assert done.returncode == 0, done.stderr

    return call


def outputs_in(folder: Path) -> dict[str, str]:
    """Return the hashes of all that stands in a build folder but the tool's own notes."""
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in {".lock", ".cache.json", "manifest.json"}
    }


def edit(folder: Path, old: str, new: str) -> None:
    settings = folder / "content/course.yaml"
    settings.write_text(settings.read_text("utf-8").replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory, build: Build) -> tuple[Path, dict[str, str], dict[str, str]]:
    """Return a folder with a course and its build, the hashes of the build, and those after the course's edit.

    One deck, and one worksheet of one part, are enough: it has the pages that processes are started for.
    """
    folder = tmp_path_factory.mktemp("course")
    copytree(STARTER, folder / "content")
    settings = folder / "content/course.yaml"
    decks, _, others = settings.read_text("utf-8").partition("  - id: living-by-the-tide\n")
    sheet = others[others.index("worksheets:\n") : others.index("      - title: The rhythm of the tide\n")]
    settings.write_text(decks + sheet, "utf-8")
    build(folder)
    edited = copy_of(folder, tmp_path_factory.mktemp("edited"))
    build(edited)
    return folder, outputs_in(folder / "build"), outputs_in(edited / "build")


def copy_of(folder: Path, place: Path) -> Path:
    copytree(folder, place, dirs_exist_ok=True)
    edit(place, 'edition: "1.0"', 'edition: "1.1"')
    return place


def test_a_killed_build_leaves_old_outputs_or_new_ones_and_the_next_build_is_right(
    states: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path, build: Build, shared_copies: Copies
) -> None:
    folder, before, after = states
    changed = {name for name, content in after.items() if before.get(name) != content}
    assert changed
    # Copies of a process that has imported all: while it does, nothing can be lost.
    timed = copy_of(folder, tmp_path / "timed")
    began = time.monotonic()
    build(timed)
    longest = min(8, time.monotonic() - began)
    assert outputs_in(timed / "build") == after
    moments = random.Random(1)
    codes = set()
    for number in range(KILLS):
        place = copy_of(folder, tmp_path / f"killed-{number}")
        # One moment in each part of a build leaves no larger gap than twice as many anywhere.
        moment = longest * (number + moments.random()) / KILLS
        codes.add(shared_copies.run([*BUILD], place, environment(), killed_after=moment).returncode)
        found = {name: content for name, content in outputs_in(place / "build").items() if not name.endswith(".part")}
        assert found.keys() >= before.keys() & after.keys()
        assert all(content in {before.get(name), after.get(name)} for name, content in found.items())
        if number % 3 == 0:
            build(place)
            assert outputs_in(place / "build") == after
            assert not list(place.rglob("*.part"))
    assert codes - {0} == {-signal.SIGKILL}


def test_workers_end_with_a_killed_build_and_leave_nothing(
    states: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path
) -> None:
    place = copy_of(states[0], tmp_path / "course")
    temporary = tmp_path / "t"
    temporary.mkdir()
    with start(place, *BUILD, "--force", TMPDIR=str(temporary)) as process:
        assert process.stdout
        while "pdf" not in process.stdout.readline():
            assert process.poll() is None
        process.kill()
    for _ in range(100):
        if not members(process.pid):
            assert list(temporary.iterdir()) == []
            return
        time.sleep(0.1)
    raise AssertionError(members(process.pid))


def members(group: int) -> list[str]:
    """Return the command lines of the running processes of a group."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, group_id = (process / "stat").read_text("utf-8").rpartition(")")[2].split()[:3]
            if group_id == str(group) and state != "Z":
                found.append((process / "cmdline").read_text("utf-8").replace("\0", " "))
    return found


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_build_says_so_and_exits_with_130(
    states: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path, build: Build
) -> None:
    folder, before, after = states
    place = copy_of(folder, tmp_path / "course")
    process = start(place, *BUILD, "--force")
    assert process.stdout
    process.stdout.readline()
    assert process.poll() is None, "the build was over before it could be interrupted"
    # As a terminal does: to the build and to its workers.
    os.killpg(process.pid, signal.SIGINT)
    _, complaint = process.communicate()
    assert process.returncode == 130, complaint
    assert "interrupted" in complaint
    assert "Traceback" not in complaint
    assert all(content in {before.get(name), after.get(name)} for name, content in outputs_in(place / "build").items())
    build(place)
    assert outputs_in(place / "build") == after


def test_two_builds_at_once_take_turns(states: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path) -> None:
    folder, _, after = states
    place = copy_of(folder, tmp_path / "course")
    both = [start(place, *BUILD, "--force") for _ in range(2)]
    complaints = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("another build is running" in text for text in complaints) == 1
    assert outputs_in(place / "build") == after
    recorded = json.loads((place / "build/manifest.json").read_text("utf-8"))["outputs"]
    assert {name: record["sha256"] for name, record in recorded.items()} == after


def test_a_build_leaves_nothing_among_temporary_files(
    states: tuple[Path, dict[str, str], dict[str, str]], run: Run, tmp_path: Path
) -> None:
    course = states[0] / "content"
    # Not below pytest's own, whose names are too long for the socket of what workers are copied from.
    with TemporaryDirectory() as temporary:
        run("build", "worksheets", "handouts", "-c", course, "-o", tmp_path / "build", TMPDIR=temporary)
        assert not list(Path(temporary).iterdir())


def test_workers_leave_the_fonts_of_the_process_that_they_are_copies_of(tmp_path: Path) -> None:
    code = """
import os, tempfile
from functools import partial
from nasec_study.output.workers import processes
from nasec_study.targets.paper import loaded
from nasec_study.targets.paper.pdf import render_pdf
page = partial("<!doctype html><html lang='en'><title>T</title><p>{}</p></html>".format)
render_pdf(page("before"), {})
[ours] = os.listdir(tempfile.gettempdir())
with processes(loaded.__name__) as pool:
    list(pool.map(partial(render_pdf, pictures={}), map(page, "xyz")))
assert os.listdir(tempfile.gettempdir()) == [ours]
"""
    subprocess.run([sys.executable, "-c", code], env={**environment(), "TMPDIR": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_old_outputs_whole(
    states: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path, shared_copies: Copies
) -> None:
    folder, before, _ = states
    small = tmp_path / "small"
    small.mkdir()
    size = sum(file.stat().st_size for file in (folder / "build").rglob("*") if file.is_file())
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size // 1024 + 60}k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small file system can be mounted here: it takes root")
    try:
        copytree(folder / "build", small / "build")
        place = copy_of(folder, tmp_path / "course")
        with suppress(OSError), (small / "filler").open("wb", buffering=0) as filler:
            while filler.write(b"x" * 1024):
                pass
        done = shared_copies.run([*BUILD, "--force", "--output", str(small / "build")], place, environment())
        assert done.returncode == 1
        assert "cannot be written: No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        assert outputs_in(small / "build") == before
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_folder_that_may_not_be_written_is_said(run: Run, tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    (tmp_path / "build").mkdir()
    (tmp_path / "build/anki").write_text("a file stands in the way", "utf-8")
    assert "cannot be written: File exists" in run("build", "anki", exit_code=1).stderr
    (tmp_path / "build").chmod(0o500)
    if not os.access(tmp_path / "build", os.W_OK):  # root may write anywhere
        assert "build: cannot be written: Permission denied" in run("build", "anki", exit_code=1).stderr


def test_nobody_listens(states: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path) -> None:
    folder, before, _ = states
    place = tmp_path / "course"
    copytree(folder, place)
    for arguments in (("list",), (*BUILD, "--force"), ("check", "--format", "json"), (*BUILD,)):
        with start(place, *arguments) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            assert "Traceback" not in process.stderr.read()
        assert process.returncode in {0, 1}
    assert outputs_in(place / "build") == before


def test_an_output_that_another_program_has_open_keeps_its_content_there(
    states: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path, build: Build
) -> None:
    folder, before, after = states
    place = copy_of(folder, tmp_path / "course")
    name = next(name for name, content in after.items() if before[name] != content)
    with (place / "build" / name).open("rb") as reader:
        build(place)
        assert sha256(reader.read()).hexdigest() == before[name]
    assert outputs_in(place / "build") == after


def test_a_file_that_changes_while_it_is_read_is_seen_by_the_next_build(
    states: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path, build: Build
) -> None:
    folder, _, after = states
    place = tmp_path / "course"
    copytree(folder, place)
    process = start(place, *BUILD, "--force")
    assert process.stdout
    process.stdout.readline()
    edit(place, 'edition: "1.0"', 'edition: "1.1"')
    process.communicate()
    assert process.returncode == 0
    build(place)
    assert outputs_in(place / "build") == after
