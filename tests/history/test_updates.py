"""Updates that reach everybody: what an author undoes, loses or renames, and what a student is told, done."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.history.ledger import NOTES, read_ledger
from nasec_study.history.versions import past_states, revision
from nasec_study.pipeline import Way, build
from nasec_study.releasing import forecast, release
from tests.conftest import Run
from tests.history.test_editions import course, notes_of, package
from tests.reading_back import collection, import_into, next_second
from tests.targets.anki.test_anki import AGAIN, edit, review

__all__ = ["course"]

ALWAYS = 1  # of Anki’s choices for what an import updates
GIT = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


def committed(course: Path, message: str) -> None:
    git(course.parent, "add", "content")
    git(course.parent, "commit", "-m", message)


def right_key(opened: object, package: Path, **options: object) -> tuple[dict[str, int], str]:
    """Import a package; return what Anki logged, and the key that the student has of one item."""
    log = import_into(opened, package, **options)  # type: ignore[arg-type]  # a collection
    note = opened.get_note(opened.find_notes("Id:choice-signs")[0])  # type: ignore[attr-defined]
    return log, note["Key"]


def test_diff_tells_from_a_package_and_from_a_revision_which_decks_have_other_names_and_what_comes_back(
    course: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(course.parent, "init", "-q")
    first = package(course, "first")
    committed(course, "first")
    edit(course / "course.yaml", "name: Everything\n", "name: All\n")
    root = "Kinds & <characters>"
    renamed = f"deck         '{root}::Everything' becomes '{root}::All'; students must rename it before importing"
    assert renamed in run("diff", "HEAD", cwd=course.parent).stdout.splitlines()
    # A package does not say which of its decks is which.
    moved = f"untouched    choice-signs  now in '{root}::All'; cards stay where the student has them"
    assert moved in run("diff", first, cwd=course.parent).stdout.splitlines()
    release(course)
    edit(course / "items/ink/signs.yaml", "- id: cloze-signs\n", '- id: cloze-signs\n    retired: "Doubtful."\n')
    second = package(course, "second", "kinds-update")
    committed(course, "second")
    edit(course / "items/ink/signs.yaml", '    retired: "Doubtful."\n', "")
    for old in (second, "HEAD"):
        told = run("diff", old, cwd=course.parent).stdout
        assert told == "updated      cloze-signs  fields: Retired, tags; no longer retired\n"
    monkeypatch.setenv("PATH", "/nowhere")
    assert "this is nothing to compare with" in run("diff", "HEAD", cwd=course.parent, exit_code=1).stderr


@pytest.mark.parametrize("is_released", [False, True])
def test_a_bad_key_undone_with_git_is_undone_with_students(course: Path, is_released: bool) -> None:  # noqa: FBT001 - a case's
    signs = course / "items/ink/signs.yaml"
    git(course.parent, "init", "-q")
    package(course, "good")
    committed(course, "good")
    edit(signs, 'key: "`<i>`"', 'key: "&#91;sound:no.mp3]"')
    edit(signs, '{text: "&#91;sound:no.mp3]"', '{text: "`<i>`"')
    bad = package(course, "bad")
    if is_released:
        release(course)
    committed(course, "bad")
    git(course.parent, "revert", "--no-edit", "HEAD") if not is_released else git(
        course.parent, "checkout", "HEAD~1", "--", "content/items", "content/course.lock"
    )
    assert read_ledger(course).entries["item", "choice-signs"]
    with collection() as anki:
        assert "no.mp3" in right_key(anki, bad)[1]
        [change] = [change for change in forecast(course, str(bad)).notes if change.what != "untouched"]
        assert (change.id, change.what) == ("choice-signs", "updated")
        log, key = right_key(anki, package(course, "mended"))
        assert log == {"updated": 1, "duplicate": 14}
        assert "i&gt;" in key


def test_the_past_is_known_in_a_hook_of_git_too(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(course.parent, "init", "-q")
    package(course, "first")
    committed(course, "first")
    ledger, past = revision("HEAD", course), past_states(course)
    assert ledger == read_ledger(course)
    assert past == {entry.identity: [entry] for entry in ledger.entries.values() if entry.noun in {*NOTES, "note-type"}}
    for place in (".git", str(course.parent / ".git")):
        monkeypatch.setenv("GIT_DIR", place)
        assert past_states(course) == past
        assert revision("HEAD", course) == ledger


def test_what_would_not_arrive_is_named_and_not_released(course: Path, run: Run) -> None:
    package(course, "first")
    release(course)
    ledger = course / "course.lock"
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    list(build(course, course.parent / "build", ("anki",)))
    # An edition of a machine whose clock is ahead, which nobody can stamp over before it is there.
    later = course / "editions/1.0.lock"
    old, new = read_ledger(course).entries["item", "term-ampersand"].facts["changed"], "2100-01-01T00:00:00Z"
    other = Path(f"{course.parent}/later.lock")
    other.write_text(re.sub(r'("changed": ")[^"]+', rf"\g<1>{new}", later.read_text("utf-8")), "utf-8")
    assert old < new
    done = run("diff", other, cwd=course.parent)
    assert "older        term-ampersand  fields: Definition; differs, but is older: Anki will ignore it" in done.stdout
    # Once that edition is one of the course's, the note gets a time that is later still.
    later.write_bytes(other.read_bytes())
    list(build(course, course.parent / "build", ("anki",)))
    assert read_ledger(course).entries["item", "term-ampersand"].facts["changed"] > new
    assert "term-ampersand: changed" not in ledger.read_text("utf-8")


def test_a_student_who_touched_a_note_since_its_first_build_gets_the_correction_by_a_release(course: Path) -> None:
    first = package(course, "first")
    release(course)
    with collection() as anki:
        import_into(anki, first)
        edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
        package(course, "built early")
        next_second()
        own = anki.get_note(anki.find_notes("Id:term-ampersand")[0])
        own.add_tag("marked")
        anki.update_note(own)
        next_second()
        release(course)
        assert import_into(anki, package(course, "second")) == {"updated": 1, "duplicate": 14}
        assert "The mark for" in anki.get_note(own.id)["Definition"]


def test_a_card_that_a_student_forgot_eight_times_is_corrected_by_always(course: Path) -> None:
    """The tag that Anki gives such a card counts as the student's own change; the page for students says so."""
    first = package(course, "first")
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    second = package(course, "second")
    with collection() as anki:
        import_into(anki, first)
        next_second()
        for _ in range(8):
            anki.sched.set_due_date(anki.find_cards("Id:term-ampersand")[:1], "0")
            forgotten = review(anki, "term-ampersand", AGAIN)
        note = anki.get_card(forgotten).note()
        assert "leech" in note.tags
        assert import_into(anki, second) == {"duplicate": 15}
        assert import_into(anki, second, update_notes=ALWAYS)["updated"] == 1
        assert "The mark for" in anki.get_note(note.id)["Definition"]
    assert "the tag “leech”" in (course.parent / "build/anki/for-students.html").read_text("utf-8")


def test_a_checkout_with_the_line_ends_of_windows_changes_no_note(course: Path) -> None:
    first = package(course, "first")
    texts = [file for file in course.rglob("*.*") if file.suffix in {".yaml", ".svg", ".lock"}]
    assert any(file.suffix == ".svg" for file in texts)
    for file in texts:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    list(build(course, course.parent / "elsewhere", ("anki",), locked=True))
    assert (course.parent / "elsewhere/anki/kinds.apkg").read_bytes() == first.read_bytes()


def test_what_belongs_to_the_course_changes_no_note(course: Path) -> None:
    first = package(course, "first")
    release(course)
    with collection() as anki:
        import_into(anki, first)
        own = anki.get_note(anki.find_notes("Id:essay-names")[0])
        own["Answer"] = "my own words"
        own.tags += ["marked", "mine"]
        anki.update_note(own)
        reading = course / "readings/ink.yaml"
        text = reading.read_text("utf-8")
        text = re.sub(r"(?m)^label: .*$", "label: Another label", text)
        text = re.sub(r"(?m)^cite: .*$", "cite: Díez & Chrétien", text)
        reading.write_text(re.sub(r"(?m)^(\s+(?:- )?\{?(?:id: \w+, )?heading: )", r"\g<1>", text), "utf-8")
        with (course / "course.yaml").open("a", encoding="utf-8") as settings:
            settings.write("speech: true\n")
        found = forecast(course, None)
        assert {change.what for change in found.notes} == {"untouched"}
        assert set(found.designs) >= {"term", "choice", "essay"}
        assert import_into(anki, package(course, "second")) == {"duplicate": 15}
        kept = anki.get_note(own.id)
        assert kept["Answer"] == "my own words"
        assert {"marked", "mine"} <= set(kept.tags)
        assert "Díez &amp; Chrétien" in anki.get_card(anki.find_cards("Id:term-tilde")[0]).answer()


def test_what_an_update_keeps_and_what_it_does_not(course: Path) -> None:
    """The words for students say so: flags, reviews and suspension stay; tags and text of an updated note do not."""
    first = package(course, "first")
    with collection() as anki:
        import_into(anki, first)
        reviewed = review(anki, "term-ampersand")
        anki.set_user_flag_for_cards(3, [reviewed])
        other = anki.find_cards("Id:term-ampersand")[1]
        anki.sched.suspend_cards([other])
        note = anki.get_card(reviewed).note()
        note["Spare 1"] = "my notes"
        note.tags += ["marked", "mine"]
        anki.update_note(note)
        next_second()
        edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
        assert import_into(anki, package(course, "second"))["updated"] == 1
        card, note = anki.get_card(reviewed), anki.get_card(reviewed).note()
        assert (card.reps, card.user_flag(), anki.get_card(other).queue) == (1, 3, -1)
        assert (note["Spare 1"], {"marked", "mine"} & set(note.tags)) == ("", set())


def test_what_a_student_did_to_cards_decks_and_looks(course: Path) -> None:
    """The page for students and the manual say so: moved cards stay, deleted ones and decks of the old name return."""
    first = package(course, "first")
    with collection() as anki:
        import_into(anki, first)
        moved = list(anki.find_cards("Id:choice-signs"))
        home = anki.get_card(moved[0]).did
        anki.set_deck(moved, anki.decks.id("Mine") or 0)
        anki.remove_notes(anki.find_notes("Id:numeric-names"))
        old = anki.decks.name(home)
        anki.decks.rename(home, "Renamed")
        assert import_into(anki, first) == {"new": 1, "duplicate": 14}
        assert {anki.decks.name(anki.get_card(card).did) for card in moved} == {"Mine"}
        [back] = anki.find_cards("Id:numeric-names")
        assert anki.decks.name(anki.get_card(back).did) == old
        assert anki.decks.name(home) == "Renamed"
    page = (course.parent / "build/anki/for-students.html").read_text("utf-8")
    assert "one that you delete comes back as a new one" in page
    assert "A deck that you rename comes back" in page


def test_beside_a_filtered_deck_of_the_course_s_name_each_import_makes_a_deck(course: Path) -> None:
    """The page for students says so: what they gather cards in wants a name of its own."""
    first, title = package(course, "first"), "Kinds & <characters>"
    with collection() as anki:
        note = anki.new_note(anki.models.by_name("Basic") or {})
        note["Front"] = "a card of another course"
        anki.add_note(note, anki.decks.id("Default") or 0)  # type: ignore[arg-type]  # it is there
        deck = anki.sched.get_or_create_filtered_deck(0)  # type: ignore[arg-type]  # 0: a new one
        deck.name, deck.config.search_terms[0].search = title, "is:new"
        anki.sched.add_or_update_filtered_deck(deck)
        import_into(anki, first)
        [home] = {name.name.partition("::")[0] for name in anki.decks.all_names_and_ids()} - {"Default", title}
        assert re.fullmatch(rf"{title} \d+", home)
    page = (course.parent / "build/anki/for-students.html").read_text("utf-8")
    assert "beside one that is called like the course, each import puts new cards into another deck" in page


def test_a_look_that_a_student_changed_after_the_release_stays_unless_always_is_chosen(course: Path) -> None:
    first = package(course, "first")
    with collection() as anki:
        import_into(anki, first)
        own = course.parent / "templates/anki/style.css"
        own.parent.mkdir(parents=True)
        own.write_text(".card { color: darkblue }", "utf-8")
        second = package(course, "second")
        next_second()
        card = anki.get_card(anki.find_cards("Id:term-ampersand")[0])
        mine = card.note_type()
        mine["css"] = ".card { color: teal }"
        anki.models.update_dict(mine)
        import_into(anki, second)
        assert "teal" in anki.get_card(card.id).question()
        import_into(anki, second, update_notetypes=ALWAYS)
        assert "darkblue" in anki.get_card(card.id).question()


@pytest.mark.parametrize("added", ["field", "card"])
def test_what_a_student_added_to_a_note_type_keeps_corrections_away_until_types_are_merged(
    course: Path, added: str
) -> None:
    """The page for students and the manual say so, and what a merge costs."""
    first = package(course, "first")
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    with collection() as anki:
        import_into(anki, first)
        card = anki.get_card(anki.find_cards("Id:term-ampersand")[0])
        mine = card.note_type()
        if added == "field":
            anki.models.add_field(mine, anki.models.new_field("Mnemonic"))
        else:
            own = anki.models.new_template("Own") | {"qfmt": "{{Term}}, in my words", "afmt": "{{Definition}}"}
            anki.models.add_template(mine, own)
        anki.models.update_dict(mine)
        if added == "field":
            note = anki.get_note(card.nid)
            note["Mnemonic"] = "mine"
            anki.update_note(note)
        next_second()
        second = package(course, "second")
        assert import_into(anki, second) == {"duplicate": 13, "conflicting": 2}
        assert "The sign for" in anki.get_note(card.nid)["Definition"]
        assert anki.models.by_name("KINDS Term+")
        import_into(anki, second, merge_notetypes=True, update_notes=ALWAYS)
        note = anki.get_note(card.nid)
        assert "The mark for" in note["Definition"]
        assert added == "card" or note["Mnemonic"] == ""
    assert "check “Merge note types”" in (course.parent / "build/anki/for-students.html").read_text("utf-8")


def test_retired_cards_do_not_come_back_and_new_students_do_not_get_them(course: Path) -> None:
    first = package(course, "first")
    release(course)
    edit(course / "items/ink/signs.yaml", "- id: term-tilde\n", "- id: term-tilde\n    retired: No longer taught.\n")
    told = release(course)[1]
    full, update = package(course, "full"), package(course, "update", "kinds-update")
    [search] = re.findall(r"search\s+`([^`]+)`", told)
    with collection() as newcomer:
        import_into(newcomer, full)
        assert not newcomer.find_notes("Id:term-tilde")
    with collection() as anki:
        import_into(anki, first)
        reviewed = review(anki, "term-tilde")
        assert import_into(anki, update) == {"updated": 1, "duplicate": 14}
        assert "No longer taught." in anki.get_card(reviewed).question()
        found = anki.find_cards(search)
        assert {anki.get_card(card).note()["Id"] for card in found} == {"term-tilde"}
        anki.sched.suspend_cards(found)
        for again in (update, full):
            import_into(anki, again)
            assert {anki.get_card(card).queue for card in anki.find_cards(search)} == {-1}
    with collection() as anki:
        import_into(anki, first)
        anki.remove_notes(anki.find_notes("Id:term-tilde"))
        edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
        release(course)
        import_into(anki, package(course, "next"))
        assert not anki.find_notes("Id:term-tilde")
    assert not (course.parent / "build/anki/kinds-update.apkg").exists()


def test_decks_keep_their_names_until_a_major_release(course: Path, run: Run) -> None:
    first = package(course, "first")
    release(course)
    edit(course / "course.yaml", "title: Kinds & <characters>", "title: Another title")
    with collection() as anki:
        import_into(anki, first)
        decks = {deck.name for deck in anki.decks.all_names_and_ids()}
        done = run("diff", cwd=course.parent)
        assert "keeps its name until a major release renames it to 'Another title'" in done.stdout
        refused = run("release", cwd=course.parent, exit_code=1).stderr
        assert "only `release --major` gives a deck its new name, 'Another title'" in refused
        edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
        assert "keeps its name" in run("release", cwd=course.parent).stderr
        import_into(anki, package(course, "second"))
        assert {deck.name for deck in anki.decks.all_names_and_ids()} == decks
        # A major release renames them, and says what to do; done before the import, no deck is left empty.
        plan, told = release(course, major=True)
        assert plan.version == "2.0"
        assert "Rename yours *before* you import" in told
        [(old, new)] = [(change.old, change.new) for change in plan.forecast.decks if "::" not in change.old]
        assert f"- {old} → {new}" in told
        anki.decks.rename(anki.decks.by_name(old), new)  # type: ignore[arg-type]  # it is there
        import_into(anki, package(course, "third"))
        names = {deck.name for deck in anki.decks.all_names_and_ids()}
        assert names == {name.replace(old, new) for name in decks}


def test_another_look_is_forecast_and_told(course: Path, run: Run) -> None:
    release(course)
    own = course.parent / "templates/anki/style.css"
    own.parent.mkdir(parents=True)
    own.write_text(".card { color: darkblue }", "utf-8")
    assert "note type    term: cards look different" in run("diff", cwd=course.parent).stdout
    plan, told = release(course)
    assert plan.version == "1.1"
    assert "**Cards look different.**" in told
    assert "Corrected" not in told


def test_students_are_told_of_other_answers_apart_from_typos(course: Path) -> None:
    release(course)
    signs = course / "items/ink/signs.yaml"
    edit(signs, "The sign for “and”", "The mark for “and”")
    edit(signs, 'answer: false\n    correction: 1 < 2 & "2" > 1.\n', 'answer: "true"\n')
    edit(course / "items/ink/names.yaml", "value: 49.1", "value: 50.1")
    told = release(course)[1]
    anew, corrected = told.index("### Relearn these: the answer was wrong (2)"), told.index("### Corrected (1)")
    assert anew < told.index("`numeric-names`") < told.index("`true-false-signs`") < corrected
    assert corrected < told.index("`term-ampersand`")


def test_the_card_of_a_gap_that_is_gone_is_named_and_can_be_deleted(course: Path) -> None:
    first = package(course, "first")
    release(course)
    with collection() as anki:
        import_into(anki, first)
        edit(course / "items/ink/signs.yaml", "{{c2::*Cancún*}}", "*Cancún*")
        [change] = [change for change in forecast(course, None).notes if change.what == "updated"]
        assert (change.id, change.empty) == ("cloze-signs", ("gap 2",))
        told = release(course)[1]
        assert "Tools → Empty Cards" in told
        assert "(`cloze-signs`): gap 2" in told
        import_into(anki, package(course, "second"))
        [emptied] = anki.get_empty_cards().notes
        assert not emptied.will_delete_note
        anki.remove_cards_and_orphaned_notes(list(emptied.card_ids))
        assert anki.get_empty_cards().report == ""
        assert len(anki.find_cards("Id:cloze-signs")) == 1


def swapped_gaps(course: Path) -> str:
    """Let two gaps exchange their numbers; return the item's id."""
    signs = course / "items/ink/signs.yaml"
    text = signs.read_text("utf-8")
    signs.write_text(re.sub(r"\{\{c([12])::", lambda found: f"{{{{c{3 - int(found[1])}::", text), "utf-8")
    return "cloze-signs"


def without_a_middle_pair(course: Path) -> str:
    """Take away a pair that others follow; return the item's id."""
    edit(course / "items/ink/names.yaml", "      - {premise: Middle, response: Center}\n", "")
    return "matching-names"


@pytest.mark.parametrize("harm", [swapped_gaps, without_a_middle_pair])
def test_reviews_never_move_to_other_questions(course: Path, run: Run, harm: Callable[[Path], str]) -> None:
    names = course / "items/ink/names.yaml"
    first = "      - {premise: Peña Nieto"
    edit(names, first, f"      - {{premise: Middle, response: Center}}\n{first}")
    release(course)
    name = harm(course)
    done = run("diff", cwd=course.parent)
    assert any(name in line and "renumbers its cards" in line for line in done.stdout.splitlines()), done.stdout
    with pytest.raises(StudyError, match=f"'{name}' renumbers its cards"):
        release(course)


@pytest.mark.parametrize("kept_by", ["an edition", "git", "packages"])
def test_a_lost_ledger_is_made_up_for_and_its_loss_is_told(course: Path, kept_by: str) -> None:
    first = package(course, "first")
    if kept_by == "an edition":
        release(course)
    if kept_by == "git":
        git(course.parent, "init", "-q")
        committed(course, "first")
    if kept_by != "packages":
        for file in (course.parent / "build/anki").glob("*.apkg"):
            file.unlink()
    (course / "course.lock").unlink()
    told: list[str] = []
    list(build(course, course.parent / "build", ("anki",), way=Way(force=True, say=told.append)))
    [notice] = told
    assert "course.lock was missing: restored from editions, packages and version control" in notice
    with collection() as anki:
        import_into(anki, first)
        assert import_into(anki, course.parent / "build/anki/kinds.apkg") == {"duplicate": 15}


def test_an_item_put_into_the_middle_lands_there(course: Path) -> None:
    """Old build, then new build gives the order of a fresh import."""
    orders = []
    first = package(course, "first")
    edit(
        course / "items/ink/signs.yaml",
        "  - id: term-tilde\n",
        "  - {id: middle, type: question, level: remember, stem: Middle?, answer: Yes, rationale: So, quote: it is}\n"
        "  - id: term-tilde\n",
    )
    second = package(course, "second")
    assert notes_of(second) == notes_of(first) | {"middle"}
    for packages in ([first, second], [second]):
        with collection() as anki:
            for each in packages:
                import_into(anki, each)
            cards = sorted(
                map(anki.get_card, anki.find_cards("deck:*Everything")), key=lambda card: (card.due, card.id)
            )
            orders.append([(card.note()["Id"], card.ord) for card in cards])
    assert orders[0] == orders[1]
    assert [name for name, number in orders[0] if number == 0][:3] == ["term-ampersand", "middle", "term-tilde"]
