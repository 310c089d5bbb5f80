"""What a card reads aloud, where the fields that it shows would be read wrong: lists, gaps, tables, pictures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from nasec_study.course.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Stimulus,
    Term,
    TrueFalse,
)
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.locales import translations
from nasec_study.rendering.markup import Gap, around_formulas, fill_gaps
from nasec_study.rendering.speech import is_read_as_shown, sentence, to_speech
from nasec_study.rendering.units import figure_text, is_signed
from nasec_study.sheets.options import Option
from nasec_study.targets.anki.clozes import gap_of


def spoken(item: Item, options: Sequence[Option], stimulus: Stimulus | None, language: str) -> tuple[str, str]:
    """Return what a card reads aloud in a language: the question and the answer; `options` as the card has them.

    Each is '' where a voice reads what the card shows right.
    """
    voice = _Voice(language)
    question, answer = _question_and_answer(item, options, voice)
    if not stimulus:
        return question, answer
    before = f"{sentence(to_speech(stimulus.title, language))} {to_speech(stimulus.text, language)}"
    return f"{escape(before)} {question or voice.said(item.asks)}", answer


@dataclass(frozen=True)
class _Voice:
    """Says texts in a language."""

    language: str

    @cached_property
    def words(self) -> Callable[[str], str]:
        """The translation of our own few words."""
        return translations(self.language).gettext

    def said(self, text: str) -> str:
        """Return the words of a text for a voice."""
        return escape(to_speech(text, self.language))

    def said_unless_shown(self, text: str) -> str:
        """Return the words of a text for a voice; '' where it would read the shown text the same."""
        return "" if is_read_as_shown(text) else self.said(text)

    def part(self, text: str) -> str:
        """Return the words of a part of a sentence, without a full stop."""
        said = to_speech(text, self.language)
        return said if text.endswith(".") else said.removesuffix(".")

    def list(self, stem: str, *lists: Iterable[str]) -> str:
        """Return the words of a stem and of the lists below it, an entry a sentence."""
        said = (sentence("; ".join(self.part(entry) for entry in entries)) for entries in lists)
        return escape(" ".join((to_speech(stem, self.language), *said)).strip())

    def with_gaps(self, text: str) -> str:
        """Return a cloze text for Anki's own filter, which says “blank” for the gap that is asked."""

        def show(gap: Gap) -> str:
            hint = f", {self.part(gap.hint)}" if gap.hint else ""
            return gap_of(gap.number, escape(self.part(gap.answer)), escape(self.words("blank") + hint))

        return str(fill_gaps(around_formulas(text), show, self.said))


def _question_and_answer(item: Item, options: Sequence[Option], voice: _Voice) -> tuple[str, str]:
    match item:
        case Choice() | Multi():
            question = voice.list(item.stem, [option.text for option in options])
            answer = voice.list("", [option.text for option in options if option.right])
        case Cloze():
            question, answer = voice.with_gaps(item.text), ""
        case Matching():
            question = voice.list(item.stem, [pair.premise for pair in item.pairs], [option.text for option in options])
            answer = voice.list("", [f"{pair.premise}: {pair.response}" for pair in item.pairs])
        case Ordering():
            question = voice.list(item.stem, [option.text for option in options])
            answer = voice.list("", [f"{step.date}: {step.text}" if step.date else step.text for step in item.steps])
        case _:
            # A recording that stands in a field is not to be read.
            has_sound = isinstance(item, Term | Question) and item.audio
            question = voice.said(item.asks) if has_sound else voice.said_unless_shown(item.asks)
            answer = _answer(item, voice)
    return question, answer


def _answer(item: Item, voice: _Voice) -> str:
    """Return what is said of an answer that is one text, or a number; empty where it is read right."""
    match item:
        case Term():
            return voice.said_unless_shown(item.definition)
        case TrueFalse():
            verdict = sentence(voice.words("True") if item.answer == "true" else voice.words("False"))
            return f"{escape(verdict)} {voice.said(item.correction)}".strip()
        case Numeric() if is_signed(item.unit):
            return escape(figure_text(item.value, item.unit, voice.language))
        case Numeric() if "E" in str(item.value):
            # Without its tag a raised power reads like more digits.
            return escape(as_typed(item.value).replace("e", " × 10 ^ ")) + f" {voice.said(item.unit)}"
    return voice.said_unless_shown(" ".join(item.asserts))
