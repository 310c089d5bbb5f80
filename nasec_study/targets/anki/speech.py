"""What a card reads aloud, where the fields that it shows would be read wrong: lists, gaps, tables, pictures."""

from collections.abc import Callable, Iterable
from html import escape

from nasec_study.course.model import Choice, Cloze, Item, Matching, Multi, Ordering, Stimulus
from nasec_study.rendering.markup import Gap, fill_gaps
from nasec_study.rendering.speech import is_read_as_shown, sentence, to_speech
from nasec_study.sheets.plan import options_of

Words = Callable[[str], str]


def spoken(item: Item, stimulus: Stimulus | None, words: Words) -> tuple[str, str]:
    """Return what is read aloud of an item's question and of its answer; empty where what is shown is read right.

    `words` translates the few words that stand in neither.
    """
    match item:
        case Cloze():
            question, answer = _with_gaps(item.text, words), ""
        case Matching():
            question = _list(item.stem, [pair.premise for pair in item.pairs])
            answer = _list("", [f"{pair.premise}: {pair.response}" for pair in item.pairs])
        case Ordering():
            question = _list(item.stem, [option.text for option in options_of(item, "anki")])
            answer = _list("", [step.text for step in item.steps])
        case Choice() | Multi():
            options = options_of(item, "anki")
            question = _list(item.stem, [option.text for option in options])
            answer = _list("", [option.text for option in options if option.right])
        case _:
            asked, told = item.asks, " ".join(item.asserts)
            question = "" if is_read_as_shown(asked) and not stimulus else _said(asked)
            answer = "" if is_read_as_shown(told) else _said(told)
    before = f"{sentence(to_speech(stimulus.title))} {to_speech(stimulus.text)} " if stimulus else ""
    return (escape(before) + question if question else ""), answer


def _with_gaps(text: str, words: Words) -> str:
    """Return a cloze text for Anki's own filter, which says “blank” for the gap that is asked."""

    def show(gap: Gap) -> str:
        hint = f", {to_speech(gap.hint)}" if gap.hint else ""
        return f"{{{{c{gap.number}::{_said(gap.answer)}::{escape(words('blank') + hint)}}}}}"

    return str(fill_gaps(text, show, _said))


def _said(text: str) -> str:
    return escape(to_speech(text))


def _list(stem: str, entries: Iterable[str]) -> str:
    said = "; ".join(to_speech(entry).rstrip(".") for entry in entries)
    return escape(f"{to_speech(stem)} {sentence(said)}".strip())
