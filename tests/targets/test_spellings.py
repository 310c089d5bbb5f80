"""What is right when it is typed: the answer as a person types it."""

import pytest

from nasec_study.course.model import Question
from nasec_study.targets._spellings import spellings, typed_answer


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("He left.", "He left"),
        ("Who?", "Who"),
        ("a tilde (the sign)", "a tilde"),
        ("It rose. (Twice)", "It rose"),
        ("(nothing)", "(nothing)"),
        ("…", "…"),
        ("x!", "x"),
    ],
)
def test_neither_a_remark_nor_a_stop_need_be_typed(answer: str, typed: str) -> None:
    cited = {"reading": "r", "section": "s", "quote": "so it is"}
    item = Question.model_validate(
        {"type": "question", "id": "q", "level": "apply", "stem": "Q?", "answer": answer} | cited
    )
    assert typed_answer(item) == typed
    assert {answer, typed} <= {*spellings(item)}
