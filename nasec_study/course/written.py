"""Items as their author wrote them, and the text of a new file of items."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path

from nasec_study.course.edits import text_of, with_keys_of_items
from nasec_study.course.marks import Node
from nasec_study.course.model import Course
from nasec_study.course.source import parse_source
from nasec_study.course.writing import entry_lines
from nasec_study.foundation.problems import Where


@dataclass(frozen=True)
class Written:
    """An item as its file has it: its keys and values, and where it stands."""

    id: str
    node: Mapping[str, Node]
    where: Where

    @property
    def file(self) -> Path:
        """The file in which it stands."""
        return Path(self.where.path)


def written_items(course: Course) -> dict[str, Written]:
    """Return the items and drafts of a course, by their ids."""
    found: dict[str, Written] = {}
    roots: dict[str, Node | None] = {}
    for thing in (*course.items, *course.drafts):
        source = course.place(thing)
        path = source.text.path
        if path not in roots:
            roots[path] = parse_source(source.text.content, path).root
        node = roots[path]
        for step in source.steps:
            node = node[step]  # type: ignore[index]  # the steps lead through mappings and lists
        if isinstance(node, dict):
            found[thing.id] = Written(thing.id, node, source.where("id"))
    return found


def changed_files(changes: Iterable[tuple[Written, Mapping[str, Node]]]) -> dict[Path, str]:
    """Return the texts of the files in which some items have other values of some keys. Raises StudyError."""
    by_file: dict[Path, dict[str, Mapping[str, Node]]] = defaultdict(dict)
    for item, keys in changes:
        by_file[item.file][item.id] = keys
    return {path: with_keys_of_items(text_of(path), str(path), keys) for path, keys in by_file.items()}


def schema_line(folder: Path, file: Path, name: str) -> str:
    """Return the line by which an editor finds the schema of a file in a course; '' where the course has none."""
    schema = folder / ".schema" / f"{name}.json"
    return f"# yaml-language-server: $schema={relpath(schema, file.parent)}\n" if schema.is_file() else ""


def new_file_of_items(
    folder: Path, file: Path, comment: str, head: Mapping[str, str], items: Iterable[Mapping[str, Node]]
) -> str:
    """Return the text of a new file of items, with the line by which an editor finds its schema."""
    lines = schema_line(folder, file, "items").splitlines()
    lines += [f"# {comment}"] if comment else []
    lines += [f"{key}: {value}" for key, value in head.items()]
    entries = [entry_lines(item, 2) for item in items]
    lines.append("items:" if entries else "items: []")
    lines += [line for entry in entries for line in entry]
    return "\n".join([*lines, ""])
