"""Provisions that a text cites down to their parts: § 12 Abs. 3 and Art. 5(1)(b)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_SAYS_LAW = re.compile(
    r"(?:§+|\b[Ss]ec(?:s?\.|tions?|ción)|\b[Aa]rt(?:s?\.|icles?|ikel|ículos?)|\b[Rr](?:ules?|eg\.)|\bP\.)\s?\Z"
)
_SIGN_LOOK = 12
_LABEL = (
    r"(?:Abs\.|Absatz|S\.|Satz|Nr\.|lit\.|Buchst\.|al\.|cl\.|[Cc]lause|para\.|(?:[Ss]ub)?[Pp]aragraph|[Ss]ubsection"
    r"|[Pp]oint|[Aa]partado|[Pp]árrafo|[Pp]aragraphe)"
)
_MARK = r"(?:\d{1,2}|[^\W\d_]|[ivx]{2,4})"
_PART = rf"\s*\({_MARK}\)|,?\s+{_LABEL}\s*(?:\({_MARK}\)|(?:\d{{1,2}}|[^\W\d_])(?!\w))"
_PROVISION = re.compile(rf"(?P<number>\d+[a-z]?)(?P<parts>(?:{_PART})*)")
_WITHIN_PART = re.compile(rf"{_LABEL}(?!\w)|\w+")
# What is before a provision that begins a paragraph, and before one whose part comes first: paragraph 4 of Art. 2.
_OPENS = re.compile(r"(?:\A|[.;:]\s*\n|\n[^\S\n]*\n)\s*\Z")
_NAMED_FIRST = re.compile(r"\s(?:of|de|del|des|du)(?:\s+(?:the|el|la))?\s+\Z")
_PART_LOOK = 60


class _Provision(NamedTuple):
    """A provision: its number and what is behind that, ("5", "1", "b"), and the text in which the rest may stand.

    That reaches up to the next provision, and from one that begins a paragraph, which may be a law's own heading, up to
    the next of these.
    """

    parts: tuple[str, ...]
    around: str


def provisions(text: str) -> tuple[str, ...]:
    """Return the provisions that a text cites down to their parts, without the word before them: 5(1)(b), 38 Abs. 1."""
    return tuple(" ".join(found[0].split()) for _, found in _cited(text) if found["parts"])


def _cited(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each provision, and where the word before it begins."""
    for found in _PROVISION.finditer(text):
        if word := _SAYS_LAW.search(text, max(0, found.start() - _SIGN_LOOK), found.start()):
            yield word.start(), found


@lru_cache(maxsize=64)
def _provisions_of(text: str) -> tuple[_Provision, ...]:
    cited = list(_cited(text))
    opening = [start for start, _ in cited if _OPENS.search(text, max(0, start - _SIGN_LOOK), start)]
    heads, after = frozenset(opening), iter((*opening[1:], len(text)))
    ends = (*(start for start, _ in cited), len(text))[1:]
    found: list[_Provision] = []
    before = 0
    for (start, one), end in zip(cited, ends, strict=False):
        if start in heads:
            found.append(_Provision((one["number"],), text[one.end("number") : next(after)]))
        else:
            first = text[max(before, start - _PART_LOOK) : start]
            named = first if _NAMED_FIRST.search(first) else ""
            found.append(_Provision(_parts(one[0]), f"{named}\n{text[one.end() : end]}"))
        before = one.end()
    return tuple(found)


def _parts(provision: str) -> tuple[str, ...]:
    return tuple(part for part in _WITHIN_PART.findall(provision) if not re.fullmatch(_LABEL, part))


def is_cited(provision: str, text: str) -> bool:
    """Tell whether a text cites a provision, or a part of it and beside that the rest: Art. 6(1), ... (point (a)).

    A text that says no article and no section of this number may be a law that numbers its sections without that word.
    """
    wanted = _parts(provision)
    there = [one for one in _provisions_of(text) if one.parts[0] == wanted[0]]
    if not there and (found := re.search(rf"^\s*{wanted[0]}\b", text, re.MULTILINE)):
        there = [_Provision((wanted[0],), text[found.end() :])]
    return any(
        parts[: len(wanted)] == wanted
        or (parts == wanted[: len(parts)] and all(_has(around, part) for part in wanted[len(parts) :]))
        for parts, around in there
    )


def _has(text: str, part: str) -> bool:
    return bool(re.search(rf"(?<!\w){part}\)|{_LABEL}\s*{part}(?!\w)|^[^\S\n]*{part}\.\s", text, re.MULTILINE))
