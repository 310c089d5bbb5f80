"""Facts on which readings differ or slip: an item that touches one says whose claim it is."""

import re
from collections.abc import Iterator

from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks.shown import texts
from nasec_study.course.model import BaseItem, Course, Item
from nasec_study.course.wording.names import nearest
from nasec_study.foundation.problems import Problem

_WORD = re.compile(r"\w+")
_ACCORDING = re.compile(r"\baccording to\b|\bby (the|his|her|its|their) (own )?(count|account)\b", re.IGNORECASE)


def attribution(course: Course) -> Iterator[Problem]:
    """Yield a problem for each item that touches a dispute and attributes its claim to nobody."""
    disputes = [dispute for dispute in course.disputes if dispute.kind != "name"]
    for item in (item for item in course.items if item.disputes):
        # Of a reading that could not be read, nobody knows by which names it is called.
        is_known = all(course.reading(name) for name in item.cited_readings)
        for dispute in disputes if is_known else ():
            if dispute.id in item.disputes and not _is_attributed(course, item):
                number = item.disputes.index(dispute.id)
                message = f"item '{item.id}' touches the dispute '{dispute.id}', but does not say whose claim it is"
                hint = f"name the source in the stem or the key: {'; '.join(_voices(course, item))}"
                yield Problem("E330", course.place(item).where("disputes", number), message, hint)


def unnamed(course: Course) -> Iterator[Finding]:
    """Find items that hold a dispute's words and do not name the dispute."""
    # By its first word: to look for all of every marker in every item takes many times as long.
    marked: dict[str, list[tuple[str, str]]] = {}
    for dispute in course.disputes:
        for marker in map(str.casefold, dispute.markers):
            marked.setdefault(_words(marker)[0], []).append((marker, dispute.id))
    told_by = {dispute.id: {claim.citation.reading for claim in dispute.claims} for dispute in course.disputes}
    for item in course.items if marked else ():
        if not told_by.keys() >= set(item.disputes):
            # It names another one that is not there.
            continue
        shown = _shown(item).casefold()
        near = [pair for word in marked.keys() & {"", *_words(shown)} for pair in marked[word]]
        found = {name: marker for marker, name in sorted(pair for pair in near if _stands_in(pair[0], shown))}
        for name, marker in found.items():
            if name not in item.disputes and not told_by[name].isdisjoint(item.cited_readings):
                message = f"says '{marker}', which the dispute '{name}' is about"
                hint = f"add `disputes: [{name}]` and say whose claim it is"
                said = (pair for pair in texts(item) if pair[0][-1] != "quote" and marker in pair[1].casefold())
                steps, text = next(said, ((), ""))
                at = text.casefold().find(marker)
                yield Finding(item, steps, message, hint, text[at : at + len(marker)])


W331 = Rule(
    code="W331",
    name="words of a dispute without whose claim it is",
    source="our own: facts on which readings differ",
    why="Where readings differ, a claim is one of them, and students should learn whose. "
    "The item has words that a dispute lists as its `markers`, but does not name the dispute.",
    bad="Who planted the first oak? The abbot.",
    good="Who planted the first oak, according to Ovid? The abbot.\ndisputes: [first-oak]",
    find=unnamed,
)


def _words(text: str) -> list[str]:
    """Return the words of a text; the empty one where there is none."""
    return _WORD.findall(text) or [""]


def _stands_in(words: str, text: str) -> bool:
    """Tell whether words stand in a text, and not as a part of longer words."""
    at = text.find(words)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(words) :][:1]
        if not _WORD.search(around):
            return True
        at = text.find(words, at + 1)
    return False


def unasked(course: Course) -> Iterator[Problem]:
    """Yield a warning for each dispute that no item asks about, be it a faulty one or by a name that only is near."""
    known = [dispute.id for dispute in course.disputes]
    asked = {name if name in known else nearest(name, known) for item in course.items for name in item.disputes}
    has_all_items = all(noun != BaseItem.NOUN for noun, _ in course.faulty)
    for dispute in course.disputes if has_all_items else ():
        if dispute.kind != "name" and dispute.id not in asked:
            message = f"no item asks about the dispute '{dispute.id}'"
            hint = f"write one and give it `disputes: [{dispute.id}]`"
            yield Problem("W332", course.place(dispute).where("id"), message, hint)


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


CHECKS = (attribution, unasked)
