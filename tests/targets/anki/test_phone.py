"""Cards on a phone: nothing that is asked lies below the screen unseen, and what is wide or long shows that it is."""

import re
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from nasec_study.course.parse import read_course
from tests.browser import FLIP_IN_PLACE, SCREEN, Cards, Reviewer, cards_of, package_of, reviewer
from tests.conftest import KINDS_COURSE, REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Where the question ends, where the options begin and end, and whether the mark of more is seen.
MEASURE = """async () => {
  await Promise.all([...document.images].map(image => image.decode()));
  const boxes = selector => [...document.querySelectorAll(selector)]
    .map(part => part.getBoundingClientRect()).filter(box => box.height);
  const options = boxes(".options li, .responses li, .premises li, label.typed");
  const [more] = boxes(".more");
  const [end] = boxes(".end");
  return {
    question: Math.max(...boxes(".stem, .premise").map(box => box.bottom)),
    begins: Math.min(...options.map(box => box.top + 40), Infinity),
    ends: Math.max(...options.map(box => box.bottom), 0),
    marked: end.top >= more.bottom - 1,
    whole: end.top <= innerHeight,
    sideways: document.documentElement.scrollWidth > innerWidth,
  };
}"""
MEASURE_EACH = f"""async sides => {{
  const found = [];
  for (const side of sides) {{
    ({FLIP_IN_PLACE})(side);
    found.push(await ({MEASURE})());
  }}
  return found;
}}"""


@pytest.fixture(scope="module")
def shipped(builds: dict[str, Path]) -> Cards:
    """Return all cards of the shipped course."""
    return cards_of(builds["nasec"] / "anki/nasec.apkg", typed="1")


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Cards:
    """Return the cards of the course of every kind."""
    return cards_of(package_of(tmp_path_factory.mktemp("kinds"), KINDS_COURSE, "everything"))


def with_table(folder: Path, text: str) -> Cards:
    """Return the cards of the course of every kind, with another table."""
    copytree(KINDS_COURSE, folder / "changed")
    (folder / "changed/stimuli/table.yaml").write_text(text, "utf-8")
    return cards_of(package_of(folder, folder / "changed", "everything"))


def test_of_every_shipped_item_question_and_options_are_on_the_first_screen(browser: "Browser", shipped: Cards) -> None:
    course, _ = read_course(REPOSITORY / "content")
    assert course
    assert {item.id for item in course.items if not item.retired} <= {card.id for card in shipped.cards}
    cut = {}
    with reviewer(browser, shipped.pictures) as window:
        window.show("")
        # In one call: to hand over a card and what is seen of it, one by one, takes longer than to look.
        all_seen = window.page.evaluate(MEASURE_EACH, [card.front for card in shipped.cards])
        for card, seen in zip(shipped.cards, all_seen, strict=True):
            whole = max(seen["question"], seen["ends"]) <= SCREEN
            begins = max(seen["question"], seen["begins"]) <= SCREEN and seen["marked"]
            # What goes on below the screen says so.
            if not (whole or begins) or seen["sideways"] or seen["whole"] == seen["marked"]:
                cut[f"{card.id}/{card.name}"] = seen
    assert cut == {}


def measured(window: Reviewer, html: str) -> dict[str, Any]:
    window.show(html)
    found: dict[str, Any] = window.page.evaluate(MEASURE)
    return found


def test_a_card_that_goes_on_below_the_screen_says_so_until_its_end(browser: "Browser", kinds: Cards) -> None:
    card = kinds.of("choice-figures")
    long = re.sub(r"(<li data-option=.1.>)(.*?</li>)", lambda match: (match[1] + match[2]) * 30, card.front)
    with reviewer(browser, kinds.pictures) as window:
        assert not measured(window, card.front)["marked"]
        assert measured(window, long)["marked"]
        mark = window.page.locator(".more").bounding_box()
        assert mark
        assert mark["y"] + mark["height"] == SCREEN
        window.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        assert not window.page.evaluate(MEASURE)["marked"]


def test_the_name_of_the_reading_is_not_cut_where_the_card_turns(browser: "Browser", shipped: Cards) -> None:
    named = (card for card in shipped.cards if card.kind == "Choice" and 'class="reading' in card.front)
    card = max(named, key=lambda card: len(card.back))
    with reviewer(browser, shipped.pictures) as window:
        window.show(card.front)
        window.replace(card.back)
        assert window.page.evaluate("document.documentElement.scrollHeight - innerHeight") > 40
        reading = window.page.locator(".reading").bounding_box()
        assert reading
        assert reading["y"] >= 0


LONG_TABLE = (
    "id: table\ntitle: Signs\ntext: |\n  | Sign | Count |\n  |---|---|\n" + "  | a long name for a sign | 1 |\n" * 60
)
WIDE_TABLE = f"id: table\ntitle: Signs\ntext: |\n  |{' An-unbroken-heading |' * 8}\n  |{'---|' * 8}\n  |{' 1 |' * 8}\n"
SHADOWS = "part => getComputedStyle(part).backgroundImage.split('linear-gradient').length - 1"


def test_long_material_scrolls_by_itself_and_shows_it(browser: "Browser", tmp_path: Path) -> None:
    card = with_table(tmp_path, LONG_TABLE).of("choice-figures")
    with reviewer(browser, {}) as window:
        seen = measured(window, card.front)
        assert seen["ends"] <= SCREEN
        material = window.page.locator(".stimulus")
        assert material.evaluate("part => part.scrollHeight > part.clientHeight")
        assert material.evaluate(SHADOWS) == 4
        material.focus()
        window.page.keyboard.press("End")
        window.page.wait_for_function("document.querySelector('.stimulus').scrollTop > 500")


@pytest.mark.parametrize("table", [WIDE_TABLE, WIDE_TABLE.replace("An-unbroken-heading", "כותרתאחתבלישבירה")])
def test_a_wide_table_scrolls_by_itself_and_shows_it(browser: "Browser", tmp_path: Path, table: str) -> None:
    card = with_table(tmp_path, table).of("choice-figures")
    with reviewer(browser, {}) as window:
        assert not measured(window, card.front)["sideways"]
        shown = window.page.locator(".wide")
        assert shown.evaluate("part => part.scrollWidth > part.clientWidth + 100")
        assert shown.evaluate(SHADOWS) == 4


def test_lines_of_code_are_not_broken_but_scroll_and_show_it(browser: "Browser", tmp_path: Path) -> None:
    cards = cards_of(package_of(tmp_path, REPOSITORY / "tests/courses/python/content", "python"))
    with reviewer(browser, {}, width=320) as window:
        assert not measured(window, cards.of("py-long-line").front)["sideways"]
        code = window.page.locator("pre")
        assert code.evaluate("part => part.scrollWidth > part.clientWidth + 100")
        assert code.evaluate("part => part.clientHeight / parseFloat(getComputedStyle(part).lineHeight)") < 2
        assert code.evaluate(SHADOWS) == 4


@pytest.mark.parametrize("size", [(1800, 300), (300, 1800)])
def test_a_panorama_scrolls_by_itself_and_shows_it(browser: "Browser", tmp_path: Path, size: tuple[int, int]) -> None:
    copytree(KINDS_COURSE, tmp_path / "changed")
    photo = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x0112] = 6 if size[0] < size[1] else 1  # turned by a quarter
    photo.save(tmp_path / "changed/media/wide.jpg", exif=exif)
    table = "id: table\ntitle: Signs\ntext: |\n  Both banks:\n\n  ![The river](media/wide.jpg)\n"
    (tmp_path / "changed/stimuli/table.yaml").write_text(table, "utf-8")
    cards = cards_of(package_of(tmp_path, tmp_path / "changed", "everything"))
    with reviewer(browser, cards.pictures, width=320) as window:
        assert not measured(window, cards.of("choice-figures").front)["sideways"]
        shown = window.page.locator(".stimulus .wide")
        assert shown.evaluate("part => part.scrollWidth") == 560
        assert shown.evaluate("part => part.firstChild.clientHeight") == 93
        assert shown.evaluate(SHADOWS) == 4
        window.page.set_viewport_size({"width": 800, "height": 600})
        assert shown.evaluate("part => part.scrollWidth == part.clientWidth")


def test_the_question_comes_before_its_material_which_folds_on_the_back(browser: "Browser", kinds: Cards) -> None:
    card = kinds.of("choice-figures")
    with reviewer(browser, kinds.pictures) as window:
        window.show(card.front)
        parts = [window.page.locator(part).bounding_box() for part in (".stem", ".stimulus", ".options")]
        places = [box["y"] for box in parts if box]
        assert places == sorted(places)
        assert len(places) == 3
        window.show(card.back)
        assert not window.page.locator(".stimulus table").is_visible()
        window.page.locator(".stimulus summary").click()
        assert window.page.locator(".stimulus table").is_visible()


def test_shared_material_keeps_a_distance_from_what_stands_above_it(browser: "Browser", shipped: Cards) -> None:
    gaps = {}
    with reviewer(browser, shipped.pictures) as window:
        window.show("")
        for card in shipped.cards:
            if 'class="stimulus"' not in card.front:
                continue
            window.replace(card.front)
            gaps[f"{card.id}/{card.name}"] = window.page.locator(".stimulus").evaluate(
                "part => part.getBoundingClientRect().top - part.previousElementSibling.getBoundingClientRect().bottom"
            )
    assert gaps
    assert {card: gap for card, gap in gaps.items() if gap < 8} == {}


def test_labels_of_pictures_are_no_smaller_than_12_pixels_on_a_phone(browser: "Browser", shipped: Cards) -> None:
    pictures = [card for card in shipped.cards if card.kind == "Image Occlusion"]
    assert len({card.id for card in pictures}) == 4
    with reviewer(browser, shipped.pictures, width=360) as window:
        for card in {card.id: card for card in pictures}.values():
            window.show(card.front)
            box = window.page.locator("#image-occlusion-container img").bounding_box()
            [name] = re.findall(r'<img src="([^"]+)"', card.front)
            svg = shipped.pictures[name].decode()
            width = re.findall(r'viewBox="0 0 (\d+)', svg)[0]
            assert box
            sizes = [float(size) for size in re.findall(r'font-size="(\d+)"', svg)]
            assert min(sizes) * box["width"] / float(width) >= 12, card.id
            assert not window.page.evaluate(MEASURE)["sideways"]


@pytest.mark.parametrize("night", [False, True])
def test_pictures_stand_on_a_light_ground(browser: "Browser", kinds: Cards, *, night: bool) -> None:
    with reviewer(browser, kinds.pictures) as window:
        for item in ("choice-figures", "picture-names"):
            window.show(kinds.of(item).front, night=night)
            grounds = window.page.locator("img").evaluate_all(
                "all => all.map(image => getComputedStyle(image).backgroundColor)"
            )
            assert grounds == ["rgb(255, 255, 255)"]


def test_a_field_and_its_unit_fit_a_small_phone_with_letters_of_twice_the_size(
    browser: "Browser", kinds: Cards
) -> None:
    front = kinds.of("numeric-names").front
    for unit in ("% of &lt;all&gt;", "of all that there was in the vessel before"):
        shown = re.sub(r'(<span class="unit">).*?(?=</span>)', rf"\g<1>{unit}", front)
        larger = re.sub(r"(?<=font-size: )\d+", lambda size: str(2 * int(size[0])), shown)
        with reviewer(browser, {}, width=320) as window:
            window.show(larger)
            assert window.overflow() == []
            field = window.page.locator("#typeans").bounding_box()
            assert field
            assert field["width"] > 80


def test_a_selector_that_old_web_views_lack_takes_no_other_rule_with_it() -> None:
    """They drop the rule of every selector that stands beside it."""
    css = re.sub(r"/\*.*?\*/", "", (REPOSITORY / "templates/anki/style.css").read_text("utf-8"), flags=re.DOTALL)
    rules = [selectors.strip() for selectors in re.findall(r"[^{}]+(?=\{)", css)]
    new = [selectors for selectors in rules if re.search(r":(has|is|where|focus-visible)\b", selectors)]
    assert len(new) >= 3
    assert [selectors for selectors in new if ",\n" in selectors] == []


VISIBILITY = "image => getComputedStyle(image).visibility"


def test_a_picture_names_what_was_asked_in_words_and_shows_nothing_before_it_is_masked(
    browser: "Browser", kinds: Cards
) -> None:
    asked = [card for card in kinds.cards if card.id == "picture-names"]
    with reviewer(browser, kinds.pictures) as window:
        for card, label in zip(asked, ("Ampersand & co.", "Tilde < ñ"), strict=True):
            window.show(card.front)
            assert window.page.locator("#image-occlusion-container img").evaluate(VISIBILITY) == "visible"
            assert label not in window.page.locator("#qa").inner_text()
            window.show(card.back)
            assert window.texts(".key") == [label]
    with reviewer(
        browser, kinds.pictures, script="Object.defineProperty(window, 'anki', {value: undefined});"
    ) as window:
        window.show(asked[0].front)
        window.faults.clear()
        assert window.page.locator("#image-occlusion-container img").evaluate(VISIBILITY) == "hidden"
        assert window.page.get_by_text("This picture needs Anki 23.10").is_visible()


def test_boxes_without_an_order_are_not_asked_by_their_place(shipped: Cards) -> None:
    """Where nothing tells which is first, the others stay in sight, and the one that is missing is asked."""
    for item, stay in (("bj-diagram-of-baskets", True), ("st-energy-loop", False)):
        cards = [card for card in shipped.cards if card.id == item]
        assert len(cards) > 4
        for card in cards:
            hidden = re.findall(r'class="cloze-inactive"[^>]*data-shape[^>]*>', card.front)
            assert len(hidden) == len(cards) - 1
            assert all(("occludeinactive" in mask.casefold()) is not stay for mask in hidden)
            assert ('class="cloze-inactive" data-ordinal="6">Political affairs' in card.front) is (
                stay and card is not cards[-1]
            )
