#!/usr/bin/env bash
# Anki, told to update notes "always", takes an older note but skips one whose time of change is equal.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  "always" means always: every note of the package replaces the one in the collection,
#            or at least whatever is not older does.
# Seen:      same second: {'duplicate': 1}, old text stays; a year older: {'updated': 1}, its text and
#            its older time are taken over.
# Date seen: 2026-11-28
# Meaning:   a note that was changed needs a time of change that differs from the last release's; the
#            option "always" does not help. And "always" can put a note back to an old edition.
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
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS as ALWAYS

model = genanki.Model(
    1510000001, "Rivers",
    fields=[{"name": "River"}, {"name": "Sea"}],
    templates=[{"name": "Card", "qfmt": "{{River}}", "afmt": "{{Sea}}"}],
)
collection = Collection("learner.anki2")


def bring(sea, changed):
    deck = genanki.Deck(1510000002, "Rivers")
    deck.add_note(genanki.Note(model=model, fields=["Oder", sea], guid="river-oder"))
    genanki.Package(deck).write_to_file("rivers.apkg", timestamp=changed)
    options = ImportAnkiPackageOptions(update_notes=ALWAYS)
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path="rivers.apkg", options=options)).log
    counts = {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate") if len(getattr(log, name))}
    fields, time = collection.db.first("select flds, mod from notes")
    return counts, fields.split("\x1f")[1], time


bring("North Sea", 1_700_000_000)
same = bring("Baltic Sea", 1_700_000_000)
older = bring("Black Sea", 1_668_400_000)
collection.close()
if same != ({"duplicate": 1}, "North Sea", 1_700_000_000) or older != ({"updated": 1}, "Black Sea", 1_668_400_000):
    sys.exit(f"CHANGED: 'always' now does {same} with the same time, {older} with an older one")
print("still so: 'always' takes over an older note and skips one of the same second")
PY
