"""What a reader finds in a tagged PDF, and the guards that hold for every page we print."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import page as validator
from outloud.findings import Result
from outloud.model import Document
from outloud.registry import run_rules

from nasec_study.targets.paper.flashcards import CARD, ROWS

# Findings of outloud that are wrong about these pages; guards of our own stand in for them.
FALSE_ALARMS = {
    "TAG-002": "takes the footer of a document of a page or two for prose that was hidden",
    "TBL-010": "takes a table with as many headers as data for headers torn to pieces",
}
FALSE_ALARMS_OF_REPEATED = {
    "PAG-001": "takes words at the same place of several cards, lists or forms for a running head",
}
FALSE_ALARMS_OF_VALUES = {
    "FIG-012": "takes the values of a plot, 0 → 168, for no language",
}
# Where a label such as "A good answer" stands above each of many lists.
LABELLED = {"discussion-guide"}
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
BLOCKS = (*HEADINGS, "P", "Lbl", "LBody", "TH", "TD", "Caption")
TOP, BOTTOM = 16 / 25.4 * 72, 22 / 25.4 * 72  # the narrowest margins above and below, in points


@dataclass(frozen=True)
class Piece:
    """A piece of a page's content: where it is, and what it says."""

    page: int
    number: int
    text: str


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree."""

    kind: str
    page: int
    kids: tuple["Tag | Piece", ...]
    alt: str
    attributes: Mapping[str, Any]

    @property
    def tags(self) -> tuple["Tag", ...]:
        """The elements right below."""
        return tuple(kid for kid in self.kids if isinstance(kid, Tag))

    @property
    def text(self) -> str:
        """What it says, in reading order."""
        return " ".join("".join(f" {kid.text} " if isinstance(kid, Tag) else kid.text for kid in self.kids).split())

    def all(self, *kinds: str) -> Iterator["Tag"]:
        """Yield this and all elements below that are of these kinds, in reading order."""
        if self.kind in kinds or not kinds:
            yield self
        for kid in self.tags:
            yield from kid.all(*kinds)

    def pieces(self) -> Iterator[Piece]:
        """Yield the content that it holds, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Piece):
                yield kid
            else:
                yield from kid.pieces()


@dataclass(frozen=True)
class Printed:
    """A PDF, read as a reader does."""

    path: Path
    document: Any
    pages: tuple[Any, ...]
    tree: Tag

    @property
    def holds_cards(self) -> bool:
        """Whether these are sheets of flashcards."""
        return self.path.name.startswith("flashcards-")

    def margins(self, height: float) -> tuple[float, float]:
        """Return how high the margins above and below a page are, at least; cards leave narrow ones."""
        cut = (height - ROWS * CARD[1] / 25.4 * 72) / 2
        return (cut, cut) if self.holds_cards else (TOP, BOTTOM)


def read_printed(path: Path) -> Printed:
    """Return what a reader finds in a PDF."""
    document = Document(str(path))
    pages = tuple(document.content(number) for number in range(len(document.pages)))

    def read(found: Any, page: int) -> Tag:
        page = page_of(found, page)
        kids: list[Tag | Piece] = []
        for kid in found.get("/K", ()):
            if isinstance(kid, int):
                kids.append(piece(page, kid))
            elif kid["/Type"] == "/StructElem":
                kids.append(read(kid, page))
            elif kid["/Type"] == "/MCR":
                kids.append(piece(page_of(kid, page), int(kid["/MCID"])))
        attributes = dict(found["/A"].items()) if "/A" in found else {}
        return Tag(str(found["/S"])[1:], page, tuple(kids), str(found.get("/Alt", "")), attributes)

    def page_of(found: Any, page: int) -> int:
        return int(document.page_index[found["/Pg"].objgen]) if "/Pg" in found else page

    def piece(page: int, number: int) -> Piece:
        return Piece(page, number, pages[page].mcid_text.get((None, number), ""))

    return Printed(path, document, pages, read(document.root["/StructTreeRoot"]["/K"][0], 0))


def squeezed(text: str) -> str:
    """Return a text without spaces, which WeasyPrint drops where a line ends."""
    return "".join(text.split())


def spoken(printed: Printed) -> list[tuple[str, str]]:
    """Return kind and text of each block of text and each figure, in reading order."""
    return [(tag.kind, tag.alt or tag.text) for tag in printed.tree.all(*BLOCKS, "Figure")]


def hold_on_all(printed: Mapping[str, "Printed"], guard: Callable[["Printed"], None]) -> None:
    """Assert that a guard holds for every document, and name the one for which it does not."""
    for name, pdf in printed.items():
        try:
            guard(pdf)
        except AssertionError as error:
            error.add_note(name)
            raise


def the_validator_finds_nothing(printed: Printed) -> None:
    """PDF/UA-1, by a validator that passes veraPDF's corpus of tests."""
    report = validator.validate_pdf(str(printed.path), profile=validator.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def the_checker_of_sense_finds_nothing(printed: Printed) -> None:
    """PDF/UA-1 and WCAG 2.2, and whether what is tagged makes sense."""
    skip = dict(FALSE_ALARMS)
    if printed.holds_cards or printed.path.stem in LABELLED or printed.path.stem.endswith("-print"):
        skip |= FALSE_ALARMS_OF_REPEATED
    if any("→" in figure.alt for figure in printed.tree.all("Figure")):
        skip |= FALSE_ALARMS_OF_VALUES
    # As `outloud.check` does, but on what was read already: to read it takes longer than all rules.
    result = Result(path=str(printed.path))
    run_rules(printed.document, result, skip={*skip})
    assert [(found.rule, found.message) for found in result.findings] == []


def title_and_language_are_said(printed: Printed) -> None:
    document = printed.document
    assert document.lang
    assert document.display_doc_title
    assert document.title
    assert document.title == document.info_title


def all_content_is_tagged_or_runs_in_the_margin(printed: Printed) -> None:
    owned = {(piece.page, piece.number) for piece in printed.tree.pieces()}
    heads = {head.text for head in printed.tree.all("THead")}
    # Cards fill a sheet from margin to margin: its headings can stand nowhere else.
    outside = [heading for heading in printed.tree.all(*HEADINGS) if printed.holds_cards]
    allowed = {(piece.page, piece.number) for heading in outside for piece in heading.pieces()}
    for number, (page, size) in enumerate(zip(printed.pages, printed.document.pages, strict=True)):
        assert page.untagged_runs() == []
        assert {(number, run.mcid) for run in page.runs if run.tagged} <= owned
        top, bottom = printed.margins(size.height)
        within = [run.text for run in page.artifact_runs() if bottom < run.bbox[1] < size.height - top]
        assert not within or " ".join(" ".join(within).split()) in heads
        margins = [run for run in page.runs if not bottom < run.bbox[1] < size.height - top]
        assert not any(run.tagged and (number, run.mcid) not in allowed for run in margins)


def pages_are_painted_in_reading_order(printed: Printed) -> None:
    for number, page in enumerate(printed.pages):
        read = [piece.number for piece in printed.tree.pieces() if piece.page == number]
        painted = [mcid for stream, mcid in page.paint_order if stream is None]
        assert painted == [mcid for mcid in read if mcid in set(painted)]


def nothing_is_painted_transparent(printed: Printed) -> None:
    for page in printed.document.pdf.pages:
        assert b"/a0.0 gs" not in page.Contents.read_bytes()


def headings_are_in_order(printed: Printed) -> None:
    headings = list(printed.tree.all(*HEADINGS))
    levels = [int(heading.kind[1]) for heading in headings]
    assert levels[0] == 1
    # A file to print holds several sheets, each with its own title.
    assert levels.count(1) == 1 or "-print" in printed.path.name
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for heading in headings:
        assert heading.text
        assert not heading.tags


def bookmarks_are_the_headings(printed: Printed) -> None:
    with printed.document.pdf.open_outline() as outline:
        marks = list(_flat(outline.root))
    headings = list(printed.tree.all(*HEADINGS))
    assert [squeezed(mark.title) for mark in marks] == [squeezed(heading.text) for heading in headings]
    pages = [printed.document.page_index[mark.destination[0].objgen] for mark in marks]
    assert pages == [heading.page for heading in headings]


def _flat(marks: Any) -> Iterator[Any]:
    for mark in marks:
        yield mark
        yield from _flat(mark.children)


def text_stands_in_blocks(printed: Printed) -> None:
    """Readers step from block to block; what has no meaning of its own is no element."""
    for tag in printed.tree.all():
        if tag.kind in {"Document", "Part", "Sect", "Div", "L", "LI", "Table", "THead", "TBody", "TR"}:
            assert not any(isinstance(kid, Piece) for kid in tag.kids), tag.text
        assert tag.kind not in {"Span", "NonStruct"}, tag.text
        assert tag.kids or tag.kind in {"TD", "TH"}


def lists_are_items_with_labels(printed: Printed) -> None:
    labels = {piece for label in printed.tree.all("Lbl") for piece in label.pieces()}
    for found in printed.tree.all("L"):
        assert {kid.kind for kid in found.tags} <= {"LI", "L", "Caption"}
        items = [[kid.kind for kid in item.tags] for item in found.tags if item.kind == "LI"]
        assert items
        assert all(item == items[0] for item in items), "some items have a label"
        assert items[0] in (["Lbl", "LBody"], ["LBody"])
        for body in found.all("LBody"):
            first = next(body.pieces())
            assert first.text.strip() or list(body.all("Formula"))
            is_letter = re.fullmatch(r"[☐☑]? ?[A-Z]( ✓)?", first.text.strip())
            assert not is_letter or first in labels, "a letter that is no label"  # a card may begin with a list


def tables_say_what_their_headers_head(printed: Printed) -> None:
    tables = list(printed.tree.all("Table"))
    for table in tables:
        for cell in table.all("TH", "TD"):
            assert "/Headers" not in cell.attributes
            assert ("/Scope" in cell.attributes) == (cell.kind == "TH")
        assert all(cell.attributes["/Scope"] == "/Column" for head in table.all("THead") for cell in head.all("TH"))
        for row in table.all("TR"):
            if any(cell.kind == "TD" for cell in row.tags) and not _is_in_head(table, row):
                assert all(cell.attributes["/Scope"] == "/Row" for cell in row.all("TH"))
        assert len({len(row.tags) for row in table.all("TR")}) == 1


def _is_in_head(table: Tag, row: Tag) -> bool:
    return any(row is found for head in table.all("THead") for found in head.all("TR"))


def what_runs_over_pages_is_one(printed: Printed) -> None:
    for tag in printed.tree.all():
        for before, after in pairwise(tag.tags):
            ends = [piece.page for piece in before.pieces()]
            if before.kind == after.kind and ends and after.page == ends[-1] + 1:
                assert after.kind != "L"
                assert after.kind != "Table" or heads_of(before) != heads_of(after)
                assert after.kind != "Sect" or next(after.all(*BLOCKS)).kind in HEADINGS


def heads_of(table: Tag) -> list[str]:
    return [head.text for head in table.all("THead")]


def figures_are_described_where_they_are(printed: Printed) -> None:
    for figure in printed.tree.all("Figure"):
        assert figure.alt.strip()
        left, bottom, right, top = (float(side) for side in figure.attributes["/BBox"])
        drawn = {piece.number for piece in figure.pieces()}
        boxes = [path.bbox for path in printed.pages[figure.page].paths if path.mcid in drawn]
        assert boxes
        for box in boxes:
            assert left - 1 <= box[0] <= box[2] <= right + 1
            assert bottom - 1 <= box[1] <= box[3] <= top + 1


def links_are_printed(printed: Printed) -> None:
    for link in printed.document.annotations:
        assert link.flags & 4


def headings_stand_with_what_follows(printed: Printed) -> None:
    blocks = [tag for tag in printed.tree.all(*BLOCKS, "Figure") if next(tag.pieces(), None)]
    for tag, after in pairwise(blocks):
        if tag.kind in HEADINGS:
            last, first = [piece.page for piece in tag.pieces()][-1], next(after.pieces()).page
            assert last == first, f"'{tag.text}' stands alone at the end of page {last + 1}"


GUARDS: tuple[Callable[[Printed], None], ...] = (
    the_validator_finds_nothing,
    the_checker_of_sense_finds_nothing,
    title_and_language_are_said,
    all_content_is_tagged_or_runs_in_the_margin,
    pages_are_painted_in_reading_order,
    nothing_is_painted_transparent,
    headings_are_in_order,
    headings_stand_with_what_follows,
    bookmarks_are_the_headings,
    text_stands_in_blocks,
    lists_are_items_with_labels,
    tables_say_what_their_headers_head,
    what_runs_over_pages_is_one,
    figures_are_described_where_they_are,
    links_are_printed,
)
