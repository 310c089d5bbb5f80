#!/usr/bin/env bash
# WeasyPrint turns the arrowheads of a polyline in an SVG away from its direction.
#
# Versions:  WeasyPrint 70.0, pypdfium2 5.15.2 (to see what stands on the page)
# Expected:  a marker with `orient="auto"` points along the line at whose end it stands (SVG 1.1, 11.6.2), the same for a
#            <polyline> as for a <path> through the same points.
# Seen:      that of the path does; that of the polyline points down where the line runs to the right, and right where it
#            runs down: across and down are mixed up in its angle. On lines at 45 degrees nothing is wrong. No warning.
# Date seen: 2026-11-30
# Meaning:   arrows of flowcharts and of axes point at nothing. Work out the angles of polylines again.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2
cd "$work"
venv/bin/python - <<'PY'
import sys

from PIL import ImageOps
from pypdfium2 import PdfDocument
from weasyprint import HTML


def right_end(line):
    """Return where a line to 100 ends with its arrowhead, which is 20 long."""
    head = '<marker id="a" markerWidth="20" markerHeight="9" refY="4" orient="auto"><path d="M0 0L20 4L0 8z"/></marker>'
    drawn = line.replace("/", ' stroke="black" marker-end="url(#a)"/')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">{head}{drawn}</svg>'
    page = f"<style>@page {{ size: 200px 100px; margin: 0 }} body {{ margin: 0 }}</style>{svg}"
    with PdfDocument(HTML(string=page).write_pdf()) as document:
        shades = document[0].render(scale=96 / 72).to_pil().convert("L")
    return ImageOps.invert(shades).getbbox()[2]


path, polyline = right_end('<path d="M20 50H100"/>'), right_end('<polyline points="20,50 100,50"/>')
if not polyline < 110 < 118 <= path:
    sys.exit(f"CHANGED: the arrow now ends at {path} for a path, at {polyline} for a polyline")
print("still so: the arrowhead of a polyline points elsewhere")
PY
