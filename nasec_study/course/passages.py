"""The words of a text that was taken from print, in order, and the passage in which a quote stands.

Words are cut at line ends; page numbers and the marks of footnotes stand between them. A quote is compared word by
word, so that line breaks, typography and punctuation do not matter; letters and their case do.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, zip_longest
from typing import NamedTuple

from nasec_study.foundation.characters import composed_print

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "}
    | dict.fromkeys("\u2010\u2011", "-")
)
_MARKS = re.compile(r"<sup>[^\n]{0,99}?</sup>|[\\*]|(?m:^#+ )|(?m:^-{3,}$)")
_DROP_CAPITAL = re.compile(r"(?m)^([^\S\n]*)([B-HJ-Z]) (?=[a-z])")
_CUT_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-[ \t]*(\n\s*)([^\W\d_]+)")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_BORDER = ("", "\n")
_STOPS = ".!?"
_SENTENCE_END = re.compile(rf"[{_STOPS}][\"')\]]*\s*")


class Word(NamedTuple):
    """A word or a number of a text, and the line in which it stands (from 1).

    A number that may be a page's, or the mark of a footnote, is `doubtful`. `ends` says that a sentence ends behind it.
    """

    text: str
    line: int
    doubtful: bool
    ends: bool


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
    """Words in the order in which they are read; `text` has them with a space around each."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self.text = "".join(f" {word.text}" for word in self.words) + " "
        lengths = (len(word.text) + 1 for word in self.words)
        self.starts = tuple(accumulate(lengths, initial=0))

    def find(self, wanted: Sequence[str]) -> Passage | None:
        """Return the first sentences in which these words stand one behind the other; None if they do not."""
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
        """Return the words that a piece of `text`, from `start` to before `end`, holds or cuts."""
        return self.words[max(0, bisect_right(self.starts, start) - 1) : bisect_left(self.starts, end)]


def streams_of(lines: Sequence[str], parts: Sequence[Sequence[int]], headers: Sequence[str]) -> Iterator[Stream]:
    """Yield the words of some parts of a text, each part by the numbers of its lines (from 1), without running headers.

    A part comes in several versions: those of `versions`, each with and without the numbers that may be a page's or a
    footnote's.
    """
    skipped = {words_of(header) for header in headers}
    for numbers in parts:
        found = [lines[number - 1] for number in numbers]
        text = cleaned("\n".join("" if skipped and words_of(line) in skipped else line for line in found))
        for version in versions(text):
            words = tuple(_words(version, numbers))
            yield Stream(words)
            if any(word.doubtful for word in words):
                yield Stream(word for word in words if not word.doubtful)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a quote, or of an author's text, in the form in which they are compared."""
    return words_in(cleaned(text))


def words_in(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text that is `cleaned`."""
    return tuple(_WORD.findall(text))


def cleaned(text: str) -> str:
    """Return a text with plain quotation marks and dashes, and without signs of Markdown."""
    text = composed_print(text).translate(_TYPOGRAPHY)
    return _MARKS.sub(lambda match: "\n" * match[0].count("\n"), text)


def versions(text: str) -> tuple[str, ...]:
    """Return the ways in which a `cleaned` text from print may be read.

    Nobody can tell whether a word at a line's end is cut ("impor-tant") or written with a hyphen ("policy-making"), nor
    whether a capital alone at a line's beginning is a drop capital ("T he tide") or a sign ("F is the square"): they
    are joined in some versions, and apart in others.
    """
    whole = _DROP_CAPITAL.sub(r"\1\2", text)
    return tuple(dict.fromkeys((_joined(whole), whole, _joined(text), text)))


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
