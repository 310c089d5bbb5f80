"""Whether a file is a picture and nothing else, and what it tells beside what it shows.

An SVG may hold scripts, other documents, and what it would fetch. A client that shows it as an image runs and fetches
none of that, but a picture may be opened on its own.
"""

import re
import warnings
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.parsers import expat  # expat fetches nothing by itself, and entities are refused where they are declared

from nasec_study.foundation.problems import brief
from nasec_study.rendering.images import is_drawing

# Of the others that Pillow knows, some start a program: PostScript starts Ghostscript.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
# Where EXIF has the latitude of a photo, and the serial numbers of its camera and lens (Exif 3.0, 4.6).
_PLACE, _LATITUDE = 0x8825, 2
_CAMERA, _SERIALS = 0x8769, (0xA431, 0xA435)
# What files of each kind begin with: by this, and not by the name, programs tell what they are.
STARTS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".svg": re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\x00?<"),
}
_SVG = "http://www.w3.org/2000/svg svg"
_HTML = "http://www.w3.org/1999/xhtml"
# Between a name and its namespace, as expat gives them.
_DIVIDER = " "
_ACTIVE = frozenset(
    (
        *("script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas"),
        *("set", "animate", "animatecolor", "animatemotion", "animatetransform"),
    )
)
_ADDRESSES = frozenset({"href", "src", "base", "data"})
# Where words for other programs stand, in which no style is looked for; attributes of their own namespaces are others.
_WORDS = re.compile(r"id|class|content|(?:aria|data)-.*")
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
# A reader of XML takes no longer attribute.
_MOST = 9_000_000
# Photos, and pictures of pixels that a program made of data or of shadows.
_PIXELS = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_STYLED = re.compile(
    r"url\((?!\s*['\"]?\s*(?:#|data:(?:font/|application/(?:x-)?font)))[^)]*\)?|@import|expression\(|javascript:",
    re.IGNORECASE,
)
_OUT = "remove it: a picture must not run or fetch anything"
_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "<foreignObject>": (
            "save the picture as a PNG, or let your program write words as text of SVG: "
            "in draw.io without Word Wrap and Formatted Text, in Mermaid with `htmlLabels: false`"
        ),
        "entity": "save the picture as plain SVG: in Illustrator without its editing capabilities",
        "image": "embed the picture in the drawing: nothing is fetched",
        "embedded": "embed it anew, as a PNG or JPEG of at most 6 MB",
    }
)

# So many drawings are remembered: several rules ask of the same ones.
_REMEMBERED = 100


def ending_of(suffix: str, content: bytes) -> str:
    """Return what the name of a picture should end in: `suffix` where that fits, else what its content is; '' for none.

    Browsers show a PNG that is called .jpg, and a picture without an ending, so that nobody sees it there.
    """
    begun = [ending for ending, start in STARTS.items() if start.match(content)]
    return suffix if suffix in begun or (suffix in STARTS and not begun) else next(iter(begun), "")


class Fault(NamedTuple):
    """Something in an SVG that is more than a picture, its line and column (from 1), and what to do about it."""

    line: int
    column: int
    what: str
    hint: str = _OUT
    # What a photo in it tells beside what it shows, which is no fault of the drawing.
    told: str = ""


class Drawing(NamedTuple):
    """What is wrong with an SVG, to be read after its name, '' if nothing; and what could run, load or lead elsewhere.

    The latter is noted as far as it can be read as XML.
    """

    broken: str
    faults: tuple[Fault, ...]


def picture_fault(name: str, content: bytes) -> str:
    """Return what is wrong with a picture whose file has a name or ending, to be read after its name; '' if nothing."""
    return examined(content).broken if is_drawing(name) else _raster_fault(content)


@lru_cache(_REMEMBERED)
def examined(content: bytes) -> Drawing:
    """Return what is found in an SVG, of which nothing is built: a few lines of entities would grow to gigabytes."""
    reader = _Reader()
    return Drawing(reader.read(content), tuple(reader.faults))


class _Reader:
    """Listens to expat, and notes faults and the root element."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.root: tuple[str, Mapping[str, str]] = ("", {})
        self.style: list[str] = []
        self.in_style = False
        # How many elements are open, from one that was named: nothing in it is named again.
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator=_DIVIDER)
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction

    def read(self, content: bytes) -> str:
        """Note the faults of an SVG, and return what is wrong with it as a picture; '' if nothing."""
        try:
            self.parser.Parse(content, True)  # noqa: FBT003 - the last piece
        except _Entities:
            return ""
        except expat.ExpatError as error:
            return f"is not well-formed SVG: {error}"
        name, attributes = self.root
        if name != _SVG:
            return "is not an SVG: its root element is not `svg` in the namespace http://www.w3.org/2000/svg"
        if (box := attributes.get("viewBox", "").strip()) and not _is_box(box):
            what = "which is not four numbers: left, top, and a width and height above 0"
            return f"has the viewBox '{brief(box)}', {what}"
        return ""

    def _note(self, what: str, kind: str = "", told: str = "") -> None:
        place = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.faults.append(Fault(*place, what, _HINTS.get(kind or what, _OUT), told))

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        self.root = self.root if self.root[0] else (name, attributes)
        namespace, _, tag = name.rpartition(_DIVIDER)
        is_active = namespace == _HTML or tag.lower() in _ACTIVE
        if is_active and not self.depth:
            self._note(f"<{tag}>")
        self.depth += bool(is_active or self.depth)
        self.in_style = tag.lower() == "style"
        for full_name, value in attributes.items():
            space, _, own_name = full_name.rpartition(_DIVIDER)
            attribute = own_name.lower()
            if attribute.startswith("on"):
                self._note(f"the event handler '{attribute}'")
            elif attribute in _ADDRESSES:
                self._address(tag, value.strip())
            elif not space and not _WORDS.fullmatch(attribute):
                self._styled(value)

    def _address(self, tag: str, value: str) -> None:
        """Note an address, unless it is within the drawing, that of a link, or a picture of pixels itself."""
        if tag == "image" and (found := _PIXELS.match(value)):
            fault, told = _of_embedded(value[found.end() :])
            if fault:
                self._note(f"an embedded picture that {fault}", "embedded")
            elif told:
                self._note(f"a photo that tells {told}", told=told)
        elif not value.startswith("#") and not (tag == "a" and _LINK.match(value)):
            self._note(f"the address '{value[:60]}'", tag)

    def _close(self, name: str) -> None:  # noqa: ARG002 - expat's own signature
        self.depth = max(0, self.depth - 1)
        if self.in_style:
            self._styled("".join(self.style))
        self.in_style = False
        self.style.clear()

    def _text(self, text: str) -> None:
        if self.in_style:
            self.style.append(text)

    def _styled(self, text: str) -> None:
        """Note what a style would fetch; one with a backslash, behind which it can hide that, is refused whole."""
        plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        if found := _STYLED.search(plain):
            self._note(f"'{' '.join(found[0].split())[:60]}'")
        elif "\\" in plain:
            self._note("a backslash in a style")

    def _entity(self, name: str, *_: Any) -> None:
        self._note(f"the entity '{name}'", "entity")
        raise _Entities

    def _instruction(self, target: str, _: str) -> None:
        # Others are notes of a program's own, such as <?xpacket or <?plantuml.
        if target == "xml-stylesheet":
            self._note(f"the instruction '<?{target}'")


class _Entities(Exception):  # noqa: N818 - ends the reading, and is no error of the drawing
    """An SVG declares entities."""


def _is_box(text: str) -> bool:
    """Tell whether a viewBox is one; browsers overlook another, and WeasyPrint draws nothing (SVG 2, 8.6)."""
    try:
        numbers = [float(number) for number in re.split(r"[\s,]+", text)]
    except ValueError:
        return False
    return len(numbers) == 4 and all(map(isfinite, numbers)) and min(numbers[2:]) > 0  # noqa: PLR2004 - as above


def _of_embedded(encoded: str) -> tuple[str, str]:
    """Return what is wrong with a picture in base64, and what it tells beside what it shows; '' if nothing."""
    if len(encoded) > _MOST:
        return "is too large", ""
    try:
        content = b64decode(encoded)
    except ValueError:
        return "is broken", ""
    fault = _raster_fault(content)
    return fault, "" if fault else told_by(content)


def _raster_fault(content: bytes) -> str:
    """Decode a picture of pixels whole: a file that was cut short opens well."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only courses with such pictures need it

    try:
        with _strict(), Image.open(BytesIO(content), formats=_FORMATS) as picture:
            # A JPEG is still read to its end, but an eighth of its lines and columns is enough to tell.
            picture.draft(None, (1, 1))
            picture.load()
    except UnidentifiedImageError:
        return "is not a picture that can be read"
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return f"has more than {Image.MAX_IMAGE_PIXELS or 0:,} pixels"
    except (OSError, SyntaxError, ValueError) as error:
        return f"is broken: {error}"
    return ""


def told_by(content: bytes) -> str:
    """Return what a sound picture of pixels tells, in EXIF or XMP, on who made it and where; '' if nothing."""
    from PIL import Image  # noqa: PLC0415 - see above

    # Pillow warns of what it cannot read.
    with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=_FORMATS) as picture:
        exif = picture.getexif()
        camera, place = exif.get_ifd(_CAMERA), exif.get_ifd(_PLACE)
    tells = {
        "where it was taken": place.get(_LATITUDE) or b"GPSLatitude" in content,
        "the serial number of its camera": any(map(camera.get, _SERIALS)) or b"SerialNumber" in content,
    }
    return " and ".join(what for what, is_told in tells.items() if is_told)


@contextmanager
def _strict() -> Iterator[None]:
    """Let no fault of a picture pass: WeasyPrint, once it is loaded, has Pillow take pictures that were cut short."""
    from PIL import Image, ImageFile  # noqa: PLC0415 - see above

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
