"""Editors: right files are not marked wrong, and what is proposed fits the item at hand."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from nasec_study.course.schema import json_schema
from nasec_study.course.vocabulary import FILE_KINDS, KINDS, LEVELS
from nasec_study.course.wording.faults import PATTERNS
from tests.conftest import REPOSITORY, STARTER
from tests.editor import SERVER, Editor, editor

HEAD = "# yaml-language-server: $schema=../.schema/items.json\nreading: r\nsection: s\nitems:\n"
ITEM = "  - id: a\n    type: {kind}\n    level: remember\n    quote: so it is\n"


@pytest.fixture(scope="module")
def asked() -> Iterator[Editor]:
    """Return an editor's language server; skips where it is not installed, fails in CI."""
    if not SERVER.is_file() and os.environ.get("CI") == "true":
        pytest.fail("NASEC_NODE names no folder with yaml-language-server, and CI must ask it")
    if not SERVER.is_file():
        pytest.skip("NASEC_NODE names no folder with the npm package yaml-language-server")
    with editor(REPOSITORY) as opened:
        yield opened


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of a course that has its schemas beside it."""
    folder = tmp_path_factory.mktemp("course")
    (folder / ".schema").mkdir()
    (folder / "items").mkdir()
    for name in FILE_KINDS:
        (folder / ".schema" / f"{name}.json").write_text(json.dumps(json_schema(name)), "utf-8")
    return folder / "items/bank.yaml"


@pytest.mark.parametrize("course", [REPOSITORY / "content", STARTER], ids=["nasec", "starter"])
def test_no_shipped_file_is_marked(asked: Editor, course: Path) -> None:
    files = sorted(course.rglob("*.yaml"))
    assert len(files) > 10
    assert {file: found for file, found in asked.findings_in(files).items() if found} == {}


@pytest.mark.parametrize(
    "lines",
    [
        "type: true-false\n    statement: The canal was dug in 1857.\n    answer: false\n    correction: It was 1957.",
        "type: question\n    stem: When?\n    answer: 1957\n    rationale: null\n    points: ~\n    difficulty:",
        "type: question\n    stem: Is it so?\n    answer: no\n    tags: null\n    waive: {W401: yes}",
        "type: numeric\n    stem: How much?\n    value: 6.022e23\n    tolerance: 1%\n    unit: 1",
        "type: ordering\n    stem: When?\n    steps: [{text: A, date: 2005-03-23}, {text: 2, date: 12:30}, {text: C}]",
        "type: choice\n    stem: What?\n    key: 1\n    distractors: [{text: 2, why: null}, {text: 3.5, why: no}]",
    ],
)
def test_what_our_reader_takes_is_not_marked(asked: Editor, bank: Path, lines: str) -> None:
    text = f"{HEAD}  - id: a\n    level: remember\n    quote: so it is\n    {lines}\n"
    assert asked.findings(bank, text) == []


def test_a_kind_that_there_is_not_is_marked_and_nothing_else(asked: Editor, bank: Path) -> None:
    for kind in ("chioce", ""):
        [(line, message)] = asked.findings(bank, HEAD + ITEM.format(kind=kind) + "    distractors: []\n    key: That\n")
        assert line == 6
        assert "Valid values" in message


def test_a_key_of_another_kind_is_marked(asked: Editor, bank: Path) -> None:
    text = HEAD + ITEM.format(kind="question") + "    stem: What?\n    answer: That.\n    distractors: []\n"
    assert asked.findings(bank, text) == [(11, "Property distractors is not allowed.")]


def test_every_kind_is_proposed_in_an_item_that_has_other_keys(asked: Editor, bank: Path) -> None:
    assert set(KINDS) <= asked.proposals(bank, HEAD + ITEM.format(kind="|"))


def test_only_keys_of_the_kind_are_proposed(asked: Editor, bank: Path) -> None:
    offered = asked.proposals(bank, f"{HEAD}{ITEM.format(kind='choice')}    |\n")
    assert {"stem", "key", "distractors", "rationale"} <= offered
    assert not {"steps", "pairs", "value", "rubric"} & offered
    assert set(LEVELS) <= asked.proposals(bank, HEAD + ITEM.format(kind="choice").replace("remember", "|"))


def patterns_in(schema: object) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
        return own.union(*map(patterns_in, schema.values()))
    return set().union(*map(patterns_in, schema)) if isinstance(schema, list) else set()


def test_for_every_pattern_there_are_words_that_say_what_fits() -> None:
    found = set().union(*(patterns_in(json_schema(kind)) for kind in FILE_KINDS))
    assert len(found) > 5
    assert found - {"^-?[0-9]+$"} <= PATTERNS.keys()  # numbers have words of their own
