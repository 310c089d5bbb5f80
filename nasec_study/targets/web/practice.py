"""Practice pages: one file a deck, one for the course, and a page that lists them; they ask the network for nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from nasec_study.course.model import Course, Item
from nasec_study.course.vocabulary import IMPORTANCES, KINDS, LEVELS
from nasec_study.rendering.drawing import ON_PHONE
from nasec_study.rendering.locales import WEB, number_signs, spoken_in, template_words
from nasec_study.rendering.markup import to_plain
from nasec_study.sheets.plan import practiced_items, taught_items
from nasec_study.targets._contract import Job, Output, Plan, text_output
from nasec_study.targets._formulas import inline_formulas
from nasec_study.targets._pictures import pictures_in
from nasec_study.targets._scrolling import BY_KEYS, with_panoramas
from nasec_study.targets._selfcontained import Styles, as_address, sealed_page
from nasec_study.targets.web.items import Maker

HELP = "Practice pages for a browser: one file per deck and one for the course; progress stays with the student."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {}

START = "index"
# In the class of each piece of highlighted code.
_HIGHLIGHT = "hl-"


def plan(job: Job) -> Plan:
    """Return the pages of a course; what students did is kept by their browsers alone."""
    return Plan(lambda _: _outputs(job))


class Page(NamedTuple):
    """A practice page: its file, its title and description, and the items on it."""

    file: str
    title: str
    description: str
    taught: tuple[Item, ...]


def _outputs(job: Job) -> Iterator[Output]:
    """Yield a page for each deck, one for the whole course where there are several, and the page that lists them."""
    pages = [page for page in _pages(job.course) if page.taught]
    maker = Maker(job)
    for page in pages:
        yield text_output(f"web/{page.file}", page_of(maker, page.title, page.taught))
    yield text_output(f"web/{START}.html", sealed_page(job, "web/index.html.j2", pages=pages))


def _pages(course: Course) -> Iterator[Page]:
    """Yield the pages of a course; what has left it is on none of them."""
    settings = course.settings
    names = {START}
    for deck in settings.decks:
        yield Page(_free(deck.id, names), deck.title, deck.description, taught_items(course, deck))
    if len(settings.decks) != 1:
        yield Page(_free(settings.name_of_whole, names), settings.title, "", practiced_items(course))


def _free(name: str, taken: set[str]) -> str:
    """Return a file's name that is not taken yet, and take it."""
    while name in taken:
        name = f"{name}-course"
    taken.add(name)
    return f"{name}.html"


def page_of(maker: Maker, title: str, items: Sequence[Item]) -> str:
    """Return the page on which some items are practised."""
    job, styles = maker.job, Styles()
    files: dict[str, str] = {}
    facts = _pieces(job, styles, files, _facts(maker, title, items)) | ({"files": files} if files else {})
    data = _inside_script(facts)
    of_code = job.templates.get_template("web/code.css").render() if _HIGHLIGHT in data else ""
    more = ("media-src data:",) if "<audio " in data else ()
    has_words = any("spellings" in item or "forms" in item for item in facts["items"])
    more_css = f"{styles.css}{of_code}"
    return sealed_page(job, "web/page.html.j2", *more, title=title, data=data, more_css=more_css, has_words=has_words)


def _facts(maker: Maker, title: str, items: Sequence[Item]) -> dict[str, Any]:
    """Return all that the page's scripts know: items, material, and the names of what one can choose by."""
    course = maker.job.course
    cited = {(cited.reading, cited.section) for item in items for cited in item.sources}
    readings = [reading for reading in course.readings if reading.id in {reading for reading, _ in cited}]
    return {
        "code": course.settings.code,
        "title": title,
        "edition": course.settings.edition,
        "language": maker.language,
        **({} if (spoken := spoken_in(maker.language)) == maker.language else {"spoken": spoken}),
        "signs": list(number_signs(maker.language)),
        "words": json.loads(_words(maker.job)),
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
    served = {item.objective for item in items}
    return {objective.id: to_plain(objective.text) for objective in course.objectives if objective.id in served}


def _words(job: Job) -> str:
    """Return the page's own words in the course's language, as JSON."""
    words = template_words(job.course.settings.language, WEB)
    return job.templates.get_template("web/words.json.j2").render(words)


def _pieces(job: Job, styles: Styles, files: dict[str, str], value: Any) -> Any:
    """Return facts whose HTML holds no rules in tags; its pictures and sounds are added to `files`, each one once."""
    if isinstance(value, dict):
        return {name: _pieces(job, styles, files, part) for name, part in value.items()}
    if isinstance(value, list):
        return [_pieces(job, styles, files, part) for part in value]
    if isinstance(value, str) and "<" in value:
        shown = pictures_in(job, value, room=ON_PHONE)
        for address, content in shown.items():
            if address not in files:
                files[address] = as_address(address, content)
        value = with_panoramas(value, shown, BY_KEYS)
        return styles.taken_from(inline_formulas(value, job.course.settings.language))
    return value


def _inside_script(facts: Mapping[str, Any]) -> str:
    """Return facts as JSON that no HTML parser takes for the end of the script around it."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "\\u003c!--")
