#!/usr/bin/env bash
# Anki's {{type:nc:...}} takes another word for the right one in Hindi, Thai and Japanese, and 106 for a million.
#
# Version:   anki 26.9.3
# Expected:  "nc" forgives accents and points that many leave out in writing: "naive" for "naïve", "שלום" for "שָׁלוֹם";
#            another vowel or another consonant is another word, and an exponent is no digit.
# Seen:      दान (gift) is right for दिन (day), ดู (look) for ดี (good), かき (oyster) for かぎ (key), and "106" for "10⁶".
#            The answer is shown in green, as if it had been typed; what was typed is nowhere to be seen. All vowel
#            signs but those that are letters are left out, and so are the marks of voiced consonants; raised digits
#            become digits. Without "nc" all four are wrong.
# Date seen: 2026-11-29
# Meaning:   learners of these languages are told that they are right whatever vowel they write. Use {{type:...}} there,
#            and on every card whose answer has an exponent.
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


def shown(answer, typed, filters):
    """Return what a card of a typed answer shows, as Anki's reviewer asks for it: with or without "nc"."""
    return collection.compare_answer(answer, typed, "nc" not in filters)


forgiven = {"naïve": "naive", "שָׁלוֹם": "שלום"}
others = {"दिन": "दान", "ดี": "ดู", "かぎ": "かき", "10⁶": "106"}
right = {answer: f"<code id=typeans><span class=typeGood>{answer}</span></code>" for answer in forgiven | others}
alike = {answer: shown(answer, typed, "type:nc") for answer, typed in (forgiven | others).items()}
strict = {answer: "typeBad" in shown(answer, typed, "type") for answer, typed in others.items()}
unlike = shown("가다", "까다", "type:nc")
collection.close()
if alike != right:
    sys.exit(f"CHANGED: with 'nc' Anki now shows {alike}")
if not all(strict.values()) or "typeBad" not in unlike:
    sys.exit(f"CHANGED: wrong without 'nc' are {strict}; a Korean consonant with it: {unlike}")
print("still so: with 'nc', another vowel, another consonant and a digit for an exponent are right")
PY
