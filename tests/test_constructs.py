"""What is written is what is seen: `constructs/NAME.txt` holds a text, and what each target must show of it.

A card is printed by a browser, so that the marks of lists are seen; pages are read back from their PDFs. The table in
the manual is made of the same files; `--update-golden` writes what is seen now into them.
"""

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy, copytree
from typing import TYPE_CHECKING, Any

import pytest

from nasec_study.examination import examine
from nasec_study.pipeline import build
from nasec_study.targets.paper.flashcards import CARD, COLUMNS, ROWS
from nasec_study.targets.paper.pages import PAPERS
from tests.browser import cards_of, reviewer
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.docs.manual import CHAPTERS
from tests.docs.reference import table_of
from tests.reading_back import text_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = REPOSITORY / "tests" / "constructs"
SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"
HEADING = "What a text may hold"
HEAD = ("in a text", "you write", "card", "worksheet", "flashcard")
# What a construct is part of: a question, or a cloze text.
KINDS = ("question", "cloze")
TARGETS = HEAD[2:]
LEFT_OUT = "(left out, and named on the sheet)"
_SECTION = re.compile(r"^=== (\w+)\n", re.MULTILINE)
_POINT = 72 / 25.4
# The points of lists are drawn, and no text.
_STEM_ALONE = """() => {
  const stem = document.querySelector(".stem");
  const qa = document.getElementById("qa");
  qa.replaceChildren(...qa.querySelectorAll("style"), stem);
  const points = { disc: "•", circle: "◦", square: "▪" };
  for (const entry of stem.querySelectorAll("li")) {
    const point = points[getComputedStyle(entry).listStyleType];
    if (point) entry.prepend(point + " ");
  }
}"""


@dataclass(frozen=True)
class Construct:
    """A text of an item, and what is seen of it, by target; or why it is refused."""

    name: str
    title: str
    kind: str
    text: str
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        return "refused" in self.seen

    def item(self) -> dict[str, Any]:
        asked = {"text": self.text} if self.kind == "cloze" else {"stem": self.text, "answer": "That."}
        return {"id": self.name, "type": self.kind, "level": "remember", **asked, "quote": "that is it"}

    def file(self) -> str:
        parts = {self.kind: self.text, **self.seen}
        return f"{self.title}\n" + "".join(f"=== {name}\n{text}\n" for name, text in parts.items())


def read(file: Path) -> Construct:
    title, *parts = _SECTION.split(file.read_text("utf-8"))
    sections = {name: text.rstrip("\n") for name, text in zip(parts[::2], parts[1::2], strict=True)}
    kind = next(iter(sections))
    return Construct(file.stem, title.strip(), kind, sections.pop(kind), sections)


CONSTRUCTS = {file.stem: read(file) for file in sorted(FOLDER.glob("*.txt"))}


@dataclass(frozen=True)
class Sight:
    """What is seen of the constructs: `refused` by check, or by target and name."""

    refused: dict[str, str]
    shown: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def sight(tmp_path_factory: pytest.TempPathFactory, browser: "Browser") -> Sight:
    """Return what check, cards and pages say of all constructs."""
    folder = tmp_path_factory.mktemp("constructs")
    write_course(folder / "all", list(CONSTRUCTS.values()))
    problems = [problem for problem in examine(folder / "all/content").problems if problem.severity == "error"]
    refused = {
        name: re.sub(r"^\S+ ", "", str(problem))
        for name in CONSTRUCTS
        for problem in problems
        if f"'{name}'" in problem.message
    }
    sound = [construct for name, construct in CONSTRUCTS.items() if name not in refused]
    write_course(folder / "sound", sound)
    made = {path.name: path for path in build(folder / "sound/content", folder / "build")}
    names = [construct.name for construct in sound]
    shown = {
        "card": seen_on_cards(made["d.apkg"], browser, folder),
        "worksheet": dict(zip(names, seen_on_worksheet(made["w-A-student.pdf"]), strict=False)),
        "flashcard": seen_on_flashcards(made["flashcards-d-long-edge.pdf"], names),
    }
    return Sight(refused, shown)


def write_course(folder: Path, constructs: list[Construct]) -> None:
    """Write a course that asks for all constructs in order, and then for one thing more."""
    copytree(SOUND, folder / "content")
    (folder / "content/media").mkdir()
    copy(KINDS_COURSE / "media/square.svg", folder / "content/media")
    items = [construct.item() for construct in constructs]
    bank = {"reading": "r", "section": "s", "items": items}
    (folder / "content/items/r/constructs.yaml").write_text(json.dumps(bank), "utf-8")
    section = {"title": "All", "points": 1, "ids": [*(item["id"] for item in items), "sound"], "in_order": True}
    settings = {
        "title": "Sound",
        "code": "SOUND",
        "readings": ["r"],
        "decks": [{"id": "d", "name": "D"}],
        "worksheets": [{"id": "w", "title": "W", "sections": [section]}],
    }
    (folder / "content/course.yaml").write_text(json.dumps(settings), "utf-8")


def seen_on_cards(package: Path, browser: "Browser", folder: Path) -> dict[str, str]:
    """Return what a browser prints of the question of each item's first card."""
    cards = cards_of(package)
    found: dict[str, str] = {}
    with reviewer(browser, cards.pictures) as window:
        window.show("")
        for card in cards.cards:
            if card.id in found:
                continue
            window.replace(card.front)
            window.page.evaluate(_STEM_ALONE)
            pdf = folder / f"{card.id}.pdf"
            window.page.pdf(path=str(pdf), width="200mm", height="200mm")
            found[card.id] = tidy(text_of(pdf))
    return found


def seen_on_worksheet(pdf: Path) -> list[str]:
    """Return what stands on a sheet beside each number."""
    running = re.compile(r".*page \d+ of \d+")
    lines = [line for line in text_of(pdf).replace("\f", "\n").splitlines() if not running.fullmatch(line)]
    tasks: list[list[str]] = []
    for line in lines:
        number = str(len(tasks) + 1)
        if re.match(rf" {{0,2}}{number} {{2,}}\S", line) and line.rstrip().endswith("(1)"):
            tasks.append([])
            line = line.replace(number, " " * len(number), 1).rstrip().removesuffix("(1)")  # noqa: PLW2901 - the same
        if tasks and not line.endswith(" each"):
            tasks[-1].append(line)
    return [tidy("\n".join(task)) for task in tasks]


def seen_on_flashcards(pdf: Path, names: list[str]) -> dict[str, str]:
    """Return what stands on the front of each card, within its edges."""
    number, found = 0, dict.fromkeys(names, LEFT_OUT)
    width, height = PAPERS["letter"]
    left, top = (width - COLUMNS * CARD[0]) / 2, (height - ROWS * CARD[1]) / 2
    left_out = re.search(r"Not on cards.*", text_of(pdf), re.DOTALL)
    for name in names:
        if left_out and re.search(rf"(?<![\w-]){name}(?![\w-])", left_out[0]):
            continue
        sheet, place = divmod(number, COLUMNS * ROWS)
        row, column = divmod(place, COLUMNS)
        found[name] = _cut(pdf, 2 * sheet + 1, left + column * CARD[0], top + row * CARD[1])
        number += 1
    return found


def _cut(pdf: Path, page: int, left: float, top: float) -> str:
    """Return what stands on a card, above its small print."""
    box = zip(("-x", "-y", "-W", "-H"), (left, top, CARD[0], CARD[1]), strict=True)
    edges = [word for option, value in box for word in (option, str(round(value * _POINT)))]
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), "-r", "72", *edges, str(pdf), "-"]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.decode().strip("\f\n").splitlines()
    return tidy("\n".join(line for line in lines[:-1] if line.strip() != "Fill in"))


def tidy(text: str) -> str:
    """Return lines without empty ones, with one space where there were several."""
    text = re.sub(r"\bblank\b\s?", "____", text)  # said to those who hear the page
    text = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)  # where lines turn to the left
    lines = [line for line in text.replace("\f", "").replace("\u00a0", " ").splitlines() if line.strip()]
    return "\n".join(re.sub(r" +", " ", line.strip()) for line in lines)


def test_there_are_constructs() -> None:
    assert len(CONSTRUCTS) > 50
    assert {construct.kind for construct in CONSTRUCTS.values()} == set(KINDS)


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_what_is_written_is_what_is_seen(name: str, sight: Sight, pytestconfig: pytest.Config) -> None:
    construct = CONSTRUCTS[name]
    if name in sight.refused:
        seen = {"refused": sight.refused[name]}
    else:
        seen = {target: sight.shown[target][name] for target in TARGETS}
    if pytestconfig.getoption("--update-golden"):
        file = Construct(name, construct.title, construct.kind, construct.text, seen).file()
        (FOLDER / f"{name}.txt").write_text(file, "utf-8")
        return
    assert construct.seen == seen


def row_of(construct: Construct) -> tuple[str, ...]:
    """Return the row of a construct: what is the same as on the card is not written again."""
    if construct.is_refused:
        code = re.search(r"\[(E\d+)\]$", construct.seen["refused"])
        assert code
        seen = [f"refused ({code[1]})", "", ""]
    else:
        card, *others = (construct.seen[target] for target in TARGETS)
        seen = [shown(card), *("the same" if words(other) == words(card) else shown(other) for other in others)]
    return (construct.title, shown(construct.text), *seen)


def words(text: str) -> str:
    return "".join(text.split())


def shown(text: str) -> str:
    """Return a text as it is shown in a cell of the manual's table."""
    if text == LEFT_OUT:
        return "left out, and named"
    return " ↵ ".join(
        f"`{line}`" if "`" not in line else f"`` {line} ``" for line in text.splitlines() if line
    ).replace("|", "\\|")


def test_the_manual_has_the_table() -> None:
    rows = [row_of(construct) for construct in CONSTRUCTS.values()]
    found = CHAPTERS["docs/items.md"].tables().get(HEADING)
    assert found == [HEAD, *rows], table_of(rows, HEAD)
