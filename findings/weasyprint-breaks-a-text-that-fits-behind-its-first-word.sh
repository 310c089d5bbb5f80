#!/usr/bin/env bash
# WeasyPrint breaks a text after its first word if only the space at its end does not fit on the line.
#
# Versions:  WeasyPrint 70.0, poppler's pdftotext (to see the lines)
# Expected:  the space before an element in a line (a picture, a strong word) hangs at the end of a line, as CSS says
#            (CSS Text 3, 4.1.2): a text breaks at the same words whether one of them is marked or not.
# Seen:      where the text before the element is as wide as its line, or up to a space narrower, the line ends after
#            its first word: `minutes.` / `Write clearly; use`, where all of it had room. No warning.
# Date seen: 2026-11-29
# Meaning:   lay such a text out without its last space first; where it fits, it is the line.
set -euo pipefail

command -v pdftotext > /dev/null || { echo "pdftotext is missing: install poppler-utils" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0

cd "$work"
venv/bin/python - <<'PY'
import subprocess
import sys

import weasyprint

TEXT = "22 items, 37.5 points and a bonus of 0.5, about 45 minutes. Write clearly; use {} nowhere."


def lines(shown):
    """Return the lines of the text in paragraphs of many widths."""
    paragraphs = "".join(f'<p style="width: {width}px">{TEXT.format(shown)}</p>' for width in range(130, 300))
    html = f'<html lang="en"><title>Lines</title><style>@page {{ size: 400px 16000px }}</style>{paragraphs}</html>'
    weasyprint.HTML(string=html).write_pdf("lines.pdf")
    text = subprocess.run(["pdftotext", "-layout", "lines.pdf", "-"], capture_output=True, check=True, text=True).stdout
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


plain, marked = lines("words"), lines("<u>words</u>")
if plain == marked:
    sys.exit("CHANGED: a text breaks at the same words whether one of them is marked or not")
print(f"still so: {len(plain)} lines without a mark, {len(marked)} with one")
PY
