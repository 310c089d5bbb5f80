"""The text of a reading: its sections, the sentences in them, and the passage that a quote finds.

A text comes as it was taken from print: words cut at line ends, drop capitals, page numbers, running
headers and footnotes in mid sentence. Quotes are compared word by word, so that line breaks,
typography and punctuation do not matter; letters and their case do.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import NamedTuple

from nasec_study.course.model import Course, Reading
from nasec_study.course.source import MAX_BYTES
from nasec_study.foundation.characters import composed
from nasec_study.foundation.places import is_inside
from nasec_study.foundation.problems import Problem, StudyError, Where

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_MARKS = re.compile(r"<sup>[^\n]{0,99}?</sup>|[\\*]|(?m:^#+ )|(?m:^-{3,}$)")
_DROP_CAPITAL = re.compile(r"(?m)^([^\S\n]*)([B-HJ-Z]) (?=[a-z])")
_CUT_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-[ \t]*(\n\s*)([^\W\d_]+)")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
# A number in groups with spaces between them, as in 18 500.
IN_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_BORDER = ("", "\n")
_NOTE_MARK = re.compile(r"\d{1,2}")
_POWER_OF_TEN = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)?)(?:"
    r"\s*(?:[×x·⋅*]|\\times|\\cdot)\s*10"
    r"\s*(?:\^|\*\*|<sup>)?\s*\{?(?P<power>[-−–⁻]? ?(?:\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))\b"
    r"|[eE](?P<e>[-−+]?\d{1,2})\b)"
)
_MINUS = str.maketrans("−–", "--")
_STOPS = ".!?"
_SENTENCE_END = re.compile(rf"[{_STOPS}][\"')\]]*\s*")


class Word(NamedTuple):
    """A word of a text with the number of its line.

    A number that may be a page's, or the mark of a footnote, is `doubtful`; `ends` says that a
    sentence ends here.
    """

    text: str
    line: int
    doubtful: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence, or sentences, in which a quote stands."""

    line: int
    text: str

    @property
    def hash(self) -> str:
        """A short hash of the passage's words."""
        return sha256(self.text.encode()).hexdigest()[:12]


class Stream:
    """Words that are read one after the other."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self.text = "".join(f" {word.text}" for word in self.words) + " "
        lengths = (len(word.text) + 1 for word in self.words)
        self.starts = tuple(accumulate(lengths, initial=0))

    def find(self, wanted: Sequence[str]) -> Passage | None:
        """Return the sentences in which some words stand one after the other."""
        place = self.text.find(f" {' '.join(wanted)} ")
        if place < 0 or not wanted:
            return None
        first = start = bisect_left(self.starts, place)
        end = first + len(wanted) - 1
        while start > 0 and not self.words[start - 1].ends:
            start -= 1
        while end < len(self.words) - 1 and not self.words[end].ends:
            end += 1
        sentences = " ".join(word.text for word in self.words[start : end + 1])
        return Passage(self.words[first].line, sentences)

    def words_around(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the whole words that stand between two places of `text`."""
        return self.words[max(0, bisect_right(self.starts, start) - 1) : bisect_left(self.starts, end)]


@dataclass(frozen=True)
class ReadingText:
    """A reading's text by section.

    A section is several streams of words: its text and each of its notes; each with the words that are
    cut at line ends joined and with them apart, since nobody can tell "policy-making" from "impor-tant";
    and with and without doubtful numbers.
    """

    name: str
    sections: Mapping[str, tuple[Stream, ...]]
    missing: tuple[str, ...]
    raw: str

    def find(self, section: str, quote: str) -> Passage | None:
        """Return the passage of a section in which a quote stands, if it stands there."""
        wanted = words_of(quote)
        found = (stream.find(wanted) for stream in self.sections.get(section, ()))
        return next((passage for passage in found if passage), None)

    def sections_with(self, quote: str) -> tuple[str, ...]:
        """Return the sections in which a quote stands."""
        return tuple(section for section in self.sections if self.find(section, quote))

    @cached_property
    def plain(self) -> tuple[str, str]:
        """The whole text, with the words that are cut at line ends apart and joined."""
        text = _clean(self.raw)
        return text, _joined(text)

    @cached_property
    def powers_of_ten(self) -> frozenset[Decimal]:
        """The numbers that the text writes with a power of ten."""
        return powers_of_ten(composed(self.raw))[1]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word and number of the text; those in groups with spaces between them also as one."""
        return frozenset(word for text in self.plain for word in (*_WORD.findall(text), *grouped(text)))


def grouped(text: str) -> tuple[str, ...]:
    """Return the numbers of a text that stand in groups with spaces between them, without these: 18 500 is 18500."""
    return tuple("".join(number.split()) for number in IN_GROUPS.findall(text))


def powers_of_ten(text: str) -> tuple[str, frozenset[Decimal]]:
    """Return a text without the numbers that are written with a power of ten, and these numbers.

    They are written like 1.0 × 10^-7, 1.0·10⁻⁷, 6.022e23, or, where print lost what was raised, 1.0 × 10-7.
    """
    found: list[Decimal] = []

    def take(match: re.Match[str]) -> str:
        power = unicodedata.normalize("NFKC", match["power"] or match["e"]).translate(_MINUS)
        found.append(Decimal(f"{match['digits'].replace(',', '.')}E{power.replace(' ', '')}"))
        return " "

    return _POWER_OF_TEN.sub(take, text), frozenset(found)


def read_texts(course: Course, folder: Path | None = None) -> tuple[dict[str, ReadingText], list[Problem]]:
    """Return the texts of the readings, by the reading's id, and what is wrong with their files.

    Those in `folder` go before those in `texts/` in the course itself.
    """
    found: dict[str, ReadingText] = {}
    problems: list[Problem] = []
    for reading in course.readings:
        own = course.folder / "texts" / reading.file
        places = [*([folder / reading.file] if folder else []), own]
        file = next((place for place in places if place.is_file()), None)
        if file == own and not is_inside(own, course.folder):
            hint = "copy the text here, or name its folder with --texts"
            problems.append(Problem("E115", Where(str(own)), "this link leads out of the course", hint))
        elif file:
            try:
                found[reading.id] = read_text(reading, file)
            except StudyError as error:
                problems += error.problems
    return found, problems


def read_text(reading: Reading, file: Path) -> ReadingText:
    """Read the text of a reading. Sections whose heading is not found are `missing`. Raises StudyError."""
    raw = _raw(file)
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
        sections[section] = tuple(_streams(lines, streams, reading.headers))
    return ReadingText(file.name, sections, missing, raw)


def _raw(file: Path) -> str:
    try:
        if file.stat().st_size <= MAX_BYTES:
            return file.read_text("utf-8", errors="replace")
    except OSError as error:
        hint = "check its name and permissions"
        raise StudyError(
            Problem("E101", Where(str(file)), f"the file cannot be read: {error.strerror}", hint)
        ) from error
    hint = "keep only the reading's own text in it"
    raise StudyError(Problem("E102", Where(str(file)), f"the file is larger than {MAX_BYTES // 1_000_000} MB", hint))


def _streams(lines: Sequence[str], parts: Sequence[Sequence[int]], headers: Sequence[str]) -> Iterator[Stream]:
    """Yield the streams of some parts, each a list of line numbers that count from 1, without running headers."""
    skipped = {words_of(header) for header in headers}
    for numbers in parts:
        found = [lines[number - 1] for number in numbers]
        text = _clean("\n".join("" if skipped and words_of(line) in skipped else line for line in found))
        for version in dict.fromkeys((_joined(text), text)):
            words = tuple(_words(version, numbers))
            yield Stream(words)
            if any(word.doubtful for word in words):
                yield Stream(word for word in words if not word.doubtful)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a quote, or of an author's text, in the form in which they are compared."""
    return tuple(_WORD.findall(_clean(text)))


def _clean(text: str) -> str:
    text = composed(text).translate(_TYPOGRAPHY)
    text = _MARKS.sub(lambda match: "\n" * match[0].count("\n"), text)
    return _DROP_CAPITAL.sub(r"\1\2", text)


def _joined(text: str) -> str:
    """Return a text with the words that are cut at line ends joined, their line breaks behind them."""
    return _CUT_WORD.sub(lambda match: match[1] + match[3] + "\n" * match[2].count("\n"), text)


def _words(text: str, numbers: Sequence[int]) -> Iterator[Word]:
    """Yield the words of a text whose lines have these numbers."""
    found = list(_WORD.finditer(text))
    line = counted = 0
    for match, following in zip_longest(found, found[1:]):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        word = match[0]
        doubtful = word[0].isdigit() and _is_doubtful(text, match.start(), match.end())
        ends = following is None or (text[match.end()] in _STOPS and _ends_sentence(text, match, following))
        yield Word(word, numbers[line], doubtful, ends)


def _is_doubtful(text: str, start: int, end: int) -> bool:
    """Tell whether a number may be a page's or a footnote's: alone on its line, or behind a word or a full stop."""
    if not _PAGE_NUMBER.fullmatch(text, start, end):
        return False
    before, behind = start, end
    while before and text[before - 1] in " \t":
        before -= 1
    while behind < len(text) and text[behind] in " \t":
        behind += 1
    if text[before - 1 : before] in _BORDER and text[behind : behind + 1] in _BORDER:
        return True
    return before > 0 and (text[start - 1].isalpha() or text[before - 1] in '.!?"')


def _ends_sentence(text: str, match: re.Match[str], following: re.Match[str]) -> bool:
    """Tell whether a sentence ends at the stop behind a word: a capital follows, and the word is no initial."""
    initial = len(match[0]) == 1 and match[0].isalpha()
    stop = _SENTENCE_END.match(text, match.end(), following.start())
    return bool(stop) and not following[0][0].islower() and not initial


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
    """Return the index of the line that is a heading, the mark of a footnote behind it apart."""
    wanted = words_of(heading)
    for place in range(start, len(lines)):
        words = words_of(lines[place])
        if words == wanted or (words[:-1] == wanted and _NOTE_MARK.fullmatch(words[-1])):
            return place
    return None
