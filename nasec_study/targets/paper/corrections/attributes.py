"""What Pango is told of parts of a text: by functions that WeasyPrint does not use."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

from nasec_study.targets.paper.corrections.replacing import around

ffi.cdef(
    "PangoAttribute * pango_attr_family_new (const char *family);"
    "PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);"
)


def told_of_each_text(tell: Callable[[Any], None]) -> Callable[[], AbstractContextManager[None]]:
    """Make a correction of a function that is told of each text which WeasyPrint lays out: of its layout."""

    @around("set_text", Layout)
    def set_text(before: Any, layout: Any, *values: Any, **named: Any) -> None:
        before(layout, *values, **named)
        tell(layout)

    return set_text


def set_family(layout: Any, part: re.Match[str], family: str) -> None:
    """Set a part of a layout's text in a family of fonts."""
    _insert(layout, part, pango.pango_attr_family_new(family.encode()))


def keep_together(layout: Any, part: re.Match[str]) -> None:
    """Let no line end within a part of a layout's text."""
    _insert(layout, part, pango.pango_attr_allow_breaks_new(False))  # noqa: FBT003 - C has no names for arguments


def _insert(layout: Any, part: re.Match[str], attribute: Any) -> None:
    attribute.start_index = len(layout.text[: part.start()].encode())
    attribute.end_index = attribute.start_index + len(part[0].encode())
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
