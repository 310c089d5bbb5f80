#!/usr/bin/env bash
# WeasyPrint draws every alternative that an SVG offers: a map in three languages has its names over each other.
#
# Versions:  WeasyPrint 70.0, poppler's pdftotext (to see the words)
# Expected:  of a `<switch>`, by which Wikimedia's maps hold their translations, the first part is drawn whose tests
#            hold (SVG 2, 5.8): that in the language of the page or the reader, or the last one, which has no test.
# Seen:      "Deutschland", "Allemagne" and "Germany" are all in the same place, and none can be read. Of diagrams from
#            draw.io, which hold each label twice, the labels are right, but "Text is not SVG - cannot display" is
#            printed below each: what is meant for programs that cannot show any of it. No warning.
# Date seen: 2026-11-30
# Meaning:   a labeled map that is right in each browser is unreadable on a worksheet. Take all but one part out of each
#            switch before; drawings from draw.io can be exported without HTML in them.
set -euo pipefail

command -v pdftotext > /dev/null || { echo "pdftotext is missing: install poppler-utils" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0
cd "$work"
venv/bin/python - <<'PY'
import subprocess
import sys

from weasyprint import HTML


def words(drawing):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90">{drawing}</svg>'
    HTML(string=f'<html lang="fr">{svg}').write_pdf("map.pdf")
    shown = subprocess.run(["pdftotext", "-raw", "map.pdf", "-"], check=True, capture_output=True, text=True).stdout
    return sorted(shown.split())


def text(words, test="", y=20):
    return f'<text x="5" y="{y}" {test}>{words}</text>'


country = text("Allemagne", 'systemLanguage="fr"') + text("Deutschland", 'systemLanguage="de"') + text("Germany")
html = '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">Senate</div></foreignObject>'
feature = 'requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"'
label = f'<switch>{html}{text("Senate")}</switch>'
note = f'<switch><g {feature}/>{text("Text is not SVG - cannot display", y=80)}</switch>'
found = words(f"<switch>{country}</switch>"), words(label + note)
seen = ["Allemagne", "Deutschland", "Germany"], ["-", "SVG", "Senate", "Text", "cannot", "display", "is", "not"]
if found != seen:
    sys.exit(f"CHANGED: of switches are now drawn {found}")
print("still so: all parts of a switch are drawn")
PY
