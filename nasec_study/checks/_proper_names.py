"""Proper names of answers and rationales: where one stands in a text, and whether what it cites has it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nasec_study.checks._figures import lacking
from nasec_study.checks._known import Known
from nasec_study.checks._times import without_known_times
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
    r"[ ¿¡“„«‘\"'(\[*_]*[^\W\d_]+"
    rf"|{_UNIT}|{_LOGIC}|{_SUBSTANCE}"
    # A letter with a raised or lowered figure alone is a sign: V⁷, R², F₁.
    r"|(?<![^\W_])(?P<name>[^\W\d_a-z](?![⁰¹²³⁴-⁹₀-₉]+(?![^\W_]))[^\W\d_]+)",
    re.MULTILINE,
)
# A number in Roman figures, with the ending that makes an ordinal of it: XIX, XVᵉ, XVe, Iᵉʳ.
_ROMAN = re.compile(r"[IVX]+|[IVXLCDM]+(?:[eᵉ]|er|ᵉʳ|ème)s?")
# In these, all nouns have capital letters, so that none of them tells a name.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
# In these, and in all that is written in Cyrillic, names have cases.
_INFLECTED = frozenset({"cs", "el", "et", "fi", "hr", "hu", "la", "lt", "lv", "pl", "sk", "sl", "sr", "tr"})


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
            # A play prints its speakers in capitals, MARTA, and so do headings.
            words -= {word for word in words if word.upper() in known.plain}
            if not words or (_is_inflected(name, known) and all(_has_form_of(word, known.plain) for word in words)):
                continue
            if not _ROMAN.fullmatch(name):
                hint = "write it as the reading does; a bank adds nothing from outside"
                message = f"{item.type} item '{item.id}': the name {name} is not in what it cites"
                yield Problem("E313", course.place(item).where(), message, hint, about=item.id)
            elif not item.computed and name in without_known_times(plain, known.numbers):
                yield lacking(course, item, name)


def _room(formula: re.Match[str]) -> str:
    """Return what stands for a formula between words: behind one in a line of its own, a sentence begins."""
    return "\n\n" if formula["display"] else " "


def _is_inflected(name: str, known: Known) -> bool:
    """Tell whether names change their endings with the sentence: Иванов, Иванова, Ивановым."""
    return script_of(name[0]) == "CYRILLIC" or known.language in _INFLECTED


@lru_cache(maxsize=1024)
def _has_form_of(name: str, known: frozenset[str]) -> bool:
    """Tell whether some words hold a name with another ending of three letters at most."""
    near = (word for word in known if word[:1].isupper() and len(word) <= len(name) + 3)
    return any(word.startswith(name[: max(3, len(name) - 3, len(word) - 3)]) for word in near)
