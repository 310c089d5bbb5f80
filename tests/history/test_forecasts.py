"""What an import does to a student's notes, and what of it students are told."""

import pytest

from nasec_study.course.parse import read_course
from nasec_study.foundation.problems import Problem
from nasec_study.history.editions import Edition
from nasec_study.history.forecasts import Change, Forecast, What, forecast, is_shuffled
from nasec_study.history.learners import learner_notes
from nasec_study.history.ledger import Entry, Ledger
from nasec_study.history.releases import next_version, refusals
from tests.conftest import STARTER


@pytest.mark.parametrize(
    ("fact", "before", "after", "shuffled"),
    [
        ("parts", "a b", "a b c", False),
        ("parts", "a b", "b a", True),
        ("parts", "a b", "b", True),
        ("gaps", "1:a 2:b", "1:a 2:b 3:c", False),
        ("gaps", "1:a 2:b", "1:b 2:a", True),
        ("gaps", "1:a 2:b", "2:a", True),
        ("gaps", "1:a 2:b", "1:a 3:b", True),
        # Another text in a gap that keeps its number is that gap, mended.
        ("gaps", "1:a 2:b", "1:a 2:c", False),
        ("gaps", "1:a 2:b", "1:a", False),
    ],
)
def test_reviews_move_where_a_part_that_stays_gets_another_number(
    fact: str,
    before: str,
    after: str,
    shuffled: bool,  # noqa: FBT001 - a parameter
) -> None:
    assert is_shuffled(Entry("item", "x", {fact: before}), Entry("item", "x", {fact: after})) == shuffled


@pytest.mark.parametrize(
    ("kind", "before", "after", "relearn"),
    [
        ("choice", "a / b c", "b / a c", True),
        ("choice", "a / b c", "d / b c", False),  # a typo that was mended
        ("ordering", "a b c /", "b a c /", True),
        ("ordering", "a b c /", "a b d /", False),
        ("numeric", "a /", "d /", True),
        ("numeric", "a /", "a /", False),
    ],
)
def test_who_learned_a_wrong_answer_or_order_is_told(
    kind: str,
    before: str,
    after: str,
    relearn: bool,  # noqa: FBT001 - a parameter
) -> None:
    [change] = forecast(ledger_of(kind, before, "2026-01-01"), ledger_of(kind, after, "2026-01-02")).notes
    assert (change.what, change.relearn) == ("updated", relearn)


def ledger_of(kind: str, answers: str, day: str, fields: str = "Stem=1") -> Ledger:
    """Return the ledger of one note; its right answers stand before a slash, the wrong ones behind it."""
    right, _, wrong = answers.partition("/")
    facts = {"hash": answers, "guid": "x", "kind": kind, "deck": "d", "fields": "f", "tags": "", "right": right}
    design = {"hash": "h", "fields": fields, "cards": "Card=1"}
    entries = (Entry("item", "x", {**facts, "wrong": wrong}), Entry("note-type", kind, design))
    moment = {"changed": f"{day}T00:00:00Z"}
    return Ledger({entry.key: entry._replace(facts={**entry.facts, **moment}) for entry in entries})


@pytest.mark.parametrize(
    ("fields", "what", "told"),
    [
        ("Question=1, Answer=2", "updated", []),  # another name for what Anki knows by its id
        ("Stem=1, Answer=2, Example=3", "conflicting", ["a field was added"]),
        ("Stem=1", "conflicting", ["a field was removed"]),
        ("Answer=2, Stem=1", "conflicting", ["a field was changed"]),
        ("Stem=3, Answer=2", "conflicting", ["a field was changed"]),
    ],
)
def test_a_note_type_is_another_one_where_its_fields_have_other_ids(fields: str, what: What, told: list[str]) -> None:
    before = ledger_of("question", "a /", "2026-01-01", "Stem=1, Answer=2")
    after = ledger_of("question", "b /", "2026-01-02", fields)
    assert [change.what for change in forecast(before, after).notes] == [what]
    assert [problem.message.split(": ")[1].split(";")[0] for problem in refused(before, after)] == told


@pytest.mark.parametrize(("decks", "rules"), [({"b": "One"}, []), ({"a": "Two", "b": "One"}, ["E613"])])
def test_a_deck_takes_no_name_of_one_that_is_still_there(decks: dict[str, str], rules: list[str]) -> None:
    ledger = ledger_of("question", "a /", "2026-01-01")
    before, after = (
        Ledger({**ledger.entries, **{("deck", name): Entry("deck", name, {"name": title}) for name, title in one}})
        for one in ({"a": "One"}.items(), decks.items())
    )
    assert [problem.rule for problem in refused(before, after)] == rules


def refused(before: Ledger, after: Ledger) -> list[Problem]:
    """Return why a ledger cannot be released after another one."""
    course, _ = read_course(STARTER)
    assert course
    return list(refusals(course, [Edition("1.0", before)], after))


@pytest.mark.parametrize(
    ("fields", "told"),
    [(("tags", "Reading"), ["Nothing changes for you."]), (("tags", "Answer"), ["### Corrected (1)", "- Why? (`x`)"])],
)
def test_students_hear_nothing_of_how_a_course_files_its_notes(fields: tuple[str, ...], told: list[str]) -> None:
    found = Forecast((Change("updated", "item", "x", fields),), (), ())
    lines = learner_notes("2.0", "2026-02-01", found, {"x": "Why?"}, "inks").splitlines()
    assert [line for line in lines if line] == ["## Edition 2.0, 2026-02-01", *told]


@pytest.mark.parametrize(
    ("what", "major", "version"),
    [("updated", False, "1.10"), ("updated", True, "2.0"), ("conflicting", False, "2.0"), ("gone", False, "1.10")],
)
def test_an_edition_for_which_students_must_do_something_is_a_major_one(
    what: What,
    major: bool,  # noqa: FBT001 - a parameter
    version: str,
) -> None:
    assert next_version("1.9", Forecast((Change(what, "item", "x"),), (), ()), major=major) == version
