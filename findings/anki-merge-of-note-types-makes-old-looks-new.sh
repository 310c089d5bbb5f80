#!/usr/bin/env bash
# Anki's "merge note types" makes a learner's old card designs count as new as the import, and so keeps newer ones out.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  a package that changes only the styles of its note type brings them to everybody whose styles are older,
#            whether “Merge note types” is checked or not: there is nothing to merge.
# Seen:      with it checked, each import but the first stamps the note type with its own time, although nothing
#            differs. A look that was designed before the learner's last import, and comes after it, stays out.
# Date seen: 2026-11-30
# Meaning:   AnkiConnect always checks the box: after a push, see whether the looks are those of the package.
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


def package(css, designed):
    """Write a package with one note, whose note type was designed so many seconds ago."""
    model = genanki.Model(
        1570000001, "Places",
        fields=[{"name": "Place"}, {"name": "Country"}],
        templates=[{"name": "Card", "qfmt": "{{Place}}", "afmt": "{{Country}}"}],
        css=css,
    )
    deck = genanki.Deck(1570000002, "Places")
    deck.add_note(genanki.Note(model=model, fields=["Nile", "Egypt"], guid="nile"))
    genanki.Package(deck).write_to_file(f"{css}.apkg", timestamp=time.time() - designed)


package("small", designed=3_000)
package("large", designed=1_000)


def styles(name, merge):
    """Return the styles that a learner has who imports the old look twice, and then the new one."""
    learner = Collection(name)
    for file in ("small.apkg", "small.apkg", "large.apkg"):
        options = ImportAnkiPackageOptions(merge_notetypes=merge)
        learner.import_anki_package(ImportAnkiPackageRequest(package_path=file, options=options))
    found = learner.models.by_name("Places")["css"]
    learner.close()
    return found


found = styles("plain.anki2", merge=False), styles("merging.anki2", merge=True)
if found != ("large", "small"):
    sys.exit(f"CHANGED: the styles are now {found}")
print("still so: whoever merges note types keeps the old look")
PY
