"""Whether decks and worksheets ask for what is there, and can be filled and printed."""

from collections.abc import Iterator

from nasec_study.course.marks import Source, Steps
from nasec_study.course.model import Course, Filter, Objective, Reading, Stimulus
from nasec_study.course.wording.names import known_are
from nasec_study.course.wording.references import repeated, unknown
from nasec_study.foundation.problems import Problem, counted, few_of
from nasec_study.sheets.blueprint import matches, may_stand
from nasec_study.sheets.plan import conflict, deck_items, decoys_on, plan_sheets
from nasec_study.sheets.selection import Places

# The rules by which decks and worksheets are named that lack items.
LACKING = frozenset({"W236", "E231", "E232", "E235", "W239", "W245", "W247"})
# So many items are named in a message: enough to find them.
MAX_NAMED = 3


def unique_names(course: Course) -> Iterator[Problem]:
    """Find decks, and worksheets, that share an id."""
    source = course.place(course.settings)
    for number, name in repeated(course.settings.readings):
        yield Problem("E230", source.where("readings", number), f"reading '{name}' is listed twice", "list it once")
    decks = [deck.id for deck in course.settings.decks]
    worksheets = [worksheet.id for worksheet in course.settings.worksheets]
    for noun, ids in (("deck", decks), ("worksheet", worksheets)):
        for number, name in repeated(ids):
            where, other = (source.where(f"{noun}s", place, "id") for place in (number, ids.index(name)))
            hint = f"the first stands at {other}; give each an id of its own"
            yield Problem("E230", where, f"{noun} id '{name}' is taken", hint)


def decks(course: Course) -> Iterator[Problem]:
    """Find decks whose filter names what is not there, or takes no item."""
    source = course.place(course.settings)
    for number, deck in enumerate(course.settings.decks):
        steps = ("decks", number, "items")
        yield from (unknowns := [*_filter(course, source, steps, deck.items, f"deck '{deck.id}'")])
        if not course.faulty and not unknowns and not deck_items(course, deck):
            message = f"deck '{deck.id}' would be empty: no item fits its filter"
            yield Problem("E231", source.where(*steps), message, "widen the filter or delete the deck")


def undecked(course: Course) -> Iterator[Problem]:
    """Find items that are in no deck, in a course with decks, and that no worksheet takes by id or tag."""
    filters = [deck.items for deck in course.settings.decks]
    if any(_unknown(course, wanted) for wanted in filters):
        return
    sections = [section for sheet in course.settings.worksheets for section in sheet.sections]
    exams = [section for section in sections if section.ids or section.items.tags]
    left = [
        item.id
        for item in course.items
        if not any(matches(item, wanted) for wanted in filters) and not any(may_stand(item, exam) for exam in exams)
    ]
    if filters and left and not course.faulty:
        where = course.place(course.settings).where("decks")
        hint = "add a deck that takes them, or widen a filter; for an exam, let a worksheet take them by tag or by id"
        number = f"{counted(len(left), 'item')} {'is' if len(left) == 1 else 'are'}"
        yield Problem("W236", where, f"{number} in no deck: {few_of(left, MAX_NAMED)}", hint)


def worksheets(course: Course) -> Iterator[Problem]:
    """Find filters of worksheets that name or take nothing that is there, and `not_on` of no earlier worksheet."""
    source = course.place(course.settings)
    names = [worksheet.id for worksheet in course.settings.worksheets]
    for number, worksheet in enumerate(course.settings.worksheets):
        subject = f"worksheet '{worksheet.id}'"
        for place, section in enumerate(worksheet.sections):
            steps: Steps = ("worksheets", number, "sections", place, "items")
            yield from _filter(course, source, steps, section.items, subject)
        for place, limit in enumerate(worksheet.limits):
            steps = ("worksheets", number, "limits", place, "items")
            yield from (unknowns := [*_filter(course, source, steps, limit.items, subject)])
            if not course.faulty and not unknowns and not any(matches(item, limit.items) for item in course.items):
                message = f"{subject}, limit '{limit.name or place + 1}' counts nothing: no item fits its filter"
                yield Problem("E235", source.where(*steps), message, "widen the filter or delete the limit")
        for place, name in enumerate(worksheet.not_on):
            if name in names[:number]:
                continue
            where = source.where("worksheets", number, "not_on", place)
            message = f"{subject} leaves out the worksheet '{name}', which is not listed before it"
            hint = "a worksheet can leave out only what earlier ones use"
            if name not in names:
                message = f"{subject} leaves out the unknown worksheet '{name}'"
                hint = known_are(name, names)
            yield Problem("E237", where, message, hint)


def blueprints(course: Course) -> Iterator[Problem]:
    """Find worksheets whose demands cannot be met together, and name the fewest that conflict.

    Where it asks for what is not there, that has been said.
    """
    source = course.place(course.settings)
    items = {item.id for item in course.taught}
    for number, worksheet in enumerate(() if course.faulty else course.settings.worksheets):
        filters = [*(section.items for section in worksheet.sections), *(limit.items for limit in worksheet.limits)]
        named = {name for section in worksheet.sections for name in section.ids}
        if not named <= items or any(_unknown(course, wanted) for wanted in filters):
            continue
        demands = conflict(course, worksheet)
        steps = demands[0].steps if len(demands) == 1 else ()
        pools = [demand.items for demand in demands if isinstance(demand, Places)]
        hint = "ask for less, or write more items"
        if len(pools) > 1:
            hint = f"items that fit any of these sections: {len(frozenset().union(*pools))}; {hint}"
        if demands:
            message = f"worksheet '{worksheet.id}' cannot be filled: {'; '.join(demand.words for demand in demands)}"
            yield Problem("E232", source.where("worksheets", number, *steps), message, hint)


def decoys(course: Course) -> Iterator[Problem]:
    """Find sections that ask for more decoys than other items hold, or that have nowhere to put them."""
    source = course.place(course.settings)
    for number, worksheet in enumerate(() if course.faulty else course.settings.worksheets):
        if not any(section.decoys for section in worksheet.sections):
            continue
        for part in (part for sheet in plan_sheets(course, worksheet)[:1] for part in sheet.parts):
            wanted, found = part.section.decoys or 0, decoys_on(part)
            if found < wanted:
                where = source.where("worksheets", number, "sections", part.number - 1, "decoys")
                message = f"worksheet '{worksheet.id}' asks for {counted(wanted, 'decoy')} here, and gets {found}"
                hint = "they come from gaps or terms that fit the section's filter and are not on the sheet: write more"
                yield Problem("W239", where, message, hint)


def weeks(course: Course) -> Iterator[Problem]:
    """Find weeks that name readings, sections or worksheets that are not there."""
    source = course.place(course.settings)
    readings = [name for reading in course.readings for name in (reading.id, *_sections(reading))]
    sheets = [worksheet.id for worksheet in course.settings.worksheets]
    for number, week in enumerate(course.settings.weeks):
        for key, noun, names, known in (
            ("read", Reading.NOUN, week.read, readings),
            ("worksheets", "worksheet", week.worksheets, sheets),
        ):
            for place, name in enumerate(names):
                if hint := unknown(course, noun, name, known):
                    where = source.where("weeks", number, key, place)
                    yield Problem("E233", where, f"week '{week.topic}' names the unknown {noun} '{name}'", hint)


def _sections(reading: Reading) -> Iterator[str]:
    yield from (f"{reading.id}/{section.id}" for section in reading.outline)


def _filter(course: Course, source: Source, steps: Steps, wanted: Filter, subject: str) -> Iterator[Problem]:
    for key, number, noun, name, hint in _unknown(course, wanted):
        where = source.where(*steps, key, number)
        yield Problem("E233", where, f"{subject} filters by the unknown {noun} '{name}'", hint)


def _unknown(course: Course, wanted: Filter) -> list[tuple[str, int, str, str, str]]:
    """Return the names in a filter that name nothing: key and place, what they should name, and a hint."""
    sections = {section.id for reading in course.readings for section in reading.outline}
    objectives = [objective.id for objective in course.objectives]
    return [
        (key, number, noun, name, hint)
        for key, noun, names, known in (
            ("readings", Reading.NOUN, wanted.readings, [reading.id for reading in course.readings]),
            ("sections", "section", wanted.sections, sorted(sections)),
            ("stimuli", Stimulus.NOUN, wanted.stimuli, [stimulus.id for stimulus in course.stimuli]),
            ("objectives", Objective.NOUN, wanted.objectives, objectives),
        )
        for number, name in enumerate(names)
        if (hint := unknown(course, noun, name, known))
    ]


CHECKS = (unique_names, decks, undecked, worksheets, blueprints, decoys, weeks)
