"""What an import does to a student's notes, and what of it students are told."""

import pytest

from nasec_study.history.forecasts import Change, Forecast, What, forecast, is_shuffled
from nasec_study.history.learners import learner_notes
from nasec_study.history.ledger import Entry, Ledger
from nasec_study.history.releases import next_version


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


def ledger_of(kind: str, answers: str, day: str) -> Ledger:
    """Return the ledger of one note; its right answers stand before a slash, the wrong ones behind it."""
    right, _, wrong = answers.partition("/")
    facts = {"hash": answers, "guid": "x", "kind": kind, "deck": "d", "fields": "f", "tags": "", "right": right}
    design = {"hash": "h", "fields": "Stem=1", "cards": "Card=1"}
    entries = (Entry("item", "x", {**facts, "wrong": wrong}), Entry("note-type", kind, design))
    moment = {"changed": f"{day}T00:00:00Z"}
    return Ledger({entry.key: entry._replace(facts={**entry.facts, **moment}) for entry in entries})


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
