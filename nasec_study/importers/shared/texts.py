"""The texts of one foreign item on their way here: Markdown, pictures on the shelf, and notes of what is not kept."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote

from nasec_study.foundation.characters import REFUSED, composed
from nasec_study.foundation.problems import Where
from nasec_study.importers.shared.bank import Code, Fetch, Fields, Imported, Loss, NoItem, Shelf
from nasec_study.importers.shared.markdown import Converter
from nasec_study.importers.shared.signs import escaped, in_signs
from nasec_study.rendering.markup import CODE, FORMULA

# What Markdown takes as it is, and HTML in it: pieces that it has signs for, and what it has none for.
_IN_MARKDOWN = re.compile(
    rf"(?P<code>{CODE.pattern}|{FORMULA.pattern})|(?P<comment><!--.*?-->)"
    r"|(?P<break><br\s*/?>(?:\s*<br\s*/?>)*[ \t]*\n?)"
    r"|(?P<html><(?:sub>(?P<sub>[\w+−-]+)</sub|sup>(?P<sup>[\w+−-]+)</sup)>"
    r"|<(?P<tag>b|strong|i|em|code|kbd|s|del)>(?P<inner>[^<\n]*)</(?P=tag)>|<img\b[^<>]*>)|<(?=[A-Za-z/!?])",
    re.DOTALL,
)
# Before these, a line is not broken but ends: the end of a paragraph, or the sign of another block.
_NEXT_BLOCK = re.compile(r"\s*\Z|[ \t]*(?:\n|>|\||`{3}|(?:[-*+]|#{1,6}|\d{1,9}[.)])\s)")
# By this, which nobody sees, our exports hold signs apart that a platform would take for markup.
_HELD_APART = re.compile("(<|&|&lt;|&amp;|\\{)\N{WORD JOINER}")
_DATA = re.compile(r"data:image/(?P<kind>png|jpeg|gif|webp|svg\+xml);base64,(?P<data>[\sA-Za-z0-9+/=]+)$")
_REMOTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
# Other programs take two dollar signs for a formula anywhere, we in a paragraph of its own alone.
_IN_DOLLARS = re.compile(r"(?<![\\$])\$\$(?:(?P<formula>(?:[^$<`]|<(?![A-Za-z/!]))+)|[^$]+)\$\$(?!\$)")


class Texts:
    """Turns the texts of the question at some place into ours; `losses` gathers what to tell of it.

    What lies beside the bank is fetched, unless it packs its own files.
    """

    def __init__(self, shelf: Shelf, where: Where, fetch: Fetch | None = None) -> None:
        self.shelf = shelf
        self.where = where
        self.fetch = fetch or shelf.beside
        self.losses: list[Loss] = []

    def html(self, html: str) -> str:
        """Return HTML as Markdown."""
        return Converter(self._picture, self.change, self.leave).markdown(self._sound(html))

    def picture(self, address: str) -> str:
        """Return the picture at an address as Markdown; '' where there is none, or it cannot come along."""
        return self.html(f'<img src="{escape(address)}">') if address else ""

    def plain(self, text: str) -> str:
        """Return a plain text as Markdown, its lines kept."""
        return "\\\n".join(map(escaped, in_signs(self._sound(text)).strip().split("\n")))

    def markdown(self, text: str) -> str:
        """Return a text that is Markdown already, its pictures on the shelf, and HTML that we do not know as text."""
        shown = _IN_MARKDOWN.sub(self._known, self._sound(text)).strip()

        def ours(match: re.Match[str]) -> str:
            address = self._picture(match["address"])
            described = match["alt"].strip() or "picture"
            return f"![{described}]({address})" if address else match["alt"]

        return re.sub(r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<address>[^\s)>]+)>?[^)]*\)", ours, shown)

    def _known(self, found: re.Match[str]) -> str:
        """Return a piece of a text that is Markdown: its code as it is, and what Markdown says of its HTML."""
        if found["code"] or found["comment"]:
            return found["code"] or ""
        if found["sub"] or found["sup"]:
            return f"~{found['sub']}~" if found["sub"] else f"^{found['sup']}^"
        if found["html"]:
            inner = found["inner"] or ""
            before, behind = " " * (inner != inner.lstrip()), " " * (inner != inner.rstrip())
            return f"{before}{self.html(found['html'])}{behind}"
        if found["break"]:
            line = found.string.rfind("\n", 0, found.start()) + 1
            already = found.string[line : found.start()].lstrip()
            if already.startswith("|"):
                return " "
            breaks = "\\\n" * found["break"].count("<")
            return breaks if already and not _NEXT_BLOCK.match(found.string, found.end()) else "\n"
        self.change("its HTML is shown as text")
        return r"\<"

    def change(self, what: str) -> None:
        """Note what is other than it was."""
        self._note(Code.CHANGED, what)

    def leave(self, what: str) -> None:
        """Note what did not come along."""
        self._note(Code.LEFT, what)

    def miss(self, what: str) -> None:
        """Note what did not come along, without which the rest is perhaps no item."""
        self._note(Code.MISSING, what)

    def _note(self, code: Code, what: str) -> None:
        loss = Loss(code, self.where, what)
        self.losses += [loss] if loss not in self.losses else []

    @contextmanager
    def question(self, name: str) -> Iterator[None]:
        """Let what raises NoItem make none: the question is left out under this name, with what it lacked."""
        try:
            yield
        except NoItem as error:
            lacked = (one.words for one in self.losses if one.code is Code.MISSING)
            self.shelf.leave_out(name, self.where, "; ".join((str(error), *lacked)))

    def imported(
        self, made: Sequence[Fields], name: str, *, key: str = "", wish: str = "", under: tuple[str, ...] = ()
    ) -> Iterator[Imported]:
        """Yield the items that the question makes, with what is to be told of them; several of them have numbers."""
        for number, fields in enumerate(made, start=1):
            more = f" {number}" if len(made) > 1 else ""
            yield Imported(
                f"{name}{more}",
                self.where,
                fields,
                key=f"{key}{more}" if key else "",
                wish=f"{wish}{more}" if wish else "",
                losses=tuple(self.losses),
                under=under,
            )

    def medium(self, name: str) -> str:
        """Return our address of a file that is no picture; nothing, and a note, where it is not there."""
        content = self.fetch(name)
        if content is None:
            self.miss(f"{name}, which is not in the file")
            return ""
        return self.shelf.put(name, content)

    def _sound(self, text: str) -> str:
        """Return a text without the characters that a course may not hold."""
        shown = _HELD_APART.sub(r"\1", composed(text))
        if REFUSED.search(shown):
            self.leave("characters that are not shown")
            shown = REFUSED.sub("", shown.replace("\u2028", "\n"))
        return _IN_DOLLARS.sub(_formula, shown)

    def _picture(self, address: str) -> str:
        """Return our address of a picture; nothing, and a note, where it cannot come along."""
        there = (self.fetch, address)
        if ours := self.shelf.pictures.get(there) or self._examined(address):
            self.shelf.pictures[there] = ours
        return ours

    def _examined(self, address: str) -> str:
        """Return our address of a picture that is shown for the first time; nothing, and a note, likewise."""
        # Most items show no pictures.
        from nasec_study.checks._pictures import ending_of, examined, picture_fault  # noqa: PLC0415 - see above

        name = unquote(address.partition("?")[0]).rpartition("/")[2] or "picture"
        if found := _DATA.match(address):
            name = f"picture.{found['kind'].partition('+')[0]}"
            try:
                content: bytes | None = b64decode(found["data"])
            except Base64Error:
                content = None
        elif _REMOTE.match(address):
            self.leave(f"a picture from elsewhere, {address[:80]}: nothing is fetched")
            return ""
        else:
            content = self.fetch(address)
        own = PurePosixPath(name).suffix.lower()
        suffix = ending_of(own, content or b"")
        if content is None:
            self.miss(f"a picture that is not in the file, {address[:80]}")
        elif not suffix:
            self.leave(f"the picture {name}, whose kind is not shown")
        elif fault := picture_fault(suffix, content):
            self.leave(f"the picture {name}, which {fault}")
        elif suffix == ".svg" and (faults := examined(content).faults):
            self.leave(f"the picture {name}, which holds {faults[0].what}")
        else:
            return self.shelf.put(name if suffix == own else f"{PurePosixPath(name).stem}{suffix}", content)
        return ""


def _formula(found: re.Match[str]) -> str:
    """Return a formula in signs that mean one everywhere: in a line of its own, or in its sentence; no other text."""
    if found["formula"] is None:
        return found[0]
    before, behind = found.string[: found.start()].rstrip(" \t"), found.string[found.end() :].lstrip(" \t")
    is_alone = before[-1:] in {"", ">", "\n"} and behind[:1] in {"", "<", "\n"}
    formula = found["formula"].strip()
    return f"\\[{formula}\\]" if is_alone else f"\\({formula}\\)"
