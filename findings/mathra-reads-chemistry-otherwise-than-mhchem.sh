#!/usr/bin/env bash
# mathra draws \ce{^{14}_6C} without its C, \ce{H+(aq)} without its charge, and \ce{R^{\ominus}} with a backslash.
#
# Version:   mathra 1.5.0
# Expected:  \ce is read as mhchem reads it (its manual, "Chemical Equations"; in Anki's MathJax 3.2): a lowered number
#            ends with its figures; a plus right behind a letter, a figure or a bracket is a charge, and so is a minus
#            before (aq); what is raised may hold commands; * is the dot before water of crystallization; an arrow
#            needs no space before it.
# Seen:      as below: letters behind a lowered number become part of it, charges stay on the line, commands are printed
#            as they were typed, and no warning is given.
# Date seen: 2026-11-30
# Meaning:   a card shows one reaction, and paper another. Write what mhchem reads in the way that both read alike:
#            ^{14}_{6}C, H^{+}(aq), R$^{\ominus}$.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check mathra==1.5.0

"$work/venv/bin/python" - <<'PY'
import sys

import mathra

seen = {
    r"\ce{^{14}_6C}": "_(6C)^14",
    r"\ce{H_2O}": "H_(2O)",
    r"\ce{H+(aq)}": "H+(aq)",
    r"\ce{R^{\ominus}}": r"R^\ominus",
    r"\ce{CuSO4 * 5H2O}": "CuSO_4*5 H_2O",
    r"\ce{A(s)->B}": "A(s)−>B",
}
found = {tex: mathra.render(tex, "en")["text"] for tex in seen}
if found != seen:
    sys.exit(f"CHANGED: these are now drawn otherwise: { {key: found[key] for key in seen if found[key] != seen[key]} }")
print("still so: chemistry is not read as by mhchem")
PY
