"""Letters with accents of their own set in a face that knows where these belong."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from nasec_study.rendering import fonts
from nasec_study.targets.paper.replacing import replaced

# From this weight on, a face is bold.
_BOLD = 550


@contextmanager
def no_empty_texts() -> Iterator[None]:
    """Leave out the empty texts that WeasyPrint writes before what it shifts.

    Behind one, PDFium and so Chrome forget the last shift, and what follows an accent stands on its letter
    (findings/pdfium-forgets-the-last-shift-behind-an-empty-text.sh).
    """
    from weasyprint.pdf.stream import Stream  # noqa: PLC0415 - loads Pango

    before = Stream.show_text

    def show(stream: Any, text: str) -> None:
        before(stream, text.replace("<>", " "))

    with replaced("show_text", show, Stream):
        yield


@contextmanager
def placed_accents() -> Iterator[None]:
    """Set a letter and its accents in one face, the next one where that of the style cannot place them.

    Pango looks for a face sign by sign, and takes the first that has it: an accent stands beside its letter where the
    letter is from another face, or where the face has no place for it, as Source Serif for the grave of ọ̀.
    """
    from weasyprint.text import line_break  # noqa: PLC0415 - loads Pango

    before = line_break.Layout.set_text

    def set_text(layout: Any, text: str, *others: Any, **named: Any) -> None:
        before(layout, text, *others, **named)
        if not layout.text.isascii():
            _set_faces(layout)

    with replaced("set_text", set_text, line_break.Layout):
        yield


def _set_faces(layout: Any) -> None:
    """Tell Pango the families of the letters with accents in a layout, where they are not that of its style."""
    ffi, pango = _pango()
    face = _face_of(layout.style)
    for found in fonts.ACCENTED.finditer(layout.text) if face else ():
        better = fonts.face_with_accents(found[0], face)
        if better == face:
            continue
        attribute = pango.pango_attr_family_new(fonts.FACES[better].family.encode())
        attribute.start_index = len(layout.text[: found.start()].encode())
        attribute.end_index = attribute.start_index + len(found[0].encode())
        attributes = pango.pango_layout_get_attributes(layout.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _face_of(style: Any) -> str:
    """Return the face of a style; '' for one of code, whose columns stay as they are, and for none of ours."""
    kind = "italic" if style["font_style"] != "normal" else "bold" if style["font_weight"] >= _BOLD else "regular"
    name = f"{style['font_family'][0].removeprefix('Study ').lower()}-{kind}"
    return name if name in fonts.BASE else ""


@cache
def _pango() -> tuple[Any, Any]:
    """Return what calls Pango, with a function that WeasyPrint does not use."""
    from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415 - loads Pango

    ffi.cdef("PangoAttribute * pango_attr_family_new (const char *family);")
    return ffi, pango
