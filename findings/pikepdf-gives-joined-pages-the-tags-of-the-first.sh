#!/usr/bin/env bash
# pikepdf and pdf-lib give pages that are joined to a tagged PDF the tags of its own: a map of Peru is "Map of Chile".
#
# Versions:  pikepdf 10.18.0, pdf-lib 1.17.1, WeasyPrint 70.0 (makes the two PDFs), pdfjs-dist 5.6.205 (the viewer of
#            Firefox, for what a screen reader is given)
# Expected:  joined pages have their own tags, or none, as of pypdf and PyMuPDF: a page's number among the tags
#            (`/StructParents`) is one that no other page of the document has (ISO 32000-1, 14.7.4.4).
# Seen:      `sheet.pages.extend(key.pages)`, and `addPage` in pdf-lib, keep the number 0 of the second file's page, and
#            only the tags of the first file. So page 2 has the tags of page 1, and its map is "Map of Chile". "Map of
#            Peru" is nowhere, and the file still says that it conforms to PDF/UA. No warning.
# Date seen: 2026-11-30
# Meaning:   a screen reader reads the first one of a set of sheets for each of them; a key joined at the end is as
#            wrong. Take `/StructParents` out of joined pages and the claim out of the file, or copy the tags, too, and
#            number them anew.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check pikepdf==10.18.0 weasyprint==70.0
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" pdf-lib@1.17.1 pdfjs-dist@5.6.205

cat > join.js <<'JS'
const { readFileSync, writeFileSync } = require('fs')
const { PDFDocument } = require('pdf-lib')
async function main () {
  const [first, second] = await Promise.all(['Chile.pdf', 'Peru.pdf'].map(name => PDFDocument.load(readFileSync(name))))
  const [page] = await first.copyPages(second, [0])
  first.addPage(page)
  writeFileSync('pdf-lib.pdf', await first.save())
}
main()
JS
cat > heard.mjs <<'JS'
import { readFileSync } from 'fs'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
const words = tag => [...(tag.alt ? [tag.alt] : []), ...(tag.children ?? []).flatMap(words)]
const pages = []
const pdf = await getDocument({ data: new Uint8Array(readFileSync(process.argv[2])), verbosity: 0 }).promise
for (let number = 1; number <= pdf.numPages; number++) {
  const page = await pdf.getPage(number)
  const shown = (await page.getTextContent()).items.map(item => item.str).join('')
  pages.push([shown, words(await page.getStructTree())])
}
console.log(JSON.stringify(pages))
JS
cat > sheets.py <<'PY'
import json
import subprocess
import sys

import pikepdf
from weasyprint import HTML

MAP = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9'/></svg>"
for country in ("Chile", "Peru"):
    page = f'<html lang="en"><title>{country}</title><p>{country}</p><p><img alt="Map of {country}" src="{MAP}"></p>'
    HTML(string=page).write_pdf(f"{country}.pdf", pdf_variant="pdf/ua-1")
with pikepdf.open("Chile.pdf") as sheet, pikepdf.open("Peru.pdf") as key:
    sheet.pages.extend(key.pages)
    sheet.save("pikepdf.pdf")
subprocess.run(["node", "join.js"], check=True)


def heard(name):
    run = subprocess.run(["node", "heard.mjs", f"{name}.pdf"], check=True, capture_output=True, text=True)
    return json.loads(run.stdout.splitlines()[-1])


if heard("Peru") != [["Peru", ["Map of Peru"]]]:
    sys.exit(f"CHANGED: of a sheet alone is heard {heard('Peru')}")
for name in ("pikepdf", "pdf-lib"):
    if heard(name) != [["Chile", ["Map of Chile"]], ["Peru", ["Map of Chile"]]]:
        sys.exit(f"CHANGED: of what {name} joined is heard {heard(name)}")
    with pikepdf.open(f"{name}.pdf") as joined:
        if b"pdfuaid" not in joined.Root.Metadata.read_bytes():
            sys.exit(f"CHANGED: {name} takes the claim of PDF/UA out")
print("still so: joined pages have the tags of others")
PY
venv/bin/python sheets.py
