"""The categories, quizzes and decks by which a bank divides its questions: they become tags."""

from pathlib import Path

import pytest
from anki.collection import Collection
from anki.decks import DeckId
from anki.import_export_pb2 import ExportAnkiPackageOptions, ExportLimit

from nasec_study.importers.reading import read_bank
from tests.importers.making import archived, bank

MOODLE = """<quiz>
<question type="category"><category><text>$course$/top/Default for Logic/{0}</text></category></question>
<question type="truefalse"><name><text>One</text></name><questiontext><text>A is A.</text></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
<question type="category"><category><text>$course$/top/Default for Logic/{1}</text></category></question>
<question type="truefalse"><name><text>Two</text></name><questiontext><text>B is B.</text></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>
<tags><tag><text>easy</text></tag></tags></question></quiz>"""
GIFT = "$CATEGORY: $course$/top/Logic/{0}\n\n::One:: A is A.{{T}}\n\n$CATEGORY: top/Logic/{1}\n\n::Two:: B is B.{{T}}\n"
ANKI = "#separator:tab\n#deck column:3\nA?\tAnt\tLogic::{0}\nB?\tBee\tLogic::{1}\n"
CANVAS = """<questestinterop><assessment title="{0}"><section ident="root_section"><item ident="i{1}" title="Q{1}">
<presentation><material><mattext>Is {1} even?</mattext></material><response_lid ident="r"><render_choice>
<response_label ident="1"><material><mattext>True</mattext></material></response_label>
<response_label ident="2"><material><mattext>False</mattext></material></response_label>
</render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>
<varequal respident="r">1</varequal></conditionvar><setvar action="Set" varname="SCORE">100</setvar></respcondition>
</resprocessing></item></section></assessment></questestinterop>"""


def tags(name: str, content: str | bytes) -> list[object]:
    return [item.fields.get("tags", []) for item in bank(name, content).items]


def test_the_categories_of_a_bank_are_tags() -> None:
    assert tags("x.xml", MOODLE.format("Week 1 - Signs", "Week 2/Rules")) == [
        ["week-1-signs"],
        ["easy", "week-2", "rules"],
    ]
    assert tags("x.gift", GIFT.format("Week 1", "And//or")) == [["week-1"], ["and-or"]]
    assert tags("x.txt", ANKI.format("Week 1", "Week 2")) == [["week-1"], ["week-2"]]


def test_what_all_questions_are_in_is_no_tag() -> None:
    assert tags("x.xml", MOODLE.format("Week 1", "Week 1")) == [[], ["easy"]]
    assert tags("x.xml", MOODLE.format("Week 1", "Week 1/Rules")) == [[], ["easy", "rules"]]
    assert tags("x.gift", GIFT.format("Week 1", "Week 1")) == [[], []]
    assert tags("x.txt", ANKI.format("Week 1", "Week 1")) == [[], []]


def test_the_quizzes_of_an_export_are_tags() -> None:
    quizzes = {f"q{number}/q.xml": CANVAS.format(f"Quiz {number}", number) for number in (1, 2)}
    assert tags("export.zip", archived(quizzes)) == [["quiz-1"], ["quiz-2"]]
    assert tags("export.zip", archived({"q1/q.xml": quizzes["q1/q.xml"]})) == [[]]


def test_what_an_item_says_of_its_bank_is_no_name_of_a_quiz() -> None:
    field = "<fieldlabel>bank_title</fieldlabel><fieldentry>Old {0}</fieldentry>"
    said = f"<itemmetadata><qtimetadata><qtimetadatafield>{field}</qtimetadatafield></qtimetadata></itemmetadata>"
    quizzes = {
        f"q{number}/q.xml": CANVAS.format("", number).replace("<presentation>", f"{said.format(number)}<presentation>")
        for number in (1, 2)
    }
    assert tags("export.zip", archived(quizzes)) == [[], []]


def test_a_course_of_canvas_holds_each_quiz_once() -> None:
    quizzes = {f"non_cc_assessments/q{number}.xml.qti": CANVAS.format(f"Quiz {number}", number) for number in (1, 2)}
    again = {"q1/assessment_qti.xml": CANVAS.format("Quiz 1", 1), "q3/assessment_qti.xml": CANVAS.format("Quiz 3", 3)}
    assert tags("export.imscc", archived(quizzes | again)) == [["quiz-1"], ["quiz-2"], ["quiz-3"]]


@pytest.mark.parametrize("legacy", [True, False])
def test_the_decks_of_a_package_are_tags(legacy: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case each
    collection = Collection(str(tmp_path / "collection.anki2"))
    model = collection.models.by_name("Basic")
    assert model
    for unit, front in (("Unit 1", "uno"), ("Unit 2", "dos")):
        note = collection.new_note(model)
        note.fields[:] = [front, "number"]
        deck = collection.decks.id(f"Spanish::{unit}")
        assert deck
        collection.add_note(note, deck)
    collection.export_anki_package(
        out_path=str(tmp_path / "x.apkg"), options=ExportAnkiPackageOptions(legacy=legacy), limit=ExportLimit()
    )
    collection.close()
    found = read_bank(tmp_path / "x.apkg", "x.apkg")
    assert [item.fields["tags"] for item in found.items] == [["unit-1"], ["unit-2"]]


def test_a_filtered_deck_is_no_tag_but_the_deck_that_its_cards_came_from(tmp_path: Path) -> None:
    collection = Collection(str(tmp_path / "collection.anki2"))
    model = collection.models.by_name("Basic")
    assert model
    for unit, front in (("Unit 1", "uno"), ("Unit 2", "dos")):
        note = collection.new_note(model)
        note.fields[:] = [front, "number"]
        deck = collection.decks.id(f"Spanish::{unit}")
        assert deck
        collection.add_note(note, deck)
    filtered = collection.sched.get_or_create_filtered_deck(DeckId(0))
    filtered.name = "Cram"
    filtered.config.search_terms[0].search = "uno"
    collection.sched.add_or_update_filtered_deck(filtered)
    assert collection.find_cards("deck:Cram")
    collection.export_collection_package(str(tmp_path / "x.colpkg"), include_media=False, legacy=False)
    found = read_bank(tmp_path / "x.colpkg", "x.colpkg")
    assert sorted(str(item.fields["tags"]) for item in found.items) == ["['unit-1']", "['unit-2']"]
