#!/usr/bin/env bash
# py-fsrs and ts-fsrs end a day at another time than Anki: daily study stands still, or an hour counts as a night.
#
# Versions:  fsrs 6.3.2 (py-fsrs), ts-fsrs 5.4.2, anki 26.9.3 (fsrs-rs)
# Expected:  the same answers at the same times make the same memory in all three, which have the same weights: for a
#            learner in Vancouver, "good" at 12:00 on eight days makes a stability of 32.7 days in each, as it does.
# Seen:      at 12:00, 11:00, 10:00 and so on, an hour earlier each day: Anki and ts-fsrs 32.7 days, py-fsrs 2.3, as
#            after the first; it takes 24 hours for a day. At 15:30 and at 16:30 of one day: Anki and py-fsrs 2.3,
#            ts-fsrs 7.3, as after a night; its days end at midnight in Greenwich.
# Date seen: 2026-11-29
# Meaning:   give either library the learner's date (at noon, UTC) for the time of an answer; with Anki's own times, its
#            intervals differ from Anki's: 2 days instead of 33, or 7 instead of 2.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work TZ=America/Vancouver
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3 fsrs==6.3.2
npm install --silent --no-audit --no-fund --prefix "$work" ts-fsrs@5.4.2

cd "$work"
cat > replay.js <<'JS'
const { createEmptyCard, fsrs, Rating } = require('ts-fsrs')
const scheduler = fsrs({ enable_fuzz: false, learning_steps: [], relearning_steps: [] })
const times = process.argv.slice(2).map(time => new Date(Number(time)))
let card = createEmptyCard(times[0])
for (const time of times) card = scheduler.next(card, time, Rating.Good).card
console.log(card.stability)
JS
cat > compare.py <<'PY'
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from anki.collection import Collection
from fsrs import Card, Rating, Scheduler

collection = Collection("learner.anki2")
collection.set_config("fsrs", True)
note = collection.new_note(collection.models.by_name("Basic"))
note.fields = ["Nile", "Egypt"]
collection.add_note(note, collection.decks.id("Rivers"))
[number] = collection.find_cards("")
ADD = "insert into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) values (?, ?, -1, 3, 1, ?, 0, 5000, ?)"


def remembered(start, hours, answers):
    """Return the stability after some answers "good" in Anki, in py-fsrs and in ts-fsrs."""
    first = datetime.fromisoformat(f"2026-01-05T{start}").astimezone(UTC)
    times = [first + timedelta(hours=hours * place) for place in range(answers)]
    stamps = [int(time.timestamp() * 1000) for time in times]
    collection.db.execute("delete from revlog")
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = Card()
    for place, (time, stamp) in enumerate(zip(times, stamps)):
        card, _ = scheduler.review_card(card, Rating.Good, time)
        collection.db.execute(ADD, stamp, number, min(place, 1), min(place, 1))
    told = subprocess.run(["node", "replay.js", *map(str, stamps)], check=True, capture_output=True, text=True).stdout
    found = (collection.compute_memory_state(number).stability, card.stability, float(told))
    return tuple(round(stability, 1) for stability in found)


found = remembered("12:00", 24, 8), remembered("12:00", 23, 8), remembered("15:30", 1, 2)
collection.close()
if found != ((32.7, 32.7, 32.7), (32.7, 2.3, 32.7), (2.3, 2.3, 7.3)):
    sys.exit(f"CHANGED: daily, an hour earlier each day, and an hour apart, the three now say {found}")
print("still so: 23 hours are no day to py-fsrs, and an hour over midnight in Greenwich is one to ts-fsrs")
PY
venv/bin/python compare.py
