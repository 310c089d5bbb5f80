"""Commands that are at work in one course at once: none undoes what another writes into the ledger meanwhile."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from threading import Thread
from types import ModuleType
from typing import Any

import pytest

from nasec_study import authoring, examination, pipeline, releasing
from nasec_study.history import ledger, proofs
from nasec_study.history.ledger import FILE_NAME, Entry, Ledger, format_ledger, on_top_of_others, read_ledger
from nasec_study.importers.reading import read_bank
from nasec_study.output.write import ledger_locked, write_file
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


@pytest.mark.parametrize(
    ("command", "module"),
    [
        (build, ledger),
        (examination.check, ledger),
        (import_words, ledger),
        (releasing.release, releasing),
    ],
)
def test_what_another_command_records_between_a_look_and_a_write_stays(
    command: Command, module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other command comes at the worst moment: it must wait until the first one has written, and add to that."""
    folder = course(tmp_path)
    others: list[Thread] = []

    def with_another(*words: Any) -> Any:
        monkeypatch.setattr(module, "on_top_of_others", on_top_of_others)
        latest = on_top_of_others(*words)
        others.append(Thread(target=record, args=(folder,)))
        others[0].start()
        others[0].join(0.3)
        return latest

    monkeypatch.setattr(module, "on_top_of_others", with_another)
    command(folder)
    [other] = others
    other.join()
    assert ("deck", "of-another") in read_ledger(folder).entries


def record(folder: Path) -> None:
    """Write into a ledger as any command does."""
    found = read_ledger(folder)
    deck = Entry("deck", "of-another", {"hash": "-", "name": "Other", "changed": "2020-01-01T00:00:00Z"})
    with ledger_locked():
        latest = on_top_of_others(folder, found, Ledger({**found.entries, deck.key: deck}))
        write_file(folder / FILE_NAME, format_ledger(latest).encode())
