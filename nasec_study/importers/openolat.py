"""OpenOlat's table, which has a row for each part of a question: the columns of its template for Excel."""

import re
from collections.abc import Iterator, Sequence

from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf
from nasec_study.importers.shared.gaps import cloze_item, stand_in
from nasec_study.importers.shared.kinds import JUDGED, paired_items, written_item
from nasec_study.importers.shared.names import first_words, tagged, telling
from nasec_study.importers.shared.numbers import FULL, earned, figure_item, numeric_item, with_points
from nasec_study.importers.shared.options import Option, options_item, with_rationale
from nasec_study.importers.shared.rows import questions_in
from nasec_study.importers.shared.texts import Texts

NAME = "OpenOlat's table"

_KINDS = ("sc", "mc", "kprim", "fib", "numerical", "essay", "matrix", "drag&drop", "truefalse")
_BEGINS = re.compile(rf'(?mi)^"?type?"?(?P<sign>[\t,;])"?(?:{"|".join(_KINDS)})"?[ \t,;]*$')
_ASKS = re.compile(r'(?mi)^"?(?:frage|question|texte?)"?[\t,;]')
# What rows say by their first cell, in German and English: what is read here, what is told, and what is left.
_TITLES = {"titel": "title", "frage": "question", "text": "question", "texte": "question", "punkte": "points"}
_TITLES |= {"schlagworte": "keywords", "fachbereich": "subject"}
_TOLD = ("description", "beschreibung", "coverage", "abdeckung", "level", "license", "lizenz", "hint", "min", "max")
_READ = frozenset({"title", "question", "points", "keywords", "subject", "topic", *_TOLD})
_READ |= {"feedback correct answer", "feedback wrong answer", "correct solution"}
_LEFT = frozenset(
    {
        *("max. number of possible answers", "max. answers", "max answers"),
        *("min. number of possible answers", "min. answers", "min answers"),
        *("sprache", "language", "durchschnittliche bearbeitungszeit", "typical learning time"),
        *("required grading time", "itemschwierigkeit", "difficulty index"),
        *("standardabweichung itemschwierigkeit", "standard deviation", "trennschärfe", "discrimination index"),
        *("anzahl distraktoren", "distractors", "editor", "editor version"),
    }
)
# The cells of a row.
Row = Sequence[str]


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is such a table, by the row with which each question begins, and the one that asks."""
    begins = _BEGINS.search(file.text) if file.suffix in {".csv", ".tsv", ".tab", ".txt"} else None
    return bool(begins and _ASKS.search(file.text, begins.end()))


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the questions of a file."""
    for line, kind, rows in questions_in(file, _BEGINS, {"typ", "type"}):
        texts = Texts(shelf, file.where(line))
        question = _Question(kind, rows, texts)
        title = question.first("title")
        with texts.question(title or question.first("question")[:80] or f"line {line}"):
            points = question.first("points").replace(",", ".")
            filed = tagged([*re.split("[,;]", question.first("keywords")), question.first("topic")])
            whole = [fields | filed for fields in with_points(texts, question.items(), points)]
            under = tuple(filter(None, map(str.strip, question.first("subject").split("/"))))
            yield from texts.imported(whole, title or first_words(whole[0]), wish=telling(title), under=under)


class _Question:
    """A question, taken apart: what its rows say by their names, and the rows of its answers."""

    def __init__(self, kind: str, rows: Sequence[Row], texts: Texts) -> None:
        self.kind, self.texts = kind, texts
        # The text and the gaps in it, in their order; a gap is its row.
        self.parts: list[str | Row] = []
        self.told: dict[str, str] = {}
        self.answers: list[Row] = []
        for row in rows:
            name = _TITLES.get(row[0].lower(), row[0].lower())
            # Below the heads of columns, a row with cells in them is an answer, whatever it is called.
            if self.answers and not self.answers[0][0] and any(row[2:]):
                self.answers.append(row)
            elif name == "question":
                self.parts.append(row[1])
            elif name in _READ:
                self.told.setdefault(name, row[1])
            elif name not in _LEFT:
                self.answers.append(row)
                self.parts.append(row)

    def first(self, name: str) -> str:
        """Return what the first row of a name says; '' where there is none."""
        if name == "question":
            return next((part for part in self.parts if isinstance(part, str)), "")
        return self.told.get(name, "")

    def items(self) -> list[Fields]:
        """Return the items that the question makes. Raises NoItem."""
        for name in _TOLD:
            if said := self.first(name):
                self.texts.leave(f"its {name}: {said[:60]}")
        if wrong := self.first("feedback wrong answer"):
            self.texts.leave(f"feedback on any wrong answer: {wrong[:60]}")
        solved = [*filter(None, map(self._html, map(self.first, ("feedback correct answer", "correct solution"))))]
        if self.kind == "essay":
            return [written_item(self._stem(), "\n\n".join(solved))]
        return [with_rationale(fields, *solved) for fields in self._asked()]

    def _html(self, cell: str) -> str:
        return self.texts.html(cell.replace("\n", "<br>"))

    def _stem(self) -> str:
        return "\n\n".join(self._html(part) for part in self.parts if isinstance(part, str))

    def _asked(self) -> list[Fields]:
        match self.kind:
            case "sc" | "mc":
                worth = [_points(row[0]) for row in self.answers]
                most = max(worth, default=0) or 1
                shares = [FULL * one / most for one in worth]
                told = [Option(self._html(row[1]), share) for row, share in zip(self.answers, shares, strict=True)]
                return [options_item(self.texts, self._stem(), told, is_single=self.kind == "sc")]
            case "kprim":
                return [self._judged([(row[1], row[0] == "+") for row in self.answers])]
            case "truefalse":
                # The columns are: not answered, right, wrong.
                statements = [(row[0], _points(row[2])) for row in self.answers if row[0]]
                return [self._judged([(statement, points > 0) for statement, points in statements])]
            case "matrix" | "drag&drop":
                return self._matched()
            case "fib" | "numerical" if self.answers:
                return [self._gapped()]
            case "fib" | "numerical":
                raise NoItem("it has no gap")
        raise NoItem(f"OpenOlat's kind '{self.kind}' has no counterpart here")

    def _judged(self, statements: Sequence[tuple[str, bool]]) -> Fields:
        self.texts.change(JUDGED)
        told = [Option(self._html(statement), is_right) for statement, is_right in statements]
        return options_item(self.texts, self._stem(), told)

    def _matched(self) -> list[Fields]:
        """Return pairs: below a row with the responses, each premise with what it earns with each of them."""
        (_, *heads), *rows = self.answers or [("",)]
        responses = [self._html(head) for head in heads if head]
        pairs = [
            (self._html(row[0]), response)
            for row in rows
            for response, points in zip(responses, row[1:], strict=False)
            if row[0] and _points(points) > 0
        ]
        return paired_items(self.texts, self._stem(), pairs, responses)

    def _gapped(self) -> Fields:
        """Return a text with gaps, or a number that is asked for by itself. Raises NoItem."""
        if self.kind == "numerical" and len(self.answers) == 1:
            [row] = self.answers
            behind = any(isinstance(part, str) for part in self.parts[self.parts.index(row) + 1 :])
            return self._figure(self._joined(["_____" if behind else ""]), row)
        given = [row[1].split(";") for row in self.answers]
        if self.kind == "numerical":
            if any(row[2] for row in self.answers):
                self.texts.leave("how far a figure in a gap may be off")
            given = [one[:1] for one in given]
        right = [list(map(self.texts.plain, filter(None, map(str.strip, one)))) for one in given]
        return cloze_item(self.texts, self._joined([stand_in(number) for number in range(len(right))]), right)

    def _joined(self, marks: Sequence[str]) -> str:
        """Return the text as HTML with marks in the places of its gaps."""
        gaps = iter(marks)
        joined = " ".join(part.replace("\n", "<br>") if isinstance(part, str) else next(gaps) for part in self.parts)
        return re.sub(r"\s+(?=[.,;:!?)])", "", joined)

    def _figure(self, html: str, row: Row) -> Fields:
        """Return a question for a number: its bounds are behind it where it may be off, or a share of it."""
        value, *bounds = row[1].replace(",", ".").split(";")
        stem, mode = self.texts.html(html), row[2].lower()
        if len(bounds) < 2 or mode not in {"absolute", "relative"}:  # noqa: PLR2004 - below and above
            return numeric_item(stem, value)
        if mode == "absolute":
            return figure_item(stem, value, *bounds[:2])
        if len({*bounds[:2]}) > 1:
            self.texts.change(f"an answer may be off by {bounds[0]}% or {bounds[1]}%; now by the larger on both sides")
        return numeric_item(stem, value, f"{max(bounds[:2], key=earned)}%")


def _points(cell: str) -> float:
    return earned(cell.replace(",", "."))
