"""HTML of other programs to Markdown that shows the same; what Markdown cannot say is named."""

import re
from collections.abc import Callable, Iterator, Sequence

from nasec_study.importers.shared.inline import BREAK, OF_CODE, code, emphasis_of, held, tidy, wrapped
from nasec_study.importers.shared.shown import (
    ACTIVE,
    BLOCKS,
    NOTHING,
    formula_of,
    is_shown,
    lines_of,
    name_of,
    shown_by,
    tex_of,
)
from nasec_study.importers.shared.signs import escaped, in_signs, meant, shifted, with_plain_start
from nasec_study.importers.shared.xml import Element, parsed
from nasec_study.rendering.code import is_known
from nasec_study.rendering.markup.reading import RAISED

# Called with the address of a picture; returns ours of it, or nothing.
Picture = Callable[[str], str]
# Called with what is to be told of a text.
Tell = Callable[[str], object]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"})
_CODE = frozenset({"code", "tt", "kbd", "samp", "var"})
_LOST = {
    **dict.fromkeys(("u", "ins"), "underlining"),
    "font": "colors and fonts",
    "mark": "highlighting",
}
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-(\S+)")
# Spaces that hold, at the beginning of a line after another: code is indented so where it is no code to HTML.
_INDENT = re.compile(r"(?P<end>\\\n) *(?P<indent>\xa0{2,})|\xa0{2,}")
_HOLDING = re.compile(r" *(?P<spaces>\xa0[ \xa0]*)")
_EMPTY_ENDS = re.compile(r"\A(?:[ \t]*\n)+|\s+\Z")
_STYLED = re.compile(r"color|background|font-(?:family|size)", re.IGNORECASE)


class Converter:
    """Turns HTML into Markdown.

    `picture` gives the addresses of pictures; `change` hears of what is other than it was, `lose` of what is not kept.
    """

    def __init__(self, picture: Picture, change: Tell, lose: Tell) -> None:
        self.picture = picture
        self.change = change
        self.lose = lose
        # Whether each paragraph is looked at by itself: one of them is not shown as it was.
        self.is_careful = False
        self.has_emphasis = True

    def markdown(self, html: str) -> str:
        """Return HTML as Markdown that shows the same."""
        if "<" not in html and "&" not in html and "\n" not in html:
            return escaped(in_signs(html))
        root = parsed(html)
        if "$" in html:
            _take_formulas(root)
        shown = shown_by(root)
        for self.is_careful in (False, True):
            made = "\n\n".join(block for block in self._blocks(root) if block).strip().replace(OF_CODE, " ")
            if is_shown(made, shown):
                return made
        self.change("its markup, which Markdown does not allow here")
        pictures = [self._image(picture) for picture in root.iter("img") if not tex_of(picture)]
        return "\n\n".join(part for part in (escaped(shown), *pictures) if part)

    def _blocks(self, element: Element) -> Iterator[str]:
        """Yield the blocks in an element; what stands between them is a paragraph."""
        run: list[Element | str] = [element.text or ""]
        for child in element:
            if _is_block(child):
                yield from self._paragraphs(run)
                run = []
                yield from self._block(child)
            else:
                run.append(child)
            run.append(child.tail or "")
        yield from self._paragraphs(run)

    def _paragraphs(self, run: Sequence[Element | str]) -> Iterator[str]:
        text = self._line(run)
        shown = "".join(part if isinstance(part, str) else shown_by(part) for part in run) if self.is_careful else ""
        if shown.strip() and not is_shown(text, shown):
            self.has_emphasis = False
            text = self._line(run)
            self.has_emphasis = True
            self.lose("the emphasis of a paragraph in which it begins or ends within a word")
        # Two breaks in a row are a new paragraph.
        for paragraph in re.split(r"(?:\\\n){2,}", text):
            lines = paragraph.removeprefix(BREAK).removesuffix(BREAK).strip().split("\n")
            if made := "\n".join(with_plain_start(line) for line in lines).strip():
                yield made

    def _line(self, run: Sequence[Element | str]) -> str:
        text = "".join(self._piece(part) for part in run)
        if "\xa0" in text:
            text = _INDENT.sub(lambda found: f"{found['end']}{found['indent']}" if found["end"] else " ", text)
        return tidy(text)

    def _block(self, element: Element) -> Iterator[str]:
        name = name_of(element)
        match name:
            case "ul" | "ol":
                if (element.get("type") or "1") in "aAiI":
                    self.change("its markup: a list whose points have letters has numbers here")
                yield self._list(element, is_ordered=name == "ol")
            case "table":
                yield self._table(element)
            case "pre":
                content = _EMPTY_ENDS.sub("", lines_of(element).replace("\r\n", "\n"))
                fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", content)), default=0))
                yield f"{fence}{_language(element)}\n{content}\n{fence}"
            case "blockquote":
                inner = "\n\n".join(self._blocks(element))
                yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
            case "hr":
                self.lose("a line across")
            case _ if name in _HEADINGS:
                inner = " ".join(self._blocks(element)).replace(BREAK, " ").replace("\n", " ").strip("*")
                yield f"**{inner}**" if inner else ""
            case _ if name in ACTIVE:
                self.lose(ACTIVE[name])
            case _:
                yield from self._blocks(element)

    def _list(self, element: Element, *, is_ordered: bool) -> str:
        start = element.get("start", "1")
        number = int(start) if str(start).isdecimal() else 1
        lines: list[str] = []
        for child in element:
            if name_of(child) not in {"li", "p", "div", "ul", "ol"}:
                continue
            mark = f"{number}. " if is_ordered else "- "
            number += 1
            blocks = list(self._blocks(child)) or [""]
            first, *rest = "\n".join(blocks).split("\n")
            lines += [f"{mark}{first}", *(f"{' ' * len(mark)}{line}".rstrip() for line in rest)]
        return "\n".join(lines)

    def _table(self, element: Element) -> str:
        rows = [
            [self._line([cell]).replace(BREAK, " ").replace("|", "\\|").strip() for cell in row]
            for row in element.iter("tr")
        ]
        rows = [row for row in rows if row]
        if any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for cell in element.iter("td", "th")):
            self.lose("cells joined over columns or rows")
        if not rows:
            return ""
        width = max(map(len, rows))
        padded = [row + [""] * (width - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in padded]
        return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])

    def _piece(self, part: Element | str) -> str:  # noqa: C901, PLR0911 - an element each
        if isinstance(part, str):
            return meant(_HOLDING.sub(held, _SPACES.sub(" ", part)))
        name = name_of(part)
        if name in NOTHING:
            return ""
        if name in ACTIVE:
            self.lose(ACTIVE[name])
            return ""
        if name in _LOST:
            self.lose(_LOST[name])
        elif _STYLED.search(part.get("style") or ""):
            self.lose("colors and fonts")
        if name in {"br", "img", "math"}:
            return BREAK if name == "br" else self._image(part) if name == "img" else self._formula(part)
        if name in _CODE:
            return BREAK.join(filter(None, map(code, lines_of(part, end="\0").split("\0"))))
        inner = self._inner(part)
        if name in {"sup", "sub"}:
            return self._shifted(inner, is_raised=name == "sup")
        if self.has_emphasis and (sign := emphasis_of(name, part.get("style") or "")):
            return wrapped(inner, sign)
        if name == "a":
            return self._link(part, inner)
        if name == "rt":
            return f"({inner})"
        return inner

    def _inner(self, element: Element) -> str:
        pieces = [self._piece(element.text or "")]
        for child in element:
            between = " " if _is_block(child) else ""
            pieces += [between, self._piece(child), between, self._piece(child.tail or "")]
        return "".join(pieces)

    def _shifted(self, inner: str, *, is_raised: bool) -> str:
        sign = "^" if is_raised else "~"
        if RAISED.fullmatch(f"{sign}{inner}{sign}"):
            return f"{sign}{inner}{sign}"
        if made := shifted(inner, is_raised=is_raised):
            return made
        self.lose("superscript" if is_raised else "subscript")
        return inner

    def _formula(self, element: Element) -> str:
        if not tex_of(element):
            self.lose("the layout of a formula in MathML")
        return meant(formula_of(element))

    def _image(self, element: Element) -> str:
        if tex_of(element):
            return meant(formula_of(element))
        address = self.picture(element.get("src") or "")
        described = " ".join((element.get("alt") or "").split())
        if not address:
            return ""
        if not described:
            self.change("a picture had no description: the name of its file takes its place")
            described = re.sub(r"-[0-9a-f]{8}$", "", address.rpartition("/")[2].rpartition(".")[0]).replace("-", " ")
        return f"![{meant(described)}]({address})"

    def _link(self, element: Element, inner: str) -> str:
        address = (element.get("href") or "").strip()
        if not re.match(r"(?:https?|mailto):[^\s<>]+$", address):
            if address:
                self.lose(f"where a link leads: {address[:80]}")
            return inner
        return f"[{inner}]({address.replace('(', '%28').replace(')', '%29')})" if inner.strip() else ""


def _take_formulas(element: Element) -> None:
    """Put formulas between single dollars into signs of their own; in code, dollars are dollars."""
    if name_of(element) in {"pre", *_CODE}:
        return
    element.text = in_signs(element.text or "")
    for child in element:
        _take_formulas(child)
        child.tail = in_signs(child.tail or "")


def _is_block(element: Element) -> bool:
    return name_of(element) in BLOCKS or any(name_of(inner) in BLOCKS for inner in element.iterdescendants())


def _language(element: Element) -> str:
    """Return the language of a block of code, as its class tells it; '' if it cannot be highlighted."""
    classes = (found[1] for one in element.iter("pre", "code") for found in _LANGUAGE.finditer(one.get("class") or ""))
    return next(filter(is_known, classes), "")
