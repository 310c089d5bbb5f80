"""WeasyPrint as it is on every machine: with the library that it wants, and no font or language of the machine."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stdout, suppress
from functools import cache
from importlib.metadata import version
from io import StringIO

from nasec_study.foundation.environment import environment
from nasec_study.foundation.places import FONTCONFIG
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.rendering import fonts
from nasec_study.targets.paper.corrections.replacing import replaced


@cache
def renderer_version() -> str:
    """Return the versions of libraries and fonts: besides its HTML and pictures, a PDF depends on nothing else."""
    return f"{version('weasyprint')} {version('pikepdf')} {version('uharfbuzz')} {fonts.versions()}"


def import_weasyprint() -> None:
    """Import WeasyPrint. Raises StudyError, which names the package of the system that it wants, where it cannot be."""
    try:
        # What it prints of a library that lacks would stand among the paths of outputs.
        with known_fonts(), warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.filterwarnings("ignore", "No fonts configured")
            with suppress(OSError), _names_only():
                import weasyprint  # noqa: PLC0415 - half a second, and it loads Pango
            import weasyprint  # noqa: F401, PLC0415 - likewise, where the names alone led nowhere
    except OSError as error:
        hint = (
            "install Pango: `apt-get install libpango-1.0-0 libpangoft2-1.0-0` on Debian and Ubuntu, "
            "`brew install pango` on macOS; decks need none: `nasec-study build anki`"
        )
        raise StudyError(
            Problem("E410", Where("worksheets", 0, 0), "worksheets need the library Pango", hint)
        ) from error


@contextmanager
def _names_only() -> Iterator[None]:
    """Let libraries be loaded by the names that are given for them, of which one is that of Linux, and look no further.

    WeasyPrint tries the names of all systems, and for each that fails cffi has `ldconfig` and a compiler look for more.
    """
    if sys.platform != "linux":
        yield
        return
    import ctypes.util  # noqa: PLC0415 - only where pages are made

    with replaced("find_library", lambda _: None, ctypes.util):
        yield


def known_fonts() -> AbstractContextManager[None]:
    """Let Pango know no font and no language of the machine: none can stand in for ours.

    They are taken from the environment, which a program that is started later, such as a browser, is to have as it was.
    """
    # By PANGO_LANGUAGE, not by LANGUAGE, Pango decides whose Cyrillic it is on a page in another script's language.
    return environment({"PANGO_LANGUAGE": "en", "FONTCONFIG_FILE": str(FONTCONFIG)})
