#!/usr/bin/env bash
# mathra says "cubed H" of tritium, and "to the 14 C" of carbon-14: numbers before a symbol become powers of nothing.
#
# Version:   mathra 1.5.0
# Expected:  a superscript with nothing before it is read as what it is: "superscript 14 C". A subscript is read that
#            way: 5 choose 2, written as {}_5C_2, is "sub 5 C sub 2".
# Seen:      {}^{3}\mathrm{H} is "cubed H", {}^{2}\mathrm{H} "squared H", {}^{14}_{6}\mathrm{C} and \ce{^{14}_{6}C} are
#            "sub 6 to the 14 C"; the same in Spanish ("al cubo H") and in French ("au cube H"). The picture is right.
# Date seen: 2026-11-30
# Meaning:   a question on isotopes is heard as one on powers. Replace the words for a superscript that has no base, or
#            write its name in the formula from which the words are taken.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check mathra==1.5.0

"$work/venv/bin/python" - <<'PY'
import sys

import mathra

seen = {
    ("en", r"{}^{3}\mathrm{H}"): "cubed H",
    ("en", r"{}^{2}\mathrm{H}"): "squared H",
    ("en", r"{}^{14}_{6}\mathrm{C}"): "sub 6 to the 14 C",
    ("en", r"\ce{^{14}_{6}C}"): "sub 6 to the 14 C",
    ("es", r"{}^{3}\mathrm{H}"): "al cubo H",
    ("fr", r"{}^{3}\mathrm{H}"): "au cube H",
    ("en", "{}_5C_2"): "sub 5 C sub 2",
}
found = {(language, tex): mathra.render(tex, language)["speech"] for language, tex in seen}
if found != seen:
    sys.exit(f"CHANGED: these are now said otherwise: { {key: found[key] for key in seen if found[key] != seen[key]} }")
print("still so: the numbers of an isotope are powers")
PY
