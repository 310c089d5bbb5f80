"""What WeasyPrint works out again for each element, box, line or font: pages do without, for the same bytes, sooner."""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import copy
from operator import itemgetter
from typing import Any

from weasyprint import HTML
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import percent
from weasyprint.pdf import fonts
from weasyprint.text import line_break
from weasyprint.text.ffi import pango

from nasec_study.targets.paper.corrections.replacing import replaced

# What shows a note, or the marker of something that is no item of a list; only templates of one's own do.
_SHOWS_MORE = re.compile(r"footnote|\bnote\(|list-item", re.IGNORECASE)
_OF_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_OF_ITEMS = "marker"
# What begins a new line within a text: Pango shows it otherwise where a text is one line only.
_BREAKS = re.compile("[\n\r\u2028\u2029]")
# What is worked out for each box, and what it depends on besides.
_SIZES = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *(f"{limit}{side}" for limit in ("", "min_", "max_") for side in ("width", "height")),
)
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_READ = (*_SIZES, *_BORDERS, "box_sizing", "border_collapse")
_values_of = itemgetter(*_READ)


def spared_styles(html: str) -> AbstractContextManager[None]:
    """Let WeasyPrint work out the styles of markers for items of lists only, and of notes for none.

    Its own style sheet has six such pseudo-elements for each element of a page, whose styles take a twentieth of all
    its time (findings/weasyprint-works-out-six-styles-beside-each-element.sh). A page whose HTML may show more of them
    is left as it is.
    """
    return nullcontext() if _SHOWS_MORE.search(html) else replaced("_ua_stylesheets", lambda *_: [_SPARED], HTML)


def _spared() -> Any:
    """Return WeasyPrint's own style sheet, with markers for items of lists only and without notes."""
    sheet = copy(UA_STYLESHEET)
    matcher = sheet.matcher = copy(sheet.matcher)
    of_all, of_tags = matcher.other_selectors, matcher.lower_local_name_selectors
    markers = [selector for selector in of_all if _pseudo_element(selector) == _OF_ITEMS]
    matcher.other_selectors = [
        selector for selector in of_all if _pseudo_element(selector) not in {_OF_ITEMS, *_OF_NOTES}
    ]
    matcher.lower_local_name_selectors = {**of_tags, "li": [*of_tags["li"], *markers]}
    return sheet


def _pseudo_element(selector: tuple[Any, Any, Any, str | None, Any]) -> str | None:
    """Return the pseudo-element that a selector of cssselect2 is for."""
    _test, _specificity, _order, found, _declarations = selector
    return found


_SPARED = _spared()


def quick_arrays() -> AbstractContextManager[None]:
    """Let WeasyPrint make arrays of glyphs by the name of their kind without a length.

    cffi parses C for each name that it has not met, some milliseconds, and each set of glyphs has another length
    (findings/weasyprint-parses-c-for-each-new-number-of-glyphs.sh).
    """
    return replaced("ffi", _Arrays(fonts.ffi), fonts)


class _Arrays:
    """The interface to C of WeasyPrint, which takes the length of an array from what it begins with."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, kind: str, content: Any = None) -> Any:
        """Return what `kind` names, with a content: `int[3]` and `int[]` are the same for three numbers."""
        if isinstance(content, (list, tuple)):
            kind = f"{kind.partition('[')[0]}[]"
        return self._ffi.new(kind, content)


def kept_lines() -> AbstractContextManager[None]:
    """Let WeasyPrint draw each line of text as it was laid out.

    It throws away what Pango has made of a line once that is measured, and has it made again when the line is drawn
    (findings/weasyprint-lays-each-line-out-again-to-draw-it.sh).
    """
    return replaced("Layout", _Kept, line_break)


class _Kept(line_break.Layout):  # type: ignore[misc]  # WeasyPrint has no types
    """WeasyPrint's layout of a text, as one that stays until it is drawn."""

    is_drawn = False

    def set_text(self, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - as it calls it
        # Set where a line is drawn, it would be laid out again for that.
        pango.pango_layout_set_single_paragraph_mode(self.layout, not _BREAKS.search(text))
        super().set_text(text, justify)

    def deactivate(self) -> None:
        if self.is_drawn:
            super().deactivate()

    def reactivate(self, style: Any) -> None:
        is_gone = not hasattr(self, "layout")
        if is_gone or style is not self.style or self.justification_spacing or _BREAKS.search(self.text):
            super().reactivate(style)
        self.is_drawn = True


@contextmanager
def known_sizes() -> Iterator[None]:
    """Let WeasyPrint work out the margins, paddings and sizes of boxes whose style gives the same ones only once.

    It does so each time that it lays a box out, a twelfth of all its time. Sizes in pixels depend on the style alone;
    those in percent, and borders that collapse, are worked out for each box as before.
    """
    resolve = percent.resolve_percentages
    known: dict[tuple[Any, ...], Mapping[str, float]] = {}

    def resolve_once(box: Any, containing_block: Any) -> None:
        values = _values_of(box.style)
        if sizes := known.get(values):
            vars(box).update(sizes)
            return
        resolve(box, containing_block)
        *_, collapse = values
        if collapse != "collapse" and all(size == "auto" or _is_in_pixels(size) for size in values[: len(_SIZES)]):
            known[values] = {name: getattr(box, name) for name in (*_SIZES, *_BORDERS)}

    layouts = [module for name, module in sys.modules.items() if name.startswith("weasyprint.layout")]
    callers = [module for module in layouts if vars(module).get("resolve_percentages") is resolve]
    with replaced("resolve_percentages", resolve_once, *callers):
        yield


def _is_in_pixels(size: Any) -> bool:
    """Tell whether a size of a style is a number of pixels: neither in percent nor to be calculated."""
    return getattr(size, "unit", None) == "px"
