#!/usr/bin/env bash
# genanki makes no card of a gap within a gap, nor of one that belongs to several cards; Anki makes them all.
#
# Versions:  genanki 0.13.1, anki 26.9.3
# Expected:  as many cards as Anki makes of the same text: two of `{{c1::the {{c2::Nile}} delta}}`, and three of a text
#            with `{{c1,2::Nile}}` and `{{c3::delta}}`.
# Seen:      one card of either, no warning: genanki looks for a number and two colons behind two braces, and continues
#            after the next two closing braces. The import makes no others.
# Date seen: 2026-11-29
# Meaning:   count the cards of cloze notes against their numbers, or keep gaps side by side: what has no card is never
#            asked, and the one that is left looks complete.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check genanki==0.13.1 anki==26.9.3

cd "$work"
venv/bin/python - <<'PY'
import sys
import warnings

import genanki
from anki.collection import Collection

warnings.simplefilter("error")
collection = Collection("author.anki2")


def cards(text):
    """Return the numbers of the cards, from 1, that genanki and Anki make of a cloze text."""
    packed = genanki.Note(model=genanki.CLOZE_MODEL, fields=[text, ""])
    note = collection.new_note(collection.models.by_name("Cloze"))
    note["Text"] = text
    collection.add_note(note, 1)
    return [card.ord + 1 for card in packed.cards], [card.ord + 1 for card in note.cards()]


apart = cards("{{c1::The Nile}} has a {{c2::delta}}.")
within = cards("Egypt lives by {{c1::the {{c2::Nile}} delta}}.")
shared = cards("{{c1,2::The Nile}} ends in a {{c3::delta}}.")
collection.close()
if apart != ([1, 2], [1, 2]):
    sys.exit(f"CHANGED: gaps side by side now give {apart}")
if within != ([1], [1, 2]) or shared != ([3], [1, 2, 3]):
    sys.exit(f"CHANGED: a gap within a gap now gives {within}, one that two cards share {shared}")
print("still so: genanki makes one card where Anki makes two and three")
PY
