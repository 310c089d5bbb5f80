#!/usr/bin/env bash
# Anki, reading text, takes a deck called "1848" for the number of a deck, and the deck "1" for "Default".
#
# Version:   anki 26.9.3
# Expected:  a column of decks files a note in the deck of that name, and makes it if need be, as with "Unit 4"; what
#            Anki's own "Notes in Plain Text" wrote comes back in another profile.
# Seen:      "1": the note is filed in "Default", whose number that is, without a word, also beside a deck "1". "1848"
#            where no such deck is yet: {'missing_deck': 1}, the note is left out, also if Anki itself wrote the file;
#            "History::1848" comes back.
# Date seen: 2026-11-29
# Meaning:   decks called by number or by year (1, 2, 3; 1848) need a word in their name before notes are imported from
#            a spreadsheet: the first unit ends up outside of the course, the others are missing.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3

cd "$work"
venv/bin/python - <<'PY'
import sys
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest


def bring(collection):
    metadata = collection.get_csv_metadata("notes.txt", None)
    log = collection.import_csv(ImportCsvRequest(path="notes.txt", metadata=metadata)).log
    counts = {name: len(getattr(log, name)) for name in ("new", "missing_deck") if len(getattr(log, name))}
    rows = collection.db.all("select notes.sfld, cards.did from cards join notes on notes.id = cards.nid order by 1")
    return counts, {front: collection.decks.name(deck) for front, deck in rows}


learner = Collection("learner.anki2")
learner.decks.id("1")
rows = "1\tNile\tEgypt\n1848\tRhine\tGermany\nUnit 4\tSeine\tFrance\n"
Path("notes.txt").write_text(f"#separator:tab\n#notetype:Basic\n#deck column:1\n{rows}")
written = bring(learner)
learner.close()

author = Collection("author.anki2")
for deck, front in (("1848", "Rhine"), ("History::1848", "Seine")):
    note = author.new_note(author.models.by_name("Basic"))
    note.fields = [front, "a river"]
    author.add_note(note, author.decks.id(deck))
author.export_note_csv(
    out_path="notes.txt", limit=None, with_html=True, with_tags=True, with_deck=True, with_notetype=True, with_guid=True
)
author.close()
other = Collection("other.anki2")
own = bring(other)
other.close()

if written != ({"new": 2, "missing_deck": 1}, {"Nile": "Default", "Seine": "Unit 4"}):
    sys.exit(f"CHANGED: decks named 1, 1848 and Unit 4 are now read as {written}")
if own != ({"new": 1, "missing_deck": 1}, {"Seine": "History::1848"}):
    sys.exit(f"CHANGED: of Anki's own export now comes back {own}")
print("still so: a deck whose name is a number is taken for a number of a deck")
PY
