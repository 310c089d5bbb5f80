"""What a target is: a module that turns a course into outputs, and writes nothing itself."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from nasec_study.course.model import Citation, Course, Item
from nasec_study.history.ledger import Entry, Ledger
from nasec_study.rendering.drawing import draw

if TYPE_CHECKING:
    from jinja2 import Environment

NUMBERED = "-numbered"
_SOURCE = re.compile(r'src="((?:media|pictures)/[^"]+)"')


@dataclass(frozen=True)
class Output:
    """A file to make: its name below `build/`, a hash of all it is made from, and how to make it.

    Where it is `portable`, `make` can be sent to another process, or another machine.
    """

    name: str
    recipe: str
    make: Callable[[], bytes]
    portable: bool = False


@dataclass(frozen=True)
class Job:
    """What every target works from."""

    course: Course
    ledger: Ledger
    templates: "Environment"


class Target(Protocol):
    """The contract of a module in `targets/`."""

    HELP: str
    """One line for `--help`."""
    SKIPS: Mapping[str, str]
    """Kinds of items that the format cannot express, each with the reason."""

    def entries(self, course: Course, templates: "Environment") -> Iterator[Entry]:
        """Yield what the ledger must remember for this target; most need nothing."""

    def outputs(self, job: Job) -> Iterator[Output]:
        """Yield the files to make, in a stable order."""


def recipe(*parts: str | bytes) -> str:
    """Return a hash over the parts; the same parts in the same order give the same hash."""
    return sha256(b"".join(map(measured, parts))).hexdigest()


def measured(part: str | bytes) -> bytes:
    """Return a part of a recipe behind its length, so that no other parts run together to the same bytes."""
    data = part.encode() if isinstance(part, str) else part
    return len(data).to_bytes(8, "big") + data


def pictures_in(course: Course, templates: "Environment", html: str, language: str = "") -> dict[str, bytes]:
    """Return the pictures that a piece of HTML shows: address to content, numbers as in `language` or the course's.

    Addresses are `media/...` for files of the course, `pictures/ID.svg` for pictures drawn from data,
    and `pictures/ITEM-numbered.svg` for the picture of an item with numbers in place of its labels.
    """
    if 'src="' not in html:
        return {}
    spoken = language or course.settings.language
    return {address: _picture(course, templates, address, spoken) for address in sorted(set(_SOURCE.findall(html)))}


def _picture(course: Course, templates: "Environment", address: str, language: str) -> bytes:
    folder, _, file = address.partition("/")
    if folder == "media":
        path = (course.folder / address).resolve()
        if not path.is_relative_to((course.folder / "media").resolve()):
            raise ValueError(f"{address}: check_course lets no such picture pass")
        return path.read_bytes()
    name = file.removesuffix(".svg")
    hidden: Mapping[str, int] = {}
    item = course.item(name.removesuffix(NUMBERED)) if name.endswith(NUMBERED) else None
    picture = course.picture(item.picture if item and item.type == "picture" else name)
    if picture is None:
        raise ValueError(f"{address}: check_course lets no such picture pass")
    if item and item.type == "picture":
        hidden = {label: number for number, label in enumerate(item.asked(picture), start=1)}
    return draw(picture, templates, language, hidden)


def citation_text(course: Course, citation: Citation, gettext: Callable[[str], str] = str) -> str:
    """Return a citation as a student reads it: who, then the section's heading."""
    reading = course.reading(citation.reading)
    section = reading.section(citation.section) if reading else None
    if reading is None or section is None:
        raise ValueError(f"{citation.reading}/{citation.section}: check_course lets no such citation pass")
    words = gettext("%(who)s, “%(heading)s”")
    heading = section.name.replace("“", "‘").replace("”", "’") if "“" in words else section.name
    return words % {"who": reading.cite, "heading": heading}


def citation_texts(course: Course, item: Item, gettext: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return where an item's answer stands, each place once."""
    return tuple(dict.fromkeys(citation_text(course, citation, gettext) for citation in item.sources))
