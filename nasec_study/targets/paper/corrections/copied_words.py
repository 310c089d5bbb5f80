"""Words of scripts in which signs change places, written beside their glyphs, so that a reader of the PDF gets them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import ffi, pango

from nasec_study.foundation.characters import MARKS, UNSPACED
from nasec_study.targets.paper.corrections.replacing import around

# The scripts of India, Thai, Lao, Tibetan, Burmese, Khmer: a vowel may stand before the letter that it follows, and one
# glyph for several signs.
_CHANGES_PLACES = re.compile("[\u0900-\u109f\u1780-\u17ff]")
# What WeasyPrint shows at a time: glyphs, of four digits each, and shifts between them.
_PIECE = re.compile("<([0-9a-f]*)>|([^<]+)")
_GLYPH = re.compile("....")
# The words of a line with the spaces around them; where there are none between words, the letters with their marks.
_PARTS = re.compile(rf"[{UNSPACED}][{MARKS}]*| *[^{UNSPACED} ]+ *| +")


class _Sign(NamedTuple):
    """A glyph of a line: where in the text the word begins that it belongs to; the word, '' for none; and its font."""

    start: int
    word: str
    font: Any


@around("draw_first_line", drawing)
def words_as_written(before: Any, stream: Any, textbox: Any, *others: Any) -> Any:
    """Say beside glyphs which word they are, where it is not what they stand for one by one.

    WeasyPrint says for each glyph what it was where it came first: copied, रिक्त was रक्त
    (findings/weasyprint-copies-devanagari-without-vowels.sh).
    """
    if not _CHANGES_PLACES.search(textbox.text):
        return before(stream, textbox, *others)
    with _words_told(stream, list(_signs_of(stream, textbox))):
        return before(stream, textbox, *others)


def _signs_of(stream: Any, textbox: Any) -> Iterator[_Sign]:
    """Yield what the glyphs of a line belong to, in the order in which they are drawn."""
    line, _ = textbox.pango_layout.get_first_line()
    text = textbox.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        font, _ = stream.add_font(item.analysis.font)
        starts = [item.offset + glyphs.log_clusters[number] for number in range(glyphs.num_glyphs)]
        parts = dict(_parts(text, item.offset, item.offset + item.length))
        for number, start in enumerate(starts):
            if glyphs.glyphs[number].glyph != pango.PANGO_GLYPH_EMPTY:
                first = max((part for part in parts if part <= start), default=start)
                yield _Sign(first, "" if item.analysis.level % 2 else parts.get(first, ""), font)


def _parts(text: bytes, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where words begin in a part of a text, and these; without spaces between words, each letter is one."""
    for found in _PARTS.findall(text[start:end].decode()):
        yield start, found
        start += len(found.encode())


@contextmanager
def _words_told(stream: Any, signs: list[_Sign]) -> Iterator[None]:
    """Tell the words of a line in a stream while it is drawn."""
    left = iter(signs)
    current = _Sign(-1, "", None)
    begun = 0
    told: list[str] = []

    def end() -> None:
        if _CHANGES_PLACES.search(current.word) and told != [current.word]:
            text = current.word.encode("utf-16-be").hex()
            stream.stream.insert(begun, f"/Span <</ActualText <feff{text}>>> BDC".encode())
            # Not in a line of its own, as the end of a piece is that a tag owns.
            stream.stream.append(b" EMC")

    def show(text: str) -> None:
        nonlocal current, begun, told
        shown = ""
        for glyphs, shift in _PIECE.findall(text):
            shown += f"{shift} "
            for glyph in _GLYPH.findall(glyphs):
                sign = next(left, current)
                if sign[:2] != current[:2]:
                    if shown:
                        before(shown)
                    end()
                    current, begun, told, shown = sign, len(stream.stream), [], ""
                shown += f"<{glyph}>"
                told.append(sign.font.to_unicode.get(int(glyph, 16), ""))
        if shown:
            before(shown)

    before = stream.show_text
    stream.show_text = show
    try:
        yield
    finally:
        del stream.show_text
    end()
