#!/usr/bin/env bash
# WeasyPrint makes all spaces of a PDF no-break ones where the first is, and hyphens likewise what the first one is.
#
# Versions:  WeasyPrint 70.0, font-source-serif-pro 0.0.1 (Source Serif Pro; Liberation Serif does so, too), pypdfium2
#            5.15.2 (to read what a viewer copies)
# Expected:  what is copied or searched for has the characters of the page: a plain space where one was written, and the
#            hyphen of "US-Mexico" as a hyphen.
# Seen:      if two characters look alike, a font may have one glyph for both, and WeasyPrint writes into the PDF that
#            it stands for the one that came first in the document. "Question 1: one two" with a no-break space before
#            the 1 has no-break spaces throughout; with hyphenation, "US-Mexico" after a divided word is spelled with
#            U+2010, and before it with a hyphen. "don’t" after "Hawaiʼi" gets the letter U+02BC. In the font DejaVu
#            Sans, which has glyphs for each, all is right. No warning.
# Date seen: 2026-11-30
# Meaning:   questions that are copied from such a sheet wrap nowhere, answers from it are wrong where they are
#            compared, and words are not found. In French the first space may well be one before a colon. Take a font
#            with a glyph for each, or put the plain characters into the ToUnicode tables of the PDF.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  weasyprint==70.0 font-source-serif-pro==0.0.1 pypdfium2==5.15.2 ziafont==0.11

cd "$work"
venv/bin/python - <<'PY'
import sys
from pathlib import Path

import font_source_serif_pro
import pypdfium2
import weasyprint
import ziafont

serif = next(Path(font_source_serif_pro.__file__).parent.rglob("SourceSerifPro-Regular.ttf"))
sans = next(Path(ziafont.__file__).parent.rglob("DejaVuSans.ttf"))


def copied(font, width, *paragraphs):
    style = f"""@font-face {{ font-family: ours; src: url('{font.as_uri()}') }}
        @page {{ size: 600px 300px; margin: 20px }} p {{ font: 16px ours; width: {width}px; hyphens: auto }}"""
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    pdf = weasyprint.HTML(string=f"<html lang=en><style>{style}</style>{shown}").write_pdf()
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().replace("\r\n", " / ")


asked, told = "Question\u00a01: one two", "three four"
words = ("representation", "US-Mexico, 5 a-b")
seen = {
    "a no-break space first": (copied(serif, 500, asked, told), "Question\u00a01:\u00a0one\u00a0two / three\u00a0four"),
    "a plain space first": (copied(serif, 500, told, asked), "three four / Question 1: one two"),
    "each with its glyph": (copied(sans, 500, asked, told), "Question\u00a01: one two / three four"),
    "a divided word first": (copied(serif, 90, *words).split(" / ", 2)[-1], "US\u2010Mexico, / 5 a\u2010b"),
    "undivided": (copied(serif, 500, *words), "representation / US-Mexico, 5 a-b"),
    "letters": (copied(serif, 500, "Hawai\u02bci", "don\u2019t"), "Hawai\u02bci / don\u02bct"),
}
for told, (found, expected) in seen.items():
    if found != expected:
        sys.exit(f"CHANGED: {told}: what is copied is now {ascii(found)}")
print("still so: the first of two signs with one glyph decides for all")
PY
