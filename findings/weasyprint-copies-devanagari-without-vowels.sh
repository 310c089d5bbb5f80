#!/usr/bin/env bash
# WeasyPrint says what a glyph stands for once: words of Hindi and Thai are copied without vowels, or with others.
#
# Versions:  WeasyPrint 70.0, pypdfium2 5.15.2 (to read the words), pylopdf-fonts-hi 0.1.1
# Expected:  what is copied from a page, searched or read aloud is what was written.
# Seen:      रिक्त is read as रक्त, or with signs that no font has: of a group of letters, one glyph has the text of all, the
#            others have none, and the same glyphs have the same text in every word behind. In Thai, น้ำ (water) is read
#            as น้า (aunt).
# Date seen: 2026-11-30
# Meaning:   write the words beside their glyphs (/ActualText, ISO 32000-1, 14.9.4), which poppler and PDFium read.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pypdfium2 pylopdf-fonts-hi==0.1.1
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.resources import files

import pypdfium2
from weasyprint import HTML

font = (files("pylopdf_fonts_hi") / "NotoSansDevanagari-Variable.ttf").as_uri()
style = f"<style>@font-face {{ font-family: Hindi; src: url({font}) }} p {{ font-family: Hindi }}</style>"
pdf = HTML(string=f"<html lang=hi>{style}<p>बिना रिक्त").write_pdf()
read = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()
if read == "बिना रिक्त":
    sys.exit(f"CHANGED: the words are read as {read!r}")
print(f"still so: बिना रिक्त is read as {read!r}")
PY
