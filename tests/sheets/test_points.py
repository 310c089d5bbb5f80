"""What items and their parts are worth: in whole and half points, none for nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasec_study.course.model import Citation, Essay
from nasec_study.course.model.kinds.essay import Criterion
from nasec_study.sheets.points import rubric_points, share, worth

CITED = (Citation(reading="r", section="s", quote="that is it"),)
HALVES = st.integers(1, 20).map(lambda halves: Decimal(halves) / 2)


def essay(rows: list[Decimal]) -> Essay:
    rubric = tuple(Criterion(criterion="C", points=points) for points in rows)
    return Essay(id="e", type="essay", level="create", stem="?", rubric=rubric, answer="!", citations=CITED)


@given(rows=st.lists(HALVES, min_size=1, max_size=6), more=st.integers(0, 40))
def test_a_rubric_that_is_scaled_adds_up_and_no_row_is_worth_nothing(rows: list[Decimal], more: int) -> None:
    points = Decimal(len(rows) + more) / 2
    shares = rubric_points(essay(rows), points)
    assert sum(shares) == points
    assert min(shares) >= Decimal("0.5")
    assert all(not earned % Decimal("0.5") for earned in shares)
    assert rubric_points(essay(rows), sum(rows, Decimal(0))) == tuple(rows)


@pytest.mark.parametrize(
    ("rows", "shown"),
    [(("2.5", "2.5"), "5"), (("2.0",), "2"), (("1.50",), "1.5"), (("7.5", "2.5"), "10"), (("2", "0.5"), "2.5")],
)
def test_points_are_told_in_as_few_digits_as_they_want(rows: tuple[str, ...], shown: str) -> None:
    assert str(worth(essay([*map(Decimal, rows)]))) == shown


@pytest.mark.parametrize(
    ("points", "answers", "each"),
    [("1", 4, "0.25"), ("3", 4, "0.75"), ("2", 4, "0.5"), ("1", 3, None), ("1", 8, None), ("5", 1, None)],
)
def test_answers_say_what_each_earns_where_quarters_allow(points: str, answers: int, each: str | None) -> None:
    assert share(Decimal(points), answers) == (each and Decimal(each))
