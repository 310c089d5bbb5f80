#!/usr/bin/env bash
# PDFium returns a hyphen at the end of a line as a noncharacter, and swallows the end of the line with it.
#
# Versions:  pypdfium2 5.15.2 (PDFium 159.0.8149.0), WeasyPrint 70.0
# Expected:  "US-", a line end, "Mexico": what is printed, whether the hyphen belongs to the word or cuts it.
# Seen:      get_text_range() gives "US", U+FFFE, "Mexico" in one line, get_text_bounded() U+0002 in its place; before a
#            digit both give the hyphen and the line end: "1936-", "1938".
# Date seen: 2026-11-29
# Meaning:   a program that removes such characters, as most do, reads "USMexico" and "wellknown", does not find quotes
#            with a hyphen in them, and counts too few lines. Put a hyphen and a line end there first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check pypdfium2==5.15.2 weasyprint==70.0

cd "$work"
venv/bin/python - <<'PY'
import sys

import pypdfium2
import weasyprint

html = '<html lang="en"><title>Lines</title><p>A line of US-<br>Mexico trade, well-<br>known in 1936-<br>1938.</p></html>'
page = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())[0].get_textpage()
found = page.get_text_range(), page.get_text_bounded()
expected = "A line of US{0}Mexico trade, well{0}known in 1936-\r\n1938."
if found != (expected.format("\ufffe"), expected.format("\x02")):
    sys.exit(f"CHANGED: the text is now {ascii(found)}")
print("still so: a hyphen at the end of a line is U+FFFE or U+0002, and no line ends there")
PY
