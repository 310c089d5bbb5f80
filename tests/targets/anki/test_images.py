"""Images with regions, as Anki's own image occlusion takes and draws them."""

import re
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.browser import ADDRESS, Cards, cards_of, package_of
from tests.conftest import REPOSITORY
from tests.reading_back import collection, import_into

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ANATOMY = REPOSITORY / "tests" / "courses" / "anatomy" / "content"
PAGE = """<!doctype html><meta charset="utf-8"><style>{style}
#image-occlusion-container {{ position: relative; }}
#image-occlusion-container img, #image-occlusion-canvas {{ position: absolute; top: 0; left: 0; width: 100%; }}
#image-occlusion-canvas {{ height: 100%; }}
</style><script>{script}</script><body class="card"><div id="qa">{card}</div>"""
MASK, COVER = (255, 142, 142), (255, 235, 162)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package_of(tmp_path_factory.mktemp("anatomy"), ANATOMY, "anat")


@pytest.fixture(scope="module")
def cards(package: Path) -> Cards:
    return cards_of(package)


@pytest.fixture(scope="module")
def anki_script() -> str:
    """Return the script by which Anki's own reviewer draws masks."""
    found = find_spec("_aqt")
    if found is None or not found.submodule_search_locations:
        pytest.skip("Anki's desktop is not installed")
    return Path(found.submodule_search_locations[0], "data/web/js/reviewer.js").read_text("utf-8")


def test_anki_makes_a_card_of_each_region_and_reads_every_shape(package: Path) -> None:
    with collection() as anki:
        import_into(anki, package)
        [hand] = anki.find_notes("Id:name-the-fingers")
        assert len(anki.find_cards(f"nid:{hand}")) == 5
        notes = anki.get_image_occlusion_note(hand)
        every = [(occlusion.shapes[0].shape, occlusion.shapes[0].properties) for occlusion in notes.note.occlusions]
        shapes = {shape: {part.name: part.value for part in parts} for shape, parts in every}
        assert [shape for shape, _ in every].count("rect") == 3
        ellipse = {name: float(value) for name, value in shapes["ellipse"].items()}
        assert ellipse == {"left": 0.2, "top": 0.02, "rx": 0.1, "ry": 0.045, "oi": 1}
        assert shapes["polygon"]["points"] == "0.4100,0.0100 0.6100,0.0100 0.6100,0.0900 0.4100,0.0900"
        assert "<svg" in notes.note.image_data.decode("utf-8", "replace")
        [heart] = anki.find_notes("Id:name-the-parts")
        outlined = anki.get_note(heart)["Occlusion"]
        assert outlined.count("image-occlusion:polygon:") == 5
        assert ":oi=1" not in outlined
        assert len(anki.find_cards("Id:name-the-ventricles")) == 2


def test_a_photo_is_no_larger_on_a_card_than_a_phone_shows(cards: Cards) -> None:
    [name] = {found for card in cards.cards for found in re.findall(r'<img src="(pictures-hand-[^"]+)"', card.front)}
    assert len(cards.pictures[name]) < 100_000
    assert (ANATOMY / "media/hand.jpg").stat().st_size > 100_000


def test_pictures_with_long_names_stay_two(tmp_path: Path) -> None:
    """Anki cuts names after 120 bytes, and took the one for the other where they differ only behind that."""
    content = tmp_path / "content"
    (content / "items").mkdir(parents=True)
    (content / "media").mkdir()
    settings = "title: Graphs\ncode: GRAPH\nreadings: none\ndecks: [{id: graphs, name: Graphs}]\n"
    (content / "course.yaml").write_text(settings, "utf-8")
    items = []
    for number, color in enumerate(("red", "blue")):
        picture = f"media/{'share-of-people-born-abroad-' * 5}{number}.png"
        Image.new("RGB", (9, 9), color).save(content / picture)
        items.append(f"- {{id: {color}, type: term, term: '![Two bars]({picture})', definition: {color}}}\n")
    (content / "items/graphs.yaml").write_text(f"items:\n{''.join(items)}", "utf-8")
    with collection() as anki:
        import_into(anki, package_of(tmp_path / "built", content, "graphs"))
        for color, value in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
            [note] = map(anki.get_note, anki.find_notes(f"Id:{color}"))
            [name] = re.findall(r'<img[^>]* src="([^"]+)"', note["Term"])
            assert Image.open(Path(anki.media.dir(), name)).convert("RGB").getpixel((4, 4)) == value


def seen(browser: "Browser", cards: Cards, item: str, number: int, script: str) -> Image.Image:
    """Return what Anki draws of the front of a card, as wide as 400 pixels."""
    card = [card for card in cards.cards if card.id == item][number]
    style = re.search(r"<style>(.*?)</style>", card.front, re.DOTALL)
    context = browser.new_context(viewport={"width": 440, "height": 900})
    page = context.new_page()

    def answer(route: object, request: object) -> None:
        name = request.url.removeprefix(ADDRESS)  # type: ignore[attr-defined]
        if not name:
            body = PAGE.format(style=style[1] if style else "", script=script, card=card.front)
            route.fulfill(body=body, content_type="text/html")  # type: ignore[attr-defined]
        elif name in cards.pictures:
            route.fulfill(body=cards.pictures[name], content_type="image/svg+xml")  # type: ignore[attr-defined]
        else:
            route.abort()  # type: ignore[attr-defined]

    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.wait_for_function("document.querySelector('#image-occlusion-canvas').width > 300")
    page.wait_for_timeout(300)
    shot = page.locator("#image-occlusion-container").screenshot()
    context.close()
    return Image.open(BytesIO(shot)).convert("RGB")


def color_at(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    found = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(found, tuple)
    return tuple(map(int, found))


def is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_anki_covers_rectangle_ellipse_and_polygon(browser: "Browser", cards: Cards, anki_script: str) -> None:
    inside = ((0.04, 0.52), (0.3, 0.03), (0.42, 0.02), (0.64, 0.05), (0.8, 0.21))
    outside = ((0.01, 0.49), (0.205, 0.025), (0.4, 0.005), (0.62, 0.03), (0.78, 0.19))
    for asked in (0, 1, 2):
        picture = seen(browser, cards, "name-the-fingers", asked, anki_script)
        for number, place in enumerate(inside):
            assert is_near(color_at(picture, *place), MASK if number == asked else COVER), (asked, number)
        for place in outside:
            assert not any(is_near(color_at(picture, *place), color) for color in (MASK, COVER)), (asked, place)


def test_anki_marks_an_outlined_region_and_shows_all_others(browser: "Browser", cards: Cards, anki_script: str) -> None:
    picture = seen(browser, cards, "name-the-parts", 1, anki_script)
    aorta, left, right = (0.55, 0.16), (0.69, 0.36), (0.325, 0.375)
    assert is_near(color_at(picture, *aorta), (0xD9, 0x88, 0x80))
    assert is_near(color_at(picture, *left), (0xF1, 0x94, 0x8A))
    # A third of the mask's red upon the blue of the drawing.
    assert is_near(color_at(picture, *right), (0xC6, 0xB7, 0xC7))
    edges = {color_at(picture, 0.325 + 0.1375 * share, 0.375) for share in (0.97, 0.98, 0.99, 1, 1.01, 1.02, 1.03)}
    assert any(is_near(edge, (0xB3, 0x26, 0x1E)) for edge in edges), edges
