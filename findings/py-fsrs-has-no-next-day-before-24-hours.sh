#!/usr/bin/env bash
# py-fsrs has no next day before 24 hours are over: who studies daily, an hour earlier each time, never gets further.
#
# Versions:  fsrs 6.3.2 (py-fsrs), anki 26.9.3 (fsrs-rs)
# Expected:  the same answers on the same days make the same memory in both, which have the same weights: eight days of
#            "good" a stability of 32.7 days, as with answers at 21:00 each day.
# Seen:      with answers at 21:00, 20:00, 19:00 and so on Anki still says 32.7; py-fsrs says 2.3 after the eighth as
#            after the first, since it takes each for one more on the same day, and asks again in 2 days, not in 33.
# Date seen: 2026-11-29
# Meaning:   schedule by the dates of the learner's days, as Anki does from 4 o'clock to 4 o'clock: give review_card the
#            date at midnight for the time. Reviews of Anki's that are replayed with their times give other intervals.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work TZ=UTC
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3 fsrs==6.3.2

cd "$work"
venv/bin/python - <<'PY'
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


def remembered(hours):
    collection.db.execute("delete from revlog")
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now = Card(), datetime(2026, 1, 1, 21, tzinfo=UTC)
    for day in range(8):
        card, _ = scheduler.review_card(card, Rating.Good, now)
        collection.db.execute(ADD, int(now.timestamp() * 1000), number, min(day, 1), min(day, 1))
        asked, now = (card.due - now).days, now + timedelta(hours=hours)
    return round(collection.compute_memory_state(number).stability, 1), round(card.stability, 1), asked


daily, earlier = remembered(24), remembered(23)
collection.close()
if daily != (32.7, 32.7, 33):
    sys.exit(f"CHANGED: with answers at the same time each day, Anki and py-fsrs now say {daily}")
if earlier != (32.7, 2.3, 2):
    sys.exit(f"CHANGED: with answers an hour earlier each day, Anki and py-fsrs now say {earlier}")
print("still so: answers 23 hours apart are answers on one day to py-fsrs, and on two days to Anki")
PY
