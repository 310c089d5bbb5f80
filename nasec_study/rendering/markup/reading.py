"""Markdown to tokens: CommonMark with tables, but a sign that an author may mean as a sign stays one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from nasec_study.rendering.code import highlighted
from nasec_study.rendering.markup.directions import runs_from_right
from nasec_study.rendering.markup.maths import formula_html, read_formula, read_formula_block
from nasec_study.rendering.markup.signs import read_delimiters

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Other schemes make a program start that the reader did not choose.
_SCHEMES = frozenset({"http", "https", "mailto", "data"})
# Without spaces, so that "x^2 and y^2" stays as it is: words and figures, also 1/2, (n) and BE(sat), and some signs.
RAISED = re.compile(
    r"(?<!\^)\^(?P<raised>(?=[_+−-]*+[^\W_])[\w+−-]++|[+−-]++|[+−-]?\w++(?:[.,/]\d++)+|\(\w+\)|[*\u2217\u2218°\u2032\u2033†\u221e])\^(?!\^)"
    r"|(?<!~)~(?P<lowered>[\w.,;/+−-]*(?:[\w+−-]|\(\w+\)|[%*\u2217\u2218°\u221e]))~(?!~)"
)
_RAISED_SIGNS = {"^": "sup", "~": "sub"}
# Where a tilde lowers: behind a letter, a digit, a bracket or emphasis, H~2~O, behind what is raised, and before a sign
# or letter, ~6~C. Elsewhere it stands for about.
_BEFORE_LOWERED = re.compile(r"[\w)\]}*|\u2032\u2033⟩°]")
_BEHIND_LOWERED = re.compile(r"[^\W\d_]|\^")
_NO_BREAK = "\u00a0"
# The indent of a line behind a break; a backslash behind another one is a sign.
_INDENT = re.compile(r"((?<!\\)(?:\\\\)*\\|(?<=  ))\n( +)")


def tokens_of(text: str) -> list[Token]:
    """Return the blocks of a text as markdown-it names them, each with its inline parts; a single line has no blocks.

    So "1848. A war" in a line of its own is no list, and "# of cars" no heading.
    """
    text = trimmed(text)
    return parser().parse(text) if "\n" in text else parser().parseInline(text)


def trimmed(text: str) -> str:
    """Return a text without the space around it; where it has several lines, the first keeps its indent."""
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip() if "\n" in text.strip() else text.strip()


@cache
def parser(*, html: bool = False, joined: bool = True) -> MarkdownIt:
    """Return the parser of all texts; with `html` one that knows raw HTML, to find it.

    Without `joined`, a sign behind a backslash stays a token of its own.

    Left out of CommonMark is what makes text vanish: definitions of links ("[Ann]: Hello"), and rules drawn for a
    line of signs.
    """
    made = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"]).disable(["reference", "hr"])
    made.inline.ruler.at("emphasis", read_delimiters)
    made.inline.ruler.after("emphasis", "raised", _read_raised)
    made.inline.ruler.before("escape", "formula", read_formula)
    made.block.ruler.before("fence", "formula", read_formula_block, {"alt": ["paragraph", "blockquote", "list"]})
    made.add_render_rule("fence", _show_code)
    made.add_render_rule("formula", _show_formula)
    made.core.ruler.before("inline", "indents", _keep_indents)
    made.core.ruler.push("marks", _keep_marks)
    made.core.ruler.push("directions", _turn_blocks)
    if not joined:
        made.core.ruler.disable("text_join")
    # How markdown-it is told which links to make.
    made.validateLink = _is_harmless  # type: ignore[method-assign,assignment]
    return made


def _is_harmless(address: str) -> bool:
    """Tell whether a link may be made: to the web or to a mailbox, not a script and not a program's own scheme."""
    scheme = _SCHEME.match(address)
    return validateLink(address) and (scheme is None or scheme[1].lower() in _SCHEMES)


def _read_raised(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's own signature
    """Read what is raised or lowered: x^2^, ^14^C and H~2~O."""
    sign = state.src[state.pos]
    if sign not in _RAISED_SIGNS:
        return False
    found = RAISED.match(state.src, state.pos, state.posMax)
    if not found or not (sign == "^" or _is_lowered(state, found.end())):
        return False
    shown = found["raised"] or found["lowered"]
    # Two powers begin here, and none ends: x^2+y^2.
    if state.src[found.end() : found.end() + 1].isdecimal() and not shown.isdecimal():
        return False
    if not silent:
        tag = _RAISED_SIGNS[sign]
        state.push(f"{tag}_open", tag, 1).markup = sign
        state.push("text", "", 0).content = shown
        state.push(f"{tag}_close", tag, -1).markup = sign
    state.pos = found.end()
    return True


def _is_lowered(state: StateInline, end: int) -> bool:
    """Tell whether what stands between two tildes is lowered, by what is before and behind it."""
    is_behind = state.pos > 0 and _BEFORE_LOWERED.match(state.src[state.pos - 1])
    is_second = not state.pending and state.tokens and state.tokens[-1].tag in _RAISED_SIGNS.values()
    return bool(is_behind or is_second or _BEHIND_LOWERED.match(state.src, end))


def language_of_code(token: Token) -> str:
    """Return the language that the author of a block of code names behind its fence."""
    return token.info.split()[0] if token.info.split() else ""


def _show_code(_renderer: object, tokens: Sequence[Token], place: int, *_: object) -> str:
    token = tokens[place]
    language = language_of_code(token)
    named = f' class="language-{escapeHtml(language)}"' if language else ""
    code = highlighted(token.content, language) if language else escapeHtml(token.content)
    return f"<pre><code{named}>{code}</code></pre>\n"


def _show_formula(_renderer: object, tokens: Sequence[Token], place: int, *_: object) -> str:
    return formula_html(tokens[place].content, display=tokens[place].markup == "\\[")


def _keep_indents(state: StateCore) -> None:
    """Let a line that a break begins keep its indent, as in verse: Markdown drops it."""
    for token in state.tokens:
        if token.type == "inline" and "\n " in token.content:
            token.content = _INDENT.sub(lambda found: f"{found[1]}\n{_NO_BREAK * len(found[2])}", token.content)


def _keep_marks(state: StateCore) -> None:
    """Tell how lists are numbered and which links are addresses themselves, so that all marks are shown as written.

    Markdown counts on from the first number of a list; where an author wrote others (1848., 1861.), these are kept,
    unless all are the same.
    """
    for number, token in enumerate(state.tokens):
        if token.type == "ordered_list_open":
            if token.markup == ")":
                token.attrSet("class", "paren")
            entries = list(_entries(state.tokens, number))
            written = [int(entry.info) for entry in entries]
            for entry, before, own in zip(entries[1:], written, written[1:], strict=False):
                if own != before + 1 and len(set(written)) > 1:
                    entry.attrSet("value", str(own))
    for token in walk(state.tokens):
        if token.type == "link_open" and token.markup == "autolink":
            token.attrSet("class", "address")


def _turn_blocks(state: StateCore) -> None:
    """Tell which blocks run from right to left; a table's first column then stands at the right."""
    for place, token in enumerate(state.tokens):
        if token.type == "table_open":
            _turn_table(token, state.tokens[place + 1 :])
        if token.type == "inline" and runs_from_right(token.content):
            around = [before for before in state.tokens[max(place - 2, 0) : place] if not before.hidden]
            if around:
                around[-1].attrSet("dir", "rtl")


def _turn_table(table: Token, following: Sequence[Token]) -> None:
    """Let a table run from right to left if most of its letters do; cells in other letters run as they do elsewhere."""
    inside = list(takewhile(lambda token: token.type != "table_close", following))
    if runs_from_right(" ".join(token.content for token in inside if token.type == "inline")):
        table.attrSet("dir", "rtl")
        for cell, text in pairwise(inside):
            if text.type == "inline" and any(map(str.isalpha, text.content)):
                cell.attrSet("dir", "ltr")


def _entries(tokens: list[Token], start: int) -> Iterator[Token]:
    """Yield the beginnings of the entries of the list that begins at `start`."""
    level = tokens[start].level
    for token in tokens[start + 1 :]:
        if token.level == level:
            return
        if token.type == "list_item_open" and token.level == level + 1:
            yield token


def walk(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield tokens and all that they hold, in order."""
    for token in tokens:
        yield token
        yield from walk(token.children or [])
