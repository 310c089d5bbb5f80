#!/usr/bin/env bash
# WeasyPrint fills the first shape of an SVG with a pattern, and leaves the second one empty.
#
# Versions:  WeasyPrint 70.0, pypdfium2 5.15.2 (to see what stands on the page)
# Expected:  a pattern whose width and height are shares of what it fills, which is what they are where nothing else is
#            said, fills each shape that names it (SVG 1.1, 13.3).
# Seen:      the first shape is filled; in the second one stands a single tile: the share of the first was replaced by a
#            length, of which the second one takes its share. No warning.
# Date seen: 2026-11-30
# Meaning:   of all bars or countries with one pattern, only the first has it, and the legend gets it wrong. Give the
#            pattern its attributes back after each use.
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

dot = '<pattern id="p" width="0.2" height="0.2"><rect width="5" height="5"/></pattern>'
shapes = "".join(f'<rect x="{x}" y="10" width="80" height="80" fill="url(#p)"/>' for x in (10, 110))
svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">{dot}{shapes}</svg>'
page = f"<style>@page {{ size: 200px 100px; margin: 0 }} body {{ margin: 0 }}</style>{svg}"
with PdfDocument(HTML(string=page).write_pdf()) as document:
    shades = document[0].render(scale=96 / 72).to_pil().convert("L")
first, second = (sum(shades.crop((x, 0, x + 100, 100)).histogram()[:128]) for x in (0, 100))
if not first > 10 * second > 0:
    sys.exit(f"CHANGED: the shapes now have {first} and {second} dark points")
print("still so: a pattern fills one shape")
PY
