"""Whether what a course refers to is there."""

import re
from collections.abc import Iterator

from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks.shown import texts as texts_of
from nasec_study.course.marks import Source, Steps
from nasec_study.course.model import (
    ITEM_TYPES,
    BaseItem,
    Citation,
    Cloze,
    Course,
    Dispute,
    Item,
    LabelledPicture,
    Objective,
    Picture,
    Reading,
    Stimulus,
)
from nasec_study.course.model.kinds.base import as_compared
from nasec_study.course.wording.names import known_are, nearest
from nasec_study.course.wording.references import repeated, unknown
from nasec_study.foundation.problems import Problem, Where
from nasec_study.rendering.markup import CODE, gap_fault

# The rule by which options that are alike are named.
TWICE = "E221"
# The rules by which citations of what is not there are named.
LOST = frozenset({"E210", "E211"})
MAX_QUOTE_WORDS = 8
# How those who begin write a gap.
_GAP_MEANT = re.compile(r"\{\{?\s*(?:(?:[cC]\d+\s*)?::?\s*)?([^{}:\s][^{}:]*)\}\}?")
_GAP = re.compile(r"\{\{c\d+::")
_BLANK = re.compile(r"_{2,}|\.{4,}|…{2,}")
# No word is a sign alone: §, % and =.
_WORD = re.compile(r"[^\s–—-]*\w[^\s–—-]*")


def citations(course: Course) -> Iterator[Problem]:
    """Find citations of readings or sections that are not there, and quotes of more than eight words."""
    there = {(reading.id, section.id) for reading in course.readings for section in reading.outline}
    for thing, steps, cited in all_citations(course):
        place, subject = course.place(thing), f"{thing.NOUN} '{thing.id}'"
        words = len(_WORD.findall(cited.quote))
        if words > MAX_QUOTE_WORDS:
            message = f"{subject}: the quote has {words} words"
            yield Problem("E212", place.where(*steps, "quote"), message, f"use at most {MAX_QUOTE_WORDS}")
        if (cited.reading, cited.section) not in there:
            yield from _lost(course, place.part(*steps), cited, subject)
    for item in course.items:
        # What comes from a citation has been told of that.
        if item.quote or not item.section:
            continue
        name, section = item.home
        reading = course.reading(name)
        if reading and reading.section(section) is None:
            where, subject = _given(course.place(item), "section", f"item '{item.id}'")
            message = f"{subject} is filed under the unknown section '{section}' of '{name}'"
            hint = known_are(section, [known.id for known in reading.outline])
            yield Problem("E211", where, message, hint)


def all_citations(course: Course) -> Iterator[tuple[BaseItem | Stimulus | Picture | Dispute, Steps, Citation]]:
    """Yield every citation of the course: what cites, the steps to the citation in it, and the citation."""
    for item in course.items:
        own = len(item.sources) - len(item.citations)
        for number, cited in enumerate(item.sources):
            steps: Steps = () if number < own else ("citations", number - own)
            yield item, steps, cited
    shown: tuple[Stimulus | Picture, ...] = (*course.stimuli, *course.pictures)
    for thing in shown:
        for number, cited in enumerate(thing.citations):
            yield thing, ("citations", number), cited
    for dispute in course.disputes:
        for number, claim in enumerate(dispute.claims):
            yield dispute, ("claims", number, "citation"), claim.citation


def _given(place: Source, key: str, subject: str) -> tuple[Where, str]:
    """Return where a key stands that a thing has or takes from its file, and what has it; a file is told of once."""
    giving = place.giving(key)
    return giving.where(key), subject if giving is place else "the file"


def _lost(course: Course, place: Source, cited: Citation, subject: str) -> Iterator[Problem]:
    """Yield the problem of a citation of what is not there, unless it only could not be read."""
    reading = course.reading(cited.reading)
    if reading is None:
        if hint := unknown(course, Reading.NOUN, cited.reading, (known.id for known in course.readings)):
            where, subject = _given(place, "reading", subject)
            yield Problem("E210", where, f"{subject} cites the unknown reading '{cited.reading}'", hint)
    else:
        hint = known_are(cited.section, [section.id for section in reading.outline])
        where, subject = _given(place, "section", subject)
        message = f"{subject} cites the unknown section '{cited.section}' of '{reading.id}'"
        yield Problem("E211", where, message, hint)


def references(course: Course) -> Iterator[Problem]:
    """Find references of items to objectives, stimuli, disputes and items that are not there."""
    known = {
        Objective.NOUN: dict.fromkeys(objective.id for objective in course.objectives),
        Stimulus.NOUN: dict.fromkeys(stimulus.id for stimulus in course.stimuli),
        Dispute.NOUN: dict.fromkeys(dispute.id for dispute in course.disputes),
        BaseItem.NOUN: dict.fromkeys(item.id for item in course.items),
    }
    for item in course.items:
        for noun, name, steps in _names(item):
            if name not in known[noun] and (hint := unknown(course, noun, name, known[noun])):
                where = course.place(item).where(*steps)
                yield Problem("E213", where, f"item '{item.id}' names the unknown {noun} '{name}'", hint)


def _names(item: Item) -> Iterator[tuple[str, str, Steps]]:
    """Yield what an item refers to by id: the kind of thing, the id, and the steps to it."""
    if item.stimulus:
        yield Stimulus.NOUN, item.stimulus, ("stimulus",)
    if item.objective:
        yield Objective.NOUN, item.objective, ("objective",)
    for key, noun in (("disputes", Dispute.NOUN), ("enemies", BaseItem.NOUN), ("companions", BaseItem.NOUN)):
        for number, name in enumerate(getattr(item, key)):
            yield noun, name, (key, number)


def company(course: Course) -> Iterator[Problem]:
    """Find items that are enemies of themselves or of their companions, and companions that are retired."""
    together: dict[str, set[str]] = {}
    retired = {item.id for item in course.items if item.retired}
    for item in course.items:
        for other in item.companions:
            group = together.get(item.id, {item.id}) | together.get(other, {other})
            together |= dict.fromkeys(group, group)
    for item in course.items:
        place = course.place(item)
        for number, other in enumerate(item.enemies):
            if other in together.get(item.id, {item.id}):
                message = f"item '{item.id}' has the enemy '{other}', which must be on the same sheet"
                if other == item.id:
                    message = f"item '{item.id}' is its own enemy"
                yield Problem("E224", place.where("enemies", number), message, "take it out of `enemies:`")
        for number, other in enumerate(item.companions):
            if other == item.id:
                message, hint = f"item '{item.id}' is its own companion", "take it out of `companions:`"
                yield Problem("E224", place.where("companions", number), message, hint)
            elif other in retired and not item.retired:
                message = f"item '{item.id}' can be on no worksheet: its companion '{other}' is retired"
                hint = "take it out of `companions:`, or retire both"
                yield Problem("E225", place.where("companions", number), message, hint)


def reading_order(course: Course) -> Iterator[Problem]:
    """Find readings that `course.yaml` does not list, and that no name there seems to mean."""
    unlisted = [reading.id for reading in course.readings if reading.id not in course.settings.readings]
    meant = {nearest(name, unlisted) for name in course.settings.readings if course.reading(name) is None}
    for reading in course.readings:
        if reading.id in unlisted and reading.id not in meant:
            hint = "add it to `readings:` in course.yaml, at its place in the course"
            if not course.settings.has_readings:
                hint = f"write `readings: [{reading.id}]` in course.yaml in place of `none`"
            yield Problem("E215", course.place(reading).where("id"), f"reading '{reading.id}' is not listed", hint)


def earlier_ids(course: Course) -> Iterator[Problem]:
    """Find earlier ids of items that belong to other items; an item may have its first id again."""
    owners = {item.id: item for item in course.items}
    for item in course.items:
        for number, name in enumerate(item.formerly):
            if (owner := owners.setdefault(name, item)) is not item:
                where = course.place(item).where("formerly", number)
                whose = "another item is" if owner.id == name else f"item '{owner.id}' was"
                hint = "an id belongs to one item forever: it is how cards keep their history"
                yield Problem("E217", where, f"item '{item.id}' was never '{name}': {whose}", hint)


def objective_ids(course: Course) -> Iterator[Problem]:
    """Find objectives that share an id."""
    seen = {name: source.where("id") for (noun, name), source in course.places.items() if noun == Objective.NOUN}
    for reading in course.readings:
        for number, objective in enumerate(reading.objectives):
            where = course.place(reading).where("objectives", number, "id")
            if (first := seen.setdefault(objective.id, where)) is not where:
                hint = f"the first stands at {first}; ids are unique in a course"
                yield Problem("E219", where, f"objective id '{objective.id}' is taken", hint)


def outlines(course: Course) -> Iterator[Problem]:
    """Find sections of a reading that share an id."""
    for reading in course.readings:
        for number, name in repeated(section.id for section in reading.outline):
            where = course.place(reading).where("outline", number, "id")
            message = f"reading '{reading.id}' has two sections '{name}'"
            yield Problem("E216", where, message, "give each section an id of its own")


def clozes(course: Course) -> Iterator[Problem]:
    """Find cloze texts without gaps, and gaps that Anki would read otherwise (open, nested)."""
    for item in course.items:
        if isinstance(item, Cloze):
            message, hint = gap_fault(item.text)
            found = None
            if message == "has no gap" and (found := _GAP_MEANT.search(item.text)):
                hint = f"write {{{{c1::{found[1].strip()}}}}} in place of {found[0]}"
            elif message == "has no gap" and (found := _BLANK.search(item.text)):
                hint = f"write the answer in its place: {{{{c1::answer}}}} for {found[0]}"
            if message:
                where = course.place(item).word(("text",), found[0] if found else "")
                yield Problem("E220", where, f"cloze item '{item.id}' {message}", hint)


def gaps_elsewhere(item: Item) -> Iterator[Finding]:
    """Find gaps in items that are no clozes."""
    if _GAP.search(said := "\n".join((item.asks, *item.asserts))) and _GAP.search(CODE.sub("", said)):
        hint = "gaps are for the `text` of a `type: cloze`; for the signs themselves, put them between backticks"
        parts = (steps for steps, text in texts_of(item) if steps[-1] != "quote" and _GAP.search(CODE.sub("", text)))
        yield Finding(item, next(parts, ()), "has a gap, {{c1::…}}, which is shown as it is", hint, "{{c")


W229 = Rule(
    code="W229",
    name="gap in an item that is no cloze",
    source="our own: what cards and pages show",
    why="Only the text of a cloze has gaps. Elsewhere students see the braces, and the answer between them.",
    bad='stem: NORAD was set up in {{c1::1957}}., answer: "1957"',
    good="type: cloze, text: NORAD was set up in {{c1::1957}}.",
    find=gaps_elsewhere,
    of=tuple(kind for kind in ITEM_TYPES.values() if kind is not Cloze),
)


def labelled_pictures(course: Course) -> Iterator[Problem]:
    """Find items on pictures that are not there, or that lack a label that is asked for."""
    for item in course.items:
        if not isinstance(item, LabelledPicture):
            continue
        picture = course.picture(item.picture)
        if picture is None:
            if hint := unknown(course, Picture.NOUN, item.picture, (known.id for known in course.pictures)):
                where = course.place(item).where("picture")
                yield Problem("E222", where, f"item '{item.id}' names the unknown picture '{item.picture}'", hint)
            continue
        for number, label in enumerate(item.labels):
            if label not in picture.labels:
                hint = known_are(label, picture.labels)
                where = course.place(item).where("labels", number)
                yield Problem("E223", where, f"item '{item.id}': picture '{picture.id}' has no label '{label}'", hint)


def distinct_options(course: Course) -> Iterator[Problem]:
    """Find items in which an option, premise, response or step stands twice."""
    for item in course.items:
        for texts in item.distinct:
            for number, _ in repeated(map(as_compared, texts)):
                message = f"{item.type} item '{item.id}' offers '{texts[number]}' twice"
                # Where its options are arranged, they stand once more.
                every = [pair for pair in texts_of(item) if pair[0][0] not in {"order", "last"}]
                alike = [steps for steps, other in every if as_compared(other) == as_compared(texts[number])]
                yield Problem(TWICE, course.place(item).where(*alike[-1]), message, "give each its own words")


CHECKS = (
    citations,
    references,
    company,
    reading_order,
    earlier_ids,
    objective_ids,
    outlines,
    clozes,
    labelled_pictures,
    distinct_options,
)
