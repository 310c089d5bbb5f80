#!/usr/bin/env bash
# WeasyPrint tags line by line: words at a line's end run together, and a link over three lines is three links.
#
# Versions:  WeasyPrint 70.0, pikepdf 10.18.0
# Expected:  tagged text keeps the space between two words even where a line ends between them (ISO 32000-1,
#            14.8.2.5), and one `<a>` is one Link tag, whatever number of lines it takes.
# Seen:      three lines of one paragraph hold no space at all; three tags `/Link` with an annotation each,
#            all with the bare address as their description.
# Date seen: 2026-11-28
# Meaning:   text must be read from such a PDF by the places of its lines, not by joining its tags; keep links short, or
#            a screen reader lists them once per line.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pikepdf==10.18.0

cd "$work"
venv/bin/python - <<'PY'
import io
import sys

import pikepdf
import weasyprint


def tagged(body):
    """Return how many glyphs each piece of tagged text has, and how many links there are."""
    html = f'<html lang="en"><title>Lines</title>{body}</html>'
    pdf = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        shown = [step.operands[0] for step in pikepdf.parse_content_stream(page) if str(step.operator) == "TJ"]
        glyphs = [sum(len(bytes(part)) // 2 for part in row if isinstance(part, pikepdf.String)) for row in shown]
        tags = [found for found in document.objects if isinstance(found, pikepdf.Dictionary)]
        links = sum(tag.get("/S") == "/Link" for tag in tags)
        words = {str(link["/Contents"]) for link in page.get("/Annots", ())}
    return glyphs, links, words


# A narrow block has a line for each word; these letters form no ligatures.
text, address = "abcd abcd abcd", "https://example.org/"
wide = tagged(f'<p><a href="{address}">{text}</a></p>')
narrow = tagged(f'<p style="width: 1px"><a href="{address}">{text}</a></p>')
if wide != ([14], 1, {address}):
    sys.exit(f"CHANGED: in one line, the text is now {wide}")
if narrow != ([4, 4, 4], 3, {address}):
    sys.exit(f"CHANGED: in three lines, the text is now {narrow}")
print("still so: over three lines, two spaces are lost and one link becomes three")
PY
