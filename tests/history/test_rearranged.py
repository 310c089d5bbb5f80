"""Courses that are rearranged from term to term: what leaves, what comes back, and decks that are divided anew."""

import re
from pathlib import Path

from nasec_study.releasing import forecast, release
from tests.history.test_editions import course, package
from tests.reading_back import collection, import_into
from tests.targets.anki.test_anki import edit, review

__all__ = ["course"]


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
