#!/usr/bin/env bash
# PDFium reverses words that run against their line: Hebrew ones in English, English ones in Hebrew.
#
# Versions:  pypdfium2 5.15.2 (PDFium 159.0.8149.0), WeasyPrint 70.0, ziafont 0.11 (for the font that it brings along)
# Expected:  a text in the order in which it is read: what PDFium gives of lines of one direction, Hebrew ones, too.
# Seen:      "שלום עולם" in an English sentence comes as "עולם שלום", a list of three as third, second, first; and in a
#            Hebrew one "Samuel de Champlain" as "Champlain de Samuel". Each word is right, and so is the same phrase on
#            a line of its own.
# Date seen: 2026-11-29
# Meaning:   a quotation, or a name of two words, is not found in a text from such a PDF, or it is taught the wrong way
#            round. Reverse words that run against most of their line, with what is between them.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check pypdfium2==5.15.2 weasyprint==70.0 ziafont==0.11

cd "$work"
venv/bin/python - <<'PY'
import sys
from pathlib import Path

import pypdfium2
import weasyprint
import ziafont

font = next(Path(ziafont.__file__).parent.rglob("DejaVuSans.ttf")).as_uri()
lines = {
    "He greeted them: שלום עולם, in 2005.": "He greeted them: עולם שלום, in 2005.",
    "One, two, three is אחת שתיים שלוש in Hebrew.": "One, two, three is שלוש שתיים אחת in Hebrew.",
    "כך כתב Samuel de Champlain בספר שלו": "כך כתב Champlain de Samuel בספר שלו",
    "שלום עולם": "שלום עולם",
}
style = f"@font-face {{ font-family: Own; src: url({font}) }} html {{ font-family: Own }}"
body = "".join(f"<p dir={'ltr' if line[0].isascii() else 'rtl'}>{line}</p>" for line in lines)
pdf = weasyprint.HTML(string=f"<html lang=en><title>Lines</title><style>{style}</style>{body}").write_pdf()
found = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split("\r\n")
if found != list(lines.values()):
    sys.exit(f"CHANGED: the lines are now {found}")
print("still so: words that run against their line come the other way round")
PY
