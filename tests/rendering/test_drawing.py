"""Drawn pictures: each label stands whole in its place, also in scripts whose letters are wide."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from nasec_study.course.model import Picture
from nasec_study.rendering.drawing import NARROW, WIDTH, Room, draw, lay_out
from nasec_study.rendering.letters import lines_in, room_of
from nasec_study.rendering.templating import environment
from tests.conftest import KINDS_COURSE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"
WIDE = "大学の図書館で借りた本を友達と時々コーヒーを飲んで読みましたから、もう一度「ゆっくり」読みたいです。"
DIAGRAM: dict[str, Any] = {
    "id": "d",
    "title": "T",
    "alt": "A.",
    "boxes": [
        {"label": "Moon", "column": 1, "row": 1},
        {"label": "Sea", "column": 2, "row": 1},
        {"label": WIDE, "column": 2, "row": 2},
    ],
}


def drawn(data: dict[str, Any], width: int) -> ET.Element:
    return ET.fromstring(draw(Picture.model_validate(data), environment(KINDS_COURSE), "en", room=Room(width)))


@pytest.mark.parametrize(
    ("width", "label"),
    [
        (width, label)
        for width in (WIDTH, NARROW)
        for label in ("larger share", "the larger share of what it pulls", "図書館で借りる", "larger")
    ],
)
def test_what_stands_above_an_arrow_is_covered_by_no_box(width: int, label: str) -> None:
    data = {**DIAGRAM, "arrows": [{"start": "Moon", "end": "Sea", "label": label}]}
    root = drawn(data, width)
    texts = [text for text in root.iter(f"{SVG}text") if text.get("font-size")]
    assert "".join("".join(text.itertext()) for text in texts).replace(" ", "") == label.replace(" ", "")
    edges = sorted(
        (float(box.get("x", 0)), float(box.get("x", 0)) + float(box.get("width", 0)))
        for box in root.iter(f"{SVG}rect")
        if box.get("rx")
    )
    for text in texts:
        half = room_of("".join(text.itertext())) * 8 / 2
        assert edges[0][1] <= float(text.get("x", 0)) - half
        assert float(text.get("x", 0)) + half <= edges[1][0]


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_what_stands_beside_an_arrow_is_not_cut_off(width: int) -> None:
    data = {
        **DIAGRAM,
        "arrows": [{"start": "Sea", "end": WIDE, "label": "at the library of the university"}],
    }
    root = drawn(data, width)
    texts = [text for text in root.iter(f"{SVG}text") if text.get("font-size")]
    assert texts
    for text in texts:
        assert float(text.get("x", 0)) + room_of("".join(text.itertext())) * 9 <= float(root.get("width", 0))


FOOD: dict[str, Any] = {
    "id": "food",
    "title": "T",
    "alt": "A.",
    "boxes": [
        {"label": "Grass", "column": 1, "row": 1},
        {"label": "Hares", "column": 2, "row": 2},
        {"label": "Foxes", "column": 3, "row": 1},
        {"label": "Fungi", "column": 2, "row": 3},
    ],
    "arrows": [
        {"start": "Grass", "end": "Hares", "label": "are eaten by the"},
        {"start": "Foxes", "end": "Hares", "label": "hunt and control"},
        {"start": "Hares", "end": "Fungi", "label": "die and feed"},
        {"start": "Fungi", "end": "Grass", "label": "return nutrients"},
        {"start": "Fungi", "end": "Foxes", "label": "are rarely eaten by"},
    ],
}


def placed(text: ET.Element) -> tuple[float, float, float, float]:
    """Return the rectangle that a text takes, if its letters are as wide as most are."""
    x, y, width = (*(float(text.get(key, 0)) for key in ("x", "y")), room_of("".join(text.itertext())) * 7)
    left = x - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "")]
    return (left, y - 12, left + width, y + 3)


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_no_box_and_no_arrow_crosses_the_words_of_a_slanted_arrow(width: int) -> None:
    root = drawn(FOOD, width)
    parts = list(root)
    boxes = [one for one in parts if one.tag == f"{SVG}rect" and one.get("rx")]
    words = [placed(one) for one in parts if one.tag == f"{SVG}text" and one.get("font-size")]
    backings = [one for one in parts if one.tag == f"{SVG}rect" and one.get("height") and not one.get("rx")][1:]
    lines = [[float(one.get(key, 0)) for key in ("x1", "y1", "x2", "y2")] for one in parts if one.get("marker-end")]
    assert "".join("".join(one.itertext()) for one in parts if one.get("fill") == "#444444").replace(
        " ", ""
    ) == "".join(arrow["label"] for arrow in FOOD["arrows"]).replace(" ", "")
    hidden = [float(one.get("y", 0)) for one in backings]
    for left, top, right, bottom in words:
        for box in boxes:
            x, y, across, down = (float(box.get(key, 0)) for key in ("x", "y", "width", "height"))
            assert right <= x or x + across <= left or bottom <= y or y + down <= top
        if any(abs(y - top) < 5 for y in hidden):
            continue
        for x1, y1, x2, y2 in lines:
            points = [(x1 + (x2 - x1) * part / 99, y1 + (y2 - y1) * part / 99) for part in range(100)]
            assert not any(left < x < right and top < y < bottom for x, y in points)


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_wide_letters_stand_in_lines_that_fit_their_box(width: int) -> None:
    [_, _, region] = lay_out(Picture.model_validate(DIAGRAM), width).regions
    assert len(region.lines) > 1
    assert "".join(region.lines) == WIDE
    assert all(room_of(line) * 8.5 <= region.width for line in region.lines)


def test_a_long_word_stands_in_one_line_where_arrows_can_be_shorter() -> None:
    words = ["Eingriff", "Angemessenheit", "Verfassungsmäßigkeit"]
    data = {
        **DIAGRAM,
        "boxes": [{"label": word, "column": place, "row": 1} for place, word in enumerate(words, 1)],
        "arrows": [{"start": "Eingriff", "end": "Angemessenheit"}],
    }
    regions = lay_out(Picture.model_validate(data)).regions
    assert [region.lines for region in regions] == [[word] for word in words]
    assert all(after.left - one.left - one.width >= 28 for one, after in pairwise(regions))


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket() -> None:
    for room in range(8, 60):
        lines = lines_in(WIDE, room)
        assert "".join(lines) == WIDE
        assert not {line[0] for line in lines} & set("、。」っー々")
        assert "「" not in {line[-1] for line in lines}
    assert lines_in("Tokyo 2020年 summer", 12) == ["Tokyo 2020年", "summer"]
    assert lines_in("เปลี่ยนไปเร็วกว่าที่ใคร", 8) == ["เปลี่ยนไป", "เร็วกว่าที่", "ใคร"]
    assert lines_in("विद्यार्थियों की पुस्तिका", 12) == ["विद्यार्थियों", "की पुस्तिका"]
    assert lines_in("the words of a language", 9) == ["the words", "of a", "language"]


@pytest.mark.parametrize("unit", ["mmHg", "mmol/L", "MW", "%", "drops/min"])
def test_the_figures_of_bars_lie_within_the_picture(browser: "Browser", unit: str) -> None:
    bars = [{"label": str(value), "values": [value]} for value in (80, 180)]
    data = {"id": "b", "title": "T", "alt": "A.", "unit": unit, "bars": bars}
    for width in (WIDTH, NARROW):
        picture = draw(Picture.model_validate(data), environment(KINDS_COURSE), "en", room=Room(width))
        page = browser.new_page()
        page.set_content(picture.decode())
        ends = page.evaluate("[...document.querySelectorAll('text')].map(t => t.getBBox()).map(b => b.x + b.width)")
        page.close()
        assert len(ends) >= len(bars)
        assert max(ends) < width
