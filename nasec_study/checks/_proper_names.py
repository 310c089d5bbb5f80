"""Proper names of answers and rationales: where one stands in a text, and in which other forms it may stand there."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, takewhile

from nasec_study.checks._figures import lacking
from nasec_study.checks._known import Known
from nasec_study.checks._quantities import quantities
from nasec_study.checks.shown import where_said
from nasec_study.course.model import Course, Item
from nasec_study.course.passages import words_of
from nasec_study.foundation.characters import in_plain_letters, script_of
from nasec_study.foundation.problems import Problem
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
    r"[ ¿¡“„«‘\"'(\[*_]{0,99}[^\W\d_]+"
    # What is lowered belongs to a sign: V~NE~.
    rf"|{_UNIT}|{_LOGIC}|{_SUBSTANCE}|(?<=[^\W_])~[^\s~]{{1,20}}~"
    # A letter with a raised or lowered figure alone is a sign: V⁷, R², F₁.
    r"|(?<![^\W_])(?P<name>[^\W\d_a-z](?![⁰¹²³⁴-⁹₀-₉]+(?![^\W_]))[^\W\d_]+)",
    re.MULTILINE,
)
# A number in Roman figures, with the ending that makes an ordinal of it: XIX, XVᵉ, XVe, Iᵉʳ.
_ROMAN = re.compile(r"[IVX]+(?:(?:[eᵉ]|er|ᵉʳ|ème)s?)?")
# In these, all nouns have capital letters, so that none of them tells a name.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
# In these, and in all that is written in Cyrillic, names have cases.
_INFLECTED = frozenset({"cs", "el", "et", "fi", "hr", "hu", "la", "lt", "lv", "pl", "sk", "sl", "sr", "tr"})
# What may stand before anybody's name, what numbers it may have, Charles the Second, and whose degrees there are.
_BEFORE_NAMES = """
Mr Mrs Ms Mx Miss Dr Prof Professor Sir Dame Lord Lady Saint St Mme Mlle MM Mgr Sr Sra Srta Dra Don Doña
"""
_BESIDE_NAMES = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Celsius Fahrenheit"
_TITLES, _RANKS = frozenset(_BEFORE_NAMES.split()), frozenset(_BESIDE_NAMES.split())
# Words that say the same: months, countries and their people, and what is often written short, or in two ways.
_SAME = """
January Jan|February Feb|March Mar|April Apr|June Jun|July Jul|August Aug|September Sept Sep|October Oct|November Nov
December Dec|America American US USA|Britain British Briton UK|France French|Spain Spanish Spaniard|Germany German
Netherlands Holland Dutch|Denmark Danish Dane|Switzerland Swiss|Poland Polish Pole|Turkey Turkish Turk|Greece Greek
Wales Welsh|Ireland Irish|Scotland Scottish Scot|England English|Sweden Swedish Swede|Finland Finnish Finn
Norway Norwegian|Portugal Portuguese|Peru Peruvian|Belgium Belgian|Philippines Filipino|Afghanistan Afghan
United US UK UN USA|States US USA|Kingdom UK|Nations UN|European EU|Union EU|Center Centre|Defense Defence|Labor Labour
Organization Organisation|Brothers Bros|Company Co|Corporation Corp|Fort Ft|Mount Mt|Incorporated Inc|Limited Ltd
"""
_GROUPS = [group.split() for group in _SAME.strip().replace("\n", "|").split("|")]
_SAME_AS: Mapping[str, frozenset[str]] = {
    word: frozenset(chain.from_iterable(group for group in _GROUPS if word in group)) for word in chain(*_GROUPS)
}
# The endings of words that are made from names: Mexican, Russian, Japanese, Iraqi, Keynesian, Islamic, Marxist.
_ENDINGS = ("n", "an", "ian", "ean", "ese", "i", "ic", "ism", "ist", "ite")
# No word is made from fewer letters, and none has so few in common with another in whose form it stands.
_LEAST, _COMMON = 4, 3
# A short form of a name has no more letters.
_LONGEST = 8
# Words between those whose first letters make a short form of a name, which goes over no end of a sentence.
_LINKS = r"(?:of|the|for|and|on|in|de|du|des|la|le|les|et|y|del)(?=\W)"
_BETWEEN = rf"(?:[^\w.:;!?]+{_LINKS})*[^\w.:;!?]+"
_WITH_POINTS = re.compile(r"(?<!\w)(?:[A-Z]\.){2,}")
_ROW = re.compile(rf"(?<!\w)[A-Z][^\W\d_]+(?:{_BETWEEN}[A-Z][^\W\d_]+){{2,}}")
_CAPITALIZED = re.compile(r"(?<!\w)[A-Z][^\W\d_]+")
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїєαεηιουω")  # noqa: RUF001 - Cyrillic and Greek


def lacking_names(course: Course, item: Item, known: Known, own: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each proper name of an item that no cited reading prints; `own` are words of the course.

    A name is told by its capital letter, so that there is none in code, in scripts that have no capitals, and in
    languages in which every noun has one; nor can one stand in a reading in another script: Tokyo is 東京 there. One
    in Roman figures is a figure: it can be worked out.
    """
    if known.language in _CAPITAL_NOUNS:
        return
    for sentence in (*item.asserts, item.rationale):
        plain = without_gaps(sentence)
        said = CODE.sub(" ", FORMULA.sub(_room, plain)) if "`" in plain or "\\" in plain else plain
        for name in dict.fromkeys(_NAME.findall(said)):
            if not name[:1].isupper() or script_of(name[0]) not in known.scripts:
                continue
            # A reading may print `Calderon` where the name is Calderón.
            words = set(map(in_plain_letters, words_of(name))) - known.plain - own
            if not words or all(_stands_otherwise(word, known, plain) for word in words):
                continue
            # Numbers in words are figures: Section Twelve.
            numbers = (one.number for one in quantities(plain, known.language) if one.number.is_spelled)
            if words.issubset(words_of(" ".join(plain[number.start : number.upto] for number in numbers))):
                continue
            if not _ROMAN.fullmatch(name):
                hint = "write it as the reading does; a bank adds nothing from outside"
                message = f"{item.type} item '{item.id}': the name {name} is not in what it cites"
                yield Problem("E313", where_said(course, item, [sentence], name), message, hint)
            elif not item.computed:
                yield lacking(course, item, name, name)


def _room(formula: re.Match[str]) -> str:
    """Return what stands for a formula between words: behind one in a line of its own, a sentence begins."""
    return "\n\n" if formula["display"] else " "


def _stands_otherwise(word: str, known: Known, sentence: str) -> bool:
    """Tell whether what an item cites has a word in another form, or whether a sentence says it with others in full."""
    forms = _in_number(word)
    # WHO is no pronoun.
    in_small = () if word.isupper() else map(str.lower, forms)
    if word in _TITLES or word in _RANKS:
        return True
    if not _in_small(known.plain).isdisjoint(in_small) and not _is_of_a_person(word, known, sentence):
        return True
    if script_of(word[0]) == "CYRILLIC" or known.language in _INFLECTED:
        return _has_form_of(word, known.plain)
    short = word.removesuffix("s")
    words = _with_short_forms(known.plain, known.texts)
    same = chain(forms, *(_SAME_AS.get(form, ()) for form in forms))
    return (
        any(not _in_number(one).isdisjoint(words) for one in same)
        or _is_derived(word, known.plain)
        or (short.isupper() and len(short) <= _LONGEST and _is_spelled_out(short, known.texts))
        or _is_short_elsewhere(word, sentence, words)
    )


def _is_of_a_person(word: str, known: Known, sentence: str) -> bool:
    """Tell whether a word stands behind a title, or a first name that a reading lacks: George Bush."""
    before = re.findall(rf"([^\W\d_a-z][^\W\d_]*)\s{re.escape(word)}(?![^\W_])", in_plain_letters(sentence))
    return any(name in _TITLES or not (name in _RANKS or name.lower() in _in_small(known.plain)) for name in before)


@lru_cache(maxsize=64)
def _in_small(words: frozenset[str]) -> frozenset[str]:
    """Return words in small letters."""
    return frozenset("\n".join(words).lower().split("\n"))


def _in_number(word: str) -> frozenset[str]:
    """Return a word with the endings of singular and plural."""
    ones = {word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)}
    return frozenset(form for one in ones for form in (one, f"{one}s", f"{one}es", re.sub("y$", "ies", one)))


@lru_cache(maxsize=1024)
def _is_derived(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word is made from one of others by an ending, or one of these from it: Russians and Russia."""
    near = [other for other in known if other[:_COMMON] == word[:_COMMON]]
    made, makes = _origins(word), _stems(word)
    return any(not made.isdisjoint(_stems(other)) or not makes.isdisjoint(_origins(other)) for other in near)


def _origins(word: str) -> set[str]:
    """Return from what a word may be made by an ending: Mexic, Mexica, for Mexicans."""
    ones = {word, word.removesuffix("s")}
    return {one.removesuffix(end) for one in ones for end in _ENDINGS if one.endswith(end)} - ones


def _stems(word: str) -> set[str]:
    """Return a word, and it without a vowel at its end: Mexico, Mexic."""
    return {stem for stem in (word, word[:-1] if word[-1] in _VOWELS else word) if len(stem) >= _LEAST}


@lru_cache(maxsize=1024)
def _is_spelled_out(short: str, texts: tuple[str, ...]) -> bool:
    """Tell whether words stand in some texts whose first letters are these: Bureau of Labor Statistics for BLS.

    Words in small letters that begin so stand in any text, but only those of a term come again: open-label placebos.
    """
    words = r"(?<!\w)" + _BETWEEN.join(rf"(?!{_LINKS}){letter}[^\W\d_]+" for letter in short)
    if any(re.search(words, text) for text in texts):
        return True
    found = chain.from_iterable(re.findall(words, text, re.IGNORECASE) for text in texts)
    terms = Counter(tuple(word.removesuffix("s") for word in words_of(one.lower())) for one in found)
    return len(short) >= _COMMON and any(times > 1 for times in terms.values())


@lru_cache(maxsize=64)
def _with_short_forms(words: frozenset[str], texts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of some texts, and their short forms that have points, without these: US for U.S."""
    return words.union(found.replace(".", "") for text in texts for found in _WITH_POINTS.findall(text))


def _is_short_elsewhere(word: str, sentence: str, short: frozenset[str]) -> bool:
    """Tell whether a word is one of several in a row whose first letters are one of some short forms."""
    for row in _ROW.findall(sentence):
        words = _CAPITALIZED.findall(row)
        for start in range(len(words) if word in words else 0):
            for end in range(start + _COMMON, min(start + _LONGEST, len(words)) + 1):
                if word in words[start:end] and "".join(one[0] for one in words[start:end]) in short:
                    return True
    return False


@lru_cache(maxsize=1024)
def _has_form_of(name: str, known: frozenset[str]) -> bool:
    """Tell whether some words hold a name with another ending of three letters at most: Второва for Второв."""
    return any(_differ_in_endings(name, word) for word in known if word[:_COMMON] == name[:_COMMON])


def _differ_in_endings(name: str, word: str) -> bool:
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, word, strict=False)))
    ends = {name[common:], word[common:]}
    # The last consonant of a short name is none: Irak and Iran.
    is_ending = common > _LEAST or all(not end or not _VOWELS.isdisjoint(end) for end in ends)
    return is_ending and max(map(len, ends)) <= _COMMON
