"""Whether a file is a picture that can be shown, and what it tells beside what it shows."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import isfinite
from xml.parsers.expat import ExpatError, ParserCreate

from nasec_study.foundation.problems import brief

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


def ending_of(suffix: str, content: bytes) -> str:
    """Return what the name of a picture should end in: `suffix` where that fits, else what its content is; '' for none.

    Browsers show a PNG that is called .jpg, and a picture without an ending, so that nobody sees it there.
    """
    begun = [ending for ending, start in STARTS.items() if start.match(content)]
    return suffix if suffix in begun or (suffix in STARTS and not begun) else next(iter(begun), "")


def picture_fault(suffix: str, content: bytes) -> str:
    """Return what is wrong with a picture whose file ends in `suffix`, to be read after its name; '' if nothing."""
    return _svg_fault(content) if suffix.lower() == ".svg" else _raster_fault(content)


def _svg_fault(content: bytes) -> str:
    """Read an SVG without building anything of it; what it must not hold is another rule's question (`_svg.py`)."""
    elements: list[tuple[str, dict[str, str]]] = []
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda *element: elements.append(element)
    parser.EntityDeclHandler = _stop
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the last piece
    except _Entities:
        return ""
    except ExpatError as error:
        return f"is not well-formed SVG: {error}"
    name, attributes = elements[0]
    if name != _SVG:
        return "is not an SVG: its root element is not `svg` in the namespace http://www.w3.org/2000/svg"
    if (box := attributes.get("viewBox", "").strip()) and not _is_box(box):
        return f"has the viewBox '{brief(box)}', which is not four numbers: left, top, and a width and height above 0"
    return ""


def _is_box(text: str) -> bool:
    """Tell whether a viewBox is one; browsers overlook another, and WeasyPrint draws nothing (SVG 2, 8.6)."""
    try:
        numbers = [float(number) for number in re.split(r"[\s,]+", text)]
    except ValueError:
        return False
    return len(numbers) == 4 and all(map(isfinite, numbers)) and min(numbers[2:]) > 0  # noqa: PLR2004 - as above


class _Entities(Exception):  # noqa: N818 - ends the reading, and is no error of this rule
    """An SVG declares entities: a few lines of them grow to gigabytes."""


def _stop(*_: object) -> None:
    raise _Entities


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
