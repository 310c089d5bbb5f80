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


@pytest.mark.parametrize(
    "text", ["A. Arica ~C. Callao =D. Both", "A. Arica ~B. Callao =Both", "I. Arica ~II. X =III. Y"]
)
def test_what_is_no_row_of_letters_stays(text: str) -> None:
    fields = item("a.gift", f"Which is deep? {{~{text}}}")
    assert str(fields["distractors"][0]["text"]).startswith(text.partition(" ")[0])  # type: ignore[index, call-overload]
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


@pytest.mark.parametrize(
    ("yes", "no"), [("Richtig", "Falsch"), ("Verdadeiro", "Falso"), ("Да", "Нет."), ("Oui", "Non")]
)
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


OPTIONS = "A) Arica\nB) Callao\nC) Lima\n"


@pytest.mark.parametrize(
    "line", ["ANSWER: B", "Answer: b)", "Correct answer: B. Callao", "**Answer: B**", "## ANSWER: B"]
)
def test_an_answer_is_named_by_its_letter_in_many_ways(line: str) -> None:
    assert item("a.txt", f"Which is deep?\n{OPTIONS}{line}\n")["key"] == "Callao"


@pytest.mark.parametrize("line", ["ANSWER: A, C", "Answer: a and c", "Answer: (A) & (C)"])
def test_several_letters_are_several_right_options(line: str) -> None:
    assert item("a.txt", f"Which are deep?\n{OPTIONS}{line}\n")["keys"] == ["Arica", "Lima"]


def test_a_statement_is_answered_with_true_or_false() -> None:
    found = bank("a.txt", f"Which is deep?\n{OPTIONS}ANSWER: B\n\n2. The bay is deep.\nAnswer: True\n")
    assert found.items[1].fields == {"type": "true-false", "statement": "The bay is deep.", "answer": "true"}


@pytest.mark.parametrize(
    "options",
    [
        "A.Arica\nB.Callao\nC.Lima\n",
        "(A) Arica\n(B) Callao\n(C) Lima\n",
        "A)Arica\nB)Callao\nC)Lima\n",
        "A.\n\nArica\n\nB.\n\nCallao\n\nC.\n\nLima\n\n",
    ],
)
def test_options_are_told_by_their_letters(options: str) -> None:
    fields = item("a.txt", f"Which is deep?\n{options}ANSWER: C\n")
    assert (fields["key"], fields["distractors"]) == ("Lima", [{"text": "Arica"}, {"text": "Callao"}])


def test_an_option_goes_on_in_the_next_line() -> None:
    fields = item("a.txt", "Which holds?\nA) The bay is\ndeep\nB) It is flat\nC) It is\ndry land\nANSWER: A\n")
    assert (fields["key"], fields["distractors"]) == (
        "The bay is deep",
        [{"text": "It is flat"}, {"text": "It is dry land"}],
    )


@pytest.mark.parametrize("apart", ["", "\n"])
def test_options_of_a_question_without_an_answer_do_not_mix_with_the_next(apart: str) -> None:
    found = bank("a.txt", f"Which is deep?\n{OPTIONS}{apart}Which is dry?\nA) Ica\nB) Ilo\nC) Asia\nANSWER: B\n")
    assert [(left.name, left.reason) for left in found.left_out] == [("Which is deep?", "no line says `ANSWER:`")]
    (only,) = found.items
    assert (only.fields["stem"], only.fields["key"]) == ("Which is dry?", "Ilo")


@pytest.mark.parametrize("apart", ["", "\n"])
def test_what_explains_an_answer_is_no_question(apart: str) -> None:
    first = f"Which is deep?\n{OPTIONS}ANSWER: B\n{apart}Explanation: It was dredged\nin 1950.\n\n"
    found = bank("a.txt", f"{first}2. Which is dry?\nA) Ica\nB) Ilo\nC) Asia\nANSWER: A\nExplanation: A desert.\n")
    assert [one.fields.get("rationale") for one in found.items] == ["It was dredged in 1950.", "A desert."]
    assert found.items[1].fields["stem"] == "Which is dry?"


def test_an_explanation_without_an_empty_line_below_swallows_no_question() -> None:
    first = f"Which is deep?\n{OPTIONS}ANSWER: B\nExplanation: Dredged.\n"
    found = bank("a.txt", f"{first}Which is dry?\nA) Ica\nB) Ilo\nC) Asia\nANSWER: A\n")
    assert [one.fields["stem"] for one in found.items] == ["Which is deep?", "Which is dry?"]
    assert found.items[0].fields["rationale"] == "Dredged."


def test_paragraphs_of_a_question_stay_apart_and_a_heading_above_it_is_told() -> None:
    found = bank("a.txt", f"## Ports\n\n1. A bay was dredged.\n\nWhich is deep?\n{OPTIONS}ANSWER: B\n")
    assert found.items[0].fields["stem"] == "A bay was dredged.\n\nWhich is deep?"
    assert found.items[0].left == ("the heading above it: Ports",)


def test_a_question_may_begin_with_the_word_answer() -> None:
    assert item("a.txt", f"Answer this: which is deep?\n{OPTIONS}ANSWER: B\n")["stem"] == "Answer this: which is deep?"
