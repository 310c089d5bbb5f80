#!/usr/bin/env bash
# WeasyPrint sets a named string again on each page on which its element continues, over what was set inside meanwhile.
#
# Versions:  weasyprint 70.0
# Expected:  an element sets a string once, where it begins (CSS Generated Content for Paged Media 3): the running head
#            of a page that begins below a heading, in the part that the heading is in, is the heading's text.
# Seen:      part and heading both set the string; heads of the part's two pages, with the keyword `start`:
#            [Part, Part], and with `last`: [Heading, Part]. With a string of the heading alone: [, Heading]
#            and [Heading, Heading].
# Date seen: 2026-11-28
# Meaning:   a container that empties a string at its beginning, so that nothing is left from the part
#            before, empties it on all its pages: "item 5, continued" is never seen. It is to be emptied by
#            a block that does not break.
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
@page { size: 100mm 100mm; margin: 10mm; @top-left { content: string(name, KEYWORD) } }
SETTERS { string-set: name attr(title) }
section div { height: 30mm }
"""
PART = "<section title=Part><p>x</p><p title=Heading>x</p><div>x</div><div>x</div><div>x</div></section>"


def heads(setters, keyword):
    style, found = STYLE.replace("SETTERS", setters).replace("KEYWORD", keyword), []
    for page in HTML(string=f"<style>{style}</style>{PART}").render().pages:
        boxes, text = [child for child in page._page_box.children if "Margin" in type(child).__name__], ""
        while boxes:
            box = boxes.pop()
            text += getattr(box, "text", "")
            boxes += getattr(box, "children", [])
        found.append(text)
    return found


both = heads("[title]", "start"), heads("[title]", "last")
alone = heads("p[title]", "start"), heads("p[title]", "last")
print("part and heading:", *both, "heading alone:", *alone)
sys.exit((both, alone) != ((["Part", "Part"], ["Heading", "Part"]), (["", "Heading"], ["Heading", "Heading"])))
PY
