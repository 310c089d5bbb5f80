"""The words and numbers of our pages in the languages that there are catalogues for."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, partial
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from nasec_study.foundation import places

if TYPE_CHECKING:
    from babel import Locale

# The catalogue of the printed page and of Anki's cards, and that of pages for a browser.
DOMAIN = "paper"
WEB = "web"
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


def spoken_in(tag: str) -> str:
    """Return the language of our own words on a page in some language: that one, or English without a translation."""
    return tag if language_of(tag) in known_languages() else ENGLISH


def regional(tag: str) -> str:
    """Return a language tag with a region: its own, or else the likeliest one in Unicode's CLDR, in place of a script.

    It is zh-TW for zh-Hant; a script that is not the likeliest of its language stays, as in sr-Latn.
    """
    from babel.core import get_global  # noqa: PLC0415 - few pages want it

    likely, language = get_global("likely_subtags"), language_of(tag)
    _, script, region = (likely.get(tag.replace("-", "_")) or likely.get(language, "__")).split("_")
    return f"{language}-{region}" if region and tag in {language, f"{language}-{script}"} else tag


@cache
def translations(language: str, domain: str = DOMAIN) -> NullTranslations:
    """Return the words for a language ('es', 'fr-CA', ...); where there is no catalogue, the English ones."""
    file = places.LOCALE / language_of(language) / "LC_MESSAGES" / f"{domain}.po"
    if not file.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only where words are translated
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with file.open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue))
    compiled.seek(0)
    return GNUTranslations(compiled)


def template_words(language: str, domain: str = DOMAIN) -> dict[str, Any]:
    """Return the functions by which a template looks up words in a language: `_`, `gettext` and `ngettext`.

    `language_of_words` is the language in which it finds them.
    """
    words = translations(language, domain)
    spoken = spoken_in(language)
    return {"_": words.gettext, "gettext": words.gettext, "ngettext": words.ngettext, "language_of_words": spoken}


# Numbers of so many digits before the point are divided into groups of three, and beside such a one those of four.
_GROUPED = 5
# Numbers below so many digits behind the point are written with a power of ten: 0.00018, but 1.8 × 10^-5.
_SMALL = -4


def number_text(value: Decimal, language: str, grouped: int = _GROUPED) -> str:
    """Return a number as a person writes it in a language, in plain text: 1,000,000 or 6.022 × 10^23.

    From `grouped` digits before the point on it is divided into groups.
    """
    digits, power = _written(value, language, grouped)
    return f"{digits} × 10^{power}" if power else digits


def numbers_text(values: Iterable[Decimal], language: str) -> Callable[[Decimal], str]:
    """Return a function that writes numbers of one chart or axis alike, in plain text.

    If one of them needs groups of digits, all have them: 8,000 beside 10,000.
    """
    least = 10 ** (_GROUPED - 1)
    grouped = _GROUPED - 1 if any(abs(value) >= least for value in values) else _GROUPED
    return partial(number_text, language=language, grouped=grouped)


def number_html(value: Decimal, language: str) -> Markup:
    """Return a number as a person writes it in a language: with groups of digits, and powers of ten raised."""
    digits, power = _written(value, language)
    shown = f"{digits} × 10<sup>{power}</sup>" if power else digits
    return Markup(shown.replace("-", "−"))  # noqa: S704 - digits and signs


def percent_text(value: Decimal, language: str) -> str:
    """Return a percentage as a person writes it in a language: 5% in English, 5 % in French."""
    before, behind = sign_places("%", language)
    return f"{before}{number_text(value, language)}{behind}"


@cache
def sign_places(sign: str, language: str) -> tuple[str, str]:
    """Return what stands before and behind a figure with a sign of percent or of a currency: ('', '%'), ('$', '')."""
    locale = _locale(language)
    pattern = locale.percent_formats[None] if sign == "%" else locale.currency_formats["standard"]
    before, behind = (
        part.replace("\u202f", "\u00a0").replace("¤", sign) for part in (pattern.prefix[0], pattern.suffix[0])
    )
    return before, behind


@cache
def number_signs(language: str) -> tuple[str, str]:
    """Return the decimal sign of a language, and the sign between groups of digits: ('.', ',') in English."""
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415 - only where numbers are printed

    locale = _locale(language)
    # The narrow space of French is in few fonts; the wider one is as right.
    return get_decimal_symbol(locale), get_group_symbol(locale).replace("\u202f", "\u00a0")


@cache
def _locale(language: str) -> "Locale":
    """Return how numbers are written in a language (Unicode CLDR); as in English for one that CLDR lacks."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only where numbers are printed

    try:
        return Locale.parse(language, sep="-")
    except UnknownLocaleError:
        return Locale(ENGLISH)


def _written(value: Decimal, language: str, grouped: int = _GROUPED) -> tuple[str, str]:
    """Return a number's digits with the signs of a language (Unicode CLDR), and its power of ten, if it is so written.

    Spain writes a comma ('es', 'es-ES'), Mexico a point ('es-MX'); a language that CLDR lacks has a point. In India,
    only the last group is of three digits: 12,34,567. The digits are those that the author wrote.
    """
    point, comma = number_signs(language)
    is_small = value and value.adjusted() < _SMALL
    written, _, power = (f"{value:E}" if is_small else str(value)).partition("E")
    if not power:
        written = f"{value:f}"
    whole, _, rest = written.partition(".")
    if len(whole.lstrip("-")) >= grouped:
        last, others = _locale(language).decimal_formats[None].grouping
        whole = re.sub(rf"(?<=\d)(?=(?:\d{{{others}}})*\d{{{last}}}$)", comma, whole)
    return f"{whole}{point}{rest}" if rest else whole, power.lstrip("+")
