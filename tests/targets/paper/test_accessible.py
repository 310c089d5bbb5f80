"""Every page we print, as a reader meets it: conformance, and the tags one by one."""

import re
from collections.abc import Callable
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import pytest

from nasec_study.course.model import Choice, Matching, Multi
from nasec_study.course.parse import read_course
from nasec_study.rendering.markup import to_plain
from nasec_study.sheets.plan import Sheet, Task, plan_sheets
from nasec_study.targets.paper import tagging
from nasec_study.targets.paper import tags as tag_mends
from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import KINDS_COURSE, REPOSITORY, STARTER
from tests.tags import GUARDS, Printed, hold_on_all, read_printed, spoken, squeezed

COURSES = {"nasec": REPOSITORY / "content", "kinds": KINDS_COURSE, "starter": STARTER}

# A page that needs every mend: what our own pages need, and what only long or linked ones do.
NEEDY = """<!doctype html><html lang="en"><title>Needs mending</title>
<style>
  @page {{ size: 140mm 140mm; margin: 24mm; @bottom-left {{ content: "Needs mending" }} }}
  ol {{ list-style: none }}
  .two li, i {{ display: inline-block }}
  h1 span {{ display: block }}
  b {{ color: transparent }}
</style>
<h1>Needs <span>mending</span></h1>
<p>See <a href="https://example.org/">elsewhere</a>. The <i><b>blank</b></i> fell.</p>
<div>Text in a group.</div>
<ol class="two"><li><span>A</span>one</li> <li><span>B</span>two</li></ol>
<table><thead><tr><th>Item</th><th>Key</th></tr></thead>{rows}</table>
<section><h2>A list</h2><ol>{items}</ol></section>
<p>An <img src="media/square.svg" alt="A square"> in a text.</p></html>"""


@pytest.fixture(scope="module")
def printed(builds: dict[str, Path]) -> dict[str, Printed]:
    """Return every PDF that the courses at hand become, by course and file.

    Those of the shipped course that hold the pages of others once more, put together otherwise, are left out.
    """
    return {
        f"{name}/{pdf.name}": read_printed(pdf)
        for name, folder in builds.items()
        for pdf in folder.rglob("*.pdf")
        if name != "nasec" or not re.search("(?<!-large)-print$|-short-edge$", pdf.stem)
    }


@pytest.fixture(scope="module")
def needy() -> bytes:
    """Return a document that needs every mend."""
    return print_needy()


def print_needy() -> bytes:
    rows = "".join(f"<tr><th scope='row'>item-{number}</th><td>{number}</td></tr>" for number in range(30))
    items = "".join(f"<li><span>{number}</span>entry</li>" for number in range(30))
    picture = {"media/square.svg": (KINDS_COURSE / "media" / "square.svg").read_bytes()}
    return render_pdf(NEEDY.format(rows=rows, items=items), picture)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_on_every_page(printed: dict[str, Printed], guard: Callable[[Printed], None]) -> None:
    assert len(printed) > 50
    hold_on_all(printed, guard)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_on_a_page_that_needs_every_mend(needy: bytes, guard: Callable[[Printed], None], tmp_path: Path) -> None:
    guard(read(needy, tmp_path))


def read(pdf: bytes, folder: Path) -> Printed:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return read_printed(path)


@pytest.mark.parametrize("mend", [*chain(*tag_mends.MENDS)], ids=lambda mend: mend.__name__)
def test_without_a_mend_of_the_tree_a_guard_fails(
    mend: tag_mends.Mend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [[other for other in mends if other is not mend] for mends in tag_mends.MENDS]
    monkeypatch.setattr(tag_mends, "MENDS", others)
    assert failing(read(print_needy(), tmp_path))


def test_without_joining_a_guard_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tag_mends, "join_pages", lambda root, _: root)
    assert failing(read(print_needy(), tmp_path)) == ["what_runs_over_pages_is_one"]


@pytest.mark.parametrize(
    ("name", "without", "guard"),
    [
        ("_PAGINATION", rb"/Span\n<</MCID 999>>\nBDC\n", "all_content_is_tagged_or_runs_in_the_margin"),
        ("_UNPAINTED", rb"/a0.0 gs\n\g<1>\g<2>ET\n", "nothing_is_painted_transparent"),
        ("_POINTS_A_PIXEL", 1, "figures_are_described_where_they_are"),
        ("_PRINTED", 0, "links_are_printed"),
        ("_attributes", lambda found, _: dict(found.items()), "tables_say_what_their_headers_head"),
    ],
)
def test_without_a_mend_of_the_pages_its_guard_fails(
    name: str, without: object, guard: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, name, without)
    assert guard in failing(read(print_needy(), tmp_path))


def failing(pdf: Printed) -> list[str]:
    """Return the names of the guards that a PDF does not pass."""
    names = []
    for guard in GUARDS:
        try:
            guard(pdf)
        except AssertionError:
            names.append(guard.__name__)
    return names


def test_mended_bytes_are_the_same_each_time(needy: bytes) -> None:
    assert print_needy() == needy


def test_a_page_may_begin_with_a_table_whose_first_cell_is_empty(tmp_path: Path) -> None:
    head, body = "<thead><tr><th></th><th>Debit</th></tr></thead>", "<tbody><tr><td>Cash</td><td>9</td></tr></tbody>"
    html = f"""<!doctype html><html lang="en"><title>T</title><section><h1>T</h1><div><p>One.</p>
        <div style="break-before: page"><table>{head}{body}</table></div></div></section></html>"""
    words = [text for _, text in spoken(read(render_pdf(html, {}), tmp_path))]
    assert words == ["T", "One.", "", "Debit", "Cash", "9"]


@cache
def sheets(content: Path) -> tuple[Sheet, ...]:
    course, _ = read_course(content)
    assert course
    return tuple(sheet for worksheet in course.settings.worksheets for sheet in plan_sheets(course, worksheet))


@pytest.mark.parametrize("edition", ["student", "large-print", "key", "instructor"])
def test_items_are_read_in_order_each_with_its_options_after_its_stem(
    printed: dict[str, Printed], edition: str
) -> None:
    seen = 0
    for course, content in COURSES.items():
        for sheet in sheets(content):
            blocks = spoken(printed[f"{course}/{sheet.worksheet.id}-{sheet.form}-{edition}.pdf"])
            starts = [place for place, pair in enumerate(pairwise(blocks)) if is_beginning(*pair)]
            assert [(blocks[at][1], blocks[at + 1][1]) for at in starts] == [
                (
                    str(task.number),
                    f"({task.points})" + (f" {each} each" if (each := task.share or task.fraction) else ""),
                )
                for task in sheet.tasks
            ]
            for task, start, end in zip(sheet.tasks, starts, [*starts[1:], len(blocks)], strict=True):
                seen += is_read_in_order(task, blocks[start + 2 : end])
    assert seen > 50


# What stands in the margin beside an item: its points, and those of each of its answers.
POINTS = r"\([\d.]+\)( [\d./]+ each)?"


def is_beginning(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether two blocks are the number and the points of an item."""
    return first[0] == second[0] == "P" and first[1].isdigit() and bool(re.fullmatch(POINTS, second[1]))


def is_read_in_order(task: Task, said: list[tuple[str, str]]) -> bool:
    """Tell whether a task has options, and assert that they are read after its stem, each after its letter."""
    match task.item:
        case Choice() | Multi():
            texts = [option.text for option in task.options]
        case Matching():
            texts = [*(pair.premise for pair in task.item.pairs), *(option.text for option in task.options)]
        case _:
            return False
    lead, _, rest = squeezed(said[0][1]).rpartition(":")
    start = squeezed(_words(task.item.stem))[:40]
    assert squeezed(said[0][1]).startswith(start) or rest.startswith(start) or f"{lead}:".endswith(start)
    bodies = [squeezed(text) for kind, text in said if kind == "LBody"][: len(texts)]
    for body, text in zip(bodies, texts, strict=True):
        assert body.startswith(squeezed(_words(text)))
    letters = [text.strip("☐☑✓ ") for kind, text in said if kind == "Lbl"]
    assert "".join(option.letter for option in task.options) in "".join(letters)
    return True


def _words(text: str) -> str:
    """Return what stands there in letters; a formula is a figure with words of its own."""
    return to_plain(re.sub(r"\\\(.*?\\\)", "", text))


def test_a_blank_is_said(printed: dict[str, Printed]) -> None:
    said = [squeezed(text) for _, text in spoken(printed["kinds/everything-A-student.pdf"])]
    assert squeezed("Before blank (a tag) & after blank, blank wrote 1 < 2.") in said
    said = [squeezed(text) for _, text in spoken(printed["kinds/flashcards-everything-long-edge.pdf"])]
    assert squeezed("Before blank (a tag) & after blank, blank wrote 1 < 2.") in said


def test_a_numbered_picture_says_what_stands_beside_each_number_and_no_label(printed: dict[str, Printed]) -> None:
    for edition, words in (("student", "63: 1; 1150: 2"), ("large-print", "63: 1; 1150: 2"), ("key", "three signs")):
        said = " ".join(text for kind, text in spoken(printed[f"kinds/everything-A-{edition}.pdf"]) if kind == "Figure")
        assert words in said
        assert "Ampersand" not in said
