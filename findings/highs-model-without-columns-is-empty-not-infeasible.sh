#!/usr/bin/env bash
# HiGHS calls a program that cannot be met "empty", not infeasible, once no variable is left in it.
#
# Version:   highspy 1.16.0
# Expected:  a row that asks for a sum of at least 1 and has nothing to add up is infeasible, whether the
#            program has other variables or none at all.
# Seen:      with one variable that the row does not use: kInfeasible; with none: run() is kOk and the
#            status kModelEmpty, the same as for a program without any row, which is met.
# Date seen: 2026-11-28
# Meaning:   whoever draws items for a sheet must look at the rows where the status is kModelEmpty: a demand
#            for which no item is left is not met, though nothing says "infeasible".
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check highspy==1.16.0

cd "$work"
# HiGHS prints its own name first, before it can be told not to.
venv/bin/python - <<'PY' | sed -n '/^still so/p'
import sys

import highspy


def outcome(columns, rows):
    """Return the verdict on 0-1 variables and rows that each ask for a sum of at least 1 of no variables."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_, program.col_lower_, program.col_upper_ = [0.0] * columns, [0.0] * columns, [1.0] * columns
    program.row_lower_, program.row_upper_ = [1.0] * rows, [highspy.kHighsInf] * rows
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = [0] * (rows + 1)
    passed, ran = solver.passModel(program), solver.run()
    return passed.name, ran.name, solver.getModelStatus().name


seen = {size: outcome(*size) for size in ((1, 1), (0, 1), (0, 0))}
if seen != {
    (1, 1): ("kOk", "kOk", "kInfeasible"),
    (0, 1): ("kOk", "kOk", "kModelEmpty"),
    (0, 0): ("kOk", "kOk", "kModelEmpty"),
}:
    sys.exit(f"CHANGED: by variables and rows, HiGHS now says {seen}")
print("still so: without variables, a row that cannot be met is no obstacle to HiGHS")
PY
