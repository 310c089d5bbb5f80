#!/usr/bin/env bash
# Anki never replaces a media file whose name begins with an underscore, even when it updates all else.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  a release with a new `_look.css` replaces the old file; a picture that changed under its old
#            name arrives (it does: under another name, and the note is rewritten to show it).
# Seen:      note {'updated': 1}, card style new, `map.svg` new under `map-<hash>.svg`; `_look.css` still
#            holds the bytes of the first release, with "update" set to "always" for notes and note types.
# Date seen: 2026-11-28
# Meaning:   shared style sheets, fonts and scripts need a new name in every release that changes them
#            (`_look-2.css`), and the templates that name them must change along.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3 genanki==0.13.1

cd "$work"
venv/bin/python - <<'PY'
import sys
from pathlib import Path

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS as ALWAYS

collection = Collection("learner.anki2")


def bring(release):
    Path("_look.css").write_text(f"b {{ width: {release}em }}")
    Path("map.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{release}" height="1"/>')
    model = genanki.Model(
        1540000001, "Maps",
        fields=[{"name": "Map"}, {"name": "Place"}],
        templates=[{"name": "Card", "qfmt": "{{Map}}", "afmt": "{{Place}}"}],
        css=f"@import url('_look.css'); i {{ width: {release}em }}",
    )
    deck = genanki.Deck(1540000002, "Maps")
    deck.add_note(genanki.Note(model=model, fields=['<img src="map.svg">', f"place {release}"], guid="map-1"))
    package = genanki.Package(deck, media_files=["_look.css", "map.svg"])
    package.write_to_file("maps.apkg", timestamp=1_700_000_000 + release)
    options = ImportAnkiPackageOptions(update_notes=ALWAYS, update_notetypes=ALWAYS)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path="maps.apkg", options=options))


bring(1)
bring(2)
picture, place = collection.db.scalar("select flds from notes").split("\x1f")
style = collection.get_card(collection.db.scalar("select id from cards")).render_output().css
media = Path(collection.media.dir())
shown = (media / picture.split('"')[1]).read_text()
look = (media / "_look.css").read_text()
collection.close()
if not (place == "place 2" and "i { width: 2em }" in style and 'width="2"' in shown and look == "b { width: 1em }"):
    sys.exit(f"CHANGED: after the second release Anki has {place!r}, {style!r}, {shown!r} and {look!r}")
print("still so: text, style and picture are those of release 2, `_look.css` is that of release 1")
PY
