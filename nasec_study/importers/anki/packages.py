"""Anki packages, .apkg and .colpkg: of the old format, and of the new one (rslib/src/import_export/package)."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple
from urllib.parse import unquote

from nasec_study.importers.anki.notes import AnkiNote, fields_in, note_items
from nasec_study.importers.shared.archives import MAX_FILE, Archive, archive_of, is_archive
from nasec_study.importers.shared.bank import ForeignFile, Imported, Shelf, refusal
from nasec_study.importers.shared.texts import Texts

NAME = "an Anki package"
_NEW = "collection.anki21b"
_OLD = ("collection.anki21", "collection.anki2")
_CLOZE = 1
# A number of 64 bits at the most.
MAX_SHIFT = 63
_ZSTD = b"\x28\xb5\x2f\xfd"
_STUB = re.compile(r"please update to the latest anki", re.IGNORECASE)


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is a package of Anki's."""
    return file.suffix in {".apkg", ".colpkg"} and is_archive(file)


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the notes of a package."""
    archive = archive_of(file)
    media = _media(archive)

    def fetch(address: str) -> bytes | None:
        # Anki writes names as they are; what makes HTML of Markdown, a space as %20.
        name = address if address in media else unquote(address)
        return _unpacked(archive, media[name]) if name in media and media[name] in archive.members else None

    name = next((name for name in (_NEW, *_OLD) if name in archive.members), "")
    if not name:
        raise refusal(file.name, "this package holds no collection", "export it from Anki again")
    content = _unpacked(archive, name)
    if not content:
        raise refusal(file.name, "this package's collection is empty", "export it from Anki again")
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(_without_log(content))
            # By it Anki sorts names, whatever their case.
            database.create_collation(
                "unicase", lambda one, other: (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())
            )
            for number, note in enumerate(_notes(database), start=1):
                if len(note.fields) == 1 or not _STUB.search("".join(note.fields.values())):
                    yield from note_items(note, Texts(shelf, file.where(number), fetch))
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refusal(file.name, f"this package's collection cannot be read: {error}", "export it again") from error


def _without_log(content: bytes) -> bytes:
    """Return a database that is opened without a write-ahead log (sqlite.org/fileformat.html, bytes 18 and 19)."""
    return content[:18] + b"\1\1" + content[20:] if content[18:20] == b"\2\2" else content


def _notes(database: sqlite3.Connection) -> Iterator[AnkiNote]:
    """Yield the notes, by their decks and their order in them."""
    kinds = _kinds(database)
    # Cards in a filtered deck say which one they came from.
    home = "select nid, count(*), min(case odid when 0 then did else odid end) from cards group by nid"
    cards = {note: rest for note, *rest in database.execute(home)}
    decks = _decks(database)
    rows = database.execute(
        "select n.id, n.guid, n.mid, n.flds, n.tags from notes n order by (select min(c.due) from cards c where "
        "c.nid = n.id and c.type = 0) is null, (select min(c.due) from cards c where c.nid = n.id), n.id"
    )
    for note, guid, kind_id, texts, tags in rows:
        kind = kinds[int(kind_id)]
        parts = str(texts).split("\x1f")
        further = (f"Field {n}" for n in range(len(kind.fields) + 1, len(parts) + 1))
        named = dict(zip([*kind.fields, *further], parts, strict=False))
        number, deck = cards.get(note, (1, 0))
        yield AnkiNote(
            str(guid),
            kind.name,
            named,
            tuple(str(tags).split()),
            kind.is_cloze,
            cards=1 if kind.is_cloze else number,
            deck=decks.get(deck, ""),
            sides=tuple((fields_in(front), fields_in(back)) for front, back in kind.templates),
        )


def _decks(database: sqlite3.Connection) -> dict[int, str]:
    """Return the names of decks by their numbers, with two colons between those of a deck and of one in it."""
    if _is_old(database):
        [decks] = database.execute("select decks from col").fetchone()
        return {int(number): str(deck["name"]) for number, deck in json.loads(decks).items()}
    return {number: name.replace("\x1f", "::") for number, name in database.execute("select id, name from decks")}


class _Kind(NamedTuple):
    """A note type: its name, its fields, whether it is of clozes, and the fronts and backs of its cards."""

    name: str
    fields: list[str]
    is_cloze: bool
    templates: list[tuple[str, str]]


def _kinds(database: sqlite3.Connection) -> dict[int, _Kind]:
    """Return the note types by number."""
    if _is_old(database):
        [models] = database.execute("select models from col").fetchone()
        return {
            int(number): _Kind(
                str(model["name"]),
                [str(field["name"]) for field in sorted(model["flds"], key=lambda field: field.get("ord", 0))],
                model.get("type") == _CLOZE,
                [(str(one.get("qfmt", "")), str(one.get("afmt", ""))) for one in model.get("tmpls", ())],
            )
            for number, model in json.loads(models).items()
        }
    fields: dict[int, list[str]] = {}
    for kind, name in database.execute("select ntid, name from fields order by ntid, ord"):
        fields.setdefault(kind, []).append(name)
    templates: dict[int, list[tuple[str, str]]] = {}
    for kind, config in database.execute("select ntid, config from templates order by ntid, ord"):
        told = dict(_message(config))
        templates.setdefault(kind, []).append((_text(told.get(1)), _text(told.get(2))))
    return {
        # Of its settings, the first tells whether it is of clozes (notetypes.proto).
        number: _Kind(name, fields.get(number, []), dict(_message(config)).get(1) == _CLOZE, templates.get(number, []))
        for number, name, config in database.execute("select id, name, config from notetypes")
    }


def _is_old(database: sqlite3.Connection) -> bool:
    """Tell whether note types and decks are JSON, as in the old format."""
    return not database.execute("select 1 from sqlite_master where type = 'table' and name = 'notetypes'").fetchone()


def _text(value: int | bytes | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _media(archive: Archive) -> dict[str, str]:
    """Return the names in the archive of the media, by their own names."""
    if "media" not in archive.members:
        return {}
    content = _unpacked(archive, "media")
    if content.lstrip()[:1] == b"{":
        try:
            return {str(name): str(number) for number, name in json.loads(content).items()}
        except (ValueError, AttributeError) as error:
            raise refusal(
                archive.file.name, f"this package's list of media is broken: {error}", "export it again"
            ) from error
    # anki/import_export.proto, MediaEntries: entries = 1; MediaEntry: name = 1, …, legacy_zip_filename = 255.
    found = {}
    for place, entry in enumerate(
        value for number, value in _message(content) if number == 1 and isinstance(value, bytes)
    ):
        inside = dict(_message(entry))
        name, own = inside.get(1, b""), inside.get(255, place)
        if isinstance(name, bytes):
            found[name.decode("utf-8", "replace")] = str(own)
    return found


def _message(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the fields of a message of Protocol Buffers with their numbers (protobuf.dev, Encoding)."""
    place = 0

    def varint() -> int:
        nonlocal place
        number = shift = 0
        while True:
            byte = content[place]
            place += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > MAX_SHIFT:
                return number

    try:
        while place < len(content):
            key = varint()
            match key & 7:
                case 0:
                    yield key >> 3, varint()
                case 2:
                    length = varint()
                    yield key >> 3, content[place : place + length]
                    place += length
                case 1 | 5 as kind:
                    place += 8 if kind == 1 else 4
                case _:
                    return
    except IndexError:
        return


def _unpacked(archive: Archive, name: str) -> bytes:
    """Return a file of a package; the new format packs each once more."""
    content = archive.read(name)
    if not content.startswith(_ZSTD):
        return content
    import zstandard  # noqa: PLC0415 - only packages of the new format need it

    try:
        with zstandard.ZstdDecompressor().stream_reader(content) as reader:
            unpacked = reader.read(MAX_FILE + 1)
    except zstandard.ZstdError as error:
        raise refusal(archive.file.name, f"'{name}' in this package is broken: {error}", "export it again") from error
    if len(unpacked) > MAX_FILE:
        raise refusal(
            archive.file.name, f"'{name}' in this package is larger than {MAX_FILE // 1_000_000} MB", "split it"
        )
    return unpacked
