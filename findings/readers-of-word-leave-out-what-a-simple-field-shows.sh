#!/usr/bin/env bash
# Readers of Word documents leave out what a field shows if it is written in one piece: "use this for items  to 5".
#
# Versions:  mammoth 1.13.0, python-docx 1.2.0, docx-preview 0.4.1, jszip 3.10.2, jsdom 24.1.3 (stands for a browser)
# Expected:  `w:fldSimple` holds the runs that it shows (ECMA-376 part 1, 17.16.19), and a reader that cannot work out a
#            field shows these, as all three do for a field in pieces (`w:fldChar`).
# Seen:      all three leave the number out, and keep the words around it; only mammoth has a warning in its messages.
# Date seen: 2026-11-29
# Meaning:   numbers of items and of pages are missing where a worksheet is shown in a browser or turned into a page;
#            write fields in pieces, though it takes five runs for one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" docx-preview@0.4.1 jszip@3.10.2 jsdom@24.1.3

cat > preview.js <<'JS'
const { readFileSync } = require('fs')
const { JSDOM } = require('jsdom')
const { window } = new JSDOM('<div id="page"></div>')
for (const name of ['document', 'DOMParser', 'XMLSerializer', 'Node', 'HTMLElement']) globalThis[name] = window[name]
globalThis.window = window
const { renderAsync } = require('docx-preview')
const page = window.document.getElementById('page')
renderAsync(readFileSync('sheet.docx'), page, null, { inWrapper: false })
  .then(() => console.log(page.querySelector('p').textContent))
JS
cat > sheet.py <<'PY'
import subprocess
import sys

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
paragraph = document.add_paragraph("Use this for items ")
run = '<w:r {}>{}</w:r>'
mark = '<w:fldChar w:fldCharType="{}"/>'
simple = f'<w:fldSimple {nsdecls("w")} w:instr="REF first \\r \\h">{run.format("", "<w:t>3</w:t>")}</w:fldSimple>'
inside = (mark.format("begin"), "<w:instrText>REF last \\r \\h</w:instrText>", mark.format("separate"), "<w:t>5</w:t>")
paragraph._p.append(parse_xml(simple))
paragraph.add_run(" to ")
for content in (*inside, mark.format("end")):
    paragraph._p.append(parse_xml(run.format(nsdecls("w"), content)))
document.save("sheet.docx")

with open("sheet.docx", "rb") as file:
    page = mammoth.extract_raw_text(file)
found = {
    "python-docx": docx.Document("sheet.docx").paragraphs[0].text,
    "mammoth": page.value.strip(),
    "docx-preview": subprocess.run(["node", "preview.js"], check=True, capture_output=True, text=True).stdout.strip(),
}
if any(text != "Use this for items  to 5" for text in found.values()):
    sys.exit(f"CHANGED: the readers now show {found}")
print("still so: what a field in one piece shows is left out, what one in pieces shows is not")
PY
venv/bin/python sheet.py
