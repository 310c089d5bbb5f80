"""What people wait for, beside the program as it was at a commit: both on the content of then, by turns."""

import os
import subprocess
import tarfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree
from statistics import median

from tests.bench.measure import REPOSITORY, Line, Run, run_process

COMMIT = "0a472bd"
TIMES = 3
EDITED, TEXT = "content/items/obstacles", "stem: "


def lines(folder: Path) -> Iterator[Line]:
    """Yield the lines of this theme; the program of then is unpacked into `folder`."""
    packed = subprocess.run(["git", "archive", COMMIT], cwd=REPOSITORY, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder / "then", filter="data")
    places = {"then": folder / "then", "now": REPOSITORY}
    for name in places:
        copytree(folder / "then/content", folder / name / "course/content")
    programs = {name: partial(_run, place, folder / name / "course") for name, place in places.items()}
    actions: dict[str, tuple[str, ...]] = {
        "build": ("build",),
        "edit": ("build",),
        "anki": ("build", "anki", "--force"),
        "check": ("check",),
    }
    if texts := os.environ.get("NASEC_TEXTS"):
        actions["proof"] = ("check", "--texts", texts)
    numbers = count(1)
    taken: dict[tuple[str, str], list[Run]] = {(action, name): [] for action in actions for name in programs}
    for _ in range(TIMES):
        for action, words in actions.items():
            number = next(numbers)
            for name, program in programs.items():
                course = folder / name / "course"
                if action == "build":
                    rmtree(course / "build", ignore_errors=True)
                if action == "edit":
                    _edit(course, number)
                taken[action, name].append(program(*words))
    cpu = {key: median(run.cpu for run in runs) for key, runs in taken.items()}
    wall = {key: median(run.wall for run in runs) for key, runs in taken.items()}
    for name, action, goal, times, unit in (
        ("cold build of the course, CPU", "build", 0.5, cpu, "s of CPU"),
        ("cold build of the course, wall time", "build", 0.5, wall, "s"),
        ("build after one edited item, wall time", "edit", 0.25, wall, "s"),
        ("build after one edited item, CPU", "edit", None, cpu, "s of CPU"),
        ("build of all decks, CPU", "anki", None, cpu, "s of CPU"),
        ("check, CPU", "check", 1.0, cpu, "s of CPU"),
        ("check with the texts, CPU", "proof", 1.0, cpu, "s of CPU"),
    ):
        if action not in actions:
            continue
        then, now = times[action, "then"], times[action, "now"]
        yield Line(f"{name} / {COMMIT}", now / then, goal, beside=f"{now:.2f} {unit}, then {then:.2f}")
    peak = max(run.peak for run in taken["build", "now"])
    yield Line("cold build of the course, memory of any process", peak / 1e6, 350, "MB")


def _run(program: Path, course: Path, *words: str) -> Run:
    return run_process("-m", "nasec_study", *words, cwd=course, repository=program)


def _edit(course: Path, number: int) -> None:
    """Put a word before the first question of a bank, as an author does who mends one item."""
    bank = min((course / EDITED).glob("*.yaml"))
    before, found, after = bank.read_text("utf-8").partition(TEXT)
    if not found:
        raise RuntimeError(f"no '{TEXT}' in {bank}")
    bank.write_text(f"{before}{TEXT}{'Now ' if number % 2 else 'Then '}{after}", "utf-8")
