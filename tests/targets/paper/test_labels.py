"""Words in pictures are set as those on the page: whole, in their direction, with their accents above them."""

from pathlib import Path

import pytest

from nasec_study.targets.paper.pdf import render_pdf
from tests.reading_back import text_of

WORDS = ("שלום עולם", "عليكم", "x̂y", "AVATAR office")


def page(folder: Path, words: str, attributes: str) -> str:
    """Return the text of a page with some words in a line and in a picture."""
    text = f'<text x="150" y="20" font-family="Study Sans" font-size="14" {attributes}>{words}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40">{text}</svg>'
    body = f"<p>{words}</p><p><img src='media/words.svg' alt='words'></p>"
    html = f"<html lang='en'><title>Words</title><body style='font-family: Study Sans'>{body}</body></html>"
    (folder / "words.pdf").write_bytes(render_pdf(html, {"media/words.svg": svg.encode()}))
    return text_of(folder / "words.pdf")


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
@pytest.mark.parametrize("words", WORDS)
def test_words_of_a_picture_are_set_as_in_a_line(tmp_path: Path, words: str, anchor: str) -> None:
    assert page(tmp_path, words, f'text-anchor="{anchor}"').count(words) == 2


def test_letters_that_have_places_keep_them(tmp_path: Path) -> None:
    shown = page(tmp_path, "abc", 'dx="0 40 40"')
    assert "abc" in shown
    assert "a b c" in " ".join(shown.split())
