"""Blackboard's text files, a line a question with tabs between its fields (its help calls it "Upload questions")."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf
from nasec_study.importers.shared.gaps import cloze_item, leave_offered, stand_in
from nasec_study.importers.shared.kinds import matching_items, ordering_item, typed_item, written_item
from nasec_study.importers.shared.names import first_words
from nasec_study.importers.shared.numbers import numeric_item
from nasec_study.importers.shared.options import Option, is_true, options_item, true_false
from nasec_study.importers.shared.own import restored
from nasec_study.importers.shared.rows import is_well_quoted, rows_of
from nasec_study.importers.shared.texts import Texts
from nasec_study.rendering.markup import to_plain

NAME = "Blackboard's text"

# Kinds that make no item, and why.
_NO_ITEMS = {
    "FIL": "a file to hand in cannot be an item",
    "OP": "an opinion has no right answer",
    "QUIZ_BOWL": "an answer that is a question has no counterpart here",
}
_KINDS = frozenset(
    {*("MC", "MA", "TF", "ESS", "SR", "ORD", "MAT", "FIB", "FIB_PLUS", "JUMBLED_SENTENCE", "NUM"), *_NO_ITEMS}
)
# What is behind the options of the first two of them, or the answer to the third.
_VERDICTS = {kind: frozenset({"CORRECT", "INCORRECT"}) for kind in ("MC", "MA")} | {"TF": frozenset({"TRUE", "FALSE"})}
# The help has 10,000 for an example of a number.
_THOUSANDS = re.compile(r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def reads(file: ForeignFile) -> bool:
    """Tell whether most lines of a text are questions, and the first no heads of columns, which such files have not."""
    if file.suffix not in {".txt", ".tsv", ".tab"} or "\t" not in file.text:
        return False
    lines = [line.split("\t") for line in file.text.split("\n") if line.strip()]
    found = [cells for cells in lines if _is_question(cells)]
    # A title may stand above them.
    first = next((cells for cells in lines if len(cells) > 1), [""])
    return 2 * len(found) > len(lines) and _kind(first[0]) in _KINDS and any(cells[2:] for cells in found)


def _is_question(cells: Sequence[str]) -> bool:
    """Tell whether a line begins with a kind, and says what is right as that kind does: no list of abbreviations."""
    kind = _kind(cells[0])
    return kind in _KINDS and (kind not in _VERDICTS or not _VERDICTS[kind].isdisjoint(map(_kind, cells[2:])))


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the questions of a file."""
    for line, cells in rows_of(file, file.text, "\t", is_quoted=is_well_quoted(file.text, "\t")):
        if not any(map(str.strip, cells)):
            continue
        kind, asked, *answers = (*(cell.strip() for cell in cells), "")
        texts = Texts(shelf, file.where(line))
        if _kind(kind) not in _KINDS:
            shelf.leave_out(" ".join(cells)[:80], file.where(line), "a line that begins with no kind of question")
            continue
        with texts.question(to_plain(texts.html(asked))[:80] or f"line {line}"):
            made = _items(texts, _kind(kind), asked, answers)
            yield from texts.imported(made, first_words(made[0]))


def _kind(cell: str) -> str:
    return cell.strip(' "').upper()


def _items(texts: Texts, kind: str, asked: str, answers: Sequence[str]) -> list[Fields]:  # noqa: PLR0911 - a kind each
    """Return the items that a question makes. Raises NoItem."""
    if kind in _NO_ITEMS:
        raise NoItem(_NO_ITEMS[kind])
    if kind in {"FIB_PLUS", "JUMBLED_SENTENCE"}:
        parts = [list(cells) for is_filled, cells in groupby(answers, bool) if is_filled]
        return [_gapped(texts, asked, _answers_in(texts, parts, is_jumbled=kind == "JUMBLED_SENTENCE"))]
    stem, filled = texts.html(asked), [answer for answer in answers if answer]
    match kind:
        case "MC" | "MA":
            words = {"correct": True, "incorrect": False}
            told = [(shown, words.get(word.lower())) for shown, word in _pairs(answers)]
            if any(is_right is None for _, is_right in told):
                raise NoItem("behind one of its options, there is neither `correct` nor `incorrect`")
            return [options_item(texts, stem, [Option(texts.html(shown), bool(right)) for shown, right in told])]
        case "TF":
            return [true_false(stem, is_true(answers[0]))]
        case "ORD":
            return [ordering_item(stem, list(map(texts.html, filled)))]
        case "MAT":
            return matching_items(
                texts, stem, [(texts.html(one), texts.html(other)) for one, other in _pairs(answers)], []
            )
        case "FIB":
            # A definition of ours comes back as that of its term.
            return [restored(typed_item(texts, stem, list(map(texts.plain, filled))))]
        case "NUM":
            value, tolerance = (
                one.replace(",", "") if _THOUSANDS.fullmatch(one) else one for one in (*answers, "")[:2]
            )
            return [numeric_item(stem, value, tolerance)]
    return [written_item(stem, "\n\n".join(map(texts.html, filled)))]


def _pairs(answers: Sequence[str]) -> list[tuple[str, str]]:
    """Return fields two by two, without those at the end that spreadsheets add."""
    pairs = zip(answers[::2], (*answers[1::2], ""), strict=False)
    return [pair for pair in pairs if any(pair)]


def _answers_in(texts: Texts, parts: Sequence[Sequence[str]], *, is_jumbled: bool) -> dict[str, list[str]]:
    """Return the right answers of each gap, by its name; of words to choose, each names the gaps that it is for."""
    if not is_jumbled:
        return {name: answers for name, *answers in parts}
    found: dict[str, list[str]] = {}
    for choice, *names in parts:
        for name in names:
            found.setdefault(name, []).append(choice)
    leave_offered(texts, [choice for choice, *names in parts if not names])
    return found


def _gapped(texts: Texts, asked: str, answers: dict[str, list[str]]) -> Fields:
    """Return a text with gaps, each of which stands there as its name in brackets. Raises NoItem."""
    places = {name: asked.find(f"[{name}]") for name in answers}
    if not answers or min(places.values()) < 0 or not all(answers.values()):
        raise NoItem(
            "its gaps do not fit its answers: a gap is a name in brackets, and an empty field is before each name"
        )
    names = sorted(places, key=places.__getitem__)
    for number, name in enumerate(names):
        asked = asked.replace(f"[{name}]", stand_in(number), 1)
    # In front of other brackets, there is a backslash.
    return cloze_item(texts, asked.replace("\\[", "["), [list(map(texts.plain, answers[name])) for name in names])
