"""Which format a file has, and its bank."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, takewhile
from pathlib import Path, PurePosixPath
from types import ModuleType
from urllib.parse import unquote

from nasec_study.course.files import PICTURES
from nasec_study.importers import aiken, blackboard, brightspace, openolat, text2qti
from nasec_study.importers.anki import packages as anki_packages
from nasec_study.importers.anki import texts as anki_texts
from nasec_study.importers.gift import questions as gift
from nasec_study.importers.moodle_xml import questions as moodle_xml
from nasec_study.importers.qti12 import items as qti12
from nasec_study.importers.qti21 import items as qti21
from nasec_study.importers.shared.bank import Bank, Code, Fetch, Fields, ForeignFile, Imported, Loss, Shelf, refusal
from nasec_study.importers.shared.names import tagged
from nasec_study.importers.shared.options import is_verdict
from nasec_study.importers.shared.own import corrected, reasons_told
from nasec_study.importers.tables import questions as tables

# In this order a file is asked whose it is: the surest signs first.
FORMATS: tuple[ModuleType, ...] = (
    anki_packages,
    moodle_xml,
    qti21,
    qti12,
    blackboard,
    openolat,
    anki_texts,
    brightspace,
    aiken,
    gift,
    text2qti,
    tables,
)
MAX_FILE, MAX_PICTURE = 2_000_000_000, 100_000_000
_TABLE, _DOCUMENT = (
    ("tables of this format cannot be read", "save it as .xlsx or .csv in the program that made it"),
    ("documents cannot be read", "copy its questions as a table into a spreadsheet, and save that as .xlsx"),
)
# What Moodle takes beside banks.
_OF_MOODLE = re.compile(rb"<(?:hotpot-\w+-file|MOODLE_BACKUP)\b")
# What people have questions in, and no reader here reads.
_UNREAD = {
    **dict.fromkeys((".ods", ".xls", ".numbers"), _TABLE),
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".pages", ".pdf"), _DOCUMENT),
}


def read_bank(path: Path, shown: str) -> Bank:
    """Return the bank that a file holds; messages call it `shown`. Raises StudyError for one that cannot be read."""
    if not path.is_file() or path.stat().st_size > MAX_FILE:
        raise refusal(shown, "this is not a file, or it is too large", "name an exported bank")
    return bank_of(ForeignFile(shown, path.read_bytes(), _pictures_beside(path)))


def _pictures_beside(path: Path) -> Fetch:
    """Return what returns the pictures in the folder of a bank, or below it, by their addresses in the bank."""
    folder = path.parent.resolve()

    def fetch(address: str) -> bytes | None:
        named = PurePosixPath(unquote(address.partition("?")[0]).replace("\\", "/"))
        if named.suffix.lower() not in PICTURES:
            return None
        try:
            found = (folder / named).resolve()
            is_there = found.is_relative_to(folder) and found.is_file() and found.stat().st_size <= MAX_PICTURE
            return found.read_bytes() if is_there else None
        except (OSError, RuntimeError, ValueError):
            # Links in a circle, or what no file can be called.
            return None

    return fetch


def bank_of(file: ForeignFile) -> Bank:
    """Return the bank that is in a file. Raises StudyError for one that cannot be read."""
    found = next((one for one in FORMATS if one.reads(file)), None)
    if found is None:
        if why := _UNREAD.get(file.suffix):
            raise refusal(file.name, *why)
        if file.suffix == ".mbz" or _OF_MOODLE.search(file.content[:2_000]):
            hint = "import it into Moodle, and export its questions as Moodle XML"
            raise refusal(
                file.name, "an exercise of Hot Potatoes, or a backup of a course in Moodle, cannot be read", hint
            )
        names = ", ".join(one.NAME for one in FORMATS)
        raise refusal(file.name, "this file is in no known format", f"known: {names}")
    shelf = Shelf(file.beside)
    read = [_without_verdicts(one) for one in found.read(file, shelf)]
    if not read and not shelf.left_out:
        raise refusal(file.name, f"this file ({found.NAME}) holds no questions", "export the questions again")
    items = _tagged([replace(one, fields=corrected(reasons_told(dict(one.fields)))) for one in read])
    return Bank(file.name, found.NAME, items, tuple(shelf.left_out), shelf.media)


def _without_verdicts(item: Imported) -> Imported:
    """Return an item without what only says whether an answer is right, which is told as lost."""
    said = {key: str(item.fields[key]).split("\n\n") for key in ("rationale", "correction") if key in item.fields}
    verdicts = dict.fromkeys(filter(is_verdict, chain.from_iterable(said.values())))
    if not verdicts:
        return item
    left: Fields = {key: "\n\n".join(part for part in parts if part not in verdicts) for key, parts in said.items()}
    told = Loss(Code.LEFT, item.where, f"what only says whether an answer is right: {'; '.join(verdicts)}")
    fields = {key: value for key, value in {**item.fields, **left}.items() if value}
    return replace(item, fields=fields, losses=(*item.losses, told))


def _tagged(items: Sequence[Imported]) -> tuple[Imported, ...]:
    """Return items with the categories, quizzes or decks by which a bank divides them as tags."""
    shared = len(list(takewhile(lambda names: len({*names}) == 1, zip(*(one.under for one in items), strict=False))))
    names = ((*map(str, one.fields.get("tags", ())), *one.under[shared:]) for one in items)
    return tuple(replace(one, fields={**one.fields, **tagged(own)}) for one, own in zip(items, names, strict=True))
