"""Banks as other people and programs write them: each item is what its author meant, or the report says why not."""

import pytest

from nasec_study.importers._bank import Fields
from tests.importers.making import bank


def moodle(*questions: str) -> str:
    return f'<?xml version="1.0"?><quiz>{"".join(questions)}</quiz>'


def question(kind: str, inner: str, text: str = "Which port is deep?") -> str:
    return (
        f'<question type="{kind}"><name><text>Ports</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{inner}</question>'
    )


def answers(*given: tuple[str, str]) -> str:
    return "".join(f'<answer fraction="{share}"><text>{text}</text></answer>' for text, share in given)


def item(name: str, content: str) -> Fields:
    found = bank(name, content)
    assert [left.reason for left in found.left_out] == []
    assert len(found.items) == 1
    return dict(found.items[0].fields)


def test_options_that_bear_letters_lose_them_and_keep_their_order() -> None:
    found = bank("a.gift", "Which is deep? {\n~%0%B) Callao\n~%0%A) Arica\n~%100%C) Both\n}")
    fields = found.items[0].fields
    assert (fields["key"], fields["distractors"]) == ("Both", [{"text": "Arica"}, {"text": "Callao"}])
    assert fields["order"] == ["Arica", "Callao", "Both"]
    assert found.items[0].changed == ("its options bore letters, which are left out; they stay in their order",)


@pytest.mark.parametrize("text", ["A. Arica ~C. Callao =D. Both", "A. Arica ~B. Callao =Both", "I. Arica ~II. X =III. Y"])
def test_what_is_no_row_of_letters_stays(text: str) -> None:
    fields = item("a.gift", f"Which is deep? {{~{text}}}")
    assert str(fields["distractors"][0]["text"]).startswith(text.split()[0])  # type: ignore[index, call-overload]
    assert "order" not in fields


@pytest.mark.parametrize(
    ("last", "keeps"),
    [
        ("Both A and B", True),
        ("A, B and C", True),
        ("a) y b)", True),
        ("Les réponses A et C", True),
        ("C und D", False),
        ("Vitamins D and E", False),
        ("a + b", False),
        ("A ship", False),
    ],
)
def test_options_stay_in_order_where_one_names_others_by_letters(last: str, keeps: bool) -> None:  # noqa: FBT001 - a case
    fields = item("a.txt", f"Which is deep?\nA. Arica\nB. Callao\nC. Piura\nD. {last}\nANSWER: D\n")
    assert fields.get("order") == (["Arica", "Callao", "Piura", last] if keeps else None)


@pytest.mark.parametrize(("yes", "no"), [("Richtig", "Falsch"), ("Verdadeiro", "Falso"), ("Да", "Нет."), ("Oui", "Non")])
def test_two_words_for_true_and_false_are_a_statement(yes: str, no: str) -> None:
    assert item("a.gift", f"The bay is deep. {{={yes} ~{no}}}")["answer"] == "true"
    assert item("a.gift", f"The bay is deep. {{~{yes} ={no}}}")["type"] == "true-false"


@pytest.mark.parametrize("single", ["False", "0", ""])
def test_several_options_are_right_however_single_is_written(single: str) -> None:
    inner = f"<single>{single}</single>" + answers(("Arica", "50"), ("Callao", "50"), ("Piura", "0"), ("Lima", "0"))
    assert item("a.xml", moodle(question("multichoice", inner)))["keys"] == ["Arica", "Callao"]


def test_options_are_not_shuffled_however_that_is_written() -> None:
    inner = "<shuffleanswers>False</shuffleanswers>" + answers(("Lima", "0"), ("Arica", "100"), ("Callao", "0"))
    assert item("a.xml", moodle(question("multichoice", inner)))["order"] == ["Lima", "Arica", "Callao"]


def test_kinds_that_are_others_by_another_name_come_over() -> None:
    several = item("a.xml", moodle(question("oumultiresponse", answers(("a1", "100"), ("b1", "100"), ("c1", "0")))))
    assert several["keys"] == ["a1", "b1"]
    pairs = "".join(
        f"<subquestion><text>{one}</text><answer><text><![CDATA[<p>{other}</p>]]></text></answer></subquestion>"
        for one, other in (("Arica", "deep"), ("Piura", "none"))
    )
    matched = item("a.xml", moodle(question("ddmatch", pairs)))
    assert matched["pairs"] == [{"premise": "Arica", "response": "deep"}, {"premise": "Piura", "response": "none"}]


def test_the_first_answer_of_an_old_statement_is_true_whatever_its_word() -> None:
    inner = answers(("Verdadero", "0"), ("Falso", "100"))
    assert item("a.xml", moodle(question("truefalse", inner)))["answer"] == "false"


def test_what_is_said_of_any_answer_is_told_once() -> None:
    said = "<correctfeedback><text>Die Antwort ist richtig.</text></correctfeedback>"
    inner = said + answers(("Arica", "100"), ("Callao", "0"), ("Piura", "0"))
    found = bank("a.xml", moodle(*[question("multichoice", inner)] * 3))
    assert [one.left for one in found.items] == [("what is said of any answer: Die Antwort ist richtig.",), (), ()]


def test_a_text_without_embedded_answers_is_named_so() -> None:
    (left,) = bank("a.xml", moodle(question("cloze", "", "The bay is deep."))).left_out
    assert left.reason == "its text has no embedded answer"
