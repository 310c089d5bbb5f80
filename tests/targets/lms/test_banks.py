"""Quizzes as every platform gets them: pools of items from which it draws."""

from pathlib import Path

import pytest

from nasec_study.targets.lms._banks import quizzes
from tests.conftest import REPOSITORY
from tests.targets.lms.making import changed_course, course_in, made


@pytest.mark.parametrize("in_order", [False, True])
def test_a_section_that_stands_in_order_keeps_it(tmp_path: Path, in_order: bool) -> None:  # noqa: FBT001 - a parameter
    names = [item.id for item in course_in(changed_course(tmp_path / "a", {})).items][:3]
    wanted = [names[1], names[2], names[0]]
    section = {"title": "S", "count": 3, "points": 1, "ids": wanted, "in_order": in_order}
    folder = changed_course(tmp_path / "b", {"worksheets": [{"id": "w", "title": "W", "sections": [section]}]})
    [quiz] = quizzes(course_in(folder))
    [pool] = quiz.pools
    assert [item.id for item in pool.items] == (wanted if in_order else names)


@pytest.mark.parametrize(
    ("target", "file"),
    [
        *(("moodle", "rocks.xml"), ("gift", "rocks.gift"), ("canvas", "banks/rocks.zip")),
        *(("canvas", "practice/rocks.zip"), ("qti", "2.1/banks/rocks.zip"), ("qti", "3.0/banks/rocks.zip")),
    ],
)
def test_a_course_without_decks_is_one_bank(target: str, file: str) -> None:
    assert file in made(target, REPOSITORY / "tests/courses/exam/content")
