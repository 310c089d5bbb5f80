"""Fonts without the time at which a page was made: a variable one is written anew for each page."""

from contextlib import AbstractContextManager
from functools import partial

from weasyprint.pdf import fonts

from nasec_study.targets.paper.corrections.replacing import replaced


def undated_fonts() -> AbstractContextManager[None]:
    """Let a font keep its own date.

    WeasyPrint has fontTools put in the time, and a page has other bytes each time
    (findings/weasyprint-stamps-variable-fonts-with-the-time.sh).
    """
    return replaced("TTFont", partial(fonts.TTFont, recalcTimestamp=False), fonts)
