"""Study guides: what a reading is, what to know of it, and a self-test."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from nasec_study.course.model import (
    Choice,
    Course,
    Dispute,
    Item,
    Numeric,
    Ordering,
    Picture,
    Question,
    Reading,
    Term,
    TrueFalse,
)
from nasec_study.course.model.material import Claim, Event
from nasec_study.course.outlines import is_numbered
from nasec_study.rendering.alphabets import alphabet_key, without_articles
from nasec_study.rendering.markup import to_plain
from nasec_study.sheets.lots import rank
from nasec_study.sheets.options import Option, options_of
from nasec_study.sheets.plan import practiced_items
from nasec_study.targets._contract import Job, Output
from nasec_study.targets._recordings import is_heard
from nasec_study.targets.paper.pages import page

# How many items of each kind the test at the end has.
_TEST = ((Choice, 4), (TrueFalse, 3), (Question, 3))


@dataclass(frozen=True)
class Timeline:
    """Dated events in order, and the id of the section that they are from."""

    section: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Contrast:
    """A dispute as one reading sees it: its own claims, and the names of those who say otherwise."""

    dispute: Dispute
    own: tuple[Claim, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """An item of the self-test: its number, and its options with their letters."""

    number: int
    item: Item
    options: tuple[Option, ...]


def study_guides(job: Job) -> Iterator[Output]:
    """Yield a guide to each reading that was not dropped, with no more headings than the course has material for.

    What is in no deck is kept from students, as for an exam, and is in no guide either.
    """
    practiced = practiced_items(job.course)
    for reading in job.course.current_readings:
        items = [item for item in practiced if item.cited_readings == (reading.id,)]
        yield page(
            job,
            f"handouts/study-guide-{reading.id}.pdf",
            "handout/study-guide.html.j2",
            reading=reading,
            # Most headings have numbers of their own, which others would contradict.
            is_numbered=sum(is_numbered(section.name) for section in reading.outline) * 2 > len(reading.outline),
            terms=_terms(items, job.course.settings.language),
            timelines=list(_timelines(items)),
            figures=[item for item in items if isinstance(item, Numeric)],
            pictures=list(_pictures(job.course, reading)),
            contrasts=list(_contrasts(job.course, reading)),
            trials=_test(reading, items),
            sections={section.id: section for section in reading.outline},
        )


def _terms(items: list[Item], language: str) -> list[Term]:
    """Return the terms in alphabetical order, letters with accents beside those without, and articles aside."""
    terms = [item for item in items if isinstance(item, Term)]
    keys = [alphabet_key(name, language) for name in without_articles([to_plain(term.term) for term in terms])]
    return [term for _, term in sorted(zip(keys, terms, strict=True), key=itemgetter(0))]


def _timelines(items: list[Item]) -> Iterator[Timeline]:
    """Yield a timeline for each item that puts dated events in order: the order is the author's, and was checked."""
    for item in items:
        if isinstance(item, Ordering) and all(step.date for step in item.steps):
            events = tuple(Event(date=step.date, label=step.text) for step in item.steps)
            yield Timeline(item.home[1], events)


def _pictures(course: Course, reading: Reading) -> Iterator[Picture]:
    """Yield the pictures that are drawn from a reading."""
    return (picture for picture in course.pictures if reading.id in {found.reading for found in picture.citations})


def _contrasts(course: Course, reading: Reading) -> Iterator[Contrast]:
    """Yield the disputes in which a reading has a say against others."""
    for dispute in course.disputes:
        own = tuple(claim for claim in dispute.claims if claim.citation.reading == reading.id)
        names = dict.fromkeys(claim.citation.reading for claim in dispute.claims if claim not in own)
        others = tuple(other.cite for name in names if (other := course.reading(name)))
        if own and others:
            yield Contrast(dispute, own, others)


def _test(reading: Reading, items: list[Item]) -> list[Trial]:
    """Return items of several kinds, chosen by lot as those of worksheets are, in the order of the reading."""
    chosen: set[str] = set()
    for kind, count in _TEST:
        free = [item for item in items if isinstance(item, kind) and not item.stimulus and not is_heard(item)]
        free.sort(key=lambda item: rank("study-guide", reading.id, item.first_id))
        chosen.update(item.id for item in free[:count])
    return [
        Trial(number, item, options_of(item, "study-guide"))
        for number, item in enumerate((item for item in items if item.id in chosen), start=1)
    ]
