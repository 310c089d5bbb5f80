"""Photos and drawings of a course: how large they are, and copies that are no larger than needed."""

import re
import sys
import unicodedata
import warnings
from base64 import b64encode
from collections.abc import Collection
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from lxml import etree
    from PIL.Image import Image

# So many pixels across an image has on paper (300 to the inch of a page's text), and on a phone.
PRINTED, SEEN = 2000, 1000
_TYPES = {"svg": "svg+xml", "jpg": "jpeg"}
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|pc|in|cm|mm)?\s*")
_PIXELS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
# By this tag cameras say which side of a photo is up.
_ORIENTATION = 0x0112
_ON_ITS_SIDE = range(5, 9)
_QUALITY = 88
# So many copies are remembered: each edition and form of a sheet, and each target, has the same ones.
_REMEMBERED = 100
# So many drawings are remembered as trees: all that is asked of one is asked soon.
_ASKED = 4
# A PNG whose header says that it is gray with 16 bits a pixel.
_DEEP_GRAY = re.compile(rb"\x89PNG\r\n\x1a\n....IHDR.{8}\x10\x00", re.DOTALL)
# How high a panorama is for its width at most, and how many pixels wide a photo of one is at least.
_LOW, _WIDE = 0.4, 560
_SPOKEN = ("text", "title", "desc")
_BETWEEN_SIGNS = re.compile(r"[\s_^]+")


def is_drawing(address: str) -> bool:
    """Tell whether an address is that of an SVG."""
    return address.lower().endswith(".svg")


@lru_cache(_ASKED)
def drawing_of(content: bytes) -> "etree._Element":
    """Return the tree of an SVG, of which several things are asked: not to be changed. Raises etree.XMLSyntaxError."""
    from lxml import etree  # noqa: PLC0415 - only courses with images that have regions need it

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def box_of(root: "etree._Element") -> tuple[float, float, float, float]:
    """Return left, top, width and height of an SVG in its own units; width is 0 where it does not say how large it is.

    Raises ValueError where it says so in other words than numbers.
    """
    box = [float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if number]
    if len(box) == 4:  # noqa: PLR2004 - left, top, width, height
        return (box[0], box[1], box[2], box[3])
    width, height = (pixels_of(root.get(side, "")) for side in ("width", "height"))
    return (0.0, 0.0, width, height) if width and height else (0.0, 0.0, 0.0, 0.0)


def pixels_of(length: str) -> float:
    """Return a length of an SVG, such as `2cm`, in CSS pixels; 0 for one without a fixed size, such as `50%`."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2]] if found else 0.0


def ratio_of(address: str, content: bytes) -> float:
    """Return the height of an image divided by its width."""
    width, height = _size(address, content)
    return height / width


def is_panorama(address: str, content: bytes) -> bool:
    """Tell whether an image is so wide and low that little of it would be seen in the width of a phone."""
    try:
        width, height = _size(address, content)
    except (ValueError, OSError, SyntaxError):
        # Browsers, too, overlook a size in other words than numbers, and show nothing of what is broken.
        return False
    return 0 < height < _LOW * width and (is_drawing(address) or width > _WIDE)


def _size(address: str, content: bytes) -> tuple[float, float]:
    """Return width and height of an image, upright; those of a photo are in pixels."""
    if is_drawing(address):
        return box_of(drawing_of(content))[2:]
    from PIL import Image  # noqa: PLC0415 - only courses with photos need it

    with Image.open(BytesIO(content)) as found:
        return found.size[::-1] if _orientation(found) in _ON_ITS_SIDE else found.size


def embedded(address: str, content: bytes, most: int, hidden: Collection[str] = ()) -> str:
    """Return an image as a `data:` address: a photo at most `most` pixels wide, a drawing without its `hidden` texts.

    These are left out since a program could read them below what covers them.
    """
    kind = address.rpartition(".")[2].lower()
    if is_drawing(address):
        return f"data:image/svg+xml,{quote(_without(content, hidden))}"
    return f"data:image/{_TYPES.get(kind, kind)};base64,{b64encode(scaled(content, most)).decode()}"


def upright(content: bytes) -> bytes:
    """Return a photo turned as its EXIF orientation says, for programs that ignore that; unchanged if it is upright."""
    return scaled(content, sys.maxsize)


def in_eight_bits(content: bytes) -> bytes:
    """Return a photo in gray of 16 bits a pixel, as microscopes save it, in 8, as WeasyPrint wants; else unchanged."""
    if not _DEEP_GRAY.match(content):
        return content
    from PIL import Image  # noqa: PLC0415 - see above

    target = BytesIO()
    with Image.open(BytesIO(content)) as found:
        # Made into 8 bits by Pillow itself, all but the darkest pixels would be white.
        found.point(lambda value: value * (1 / 256)).convert("L").save(target, "PNG", optimize=True)
    return target.getvalue()


@lru_cache(_REMEMBERED)
def scaled(content: bytes, most: int) -> bytes:
    """Return a photo that is upright and at most `most` pixels wide; unchanged if it is both already."""
    from PIL import Image  # noqa: PLC0415 - only courses with photos need it

    content = in_eight_bits(content)
    with Image.open(BytesIO(content)) as found:
        # A photo of a phone with a second one in it, for brighter screens or a preview, is a JPEG all the same.
        kind = "JPEG" if found.format == "MPO" else found.format
        turned = _orientation(found) != 1
        # Of its colors; that of gray, or of inks, would be wrong in a copy.
        profile = found.info.get("icc_profile") if found.mode in {"RGB", "RGBA", "P"} else None
        if found.width <= most and not turned:
            return content
    picture = _upright(content)
    if picture.width > most:
        is_clear = "A" in picture.getbands() or "transparency" in picture.info
        picture = picture.convert("RGBA" if is_clear else "L" if picture.mode in {"1", "L"} else "RGB")
        picture = picture.resize((most, round(most * picture.height / picture.width)), Image.Resampling.LANCZOS)
    target = BytesIO()
    options = {"quality": _QUALITY} if kind in {"JPEG", "WEBP"} else {"optimize": True} if kind == "PNG" else {}
    picture.save(target, kind, icc_profile=profile, **options)
    return target.getvalue()


def _upright(content: bytes) -> "Image":
    from PIL import Image, ImageOps  # noqa: PLC0415 - see above

    with Image.open(BytesIO(content)) as found:
        found.load()
        # It would print a warning of what it cannot read of a photo's facts.
        with warnings.catch_warnings(action="ignore"):
            return ImageOps.exif_transpose(found)


def _orientation(photo: "Image") -> int:
    """Return which side of a photo is up, by EXIF: 1 if it is the first."""
    with warnings.catch_warnings(action="ignore"):
        return int(photo.getexif().get(_ORIENTATION, 1))


def _without(content: bytes, hidden: Collection[str]) -> bytes:
    """Return a drawing without the texts that would tell what is hidden."""
    from lxml import etree  # noqa: PLC0415 - see above

    root = deepcopy(drawing_of(content))
    gone = {_plain(text) for text in hidden}
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element).localname
        parent = element.getparent()
        if name in _SPOKEN and parent is not None and _plain("".join(element.itertext())) in gone:
            parent.remove(element)
    return bytes(etree.tostring(root))


def _plain(text: str) -> str:
    """Return what tells a text: R₂ may be drawn as R_2, and words below each other without a space between them."""
    return _BETWEEN_SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())
