#!/usr/bin/env bash
# mathra says "Na from the right" of Na⁺, takes other charges for powers, and a star for a product.
#
# Version:   mathra 1.5.0
# Expected:  a superscript sign is read as that sign, or as a charge in a chemical formula; "from the right" is what
#            `0^+` is in a limit.
# Seen:      `\mathrm{Na^+}` is "N a from the right" and `\pi^-` "pi from the left" without any limit around;
#            `\ce{SO4^2-}` "S O sub 4 to the power, 2−, end exponent", `\mathrm{SO_4^{2-}}` the same with "2 negative";
#            the price P^* is "P to the times". The same in Spanish and French: "por la derecha", "par la droite".
# Date seen: 2026-11-29
# Meaning:   listeners cannot tell what a question on ions or on equilibrium prices asks. Write the sign as a word in
#            the formula from which the words are taken, or replace the words.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check mathra==1.5.0

"$work/venv/bin/python" - <<'PY'
import sys

import mathra

seen = {
    ("en", r"\mathrm{Na^+}"): "N a from the right",
    ("en", r"\pi^-"): "pi from the left",
    ("en", r"\ce{SO4^2-}"): "S O sub 4 to the power, 2−, end exponent",
    ("en", r"\mathrm{SO_4^{2-}}"): "S O sub 4 to the power, 2 negative, end exponent",
    ("en", "P^*"): "P to the times",
    ("es", r"\mathrm{Na^+}"): "N a por la derecha",
    ("fr", r"\mathrm{Na^+}"): "N a par la droite",
    ("en", r"\lim_{x\to 0^+} x"): "limit as x tends to 0 from the right of x",
}
found = {(language, tex): mathra.render(tex, language)["speech"] for language, tex in seen}
if found != seen:
    sys.exit(f"CHANGED: these are now said otherwise: { {key: found[key] for key in seen if found[key] != seen[key]} }")
print("still so: an ion stands on one side of a limit, and a charge is a power")
PY
