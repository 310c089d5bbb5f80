#!/usr/bin/env bash
# Anki imports an item that is in two decks twice; later releases update one copy twice and the other never.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  one GUID is one note: the second is merged with the first, or refused, or both are updated.
# Seen:      first import {'new': 2}; second import {'updated': 2}, yet one copy still holds the old text.
# Date seen: 2026-11-28
# Meaning:   put an item into one deck of a package only, or give each copy a GUID of its own; the numbers
#            in Anki's report do not show the copy that learners go on learning wrong.
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
    1530000001, "Years",
    fields=[{"name": "Event"}, {"name": "Year"}],
    templates=[{"name": "Card", "qfmt": "{{Event}}", "afmt": "{{Year}}"}],
)
collection = Collection("learner.anki2")


def bring(year, changed):
    decks = [genanki.Deck(1530000002, "Year 1"), genanki.Deck(1530000003, "Exam")]
    for deck in decks:
        deck.add_note(genanki.Note(model=model, fields=["First light of the telescope", year], guid="first-light"))
    genanki.Package(decks).write_to_file("years.apkg", timestamp=changed)
    request = ImportAnkiPackageRequest(package_path="years.apkg", options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    texts = sorted(fields.split("\x1f")[1] for fields in collection.db.list("select flds from notes"))
    return len(log.new), len(log.updated), texts


first, second, third = bring("1989", 1_700_000_000), bring("1990", 1_700_001_000), bring("1991", 1_700_002_000)
collection.close()
seen = [first, second, third]
if seen != [(2, 0, ["1989", "1989"]), (0, 2, ["1989", "1990"]), (0, 2, ["1989", "1991"])]:
    sys.exit(f"CHANGED: new, updated and texts are now {seen}")
print("still so: both copies come in, two are reported as updated, and one of them is never updated")
PY
