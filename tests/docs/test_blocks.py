"""Every block of the manual is run, or held against what the program does; the table says how."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import rmtree

import pytest

from nasec_study.course.parse import read_course
from nasec_study.rendering.templating import environment
from nasec_study.targets._contract import Job
from nasec_study.targets.anki.designs import note_type_designs
from nasec_study.targets.paper.pages import page_html
from tests.conftest import REPOSITORY, STARTER
from tests.copies import Copies
from tests.docs.manual import CHAPTERS, NAMES, README, Block
from tests.docs.session import Session, is_shown_by, lines_of, session

Edit = Callable[[Path, str], object]
Treatment = Callable[[Session, Block], object]

BULGES = "content/items/tides/two-bulges.yaml"
SPRINGS = "content/items/tides/springs-and-neaps.yaml"
MINE = "content/items/mine.yaml"
SETTINGS = "content/course.yaml"
TEXT = "content/texts/tides.txt"


# What one does with a file, in a folder, with the text of a block.


def as_file(name: str) -> Edit:
    """Save the block under a name."""

    def edit(folder: Path, text: str) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")

    return edit


def at_end_of(name: str, before: str = "") -> Edit:
    """Put the block at the end of a file."""
    return lambda folder, text: (folder / name).write_text((folder / name).read_text("utf-8") + before + text, "utf-8")


def in_place_of(name: str, pattern: str, words: str | None = None) -> Edit:
    """Put the block, or some words, in the place of the first part of a file that a pattern finds."""

    def edit(folder: Path, text: str) -> None:
        before = (folder / name).read_text("utf-8")
        new = text if words is None else words
        after, number = re.subn(pattern, lambda _: new, before, count=1, flags=re.MULTILINE)
        assert number, f"{name} holds no '{pattern}'"
        (folder / name).write_text(after, "utf-8")

    return edit


def recording(name: str) -> Edit:
    """Save a recording under a name."""
    content = (REPOSITORY / "tests/courses/spanish/content/media/casa.mp3").read_bytes()
    return lambda folder, _: (folder / name).write_bytes(content)


def gone(name: str) -> Edit:
    """Delete a folder."""
    return lambda folder, _: rmtree(folder / name)


# What a block is for.


def runs(terminal: Session, block: Block) -> None:
    """Lines that are typed, and succeed."""
    terminal.run(block.text)


def prints(terminal: Session, block: Block) -> None:
    """What the lines before print."""
    assert is_shown_by(block.text, terminal.printed), f"{block} is not what was printed:\n{terminal.printed}"


def does(*edits: Edit) -> Treatment:
    """Return what a reader does who changes the course as the block says."""
    return lambda terminal, block: [edit(terminal.home, block.text) for edit in edits]


def passes(*edits: Edit) -> Treatment:
    """Return the trial of an example: with it in its place, `check` finds nothing."""

    def treat(terminal: Session, block: Block) -> None:
        supposed = terminal.copy()
        for edit in edits:
            edit(supposed, block.text)
        found = terminal.tool("check", cwd=supposed).stdout
        # Another language has a line on the rules that do not know it.
        told = [line for line in found.splitlines() if " for English only, not applied to " not in line]
        assert len(told) == 1, f"{block}:\n{found}"
        assert " 0 errors, 0 warnings" in found

    return treat


def finds(*edits: Edit, command: str = "check") -> Treatment:
    """Return the trial of messages: after some changes that the chapter supposes, these are all that is printed."""

    def treat(terminal: Session, block: Block) -> None:
        supposed = terminal.copy()
        for edit in edits:
            edit(supposed, "")
        found = terminal.tool(command, cwd=supposed).stdout
        messages = [line for line in lines_of(found) if line.endswith("]")]
        assert messages == lines_of(block.text), f"{block}:\n{found}"

    return treat


def says(edit: Edit) -> Treatment:
    """Return the trial of a line that is no finding: after a change that the chapter supposes, `check` prints it."""

    def treat(terminal: Session, block: Block) -> None:
        supposed = terminal.copy()
        edit(supposed, "")
        assert {*lines_of(block.text)} <= {*lines_of(terminal.tool("check", cwd=supposed).stdout)}

    return treat


def listed(reason: str) -> Treatment:
    """Return the treatment of lines that no test runs, for a reason; the files of ours that they name are there."""

    def treat(_: Session, block: Block) -> None:
        assert reason
        for name in re.findall(r"(?<![\w./])(?:\.ci|tests|nasec_study)/[\w./-]*\w", block.text):
            assert (REPOSITORY / name).exists(), f"{block}: {name}"

    return treat


def shows_a_course(_: Session, block: Block) -> None:
    """The shape of a course: every file of the starter course has its line, and every line has such a file.

    Templates, outputs and what `release` writes come later.
    """
    there = [file.relative_to(STARTER).as_posix() for file in STARTER.rglob("[!.]*") if file.is_file()]
    there = ["templates/", "build/", "editions/", *(name for name in there if not name.startswith("."))]
    shapes = [line.split()[0].rstrip(",") for line in block.text.splitlines() if line != "content/"]
    patterns = [re.compile(re.sub("<[a-z]+>", "[a-z-]+", shape.replace(".", "[.]"))) for shape in shapes]
    assert [name for name in there if not any(pattern.match(name) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(map(pattern.match, there))] == []


def is_in(name: Path) -> Treatment:
    """Return the trial of lines that stand in a file in the folder where one is, its first line apart."""

    def treat(terminal: Session, block: Block) -> None:
        assert (terminal.cwd / name).read_text("utf-8").partition("\n")[2] == block.text

    return treat


def lacks_much(terminal: Session, block: Block) -> None:
    """A draft: no error, and a line that says what it lacks."""
    (terminal.cwd / "content/items/draft.yaml").write_text(block.text, "utf-8")
    found = terminal.tool("check", cwd=terminal.cwd).stdout
    assert "choice item 'far-side' is a draft: it lacks 'distractors' (" in found
    assert " 0 errors, " in found


def styles_pages(terminal: Session, block: Block) -> None:
    """A style sheet of pages: what it builds on is there, and so is what it adds."""
    before = page_html(job_of(terminal), "paper/style.css")
    as_file("templates/paper/style.css")(terminal.home, block.text)
    assert page_html(job_of(terminal), "paper/style.css") == before + own_lines(block)


def styles_cards(terminal: Session, block: Block) -> None:
    """A style sheet of cards: every kind of card has what it builds on, and what it adds."""
    before = [json.loads(design)["css"] for design in note_type_designs(job_of(terminal)).values()]
    as_file("templates/anki/style.css")(terminal.home, block.text)
    after = [json.loads(design)["css"] for design in note_type_designs(job_of(terminal)).values()]
    assert after == [css + own_lines(block) for css in before]


def own_lines(block: Block) -> str:
    """Return what stands in a style sheet behind the line by which it builds on another."""
    return block.text.partition("\n")[2].rstrip("\n")


def job_of(terminal: Session) -> Job:
    course, problems = read_course(terminal.home / "content")
    assert course
    assert not problems
    return Job(course, environment(terminal.home / "content"))


NETWORK_AND_ROOT = listed("wants root, the network and minutes; continuous integration runs it on a fresh machine")
NETWORK = listed("wants the network")
SERVES = listed("it goes on until Ctrl-C; tests/preview runs it")
EXAMPLE = does(at_end_of(MINE, before="\n"))
ON_COPY_OF_CATALOGUES = listed("tests/targets/paper/test_locales.py runs it on a copy of the catalogues")

# By chapter and heading, a treatment for each block in order.
TREATMENTS: Mapping[str, Mapping[str, tuple[Treatment, ...]]] = {
    README: {
        "Getting the code": (NETWORK, listed("wants the network; tests/test_wheel.py makes and installs a wheel")),
        "The two commands": (NETWORK_AND_ROOT, NETWORK_AND_ROOT),
        "Five minutes": (
            runs,
            runs,
            runs,
            finds(in_place_of(BULGES, "level: .*", "level: rember")),
            listed("docs/import.md does it, step by step"),
        ),
    },
    "docs/anki.md": {
        "Anki": (runs, prints),
        "Decks": (passes(in_place_of(SETTINGS, r"^decks:\n(?:[ #].*\n)*")),),
        "Close an edition": (runs, prints),
        "See what a change will do": (does(in_place_of(BULGES, r"^    rationale: .*\n")), runs, prints),
        "Rename and retire": (
            does(in_place_of(SPRINGS, r"^  - id: td-neap-tides\n")),
            does(in_place_of("content/items/tides/daily-rhythm.yaml", r"^  - id: td-one-high-water\n")),
            runs,
            prints,
        ),
        "What a release refuses": (
            finds(
                in_place_of(
                    "content/items/harbors/foretelling-the-tide.yaml",
                    r"^  - id: hb-thomsons-machine\n(?:    .*\n)*",
                    "",
                ),
                command="release",
            ),
        ),
    },
    "docs/checks.md": {
        "Checks": (runs, prints),
        "How to read a finding": (finds(in_place_of(BULGES, "level: .*", "level: rember")),),
        "A bank that is proven": (
            finds(in_place_of(BULGES, "What raises tides falls", "In 1687 Newton found that what raises tides falls")),
            finds(in_place_of(TEXT, "a second one opposite,", "a second one on the other side,")),
        ),
        "Rules of item writing": (
            runs,
            prints,
            runs,
            prints,
            passes(
                in_place_of(BULGES, r"^    rationale: What raises tides .*\n"),
            ),
        ),
        "Where the bank is thin": (runs, prints),
    },
    "docs/commands.md": {},
    "docs/course.md": {
        "Begin a course": (runs,),
        "Files and folders": (shows_a_course,),
        "Which course a command works on": (runs, prints),
        "Writing YAML": (
            finds(
                in_place_of(BULGES, "^    rationale: .*", "    rationale: The Moon has share # 1, the Sun share # 2.")
            ),
        ),
        "course.yaml": (passes(as_file(SETTINGS)),),
        "Readings": (
            does(as_file("content/readings/currents.yaml")),
            does(in_place_of(SETTINGS, r"^readings:\n(?:  .*\n)+")),
        ),
        "Objectives": (does(as_file("content/objectives.yaml")),),
        "Stimuli": (does(as_file("content/stimuli/tide-heights.yaml")),),
        "Pictures": (
            does(as_file("content/pictures/works-by-the-sea.yaml")),
            does(as_file("content/pictures/ranges.yaml")),
            does(as_file("content/pictures/two-pulls.yaml")),
            does(as_file("content/pictures/a-tide.yaml")),
        ),
        "Photos and drawings": (does(as_file("content/pictures/tide-curve.yaml")), runs),
        "Disputes": (does(as_file("content/disputes.yaml")),),
        "The ledger, and version control": (runs, prints),
        "An editor that helps": (finds(gone("content/.schema")), runs),
    },
    "docs/developing.md": {
        "Tests": (
            listed("it rewrites the golden files"),
            listed("it takes minutes; continuous integration runs it"),
        ),
        "To add a format to import": (listed("it rewrites the golden files"),),
        "Versions": (
            listed("wants the network, and changes the lock; tests/test_versions.py checks what is in it"),
            listed("wants the network and minutes"),
        ),
        "Fuzzing": (listed("wants the network and ten minutes; tests/test_fuzz.py keeps the promises for less long"),),
        "Benchmarks": (listed("takes minutes; a busy machine would tell nothing"),),
    },
    "docs/import.md": {
        "From nothing to a deck": (does(as_file("../words.csv")), runs, is_in(Path("content/course.yaml"))),
        "What can be imported": (listed("tests/importers/banks/moodle.xml.told has such lines"),),
        "Drafts": (lacks_much, listed("it asks; tests/cli/test_drafts.py answers")),
        "Starting from scratch": (
            listed("it is typed in the starter course; tests/cli/test_drafts.py does"),
            listed("tests/cli/test_drafts.py does"),
        ),
    },
    "docs/items.md": {
        "Items": (runs,),
        "Your first item": (does(as_file(MINE)), runs, prints),
        "term": (EXAMPLE,),
        "question": (EXAMPLE,),
        "cloze": (EXAMPLE,),
        "choice": (EXAMPLE,),
        "multi": (EXAMPLE,),
        "true-false": (EXAMPLE,),
        "numeric": (EXAMPLE,),
        "matching": (EXAMPLE,),
        "ordering": (EXAMPLE,),
        "picture": (does(as_file("content/pictures/tide-mill.yaml")), EXAMPLE),
        "essay": (EXAMPLE, runs, prints),
        "Verse and dialogue": (passes(at_end_of(MINE)),),
        "Words of a language": (passes(at_end_of(MINE)),),
        "Sound": (passes(at_end_of(MINE), recording("content/media/span.mp3")),),
    },
    "docs/languages.md": {
        "The language of a course or a sheet": (
            passes(in_place_of(SETTINGS, r"^language: .*\n")),
            passes(in_place_of(SETTINGS, r"^worksheets:\n(?:[ #].*\n)*")),
            says(in_place_of(SETTINGS, r"^language: .*", "language: pt")),
        ),
        "Translating": (ON_COPY_OF_CATALOGUES, listed("it makes a file in the checkout")),
    },
    "docs/lms.md": {
        "Quizzes on the course's platform": (runs, prints, passes(in_place_of(SETTINGS, r"(?=^readings:)"))),
        "What a platform can't do": (runs, prints),
    },
    "docs/looks.md": {
        "A look of your own": (runs,),
        "Pages": (styles_pages,),
        "Cards": (styles_cards,),
        "Mistakes in templates": (finds(as_file("templates/worksheet/styles.css")),),
    },
    "docs/practice.md": {
        "Practice in a browser": (runs, prints),
        "A report on the course": (runs,),
    },
    "docs/preview.md": {
        "Writing with a preview": (SERVES, listed("port and token are new each time")),
        "Building at each save": (SERVES,),
    },
    "docs/worksheets.md": {
        "Worksheets and handouts": (runs,),
        "A worksheet is a blueprint": (
            does(at_end_of(SETTINGS)),
            runs,
            prints,
            finds(in_place_of(SETTINGS, "Facts, count: 3", "Facts, count: 4")),
        ),
        "Points": (passes(in_place_of(SETTINGS, r"(?=^    limits: # on all)")),),
        "Items that you choose": (passes(in_place_of(SETTINGS, r"^      - \{title: Reasons, .*\n")),),
        "Print settings": (passes(at_end_of(SETTINGS)),),
        "To edit by hand": (runs, prints),
        "A sheet for each student": (does(as_file("class.csv")), runs, prints),
        "Handouts": (passes(at_end_of(SETTINGS)),),
    },
}


def planned(name: str) -> list[tuple[Block, Treatment]]:
    """Return the blocks of a chapter with the treatment of each; fails on a block or a treatment without the other."""
    left = {heading: list(treatments) for heading, treatments in TREATMENTS[name].items()}
    pairs = []
    for block in CHAPTERS[name].blocks:
        assert left.get(block.heading), f"{block}: nothing covers this block ({block.language})"
        pairs.append((block, left[block.heading].pop(0)))
    assert not any(left.values()), f"{name} has no block for {[heading for heading, more in left.items() if more]}"
    return pairs


def test_every_chapter_is_in_the_table() -> None:
    assert set(TREATMENTS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_does_what_it_says_word_by_word(name: str, tmp_path: Path, shared_copies: Copies) -> None:
    pairs = planned(name)
    terminal = session(tmp_path, shared_copies, is_on_path=name != README)
    if pairs and runs not in {treatment for _, treatment in pairs}:
        terminal.run("nasec-study init my-course")
    for block, treatment in pairs:
        treatment(terminal, block)


def test_a_block_that_nothing_covers_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "docs/looks.md"
    monkeypatch.setitem(TREATMENTS, name, {**TREATMENTS[name], "Pages": ()})
    with pytest.raises(AssertionError, match="nothing covers this block"):
        planned(name)


def test_a_treatment_without_a_block_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "docs/looks.md"
    monkeypatch.setitem(TREATMENTS, name, {**TREATMENTS[name], "Pages": (runs, runs)})
    with pytest.raises(AssertionError, match="has no block for"):
        planned(name)


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("on 2026-11-28\n", "on 2031-01-02\n", True),
        ("one\n…\nfour\n", "one\ntwo\nthree\nfour\n", True),
        ("…\nfour\n", "one\ntwo\nfour\n", True),
        ("one\n…\n", "one\n", True),
        ("one\ntwo\n", "one\n", False),
        ("one\n", "one\ntwo\n", False),
        ("one\n…\nthree\n", "one\ntwo\n", False),
        ("…\none\n", "one\ntwo\n", False),
    ],
)
def test_what_is_printed_is_compared_line_by_line(expected: str, printed: str, same: bool) -> None:  # noqa: FBT001 - a parameter
    assert is_shown_by(expected, printed) is same
