"""What a card reads aloud, where the fields that it shows would be read wrong: lists, gaps, tables, pictures."""

from collections.abc import Callable, Iterable
from html import escape

from nasec_study.course.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Stimulus,
    Term,
    TrueFalse,
)
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.markup import Gap, fill_gaps
from nasec_study.rendering.speech import is_read_as_shown, sentence, to_speech
from nasec_study.sheets.plan import options_of
from nasec_study.targets.anki.clozes import gap_of

Words = Callable[[str], str]


def spoken(item: Item, stimulus: Stimulus | None, words: Words) -> tuple[str, str]:
    """Return what is read aloud of an item's question and of its answer; empty where what is shown is read right.

    `words` translates the few words that stand in neither.
    """
    question, answer = _question_and_answer(item, words)
    if not stimulus:
        return question, answer
    before = f"{sentence(to_speech(stimulus.title))} {to_speech(stimulus.text)}"
    return f"{escape(before)} {question or _said(item.asks)}", answer


def _question_and_answer(item: Item, words: Words) -> tuple[str, str]:
    question, answer = _unless_shown(item.asks), _unless_shown(" ".join(item.asserts))
    match item:
        case Term():
            answer = _unless_shown(item.definition)
        case Cloze():
            question, answer = _with_gaps(item.text, words), ""
        case Matching():
            responses = [option.text for option in options_of(item, "anki")]
            question = _list(item.stem, [pair.premise for pair in item.pairs], responses)
            answer = _list("", [f"{pair.premise}: {pair.response}" for pair in item.pairs])
        case Ordering():
            question = _list(item.stem, [option.text for option in options_of(item, "anki")])
            answer = _list("", [f"{step.date}: {step.text}" if step.date else step.text for step in item.steps])
        case Choice() | Multi():
            options = options_of(item, "anki")
            question = _list(item.stem, [option.text for option in options])
            answer = _list("", [option.text for option in options if option.right])
        case TrueFalse():
            verdict = sentence(words("True") if item.answer == "true" else words("False"))
            answer = f"{escape(verdict)} {_said(item.correction)}".strip()
        case Numeric() if "E" in str(item.value):
            # Without its tag a raised power reads like more digits.
            answer = escape(as_typed(item.value).replace("e", " × 10 ^ ")) + f" {_said(item.unit)}"
    return question, answer


def _unless_shown(text: str) -> str:
    """Return what is said of a text; empty where that is what stands there."""
    return "" if is_read_as_shown(text) else _said(text)


def _with_gaps(text: str, words: Words) -> str:
    """Return a cloze text for Anki's own filter, which says “blank” for the gap that is asked."""

    def show(gap: Gap) -> str:
        hint = f", {_part(gap.hint)}" if gap.hint else ""
        return gap_of(gap.number, escape(_part(gap.answer)), escape(words("blank") + hint))

    return str(fill_gaps(text, show, _said))


def _part(text: str) -> str:
    """Return what is said of a part of a sentence, without the full stop that a whole one gets."""
    said = to_speech(text)
    return said if text.endswith(".") else said.removesuffix(".")


def _said(text: str) -> str:
    return escape(to_speech(text))


def _list(stem: str, *lists: Iterable[str]) -> str:
    said = (sentence("; ".join(_part(entry) for entry in entries)) for entries in lists)
    return escape(" ".join((to_speech(stem), *said)).strip())
