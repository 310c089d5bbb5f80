"""Rules over the whole bank: cues that add up, and balance (W501 to W503, W507 to W509)."""

from collections.abc import Callable, Iterator
from functools import partial
from math import sqrt

from nasec_study.checks._parts import distractors
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import content_roots, plain
from nasec_study.checks.bank_pairs import MIN_ITEMS
from nasec_study.course.model import Choice, Course, TrueFalse
from nasec_study.course.vocabulary import HIGHER_LEVELS

# By so much of all items, and by so many standard deviations, keys may stand out more often than by chance.
MAX_BIAS = 0.1
MAX_DEVIATIONS = 2


def _key_bias(marked: Callable[[Choice], bool], what: str, hint: str, course: Course) -> Iterator[Finding]:
    """Find, at the first of them, that the keys of far more choice items than by chance are marked in some way."""
    items = [item for item in course.items if isinstance(item, Choice)]
    found = [item for item in items if marked(item)]
    chances = [1 / len(item.options) for item in items]
    deviation = sqrt(sum(chance * (1 - chance) for chance in chances))
    most = int(sum(chances) + max(MAX_BIAS * len(items), MAX_DEVIATIONS * deviation))
    if len(items) >= MIN_ITEMS and len(found) > most:
        share = f"{len(found)} of {len(items)} choice items ({len(found) / len(items):.0%})"
        message = f"is the first of {share} whose key is the single option {what}; chance makes it {sum(chances):.0f}"
        yield Finding(found[0], ("key",), message, f"at most {most}: {hint}")


def _is_longest(item: Choice) -> bool:
    return len(plain(item.key)) > max(len(part.text) for part in distractors(item))


def _is_shortest(item: Choice) -> bool:
    return len(plain(item.key)) < min(len(part.text) for part in distractors(item))


def _is_most_like_the_stem(item: Choice) -> bool:
    stem = content_roots(item.stem)
    shared = [len(content_roots(part.text) & stem) for part in distractors(item)]
    return len(content_roots(item.key) & stem) > max(shared)


W501 = Rule(
    code="W501",
    name="keys are the longest options too often",
    source="Haladyna, Downing & Rodriguez 2002, rule 24",
    why="A key that is longer by a word gives nothing away; a bank of them does. "
    "Among four options, chance makes the key the longest in a quarter of the items, among three in a third.",
    bad="In 40 of 60 choice items the key is the longest option.",
    good="In 15 of 60 choice items the key is the longest option.",
    find=partial(_key_bias, _is_longest, "that is longest", "shorten keys, or let a distractor be the longest"),
)

W502 = Rule(
    code="W502",
    name="keys are the shortest options too often",
    source="Haladyna, Downing & Rodriguez 2002, rule 24",
    why="Authors who take care that keys are not the longest may overdo it. "
    "Then it pays to take the shortest, and students find that out as quickly.",
    bad="In 30 of 60 choice items the key is the shortest option.",
    good="In 15 of 60 choice items the key is the shortest option.",
    find=partial(_key_bias, _is_shortest, "that is shortest", "shorten distractors in some of them"),
)

W503 = Rule(
    code="W503",
    name="keys are like their stems too often",
    source="Haladyna, Downing & Rodriguez 2002, rule 28b",
    why="An echo of the stem in one key may be chance. "
    "Over many items, taking what sounds like the question becomes a way to pass unprepared.",
    bad="In 30 of 60 choice items the key shares the most words with the stem.",
    good="In 12 of 60 choice items the key shares the most words with the stem.",
    find=partial(
        _key_bias,
        _is_most_like_the_stem,
        "with the most words of its stem",
        "use words of the stem in distractors, too",
    ),
    english=True,
)

MIN_STATEMENTS = 6
MAX_TILT = 0.15


def true_balance(course: Course) -> Iterator[Finding]:
    """Find readings of whose statements many more are true than false, or the other way round."""
    if len(course.items) < MIN_ITEMS:
        return
    for reading in course.readings:
        items = [one for one in course.items if isinstance(one, TrueFalse) and one.cited_readings == (reading.id,)]
        number, true = len(items), sum(item.answer == "true" for item in items)
        # Of a few, one or two more on one side are chance.
        if number >= MIN_STATEMENTS and abs(true - number / 2) > max(MAX_TILT * number, sqrt(number) / 2):
            message = f"is the first of {number} true-false items on '{reading.id}', of which {true} are true"
            yield Finding(items[0], ("answer",), message, "turn some around, so that about half are true")


W507 = Rule(
    code="W507",
    name="true and false out of balance",
    source="Haladyna, Downing & Rodriguez 2002, rule 20, applied to true and false",
    why="If most statements on a reading are false, it pays to mark all of them false. "
    "Authors lean to one side without noticing.",
    bad="Of 10 true-false items on a reading 2 are true.",
    good="Of 10 true-false items on a reading 5 are true.",
    find=true_balance,
)

MAX_TRUE_FALSE = 0.2


def many_true_false(course: Course) -> Iterator[Finding]:
    """Find a bank of which more than a fifth is true-false."""
    items = [item for item in course.items if isinstance(item, TrueFalse)]
    if len(course.items) >= MIN_ITEMS and len(items) > MAX_TRUE_FALSE * len(course.items):
        share = f"{len(items)} of {len(course.items)} items ({len(items) / len(course.items):.0%})"
        message = f"is the first of too many of its kind: {share}"
        yield Finding(items[0], (), message, f"at most {MAX_TRUE_FALSE:.0%}; ask some as a choice or a question")


W508 = Rule(
    code="W508",
    name="too many true-false items",
    source="NBME item-writing guide; Tarrant 2006",
    why="A guess is right half of the time, and a statement that is true beyond any doubt is mostly trivial. "
    "A few of them, with corrections, add variety.",
    bad="30 of 100 items are true-false.",
    good="10 of 100 items are true-false.",
    find=many_true_false,
)

MIN_HIGHER = 0.25


def few_higher(course: Course) -> Iterator[Finding]:
    """Find a bank of which less than a quarter asks for more than to remember and understand, as far as it says so."""
    said = [item for item in course.items if "level" in item.model_fields_set]
    lower = [item for item in said if item.level not in HIGHER_LEVELS]
    number = len(said)
    higher = number - len(lower)
    if number >= MIN_ITEMS and higher < MIN_HIGHER * number:
        message = f"is the first of {len(lower)} that ask to remember or understand; {higher} of {number} ask for more"
        yield Finding(lower[0], ("level",), message, f"at least {MIN_HIGHER:.0%}: ask to apply, analyze or evaluate")


W509 = Rule(
    code="W509",
    name="too few items of higher order",
    source="Fives & DiDonato-Barnes 2013",
    why="Facts are the easiest to ask about, so a bank drifts toward them. "
    "What a course wants students to be able to do is then neither practiced nor measured.",
    bad="5 of 100 items ask to apply, analyze, evaluate or create.",
    good="40 of 100 items ask to apply, analyze, evaluate or create.",
    find=few_higher,
)
