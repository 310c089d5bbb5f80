"""What stands beside numbers in texts: units, currencies, months, words for many, and labels such as Chapter."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

# Metric units: the sign, the English name, and names in other languages; and what is put before both, and its power.
_METRIC = """
g gram gramme gramo gramm|m meter metre mètre metro|L liter litre litro|l|mol mole|N newton|Pa pascal
J joule julio|W watt vatio|V volt|Hz hertz|eV electronvolt|A ampere amp|F farad|K kelvin|ohm ohm|B byte|Wh|cal
s second sec seconde segundo sekunde sekunden
"""
_PREFIXES = """
3 k kilo|6 M mega|9 G giga|12 T tera|2 h hecto|-1 d deci|-2 c centi|-3 m milli|-6 µ micro|-6 μ micro|-9 n nano
-12 p pico|-15 f femto
"""
_SAME = {"l": "L", "μ": "µ"}
# With other prefixes than these, signs are other words as often: 5 pm, TV. Some are so alone: 5 A, the 1990s, 5 julio.
_READ, _READ_BEFORE_ANY, _NOT_ALONE = ("", *"kMGdcmµμn"), (*"kmµμn",), frozenset({*"ABFKs", "julio"})
# Other units and signs, and behind some of them other ways to write these; names may stand for several with an s.
_UNITS = """
kg kgs kilo|µg mcg ug|mL cc|km kms kilómetro|mi mile|yd yard|ft foot feet|in. inch inches|lb lbs|oz ounce
t ton tonne tonelada Tonne Tonnen|quart|pint|gallon|mm² mm2|cm² cm2|m² m2|km² km2|acre|ha hectare hectárea|mEq
units unit IU|mmHg|hPa|MB|GB|TB|psi|rpm|mi/h mph|TW|TWh|N·m Nm|°C|°F|% percent Prozent|‰|drops drop gtt
min minute minuto Minuten|h hr hrs hour heure hora Stunde Stunden|days day jour día Tag Tage Tagen
weeks week semaine semana Woche Wochen|months month mois mes meses Monat Monate Monaten
years yr yrs year ans année año Jahr Jahre Jahren
century centuries siècle siglo Jahrhundert Jahrhunderte|amendment Amendment enmienda amendement
"""
# What units are worth in others.
_WORTH = """
in 0.0254 m|in. 0.0254 m|ft 0.3048 m|yd 0.9144 m|mi 1609.344 m|oz 28.349523125 g|lb 453.59237 g|t 1e6 g|min 60 s
h 3600 s|days 86400 s|weeks 604800 s|months 2629746 s|years 31556952 s|century 3155695200 s|mm² 1e-6 m²
cm² 1e-4 m²|m² 1 m²|km² 1e6 m²|ha 1e4 m²|% 1 %|‰ 0.1 %
"""
# A stroke leads from what the sign of a currency tells to what only words do: in Spanish, $ may stand for pesos.
_CURRENCIES = """
$/dollar dollar dólar dólares Dollar USD US$|$/pesos peso Peso MXN MX$ Mex$|€ euro Euro EUR|£ GBP|¥/yen yen JPY
¥/yuan yuan renminbi RMB CNY|¥|₹ rupee Rs rupia roupie|₽ ruble rouble rublo|₩|R$ reais BRL|CHF franc franco Franken
marks DM mark Mark DEM|cents cent centavo centime pence
"""
_MONTHS = """
January Jan enero janvier Januar|February Feb febrero février Februar|March Mar marzo mars März
April Apr abril avril|May mayo mai Mai|June Jun junio juin Juni|July Jul julio juillet Juli
August Aug agosto août|September Sept Sep septiembre septembre|October Oct octubre octobre Oktober
November Nov noviembre novembre|December Dec diciembre décembre Dezember
"""
# What stands before a number that counts nothing. Some stand with a point only.
_LABELS = """
§ §§ section sections sec. secs. sección secciones|art. arts. article articles artikel artículo artículos
chapter chapters ch. chap. capítulo capítulos chapitre chapitres kapitel kap.|part parts parte partie teil
title titles título titre titel|book books libro livre buch|volume volumes vol. vols. tomo tome band bd.
page pages p. pp. página páginas pág. seite seiten|figure figures fig. figs. figura figuras abbildung abb.
table tables tabla tablas cuadro tableau tableaux tabelle|note notes footnote footnotes nota notas anm. fn.
rule rules regla règle regel|annex annexes anexo annexe anhang|appendix|schedule schedules|exhibit|box|experiment
example ejemplo exemple beispiel|equation eq.|factor faktor facteur|stage phase step fase etapa étape
type typ tipo|line lines|verse verses vers|number no. nos. nº n° nr. número numéro nummer|century siglo
"""
# Words for many, by their powers of ten, the one that is shown first.
MANY: Mapping[int, tuple[str, ...]] = {
    3: ("thousand", "mil", "mille", "tausend", "Tausend"),
    6: ("million", "millions", "millón", "millones", "Million", "Millionen", "Mio.", "mn"),
    9: (
        *("billion", "thousand million", "milliard", "milliards", "mil millones", "Milliarde", "Milliarden"),
        *("Mrd.", "bn"),
    ),
    12: ("trillion", "billones", "Billion", "Billionen", "trn", "tn"),
}


def _rows(table: str) -> Iterator[list[str]]:
    return map(str.split, table.strip().replace("\n", "|").split("|"))


def _forms(table: str, ending: str = "") -> dict[str, str]:
    """Return the forms of a table by the first ones of their rows; with an ending, too, if they are no signs: 5 has."""
    forms = {form: forms[0] for forms in _rows(table) for form in forms}
    return forms | {form + ending: first for form, first in forms.items() if len(form) > len("ha")}


def _metric() -> Iterator[tuple[str, str]]:
    """Yield the signs and names of metric units, with and without what may be before them, and the sign of each."""
    for sign, *names in _rows(_METRIC):
        for _, prefix, *words in (("0", "", ""), *_rows(_PREFIXES)):
            unit = _SAME.get(prefix, prefix) + _SAME.get(sign, sign)
            if prefix in (_READ_BEFORE_ANY if sign in _NOT_ALONE else _READ):
                yield prefix + sign, unit
            for name in (f"{word}{name}" for word in words for name in names if word or name not in _NOT_ALONE):
                for form in (name, name.capitalize()):
                    yield form, unit
                    yield f"{form}s", unit


CURRENCIES: Mapping[str, str] = _forms(_CURRENCIES, "s")
MONTHS: Mapping[str, str] = _forms(_MONTHS)
LABELS: Mapping[str, str] = _forms(_LABELS)
UNITS: Mapping[str, str] = {
    **dict(_metric()),
    **_forms(_UNITS, "s"),
    **CURRENCIES,
    "per cent": "%",
    "pour cent": "%",
    "por ciento": "%",
    "mm Hg": "mmHg",
    "d": "days",
    "$": "$/dollar",
    "degrees Celsius": "°C",
    "degrees Fahrenheit": "°F",
}
# The names of metric units and of what is put before them, in English, by their signs.
UNIT_NAMES: Mapping[str, str] = {sign: names[0] for sign, *names in _rows(_METRIC) if names}
PREFIX_NAMES: Mapping[str, str] = {sign: name for _, sign, name in _rows(_PREFIXES)}
# What signs of units are worth, and in which unit.
WORTH: Mapping[str, tuple[Decimal, str]] = {
    prefix + sign: (Decimal(1).scaleb(int(power)), _SAME.get(sign, sign))
    for sign, *_ in _rows(_METRIC)
    for power, prefix in (("0", ""), *(row[:2] for row in _rows(_PREFIXES)))
} | {sign: (Decimal(worth), of) for sign, worth, of in _rows(_WORTH)}
# What is not worth the same to all: a ton may be one of the United States.
VAGUE = frozenset({"t"})
