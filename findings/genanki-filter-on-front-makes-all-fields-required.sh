#!/usr/bin/env bash
# genanki makes no card of a note if the front shows its field through a filter and any other field is empty.
#
# Versions:  genanki 0.13.1, chevron 0.14.0
# Expected:  `{{text:Term}}`, `{{hint:Term}}` or `{{type:Term}}` on the front shows Term, as in Anki: a note
#            with that field has a card, whatever other fields hold; or genanki refuses the template.
# Seen:      `_req` is [[0, 'all', [0, 1, 2]]] where `{{Term}}` gives [[0, 'all', [0]]]; the note has no
#            card, without a warning. genanki tries fronts out with a Mustache engine, to which "text:Term"
#            is a name like any other, and one that no note has.
# Date seen: 2026-11-28
# Meaning:   on a front, show one field without a filter too, or count the cards of each note before release.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check genanki==0.13.1 chevron==0.14.0

cd "$work"
venv/bin/python - <<'PY'
import sys
import warnings

import genanki

warnings.simplefilter("error")


def cards(front):
    model = genanki.Model(
        1560000001, "Terms",
        fields=[{"name": "Term"}, {"name": "Meaning"}, {"name": "Remark"}],
        templates=[{"name": "Card", "qfmt": front, "afmt": "{{Meaning}} {{Remark}}"}],
    )
    counts = [len(genanki.Note(model=model, fields=["delta", "river mouth", text]).cards) for text in ("seen", "")]
    return model._req, counts


plain = cards("{{Term}}")
filtered = [cards("{{%s:Term}}" % name) for name in ("text", "hint", "type")]
if plain != ([[0, "all", [0]]], [1, 1]):
    sys.exit(f"CHANGED: a plain front now gives {plain}")
if any(found != ([[0, "all", [0, 1, 2]]], [1, 0]) for found in filtered):
    sys.exit(f"CHANGED: fronts with filters now give {filtered}")
print("still so: with a filter on the front, a note that lacks a remark gets no card")
PY
