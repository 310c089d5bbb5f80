"""Whether what `accept` lists is of a gap that is there, is not right anyway, and is lacking for none of two forms."""

import re
from collections.abc import Iterable, Iterator

from nasec_study.checks._rule import Finding, Rule
from nasec_study.course.marks import Steps
from nasec_study.course.model import Cloze, Course, Question, Term
from nasec_study.course.model.kinds.base import as_it_is_typed
from nasec_study.course.wording.names import suggestion
from nasec_study.foundation.problems import Problem, brief
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


def needless(item: Term | Question | Cloze) -> Iterator[Finding]:
    """Find accepted answers that are right without that: the answer itself, or what stands there twice."""
    for answer, steps, others in _accepted(item):
        known = {as_it_is_typed(answer)}
        for number, other in enumerate(others):
            if as_it_is_typed(other) in known:
                message = f"accepts '{brief(other)}', which is right anyway"
                hint = "delete it: capitals, spaces and a period at the end never count"
                yield Finding(item, (*steps, number), message, hint)
            known.add(as_it_is_typed(other))


W227 = Rule(
    code="W227",
    name="accepted answer that is right anyway",
    source="our own: how typed answers are compared",
    why="Capitals, spaces and a period at the end make no difference when an answer is typed. "
    "The entry changes nothing, and those who read the item wonder what it is for.",
    bad="answer: High tide, accept: [high tide, high water]",
    good="answer: High tide, accept: [high water]",
    find=needless,
    of=(Term, Question, Cloze),
)


def two_forms(item: Term | Question) -> Iterator[Finding]:
    """Find typed answers of two forms, of which each may be right by itself."""
    if item.is_typed and not item.accept:
        step, answer = ("term", item.term) if isinstance(item, Term) else ("answer", item.answer)
        if _TWO_FORMS.search(CODE.sub(" ", answer)):
            message = f"takes '{brief(answer)}' only if all of it is typed"
            yield Finding(item, (step,), message, "list in `accept:` each form that is right by itself")


W271 = Rule(
    code="W271",
    name="two forms in one typed answer",
    source="our own: how typed answers are compared",
    why="What a student types is compared with the whole answer. "
    "Those who type one of its forms are marked wrong, though each is right by itself.",
    bad="term: el vecino / la vecina",
    good="term: el vecino, accept: [la vecina]",
    find=two_forms,
    of=(Term, Question),
)


def _accepted(item: Term | Question | Cloze) -> Iterable[tuple[str, Steps, tuple[str, ...]]]:
    """Yield each answer, the steps to what else is accepted for it, and that."""
    match item:
        case Term():
            yield item.term, ("accept",), item.accept
        case Question():
            yield item.answer, ("accept",), item.accept
        case Cloze():
            yield from ((name, ("accept", name), others) for name, others in item.accept.items())


CHECKS = (gaps_named,)
