#!/usr/bin/env bash
# WeasyPrint throws away what Pango has made of each line of a text, and has it made once more when the line is drawn.
#
# Versions:  WeasyPrint 70.0 (Pango of the system)
# Expected:  a line that has been measured, and is kept, is drawn as it is.
# Seen:      when a line is measured, its Pango layout is deleted (`Layout.deactivate`); when it is drawn, a new one is
#            set up from the style, gets the same text and is shaped anew (`Layout.reactivate`): once for a page of one
#            line, five times for a paragraph of five, ten times for ten paragraphs.
# Date seen: 2026-11-30
# Meaning:   of pages of short texts, about a fourteenth of all the time goes into shaping what had been shaped. A
#            layout that is kept until its line is drawn gives the same bytes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0

cd "$work"
venv/bin/python - <<'PY'
import sys

import weasyprint
from weasyprint.text.line_break import Layout

made = []
setup = Layout.setup


def counted(self, style):
    made.append(self)
    setup(self, style)


Layout.setup = counted


def layouts(body):
    """Return how many layouts Pango makes until the lines of a page are measured, and how many to draw them."""
    made.clear()
    document = weasyprint.HTML(string=f"<html lang=en><title>Lines</title>{body}").render()
    measured = len(made)
    document.write_pdf()
    lines = len(made) - measured
    return lines, len(set(map(id, made[measured:])) & set(map(id, made[:measured])))


seen = [layouts(body) for body in ("<p>word", "<p>a<br>b<br>c<br>d<br>e", "<p>word" * 10)]
print(f"lines laid out again to be drawn, and how many of them had been laid out before: {seen}")
if seen != [(1, 1), (5, 5), (10, 10)]:
    sys.exit("CHANGED: lines are drawn as they were laid out")
print("still so: what was laid out to be measured is laid out again to be drawn")
PY
