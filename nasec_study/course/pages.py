"""A reading as it was printed, in plain text or as a PDF: its lines, how large they are, and its pages."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from nasec_study.course.print_order import in_reading_order
from nasec_study.course.readings import plain_text
from nasec_study.course.source import MAX_BYTES
from nasec_study.foundation.characters import REFUSED, composed_print
from nasec_study.foundation.problems import Problem, StudyError, Where

# PDFium writes this for a hyphen at the end of a line, and for the end of that line with it
# (findings/pdfium-swallows-a-line-end-with-its-hyphen.sh).
_CUT = "\ufffe"
_LINE = re.compile(rf"[^\n{_CUT}]*[\n{_CUT}]|[^\n{_CUT}]+\Z")
# How many lines at the beginning and at the end of a page may stand on others, too, and what counts the pages there.
_BORDER = 2
# Letters that are so many times as large as others are larger.
LARGER = 1.12
_COUNTED = re.compile(r"(?P<first>\d{1,4})\s+(?P<behind>\S.*)|(?P<before>.*\S)\s+(?P<last>\d{1,4})")


@dataclass(frozen=True)
class Page:
    """The lines of a text, and the size of each one's letters divided by the usual size; 1 where that is not known.

    `starts` are the places of the lines with which pages begin, where these are known.
    """

    lines: tuple[str, ...]
    sizes: tuple[float, ...]
    starts: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The text as one."""
        return "\n".join((*self.lines, ""))

    @property
    def running(self) -> dict[int, str]:
        """The places of lines that stand at the heads or feet of several pages, with their words.

        Before or behind these, the number of a page counts as the pages do. The first line of all may be a title, if no
        other one on its page is larger.
        """
        found: dict[tuple[str, int | None], dict[int, int]] = {}
        for number, (start, end) in enumerate(pairwise((*self.starts, len(self.lines)))):
            filled = [place for place in range(start, end) if self.lines[place].strip()]
            for place in (*filled[:_BORDER], *filled[-_BORDER:]):
                line = self.lines[place].strip()
                counted = _COUNTED.fullmatch(line)
                found.setdefault((line, None), {})[number] = place
                if counted:
                    off = int(counted["first"] or counted["last"]) - number
                    found.setdefault((counted["behind"] or counted["before"], off), {})[number] = place
        first = next((place for place, line in enumerate(self.lines) if line.strip()), 0)
        return {
            place: words
            for (words, _), those in found.items()
            if len(those) > 1
            for place in those.values()
            if place != first or self._has_larger(first)
        }

    def _has_larger(self, place: int) -> bool:
        """Tell whether there is a line on the first page with larger letters than those of a line."""
        return max(self.sizes[: self.starts[1]], default=0) > LARGER * self.sizes[place]


def reading_text(file: Path) -> Page:
    """Return the text of a file: plain text, Markdown, or a PDF with text in it. Raises StudyError."""
    content = file.read_bytes() if file.stat().st_size <= 10 * MAX_BYTES else b""
    if content.startswith(b"%PDF"):
        return _page_of_pdf(file, content)
    if not content or len(content) > MAX_BYTES:
        raise StudyError(
            Problem("E102", Where(str(file)), "the file is empty, or too large", "give the reading's text")
        )
    printed = composed_print(plain_text(content, str(file))).split("\f")
    lines = tuple(REFUSED.sub("", "\n".join(printed)).rstrip("\n").split("\n"))
    starts = accumulate((one.count("\n") + 1 for one in printed[:-1]), initial=0)
    return Page(lines, (1.0,) * len(lines), tuple(start for start in starts if start < len(lines)))


def _page_of_pdf(file: Path, content: bytes) -> Page:
    """Return the lines of a PDF with the sizes of their letters."""
    import pypdfium2  # noqa: PLC0415 - only for PDFs
    from pypdfium2 import raw  # noqa: PLC0415 - likewise

    lines: list[str] = []
    sizes: list[float] = []
    starts: list[int] = []
    try:
        document = pypdfium2.PdfDocument(content)
        for page in document:
            text_page = page.get_textpage()
            starts.append(len(lines))
            place = 0
            for line in _LINE.findall(text_page.get_text_range()):
                letters = [place + at for at, sign in enumerate(line) if not sign.isspace()]
                found = [raw.FPDFText_GetFontSize(text_page, at) for at in letters[:40]]
                lines.append(in_reading_order(REFUSED.sub("", composed_print(line.strip().replace(_CUT, "-")))))
                sizes.append(max(found, default=0.0))
                place += len(line)
            lines.append("")
            sizes.append(0.0)
        document.close()
    except pypdfium2.PdfiumError as error:
        hint = "save its text as a .txt file"
        raise StudyError(Problem("E624", Where(str(file), 0, 0), f"this PDF cannot be read: {error}", hint)) from error
    if not any(lines):
        hint = "it seems to be scanned: let a program recognize its text, and save that"
        raise StudyError(Problem("E624", Where(str(file), 0, 0), "this PDF contains no text", hint))
    common = Counter(round(size, 1) for line, size in zip(lines, sizes, strict=True) for _ in line.split() if size)
    body = common.most_common(1)[0][0] or 1.0
    return Page(tuple(lines), tuple(size / body for size in sizes), tuple(starts))
