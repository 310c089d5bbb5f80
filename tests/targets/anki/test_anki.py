"""Packages in the real Anki: what a student gets, and what an update does."""

import re
from html import unescape
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.pipeline import build
from nasec_study.targets.anki.descriptions import NEW_A_DAY
from tests.conftest import COURSES, KINDS_COURSE, REPOSITORY
from tests.reading_back import collection, import_into, package_content

AGAIN, GOOD = 0, 2  # of Anki's answers
SPANISH = REPOSITORY / "tests/courses/spanish/content"


def packages(course: Path, folder: Path) -> dict[str, Path]:
    copytree(course, folder / "content")
    list(build(folder / "content", folder / "build", ("anki",)))
    return {path.stem: path for path in sorted((folder / "build/anki").glob("*.apkg"))}


@pytest.mark.parametrize("name", COURSES)
def test_every_card_of_a_course_is_sound(name: str, builds: dict[str, Path]) -> None:
    found = sorted((builds[name] / "anki").glob("*.apkg"))
    assert found
    for package in found:
        content = package_content(package)
        with collection() as anki:
            assert import_into(anki, package) == {"new": len(content["notes"])}
            assert anki.card_count() == sum(note["cards"] for note in content["notes"])
            assert import_into(anki, package) == {"duplicate": len(content["notes"])}
            assert anki.note_count() == len(content["notes"])
            for card_id in anki.find_cards(""):
                output = anki.get_card(card_id).render_output()
                question, answer = visible(output.question_text), visible(output.answer_text)
                assert question
                assert answer != question
                assert "{{" not in question.replace("{{Back}}", "").replace("{{c1::gap}}", "")
                assert "http" not in output.css + output.question_text
            assert anki.get_empty_cards().report == ""
            missing = anki.media.check()
            assert list(missing.missing) == []
            assert list(missing.unused) == []
            message, fine = anki.fix_integrity()
            assert fine, message


def visible(html: str) -> str:
    """Return the words of a card without tags, script and style."""
    html = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_new_cards_come_in_the_order_of_the_course(tmp_path: Path) -> None:
    package = packages(KINDS_COURSE, tmp_path)["everything"]
    with collection() as anki:
        import_into(anki, package)
        by_due = sorted((anki.get_card(card) for card in anki.find_cards("")), key=lambda card: (card.due, card.ord))
        ids = list(dict.fromkeys(card.note()["Id"] for card in by_due))
    assert ids[:3] == ["term-ampersand", "term-tilde", "cloze-signs"]
    assert ids[-4:] == ["essay-names", "picture-names", "how-many-signs", "one-name"]


def test_an_update_changes_only_what_was_edited_and_keeps_reviews(tmp_path: Path) -> None:
    package = packages(KINDS_COURSE, tmp_path)["everything"]
    with collection() as anki:
        import_into(anki, package)
        reviewed = review(anki, "term-ampersand")
        own = anki.get_note(anki.find_notes("Id:question-names")[0])
        own["Answer"] = "the student's own words"
        anki.update_note(own)

        edit(tmp_path / "content/items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
        list(build(tmp_path / "content", tmp_path / "build", ("anki",)))
        assert import_into(anki, package) == {"updated": 1, "duplicate": 14}

        card = anki.get_card(reviewed)
        assert "The mark for" in card.note()["Definition"]
        assert card.reps == 1
        assert anki.get_note(own.id)["Answer"] == "the student's own words"


def review(anki: Any, item_id: str, rating: int = GOOD) -> Any:
    """Answer the first card of an item once; return the card's id."""
    card = anki.get_card(anki.find_cards(f"Id:{item_id}")[0])
    card.start_timer()
    states = anki._backend.get_scheduling_states(card.id)  # noqa: SLF001 - the scheduler's way for a chosen card
    anki.sched.answer_card(anki.sched.build_answer(card=card, states=states, rating=rating))
    return card.id


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_corrected_typo_in_a_template_updates_no_note(tmp_path: Path) -> None:
    package = packages(KINDS_COURSE, tmp_path)["everything"]
    with collection() as anki:
        import_into(anki, package)
        own = tmp_path / "templates/anki/style.css"
        own.parent.mkdir(parents=True)
        own.write_text(".card { color: black }", "utf-8")
        list(build(tmp_path / "content", tmp_path / "build", ("anki",)))
        assert import_into(anki, package) == {"duplicate": 15}
        term = anki.models.by_name("KINDS Term")
        assert term
        assert term["css"] == ".card { color: black }"


def test_fields_and_cards_carry_ids(tmp_path: Path) -> None:
    types = package_content(packages(KINDS_COURSE, tmp_path)["everything"])["types"]
    ours = [note_type for note_type in types.values() if note_type["name"].startswith("KINDS")]
    assert len(ours) == 12
    for note_type in ours:
        for parts in (note_type["flds"], note_type["tmpls"]):
            ids = [part["id"] for part in parts]
            assert all(ids)
            assert len(set(ids)) == len(ids)


# How often the course's one formula is shown: in a stem, among options, answers and reasons.
FORMULAS = 4


def test_nothing_that_anki_would_act_on_comes_from_a_text(tmp_path: Path) -> None:
    notes = package_content(packages(KINDS_COURSE, tmp_path)["everything"])["notes"]
    everything = "".join(text for note in notes for text in note["fields"].values())
    assert everything.count(r"\(x&lt;y\)") == FORMULAS
    everything = everything.replace(r"\(x&lt;y\)", "")
    assert "no.mp3" in everything
    for syntax in ("[sound:", "[latex]", "\\("):
        assert syntax not in everything


def test_names_of_decks_and_readings_hold_nothing_that_anki_would_act_on(tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "kinds")
    edit(tmp_path / "kinds/course.yaml", "title: Kinds & <characters>", "title: '\"Ink\" and {{thing}}'")
    edit(tmp_path / "kinds/readings/ink.yaml", "cite: Chrétien & Díez", "cite: '{{Chrétien}} & <Díez>'")
    package = packages(tmp_path / "kinds", tmp_path / "built")["everything"]
    with collection() as anki:
        import_into(anki, package)
        assert "'Ink' and {{thing}}::Everything" in [deck.name for deck in anki.decks.all_names_and_ids()]
        output = anki.get_card(anki.find_cards("Id:question-names")[0]).render_output()
        assert "{{Chrétien}} & <Díez>" in unescape(visible(output.answer_text))


def test_a_text_asks_for_nothing_to_be_typed(tmp_path: Path) -> None:
    """Anki's reviewers put a field wherever a side of a card holds these signs."""
    copytree(KINDS_COURSE, tmp_path / "content")
    edit(tmp_path / "content/items/ink/signs.yaml", "The sign for “and”", "The sign [[type:Term]] for “and”")
    list(build(tmp_path / "content", tmp_path / "build", ("anki",)))
    with collection() as anki:
        import_into(anki, tmp_path / "build/anki/everything.apkg")
        answer = anki.get_card(anki.find_cards("Id:term-ampersand")[0]).answer()
    assert "[type:Term]]" in answer
    assert "[[type:" not in answer


def test_a_stale_ledger_is_refused_when_locked(tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    list(build(tmp_path / "content", tmp_path / "build", ("anki",), locked=True))
    edit(tmp_path / "content/items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    with pytest.raises(StudyError, match="the ledger is outdated: item term-ampersand: changed"):
        list(build(tmp_path / "content", tmp_path / "build", ("anki",), locked=True))


def test_labelled_pictures_are_anki_s_own_image_occlusion(tmp_path: Path) -> None:
    package = packages(KINDS_COURSE, tmp_path)["everything"]
    with collection() as anki:
        import_into(anki, package)
        [note_id] = anki.find_notes("Id:picture-names")
        note = anki.get_note(note_id)
        note_type = anki.models.by_name("KINDS Image Occlusion")
        assert note_type
        assert note_type["originalStockKind"] == 6
        assert len(note.cards()) == 2
        shown = anki.get_image_occlusion_note(note_id).note
        assert len(shown.occlusions) == 2
        assert shown.image_data.startswith(b"<svg")
        assert shown.header == "Which sign &amp; name stands where?"
        for occlusion in shown.occlusions:
            [shape] = occlusion.shapes
            places = {part.name: float(part.value) for part in shape.properties}
            assert 0 < places["left"] < places["left"] + places["width"] < 1
            assert 0 < places["top"] < places["top"] + places["height"] < 1


def test_questions_are_read_aloud_where_the_course_says_so(tmp_path: Path) -> None:
    silent = packages(KINDS_COURSE, tmp_path / "silent")["everything"]
    speaking = tmp_path / "speaking"
    copytree(KINDS_COURSE, speaking / "content")
    edit(speaking / "content/course.yaml", "code: KINDS\n", "code: KINDS\nspeech: true\n")
    list(build(speaking / "content", speaking / "build", ("anki",)))
    for package, spoken in ((silent, False), (speaking / "build/anki/everything.apkg", True)):
        with collection() as anki:
            import_into(anki, package)
            output = anki.get_card(anki.find_cards("Id:question-names")[0]).render_output()
            assert bool(output.question_av_tags) is spoken
            assert "tts" not in visible(output.question_text)


def test_a_deck_says_what_it_covers_and_how_to_update_it(tmp_path: Path) -> None:
    decks = package_content(packages(KINDS_COURSE, tmp_path)["everything"])["decks"]
    [text] = [deck["desc"] for deck in decks.values() if deck["name"] == "Kinds & <characters>::Everything"]
    assert "edition 0.9: 15 notes" in text
    assert "your reviews stay" in text
    assert "Chrétien &amp; Díez" in text


def test_no_empty_line_parts_what_is_said_of_a_deck(tmp_path: Path) -> None:
    """Anki's overview keeps the ends of lines, beside the room that it leaves between paragraphs."""
    decks = package_content(packages(KINDS_COURSE, tmp_path)["kinds"])["decks"].values()
    texts = [deck["desc"] for deck in decks]
    assert max(text.count("<p>") for text in texts) == 4
    assert [text for text in texts if "\n" in text] == []


def test_the_deck_of_the_course_names_searches_that_find_something(tmp_path: Path) -> None:
    package = packages(SPANISH, tmp_path / "spanish")["esp1"]
    decks = package_content(package)["decks"]
    [text] = [deck["desc"] for deck in decks.values() if deck["name"] == "Español 1"]
    searches = re.findall(r"tag:[\w:-]+\w", text)
    assert searches == ["tag:esp1::section", "tag:esp1::kind::term"]
    with collection() as anki:
        import_into(anki, package)
        assert all(anki.find_notes(search) for search in (f"{searches[0]}::*", searches[1]))
    # No tag tells what is on a worksheet.
    assert "hoja" not in text
    # Without readings there are no sections to search for.
    bare = "title: Words\ncode: WORDS\nreadings: none\ndecks: [{id: a, name: A}, {id: b, name: B}]\n"
    (tmp_path / "bare/items").mkdir(parents=True)
    (tmp_path / "bare/course.yaml").write_text(bare, "utf-8")
    item = "items: [{id: one, type: term, term: deck, definition: Cards that are studied together}]\n"
    (tmp_path / "bare/items/first.yaml").write_text(item, "utf-8")
    decks = package_content(packages(tmp_path / "bare", tmp_path / "words")["words"])["decks"]
    [text] = [deck["desc"] for deck in decks.values() if deck["name"] == "Words"]
    assert "section" not in text


def test_a_page_tells_students_in_how_many_days_they_see_all(tmp_path: Path) -> None:
    copytree(REPOSITORY / "tests/courses/python/content", tmp_path / "content")
    pages = tmp_path / "build/anki"
    list(build(tmp_path / "content", tmp_path / "build", ("anki",)))
    with collection() as anki:
        import_into(anki, pages / "python.apkg")
        assert 0 < anki.card_count() <= NEW_A_DAY
    assert "seen all of them after 1 day; the" in (pages / "for-students.html").read_text("utf-8")


@pytest.mark.parametrize(("course", "package"), [(KINDS_COURSE, "kinds.apkg"), (SPANISH, "esp1.apkg")])
def test_a_page_tells_students_how_to_study_update_and_search(course: Path, package: str, tmp_path: Path) -> None:
    copytree(course, tmp_path / "content")
    list(build(tmp_path / "content", tmp_path / "build", ("anki",)))
    page = (tmp_path / "build/anki/for-students.html").read_text("utf-8")
    searches = [re.sub(r"</?span>", "", code) for code in re.findall(r"<code>(.+?)</code>", page)]
    assert len(searches) == len(set(searches)) >= 8
    with collection() as anki:
        import_into(anki, tmp_path / "build/anki" / package)
        found = {search: len(anki.find_notes(search)) for search in searches}
    [retired] = [search for search in searches if search.endswith("::retired")]
    assert found.pop(retired) == 0
    assert all(found.values()), found
    assert package in page


def test_cards_of_one_note_are_new_on_different_days(builds: dict[str, Path]) -> None:
    with collection() as anki:
        import_into(anki, builds["nasec"] / "anki/nasec.apkg")
        new = sorted((anki.get_card(card) for card in anki.find_cards("is:new")), key=lambda card: (card.due, card.ord))
        days = [[card.nid for card in new[day : day + NEW_A_DAY]] for day in range(0, 240, NEW_A_DAY)]
    together = sum(len(day) - len(set(day)) for day in days)
    assert together <= 240 // 20


def test_the_reading_is_not_named_above_a_question_that_it_answers(tmp_path: Path) -> None:
    shown = {
        note["fields"]["Id"]: note["fields"].get("Reading")
        for note in package_content(packages(KINDS_COURSE, tmp_path)["kinds"])["notes"]
    }
    hidden = {name for name, reading in shown.items() if not reading}
    # The reading is by Chrétien & Díez: they are asked for, or stand among what is matched.
    assert {"cloze-signs", "multi-signs", "matching-names"} <= hidden
    assert shown["choice-signs"] == "ink"
