"""GIFT: a file a deck, read alike by Moodle and by gift-pegjs; whole weights, and signs that both escape in one way.

What is written is what Moodle's importer reads (question/format/gift/format.php).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import escape
from typing import Any

from nasec_study.course.model import (
    Choice,
    Cloze,
    Essay,
    Item,
    Matching,
    Multi,
    Numeric,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.rendering.markup import gaps, html_of, to_plain
from nasec_study.sheets.options import is_arranged, options_of
from nasec_study.sheets.points import worth
from nasec_study.targets._contract import Job, Output, Plan, text_output
from nasec_study.targets._spellings import gap_spellings, with_bare
from nasec_study.targets.lms._banks import Bank, asked_as, deck_banks, without
from nasec_study.targets.lms._changes import Change, changes_of, plan_of
from nasec_study.targets.lms._filing import keywords
from nasec_study.targets.lms._limits import has_gaps, has_markup, has_sound, plain_parts, shows_pictures, wants_sound
from nasec_study.targets.lms._moodle import CUT, category_path, is_cut, listed
from nasec_study.targets.lms._texts import Texts, inert, one_line

HELP = "GIFT, plain text: a small question bank per deck, for Moodle and other programs."
SKIPS: Mapping[str, str] = {
    "ordering": "GIFT has no ordering that all programs read",
    "picture": "GIFT has no pictures",
}
CHANGES: Mapping[str, str] = {
    "term": "the definition is shown, and the term is typed",
    "question": "an essay that is graded by hand; its answer is in the feedback",
    "cloze": "one gap, whose answer is typed; a hint follows it in brackets",
    "matching": "responses are plain text; why a response matches nothing is in the feedback",
    "essay": "GIFT has no rubrics: rubric and model answer are in the feedback",
}
# Whole numbers among the shares that Moodle knows: for so many right options a share each, 100 together. A wrong one
# takes away as much as the best right one gives, so that it is never worth guessing.
_SHARES: Mapping[int, tuple[int, ...]] = {
    2: (50, 50),
    3: (40, 30, 30),
    4: (25, 25, 25, 25),
    5: (20, 20, 20, 20, 20),
    6: (20, 20, 20, 20, 10, 10),
    7: (20, 20, 20, 10, 10, 10, 10),
}
_UNEVEN = frozenset(number for number, shares in _SHARES.items() if len(set(shares)) > 1)
_BEGINS: Mapping[str, str] = {"%": "%100%", "[": "[plain]"}
_CONTROL = re.compile(r"[\\:#={}~]")
# In the responses of matching questions gift-pegjs leaves its stand-ins for escaped signs: HTML has names for them, but
# none for ~.
_NAMED = str.maketrans(
    {"\\": "&bsol;", ":": "&colon;", "#": "&num;", "=": "&equals;", "{": "&lbrace;", "}": "&rbrace;"}
)


def plan(job: Job) -> Plan:
    """Return the banks of a course; they keep no history."""
    texts = Texts(job)
    return plan_of("gift", partial(_changes, texts), partial(_outputs, texts))


def _outputs(texts: Texts, skipped: frozenset[str]) -> Iterator[Output]:
    """Yield a file for each deck."""
    for bank in deck_banks(texts.course):
        if (carried := without(bank, skipped)).items:
            yield text_output(f"gift/{bank.id}.gift", _bank(texts, carried))


def _bank(texts: Texts, bank: Bank) -> str:
    """Return a bank: the category, then its items, an empty line between."""
    settings = texts.course.settings
    category = category_path(("top", f"{settings.title} {settings.edition}", bank.title))
    return "\n\n".join([f"$CATEGORY: {category}", *(_question(texts, item) for item in bank.items)]) + "\n"


def _question(texts: Texts, item: Item) -> str:
    """Return an item: its id and tags in a comment, its name, its text, and the answers in braces."""
    stem = texts.stimulus(item) + texts.question(item, lambda *_: "_____")
    feedback = _html(texts.whole_feedback(item, worth(item)))
    answers = _ANSWERS[asked_as(item)](texts, item)
    general = f"####{feedback}" if feedback else ""
    filed = (*(f"reading:{name}" for name in item.cited_readings), *keywords(item))
    tags = "".join(f" [tag:{tag}]" for tag in filed)
    return f"// [id:{item.id}]{tags}\n::{_escaped(item.id)}::[html]{_html(stem)}{{{answers}{general}}}"


def _html(html: str) -> str:
    """Return a text's HTML in one line: the one place through which each text goes."""
    return _escaped(one_line(inert(html)))


def _escaped(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\{match[0]}", text)


def _option(sign: str, text: str, why: str) -> str:
    return f"\n\t{sign}{_html(html_of(text))}{f'#{_html(html_of(why))}' if why else ''}"


def _choice(_texts: Texts, item: Choice) -> str:
    options = options_of(item, "gift")
    return "".join(_option("=" if option.right else "~", option.text, option.why) for option in options) + "\n"


def _multi(texts: Texts, item: Multi) -> str:
    shares = _SHARES[len(item.keys)]
    lost = max(shares) if texts.gives_partial_credit else 100
    right = iter(shares)
    signed = ((f"~%{next(right) if option.right else -lost}%", option) for option in options_of(item, "gift"))
    return "".join(_option(sign, option.text, option.why) for sign, option in signed) + "\n"


def _true_false(_texts: Texts, item: TrueFalse) -> str:
    return item.answer.upper()


def _spellings(answers: Iterable[str]) -> str:
    # A star stands for any text. What begins as a share or a format does stands behind one.
    whole = (_escaped(answer.replace("*", "\\*")) for answer in answers)
    return "".join(f"\n\t={_BEGINS.get(answer[0], '')}{answer}" for answer in whole) + "\n"


def _typed(texts: Texts, item: Term | Question) -> str:
    return _spellings(with_bare(item, texts.language))


def _cloze(texts: Texts, item: Cloze) -> str:
    return _spellings(text for gap in gaps(item.text) for text in gap_spellings(item, gap, texts.language))


def _numeric(_texts: Texts, item: Numeric) -> str:
    # In plain digits: gift-pegjs knows no powers of ten.
    return f"#{item.value:f}:{item.margin:f}"


def _match(texts: Texts, item: Matching) -> str:
    pairs = texts.matches(item).pairs
    return (
        "".join(f"\n\t={_html(premise)} -> {listed(response.plain, _response)}" for premise, response in pairs) + "\n"
    )


def _response(text: str) -> str:
    return escape(text, quote=False).translate(_NAMED)


def _written(_texts: Texts, _item: Question | Essay) -> str:
    return ""


_ANSWERS: Mapping[str, Callable[[Texts, Any], str]] = {
    "term": _typed,
    "cloze": _cloze,
    "choice": _choice,
    "multi": _multi,
    "true-false": _true_false,
    "numeric": _numeric,
    "matching": _match,
    "essay": _written,
}


def _changes(texts: Texts) -> tuple[Change, ...]:
    """Return what GIFT does not carry as the author wrote it."""
    course = texts.course

    def those(test: Callable[[Item], bool]) -> tuple[str, ...]:
        return tuple(item.id for item in course.taught if item.type not in SKIPS and test(item))

    strict = not texts.gives_partial_credit
    single = [
        Change("GIFT has no pictures", those(lambda item: shows_pictures(item, course)), left_out=True),
        Change("GIFT has no sounds", those(lambda item: wants_sound(item, course)), left_out=True),
        Change("GIFT has no sounds: terms come without their recordings", those(has_sound)),
        Change("GIFT allows one gap per question", those(has_gaps), left_out=True),
        Change("GIFT has no points: a platform gives each item one", those(lambda item: worth(item) != 1)),
        Change(
            "an answer with -> would make a matching question of it",
            those(lambda item: _has_arrow(texts, item)),
            left_out=True,
        ),
        Change("programs read a response with ~ in different ways", those(_has_tilde), left_out=True),
        Change(
            "what is typed or chosen from a list is plain text, without its markup",
            those(lambda item: has_markup(plain_parts(item))),
        ),
        Change(CUT, those(lambda item: is_cut(item, _response))),
        Change("programs may shuffle options that have a fixed order", those(is_arranged)),
        Change("right options earn unequal shares, since programs expect whole percentages", those(_is_uneven)),
        Change(
            "a wrong option costs all points, but a right one alone earns its share",
            those(lambda item: strict and isinstance(item, Multi)),
        ),
        Change(
            "each part earns its share, whatever `partial_credit` says",
            those(lambda item: strict and isinstance(item, Matching)),
        ),
    ]
    return changes_of(course, SKIPS, CHANGES, single)


def _has_arrow(texts: Texts, item: Item) -> bool:
    answers = with_bare(item, texts.language) if isinstance(item, Term | Question) else map(to_plain, plain_parts(item))
    return asked_as(item) in {"term", "cloze"} and any("->" in answer for answer in answers)


def _has_tilde(item: Item) -> bool:
    return isinstance(item, Matching) and any("~" in to_plain(text) for text in item.options)


def _is_uneven(item: Item) -> bool:
    return isinstance(item, Multi) and len(item.keys) in _UNEVEN
