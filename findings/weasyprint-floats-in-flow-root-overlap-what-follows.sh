#!/usr/bin/env bash
# WeasyPrint lets a block that should enclose its floats collapse, and prints the next text over them.
#
# Versions:  WeasyPrint 70.0, poppler's pdftotext (to see where words stand)
# Expected:  `overflow: hidden` and `display: flow-root` make a block as high as the floats in it (CSS 2.1, 10.6.7): the
#            usual way to lay options out in columns; what follows is below them.
# Seen:      where a block holds nothing but floats, its height is nothing, and the next question is on the line of the
#            first options. No warning. `::after` with `clear: both` fixes it.
# Date seen: 2026-11-28
# Meaning:   end each block of floats with something that clears, or lay options out as plain lines.
set -euo pipefail

command -v pdftotext > /dev/null || { echo "pdftotext is missing: install poppler-utils" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0

cd "$work"
venv/bin/python - <<'PY'
import re
import subprocess
import sys

import weasyprint


def heights(style):
    """Return how far down the page each word stands."""
    html = f"""<html lang="en"><title>Options</title><style>
    * {{ margin: 0; padding: 0; line-height: 20px }}
    li {{ float: left; width: 50%; list-style: none }}
    {style}
    </style><p>first</p><ul><li>left</li><li>right</li></ul><p>second</p></html>"""
    weasyprint.HTML(string=html).write_pdf("options.pdf")
    text = subprocess.run(["pdftotext", "-bbox", "options.pdf", "-"], capture_output=True, check=True, text=True).stdout
    return {word: float(top) for top, word in re.findall(r'<word [^>]*yMin="([\d.]+)"[^>]*>(\w+)<', text)}


def overlaps(style):
    at = heights(style)
    return at["second"] < at["left"] + 1 and at["left"] == at["right"] > at["first"]


seen = {style: overlaps(style) for style in (
    "ul { overflow: hidden }",
    "ul { display: flow-root }",
    "ul { display: flow-root } ul::after { content: ''; display: block; clear: both }",
)}
if list(seen.values()) != [True, True, False]:
    sys.exit(f"CHANGED: whether the next text stands over the floats: {seen}")
print("still so: with overflow: hidden or flow-root, what follows stands on the floats' own line")
PY
