"""What a command finds around it: closed streams, full disks, a folder that is gone, pipes, links to nowhere."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.rendering import fonts
from nasec_study.targets.paper import resources
from tests.conftest import REPOSITORY, Run

COURSE = """\
title: Words
code: words
readings: none
decks: [{id: words, name: All}]
worksheets: [{id: quiz, title: Quiz, sections: [{title: All, count: 1}]}]
"""
ITEMS = "items: [{id: ebb, type: term, term: ebb, definition: the sea going out}]\n"
SECONDS = 120


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a folder that holds a small course."""
    (tmp_path / "content/items").mkdir(parents=True)
    (tmp_path / "content/course.yaml").write_text(COURSE, "utf-8")
    (tmp_path / "content/items/first.yaml").write_text(ITEMS, "utf-8")
    return tmp_path


def in_shell(line: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a line of a shell, in which `nasec-study` is this program."""
    command = shlex.join([sys.executable, "-m", "nasec_study"])
    known = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    words = ["bash", "-c", line.replace("nasec-study", command)]
    done = subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder, env=known, timeout=SECONDS
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_none_that_a_file_could_take_the_place_of(course: Path, closed: str) -> None:
    done = in_shell(f"nasec-study build anki {closed}", course)
    assert done.returncode == 0
    assert ("words.apkg" in done.stdout) == (">&-" not in closed.replace("2>&-", ""))
    assert ("2 built, 0 unchanged" in done.stderr) == ("2>&-" not in closed)
    assert sorted(file.name for file in (course / "build/anki").iterdir()) == ["for-students.html", "words.apkg"]


def test_a_question_that_nobody_can_answer_ends_a_review(course: Path) -> None:
    in_shell("nasec-study new term", course)
    assert in_shell("nasec-study review <&-", course).returncode == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("command", ["list", "build anki", "check --format json", "--help"])
def test_a_full_disk_under_what_is_printed_is_told(course: Path, command: str) -> None:
    done = in_shell(f"nasec-study {command} > /dev/full", course)
    assert done.returncode == 1
    assert done.stderr.endswith("the standard output cannot be written: [Errno 28] No space left on device\n")


def test_a_full_disk_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, _: bytes) -> int:
        raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StudyError, match=r"temporary files: fonts cannot be written: .*No space left.*TMPDIR"):
        # No process has this number: nothing is at hand for it.
        resources._fonts_in(-1, tuple(fonts.FACES)[:1])  # noqa: SLF001 - what keeps the fonts of a process


def test_a_folder_that_is_gone_is_told(course: Path) -> None:
    done = in_shell(f"mkdir gone && cd gone && rmdir ../gone && nasec-study list -c {shlex.quote(str(course))}", course)
    assert done.returncode == 1
    assert done.stderr == "the folder that you are in is no longer there: go to another one\n"


@pytest.mark.parametrize("place", ["content/pipe", "content/media/pipe.svg", "templates/pipe"])
def test_a_pipe_in_a_course_keeps_no_command_waiting(course: Path, place: str) -> None:
    (course / place).parent.mkdir(exist_ok=True)
    os.mkfifo(course / place)
    for command in ("check", "build anki"):
        in_shell(f"nasec-study {command}", course)


def test_a_class_list_out_of_a_pipe_is_refused(course: Path) -> None:
    (course / "class.csv").write_text("name\nAda\n", "utf-8")
    os.mkfifo(course / "pipe.csv")
    done = in_shell("cat class.csv > pipe.csv & nasec-study build worksheets --roster pipe.csv; kill $!", course)
    assert done.stderr.startswith("pipe.csv:1:1: the class list is not a regular file (save it, ")


def test_a_link_that_leads_nowhere_is_no_place_for_outputs(course: Path, run: Run) -> None:
    for target in ("build", "nowhere/build"):
        (course / "build").unlink(missing_ok=True)
        (course / "build").symlink_to(target)
        assert "build: cannot be written: " in run("build", "anki", exit_code=1, cwd=course).stderr
