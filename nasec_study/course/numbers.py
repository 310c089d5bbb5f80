"""Numbers as readings print them: in groups of digits (18 500), and with powers of ten (6.022 × 10²³)."""

import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from types import MappingProxyType

# A number in groups with spaces between them, as in 18 500.
IN_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)")
_POWER_OF_TEN = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)?)(?:"
    r"\s*(?:[×x·⋅*]|\\times|\\cdot)\s*10"
    r"\s*(?:\^|\*\*|<sup>)?\s*\{?(?P<power>[-−–⁻]? ?(?:\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))\b"
    r"|[eE](?P<e>[-−+]?\d{1,2})\b)"
)
# Numbers in words, from zero to twenty, by language.
NUMBER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        ),
        "es": (
            *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once"),
            *("doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte"),
        ),
        "fr": (
            *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
            *("douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt"),
        ),
    }
)
_MINUS = str.maketrans("−–", "--")


def grouped(text: str) -> tuple[str, ...]:
    """Return the numbers of a text that stand in groups with spaces between them, without these: 18 500 is 18500."""
    return tuple("".join(number.split()) for number in IN_GROUPS.findall(text))


def in_words(words: AbstractSet[str], language: str) -> frozenset[str]:
    """Return the numbers from 2 to 20 that stand among words of a language, in digits: twelve is 12.

    The word for 1 is none: it is an article or a pronoun as often. The parts of dix-neuf are words of their own.
    """
    there = {word.lower() for word in words}
    known = enumerate(NUMBER_WORDS.get(language, ()))
    return frozenset(str(number) for number, word in known if number > 1 and there.issuperset(word.split("-")))


def powers_of_ten(text: str) -> tuple[str, frozenset[Decimal]]:
    """Return a text without the numbers that are written with a power of ten, and these numbers.

    They are written like 1.0 × 10^-7, 1.0·10⁻⁷, 6.022e23, or, where print lost what was raised, 1.0 × 10-7.
    """
    found: list[Decimal] = []

    def take(match: re.Match[str]) -> str:
        power = unicodedata.normalize("NFKC", match["power"] or match["e"]).translate(_MINUS)
        found.append(Decimal(f"{match['digits'].replace(',', '.')}E{power.replace(' ', '')}"))
        return " "

    return _POWER_OF_TEN.sub(take, text), frozenset(found)
