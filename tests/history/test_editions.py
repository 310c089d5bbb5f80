"""Editions: what `diff` forecasts is what Anki does, and no update harms a student."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from time import sleep
from typing import Any

import pytest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition

from nasec_study import preparation
from nasec_study.foundation.problems import StudyError
from nasec_study.history.ledger import read_ledger
from nasec_study.pipeline import build
from nasec_study.releasing import forecast, release
from nasec_study.targets.anki import note_types
from nasec_study.targets.anki.note_types import NoteType
from tests.conftest import KINDS_COURSE, Run
from tests.reading_back import collection, import_into, package_content
from tests.targets.anki.test_anki import edit, review

ALWAYS = ImportAnkiPackageUpdateCondition.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS
LOG = {"new": "new", "updated": "updated", "untouched": "duplicate", "older": "duplicate", "conflicting": "conflicting"}
NUMERIC = """items:
  - {{id: mine, type: numeric, source: author, stem: "{stem}", value: {value}, rationale: So it is., tags: [ink]}}
"""


def forecast_counts(folder: Path, old: str) -> dict[str, int]:
    """Return the forecast in the words of Anki's import log."""
    counted = Counter(LOG[change.what] for change in forecast(folder, old).notes if change.what != "gone")
    return dict(counted)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    copytree(KINDS_COURSE, tmp_path / "content")
    edit(tmp_path / "content/course.yaml", "Terms & gaps, count: 3", "Terms & gaps, count: 1")
    edit(tmp_path / "content/course.yaml", 'edition: "0.9"', "edition: '1.0' # the one in print")
    return tmp_path / "content"


def package(course: Path, name: str, which: str = "kinds") -> Path:
    """Build the course's package and keep it under a name of its own."""
    list(build(course, course.parent / "build", ("anki",)))
    kept = course.parent / f"{name}.apkg"
    kept.write_bytes((course.parent / f"build/anki/{which}.apkg").read_bytes())
    return kept


def second_edition(course: Path) -> None:
    """Edit the course as a term goes by: a typo, an addition, a retirement, a new id, a move, a new look."""
    signs, names = course / "items/ink/signs.yaml", course / "items/ink/names.yaml"
    edit(signs, "The sign for “and”", "The mark for “and”")
    edit(signs, "- id: cloze-signs\n", '- id: cloze-signs\n    retired: "The text is gone."\n')
    edit(signs, "- id: term-tilde\n", "- id: term-wave\n    formerly: [term-tilde]\n")
    edit(names, "- id: question-names\n", "- id: question-names\n    section: signs\n")
    with names.open("a", encoding="utf-8") as file:
        file.write(
            "  - id: added\n    type: question\n    level: remember\n"
            "    stem: New?\n    answer: Yes.\n    rationale: It is.\n    quote: new it is\n"
        )
    own = course.parent / "templates/anki"
    own.mkdir(parents=True)
    (own / "style.css").write_text(".card { color: darkblue }", "utf-8")


@pytest.mark.parametrize("merge", [False, True])
def test_a_term_of_study_survives_the_second_edition(course: Path, merge: bool) -> None:  # noqa: FBT001 - a parameter
    first = package(course, "first")
    assert release(course)[0].version == "1.0"
    with collection() as anki:
        import_into(anki, first)
        reviewed = {name: review(anki, name) for name in ("term-ampersand", "term-tilde", "question-names")}
        due = {name: anki.get_card(card).due for name, card in reviewed.items()}
        [suspended] = anki.find_cards("Id:numeric-names")
        anki.sched.suspend_cards([suspended])
        own = anki.get_note(anki.find_notes("Id:essay-names")[0])
        own["Answer"] = "the student's own words"
        own.tags.append("mine")
        anki.update_note(own)
        deck_before = anki.get_card(reviewed["question-names"]).did

        second_edition(course)
        forecasts = {change.id: change for change in forecast(course, None).notes}
        second = package(course, "second", "kinds-update")
        assert import_into(anki, second, merge_notetypes=merge) == {"new": 1, "updated": 4, "duplicate": 11}
        assert {name for name, change in forecasts.items() if change.what == "updated"} == {
            "term-ampersand",
            "term-wave",
            "cloze-signs",
            "question-names",
        }
        assert forecasts["term-ampersand"].fields == ("Definition",)
        assert forecasts["term-wave"].formerly == "term-tilde"
        assert forecasts["cloze-signs"].retired
        assert forecasts["question-names"].fields == ("Sources", "tags")

        assert anki.note_count() == 16
        for name, card_id in reviewed.items():
            card = anki.get_card(card_id)
            assert (card.reps, card.due) == (1, due[name])
        assert "The mark for" in anki.get_card(reviewed["term-ampersand"]).note()["Definition"]
        assert anki.get_card(reviewed["term-tilde"]).note()["Id"] == "term-wave"
        assert anki.get_card(reviewed["question-names"]).did == deck_before
        assert anki.get_card(suspended).queue == -1
        kept = anki.get_note(own.id)
        assert kept["Answer"] == "the student's own words"
        assert "mine" in kept.tags
        retired = anki.get_note(anki.find_notes("tag:kinds::retired")[0])
        assert retired["Retired"] == "The text is gone."
        term = anki.models.by_name("KINDS Term")
        assert term
        assert "darkblue" in term["css"]
        assert len([model for model in anki.models.all_names_and_ids() if model.name.startswith("KINDS")]) == 12

        again = package(course, "again", "kinds-update")
        assert again.read_bytes() == second.read_bytes()
        assert import_into(anki, again) == {"duplicate": 16}


def test_a_major_edition_does_what_is_forecast_and_told(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = package(course, "first")
    release(course)
    wider = tuple(
        NoteType(kind.kind, kind.name, {**kind.own_fields, "Example": 90}, kind.cards, kind.cloze)
        if kind.kind == "term"
        else kind
        for kind in note_types.NOTE_TYPES
    )
    monkeypatch.setattr(note_types, "NOTE_TYPES", wider)
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    with pytest.raises(StudyError, match="note type 'term': a field was added"):
        release(course)
    plan, told = release(course, major=True)
    assert plan.version == "2.0"
    assert "**2 notes get their corrections only if you ask for it**" in told
    second = package(course, "second")
    # Merging gives the student's notes the time of the import; Anki leaves out a note of just that second.
    sleep(3.1)
    with collection() as anki:
        import_into(anki, first)
        reviewed = review(anki, "term-ampersand")
        assert import_into(anki, second) == forecast_counts(course, "1.0") == {"conflicting": 2, "duplicate": 13}
        assert anki.get_card(reviewed).reps == 1
    with collection() as anki:
        import_into(anki, first)
        reviewed = review(anki, "term-ampersand")
        # What students are told to do, done.
        assert "check “Merge note types” and set “Update notes” to “Always”" in " ".join(told.split())
        import_into(anki, second, merge_notetypes=True, update_notes=ALWAYS)
        assert anki.get_card(reviewed).reps == 1
        assert "The mark for" in anki.get_card(reviewed).note()["Definition"]
        assert anki.note_count() == 15


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- id: term-tilde", "- id: term-wave", "'term-tilde' was released and is gone"),
        ("    type: true-false\n", "    type: question\n", "changed its kind from true-false to question"),
    ],
)
def test_what_would_harm_a_student_is_refused(course: Path, run: Run, old: str, new: str, expected: str) -> None:
    package(course, "first")
    release(course)
    signs = course / "items/ink/signs.yaml"
    text = signs.read_text("utf-8").replace(old, new)
    if "question" in new:
        text = re.sub(r"    statement:.*\n    answer:.*\n    correction:.*\n", "    stem: So?\n    answer: No.\n", text)
    signs.write_text(text, "utf-8")
    before = {file: file.read_bytes() for file in course.rglob("*") if file.is_file()}
    with pytest.raises(StudyError, match=expected):
        release(course)
    assert {file: file.read_bytes() for file in course.rglob("*") if file.is_file()} == before
    # Whoever only builds hears of it, too.
    told = run("build", "anki").stderr
    assert re.search(rf"^`release` would refuse this: .*{expected}", told, re.MULTILINE)


def test_a_retired_cloze_number_does_not_come_back(course: Path) -> None:
    signs = course / "items/ink/signs.yaml"
    package(course, "first")
    release(course)
    edit(signs, "{{c2::*Cancún*}}", "*Cancún*")
    package(course, "second")
    release(course)
    assert read_ledger(course).entries["item", "cloze-signs"].facts["clozes-gone"] == "2"
    edit(signs, "after *Cancún*", "{{c2::after}} *Cancún*")
    with pytest.raises(StudyError, match="uses the retired cloze number 2 again"):
        release(course)


def test_retired_items_reach_those_who_have_them_and_their_ids_stay_taken(course: Path) -> None:
    signs = course / "items/ink/signs.yaml"
    release(course)
    retired = "- id: term-tilde\n    retired: No longer taught.\n"
    edit(signs, "- id: term-tilde\n", retired)
    told = release(course)[1]
    assert "### Retired (1)" in told
    assert '`tag:kinds::* "Id:re:^(term-tilde)$"`' in told
    # An edition brings it to those who have it; the next one does so no more.
    assert notes_of(package(course, "second", "kinds-update")) == notes_of(package(course, "full")) | {"term-tilde"}
    edit(signs, "A gap may hold", "A gap can hold")
    assert "Retired" not in release(course)[1]
    list(build(course, course.parent / "build", ("anki",)))
    assert not (course.parent / "build/anki/kinds-update.apkg").exists()
    # The item may go now, and its id must not come back for another.
    text = signs.read_text("utf-8")
    start = text.index(retired)
    end = text.index("  - id:", start + 5)
    signs.write_text(text[: start - 2] + text[end:], "utf-8")
    edit(signs, "A gap can hold", "A gap will hold")
    [change] = [change for change in release(course)[0].forecast.notes if change.id == "term-tilde"]
    assert change.what == "gone"
    signs.write_text(text.replace("    retired: No longer taught.\n", ""), "utf-8")
    with pytest.raises(StudyError, match="item id 'term-tilde' was used before and retired"):
        release(course)


def notes_of(package: Path) -> set[str]:
    """Return the ids of the notes in a package."""
    return {note["fields"]["Id"] for note in package_content(package)["notes"]}


def test_release_writes_the_version_and_keeps_the_rest_of_the_settings(course: Path, run: Run) -> None:
    before = (course / "course.yaml").read_text("utf-8")
    assert "this would be edition 1.0" in run("release", "--dry-run", cwd=course.parent).stderr
    assert (course / "course.yaml").read_text("utf-8") == before
    done = run("release", cwd=course.parent)
    assert "The first edition: 15 notes." in done.stdout
    assert (course / "course.yaml").read_text("utf-8") == before.replace("'1.0'", '"1.0"')
    assert (course / "CHANGES.md").read_text("utf-8").startswith("# What changed for you\n\n## Edition 1.0, 20")
    assert "nothing has changed since edition 1.0" in run("release", cwd=course.parent, exit_code=1).stderr
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    run("release", cwd=course.parent)
    assert 'edition: "1.1" # the one in print\n' in (course / "course.yaml").read_text("utf-8")


def test_release_says_what_it_puts_in_the_place_of_a_name_that_is_no_number(course: Path, run: Run) -> None:
    edit(course / "course.yaml", "'1.0' # the one in print", "Fall 2026")
    told = "edition 1.0, in place of 'Fall 2026' in course.yaml: editions are numbered\n"
    assert f"this is {told}" in run("release", cwd=course.parent).stderr
    edit(course / "course.yaml", 'edition: "1.0"', 'edition: "3.0"')
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    assert "edition 1.1, in place of '3.0' in" in run("release", cwd=course.parent).stderr
    edit(course / "items/ink/signs.yaml", "The mark for “and”", "A mark for “and”")
    assert "this is edition 1.2\n" in run("release", cwd=course.parent).stderr


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("before", "after"),
    [("'1.0' # the one in print", '"1.0" # the one in print'), ("1.0", '"1.0"'), ("", ' "1.0"'), (">-\n  1.0", None)],
)
def test_a_release_keeps_line_ends_and_a_byte_order_mark(
    course: Path, mark: str, before: str, after: str | None
) -> None:
    settings = course / "course.yaml"
    text = settings.read_text("utf-8").replace("edition: '1.0' # the one in print", f"edition: {before}".rstrip())
    written = (mark + text).replace("\n", "\r\n").encode()
    settings.write_bytes(written)
    (course / "CHANGES.md").write_bytes(b"# What changed for you\r\n\r\n## Long ago\r\n")
    if after is None:
        with pytest.raises(StudyError, match=r'write `edition: "1.0"` yourself'):
            release(course)
        return
    release(course)
    wanted = written.replace(f"edition: {before}".rstrip().encode(), f"edition: {after}".replace("  ", " ").encode())
    assert settings.read_bytes() == wanted
    told = (course / "CHANGES.md").read_text("utf-8")
    assert told.count("# What changed for you") == 1
    assert told.endswith("\n\n## Long ago\n")


@pytest.mark.parametrize("name", ["CHANGES.md", "course.yaml", "course.lock", "1.0.lock"])
def test_a_release_that_cannot_be_written_can_be_tried_again(
    course: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    replace = Path.replace

    def open_elsewhere(file: Path, place: Path) -> Path:
        if place.name == name:
            raise PermissionError(13, "Permission denied")
        return replace(file, place)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", open_elsewhere)
        with pytest.raises(StudyError, match=f"{re.escape(name)}: cannot be written: Permission denied"):
            release(course)
    assert release(course)[0].version == "1.0"
    assert (course / "CHANGES.md").read_text("utf-8").count("The first edition: 15 notes.") == 1


def test_a_release_that_finds_no_room_changes_nothing(course: Path) -> None:
    (course / "editions").write_text("a file where a folder should be", "utf-8")
    before = {file: file.read_bytes() for file in course.rglob("*") if file.is_file()}
    with pytest.raises(StudyError, match="cannot be written"):
        release(course)
    assert {file: file.read_bytes() for file in course.rglob("*") if file.is_file()} == before


def test_notes_for_students_that_are_no_text_are_said(course: Path) -> None:
    (course / "CHANGES.md").write_bytes("# Änderungen".encode("latin-1"))
    with pytest.raises(StudyError, match="the file cannot be read"):
        release(course)


@pytest.mark.parametrize("head", ["readings: [ink]\n", "title: >-\n  Two\n  lines\n", "# a comment\n"])
def test_release_adds_an_edition_where_there_is_none(course: Path, head: str) -> None:
    settings = course / "course.yaml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("edition")]
    lines = [line for line in lines if line.partition(":")[0] != head.partition(":")[0]]
    settings.write_text(head + "\n".join(lines) + "\n", "utf-8")
    release(course)
    assert settings.read_text("utf-8").endswith('\nedition: "1.0"\n')
    assert preparation.prepare(course).course.settings.edition == "1.0"


def test_a_new_id_alone_corrects_nothing(course: Path) -> None:
    names = ("choice-signs", "multi-signs", "matching-names", "ordering-names")
    release(course)
    for name in names:
        file = course / f"items/ink/{name.partition('-')[2]}.yaml"
        edit(file, f"- id: {name}\n", f"- id: new-{name}\n    formerly: [{name}]\n")
    found = {change.id: change.fields for change in forecast(course, None).notes if change.what == "updated"}
    assert found == {f"new-{name}": ("Id",) for name in names}


def test_a_renamed_item_can_be_released_again_and_again(course: Path) -> None:
    signs = course / "items/ink/signs.yaml"
    release(course)
    edit(signs, "- id: term-tilde\n", "- id: term-wave\n    formerly: [term-tilde]\n")
    release(course)
    edit(signs, "The sign for “and”", "The mark for “and”")
    release(course)
    edit(
        signs,
        "- id: term-wave\n    formerly: [term-tilde]\n",
        "- id: term-curl\n    formerly: [term-tilde, term-wave]\n",
    )
    [change] = [change for change in release(course)[0].forecast.notes if change.id == "term-curl"]
    assert (change.what, change.formerly) == ("updated", "term-wave")


def test_a_lost_ledger_is_made_up_for_by_the_last_edition(course: Path) -> None:
    first = package(course, "first")
    release(course)
    (course / "course.lock").unlink()
    second = package(course, "second")
    with collection() as anki:
        import_into(anki, first)
        assert import_into(anki, second) == {"duplicate": 15}


def test_cards_keep_the_question_that_was_reviewed(course: Path) -> None:
    release(course)
    names = course / "items/ink/names.yaml"
    edit(names, "      - {premise: Peña Nieto", "      - {premise: New, response: First}\n      - {premise: Peña Nieto")
    with pytest.raises(StudyError, match="'matching-names' renumbers its cards"):
        release(course)
    edit(names, "      - {premise: New, response: First}\n", "")
    edit(
        names,
        "    distractors: [{text: Cancún",
        "      - {premise: New, response: Last}\n    distractors: [{text: Cancún",
    )
    assert release(course)[0].version == "1.1"


def test_diff_compares_with_packages_ledgers_editions_and_revisions(course: Path, run: Run) -> None:
    first = package(course, "first")
    release(course)
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    for old in (first, course / "editions/1.0.lock", "1.0"):
        done = run("diff", old, cwd=course.parent)
        assert done.stdout == "updated      term-ampersand  fields: Definition\n"
        assert done.stderr == "14 untouched, 1 updated\n"
    told = json.loads(run("diff", "--format", "json", cwd=course.parent).stdout)
    [updated] = [row for row in told["notes"] if row["fields"]]
    assert (told["decks"], told["designs"], told["kept"]) == ([], [], [])
    assert updated["id"] == "term-ampersand"
    assert "this is nothing to compare with" in run("diff", "nowhere", cwd=course.parent, exit_code=1).stderr
    (course.parent / "junk.apkg").write_text("junk", "utf-8")
    assert "this is no package of ours" in run("diff", "junk.apkg", cwd=course.parent, exit_code=1).stderr


@pytest.mark.parametrize("value", ["42", "43"])
def test_a_package_tells_as_well_as_an_edition_whether_an_answer_was_wrong(course: Path, run: Run, value: str) -> None:
    (course / "items/mine.yaml").write_text(NUMERIC.format(stem="How many?", value="42"), "utf-8")
    first = package(course, "first")
    release(course)
    (course / "items/mine.yaml").write_text(NUMERIC.format(stem="How many are there?", value=value), "utf-8")
    for old in (first, "1.0"):
        told = run("diff", old, cwd=course.parent).stdout
        assert told.startswith("updated      mine ")
        assert ("a different answer is now correct" in told) is (value != "42")


def test_a_clock_that_was_ahead_does_not_stop_updates(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Ahead":
            return cls.fromtimestamp((datetime.now(UTC) + timedelta(days=400)).timestamp(), tz)

    with monkeypatch.context() as patched:
        patched.setattr(preparation, "datetime", Ahead)
        edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
        first = package(course, "first")
    edit(course / "items/ink/signs.yaml", "The mark for “and”", "The glyph for “and”")
    second = package(course, "second")
    with collection() as anki:
        import_into(anki, first)
        assert import_into(anki, second) == {"updated": 1, "duplicate": 14}


def test_the_course_that_ships_is_its_last_edition(run: Run) -> None:
    """A note that changes wants a release: students have the edition that the course says it is."""
    done = run("diff", "--course", "nasec")
    assert done.stdout == ""
    assert re.fullmatch(r"\d+ untouched\n", done.stderr)
