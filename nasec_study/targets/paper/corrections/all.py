"""All corrections of WeasyPrint 70.0, made while it makes a page: a line on each says what it does by itself.

None needs another, and in any order they make the same pages. A test shows for each that pages still need it.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from nasec_study.targets.paper.corrections.accents import no_empty_texts, placed_accents
from nasec_study.targets.paper.corrections.copied_words import words_as_written
from nasec_study.targets.paper.corrections.dates import undated_fonts
from nasec_study.targets.paper.corrections.economies import kept_lines, known_sizes, quick_arrays, spared_styles
from nasec_study.targets.paper.corrections.label_fonts import fonts_as_told
from nasec_study.targets.paper.corrections.labels import halos_below, shifted_parts, underlined_words, whole_words
from nasec_study.targets.paper.corrections.languages import language_of_pictures, one_alternative
from nasec_study.targets.paper.corrections.lines import full_lines, kept_slashes, whole_in_lines
from nasec_study.targets.paper.corrections.strokes import (
    fitting_patterns,
    no_filters,
    turned_arrowheads,
    whole_groups,
    wide_lines,
)


def corrections(html: str, language: str) -> tuple[AbstractContextManager[None], ...]:
    """Return the corrections for a page of HTML in a language."""
    return (
        # A text that fits but for the space at its end is broken behind its first word.
        full_lines(),
        # A word is broken inside of a box within a line, though it does not begin the line.
        whole_in_lines(),
        # A line ends behind a slash that opens a word, /p/, or stands in a unit, mg/kg (Pango, as Unicode has it).
        kept_slashes(),
        # An accent stands beside its letter where the face that has it cannot place it (Pango, face by face).
        placed_accents(),
        # An empty text is written before what is shifted; PDFium 159 forgets the shift behind it.
        no_empty_texts(),
        # A glyph stands for what it was where it came first: words of Hindi and Thai are copied with other vowels.
        words_as_written(),
        # A variable font is stamped with the time at which the page is made.
        undated_fonts(),
        # The text of a picture has the language of the process's locale.
        language_of_pictures(language),
        # The words of a picture in several languages are drawn over each other.
        one_alternative(language),
        # The words of a picture are set letter by letter, from left to right.
        whole_words(),
        # A label has no size where that is a word or part of `font`, and one in percent counts again in each part.
        fonts_as_told(),
        # A raised or lowered part of a label stays on the line.
        shifted_parts(),
        # A label is not underlined or struck out.
        underlined_words(),
        # The halo of a label is drawn over it.
        halos_below(),
        # A line in a gradient or a pattern is as wide as the line before it.
        wide_lines(),
        # Something translucent is cut off at a box that is worked out wrong.
        whole_groups(),
        # A pattern is fitted to the first shape that it fills, and moved by the place of its tile.
        fitting_patterns(),
        # A shape with a shadow is drawn where the shadow was.
        no_filters(),
        # The arrowheads of broken lines are turned away from these.
        turned_arrowheads(),
        # Six more styles are worked out for each element.
        spared_styles(html),
        # C is parsed for each new number of glyphs.
        quick_arrays(),
        # Each line is laid out again to be drawn.
        kept_lines(),
        # The sizes of each box are worked out again each time that it is laid out.
        known_sizes(),
    )


@contextmanager
def corrected(html: str, language: str) -> Iterator[None]:
    """Let WeasyPrint make a page of HTML in a language with all corrections."""
    with ExitStack() as stack:
        for correction in corrections(html, language):
            stack.enter_context(correction)
        yield
