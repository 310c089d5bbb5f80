"""Options of foreign questions: choice, multi or true-false, with their letters and their order."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from nasec_study.course.marks import Node
from nasec_study.course.model.kinds.base import MAX_DISTRACTORS, MAX_KEYS, as_compared
from nasec_study.importers.shared.bank import Fields, NoItem
from nasec_study.importers.shared.texts import Texts
from nasec_study.rendering.markup import to_plain
from nasec_study.sheets.sizes import sizes

# What a statement is, and what is answered to a question, in the languages of most banks.
_TRUE_AND_FALSE = (
    *(("true", "false"), ("t", "f"), ("yes", "no"), ("correct", "incorrect"), ("verdadero", "falso")),
    *(("cierto", "falso"), ("correcto", "incorrecto"), ("sí", "no"), ("vrai", "faux"), ("oui", "non")),
    *(("verdadeiro", "falso"), ("certo", "errado"), ("sim", "não"), ("vero", "falso"), ("sì", "no")),
    *(("wahr", "falsch"), ("richtig", "falsch"), ("ja", "nein"), ("waar", "onwaar"), ("juist", "onjuist")),
    *(("prawda", "fałsz"), ("tak", "nie"), ("doğru", "yanlış"), ("верно", "неверно"), ("правда", "ложь")),  # noqa: RUF001 - Turkish
    *(("да", "нет"), ("đúng", "sai"), ("benar", "salah"), ("正确", "错误"), ("对", "错"), ("是", "否")),
    *(("はい", "いいえ"), ("صح", "خطأ"), ("نعم", "لا"), ("כן", "לא"), ("נכון", "לא נכון")),
)
TRUE, FALSE = map(frozenset, zip(*_TRUE_AND_FALSE, strict=True))
# Words of feedback that says no more than whether an answer is right, and those that stand beside them.
_VERDICTS_IN = {
    "en": "correct right true yes well done good great nice excellent perfect exactly indeed got "
    "no wrong incorrect false sorry again oops",
    "es": "correcto correcta bien sí exacto exacta no incorrecto incorrecta falso",
    "fr": "bravo bien exact exacte oui juste bonne non faux incorrect",
    "de": "richtig genau gut korrekt ja falsch nein leider",
    "pt": "certo correto bem sim exato errado não incorreto",
    "it": "esatto giusto corretto bene bravo sbagliato no",
}
_VERDICTS = frozenset(word for words in _VERDICTS_IN.values() for word in words.split())
_BESIDE = (
    "that thats is it this very your answer you are not job work try muy tu su respuesta es très fait réponse "
    "sehr das ist nicht muito"
)
_BESIDE_VERDICTS = frozenset(_BESIDE.split())
_BETWEEN_WORDS = re.compile(r"[\s.,;:!?¡¿–—…-]+")
# A letter that an option bears, and two letters of options that another one names: `Both A and B`.
_LETTER = re.compile(r"(?P<mark>\**)\(?(?P<letter>[A-Za-z])[.)](?P=mark)\s+(?=\S)")
_NAMED = re.compile(
    r"(?<![\w'’])\(?(?P<one>[A-Z]|[a-z](?=\)?\s+\w))\)?\s*"
    r"(?:,|&|(?<=\s)(?:and|or|y|e|o|et|ou|und|oder|и|или)(?=\s))\s*"
    r"\(?(?P<other>[A-Za-z])\)?(?![\w'’])"
)


class Option(NamedTuple):
    """An option as Markdown, what it earns (in percent; True is all, and False nothing), and what is said of it."""

    text: str
    share: float
    why: str = ""


def _one_of(texts: Texts, options: Sequence[Option]) -> list[Option]:
    """Return options of which one is chosen: right is what earns most, and what earns a part of it is wrong here."""
    most = max((option.share for option in options), default=0)
    for option in options:
        if 0 < option.share < most:
            texts.change(f"an option that earned {option.share:g}% counts as wrong: {to_plain(option.text)}")
        elif option.share < 0:
            texts.change(f"an option that cost {-option.share:.3g}% costs nothing: {to_plain(option.text)}")
    if sum(0 < option.share == most for option in options) > 1:
        texts.change("one of its right options was enough, and now all are asked for")
    return [option._replace(share=0 < option.share == most) for option in options]


def options_item(texts: Texts, stem: str, options: Sequence[Option], *, is_single: bool = False) -> Fields:
    """Return a question with options: by the number of right ones choice or multi; of True and False, true-false.

    Right is what earns something; where one is to be chosen (`is_single`), what earns most.
    """
    weighed = _one_of(texts, options) if is_single else options
    filled = [option for option in weighed if option.text]
    if len(filled) < len(options):
        texts.leave("an option of which nothing can be shown")
    lettered = _without_letters(filled)
    distinct = _distinct(texts, lettered or filled)
    right = [option for option in distinct if option.share > 0]
    wrong = [option for option in distinct if option.share <= 0]
    words = [to_plain(option.text).casefold().rstrip(".") for option in distinct]
    if len(right) == 1 and len(distinct) == 2 and {*words} & TRUE and {*words} & FALSE:  # noqa: PLR2004 - true, false
        judged = to_plain(right[0].text).casefold().rstrip(".") in TRUE
        return commented_statement(texts, stem, judged, right[0].why, next(one.why for one in wrong))
    if len(wrong) > MAX_DISTRACTORS:
        texts.leave(
            f"{len(wrong) - MAX_DISTRACTORS} of {len(wrong)} distractors: an item has {MAX_DISTRACTORS} at most"
        )
        wrong = wrong[:MAX_DISTRACTORS]
    if len(right) > MAX_KEYS:
        raise NoItem(f"it has {len(right)} right options; an item has {MAX_KEYS} at most")
    distractors: Node = [{"text": one.text, **({"why": one.why} if one.why else {})} for one in wrong]
    if not right:
        raise NoItem("none of its options is right")
    key: Fields = {"type": "choice", "stem": stem, "key": right[0].text}
    keys: Fields = {"type": "multi", "stem": stem, "keys": [one.text for one in right]}
    made = {**(key if len(right) == 1 else keys), "distractors": distractors}
    made = with_rationale(made, *(option.why for option in right))
    if lettered:
        texts.change("its options had letters, which are left out; they stay in their order")
    elif _names_others(distinct):
        texts.change("its options stay in their order, since one of them names others by their letters")
    else:
        return made
    return in_order(made, [option.text for option in distinct])


def _without_letters(options: Sequence[Option]) -> list[Option]:
    """Return options in the order of the letters from A on that all of them bear, without these; none without these."""
    bare: dict[str, Option] = {}
    for option in options:
        if not (found := _LETTER.match(option.text)):
            return []
        bare[found["letter"]] = option._replace(text=option.text[found.end() :])
    letters = "".join(sorted(bare))
    is_row = len(letters) == len(options) > 1 and "ABCDEFGHIJKLMNOP".startswith(letters.upper())
    return [bare[letter] for letter in letters] if is_row else []


def _names_others(options: Sequence[Option]) -> bool:
    """Tell whether an option names two before it by their letters."""
    return any(
        max(found["one"], found["other"]).upper() < chr(ord("A") + place)
        for place, option in enumerate(options)
        for found in _NAMED.finditer(to_plain(option.text))
    )


def in_order(fields: Fields, options: Sequence[str]) -> Fields:
    """Return a question whose options stay in an order, as far as they came; numbers and dates have theirs anyway."""
    kept = {as_compared(option): option for option in options_in(fields)}
    order = [kept[name] for name in dict.fromkeys(map(as_compared, options)) if name in kept]
    found = sizes(order)
    return fields if found and [*found] == sorted(found) else {**fields, "order": list[Node](order)}


def with_rationale(fields: Fields, *said: str) -> Fields:
    """Return an item with what is said after an answer behind what is said of the right one."""
    parts = dict.fromkeys(filter(None, (str(fields.get("rationale", "")), *said)))
    return {**fields, "rationale": "\n\n".join(parts)} if parts else fields


def options_in(fields: Fields) -> list[str]:
    """Return the options of a choice or multi item, the right ones first."""
    wrong = [str(one["text"]) for one in fields["distractors"] if isinstance(one, dict)]
    return [*([str(fields["key"])] if "key" in fields else map(str, fields["keys"])), *wrong]


def _distinct(texts: Texts, options: Sequence[Option]) -> list[Option]:
    kept: dict[str, Option] = {}
    for option in options:
        words = as_compared(option.text)
        if words in kept:
            texts.leave(f"an option that is there twice: {option.text}")
        else:
            kept[words] = option
    return list(kept.values())


def is_true(answer: str) -> bool:
    """Tell whether an answer calls a statement true. Raises NoItem for one that says neither."""
    word = answer.casefold().rstrip(".")
    if word not in TRUE | FALSE | {"0", "1"}:
        raise NoItem(f"its answer '{answer[:40]}' is neither true nor false")
    return word in TRUE or word == "1"


def is_verdict(said: str) -> bool:
    """Tell whether feedback only calls an answer right or wrong, which would be shown to everybody."""
    plain = to_plain(said).casefold().replace("'", "").replace("’", "")
    words = {*_BETWEEN_WORDS.split(plain)} - {""}
    return bool(words & _VERDICTS) and words <= _VERDICTS | _BESIDE_VERDICTS


def true_false(statement: str, is_true: bool, correction: str = "") -> Fields:  # noqa: FBT001 - the answer
    """Return a statement to judge."""
    made: Fields = {"type": "true-false", "statement": statement, "answer": "true" if is_true else "false"}
    return made | ({"correction": correction} if correction else {})


def commented_statement(texts: Texts, statement: str, is_true: bool, right: str, wrong: str) -> Fields:  # noqa: FBT001 - likewise
    """Return a statement to judge, with what is said of the right answer and of the wrong one."""
    if not is_true:
        return with_rationale(true_false(statement, is_true, wrong or right), right if wrong else "")
    if right and wrong:
        texts.leave(f"feedback on the wrong answer: {wrong}")
    return with_rationale(true_false(statement, is_true), right or wrong)
