"""Facts on which readings differ or slip: an item that touches one says whose claim it is."""

import re
from collections.abc import Iterator

from nasec_study.model import BaseItem, Course, Dispute, Item
from nasec_study.problems import Problem

_ACCORDING = re.compile(r"\baccording to\b|\bby (the|his|her|its|their) (own )?(count|account)\b", re.IGNORECASE)


def attribution(course: Course) -> Iterator[Problem]:
    """Yield a problem for each item that touches a dispute and attributes its claim to nobody."""
    disputes = [dispute for dispute in course.disputes if dispute.kind != "name"]
    for item in course.items:
        for dispute in disputes if item.disputes else ():
            if dispute.id in item.disputes and not _is_attributed(course, item):
                number = item.disputes.index(dispute.id)
                message = f"item '{item.id}' touches the dispute '{dispute.id}' and says nobody's claim it is"
                hint = f"say who says it in stem or key: {'; '.join(_voices(course, item))}"
                yield Problem("E330", course.place(item).where("disputes", number), message, hint)


def unnamed(course: Course) -> Iterator[Problem]:
    """Yield a warning for each item that holds a dispute's words and does not name the dispute."""
    marked = [
        (
            dispute,
            {claim.citation.reading for claim in dispute.claims},
            [marker.casefold() for marker in dispute.markers],
        )
        for dispute in course.disputes
    ]
    for item in course.items:
        shown = _shown(item)
        folded = shown.casefold()
        for dispute, readings, markers in marked:
            if dispute.id in item.disputes or readings.isdisjoint(item.cited_readings):
                continue
            # Hardly any item holds a marker: to look for its bare letters first is many times quicker.
            if any(marker in folded for marker in markers) and (found := _marked(dispute, shown)):
                message = f"item '{item.id}' says '{found}', which the dispute '{dispute.id}' is about"
                hint = f"add `disputes: [{dispute.id}]` and say whose claim it is"
                where = course.place(item).where()
                yield Problem("W331", where, message, hint, "warning")


def _marked(dispute: Dispute, shown: str) -> str:
    """Return the dispute's words that a text holds, if it does."""
    markers = "|".join(map(re.escape, dispute.markers))
    found = re.search(rf"(?<!\w)(?:{markers})(?!\w)", shown, re.IGNORECASE)
    return found[0] if found else ""


def unasked(course: Course) -> Iterator[Problem]:
    """Yield a warning for each dispute that no item asks about."""
    asked = {name for item in course.items for name in item.disputes}
    for dispute in course.disputes:
        if dispute.kind != "name" and dispute.id not in asked:
            message = f"no item asks about the dispute '{dispute.id}'"
            hint = f"write one and give it `disputes: [{dispute.id}]`"
            yield Problem("W332", course.place(dispute).where("id"), message, hint, "warning")


def _shown(item: Item) -> str:
    """Return what a student reads of an item before and behind the answer, without its reasons."""
    return " ".join((item.asks, *item.asserts))


def _is_attributed(course: Course, item: Item) -> bool:
    shown = _shown(item)
    return bool(_ACCORDING.search(shown)) or any(
        re.search(rf"(?<!\w){re.escape(voice)}(?!\w)", shown, re.IGNORECASE) for voice in _voices(course, item)
    )


def _voices(course: Course, item: BaseItem) -> tuple[str, ...]:
    readings = (course.reading(name) for name in item.cited_readings)
    return tuple(voice for reading in readings if reading for voice in (reading.cite, *reading.voices))


RULES = (attribution, unnamed, unasked)
