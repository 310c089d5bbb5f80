#!/usr/bin/env bash
# Anki, importing a package, shows one picture for two whose names differ only in ^ [ ] : or ?, or after 120 bytes.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  each card keeps its own picture: Anki gives a file another name where the name is taken by other bytes, as
#            it does where a release brings a changed picture, and writes that name into the note.
# Seen:      Anki removes ^ [ ] : ? and other characters from names and cuts them after 120 bytes, and does not check
#            whether two names are then the same. Two notes show `x2.png`: the one for x^2.png and the one for x2.png.
#            So do those for "… by year of arrival (1).png" and "(2).png", and for two names of 71 Cyrillic letters. One
#            of the two pictures is nowhere; the log counts {'new': 2}.
# Date seen: 2026-11-30
# Meaning:   a card shows another graph than the one it asks about. Name pictures by a few plain letters and digits; a
#            number that tells two apart belongs at the beginning.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3 genanki==0.13.1

cd "$work"
venv/bin/python - <<'PY'
import re
import sys
from itertools import count
from pathlib import Path

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

numbers = count()
model = genanki.Model(
    1795960002,
    "Picture",
    fields=[{"name": "Picture"}],
    templates=[{"name": "Card", "qfmt": "{{Picture}}", "afmt": "{{Picture}}"}],
)


def shown(*names):
    """Return what each note's picture holds once a package with pictures of these names is imported."""
    folder = Path(f"package-{next(numbers)}")
    folder.mkdir()
    deck = genanki.Deck(1795960200, "Graphs")
    for number, name in enumerate(names):
        (folder / name).write_text(f"picture {number}")
        deck.add_note(genanki.Note(model, [f'<img src="{name}">'], guid=f"graph-{number}"))
    package = genanki.Package(deck)
    package.media_files = [str(folder / name) for name in names]
    package.write_to_file(folder / "graphs.apkg")
    collection = Collection(str(folder / "learner.anki2"))
    request = ImportAnkiPackageRequest(package_path=str(folder / "graphs.apkg"), options=ImportAnkiPackageOptions())
    if len(collection.import_anki_package(request).log.new) != len(names):
        sys.exit("CHANGED: the log no longer calls the notes new")
    notes = [collection.get_note(note) for note in sorted(collection.find_notes(""))]
    files = [Path(collection.media.dir(), re.search(r'src="(.*?)"', note["Picture"])[1]) for note in notes]
    found = [file.read_text() for file in files]
    collection.close()
    return found


long = "Share of people born abroad among those of 25 to 64 years in the provinces and territories of Canada by year "
long += "of arrival"
own = shown("parabola.png", "line.png")
if own != ["picture 0", "picture 1"]:
    sys.exit(f"CHANGED: pictures with plain names now hold {own}")
for names in (
    ("x^2.png", "x2.png"),
    ("1:2.png", "12.png"),
    ("Canada [1867].png", "Canada 1867.png"),
    (f"{long} (1).png", f"{long} (2).png"),
    ("Ж" * 70 + "1.png", "Ж" * 70 + "2.png"),
):
    found = shown(*names)
    if found not in (["picture 0"] * 2, ["picture 1"] * 2):
        sys.exit(f"CHANGED: {names} now hold {found}")
print("still so: two pictures whose names are alike once Anki has shortened them are one")
PY
