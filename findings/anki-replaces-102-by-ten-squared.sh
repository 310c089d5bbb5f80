#!/usr/bin/env bash
# Anki, reading a table, replaces the note of 102 by that of 10², and that of x1 by that of x₁.
#
# Version:   anki 26.9.3
# Expected:  a row belongs to the note that has its first field: `10<sup>2</sup>` is not 102, just as two formulas,
#            \(x^2\) and \(x_2\), are two notes.
# Seen:      Anki compares first fields without their tags. Where a learner has 102 and x1, a table with
#            `10<sup>2</sup>` and `x<sub>1</sub>` writes its rows over them, and counts {'first_field_match': 2}, as if
#            they had been corrected. A table that has both makes two notes at first, and both into 10² when it is
#            imported again.
# Date seen: 2026-11-30
# Meaning:   notes on powers, indices and ions are lost to those of other numbers. Write such first fields as formulas,
#            or give the table a column of ids as its first field.
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


def imported(*tables):
    """Import tables one after another; return the notes, and what the log of the last one counts."""
    collection = Collection(f"learner-{next(numbers)}.anki2")
    for table in tables:
        rows = "".join(f"{front}\t{back}\n" for front, back in table)
        Path("table.txt").write_text(f"#separator:tab\n#html:true\n{rows}", encoding="utf-8")
        metadata = collection.get_csv_metadata(path="table.txt", delimiter=None)
        log = collection.import_csv(ImportCsvRequest(path="table.txt", metadata=metadata)).log
    kinds = ("new", "updated", "duplicate", "first_field_match")
    counted = {kind: len(getattr(log, kind)) for kind in kinds if len(getattr(log, kind))}
    notes = [tuple(collection.get_note(note).fields) for note in sorted(collection.find_notes(""))]
    collection.close()
    return notes, counted


plain = [("102", "a hundred and two"), ("x1", "x one")]
raised = [("10<sup>2</sup>", "a hundred"), ("x<sub>1</sub>", "the first x")]
formulas = [(r"\(x^2\)", "x squared"), (r"\(x_2\)", "the second x")]
for told, found, expected in (
    ("formulas", imported(formulas, formulas), (formulas, {"duplicate": 2})),
    ("one table after the other", imported(plain, raised), (raised, {"first_field_match": 2})),
    ("one table with both", imported(plain + raised), (plain + raised, {"new": 4})),
    ("the same again", imported(plain + raised, plain + raised), (raised + raised, {"first_field_match": 4})),
):
    if found != expected:
        sys.exit(f"CHANGED: {told}: notes and counts are now {found}")
print("still so: 10² replaces 102")
PY
