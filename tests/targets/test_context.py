"""The name of a reading stands before a question, unless it would tell the answer."""

from pathlib import Path

import pytest

from nasec_study.course.model import ITEM_TYPES, Course, Reading, Settings
from nasec_study.targets._context import context_of

READING = {"id": "r", "label": "R", "file": "r.txt", "outline": [{"id": "s", "heading": "S"}]}
TOLD = {"cite": "Pliny & Strabo, On Troy", "voices": ["Ovid"]}


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("a tree", True),
        # A word of the name, and neither in the other.
        ("on a tree", True),
        ("Trojan", True),
        ("Troy", False),
        ("*Troy*", False),
        ("Pliny", False),
        ("it was Strabo who sailed", False),
        ("OVID", False),
        ("Ovidian", True),
        ("Troy or Rome", True),
    ],
)
def test_a_name_that_tells_the_answer_stands_before_no_question(
    answer: str,
    shown: bool,  # noqa: FBT001 - a parameter
) -> None:
    cited = {"id": "q", "level": "apply", "reading": "r", "section": "s", "quote": "so it is"}
    item = ITEM_TYPES["question"].model_validate({"type": "question", "stem": "Which?", "answer": answer} | cited)
    readings = (Reading.model_validate(READING | TOLD),)
    course = Course(Path(), Settings(title="T", code="TT"), readings=readings, items=(item,))
    assert context_of(course, item) == ("r" if shown else "")
