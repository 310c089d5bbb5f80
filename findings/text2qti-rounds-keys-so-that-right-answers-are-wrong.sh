#!/usr/bin/env bash
# text2qti rounds the key of a number and its bounds to four decimals, so that a right answer with five is wrong.
#
# Versions:  text2qti 0.8.0
# Expected:  `= 3.14159 +- 0` takes 3.14159, as its README says of `+- 0`; `= 0.00123 +- 1%` takes 0.00123; or the
#            program refuses them, as it does refuse numbers below 0.0001.
# Seen:      the quiz takes 3.1416 alone, and 0.0012 alone: the author's own answers lie outside of the bounds. There is
#            no warning. With `+- 0.0001` 3.14159 is right, but the bounds are shifted.
# Date seen: 2026-11-29
# Meaning:   give figures of four decimals at most, in another unit if need be (1.23 g for 0.00123 kg), and try a quiz
#            out with its own key.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check text2qti==0.8.0

cd "$work"
cat > figures.txt <<'TEXT'
Quiz title: Figures

1.  The ratio of a circle's circumference to its diameter, to five decimals?
=   3.14159 +- 0

2.  The mass in kilograms?
=   0.00123 +- 1%

3.  The ratio, roughly?
=   3.14159 +- 0.0001
TEXT
venv/bin/text2qti figures.txt
venv/bin/python - <<'PY'
import re
import sys
from zipfile import ZipFile

with ZipFile("figures.zip") as package:
    texts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
[quiz] = [text for text in texts if "<resprocessing>" in text]
bounds = re.findall(r"<vargte[^>]*>(.*?)</vargte>\s*<varlte[^>]*>(.*?)</varlte>", quiz)
exact = re.findall(r"<varequal[^>]*>(.*?)</varequal>", quiz)
if exact != ["3.1416", "0.0012", "3.1416"]:
    sys.exit(f"CHANGED: the keys are now {exact}")
if bounds != [("3.1416", "3.1416"), ("0.0012", "0.0012"), ("3.1415", "3.1417")]:
    sys.exit(f"CHANGED: the bounds are now {bounds}")
print("still so: 3.14159 and 0.00123 are wrong where they are the key")
PY
