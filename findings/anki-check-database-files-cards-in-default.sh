#!/usr/bin/env bash
# Anki imports a note without its card in silence; Check Database makes the card, and files it in "Default".
#
# Versions:  anki 26.9.3, genanki 0.13.1 (which makes no card of the note below, though its front has text)
# Expected:  the import makes the card, or warns; the card that is made later joins the notes of its package.
# Seen:      import: {'new': 2}, one card; then "Database rebuilt and optimized." without a word on cards,
#            and the second card is in "Default", outside the course's deck and its options.
# Date seen: 2026-11-28
# Meaning:   count the cards of a package, not its notes: what is missing comes up months later, in a deck
#            where nobody looks, or never.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3 genanki==0.13.1

cd "$work"
venv/bin/python - <<'PY'
import sys

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

model = genanki.Model(
    1550000001, "Words",
    fields=[{"name": "Word"}, {"name": "Meaning"}, {"name": "Source"}],
    templates=[{"name": "Card", "qfmt": "{{text:Word}}", "afmt": "{{Meaning}} {{Source}}"}],
)
deck = genanki.Deck(1550000002, "Words")
deck.add_note(genanki.Note(model=model, fields=["isthmus", "neck of land", "atlas"], guid="word-1"))
deck.add_note(genanki.Note(model=model, fields=["atoll", "ring of reefs", ""], guid="word-2"))
genanki.Package(deck).write_to_file("words.apkg", timestamp=1_700_000_000)


def decks():
    rows = collection.db.all("select n.guid, c.did from cards c join notes n on n.id = c.nid order by n.guid")
    return {guid: collection.decks.name(deck) for guid, deck in rows}


collection = Collection("learner.anki2")
request = ImportAnkiPackageRequest(package_path="words.apkg", options=ImportAnkiPackageOptions())
new = len(collection.import_anki_package(request).log.new)
imported = decks()
report, _ = collection.fix_integrity()
checked = decks()
collection.close()
if (new, imported) != (2, {"word-1": "Words"}) or checked != {"word-1": "Words", "word-2": "Default"}:
    sys.exit(f"CHANGED: {new} new notes, cards {imported}, after the check {checked}")
if "card" in report.casefold():
    sys.exit(f"CHANGED: the check now tells of the card: {report!r}")
print("still so: the missing card is made by Check Database only, in 'Default', and nobody is told")
PY
