"""What foreign questions are here: statements; typed answers; pairs; steps; essays."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from nasec_study.course.model.kinds.base import as_compared
from nasec_study.course.model.kinds.matching import MAX_PAIRS, MAX_UNMATCHED
from nasec_study.course.model.kinds.ordering import MAX_STEPS, MIN_STEPS
from nasec_study.foundation.characters import without_accents, without_umlauts
from nasec_study.importers.shared.bank import Fields, NoItem
from nasec_study.importers.shared.gaps import leave_partial, stand_in, with_gaps
from nasec_study.importers.shared.names import asked_key
from nasec_study.importers.shared.numbers import FULL
from nasec_study.importers.shared.options import Option, options_item
from nasec_study.importers.shared.texts import Texts
from nasec_study.rendering.figures import keyed
from nasec_study.rendering.keyboard import ANY_GROUPS, on_a_keyboard, other_ways
from nasec_study.rendering.markup import to_plain

if TYPE_CHECKING:
    from nasec_study.course.marks import Node

JUDGED = "each option was judged by itself, and now the right ones are to be marked"
_BLANK = re.compile(r"_{3,}|(?:\\_){3,}")


def below(texts: Texts, stimulus: str, fields: Fields) -> Fields:
    """Return an item with the text that it is about, as Markdown, before its question."""
    texts.change("the text that it is about comes before its question")
    key = asked_key(fields)
    return {**fields, key: f"{stimulus}\n\n{fields[key]}"}


def typed_item(texts: Texts, stem: str, answers: Sequence[str]) -> Fields:
    """Return a question whose answer is typed, with the others that count; one with a blank in it is a cloze text."""
    fields = answered(answers)
    if not fields:
        return {"type": "question", "stem": stem}
    first = str(fields["answer"])
    blanks = _BLANK.findall(stem)
    if len(blanks) == 1 and to_plain(_BLANK.sub("", stem)).strip() and "}}" not in first:
        return with_gaps(_BLANK.sub(stand_in(0), stem), [answers])
    if any("\n" in answer for answer in answers):
        texts.change("an answer of several lines is not typed here")
        return {"type": "question", "stem": stem, "answer": first}
    return {"type": "question", "stem": stem, "answer": first, "typed": "true", **fields}


def answered(answers: Sequence[str]) -> Fields:
    """Return an answer, and others that are right when typed: none that differs in accents, capitals or signs only."""
    known, kept = set[str](), list[str]()
    for answer in filter(str.strip, answers):
        ways = answer, without_umlauts(answer)
        kept += [answer] if known.isdisjoint(map(_bare, ways)) else []
        known.update(map(_bare, on_a_keyboard((*ways, *other_ways(answer, ANY_GROUPS), *keyed(answer)))))
    first, *others = kept or ("",)
    return {"answer": first, **({"accept": [*others]} if others else {})} if first else {}


def _bare(answer: str) -> str:
    return without_accents(answer).casefold()


def right_answers(texts: Texts, answers: Sequence[Option]) -> list[str]:
    """Return the typed answers that earn everything; note those that earn a part, and what is said of each."""
    leave_partial(texts, [one.text for one in answers if 0 < one.share < FULL])
    if any(one.why for one in answers):
        texts.leave("feedback on each typed answer")
    return [one.text for one in answers if one.share == FULL]


def starred_item(texts: Texts, stem: str, answers: Sequence[str], kind: str) -> Fields:
    """Return a question whose answer is typed, of answers in which a star, unless behind a backslash, is any text.

    Where an export of ours names the `kind` of a term, blanks in its definition are none to fill in.
    """
    starred = [answer for answer in answers if "*" in answer.replace("\\*", "")]
    spelled = [texts.plain(answer.replace("\\*", "*")) for answer in answers if answer not in starred]
    if spelled and kind == "term":
        return {"type": "question", "stem": stem, **answered(spelled)}
    if spelled or not starred:
        if starred:
            texts.leave(f"answers with a star that stands for any text: {'; '.join(starred)}")
        return typed_item(texts, stem, spelled)
    texts.change("a star that stood for any text is now '…'")
    answer = starred[0].replace("\\*", "\0").replace("*", "…").replace("\0", "*")
    return {"type": "question", "stem": stem, "answer": texts.plain(answer)}


def matching_items(texts: Texts, stem: str, pairs: Sequence[tuple[str, str]], responses: Iterable[str]) -> list[Fields]:
    """Return pairs to match, in as many items as it takes; of all `responses`, those of no premise are distractors."""
    kept: dict[str, tuple[str, str]] = {}
    for premise, response in pairs:
        if as_compared(premise) in kept or not response:
            texts.leave(f"a pair that is there twice, or is empty: {premise}")
        else:
            kept[as_compared(premise)] = (premise, response)
    if len(kept) < 2:  # noqa: PLR2004 - one is nothing to match
        raise NoItem("it has fewer than two pairs")
    matched = {as_compared(response): response for _, response in kept.values()}
    unmatched = {name: text for text in responses if (name := as_compared(text)) not in matched}
    if len(matched) < len(kept):
        texts.change(
            "a response belongs to several premises, so each premise becomes an item with the responses as options"
        )
        return [_response_item(texts, stem, pair, unmatched | matched) for pair in kept.values()]
    free = list(unmatched.values())
    if len(free) > MAX_UNMATCHED:
        texts.leave(f"{len(free) - MAX_UNMATCHED} responses that match nothing: an item has {MAX_UNMATCHED} at most")
    number = -(-len(kept) // MAX_PAIRS)
    if number > 1:
        texts.change(f"{len(kept)} pairs in {number} items: an item has {MAX_PAIRS} at most")
    listed: list[Node] = [{"premise": premise, "response": response} for premise, response in kept.values()]
    size = -(-len(listed) // number)
    wrong: Fields = {"distractors": [{"text": text} for text in free[:MAX_UNMATCHED]]} if free else {}
    return [
        {"type": "matching", "stem": stem, "pairs": listed[start : start + size], **wrong}
        for start in range(0, len(listed), size)
    ]


def paired_items(texts: Texts, stem: str, pairs: Sequence[tuple[str, str]], responses: Iterable[str]) -> list[Fields]:
    """Return pairs to match; if a premise has several responses, each premise as a question for all of its own."""
    grouped: dict[str, list[str]] = {}
    for premise, response in pairs:
        grouped.setdefault(premise, []).append(response)
    if len(grouped) == len(pairs) or "" in grouped:
        return matching_items(texts, stem, pairs, responses)
    texts.change("a premise has several responses, so each premise becomes an item with all responses as options")
    offered = dict.fromkeys([*(response for _, response in pairs), *responses])
    return [
        options_item(texts, f"{stem}\n\n{premise}", [Option(text, text in its) for text in offered])
        for premise, its in grouped.items()
    ]


def _response_item(texts: Texts, stem: str, pair: tuple[str, str], offered: Mapping[str, str]) -> Fields:
    """Return one premise as a question, with the responses as its options; two are too few for a choice."""
    premise, response = pair
    options = [Option(text, name == as_compared(response)) for name, text in offered.items()]
    made = options_item(texts, f"{stem}\n\n{premise}", options)
    if made["type"] != "choice" or len(options) > 2:  # noqa: PLR2004 - one right, one wrong
        return made
    return {"type": "question", "stem": f"{made['stem']}\n\n{' / '.join(offered.values())}", "answer": response}


def ordering_item(stem: str, steps: Sequence[str]) -> Fields:
    """Return steps to put in order."""
    if not MIN_STEPS <= len(steps) <= MAX_STEPS:
        raise NoItem(f"it has {len(steps)} steps to order; an item has {MIN_STEPS} to {MAX_STEPS}")
    if len({*map(as_compared, steps)}) < len(steps):
        raise NoItem("a step is there twice")
    return {"type": "ordering", "stem": stem, "steps": [{"text": step} for step in steps]}


def written_item(stem: str, answer: str) -> Fields:
    """Return a question that is answered in writing: an essay where it has no answer."""
    return {"type": "question", "stem": stem, "answer": answer} if answer else {"type": "essay", "stem": stem}
