"""Words with sound and typed answers, as Anki takes and shows them."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from nasec_study.pipeline import build
from tests.browser import Reviewer, as_new, card_in, cards_of, reviewer
from tests.conftest import REPOSITORY
from tests.reading_back import collection, import_into, next_second, package_content

if TYPE_CHECKING:
    from anki.collection import Collection
    from playwright.sync_api import Browser

SPANISH = REPOSITORY / "tests" / "courses" / "spanish" / "content"
UNTYPED = (("    typed: true\n", ""), ("    typed: accents\n", ""), ("    accept: [luces]\n", ""))
ITEMS = "items/manual/casa.yaml"


def package(folder: Path, *edits: tuple[str, str]) -> Path:
    """Build the Spanish course with some edits of its items, and return its package."""
    if not (folder / "content").exists():
        copytree(SPANISH, folder / "content")
    file = folder / "content" / ITEMS
    text = file.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return next(path for path in build(folder / "content", folder / "build", ("anki",)) if path.suffix == ".apkg")


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package of the Spanish course."""
    return package(tmp_path_factory.mktemp("spanish"))


@pytest.fixture(scope="module")
def imported(spanish: Path) -> Iterator["Collection"]:
    """Return a collection with the Spanish course."""
    with collection() as anki:
        import_into(anki, spanish)
        yield anki


@pytest.fixture(scope="module")
def window(browser: "Browser") -> Iterator[Reviewer]:
    """Return a window in which one test shows cards after the other."""
    with reviewer(browser, {}) as found:
        yield found


def test_anki_keeps_each_recording_and_plays_it_where_it_belongs(spanish: Path) -> None:
    with collection() as anki:
        import_into(anki, spanish)
        media = {file.name: file.read_bytes() for file in Path(anki.media.dir()).iterdir()}
        recordings = {file.stem: file.read_bytes() for file in (SPANISH / "media").iterdir()}
        assert {name.partition("-")[0]: content for name, content in media.items()} == recordings
        played = {}
        for card_id in anki.find_cards(""):
            card = anki.get_card(card_id)
            output = card.render_output()
            front, back = (
                [tag.filename.partition("-")[0] for tag in tags if hasattr(tag, "filename")]
                for tags in (output.question_av_tags, output.answer_av_tags)
            )
            played[card.note()["Id"], card.template()["name"]] = (front, back)
        assert played["casa", "Term → definition"] == (["casa"], ["casa"])
        assert played["casa", "Definition → term"] == ([], ["casa"])
        assert played["oye-la-palabra", "Card"][0] == ["ano"]
        assert played["donde-esta-el-gato", "Card"][0] == ["dialogo"]
        assert played["mesa", "Definition → term"] == ([], [])


@pytest.mark.parametrize(
    ("item", "name", "heard", "is_folded"),
    [
        ("ano", "Term → definition", "♪ el año – los años", False),
        ("ano", "Definition → term", "♪ el año – los años", False),
        ("oye-la-palabra", "Card", "♪ el año", False),
        ("donde-esta-el-gato", "Card", "Ana: ¿Dónde está el gato? – Luis: Está en la cocina.", True),
    ],
)
def test_what_is_heard_can_be_read_behind_the_answer_and_on_no_front(
    window: Reviewer, spanish: Path, item: str, name: str, heard: str, *, is_folded: bool
) -> None:
    card = cards_of(spanish).of(item, name)
    assert heard not in card.front
    with as_new(window):
        window.show(card.back)
        transcript = window.page.locator(".rationale").get_by_text(heard)
        assert transcript.is_visible() != is_folded
        if is_folded:
            window.page.locator(".rationale summary", has_text="♪ Un diálogo").click()
            assert transcript.is_visible()


def test_a_recording_made_anew_reaches_students(tmp_path: Path) -> None:
    with collection() as anki:
        import_into(anki, package(tmp_path))
        recording = tmp_path / "content/media/casa.mp3"
        recording.write_bytes(recording.read_bytes() + b"\0" * 72)
        assert import_into(anki, package(tmp_path))["updated"] == 1
        note = anki.get_note(anki.find_notes("Id:casa")[0])
        name = note["Term"].partition("[sound:")[2].partition("]")[0]
        assert Path(anki.media.dir(), name).read_bytes() == recording.read_bytes()


def test_forms_stand_behind_both_directions_and_on_no_front(spanish: Path) -> None:
    cards = cards_of(spanish)
    for name in ("Term → definition", "Definition → term"):
        card = cards.of("casa", name)
        assert "las casas" not in card.front
        assert "<dt>plural</dt><dd>las casas</dd>" in card.back


@pytest.mark.parametrize(
    ("item", "given", "said"),
    [
        ("casa", "La  Casa", ["La Casa es correcto"]),
        ("casa", "casa", ["casa es correcto"]),
        ("casa", "caso", ["caso no es correcto"]),
        ("casa", "", []),
        ("jardin", "el jardin", ["el jardin es correcto, salvo las tildes"]),
        ("ano", "el año", ["el año es correcto"]),
        ("ano", "el ano", ["el ano no es correcto"]),
        ("plural-de-luz", "LAS LUCES", ["LAS LUCES es correcto"]),
        ("plural-de-luz", "¡Luces!", ["¡Luces! es correcto"]),
    ],
)
def test_what_is_typed_is_judged_in_words(
    window: Reviewer, imported: "Collection", item: str, given: str, said: list[str]
) -> None:
    # Of a term, the second card asks for the word.
    card = card_in(imported, imported.find_cards(f"Id:{item}", order="c.ord")[-1], given)
    for way in ("new page", "same page"):
        with as_new(window):
            window.show(card.front)
            assert window.page.locator("#typeans").count() == 1
            window.turn(way, card.back)
            assert window.texts(".judged:visible") == said, way


# An answer, what is typed for it, and what is said of that.
TYPED = (
    ("H~2~O", "h2o", "es correcto"),
    (r"\(\ce{SO4^2-}\)", "SO42-", "es correcto"),
    (r"\(\ce{SO4^2-}\)", "SO4^2-", "es correcto"),
    ("x^2^ m", "x2 m", "es correcto"),
    ("10^3^ m", "10^3 m", "es correcto"),
    ("10^3^ m", "103 m", "no es correcto"),
    ("がっこう（学校）", "がっこう。", "es correcto"),
    ("がっこう", "かっこう", "no es correcto"),
    ("4月", "\uff14月", "es correcto"),
    ("سُوق", "سوق", "es correcto, salvo las tildes"),
    ("أحمد", "احمد", "es correcto, salvo las tildes"),
    ("٣٤", "34", "es correcto"),
    ("३४ मीटर।", "34 मीटर", "es correcto"),
    ("१२,३४,५६७", "1234567", "es correcto"),
    ("मीटर", "मिटर", "no es correcto"),
    ("हिन्दी", "हिंदी", "es correcto"),
    ("мой", "мои", "no es correcto"),
    ("за́мок", "замок", "es correcto, salvo las tildes"),
    ("ёж", "еж", "es correcto, salvo las tildes"),
    ("צה״ל", 'צה"ל', "es correcto"),
    ("เสื้อ", "เสือ", "no es correcto"),
    ("0.025 mg", "0.025mg", "es correcto"),
    ("0.025 mg", ".025 mg", "es correcto"),
    ("0.025 mg", "0.25 mg", "no es correcto"),
    ("0.025 mg", "0.025 g", "no es correcto"),
    ("120/80 mmHg", "120 / 80 mmhg", "es correcto"),
    ("§ 38 Abs. 1 BDSG", "§38 Abs.1 BDSG", "es correcto"),
    ("§ 38 Abs. 1 BDSG", "§ 38 Abs. 2 BDSG", "no es correcto"),
    ("p < 0.05", "p<.05", "es correcto"),
    ("p < 0.05", "p > 0.05", "no es correcto"),
    ("3 4", "34", "no es correcto"),
    ("$1,250.50", "1250.50", "es correcto"),
    ("(12.000)", "-12000", "es correcto"),
    ("(12.000)", "12000", "no es correcto"),
    ("the “laundry list”", 'the "laundry list"', "es correcto"),
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Collection"]:
    """Return a collection with an item for each answer; its id is the answer's place in TYPED."""
    [one] = re.findall("  - id: plural-de-luz\n.*?las luces\n", (SPANISH / ITEMS).read_text("utf-8"), re.DOTALL)
    like_it = one.replace("[luces]", "[luces, हिंदी]")
    items = "".join(
        like_it.replace("plural-de-luz", f"place-{place}").replace("answer: Las luces.", f"answer: '{answer}'")
        for place, (answer, *_) in enumerate(TYPED)
    )
    with collection() as anki:
        import_into(anki, package(tmp_path_factory.mktemp("answers"), (one, one + items)))
        yield anki


@pytest.mark.parametrize("place", range(len(TYPED)), ids=lambda place: "-".join(TYPED[place]))
def test_an_answer_is_right_as_a_keyboard_has_its_signs(window: Reviewer, answers: "Collection", place: int) -> None:
    _, given, said = TYPED[place]
    [card] = answers.find_cards(f"Id:place-{place}")
    with as_new(window):
        window.show(card_in(answers, card, given).back)
        assert window.texts(".judged:visible") == [f"{given} {said}"]


def test_nothing_is_typed_where_an_item_does_not_ask_for_it(spanish: Path) -> None:
    cards = cards_of(spanish)
    field = 'id="typeans"'
    assert field in cards.of("casa", "Definition → term").front
    assert field not in cards.of("casa", "Term → definition").front
    assert field not in cards.of("mesa", "Definition → term").front
    assert field not in cards.of("usar-el-plural").front


def test_the_first_typed_answer_reaches_students_who_have_the_deck(tmp_path: Path) -> None:
    before = package(tmp_path, *UNTYPED).rename(tmp_path / "before.apkg")
    next_second()
    after = package(tmp_path, ("    forms: {género: masculino", "    typed: true\n    forms: {género: masculino"))
    with collection() as anki:
        import_into(anki, before)
        notes = sorted(anki.find_notes(""))
        assert import_into(anki, after) == {"updated": 1, "duplicate": 8}
        assert sorted(anki.find_notes("")) == notes
        names = [model.name for model in anki.models.all_names_and_ids() if model.name.startswith("ESP1 Term")]
        assert names == ["ESP1 Term"]
        assert "el jardín" in anki.get_note(anki.find_notes("Id:jardin")[0])["Typed"]
        [card_id] = anki.find_cards("Id:jardin card:2")
        assert "[[type:Typed]]" in anki.get_card(card_id).render_output().question_text


def test_without_typed_answers_the_note_types_are_as_they_were(tmp_path: Path) -> None:
    for model in package_content(package(tmp_path, *UNTYPED))["types"].values():
        assert "type:" not in model["tmpls"][0]["qfmt"]
        assert "Typed" not in {field["name"] for field in model["flds"]}
