"""Cards as a screen reader tells them, words of the card in the course's language, and fronts that stand alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nasec_study.course.model import LabelledPicture, Picture
from nasec_study.course.parse import read_course
from nasec_study.rendering.locales import translations
from nasec_study.targets._descriptions import description_of
from tests.browser import Card, Cards, Reviewer, cards_of, package_of, reviewer
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.reading_back import collection, import_into

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Roles that hold others and tell nothing themselves.
_SILENT = {
    "generic",
    "none",
    "RootWebArea",
    "InlineTextBox",
    "DescriptionListTerm",
    "DescriptionListDetail",
    "LineBreak",
}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Cards:
    return cards_of(package_of(tmp_path_factory.mktemp("kinds"), KINDS_COURSE, "everything"), typed="49.3")


def told(window: Reviewer) -> list[str]:
    """Return what Chromium tells a screen reader of the page, a line each."""
    session = window.page.context.new_cdp_session(window.page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    return list(_lines(nodes[0], by_id))


def _lines(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    role, name = node["role"]["value"], " ".join(str(node.get("name", {}).get("value", "")).split())
    states = [entry["name"] for entry in node.get("properties", ()) if entry["value"].get("value") in {True, "true"}]
    if not node["ignored"] and role not in _SILENT and (name or role != "StaticText"):
        shown = f"{role} {name}".strip()
        yield f"{shown} (checked)" if "checked" in states else shown
        if role in {"radio", "checkbox", "StaticText", "heading", "image", "DisclosureTriangle"}:
            return
    for child in node.get("childIds", ()):
        yield from _lines(by_id[child], by_id)


def heard(window: Reviewer, html: str) -> list[str]:
    window.show(html)
    return told(window)


def test_options_are_a_group_named_by_the_question(browser: "Browser", kinds: Cards) -> None:
    with reviewer(browser, kinds.pictures) as window:
        lines = heard(window, kinds.of("choice-figures").front)
        assert "radiogroup How many signs are there?" in lines
        assert [line for line in lines if line.startswith("radio ")] == [
            *("radio 90", "radio 700", "radio 1,200", "radio 15,000"),
        ]
        window.page.keyboard.press("ArrowDown")
        assert "radio 90 (checked)" in told(window)
        lines = heard(window, kinds.of("multi-signs").front)
        assert "group Which two names carry an accent? Choose all that apply" in lines
        assert len([line for line in lines if line.startswith("checkbox ")]) == 4


def test_right_and_wrong_are_told_in_words(browser: "Browser", kinds: Cards) -> None:
    with reviewer(browser, kinds.pictures) as window:
        window.show(kinds.of("choice-figures").front)
        for _ in range(2):
            window.page.keyboard.press("ArrowDown")
        window.replace(kinds.of("choice-figures").back)
        text = " ".join(line.removeprefix("StaticText ") for line in told(window))
        assert "Key: 1,200" in text
        assert "90 Wrong." in text
        assert "700 Your answer. Wrong. Too few" in text
        assert "1,200 Right." in text
        assert "✓" not in text
        assert "✕" not in text
        assert "StaticText False" in heard(window, kinds.of("true-false-signs").back)
        assert not any("True" in line for line in told(window))
        assert "49.3 is right, within ± 0.5" in " ".join(
            line.removeprefix("StaticText ") for line in heard(window, kinds.of("numeric-names").back)
        )


@pytest.mark.parametrize(
    ("item", "name", "front", "back"),
    [
        ("question-names", "Card", ["listitem", "StaticText What is it?"], ["StaticText A list of two;"]),
        (
            "term-ampersand",
            "Term → definition",
            ["heading Ampersand (&)"],
            ["StaticText The sign for “and”, as in AT&T < Québec's"],
        ),
        ("cloze-signs", "Card", ["StaticText [a tag]"], ["StaticText <b>"]),
        ("numeric-names", "Card", ["textbox Your answer. % of <all>"], ["StaticText 49.1% of <all>"]),
        ("matching-names", "Overview", ["listitem", "StaticText Cancún"], ["StaticText Québec & Ottawa"]),
        ("matching-names", "Pair 1", ["StaticText Peña Nieto"], ["StaticText México <centro>"]),
        ("ordering-names", "Card", ["listitem", "StaticText B < C"], ["StaticText 1957", "StaticText A & B"]),
        ("essay-names", "Card", ["StaticText Write on"], ["heading Points", "heading A good answer"]),
        ("how-many-signs", "Card", ["StaticText Who says what?"], ["StaticText Chrétien & Díez", "StaticText “Four”"]),
        (
            "picture-names",
            "Card",
            [
                "StaticText Asked: number 1",
                "image Signs & names. A timeline of three signs & names. 63: 1; 1150: 2; c. 1990: Chrétien.",
            ],
            ["StaticText Ampersand & co."],
        ),
    ],
)
def test_every_kind_is_told_whole(
    browser: "Browser", kinds: Cards, item: str, name: str, front: list[str], back: list[str]
) -> None:
    card = kinds.of(item, name)
    with reviewer(browser, kinds.pictures) as window:
        for html, expected in ((card.front, front), (card.back, back)):
            lines = heard(window, html)
            assert [line for line in expected if line not in lines] == []
            # Names of the course that the note does not name, and the marks, are not told.
            assert not any(re.search(r"[✓✕→]", line) for line in lines)
        assert lines.count("StaticText Chrétien & Díez, “Peña Nieto :: Québec”") <= 1
        assert "DisclosureTriangle Report a mistake" in lines
        assert not any(item in line for line in lines)


def test_a_title_that_holds_a_label_that_is_asked_is_not_read_out() -> None:
    bars = [{"label": "Fundy", "values": ["16"]}, {"label": "Severn", "values": ["15"]}]
    picture = Picture.model_validate({"id": "b", "title": "FUNDY and others", "alt": "Two bars.", "bars": bars})
    words = description_of(picture, ("Fundy",), "en")
    assert words.startswith("Two bars. 1: 16; Severn: 15")


def test_a_picture_of_which_nothing_may_be_told_has_its_numbers() -> None:
    regions = [{"label": name, "rectangle": ["0", "0", "0.1", "0.1"]} for name in ("Thumb", "Palm")]
    told = {"id": "h", "title": "Thumb and palm", "alt": "A thumb.", "image": "media/h.png", "regions": regions}
    assert description_of(Picture.model_validate(told), ("Thumb", "Palm"), "en") == "1, 2"


def test_a_description_holds_no_label_that_is_asked() -> None:
    for content in (KINDS_COURSE, REPOSITORY / "content"):
        course, _ = read_course(content)
        assert course
        for item in course.items:
            if isinstance(item, LabelledPicture) and (picture := course.picture(item.picture)):
                words = description_of(picture, item.asked(picture), "en").casefold()
                assert [label for label in item.asked(picture) if label.casefold() in words] == []
                assert all(re.search(rf"\b{number}\b", words) for number in range(1, len(item.asked(picture)) + 1))


# What the cards say themselves


@pytest.mark.parametrize("language", ["es-MX", "fr-CA"])
def test_a_card_s_own_words_are_in_the_language_of_the_course(tmp_path: Path, kinds: Cards, language: str) -> None:
    translated = cards_of(package_of(tmp_path, KINDS_COURSE, "everything", f"language: {language}"), typed="49.3")
    words = translations(language)
    changed = 0
    for card in kinds.cards:
        own = next(other for other in translated.cards if same(card, other))
        for english, other in ((card.front, own.front), (card.back, own.back)):
            assert f'lang="{language}"' in other
            for text in re.findall(r">([^<>]*[A-Za-z][^<>]*)<", without_code(english)):
                found = words.gettext(text.strip())
                if found != text.strip():
                    changed += 1
                    assert text not in re.findall(r">([^<>]*)<", without_code(other))
                    assert found in other
    assert changed > 50


def same(one: Card, other: Card) -> bool:
    return (one.id, one.name, one.kind) == (other.id, other.name, other.kind)


def without_code(html: str) -> str:
    return re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)


# Fronts


def test_no_front_depends_on_a_script(browser: "Browser", kinds: Cards) -> None:
    with reviewer(browser, kinds.pictures, java_script_enabled=False) as window:
        for card in kinds.cards:
            window.show(card.front)
            text = " ".join(window.texts(".stem, .premise"))
            assert len(text) > 5, card.id
            if card.kind == "Image Occlusion":
                image = window.page.locator("#qa img")
                assert image.evaluate("image => getComputedStyle(image).visibility") == "hidden"
                assert window.page.locator("#err").is_visible()


def test_whatever_is_empty_every_front_has_a_text(tmp_path: Path) -> None:
    """Anki would delete the note of a front without a field that is filled: Tools → Empty Cards."""
    with collection() as anki:
        import_into(anki, package_of(tmp_path, KINDS_COURSE, "everything", "speech: true"))
        before = anki.card_count()
        for note_id in anki.find_notes(""):
            note = anki.get_note(note_id)
            names = list(note.keys())
            # What asks stands in the fields before the answer: a model without it is refused.
            asks = {names[0], "Definition", "Occlusion", "Header", *(name for name in names if "Premise " in name)}
            for name in set(names) - asks:
                note[name] = ""
            anki.update_note(note)
        assert anki.get_empty_cards().report == ""
        assert anki.card_count() == before
        for card_id in anki.find_cards(""):
            html = without_code(anki.get_card(card_id).render_output().question_text)
            assert re.search(r"\w{3}", re.sub(r"<[^>]+>", " ", html))


def test_ids_of_readings_may_begin_with_a_digit(browser: "Browser", tmp_path: Path) -> None:
    package_of(tmp_path, KINDS_COURSE, "everything")
    content = tmp_path / "content"
    for file in (*content.rglob("*.yaml"),):
        text = re.sub(r"reading(s?): (\[?)ink\b", r"reading\1: \g<2>2005-ink", file.read_text("utf-8"))
        file.write_text(text.replace("id: ink\n", "id: 2005-ink\n"), "utf-8")
    (content / "readings/ink.yaml").rename(content / "readings/2005-ink.yaml")
    (content / "course.lock").unlink()
    other = (content / "readings/2005-ink.yaml").read_text("utf-8").partition("objectives:")[0]
    (content / "readings/paper.yaml").write_text(
        re.sub(r"cite: .*", "cite: Smith", other.replace("2005-ink", "paper").replace("file: ink", "file: paper")),
        "utf-8",
    )
    file = content / "course.yaml"
    file.write_text(file.read_text("utf-8").replace("[2005-ink]", "[2005-ink, paper]"), "utf-8")
    cards = cards_of(package_of(tmp_path / "renamed", content, "everything"))
    with reviewer(browser, cards.pictures) as window:
        window.show(cards.of("question-names").front)
        assert window.texts(".reading span") == ["Chrétien & Díez", "Smith"]
        assert [part.inner_text() for part in window.page.locator(".reading span:visible").all()] == ["Chrétien & Díez"]
        window.show(cards.of("question-names").back)
        shown = [part.inner_text() for part in window.page.locator("cite:visible").all()]
        assert shown == ["Chrétien & Díez, “Peña Nieto :: Québec”"]
