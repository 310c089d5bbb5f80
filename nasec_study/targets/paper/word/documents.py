"""The target `word`: each form of a worksheet for students, and its key, as documents to edit by hand."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from nasec_study.course.model import Course
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.rendering.fonts import IDEOGRAPHS
from nasec_study.rendering.locales import language_of, regional, translations
from nasec_study.sheets.plan import Sheet, plan_sheets
from nasec_study.targets._contract import Job, Output, Plan, recipe
from nasec_study.targets._formulas import set_formulas
from nasec_study.targets._pictures import pictures_in
from nasec_study.targets.paper.pages import ideographs_of, page_html
from nasec_study.targets.paper.renderer import renderer_version
from nasec_study.targets.paper.word.manuscript import Manuscript, text_width
from nasec_study.targets.paper.worksheets import SHEET, sheet_values

HELP = "Worksheets to edit by hand in Word or LibreOffice: each form for students, and its key."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {}

EDITIONS = ("student", "key")
_HAN = re.compile("[\u3400-\u9fff]")
_HEBREW, _ARABIC = re.compile("[\u0590-\u05ff]"), re.compile("[\u0600-\u08ff]")
# Languages of scripts that Word calls complex.
_COMPLEX = frozenset({"ar", "fa", "he", "hi", "th", "ur", "yi"})


def plan(job: Job) -> Plan:
    """Return the documents of a course; paper keeps no history."""
    return Plan(lambda _: _outputs(job))


def _outputs(job: Job) -> Iterator[Output]:
    """Yield the documents of every worksheet, form and edition. Raises StudyError where a library is missing."""
    versions = _versions()
    for worksheet in job.course.settings.worksheets:
        for sheet in plan_sheets(job.course, worksheet):
            for edition in EDITIONS:
                manuscript = _manuscript(job, sheet, edition)
                make = partial(_make, manuscript)
                yield Output(manuscript.name, recipe(versions, *manuscript.ingredients()), make)


def _versions() -> str:
    """Return what a document depends on besides what is written in it."""
    try:
        return f"{renderer_version()} {version('python-docx')} {version('pypdfium2')}"
    except PackageNotFoundError as error:
        hint = "pip install 'nasec-study[word]'"
        raise StudyError(
            Problem("E415", Where("word", 0, 0), f"documents for Word need the library {error.name}", hint)
        ) from error


def _manuscript(job: Job, sheet: Sheet, edition: str) -> Manuscript:
    worksheet = sheet.worksheet
    course = job.course.settings
    language = job.course.language_on(worksheet)
    # Lines that fill what is left of a page would begin another one as soon as something is added.
    values = {**sheet_values(job, sheet, edition), "fills": lambda _: False}
    html, formulas = set_formulas(page_html(job, SHEET, language, **values), language)
    words = translations(language)
    locale, east_asian, complex_script = _languages(job.course, html, language)

    def part(name: str) -> str:
        template = job.templates.get_template(f"word/{name}.xml.j2")
        return template.render(
            width=text_width(course.paper),
            locale=locale,
            east_asian=east_asian,
            complex_script=complex_script,
            density=worksheet.density,
        ).strip()

    return Manuscript(
        name=f"word/{worksheet.id}/{worksheet.id}-{sheet.form}-{edition}.docx",
        html=html,
        styles=part("styles"),
        numbering=part("numbering"),
        settings=part("settings"),
        pictures=pictures_in(job, html, language) | formulas,
        paper=course.paper,
        language=language,
        page_words=words.gettext("page {page} of {pages}"),
        mark=words.gettext("DRAFT") if worksheet.draft else "",
        author=course.title,
    )


def _languages(course: Course, html: str, language: str) -> tuple[str, str, str]:
    """Return the languages by which Word proofs a sheet: of most letters, of East Asian ones, and of complex scripts.

    Where the sheet's own is none of these, its letters tell (ECMA-376 part 1, 17.3.2.20).
    """
    locale = regional(language)
    ideographs = language
    if language_of(language) not in IDEOGRAPHS:
        ideographs = ideographs_of(course) or ("zh" if _HAN.search(html) else language)
    is_hebrew = bool(_HEBREW.search(html)) and not _ARABIC.search(html)
    complex_script = locale if language_of(language) in _COMPLEX else "he-IL" if is_hebrew else "ar-SA"
    return locale, regional(ideographs), complex_script


def _make(manuscript: Manuscript) -> bytes:
    from nasec_study.targets.paper.word.document import document_of  # noqa: PLC0415 - loads python-docx

    return document_of(manuscript)
