"""The words of a text that was taken from print, in order, and the passage in which a quote stands.

Words are cut at line ends; page numbers and the marks of footnotes stand between them. A quote is compared word by
word, so that line breaks, typography and punctuation do not matter; letters and their case do.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from hashlib import sha256
from itertools import tee

from nasec_study.foundation.characters import (
    MARKS,
    UNSPACED,
    composed_print,
    has_unspaced,
    in_plain_figures,
    script_of,
    without_unwritten,
)

_TYPOGRAPHY = {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "}
_TYPOGRAPHY |= dict.fromkeys("\u2010\u2011", "-")
_MARKS = re.compile(r"<sup>[^\n]{0,99}?</sup>|[\\*]|(?m:^#+ )|(?m:^-{3,}$)")
_DROP_CAPITAL = re.compile(r"(?m)^([^\S\n]*)([B-HJ-Z]) (?=[a-z])")
# It begins with the one sign that is seldom: a text is soon looked through for that.
_CUT_WORD = re.compile(r"-(?<=[^\W\d_]-)[ \t]*(\n\s*)([^\W\d_]+)")
# The stop between a figure and the mark of a footnote: "in 1984.3 Then", "0.44.2 Then"; other figures may be decimals.
_STOP_BEFORE_MARK = re.compile(r"(\d(?<![\d.,].)(?:\d{3}|\d*[.,]\d+)\.)(?=\d{1,3}(?:\s+[^\W\d_a-z]|\s*\Z))")
# What a line's end cuts where there are no spaces between words, from its first letter on.
_CUT_LINES = rf"(?<![{UNSPACED}])[{UNSPACED}]+(?:[^\S\n]*\n[^\S\n]*[{UNSPACED}]+)+"
_BESIDE_UNSPACED = f"(?<=[{UNSPACED}]) | (?=[{UNSPACED}])"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*")
_ASCII_WORD = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_BORDER = ("", "\n")
_STOPS = ".!?。！？؟।"
_SENTENCE_END = re.compile(rf"[{_STOPS}][\"')\]」』）]*\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence, or sentences, in which a quote stands: its words, and the line in which the quote begins."""

    line: int
    text: str

    @property
    def hash(self) -> str:
        """A short hash of the passage's words."""
        return sha256(self.text.encode()).hexdigest()[:12]


class Stream:
    """Words in the order in which they are read; `text` has them with a space around each.

    They are those of a version of a part of a text whose lines have these numbers; without the `doubtful` ones, which
    may be numbers of pages or the marks of footnotes, where it is so said.
    """

    def __init__(self, version: str, numbers: Sequence[int], *, doubtful: bool = True) -> None:
        self._version, self._numbers = version, numbers
        self._found = list(_word_in(version).finditer(version))
        self._counted: Sequence[int] = range(len(self._found))
        if not doubtful:
            self._counted = [number for number in self._counted if not self._is_doubtful(number)]
        self.words = [self._found[number][0] for number in self._counted]
        self.text = " ".join(["", *self.words, ""])

    @property
    def has_doubtful(self) -> bool:
        """Whether a word of it is doubtful."""
        return any(map(self._is_doubtful, self._counted))

    def find(self, wanted: Sequence[str]) -> Passage | None:
        """Return the first sentences in which these words stand one behind the other; None if they do not."""
        if not wanted:
            return None
        first_sign, last_sign = wanted[0][0], wanted[-1][-1]
        # Without spaces between words, a quote begins and ends anywhere; in Korean, particles follow its last word.
        before = "" if has_unspaced(first_sign) else " "
        behind = "" if has_unspaced(last_sign) or script_of(last_sign) == "HANGUL" else " "
        place = self.text.find(f"{before}{' '.join(wanted)}{behind}")
        if place < 0:
            return None
        first = start = self.text.count(" ", 0, place + 1) - 1
        end = first + len(wanted) - 1
        while start > 0 and not self._ends(start - 1):
            start -= 1
        while end < len(self.words) - 1 and not self._ends(end):
            end += 1
        return Passage(self._line(first), " ".join(self.words[start : end + 1]))

    def passage_at(self, start: int, end: int, most: int) -> Passage:
        """Return the words, at most so many, that a piece of `text`, from `start` to before `end`, holds or cuts."""
        first = min(max(0, self.text.count(" ", 0, start + 1) - 1), len(self.words) - 1)
        last = self.text.count(" ", 0, end)
        return Passage(self._line(first), " ".join(self.words[first : min(last, first + most)]))

    def _line(self, number: int) -> int:
        """Return in which line of the reading a word stands."""
        return self._numbers[self._version.count("\n", 0, self._found[self._counted[number]].start())]

    def _is_doubtful(self, place: int) -> bool:
        match = self._found[place]
        return match[0][0].isdigit() and _is_doubtful(self._version, match.start(), match.end())

    def _ends(self, number: int) -> bool:
        """Tell whether a sentence ends behind a word: the last one, or one with a stop."""
        place = self._counted[number]
        if place + 1 == len(self._found):
            return True
        match = self._found[place]
        return self._version[match.end()] in _STOPS and _ends_sentence(self._version, match, self._found[place + 1])


class Streams:
    """Streams of which each is made when it is first asked for: most quotes stand in the first one of a section."""

    def __init__(self, made: Iterator[Stream]) -> None:
        (self._streams,) = tee(made, 1)

    def __iter__(self) -> Iterator[Stream]:
        """Give all of them, from the first one on."""
        return copy(self._streams)


def streams_of(lines: Sequence[str], parts: Sequence[Sequence[int]], headers: Sequence[str]) -> Iterator[Stream]:
    """Yield the words of some parts of a text, each part by the numbers of its lines (from 1), without running headers.

    A part comes in several versions: those of `versions`, each with and without the numbers that may be a page's or a
    footnote's.
    """
    skipped = {words_of(header) for header in headers}
    for numbers in parts:
        found = [lines[number - 1] for number in numbers]
        text = cleaned("\n".join("" if skipped and _is_header(words_of(line), skipped) else line for line in found))
        for version in versions(text):
            stream = Stream(version, numbers)
            yield stream
            if stream.has_doubtful:
                yield Stream(version, numbers, doubtful=False)


def _is_header(words: tuple[str, ...], headers: Collection[tuple[str, ...]]) -> bool:
    """Tell whether the words of a line are a running header, with the number of its page at either end or without."""
    pages = ((words[:1], words[1:]), (words[-1:], words[:-1]))
    ends = (words, *(rest for number, rest in pages if "".join(number).isdecimal()))
    return any(end in headers for end in ends)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a quote, or of an author's text, in the form in which they are compared."""
    return words_in(cleaned(text))


def words_in(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text that is `cleaned`."""
    return tuple(_word_in(text).findall(text))


def _word_in(text: str) -> re.Pattern[str]:
    """Return the pattern of the words of a text; where no marks can be in it, that is the quicker one."""
    return _ASCII_WORD if text.isascii() else _WORD


def cleaned(text: str) -> str:
    """Return a text with plain quotation marks and dashes, and without signs of Markdown."""
    text = without_unwritten(in_plain_figures(composed_print(text)))
    for sign, plain in () if text.isascii() else _TYPOGRAPHY.items():
        text = text.replace(sign, plain)
    return _MARKS.sub(lambda match: "\n" * match[0].count("\n"), text)


def versions(text: str) -> tuple[str, ...]:
    """Return the ways in which a `cleaned` text from print may be read.

    Nobody can tell whether a word at a line's end is cut ("impor-tant") or written with a hyphen ("policy-making"), nor
    whether a capital alone at a line's beginning is a drop capital ("T he tide") or a sign ("F is the square"): they
    are joined in some versions, and apart in others. Likewise a figure, and the mark of a footnote behind it.
    """
    whole = _DROP_CAPITAL.sub(r"\1\2", text)
    found = (_joined(whole), whole, _joined(text), text)
    return tuple(dict.fromkeys((*found, *(_STOP_BEFORE_MARK.sub(r"\1 ", one) for one in found))))


def as_written(words: str) -> str:
    """Return words with spaces between them as they are written: without those in scripts that have none."""
    return re.sub(_BESIDE_UNSPACED, "", words)


def _joined(text: str) -> str:
    """Return a text with the words that are cut at line ends joined, their line breaks behind them."""
    text = _CUT_WORD.sub(lambda match: match[2] + "\n" * match[1].count("\n"), text)
    if not has_unspaced(text):
        return text
    return re.sub(_CUT_LINES, lambda match: "".join(match[0].split()) + "\n" * match[0].count("\n"), text)


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
