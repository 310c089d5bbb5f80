"""What all printed pages share: their words in the language of the page, fonts, citations, and how they become PDFs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from nasec_study.course.model import Course
from nasec_study.course.vocabulary import Paper
from nasec_study.rendering.drawing import ON_PAPER, Room
from nasec_study.rendering.fonts import IDEOGRAPHS, language_of_ideographs
from nasec_study.rendering.locales import language_of, number_html, template_words, translations
from nasec_study.rendering.units import figure_html, unit_of
from nasec_study.sheets.sizes import listed
from nasec_study.targets._citations import citation_text, citation_texts
from nasec_study.targets._contract import Job, Output, joined, recipe
from nasec_study.targets._descriptions import description_of
from nasec_study.targets._formulas import set_formulas
from nasec_study.targets._pictures import pictures_in
from nasec_study.targets._spellings import tolerance_text
from nasec_study.targets.paper.code import code_pictures, mark_wraps
from nasec_study.targets.paper.comparison import Planned
from nasec_study.targets.paper.pdf import render_pdf
from nasec_study.targets.paper.renderer import renderer_version

# Width and height in millimeters.
PAPERS: Mapping[Paper, tuple[float, float]] = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}


def page(
    job: Job,
    name: str,
    template: str,
    language: str = "",
    *,
    planned: Iterable[Planned] = (),
    room: Room = ON_PAPER,
    **values: Any,
) -> Output:
    """Return the PDF that a template makes with some values: `name` below `build/`, in `language` or the course's.

    What is `planned` must stand on its pages, or to make it is an error; its pictures have so much `room`.
    """
    spoken = language or job.course.settings.language
    html, formulas = set_formulas(page_html(job, template, spoken, **values), spoken)
    pictures = pictures_in(job, html, spoken, room) | formulas | code_pictures(html)
    html = mark_wraps(html)
    data = [part for picture in pictures.items() for part in picture]
    # A sheet of ideographs alone is set as the rest of its course.
    ideographs = "" if language_of(spoken) in IDEOGRAPHS else ideographs_of(job.course)
    plans = tuple(_with_formulas(plan, spoken) for plan in planned)
    make = partial(render_pdf, html, pictures, name, spoken, plans, ideographs)
    return Output(name, recipe(html, renderer_version(), ideographs, *data), make, portable=True)


def _with_formulas(plan: Planned, language: str) -> Planned:
    """Return a plan with the pictures of formulas that a page shows."""
    texts = (plan.inside, plan.beside)
    inside, beside = (tuple([set_formulas(html, language).html for html in part]) for part in texts)
    return replace(plan, inside=inside, beside=beside)


@lru_cache(maxsize=4)
def ideographs_of(course: Course) -> str:
    """Return the language whose ideographs are those of a course; '' where nothing tells."""
    return language_of_ideographs(text.content for text in course.files.values())


def put_together(name: str, parts: Sequence[Output], *, on_leaves: bool = False) -> Output:
    """Return PDFs as one: `name` below `build/`; with `on_leaves` each begins on a leaf of its own."""
    return joined(name, parts, partial(_join, on_leaves=on_leaves), "on leaves" if on_leaves else "pages")


def _join(parts: Iterable[bytes], *, on_leaves: bool) -> bytes:
    from nasec_study.targets.paper.joining import join  # noqa: PLC0415 - loads pikepdf

    return join(parts, on_leaves=on_leaves)


def page_html(job: Job, template: str, language: str = "", **values: Any) -> str:
    """Return the HTML that a template makes with some values, in `language` or that of the course."""
    spoken = language or job.course.settings.language
    words = translations(spoken)
    return job.templates.get_template(template).render(
        course=job.course.settings,
        language=spoken,
        **template_words(spoken),
        listed=partial(listed, language=spoken),
        number=partial(number_html, language=spoken),
        figure=partial(figure_html, language=spoken),
        unit_of=partial(unit_of, language=spoken),
        tolerance=partial(tolerance_text, language=spoken, number=number_html),
        cite=partial(citation_text, job.course, gettext=words.gettext),
        citations=partial(citation_texts, job.course, gettext=words.gettext),
        picture_of=job.course.picture,
        description_of=partial(description_of, language=spoken),
        **values,
    )
