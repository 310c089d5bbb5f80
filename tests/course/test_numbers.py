"""Numbers: what an author may write, and how it is read."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from nasec_study.course.model import Numeric
from nasec_study.course.model.base import as_typed


def numeric(**fields: Any) -> Numeric:
    places = {"reading": "r", "section": "s", "quote": "so it is"}
    return Numeric(**{"id": "n", "type": "numeric", "level": "remember", "stem": "How many?", **places, **fields})


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("1000000", "1000000"),
        ("299792458", "299792458"),
        ("123456789012345.123456789012345", "123456789012345.123456789012345"),
        ("0.00012", "0.00012"),
        ("6.022e23", "6.022e23"),
        ("-1.6e-19", "-1.6e-19"),
        ("1.0e-7", "1.0e-7"),
        ("1E99", "1e99"),
    ],
)
def test_a_number_is_typed_as_it_is_written(written: str, typed: str) -> None:
    assert as_typed(numeric(value=written).value) == typed


@pytest.mark.parametrize("written", ["1e100", "1e-100", "1e999999999", "1" * 16, f"0.{'1' * 16}", "NaN", "Infinity"])
def test_a_number_without_end_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        numeric(value=written)


@pytest.mark.parametrize(("tolerance", "margin"), [("0.5", "0.5"), ("1%", "2"), ("2.5 %", "5"), ("1e-3", "0.001")])
def test_a_tolerance_is_a_number_or_a_share_of_the_value(tolerance: str, margin: str) -> None:
    assert numeric(value="-200", tolerance=tolerance).margin == Decimal(margin)


@pytest.mark.parametrize("tolerance", ["-1", "-1%", "%", "a bit", "1%%", "1e999"])
def test_what_is_no_tolerance_is_refused(tolerance: str) -> None:
    with pytest.raises(ValidationError, match="tolerance"):
        numeric(value="1", tolerance=tolerance)
