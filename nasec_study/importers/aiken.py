"""Aiken: a question, its options by letter, and the right letter (https://docs.moodle.org/en/Aiken_format).

Moodle takes capitals, one letter and options of one line alone. Here counts what people type: small letters, several
right ones, true and false, an option that goes on in the next line, and an explanation below the answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, takewhile

from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf
from nasec_study.importers.shared.options import FALSE, TRUE, Option, options_item, true_false, with_rationale
from nasec_study.importers.shared.texts import Texts

NAME = "Aiken"

_OPTION = re.compile(r"\(?(?P<letter>[A-Za-z])(?:[.)](?:\s+|$)|\)(?=\S)|(?<=[A-Z])\.(?=\w{2}))(?P<text>.*)")
_BEGUN = r"[#*\s]*(?:correct\s+)?answers?\**\s*:[*\s]*"
_LETTERS = r"\(?[A-Z]\b\)?(?:\s*(?:[,;&/]|and|y|et|und)\s*\(?[A-Z]\b\)?)*"
_ANSWER = re.compile(rf"{_BEGUN}(?P<letters>{_LETTERS})(?:[.)]?[*\s]*$|[.):]\s+\S.*$)", re.IGNORECASE)
_TRUTH = re.compile(rf"{_BEGUN}(?P<word>[^\W\d_]+)[.*\s]*$", re.IGNORECASE)
_NO_LETTER = re.compile(rf"{_BEGUN}|[#*\s]*(?-i:ANSWER)\b", re.IGNORECASE)
_SAID = re.compile(
    r"\**(?:explanation|explicación|explication|erklärung|begründung|feedback|rationale|retroalimentación|justificación)"
    r"\**\s*:",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.+)")
_FENCE = re.compile(r"`{3,}\w*")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is in Aiken's format, by its lines with answers."""
    return file.suffix in {".txt", ".aiken"} and any(map(_ANSWER.match, map(str.strip, file.text.split("\n"))))


@dataclass
class _Question:
    """What has been read of a question: its lines, those between paragraphs empty, and those of its options."""

    line: int = 1
    stem: list[str] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return " ".join(filter(None, self.stem))[:80] or f"line {self.line}"


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the questions of a file."""
    for (start, lines, ends), (_, below, _) in pairwise([*_parts(file.text), (0, list[str](), None)]):
        said = _explanation(below)
        *unanswered, question = _questions(lines, start)
        unanswered += [question] if ends is None and question.stem else []
        for one in unanswered:
            shelf.leave_out(one.name, file.where(one.line), "no line says `ANSWER:`")
        if ends is None:
            return
        texts = Texts(shelf, file.where(question.line))
        with texts.question(question.name):
            fields = _fields(question, ends, texts)
            explained = texts.plain(" ".join(said).partition(":")[2].strip(" *"))
            yield from texts.imported([with_rationale(fields, explained)], question.name)


def _parts(text: str) -> Iterator[tuple[int, list[str], re.Match[str] | None]]:
    """Yield the lines down to each that names an answer: the number of the first, they, and what that line holds."""
    lines, start = list[str](), 1
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if ends := _ANSWER.match(stripped) or _TRUTH.match(stripped) or _NO_LETTER.match(stripped):
            yield start, lines, ends
            lines, start = [], number + 1
        else:
            lines.append(stripped)
    yield start, lines, None


def _explanation(lines: list[str]) -> list[str]:
    """Take what explains the answer above from lines, down to an empty one or the next question; as many lines stay."""
    first = next((place for place, line in enumerate(lines) if line), 0)
    if not lines or not _SAID.match(lines[first]):
        return []
    said = list(takewhile(bool, lines[first:]))
    option = next((place for place, line in enumerate(said) if place > 1 and _OPTION.match(line)), 0)
    said = said[:1] if option else said
    lines[first : first + len(said)] = [""] * len(said)
    return said


def _questions(lines: Sequence[str], start: int) -> list[_Question]:
    """Return the questions in lines, of which only the last may be answered; they begin with the number `start`."""
    found = [_Question(start)]
    for number, (before, line) in enumerate(pairwise(["", *lines]), start=start):
        begun = found[-1]
        last = next(reversed(begun.options.values())) if begun.options else []
        if option := _option(line, begun):
            if option["letter"] in "Aa" and begun.options:
                # The options of another question, the words of which stand in the last of those before.
                begun = _Question(number, last[1:] or [f"line {number}"])
                found.append(begun)
            begun.options[option["letter"].upper()] = [option["text"]]
        elif line and begun.options:
            if before or not any(last):
                last.append(line)
            else:
                found.append(_Question(number, [line]))
        elif line and (begun.stem or not _FENCE.fullmatch(line)):
            begun.line = begun.line if begun.stem else number
            begun.stem.append(line if begun.stem else _NUMBER.sub("", line, count=1))
        elif begun.stem and not begun.options:
            begun.stem.append("")
    return found


def _option(line: str, begun: _Question) -> re.Match[str] | None:
    """Return the option in a line: A is the first, so that a statement `I.` in a question is none; none comes twice."""
    found = _OPTION.match(line) if begun.stem else None
    if found is None or (not begun.options and found["letter"] not in "Aa"):
        return None
    letter = found["letter"].upper()
    return found if letter == "A" or letter not in begun.options else None


def _fields(question: _Question, ends: re.Match[str], texts: Texts) -> Fields:
    """Return a question, of whose options those are right that the line at its end names. Raises NoItem."""
    paragraphs = [" ".join(lines) for is_text, lines in groupby(question.stem, bool) if is_text]
    if len(paragraphs) > 1 and (heading := _HEADING.fullmatch(paragraphs[0])):
        texts.leave(f"the heading above it: {heading['text']}")
        paragraphs = [_NUMBER.sub("", paragraphs[1], count=1), *paragraphs[2:]]
    stem = "\n\n".join(map(texts.plain, paragraphs))
    told = ends.groupdict()
    word = (told.get("word") or "").casefold()
    if word in TRUE | FALSE and not question.options:
        return true_false(stem, word in TRUE)
    if "letters" not in told:
        raise NoItem(f"its line `{ends.string[:40]}` names no option by letter")
    right = {letter.upper() for letter in re.findall(r"\b[A-Za-z]\b", told["letters"])}
    options = [Option(texts.plain(" ".join(lines)), letter in right) for letter, lines in question.options.items()]
    return options_item(texts, stem, options)
