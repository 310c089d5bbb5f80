"""Letters with accents of their own set in a face that knows where these belong."""

from typing import Any

from weasyprint.pdf.stream import Stream

from nasec_study.rendering import fonts
from nasec_study.targets.paper.corrections.attributes import set_family, told_of_each_text
from nasec_study.targets.paper.corrections.replacing import around

# From this weight on, a face is bold.
_BOLD = 550


@around("show_text", Stream)
def no_empty_texts(before: Any, stream: Any, text: str) -> None:
    """Leave out the empty texts that WeasyPrint writes before what it shifts.

    Behind one, PDFium and so Chrome forget the last shift, and what follows an accent stands on its letter
    (findings/pdfium-forgets-the-last-shift-behind-an-empty-text.sh).
    """
    before(stream, text.replace("<>", " "))


@told_of_each_text
def placed_accents(layout: Any) -> None:
    """Set a letter and its accents in one face, the next one where that of the style cannot place them.

    Pango looks for a face sign by sign, and takes the first that has it: an accent stands beside its letter where the
    letter is from another face, or where the face has no place for it, as Source Serif for the grave of ọ̀.
    """
    face = "" if layout.text.isascii() else _face_of(layout.style)
    for found in fonts.ACCENTED.finditer(layout.text) if face else ():
        better = fonts.face_with_accents(found[0], face)
        if better != face:
            set_family(layout, found, fonts.FACES[better].family)


def _face_of(style: Any) -> str:
    """Return the face of a style; '' for one of code, whose columns stay as they are, and for none of ours."""
    kind = "italic" if style["font_style"] != "normal" else "bold" if style["font_weight"] >= _BOLD else "regular"
    name = f"{style['font_family'][0].removeprefix('Study ').lower()}-{kind}"
    return name if name in fonts.BASE else ""
