"""The ledger: what changed since when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasec_study.foundation.problems import StudyError
from nasec_study.history.imports import NOUN, Record, with_records
from nasec_study.history.ledger import FILE_NAME, Entry, Ledger, differences, format_ledger, read_ledger
from nasec_study.history.stamping import stamp, states_in

THEN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 2, 1, 12, 30, tzinfo=UTC)
NAMES = st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True)
CONTENTS = st.dictionaries(NAMES, st.text(max_size=5), max_size=8)


def entries(contents: dict[str, str], noun: str = "item") -> list[Entry]:
    return [Entry(noun, name, {"hash": content}) for name, content in contents.items()]


@given(before=CONTENTS, after=CONTENTS)
def test_only_what_changed_gets_a_new_time(before: dict[str, str], after: dict[str, str]) -> None:
    ledger = stamp(stamp(Ledger({}), entries(before), THEN), entries(after), NOW)
    assert {name for _, name in ledger.entries} == after.keys()
    for name, content in after.items():
        expected = THEN if before.get(name) == content else NOW
        assert ledger.changed("item", name) == expected.timestamp()


def test_a_state_that_another_machine_made_in_the_same_second_is_none_to_go_back_to() -> None:
    here, there = (stamp(Ledger({}), entries({"a": content}), THEN) for content in "12")
    for now, later in ((NOW, NOW), (THEN, THEN + timedelta(seconds=1))):
        ledger = stamp(here, entries({"a": "1"}), now, known=states_in([there]))
        assert ledger.changed("item", "a") == later.timestamp()


def test_what_is_remembered_of_an_import_keeps_its_time_until_something_else_comes() -> None:
    record = Record("1", "One", "bank.gift", {"stem": "1"})
    first = with_records(Ledger({}), {"a": record, "b": record}, THEN)
    again = with_records(first, {"a": record, "b": replace(record, values={"stem": "2"})}, NOW)
    assert [again.changed(NOUN, name) for name in "ab"] == [THEN.timestamp(), NOW.timestamp()]


@given(contents=CONTENTS)
def test_a_ledger_is_read_as_it_was_written(contents: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    ledger = stamp(Ledger({}), entries(contents, "proof"), NOW)
    (folder / FILE_NAME).write_text(format_ledger(ledger), "utf-8")
    assert read_ledger(folder) == ledger


def test_one_line_an_entry_sorted() -> None:
    ledger = stamp(Ledger({}), entries({"b": "2", "a": "1"}), NOW)
    assert format_ledger(ledger).splitlines()[2:] == [
        'item a {"changed": "2026-02-01T12:30:00Z", "hash": "1", "place": "2000"}',
        'item b {"changed": "2026-02-01T12:30:00Z", "hash": "2", "place": "1000"}',
    ]


def test_differences_name_what_is_new_changed_and_gone() -> None:
    old = stamp(Ledger({}), entries({"a": "1", "b": "1"}), THEN)
    new = stamp(old, entries({"b": "2", "c": "1"}), NOW)
    assert list(differences(old, new)) == ["item a: gone", "item b: changed", "item c: new"]


ENTRY = 'deck d {"changed": "%s", "hash": "%s", "name": "D"}\n'


def test_after_a_merge_the_later_of_two_lines_on_one_thing_counts(tmp_path: Path) -> None:
    later, earlier = ENTRY % ("2026-02-01T12:00:00Z", "b"), ENTRY % ("2026-01-01T12:00:00Z", "a")
    for text in (earlier + later, later + earlier):
        (tmp_path / FILE_NAME).write_text(text, "utf-8")
        assert read_ledger(tmp_path).entries["deck", "d"].facts["hash"] == "b"


def test_after_a_merge_an_item_that_one_branch_renamed_is_one(tmp_path: Path) -> None:
    line = 'item %s {"changed": "2026-0%s-01T12:00:00Z", "hash": "h", "guid": "g", "kind": "term", %s}\n'
    rest = '"deck": "d", "fields": "", "tags": ""'
    lines = [line % ("new", "2", rest), line % ("old", "1", rest)]
    for text in ("".join(lines), "".join(reversed(lines))):
        (tmp_path / FILE_NAME).write_text(text, "utf-8")
        assert list(read_ledger(tmp_path).entries) == [("item", "new")]


def test_after_a_merge_no_number_of_a_gap_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    line = 'item a {"changed": "2026-0%s-01T12:00:00Z", "clozes": "%s", "clozes-gone": "%s", %s}\n'
    rest = '"hash": "h", "guid": "g", "kind": "cloze", "deck": "d", "fields": "", "tags": ""'
    # The later one has the gap 1, of which the earlier one says it is gone.
    lines = [line % ("2", "1 2", "4", rest), line % ("1", "2", "1 3", rest)]
    for text in ("".join(lines), "".join(reversed(lines))):
        (tmp_path / FILE_NAME).write_text(text, "utf-8")
        assert read_ledger(tmp_path).entries["item", "a"].facts["clozes-gone"] == "3 4"


def test_a_ledger_of_a_newer_format_is_named_in_one_message(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("# format 9\n" + "future thing {}\n" * 500, "utf-8")
    with pytest.raises(StudyError) as raised:
        read_ledger(tmp_path)
    [problem] = raised.value.problems
    assert "a newer nasec-study: its format is 9" in str(problem)
    assert "update nasec-study" in str(problem)


@pytest.mark.parametrize(
    ("head", "writer"), [("# a ledger", "an older nasec-study"), ("# format 2", "another program")]
)
def test_lines_that_say_too_little_are_named_in_one_message(tmp_path: Path, head: str, writer: str) -> None:
    line = 'item a {"hash": "1", "changed": "2020-01-01T00:00:00Z"}\n'
    (tmp_path / FILE_NAME).write_text(f"{head}\n{line * 500}", "utf-8")
    with pytest.raises(StudyError) as raised:
        read_ledger(tmp_path)
    [problem] = raised.value.problems
    assert f"{writer}: 500 of its lines" in str(problem)


def test_a_damaged_ledger_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('# format 2\nitem a {"hash": "1"}\n<<<<<<< ours\n', "utf-8")
    with pytest.raises(StudyError) as raised:
        read_ledger(tmp_path)
    assert [problem.where.line for problem in raised.value.problems] == [2, 3]
