#!/usr/bin/env bash
# WeasyPrint draws the halo of a label over it: names on a map become white blots.
#
# Versions:  WeasyPrint 70.0, pypdfium2 5.15.2 and Pillow 13.0.0 (to look at the page)
# Expected:  `paint-order: stroke` draws the outline of letters first and the letters upon it (SVG 2, 13.8), by which
#            drawing programs and libraries for maps keep names legible on colors and lines.
# Seen:      the outline is drawn last, as if nothing had been said: black letters with a white halo have no black point
#            left. The same as an attribute and in a style. No warning.
# Date seen: 2026-11-30
# Meaning:   a map that is right in a browser cannot be read on a worksheet. Put in each label twice, the lower one with
#            the outline and the upper one without.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2 pillow==13.0.0
cd "$work"
venv/bin/python - <<'PY'
import sys

from pypdfium2 import PdfDocument
from weasyprint import HTML

HALO = 'x="9" y="30" font-size="20" fill="black" stroke="white" stroke-width="8"'


def darkest(labels):
    """Return how light the darkest point of a page with some labels is, of 255."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">{labels}</svg>'
    page = HTML(string=f'<html lang="en">{svg}').write_pdf()
    with PdfDocument(page) as document:
        return document[0].render(scale=3).to_pil().convert("L").getextrema()[0]


plain = darkest('<text x="9" y="30" font-size="20" fill="black">Ottawa</text>')
twice = darkest(f'<text {HALO}>Ottawa</text><text x="9" y="30" font-size="20" fill="black">Ottawa</text>')
orders = ('paint-order="stroke"', 'style="paint-order: stroke"')
halos = [darkest(f"<text {HALO} {order}>Ottawa</text>") for order in orders]
if max(plain, twice) > 60 or min(halos) < 180:
    sys.exit(f"CHANGED: the darkest points are now {plain} without a halo, {twice} upon one, {halos} with one")
print("still so: halos cover the names of a map")
PY
