"""Anki's text export, "Notes in Plain Text" (https://docs.ankiweb.net/importing/text-files.html)."""

import re
from collections.abc import Iterator
from html import escape
from itertools import takewhile

from nasec_study.foundation.problems import StudyError
from nasec_study.importers.anki.notes import AnkiNote, note_items
from nasec_study.importers.shared.bank import ForeignFile, Imported, Shelf
from nasec_study.importers.shared.rows import HTML, rows_of
from nasec_study.importers.shared.texts import Texts

NAME = "Anki's text"

_COMMENT = "#"
_HEAD = re.compile(r"#(?P<key>[A-Za-z ]+):(?P<value>.*)")
_SIGNS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_NUMBERED = ("guid column", "notetype column", "deck column", "tags column")
_KNOWN = frozenset(("separator", "html", "notetype", "deck", "columns", "tags", *_NUMBERED))


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is Anki's text, by the lines at its head or, of an old Anki, by HTML between tabs."""
    if file.suffix not in {".txt", ".csv", ".tsv"}:
        return False
    return not _KNOWN.isdisjoint(_heads(file.text)) or (file.suffix == ".txt" and _is_old(file))


def _is_old(file: ForeignFile) -> bool:
    """Tell whether a text has HTML, and notes alone in its rows: the first field of one is never empty."""
    if not HTML.search(file.text):
        return False
    try:
        rows = [cells for _, cells in rows_of(file, file.text, "\t", comment=_COMMENT) if any(cells)]
    except StudyError:
        return False
    return all(len(cells) > 1 and cells[0].strip() for cells in rows)


def _heads(text: str) -> dict[str, str]:
    """Return what the lines at the head of a text say; others among them are comments."""
    lines = takewhile(lambda line: line.startswith(_COMMENT), text.split("\n"))
    found = filter(None, map(_HEAD.match, lines))
    return {head["key"].strip().lower(): head["value"].strip() for head in found}


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the notes of a file."""
    heads = _heads(file.text)
    separator = heads.get("separator", "tab")
    sign = _SIGNS.get(separator.lower(), separator[:1] or "\t")
    places = {name: int(heads[name]) - 1 for name in _NUMBERED if heads.get(name, "").isdigit()}
    names = heads.get("columns", "")
    titles = next(rows_of(file, names, sign), (0, []))[1]
    for line, cells in rows_of(file, file.text, sign, comment=_COMMENT):
        if not any(cells):
            continue
        told = {name: cells[place] for name, place in places.items() if 0 <= place < len(cells)}
        fields = {
            (titles[place] if place < len(titles) else f"Field {place + 1}"): cell
            for place, cell in enumerate(cells)
            if place not in places.values()
        }
        if heads.get("html", "true") == "false":
            fields = {name: escape(cell, quote=False).replace("\n", "<br>") for name, cell in fields.items()}
        tags = [*told.get("tags column", "").split(), *heads.get("tags", "").split()]
        note = AnkiNote(
            told.get("guid column", ""),
            told.get("notetype column") or heads.get("notetype", ""),
            fields,
            tuple(tags),
            is_cloze=any("{{c" in cell for cell in cells),
            deck=told.get("deck column") or heads.get("deck", ""),
        )
        yield from note_items(note, Texts(shelf, file.where(line)))
