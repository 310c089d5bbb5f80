#!/usr/bin/env bash
# mathra reads the next term of a sequence like a term plus one: a_{n+1} = a_n + 1 has two equal sides.
#
# Version:   mathra 1.5.0
# Expected:  listeners can tell where a subscript of several characters ends, as where an exponent, a root or a fraction
#            does: "2 to the power, n plus 1, end exponent".
# Seen:      "a sub n plus 1 equals a sub n plus 1", in all 16 languages; prices of the year before (P_{t-1}) are prices
#            less one, and x_{ij} is x_i times j. The picture shows them right.
# Date seen: 2026-11-29
# Meaning:   a question on sequences is heard as another one, for which the key is wrong. Put a word at the end of such
#            a subscript, `a_{n+1\text{, end subscript}}`, in the formula from which the words are taken.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check mathra==1.5.0

"$work/venv/bin/python" - <<'PY'
import sys

import mathra


def said(tex, language="en"):
    return mathra.render(tex, language)["speech"]


pairs = [("a_{n+1}", "a_n+1"), ("P_{t-1}", "P_t-1"), ("x_{ij}", "x_i j")]
languages = [locale["code"] for locale in mathra.locales()]
apart = [(one, language) for one, other in pairs for language in languages if said(one, language) != said(other, language)]
if apart or len(languages) != 16:
    sys.exit(f"CHANGED: of {len(languages)} languages, these are now told apart: {apart}")
if said("a_{n+1} = a_n + 1") != "a sub n plus 1 equals a sub n plus 1":
    sys.exit(f"CHANGED: it is now said as {said('a_{n+1} = a_n + 1')!r}")
if said("2^{n+1}") != "2 to the power, n plus 1, end exponent":
    sys.exit(f"CHANGED: an exponent is now said as {said('2^{n+1}')!r}")
ended = said(r"a_{n+1\text{, end subscript}}^2")
if ended != "a sub n plus 1, end subscript squared":
    sys.exit(f"CHANGED: a word in the subscript is now said as {ended!r}")
print("still so: a subscript is not heard to end")
PY
