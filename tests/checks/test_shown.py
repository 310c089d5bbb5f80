"""What a student is shown is what was written, in every text of a course: rendered, or refused at its place."""

import re
import sqlite3
from collections.abc import Callable
from html import unescape
from pathlib import Path
from shutil import copytree
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from nasec_study.examination import examine
from nasec_study.pipeline import build
from tests.conftest import KINDS_COURSE
from tests.reading_back import text_of

# What is text in a course of every kind, by key: Markdown, and names, which are shown as they are.
MARKDOWN = frozenset(
    (
        *("term", "definition", "stem", "answer", "key", "keys", "text", "why", "statement", "correction", "rationale"),
        *("premise", "response", "criterion", "computed", "retired", "accept", "script", "example"),
        *("question", "says", "advice", "source", "note", "instructions", "rules", "honor", "topic"),
    )
)
NAMES = frozenset(
    (
        *("title", "subtitle", "edition", "name", "description", "fields", "date", "alt", "label", "series"),
        *("cite", "voices", "heading", "authors", "publisher"),
    )
)
TEXTS = MARKDOWN | NAMES | {"unit"}
# A unit is Markdown in an item, and a name in a picture.
UNIT_IS_MARKDOWN = {"names": True, "counts": False}

# What no text may hold, since nothing would come of it.
NOWHERE = (
    "[sound:bell.mp3]",
    "<media/bell.mp3>",
    "![[square.svg]]",
    "[the map](media/map.pdf)",
    "[hear it](media/bell.mp3)",
    "![A bell](media/bell.png)",
    r"\(x^2",
    r"\[x^2",
    r"\(\frac{1\)",
    "so $$x$$ then",
    r"$\alpha in degrees$",
)
# What is shown as what it means in Markdown, and refused in a name.
RENDERED = (
    r"\(x^2\)",
    "$x^2$",
    "x^2^",
    "H~2~O",
    "![A square](media/square.svg)",
    "[a page](https://example.org/)",
)
EMPHASIS = ("**bold**", "*leaning*", "~~struck~~", "`code`")
SIGNS = ("$20 and $30", "about ~5", "x^2 and y", "f(x) [sic]", "`[sound:bell.mp3]`", "&#91;sound:bell.mp3]", r"\\(x\\)")

Leaf = Callable[[str, str, str], str]


def whole_course(folder: Path, change: Leaf) -> Path:
    """Write a course in which every text there is has something in it, changed by file, key and text."""
    content = folder / "content"
    copytree(KINDS_COURSE, content)
    (content / "course.lock").unlink()
    for file in sorted(content.rglob("*.yaml")):
        tree = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
        _fill(file.stem, tree)
        file.write_text(_written(_changed(tree, change, file.stem)), "utf-8")
    bars: dict[str, Any] = {
        "id": "counts",
        "title": "Counts",
        "alt": "Two bars.",
        "unit": "signs",
        "series": ["Now", "Then"],
    }
    bars["bars"] = [{"label": "Ink", "values": ["1", "2"]}]
    (content / "pictures/counts.yaml").write_text(_written(_changed(bars, change, "counts")), "utf-8")
    return content


def _written(tree: Any) -> str:
    """Return a tree as YAML, each text in one line."""
    return str(yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, width=100_000, sort_keys=False))


def _fill(name: str, tree: Any) -> None:
    """Add the texts that the course of every kind does without."""
    if name == "course":
        (sheet,) = tree["worksheets"]
        cover = {"rules": "Write.", "fields": ["Seat"], "honor": "I do."}
        sheet |= {"forms": ["A"], "subtitle": "A term", "cover": cover}
        tree["weeks"] = [{"topic": "Signs", "note": "Bring ink", "read": ["ink"]}]
    elif name == "signs":
        tree["items"][0] |= {"forms": {"plural": "Ampersands"}, "typed": "true", "accept": ["and-sign"]}
        tree["items"][4] |= {"retired": "No longer asked"}
    elif name == "names":
        tree["items"][1] |= {"computed": "By halves"}
    elif name == "ink":
        tree["bibliography"] = {
            "title": "On ink",
            "authors": ["Díez"],
            "date": "1900",
            "publisher": "Press",
            "note": "Old",
        }


def _changed(node: Any, change: Leaf, file: str, key: str = "", kind: str = "") -> Any:
    if isinstance(node, list):
        return [_changed(entry, change, file, key, kind) for entry in node]
    if isinstance(node, dict):
        kind = str(node.get("type", kind))
        inner = {name: "example" if key == "forms" else name for name in node}
        return {name: _changed(value, change, file, inner[name], kind) for name, value in node.items()}
    # True and false are no texts; a label is found by its words.
    if (kind, key) == ("true-false", "answer"):
        return node
    if (kind, key) == ("picture", "labels"):
        return change("signs-in-time", "label", node)
    return change(file, key, node)


def is_markdown(file: str, key: str) -> bool:
    return UNIT_IS_MARKDOWN[file] if key == "unit" else key in MARKDOWN


def lines_with(content: Path, piece: str) -> set[tuple[str, int]]:
    """Return file and line of each text that holds a piece; a text in one line stands in one line."""
    found = set()
    for file in content.rglob("*.yaml"):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if piece in line or piece.replace("\\", "\\\\") in line:
                found.add((str(file), number))
    return found


def refused_in(content: Path) -> set[tuple[str, int]]:
    problems = examine(content, advice=False).problems
    return {(problem.where.path, problem.where.line) for problem in problems if problem.severity == "error"}


@pytest.mark.parametrize("piece", NOWHERE)
def test_what_nothing_would_come_of_is_refused_in_every_text(piece: str, tmp_path: Path) -> None:
    def change(_: str, key: str, text: str) -> str:
        return f"{text} {piece}" if key in TEXTS else text

    content = whole_course(tmp_path, change)
    written = lines_with(content, piece)
    assert len(written) > 100
    assert written - refused_in(content) == set()


@pytest.mark.parametrize("piece", [*RENDERED, *EMPHASIS])
def test_what_is_markdown_is_refused_in_names_and_nowhere_else(piece: str, tmp_path: Path) -> None:
    def in_names(file: str, key: str, text: str) -> str:
        return f"{text} {piece}" if key in TEXTS and not is_markdown(file, key) else text

    def in_markdown(file: str, key: str, text: str) -> str:
        return f"{text} {piece}" if key in TEXTS and is_markdown(file, key) else text

    content = whole_course(tmp_path / "names", in_names)
    names = lines_with(content, piece)
    assert len(names) > 25
    # Names in readings are as they are printed there, stars and all.
    printed = {place for place in names if place[0].endswith("ink.yaml")} if piece in EMPHASIS else set()
    assert names - refused_in(content) == printed
    assert refused_in(whole_course(tmp_path / "markdown", in_markdown)) == set()


@pytest.mark.parametrize("piece", SIGNS)
def test_signs_that_are_signs_are_refused_nowhere(piece: str, tmp_path: Path) -> None:
    def change(file: str, key: str, text: str) -> str:
        wanted = key in TEXTS and (is_markdown(file, key) or "`" not in piece)
        return f"{text} {piece}" if wanted else text

    assert refused_in(whole_course(tmp_path, change)) == set()


def test_no_output_shows_the_signs_of_markdown(tmp_path: Path) -> None:
    signs = ("**b7**", "x^2^", "H~2~O", "`c7`", r"\(y^2\)")

    def change(file: str, key: str, text: str) -> str:
        wanted = key in MARKDOWN | {"unit"} and is_markdown(file, key) and not text.startswith("I do")
        return f"{text} {' '.join(signs)}" if wanted else text

    content = whole_course(tmp_path, change)
    targets = ("anki", "worksheets", "handouts", "web", "report", "word", "moodle")
    made = [path for path in build(content, tmp_path / "build", targets) if path.suffix != ".json"]
    assert len(made) > 25
    raw = re.compile("|".join(re.escape(sign) for sign in signs))
    for path in made:
        shown = seen_in(path)
        assert raw.findall(shown) == [], path
        if path.name in {"kinds.apkg", "everything-A-key.pdf", "kinds.html", "kinds.xml"}:
            assert "b7" in shown


def seen_in(path: Path) -> str:
    """Return the texts of an output; TeX in it is what its client sets, in pages for a browser and in packages."""
    match path.suffix:
        case ".pdf":
            return text_of(path)
        case ".docx":
            with ZipFile(path) as archive:
                return re.sub("<[^>]*>", "", archive.read("word/document.xml").decode())
        case ".apkg":
            database = path.with_suffix(".db")
            with ZipFile(path) as archive:
                database.write_bytes(archive.read("collection.anki2"))
            connection = sqlite3.connect(database)
            rows = [*connection.execute("select flds from notes"), *connection.execute("select decks from col")]
            connection.close()
            return "\n".join(str(row[0]) for row in rows).replace(r"\(y^2\)", "")
        case _:
            return (
                unescape(path.read_text("utf-8"))
                .replace("\\\\(y", "\\(y")
                .replace("\\\\)", "\\)")
                .replace(r"\(y^2\)", "")
            )
