#!/usr/bin/env bash
# Anki's "merge note types" brings a new field into the learner's notes, and thereby keeps its text out.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  a release that adds a field, imported with merging, fills that field in the learner's notes:
#            the package's notes are newer than those that the learner has.
# Seen:      {'duplicate': 1}; the field is there and empty, the other fields keep their old text too, and
#            importing again does not help. Merging stamps the notes with the time of the import, so that
#            a package built before it is older from then on; one built later gives {'updated': 1}.
# Date seen: 2026-11-28
# Meaning:   never ship text in the release that adds its field: keep spare fields from the start, or
#            ship the field first, and the text in a release made after learners imported that.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3 genanki==0.13.1

cd "$work"
venv/bin/python - <<'PY'
import sys
import time

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

collection = Collection("learner.anki2")
now = int(time.time())


def bring(built, **texts):
    model = genanki.Model(
        1520000001, "Metals",
        fields=[{"name": name} for name in texts],
        templates=[{"name": "Card", "qfmt": "{{Metal}}", "afmt": "{{Symbol}}"}],
    )
    deck = genanki.Deck(1520000002, "Metals")
    deck.add_note(genanki.Note(model=model, fields=list(texts.values()), guid="metal-tin"))
    genanki.Package(deck).write_to_file("metals.apkg", timestamp=built)
    options = ImportAnkiPackageOptions(merge_notetypes=True)
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path="metals.apkg", options=options)).log
    outcome = next(name for name in ("new", "updated", "duplicate", "conflicting") if len(getattr(log, name)))
    return outcome, collection.db.scalar("select flds from notes").split("\x1f")


bring(now - 3000, Metal="Tin", Symbol="Tn")
release = {"Metal": "Tin", "Symbol": "Sn", "Number": "50"}
merged, again = bring(now - 1000, **release), bring(now - 1000, **release)
later = bring(now + 3000, **release)
collection.close()
skipped = ("duplicate", ["Tin", "Tn", ""])
if merged != skipped or again != skipped or later != ("updated", ["Tin", "Sn", "50"]):
    sys.exit(f"CHANGED: merging now gives {merged}, then {again}, and {later} from a later build")
print("still so: a merge adds the new field empty, and skips all text of the package that brings it")
PY
