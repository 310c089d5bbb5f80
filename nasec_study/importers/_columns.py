"""What the columns of a table are: by their heads in English, Spanish and French, which may stand below a title."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from nasec_study.importers._own import slug_of

# What heads of columns mean, in English, Spanish and French.
_HEADS: Mapping[str, str] = MappingProxyType(
    {
        word: meaning
        for meaning, words in {
            "id": "id key identifier",
            "kind": "kind type tipo genre question_type",
            "level": "level bloom nivel niveau",
            "importance": "importance importancia",
            "difficulty": "difficulty dificultad difficulte",
            "term": "term word vocabulary vocab front expression termino palabra anverso terme mot recto",
            "definition": "definition meaning back translation significado definicion reverso traduccion sens verso",
            "stem": "stem question question_text prompt pregunta enunciado enonce",
            "answer": "answer correct correct_answer correct_answers correct_option key right solution "
            "respuesta correcta clave reponse cle",
            "accept": "accept",
            "options": "options choices alternatives opciones choix",
            "rationale": "rationale feedback explanation answer_explanation reason explicacion explication",
            "tags": "tags tag topic etiquetas etiquettes",
            "points": "points score puntos",
            "reading": "reading lectura lecture",
            "section": "section seccion",
        }.items()
        for word in words.split()
    }
)
_OPTION_HEAD = re.compile(
    r"(?:opt|option|choice|alternative|answer|distractor|wrong|opcion|alternativa|choix|incorrect)?"
    r"[ _-]*(?P<name>[a-h]|[1-8])$"
)
_WRONG_HEAD = re.compile(r"(?:distractor|wrong|incorrect)")
# What a head says beside its name: the plural, how long a text may be, what may be left out.
_REMARK = re.compile(r"\(s\)|\([^)]*\)|\s[-–—]\s.*", re.DOTALL)
# The number of a row, which says nothing of an item.
NUMBER = "number"
_NUMBERS = frozenset({"no", "nr", "num", "number"})


def bare_head(cell: str) -> str:
    """Return what a head says, without its remarks."""
    return " ".join(_REMARK.sub("", cell).split())


class Heads(NamedTuple):
    """The place of the row that names the columns, and what each means: nothing where that is unknown."""

    place: int
    meanings: tuple[str, ...]


def heads_in(rows: Sequence[Sequence[str]]) -> Heads | None:
    """Return the heads of a table: in its first row, or below rows of a single cell, such as a title; else None."""
    for place, cells in enumerate(rows):
        if meanings := _meanings(cells):
            return Heads(place, meanings)
        if sum(map(bool, cells)) > 1:
            break
    return None


def _meanings(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what heads mean; none where a row has no heads."""
    heads, option = [], 0
    for cell in cells:
        name = bare_head(cell)
        word = slug_of(name).replace("-", "_")
        bare = word.replace("_", "")
        meaning = NUMBER if "#" in name or word in _NUMBERS else _HEADS.get(word) or _HEADS.get(bare) or ""
        if not meaning and (_OPTION_HEAD.fullmatch(word.replace("_", " ")) or _WRONG_HEAD.match(word)):
            option += 1
            meaning = f"wrong {option}" if _WRONG_HEAD.match(word) else f"option {option}"
        heads.append(meaning)
    known = {*heads}
    if "term" in known and "answer" in known and "definition" not in known:
        heads = ["stem" if head == "term" else head for head in heads]
    if "stem" in known and "definition" in known and "answer" not in known:
        heads = ["answer" if head == "definition" else head for head in heads]
    if "kind" not in known:
        # Where something was read tells the table of a bank; beside words, it is how they are read.
        heads = ["" if head == "reading" else head for head in heads]
    is_head = ("term" in heads and "definition" in heads) or "stem" in heads
    return tuple(heads) if is_head else ()
