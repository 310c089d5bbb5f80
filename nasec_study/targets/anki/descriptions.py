"""What Anki and a page tell students of the decks: what they cover, their size, and how to study and update them."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from nasec_study.course.model import Deck
from nasec_study.course.vocabulary import IMPORTANCES, KINDS, LEVELS
from nasec_study.rendering.locales import template_words
from nasec_study.targets._contract import Job
from nasec_study.targets.anki.notes import Note, tag_of

# How many new cards a day students are advised to learn.
NEW_A_DAY = 15


def description(job: Job, deck: Deck, notes: tuple[Note, ...]) -> str:
    """Return the description of a deck, in HTML: what it covers, its size, how to update it, and its sources."""
    cited = {tag for note in notes for tag in note.tags}
    root = job.course.settings.root_tag
    readings = [reading for reading in job.course.readings if tag_of(root, "reading", reading.id) in cited]
    cards = sum(note.cards for note in notes)
    return _rendered(job, "description", deck=deck, notes=notes, cards=cards, readings=readings)


def students_page(job: Job, notes: tuple[Note, ...], package: str, update: str) -> str:
    """Return the page for students, in HTML: how to begin, to update, and to study by tag.

    `package` and `update` are the names of the files to import at first, and later.
    """
    items = job.course.taught
    used, asked = {item.type for item in items}, {item.level for item in items}
    return _rendered(
        job,
        "students",
        readings=job.course.readings,
        sections={(cited.reading, cited.section) for item in items for cited in item.sources},
        importance=next(one for one in IMPORTANCES if one in {item.importance for item in items}),
        kinds=[kind for kind in KINDS if kind in used],
        levels=[level for level in LEVELS if level in asked],
        package=package,
        update=update,
        days=ceil(sum(note.cards for note in notes) / NEW_A_DAY),
    )


def description_of_course(job: Job, notes: Mapping[str, tuple[Note, ...]]) -> str:
    """Return the description of the deck that holds all others, in HTML; `notes` are by deck."""
    every = {note.guid: note for found in notes.values() for note in found}.values()
    kinds = {note.type.kind for note in every}
    return _rendered(
        job,
        "description-of-course",
        notes=len(every),
        has_readings=bool(job.course.readings),
        kind="choice" if "choice" in kinds else next((kind for kind in KINDS if kind in kinds), ""),
        cards=sum(note.cards for note in every),
    )


def _rendered(job: Job, template: str, **values: Any) -> str:
    settings = job.course.settings
    return job.templates.get_template(f"anki/{template}.html.j2").render(
        course=settings,
        language=settings.language,
        root=settings.root_tag,
        pace=NEW_A_DAY,
        **template_words(settings.language),
        **values,
    )
