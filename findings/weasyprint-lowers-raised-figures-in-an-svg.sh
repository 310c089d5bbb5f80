#!/usr/bin/env bash
# WeasyPrint draws raised figures in an SVG on the line, where they look lowered: km² is km₂, and 10⁶ is 10₆.
#
# Versions:  WeasyPrint 70.0, pypdfium2 5.15.2 (to see where characters are)
# Expected:  `baseline-shift: super` raises a part of a label, and `sub` lowers it (CSS Inline 3; SVG 1.1, 10.9.2), as
#            Inkscape writes them; a shift by `dy` does raise and lower.
# Seen:      a smaller figure with either is on the line of the others, at the same height as without: "10" and a small
#            6 beside its foot. No warning.
# Date seen: 2026-11-30
# Meaning:   axes and legends of charts give other quantities on a worksheet: square kilometers and millions look like
#            indices. Raise figures by dy, or write the characters themselves, ² and ⁶.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2
cd "$work"
venv/bin/python - <<'PY'
import sys

from pypdfium2 import PdfDocument
from weasyprint import HTML


def foot(shift):
    """Return how high the last sign of a label stands, from the bottom of the page."""
    label = f'<text x="9" y="30" font-size="20">10<tspan font-size="12" {shift}>6</tspan></text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">{label}</svg>'
    with PdfDocument(HTML(string=f'<html lang="en">{svg}').write_pdf()) as document:
        signs = document[0].get_textpage()
        return signs.get_charbox(signs.count_chars() - 1)[1]


plain, raised, lowered = foot(""), foot('baseline-shift="super"'), foot('style="baseline-shift: sub"')
moved = foot('dy="-6"')
if not plain == raised == lowered < moved:
    sys.exit(f"CHANGED: feet now stand at {plain} plainly, {raised} raised, {lowered} lowered, {moved} moved")
print("still so: raised figures stand on the line")
PY
