#!/usr/bin/env bash
# mathra draws the upright rules of an `array` below the table, with gaps between its rows.
#
# Versions:  mathra 1.5.0
# Expected:  the rule of `\begin{array}{c|c}` is between its columns, as high as the table, which is centered on the
#            axis of the formula.
# Seen:      a rectangle for each row, the first one beginning at the line of the text, each at twice its depth: in a
#            table that reaches from -942 to 1458, rows that should be at 258 and -942 are at -1200 and -3600.
# Date seen: 2026-11-29
# Meaning:   a page showed a part of the rule at best; `rendering/formulas.py` puts the rectangles in their place.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check mathra==1.5.0

"$work/venv/bin/python" - <<'PY'
import re

import mathra

svg = str(mathra.render(r"\begin{array}{c|c} a & b \\ c & d \end{array}", "en", display=True)["svg"])
print(re.search(r'viewBox="[^"]*"', svg)[0])
rows = [(float(y), float(height)) for y, height in re.findall(r'<rect [^>]*?y="([^"]*)" [^>]*?height="([^"]*)"', svg)]
print("rows of the rule stand at", [y for y, _ in rows])
print("as seen" if [y for y, _ in rows] == [-1200, -3600] else "otherwise than seen")
PY
