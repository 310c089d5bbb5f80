"""The rows of a table as items: terms with definitions, questions with answers, or questions with options."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, zip_longest

from nasec_study.course.marks import Node
from nasec_study.course.vocabulary import DIFFICULTIES, IMPORTANCES, KINDS, LEVELS
from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf, refusal
from nasec_study.importers.shared.kinds import matching_items, ordering_item, typed_item, written_item
from nasec_study.importers.shared.names import asked_key, slug_of, tagged
from nasec_study.importers.shared.numbers import numeric_item, points_told
from nasec_study.importers.shared.options import is_true, options_item, true_false, with_rationale
from nasec_study.importers.shared.rows import HTML
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.tables.answers import (
    Reading,
    options_in,
    reading_of,
    right_options,
    split_at_arrows,
    split_at_bars,
    typed_answers,
)
from nasec_study.importers.tables.columns import (
    FORM,
    NUMBER,
    TOPIC,
    bare_head,
    counts_from_zero,
    heads_in,
    meanings_without_heads,
)
from nasec_study.importers.tables.sheets import rows_in, tabbed
from nasec_study.rendering.markup import gaps

NAME = "a table"
_OTHER_SHEET = "another sheet: the first alone is read; save this one as a file of its own"

# A number with its currency before it or its unit behind it, or with both: $5, 50%, 5km, 5 km, -US$3 billion, $15/h.
_FIGURE = re.compile(
    r"(?P<minus>[-−]?)(?P<currency>(?:[A-Z]{0,3}[$£¥\u20a0-\u20cf])?)\s*(?P<value>[-−+]?[\d.]+(?:[eE][-+]?\d+)?)"
    r"(?P<behind>(?:\s*(?:[^\W\d_]|[%‰°$£¥\u20a0-\u20cf]|/(?=[^\W\d_])|(?<=\s)[^\s\d.,+−–-]).*)?)",
    re.DOTALL,
)
_POINTS = re.compile(r"\d+(?:\.\d+)?")
# Where an answer is to stand; brackets with points, as in a quotation, are no hint.
_BLANK = re.compile(r"(?:\\?_){4}(?P<hint>)")
_BLANK_OR_HINT = re.compile(r"(?:\\?_){4}|(?:\\?\[|&#91;)(?=[^\[\]\\\w]*\w)(?P<hint>(?:[^\[\]\\&]|&(?!#91;))+)\\?\]")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is a table, by its name or, for a text, by its lines."""
    return file.suffix in {".csv", ".tsv", ".tab", ".xlsx"} or (file.suffix == ".txt" and bool(tabbed(file.text)))


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the rows of a table as items."""
    rows, others, emphatic = rows_in(file)
    filled = [(line, cells) for line, cells in rows if any(cells)]
    if not filled:
        raise refusal(file.name, "this table is empty", "put a row for each item in it")
    heads = heads_in([cells for _, cells in filled])
    if heads:
        for line, cells in filled[: heads.place]:
            title = " ".join("".join(cells).split())[:80]
            shelf.leave_out(title, file.where(line), "a line above the heads of the columns")
        yield from _read_rows(file, shelf, heads.meanings, filled[heads.place :], emphatic)
    else:
        yield from _read_rows(file, shelf, meanings_without_heads(file, filled), [(0, []), *filled], emphatic)
    for title in others:
        shelf.leave_out(title, file.where(), _OTHER_SHEET)


def _read_rows(
    file: ForeignFile,
    shelf: Shelf,
    heads: Sequence[str],
    rows: Sequence[tuple[int, list[str]]],
    emphatic: Collection[int],
) -> Iterator[Imported]:
    """Yield the rows below the first, which holds the heads as they are written; some lines are `emphatic`."""
    titles = [*map(bare_head, rows[0][1])]
    labelled = [[*zip_longest(titles, heads, cells, fillvalue="")] for _, cells in rows[1:]]
    filled = [
        {head: _with_title(title, head, cell) for title, head, cell in cells if cell and head not in {"", NUMBER}}
        for cells in labelled
    ]
    is_index = any(head and counts_from_zero(title) for title, head in zip(titles, heads, strict=False))
    reading = reading_of(filled, is_index=is_index)
    for (line, _), cells, row in zip(rows[1:], labelled, filled, strict=True):
        texts = Texts(shelf, file.where(line))
        name = (row.get("stem") or row.get("term") or row.get("definition") or f"row {line}")[:80]
        unused = [
            f"{title}: {cell}" if title else cell
            for title, head, cell in cells
            if cell and head in {"", NUMBER} and not (cell.isdigit() and (head or not title))
        ]
        if not row and not unused:
            continue
        if unused:
            texts.miss(f"columns whose head is unknown: {'; '.join(unused)[:80]}")
        if "term" in row and (kind := row.get("kind", "term")).lower() not in KINDS:
            texts.leave(f"its kind: {kind[:80]}")
        if any(map(HTML.search, row.values())):
            texts.change("its HTML is shown as text")
        if lost := [tag for tag in _tags(row) if not slug_of(tag)]:
            texts.leave(f"tags without Latin letters or digits: {', '.join(lost)[:80]}")
        with texts.question(name):
            made = _fields(texts, row, reading, has_unknown=bool(unused))
            filed = _filed(texts, row, len(made))
            if line in emphatic:
                texts.leave("italics and bold type of words in a cell")
            key = row.get("id", "")
            made = [fields | filed for fields in made]
            yield from texts.imported(made, name, key=key, wish=key or row.get("term", ""))


def _with_title(title: str, head: str, cell: str) -> str:
    """Return a cell with the title of its column that says what it is, as of a form, or a chapter's number."""
    if head.startswith(FORM):
        return f"{title}\n{cell}"
    return f"{title} {cell}" if head.startswith(TOPIC) and cell.isdecimal() else cell


def _filed(texts: Texts, row: Mapping[str, str], items: int) -> Fields:
    """Return the keys by which each of the `items` of a row is filed; what is no value of one is told."""
    made: Fields = {}
    for key, words in (("level", LEVELS), ("importance", IMPORTANCES), ("difficulty", DIFFICULTIES)):
        word = row.get(key, "").lower()
        if word in words:
            made |= {key: word} if word != "expected" else {}
        elif word:
            texts.leave(f"its {key} '{row[key][:40]}', which is none of {', '.join(words)}")
    return made | tagged(_tags(row)) | points_told(texts, row.get("points", "").replace(",", "."), items)


def _tags(row: Mapping[str, str]) -> list[str]:
    """Return the tags of a row, between which a space stands only where no other sign does; a topic is one of them."""
    signed = [re.split(r"[,;|\n]+" if re.search(r"[,;|\n]", cell) else r"\s+", cell) for cell in _cells_of(row, "tags")]
    return [tag.strip() for tag in (*_cells_of(row, TOPIC), *chain.from_iterable(signed)) if tag.strip()]


def _cells_of(row: Mapping[str, str], head: str) -> list[str]:
    """Return the cells of a row below one head of which it may have several."""
    return [cell for name, cell in row.items() if name.split()[0] == head]


def _fields(texts: Texts, row: Mapping[str, str], reading: Reading, *, has_unknown: bool) -> list[Fields]:
    """Return the items of a row, by the columns that it fills, some of which are perhaps unknown. Raises NoItem."""
    if (
        has_unknown
        and "stem" in row
        and not options_in(row, reading.sign)
        and re.fullmatch("[A-Ha-h]", row.get("answer", ""))
    ):
        raise NoItem(f"its answer is '{row['answer']}', and no column is an option: call them option A, option B, …")
    kind = row.get("kind", "").lower().replace("_", "-")
    if re.sub(r"[^a-z]|or", "", kind) in {"truefalse", "tf"}:
        kind = "true-false"
    made = _by_columns(texts, row, kind if kind in KINDS else "", reading)
    if "accept" in row:
        accepted = [texts.plain(part) for part in split_at_bars(row["accept"])]
        made = [_with_accepted(texts, fields, accepted) for fields in made]
    if "marking" in row:
        made = [_with_marking(texts, fields, row["marking"]) for fields in made]
    said = [texts.plain(cell) for cell in _cells_of(row, "rationale")]
    made = [with_rationale(fields, *said) for fields in made]
    if picture := texts.picture(row.get("picture", "")):
        asked = "definition" if "definition" in made[0] else asked_key(made[0])
        made = [{**fields, asked: f"{fields[asked]}\n\n{picture}"} for fields in made]
    return made


def _with_accepted(texts: Texts, fields: Fields, accepted: Sequence[str]) -> Fields:
    """Return an item with what else is right when it is typed; in a cloze text this stands behind a gap's answer."""
    match fields["type"]:
        case "term":
            return {**fields, "accept": list[Node](accepted)}
        case "question":
            return {**fields, "typed": "true", "accept": list[Node](accepted)}
        case "cloze":
            of_gaps: dict[str, list[Node]] = {}
            answers = [gap.answer for gap in gaps(str(fields["text"]))]
            for one in accepted:
                answer, other = next(
                    (pair for pair in split_at_arrows(one) if pair[0] in answers), split_at_arrows(one)[0]
                )
                of_gaps.setdefault(answer, []).append(other)
            return {**fields, "accept": dict[str, Node](of_gaps)}
        case _:
            texts.leave(f"what else is right: {'; '.join(accepted)[:80]}")
            return fields


def _with_marking(texts: Texts, fields: Fields, told: str) -> Fields:
    """Return an item with how it is marked: a tolerance, the dates of steps, or a rubric; else that is left out."""
    pairs = [part.rpartition(": ")[::2] for part in split_at_bars(told)]
    named = {texts.plain(text): what for text, what in pairs}
    match fields:
        case {"type": "numeric", "stem": str(stem), "value": str(value)} if told.startswith("±"):
            with suppress(NoItem):
                return numeric_item(stem, value, told.removeprefix("±").strip(), str(fields.get("unit", "")))
        case {"type": "ordering", "steps": list(steps)}:
            dated = [{**step, "date": named.pop(str(step["text"]), "")} for step in steps if isinstance(step, dict)]
            if not named:
                return {**fields, "steps": [{key: cell for key, cell in step.items() if cell} for step in dated]}
        case {"type": "essay"} if all(text and _POINTS.fullmatch(points) for text, points in pairs):
            # Beside a rubric, an essay needs no answer.
            filled: Fields = {key: cell for key, cell in fields.items() if cell}
            return filled | {"rubric": [{"criterion": texts.plain(text), "points": points} for text, points in pairs]}
    texts.leave(f"how it is marked: {told[:80]}")
    return fields


def _by_columns(  # noqa: C901, PLR0911, PLR0912 - a kind each
    texts: Texts, row: Mapping[str, str], kind: str, reading: Reading
) -> list[Fields]:
    plain = texts.plain
    if "term" in row or "definition" in row:
        if "term" not in row or "definition" not in row:
            raise NoItem("its term or its definition is empty")
        forms = {title: cell for title, _, cell in (one.partition("\n") for one in _cells_of(row, FORM))}
        made: Fields = {"type": "term", "term": plain(row["term"]), "definition": plain(row["definition"])}
        return [{**made, "forms": {plain(name): plain(form) for name, form in forms.items()}} if forms else made]
    if "stem" not in row:
        raise NoItem("its question is empty")
    stem = plain(row["stem"])
    options = list(options_in(row, reading.sign).values())
    answer = row.get("answer", "")
    keys = typed_answers(answer, reading)
    match kind:
        case "term":
            return [{"type": "term", "term": plain(answer), "definition": stem}]
        case "cloze" if keys:
            return [{"type": "cloze", "text": _filled(texts, row["stem"], keys)}]
        case "ordering":
            return [ordering_item(stem, [plain(key) for key in keys])]
        case "numeric":
            found = _FIGURE.fullmatch(answer)
            value = f"{found['minus']}{found['value']}" if found else answer
            unit = f"{found['currency']}{found['behind']}".strip() if found else ""
            return [numeric_item(stem, value, unit=plain(unit) if unit else "")]
        case "matching":
            pairs = [
                next((pair for pair in split_at_arrows(key) if pair[1] in options), split_at_arrows(key)[0])
                for key in keys
            ]
            matched = [(plain(premise), plain(response)) for premise, response in pairs]
            return matching_items(texts, stem, matched, [plain(option) for option in options])
        case "essay":
            return [{**written_item(stem, ""), "answer": plain(answer)}]
        case "picture":
            raise NoItem("a picture is not in a table")
        case "true-false":
            return [true_false(stem, is_true(answer))]
    if not answer and "fill" in row.get("kind", "").lower():
        return [typed_item(texts, stem, [plain(option) for option in options])]
    if not options and answer.casefold() in {"true", "false"}:
        return [true_false(stem, answer.casefold() == "true")]
    if not options and kind != "question" and len(keys) > 1:
        return [typed_item(texts, stem, [plain(key) for key in keys])]
    if not options:
        # One answer may be a sentence, which nobody types.
        return [{name: part for name, part in typed_item(texts, stem, [plain(answer)]).items() if name != "typed"}]
    return [options_item(texts, stem, right_options(texts, row, reading))]


def _filled(texts: Texts, stem: str, keys: Sequence[str]) -> str:
    """Return a text with blanks, or hints in brackets, as a cloze text. Raises NoItem where there are more or fewer."""
    shown = texts.plain(stem)
    answers = iter(enumerate(keys, start=1))

    def gap(match: re.Match[str]) -> str:
        number, answer = next(answers)
        hint = f"::{match['hint']}" if match["hint"] else ""
        return f"{{{{c{number}::{texts.plain(answer)}{hint}}}}}"

    for like in (_BLANK_OR_HINT, _BLANK):
        if len(like.findall(shown)) == len(keys):
            return like.sub(gap, shown)
    raise NoItem("its blanks do not fit its answers")
