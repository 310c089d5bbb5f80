"""Figures and proper names of answers and rationales: what an item says must stand in what it cites."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from nasec_study.checks._quantities import FIGURE, is_cited, is_same, provisions, quantities, with_unit
from nasec_study.course.model import BaseItem, Course, Item, Reading, Stimulus
from nasec_study.course.model.base import as_typed
from nasec_study.course.numbers import IN_GROUPS, grouped, in_ideographs, in_words, powers_of_ten, shares, with_zeros
from nasec_study.course.passages import cleaned, words_of
from nasec_study.course.readings import ReadingText, ReadingTexts
from nasec_study.foundation.characters import in_plain_figures, in_plain_letters, script_of
from nasec_study.foundation.problems import Problem
from nasec_study.rendering.locales import ENGLISH, language_of
from nasec_study.rendering.markup import CODE, FORMULA, without_gaps

# Signs of units with capitals, which are no names behind a figure: 50 Hz, 2.5 MPa, 30 Nm, 1.2 GW.
_UNIT = (
    r"\d[^\S\n]*(?:[MGTP]?(?:Hz|Pa|Bq|Gy|Sv|Wb|Wh|Ws|Ah|As|Nm|Ns|VA|Vs|eV)|[MGTP](?:[ABFJLNTVWgmstΩ]|bit))(?![^\W_])"
)
# What chemistry calls things: NaOH, KMnO~4~, Cl⁻, ^37^Cl. Several symbols of one letter each may be a name, UN.
_ELEMENT = (
    "(?:A[cglmrstu]|B[aehikr]?|C[adeflmnorsu]?|D[bsy]|E[rsu]|F[elmr]?|G[ade]|H[efgos]?|I[nr]?|Kr?|L[airuv]|M[cdgnot]"
    "|N[abdehiop]?|O[gs]?|P[abdmortu]?|R[abefghnu]|S[bcegimnr]?|T[abcehilm]|U|V|W|Xe|Yb?|Z[nr])"
)
_RAISED = r"(?:\^[\d+−-]{1,4}\^|[⁰¹²³⁴-⁹⁺⁻]{1,4})"
_MARK = rf"(?:~[\dn]{{1,3}}~|{_RAISED}|[₀-₉\d])"
_SUBSTANCE = (
    rf"(?<![^\W\d_])(?:(?=[A-Z])(?:{_ELEMENT}(?:{_ELEMENT}|[()\[\]]){{0,12}}{_MARK}"
    rf"|(?=[A-Z]*[a-z]){_ELEMENT}{_ELEMENT})|(?=[\^⁰¹²³⁴-⁹]){_RAISED}{_ELEMENT})"
    rf"(?:{_ELEMENT}|{_MARK}|[()\[\]]){{0,40}}(?![^\W\d_])"
)
# What predicate logic applies to things, beside its signs: Fx in ∀x(Fx → Gx), ¬Rab.
_PREDICATE, _SIGN = r"[^\W\d_a-z][a-z]{1,2}(?![^\W_])", "[¬∧\u2228→↔⊃≡⊢⊨⊆∈]"
_LOGIC = rf"(?:[∀∃][^\W\d_]|{_SIGN})[\s()\[]*{_PREDICATE}|(?<![^\W_]){_PREDICATE}(?=[\s()\]]*{_SIGN})"
# Where a sentence, a speech, a line of verse, a cell of a table or a point of a list begins, a capital tells no name,
# whatever signs open it.
_NAME = re.compile(
    r"(?:\A|\n[^\S\n]*\n|^[^\S\n]*(?:(?:[-+*>]|\d+[.)])[^\S\n]+|[–—][^\S\n]*)+|\\\n[^\S\n]*|\||[.!?:…][^\w\s]{0,9}\s|[“”\"»]\s)"
    r"[ ¿¡“„«‘\"'(\[*_]*[^\W\d_]+"
    rf"|{_UNIT}|{_LOGIC}|{_SUBSTANCE}"
    # A letter with a raised or lowered figure alone is a sign: V⁷, R², F₁.
    r"|(?<![^\W_])(?P<name>[^\W\d_a-z](?![⁰¹²³⁴-⁹₀-₉]+(?![^\W_]))[^\W\d_]+)",
    re.MULTILINE,
)
# A number in ideographs for sure: a single one, and those of tens and thousands, are parts of many words, as in
# 三民主義 and 千萬不可, and 七八 is a guess.
_SURE_IDEOGRAPHS = re.compile("(?=..)(?=.*[一二三四五六七八九兩两廿卅])(?:.{4}|.*[十百千萬万億亿兆廿卅])")
# A century or a number in Roman figures, with the ending that makes an ordinal of it: XIX, XVᵉ, XVe, Iᵉʳ.
_ROMAN = re.compile(r"[IVX]+|[IVXLCDM]+(?:[eᵉ]|er|ᵉʳ|ème)s?")
# In these, all nouns have capital letters, so that none of them tells a name.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
# In these, and in all that is written in Cyrillic, names have cases.
_INFLECTED = frozenset({"cs", "el", "et", "fi", "hr", "hu", "la", "lt", "lv", "pl", "sk", "sl", "sr", "tr"})
# As most languages write one: with a comma before its decimals, and points between its groups.
_WITH_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?")
# As English writes one. There, 3,50 is a price in a reading in another language.
_WITH_POINT = re.compile(r"(?!0,)\d+(?:(?:,\d{2,3})*,\d{3})?(?:\.\d+)*")
# What TeX writes within a number, as in 18{,}500 and 18\,500.
_IN_NUMBER = re.compile(r"(?<=\d)(?:\{([.,])\}(?=\d)|(?:\\[,;: ]|~)(?=\d{3}))")
# Two arguments of TeX, each of one digit, which are no number of two: a half is written \frac12.
_DIGIT_ARGUMENTS = re.compile(r"(?<=\\)([dtc]?frac|[dt]?binom)\s*(\d)\s*(\d)")
# What no reading need print of a formula: a raised or lowered figure, which is part of a sign, as in σ² and x₁; and 0
# and 1, by which one reckons, as in 1 − p.
_OF_NO_READING = re.compile(r"[\^_]\s*(?:\{[^{}]*\}|\d)|(?<![\d.,])[01](?![.,]?\d)")


class _Known(NamedTuple):
    """What the readings that an item cites, and its stimulus, hold: words and numbers as they stand, and compared.

    `plain` are the words in plain letters, `numbers` what the numbers may mean, `scripts` those of the readings,
    `texts` each whole text, and `spelled` the numbers in words, in digits.
    """

    words: frozenset[str]
    plain: frozenset[str]
    numbers: frozenset[str]
    scripts: frozenset[str]
    texts: tuple[str, ...]
    spelled: frozenset[str]


def facts(course: Course, readings: ReadingTexts) -> Iterator[Problem]:
    """Yield a problem for each figure and each proper name of an answer or a rationale that no cited reading prints."""
    in_capitals = language_of(course.settings.language) in _CAPITAL_NOUNS
    own = frozenset(word for reading in course.readings for text in _own_names(reading) for word in words_of(text))
    for item, known in _checkable(course, readings):
        if not item.computed:
            yield from _figures(course, readings, item, known)
        if not in_capitals:
            yield from _names(course, item, known, _all_plain(own))


def _figures(course: Course, readings: ReadingTexts, item: Item, known: _Known) -> Iterator[Problem]:
    language = course.settings.language
    claims, powers = powers_of_ten(_plain_numbers(_claims(item)))
    in_powers = frozenset().union(*(readings[name].powers_of_ten for name in item.cited_readings))
    for number in powers:
        if number not in in_powers and f"{number:f}" not in known.words:
            yield _lacking(course, item, as_typed(number))
    meant = known.numbers | {_shortest(f"{number:f}") for number in in_powers}
    in_signs = in_ideographs(claims)
    claims = IN_GROUPS.sub(partial(_unless_known, meant), FORMULA.sub(_without_idle_figures, claims))
    claims = _without(in_signs, claims)
    for figure in dict.fromkeys(FIGURE.findall(claims)):
        if figure not in known.words and _meanings(figure, language).isdisjoint(meant):
            yield _lacking(course, item, figure)
    yield from _quantities(course, item, claims, known)
    for figure, value in in_signs.items():
        if (figure[0].isdigit() or _SURE_IDEOGRAPHS.match(figure)) and str(value) not in meant:
            yield _lacking(course, item, figure)


def _without(numbers: Iterable[str], claims: str) -> str:
    """Return claims without some numbers, longer ones first."""
    for number in sorted(numbers, key=len, reverse=True):
        claims = claims.replace(number, " ")
    return claims


def _quantities(course: Course, item: Item, claims: str, known: _Known) -> Iterator[Problem]:
    """Yield a problem for each figure that stands there in other units only, and each provision that is not cited."""
    language = course.settings.language
    for figure, unit in dict.fromkeys(quantities(claims)):
        meant = _meanings(figure, language) if unit else ()
        there = frozenset().union(*(_units_beside(number, known, language) for number in meant))
        if there and not any(is_same(unit, other) for other in there):
            found = ", ".join(with_unit(figure, other) for other in sorted(there))
            yield _lacking(course, item, with_unit(figure, unit), f"there is {found}; ")
    for provision in dict.fromkeys(provisions(claims)):
        # Of one with a figure that is nowhere, that figure is told.
        is_there = known.words.issuperset(FIGURE.findall(provision))
        if is_there and not any(is_cited(provision, text) for text in known.texts):
            yield _lacking(course, item, provision)


def _lacking(course: Course, item: Item, figure: str, there: str = "") -> Problem:
    """Return the problem that a figure of an item is printed by no reading that it cites; `there` says what is."""
    message = f"{item.type} item '{item.id}': the figure {figure} is not in what it cites"
    hint = f"{there}correct it, or say in `computed:` how it was worked out"
    return Problem("E312", course.place(item).where(), message, hint, about=item.id)


def _units_beside(number: str, known: _Known, language: str) -> frozenset[str]:
    """Return the units in which a number stands in some texts; none of one that stands there without, or in words."""
    units = frozenset().union(*(_units_in(text, language).get(number, ()) for text in known.texts))
    return frozenset() if "" in units or number in known.spelled else units


@lru_cache(maxsize=64)
def _units_in(text: str, language: str) -> Mapping[str, set[str]]:
    """Return the units in which a text has each number, '' for one without."""
    found: dict[str, set[str]] = {}
    for figure, unit in dict.fromkeys(quantities(text)):
        for number in _meanings(figure, language):
            found.setdefault(number, set()).add(unit)
    return found


def _plain_numbers(text: str) -> str:
    """Return a text with the numbers of its formulas as they are written outside of them."""

    def plain(formula: re.Match[str]) -> str:
        return _DIGIT_ARGUMENTS.sub(r"\1{\2}{\3}", _IN_NUMBER.sub(lambda sign: sign[1] or " ", formula[0]))

    return FORMULA.sub(plain, text)


def _without_idle_figures(formula: re.Match[str]) -> str:
    """Return a formula without the figures that no reading need print."""
    return _OF_NO_READING.sub(" ", formula[0])


def _unless_known(meant: frozenset[str], number: re.Match[str]) -> str:
    return " " if meant.issuperset(map(_shortest, grouped(number[0]))) else number[0]


@lru_cache(maxsize=64)
def _numbers(words: frozenset[str], language: str) -> frozenset[str]:
    return frozenset().union(*(_meanings(word, language) for word in words if word[0].isdigit()))


@lru_cache(maxsize=4096)
def _meanings(figure: str, language: str) -> frozenset[str]:
    """Return the numbers that a figure may mean: 1,500 is 1500, and in other languages than English 1.5, too."""
    is_english = language_of(language) == ENGLISH and _WITH_POINT.fullmatch(figure)
    if not is_english and _WITH_COMMA.fullmatch(figure):
        return frozenset({figure.replace(",", ""), _shortest(figure.replace(".", "").replace(",", "."))})
    return frozenset({_shortest(figure.replace(",", ""))})


def _shortest(number: str) -> str:
    """Return a number without the zeros at the end of its decimals: 5.0 is 5."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _names(course: Course, item: Item, known: _Known, own: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each proper name of an item that no cited reading prints; `own` are words of the course.

    A name is told by its capital letter, so that there is none in code, and in scripts that have no capitals; nor can
    one stand in a reading in another script: Tokyo is 東京 there. One in Roman figures, such as that of a century, is a
    figure: it can be worked out.
    """
    for sentence in (*item.asserts, item.rationale):
        for name in dict.fromkeys(_NAME.findall(CODE.sub(" ", FORMULA.sub(_room, without_gaps(sentence))))):
            if not name[:1].isupper() or script_of(name[0]) not in known.scripts:
                continue
            # A reading may print `Calderon` where the name is Calderón.
            words = set(map(in_plain_letters, words_of(name))) - known.plain - own
            # A play prints its speakers in capitals, MARTA, and so do headings.
            words -= {word for word in words if word.upper() in known.plain}
            if not words or (_is_inflected(name, course) and all(_has_form_of(word, known.plain) for word in words)):
                continue
            if not _ROMAN.fullmatch(name):
                hint = "write it as the reading does; a bank adds nothing from outside"
                message = f"{item.type} item '{item.id}': the name {name} is not in what it cites"
                yield Problem("E313", course.place(item).where(), message, hint, about=item.id)
            elif not item.computed:
                yield _lacking(course, item, name)


def _is_inflected(name: str, course: Course) -> bool:
    """Tell whether names change their endings with the sentence: Иванов, Иванова, Ивановым."""
    return script_of(name[0]) == "CYRILLIC" or language_of(course.settings.language) in _INFLECTED


@lru_cache(maxsize=1024)
def _has_form_of(name: str, known: frozenset[str]) -> bool:
    """Tell whether some words hold a name with another ending of three letters at most."""
    near = (word for word in known if word[:1].isupper() and len(word) <= len(name) + 3)
    return any(word.startswith(name[: max(3, len(name) - 3, len(word) - 3)]) for word in near)


def _room(formula: re.Match[str]) -> str:
    """Return what stands for a formula between words: behind one in a line of its own, a sentence begins."""
    return "\n\n" if formula["display"] else " "


@lru_cache(maxsize=64)
def _all_plain(words: frozenset[str]) -> frozenset[str]:
    return frozenset(in_plain_letters("\n".join(words)).split("\n"))


def _own_names(reading: Reading) -> tuple[str, ...]:
    """Return the words by which the course itself calls a reading."""
    return (reading.label, reading.cite, reading.bibliography.title, *reading.bibliography.authors)


def _checkable(course: Course, readings: ReadingTexts) -> Iterator[tuple[Item, _Known]]:
    """Yield the items that cite readings of which every one is there, with what these and their stimulus hold."""
    known: dict[tuple[str | None, ...], _Known] = {}
    for item in course.items:
        if item.cited_readings and all(name in readings for name in item.cited_readings):
            key = (item.stimulus, *item.cited_readings)
            if key not in known:
                stimulus = course.stimulus(item.stimulus) if item.stimulus else None
                known[key] = _known(course, stimulus, [readings[name] for name in item.cited_readings])
            yield item, known[key]


def _known(course: Course, stimulus: Stimulus | None, cited: Sequence[ReadingText]) -> _Known:
    """Return what some readings and a stimulus hold; a number in words is there in digits, too."""
    text = _plain_numbers(f"{stimulus.title} {stimulus.text} {stimulus.note}" if stimulus else "")
    texts_there = (cleaned(text), *(part for one in cited for part in one.plain))
    in_digits = [
        in_words(part, language_of(course.settings.language)).union(*map(shares, in_ideographs(part).values()))
        for part in texts_there
    ]
    # Those of a reading are looked at once, whatever it is cited with.
    parts = [frozenset((*words_of(with_zeros(text)), *grouped(text))), *in_digits, *(one.vocabulary for one in cited)]
    return _Known(
        frozenset().union(*parts),
        frozenset().union(*map(_all_plain, parts)),
        frozenset().union(*(_numbers(part, course.settings.language) for part in parts)),
        frozenset(one.script for one in cited),
        (with_zeros(cleaned(text)), *(one.whole for one in cited)),
        frozenset().union(*in_digits),
    )


def _claims(item: BaseItem) -> str:
    return with_zeros(in_plain_figures(" ".join(without_gaps(text) for text in (*item.asserts, item.rationale))))
