#!/usr/bin/env bash
# num2words says "minus one hundred and fifty-six" for the year 44 BC, in German and in Dutch.
#
# Version:   num2words 0.5.14
# Expected:  num2words(-44, to="year") is 44 before Christ, or minus 44, as it is in English ("forty-four BC"), in
#            Spanish and in French; as a mere number, -44 is right in German and in Dutch, too.
# Seen:      "minuseinshundertsechsundfünfzig" and "min één honderd zesenvijftig": the year is cut into hundreds and the
#            rest, and of -44 these are -1 and 56. 509 BC comes as minus 691, 753 BC as minus 847. No error, no warning.
# Date seen: 2026-11-30
# Meaning:   a list of dates to be read or written out in words, or spoken by a machine, is wrong for all of antiquity.
#            Write out the number without its sign, and add "v. Chr." yourself.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check num2words==0.5.14

"$work/venv/bin/python" - <<'PY'
import sys

from num2words import num2words

seen = {
    ("en", -44, "year"): "forty-four BC",
    ("es", -44, "year"): "menos cuarenta y cuatro",
    ("fr", -44, "year"): "moins quarante-quatre",
    ("de", -44, "cardinal"): "minus vierundvierzig",
    ("nl", -44, "cardinal"): "min vierenveertig",
    ("de", -44, "year"): "minuseinshundertsechsundfünfzig",
    ("nl", -44, "year"): "min één honderd zesenvijftig",
    ("de", -509, "year"): "minussechshunderteinundneunzig",
    ("de", -753, "year"): "minusachthundertsiebenundvierzig",
}
found = {(language, year, kind): num2words(year, lang=language, to=kind) for language, year, kind in seen}
if found != seen:
    sys.exit(f"CHANGED: these are now { {key: found[key] for key in seen if found[key] != seen[key]} }")
print("still so: 44 BC is minus 156 in German and in Dutch")
PY
