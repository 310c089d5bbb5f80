#!/usr/bin/env bash
# Anki makes two notes of a word that a table has twice, and makes them the same when the table is imported again.
#
# Version:   anki 26.9.3
# Expected:  a table that has not changed changes nothing: a bank of a river and a bank for money are two notes after
#            the first import (both are new, without a word on duplicates), and so they are after the second.
# Seen:      each row updates every note that has its first field, the last row wins: both notes are banks for money.
#            The log counts {'first_field_match': 2, 'duplicate': 1}. With "Preserve" for existing notes both stay.
# Date seen: 2026-11-29
# Meaning:   if a growing list of words is imported again and again, meanings are lost without a trace. Make first
#            fields unique, "bank (river)", or give the table a column of ids as its first field.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3

cd "$work"
cat > words.txt <<'TEXT'
#separator:semicolon
#notetype:Basic
#deck:Words
bank;the side of a river
bank;a house for money
well;a deep hole
TEXT
venv/bin/python - <<'PY'
import sys

from anki.collection import Collection, ImportCsvRequest
from anki.import_export_pb2 import CsvMetadata


def bring(collection, choice):
    metadata = collection.get_csv_metadata("words.txt", None)
    metadata.dupe_resolution = choice
    log = collection.import_csv(ImportCsvRequest(path="words.txt", metadata=metadata)).log
    names = ("new", "updated", "duplicate", "first_field_match")
    counts = {name: len(getattr(log, name)) for name in names if len(getattr(log, name))}
    fields = collection.db.list("select flds from notes order by id")
    return counts, [text.split("\x1f")[1] for text in fields if text.startswith("bank")]


both = ["the side of a river", "a house for money"]
expected = {
    CsvMetadata.UPDATE: ({"duplicate": 1, "first_field_match": 2}, ["a house for money"] * 2),
    CsvMetadata.PRESERVE: ({"first_field_match": 3}, both),
}
for choice, seen in expected.items():
    collection = Collection(f"learner{choice}.anki2")
    first, second = bring(collection, choice), bring(collection, choice)
    collection.close()
    if first != ({"new": 3}, both) or second != seen:
        sys.exit(f"CHANGED: with choice {choice} the two imports now give {first} and {second}")
print("still so: the same table, imported again, makes two meanings of a word one")
PY
