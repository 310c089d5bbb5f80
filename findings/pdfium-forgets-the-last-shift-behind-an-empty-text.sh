#!/usr/bin/env bash
# PDFium forgets how far to move after the last letter of a text that contains an empty one: what follows overlaps it.
#
# Versions:  pypdfium2 5.15.2 (PDFium 159.0.8149.0), pikepdf 10.18.0
# Expected:  `[(a) () 400 (b) -400] TJ` (ISO 32000-1, 9.4.3) moves by its last number, too, as Poppler does.
# Seen:      it does not; without the empty text, it does.
# Date seen: 2026-11-30
# Meaning:   WeasyPrint writes such a text to move an accent back over its letter, and moves on after it. If a letter in
#            another font comes next, it is printed on the one with the accent, in Chrome, too. Leave empty texts out.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check pypdfium2==5.15.2 pikepdf==10.18.0

cd "$work"
venv/bin/python - <<'PY'
import sys

import pikepdf
import pypdfium2


def place_of_last(shown: bytes) -> int:
    """Return how far to the right the last letter of a page stands, in points."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 50))
    name = page.add_resource(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier),
        pikepdf.Name.Font,
    )
    page.contents_add(b"BT 10 10 Td %s 20 Tf %s %s 20 Tf (c) Tj ET" % (str(name).encode(), shown, str(name).encode()))
    pdf.save("page.pdf")
    text = pypdfium2.PdfDocument("page.pdf")[0].get_textpage()
    return round(text.get_charbox(text.count_chars() - 1)[0])


with_empty = place_of_last(b"[(a) () 400 (b) -400] TJ")
without = place_of_last(b"[(a) 400 (b) -400] TJ")
if without - with_empty != 8:
    sys.exit(f"CHANGED: the letter behind stands at {with_empty} and {without}")
print("still so: the last shift is forgotten behind an empty text")
PY
