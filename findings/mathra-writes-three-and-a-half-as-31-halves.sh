#!/usr/bin/env bash
# mathra writes three and a half in plain text as 31/2, which is fifteen and a half.
#
# Version:   mathra 1.5.0
# Expected:  `text`, the formula in one line of characters, of `3\frac{1}{2}` is "3 1/2"; it does keep apart what a
#            reader must tell apart: (a + b)/c, √(ab), x^(n + 1).
# Seen:      "31/2", "12\tfrac{3}{4}\,\mathrm{h}" as "123/4 h", and the product of a half and three quarters as "1/23/4";
#            no warning. What is drawn and what is said ("3 1 over 2") is right.
# Date seen: 2026-11-29
# Meaning:   wherever a formula cannot be drawn (a terminal, a spreadsheet, a plain-text quiz), mixed numbers have other
#            values. Put `\,` before a fraction that follows a number.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check mathra==1.5.0

"$work/venv/bin/python" - <<'PY'
import sys

import mathra

seen = {
    r"3\frac{1}{2}": "31/2",
    r"12\tfrac{3}{4}\,\mathrm{h}": "123/4 h",
    r"\frac{1}{2}\frac{3}{4}": "1/23/4",
    r"3\,\frac{1}{2}": "3 1/2",
    r"\frac{a+b}{c}": "(a + b)/c",
    r"\sqrt{ab}": "√(ab)",
}
found = {tex: mathra.render(tex, "en")["text"] for tex in seen}
if found != seen:
    sys.exit(f"CHANGED: formulas are now written as {found}")
if mathra.render(r"3\frac{1}{2}", "en")["speech"] != "3 1 over 2":
    sys.exit("CHANGED: the mixed number is now said otherwise")
print("still so: a fraction stands close behind its whole number")
PY
