#!/usr/bin/env bash
# WeasyPrint gives a heading a page to itself, whatever its `break-after: avoid`, before a block higher than a page.
#
# Versions:  WeasyPrint 70.0, pypdfium2 5.15.2
# Expected:  a block with `break-inside: avoid` that is higher than a page has to be broken somewhere; the break between
#            it and its heading, which is to be avoided as well, does not help (css-break-3, 4.4). Chromium 156 prints
#            the heading above the first lines of the block.
# Seen:      the block begins the page after its heading, and is broken there all the same. What stands above the
#            heading has a page of its own, too: three pages, of which two hold a line each. No warning.
# Date seen: 2026-12-01
# Meaning:   give `break-inside: avoid` only to what is lower than a page; otherwise look for a block whose boxes are on
#            two pages, set it to `auto`, and lay out again.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2

cd "$work"
venv/bin/python - <<'PY'
import sys

import weasyprint
from pypdfium2 import PdfDocument

STYLE = """
@page { size: 200pt 300pt; margin: 20pt }
body { margin: 0; font: 10pt/15pt serif }
h2 { margin: 0; font-size: 10pt; break-after: avoid }
p { margin: 0 }
"""


def first_words(style):
    """Return the first word of each page, and how many words there are on it."""
    lines = "".join(f"<p>line{number}</p>" for number in range(30))
    body = f"<p>Name</p><h2>Part</h2><div>{lines}</div>"
    html = f'<html lang="en"><title>Sheet</title><style>{STYLE}{style}</style>{body}'
    with PdfDocument(weasyprint.HTML(string=html).write_pdf()) as document:
        words = [page.get_textpage().get_text_range().split() for page in document]
    return [(found[0], len(found)) for found in words]


kept, free = first_words("div { break-inside: avoid }"), first_words("")
if kept != [("Name", 1), ("Part", 1), ("line0", 17), ("line17", 13)]:
    sys.exit(f"CHANGED: with break-inside: avoid, the pages are now {kept}")
if free != [("Name", 17), ("line15", 15)]:
    sys.exit(f"CHANGED: without it, the pages are now {free}")
print("still so: a heading has a page to itself before a block that is higher than a page")
PY
