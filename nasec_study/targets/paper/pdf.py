"""HTML to PDF: fonts from packages, pictures from the course, and nothing from anywhere else."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import PurePosixPath
from types import ModuleType
from urllib.parse import unquote

from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import Problem, StudyError, Where, brief

# Packaged fonts under names of their own, so that a machine's fonts are never taken for them.
FONTS: Mapping[str, str] = {
    "serif-regular": "font_source_serif_pro/SourceSerifPro-Regular.otf",
    "serif-italic": "font_source_serif_pro/SourceSerifPro-It.otf",
    "serif-bold": "font_source_serif_pro/SourceSerifPro-Semibold.otf",
    "sans-regular": "font_source_sans_pro/SourceSansPro-Regular.otf",
    "sans-italic": "font_source_sans_pro/SourceSansPro-It.otf",
    "sans-bold": "font_source_sans_pro/SourceSansPro-Semibold.otf",
}

_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


def renderer_version() -> str:
    """Return what a PDF depends on besides its HTML: the versions of WeasyPrint, of pikepdf and of the fonts."""
    names = ("weasyprint", "pikepdf", "font-source-serif-pro", "font-source-sans-pro")
    return " ".join(version(name) for name in names)


@collector_paused()
def render_pdf(html: str, pictures: Mapping[str, bytes], name: str = "worksheets", language: str = "en") -> bytes:
    """Return a page of HTML, in `language`, as a tagged PDF (PDF/UA-1); messages call it `name`.

    Addresses are `font:NAME` (of FONTS) and those of `pictures`; every other is refused. What
    WeasyPrint merely logs (a picture that is missing, CSS it does not know) is a StudyError.
    """
    weasyprint = _weasyprint()
    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError  # noqa: PLC0415 - loads Pango

    refused: list[str] = []

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Finds fonts and pictures; knows no other place."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> object:  # noqa: ARG002
            name = unquote(url)
            content = _font(name.removeprefix("font:")) if name.startswith("font:") else pictures.get(name)
            if content is None:
                refused.append(url)
                raise ValueError(f"{url} is no font or picture of the course")
            kind = _TYPES.get(PurePosixPath(name).suffix.lower(), "font/otf")
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    with _complaints() as complaints, _language_of_pictures(language):
        document = weasyprint.HTML(string=html, base_url="course:/", url_fetcher=Fetcher())
        # Not every refusal is logged, and some are raised.
        try:
            pdf = document.write_pdf(pdf_variant="pdf/ua-1")
        except URLFetchingError:
            pdf = b""
        except Exception as error:
            hint = "shorten its longest text, such as a title or instructions"
            what = f"WeasyPrint cannot lay out this page: {error!r}"
            raise StudyError(Problem("E413", Where(name, 0, 0), what, hint)) from error
    if refused:
        hint = "nothing is fetched from elsewhere: look for this address in the templates and style sheets"
        raise StudyError(
            *(
                Problem("E412", Where(name, 0, 0), f"'{brief(url)}' is no font or picture of the course", hint)
                for url in dict.fromkeys(refused)
            )
        )
    if complaints:
        raise StudyError(*(Problem("E411", Where(name, 0, 0), f"WeasyPrint: {line}") for line in complaints))
    from nasec_study.targets.paper.tagging import mend_tags  # noqa: PLC0415 - loads pikepdf

    return mend_tags(pdf)


def import_renderer() -> None:
    """Import all that `render_pdf` does: what is copied from this process finds it there."""
    _weasyprint()
    import nasec_study.targets.paper.tagging  # noqa: F401, PLC0415 - loads pikepdf


def _weasyprint() -> ModuleType:
    """Import WeasyPrint, or say in plain words which system package it wants."""
    # By this, and not by LANGUAGE, Pango decides whose Cyrillic it is on a page in another script's language.
    os.environ["PANGO_LANGUAGE"] = "en"
    try:
        import weasyprint  # noqa: PLC0415 - half a second, and it loads Pango
    except OSError as error:
        hint = (
            "install Pango: `apt-get install libpango-1.0-0 libpangoft2-1.0-0` on Debian and Ubuntu, "
            "`brew install pango` on macOS; decks need none: `nasec-study build anki`"
        )
        raise StudyError(
            Problem("E410", Where("worksheets", 0, 0), "worksheets want the library Pango", hint)
        ) from error
    return weasyprint  # type: ignore[no-any-return]


def _font(name: str) -> bytes | None:
    package, _, file = FONTS.get(name, "").partition("/")
    return (files(package) / "files" / file).read_bytes() if package else None


@contextmanager
def _language_of_pictures(language: str) -> Iterator[None]:
    """Set the text of pictures as that of the page is set.

    WeasyPrint gives the text in an SVG no language, and Pango takes that of the process's locale for it: in a Turkish
    one “fi” has other glyphs.
    """
    from weasyprint.css.properties import INITIAL_VALUES  # noqa: PLC0415 - loads Pango

    before = INITIAL_VALUES["lang"]
    INITIAL_VALUES["lang"] = language
    try:
        yield
    finally:
        INITIAL_VALUES["lang"] = before


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
