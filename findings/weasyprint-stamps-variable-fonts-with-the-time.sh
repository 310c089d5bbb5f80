#!/usr/bin/env bash
# WeasyPrint puts the time into a PDF that has a variable font: the same page has other bytes a second later.
#
# Versions:  WeasyPrint 70.0, fontTools 4.68.0, pikepdf 10.18.0, pylopdf-fonts-hi 0.1.1
# Expected:  without a date in it, a page is the same bytes each time, as those in fonts that do not vary are.
# Seen:      `modified` in the table `head` of the font is the time of the build: WeasyPrint makes a static font of a
#            variable one with fontTools, which sets it when it saves, unless it is told not to.
# Date seen: 2026-11-30
# Meaning:   fonts of Hindi, Thai, Chinese, Japanese and Korean are mostly variable. Let fontTools keep their own date
#            (`recalcTimestamp=False`), or set SOURCE_DATE_EPOCH.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  weasyprint==70.0 fonttools==4.68.0 pikepdf==10.18.0 pylopdf-fonts-hi==0.1.1
unset SOURCE_DATE_EPOCH
"$work/venv/bin/python" - <<'PY'
import sys
import time
from importlib.resources import files
from io import BytesIO

import pikepdf
from fontTools.ttLib import TTFont
from weasyprint import HTML

font = (files("pylopdf_fonts_hi") / "NotoSansDevanagari-Variable.ttf").as_uri()
style = f"<style>@font-face {{ font-family: Hindi; src: url({font}) }} p {{ font-family: Hindi }}</style>"


def modified():
    """Return when the font of a page was modified."""
    with pikepdf.open(BytesIO(HTML(string=f"<html lang=hi>{style}<p>रिक्त").write_pdf())) as document:
        streams = [part for part in document.objects if isinstance(part, pikepdf.Stream)]
        (file,) = [part.read_bytes() for part in streams if "/Length1" in part]
    return TTFont(BytesIO(file), lazy=True)["head"].modified


first = modified()
time.sleep(1.1)
later = modified()
if not 0 < later - first < 60:
    sys.exit(f"CHANGED: the font was modified at {first} and {later}")
print("still so: the font of a page is stamped with the time")
PY
