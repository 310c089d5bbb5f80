"""The outline of a reading, from its text: headings are found by their layout, and uncertain ones are marked."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from nasec_study.course.fences import without_code
from nasec_study.course.pages import LARGER, Page
from nasec_study.course.writing import mapping_lines
from nasec_study.foundation.characters import slug

MAX_WORDS = 14
MAX_LETTERS = 100
# A line of so many words that stands alone is a heading, also where it is written like a sentence.
SURE_WORDS = 7
MAX_ID = 50

_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|(?:chapter|section|part|cap[ií]tulo|chapitre) \w+[.:]?"
    r"|§\s?\d[\w.-]*)\s+\S",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(r"[\dIVX.]{1,8}\s+(?=\S)")
_MARKED = re.compile(r"#{1,6}\s+(?P<text>.+?)\s*#*$")
_UNDERLINE = re.compile(r"(?:=|-){3,}\s*$")
# What begins a footnote, [3], [^3]:, * and ³, but no emphasis; what shows that a numbered line is one; and below what
# notes stand.
_NOTE = re.compile(r"\[\^?\w{1,3}\]:?\s|(?!\*.*\*$)[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]+\s*\S")
_CITES = re.compile(r"\b(?:see|cf|ibid|op\. cit|vgl|ebd|voir|véase)\b|\bpp?\.", re.IGNORECASE)
_NOTES = frozenset({"notes", "endnotes", "footnotes", "references", "bibliography", "notas", "bibliografía"})
# What stands at the head of a Markdown file, in YAML; a rule there may be none.
_HEAD = re.compile(r"---[ \t]*\n[\w-]+:.*?\n(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"""^title:[ \t]*(["']?)(?P<title>.+?)\1[ \t]*$""", re.MULTILINE)
# What stands between the columns of a line: of a table, or of a running header and the number of its page.
_COLUMNS = re.compile(r"(?<=\S)(?:\s{3,}|\t)(?=\S)")
# The number of a page before its running header; also that of a heading, which stands there once.
_PAGE_BEFORE = re.compile(r"\d{1,4}\s{3,}(?=\S)")
_SENTENCE = re.compile(r"[.,;:!?…।؟،。、！？\uff0c\uff1a\uff1b]$")
# What ends a paragraph, perhaps behind the mark of a note.
_STOP = re.compile(r"[.!?…।؟。！？][\"'”’»)\]]*\d{0,3}$")
# A line that is so long, compared with the usual one, is full.
_ALMOST = 0.8
_SMALL_WORDS = "a an and as at but by de del el en et for from in la las le les los nor of on or the to und vs with y"
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True)
class Heading:
    """A heading in an outline: an id, its words, and why it may be no heading ('' if it surely is one)."""

    id: str
    heading: str
    doubt: str = ""


@dataclass(frozen=True)
class Outline:
    """The title, sections and running headers that a text seems to have.

    `lines` is its length where no heading was found, else 0.
    """

    title: str
    sections: tuple[Heading, ...]
    headers: tuple[str, ...] = ()
    lines: int = 0

    def yaml(self, name: str, file: str) -> str:
        """Return the YAML of a reading: `name` is its id, `file` holds its text. Uncertain headings have a comment."""
        made = [
            *mapping_lines({"id": name, "label": self.title, "cite": self.title, "file": file}, 0),
            *("bibliography:", *mapping_lines({"title": self.title}, 2)),
            *(mapping_lines({"headers": list(self.headers)}, 0) if self.headers else ()),
            "outline:",
        ]
        for section in self.sections:
            made += [f"  # uncertain: {section.doubt}"] if section.doubt else []
            first, *rest = mapping_lines({"id": section.id, "heading": section.heading}, 4)
            made += [f"  - {first.strip()}", *rest]
            made += [f"    lines: 1-{self.lines}"] if self.lines else []
        return "\n".join([*made, ""])


def is_numbered(heading: str) -> bool:
    """Tell whether a heading begins with a number: 3.1 Sources, § 5 Contracts, Chapter Two."""
    return bool(_NUMBERED.match(heading))


def headings_of(page: Page) -> Outline:
    """Return the outline of a text; one section of all its lines where no heading is found."""
    found: list[Heading] = []
    taken: set[str] = set()
    running = page.running
    shown = ["" if place in running else line for place, line in enumerate(page.lines)]
    lines, named = _below_head(shown)
    full = _full_length(lines)
    seen = Counter(lines)
    numbered = Counter(_PAGE_BEFORE.sub("", line) for line in seen if _PAGE_BEFORE.match(line))
    first, behind = _title(lines, page.sizes)
    if named:
        behind = first
    title = (named or " ".join(map(_bare, lines[first:behind])))[:MAX_LETTERS] or "Reading"
    bylines, below = _bylines(lines, page.sizes, behind, full), ""
    upto = 0
    for place, line in enumerate(lines):
        if place < upto:
            continue
        doubt = _doubt(lines, place, page.sizes[place], full)
        # What stands on many pages is a running header.
        is_title = first <= place < behind or (not found and _bare(line) == title)
        is_running = seen[line] > 2 or numbered[_PAGE_BEFORE.sub("", line)] > 1  # noqa: PLR2004 - once in the contents, once above its text
        if doubt is None or is_running or (is_title and not _has_text_below(lines, place)):
            continue
        upto = _end(lines, page.sizes, place, full)
        words = " ".join(map(_bare, lines[place:upto]))
        if seen[line] > 1:
            doubt = doubt or "it is there twice"
        if place in bylines:
            doubt = doubt or "it is right below the title, where authors' names are"
        if not is_numbered(line):
            below = words.lower()
        elif below in _NOTES:
            doubt = doubt or f"it may be one of the {below}"
        own = _id_of(words, taken)
        taken.add(own)
        found.append(Heading(own, words, doubt))
    headers = tuple(words for words in dict.fromkeys(running.values()) if re.search(r"[^\W\d_]", words))
    if not found:
        return Outline(title, (Heading("whole", title),), headers, len(lines))
    return Outline(title, tuple(found), headers)


def _end(lines: Sequence[str], sizes: Sequence[float], place: int, full: int) -> int:
    """Return where a heading ends that begins at a place: in type that is larger, it may take several lines."""
    end = place + 1
    while (
        end < len(lines)
        and sizes[end] == sizes[place] > LARGER
        and not is_numbered(lines[end])
        and len(" ".join(lines[place : end + 1]).split()) <= MAX_WORDS
        and _doubt(lines, end, sizes[end], full) is not None
    ):
        end += 1
    return end


def _has_text_below(lines: Sequence[str], place: int) -> bool:
    """Tell whether the title of a file in Markdown heads a text, before the next heading."""
    below = next(filter(None, lines[place + 1 :]), "")
    return bool(_MARKED.match(lines[place])) and not _MARKED.match(below)


def _below_head(written: Sequence[str]) -> tuple[list[str], str]:
    """Return the lines of a text, those of its head left empty, and the title that its head tells."""
    lines = without_code([line.strip() for line in written])
    head = _HEAD.match("\n".join(lines))
    if head is None:
        return lines, ""
    told = _TITLE.search(head[0])
    behind = head[0].count("\n") + 1
    return [""] * behind + lines[behind:], told["title"] if told else ""


def _bylines(lines: Sequence[str], sizes: Sequence[float], behind: int, full: int) -> frozenset[int]:
    """Return the places of lines between the title and a first heading that may name authors."""
    above: list[int] = []
    for place in range(behind, len(lines)):
        if _doubt(lines, place, sizes[place], full) is not None:
            above.append(place)
        elif lines[place]:
            break
    return frozenset(
        place
        for place in above[:-1]
        if sizes[place] <= LARGER and " " in lines[place] and not _MARKED.match(lines[place])
    )


def _title(lines: Sequence[str], sizes: Sequence[float]) -> tuple[int, int]:
    """Return where the title of a text begins, and where it ends: with its first line, or the last one set as large."""
    first = behind = next((place for place, line in enumerate(lines) if re.search(r"\w", line)), len(lines))
    while behind < len(lines) and (behind == first or (lines[behind] and sizes[behind] == sizes[first] > LARGER)):
        behind += 1
    return first, behind


def _bare(line: str) -> str:
    """Return the words of a heading, or of a title: those of a running header without the number of its page."""
    found = _MARKED.match(line)
    if found:
        return found["text"]
    columns = _COLUMNS.split(_NUMBER_BEFORE.sub(lambda number: f"{number[0].rstrip()} ", line))
    return " ".join(column for column in columns if not column.isdecimal()) or line


def _doubt(lines: Sequence[str], place: int, size: float, full: int) -> str | None:
    """Return why a line may be no heading, '' where it is surely one, and None where it is surely none."""
    line = lines[place]
    after = lines[place + 1] if place + 1 < len(lines) else ""
    if _MARKED.match(line):
        return ""
    words = line.split()
    if (
        not words
        or _COLUMNS.search(_NUMBER_BEFORE.sub("", line))
        or len(words) > MAX_WORDS
        or len(line) > MAX_LETTERS
        or not any(sign.isalpha() for sign in line)
    ):
        return None
    if size > LARGER:
        return "" if not _SENTENCE.search(line) else "it is in large type, but ends like a sentence"
    if _UNDERLINE.match(after):
        return ""
    if _SENTENCE.search(line) or line[0].islower() or _NOTE.match(line):
        return None
    return _doubt_of_plain(lines, place, is_ended=_ends_early(line, after, full))


def _doubt_of_plain(lines: Sequence[str], place: int, *, is_ended: bool) -> str | None:  # noqa: PLR0911 - a sign each
    """Return the doubt of a line that is set like the text around it, above which it may have ended early."""
    line, words = lines[place], lines[place].split()
    before, after = (lines[place - 1] if place else ""), "".join(lines[place + 1 : place + 2])
    is_below_title = not any(lines[: max(place - 1, 0)])
    if before and after and not (is_ended and (is_below_title or _STOP.search(before))):
        return None
    above, below = (_nearest(lines, those) for those in (range(place - 1, -1, -1), range(place + 1, len(lines))))
    if below[:1].islower():
        # The text goes on: it has an empty line behind each of its lines, or begins a page.
        return None
    is_apart = not before and (not after or is_ended)
    if is_numbered(line) and _CITES.search(line):
        return "it is numbered, but cites like a note"
    if is_numbered(line):
        return "" if is_apart else "it is numbered, but close to a text"
    if line.isupper() and len(words) > 1:
        return "" if is_apart else "it is in capitals, but close to a text"
    titled = all(
        word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words if word[0].isalnum()
    )
    if is_apart:
        return "" if titled else _doubt_of_sentence(words, above)
    if is_ended and len(words) <= SURE_WORDS:
        return "it is a short line, but close to a text"
    return "it is written like a title, but close to a text" if titled and not before and len(words) > 1 else None


def _full_length(lines: Sequence[str]) -> int:
    """Return how long a full line of a text is: as long as the one in the middle, by length, of all lines."""
    return int(median(map(len, filter(None, lines)))) if any(lines) else 0


def _ends_early(line: str, after: str, full: int) -> bool:
    """Tell whether a line ended where it did not have to, above one that is full: the first word of that had room."""
    return len(after) > full * _ALMOST and len(line) + 1 + len(after.split(maxsplit=1)[0]) < full * _ALMOST


def _nearest(lines: Sequence[str], places: range) -> str:
    """Return the first of some lines that is not empty; '' where all are."""
    return next((lines[place] for place in places if lines[place]), "")


def _doubt_of_sentence(words: Sequence[str], before: str) -> str | None:
    """Return the doubt of a line that stands alone and is written like a sentence, behind a line of the text.

    A short one is a heading, unless that line goes on in it; a long one in which it goes on is surely none.
    """
    is_short = len(words) <= SURE_WORDS
    goes_on = len(before.split()) > SURE_WORDS and (before[-1].isalpha() or before[-1] in ",-")
    if is_short and not goes_on:
        return ""
    return None if goes_on and not is_short else "it is on a line of its own, but written like a sentence"


def _id_of(words: str, taken: set[str]) -> str:
    wanted = slug(words.replace("'", ""))[:MAX_ID].strip("-") or "section"
    number = 2
    while wanted in taken:
        wanted = f"{wanted.removesuffix(f'-{number - 1}')}-{number}"
        number += 1
    return wanted
