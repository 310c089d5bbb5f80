"""Numbers on the regions of an image: upon their own, hiding nothing that is asked for, and apart from each other."""

from collections.abc import Mapping
from itertools import combinations, product
from math import cos, hypot, radians, sin
from time import process_time

import pytest

from nasec_study.rendering.region_numbers import RADIUS, Number, numbers_of
from nasec_study.rendering.regions import Point, Shape

WIDTH, HEIGHT = 700.0, 600.0


def shape(label: str, kind: str, left: float, top: float, width: float, height: float) -> Shape:
    return Shape(label, kind, left, top, width, height)


def polygon(label: str, *points: Point) -> Shape:
    across, down = [x for x, _ in points], [y for _, y in points]
    left, top = min(across), min(down)
    return Shape(label, "polygon", left, top, max(across) - left, max(down) - top, points)


def crescent() -> Shape:
    """Return an island around a bay: its center of mass lies in the bay."""
    turns = [radians(turn) for turn in range(40, 325, 15)]
    outside = [(0.5 + 0.4 * cos(turn), 0.5 + 0.4 * sin(turn)) for turn in turns]
    inside = [(0.5 + 0.25 * cos(turn), 0.5 + 0.25 * sin(turn)) for turn in reversed(turns)]
    return polygon("Crescent", *outside, *inside)


def placed(*shapes: Shape, outlined: bool = True) -> Mapping[str, Number]:
    return numbers_of(shapes, WIDTH, HEIGHT, outlined=outlined)


@pytest.mark.parametrize("outlined", [True, False])
def test_the_number_of_a_bent_region_stands_upon_it(*, outlined: bool) -> None:
    number = placed(crescent(), shape("Holm", "ellipse", 0.4, 0.4, 0.2, 0.2), outlined=outlined)["Crescent"]
    assert number.to is None
    assert 0.26 < hypot(number.at[0] / WIDTH - 0.5, number.at[1] / HEIGHT - 0.5) < 0.38


def test_a_number_does_not_stand_upon_a_smaller_region_within_its_own() -> None:
    numbers = placed(shape("Nucleus", "ellipse", 0.2, 0.2, 0.6, 0.6), shape("Nucleolus", "ellipse", 0.4, 0.4, 0.2, 0.2))
    assert numbers["Nucleolus"] == Number((350, 300))
    x, y = numbers["Nucleus"].at
    assert hypot((x / WIDTH - 0.5) / 0.1, (y / HEIGHT - 0.5) / 0.1) > 1
    assert hypot((x / WIDTH - 0.5) / 0.3, (y / HEIGHT - 0.5) / 0.3) < 1


def test_a_number_that_would_hide_what_is_asked_for_stands_beside_it_with_a_line() -> None:
    small = shape("Village", "rect", 0.5, 0.5, 0.03, 0.03)
    number = placed(small)["Village"]
    assert number.to is not None
    assert 350 <= number.to[0] <= 371
    assert 300 <= number.to[1] <= 318
    assert hypot(number.at[0] - 360.5, number.at[1] - 309) > RADIUS + 9
    assert placed(small, outlined=False)["Village"] == Number((360.5, 309))


@pytest.mark.parametrize("outlined", [True, False])
@pytest.mark.parametrize("corner", [(0.0, 0.0), (0.5, 0.5), (0.93, 0.93)])
def test_numbers_of_places_close_together_stay_apart_and_in_the_picture(corner: Point, *, outlined: bool) -> None:
    places = ((0.0, 0.0), (0.025, 0.01), (0.01, 0.035), (0.035, 0.04), (0.05, 0.0))
    shapes = [
        shape(str(number), "ellipse", corner[0] + x, corner[1] + y, 0.017, 0.017)
        for number, (x, y) in enumerate(places)
    ]
    numbers = [number.at for number in placed(*shapes, outlined=outlined).values()]
    assert all(hypot(x - other_x, y - other_y) > 2 * RADIUS for (x, y), (other_x, other_y) in combinations(numbers, 2))
    assert all(RADIUS <= x <= WIDTH - RADIUS and RADIUS <= y <= HEIGHT - RADIUS for x, y in numbers)


def test_numbers_of_ordinary_regions_stand_in_their_middle_in_the_order_of_the_regions() -> None:
    shapes = (shape("B", "rect", 0.1, 0.1, 0.3, 0.3), shape("A", "ellipse", 0.5, 0.5, 0.2, 0.2))
    for outlined in (True, False):
        assert list(placed(*shapes, outlined=outlined).items()) == [
            ("B", Number((175, 150))),
            ("A", Number((pytest.approx(420), pytest.approx(360)))),  # type: ignore[arg-type]
        ]


def test_the_small_countries_of_a_map_get_their_numbers_at_once() -> None:
    turns = [radians(turn) * 1.8 for turn in range(200)]
    countries = [
        polygon(f"{x}, {y}", *((x + 0.02 * cos(turn), y + 0.02 * sin(turn)) for turn in turns))
        for x, y in product((0.1, 0.25, 0.4, 0.55, 0.7, 0.85), (0.1, 0.35, 0.6, 0.85))
    ]
    started = process_time()
    assert all(number.to for number in placed(*countries).values())
    assert process_time() - started < 4
