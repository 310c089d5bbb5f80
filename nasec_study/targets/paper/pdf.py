"""HTML to PDF, of which nothing is lost on the way."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import Problem, StudyError, Where, brief
from nasec_study.rendering import fonts
from nasec_study.rendering.images import is_drawing
from nasec_study.targets._formulas import is_formula
from nasec_study.targets._spaces import keep_signs
from nasec_study.targets.paper.comparison import Planned, compare
from nasec_study.targets.paper.fitting import laid_out
from nasec_study.targets.paper.parsing import parsed
from nasec_study.targets.paper.preparing import mark_lists, part_from_pictures, set_beside, stress
from nasec_study.targets.paper.renderer import import_weasyprint, known_fonts
from nasec_study.targets.paper.resources import fetcher_of, fonts_of
from nasec_study.targets.paper.style_sheets import forget_style_sheets, take_style_sheets

MAX_LOST = 20
_UA = {"pdf_variant": "pdf/ua-1"}


@collector_paused()
def render_pdf(
    html: str,
    pictures: Mapping[str, bytes],
    name: str = "worksheets",
    language: str = "en",
    planned: Sequence[Planned] = (),
    ideographs: str = "",
) -> bytes:
    """Return a page of HTML, in `language`, as a tagged PDF (PDF/UA-1); messages call it `name`.

    `ideographs` is the language whose ideographs it holds, if that is another one.

    Addresses in it are `font:NAME` (of FACES), those of `pictures`, or `data:` with a picture. Raises StudyError for
    any other address; for what WeasyPrint raises or logs (a missing picture, unknown CSS); and for each word, of the
    page or `planned`, that does not stand on the finished page whole and inside its box.
    """
    import_weasyprint()
    from weasyprint.urls import URLFetchingError  # noqa: PLC0415 - loads Pango

    from nasec_study.targets.paper.corrections.all import corrected  # noqa: PLC0415 - likewise
    from nasec_study.targets.paper.tagging import mend_tags  # noqa: PLC0415 - loads pikepdf

    refused: list[str] = []
    fetcher = fetcher_of(pictures, refused)
    with _complaints() as complaints, known_fonts(), corrected(html, language):
        source = parsed(html, fetcher)
        body = source.etree_element.find("body")
        keep_signs(body)
        stress(body)
        set_beside(body)
        part_from_pictures(body)
        shown = "".join((html, *mark_lists(body), *_texts_in(pictures)))
        config, faces = fonts_of(fonts.faces_for(shown, ideographs or language))
        sheets = [faces, *take_style_sheets(source.etree_element, source.base_url)]
        lay_out = partial(_laid_out, name, partial(source.render, font_config=config, stylesheets=sheets, **_UA))
        lost: list[Problem] = []
        pdf = b""
        # Not every refusal is logged, and some are raised.
        with suppress(URLFetchingError):
            document = laid_out(source.etree_element, lay_out)
            lost = list(compare(document.pages, body, planned, html, name))
            formulas = frozenset(_words_of_formulas(body))
            write = partial(document.write_pdf, uncompressed_pdf=True, finisher=lambda _, pdf: mend_tags(pdf, formulas))
            pdf = _laid_out(name, partial(write, **_UA))
    if problems := [*_refusals(name, refused)] or [*_found_faulty(name, complaints)] or lost[:MAX_LOST]:
        raise StudyError(*problems)
    return _packed(pdf)


def _refusals(name: str, refused: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each address that the page of this name may not load."""
    hint = "nothing is fetched from elsewhere: look for this address in the templates and style sheets"
    for url in dict.fromkeys(refused):
        yield Problem("E412", Where(name, 0, 0), f"'{brief(url)}' is not a font or picture of the course", hint)


def _found_faulty(name: str, complaints: Iterable[str]) -> Iterator[Problem]:
    hint = "look for it in your own templates and style sheets, in `templates/`"
    return (Problem("E411", Where(name, 0, 0), f"WeasyPrint: {line}", hint) for line in complaints)


def _packed(pdf: bytes) -> bytes:
    """Return a PDF with all compressed that can be; the same bytes for the same bytes."""
    from pikepdf import ObjectStreamMode, Pdf  # noqa: PLC0415 - only where pages are made

    with Pdf.open(BytesIO(pdf)) as document:
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _laid_out(name: str, step: Callable[[], Any]) -> Any:
    """Return what a step of WeasyPrint's makes of the page of this name. Raises StudyError where the step fails.

    It is not known to fail for any length of a text, but for sizes that cannot be and for very deep nesting: both need
    a template or a style sheet of the course's own.
    """
    from weasyprint.urls import URLFetchingError  # noqa: PLC0415 - loads Pango

    try:
        return step()
    except URLFetchingError:
        raise
    except Exception as error:
        hint = (
            "if the course has templates or style sheets of its own, look there for a size that cannot be, or for very "
            "deep nesting; otherwise please report this"
        )
        what = f"WeasyPrint fails on this page: {error!r}"
        raise StudyError(Problem("E413", Where(name, 0, 0), what, hint)) from error


def _words_of_formulas(body: Element) -> Iterator[str]:
    return (image.get("alt", "") for image in body.iter("img") if is_formula(image))


def _texts_in(pictures: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what pictures may have in letters."""
    drawings = (content.decode("utf-8", "replace") for name, content in pictures.items() if is_drawing(name))
    return (unquote(text) if "data:image/svg" in text else text for text in drawings)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs at warning level and above."""
    lines: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        if lines:
            forget_style_sheets()
