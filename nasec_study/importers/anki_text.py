"""Anki's text export, "Notes in Plain Text" (https://docs.ankiweb.net/importing/text-files.html)."""

import re
from collections.abc import Iterator

from nasec_study.importers._anki import AnkiNote, note_items
from nasec_study.importers._bank import ForeignFile, Imported, LeftOut, Shelf
from nasec_study.importers._rows import rows_of
from nasec_study.importers._texts import Texts

NAME = "Anki's text"

_HEAD = re.compile(r"#(?P<key>[a-z ]+):(?P<value>.*)")
_SIGNS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_NUMBERED = ("guid column", "notetype column", "deck column", "tags column")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is Anki's text, by the lines at its head."""
    return file.suffix in {".txt", ".csv", ".tsv"} and bool(
        re.match(r"#(?:separator|html|notetype|deck|columns|tags)[^:\n]*:", file.text)
    )


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported | LeftOut]:
    """Yield the notes of a file."""
    text = file.text
    heads: dict[str, str] = {}
    lines = text.split("\n")
    start = 0
    while start < len(lines) and (found := _HEAD.match(lines[start])):
        heads[found["key"]] = found["value"].strip()
        start += 1
    told = heads.get("separator", "tab")
    sign = _SIGNS.get(told.lower(), told[:1] or "\t")
    places = {name: int(heads[name]) - 1 for name in _NUMBERED if heads.get(name, "").isdigit()}
    names = heads.get("columns", "")
    titles = next(rows_of(file, names, sign), (0, []))[1]
    for line, cells in rows_of(file, "\n".join(lines[start:]), sign, start + 1):
        if not any(cells):
            continue

        def at(name: str, cells: list[str] = cells) -> str:
            place = places.get(name, -1)
            return cells[place] if 0 <= place < len(cells) else ""

        fields = {
            (titles[place] if place < len(titles) else f"Field {place + 1}"): cell
            for place, cell in enumerate(cells)
            if place not in places.values()
        }
        if heads.get("html", "true") == "false":
            fields = {name: _as_html(cell) for name, cell in fields.items()}
        kind = at("notetype column") or heads.get("notetype", "")
        tags = [*at("tags column").split(), *heads.get("tags", "").split()]
        note = AnkiNote(
            at("guid column"),
            kind,
            fields,
            tuple(tags),
            is_cloze=any("{{c" in cell for cell in cells),
        )
        yield from note_items(note, file.where(line), Texts(shelf, lambda _: None))


def _as_html(cell: str) -> str:
    from html import escape  # noqa: PLC0415 - only here

    return escape(cell, quote=False).replace("\n", "<br>")
