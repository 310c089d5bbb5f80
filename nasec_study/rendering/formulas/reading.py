"""What mathra 1.5.0 makes of a formula: this is the only module that calls it, and others put right what it makes.

MathJax sets formulas on cards and on platforms, so that a formula has to be one that both know.
"""

from functools import lru_cache
from typing import Any

from nasec_study.rendering.formulas.chemistry import as_drawn
from nasec_study.rendering.formulas.quantities import in_full
from nasec_study.rendering.locales import language_of


def rendered(tex: str, language: str = "en", *, display: bool = False) -> Any:
    """Return what mathra makes of a formula. Raises ValueError where it cannot read it."""
    import mathra  # noqa: PLC0415 - most courses hold no formula

    return mathra.render(as_read(tex), _locale(language), display=display)


def as_read(tex: str) -> str:
    """Return a formula as mathra reads it."""
    return as_drawn(in_full(tex))


@lru_cache
def _locale(language: str) -> str:
    """Return the language of mathra's for that of a page; where it lacks it, English."""
    import mathra  # noqa: PLC0415 - as above

    known = [str(locale["code"]) for locale in mathra.locales()]
    return next((code for code in known if language_of(code) == language_of(language)), "en")
