"""An item as students will meet it: cards, worksheet, key, practice, platforms, each as a page of its own."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

from markupsafe import Markup

from nasec_study.course.model import Course, Item, Worksheet, WorksheetSection
from nasec_study.preview.cards import Side, filled
from nasec_study.preview.platforms import PLATFORMS, taken
from nasec_study.rendering.templating import environment
from nasec_study.sheets.plan import Sheet, plan_sheets
from nasec_study.targets._contract import Job
from nasec_study.targets._formulas import inline_formulas, inline_formulas_of_card
from nasec_study.targets._pictures import pictures_in
from nasec_study.targets._selfcontained import POLICY, Styles, sealed, with_pictures
from nasec_study.targets.anki.designs import Designs, note_type_designs
from nasec_study.targets.anki.notes import Note, make_notes
from nasec_study.targets.paper.worksheets import sheet_html, sheet_pdf
from nasec_study.targets.web.items import Maker
from nasec_study.targets.web.practice import page_of

_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_FAMILY = re.compile(r'"Study (Sans|Serif|Mono)"')
_ALIKE = {"Sans": "sans-serif", "Serif": "serif", "Mono": "monospace"}
# A card's scripts run, as they do in Anki, and reach nothing.
_CARD_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
EDITIONS = {"student": "Worksheet", "key": "Key", "instructor": "Instructor"}


@dataclass(frozen=True)
class Views:
    """What makes the views of a course's items; `kept` are the looks of cards, where they are known already."""

    job: Job
    kept: Designs | None = None

    @cached_property
    def designs(self) -> Designs:
        """The looks of cards, by kind of note."""
        if self.kept is not None:
            return self.kept
        return note_type_designs(self.job)

    def cards(self, item: Item, *, is_night: bool = False) -> dict[str, str]:
        """Return the sides of an item's cards as pages, by what they are called."""
        note = self._note(item)
        return dict(self._sides(note, is_night=is_night)) if note else {}

    def _note(self, item: Item) -> Note | None:
        alone = replace(self.job, course=replace(self.job.course, items=(item,), disputes=()))
        return next((note for notes in make_notes(alone).values() for note in notes), None)

    def _sides(self, note: Note, *, is_night: bool) -> Iterator[tuple[str, str]]:
        design = json.loads(self.designs[note.type.kind])
        fields = dict(zip(note.type.fields, note.fields, strict=True))
        for card in design["cards"]:
            for gap in sorted(note.gaps) if note.type.cloze else (0,):
                front, back = (
                    filled(card[side], fields, Side(side == "afmt", gap)).strip() for side in ("qfmt", "afmt")
                )
                front, back = (
                    inline_formulas_of_card(html, self.job.course.settings.language) for html in (front, back)
                )
                if front:
                    name = f"{card['name']} {gap}" if gap else card["name"]
                    for title, side in (("front", front), ("back", back)):
                        html = self._with_masks(with_pictures(side, note.pictures))
                        yield f"{name}, {title}", _card_page(html, design["css"], is_night=is_night)

    def _with_masks(self, html: str) -> str:
        """Return a side of a card behind what draws the masks on its picture, where it has any."""
        if "data-shape=" not in html:
            return html
        style, script = (
            self.job.templates.get_template(f"preview/masks.{language}").render() for language in ("css", "js")
        )
        return f"<style>{style}</style><script>{script}</script>{html}"

    def sheet(self, item: Item, edition: str) -> str:
        """Return a worksheet with just this item, as a page."""
        html = sheet_html(self.job, self._sheet_of(item), edition)
        # Fonts are those of the machine: the page's own reach a browser only as a PDF.
        html = inline_formulas(html, self.job.course.settings.language)
        html = _FAMILY.sub(lambda found: _ALIKE[found[1]], _FACE.sub("", html))
        html = with_pictures(html, pictures_in(self.job, html))
        styles = Styles()
        html = styles.taken_from(html)
        # The rules that fill the rest of a page: a browser, which has no pages, shows all of them.
        screen = f"body {{ margin: 16px }} .fill {{ display: none }} {styles.css}"
        policy = f'<head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        return sealed(html.replace("</head>", f"<style>{screen}</style></head>", 1).replace("<head>", policy, 1))

    def _sheet_of(self, item: Item) -> Sheet:
        section = WorksheetSection(title=item.type.capitalize(), ids=(item.id,))
        return plan_sheets(self.job.course, Worksheet(id="preview", title="Preview", sections=(section,)))[0]

    def pdf(self, item: Item) -> bytes:
        """Return the first worksheet on which an item stands as a PDF, or else a sheet with just this item."""
        course = self.job.course
        sheets = (sheet for worksheet in course.settings.worksheets for sheet in plan_sheets(course, worksheet)[:1])
        found = next((sheet for sheet in sheets if item.id in {task.item.id for task in sheet.tasks}), None)
        return sheet_pdf(self.job, found or self._sheet_of(item), "student").make()

    def platform(self, item: Item, platform: str) -> str:
        """Return an item as a learning platform takes it, as a page."""
        language = self.job.course.settings.language
        question = taken(self.job, item, platform)
        html = self.job.templates.get_template("preview/platform.html.j2").render(
            title=PLATFORMS[platform],
            question=question,
            policy=POLICY,
            language=language,
            shown=lambda text: Markup(inline_formulas_of_card(text, language)),  # noqa: S704 - what is imported
        )
        styles = Styles()
        html = styles.taken_from(with_pictures(html, question.pictures))
        return sealed(html.replace("</style>", f"{styles.css}</style>", 1), "media-src data:")

    def practice(self, item: Item) -> str:
        """Return a practice page with just this item."""
        return page_of(Maker(self.job), item.id, [item])


def views_of(course: Course, before: Views | None, *, renew: bool) -> Views:
    """Return the views of a course; what the change since `before` cannot have touched is taken over.

    Templates stay as they were unless `renew`, and so do the looks of cards where names and readings are the same.
    """
    if before is None or renew:
        return Views(Job(course, environment(course.folder)))
    last = before.job.course
    is_alike = (last.settings, last.readings) == (course.settings, course.readings)
    return Views(Job(course, before.job.templates), before.designs if is_alike else None)


def _card_page(html: str, css: str, *, is_night: bool) -> str:
    """Return a side of a card as a page."""
    night = " nightMode" if is_night else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Card</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_CARD_POLICY}">'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f'<style>{css}</style></head><body class="card{night}">{html}</body></html>'
    )


def fault_page(words: str) -> str:
    """Return a page that says why there is nothing to see."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in words.splitlines())
    return f'<!doctype html><html lang="en"><title>Fault</title>{lines}</html>'
