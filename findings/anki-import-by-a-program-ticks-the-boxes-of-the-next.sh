#!/usr/bin/env bash
# Anki keeps a program's import options for the next import by hand: a classmate's reviews become the learner's own.
#
# Versions:  anki 26.9.3, genanki 0.13.1
# Expected:  learners who never ticked "Import any learning progress" get new cards from a classmate's file, whatever a
#            program imported before.
# Seen:      anki.importing.AnkiPackageImporter, which AnkiConnect's importPackage uses, imports with progress, presets
#            and merged note types, and Anki ticks these for the next import by hand: a card that the learner has never
#            seen comes as a review that is due in weeks, and the classmate's answers are counted as the learner's.
#            After an import by hand, it is new.
# Date seen: 2026-11-29
# Meaning:   if anything imports into Anki through AnkiConnect, learners must look at the boxes before they import by
#            hand.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check anki==26.9.3 genanki==0.13.1

cd "$work"
venv/bin/python -W ignore - <<'PY'
import sys

import genanki
from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.importing import AnkiPackageImporter
from anki.scheduler.v3 import CardAnswer

model = genanki.Model(
    1570000001, "Places",
    fields=[{"name": "Place"}, {"name": "Country"}],
    templates=[{"name": "Card", "qfmt": "{{Place}}", "afmt": "{{Country}}"}],
)
for number, (name, place) in enumerate({"rivers": "Nile", "lakes": "Baikal"}.items()):
    deck = genanki.Deck(1570000002 + number, name)
    deck.add_note(genanki.Note(model=model, fields=[place, "a country"], guid=place))
    genanki.Package(deck).write_to_file(f"{name}.apkg")


def by_hand(collection, path):
    """Import with what the dialog proposes."""
    options = collection._backend.get_import_anki_package_presets()
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))


mate = Collection("mate.anki2")
by_hand(mate, "rivers.apkg")
[number] = mate.find_cards("")
for _ in range(3):
    mate.sched.set_due_date([number], "0")
    card, states = mate.get_card(number), mate._backend.get_scheduling_states(number)
    card.start_timer()
    mate.sched.answer_card(mate.sched.build_answer(card=card, states=states, rating=CardAnswer.GOOD))
mate.export_anki_package(
    out_path="shared.apkg",
    options=ExportAnkiPackageOptions(with_scheduling=True, with_media=True, with_deck_configs=True, legacy=False),
    limit=DeckIdLimit(mate.decks.id_for_name("rivers")),
)
mate.close()


def shared_card(name, first):
    learner = Collection(name)
    first(learner)
    by_hand(learner, "shared.apkg")
    [number] = learner.find_cards("Place:Nile")
    card = learner.get_card(number)
    answers = learner.db.scalar("select count() from revlog where ease > 0")
    learner.close()
    return card.type, card.ivl > 0, answers


alone = shared_card("alone.anki2", lambda learner: by_hand(learner, "lakes.apkg"))
fed = shared_card("fed.anki2", lambda learner: AnkiPackageImporter(learner, "lakes.apkg").run())
if alone != (0, False, 0):
    sys.exit(f"CHANGED: after an import by hand the shared card is now {alone}")
if fed != (2, True, 3):
    sys.exit(f"CHANGED: after an import by a program the shared card is now {fed}")
print("still so: after an import by a program, the next one by hand brings a classmate's reviews along")
PY
