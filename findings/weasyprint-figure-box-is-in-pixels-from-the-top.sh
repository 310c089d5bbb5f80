#!/usr/bin/env bash
# WeasyPrint gives the box of a tagged picture in CSS pixels from the top of the page, not as PDF counts.
#
# Versions:  WeasyPrint 70.0, pikepdf 10.18.0
# Expected:  `/BBox` of a Figure in default user space: points, from the lower left corner of the page
#            (ISO 32000-1, 14.8.5.4.3). For the picture below, 30 pt from left and top: [30 120 105 157.5]
#            of a page that is 187.5 pt high.
# Seen:      [40 40 140 90], the numbers of the style sheet: too large by a third and upside down, so that
#            the box lies over another part of the page, without a warning.
# Date seen: 2026-11-28
# Meaning:   whoever outlines, crops or checks figures by their tags must convert the boxes: times 0.75, and up from the
#            bottom. The pages themselves look right.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pikepdf==10.18.0

cd "$work"
cat > bar.svg <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1"/></svg>
SVG
venv/bin/python - <<'PY'
import io
import sys

import pikepdf
import weasyprint

html = """<html lang="en"><title>Bars</title><style>
@page { size: 300px 250px; margin: 40px }
body { margin: 0 }
img { display: block; width: 100px; height: 50px }
</style><img src="bar.svg" alt="a bar"></html>"""
pdf = weasyprint.HTML(string=html, base_url=".").write_pdf(pdf_variant="pdf/ua-1")
with pikepdf.open(io.BytesIO(pdf)) as document:
    height = float(document.pages[0].mediabox[3])
    tags = [found for found in document.objects if isinstance(found, pikepdf.Dictionary)]
    [figure] = [tag for tag in tags if tag.get("/S") == "/Figure"]
    box = [float(side) for side in figure["/A"]["/BBox"]]
if height != 187.5:
    sys.exit(f"CHANGED: the page is now {height} points high")
if box != [40, 40, 140, 90]:
    sys.exit(f"CHANGED: the box is now {box}; right were [30, 120, 105, 157.5]")
print(f"still so: the box is {box} where [30, 120, 105, 157.5] is right")
PY
