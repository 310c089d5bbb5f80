#!/usr/bin/env bash
# Anki's {{text:...}} makes tags of characters: "What does <br> do?", correctly escaped, asks "What does do?".
#
# Version:   anki 26.9.3
# Expected:  the filter takes formatting away and leaves what is to be read: a field with `&lt;br&gt;`, which a card
#            shows as <br>, shows the same through the filter, without its bold type.
# Seen:      it replaces escapes by the characters themselves and does not escape them again, so that a browser reads
#            them as markup: `What does &lt;br&gt; do?` becomes a line break, `List&lt;String&gt;` shows List, and of
#            `if x&lt;y and y&gt;2` the middle is gone. `{{Front}}` shows all three; "2 &lt; 3", with spaces, comes
#            through.
# Date seen: 2026-11-30
# Meaning:   cards on HTML, on generic types and on inequalities lose just what they ask about. Use the filter within
#            addresses only, where the manual shows it, and {{Front}} for what is to be read.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3

cd "$work"
venv/bin/python - <<'PY'
import sys
from html.parser import HTMLParser

from anki.collection import Collection


class Reader(HTMLParser):
    """What a browser shows of HTML: all but its tags."""

    def __init__(self, html):
        super().__init__()
        self.shown = ""
        self.feed(html)
        self.close()

    def handle_data(self, data):
        self.shown += data


collection = Collection("learner.anki2")
model = collection.models.copy(collection.models.by_name("Basic"))
model["css"] = ""
model["tmpls"][0]["qfmt"] = "{{Front}}|{{text:Front}}"
collection.models.update_dict(model)
seen = {
    "<b>What</b> does &lt;br&gt; do?": ("What does <br> do?", "What does  do?"),
    "a List&lt;String&gt;": ("a List<String>", "a List"),
    "if x&lt;y and y&gt;2": ("if x<y and y>2", "if x2"),
    "2 &lt; 3": ("2 < 3", "2 < 3"),
}
found = {}
for field in seen:
    note = collection.new_note(model)
    note["Front"] = field
    collection.add_note(note, 1)
    whole, filtered = note.cards()[0].question().removeprefix("<style></style>").split("|")
    found[field] = (Reader(whole).shown, Reader(filtered).shown)
collection.close()
if found != seen:
    sys.exit(f"CHANGED: these now show {found}")
print("still so: through {{text:...}}, signs become tags")
PY
