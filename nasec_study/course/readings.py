"""The text of a reading, section by section: found by headings or lines, searched for quotes, numbers and words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from nasec_study.course.model import Reading
from nasec_study.course.passages import Passage, Stream, Streams, cleaned, streams_of, versions, words_in, words_of
from nasec_study.course.source import decoded, raw_of
from nasec_study.foundation.characters import script_of
from nasec_study.foundation.problems import Problem, StudyError, Where

_NOTE_MARK = re.compile(r"\d{1,2}")
# A heading that is too long for a narrow column has so many lines.
_HEADING_LINES = 3
# How files begin that hold a text, but are none.
_NO_TEXTS = (
    (re.compile(rb"%PDF"), "a PDF"),
    (re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0|\{\\rtf"), "a document of a word processor or an e-book"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE), "a web page"),
)


@dataclass(frozen=True)
class ReadingText:
    """A reading's text: the name of its file, and the words of each section by the section's id.

    A section's words are several streams: its running text and each note in it, in the versions of `streams_of`.
    `missing` are the ids of the sections whose heading or lines were not found.
    """

    name: str
    sections: Mapping[str, Iterable[Stream]]
    missing: tuple[str, ...]
    raw: str
    # What was looked for once: an item's quote is asked for by a rule, and by its proof.
    _found: dict[tuple[str, str], Passage | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find(self, section: str, quote: str) -> Passage | None:
        """Return the passage of a section in which a quote stands; None if it does not stand there."""
        if (section, quote) not in self._found:
            wanted = words_of(quote)
            found = (stream.find(wanted) for stream in self.sections.get(section, ()))
            self._found[section, quote] = next((passage for passage in found if passage), None)
        return self._found[section, quote]

    def sections_with(self, quote: str) -> tuple[str, ...]:
        """Return the ids of the sections in which a quote stands."""
        return tuple(section for section in self.sections if self.find(section, quote))

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The whole text in all its versions: with words that print has cut apart, and with them joined."""
        return versions(cleaned(self.raw))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of all versions, which have most of theirs in common, each one once."""
        return tuple(dict.fromkeys(line for text in self.plain for line in text.split("\n")))

    @cached_property
    def script(self) -> str:
        """The script of most of its letters, as Unicode calls it: LATIN, ARABIC; '' for a text without letters."""
        letters = Counter(filter(str.isalpha, self.raw))
        scripts: Counter[str] = Counter()
        for letter, times in letters.items():
            scripts[script_of(letter)] += times
        return max(scripts, key=lambda script: scripts[script], default="")

    @cached_property
    def printed(self) -> str:
        """The lines of all versions."""
        return "\n".join(self.lines)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word and number of the text."""
        return frozenset(words_in(self.printed))


# Of the readings whose texts are there, by the ids of these.
ReadingTexts = Mapping[str, ReadingText]


def read_text(reading: Reading, file: Path) -> ReadingText:
    """Return the text of a reading from its file. Raises StudyError where it cannot be read, or is too large."""
    content = raw_of(file, str(file), "keep only the reading's own text in it")
    if isinstance(content, Problem):
        raise StudyError(content)
    raw = plain_text(content, str(file))
    lines = raw.split("\n")
    ranges, missing = _ranges(reading, lines)
    notes = [_range(note) for note in reading.notes if _fits(note, lines)]
    sections = {}
    for section, (first, last) in ranges.items():
        inner = [
            (start, end) for start, end in notes if first <= start and end <= last and (start, end) != (first, last)
        ]
        apart = {number for start, end in inner for number in range(start, end + 1)}
        flow = [number for number in range(first, last + 1) if number not in apart]
        streams = [flow, *(list(range(start, end + 1)) for start, end in inner)]
        sections[section] = Streams(streams_of(lines, streams, reading.headers))
    return ReadingText(file.name, sections, missing, raw)


def plain_text(content: bytes, path: str) -> str:
    """Return the text of a reading's file, with plain line ends. Raises StudyError where it is no text in UTF-8."""
    kind = next((kind for start, kind in _NO_TEXTS if start.match(content)), "")
    text = "" if kind else decoded(content, path)
    if isinstance(text, Problem):
        raise StudyError(text)
    if kind or "\0" in text:
        hint = "save its text as a .txt file, in UTF-8"
        message = f"this is {kind}, not plain text" if kind else "this is not a text"
        raise StudyError(Problem("E103", Where(path), message, hint))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _range(lines: str) -> tuple[int, int]:
    first, last = lines.split("-")
    return int(first), int(last)


def _fits(given: str, lines: Sequence[str]) -> bool:
    """Tell whether a range of lines lies in the text."""
    first, last = _range(given)
    return first <= last <= len(lines)


def _ranges(reading: Reading, lines: Sequence[str]) -> tuple[dict[str, tuple[int, int]], tuple[str, ...]]:
    """Return first and last line of each section, and the sections whose heading is not found."""
    given = {
        section.id: _range(section.lines)
        for section in reading.outline
        if section.lines and _fits(section.lines, lines)
    }
    starts: dict[str, int] = {}
    missing = []
    behind = 0
    for section in reading.outline:
        if section.id in given:
            continue
        if section.lines:
            missing.append(section.id)
            continue
        place = _heading(lines, section.heading, behind)
        if place is None:
            missing.append(section.id)
        else:
            starts[section.id] = place + 1
            behind = place + 1
    borders = sorted([*starts.values(), *(first for first, _ in given.values()), len(lines) + 1])
    found = {
        section: (first, next(border for border in borders if border > first) - 1) for section, first in starts.items()
    }
    return found | given, tuple(missing)


def _heading(lines: Sequence[str], heading: str, start: int) -> int | None:
    """Return the index of the line with which a heading begins, the mark of a footnote behind it apart."""
    wanted = words_of(heading)
    for place in range(start, len(lines)):
        for end in range(place + 1, place + 1 + _HEADING_LINES):
            found = [words_in(version) for version in versions(cleaned("\n".join(lines[place:end])))]
            if any(words == wanted or (words[:-1] == wanted and _NOTE_MARK.fullmatch(words[-1])) for words in found):
                return place
            # Few lines begin as the heading does.
            if not any(words and words == wanted[: len(words)] for words in found):
                break
    return None
