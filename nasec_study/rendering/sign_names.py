"""Signs of mathematics in the words of a formula, for which mathra has no words and so hands them on: P ∧ Q."""

import re
from collections.abc import Mapping

from nasec_study.rendering.locales import language_of

# A line for each: the sign, and its names in English, Spanish and French.
_TABLE = """
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
_ROWS = tuple(line.split(" | ") for line in _TABLE.strip().splitlines())
_NAMES: Mapping[str, Mapping[str, str]] = {
    language: {row[0]: row[column] for row in _ROWS} for column, language in enumerate(("en", "es", "fr"), 1)
}
_SIGN = re.compile("|".join(row[0] for row in _ROWS))
# Mathra takes the sign for a factorial.
_ONE = re.compile(r"\\exists\s*(?:\\,)?\s*!")
_EXACTLY_ONE: Mapping[str, str] = {"en": "exactly one", "es": "un único", "fr": "un unique"}


def with_one_told(tex: str, language: str) -> str:
    """Return a formula whose sign for exactly one is in words."""
    told = _EXACTLY_ONE.get(language_of(language))
    return _ONE.sub(rf"\\exists\\text{{ {told} }}", tex) if told else tex


def with_names(said: str, language: str) -> str:
    """Return the words of a formula with names for its signs; in a language without them, as they are."""
    names = _NAMES.get(language_of(language))
    return _SIGN.sub(lambda sign: f" {names[sign[0]]} ", said) if names else said
