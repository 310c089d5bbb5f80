"""What students answer, and what it is worth by the rule in docs/lms.md; written from what an author means by an item.

An answer is told in the words that a student sees: options that are picked (a set), texts that are typed (a list),
responses by premise (a mapping), steps in order (a tuple). So readers of every format can be asked the same.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from html.parser import HTMLParser
from typing import NamedTuple

from nasec_study.course.model import (
    Choice,
    Cloze,
    Course,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.rendering.markup import gaps, html_of, to_plain
from nasec_study.targets.lms._texts import inert

Answer = frozenset[str] | list[str] | dict[str, str] | tuple[str, ...]

RIGHT, WRONG = Fraction(1), Fraction(0)
NONSENSE = "nonsense"
# Dates and numbers as others write them.
OTHER_WAYS = (
    {"March 23, 2005": "23 March 2005", "18,000": "18000", "six": "6", "17": "Seventeen", "eleventh": "11th"},
    {"March 23, 2005": "2005-03-23"},
    {"March 23, 2005": "March 23 2005"},
)


class RefusedError(Exception):
    """What a platform would refuse, lose in silence, or read otherwise than it is meant."""


def must(holds: object, what: object) -> None:
    """Refuse a file or package where something does not hold."""
    if not holds:
        raise RefusedError(what)


class Trial(NamedTuple):
    """An answer, and the share of the points that it must earn; None where a person marks it."""

    answer: Answer
    share: Fraction | None


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(f" [{dict(attrs).get('alt')}] " if tag == "img" else " " if tag in {"p", "br", "li"} else "")


def seen(html: str) -> str:
    """Return what a reader sees of a piece of HTML, in one line; of a picture, what it is called."""
    parser = _Seen()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())


def shown(text: str) -> str:
    """Return what a reader sees of a text of the bank, its formulas as the platform's MathJax gets them."""
    return seen(inert(html_of(text)))


def asked_in(item: Item) -> str:
    """Return what a reader sees of the question of an item that is no cloze text."""
    return seen(html_of(question_of(item)))


def question_of(item: Item) -> str:
    """Return the question of an item that is no cloze text, as its author wrote it."""
    return next(filter(None, (str(getattr(item, name, "")) for name in ("stem", "statement", "definition"))))


def misgraded(course: Course, item: Item, grade: Callable[[Answer], Fraction | None], nearly: Fraction) -> bool:
    """Tell whether an answer to an item earns something else than the rule gives, or than `nearly` that."""
    for trial in trials(course, item, partial=course.settings.partial_credit):
        earned = grade(trial.answer)
        if (earned is None) != (trial.share is None):
            return True
        if earned is not None and trial.share is not None and abs(earned - trial.share) > nearly:
            return True
    return False


def trials(  # noqa: C901, PLR0912, PLR0915 - a case a kind
    course: Course, item: Item, *, partial: bool = True, shown: Callable[[str], str] = shown
) -> Iterator[Trial]:
    """Yield answers to an item: right, empty, wrong, and right in part; `shown` gives what a reader sees of a text."""
    match item:
        case Choice():
            yield Trial(frozenset([shown(item.key)]), RIGHT)
            yield Trial(frozenset(), WRONG)
            yield from (Trial(frozenset([shown(wrong.text)]), WRONG) for wrong in item.distractors)
        case TrueFalse():
            yield Trial(frozenset([item.answer]), RIGHT)
            yield Trial(frozenset(), WRONG)
            yield Trial(frozenset({"true", "false"} - {item.answer}), WRONG)
        case Multi():
            keys = [shown(key) for key in item.keys]
            wrong = [shown(one.text) for one in item.distractors]
            yield Trial(frozenset(), WRONG)
            for right in range(len(keys) + 1):
                for chosen in range(len(wrong) + 1):
                    answer = frozenset(keys[:right] + wrong[:chosen])
                    whole = Fraction(right == len(keys) and not chosen)
                    share = max(Fraction(right - chosen, len(keys)), WRONG) if partial else whole
                    yield Trial(answer, share)
        case Term() | Question() if isinstance(item, Term) or item.is_typed:
            wanted = to_plain(item.term if isinstance(item, Term) else item.answer)
            plain = wanted.translate(str.maketrans("áéíóúñ", "aeioun"))
            yield Trial([wanted], RIGHT)
            yield Trial([wanted.swapcase()], RIGHT)
            yield from (Trial([to_plain(other)], RIGHT) for other in item.accept)
            if plain != wanted and plain not in map(to_plain, item.accept):
                yield Trial([plain], RIGHT if item.typed == "true" else WRONG)
            yield from (Trial([text], WRONG) for text in ("", NONSENSE))
        case Cloze():
            texts = [to_plain(gap.answer) for gap in gaps(item.text)]
            yield from (Trial([others.get(text, text) for text in texts], RIGHT) for others in OTHER_WAYS)
            for name, accepted in item.accept.items():
                for other in map(to_plain, accepted):
                    yield Trial([other if text == to_plain(name) else text for text in texts], RIGHT)
                    if len(texts) > 1:
                        yield Trial(
                            [text if text == to_plain(name) else other for text in texts],
                            _part(1, len(texts), partial=partial),
                        )
            for right in range(len(texts) + 1):
                for other in ("", NONSENSE):
                    answers = [text if place < right else other for place, text in enumerate(texts)]
                    yield Trial(answers, _part(right, len(texts), partial=partial))
        case Numeric():
            for number in (item.value, item.value - item.margin, item.value + item.margin):
                yield Trial([f"{number:f}"], RIGHT)
            outside = item.margin + max(abs(item.value) / 1000, item.margin / 10)
            for number in (item.value - outside, item.value + outside):
                yield Trial([f"{number:f}"], WRONG)
            yield from (Trial([text], WRONG) for text in ("", NONSENSE))
        case Matching() | LabelledPicture():
            pairs = _pairs(course, item, shown)
            others = {premise: list(pairs.values())[place - 1] for place, premise in enumerate(pairs)}
            for right in range(len(pairs) + 1):
                matched = dict(list(pairs.items())[:right])
                yield Trial(matched, _part(right, len(pairs), partial=partial))
            if len(pairs) > 1:
                yield Trial(others, WRONG)
        case Ordering():
            steps = tuple(shown(step.text) for step in item.steps)
            yield Trial(steps, RIGHT)
            yield Trial((*steps[1:], steps[0]), WRONG)
            yield Trial((steps[1], steps[0], *steps[2:]), _part(len(steps) - 2, len(steps), partial=partial))
        case Question() | Essay():
            yield Trial([NONSENSE], None)


def _part(right: int, parts: int, *, partial: bool) -> Fraction:
    return Fraction(right, parts) if partial else Fraction(right == parts)


def _pairs(course: Course, item: Matching | LabelledPicture, shown: Callable[[str], str]) -> dict[str, str]:
    """Return the response to each premise; those of a picture are its numbers."""
    if isinstance(item, Matching):
        return {shown(pair.premise): shown(pair.response) for pair in item.pairs}
    picture = course.picture(item.picture)
    assert picture
    return {str(number): label for number, label in enumerate(item.asked(picture), start=1)}
