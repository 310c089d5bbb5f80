"""How much of a section a bank covers."""

import pytest

from nasec_study.checks.coverage import Row


def row(*counts: int) -> Row:
    wanted, facts, wanted_higher, higher = counts
    return Row("r", "s", wanted, facts, wanted_higher, higher, levels={}, importance={})


@pytest.mark.parametrize(
    ("counts", "missing", "thin"),
    [
        ((2, 1, 0, 0), 1, False),
        ((2, 0, 0, 0), 2, True),
        ((10, 8, 0, 0), 2, False),
        ((10, 7, 0, 0), 3, True),
        ((6, 4, 4, 4), 2, False),
        # More of the one do not make up for the other; to be thin, a section has too few of both.
        ((5, 8, 5, 2), 3, False),
    ],
)
def test_a_section_is_thin_where_more_than_one_and_a_fifth_lack(
    counts: tuple[int, ...],
    missing: int,
    thin: bool,  # noqa: FBT001 - a parameter
) -> None:
    assert row(*counts).missing == missing
    assert row(*counts).is_thin == thin
