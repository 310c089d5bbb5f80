"""Tables: CSV, TSV and XLSX of terms with definitions, of questions with answers, or of questions with options."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from nasec_study.course.marks import Node
from nasec_study.course.vocabulary import IMPORTANCES, KINDS, LEVELS
from nasec_study.importers._archives import archive_of, is_archive
from nasec_study.importers._bank import ForeignFile, Imported, LeftOut, Shelf, refusal
from nasec_study.importers._kinds import (
    Fields,
    NoItem,
    Option,
    matching_items,
    numeric_item,
    options_item,
    ordering_item,
    true_false,
    typed_item,
    written_item,
)
from nasec_study.importers._own import slug_of
from nasec_study.importers._rows import rows_of
from nasec_study.importers._texts import Texts

NAME = "a table"
MAX_ROWS = 100_000
MAX_CELL = 20_000

# What heads of columns mean, in English, Spanish and French.
_HEADS: Mapping[str, str] = MappingProxyType(
    {
        word: meaning
        for meaning, words in {
            "id": "id key identifier",
            "kind": "kind type tipo genre",
            "level": "level bloom nivel niveau",
            "importance": "importance",
            "term": "term word vocabulary vocab front expression termino palabra anverso terme mot recto",
            "definition": "definition meaning back translation significado definicion reverso traduccion sens verso",
            "stem": "stem question prompt pregunta enunciado enonce",
            "answer": "answer correct correct_answer key right solution respuesta correcta clave reponse cle",
            "options": "options choices alternatives opciones choix",
            "rationale": "rationale feedback explanation reason explicacion explication",
            "tags": "tags tag topic etiquetas etiquettes",
            "points": "points score puntos",
            "reading": "reading lectura lecture",
            "section": "section seccion",
        }.items()
        for word in words.split()
    }
)
_OPTION_HEAD = re.compile(
    r"(?:option|choice|answer|distractor|wrong|opcion|choix|incorrect)?[ _-]*(?P<name>[a-h]|[1-8])$"
)
_WRONG_HEAD = re.compile(r"(?:distractor|wrong|incorrect)")
_LETTER = re.compile(r"[A-Ha-h]|[1-8]")
_BETWEEN = " | "
_ARROW = " → "


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is a table, by its name or, for a workbook, by what is in it."""
    return file.suffix in {".csv", ".tsv", ".tab", ".xlsx"}


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported | LeftOut]:
    """Yield the rows of a table as items."""
    rows, others = _workbook(file) if file.suffix == ".xlsx" else (list(_delimited(file)), [])
    filled = [(line, cells) for line, cells in rows if any(cells)]
    if not filled:
        raise refusal(file.name, "this table is empty", "put a row for each item in it")
    heads = _heads(filled[0][1])
    if heads:
        yield from _read_rows(file, shelf, heads, filled[1:])
    else:
        # Two columns without heads are terms and their definitions.
        yield from _read_rows(file, shelf, ["term", "definition", "tags"][: max(2, len(filled[0][1]))], filled)
    for title in others:
        yield LeftOut(title, file.where(), "another sheet: the first alone is read; save this one as a file of its own")


def _read_rows(
    file: ForeignFile, shelf: Shelf, heads: Sequence[str], rows: Sequence[tuple[int, list[str]]]
) -> Iterator[Imported | LeftOut]:
    for line, cells in rows:
        row = {head: cell for head, cell in zip(heads, cells, strict=False) if head and cell}
        texts = Texts(shelf, lambda _: None)
        name = (row.get("stem") or row.get("term") or row.get("definition") or f"row {line}")[:80]
        unused = [cell for head, cell in zip(heads, cells, strict=False) if not head and cell]
        if unused or len(cells) > len(heads):
            texts.leave(
                f"columns whose head is unknown: {'; '.join([*unused, *filter(None, cells[len(heads) :])])[:80]}"
            )
        try:
            made = [{**fields, **_filed(row)} for fields in _fields(texts, row)]
        except NoItem as error:
            yield LeftOut(name, file.where(line), str(error))
            continue
        for number, fields in enumerate(made, start=1):
            more = f" {number}" if len(made) > 1 else ""
            key = row.get("id", "")
            yield Imported(
                f"{name}{more}", file.where(line), fields, key=f"{key}{more}" if key else "",
                wish=f"{key or row.get('term', '')}{more}" if key or row.get("term") else "",
                changed=tuple(texts.changed), left=tuple(texts.left),
            )  # fmt: skip


def _delimited(file: ForeignFile) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text with their lines; what divides cells is told by the first of them."""
    text = file.text.lstrip("\n")
    first = text.partition("\n")[0]
    sign = "\t" if file.suffix in {".tsv", ".tab"} or "\t" in first else max(",;|", key=first.count)
    empty = len(file.text) - len(text)
    for number, (line, cells) in enumerate(rows_of(file, text, sign, 1 + empty)):
        if number > MAX_ROWS:
            raise refusal(file.name, f"this table has more than {MAX_ROWS} rows", "split it", line)
        yield line, [_without_guard(cell.strip()) for cell in cells]


def _without_guard(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if re.match(r"'[=+@-]", cell) else cell


def _workbook(file: ForeignFile) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Return the rows of a workbook's first sheet with their lines, and the names of others that hold something."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only for workbooks

    if not is_archive(file):
        raise refusal(file.name, "this is no XLSX workbook", "save it as XLSX, or as CSV")
    archive = archive_of(file)
    # openpyxl reads them with Python's own parser, which would let entities grow.
    for name in archive.members:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name):
            raise refusal(file.name, f"'{name}' in this workbook declares entities", "save it anew")
    try:
        book = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
        sheet, *others = book.worksheets
        rows = [
            (line, [_cell(value) for value in cells])
            for line, cells in enumerate(sheet.iter_rows(values_only=True, max_row=MAX_ROWS), start=1)
        ]
        return rows, [one.title for one in others if any(map(any, one.iter_rows(values_only=True, max_row=MAX_ROWS)))]
    except (KeyError, ValueError, TypeError, IndexError, OSError, AttributeError) as error:
        raise refusal(file.name, f"this workbook cannot be read: {error}", "save it anew, or as CSV") from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()[:MAX_CELL]


def _heads(cells: Sequence[str]) -> list[str]:
    """Return what the heads of columns mean, '' for unknown ones; none where the first row is no head."""
    heads, option = [], 0
    for cell in cells:
        word = slug_of(cell).replace("-", "_")
        bare = word.replace("_", "")
        meaning = _HEADS.get(word) or _HEADS.get(bare) or ""
        if not meaning and (_OPTION_HEAD.fullmatch(word.replace("_", " ")) or _WRONG_HEAD.match(word)):
            option += 1
            meaning = f"wrong {option}" if _WRONG_HEAD.match(word) else f"option {option}"
        heads.append(meaning)
    known = {*heads}
    if "term" in known and "answer" in known and "definition" not in known:
        heads = ["stem" if head == "term" else head for head in heads]
    if "stem" in known and "definition" in known and "answer" not in known:
        heads = ["answer" if head == "definition" else head for head in heads]
    is_head = ("term" in heads and "definition" in heads) or "stem" in heads
    return heads if is_head else []


def _filed(row: Mapping[str, str]) -> Fields:
    """Return the keys by which an item is filed."""
    made: Fields = {}
    if row.get("level", "").lower() in LEVELS:
        made["level"] = row["level"].lower()
    if row.get("importance", "").lower() in IMPORTANCES and row["importance"].lower() != "expected":
        made["importance"] = row["importance"].lower()
    if tags := [slug_of(tag, 9) for tag in re.split(r"[,;|\s]+", row.get("tags", "")) if slug_of(tag, 9)]:
        made["tags"] = list[Node](dict.fromkeys(tags))
    if re.fullmatch(r"\d+(?:\.5)?", row.get("points", "")):
        made["points"] = row["points"]
    return made


def _fields(texts: Texts, row: Mapping[str, str]) -> list[Fields]:
    """Return the items of a row, by the columns that it fills."""
    kind = row.get("kind", "").lower().replace("_", "-")
    made = _by_columns(texts, row, kind if kind in KINDS else "")
    if "rationale" in row:
        made = [{**fields, "rationale": texts.plain(row["rationale"])} for fields in made]
    return made


def _by_columns(  # noqa: C901, PLR0911, PLR0912 - a kind each
    texts: Texts, row: Mapping[str, str], kind: str
) -> list[Fields]:
    plain = texts.plain
    if "term" in row or "definition" in row:
        if "term" not in row or "definition" not in row:
            raise NoItem("its term or its definition is empty")
        return [{"type": "term", "term": plain(row["term"]), "definition": plain(row["definition"])}]
    if "stem" not in row:
        raise NoItem("its question is empty")
    stem = plain(row["stem"])
    columns = {head: cell for head, cell in row.items() if head.startswith(("option ", "wrong "))}
    options = list(columns.values()) or [cell for cell in row.get("options", "").split(_BETWEEN) if cell]
    answer = row.get("answer", "")
    keys = [part for part in answer.split(_BETWEEN) if part]
    match kind:
        case "term":
            return [{"type": "term", "term": plain(answer), "definition": stem}]
        case "cloze" if keys:
            return [{"type": "cloze", "text": _filled(texts, row["stem"], keys)}]
        case "ordering":
            return [ordering_item(stem, [plain(key) for key in keys])]
        case "numeric":
            value, _, unit = answer.partition(" ")
            return [numeric_item(stem, value, unit=plain(unit) if unit else "")]
        case "matching":
            pairs = [(plain(one), plain(other)) for one, _, other in (key.partition(_ARROW) for key in keys)]
            return matching_items(texts, stem, pairs, [plain(option) for option in options])
        case "essay":
            return [{**written_item(stem, ""), "answer": plain(answer)}]
        case "picture":
            raise NoItem("a picture is not in a table")
        case "true-false":
            return [true_false(stem, answer.casefold() in {"true", "t", "1", "yes"}, "", "")]
    if not options and answer.casefold() in {"true", "false"}:
        return [true_false(stem, answer.casefold() == "true", "", "")]
    if not options and kind != "question" and len(keys) > 1:
        return [typed_item(texts, stem, [plain(key) for key in keys])]
    if not options:
        # One answer may be a sentence, which nobody types.
        return [{name: part for name, part in typed_item(texts, stem, [plain(answer)]).items() if name != "typed"}]
    return [options_item(texts, stem, _options(texts, columns, options, answer, keys))]


def _options(
    texts: Texts, columns: Mapping[str, str], options: Sequence[str], answer: str, keys: Sequence[str]
) -> list[Option]:
    """Return options; the right ones are named by their text, by letter or by number."""
    if answer and all(head.startswith("wrong") for head in columns) and columns:
        return [Option(texts.plain(answer), right=True), *(Option(texts.plain(one), right=False) for one in options)]
    if not (right := {option for option in options if option in keys}):
        places = [part for part in re.split(r"[,;\s]+", answer) if part]
        if not places or not all(_LETTER.fullmatch(part) for part in places):
            raise NoItem(f"its right answer '{answer[:40]}' is none of its options, and no letter of one")
        numbers = [int(part) - 1 if part.isdigit() else ord(part.lower()) - ord("a") for part in places]
        right = {options[number] for number in numbers if number < len(options)}
    return [Option(texts.plain(option), option in right) for option in options]


def _filled(texts: Texts, stem: str, keys: Sequence[str]) -> str:
    """Return a text with blanks, or hints in brackets, as a cloze text."""
    answers = iter(enumerate(keys, start=1))

    def gap(match: re.Match[str]) -> str:
        number, answer = next(answers, (0, ""))
        hint = f"::{match['hint']}" if match["hint"] else ""
        return f"{{{{c{number}::{texts.plain(answer)}{hint}}}}}" if number else match[0]

    made = re.sub(r"(?:\\?_){4}|\\?\[(?P<hint>[^\]\\]+)\\?\]", gap, texts.plain(stem))
    if made.count("{{c") != len(keys):
        raise NoItem("its blanks do not fit its answers")
    return made
