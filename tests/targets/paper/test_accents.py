"""Accents stand above and below their letters, in every face of the page, and what follows stands behind them."""

from collections.abc import Sequence

import pypdfium2
import pytest
from PIL import ImageOps

from nasec_study.targets.paper.pdf import render_pdf

# Yoruba, African and phonetic letters, syllabic and reconstructed ones, Vedic, Lithuanian, Greek, Russian.
LETTERS = ("ọ̀", "ẹ́", "ɛ̀", "ɔ́", "ɛ̃́", "ŋ̊", "e̥", "ʊ̯", "n̩", "m̥̄", "r̥", "ā́", "ū́", "ṛ́", "ą́", "ǫ́", "θ̂", "ᾱ́", "я́", "x̄")
STYLES = ("Study Serif", "Study Sans", "italic 1em Study Serif", "bold 1em Study Serif", "bold 1em Study Sans")
LINE = 120


def widths_of(lines: Sequence[str], font: str) -> list[int]:
    """Return how wide the ink of each line is on a page, in pixels."""
    family = font if "1em" in font else f"1em {font}"
    style = f"@page {{ size: 500px {LINE * len(lines)}px; margin: 0 }} body {{ margin: 0; font-size: 40px }}"
    style += f"p {{ margin: 0 20px; font: {family}; line-height: {LINE}px; height: {LINE}px }}"
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<html lang='en'><head><title>Accents</title><style>{style}</style></head><body>{body}</body></html>"
    with pypdfium2.PdfDocument(render_pdf(html, {})) as document:
        # One pixel of CSS is one of the picture.
        page = ImageOps.invert(document[0].render(scale=96 / 72, grayscale=True).to_pil())
    boxes = [page.crop((0, LINE * number, page.width, LINE * (number + 1))).getbbox() for number in range(len(lines))]
    return [box[2] - box[0] if box else 0 for box in boxes]


@pytest.mark.parametrize("font", STYLES)
def test_an_accent_stands_over_its_letter(font: str) -> None:
    # In the widest face that is taken for a letter it is half as wide again.
    alone = widths_of([letter[0] for letter in LETTERS], font)
    with_accents = widths_of(LETTERS, font)
    wider = {
        letter: (width, least)
        for letter, width, least in zip(LETTERS, with_accents, alone, strict=True)
        if width > 1.5 * least
    }
    assert not wider


@pytest.mark.parametrize("font", STYLES)
def test_what_follows_a_letter_with_accents_stands_behind_it(font: str) -> None:
    together = widths_of([f"{letter}b" for letter in LETTERS], font)
    alone = widths_of(LETTERS, font)
    covered = {
        letter: (both, width) for letter, both, width in zip(LETTERS, together, alone, strict=True) if both < width + 15
    }
    assert not covered
