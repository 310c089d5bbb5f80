"""Trees of YAML to a Course; the only code that knows which file holds what."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails

from nasec_study.course.dollars import with_formulas
from nasec_study.course.marks import Node, Source
from nasec_study.course.model import (
    ITEM_TYPES,
    SOME,
    BaseItem,
    Content,
    Course,
    Dispute,
    Draft,
    Item,
    Objective,
    Picture,
    Reading,
    Settings,
    Slug,
    Stimulus,
)
from nasec_study.course.newcomers import key_meant
from nasec_study.course.source import read_source
from nasec_study.course.vocabulary import FileKind, State
from nasec_study.course.wording import (
    is_echo,
    lack_of,
    model_in,
    no_citation,
    no_kind,
    no_level,
    no_mapping,
    problem_of,
    without_consequences,
)
from nasec_study.foundation.places import is_inside
from nasec_study.foundation.problems import Problem, Where, brief

Named = BaseItem | Dispute | Objective | Picture | Reading | Stimulus
Thing = TypeVar("Thing", bound=Content)
NamedThing = TypeVar("NamedThing", Dispute, Objective, Picture, Reading, Stimulus)

LAST = 1_000_000


class ItemsFile(Content):
    """A file of an item bank."""

    reading: Slug | None = Field(None, description="Reading that the file's items cite by `quote`.")
    section: Slug | None = Field(None, description="Section that the file's items cite by `quote`.")
    source: Literal["author"] | None = Field(None, description="author: the file's items rest on no reading.")
    state: State | None = Field(None, description="State of the file's items.")
    items: tuple[Annotated[Item, Field(discriminator="type")], ...] = Field(
        description="The items, in the order in which a student meets them."
    )


class DisputesFile(Content):
    """The facts on which readings differ or slip."""

    disputes: tuple[Dispute, ...] = Field(description="The disputes.")


class ObjectivesFile(Content):
    """Objectives that belong to no single reading."""

    objectives: tuple[Objective, ...] = Field(description="The objectives.")


FILES: dict[FileKind, type[Content]] = {
    "course": Settings,
    "reading": Reading,
    "items": ItemsFile,
    "stimulus": Stimulus,
    "picture": Picture,
    "disputes": DisputesFile,
    "objectives": ObjectivesFile,
}


# What the list in a file of each kind holds, by the kind and by the place of such a file.
_NOUNS: dict[FileKind, str] = {"items": BaseItem.NOUN, "disputes": Dispute.NOUN, "objectives": Objective.NOUN}
# What a file of items says for all of them.
_DEFAULTS = ("reading", "section", "source", "state")
_LISTS = {"items": BaseItem.NOUN, "disputes.yaml": Dispute.NOUN, "objectives.yaml": Objective.NOUN}


class _Reader:
    """Gathers what the files of a course hold, and what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], Source] = {}
        self.faulty: set[tuple[str, str]] = set()
        self.settings: Settings | None = None
        # course.yaml, the first file that is read, may say that there are none.
        self.has_dollar_formulas = True
        self.readings: list[Reading] = []
        self.stimuli: list[Stimulus] = []
        self.pictures: list[Picture] = []
        self.items: list[Item] = []
        self.drafts: list[Draft] = []
        self.disputes: list[Dispute] = []
        self.objectives: list[Objective] = []

    def read(self, file: Path) -> None:
        """Read a file; its place in the course's folder tells what it holds."""
        root, source, problems = read_source(file, str(file))
        self.problems += problems
        root = self.with_formulas(file, source, root)
        if root is None and file.relative_to(self.folder).parts[0] in _LISTS:
            self.faulty.add((_LISTS[file.relative_to(self.folder).parts[0]], SOME))
        match file.relative_to(self.folder).parts:
            case ("course.yaml",):
                self.places[Settings.NOUN, ""] = source
                if root is not None:
                    self.settings = self.take(Settings, source, root, "the course")
            case ("disputes.yaml",):
                self.disputes += self.things(Dispute, source, root, "disputes")
            case ("objectives.yaml",):
                self.objectives += self.things(Objective, source, root, "objectives")
            case ("readings", _):
                self.readings += self.thing(Reading, source, root, file.stem)
            case ("stimuli", _):
                self.stimuli += self.thing(Stimulus, source, root, file.stem)
            case ("pictures", _):
                self.pictures += self.thing(Picture, source, root, file.stem)
            case ("items", *_):
                self.items += self.bank(source, root)
            case _:
                hint = "items go to items/, readings to readings/, shared material to stimuli/"
                self.problems.append(Problem("E117", Where(str(file)), "this file is no part of a course", hint))

    def with_formulas(self, file: Path, source: Source, root: Node | None) -> Node | None:
        """Return a file's tree with the formulas that stand in dollar signs, where the course has any."""
        if file == self.folder / "course.yaml" and isinstance(root, dict):
            self.has_dollar_formulas = root.get("dollar_formulas") != "false"
        return with_formulas(root) if self.has_dollar_formulas and "$" in source.text.content else root

    def take(self, model: type[Thing], source: Source, node: Node, subject: str) -> Thing | None:
        """Validate a part of a file, which stands at `source`; each fault becomes a problem at its place, once."""
        thing, faults = validated(model, node)
        self.report(faults, model, source, subject)
        return thing

    def report(self, faults: list[ErrorDetails], model: type[BaseModel], source: Source, subject: str) -> None:
        """Note the problem of each fault, unless there is one at its place already."""
        known = {problem.where for problem in self.problems}
        kind = next(iter(get_args(model.model_fields["type"].annotation)), "") if "type" in model.model_fields else ""
        found = (problem_of(fault, model, source, subject) for fault in without_consequences(faults, str(kind)))
        self.problems += [problem for problem in found if problem.where not in known]

    def keep(self, thing: Named | Draft, source: Source) -> bool:
        """Note where a thing with an id stands; False, and a problem, where its id is taken."""
        first = self.places.setdefault((thing.NOUN, thing.id), source)
        if first is not source:
            hint = f"the first stands at {first.where('id')}; ids are unique in a course"
            message = f"{thing.NOUN} id '{thing.id}' is taken"
            self.problems.append(Problem("E201", source.where("id"), message, hint))
        return first is source

    def thing(self, model: type[NamedThing], source: Source, root: Node | None, name: str) -> list[NamedThing]:
        """Return the one thing in a file that is named after it, or nothing."""
        subject = f"{model.NOUN} '{name}'"
        thing = None if root is None else self.take(model, source, root, subject)
        if thing is None:
            self.faulty.add((model.NOUN, name))
            return []
        if thing.id != name:
            hint = f"id '{name}', or another name for the file"
            message = f"{subject}: its id '{thing.id}' differs from the file's name"
            self.problems.append(Problem("E202", source.where("id"), message, hint))
        return [thing] if self.keep(thing, source) else []

    def things(self, model: type[NamedThing], source: Source, root: Node | None, key: FileKind) -> list[NamedThing]:
        """Return the things in the list that a file holds under one key."""
        kept = []
        for number, node in self.entries(source, root, key):
            place = source.part(key, number)
            thing = self.take(model, place, node, f"{model.NOUN} '{_id_of(node, number)}'")
            if thing is None:
                self.faulty.add((model.NOUN, _id_of(node, number)))
            elif self.keep(thing, place):
                kept.append(thing)
        return kept

    def bank(self, source: Source, root: Node | None) -> list[Item]:
        """Return the items of a file; each inherits the file's reading and section."""
        head = root if isinstance(root, dict) else {}
        defaults = {key: head[key] for key in _DEFAULTS if head.get(key) and isinstance(head[key], str)}
        kept: list[Item] = []
        for number, node in self.entries(source, root, "items"):
            place = source.part("items", number)
            item = self.item(place, node, defaults, f"item '{_id_of(node, number)}'")
            if item is None:
                self.faulty.add((BaseItem.NOUN, _id_of(node, number)))
            elif self.keep(item, place):
                if isinstance(item, Draft):
                    self.drafts.append(item)
                else:
                    kept.append(item)
        return kept

    def item(self, source: Source, node: Node, defaults: dict[str, Node], subject: str) -> Item | Draft | None:  # noqa: PLR0911 - a fault each
        """Return an item, or a draft of one; None, and problems, where it is faulty."""
        if not isinstance(node, dict):
            self.problems.append(no_mapping(source, subject))
            return None
        kind = node.get("type")
        if not isinstance(kind, str) or kind not in ITEM_TYPES:
            self.problems.append(no_kind(source, subject, kind))
            return None
        whole, model = {**defaults, **node}, ITEM_TYPES[kind]
        if whole.get("state") == "draft":
            return self.draft(source, whole, model, f"draft of {kind} {subject}")
        item = self.take(model, source, whole, f"{kind} {subject}")
        if not self.has_readings or whole.get("source") == "author":
            return item
        if not whole.get("level") and not any(key_meant(key, kind)[1] == ("level",) for key in whole):
            self.problems.append(no_level(source, f"{kind} {subject}", is_empty="level" in whole))
            return None
        if item is not None and item.citation_fault:
            self.problems.append(no_citation(source, f"{kind} {subject}", item.citation_fault))
            return None
        return item

    def draft(self, source: Source, node: dict[str, Node], model: type[Item], subject: str) -> Draft | None:
        """Return a draft, with what it lacks; None, and problems, where what is written is faulty."""
        item, faults = validated(model, node)
        lacks = [lack for fault in faults if (lack := lack_of(fault))]
        if len(lacks) < len(faults) or not isinstance(name := node.get("id"), str) or not name:
            self.report(
                [fault for fault in faults if not lack_of(fault) or fault["loc"] == ("id",)], model, source, subject
            )
            return None
        if node.get("source") != "author" and self.has_readings:
            lacks += ["level"] if not node.get("level") else []
            lacks += ["a citation"] if not (node.get("quote") or node.get("citations")) else []
            lacks += ["a reading and section to quote"] if item and item.quote and item.citation_fault else []
        return Draft(name, str(node["type"]), node, tuple(lacks), item)

    @property
    def has_readings(self) -> bool:
        """Tell whether items have to cite readings; nobody knows while course.yaml is faulty."""
        return self.settings is not None and self.settings.has_readings

    def entries(self, source: Source, root: Node | None, key: FileKind) -> list[tuple[int, Node]]:
        """Return the entries of a file's list, after checking the rest of the file."""
        if root is None:
            return []
        entries = root.get(key) if isinstance(root, dict) else None
        if not isinstance(root, dict) or not isinstance(entries, list):
            self.take(FILES[key], source, root, "the file")
            self.faulty.add((_NOUNS[key], SOME))
            return []
        self.take(FILES[key], source, {**root, key: []}, "the file")
        return list(enumerate(entries))


def validated(model: type[Thing], node: Node) -> tuple[Thing | None, list[ErrorDetails]]:
    """Return a part of a file as what it should be, or None and its faults."""
    try:
        return model.model_validate(node), []
    except ValidationError as first:
        try:
            return model.model_validate(without_empties(model, node)), []
        except ValidationError as second:
            error = second if second.error_count() < first.error_count() else first
        return None, [fault for fault in error.errors(include_url=False) if not is_echo(fault)]


def read_course(folder: Path, *, drafts: bool = False) -> tuple[Course | None, tuple[Problem, ...]]:
    """Read a course from its folder; None where there is no usable `course.yaml`.

    With `drafts`, those that can be shown are among the items.

    What is faulty is reported and left out, so that the rest can still be checked.
    """
    reader = _Reader(folder)
    if not (folder / "course.yaml").is_file():
        hint = "name the course's folder with --course, or make one with `nasec-study init`"
        return None, (Problem("E116", Where(str(folder / "course.yaml")), "there is no course here", hint),)
    for file in _content_files(folder, reader.problems):
        reader.read(file)
    settings = reader.settings
    if settings is None:
        # The rest can still be checked under settings that ask for nothing.
        reader.faulty.add((Settings.NOUN, ""))
        settings = Settings(title="?", code="unknown", readings=tuple(reading.id for reading in reader.readings))
    readings = _in_order(reader.readings, settings.readings)
    items = [*reader.items, *(draft.item for draft in reader.drafts if drafts and draft.item)]
    course = Course(
        folder=folder,
        settings=settings,
        readings=tuple(readings),
        items=tuple(sorted(items, key=_course_order(readings))),
        drafts=tuple(reader.drafts),
        stimuli=tuple(reader.stimuli),
        pictures=tuple(reader.pictures),
        disputes=tuple(reader.disputes),
        objectives=(*reader.objectives, *(objective for reading in readings for objective in reading.objectives)),
        places=reader.places,
        faulty=frozenset(reader.faulty),
    )
    return course, tuple(reader.problems)


def _content_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Yield the course's YAML files in a stable order; what would be left out unseen is a problem."""

    def unreadable(error: OSError) -> None:
        where = Where(str(error.filename))
        problems.append(
            Problem("E101", where, f"this folder cannot be read: {error.strerror}", "check its permissions")
        )

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        here = Path(parent)
        problems += filter(None, (_folder_fault(here / name) for name in sorted(folders)))
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (here != folder or name != "texts")
        )
        for file in (here / name for name in sorted(names) if not name.startswith(".")):
            if fault := _file_fault(file, folder):
                problems.append(fault)
            elif file.suffix == ".yaml":
                yield file


def _folder_fault(place: Path) -> Problem | None:
    """Return the problem of a folder that is not what it seems."""
    if place.is_symlink():
        hint = "links to folders are not followed; put the folder itself here"
        return Problem("E115", Where(str(place)), "this folder is a link", hint)
    if place.suffix == ".yaml":
        hint = "put a file of this name here, or rename the folder"
        return Problem("E101", Where(str(place)), "this is a folder, not a file", hint)
    return None


def _file_fault(file: Path, folder: Path) -> Problem | None:
    """Return the problem of a file that cannot be taken as it stands here."""
    if not file.name.isprintable():
        where = Where(str(file.with_name(ascii(file.name).strip("'"))))
        hint = "give it a name of plain letters, digits and hyphens"
        return Problem("E118", where, "this file's name cannot be printed", hint)
    if file.is_symlink() and not is_inside(file, folder):
        hint = "a course holds its own files; copy the file here"
        return Problem("E115", Where(str(file)), "this link leads out of the course", hint)
    if file.suffix.lower() in {".yml", ".yaml"} and file.suffix != ".yaml":
        hint = f"rename it to {file.stem}.yaml"
        return Problem("E118", Where(str(file)), "this file would be left out", hint)
    return None


def _in_order(readings: list[Reading], order: tuple[str, ...]) -> list[Reading]:
    rank = {reading_id: number for number, reading_id in enumerate(order)}
    return sorted(readings, key=lambda reading: (rank.get(reading.id, LAST), reading.id))


def _course_order(readings: list[Reading]) -> Callable[[Item], tuple[int, int]]:
    """Return a sort key: by reading, then section of the outline; items across readings come last."""
    rank = {
        (reading.id, section.id): (first, second)
        for first, reading in enumerate(readings)
        for second, section in enumerate(reading.outline)
    }

    def key(item: Item) -> tuple[int, int]:
        if len(item.cited_readings) > 1:
            return (LAST, 0)
        return rank.get(item.home, (LAST - 1, 0))

    return key


def without_empties(model: type[BaseModel], node: Node) -> Node:
    """Return a part of a file without the empty values of what may be left out; programs write many of these."""
    if isinstance(node, list):
        return [without_empties(model, part) for part in node]
    if not isinstance(node, dict):
        return node
    kept: dict[str, Node] = {}
    for key, value in node.items():
        field = model.model_fields.get(key)
        if value != "" or field is None or field.is_required():
            inner = model_in(field.annotation) if field else None
            kept[key] = without_empties(inner, value) if inner else value
    return kept


def _id_of(node: Node, number: int) -> str:
    found = node.get("id") if isinstance(node, dict) else None
    return brief(found) if isinstance(found, str) and found else f"number {number + 1}"
