#!/usr/bin/env bash
# If a filtered deck has the name of a package's deck, Anki puts each import into a new deck, named by the second.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  new notes come into the deck that the first import made, or the import says why not: a course's packages
#            have the same name and number for its deck each time.
# Seen:      with a filtered deck "Words": first import into "Words 1795967039::Unit 1", second into
#            "Words 1795967041::Unit 1", and so on; the log has no word of it. Without it: "Words::Unit 1" both times.
# Date seen: 2026-11-29
# Meaning:   learners who gather cards for an exam in a filtered deck must not give it the name of the course, or of a
#            deck above its decks; otherwise, each release is in a deck apart, with options of its own.
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
import time

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

model = genanki.Model(
    1590000001, "Words",
    fields=[{"name": "Word"}, {"name": "Meaning"}],
    templates=[{"name": "Card", "qfmt": "{{Word}}", "afmt": "{{Meaning}}"}],
)


def decks(filtered):
    """Return in which decks the notes of two imports are, beside a filtered deck of a name."""
    collection = Collection(f"{filtered}.anki2")
    note = collection.new_note(collection.models.by_name("Basic"))
    note["Front"] = "a card of another course"
    collection.add_note(note, 1)
    deck = collection.sched.get_or_create_filtered_deck(0)
    deck.name = filtered
    deck.config.search_terms[0].search = "is:new"
    collection.sched.add_or_update_filtered_deck(deck)
    for release in (1, 2):
        unit = genanki.Deck(1590000002, "Words::Unit 1")
        for number in range(release):
            unit.add_note(genanki.Note(model=model, fields=[f"word {number}", "meaning"], guid=f"word-{number}"))
        genanki.Package(unit).write_to_file("words.apkg", timestamp=1_700_000_000)
        request = ImportAnkiPackageRequest(package_path="words.apkg", options=ImportAnkiPackageOptions())
        collection.import_anki_package(request)
        time.sleep(1.5)
    cards = [collection.get_card(number) for number in collection.find_cards("Word:word*", order="n.id")]
    names = [collection.decks.name(card.did) for card in cards]
    collection.close()
    return names


apart, clashing = decks("Exam"), decks("Words")
if apart != ["Words::Unit 1", "Words::Unit 1"]:
    sys.exit(f"CHANGED: beside a filtered deck of another name, the notes are now in {apart}")
if len(set(clashing)) != 2 or not all(re.fullmatch(r"Words \d{10}::Unit 1", name) for name in clashing):
    sys.exit(f"CHANGED: beside a filtered deck of the same name, the notes are now in {clashing}")
print("still so: two imports beside a filtered deck of the name make two decks, named by the second")
PY
