#!/usr/bin/env bash
# WeasyPrint sets words in an SVG letter by letter, from left to right: Hebrew is mirrored, accents are beside letters.
#
# Versions:  WeasyPrint 70.0, poppler's pdftotext (to see the order of letters), a font with Hebrew letters
# Expected:  a label in a picture reads as the same word in a paragraph of the page (SVG 2, 11.1: text is laid out by
#            Unicode's rules of direction and shaping).
# Seen:      "שלום" in a paragraph, "םולש" in the picture; Arabic letters are in the wrong order and not joined, and an
#            accent that makes no character with its letter is on a dotted circle after it. No warning.
# Date seen: 2026-11-29
# Meaning:   the labels of maps and charts in these scripts cannot be read by anybody. Draw them as outlines, or put
#            HTML over the picture.
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

WORD = "\u05e9\u05dc\u05d5\u05dd"  # of four letters


def shown(body):
    """Return the letters of a page in the order in which a reader of its text gets them."""
    html = f'<html lang="en"><title>Labels</title><body style="font: 20px DejaVu Sans, sans-serif">{body}</body></html>'
    weasyprint.HTML(string=html).write_pdf("labels.pdf")
    text = subprocess.run(["pdftotext", "labels.pdf", "-"], capture_output=True, check=True, text=True).stdout
    return "".join(sign for sign in text if sign in WORD)


line = shown(f"<p>{WORD}</p>")
picture = shown(f'<svg width="200" height="40"><text x="20" y="30">{WORD}</text></svg>')
if line != WORD:
    sys.exit(f"CHANGED: in a paragraph, the word is now {line!r}")
if picture != WORD[::-1]:
    sys.exit(f"CHANGED: in a picture, the word is now {picture!r}")
print("still so: a Hebrew word is mirrored in a picture, and right in a paragraph")
PY
