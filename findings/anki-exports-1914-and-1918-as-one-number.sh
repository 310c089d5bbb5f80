#!/usr/bin/env bash
# Anki, exporting plain text, makes 19141918 of two cells with 1914 and 1918, and "onetwo" of a list.
#
# Version:   anki 26.9.3
# Expected:  what is in lines or cells of its own on the card stays apart in the text, as it does with a <br> or a
#            <div>: "one" and "two" become "one two".
# Seen:      "Notes in Plain Text" without HTML runs cells, items of a list and paragraphs together, without a space. So
#            does {{type:...}}: for a list of one and two, "onetwo" is right, and "one two" is wrong.
# Date seen: 2026-11-30
# Meaning:   numbers of a table are wrong on a sheet made from the export, and a list cannot be typed. Export with HTML,
#            or put a <br> or a space after each cell and item.
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

from anki.collection import Collection

collection = Collection("learner.anki2")
model = collection.models.by_name("Basic")
seen = {  # a field: its plain text, and which of the two is right where it is typed
    "one<br>two": ("one two", "one two"),
    "<div>one</div><div>two</div>": ("one two", "one two"),
    "<p>one</p><p>two</p>": ("onetwo", "onetwo"),
    "<ul><li>one</li><li>two</li></ul>": ("onetwo", "onetwo"),
    "<table><tr><td>1914</td><td>1918</td></tr></table>": ("19141918", "19141918"),
}


def right(field):
    """Return which spelling Anki takes for the right one: with a space, or without it."""
    words = ("1914", "1918") if "1914" in field else ("one", "two")
    shown = {typed: collection.compare_answer(field, typed, True) for typed in (" ".join(words), "".join(words))}
    [found] = [typed for typed, html in shown.items() if "typeBad" not in html and "typeMissed" not in html]
    return found


for field in seen:
    note = collection.new_note(model)
    note["Front"] = field
    collection.add_note(note, 1)
none = dict.fromkeys(("with_html", "with_tags", "with_deck", "with_notetype", "with_guid"), False)
collection.export_note_csv(out_path="notes.txt", limit=None, **none)
lines = [line.rstrip("\t") for line in Path("notes.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
found = {field: (line, right(field)) for field, line in zip(seen, lines, strict=True)}
collection.close()
if found != seen:
    sys.exit(f"CHANGED: text and right answers are now {found}")
print("still so: cells, items and paragraphs run together")
PY
