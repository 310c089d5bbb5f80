"""The names of decks in Anki, which stay as students know them until a major release."""

from nasec_study.course.model import Deck
from nasec_study.rendering.locales import translations
from nasec_study.targets._contract import Job

# The id in the ledger of the deck that holds all others.
WHOLE = "*"


def full_name(job: Job, deck: Deck) -> str:
    """Return the full name of a deck in Anki: the one that students have, or else title and name."""
    return job.deck_names.get(deck.id) or f"{title_of(job)}::{deck.name}"


def title_of(job: Job) -> str:
    """Return the name of the deck that holds all others: the one that students have, or else the course's title."""
    return job.deck_names.get(WHOLE) or _part_of_name(job.course.settings.title)


def full_names(job: Job) -> dict[str, str]:
    """Return the full names of all decks and subdecks by their ids in the ledger; that of the whole course is WHOLE."""
    decks = job.course.settings.decks
    found = {WHOLE: title_of(job)} | {deck.id: full_name(job, deck) for deck in decks}
    return found | {f"{deck.id}/disputes": name_of_disputes(job, deck) for deck in decks if deck.disputes}


def name_of_disputes(job: Job, deck: Deck) -> str:
    """Return the full name of the subdeck in which a deck has the disputes as cards."""
    words = translations(job.course.settings.language)
    wanted = f"{full_name(job, deck)}::{_part_of_name(words.gettext('Where the readings disagree'))}"
    return job.deck_names.get(f"{deck.id}/disputes", wanted)


def _part_of_name(text: str) -> str:
    """Return a text as one part of a deck's name, in which Anki divides by '::' and allows no quotes."""
    return text.replace("::", ":").replace('"', "'")
