"""Tables: what names their columns, and those that are none of items."""

import pytest

from nasec_study.foundation.problems import StudyError
from tests.importers.making import bank

QUESTION = "question,option A,option B,option C,correct\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("What is 2+2?,4,3,5\nCapital of France?,Paris,Lyon,Nice\n", "does not name its columns"),
        ("NewQuestion,MC,\nQuestionText,Which?,\nOption,100,This\n", "as Brightspace imports it"),
    ],
)
def test_a_table_that_is_none_of_terms_is_refused_with_what_to_do(content: str, why: str) -> None:
    with pytest.raises(StudyError, match=why):
        bank("quiz.csv", content)


def test_a_title_may_stand_above_the_heads_and_no_pair_of_words() -> None:
    titled = bank("words.csv", "My words\n,\nterm,definition\nla casa,the house\n")
    assert [item.fields["term"] for item in titled.items] == ["la casa"]
    assert [left.name for left in titled.left_out] == ["My words"]
    bare = bank("words.csv", "la casa,the house\nterm,definition\n")
    assert [item.fields["term"] for item in bare.items] == ["la casa", "term"]
    assert not bare.left_out


def test_an_apostrophe_that_guards_a_cell_from_a_spreadsheet_is_none_of_its_text() -> None:
    found = bank("words.csv", "term,definition\n'=SUM,adds\n'-ism,a belief\n'tis,it is\n")
    assert [item.fields["term"] for item in found.items] == ["=SUM", "-ism", "'tis"]


def test_a_comma_too_many_is_told_of_its_row_and_the_others_come_over() -> None:
    found = bank("words.csv", "la casa,the house\nel perro,the dog\nel gato,the cat,, soft\n")
    assert [item.fields["term"] for item in found.items] == ["la casa", "el perro", "el gato"]
    assert [item.left for item in found.items] == [(), (), ("columns whose head is unknown: soft",)]


@pytest.mark.parametrize(
    ("row", "key"), [("4,3,5,C", "5"), ("4,3,5,2", "3"), ("4,,5,C", "5"), ("4,3,5,3", "3"), ("4,3,5,five", "")]
)
def test_the_right_option_is_named_by_its_text_or_by_the_place_of_its_column(row: str, key: str) -> None:
    found = bank("quiz.csv", f"{QUESTION}How many?,{row}\n")
    assert [item.fields["key"] for item in found.items] == ([key] if key else [])


def test_letters_of_options_in_columns_that_nobody_knows_are_no_answers() -> None:
    [left] = bank("quiz.csv", "question,this,that,correct\nHow many?,4,3,B\n").left_out
    assert left.reason == "its answer is 'B', and no column is an option: call them option A, option B, …"
    [item] = bank("quiz.csv", "question,Opt. A,Opt. B,correct\nHow many?,4,3,B\n").items
    assert item.fields["key"] == "3"
    [item] = bank("quiz.csv", "question,option A,option B,correct\nIs it so?,True,False,F\n").items
    assert (item.fields["type"], item.fields["answer"]) == ("true-false", "false")


def test_what_is_no_level_difficulty_or_number_of_points_is_told() -> None:
    content = "question;answer;level;difficulty;points\nA?;a;apply;hard;1,5\nB?;b;high;4;1,3\n"
    one, other = bank("quiz.csv", content).items
    assert {key: one.fields[key] for key in ("level", "difficulty", "points")} == {
        "level": "apply",
        "difficulty": "hard",
        "points": "1.5",
    }
    assert (one.left, other.fields) == ((), {"type": "question", "stem": "B?", "answer": "b"})
    assert other.left == (
        "its level 'high', which is none of remember, understand, apply, analyze, evaluate, create",
        "its difficulty '4', which is none of easy, medium, hard",
        "its 1.3 points, since an item has whole or half ones",
    )


def test_a_table_in_another_encoding_is_refused_with_what_to_do_in_a_spreadsheet() -> None:
    with pytest.raises(StudyError, match="no UTF-8 text") as refused:
        bank("words.csv", "term;definition\nel muro;the wall – “wall”\n".encode("cp1252"))
    assert refused.value.problems[0].hint == "save it as UTF-8, which spreadsheets call CSV UTF-8, or as .xlsx"


def test_a_figure_that_is_both_a_text_and_a_place_is_told() -> None:
    [item] = bank("quiz.csv", f"{QUESTION}How many?,2,4,1,2\n").items
    assert (item.fields["key"], item.changed) == ("2", ("'2' is taken for the text of an option, not for its place",))


def test_answers_that_differ_in_what_nobody_need_type_are_one() -> None:
    [item] = bank("quiz.csv", "question,answer\nWhat beats?,cœur | coeur | Cœur | heart\n").items
    assert (item.fields["answer"], item.fields["accept"]) == ("cœur", ["heart"])


def test_numbers_of_rows_say_nothing_and_other_columns_are_told() -> None:
    content = "No,Number,Term,Definition,Year\n1,plural,los perros,the dogs,1990\n2,3,el gato,the cat,\n"
    assert [item.left for item in bank("words.csv", content).items] == [
        ("columns whose head is unknown: Number: plural; Year: 1990",),
        (),
    ]


def test_a_text_of_tabs_is_refused_with_the_name_under_which_it_is_a_table() -> None:
    words = "la casa\tthe house\nel perro\tthe dog\n"
    with pytest.raises(StudyError, match=r"give it a name in \.tsv"):
        bank("quizlet.txt", words)
    assert len(bank("quizlet.tsv", words).items) == 2


def test_how_words_are_read_is_told_where_it_does_not_come_along() -> None:
    [item] = bank("words.csv", "term,definition,reading\n学校,school,がっこう\n").items
    assert item.left == ("columns whose head is unknown: reading: がっこう",)
    [item] = bank("words.csv", "学校,school,がっこう n5\n").items
    assert (item.fields["tags"], item.left) == (["n5"], ("tags without Latin letters or digits: がっこう",))
