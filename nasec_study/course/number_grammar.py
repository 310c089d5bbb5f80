"""The words for numbers in the languages in which these can be read: what each is worth, and how they are joined."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from nasec_study.course.units import LABELS

# From zero to twenty, by language.
NUMBER_WORDS: Mapping[str, tuple[str, ...]] = {
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
    "de": (
        *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
        *("zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig"),
    ),
}
# Those beyond, and other forms.
_MORE: Mapping[str, str] = {
    "en": "30 thirty|40 forty fourty|50 fifty|60 sixty|70 seventy|80 eighty|90 ninety",
    "es": "1 un una|21 veintiuno veintiún veintiuna|22 veintidós|23 veintitrés|24 veinticuatro|25 veinticinco"
    "|26 veintiséis|27 veintisiete|28 veintiocho|29 veintinueve|30 treinta|40 cuarenta|50 cincuenta|60 sesenta"
    "|70 setenta|80 ochenta|90 noventa|100 cien ciento|200 doscientos doscientas|300 trescientos trescientas"
    "|400 cuatrocientos cuatrocientas|500 quinientos quinientas|600 seiscientos seiscientas"
    "|700 setecientos setecientas|800 ochocientos ochocientas|900 novecientos novecientas",
    "fr": "1 une|20 vingts|30 trente|40 quarante|50 cinquante|60 soixante|70 septante|80 huitante octante|90 nonante",
    "de": "1 ein|30 dreißig|40 vierzig|50 fünfzig|60 sechzig|70 siebzig|80 achtzig|90 neunzig",
}
# The words by which those before them are multiplied.
_TIMES: Mapping[str, str] = {
    "en": "12 dozen|20 score|100 hundred|1000 thousand|1000000 million",
    "es": "12 docena docenas|20 veintena veintenas|100 centenar centenares|1000 mil|1000000 millón millones",
    "fr": "12 douzaine douzaines|20 vingtaine|100 centaine cent cents|1000 mille|1000000 million millions",
    "de": "12 dutzend|100 hundert|1000 tausend",
}
_ORDINALS: Mapping[str, str] = {
    "en": "1 first|2 second|3 third|4 fourth|5 fifth|6 sixth|7 seventh|8 eighth|9 ninth|10 tenth|11 eleventh"
    "|12 twelfth|13 thirteenth|14 fourteenth|15 fifteenth|16 sixteenth|17 seventeenth|18 eighteenth|19 nineteenth"
    "|20 twentieth|30 thirtieth|40 fortieth|50 fiftieth|60 sixtieth|70 seventieth|80 eightieth|90 ninetieth",
    "es": "",
    "fr": "1 unième|2 deuxième|3 troisième|4 quatrième|5 cinquième|6 sixième|7 septième|8 huitième|9 neuvième"
    "|10 dixième|11 onzième|12 douzième|13 treizième|14 quatorzième|15 quinzième|16 seizième|17 dix-septième"
    "|18 dix-huitième|19 dix-neuvième|20 vingtième|30 trentième|40 quarantième|50 cinquantième|60 soixantième",
    "de": "7 siebte siebten siebter",
}
# The parts that are no ordinals.
_PARTS: Mapping[str, str] = {
    "en": "2 half halve|4 quarter|100 hundredth|1000 thousandth",
    "es": "2 mitad medio media|3 tercio tercera|4 cuarto cuarta|5 quinto quinta|6 sexto sexta|7 séptimo séptima"
    "|8 octavo octava|9 noveno novena|10 décimo décima|100 centésimo centésima",
    "fr": "2 moitié demi demie|3 tier|4 quart|100 centième|1000 millième",
    "de": "2 hälfte halbe|3 drittel|4 viertel|5 fünftel|6 sechstel|7 siebtel|8 achtel|9 neuntel|10 zehntel"
    "|100 hundertstel",
}
# What stands between the words of a number: dix-neuf, thirty five.
_GAPS: Mapping[str, str] = {
    "en": r"[-\s]+(?:(?:and|oh)[-\s]+)?",
    "es": r"\s+(?:y\s+)?",
    "fr": r"[-\s]+(?:et[-\s]+)?",
    "de": r"(?:und|\s+(?=dutzend))?",
}
# By themselves they often stand for other things: seconds, a third of it.
OFTEN_NONE = frozenset({"first", "second", "third"})
# What else begins a number, beside its words, and what does not: several hundred are no 100, and por ciento is none.
_BEGINS: Mapping[str, str] = {
    "en": r"(?:{begins}|(?<=\ba\s)(?:dozen|score(?=\sof\s[^\W\d])|hundred|thousand|million))",
    "es": r"(?!(?<=\bpor\s)ciento\b)(?:{begins}|(?<!\d\s)mil)",
    "fr": r"(?!(?<=\bpour\s)cents?\b)(?:{begins}|(?<!\d\s)(?:cents?|mille))",
    "de": r"(?:{begins}|(?<!\d\s)(?:dutzend|hundert|tausend))",
}
# What else is a number: parts, what is more by a half, and decades. *One third* may be one behind the second, if it
# does not say of what it is a part.
_FORMS: Mapping[str, str] = {
    "en": r"(?:(?P<century>{teens})[-\s]+|(?<!\bhis\s)(?<!\bher\s)(?<!\btheir\s))(?P<decade>{tens})(?<=t)ies"
    r"|(?P<top>{small})(?:-\s?(?:{parts})s?|\s+(?:(?:{parts})s|quarter|(?:{parts})(?=\s+(?:of|the)\b|\s*(?:[.;:)]|\Z))))"
    r"|(?<=\ba\s)(?P<part>{parts})(?=\s+of\b)"
    r"|(?P<half>(?<!first\s)(?<!second\s)(?<!latter\s)(?<!other\s)half)",
    "es": r"(?P<top>{small})\s+(?:(?:{parts})s(?:\s+partes)?|tercio|(?:{parts})(?:\s+parte\b|(?=\s+de\b)))"
    r"|(?<=\bla\s)(?P<part>{parts})(?=\s+parte\b)"
    r"|(?P<half>mitad|medi[oa](?=\s+(?:mill[oó]n|docena|hora|litro|kilo|metro|siglo|año)))",
    "fr": r"(?P<top>{small})[-\s]+(?:(?:{parts})s|quart|(?:{parts})(?=\s+d(?:[eu]|es|['’])))"
    r"|(?P<half>moitié|demie?(?=[-\s](?:million|milliard|douzaine|heure|litre|kilo|mètre|siècle)))",
    "de": r"(?P<top>{small}|eine[mnrs]?)[-\s]*(?:{parts})[ns]?|(?P<decade>{tens})er(?=\s+jahre)"
    r"|(?:eine[mnrs]?\s+)?(?P<half>halbe[mnrs]?|hälfte)|(?P<more>{row})einhalb(?:e[mnrs]?)?|(?P<one_more>anderthalb)",
}
# The day of a month, and what is before one of the things that are numbered, are for sure no part and no second.
_RANK = r"(?P<rank>first|second|third)(?=\s+(?:of\s(?:jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)|(?:{labels})\b))"
_ROW = {"en": "", "es": "", "fr": "", "de": r"(?:(?<=[gdt])ste[mnrs]?|te[mnrs]?)?"}
_TEN, _TWENTY = 10, 20


class Grammar(NamedTuple):
    """What the words of a language are worth: as numbers, as what multiplies these, and as parts; and how they stand.

    `number` finds each number as a whole. What it finds is a row of words, or says in its groups what else it is.
    `word` finds each word of a row, and `many` one by which the part before it is multiplied.
    """

    values: Mapping[str, int]
    times: Mapping[str, int]
    parts: Mapping[str, int]
    number: re.Pattern[str]
    word: re.Pattern[str]
    many: re.Pattern[str]


def _table(words: str) -> dict[str, int]:
    rows = (row.split() for row in words.split("|") if row)
    return {word: int(value) for value, *forms in rows for word in forms}


def any_of(words: Iterable[str]) -> str:
    """Return what finds one of some words, longer ones first: dix-neuf before dix."""
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def grammar_of(language: str) -> Grammar:
    """Return the grammar of the number words of a language that has some here."""
    cardinals = {word: value for value, word in enumerate(NUMBER_WORDS[language])} | _table(_MORE[language])
    ordinals, times = _table(_ORDINALS[language]), _table(_TIMES[language])
    parts = {word: value for word, value in ordinals.items() if value not in {1, 2}} | _table(_PARTS[language])
    values = cardinals | ordinals
    begins = any_of(word for word, value in values.items() if value and word not in OFTEN_NONE)
    words = {
        "parts": any_of(parts),
        "small": any_of(word for word, value in cardinals.items() if 0 < value <= _TEN),
        "teens": any_of(word for word, value in cardinals.items() if _TEN < value <= _TWENTY),
        "tens": any_of(
            word.removesuffix("y") if language == "en" else word
            for word, value in cardinals.items()
            if value >= _TWENTY
        ),
    }
    # A word of a fraction ends the row of words before it: two and three quarters.
    part = re.sub(r"\?P<\w+>", "?:", _FORMS[language]).format(**words, row="(?!)")
    more = rf"{_GAPS[language]}(?!(?:{part})(?!\w))(?:{any_of([*values, *times])})"
    row = rf"{_BEGINS[language].format(begins=begins)}(?:{more})*"
    # To look at the first letters is many times as quick as to try all words in all places.
    first = "|".join(sorted({word[:3] for word in [*values, *times, *parts, "anderthalb"]}))
    rank = _RANK.format(labels=any_of({label for label in LABELS.values() if label.isalpha()}))
    forms = f"{rank}|{_FORMS[language].format(**words, row=row)}"
    number = re.compile(rf"(?<![\w.,])(?={first})(?:{forms}|{row}{_ROW[language]})(?!\w)")
    word, many = re.compile(any_of([*values, *times])), re.compile(rf"[-\s]({any_of(times)})(?!\w)")
    return Grammar(values, times, parts, number, word, many)
