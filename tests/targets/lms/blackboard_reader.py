"""Blackboard's text files as its help describes them, in what both views take; whatever else is there is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.targets.lms.answers import RIGHT, WRONG, Answer, must, seen

# Elements of BbML.
ELEMENTS = frozenset(
    ["a", "br", "del", "div", "em", "h4", "h5", "h6", "img", "li", "ol", "p", "span", "strong", "sub", "sup", "ul"]
)
MOST_LINES, MOST_ANSWERS, MOST_GAPS = 250, 100, 10
_GAP = re.compile(r"(?<!\\)\[([A-Za-z0-9._-]+)\]")


@dataclass(frozen=True)
class Question:
    """A question: its kind, its text as HTML, and the fields behind that."""

    kind: str
    stem: str
    fields: tuple[str, ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The fields, two by two."""
        return tuple(zip(self.fields[::2], self.fields[1::2], strict=True))

    def grade(self, answer: Answer) -> Fraction | None:
        """Return 1 for an answer that is wholly right, 0 for all others; None where a person marks it."""
        return _GRADES[self.kind](self, answer)


def read(content: bytes) -> list[Question]:
    """Return the questions of a file in their order."""
    must(not content.startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode()), "a mark would be part of the first kind")
    text = content.decode()
    # Wherever a program may see the end of a line.
    lines = text.split("\r\n")
    must(lines == text.splitlines(), "an end within a line")
    must(all(lines) and len(lines) <= MOST_LINES, "no empty lines, and not too many")
    return [_question(line.split("\t")) for line in lines]


def _question(cells: Sequence[str]) -> Question:
    kind, stem, *fields = cells
    must(kind in _CHECKS, kind)
    must(seen(stem), cells)
    question = Question(kind, stem, tuple(fields))
    for html in (stem, *_html_in(question)):
        must(set(re.findall(r"</?(\w+)", html)) <= ELEMENTS, html)
        must(not re.search(r"<(?!/?\w)|&(?!#?\w+;)", html), f"a sign that begins no tag: {html}")
        must(not html.startswith('"'), "a quote that some readers take away")
    _CHECKS[kind](question)
    return question


def _html_in(question: Question) -> Sequence[str]:
    if question.kind in {"MC", "MA"}:
        return question.fields[::2]
    return question.fields if question.kind in {"MAT", "ESS"} else ()


def _has_options(question: Question) -> None:
    words = [word for _, word in question.pairs]
    must(set(words) <= {"correct", "incorrect"} and 2 <= len(words) <= MOST_ANSWERS, question.fields)
    must(words.count("correct") == 1 if question.kind == "MC" else "correct" in words, question.fields)
    must(len({seen(text) for text, _ in question.pairs}) == len(words), "options look alike")


def _is_true_or_false(question: Question) -> None:
    must(question.fields in {("true",), ("false",)}, question.fields)


def _has_example(question: Question) -> None:
    must(len(question.fields) == 1, question.fields)


def _has_answers(question: Question) -> None:
    must(1 <= len(question.fields) <= MOST_ANSWERS and all(map(str.strip, question.fields)), question.fields)


def _has_pairs(question: Question) -> None:
    for side in zip(*question.pairs, strict=True):
        must(len(set(map(seen, side))) == len(side), "one response for each premise")


def _is_number(question: Question) -> None:
    must(len(question.fields) == 2, question.fields)
    must(all(re.fullmatch(r"-?\d+(\.\d+)?", field) for field in question.fields), question.fields)


def _gaps(question: Question) -> dict[str, list[str]]:
    """Return the answers to each gap: gaps are parted by an empty field."""
    parts: list[list[str]] = [[]]
    for field in question.fields:
        parts = [*parts, []] if not field else [*parts[:-1], [*parts[-1], field]]
    return {name: answers for name, *answers in parts}


def _has_gaps(question: Question) -> None:
    found = _gaps(question)
    must(list(found) == _GAP.findall(question.stem), question.stem)
    must(1 <= len(found) <= MOST_GAPS and all(1 <= len(one) <= MOST_ANSWERS for one in found.values()), found)
    must(not re.search(r"(?<!\\)\[(?![A-Za-z0-9._-]+\])", question.stem), "a bracket that begins no gap")


_CHECKS: Mapping[str, Callable[[Question], None]] = {
    "MC": _has_options, "MA": _has_options, "TF": _is_true_or_false, "ESS": _has_example, "MAT": _has_pairs,
    "FIB": _has_answers, "FIB_PLUS": _has_gaps, "NUM": _is_number,
}  # fmt: skip


def _chosen(question: Question, answer: Answer) -> Fraction:
    return Fraction(set(answer) == {seen(text) for text, word in question.pairs if word == "correct"})


def _typed(question: Question, answer: Answer) -> Fraction:
    [typed] = answer
    return Fraction(typed.casefold() in {field.casefold() for field in question.fields})


def _filled(question: Question, answer: Answer) -> Fraction:
    gaps = _gaps(question).values()
    right = [
        typed.casefold() in {field.casefold() for field in wanted}
        for typed, wanted in zip(answer, gaps, strict=True)
    ]  # fmt: skip
    return Fraction(all(right))


def _matched(question: Question, answer: Answer) -> Fraction:
    given = answer if isinstance(answer, dict) else {str(place): step for place, step in enumerate(answer, start=1)}
    return Fraction(given == {seen(premise): seen(response) for premise, response in question.pairs})


def _number(question: Question, answer: Answer) -> Fraction:
    [typed] = answer
    value, margin = map(Fraction, question.fields)
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", typed)
    return RIGHT if is_number and abs(Fraction(typed) - value) <= margin else WRONG


_GRADES: Mapping[str, Callable[[Question, Answer], Fraction | None]] = {
    "MC": _chosen, "MA": _chosen, "FIB": _typed, "FIB_PLUS": _filled, "MAT": _matched, "NUM": _number,
    "TF": lambda question, answer: Fraction(set(answer) == set(question.fields)),
    "ESS": lambda *_: None,
}  # fmt: skip
