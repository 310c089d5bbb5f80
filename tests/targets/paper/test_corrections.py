"""Corrections of WeasyPrint: the installed version needs each of them, and they may be made in any order."""

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import FrameType

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.rendering.fonts import is_here
from nasec_study.targets.paper.pdf import render_pdf
from tests.targets.paper import (
    test_accents,
    test_alternatives,
    test_copied_words,
    test_label_styles,
    test_labels,
    test_lines,
    test_locale_of_the_machine,
    test_strokes,
)

ALL = "nasec_study.targets.paper.corrections.all"
# What shows each correction.
SHOWN_BY: Mapping[str, Callable[[Path], None]] = {
    "full_lines": test_lines.test_a_line_is_full_before_what_is_marked,
    "whole_in_lines": test_lines.test_no_word_in_a_box_within_a_line_is_cut,
    "kept_slashes": test_lines.test_a_slash_that_opens_a_word_stands_with_it,
    "placed_accents": lambda _: test_accents.test_an_accent_stands_over_its_letter("Study Serif"),
    "no_empty_texts": lambda _: test_accents.test_what_follows_a_letter_with_accents_stands_behind_it("Study Serif"),
    "words_as_written": lambda folder: test_copied_words.test_words_are_copied_as_they_are_written(
        folder, "hi", test_copied_words.HINDI
    ),
    "undated_fonts": lambda _: test_locale_of_the_machine.test_a_page_is_the_same_at_any_time(),
    "language_of_pictures": lambda _: test_alternatives.test_words_of_a_picture_are_set_in_the_language_of_the_page(),
    "one_alternative": lambda folder: test_alternatives.test_a_map_shows_the_names_of_one_language(
        folder, "fr", "Allemagne"
    ),
    "whole_words": lambda folder: test_labels.test_words_of_a_picture_are_set_as_in_a_line(folder, "שלום", "start"),
    "fonts_as_told": lambda _: test_label_styles.test_a_size_counts_once_for_all_parts_of_a_label("150%"),
    "shifted_parts": lambda _: test_label_styles.test_a_part_of_a_label_is_raised("super", 6),
    "underlined_words": lambda _: test_label_styles.test_words_of_a_label_are_underlined_and_struck_out("underline"),
    "halos_below": lambda _: test_label_styles.test_a_label_stands_upon_its_halo(),
    "wide_lines": lambda _: test_strokes.test_a_line_in_a_gradient_is_as_wide_as_one_in_a_color(),
    "whole_groups": lambda _: test_strokes.test_translucent_words_are_whole(),
    "fitting_patterns": lambda _: test_strokes.test_a_pattern_fills_each_shape(),
    "no_filters": lambda _: test_strokes.test_what_has_a_shadow_stays_where_it_is(),
    "turned_arrowheads": lambda _: test_strokes.test_an_arrowhead_points_along_a_broken_line(),
}
# Pages are the same without these, and take more work.
ECONOMIES = ("spared_styles", "quick_arrays", "kept_lines", "known_sizes")
# Of scripts whose fonts come with an extra.
OF_EXTRA = frozenset({"words_as_written", "undated_fonts"})

WORDS = "about 45 minutes. Write clearly; use <i><q>nowhere <u>anywhere</u> the phonemes /p/, /t/</q></i>"
HINDI = "<p>रिक्त</p>" if is_here("devanagari") else ""
PICTURE = """
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300" font-family="Study Serif">
<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
<pattern id="p" width="0.3" height="0.3"><rect width="9" height="9"/></pattern>
<marker id="m" orient="auto"><path d="M0 0L3 1L0 2z"/></marker>
<filter id="f"><feOffset in="SourceAlpha" dx="9"/><feBlend in="SourceGraphic"/></filter>
<switch><text y="20" systemLanguage="tr">office</text><text y="20">fiord</text></switch>
<text y="40">שלום</text><text y="60" style="font: bold 14px Study Sans">bold</text>
<text y="80">10<tspan baseline-shift="super">6</tspan> <tspan text-decoration="underline">line</tspan></text>
<text y="100" stroke="white" stroke-width="4" paint-order="stroke">1<tspan baseline-shift="super">6</tspan> halo</text>
<text x="60" y="120" text-anchor="middle" opacity="0.9">translucent</text>
<path d="M20 150H180" stroke-width="9" stroke="url(#g)"/><polyline points="9,9 99,9" stroke="red" marker-end="url(#m)"/>
<rect x="20" y="160" width="40" height="40" fill="url(#p)"/><rect x="80" y="160" width="80" height="20" fill="url(#p)"/>
<rect x="20" y="220" width="40" height="40" filter="url(#f)"/>
</svg>
"""


def page() -> bytes:
    """Return a page with something for each correction."""
    style = "@page { size: 90mm 999mm; margin: 5mm } body { font-family: 'Study Serif'; overflow-wrap: anywhere }"
    words = "".join(f'<p style="width: {width}mm">{WORDS}</p>' for width in range(30, 70, 2))
    accents = "".join(f"{letter}b " for letter in test_accents.LETTERS)
    body = f"{words}<p>{accents}</p>{HINDI}<ul><li>one</li></ul><img src='media/a.svg' alt='-' style='width: 70mm'>"
    html = f"<html lang='tr'><head><title>-</title><style>{style}</style></head><body>{body}</body></html>"
    return render_pdf(html, {"media/a.svg": PICTURE.encode()}, language="tr")


def nothing(*_: object) -> AbstractContextManager[None]:
    """Stand in the place of a correction."""
    return nullcontext()


@pytest.mark.parametrize("name", SHOWN_BY)
def test_weasyprint_still_needs_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name in OF_EXTRA and not is_here("devanagari"):
        pytest.skip("the extra `scripts` is not here")
    monkeypatch.setattr(f"{ALL}.{name}", nothing)
    with pytest.raises((AssertionError, StudyError)):
        SHOWN_BY[name](tmp_path)


def calls_for_a_page() -> int:
    """Return how often functions are called while a page is made."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        page()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", ECONOMIES)
def test_it_still_spares_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page()  # some of it is done once in a process
    spared = calls_for_a_page()
    monkeypatch.setattr(f"{ALL}.{name}", nothing)
    assert calls_for_a_page() > 1.01 * spared


def test_all_corrections_are_shown_and_make_the_same_page_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    in_order = page()
    from nasec_study.targets.paper.corrections.all import corrections  # noqa: PLC0415 - loads Pango

    assert len(corrections("", "en")) == len(SHOWN_BY) + len(ECONOMIES)
    monkeypatch.setattr(f"{ALL}.corrections", lambda *about: corrections(*about)[::-1])
    assert page() == in_order
