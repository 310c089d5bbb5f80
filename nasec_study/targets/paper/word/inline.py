"""Text with its emphasis: from the inline elements of HTML to the runs of a paragraph."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from nasec_study.targets.paper.preparing import BESIDE

# What HTML takes for space, and shows as one; spaces that do not break are none of it.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDTH = re.compile(r"width: ([\d.]+)em")
_DEPTH = re.compile(r"vertical-align: -([\d.]+)em")
# So many underscores are as wide as the letters are high.
_UNDERSCORES = 2
_LETTER_BLANK = "____"
# Between signs to choose from, and behind what introduces a line.
_APART = "\u00a0\u00a0"
_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Format:
    """How letters are set; `style` is a style of characters, `href` where a link leads."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    raised: bool = False
    lowered: bool = False
    style: str = ""
    href: str = ""
    from_right: bool = False


UNFORMATTED = Format()


@dataclass(frozen=True)
class Piece:
    """Letters of one format, with all their spaces if they are `kept`; perhaps the number of an `item`.

    Or a picture by its address, and its alternative text; it stands so many em (`depth`) below the line, and is so many
    wide (`width`) if it is a formula, and perhaps `is_beside` another.
    """

    text: str
    format: Format
    kept: bool = False
    picture: str = ""
    item: str = ""
    depth: float = 0.0
    width: float = 0.0
    is_beside: bool = False


_BY_TAG: Mapping[str, dict[str, Any]] = {
    "strong": {"bold": True},
    "b": {"bold": True},
    "th": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "s": {"strike": True},
    "del": {"strike": True},
    "sup": {"raised": True},
    "sub": {"lowered": True},
    "code": {"style": "Code"},
}
_BY_CLASS: Mapping[str, dict[str, Any]] = {
    "label": {"bold": True},
    "again": {"bold": False},
    "given": {"bold": True},
    "tf": {"bold": True},
    "answer": {"bold": True, "style": "Right answer"},
    "mark": {"bold": True, "style": "Right answer"},
    "lead-in": {"style": "Lead-in"},
    "edition": {"style": "Edition"},
}


def classes(element: Any) -> list[str]:
    """Return the classes of an element."""
    return str(element.get("class") or "").split()


def pieces(element: Any, inherited: Format) -> Iterator[Piece]:
    """Yield an inline element in pieces."""
    form = _format(element, inherited)
    found = classes(element)
    if element.tag == "img":
        depth, width = (_em(element, found) for found in (_DEPTH, _WIDTH))
        alt, address = element.get("alt") or "", element.get("src") or ""
        yield Piece(alt, form, picture=address, depth=depth, width=width, is_beside=BESIDE in found)
    elif element.tag == "br":
        yield Piece("\n", form, kept=True)
    elif "letter" in found:
        # Word counts letters itself.
        return
    elif "blank" in found:
        yield _blank(element, form)
    elif "letter-blank" in found:
        yield Piece(element.text or _LETTER_BLANK, replace(form, style="Right answer" if element.text else ""))
        yield Piece("\t" if element.getparent().tag == "li" else _APART, form, kept=True)
    elif "tf" in found:
        yield Piece(element.text, replace(form, style="Circled" if "right" in found else ""))
        yield Piece(_APART, form, kept=True)
    else:
        if "edition" in found:
            yield Piece("\n", form, kept=True)
        yield from inside(element, form)
        if "label" in found:
            yield Piece(_APART, form, kept=True)
        if form.href != inherited.href and form.href not in {element.text, f"mailto:{element.text}"}:
            yield Piece(f" ({form.href})", inherited)


def _blank(element: Any, form: Format) -> Piece:
    """Return a line to write on; a hint stays beside it."""
    width = _WIDTH.search(element.get("style") or "")
    if element.tail == " " and "gap" in classes(element.getparent()):
        element.tail = _NO_BREAK
    return Piece("_" * round(_UNDERSCORES * float(width[1] if width else 6)), form, kept=True)


def _em(picture: Any, length: re.Pattern[str]) -> float:
    """Return a length of a picture in em; 0 if it has none."""
    found = length.search(picture.get("style") or "")
    return float(found[1]) if found else 0.0


def inside(element: Any, form: Format) -> Iterator[Piece]:
    """Yield the content of an element in pieces."""
    yield from text_pieces(element.text, form)
    for child in element:
        if isinstance(child.tag, str):
            yield from pieces(child, form)
        yield from text_pieces(child.tail, form)


def text_pieces(text: str | None, form: Format) -> Iterator[Piece]:
    """Yield a text as a piece."""
    if text:
        yield Piece(text, form, kept=form.style == "Code")


def _format(element: Any, form: Format) -> Format:
    for name in (element.tag, *classes(element)):
        form = replace(form, **_BY_TAG.get(name, {}), **_BY_CLASS.get(name, {}))
    if element.get("dir") == "rtl":
        form = replace(form, from_right=True)
    return replace(form, style="Hyperlink", href=element.get("href")) if element.get("href") else form


def tidy(found: list[Piece]) -> list[Piece]:
    """Return pieces with one space for several, and none at the ends, as HTML shows them."""
    shown: list[Piece] = []
    after_space = True
    for piece in found:
        text = piece.text
        if not piece.kept and not piece.picture:
            text = _SPACE.sub(" ", text)
            text = text.lstrip(" ") if after_space else text
        if text or piece.picture:
            after_space = not piece.picture and text.endswith((" ", "\n"))
            shown.append(replace(piece, text=text))
    while shown and not (shown[-1].picture or shown[-1].kept):
        last = shown.pop()
        if text := last.text.rstrip(" "):
            return [*shown, replace(last, text=text)]
    return shown


def add_run(paragraph: Paragraph, piece: Piece) -> Run:
    """Add letters to a paragraph, and return the run that they became."""
    form = piece.format
    run = paragraph.add_run(piece.text, form.style or None)
    # Of Hebrew, Arabic, Hindi and Thai, Word looks at the second of each (ECMA-376 part 1, 17.3.2.2).
    run.bold = run.font.cs_bold = form.bold or None
    run.italic = run.font.cs_italic = form.italic or None
    run.font.strike = form.strike or None
    run.font.rtl = form.from_right or None
    # Either of them set to None takes the other away.
    if form.raised:
        run.font.superscript = True
    elif form.lowered:
        run.font.subscript = True
    if form.href:
        address = paragraph.part.relate_to(form.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        _link(run, address)
    if piece.item:
        add_field(run, rf"REF {bookmark_of(piece.item)} \r \h")
    return run


def add_field(run: Run, instruction: str) -> None:
    """Let Word work out what stands in a run (ECMA-376 part 1, 17.16.18).

    It is written in pieces: of a field in one (`w:fldSimple`), some readers leave out what it shows
    (findings/readers-of-word-leave-out-what-a-simple-field-shows.sh).
    """
    element: Any = run._r  # noqa: SLF001 - python-docx makes no fields
    code = OxmlElement("w:instrText")
    code.text = instruction
    for content in (_mark_of_field("begin"), code, _mark_of_field("separate")):
        element.addprevious(_run_like(element, content))
    element.addnext(_run_like(element, _mark_of_field("end")))


def _mark_of_field(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _run_like(run: Any, content: Any) -> Any:
    """Return a run of the same format with some content."""
    made = OxmlElement("w:r")
    if run.rPr is not None:
        made.append(deepcopy(run.rPr))
    made.append(content)
    return made


def bookmark_of(item: str) -> str:
    """Return under which name the number of an item is found."""
    return f"item{item}"


def mark_place(paragraph: Paragraph, item: str) -> None:
    """Mark a paragraph as the place of an item, so that others can tell its number."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), item)
    start.set(qn("w:name"), bookmark_of(item))
    paragraph.runs[0]._r.addprevious(start)  # noqa: SLF001 - python-docx has no bookmarks
    paragraph._p.append(end)  # noqa: SLF001 - likewise


def _link(run: Run, address: str) -> None:
    """Make a run a link; `address` is that of a relation of its part."""
    element: Any = run._r  # noqa: SLF001 - python-docx makes no links
    around = OxmlElement("w:hyperlink")
    around.set(qn("r:id"), address)
    element.addprevious(around)
    around.append(element)
