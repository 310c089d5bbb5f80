"""The manual as data: its chapters with their headings, fenced blocks, tables and links."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.conftest import REPOSITORY

_HEADING = re.compile(r"#{1,6} (?P<words>.+)")
_FENCE = re.compile(r"```(?P<language>\w*)")
_LINK = re.compile(r"(?<!`)!?\[(?:[^\]\[]|\[[^\]]*\])*\]\((?P<address>[^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, its language and its text."""

    chapter: str
    heading: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.chapter}:{self.line}"


@dataclass(frozen=True)
class Chapter:
    """A file of the manual; its name is its path in the repository."""

    name: str
    text: str

    @property
    def file(self) -> Path:
        return REPOSITORY / self.name

    @cached_property
    def _parts(self) -> tuple[list[tuple[str, str]], list[Block]]:
        """The lines outside of blocks, each with the heading above it, and the blocks."""
        prose: list[tuple[str, str]] = []
        blocks: list[Block] = []
        heading = language = ""
        inside: list[str] | None = None
        start = 0
        for number, line in enumerate(self.text.splitlines(), start=1):
            if inside is not None and line == "```":
                blocks.append(Block(self.name, heading, start, language, "".join(f"{one}\n" for one in inside)))
                inside = None
            elif inside is not None:
                inside.append(line)
            elif fence := _FENCE.match(line):
                language, inside, start = fence["language"], [], number
            else:
                if found := _HEADING.fullmatch(line):
                    heading = found["words"]
                prose.append((heading, line))
        assert inside is None, f"{self.name}:{start}: this block has no end"
        return prose, blocks

    @property
    def blocks(self) -> list[Block]:
        return self._parts[1]

    @property
    def prose(self) -> str:
        return "\n".join(line for _, line in self._parts[0])

    @property
    def headings(self) -> list[str]:
        return [found["words"] for _, line in self._parts[0] if (found := _HEADING.fullmatch(line))]

    @property
    def anchors(self) -> set[str]:
        """The names under which GitHub and others reach its headings."""
        return {anchor_of(heading) for heading in self.headings}

    @property
    def links(self) -> list[str]:
        """The addresses of its links and pictures."""
        return [found["address"] for found in _LINK.finditer(re.sub(r"`[^`\n]*`", "``", self.prose))]

    def tables(self) -> dict[str, list[tuple[str, ...]]]:
        """Return the tables, rows of cells with their head, by the heading above; the last one below each."""
        found: dict[str, list[tuple[str, ...]]] = {}
        before = ""
        for heading, line in self._parts[0]:
            if line.startswith("|"):
                row = tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
                if not before.startswith("|"):
                    found[heading] = []
                if not all(re.fullmatch(":?-+:?", cell) for cell in row):
                    found[heading].append(row)
            before = line
        return found


def anchor_of(heading: str) -> str:
    """Return the anchor that GitHub makes of a heading: small letters, hyphens for spaces, no other signs."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


README = "README.md"
NAMES = (README, *sorted(file.relative_to(REPOSITORY).as_posix() for file in (REPOSITORY / "docs").rglob("*.md")))
CHAPTERS = {name: Chapter(name, (REPOSITORY / name).read_text("utf-8")) for name in NAMES}
