#!/usr/bin/env bash
# Anki keeps a correction from just those cards that a learner keeps failing: becoming a leech counts as an edit.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  reviews belong to the card; a learner who only ever answers gets each correction "if newer".
# Seen:      the eighth lapse adds the tag "leech", and with it sets the note's time of change. A release made before
#            that day and imported after it: {'updated': 1, 'duplicate': 1}, the leech keeps its mistake. Seven lapses
#            do no harm. A release made later corrects it, and takes the tag away.
# Date seen: 2026-11-29
# Meaning:   the card with the mistake is likely to be the leech. Have learners set "Update notes" to "Always" for a
#            correction.
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
from anki.scheduler.v3 import CardAnswer

model = genanki.Model(
    1570000001, "Lakes",
    fields=[{"name": "Lake"}, {"name": "Country"}],
    templates=[{"name": "Card", "qfmt": "{{Lake}}", "afmt": "{{Country}}"}],
)
collection = Collection("learner.anki2")
now = int(time.time())


def bring(built, **countries):
    deck = genanki.Deck(1570000002, "Lakes")
    for lake, country in countries.items():
        deck.add_note(genanki.Note(model=model, fields=[lake, country], guid=f"lake-{lake}"))
    genanki.Package(deck).write_to_file("lakes.apkg", timestamp=built)
    request = ImportAnkiPackageRequest(package_path="lakes.apkg", options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    counts = {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate") if len(getattr(log, name))}
    rows = collection.db.all("select flds, trim(tags) from notes order by flds")
    return counts, [(fields.split("\x1f")[1], tags) for fields, tags in rows]


def fail(lake, times):
    [number] = collection.find_cards(f"Lake:{lake}")
    for _ in range(times):
        collection.sched.set_due_date([number], "0")
        card = collection.get_card(number)
        card.start_timer()
        states = collection._backend.get_scheduling_states(number)
        collection.sched.answer_card(collection.sched.build_answer(card=card, states=states, rating=CardAnswer.AGAIN))


bring(now - 3000, Baikal="Rusia", Titicaca="Peru")
fail("Baikal", 8)
fail("Titicaca", 7)
right = {"Baikal": "Russia", "Titicaca": "Peru and Bolivia"}
earlier, later = bring(now - 1000, **right), bring(now + 3000, **right)
collection.close()
if earlier != ({"updated": 1, "duplicate": 1}, [("Rusia", "leech"), ("Peru and Bolivia", "")]):
    sys.exit(f"CHANGED: a release made before the eighth lapse now gives {earlier}")
if later != ({"updated": 2}, [("Russia", ""), ("Peru and Bolivia", "")]):
    sys.exit(f"CHANGED: a release made after it now gives {later}")
print("still so: a correction made before the eighth lapse does not reach the leech")
PY
