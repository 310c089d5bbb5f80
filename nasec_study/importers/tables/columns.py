"""What the columns of a table are: by their heads, which may stand below a title."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from nasec_study.importers.shared.bank import ForeignFile, refusal
from nasec_study.importers.shared.names import slug_of

# The one thing that an item is about, which is a tag of it.
TOPIC = "topic"
# A form of a word, by the name that its column has.
FORM = "form"
# What several columns may hold.
SEVERAL = ("rationale", "tags", TOPIC, FORM)
# What heads of columns mean in English, Spanish and French, and the plainest of them in other languages.
_HEADS: Mapping[str, str] = MappingProxyType(
    {
        word.replace("_", ""): meaning
        for meaning, words in {
            "id": "id identifier guid question_id card_id",
            "kind": "kind type tipo genre question_type",
            "level": "level bloom nivel niveau",
            "importance": "importance importancia",
            "difficulty": "difficulty difficulty_level dificultad difficulte",
            "term": "term word vocabulary vocab front expression termino palabra anverso terme mot recto "
            "wort vokabel begriff palavra termo parola termine слово 単語 单词 單字 단어",
            "definition": "definition meaning back translation significado definicion reverso traduccion sens verso "
            "bedeutung ubersetzung traducao definicao significato traduzione перевод 意味 释义 釋義 뜻",
            "stem": "stem question question_text prompt pregunta enunciado enonce "
            "frage pergunta domanda вопрос 問題 问题 문제 질문",
            "answer": "answer key solution respuesta correcta clave reponse cle "
            "antwort losung resposta risposta ответ 答え 正解 答案 정답 답",
            "accept": "accept",
            "marking": "marking",
            "options": "option choice alternative answer_option answer_choice possible_answer question_answer "
            "opciones choix",
            "rationale": "rationale feedback explanation answer_explanation reason explicacion explication "
            "example sentence example_sentence note remark comment mnemonic ejemplo nota exemple remarque "
            "retroalimentacion justificacion comentario commentaire justification erklarung "
            "beispiel beispielsatz satz anmerkung bemerkung hinweis notiz kommentar exemplo observacao esempio "
            "osservazione",
            "tags": "tags tag etiquetas etiquettes",
            TOPIC: "topic category subject chapter lesson theme module course deck "
            "tema categoria asignatura capitulo leccion categorie matiere chapitre lecon "
            "thema kategorie fach kapitel lektion einheit argomento lezione licao",
            "points": "points score puntos",
            "picture": "picture image image_link image_url image_file imagen bild imagem immagine",
            FORM: "gender genero genere genus plural pluriel plurale singular singulier feminine femenino feminin "
            "masculine masculino masculin article articulo part_of_speech pos word_class conjugation conjugaison "
            "pronunciation pronunciacion prononciation aussprache ipa kana furigana pinyin romaji "
            "artikel geschlecht mehrzahl wortart konjugation artigo articolo classe_de_palavras pronuncia",
            "reading": "reading lectura lecture",
            "section": "section seccion",
        }.items()
        for word in words.split()
    }
)
# Scripts whose names head words as those of languages do; Kana and Pinyin head how these are read.
_SCRIPTS = frozenset({"kanji", "hanzi", "漢字", "汉字"})
_OPTION_HEAD = re.compile(
    r"(?:opt|option|choice|alternative|answer|distractor|wrong|opcion|alternativa|choix|incorrect"
    r"|antwort|antwortmoglichkeit|resposta|risposta|opcao|opzione)?"
    r"[ _-]*(?P<name>[a-h]|[0-8])$"
)
# How tables call the right answer: correctAnswer, correct_option_ids, Correct Answer(s), answer index.
_RIGHT_HEAD = re.compile(
    r"(?:correct|right|answer)(?:answer|option|choice|response|key|letter|index|idx|id|number|position|text|value)*s?"
)
# The same in Spanish and French, and in German, Portuguese and Italian: Respuesta correcta, Bonne réponse.
_RIGHT_ANSWER = re.compile(
    r"(?:respuesta|opcion|alternativa|reponse|option)s?(?:correct[ae]|juste)s?|bonnes?reponses?"
    r"|(?:richtige|korrekte)(?:antwort|losung)(?:en)?|(?:resposta|risposta|opcao|opzione)(?:corr?etta|correta|certa|esatta)"
)
_INDEX_HEAD = re.compile(r".*(?:index|idx)")
_WRONG_HEAD = re.compile(r"(?:distractor|wrong|incorrect)")
# What a head says beside its name: the plural, how long a text may be, what may be left out.
_REMARK = re.compile(r"\(s\)|\([^)]*\)|\s[-–—]\s.*", re.DOTALL)
# So many remarks may stand beside a word and its meaning where nothing tells what they are.
MOST_BESIDE = 2
# The number of a row, which says nothing of an item.
NUMBER = "number"
_NUMBERS = frozenset({"no", "nr", "num", "number"})


def bare_head(cell: str) -> str:
    """Return what a head says, without its remarks."""
    return " ".join(_REMARK.sub("", cell).split())


def option_named(text: str) -> str:
    """Return the letter or figure of the option that a text names as heads of columns do; '' where it names none."""
    found = _OPTION_HEAD.fullmatch(slug_of(text).replace("-", " "))
    return found["name"] if found else ""


def counts_from_zero(head: str) -> bool:
    """Tell whether a head counts as programs do: as that of an index, or of an option 0."""
    return bool(_INDEX_HEAD.fullmatch(_bare_word(head))) or option_named(head) == "0"


def _bare_word(cell: str) -> str:
    return slug_of(bare_head(cell)).replace("-", "")


class Heads(NamedTuple):
    """The place of the row that names the columns, and what each means: nothing where that is unknown."""

    place: int
    meanings: tuple[str, ...]


def heads_in(rows: Sequence[Sequence[str]]) -> Heads | None:
    """Return the heads of a table: in its first row, or below rows of a single cell, such as a title; else None."""
    for place, cells in enumerate(rows):
        if meanings := _meanings(cells):
            # A list of languages begins with them, too.
            is_list = not any(map(_meaning, cells)) and any(map(_is_language, chain(*rows[place + 1 : place + 2])))
            return None if is_list else Heads(place, meanings)
        if sum(map(bool, cells)) > 1:
            break
    return None


def meanings_without_heads(file: ForeignFile, rows: Sequence[tuple[int, list[str]]]) -> tuple[str, ...]:
    """Return what columns without heads are: terms with definitions, behind numbers of the rows and before tags.

    Raises StudyError where a table has others.
    """
    numbers = [cells[0] for _, cells in rows]
    is_numbered = all(map(str.isdecimal, numbers)) and sorted({*map(int, numbers)}) == [*map(int, numbers)]
    before = int(is_numbered and 2 * sum(any(cells[2:]) for _, cells in rows) > len(rows))
    words = before + 2
    further = [cell for _, cells in rows if (cell := " ".join(cells[words:]).strip())]
    # Tags stand there again and again; sentences, readings and other words do not.
    is_tagged = 2 * len({*further}) <= len(further) and not any(any(cells[words + 1 :]) for _, cells in rows)
    # A word has no row of options behind it.
    is_wide = any(sum(map(bool, cells[words:])) > MOST_BESIDE for _, cells in rows)
    if is_wide or (2 * len(further) > len(rows) and not is_tagged):
        first = ", ".join(filter(None, rows[0][1]))[:60]
        hint = "begin it with a row such as: term, definition, tags; or: question, option A, option B, correct"
        raise refusal(file.name, f"the first row of this table does not name its columns: {first}", hint, rows[0][0])
    return (*[NUMBER][:before], "term", "definition", *["tags"][: len(further) and is_tagged])


def _meanings(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what heads mean; none where a row has no heads."""
    names = [bare_head(cell) for cell in cells]
    heads, option = [], 0
    for name in names:
        meaning = _meaning(name)
        if meaning in {"option", "wrong"}:
            option += 1
            meaning = f"{meaning} {option}"
        heads.append(meaning)
    if heads.count("answer") > 1 and any(map(_is_right, names)):
        heads = [
            _beside_right(name, head, heads) if head == "answer" else head
            for name, head in zip(names, heads, strict=True)
        ]
    if "stem" not in heads:
        heads = _with_languages(names, heads)
    known = {*heads}
    if "term" in known and "answer" in known and "definition" not in known:
        heads = ["stem" if head == "term" else head for head in heads]
    if "stem" in known and "definition" in known and "answer" not in known:
        heads = ["answer" if head == "definition" else head for head in heads]
    if not {"kind", "importance", "reading", "section"} <= known:
        # Only this program's own table tells where something was read; beside words, it is how they are read.
        heads = [{"reading": FORM, "section": TOPIC}.get(head, head) for head in heads]
    if "term" in heads:
        # French and Spanish call the gender of a word so.
        heads = [FORM if _bare_word(name) == "genre" else head for name, head in zip(names, heads, strict=True)]
    else:
        heads = ["" if head == FORM else head for head in heads]
    is_head = ("term" in heads and "definition" in heads) or "stem" in heads
    return tuple(_each_once(heads)) if is_head else ()


def _meaning(name: str) -> str:
    """Return what a head means by itself: '' for one that is unknown."""
    word = slug_of(name).replace("-", "_")
    bare = word.replace("_", "")
    if "#" in name or word in _NUMBERS:
        return NUMBER
    if known := next((_HEADS[one] for one in (bare, bare.removesuffix("s"), name.casefold()) if one in _HEADS), ""):
        return known
    if _RIGHT_HEAD.fullmatch(bare) or _RIGHT_ANSWER.fullmatch(bare):
        return "answer"
    if _WRONG_HEAD.match(word):
        return "wrong"
    return "option" if _OPTION_HEAD.fullmatch(word.replace("_", " ")) else ""


def _is_right(name: str) -> bool:
    word = _bare_word(name)
    return word.startswith(("correct", "right")) or bool(_RIGHT_ANSWER.fullmatch(word))


def _beside_right(name: str, head: str, heads: Sequence[str]) -> str:
    """Return what one of several columns of answers means: the right one, options to choose, or nothing known."""
    if _is_right(name):
        return head
    has_columns = any(one.startswith(("option ", "wrong ")) for one in heads)
    return "options" if _bare_word(name) == "answers" and not has_columns and "options" not in heads else ""


def _with_languages(names: Sequence[str], heads: Sequence[str]) -> list[str]:
    """Return heads in which the names of languages are words and their meanings, where these have no other head."""
    missing = [head for head in ("term", "definition") if head not in heads]
    spoken = [place for place, name in enumerate(names) if _is_language(name)] if missing else []
    if len(spoken) < len(missing):
        return [*heads]
    named = dict(zip(spoken, missing, strict=False))
    return [named.get(place, head) for place, head in enumerate(heads)]


def _is_language(name: str) -> bool:
    return name.casefold() in _languages()


@cache
def _languages() -> frozenset[str]:
    """Return the names of languages in those in which heads are read, and the names of scripts."""
    from babel import Locale  # noqa: PLC0415 - only for tables of words

    languages = (
        name for code in ("en", "es", "fr", "de", "it", "pt") for name in Locale.parse(code).languages.values()
    )
    return _SCRIPTS.union(map(str.casefold, languages))


def _each_once(heads: Sequence[str]) -> Iterator[str]:
    """Yield heads of which none stands there twice: further ones are unknown, or have numbers."""
    for place, head in enumerate(heads):
        before = 0 if head == NUMBER else list(heads[:place]).count(head)
        yield head if not before else f"{head} {before + 1}" if head in SEVERAL else ""
