#!/usr/bin/env bash
# WeasyPrint parses a C type in Python for each font that it embeds: with one letter more, it is parsed anew.
#
# Versions:  WeasyPrint 70.0, cffi 2.1.1, pycparser 3.12
# Expected:  what has to be parsed for a font is parsed once in a process, whatever letters a text has.
# Seen:      the array of glyphs is asked of cffi as `hb_codepoint_t[N]`, which cffi does not know for a new N: it
#            runs pycparser over all names of WeasyPrint's headers, some milliseconds. Of pages with a, a again, b,
#            a and b, and a to c, the first has three such types parsed (for its glyphs, for all up to the last of
#            them, and for the tables to drop), the third and the last one more each: a number that is new.
# Date seen: 2026-11-29
# Meaning:   of many short PDFs, each with a handful of fonts, this takes several percent of the time. The same array by
#            the name `hb_codepoint_t[]` is parsed once.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  weasyprint==70.0 cffi==2.1.1 pycparser==3.12 fonttools==4.68.0

cd "$work"
venv/bin/python - <<'PY'
import sys
import time

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

# A font of three letters, so that nothing hangs on the fonts of this machine.
builder = FontBuilder(1000, isTTF=True)
builder.setupGlyphOrder([".notdef", "a", "b", "c"])
builder.setupCharacterMap({ord(letter): letter for letter in "abc"})
glyphs = {}
for name in builder.font.getGlyphOrder():
    pen = TTGlyphPen(None)
    for number, point in enumerate([(0, 0), (0, 500), (500, 500)]):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()
    glyphs[name] = pen.glyph()
builder.setupGlyf(glyphs)
builder.setupHorizontalMetrics({name: (600, 0) for name in glyphs})
builder.setupHorizontalHeader(ascent=800, descent=-200)
builder.setupNameTable({"familyName": "Three", "styleName": "Regular"})
builder.setupOS2()
builder.setupPost()
builder.save("three.ttf")

import weasyprint
from cffi.cparser import Parser

runs, took = [], 0.0
parse = Parser.parse_type_and_quals


def counted(self, declaration):
    global took
    start = time.perf_counter()
    try:
        return parse(self, declaration)
    finally:
        runs.append(declaration)
        took += time.perf_counter() - start


Parser.parse_type_and_quals = counted


def parsed_for(text):
    """Return the arrays whose type is parsed while a PDF with a text is made."""
    runs.clear()
    style = "@font-face { font-family: Three; src: url(three.ttf) } p { font-family: Three }"
    page = f"<html lang=en><title>Glyphs</title><style>{style}</style><p>{text}</p>"
    weasyprint.HTML(string=page, base_url=".").write_pdf()
    return sorted(name for name in runs if name.startswith("hb_codepoint_t["))


seen = [parsed_for(text) for text in ("a", "a", "b", "ab", "abc")]
print(f"arrays parsed for a, a again, b, ab, abc: {seen}; {took * 1000:.0f} ms in all")
if [len(arrays) for arrays in seen] != [3, 0, 1, 0, 1]:
    sys.exit("CHANGED: other types are parsed now")
print("still so: each new number of glyphs is a type of its own, which is parsed")
PY
