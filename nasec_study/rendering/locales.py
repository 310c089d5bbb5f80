"""The words and numbers of the printed page in the languages that there are catalogues for."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from nasec_study.foundation import places

DOMAIN = "paper"
# The language of the templates themselves, which has no catalogue.
ENGLISH = "en"

# Marks a word for the extractor of messages, and leaves it as it is.
N_ = str
# Words that templates get from a course's data and look up by `_(item.level)`, where no extractor sees them.
DATA_WORDS = (
    *(N_("remember"), N_("understand"), N_("apply"), N_("analyze"), N_("evaluate"), N_("create")),
    *(N_("easy"), N_("medium"), N_("hard")),
)


def known_languages() -> tuple[str, ...]:
    """Return the languages in which the page has its words, by their codes."""
    return tuple(sorted({ENGLISH, *(file.parts[-3] for file in places.LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))}))


def language_of(tag: str) -> str:
    """Return the language of a tag, such as 'fr' of 'fr-CA'."""
    return tag.partition("-")[0]


@cache
def translations(language: str) -> NullTranslations:
    """Return the words for a language ('es', 'fr-CA', ...); where there is no catalogue, the English ones."""
    file = places.LOCALE / language_of(language) / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not file.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only where words are translated
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with file.open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue))
    compiled.seek(0)
    return GNUTranslations(compiled)


def alphabetical(words: Iterable[str]) -> tuple[str, ...]:
    """Return words in alphabetical order."""
    return tuple(sorted(words, key=alphabet_key))


def alphabet_key(text: str) -> tuple[str, str]:
    """Return what a text is sorted by: its letters and figures, without accents and capitals; then itself."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum()), text


def decimal_text(value: Decimal, language: str) -> str:
    """Return a number with the digits that its author wrote and the decimal sign of a language (Unicode CLDR).

    Spain writes a comma ('es', 'es-ES'), Mexico a point ('es-MX'); a language that CLDR lacks has a point.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only where numbers are printed
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415

    try:
        sign = get_decimal_symbol(Locale.parse(language, sep="-"))
    except UnknownLocaleError:
        sign = "."
    return f"{value:f}".replace(".", sign)
