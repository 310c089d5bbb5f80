#!/usr/bin/env bash
# WeasyPrint breaks a word in an inline box as if it began the line, though other words come before it.
#
# Versions:  WeasyPrint 70.0, poppler's pdftotext (to see the lines)
# Expected:  with `overflow-wrap: anywhere`, a word is broken only where it has no room on a line of its own (CSS Text 3,
#            5.2), whether it is marked or not.
# Seen:      `<span>some words and <u>another</u></span>`: the line ends within *another* wherever the line does.
#            WeasyPrint asks whether the line's box has children yet, and it has none until the span is complete.
# Date seen: 2026-11-30
# Meaning:   treat a text as the beginning of its line only if it is at the line's beginning.
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

TEXT = "The old market is in the <u>center</u> of the town, and it is near the <u>cathedral</u> on the hill."
WORDS = {"center", "cathedral"}
STYLE = "@page { size: 400px 16000px } p { overflow-wrap: anywhere }"

paragraphs = "".join(f'<p style="width: {width}px"><span>{TEXT}</span></p>' for width in range(130, 300))
html = f'<html lang="en"><title>Words</title><style>{STYLE}</style>{paragraphs}</html>'
weasyprint.HTML(string=html).write_pdf("words.pdf")
text = subprocess.run(["pdftotext", "-layout", "words.pdf", "-"], capture_output=True, check=True, text=True).stdout
whole = [word for word in text.split() if word in WORDS]
if len(whole) == 2 * 170:
    sys.exit("CHANGED: no word is broken that has room on a line of its own")
print(f"still so: {2 * 170 - len(whole)} of {2 * 170} words are broken")
PY
