"""The solver behind the choice of items: what it answers, what it loads, and what it needs on disk."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.sheets.integer_program import Row, cheapest


@pytest.mark.parametrize(
    ("costs", "rows", "answer"),
    [
        ([5, 3, 2], [Row(2, 2, {0: 1, 1: 1, 2: 1})], [1, 2]),
        ([5, 3, 2], [Row(2, None, {0: 1, 1: 1, 2: 1}), Row(0, 1, {1: 1, 2: 1})], [0, 2]),
        ([5, 3, 2], [Row(1, None, {0: 1}), Row(0, 0, {0: 1, 1: -1})], [0, 1]),
        ([5, 3, 2], [], []),
        ([5, 3], [Row(3, None, {0: 1, 1: 1})], None),
        ([], [], []),
        ([], [Row(1, 1, {})], None),
        ([5], [Row(0, 0, {})], []),
    ],
)
def test_the_cheapest_solution(costs: list[int], rows: list[Row], answer: list[int] | None) -> None:
    assert cheapest(costs, rows) == answer


def test_the_solver_comes_without_numpy_and_stands_beside_its_modelling_language() -> None:
    code = (
        "import sys; from nasec_study.sheets.integer_program import Row, cheapest;"
        "assert cheapest([2, 1], [Row(1, 1, {0: 1, 1: 1})]) == [1]; assert 'numpy' not in sys.modules;"
        "import highspy; assert highspy.Highs().getNumCol() == 0;"
        "assert cheapest([1, 2], [Row(1, 1, {0: 1, 1: 1})]) == [0]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_room_for_its_problem_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-there"))
    with pytest.raises(StudyError, match="TMPDIR"):
        cheapest([1], [Row(1, 1, {0: 1})])
