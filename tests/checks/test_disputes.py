"""Items on what readings dispute: whose claim it is, and which dispute it is."""

import re
from pathlib import Path

import pytest

from nasec_study.checks.disputes import attribution, unasked, unnamed
from nasec_study.course.model import Course
from nasec_study.course.parse import read_course

OUTLINE = "outline: [{id: s, heading: S}]\n"
FILES = {
    "course.yaml": "title: T\ncode: TT\nreadings: [r, other]\n",
    "readings/r.yaml": f"id: r\nlabel: R\ncite: Pliny 1.2\nvoices: [Ovid]\nfile: r.txt\n{OUTLINE}",
    "readings/other.yaml": f"id: other\nlabel: O\ncite: Strabo\nfile: o.txt\n{OUTLINE}",
    "disputes.yaml": """disputes:
  - id: oak
    kind: KIND
    question: Who planted it?
    claims: [{says: Ovid did, citation: {reading: r, section: s, quote: so}}]
    markers: [the oak, Éris]
""",
    "items/i.yaml": """reading: READING
section: s
items:
  - id: i
    type: question
    level: remember
    stem: STEM
    answer: ANSWER
    quote: so
MORE""",
}


def course_of(
    folder: Path, stem: str, answer: str = "She", more: str = "", reading: str = "r", kind: str = "differ"
) -> Course:
    case = {"STEM": stem, "ANSWER": answer, "MORE": more, "READING": reading, "KIND": kind}
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(re.sub("|".join(case), lambda found: case[found[0]], text), "utf-8")
    course, problems = read_course(folder)
    assert course is not None
    assert not problems
    return course


NAMED = "    disputes: [oak]\n"


@pytest.mark.parametrize(
    ("stem", "answer", "is_attributed"),
    [
        ("Who planted it?", "She", False),
        ("Who planted it according to the poem?", "She", True),
        ("Who planted it, by his own account?", "She", True),
        ("Who planted it in PLINY 1.2?", "She", True),
        ("Who planted it?", "Ovid says that she did", True),
        ("Who planted it?", "An ovidian hand", False),
        ("Who planted it in Pliny 1.23?", "She", False),
        # The other reading's name says nothing of this one's claim.
        ("Who planted it in Strabo?", "She", False),
    ],
)
def test_an_item_on_a_dispute_says_whose_claim_it_is(
    tmp_path: Path,
    stem: str,
    answer: str,
    is_attributed: bool,  # noqa: FBT001 - a parameter
) -> None:
    problems = list(attribution(course_of(tmp_path, stem, answer, NAMED)))
    assert [problem.rule for problem in problems] == ["E330"] * (not is_attributed)
    assert all(problem.hint == "name the source in the stem or the key: Pliny 1.2; Ovid" for problem in problems)


def test_a_name_that_differs_is_nobodys_claim(tmp_path: Path) -> None:
    course = course_of(tmp_path, "Who planted it?", more=NAMED, kind="name")
    assert not [*attribution(course), *unasked(course)]


@pytest.mark.parametrize(
    ("stem", "answer", "marker"),
    [
        ("Who planted The Oak?", "She", "the oak"),
        ("Who planted it?", "ÉRIS", "éris"),
        ("Is the oakum or the oak hers?", "She", "the oak"),
        ("Who planted the oaks?", "She", ""),
        ("Who will bathe oak in the sea?", "She", ""),
        ("Who will bathe oak, and the oak, too?", "She", "the oak"),
        ("Who planted it?", "Chéris", ""),
    ],
)
def test_an_item_with_the_words_of_a_dispute_names_it(tmp_path: Path, stem: str, answer: str, marker: str) -> None:
    found = list(unnamed(course_of(tmp_path, stem, answer)))
    assert [one.message for one in found] == [f"says '{marker}', which the dispute 'oak' is about"] * bool(marker)
    for one in found:
        text = stem if one.steps == ("stem",) else answer
        assert one.piece in text
        assert one.piece.casefold() == marker


@pytest.mark.parametrize(("more", "reading"), [(NAMED, "r"), ("", "other")])
def test_words_of_a_dispute_are_free_where_it_is_named_and_in_other_readings(
    tmp_path: Path, more: str, reading: str
) -> None:
    assert not list(unnamed(course_of(tmp_path, "Who planted the oak?", more=more, reading=reading)))


@pytest.mark.parametrize(("more", "rules"), [("", ["W332"]), (NAMED, [])])
def test_a_dispute_wants_an_item(tmp_path: Path, more: str, rules: list[str]) -> None:
    assert [problem.rule for problem in unasked(course_of(tmp_path, "Who planted it?", more=more))] == rules
