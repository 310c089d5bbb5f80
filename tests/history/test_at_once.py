"""Commands that are at work in one course at once: none undoes what another writes into the ledger meanwhile."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from types import ModuleType
from typing import Any

import pytest

from nasec_study import authoring, examination, pipeline, releasing
from nasec_study.history import proofs
from nasec_study.history.ledger import FILE_NAME, read_ledger
from nasec_study.importers.reading import read_bank
from tests.conftest import STARTER

Command = Callable[[Path], object]


def build(folder: Path) -> None:
    list(pipeline.build(folder, folder.parent / "build", ["anki"]))


def import_words(folder: Path) -> None:
    words = folder.parent / "words.csv"
    words.write_text("term,definition\nebb,the sea going out\n", "utf-8")
    authoring.bring_in(folder, read_bank(words, words.name), dry_run=False)


def course(folder: Path) -> Path:
    """Return a course whose ledger knows nothing of an edit, and of no proof."""
    content = folder / "content"
    copytree(STARTER, content)
    bank = next(
        file for file in sorted((content / "items").rglob("*.yaml")) if "rationale: " in file.read_text("utf-8")
    )
    bank.write_text(bank.read_text("utf-8").replace("rationale: ", "rationale: Indeed. ", 1), "utf-8")
    lines = (content / FILE_NAME).read_text("utf-8").splitlines(keepends=True)
    (content / FILE_NAME).write_text("".join(line for line in lines if not line.startswith(proofs.NOUN)), "utf-8")
    return content


def entries(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Return what a course's ledger holds, but for the times."""
    return {key: {**entry.facts, "changed": ""} for key, entry in read_ledger(folder).entries.items()}


@pytest.mark.parametrize(
    ("command", "module", "step", "other"),
    [
        (build, pipeline, "plan_course", examination.check),
        (build, pipeline, "plan_course", import_words),
        (examination.check, examination, "check_course", build),
        (examination.check, examination, "check_course", import_words),
        (import_words, authoring, "merge", build),
        (import_words, authoring, "merge", examination.check),
        (releasing.release, releasing, "plan_release", examination.check),
    ],
)
def test_what_another_command_records_meanwhile_stays(
    command: Command, module: ModuleType, step: str, other: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_each_other, at_once = course(tmp_path / "a"), course(tmp_path / "b")
    other(after_each_other)
    command(after_each_other)
    real = getattr(module, step)

    def with_another(*words: Any, **more: Any) -> Any:
        monkeypatch.setattr(module, step, real)
        other(at_once)
        return real(*words, **more)

    monkeypatch.setattr(module, step, with_another)
    command(at_once)
    if other is import_words:
        # The command itself has seen nothing of the new item yet.
        command(at_once)
    assert entries(at_once) == entries(after_each_other)
