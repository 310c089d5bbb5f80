"""Of a picture's words in several languages, those of the page are printed."""

from pathlib import Path

import pytest

from nasec_study.targets.paper.pdf import render_pdf
from tests.reading_back import text_of

NAMES = (
    '<text x="5" y="20" systemLanguage="de,fr">Allemagne</text>'
    '<text x="5" y="20" systemLanguage="es-MX">Alemania</text>'
    '<text x="5" y="20">Germany</text>'
)


def page(folder: Path, drawing: str, language: str) -> list[str]:
    """Return the words of a page in some language with nothing but a picture."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40">{drawing}</svg>'
    html = f"<html lang='{language}'><title>Words</title><p><img src='media/words.svg' alt='words'></p></html>"
    (folder / "words.pdf").write_bytes(render_pdf(html, {"media/words.svg": svg.encode()}, language=language))
    return text_of(folder / "words.pdf").split()


@pytest.mark.parametrize(
    ("language", "name"),
    [("fr", "Allemagne"), ("es", "Alemania"), ("es-MX", "Alemania"), ("es-ES", "Germany"), ("en", "Germany")],
)
def test_a_map_shows_the_names_of_one_language(tmp_path: Path, language: str, name: str) -> None:
    assert page(tmp_path, f"<switch>{NAMES}</switch>", language) == [name]


def test_what_suits_no_language_is_left_out(tmp_path: Path) -> None:
    assert page(tmp_path, NAMES.replace("Germany", "Rhine"), "en") == ["Rhine"]


def test_a_picture_of_features_stands_for_what_is_shown_without(tmp_path: Path) -> None:
    drawing = '<switch><g requiredFeatures="x"/><text x="5" y="20">Text is not SVG</text></switch>'
    assert page(tmp_path, f'{drawing}<text x="5" y="20">Senate</text>', "en") == ["Senate"]


def test_words_of_a_picture_are_set_in_the_language_of_the_page() -> None:
    # In Turkish, f and i are no ligature, or the i would lose its dot.
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><text y="20">office</text></svg>'
    html = "<html lang='en'><title>Words</title><p><img src='media/words.svg' alt='words'></p></html>"
    turkish, english = (render_pdf(html, {"media/words.svg": svg.encode()}, language=tag) for tag in ("tr", "en"))
    assert turkish != english
