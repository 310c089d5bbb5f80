"""What the marker of a sheet looks for: the right letters, numbers and words of each task."""

from collections.abc import Callable
from decimal import Decimal

from markupsafe import Markup

from nasec_study.course.model import Choice, Cloze, Matching, Multi, Numeric, Ordering, Term, TrueFalse
from nasec_study.rendering.asked import answers
from nasec_study.rendering.locales import number_html, number_text, translations
from nasec_study.rendering.markup import formulas, to_html, to_plain
from nasec_study.sheets.plan import Task
from nasec_study.targets._spellings import tolerance_text


def key_of(task: Task, language: str) -> str:
    """Return a task's key in plain text: letters, T or F, numbers, words; '' where the answer is written out.

    Matching: the letter for each premise in turn; ordering: the number for each step as it is printed.
    """
    match task.item:
        case TrueFalse(answer=answer):
            words = translations(language)
            return words.gettext("T") if answer == "true" else words.gettext("F")
        case Numeric() as item:
            return f"{number_text(item.value, language)}{_within(item, language)}"
        case Cloze() as item:
            return " · ".join(map(to_plain, answers(item)))
        case _:
            return " ".join(marks_of(task))


def marks_of(task: Task) -> list[str]:
    """Return what is right where a task has letters: theirs, or for each premise; where it has steps, their numbers."""
    item, options = task.item, task.options
    match item:
        case Choice() | Multi() | Term():
            return [option.letter for option in options if option.right]
        case Matching():
            letters = {option.text: option.letter for option in options}
            return [letters[text] for text in answers(item)]
        case Ordering():
            return [str(item.options.index(option.text) + 1) for option in options]
        case _:
            return []


def _within(item: Numeric, language: str, number: Callable[[Decimal, str], str] = number_text) -> Markup:
    """Return how far an answer may be off, as it stands behind the right one."""
    tolerance = tolerance_text(item, language, number)
    return Markup(" (± {})").format(tolerance) if tolerance else Markup()


def key_html(task: Task, language: str) -> str:
    """Return the same as HTML for a page: with raised powers and formulas."""
    match task.item:
        case Numeric() as item:
            return number_html(item.value, language) + _within(item, language, number_html)
        case Cloze() as item if formulas(item.text):
            return Markup(" · ").join(map(to_html, answers(item)))
        case _:
            return key_of(task, language)
