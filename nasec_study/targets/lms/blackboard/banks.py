"""Blackboard's text files: a line an item, for each deck and worksheet.

What is written is what Blackboard's help describes ("Upload questions", for Original and Ultra): a kind, then fields
with tabs between, no head, no empty line, words such as "correct" in English; of the kinds, those that both views take.
The elements of texts are those of BbML (docs.anthology.com). Programs that write such files (qti_package_maker, txt2bb)
report that texts are read as HTML and as UTF-8, that nothing is quoted, and that a file tells no feedback.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from string import ascii_lowercase
from typing import Any

from nasec_study.course.model import (
    Choice,
    Cloze,
    Essay,
    Item,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.rendering.markup import gaps, html_of
from nasec_study.sheets.options import options_of
from nasec_study.sheets.points import worth
from nasec_study.targets._contract import Job, Output, Plan, text_output
from nasec_study.targets._spellings import gap_spellings, with_bare
from nasec_study.targets.lms._banks import asked_as, lists
from nasec_study.targets.lms._changes import Change, changes_of, plan_of
from nasec_study.targets.lms._limits import has_markup, has_sound, plain_parts, shows_pictures, wants_sound
from nasec_study.targets.lms._texts import Texts
from nasec_study.targets.lms.blackboard.texts import text

HELP = "Text for Blackboard, Original and Ultra: questions per deck and per worksheet, to upload into a test or pool."
SKIPS: Mapping[str, str] = {"picture": "text files have no pictures"}
CHANGES: Mapping[str, str] = {
    "term": "the definition is shown, and the term is typed",
    "question": "an essay that is graded by hand; its answer is the example of an answer",
    "cloze": "one typed answer per gap; a hint follows its gap in brackets",
    "ordering": "1, 2, 3 are matched with the steps: Ultra uploads no orderings",
    "essay": "its rubric and model answer are the example of an answer",
}
# Blackboard advises no more lines in a file for Ultra, for Original twice as many.
_MAX_LINES = 250
# The most answers to a question or a gap, and the most gaps.
_MAX_ANSWERS, _MAX_GAPS = 100, 10
# A gap, until every other bracket is one that begins none.
_GAP = re.compile("\0(.)")


def plan(job: Job) -> Plan:
    """Return the files of a course; they keep no history."""
    texts = Texts(job)
    return plan_of("blackboard", partial(_changes, texts), partial(_outputs, texts))


def _outputs(texts: Texts, skipped: frozenset[str]) -> Iterator[Output]:
    """Yield a file for each deck and worksheet, or several for a long one."""
    for listed in lists(texts.course, skipped):
        lines = [_line(texts, item) for item, _ in listed.items]
        for start in range(0, len(lines), _MAX_LINES):
            part = f".{start // _MAX_LINES + 1}" if len(lines) > _MAX_LINES else ""
            # A line end behind the last line might be taken for an empty line, which is an error.
            yield text_output(f"blackboard/{listed.file}{part}.txt", "\r\n".join(lines[start : start + _MAX_LINES]))


def _line(texts: Texts, item: Item) -> str:
    """Return an item as a line."""
    kind, own = _WRITERS[asked_as(item)]
    asked = texts.question(item, lambda _, place, __: f"\0{ascii_lowercase[place]}")
    shown = text(texts.stimulus(item) + asked)
    if isinstance(item, Cloze):
        # There, a bracket begins the name of a gap.
        shown = _GAP.sub(r"[\1]", shown.replace("[", r"\["))
    return "\t".join((kind, shown, *own(texts, item)))


def _options(_texts: Texts, item: Choice | Multi) -> Iterator[str]:
    for option in options_of(item, "blackboard"):
        yield from (text(html_of(option.text)), "correct" if option.right else "incorrect")


def _true_false(_texts: Texts, item: TrueFalse) -> Iterator[str]:
    yield item.answer


def _typed(texts: Texts, item: Term | Question) -> Iterator[str]:
    yield from with_bare(item, texts.language)[:_MAX_ANSWERS]


def _cloze(texts: Texts, item: Cloze) -> Iterator[str]:
    for place, gap in enumerate(gaps(item.text)):
        yield from (*([""] if place else []), ascii_lowercase[place])
        yield from gap_spellings(item, gap, texts.language)[:_MAX_ANSWERS]


def _numeric(_texts: Texts, item: Numeric) -> Iterator[str]:
    # In plain digits: no power of ten is taken.
    yield from (f"{item.value:f}", f"{item.margin:f}")


def _match(texts: Texts, item: Matching) -> Iterator[str]:
    premises, responses = texts.matches(item)
    for premise, response in zip(premises, responses, strict=False):
        yield from (text(premise), text(response.html))


def _order(_texts: Texts, item: Ordering) -> Iterator[str]:
    for number, step in enumerate(item.steps, start=1):
        yield from (str(number), text(html_of(step.text)))


def _write(texts: Texts, item: Question | Essay) -> Iterator[str]:
    yield text(texts.whole_feedback(item, worth(item)))


_WRITERS: Mapping[str, tuple[str, Callable[[Texts, Any], Iterator[str]]]] = {
    "term": ("FIB", _typed),
    "cloze": ("FIB_PLUS", _cloze),
    "choice": ("MC", _options),
    "multi": ("MA", _options),
    "true-false": ("TF", _true_false),
    "numeric": ("NUM", _numeric),
    "matching": ("MAT", _match),
    "ordering": ("MAT", _order),
    "essay": ("ESS", _write),
}


def _changes(texts: Texts) -> tuple[Change, ...]:
    """Return what Blackboard's text files do not carry as the author wrote it."""
    course = texts.course

    def those(test: Callable[[Item], bool]) -> tuple[str, ...]:
        return tuple(item.id for item in course.taught if item.type not in SKIPS and test(item))

    single = [
        Change("text files have no pictures", those(lambda item: shows_pictures(item, course)), left_out=True),
        Change("text files have no sounds", those(lambda item: wants_sound(item, course)), left_out=True),
        Change(f"a text has at most {_MAX_GAPS} gaps", those(_has_many_gaps), left_out=True),
        Change("text files have no sounds: terms come without their recordings", those(has_sound)),
        Change("responses that match no premise are missing", those(_has_unmatched)),
        Change(
            "text files have no feedback: students see no reasons and no citations",
            those(lambda item: asked_as(item) != "essay" and _has_feedback(texts, item)),
        ),
        Change(
            "text files have no points: a question has as many as Blackboard gives it",
            those(lambda item: worth(item) != 1),
        ),
        Change(
            "whether a part of an answer earns points is set in Blackboard",
            those(lambda item: isinstance(item, Multi | Cloze | Matching | Ordering)),
        ),
        Change("what is typed is plain text, without its markup", those(_has_typed_markup)),
        Change(
            f"only the first {_MAX_ANSWERS} ways to type an answer are right",
            those(lambda item: _has_many_answers(texts, item)),
        ),
        Change("tables are lines, with bars between their cells", those(lambda item: _has_table(texts, item))),
    ]
    return changes_of(course, SKIPS, CHANGES, single, sets_formulas=False)


def _has_many_gaps(item: Item) -> bool:
    return isinstance(item, Cloze) and len(gaps(item.text)) > _MAX_GAPS


def _has_unmatched(item: Item) -> bool:
    return isinstance(item, Matching) and bool(item.distractors)


def _has_feedback(texts: Texts, item: Item) -> bool:
    return bool(texts.feedback(item)) or any(one.note for one in item.alternatives)


def _has_typed_markup(item: Item) -> bool:
    return not isinstance(item, Matching) and has_markup(plain_parts(item))


def _has_many_answers(texts: Texts, item: Item) -> bool:
    if isinstance(item, Cloze):
        return any(len(gap_spellings(item, gap, texts.language)) > _MAX_ANSWERS for gap in gaps(item.text))
    if not isinstance(item, Term | Question) or asked_as(item) != "term":
        return False
    return len(with_bare(item, texts.language)) > _MAX_ANSWERS


def _has_table(texts: Texts, item: Item) -> bool:
    return "<table" in texts.stimulus(item) + texts.stem(item)
