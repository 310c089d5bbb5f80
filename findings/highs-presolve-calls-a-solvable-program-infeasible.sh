#!/usr/bin/env bash
# HiGHS calls a small 0-1 program infeasible that it solves once its presolve is turned off.
#
# Versions:  highspy 1.15.1 and 1.16.0; 1.12.0 solves it
# Expected:  kOptimal with 4 of 11 variables set, as all 2,048 choices looked through one by one show. All coefficients
#            and costs are 1: no rounding or tolerance is involved.
# Seen:      with presolve "on" or "choose" (its default) kInfeasible, and run() is kOk; with "off" kOptimal.
# Date seen: 2026-11-28
# Meaning:   whoever draws items for a sheet is told that no sheet meets the blueprint, though many do, and
#            which of its demands conflict, though none do. For programs of a few hundred variables, as these
#            are, presolve can be off.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check highspy==1.16.0

cd "$work"
# HiGHS prints its own name first, before it can be told not to.
venv/bin/python - <<'PY' | sed -n '/^still so/p'
import sys
from itertools import product

import highspy

VARIABLES = 11
# At least, at most, and which variables are added up.
ROWS = [
    (0, 1, [0, 1, 2]),
    (0, 1, [4, 5]),
    (0, 1, [9, 10]),
    (0, 1, [3, 4, 7, 8]),
    (1, 1, [0, 3, 9]),
    (1, 1, [2, 6, 8]),
    (2, 2, [1, 4, 7, 10]),
    (1, 2, [1, 5]),
]


def outcome(presolve):
    """Return the verdict with presolve on or off, and how many variables are set."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", presolve)
    for _ in range(VARIABLES):
        solver.addBinary(obj=1)
    for least, most, columns in ROWS:
        solver.addRow(least, most, len(columns), columns, [1.0] * len(columns))
    solver.run()
    return solver.getModelStatus().name, round(sum(solver.getSolution().col_value))


right = min(
    sum(choice)
    for choice in product((0, 1), repeat=VARIABLES)
    if all(least <= sum(choice[column] for column in columns) <= most for least, most, columns in ROWS)
)
statuses = {presolve: outcome(presolve) for presolve in ("on", "choose", "off")}
if right != 4 or statuses["off"] != ("kOptimal", 4) or {statuses[key][0] for key in ("on", "choose")} != {"kInfeasible"}:
    sys.exit(f"CHANGED: {right} of {VARIABLES} are right, and HiGHS says {statuses}")
print("still so: presolve calls a program infeasible that is solved without it")
PY
