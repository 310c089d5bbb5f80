#!/usr/bin/env bash
# WeasyPrint brings discarded content back where what follows must not be torn from it.
#
# Versions:  weasyprint 70.0
# Expected:  a block with `continue: discard` keeps what fits on its page and drops the rest for good (CSS Overflow 4);
#            a paragraph after it with `break-before: avoid` takes some kept line along to the next page, at most.
# Seen:      lines on each page of 40 in the block: [7, 0] with a paragraph after it that may be alone, [6, 9] with one
#            that must not: nine lines that had been dropped are printed.
# Date seen: 2026-11-28
# Meaning:   "fill the page with lines to write on" works only if what follows takes no room (no height,
#            no font size); a larger font for some readers is enough to add pages of lines.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0

cd "$work"
venv/bin/python - <<'PY'
import sys

from weasyprint import HTML

STYLE = """
@page { size: 100mm 100mm; margin: 10mm }
.question { height: 20mm }
.fill { continue: discard }
.line { height: 8mm; border-bottom: 1px solid }
.end { margin: 0; ENDING }
"""


def lines_by_page(ending):
    body = f"<div class=question>Why?</div><div class=fill>{'<div class=line></div>' * 40}</div><p class=end>The end</p>"
    counts = []
    for page in HTML(string=f"<style>{STYLE.replace('ENDING', ending)}</style>{body}").render().pages:
        boxes, count = [page._page_box], 0
        while boxes:
            box = boxes.pop()
            element = getattr(box, "element", None)
            count += element is not None and element.get("class") == "line"
            boxes += getattr(box, "children", [])
        counts.append(count)
    return counts


alone, together = lines_by_page(""), lines_by_page("break-before: avoid")
print("may stand alone:", alone, "must not:", together)
sys.exit((alone, together) != ([7, 0], [6, 9]))
PY
