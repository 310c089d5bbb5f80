"""The words of the printed page in the languages that there are catalogues for."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from nasec_study import places

DOMAIN = "paper"


@cache
def translations(language: str) -> NullTranslations:
    """Return the words for a language ('es', 'fr-CA', ...); where there is no catalogue, the English ones."""
    file = places.LOCALE / language[:2] / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not file.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only where words are translated
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with file.open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue))
    compiled.seek(0)
    return GNUTranslations(compiled)
