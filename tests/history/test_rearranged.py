"""Courses that are rearranged from term to term: what leaves, what comes back, and decks that are divided anew."""

import re
from pathlib import Path

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.releasing import forecast, release
from tests.conftest import Run
from tests.history.test_editions import course, notes_of, package
from tests.history.test_updates import committed, git
from tests.reading_back import collection, import_into
from tests.targets.anki.test_anki import edit, review

__all__ = ["course"]

NO_DISPUTES = {"course.yaml": ("    disputes: true\n", "")}
NO_HIGHER = {
    "course.yaml": ("    disputes: true\n", "    disputes: true\n    items: {types: [term, cloze, choice, picture]}\n")
}
A_DRAFT = {"items/ink/signs.yaml": ("- id: term-tilde\n", "- id: term-tilde\n    state: draft\n")}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (NO_DISPUTES, "dispute 'one-name' was released and is in no deck now (give one of the decks `disputes: true`)"),
        (
            NO_HIGHER,
            "'essay-names' was released and is in no deck now (let a deck take it, with `retired:` and a reason",
        ),
        (A_DRAFT, "item 'term-tilde' was released and is a draft now (publish it again, with `retired:` and a reason"),
    ],
    ids=["disputes", "a narrower deck", "a draft"],
)
def test_what_no_deck_has_any_more_is_told_from_what_is_gone(
    course: Path, edits: dict[str, tuple[str, str]], expected: str
) -> None:
    release(course)
    for file, (old, new) in edits.items():
        edit(course / file, old, new)
    with pytest.raises(StudyError, match=re.escape(expected)):
        release(course)


def test_a_dispute_can_leave_the_course_and_students_are_told(course: Path) -> None:
    first = package(course, "first")
    release(course)
    disputes = course / "disputes.yaml"
    text = disputes.read_text("utf-8")
    disputes.write_text(text[: text.index("  - id: one-name\n")], "utf-8")
    plan, told = release(course)
    assert (plan.version, "### Retired (1)" in told) == ("1.1", True)
    second = package(course, "second")
    with collection() as anki:
        import_into(anki, first)
        card = review(anki, "one-name")
        import_into(anki, second)
        [search] = re.findall(r"search\s+`([^`]+)`", told)
        assert anki.find_cards(search) == [card]


def test_who_put_a_retired_card_away_can_take_it_back_with_the_item(course: Path) -> None:
    signs = course / "items/ink/signs.yaml"
    first = package(course, "first")
    release(course)
    edit(signs, "- id: term-tilde\n", "- id: term-tilde\n    retired: No longer taught.\n")
    _, away = release(course)
    update = package(course, "update", "kinds-update")
    edit(signs, "    retired: No longer taught.\n", "")
    [change] = [change for change in forecast(course, None).notes if change.what != "untouched"]
    assert (change.id, change.returned) == ("term-tilde", True)
    _, back = release(course)
    assert "### Back in the course (1)" in back
    assert "### Corrected" not in back
    third = package(course, "third")
    searches = [re.findall(r"search\s+`([^`]+)`", told)[0] for told in (away, back)]
    with collection() as anki:
        import_into(anki, first)
        reviewed = review(anki, "term-tilde")
        import_into(anki, update)
        anki.sched.suspend_cards(anki.find_cards(searches[0]))
        assert import_into(anki, third)["updated"] == 1
        assert not anki.get_note(anki.get_card(reviewed).nid)["Retired"]
        assert reviewed in anki.find_cards(searches[1])
        anki.sched.unsuspend_cards(anki.find_cards(searches[1]))
        assert (anki.get_card(reviewed).reps, anki.find_cards("is:suspended")) == (1, [])


def test_who_has_an_item_that_is_retired_a_second_time_hears_of_it_again(course: Path) -> None:
    signs, retired = course / "items/ink/signs.yaml", "- id: term-tilde\n    retired: No longer taught.\n"
    for old, new in (("- id: term-tilde\n", retired), (retired, "- id: term-tilde\n"), ("- id: term-tilde\n", retired)):
        release(course)
        edit(signs, old, new)
    release(course)
    assert "term-tilde" in notes_of(package(course, "update", "kinds-update"))


def test_a_deck_whose_items_have_all_left_the_course_has_no_package(course: Path) -> None:
    edit(course / "course.yaml", "items: {levels: [remember]}", "items: {types: [essay]}")
    package(course, "first")
    assert (course.parent / "build/anki/facts.apkg").exists()
    for file in (course / "items/ink").glob("*.yaml"):
        text = re.sub(r"(?m)^    type: essay$", "    type: essay\n    retired: Too long.", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    edit(course / "course.yaml", "      - {title: The rest", "      # - {title: The rest")
    assert "essay-names" in notes_of(package(course, "update", "kinds-update"))
    assert not (course.parent / "build/anki/facts.apkg").exists()


def test_a_new_layout_of_the_decks_alone_is_an_edition(course: Path) -> None:
    release(course)
    edit(course / "course.yaml", "    disputes: true\n", "    disputes: true\n    items: {types: [essay]}\n")
    edit(course / "course.yaml", "items: {levels: [remember]}", "items: {}")
    plan, told = release(course)
    assert plan.version == "1.1"
    assert re.search(r"### Moved \(\d+\)", told)
    assert "term-ampersand" in told
    with pytest.raises(StudyError, match=r"nothing has changed since edition 1\.1"):
        release(course)


def test_a_deck_that_is_renamed_moves_no_cards(course: Path) -> None:
    release(course)
    edit(course / "course.yaml", "name: Everything\n", "name: All\n")
    plan, told = release(course, major=True)
    assert any(change.new.endswith("::All") for change in plan.forecast.decks)
    assert "### Moved" not in told


@pytest.mark.parametrize("major", [False, True])
def test_no_deck_takes_the_name_by_which_students_have_another(course: Path, run: Run, major: bool) -> None:  # noqa: FBT001 - a parameter
    """Students could not rename both, and new cards would come among those of the other deck."""
    release(course)
    edit(course / "course.yaml", "name: Everything\n", "name: All\n")
    edit(
        course / "course.yaml",
        "worksheets:\n",
        "  - {id: more, name: Everything, items: {types: [essay]}}\nworksheets:\n",
    )
    with pytest.raises(StudyError, match="deck 'more' takes the name 'Kinds & <characters>::Everything'"):
        release(course, major=major)
    told = run("build", "anki").stderr
    assert "`release` would refuse this: content/course.yaml:" in told


def test_two_authors_who_release_at_once_have_one_edition_after_the_merge(course: Path, run: Run) -> None:
    folder = course.parent
    run("init", "words", "--bare")
    (folder / ".gitattributes").write_bytes((folder / "words/.gitattributes").read_bytes())
    release(course)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "content", ".gitattributes")
    git(folder, "commit", "-m", "first")
    git(folder, "branch", "other")
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    release(course)
    ours = package(course, "ours")
    committed(course, "ours")
    git(folder, "checkout", "-q", "other")
    edit(course / "items/ink/names.yaml", "- id: numeric-names\n", "- id: a-number\n    formerly: [numeric-names]\n")
    release(course)
    theirs = package(course, "theirs")
    committed(course, "theirs")
    # What students are told is text, in which a person keeps both.
    git(folder, "merge", "-X", "ours", "-m", "merged", "main")
    merged = package(course, "merged")
    assert [change for change in forecast(course, "1.1").notes if change.what != "untouched"] == []
    for had in (ours, theirs):
        with collection() as anki:
            import_into(anki, had)
            assert import_into(anki, merged) == {"updated": 1, "duplicate": 14}
            assert "The mark for" in anki.get_note(anki.find_notes("Id:term-ampersand")[0])["Definition"]
            assert anki.find_notes("Id:a-number")


def test_an_edition_that_was_lost_is_made_up_for_by_a_package_of_it(course: Path) -> None:
    git(course.parent, "init", "-q")
    release(course)
    committed(course, "first")
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    release(course)
    lost = package(course, "lost")
    git(course.parent, "checkout", "-q", "--", "content")
    (course / "editions/1.1.lock").unlink()
    with collection() as anki:
        import_into(anki, lost)
        assert import_into(anki, package(course, "without")) == {"duplicate": 15}
        git(course.parent, "add", lost.name)
        assert import_into(anki, package(course, "with")) == {"updated": 1, "duplicate": 14}
        assert "The sign for" in anki.get_note(anki.find_notes("Id:term-ampersand")[0])["Definition"]


def test_an_item_can_have_its_first_id_again(course: Path) -> None:
    signs = course / "items/ink/signs.yaml"
    first = package(course, "first")
    release(course)
    edit(signs, "- id: term-tilde\n", "- id: term-wave\n    formerly: [term-tilde]\n")
    release(course)
    edit(
        signs,
        "- id: term-wave\n    formerly: [term-tilde]\n",
        "- id: term-tilde\n    formerly: [term-tilde, term-wave]\n",
    )
    release(course)
    with collection() as anki:
        import_into(anki, first)
        assert "new" not in import_into(anki, package(course, "third"))


def test_a_gap_that_was_gone_in_between_is_the_one_that_it_was(course: Path) -> None:
    signs = course / "items/ink/signs.yaml"
    release(course)
    edit(signs, "{{c2::*Cancún*}}", "*Cancún*")
    package(course, "built, and then undone")
    edit(signs, "after *Cancún*", "after {{c2::*Cancún*}}")
    for old, new in (("The sign for “and”", "The mark for “and”"), ("The mark for “and”", "A mark for “and”")):
        edit(signs, old, new)
        release(course)


def test_a_gap_that_was_released_without_and_comes_back_keeps_its_card(course: Path) -> None:
    signs = course / "items/ink/signs.yaml"
    first = package(course, "first")
    release(course)
    edit(signs, "{{c2::*Cancún*}}", "*Cancún*")
    release(course)
    without = package(course, "without")
    edit(signs, "after *Cancún*", "after {{c2::*Cancún*}}")
    release(course)
    back = package(course, "back")
    edit(signs, "{{c2::*Cancún*}}", "{{c2::*Cancun*}}")
    release(course)
    with collection() as anki:
        import_into(anki, first)
        cards = anki.find_cards("Id:cloze-signs")
        for had in (without, back):
            import_into(anki, had)
        assert anki.find_cards("Id:cloze-signs") == cards
        assert not anki.get_empty_cards().notes
