"""The printed page in Spanish and French: whole catalogues, and no English word left of the page's own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any, get_args

import pikepdf
import pytest
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from nasec_study.course.vocabulary import KINDS, LEVELS, Difficulty
from nasec_study.foundation import places
from nasec_study.pipeline import build
from nasec_study.rendering.alphabets import alphabet_key
from nasec_study.rendering.fonts import BASE, widths
from nasec_study.rendering.locales import DATA_WORDS, known_languages, number_html, number_text, percent_text
from nasec_study.sheets.sizes import listed
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.paper import assert_no_words_overlap, assert_within_margins
from tests.reading_back import pages_of, text_of

LANGUAGES = ("es", "fr")
# The catalogue of the printed page and of cards, and that of pages for a browser.
DOMAINS = ("paper", "web")
NO_BREAK = "\u00a0"
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def catalogue(folder: Path, language: str, domain: str = "paper") -> Catalog:
    """Return a catalogue of a language."""
    with (folder / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def template(folder: Path, domain: str) -> Catalog:
    with (folder / f"{domain}.pot").open("rb") as file:
        return read_po(file)


def messages(found: Catalog) -> dict[Any, Message]:
    return {message.id: message for message in found if message.id}


def forms(message: Message) -> tuple[str, ...]:
    """Return a message's words, singular and plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the catalogues of a copy of the checkout, renewed by the command in the manual."""
    folder = tmp_path_factory.mktemp("renewed")
    for name in ("nasec_study", "templates"):
        copytree(REPOSITORY / name, folder / name)
    (folder / "pyproject.toml").write_bytes((REPOSITORY / "pyproject.toml").read_bytes())
    chapters = "\n".join(file.read_text("utf-8") for file in (REPOSITORY / "docs").glob("*.md"))
    [block] = re.findall(r"^```sh\n(\.venv/bin/pybabel extract .*?)^```", chapters, re.DOTALL | re.MULTILINE)
    for line in block.strip().split(" && "):
        _, *arguments = line.split()
        subprocess.run([sys.executable, "-m", "babel.messages.frontend", "-q", *arguments], cwd=folder, check=True)
    return folder / "nasec_study/locale"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_catalogue_holds_just_the_words_of_the_page(renewed: Path, domain: str) -> None:
    expected = messages(template(renewed, domain))
    assert len(expected) > 50
    assert messages(template(places.LOCALE, domain)).keys() == expected.keys()
    for language in LANGUAGES:
        assert messages(catalogue(places.LOCALE, language, domain)).keys() == expected.keys(), language


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_renewing_a_catalogue_that_is_whole_leaves_it_as_it_is(renewed: Path, language: str, domain: str) -> None:
    file = Path(language, "LC_MESSAGES", f"{domain}.po")
    assert own_lines(renewed / file) == own_lines(places.LOCALE / file)


def own_lines(file: Path) -> list[str]:
    """Return the lines of a catalogue but the one that tells which Babel wrote it."""
    return [line for line in file.read_text("utf-8").splitlines() if not line.startswith('"Generated-By:')]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_with_its_placeholders(language: str, domain: str) -> None:
    found = catalogue(places.LOCALE, language, domain)
    assert found.num_plurals == 2
    assert not found.obsolete
    for message in messages(found).values():
        assert not message.fuzzy, message.id
        originals = (message.id,) if isinstance(message.id, str) else message.id
        for original, words in zip(originals, forms(message), strict=True):
            assert words.strip("\t\n ") == words != "", message.id
            assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(original)), message.id


def test_words_that_come_from_data_are_in_the_catalogues() -> None:
    assert set(DATA_WORDS) == {*LEVELS, *get_args(Difficulty)}


def test_known_languages_are_those_with_a_catalogue() -> None:
    assert set(known_languages()) == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_fonts_hold_every_character(language: str) -> None:
    words = messages(catalogue(places.LOCALE, language)).values()
    letters = {letter for message in words for letter in "".join(forms(message))}
    letters -= {"→"}  # between the names of Anki's menus, which stand on no page of ours
    for name in BASE:
        assert letters - widths(name).keys() == set(), name


@pytest.mark.parametrize("domain", DOMAINS)
def test_french_is_set_as_in_canada(domain: str) -> None:
    for message in messages(catalogue(places.LOCALE, "fr", domain)).values():
        for words in forms(message):
            assert not re.search(rf"[^{NO_BREAK}]:|[{NO_BREAK} ][;?!]|«[^{NO_BREAK}]|[^{NO_BREAK}]»|'", words), words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1234.50 12,345.678 −3.0 × 10<sup>−7</sup>"),
        ("es-MX", "1234.50 12,345.678 −3.0 × 10<sup>−7</sup>"),
        ("es", "1234,50 12.345,678 −3,0 × 10<sup>−7</sup>"),
        ("fr-CA", f"1234,50 12{NO_BREAK}345,678 −3,0 × 10<sup>−7</sup>"),
        ("fr", f"1234,50 12{NO_BREAK}345,678 −3,0 × 10<sup>−7</sup>"),
        ("xx", "1234.50 12,345.678 −3.0 × 10<sup>−7</sup>"),
    ],
)
def test_a_number_is_written_as_in_its_language(language: str, text: str) -> None:
    numbers = map(Decimal, ("1234.50", "12345.678", "-3.0e-7"))
    assert " ".join(number_html(number, language) for number in numbers) == text


def test_a_number_in_plain_text() -> None:
    assert number_text(Decimal("6.022e23"), "en") == "6.022 × 10^23"
    assert number_text(Decimal(1_000_000), "es-MX") == "1,000,000"
    assert number_text(Decimal("-1234567.5"), "hi") == "-12,34,567.5"
    assert number_text(Decimal(123_456), "en-IN") == "1,23,456"
    assert number_text(Decimal("1.80e-5"), "es") == "1,80 × 10^-5"
    assert number_text(Decimal("0.00018"), "en") == "0.00018"
    assert number_text(Decimal("0.000"), "en") == "0.000"


@pytest.mark.parametrize(
    ("language", "text"), [("en", "2.5%"), ("fr", "2,5\u00a0%"), ("es-MX", "2.5%"), ("tr", "%2,5"), ("tlh", "2.5%")]
)
def test_a_percentage_stands_beside_its_sign_as_its_language_writes_it(language: str, text: str) -> None:
    assert percent_text(Decimal("2.5"), language) == text


def test_accents_and_capitals_do_not_count_in_the_alphabet() -> None:
    assert listed(["Zacatecas", "órbita", "Oriente", "Ávila", "amparo"], "en") == (
        *("amparo", "Ávila", "órbita", "Oriente", "Zacatecas"),
    )


def printed(folder: Path, *, language: str, sheet: str) -> dict[str, Path]:
    """Build the course of every kind in a language, its worksheet perhaps in another; return its pages by name."""
    copytree(KINDS_COURSE, folder / "content")
    settings = folder / "content/course.yaml"
    text = settings.read_text("utf-8").replace("forms: [A, B]", f"forms: [A]\n    language: {sheet}")
    settings.write_text(f"{text}language: {language}\n", "utf-8")
    for bank in (folder / "content/items").rglob("*.yaml"):
        text = bank.read_text("utf-8")
        noted = text.replace(
            "    level: remember\n", '    level: remember\n    difficulty: hard\n    computed: "1 + 1"\n'
        )
        bank.write_text(noted, "utf-8")
    return {path.name: path for path in build(folder / "content", folder / "build", ("worksheets", "handouts"))}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    """Return pages in Spanish and in French: sheets that have a language of their own, handouts in the course's."""
    spanish = printed(tmp_path_factory.mktemp("es"), language="es", sheet="fr-CA")
    french = printed(tmp_path_factory.mktemp("fr"), language="fr-CA", sheet="es")
    sheets = {name for name in spanish if name.startswith("everything")}
    assert "everything-A-student.pdf" in sheets
    assert "where-the-readings-disagree.pdf" in spanish.keys() - sheets
    return {
        "es": spanish | {name: french[name] for name in sheets},
        "fr": french | {name: spanish[name] for name in sheets},
    }


def authored(node: object) -> Iterator[str]:
    """Yield the texts that a file of a course holds."""
    match node:
        case str():
            yield node
        case dict():
            yield from (text for part in node.values() for text in authored(part))
        case list():
            yield from (text for part in node for text in authored(part))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_word_is_left(pages: dict[str, dict[str, Path]], language: str) -> None:
    content = (yaml.safe_load(file.read_text("utf-8")) for file in KINDS_COURSE.rglob("*.yaml"))
    texts = {text for part in content for text in authored(part)} - {*LEVELS, *KINDS}
    own = {words for message in messages(catalogue(places.LOCALE, language)).values() for words in forms(message)}
    known = {word for text in texts | own for word in words_of(text)}
    # What is set in capitals, whose letters may stand apart.
    capitals = {word.upper() for word in known}
    lines = {"".join(words.casefold().split()) for words in own}
    for name, path in pages[language].items():
        if path.suffix == ".pdf":
            for line in text_of(path).splitlines():
                if "".join(line.casefold().split()) not in lines:
                    is_capital = line.upper() == line
                    assert words_of(line) - (capitals if is_capital else known) == set(), (name, line)


def words_of(text: str) -> set[str]:
    """Return the words of a text, without rows of the letters of options."""
    return set(re.findall(r"\b(?![A-H]+\b)[^\W\d_]{2,}", text))


SHOWN = {
    "es": {
        "student": ("Nombre", "Fecha", "Grupo", "Parte", "Obtenidos", "Banco de palabras", "alrededor de 30 minutos"),
        "large-print": ("Letra grande", "Si es falso, corrígelo:", "edición 0.9", "página 1 de"),
        "key": ("Clave de respuestas", "49,1 % of <all> (± 0,5)", "Criterio", "12 reactivos, 27 puntos"),
        "instructor": ("Edición del docente", "Cálculo 1 + 1", "En disputa", "recordar · difícil", "Díez, “Signs"),
    },
    "fr": {
        "student": (
            "Nom",
            "Date",
            "Groupe",
            "Résultat",
            "Banque de mots",
            "Utilisez ceci pour la question",
            "Étiquettes",
        ),
        "large-print": (
            "Gros caractères",
            "Si c’est faux, corrigez :",
            "édition 0.9",
            "page 1 de",
        ),
        "key": ("Corrigé", "49,1 % of <all> (± 0,5)", "Critère", "12 questions, 27 points, environ 30 minutes"),
        "instructor": (
            "Édition du personnel enseignant",
            "Calcul 1 + 1",
            "mémoriser · difficile",
            "Díez, « Signs & “wonders",
        ),
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_it_as_in_the_classroom(pages: dict[str, dict[str, Path]], language: str) -> None:
    for edition, phrases in SHOWN[language].items():
        text = " ".join(text_of(pages[language][f"everything-A-{edition}.pdf"]).replace(NO_BREAK, " ").split())
        for phrase in phrases:
            assert phrase in text, edition
    keys = pages[language]["everything-keys.csv"].read_text("utf-8")
    assert '"49,1 (± 0,5)"' in keys
    student = [word.text for page in pages_of(pages[language]["everything-A-student.pdf"]) for word in page.words]
    assert student.count("V") == 1
    assert "T" not in student


def test_a_pdf_says_in_which_language_it_is(pages: dict[str, dict[str, Path]]) -> None:
    for language, tag in (("es", "es"), ("fr", "fr-CA")):
        for name, path in pages[language].items():
            if path.suffix == ".pdf":
                with pikepdf.open(path) as document:
                    assert str(document.Root["/Lang"]) == tag, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_longer_words_have_room(pages: dict[str, dict[str, Path]], language: str) -> None:
    for name, path in pages[language].items():
        if path.suffix == ".pdf":
            assert_no_words_overlap(path)
            if not name.startswith("flashcards"):
                assert_within_margins(path, 16)


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("uk", "вага гора ґанок екран єнот жаба ирій ім’я їжак йод кіт"),
        ("ru", "ёж ель ещё жар за́мок изба йод кот"),
        ("sr", "дан ђак ево и јабука каша лав љубав мед ноћ његов тата ћуп ум час џеп шах"),
        ("hi", "अंक अक्षर कंगन कमल कल क़लम काम किताब की कुत्ता क्षमा खाना ज़मीन जल ज्ञान"),
        ("th", "กา ไก่ ขนม เข้า คน นา น้ำ นี แม่ เรือ"),
        ("ko", "가게 값 나무 학교 한국 힘"),
        ("pl", "ala ąż bułka cela ćma dom lody luk łapa łódź nos zupa źle żaba"),
        ("cs", "cena čas hora chata jih rok řeka sen šev zub žena"),
        ("sv", "apa zebra åka ärta öga"),
        ("nb", "apa zebra ære øl år"),
        ("fr", "odeur œuvre olive oubli"),
        ("en", "ala ąż cela ćma doch Łódź luk"),
        ("he", "בית מֶלֶךְ סוף שָׁלוֹם"),
    ],
)
def test_words_stand_in_the_order_of_their_alphabet(language: str, order: str) -> None:
    assert " ".join(sorted(order.split(), key=lambda word: alphabet_key(word, language))) == order
