"""What must hold for any input whatever: a function a surface, which raises where a promise is broken."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

from nasec_study.course.model import Reading, Section
from nasec_study.course.passages import words_of
from nasec_study.course.readings import read_text
from nasec_study.course.source import parse_source
from nasec_study.examination import examine
from nasec_study.foundation.problems import Problem, StudyError
from nasec_study.rendering.markup import (
    Gap,
    blanks,
    fill_gaps,
    gaps,
    pictures,
    raw_html,
    to_html,
    to_plain,
    without_gaps,
)

SOUND = Path(__file__).parents[1] / "courses" / "sound" / "content"
# The first byte of an input says which file of a course it stands for.
PLACES = (
    "items/r/case.yaml",
    "course.yaml",
    "readings/case.yaml",
    "stimuli/case.yaml",
    "pictures/case.yaml",
    "disputes.yaml",
    "objectives.yaml",
    "course.lock",
)

_TAGS = frozenset(
    (
        *("p", "em", "strong", "code", "pre", "a", "img", "br", "hr", "ul", "ol", "li", "blockquote"),
        *("table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_ATTRIBUTES = frozenset({"href", "src", "alt", "title", "class", "start", "style"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:gif|png|jpeg|webp);", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto"})
_READING = Reading(
    id="r",
    label="R",
    cite="R",
    file="r.txt",
    headers=("Running header",),
    notes=("3-3", "2-900"),
    outline=(
        Section(id="all", heading="All of it", lines="1-4"),
        Section(id="first", heading="First heading"),
        Section(id="second", heading="Second heading"),
    ),
)


def have_places(problems: Iterable[Problem], sources: Mapping[str, bytes]) -> None:
    """Each problem says what would be right, in one line, and names a place in a file that is there."""
    for problem in problems:
        assert problem.hint, problem
        assert "\n" not in str(problem), problem
        if problem.where.path not in sources:
            continue
        lines = re.split(r"\r\n|\r|\n", sources[problem.where.path].decode("utf-8-sig", "replace"))
        assert 1 <= problem.where.line <= len(lines), problem
        assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1, problem


@cache
def _course() -> Path:
    """Return a sound little course in which one file after the other is replaced."""
    folder = Path(mkdtemp()) / "content"
    copytree(SOUND, folder)
    return folder


def loader(data: bytes) -> None:
    """Any bytes are a course's file, or problems with a place in it."""
    place, content = PLACES[data[0] % len(PLACES)] if data else PLACES[0], data[1:]
    with suppress(UnicodeDecodeError):
        problems = parse_source(content.decode("utf-8-sig"), "x.yaml").problems
        have_places(problems, {"x.yaml": content})
    file = _course() / place
    file.parent.mkdir(exist_ok=True)
    before = file.read_bytes() if file.is_file() else None
    file.write_bytes(content)
    try:
        have_places(examine(_course()).problems, {str(file): content})
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


class _Seen(HTMLParser):
    """Notes tags and attributes that a text of an author's must not become."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # What runs from right to left says so, in an element of its own within a line.
        is_turned = ("dir", "rtl") in attrs
        if tag not in _TAGS and not (tag == "span" and is_turned):
            self.faults.append(tag)
        for name, value in attrs:
            # A browser leaves out blanks and control characters before it looks for the scheme.
            scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", value or "")) if name in {"href", "src"} else None
            is_harmless = scheme is None or scheme[1].lower() in _SCHEMES or _IMAGE.match(value or "")
            if (name not in _ATTRIBUTES and (name, value) != ("dir", "rtl")) or not is_harmless:
                self.faults.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(data)

    def handle_decl(self, decl: str) -> None:
        self.faults.append(decl)

    def handle_pi(self, data: str) -> None:
        self.faults.append(data)

    def unknown_decl(self, data: str) -> None:
        self.faults.append(data)


def markdown(data: bytes) -> None:
    """Any text becomes HTML of a few harmless tags, in which no gap is shown twice."""
    text = data.decode("utf-8", "replace").translate(dict.fromkeys(range(8), ""))
    found = gaps(text)
    shown: list[Gap] = []

    def show(gap: Gap) -> str:
        shown.append(gap)
        return "<em>gap</em>"

    seen = _Seen()
    seen.feed(to_html(text))
    seen.feed(fill_gaps(text, show))
    seen.close()
    assert not seen.faults, seen.faults
    assert len(shown) <= len(found)
    # Braces in a gap have their partners there.
    assert all("}}" not in gap.answer[1:] + gap.hint or "{" in gap.answer + gap.hint for gap in found)
    assert gaps(blanks(text).replace("{{", "")) == ()
    pieces = [to_plain(text), without_gaps(text), *raw_html(text), *chain.from_iterable(pictures(text))]
    assert all(isinstance(piece, str) for piece in pieces)


@cache
def _text_file() -> Path:
    return Path(mkdtemp()) / "r.txt"


def reading(data: bytes) -> None:
    """Any text is a reading's, in which its words are found again; other bytes are refused, with their place."""
    _text_file().write_bytes(data)
    try:
        text = read_text(_READING, _text_file())
    except StudyError as error:
        have_places(error.problems, {str(_text_file()): data})
        return
    assert {*text.sections, *text.missing} == {section.id for section in _READING.outline}
    count = len(data.decode("utf-8", "replace").splitlines()) + 1
    for section, streams in text.sections.items():
        for stream in (stream for stream in streams if stream.words):
            lines = [stream.passage_at(place, place + 1, 1).line for place in range(len(stream.text) - 1)]
            assert lines == sorted(lines)
            assert 1 <= lines[0] <= lines[-1] <= count
        first = next(iter(streams))
        if first.words:
            words = tuple(first.words[:8])
            # A capital alone before a small letter is taken for a drop capital.
            assert words_of(" ".join(words)) != words or text.find(section, " ".join(words))
    assert isinstance(text.vocabulary, frozenset)


PROMISES: Mapping[str, Callable[[bytes], None]] = {"loader": loader, "markdown": markdown, "reading": reading}
