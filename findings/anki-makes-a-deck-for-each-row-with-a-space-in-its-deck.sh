#!/usr/bin/env bash
# Anki, reading text, makes a new deck for each row whose column of decks has a space at the end or beside "::".
#
# Version:   anki 26.9.3
# Expected:  all rows of "Rivers :: Asia" come into the deck "Rivers::Asia", which Anki makes of that name, with the first
#            import as with the second; so they do if the name stands in the head of the file (`#deck:`).
# Seen:      three rows come into "Rivers::Asia", "Rivers::Asia+" and "Rivers::Asia++"; a second import of the same file
#            makes three more decks, which are empty, though it has no new note. So does "Asia " with a space after it,
#            and "Tiếng Việt" with its accents as characters of their own, as some keyboards and systems write them.
#            There is no warning: the log counts {'new': 3}, then {'duplicate': 3}.
# Date seen: 2026-11-29
# Meaning:   a spreadsheet shows none of these spaces, and each release adds decks by the row, with options and limits
#            of their own. Trim and compose (NFC) the names of decks before notes are imported from a table.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3

cd "$work"
venv/bin/python - <<'PY'
import sys
from itertools import count
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest

numbers = count()


def imported(deck, head=""):
    """Return the decks that two imports of one table make, and what the log counts of each."""
    collection = Collection(f"learner-{next(numbers)}.anki2")
    place = "" if head else f"\t{deck}"
    rows = "".join(f"{river}\ta sea{place}\n" for river in ("Ob", "Lena", "Indus"))
    Path("rivers.txt").write_text(f"#separator:tab\n{head or '#deck column:3'}\n{rows}", encoding="utf-8")
    seen = []
    for _ in range(2):
        metadata = collection.get_csv_metadata(path="rivers.txt", delimiter=None)
        log = collection.import_csv(ImportCsvRequest(path="rivers.txt", metadata=metadata)).log
        counts = {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate") if len(getattr(log, name))}
        decks = [deck.name for deck in collection.decks.all_names_and_ids() if deck.name not in ("Default", "Rivers")]
        seen.append((decks, counts))
    collection.close()
    return seen


def heaped(name):
    decks = [name + "+" * number for number in range(6)]
    return [(decks[:3], {"new": 3}), (decks, {"duplicate": 3})]


tidy = [(["Rivers::Asia"], {"new": 3}), (["Rivers::Asia"], {"duplicate": 3})]
for told, found, expected in (
    ("Rivers::Asia", imported("Rivers::Asia"), tidy),
    ("#deck:Rivers :: Asia", imported("", "#deck:Rivers :: Asia"), tidy),
    ("Rivers :: Asia", imported("Rivers :: Asia"), heaped("Rivers::Asia")),
    ("a space at the end", imported("Asia "), heaped("Asia")),
    ("accents by themselves", imported("Tie\u0302\u0301ng Vie\u0323\u0302t"), heaped("Tiếng Việt")),
):
    if found != expected:
        sys.exit(f"CHANGED: {told}: decks and counts are now {found}")
print("still so: a deck for each row whose deck has a space at its end or beside two colons")
PY
