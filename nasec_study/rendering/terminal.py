"""Item Markdown to text in a terminal, in lines as a student sees them: tables aligned, code as it stands."""

from collections.abc import Iterator, Sequence
from itertools import count

from markdown_it.token import Token

from nasec_study.rendering.formulas.plain import as_text
from nasec_study.rendering.markup import tokens_of

# What a list of bullets and of numbers begins each entry with, and what stands before quoted lines and code.
_BULLET = "• "
_QUOTE = "│ "
_CODE = "    "


def to_terminal(text: str) -> str:
    """Return a text without its markup, line by line."""
    return "\n".join(_blocks(tokens_of(text.strip())))


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the lines of blocks, an empty one between them."""
    is_first = True
    for block in _top_level(tokens):
        if not is_first:
            yield ""
        is_first = False
        yield from _block(block)


def _top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the tokens of each block that stands in no other."""
    start = depth = 0
    for place, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : place + 1]
            start = place + 1


def _block(block: Sequence[Token]) -> Iterator[str]:
    head, inner = block[0], block[1:-1]
    match head.type:
        case "fence" | "code_block":
            yield from (f"{_CODE}{line}" for line in head.content.rstrip("\n").split("\n"))
        case "bullet_list_open":
            yield from _entries(inner, (_BULLET for _ in count()))
        case "ordered_list_open":
            yield from _entries(inner, (f"{number}. " for number in count(int(head.attrs.get("start", 1)))))
        case "blockquote_open":
            yield from (f"{_QUOTE}{line}".rstrip() for line in _blocks(inner))
        case "table_open":
            yield from _table(inner)
        case _:
            yield from _inline([part for token in block for part in token.children or ()]).split("\n")


def _entries(tokens: Sequence[Token], marks: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a list, each entry behind its mark."""
    for entry, mark in zip(_top_level(tokens), marks, strict=False):
        lines = list(_lines_of_entry(entry[1:-1]))
        yield f"{mark}{lines[0] if lines else ''}"
        yield from (f"{' ' * len(mark)}{line}".rstrip() for line in lines[1:])


def _lines_of_entry(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the lines of an entry; one of a tight list has none between its blocks."""
    if any(token.type == "paragraph_open" and not token.hidden for token in tokens):
        yield from _blocks(tokens)
    else:
        for block in _top_level(tokens):
            yield from _block(block)


def _table(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the lines of a table, its columns aligned and a rule below its head."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token.children or []).replace("\n", " "))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("─" * width for width in widths)


def _inline(tokens: Sequence[Token]) -> str:
    """Return the text of a paragraph; a picture is told by its description, a link by its address as well."""
    parts: list[str] = []
    addresses: list[str] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "image":
                parts.append(f"[{token.content}]")
            case "formula":
                parts.append(as_text(token.content))
            case "link_open":
                addresses.append(str(token.attrs.get("href", "")))
            case "link_close":
                address = addresses.pop()
                parts.append("" if parts and parts[-1] == address else f" ({address})")
            case _:
                parts.append(token.content)
    return "".join(parts)
