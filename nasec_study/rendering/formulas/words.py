"""Formulas in words, by which they are read aloud: what mathra says, and otherwise where it says something else."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from nasec_study.rendering.formulas.commands import BLANK, closing_brace
from nasec_study.rendering.formulas.quantities import as_said
from nasec_study.rendering.formulas.reading import rendered
from nasec_study.rendering.locales import language_of, number_signs, translations

# A comma that is no decimal sign, and would be said: 18 comma 500.
_THOUSANDS = re.compile(r"(?<=\d)\{,\}(?=\d{3}(?!\d))")
# Mathra takes the sign for a factorial.
_ONE = re.compile(r"\\exists\s*(?:\\,)?\s*!")
# Mathra says where an exponent, a root or a fraction of several signs ends, but not where a subscript does: a next
# term, a_{n+1}, is one more. Findings: mathra-says-a-next-term-as-one-more.sh. Each subscript in braces gets a mark of
# its own at its end, a sign that no formula holds and that mathra hands on.
_SUBSCRIPT = re.compile(r"(?<!\\)_\s*(?=\{)")
_FIRST_END = 0xE100
_END = re.compile(r" ?([\ue100-\uf8ff])")
# What mathra says around these ends their subscripts: sum from ... to, log base ... of.
_ENDING_BASES = frozenset({"large-operator", "function"})
# Mathra takes a number that is raised before what it belongs to for a power of nothing: tritium is "cubed H". Findings:
# mathra-says-cubed-of-tritium.sh. It gets a mark where a formula, one of chemistry or a species in it begins with it,
# and where {} stands before it.
_NUMBER = r"(?:\d|\{\s*\d+\s*\})"
_PRESCRIPT = re.compile(
    rf"(?:(?<![A-Za-z}})\]])\{{\s*\}}|^|(?<=\\ce\{{)|(?<=[+>] ))\s*(?=(?:_\s*{_NUMBER}\s*)?\^\s*{_NUMBER})",
)
_BEFORE = "\ue0ff"
# Mathra takes a raised sign for one side of a limit, for a power or for a product: Na⁺ is "Na from the right".
# Findings: mathra-takes-an-ion-for-one-side-of-a-limit.sh.
_RAISED = re.compile(r"\\ce(?![A-Za-z])|\^\s*\{?\s*(?:\d*\s*[+-]|\*|\\ast(?![A-Za-z]))")
_LIMIT = re.compile(r"\\(?:lim|(?:long)?(?:right|left)arrow|to)(?![A-Za-z])")


class _Words(NamedTuple):
    """What mathra says in a language, in patterns, and what is to be said.

    The groups of `side` and `power`: figures before the sign, and whether it is a plus. Behind a number it is one side:
    f(0^+).
    """

    lowered: str
    squared: str
    cubed: str
    to_the: str
    side: str
    power: str
    product: str
    tends: str
    raised: str
    plus: str
    minus: str
    star: str
    yields: str
    exactly_one: str


_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        lowered="sub",
        squared="squared",
        cubed="cubed",
        to_the=r"to the (\d+)",
        side=r"(?<!\d) from the (?:(right)|left)\b",
        power=r" to the power, (\d*) ?(?:(\+|plus)|−|negative), end exponent",
        product=r" to the times\b",
        tends="tends to",
        raised="superscript",
        plus="plus",
        minus="minus",
        star="star",
        yields="yields",
        exactly_one="exactly one",
    ),
    "es": _Words(
        lowered="sub",
        squared="al cuadrado",
        cubed="al cubo",
        to_the=r"elevado a (\d+)",
        side=r"(?<!\d) por la (?:(derecha)|izquierda)\b",
        power=r" elevado a, (\d*) ?(?:(\+|más)|−|menos), fin del exponente",
        product=r" elevado a por\b",
        tends="tiende a",
        raised="superíndice",
        plus="más",
        minus="menos",
        star="asterisco",
        yields="da",
        exactly_one="un único",
    ),
    "fr": _Words(
        lowered="indice",
        squared="au carré",
        cubed="au cube",
        to_the=r"puissance (\d+)",
        side=r"(?<!\d) par la (?:(droite)|gauche)\b",
        power=r" puissance, (\d*) ?(?:(\+|plus)|−|moins), fin de l'exposant",
        product=r" puissance fois\b",
        tends="tend vers",
        raised="exposant",
        plus="plus",
        minus="moins",
        star="astérisque",
        yields="donne",
        exactly_one="un unique",
    ),
}
# Mathra has no words for these signs, and hands them on: P ∧ Q. A line for each: the sign, and its names in English,
# Spanish and French.
_SIGNS = """
∧ | and | y | et
\u2228 | or | o | ou
¬ | not | no | non
∄ | there does not exist | no existe | il n’existe pas de
\u2216 | without | menos | privé de
∘ | composed with | compuesta con | rond
↦ | maps to | se asigna a | donne
↔ | left right arrow | flecha doble | double flèche
⇐ | is implied by | es implicado por | est impliqué par
∤ | does not divide | no divide a | ne divise pas
⊃ | is a superset of | contiene a | contient
⊇ | is a superset of or equal to | contiene o es igual a | contient ou égale
⊊ | is a proper subset of | es subconjunto propio de | est strictement inclus dans
⊈ | is not a subset of | no es subconjunto de | n’est pas inclus dans
⩽ | is less than or equal to | es menor o igual que | est inférieur ou égal à
⩾ | is greater than or equal to | es mayor o igual que | est supérieur ou égal à
≪ | is much less than | es mucho menor que | est très inférieur à
≫ | is much greater than | es mucho mayor que | est très supérieur à
≅ | is isomorphic to | es isomorfo a | est isomorphe à
\u223c | tilde | tilde | tilde
⟨ | open angle bracket | abre paréntesis angular | chevron ouvrant
⟩ | close angle bracket | cierra paréntesis angular | chevron fermant
⌊ | floor of | piso de | partie entière de
⌋ | end floor | fin del piso | fin de la partie entière
⌈ | ceiling of | techo de | plafond de
⌉ | end ceiling | fin del techo | fin du plafond
∴ | therefore | por lo tanto | donc
∵ | because | porque | car
⊢ | proves | demuestra | démontre
⊨ | entails | implica lógicamente | entraîne
⊕ | circled plus | más en un círculo | plus encerclé
⊗ | circled times | por en un círculo | fois encerclé
↑ | up arrow | flecha arriba | flèche vers le haut
↓ | down arrow | flecha abajo | flèche vers le bas
■ | black square | cuadrado negro | carré noir
□ | square | cuadrado | carré
"""
_ROWS = tuple(line.split(" | ") for line in _SIGNS.strip().splitlines())
_NAMES: Mapping[str, Mapping[str, str]] = {
    language: {row[0]: row[column] for row in _ROWS} for column, language in enumerate(_WORDS, 1)
}
_SIGN = re.compile("|".join(row[0] for row in _ROWS))


@lru_cache(maxsize=4096)
def in_words(tex: str, language: str) -> str:
    """Return the words by which a formula is read aloud in a language; in English for languages without such words."""
    _ = translations(language).gettext
    words = _WORDS.get(language_of(language))
    if number_signs(language)[1] == ",":
        tex = _THOUSANDS.sub(",", tex)
    marked = _with_ends_marked(as_said(tex.replace(BLANK, rf"\text{{ {_('blank')} }}")))
    if words:
        marked = _ONE.sub(rf"\\exists\\text{{ {words.exactly_one} }}", marked)
        marked = _PRESCRIPT.sub(rf"\\text{{{_BEFORE}}}", marked)
    made = rendered(marked, language)
    # First of all: the marks of ends would stand between words that are looked for.
    said = _with_ends(str(made["speech"]), made["tree"], _("end subscript"))
    if words:
        said = _with_raised_signs(_with_prescripts(said, words), tex, words)
        said = _SIGN.sub(lambda sign: f" {_NAMES[language_of(language)][sign[0]]} ", said)
        said = said.replace(words.tends, words.yields) if r"\ce" in tex else said
    return " ".join(said.split())


def _with_ends_marked(tex: str) -> str:
    """Return a formula with a mark at the end of each subscript that stands in braces."""
    ends = [end for found in _SUBSCRIPT.finditer(tex) if (end := closing_brace(tex, found.end())) < len(tex)]
    for number, end in enumerate(sorted(ends, reverse=True)):
        tex = rf"{tex[:end]}\text{{{chr(_FIRST_END + number)}}}{tex[end:]}"
    return tex


def _with_ends(said: str, tree: object, end: str) -> str:
    """Return the words of a formula with `end` behind each subscript of several signs, and without marks."""
    ending = set(_ending(tree))
    return _END.sub(lambda mark: f", {end}" if mark[1] in ending else "", said)


def _ending(node: Any) -> Iterator[str]:
    """Yield the marks of subscripts, in a tree of mathra's, that need an end."""
    match node:
        case {"base": {"type": base}, "sub": {"children": [_, _, *_, {"parts": [{"value": mark}]}]}}:
            if base not in _ENDING_BASES:
                yield str(mark)
    kids = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for kid in kids:
        yield from _ending(kid)


def _with_prescripts(said: str, words: _Words) -> str:
    """Return the words of a formula with marked numbers as raised ones, before lowered ones: superscript 14 sub 6 C."""
    prescripts = rf"{_BEFORE}(?P<sub> {words.lowered} \d+)? (?:{words.to_the}|(?P<two>{words.squared})|{words.cubed})"

    def named(found: re.Match[str]) -> str:
        number = found[2] or ("2" if found["two"] else "3")
        return f"{words.raised} {number}{found['sub'] or ''}"

    return re.sub(prescripts, named, said).replace(_BEFORE, "")


def _with_raised_signs(said: str, tex: str, words: _Words) -> str:
    """Return the words of a formula with its raised signs by their names: Na superscript plus; not those of limits."""
    if not _RAISED.search(tex):
        return said

    def named(figures: str, is_plus: str | None) -> str:
        return " ".join(("", words.raised, *figures.split(), words.plus if is_plus else words.minus))

    said = re.sub(words.product, f" {words.raised} {words.star}", said)
    said = re.sub(words.power, lambda sign: named(sign[1], sign[2]), said)
    return said if _LIMIT.search(tex) else re.sub(words.side, lambda sign: named("", sign[1]), said)
