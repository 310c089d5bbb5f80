"""Brightspace's table, which has a row for each part of a question ("Prepare a CSV file for question import")."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress

from nasec_study.foundation.problems import counted
from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf
from nasec_study.importers.shared.kinds import matching_items, ordering_item, right_answers, typed_item, written_item
from nasec_study.importers.shared.names import first_words, is_id, telling
from nasec_study.importers.shared.numbers import FULL, earned, numeric_item, with_points
from nasec_study.importers.shared.options import Option, options_item, with_rationale
from nasec_study.importers.shared.own import is_definition, restored
from nasec_study.importers.shared.rows import questions_in
from nasec_study.importers.shared.texts import Texts
from nasec_study.rendering.markup import to_plain

NAME = "Brightspace's table"

_BEGINS = re.compile(r'(?m)^"?NewQuestion"?\s*(?P<sign>[,;\t])')
# An answer in a pattern that nothing else fits.
_LITERAL = re.compile(r"\^((?:[^\\.^$*+?{}\[\]|()]|\\\W)+)\$")
# The numbers from 1 to 5 that difficulties of ours become.
_DIFFICULTIES = {"1": "easy", "3": "medium", "5": "hard"}
# The cells of a row behind the word that says what it is.
Row = Sequence[str]
# The rows of a question by what they are.
Parts = defaultdict[str, list[Row]]


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is such a table, by the row with which each question begins."""
    return file.suffix in {".csv", ".txt"} and bool(_BEGINS.search(file.text))


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the questions of a file."""
    for line, kind, rows in questions_in(file, _BEGINS, {"newquestion"}, comment="//"):
        texts = Texts(shelf, file.where(line))
        parts = Parts(list)
        for name, *cells in rows:
            parts[name.lower().replace(" ", "")].append(cells)
        title = _first(parts, "title")
        with texts.question(title or _first(parts, "questiontext")[:80] or f"line {line}"):
            made = _Question(kind.upper(), parts, texts).items()
            key = _first(parts, "id")
            if own := _own_id(key, title):
                filed: Fields = {"difficulty": word} if (word := _DIFFICULTIES.get(_first(parts, "difficulty"))) else {}
                typed = [_spelled(row)[1] for row in parts["answer"]]
                made = [restored(_as_number(fields, typed)) | filed for fields in made]
            whole = with_points(texts, made, _first(parts, "points"))
            yield from texts.imported(whole, title or first_words(whole[0]), key=key, wish=own or telling(title))


def _own_id(key: str, title: str) -> str:
    """Return the id of an item of ours, which stands before its title, and behind the course's code; '' of others."""
    own = title.partition(": ")[0]
    return own if is_id(own) and key.endswith(f"-{own}") else ""


def _as_number(fields: Fields, answers: Sequence[str]) -> Fields:
    """Return an item of ours, of which a number is typed like a word; other answers stand in the feedback as well."""
    answer, told = str(fields.get("answer", "")), str(fields.get("rationale", "")).partition("\n\n")[0]
    if "typed" not in fields or is_definition(fields) or to_plain(told) == to_plain(answer):
        return fields
    # The plainest way to write it comes last.
    for way in reversed(answers):
        with suppress(NoItem):
            number = numeric_item(str(fields["stem"]), way)
            return with_rationale(number, str(fields.get("rationale", "")))
    return fields


def _first(parts: Parts, name: str) -> str:
    return next((row[0] for row in parts[name] if row[0]), "")


class _Question:
    """A question, taken apart."""

    def __init__(self, kind: str, parts: Parts, texts: Texts) -> None:
        self.kind, self.parts, self.texts = kind, parts, texts

    def items(self) -> list[Fields]:
        """Return the items that the question makes. Raises NoItem."""
        if hints := sum(bool(row[0]) for row in self.parts["hint"]):
            self.texts.leave(counted(hints, "hint"))
        said = [self._text(row) for row in self.parts["feedback"]]
        return [with_rationale(fields, *said) for fields in self._asked()]

    def _text(self, row: Row, place: int = 0) -> str:
        """Return a text in a cell as Markdown; the cell behind it says whether it is HTML."""
        return self.texts.html(row[place]) if row[place + 1].upper() == "HTML" else self.texts.plain(row[place])

    def _asked(self) -> list[Fields]:
        picture = self.texts.picture(_first(self.parts, "image"))
        stem = "\n\n".join(filter(None, (*map(self._text, self.parts["questiontext"]), picture)))
        match self.kind:
            case "MC" | "MS":
                whole = FULL if self.kind == "MS" else 1
                told = [
                    Option(self._text(row, 1), earned(row[0]) * whole, self.texts.plain(row[3]))
                    for row in self.parts["option"]
                ]
                return [options_item(self.texts, stem, told, is_single=self.kind == "MC")]
            case "TF":
                shares = {word: next(iter(self.parts[word]), [""] * 5) for word in ("true", "false")}
                told = [Option(word, earned(row[0]), self._text(row, 1)) for word, row in shares.items()]
                return [options_item(self.texts, stem, told, is_single=True)]
            case "SA":
                return [self._typed(stem)]
            case "M":
                choices = {row[0]: self._text(row, 1) for row in self.parts["choice"]}
                pairs = [(self._text(row, 1), choices.get(row[0], "")) for row in self.parts["match"]]
                return matching_items(self.texts, stem, pairs, choices.values())
            case "O":
                return [ordering_item(stem, [self._text(row) for row in self.parts["item"]])]
            case "WR":
                if _first(self.parts, "initialtext"):
                    self.texts.leave("the words that an answer begins with")
                return [written_item(stem, "\n\n".join(map(self._text, self.parts["answerkey"])))]
        raise NoItem(f"Brightspace's kind '{self.kind}' has no counterpart here")

    def _typed(self, stem: str) -> Fields:
        """Return a question whose answer is typed. Raises NoItem where patterns alone are right."""
        answers = [_spelled(row) for row in self.parts["answer"]]
        spelled = [row for row in answers if row[2].lower() != "regexp"]
        if len(spelled) < len(answers):
            patterns = [row[1] for row in answers if row not in spelled]
            self.texts.miss(f"answers that are patterns: {'; '.join(patterns)}")
        if any(row[2].lower() == "sensitive" for row in spelled):
            self.texts.change("capitals no longer count in what is typed")
        right = right_answers(self.texts, [Option(row[1], earned(row[0])) for row in spelled])
        if not right:
            raise NoItem("it has no right answer")
        return typed_item(self.texts, stem, [self.texts.plain(one) for one in right])


def _spelled(row: Row) -> Row:
    """Return a right answer as it is spelled, where it is a pattern that fits nothing else."""
    found = _LITERAL.fullmatch(row[1]) if row[2].lower() == "regexp" else None
    return (row[0], re.sub(r"\\(\W)", r"\1", found[1]), *[""] * 5) if found else row
