"""Gaps of foreign questions: a text with gaps, and the other answers that are right in them."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from nasec_study.course.marks import Node
from nasec_study.course.model.kinds.base import as_it_is_typed
from nasec_study.importers.shared.bank import Fields, NoItem
from nasec_study.importers.shared.options import Option
from nasec_study.importers.shared.texts import Texts
from nasec_study.rendering.keyboard import ANY_GROUPS, ways_to_type
from nasec_study.rendering.markup import in_gap, to_plain


def cloze_item(texts: Texts, html: str, gaps: Sequence[Sequence[str]]) -> Fields:
    """Return HTML as a text with gaps: one for each stand-in (see `stand_in`) by its number from 0.

    Of the right answers of a gap, in Markdown, the first stands in it. Raises NoItem where there is none.
    """
    return with_gaps(texts.html(html), gaps)


def with_gaps(text: str, gaps: Sequence[Sequence[str]]) -> Fields:
    """Return a text in Markdown with a gap for each stand-in, and what else is right in it. Raises NoItem likewise."""
    if not all(gaps):
        raise NoItem("a gap has no right answer")
    accept: dict[str, list[str]] = {}
    for number, answers in enumerate(gaps):
        first, *others = [answer for answer in answers if answer.strip()] or [""]
        name = in_gap(first)
        text = text.replace(stand_in(number), f"{{{{c{number + 1}::{name}}}}}", 1)
        before = accept.get(name, [])
        if more := [*before, *_besides([first, *before], others)]:
            accept[name] = more
    listed: dict[str, Node] = {name: list[Node](others) for name, others in accept.items()}
    return {"type": "cloze", "text": text, **({"accept": listed} if listed else {})}


def _besides(known: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """Yield the answers that are right only if they are listed: not as another way to type one of those before."""
    found = {as_it_is_typed(way) for answer in known for way in ways_to_type(answer, ANY_GROUPS)}
    for other in others:
        if as_it_is_typed(to_plain(other)) not in found:
            yield other
            found |= {as_it_is_typed(way) for way in ways_to_type(other, ANY_GROUPS)}


def with_stand_ins(pattern: re.Pattern[str], text: str) -> str:
    """Return a text with a stand-in, by its number from 0, in the place of each match of a pattern."""
    numbers = count()
    return pattern.sub(lambda _: stand_in(next(numbers)), text)


def stand_in(number: int) -> str:
    """Return the characters that stand for a gap while the HTML around it becomes Markdown."""
    return f"\ue000{number}\ue001"


def gap_answers(texts: Texts, answers: Sequence[Option], *, is_chosen: bool) -> list[str]:
    """Return the answers of a gap that earn most; note those that earn a part, and wrong ones to choose from."""
    most = max((one.share for one in answers), default=0)
    leave_partial(texts, [one.text for one in answers if 0 < one.share < most])
    if is_chosen:
        leave_offered(texts, [one.text for one in answers if one.share <= 0])
    return [one.text for one in answers if 0 < one.share == most]


def leave_partial(texts: Texts, answers: Sequence[str]) -> None:
    """Note the answers that earn a part of the points, which here are wrong; none where there are none."""
    if answers:
        texts.leave(f"answers that earn a part: {'; '.join(answers)}")


def leave_offered(texts: Texts, answers: Sequence[str]) -> None:
    """Note the wrong answers that a gap offers, which here are not shown; none where there are none."""
    if told := "; ".join(filter(None, answers)):
        texts.leave(f"wrong answers that a gap offers: {told}")
