#!/usr/bin/env bash
# Anki takes a typed answer for wrong if the field has two spaces, or a no-break space that is not spelled &nbsp;.
#
# Version:   anki 26.9.3
# Expected:  {{type:...}} compares with what the card shows: there two spaces are one, as HTML has it, and most
#            keyboards have no key for the space that keeps "12 000 km", "p. 7" or "Où ?" in one line.
# Seen:      with `&nbsp;` in the field, and with a line break (`<br>`), a plain space is right; with the very character
#            that `&nbsp;` names, or the narrow one of French, it is red, above an answer that looks the same. Two
#            spaces are red where one is typed, also with {{type:nc:...}}, which forgives the others.
# Date seen: 2026-11-30
# Meaning:   answers from Word, from a web page or from a tool that sets French cannot be typed correctly, and nobody
#            sees why. Put plain single spaces into fields that are typed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3

cd "$work"
venv/bin/python - <<'PY'
import sys

from anki.collection import Collection

collection = Collection("learner.anki2")
typed = "12 000 km"
seen = {  # what the field holds: whether "12 000 km" is right for {{type:...}}, and for {{type:nc:...}}
    "12 000 km": (True, True),
    "12&nbsp;000 km": (True, True),
    "12<br>000 km": (True, True),
    "12\u00a0000 km": (False, True),
    "12\u202f000 km": (False, True),
    "12 000  km": (False, False),
}


def is_right(field, combining):
    shown = collection.compare_answer(field, typed, combining)
    return "typeGood" in shown and "typeBad" not in shown and "typeMissed" not in shown


found = {field: tuple(is_right(field, combining) for combining in (True, False)) for field in seen}
collection.close()
if found != seen:
    sys.exit(f"CHANGED: what is right is now {found}")
print("still so: spaces that look like one are mistakes")
PY
