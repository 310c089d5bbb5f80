"""What changes a course's own files for its author: importing banks, reviewing drafts, beginning items and readings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from nasec_study.course.contents import validated
from nasec_study.course.edits import SETTINGS_FILE, text_of, with_items, with_setting
from nasec_study.course.marks import Node
from nasec_study.course.model import ITEM_TYPES, SOME, BaseItem, Course, Draft
from nasec_study.course.outlines import Outline, headings_of
from nasec_study.course.pages import reading_text
from nasec_study.course.parse import read_course
from nasec_study.course.wording.faults import problem_of
from nasec_study.course.wording.forms import required_keys
from nasec_study.course.written import changed_files, new_file_of_items, schema_line, written_items
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.history.imports import records_in, with_records
from nasec_study.history.ledger import ledger_file, read_ledger
from nasec_study.importers.merging import Merged, merge
from nasec_study.importers.shared.bank import Bank
from nasec_study.importers.shared.names import slug_of
from nasec_study.output.write import ledger_locked, write_file, write_files


@dataclass(frozen=True)
class Brought:
    """A bank that was brought into a course: what it held, what became of it, and the file that new items went to."""

    bank: Bank
    merged: Merged
    file: Path | None


def bring_in(folder: Path, bank: Bank, *, dry_run: bool) -> Brought:
    """Import a bank into the course in a folder, and return what became of it. Raises StudyError.

    A dry run changes nothing, and takes a folder without a course for one that holds no items.
    """
    if dry_run and not (folder / SETTINGS_FILE).is_file():
        merged = merge(bank, {}, {}, (), as_drafts=False)
        return Brought(bank, merged, _with_new_items(folder, bank, merged, {}))
    course = readable(folder)
    ledger, here = read_ledger(folder), written_items(course)
    faulty = [name for noun, name in course.faulty if noun == BaseItem.NOUN]
    former = {old: item.id for item in course.items for old in item.formerly}
    records = {former.get(name, name): record for name, record in records_in(ledger).items()}
    merged = merge(bank, here, records, faulty, as_drafts=course.settings.has_readings)
    changed = changed_files((here[outcome.id], outcome.changes) for outcome in merged.updated)
    file = _with_new_items(folder, bank, merged, changed)
    if not dry_run:
        media = {folder / address: content for address, content in bank.media.items() if changed}
        files = {path: content for path, content in media.items() if not path.is_file()}
        files |= {path: text.encode() for path, text in changed.items()}
        remembered = with_records(ledger, {**records, **merged.records}, datetime.now(UTC))
        with ledger_locked():
            if remembered.entries != ledger.entries:
                files |= ledger_file(folder, ledger, remembered)
            write_files(files)
    return Brought(bank, merged, file)


def readable(folder: Path) -> Course:
    """Return a course of which every file can be read as YAML. Raises StudyError for another."""
    course, problems = read_course(folder)
    if course is None or any(name == SOME for _, name in course.faulty):
        raise StudyError(*problems)
    return course


def _with_new_items(folder: Path, bank: Bank, merged: Merged, changed: dict[Path, str]) -> Path | None:
    """Put what is new into the text of a file named after the bank, among those that change, and return its path."""
    nodes = [outcome.changes for outcome in merged.added]
    if not nodes:
        return None
    file = folder / "items" / f"{slug_of(Path(bank.file).stem) or 'imported'}.yaml"
    text = changed.get(file) or (text_of(file) if file.is_file() else "")
    if text:
        changed[file] = with_items(text, str(file), nodes)
    else:
        changed[file] = new_file_of_items(folder, file, f"Imported from {Path(bank.file).name}.", {}, nodes)
    return file


def accept(folder: Path, draft: Draft, answers: Mapping[str, Node], initials: str) -> Path:
    """Write into a draft what it lacked, that it was reviewed, and by whom; return its file.

    Nothing else in the file changes. Raises StudyError where it would still be no item.
    """
    course, model = readable(folder), ITEM_TYPES[draft.type]
    item = written_items(course).get(draft.id)
    if item is None:
        hint = "look into its file, or run `nasec-study check`, and begin the review again"
        raise StudyError(Problem("E622", Where(draft.id, 0, 0), "the draft has changed, and is none any more", hint))
    state = {"state": "reviewed", **({"reviewer": initials} if initials else {})}
    _, faults = validated(model, {**item.node, **answers, **state})
    if faults:
        found = problem_of(faults[0], model, course.place(draft), f"{draft.type} item '{draft.id}' is still a draft")
        raise StudyError(Problem("E622", item.where, found.message, found.hint or "write the rest into the file"))
    for path, text in changed_files([(item, {**answers, **state})]).items():
        write_file(path, text.encode())
    return item.file


def begin_item(folder: Path, kind: str, reading: str = "", section: str = "") -> Where:
    """Write a draft of an item of a kind, to be filled in, where items of a section stand; return its place."""
    course = readable(folder)
    here = written_items(course)
    prefix = section or kind
    item_id = next(one for one in (f"{prefix}-{number}" for number in count(1)) if one not in here)
    names = [name for name in required_keys(ITEM_TYPES[kind]) if name not in {"id", "type"}]
    rests = course.settings.has_readings and bool(reading)
    skeleton: dict[str, Node] = {"id": item_id, "type": kind, "state": "draft"}
    skeleton |= {"level": ""} if rests else {}
    skeleton |= dict.fromkeys(names, "") | {"rationale": ""} | ({"quote": ""} if rests else {})
    file = _home_of(folder, course, reading, section)
    text = text_of(file) if file.is_file() else ""
    if text.strip():
        text = with_items(text, str(file), [skeleton])
    else:
        head = {"reading": reading, "section": section} if reading else {}
        text = new_file_of_items(folder, file, "", head, [skeleton])
    write_file(file, text.encode())
    lines = text.split("\n")
    line = next(place for place, one in enumerate(lines, start=1) if one.strip() == f"- id: {item_id}")
    return Where(str(file), line, lines[line - 1].index("id:") + 1)


def _home_of(folder: Path, course: Course, reading: str, section: str) -> Path:
    """Return the file in which items of a section stand, or would."""
    if not reading:
        return folder / "items" / "items.yaml"
    home = next((item for item in course.items if item.home == (reading, section)), None)
    return Path(course.place(home).text.path) if home else folder / "items" / reading / f"{section}.yaml"


@dataclass(frozen=True)
class Begun:
    """A reading that was begun: its file, the files of its items, and its outline."""

    file: Path
    banks: tuple[Path, ...]
    outline: Outline


def begin_reading(folder: Path, text_file: Path, name: str = "") -> Begun:
    """Make a reading's file from its text, an empty bank for each section that has none, and list it in the course.

    The text is copied to `texts/`, which is kept from version control. Raises StudyError.
    """
    course = readable(folder)
    name = name or slug_of(text_file.stem)
    if not name:
        hint = "name the reading with --id"
        raise StudyError(Problem("E623", Where(str(text_file), 0, 0), "no id can be made of this file's name", hint))
    file = folder / "readings" / f"{name}.yaml"
    if file.exists():
        hint = "name another with --id"
        raise StudyError(Problem("E623", Where(str(file), 0, 0), f"there is a reading '{name}' already", hint))
    settings = folder / SETTINGS_FILE
    listed = list(dict.fromkeys((*(course.settings.readings if course.settings.has_readings else ()), name)))
    with_reading = with_setting(text_of(settings), str(settings), "readings", list[Node](listed))
    pages = reading_text(text_file)
    outline = headings_of(pages)
    text_name = f"{name}.txt"
    text = schema_line(folder, file, "reading") + outline.yaml(name, text_name)
    files = {folder / "texts" / text_name: pages.text.encode(), file: text.encode()}
    banks = []
    for section in outline.sections:
        bank = folder / "items" / name / f"{section.id}.yaml"
        if bank.exists():
            continue
        head = {"reading": name, "section": section.id}
        files[bank] = new_file_of_items(folder, bank, "", head, []).encode()
        banks.append(bank)
    write_files({**files, settings: with_reading.encode()})
    return Begun(file, tuple(banks), outline)
