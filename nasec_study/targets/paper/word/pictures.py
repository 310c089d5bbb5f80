"""Pictures in a document of Word: files as they are, drawings as pixels, and how large they stand."""

from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image as WordImage
from docx.shared import Inches, Length
from PIL import Image

from nasec_study.rendering.images import box_of, drawing_of, is_drawing, pixels_of, upright
from nasec_study.targets.paper.pdf import render_pdf

_DOTS_PER_INCH = 220
# As in CSS.
_PIXELS_PER_INCH = 96
# Of an SVG that says nothing.
_USUAL = (300.0, 150.0)
# How a JPEG begins, and what python-docx looks for behind that.
_JPEG, _JFIF = b"\xff\xd8", b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
# Parts that programs add stand ahead of the pixels; of these, JFIF is written anew, and EXIF is not for readers.
_PARTS_AHEAD, _WORDS = (*range(0xE0, 0xF0), 0xFE), (0xE0, 0xE1)
# So many drawings are remembered: the forms of a sheet and their keys have the same ones.
_REMEMBERED = 500


class Placed(NamedTuple):
    """A picture in a format that Word reads, and how large it is to stand."""

    content: bytes
    width: Length
    height: Length


def placed(address: str, content: bytes, room: Length, tallest: Length, language: str) -> Placed:
    """Return a picture in its own size, or as much smaller as its room wants."""
    if is_drawing(address):
        across, down = _size_of_svg(content)
    else:
        content = upright(content)
        with Image.open(BytesIO(content)) as picture:
            across, down = picture.size
    scale = min(1.0, room.inches * _PIXELS_PER_INCH / across, tallest.inches * _PIXELS_PER_INCH / down)
    width, height = (Inches(pixels * scale / _PIXELS_PER_INCH) for pixels in (across, down))
    shown = _drawn(address, content, width, height, language) if is_drawing(address) else _readable(content)
    return Placed(shown, width, height)


def _size_of_svg(content: bytes) -> tuple[float, float]:
    """Return how large an SVG is, in pixels of CSS."""
    root = drawing_of(content)
    _, _, *box = box_of(root)
    width, height = box if all(box) else _USUAL
    across, down = (pixels_of(root.get(side, "")) for side in ("width", "height"))
    ratio = width / height
    return (across or down * ratio or width, down or across / ratio or height)


@lru_cache(_REMEMBERED)
def _drawn(address: str, content: bytes, width: Length, height: Length, language: str) -> bytes:
    """Return an SVG as a PNG: drawn as on the printed page, with its fonts."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - most documents hold no drawing

    size = f"{width.pt}pt {height.pt}pt"
    style = f"@page {{ size: {size}; margin: 0 }} body {{ margin: 0 }} img {{ display: block; width: 100% }}"
    html = f'<html lang="{language}"><title>-</title><style>{style}</style><img src="{address}" alt="-"></html>'
    with PdfDocument(render_pdf(html, {address: content}, address, language)) as document:
        picture = document[0].render(scale=_DOTS_PER_INCH / 72).to_pil()
    return _png(picture)


def _readable(content: bytes) -> bytes:
    """Return a picture of pixels with the same pixels, in a format that python-docx knows."""
    if content.startswith(_JPEG):
        return _without_words(content)
    try:
        WordImage.from_blob(content)
    except UnrecognizedImageError:
        with Image.open(BytesIO(content)) as picture:
            return _png(picture)
    return content


def _without_words(content: bytes) -> bytes:
    """Return a JPEG without what its camera says in it: python-docx reads that, and fails at a maker such as HTC."""
    kept, place = [_JPEG, _JFIF], len(_JPEG)
    while content[place + 1] in _PARTS_AHEAD:
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if content[place + 1] not in _WORDS:
            kept.append(content[place:end])
        place = end
    return b"".join((*kept, content[place:]))


def _png(picture: Image.Image) -> bytes:
    target = BytesIO()
    picture.convert("RGBA" if "A" in picture.getbands() else "RGB").save(target, "PNG", dpi=(_DOTS_PER_INCH,) * 2)
    return target.getvalue()
