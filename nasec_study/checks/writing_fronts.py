"""Rules on the fronts of cards: nothing that a student sees before the answer holds it (W437)."""

import re
from collections.abc import Iterator

from nasec_study.checks._parts import Part
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import STOP_WORDS, bare_words, quoted, uncited, words
from nasec_study.course.model import (
    Choice,
    Cloze,
    Course,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Question,
)
from nasec_study.rendering.formulas.commands import BLANK
from nasec_study.rendering.markup import fill_gaps, gaps, pictures

# So short an answer is found by chance in many a question.
_MIN_LETTERS = 3
# `Ionic or covalent?`, in English, French, Spanish and German.
_OR = re.compile(r"(?<!\S)(?:or|ou|o|u|oder)(?!\S)")


def _asked(course: Course, item: Item) -> Iterator[tuple[list[Part], str]]:
    """Yield what each card of an item asks by, and what for, options apart; terms are left to W434."""
    # What a question cites is what it is asked about: `Which is the verb of “The cat sleeps”?`
    stem = [Part(("stem",), uncited(item.asks))]
    match item:
        case Question():
            yield stem, item.answer
        case Choice() | Multi():
            yield from ((stem, option.text) for option in item.alternatives if option.right)
        case Numeric():
            yield stem, f"{item.value:f}"
        case Cloze():
            yield from _gaps_asked(item)
        case Matching():
            for number, pair in enumerate(item.pairs):
                yield [*stem, Part(("pairs", number, "premise"), pair.premise)], pair.response
        case LabelledPicture():
            picture = course.picture(item.picture)
            yield from ((stem, label) for label in (item.asked(picture) if picture else ()))


def _gaps_asked(item: Cloze) -> Iterator[tuple[list[Part], str]]:
    """Yield for each gap the rest of the text, the gaps of other numbers filled in, and its hint."""
    for asked in dict.fromkeys(gap.number for gap in gaps(item.text)):
        rest = str(
            fill_gaps(
                item.text,
                lambda gap: f" … {gap.hint} " if gap.number == asked else gap.answer,  # noqa: B023 - used at once
                str,
                lambda gap: BLANK if gap.number == asked else gap.answer,  # noqa: B023 - likewise
            )
        )
        yield from (([Part(("text",), rest)], gap.answer) for gap in gaps(item.text) if gap.number == asked)


def holding(course: Course) -> Iterator[Finding]:
    """Find cards whose front holds their answer; each item is named once."""
    for item in course.items:
        # What stands on each front besides: the words for pictures in the question.
        around = [Part((), described) for _, described in pictures(item.asks)]
        for shown, asked in _asked(course, item):
            answer = _sought(asked)
            parts = (*shown, *around) if answer else ()
            found = next((steps for steps, text in parts if _stands_in(answer, bare_words(text))), None)
            if found is not None and not _offers_others(item, answer):
                message = f"shows its answer on the front: {quoted([' '.join(answer)])}"
                hint = "say it in other words there, or ask for something else"
                yield Finding(item, found, message, hint)
                break


def _offers_others(item: Item, answer: tuple[str, ...]) -> bool:
    """Tell whether a question names other answers, too, and so tells none.

    Those are wrong options, as in `Which of Lisbon and Porto …`, what is beside an `or`, and figures beside a figure.
    """
    if isinstance(item, Question | Numeric):
        others = [word for word in words(item.asks) if word not in answer]
        is_figure = all(word[0].isdigit() for word in answer)
        return bool(_OR.search(item.asks)) or (is_figure and any(word[0].isdigit() for word in others))
    wrong = [_sought(option.text) for option in item.alternatives if not option.right]
    asked = bare_words(item.asks)
    return any(found and _stands_in(found, asked) for found in wrong)


def _sought(text: str) -> tuple[str, ...]:
    """Return the words by which an answer is looked for; none for one that chance would find."""
    found = bare_words(text)
    tells = any(word not in STOP_WORDS and (_letters(word) >= _MIN_LETTERS or word.isdigit()) for word in found)
    return found if tells else ()


def _letters(word: str) -> int:
    """Return how many letters and figures a word has; that of a formula or of code has signs, too."""
    return len(word) if word.isalnum() else sum(map(str.isalnum, word))


def _stands_in(answer: tuple[str, ...], text: tuple[str, ...]) -> bool:
    size = len(answer)
    return answer[0] in text and any(text[start : start + size] == answer for start in range(len(text) - size + 1))


W437 = Rule(
    code="W437",
    name="front that holds its answer",
    source="our own: the front of a card must not give its answer",
    why="A student who reads the answer on the front remembers nothing. It may hide in a hint, in the rest of a "
    "sentence with gaps, or in the alt text of a picture.",
    bad="The treaty was signed in {{c1::Lisbon}}, and is called the Treaty of Lisbon.",
    good="The treaty that is named after it was signed in {{c1::Lisbon}}.",
    find=holding,
)
