"""`build --watch` as a process: a save makes what it touches, a fault waits for its mending, Ctrl-C ends it."""

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from threading import Thread

import pytest

from tests.conftest import REPOSITORY, STARTER

PATIENCE = 120
WATCHING = "watching for changes; Ctrl-C stops it"


class Watched:
    """A build that goes on, in a course of its own."""

    def __init__(self, folder: Path, *targets: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nasec_study", "build", *targets, "--watch"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self._reading = Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line.rstrip("\n"))

    def end(self) -> None:
        """End it, whether it still runs or not."""
        self.process.kill()
        self.process.wait()
        self._reading.join()

    def turn(self) -> list[str]:
        """Return what is printed until it watches again."""
        lines = []
        while (line := self.lines.get(timeout=PATIENCE)) != WATCHING:
            lines.append(line)
        return lines

    def made(self) -> str:
        """Return the last line of a turn, which tells how much was made."""
        return self.turn()[-1]

    def wait_for(self, words: str) -> None:
        """Wait for a turn in which these words are printed."""
        while not any(words in line for line in self.turn()):
            pass

    def save(self, name: str, old: str, new: str) -> None:
        """Change a file by writing another in its place, as most editors do."""
        file = self.folder / name
        text = file.read_text("utf-8")
        assert old in text
        beside = file.with_name(f".{file.name}.new")
        beside.write_text(text.replace(old, new, 1), "utf-8")
        beside.replace(file)

    def times(self) -> dict[str, int]:
        """Return when each output was written, by its name."""
        files = (self.folder / "build").glob("*/*")
        return {f"{file.parent.name}/{file.name}": file.stat().st_mtime_ns for file in files}


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    copytree(STARTER, tmp_path / "content")
    found = Watched(tmp_path, "anki", "web")
    try:
        yield found
    finally:
        found.end()


def a_bank(folder: Path) -> str:
    """Return the name of an item bank, and make sure that it is one of several."""
    banks = sorted((folder / "content/items").rglob("*.yaml"))
    assert len(banks) > 1
    return str(banks[0].relative_to(folder))


def test_a_save_makes_only_what_it_touches(watched: Watched) -> None:
    *paths, told = watched.turn()
    assert told == f"{len(paths)} built, 0 unchanged"
    before = watched.times()
    bank = a_bank(watched.folder)
    watched.save(bank, "stem: ", "stem: Zebra? ")
    *_, told = watched.turn()
    after = watched.times()
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    # The item's own deck and the whole course, each as a package and as a page.
    assert len(changed) == 4, changed
    assert told == f"4 built, {len(paths) - 4} unchanged"
    for name in changed:
        if name.endswith(".html"):
            assert "Zebra?" in (watched.folder / "build" / name).read_text("utf-8")


def test_a_save_that_changes_nothing_makes_nothing(watched: Watched) -> None:
    number = len(watched.turn()) - 1
    (watched.folder / a_bank(watched.folder)).touch()
    assert watched.made() == f"0 built, {number} unchanged"


def test_a_fault_is_told_and_its_mending_builds_again(watched: Watched) -> None:
    watched.turn()
    before = watched.times()
    bank = a_bank(watched.folder)
    watched.save(bank, "stem: ", "stme: ")
    told = watched.turn()
    assert any(line.startswith(f"{bank}:") for line in told), told
    assert not any("Traceback" in line for line in told)
    assert watched.times() == before
    watched.save(bank, "stme: ", "stem: Mended? ")
    assert watched.made().startswith("4 built")


def test_a_renamed_bank_and_a_new_one_are_followed(watched: Watched) -> None:
    number = len(watched.turn()) - 1
    bank = watched.folder / a_bank(watched.folder)
    bank.rename(bank.with_name("zz-renamed.yaml"))
    assert watched.made().endswith("unchanged")
    new = bank.with_name("zz-new.yaml")
    text = "items:\n  - {id: zebra, type: term, term: Zebra, definition: An animal with stripes., source: author}\n"
    new.write_text(text, "utf-8")
    watched.turn()
    assert any("Zebra" in page.read_text("utf-8") for page in (watched.folder / "build/web").glob("*.html"))
    new.unlink()
    assert watched.made().endswith("unchanged")
    assert not any("Zebra" in page.read_text("utf-8") for page in (watched.folder / "build/web").glob("*.html"))
    assert len(watched.times()) == number


def test_what_is_watched_is_followed_when_another_takes_its_place(watched: Watched) -> None:
    number = len(watched.turn()) - 1
    content, bank = watched.folder / "content", a_bank(watched.folder)
    # As a checkout of another branch, or a program that keeps folders alike, may do.
    copytree(content, watched.folder / "other")
    content.rename(watched.folder / "one")
    watched.wait_for("there is no course here")
    (watched.folder / "other").rename(content)
    watched.wait_for(f"0 built, {number} unchanged")
    watched.save(bank, "stem: ", "stem: Zebra? ")
    watched.wait_for(f"4 built, {number - 4} unchanged")


def test_templates_that_come_later_are_followed(watched: Watched) -> None:
    watched.turn()
    style = watched.folder / "templates/anki/style.css"
    style.parent.mkdir(parents=True)
    style.write_text('[% include "original/anki/style.css" %]\n', "utf-8")
    watched.wait_for("built, ")
    for wrong in ("[% one %]", "[% two %]"):
        style.write_text(wrong, "utf-8")
        watched.wait_for(f"unknown tag '{wrong[3:6]}'")


def test_a_class_list_is_followed_save_by_save(tmp_path: Path) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    sheet = "{id: w, title: W, sections: [{title: S, count: 1}]}"
    course = f"{{title: T, code: tt, readings: none, worksheets: [{sheet}]}}\n"
    (tmp_path / "content/course.yaml").write_text(course, "utf-8")
    (tmp_path / "content/items/a.yaml").write_text("items: [{id: a, type: term, term: a, definition: b}]\n", "utf-8")
    (tmp_path / "class.csv").write_text("name\nOne\n", "utf-8")
    watched = Watched(tmp_path, "--roster", "class.csv")
    try:
        watched.turn()
        for old, new in (("One", "Two"), ("Two", "Three")):
            watched.save("class.csv", old, new)
            watched.wait_for(f"/{new.lower()}-")
    finally:
        watched.end()


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_is_clean(watched: Watched) -> None:
    watched.turn()
    before = watched.times()
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(PATIENCE) == 0
    assert watched.lines.empty()
    assert watched.times() == before
