"""In which order words stand: by the alphabet of a language, and in a vocabulary without their articles."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from operator import ne

from nasec_study.rendering.locales import language_of

# Letters of Cyrillic that Unicode numbers elsewhere than alphabets have them: by those behind which they stand, and a
# sign behind all others.
_CYRILLIC = str.maketrans(
    {"ґ": "гӿ", "ѓ": "дӿ", "ђ": "дӿ", "є": "еӿ", "і": "иӻ", "ї": "иӽ", "й": "иӿ", "ј": "иӿ"}  # noqa: RUF001 - Cyrillic
    | {"љ": "лӿ", "њ": "нӿ", "ћ": "тӿ", "ќ": "тӿ", "ў": "уӿ", "џ": "чӿ", "ә": "аӿ", "ғ": "гӿ", "қ": "кӿ", "ң": "нӿ"}
    | {"ө": "оӿ", "ұ": "уӻ", "ү": "уӽ"}  # noqa: RUF001 - Cyrillic
)
# Letters of their own, behind the first one of their group, by language; elsewhere they are sorted as letters with
# accents.
_OWN_LETTERS: Mapping[str, str] = {
    "es": "nñ",
    "pl": "aą cć eę lł nń oó sś zźż",
    "cs": "cč rř sš zž",
    "sk": "aä cč oô sš zž",
    "sl": "cč sš zž",
    **dict.fromkeys(("bs", "hr"), "cčć dđ sš zž"),
    "ro": "aăâ iî sș tț",
    "tr": "cç gğ h\u0131 oö sş uü",
    **dict.fromkeys(("sv", "fi"), "zåäö"),
    **dict.fromkeys(("da", "nb", "nn", "no"), "zæøå"),
}
# In these, ch is a letter of its own, behind h.
_WITH_CH = frozenset({"cs", "sk"})
# Letters without an accent that stand beside others, or beside two: łódź beside lotnik, œuvre beside odeur.
_TWINS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "ħ": "h"})
# In Thai and Lao, some vowels stand before the letter by which a word is looked up.
_VOWEL_BEFORE = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])([\u0e01-\u0e2e\u0e81-\u0eae])")
# Marks that are vowels, or join letters, by their classes in Unicode; others are accents, tones and dots.
_VOWELS = frozenset({0, 9, 84, 91, 103, 118})
# The articles of languages in which a vocabulary names a noun with its own: la casa, l'ombre, das Haus.
_ARTICLES = tuple(
    re.compile(rf"\A(?:{words})", re.IGNORECASE)
    for words in (
        r"the\s+",
        r"(?:el|la|los|las|un|una)\s+",
        r"(?:le|la|les|un|une)\s+|l['’]\s*",
        r"(?:il|lo|la|i|gli|le|un|uno|una)\s+|(?:l|un)['’]\s*",
        r"(?:o|a|os|as|um|uma)\s+",
        r"(?:der|die|das|ein|eine)\s+",
        r"(?:de|het|een)\s+",
    )
)
# Fewer words with an article, and a smaller share of them, are names and phrases, such as El Niño and a priori.
_FEWEST, _SHARE = 3, 0.4


def without_articles(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a vocabulary without their articles, in the language in which most of them have one.

    Of other words nothing is left out.
    """
    articles = max(_ARTICLES, key=lambda articles: sum(map(bool, map(articles.match, words))))
    bare = [articles.sub("", word) for word in words]
    return bare if sum(map(ne, bare, words)) >= max(_FEWEST, _SHARE * len(words)) else words


def alphabet_key(text: str, language: str) -> tuple[str, str]:
    """Return the key to sort a text by: its letters and figures without accents and capitals, then the text itself.

    It is near to the order of Unicode (CLDR's root collation). Some letters are of their own: ñ, behind n in Spanish.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    if language_of(language) in _WITH_CH:
        plain = plain.replace("ch", "hþ")
    if not plain.isascii():
        plain = plain.translate(_TWINS | _own_letters(language_of(language)))
        plain = unicodedata.normalize("NFKD", _VOWEL_BEFORE.sub(r"\2\1", plain.translate(_CYRILLIC)))
        # Of น้ำ in parts, the vowel is one of its own, behind า.
        plain = plain.replace("\u0e4d\u0e32", "\u0e33")
    return "".join(filter(_counts, plain)), text


@cache
def _own_letters(language: str) -> dict[int, str]:
    """Return what to sort the letters of a language by: þ, which none of these languages has, stands behind z."""
    groups = _OWN_LETTERS.get(language, "").split()
    return {ord(letter): group[0] + place * "þ" for group in groups for place, letter in enumerate(group) if place}


def _counts(letter: str) -> bool:
    """Tell whether a letter, or a mark, counts where words are sorted."""
    is_vowel = "\u0900" <= letter < "\ufe00" and unicodedata.combining(letter) in _VOWELS
    return letter.isalnum() or (is_vowel and unicodedata.category(letter) in {"Mn", "Mc"})
