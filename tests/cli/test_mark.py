"""The page on which regions are marked: what is drawn there is the YAML of a picture that `check` takes."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from nasec_study.examination import examine
from tests.browser import axe_faults
from tests.conftest import REPOSITORY, Run
from tests.copies import Copies
from tests.targets.lms.making import course_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ANATOMY = REPOSITORY / "tests" / "courses" / "anatomy" / "content"


@pytest.fixture(scope="module")
def file(shared_copies: Copies, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page for the photo of a hand."""
    folder = tmp_path_factory.mktemp("mark")
    known = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = shared_copies.run(["mark", str(ANATOMY / "media/hand.jpg")], folder, known)
    assert done.stdout == "mark-hand.html\n", done.stderr
    return folder / "mark-hand.html"


@pytest.fixture
def marking(browser: "Browser", file: Path) -> Iterator["Page"]:
    """Return the page, opened from its file without a network."""
    context = browser.new_context(viewport={"width": 1100, "height": 1400}, offline=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    yield page
    assert faults == []
    context.close()


def at(page: "Page", x: float, y: float) -> tuple[float, float]:
    box = page.locator("#stage").bounding_box()
    assert box
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def drag(page: "Page", start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*at(page, *start))
    page.mouse.down()
    page.mouse.move(*at(page, *end), steps=3)
    page.mouse.up()


def name(page: "Page", label: str) -> None:
    page.locator("#list input").last.fill(label)


def test_what_is_drawn_becomes_a_picture(marking: "Page", tmp_path: Path) -> None:
    drag(marking, (0.1, 0.1), (0.3, 0.2))
    name(marking, 'The "thumb": left')
    # Drawn from the lower right, and past the edge.
    marking.get_by_label("ellipse").check()
    drag(marking, (0.8, 0.9), (0.5, 0.75))
    name(marking, "Wrist")
    marking.get_by_label("polygon").check()
    for corner in ((0.4, 0.4), (0.6, 0.4)):
        marking.mouse.click(*at(marking, *corner))
    marking.mouse.dblclick(*at(marking, 0.5, 0.6))
    name(marking, "Palm")
    marking.get_by_label("rectangle").check()
    drag(marking, (0.05, 0.8), (0.1, 0.9))
    marking.get_by_role("button", name="Delete").last.click()

    copytree(ANATOMY, tmp_path / "content")
    written = marking.locator("#yaml").input_value()
    (tmp_path / "content/pictures/hand.yaml").write_text(written, "utf-8")
    course = course_in(tmp_path / "content")
    picture = course.picture("hand")
    assert picture
    assert picture.image == "media/hand.jpg"
    assert picture.labels == ('The "thumb": left', "Wrist", "Palm")
    rectangle, ellipse, polygon = picture.regions
    assert [float(side) for side in rectangle.rectangle] == pytest.approx([0.1, 0.1, 0.2, 0.1], abs=0.002)
    assert [float(side) for side in ellipse.ellipse] == pytest.approx([0.5, 0.75, 0.3, 0.15], abs=0.002)
    corners = [tuple(map(float, point)) for point in polygon.polygon]
    assert corners == [pytest.approx(point, abs=0.002) for point in ((0.4, 0.4), (0.6, 0.4), (0.5, 0.6))]
    found = [problem for problem in examine(tmp_path / "content").problems if problem.severity == "error"]
    assert found == []


def test_it_shuts_nobody_out_and_keys_are_not_lost_with_what_they_delete(marking: "Page", axe: str) -> None:
    for side in (0.1, 0.5):
        drag(marking, (side, 0.1), (side + 0.2, 0.2))
    assert axe_faults(marking, axe) == []
    for focused in ("Part 1", marking.locator("#yaml").input_value().partition("  -")[0]):
        marking.get_by_role("button", name="Delete").last.press("Enter")
        assert marking.evaluate("document.activeElement.value").startswith(focused)


def keys(page: "Page", *ways: tuple[str, int]) -> None:
    """Press keys, each so many times, and then the space bar."""
    for key, times in ways:
        for _ in range(times):
            page.keyboard.press(key)
    page.keyboard.press("Space")


def test_keys_draw_every_shape(marking: "Page") -> None:
    marking.get_by_label("rectangle").focus()
    marking.keyboard.press("Tab")
    keys(marking, ("ArrowLeft", 20), ("ArrowUp", 10))
    keys(marking, ("ArrowRight", 5), ("ArrowDown", 10), ("Shift+ArrowDown", 3))
    assert marking.evaluate("document.activeElement.value") == "Part 1"
    marking.keyboard.type("Thumb")
    marking.get_by_label("polygon").check()
    marking.locator("#list input").press("Enter")
    keys(marking)
    keys(marking, ("ArrowRight", 10))
    keys(marking, ("ArrowDown", 10))
    marking.keyboard.press("Enter")
    marking.keyboard.type("Palm")
    assert marking.locator("#yaml").input_value().splitlines()[-2:] == [
        '  - {label: "Thumb", rectangle: [0.3, 0.4, 0.05, 0.103]}',
        '  - {label: "Palm", polygon: [[0.35, 0.503], [0.45, 0.503], [0.45, 0.603]]}',
    ]


def test_a_polygon_of_two_corners_and_a_click_are_no_regions(marking: "Page") -> None:
    marking.mouse.click(*at(marking, 0.5, 0.5))
    marking.get_by_label("polygon").check()
    marking.mouse.click(*at(marking, 0.2, 0.5))
    marking.mouse.click(*at(marking, 0.7, 0.5))
    marking.keyboard.press("Enter")
    assert marking.locator("#list li").count() == 0
    assert marking.locator("#yaml").input_value().endswith("regions:\n\n")


def test_the_picture_is_named_after_the_image_without_its_accents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Fête à Łódź.jpg").write_bytes((ANATOMY / "media/hand.jpg").read_bytes())
    run("mark", "Fête à Łódź.jpg", "--output", "page.html")
    assert "id: fete-a-lodz" in (tmp_path / "page.html").read_text("utf-8")


def test_what_is_no_picture_is_refused_with_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture", "utf-8")
    done = run("mark", "notes.txt", exit_code=1)
    assert "notes.txt:1:1: this file is not a picture that can be read" in done.stderr
    assert not list(tmp_path.glob("*.html"))
