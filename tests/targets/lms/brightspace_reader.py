"""Brightspace's CSV as D2L describes it and its sample file shows it; whatever else stands in a file is refused."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO

from tests.targets.lms.answers import RIGHT, WRONG, Answer, must, seen

KINDS = {"WR", "SA", "M", "MC", "TF", "MS", "O"}
# Rows of any question, each at most once; of those of a kind, the ones that may be repeated.
COMMON = {"ID", "Title", "QuestionText", "Points", "Difficulty", "Image", "Hint", "Feedback"}
OWN = {
    "WR": {"InitialText", "AnswerKey"},
    "SA": {"InputBox", "Answer"},
    "M": {"Scoring", "Choice", "Match"},
    "MC": {"Option"},
    "TF": {"TRUE", "FALSE"},
    "MS": {"Scoring", "Option"},
    "O": {"Scoring", "Item"},
}
REPEATED = {"Answer", "Choice", "Match", "Option", "Item"}
SCORINGS = {"M": {"EquallyWeighted", "AllOrNothing"}, "O": {"EquallyWeighted", "AllOrNothing"}, "MS": {"AllOrNothing"}}
# In which cell the text of a row stands; the one behind it says whether it is HTML.
TEXTS = {"QuestionText": 1, "Hint": 1, "Feedback": 1, "InitialText": 1, "AnswerKey": 1, "Item": 1}
TEXTS |= {"Option": 2, "Choice": 2, "Match": 2, "TRUE": 2, "FALSE": 2}


@dataclass(frozen=True)
class Option:
    """An option: what it earns, what it says, as HTML, and what is said of it, as plain text."""

    weight: int
    text: str
    feedback: str


@dataclass(frozen=True)
class Question:
    """A question: its kind, its rows by their names, each without its name."""

    kind: str
    rows: Mapping[str, Sequence[Sequence[str]]]

    def one(self, name: str) -> str:
        """Return the value of a row, '' for none."""
        return self.rows[name][0][0] if name in self.rows else ""

    @property
    def options(self) -> tuple[Option, ...]:
        """Its options in their order."""
        return tuple(Option(int(cells[0]), cells[1], cells[3]) for cells in self.rows["Option"])

    def grade(self, answer: Answer) -> Fraction | None:
        """Return the share of the points that an answer earns; None where a person marks it."""
        return _GRADES[self.kind](self, answer)


def read(content: bytes) -> dict[str, Question]:
    """Return the questions of a file by their ids."""
    must(content.startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode()), "CSV UTF-8 of Excel begins with a mark")
    text = content.decode("utf-8-sig")
    must("\n\r\n" not in text, "an empty line makes an empty folder")
    questions: list[list[list[str]]] = []
    for cells in csv.reader(StringIO(text, newline=""), strict=True):
        must(len(cells) == 5, cells)
        must(not re.search(r"[\r\n]", "".join(cells)), cells)
        must(not any(re.match(r"[=+@\t]|-(?![\d.,]+$)", cell) for cell in cells), f"a formula: {cells}")
        if cells[0] == "NewQuestion":
            questions.append([])
        if any(cells) and not cells[0].startswith("//"):
            must(questions, f"{cells} belongs to no question")
            questions[-1].append(cells)
    found = {question.one("ID"): question for question in map(_question, questions)}
    must(len(found) == len(questions) and "" not in found, "ids are given, and differ")
    return found


def _question(lines: Sequence[Sequence[str]]) -> Question:
    kind = lines[0][1]
    must(kind in KINDS, kind)
    rows: dict[str, list[Sequence[str]]] = {}
    for name, *cells in lines[1:]:
        must(name in COMMON | OWN[kind], f"{name} in {kind}")
        rows.setdefault(name, []).append(cells)
        if name in TEXTS:
            place = TEXTS[name]
            must(cells[place - 1] or name in {"TRUE", "FALSE"}, f"{name} has no text")
            must(cells[place] == "HTML" or not cells[place - 1], f"no HTML, so signs would be shown: {cells}")
    must(rows.get("QuestionText") and float(rows["Points"][0][0]) > 0, rows)
    must(all(len(given) == 1 for name, given in rows.items() if name not in REPEATED), rows.keys())
    if "Difficulty" in rows:
        must(rows["Difficulty"][0][0] in "12345", rows["Difficulty"])
    question = Question(kind, rows)
    if kind in SCORINGS:
        must(question.one("Scoring") in SCORINGS[kind], rows["Scoring"])
    if kind in _CHECKS:
        _CHECKS[kind](question)
    return question


def _has_one_key(question: Question) -> None:
    must(sorted({option.weight for option in question.options}) == [0, 100], question.options)
    must(sum(option.weight for option in question.options) == 100, question.options)


def _has_keys(question: Question) -> None:
    must({option.weight for option in question.options} <= {0, 1}, question.options)
    must(any(option.weight for option in question.options), question.options)


def _has_choices(question: Question) -> None:
    numbers = [int(cells[0]) for cells in question.rows["Choice"]]
    must(numbers == list(range(1, len(numbers) + 1)), numbers)
    wanted = [int(cells[0]) for cells in question.rows["Match"]]
    must(set(wanted) <= set(numbers), wanted)
    must(len(numbers) == 1 or wanted != numbers[: len(wanted)], "choices stand as they are asked for")


def _is_true_or_false(question: Question) -> None:
    must({question.one("TRUE"), question.one("FALSE")} == {"0", "100"}, question.rows)


def _has_answers(question: Question) -> None:
    rows, columns = question.rows["InputBox"][0][:2]
    must(int(rows) > 0 and int(columns) > 0, question.rows["InputBox"])
    for weight, answer, word, *_ in question.rows["Answer"]:
        must(weight == "100" and answer.strip() and word in ("", "regexp"), answer)


_CHECKS: Mapping[str, Callable[[Question], None]] = {
    "MC": _has_one_key, "MS": _has_keys, "M": _has_choices, "TF": _is_true_or_false, "SA": _has_answers,
}  # fmt: skip


def _chosen(question: Question, answer: Answer) -> Fraction:
    texts = {seen(option.text): option for option in question.options}
    must(len(texts) == len(question.options), "options look alike")
    if question.kind == "MS":
        return Fraction(set(answer) == {text for text, option in texts.items() if option.weight})
    return Fraction(sum(texts[text].weight for text in answer), 100)


def _true_or_false(question: Question, answer: Answer) -> Fraction:
    return Fraction(sum(int(question.one(text.upper())) for text in answer), 100)


def _typed(question: Question, answer: Answer) -> Fraction:
    [typed] = answer
    for _, wanted, word, *_ in question.rows["Answer"]:
        if re.search(wanted, typed) if word else wanted.casefold() == typed.casefold():
            return RIGHT
    return WRONG


def _matched(question: Question, answer: Answer) -> Fraction:
    assert isinstance(answer, dict)
    choices = {cells[0]: seen(cells[1]) for cells in question.rows["Choice"]}
    wanted = {seen(cells[1]): choices[cells[0]] for cells in question.rows["Match"]}
    return _share(question, [answer.get(premise) == response for premise, response in wanted.items()])


def _ordered(question: Question, answer: Answer) -> Fraction:
    wanted = [seen(cells[0]) for cells in question.rows["Item"]]
    return _share(question, [one == other for one, other in zip(wanted, answer, strict=True)])


def _share(question: Question, right: Sequence[bool]) -> Fraction:
    share = Fraction(sum(right), len(right))
    return share if question.one("Scoring") == "EquallyWeighted" or share == 1 else WRONG


_GRADES: Mapping[str, Callable[[Question, Answer], Fraction | None]] = {
    "MC": _chosen, "MS": _chosen, "TF": _true_or_false, "SA": _typed, "M": _matched, "O": _ordered,
    "WR": lambda *_: None,
}  # fmt: skip
