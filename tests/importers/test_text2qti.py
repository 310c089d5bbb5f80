"""Typed quizzes of text2qti: HTML within their Markdown, code that makes questions, and what looks like GIFT."""

import pytest

from tests.importers.making import bank

QUIZ = """1. Which tag stands for H<sub>2</sub>O, `<b>`, <b>bold</b><br>
   or x<sup>-1</sup>? <!-- Ask Kim. -->
a) `<i>`
*b) <em>None</em>
c) <u>All</u>

```{.python .run}
print("2. What is 2{=+}2?\\n= 4")
```

3. What is this?
   ```c
   if (a<b) { c ~= d; }
   ```
*a) Code <!-- of a kind -->
b) <div>
"""


def test_html_in_markdown_becomes_what_markdown_has_signs_for_and_code_stays() -> None:
    one, other = bank("quiz.txt", QUIZ).items
    assert one.fields["stem"] == "Which tag stands for H~2~O, `<b>`, **bold**\\\nor x^-1^?"
    assert (one.fields["key"], one.changed) == ("*None*", ("its HTML is shown as text",))
    assert one.fields["distractors"] == [{"text": "`<i>`"}, {"text": r"\<u>All\</u>"}]
    assert other.fields["stem"] == "What is this?\n```c\nif (a<b) { c ~= d; }\n```"
    assert (other.fields["key"], other.fields["distractors"]) == ("Code", [{"text": r"\<div>"}])


def test_code_that_makes_questions_is_told_and_part_of_none() -> None:
    [left] = bank("quiz.txt", QUIZ).left_out
    assert (left.where.line, left.words) == (7, "code that makes questions, which is not run here")


def test_a_line_that_breaks_in_a_cell_leaves_its_table_whole() -> None:
    found = bank("a.txt", "1. Which?\n\n    | a<br>b | c |\n    |---|---|\n    | d | e |\n\n*a) x\nb) y\nc) z\n")
    assert found.items[0].fields["stem"] == "Which?\n\n| a b | c |\n|---|---|\n| d | e |"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Which?<br>", "Which?"),
        ("One<br><br>two<br>\n   <br>", "One\\\n\\\ntwo"),
        ("One<br>\n\n   two", "One\n\ntwo"),
        ("One<br>\n   - two<br>\n   - three", "One\n- two\n- three"),
        ("<b>Note: </b>two<i> three </i>four", "**Note:** two *three* four"),
    ],
)
def test_no_signs_of_markup_are_shown(text: str, shown: str) -> None:
    found = bank("a.txt", f"1. {text}\n\n*a) x\nb) y\nc) z\n")
    assert found.items[0].fields["stem"] == shown


@pytest.mark.parametrize(("told", "points"), [("2", "2"), ("2.50", "2.5"), ("1", None), ("0", None), ("1.3", None)])
def test_points_that_no_item_may_have_are_told(told: str, points: str | None) -> None:
    [item] = bank("a.txt", f"Points: {told}\n1. Which?\n*a) x\nb) y\nc) z\n").items
    assert item.fields.get("points") == points
    assert any("points" in what for what in item.left) == (told in {"0", "1.3"})


def test_a_sign_of_a_formula_is_no_html() -> None:
    found = bank("a.txt", "1. Is $a<b$?\n*a) Yes\nb) No\n")
    assert found.items[0].fields["statement"] == r"Is \(a<b\)?"
    assert found.items[0].changed == ()


def test_questions_of_a_group_earn_what_the_group_says() -> None:
    group = "GROUP\npick: 1\npoints per question: 3\n\n1. Which?\na) Red\n*b) Black\nc) White\n\nEND_GROUP\n\n"
    one, other = bank("quiz.txt", f"{group}2. Which?\na) Red\n*b) Black\nc) White\n").items
    assert (one.fields["points"], "points" in other.fields) == ("3", False)


def test_what_is_left_out_is_told_in_its_order() -> None:
    found = bank("quiz.txt", "1. No answers?\n\n```{.python .run}\nx\n```\n\n2. Sea?\n*a) Salt\nb) Sweet\nc) Dry\n")
    assert [one.where.line for one in found.left_out] == [1, 3]
