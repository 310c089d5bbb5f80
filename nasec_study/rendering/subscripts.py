"""Subscripts that are heard to end: mathra says so of exponents, roots and fractions of several signs only.

Findings: mathra-says-a-next-term-as-one-more.sh.
"""

import re
from collections.abc import Iterator
from typing import Any

from nasec_study.rendering.tex_commands import closing_brace

_SUBSCRIPT = re.compile(r"(?<!\\)_\s*(?=\{)")
# Signs that no formula holds, which mathra hands on.
_FIRST_MARK = 0xE100
_MARK = re.compile(r" ?([\ue100-\uf8ff])")
# What mathra says around these ends their subscripts: sum from ... to, log base ... of.
_ENDING_BASES = frozenset({"large-operator", "function"})


def with_marks(tex: str) -> str:
    """Return a formula with a mark at the end of each subscript that stands in braces."""
    ends = [end for found in _SUBSCRIPT.finditer(tex) if (end := closing_brace(tex, found.end())) < len(tex)]
    for number, end in enumerate(sorted(ends, reverse=True)):
        tex = rf"{tex[:end]}\text{{{chr(_FIRST_MARK + number)}}}{tex[end:]}"
    return tex


def with_ends(said: str, tree: object, end: str) -> str:
    """Return the words of a formula with marks, with `end` behind each subscript of several signs instead of them."""
    ending = set(_ending(tree))
    return _MARK.sub(lambda mark: f", {end}" if mark[1] in ending else "", said)


def _ending(node: Any) -> Iterator[str]:
    """Yield the marks of subscripts, in a tree of mathra's, that need an end."""
    match node:
        case {"base": {"type": base}, "sub": {"children": [_, _, *_, {"parts": [{"value": mark}]}]}}:
            if base not in _ENDING_BASES:
                yield str(mark)
    kids = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for kid in kids:
        yield from _ending(kid)
