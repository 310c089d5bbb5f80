"""Whether what `accept` lists is of a gap that is there, is not right anyway, and is lacking for none of two forms."""

import re
from collections.abc import Iterable, Iterator

from nasec_study.course.marks import Steps
from nasec_study.course.model import Cloze, Course, Item, Question, Term
from nasec_study.course.model.kinds.base import as_compared
from nasec_study.foundation.problems import Problem, brief, suggestion
from nasec_study.rendering.accepted import is_named
from nasec_study.rendering.markup import CODE, gap_fault, gaps

# Two forms of a word in one: el vecino / la vecina, marinero(a), cartésien(ne).
_TWO_FORMS = re.compile(r"[^\W\d_] / [^\W\d_]|[^\W\d_]{3}\((?:a|as|e|es|in|ne|o|os|s|se|te)\)(?!\w)")


def gaps_named(course: Course) -> Iterator[Problem]:
    """Find answers that are accepted in a gap which the text does not have."""
    for item in course.items:
        if not isinstance(item, Cloze) or not item.accept or any(gap_fault(item.text)):
            continue
        found = gaps(item.text)
        answers = [gap.answer for gap in found]
        for name in item.accept:
            if not any(is_named(gap, name) for gap in found):
                hint = suggestion(name, answers) or f"its gaps: {', '.join(map(brief, answers))}"
                message = (
                    f"cloze item '{item.id}' accepts others for '{brief(name)}', which is not the answer of any gap"
                )
                yield Problem("E226", course.place(item).key_where("accept", name), message, hint)


def needless(course: Course) -> Iterator[Problem]:
    """Find accepted answers that are right without that: the answer itself, or what stands there twice."""
    for item in course.items:
        for answer, steps, others in _accepted(item):
            known = {as_compared(answer)}
            for number, other in enumerate(others):
                if as_compared(other) in known:
                    where = course.place(item).where(*steps, number)
                    message = f"{item.type} item '{item.id}' accepts '{brief(other)}', which is right anyway"
                    hint = "delete it: capitals, spaces and a period at the end never count"
                    yield Problem("W227", where, message, hint, item.id)
                known.add(as_compared(other))


def two_forms(course: Course) -> Iterator[Problem]:
    """Find typed answers of two forms, of which each may be right by itself."""
    for item in course.items:
        if isinstance(item, Term | Question) and item.is_typed and not item.accept:
            step, answer = ("term", item.term) if isinstance(item, Term) else ("answer", item.answer)
            if _TWO_FORMS.search(CODE.sub(" ", answer)):
                message = f"{item.type} item '{item.id}' takes '{brief(answer)}' only if all of it is typed"
                hint = "list in `accept:` each form that is right by itself"
                yield Problem("W271", course.place(item).where(step), message, hint, item.id)


def _accepted(item: Item) -> Iterable[tuple[str, Steps, tuple[str, ...]]]:
    """Yield each answer, the steps to what else is accepted for it, and that."""
    match item:
        case Term():
            yield item.term, ("accept",), item.accept
        case Question():
            yield item.answer, ("accept",), item.accept
        case Cloze():
            yield from ((name, ("accept", name), others) for name, others in item.accept.items())


CHECKS = (gaps_named, needless, two_forms)
