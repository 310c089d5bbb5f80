"""Plots: axes at round numbers that hold every point, and points where the data has them."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import hypothesis.strategies as st
import pytest
from hypothesis import given

from nasec_study.course.model import Picture
from nasec_study.rendering.drawing import NARROW, WIDTH, Room, draw, lay_out
from nasec_study.rendering.plots import scale_of
from nasec_study.rendering.templating import environment
from nasec_study.targets._descriptions import description_of
from tests.conftest import KINDS_COURSE

NUMBER = st.decimals(-(10**9), 10**9, allow_nan=False, places=3)
PLOT = {
    "id": "p",
    "title": "T",
    "alt": "A.",
    "x": {"name": "Time", "unit": "h"},
    "y": {"name": "Depth", "unit": "m"},
    "lines": [{"label": "Harbor", "points": [["4", "2"], ["0", "0"], ["2", "1"]]}],
    "scatter": [{"label": "Bar", "points": [["1", "2000"], ["3", "0.5"]]}],
}
LONG = "Share of all goods that were carried over the northern border by rail in each of the years from 1990 to 2010"


@given(st.lists(NUMBER, min_size=1, max_size=6))
def test_an_axis_holds_every_value_and_is_marked_at_round_numbers(values: list[Decimal]) -> None:
    scale = scale_of(values)
    assert scale.low <= min(values) <= max(values) <= scale.high
    assert 2 <= len(scale.ticks) <= 9
    gaps = {after - before for before, after in zip(scale.ticks, scale.ticks[1:], strict=False)}
    assert len(gaps) == 1
    assert gaps.pop().normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert all(0 <= scale.share(value) <= 1 for value in values)


def texts(picture: Picture, language: str, width: int, hidden: dict[str, int] | None = None) -> list[str]:
    root = ET.fromstring(draw(picture, environment(KINDS_COURSE), language, hidden, Room(width)))
    return ["".join(element.itertext()).strip() for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_plot_names_its_axes_with_units_and_its_figures_in_the_language() -> None:
    picture = Picture.model_validate(PLOT)
    small = Picture.model_validate(PLOT | {"scatter": [{"label": "B", "points": [["1", "1"], ["3", "0.5"]]}]})
    for width in (WIDTH, NARROW):
        shown = texts(picture, "es", width)
        assert {"0", "0,5", "1"} <= set(texts(small, "es", width))
        assert {"Time (h)", "Depth (m)", "Harbor", "Bar", "0", "4", "2000" if "2000" in shown else "2 000"} <= set(
            shown
        )
    hidden = texts(picture, "en", WIDTH, {"Harbor": 1, "Bar": 2})
    assert "Harbor" not in hidden
    assert {"1", "2", "2000"} <= set(hidden)


def test_the_figures_of_one_axis_are_written_alike() -> None:
    points = [["1000", "-1500"], ["10000", "4500"]]
    shown = texts(
        Picture.model_validate(PLOT | {"lines": [], "scatter": [{"label": "A", "points": points}]}), "en", WIDTH
    )
    assert {"2,000", "10,000", "−2000", "4000"} <= set(shown)
    bars = [{"label": "Small", "values": ["8500"]}, {"label": "Large", "values": ["41250.5"]}]
    assert {"8,500", "41,250.5"} <= set(
        texts(Picture.model_validate({"id": "b", "title": "T", "alt": "A.", "bars": bars}), "en", WIDTH)
    )


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("m", "16\u00a0m"),
        ("°C", "16\u00a0°C"),
        ("%", "16%"),
        ("°", "16°"),
        (" %", "16 %"),
        ("", "16"),
        ("$", "$16"),
        ("kW-h", "16\u00a0kW-h"),
    ],
)
def test_a_unit_of_letters_stands_apart_from_its_figure(unit: str, shown: str) -> None:
    bars = [{"label": "Fundy", "values": ["16"]}]
    picture = Picture.model_validate({"id": "b", "title": "T", "alt": "A.", "unit": unit, "bars": bars})
    assert shown in texts(picture, "en", WIDTH)
    assert f"Fundy: {shown}" in description_of(picture, (), "en")


@pytest.mark.parametrize("width", [WIDTH, NARROW])
@pytest.mark.parametrize("values", [["2.5", "-3.1"], ["-0.5", "-31000"], ["0", "-1"]])
def test_bars_below_0_lead_to_the_left_of_the_line_and_no_figure_is_cut(values: list[str], width: int) -> None:
    bars = [{"label": f"Year {value}", "values": [value]} for value in values]
    picture = Picture.model_validate({"id": "b", "title": "T", "alt": "A.", "unit": "%", "bars": bars})
    root = ET.fromstring(draw(picture, environment(KINDS_COURSE), "en", None, Room(width)))
    [zero] = {float(line.get("x1", 0)) for line in root.iter("{http://www.w3.org/2000/svg}line")}
    drawn = [rect for rect in root.iter("{http://www.w3.org/2000/svg}rect") if rect.get("height") == "21"]
    for value, rect in zip(values, drawn, strict=True):
        left, long = float(rect.get("x", 0)), float(rect.get("width", 0))
        assert abs((left + long if value < "0" else left) - zero) < 0.2
    shown = widths({"unit": "%", "bars": bars}, width)
    labels = max(right for text, _, right in shown if text.startswith("Year"))
    figures = [(left, right) for text, left, right in shown if text.endswith("%") and not text.startswith("Year")]
    assert len(figures) == 2
    assert all(labels < left and right <= width for left, right in figures)
    assert "−" in "".join(text for text, _, _ in shown)


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_no_figure_is_cut_where_those_of_both_sides_are_long(width: int) -> None:
    bars = [{"label": f"In {value}", "values": [value]} for value in ("12", "-14.5")]
    shown = widths({"unit": "US$ billion", "bars": bars}, width)
    figures = [(left, right) for text, left, right in shown if text.endswith("billion")]
    labels = max(right for text, _, right in shown if text.startswith("In"))
    assert len(figures) == 2
    assert all(labels < left and right <= width for left, right in figures)


def test_a_line_goes_from_left_to_right_through_its_points() -> None:
    picture = Picture.model_validate(PLOT | {"scatter": []})
    root = ET.fromstring(draw(picture, environment(KINDS_COURSE), "en"))
    [line] = root.iter("{http://www.w3.org/2000/svg}polyline")
    points = [tuple(map(float, point.split(","))) for point in line.get("points", "").split()]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    (left, low), (middle, half), (right, high) = points
    assert middle == (left + right) / 2
    assert half == (low + high) / 2
    assert low > high


def widths(data: dict[str, object], width: int) -> list[tuple[str, float, float]]:
    """Return each text of a picture, with its left and right edge by a generous estimate of its letters."""
    picture = Picture.model_validate({"id": "p", "title": "T", "alt": "A."} | data)
    root = ET.fromstring(draw(picture, environment(KINDS_COURSE), "en", None, Room(width)))
    found = []
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        text = "".join(element.itertext()).strip()
        long = float(element.get("textLength", len(text) * 9 * float(element.get("font-size", "17")) / 17))
        before = {"end": 1.0, "middle": 0.5}.get(element.get("text-anchor", ""), 0.0) * long
        found.append((text, float(element.get("x", "0")) - before, float(element.get("x", "0")) - before + long))
    return found


@pytest.mark.parametrize("width", [WIDTH, NARROW])
@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (
            {"events": [{"date": "16. Dezember 1893", "label": "A"}, {"date": "1900", "label": "B"}]},
            {"16. Dezember", "1893"},
        ),
        ({"unit": " people a year", "bars": [{"label": "A", "values": ["1250000"]}]}, {"1,250,000 people a year"}),
        (
            PLOT | {"lines": [{"label": "A", "points": [["1", "-1000000"], ["2", "2000000"]]}], "scatter": []},
            {"−1,000,000"},
        ),
        (
            PLOT | {"x": {"name": LONG, "unit": "t"}, "y": {"name": LONG}},
            {f"{LONG} (t)", LONG},
        ),
    ],
)
def test_no_date_figure_or_name_is_cut(data: dict[str, object], texts: set[str], width: int) -> None:
    found = widths(data, width)
    assert texts <= {text for text, _, _ in found}
    assert [text for text, left, right in found if left < 0 or right > width] == []


def test_only_the_row_of_a_date_of_two_lines_is_taller() -> None:
    dates = ("1900", "16. Dezember 1893", "1950")
    data = {"id": "p", "title": "T", "alt": "A.", "events": [{"date": date, "label": date[-2:]} for date in dates]}
    first, second, third = (region.height for region in lay_out(Picture.model_validate(data)).regions)
    assert first == third < second
