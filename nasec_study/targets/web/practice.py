"""Practice pages: one file a deck, one for the course, and a page that lists them; they ask the network for nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from nasec_study.course.model import Course, Item
from nasec_study.course.vocabulary import IMPORTANCES, KINDS, LEVELS
from nasec_study.rendering.drawing import NARROW
from nasec_study.rendering.locales import WEB, number_text, translations
from nasec_study.sheets.plan import deck_items
from nasec_study.targets._contract import Job, Output, Plan, recipe
from nasec_study.targets._pictures import pictures_in
from nasec_study.targets._selfcontained import POLICY, Styles, sealed, with_pictures
from nasec_study.targets.web.items import Maker

HELP = "Practice pages for a browser: one file a deck and one for the course; progress stays with the student."
SKIPS: Mapping[str, str] = {}

START = "index"
# A number in which a language shows both its signs.
_WITH_SIGNS = Decimal("12345.6")


def plan(job: Job) -> Plan:
    """Return the pages of a course; what students did is kept by their browsers alone."""
    return Plan(lambda _: _outputs(job))


def _outputs(job: Job) -> Iterator[Output]:
    """Yield a page for each deck, one for the whole course where there are several, and the page that lists them."""
    settings = job.course.settings
    decks = [(deck.id, deck.name, deck.description, deck_items(job.course, deck)) for deck in settings.decks]
    if len(decks) != 1:
        every = {item.id: item for *_, items in decks for item in items} if decks else {}
        items = tuple(item for item in job.course.items if not decks or item.id in every)
        decks.append((settings.code.lower(), settings.title, "", items))
    listed = []
    for name, title, description, items in decks:
        file = f"{_free(name, [one['file'] for one in listed])}.html"
        taught = [item for item in items if not item.retired]
        if taught:
            yield _output(f"web/{file}", page_of(job, title, taught))
            listed.append({"file": file, "title": title, "description": description, "items": len(taught)})
    yield _output(f"web/{START}.html", _start_page(job, listed))


def _free(name: str, taken: Sequence[str]) -> str:
    """Return a name for a file that is neither taken nor that of the start page."""
    while name == START or f"{name}.html" in taken:
        name = f"{name}-course"
    return name


def _output(name: str, page: str) -> Output:
    content = page.encode()
    return Output(name, recipe(content), partial(bytes, content))


def page_of(job: Job, title: str, items: Sequence[Item]) -> str:
    """Return the page on which some items are practised."""
    styles = Styles()
    facts = _pieces(job, styles, _facts(job, title, items))
    return _rendered(job, "web/page.html.j2", title=title, data=_inside_script(facts), more_css=styles.css)


def _start_page(job: Job, listed: Sequence[Mapping[str, Any]]) -> str:
    return _rendered(job, "web/index.html.j2", pages=listed)


def _rendered(job: Job, template: str, **values: Any) -> str:
    settings = job.course.settings
    words = translations(settings.language, WEB)
    page = job.templates.get_template(template).render(
        course=settings,
        language=settings.language,
        policy=POLICY,
        gettext=words.gettext,
        ngettext=words.ngettext,
        _=words.gettext,
        **values,
    )
    return sealed(page)


def _facts(job: Job, title: str, items: Sequence[Item]) -> dict[str, Any]:
    """Return all that the page's scripts know: items, material, and the names of what one can choose by."""
    course, maker = job.course, Maker(job)
    whole, decimals = number_text(_WITH_SIGNS, maker.language).split("345")
    cited = {(cited.reading, cited.section) for item in items for cited in item.sources}
    readings = [reading for reading in course.readings if reading.id in {reading for reading, _ in cited}]
    return {
        "code": course.settings.code,
        "title": title,
        "edition": course.settings.edition,
        "language": maker.language,
        "signs": [decimals[0], whole[-1]],
        "words": json.loads(_words(job)),
        "readings": {reading.id: reading.cite for reading in readings},
        "sections": {
            f"{reading.id}/{section.id}": section.name
            for reading in readings
            for section in reading.outline
            if (reading.id, section.id) in cited
        },
        "objectives": _objectives(course, items),
        "kinds": [kind for kind in KINDS if kind in {item.type for item in items}],
        "levels": [level for level in LEVELS if level in {item.level for item in items}],
        "importances": [how for how in IMPORTANCES if how in {item.importance for item in items}],
        "stimuli": {name: maker.stimulus(name) for name in dict.fromkeys(item.stimulus for item in items) if name},
        "items": [maker.item(item) for item in items],
    }


def _objectives(course: Course, items: Sequence[Item]) -> dict[str, str]:
    every = [*course.objectives, *(objective for reading in course.readings for objective in reading.objectives)]
    served = {item.objective for item in items}
    return {objective.id: objective.text for objective in every if objective.id in served}


def _words(job: Job) -> str:
    """Return the page's own words in the course's language, as JSON."""
    words = translations(job.course.settings.language, WEB)
    return job.templates.get_template("web/words.json.j2").render(
        _=words.gettext, gettext=words.gettext, ngettext=words.ngettext
    )


def _pieces(job: Job, styles: Styles, value: Any) -> Any:
    """Return facts whose HTML holds its pictures and no rules in tags."""
    if isinstance(value, dict):
        return {name: _pieces(job, styles, part) for name, part in value.items()}
    if isinstance(value, list):
        return [_pieces(job, styles, part) for part in value]
    if isinstance(value, str) and "<" in value:
        return with_pictures(
            styles.taken_from(value), pictures_in(job.course, job.templates, value, width=NARROW)
        )
    return value


def _inside_script(facts: Mapping[str, Any]) -> str:
    """Return facts as JSON that no HTML parser takes for the end of the script around it."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "\\u003c!--")
