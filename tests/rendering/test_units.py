"""Figures with their units, where languages put them."""

from decimal import Decimal

import pytest

from nasec_study.rendering.units import figure_html, figure_text, unit_of

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("language", "value", "unit", "shown"),
    [
        ("en", "48000", "$", "$48,000"),
        ("en", "-12.5", "€", "-€12.5"),
        ("en", "7.25", "$/h", "$7.25/h"),
        ("en", "3", "US$ billion", "US$3 billion"),
        ("en", "40", "%", "40%"),
        ("en", "49.1", r"% of \<all\>", "49.1% of <all>"),
        ("es-MX", "48000", "$", "$48,000"),
        ("es", "48000", "€", f"48.000{SPACE}€"),
        ("fr-CA", "48000", "$", f"48{SPACE}000{SPACE}$"),
        ("fr-CA", "7.25", "$/h", f"7,25{SPACE}$/h"),
        ("fr", "40", "%", f"40{SPACE}%"),
        ("xx", "40", "$", "$40"),
        ("en", "13", "km", f"13{SPACE}km"),
        ("en", "5", "1/min", f"5{SPACE}1/min"),
        ("en", "16", "°", "16°"),
        ("en", "16", "°C", f"16{SPACE}°C"),
        ("en", "16", " %", "16 %"),
        ("en", "16", "", "16"),
    ],
)
def test_a_unit_stands_where_the_language_puts_it(language: str, value: str, unit: str, shown: str) -> None:
    assert figure_text(Decimal(value), unit, language) == shown


def test_a_minus_stands_before_a_currency_and_a_power_of_ten_behind_it() -> None:
    assert figure_html(Decimal("-12.5"), "$", "en") == "−$12.5"
    assert figure_html(Decimal("6e23"), "$", "en") == "$6 × 10<sup>23</sup>"
    assert unit_of("$ billion", "en") == ("$", " ", "billion")
