"""What one file of a course holds, from its tree of YAML; the only code that knows which file holds what."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nasec_study.course.dollars import with_formulas
from nasec_study.course.marks import Node, Source
from nasec_study.course.model import (
    ITEM_TYPES,
    SOME,
    BaseItem,
    Content,
    Dispute,
    Draft,
    Item,
    Objective,
    Picture,
    Reading,
    Settings,
    Stimulus,
)
from nasec_study.course.model.files import FILES
from nasec_study.course.source import Parsed, no_tree, parse_raw, raw_of
from nasec_study.course.vocabulary import FileKind
from nasec_study.course.wording.banks import (
    in_pieces,
    is_in_pieces,
    lack_of,
    no_items,
    no_kind,
    no_level,
    no_source,
    rest_on_nothing,
)
from nasec_study.course.wording.causes import is_echo, without_consequences
from nasec_study.course.wording.faults import model_in, problem_of
from nasec_study.course.wording.newcomers import key_meant
from nasec_study.foundation.characters import slug
from nasec_study.foundation.problems import Problem, Where, brief

Named = Item | Dispute | Objective | Picture | Reading | Stimulus
Thing = TypeVar("Thing", bound=Content)
NamedThing = TypeVar("NamedThing", Dispute, Objective, Picture, Reading, Stimulus)


# What a file of items says for all of them.
_DEFAULTS = ("reading", "section", "source", "state")
# What the list in a file of each kind holds.
_NOUNS: dict[FileKind, str] = {"items": BaseItem.NOUN, "disputes": Dispute.NOUN, "objectives": Objective.NOUN}


class Rules(NamedTuple):
    """What course.yaml says about how the other files are read. While it is faulty, items need no citations."""

    has_readings: bool = False
    has_dollar_formulas: bool = True


@dataclass(frozen=True)
class Held:
    """What one file of a course holds: its things in order, each with the part of the file that it stands in.

    `faulty` are things that could not be read, as in Course. By `raw` and `rules`, which it was read from, it is known
    to be up to date. Only course.yaml gives `settings`, and the rules that it `sets` for the other files.
    """

    raw: bytes | None
    rules: Rules
    source: Source
    settings: Settings | None
    sets: Rules
    things: tuple[tuple[Named | Draft, Source], ...]
    problems: tuple[Problem, ...]
    faulty: frozenset[tuple[str, str]]


def held_by(folder: Path, file: Path, rules: Rules, before: Held | None) -> Held:
    """Return what a file holds; that is `before`, if neither the file nor the rules have changed since."""
    raw, path = raw_of(file, str(file)), str(file)
    if isinstance(raw, Problem):
        return _Reader(rules, file.relative_to(folder).parts, no_tree(path, raw)).held(None)
    if before and (before.raw, before.rules) == (raw, rules):
        return before
    return _Reader(rules, file.relative_to(folder).parts, parse_raw(raw, path)).held(raw)


class _Reader:
    """Gathers what a file of a course holds, and what is wrong with it."""

    def __init__(self, rules: Rules, place: tuple[str, ...], parsed: Parsed) -> None:
        self.rules = rules
        self.place = place
        self.root, self.source, problems = parsed
        self.problems = list(problems)
        self.settings: Settings | None = None
        self.sets = Rules()
        self.things: list[tuple[Named | Draft, Source]] = []
        self.faulty: set[tuple[str, str]] = set()

    def held(self, raw: bytes | None) -> Held:
        """Return what the file holds; which things that may be follows from its place in the course's folder."""
        source, root = self.source, self._with_formulas()
        match self.place:
            case ("course.yaml",):
                self.settings = None if root is None else self.take(Settings, source, root, "the course")
                has_readings = self.settings is not None and self.settings.has_readings
                self.sets = Rules(has_readings, has_dollar_formulas(self.root))
            case ("disputes.yaml",):
                self.list_of(Dispute, root, "disputes")
            case ("objectives.yaml",):
                self.list_of(Objective, root, "objectives")
            case ("readings", name):
                self.one(Reading, root, Path(name).stem)
            case ("stimuli", name):
                self.one(Stimulus, root, Path(name).stem)
            case ("pictures", name):
                self.one(Picture, root, Path(name).stem)
            case ("items", *_):
                self.bank(root)
            case _:
                hint = "items go to items/, readings to readings/, shared material to stimuli/; delete a copy"
                where = Where(source.text.path)
                self.problems.append(Problem("E117", where, "this file does not belong to a course", hint))
        problems, faulty = tuple(self.problems), frozenset(self.faulty)
        return Held(raw, self.rules, source, self.settings, self.sets, tuple(self.things), problems, faulty)

    def _with_formulas(self) -> Node | None:
        """Return the file's tree with the formulas that stand in dollar signs, where the course has any."""
        is_course = self.place == ("course.yaml",)
        has_any = has_dollar_formulas(self.root) if is_course else self.rules.has_dollar_formulas
        return with_formulas(self.root) if has_any and "$" in self.source.text.body else self.root

    def take(self, model: type[Thing], source: Source, node: Node, subject: str) -> Thing | None:
        """Validate a part of a file, which stands at `source`; each fault becomes a problem at its place, once."""
        thing, faults = validated(model, node)
        self.report(faults, model, source, subject)
        return thing

    def report(self, faults: list[ErrorDetails], model: type[BaseModel], source: Source, subject: str) -> None:
        """Note the problem of each fault, unless there is one at its place already."""
        if not faults:
            return
        known = {problem.where for problem in self.problems}
        found = (problem_of(fault, model, source, subject) for fault in without_consequences(faults, model))
        self.problems += [problem for problem in found if problem.where not in known]

    def one(self, model: type[NamedThing], root: Node | None, name: str) -> None:
        """Take the one thing in a file that is named after it."""
        subject = f"{model.NOUN} '{name}'"
        thing = None if root is None else self.take(model, self.source, root, subject)
        self.problems = [one if one.about else one.within((model.NOUN, name)) for one in self.problems]
        if thing is None or thing.id != name:
            # Others may name it by its id, or by that of its file.
            self.faulty |= {(model.NOUN, name), (model.NOUN, _id_of(root or "", 0))}
        if thing is None:
            return
        if thing.id != name:
            hint = f"write `id: {name}`, or rename the file"
            if slug(name) != name:
                hint = f"rename the file to {thing.id}.yaml, or delete it if it is a copy"
            message = f"{subject}: its id '{thing.id}' differs from the file's name"
            self.problems.append(Problem("E202", self.source.where("id"), message, hint))
        self.things.append((thing, self.source))

    def list_of(self, model: type[NamedThing], root: Node | None, key: FileKind) -> None:
        """Take the things in the list that the file holds under one key."""
        for number, node in self.entries(root, key):
            place = self.source.part(key, number)
            thing = self.take(model, place, node, f"{model.NOUN} '{_id_of(node, number)}'")
            if thing is None:
                self.faulty.add((model.NOUN, _id_of(node, number)))
            else:
                self.things.append((thing, place))

    def bank(self, root: Node | None) -> None:
        """Take the items of the file; each inherits the file's reading and section."""
        head = root if isinstance(root, dict) else {}
        defaults = {key: head[key] for key in _DEFAULTS if head.get(key) and isinstance(head[key], str)}
        entries = self.entries(root, "items")
        if is_in_pieces([node for _, node in entries]):
            self.problems.append(in_pieces(self.source.part("items", 1)))
            self.faulty.add((BaseItem.NOUN, SOME))
            return
        if self.rules.has_readings and rest_on_nothing([node for _, node in entries], defaults):
            self.problems.append(no_source(self.source))
            defaults["source"] = "author"
        for number, node in entries:
            place = self.source.part("items", number)
            item = self.item(place, node, defaults, f"item '{_id_of(node, number)}'")
            if item is None:
                self.faulty.add((BaseItem.NOUN, _id_of(node, number)))
            else:
                self.things.append((item, place))

    def item(self, source: Source, node: Node, defaults: dict[str, Node], subject: str) -> Item | Draft | None:  # noqa: PLR0911 - a fault each
        """Return an item, or a draft of one; None, and problems, where it is faulty."""
        if not isinstance(node, dict):
            message = f"{subject} must be a mapping of keys to values"
            self.problems.append(Problem("E124", source.where(), message, "begin with '- id: ...'"))
            return None
        kind = node.get("type")
        if not isinstance(kind, str) or kind not in ITEM_TYPES:
            self.problems.append(no_kind(source, subject, node))
            return None
        whole, model = {**defaults, **node}, ITEM_TYPES[kind]
        if whole.get("state") == "draft":
            return self.draft(source, whole, model, f"draft of {kind} {subject}")
        item, faults = validated(model, whole)
        # What the file says for all of its items is told once, where it says so.
        inherited = defaults.keys() - node.keys()
        own = [fault for fault in faults if not fault["loc"] or fault["loc"][0] not in inherited]
        self.report(own, model, source, f"{kind} {subject}")
        # Another value than `author` is a fault, told already; it says all the same that the item rests on no reading.
        if not self.rules.has_readings or whole.get("source"):
            return item
        if not whole.get("level") and not any(key_meant(key, kind)[1] == ("level",) for key in whole):
            self.problems.append(no_level(source, f"{kind} {subject}", is_empty="level" in whole))
            return None
        if item is not None and item.citation_fault:
            message, hint = item.citation_fault
            self.problems.append(Problem("E120", source.where(), f"{kind} {subject} {message}", hint))
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
        if node.get("source") != "author" and self.rules.has_readings:
            lacks += ["level"] if not node.get("level") else []
            lacks += ["a citation"] if not (node.get("quote") or node.get("citations")) else []
            lacks += ["a reading and section to quote"] if item and item.quote and item.citation_fault else []
        return Draft(name, str(node["type"]), node, tuple(lacks), item)

    def entries(self, root: Node | None, key: FileKind) -> list[tuple[int, Node]]:
        """Return the entries of the file's list, after checking the rest of it."""
        if root is None:
            self.faulty.add((_NOUNS[key], SOME))
            return []
        entries = root.get(key) if isinstance(root, dict) else None
        if key == "items" and isinstance(root, list | str):
            self.problems.append(no_items(self.source, is_list=isinstance(root, list)))
            self.faulty.add((_NOUNS[key], SOME))
            return []
        if entries is None and any(problem.rule == "E105" for problem in self.problems):
            # They stand in the second of two documents.
            return []
        if not isinstance(root, dict) or not isinstance(entries, list):
            self.take(FILES[key], self.source, root, "the file")
            self.faulty.add((_NOUNS[key], SOME))
            return []
        self.take(FILES[key], self.source, {**root, key: []}, "the file")
        return list(enumerate(entries))


def has_dollar_formulas(root: Node | None) -> bool:
    """Tell whether dollar signs stand around formulas in a course, by the tree of its course.yaml, sound or not."""
    return not isinstance(root, dict) or root.get("dollar_formulas") != "false"


def validated(model: type[Thing], node: Node) -> tuple[Thing | None, list[ErrorDetails]]:
    """Return a part of a file as a model, or None and its faults. Empty values of optional keys are no fault."""
    try:
        return model.model_validate(node), []
    except ValidationError as first:
        try:
            return model.model_validate(without_empties(model, node)), []
        except ValidationError as second:
            error = second if second.error_count() < first.error_count() else first
        return None, [fault for fault in error.errors(include_url=False) if not is_echo(fault)]


def without_empties(model: type[BaseModel], node: Node) -> Node:
    """Return a part of a file without empty values of optional keys, of which programs write many."""
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
