#!/usr/bin/env bash
# Babel writes "Francia y Italia", "siete o ocho" and "1.234" where a browser, by the same CLDR, writes e, u and "1234".
#
# Versions:  Babel 2.19.0, Node 20.20.2 (Intl of ICU 78, as browsers have it)
# Expected:  both take lists and numbers from Unicode's CLDR, and write them alike, as they do "Chile y Cuba" and
#            "12.345".
# Seen:      Babel has only the pattern of a list, not the rule that "y" is "e" before the sound of i, and "o" is "u"
#            before that of o: "Francia y Italia", "siete o ocho", which are mistakes in Spanish. And it ignores from
#            how many digits on a number is grouped: 1234 is "1.234" in Spanish and Italian, "1 234" in Polish and in
#            Portuguese of Portugal, where a browser has "1234".
# Date seen: 2026-11-30
# Meaning:   a sheet that Python prints and a page that a browser fills in write the same thing differently: "1.234" on
#            paper, and "1234" on the screen beside it. Correct Spanish lists by hand, and group only numbers of five
#            digits and more.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check Babel==2.19.0

cd "$work"
cat > browser.js <<'JS'
const list = (type, ...words) => new Intl.ListFormat('es', { type }).format(words)
const numbers = ['es', 'it', 'pt-PT', 'pl'].map(language => (1234).toLocaleString(language))
const written = [list('conjunction', 'Chile', 'Cuba'), list('conjunction', 'Francia', 'Italia'),
  list('disjunction', 'siete', 'ocho'), (12345).toLocaleString('es'), ...numbers]
console.log(JSON.stringify(written))
JS
cat > python.py <<'PY'
import json
import subprocess
import sys

from babel.lists import format_list
from babel.numbers import format_decimal

browser = json.loads(subprocess.run(["node", "browser.js"], check=True, capture_output=True, text=True).stdout)
lists = (format_list(["Chile", "Cuba"], locale="es"), format_list(["Francia", "Italia"], locale="es"))
either = format_list(["siete", "ocho"], style="or", locale="es")
numbers = [format_decimal(1234, locale=language) for language in ("es", "it", "pt_PT", "pl")]
babel = [*lists, either, format_decimal(12345, locale="es"), *numbers]
spaced = "1\u00a0234"
seen = {
    "babel": ["Chile y Cuba", "Francia y Italia", "siete o ocho", "12.345", "1.234", "1.234", spaced, spaced],
    "browser": ["Chile y Cuba", "Francia e Italia", "siete u ocho", "12.345", "1234", "1234", "1234", "1234"],
}
found = {"babel": babel, "browser": browser}
if found != seen:
    sys.exit(f"CHANGED: they now write {found}")
print("still so: Babel and browsers write lists in Spanish and numbers of four digits otherwise")
PY
venv/bin/python python.py
