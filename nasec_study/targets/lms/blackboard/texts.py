"""A text as Blackboard shows it in both of its views: HTML of the few elements that both keep, in one line."""

import re

from nasec_study.rendering.markup import in_plain_text, with_formulas
from nasec_study.targets.lms._texts import one_line

# What BbML, the HTML of Ultra, calls elements by other names; other elements are taken out, their texts stay.
_NAMES = {name: name for name in ("a", "br", "em", "li", "ol", "p", "span", "strong", "sub", "sup", "ul")}
_NAMES |= {"s": "del"} | {f"h{level}": "h4" for level in range(1, 7)}
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
# It has no tables: a row is a line, with bars between its cells.
_CELLS, _BEGINS, _ENDS = (
    re.compile(between) for between in (r"</t[hd]> ?<t[hd]\b[^>]*>", r"<tr> ?<t[hd]\b[^>]*>", r"</t[hd]> ?</tr>")
)
_CODE = re.compile(r"<pre>(.*?)</pre>")
_INDENT = re.compile(r"(?:^|(?<=<br />)) +| (?= )")


def text(html: str) -> str:
    """Return a text as a field that is read as HTML; a tab would end it."""
    shown = _CODE.sub(_as_lines, one_line(with_formulas(html, in_plain_text)))
    rows = _ENDS.sub("</p>", _BEGINS.sub("<p>", _CELLS.sub(" | ", shown)))
    return _TAG.sub(_named, rows).replace("\t", " ")


def _as_lines(code: re.Match[str]) -> str:
    inner = code[1].replace("\t", "    ").removesuffix("<br /></code>")
    return f"<p>{_INDENT.sub(lambda found: '&nbsp;' * len(found[0]), inner)}</p>"


def _named(tag: re.Match[str]) -> str:
    name = _NAMES.get(tag[2], "")
    return f"<{tag[1]}{name}{tag[3]}>" if name else ""
