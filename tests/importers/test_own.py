"""What exports and decks of our own say of an item."""

import pytest

from nasec_study.foundation.problems import Where
from nasec_study.importers.anki.notes import AnkiNote, note_items
from nasec_study.importers.anki.own_notes import own_tags
from nasec_study.importers.shared.bank import Fields, Shelf
from nasec_study.importers.shared.own import restored, told_by_tags
from nasec_study.importers.shared.texts import Texts
from tests.importers.making import bank


def test_tags_say_kind_level_importance_and_difficulty_and_the_rest_stay_tags() -> None:
    tags = ["kind:multi", "level:apply", "importance:core", "difficulty:hard", "reading:r", "topic:Old Oaks", "x:y"]
    assert told_by_tags(tags) == (
        "multi",
        {"level": "apply", "importance": "core", "difficulty": "hard", "tags": ["old-oaks", "x-y"]},
    )


def test_what_a_tag_says_that_is_so_anyway_is_not_written() -> None:
    assert told_by_tags(["kind:question", "level:remember", "importance:expected", "reading:r"]) == (
        "question",
        {"level": "remember"},
    )


def test_a_tag_of_others_that_is_our_word_for_a_kind_or_a_level_is_a_tag() -> None:
    tags = "<tags><tag><text>term</text></tag><tag><text>Create</text></tag></tags>"
    asked = "<name><text>Seas</text></name><questiontext><text>Which sea is cold?</text></questiontext>"
    answer = '<answer fraction="100"><text>Kara</text></answer>'
    said = "<generalfeedback><text><![CDATA[It freezes.<p><i>Seldom whole.</i></p>]]></text></generalfeedback>"
    xml = f'<quiz><question type="shortanswer">{asked}{answer}{said}{tags}</question></quiz>'
    [item] = bank("quiz.xml", xml).items
    assert item.fields == {
        "type": "question",
        "stem": "Which sea is cold?",
        "answer": "Kara",
        "typed": "true",
        "rationale": "It freezes.\n\n*Seldom whole.*",
        "tags": ["term", "create"],
    }


def test_the_tag_of_a_retired_note_of_ours_is_none_of_the_item() -> None:
    assert own_tags(["ink::kind::term", "ink::retired", "mine", "for::exam"]) == {"tags": ["mine", "for-exam"]}


BROKEN = {
    "no reason behind its option": {"Stem": "a", "Answers": "<ol><li>x</li></ol>", "Reasons": ""},
    "no definition in its list": {"Stem": "a", "Pairs": "<dl><dt>x</dt></dl>", "Responses": "<ul></ul>"},
    "no list of responses": {"Stem": "a", "Pairs": "", "Responses": ""},
    "other answers that are none": {
        "Stem": "a",
        "Answer": "b",
        "Typed": '<span data-rule="true" data-accept="[x">b</span>',
    },
}


@pytest.mark.parametrize("fields", BROKEN.values(), ids=BROKEN.keys())
def test_a_note_of_ours_that_others_have_changed_is_left_out_with_the_reason(fields: dict[str, str]) -> None:
    note = {"Stimulus": "", "Sources": "", "Retired": "", "Id": "one", **fields}
    note |= {"Spoken question": "", "Spoken answer": ""}
    shelf = Shelf()
    assert list(note_items(AnkiNote("guid", "Kind", note, ()), Texts(shelf, Where("deck.apkg", 1, 1)))) == []
    assert [one.words for one in shelf.left_out] == ["its fields are not as this program writes them"]


def test_a_typed_answer_has_its_markup_from_the_feedback() -> None:
    told = restored({"type": "question", "stem": "Which?", "answer": "{{", "rationale": "`{{`\n\nThey are doubled."})
    assert told == {"type": "question", "stem": "Which?", "answer": "`{{`", "rationale": "They are doubled."}


@pytest.mark.parametrize(
    ("feedback", "rationale"),
    [
        ("It *rose*.\n\n*Díez 1900, Signs*", "It *rose*."),
        ("*Rose* is it.\n\nIt rose.\n\n*Díez 1900*", "*Rose* is it.\n\nIt rose."),
        ("It rose.\n\n**It did.**", "It rose.\n\n**It did.**"),
        ("*Díez 1900, Signs*", None),
    ],
)
def test_the_citation_below_a_rationale_is_no_part_of_it(feedback: str, rationale: str | None) -> None:
    fields: Fields = {
        "type": "choice",
        "stem": "It?",
        "key": "rose",
        "distractors": [{"text": "fell"}, {"text": "sank"}],
    }
    assert restored({**fields, "rationale": feedback}).get("rationale") == rationale
