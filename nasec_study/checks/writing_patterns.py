"""Rules on patterns among options: how comparing them, unread, gives the key away (W405 to W407)."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from nasec_study.checks._parts import are_words, options
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import absolutes, bare_words, elements, plain, quoted, root
from nasec_study.course.model import Choice

_MANY = 2


def convergence(item: Choice) -> Iterator[Finding]:
    """Find keys that, where options join elements, share more of them with the others than any distractor does."""
    joined = [elements(part.text) for part in options(item)]
    counts = Counter(element for option in joined for element in option)
    shared = {element for element, number in counts.items() if 1 < number < len(joined)}
    key, *others = [sum(counts[element] - 1 for element in option & shared) for option in joined]
    if min(map(len, joined)) >= _MANY and len(joined[0] & shared) >= _MANY and key > max(others):
        message = "gives the key away by convergence: the other options repeat its elements most often"
        hint = "offer every combination, or options with nothing in common"
        yield Finding(item, ("key",), message, hint)


W405 = Rule(
    code="W405",
    name="distractors converge on the key",
    source="Haladyna, Downing & Rodriguez 2002, rule 28; NBME item-writing guide",
    why="Distractors are often made by changing one element of the key at a time. The key is then the option that "
    "shares the most with all others, and can be found by counting.",
    bad="""\
Which two metals make bronze?
  + Copper and tin
  - Copper and zinc
  - Lead and tin""",
    good="""\
Which two metals make bronze?
  + Copper and tin
  - Copper and zinc
  - Lead and tin
  - Lead and zinc""",
    find=convergence,
    of=(Choice,),
    english=True,
)

_PAIRS = """
rise fall, rose fell, risen fallen, increase decrease, raise lower, more less, more fewer, high low, large small,
before after, north south, east west, northern southern, eastern western, strong weak, strengthen weaken, with without,
grow shrink, grew shrank, gain lose, gained lost, warm cool, warm cold, hot cold, fast slow, first last, early late,
earlier later, open close, support oppose, accept reject, confirm deny, for against, inside outside, above below,
up down, long short, better worse, wide narrow, rich poor, deep shallow, easy hard, easier harder, start stop,
continue stop, begin end
"""
_NEGATION = frozenset({"not", "no", "never", "do", "does", "did"})
_EVEN = frozenset({"same", "unchanged", "equal", "equally", "alike", "neither", "both"})


def _base(word: str) -> str:
    """Return what the forms of a word share, comparatives included: `rises` and `rise`, `higher` and `high`."""
    return root(word).removesuffix("er").removesuffix("e")


_OPPOSITES = frozenset(frozenset(map(_base, pair.split())) for pair in _PAIRS.split(","))


def _words_of(option: str) -> tuple[str, ...]:
    """Return the words of an option without articles, contractions written out."""
    text = plain(option).casefold().replace("’", "'")
    return bare_words(text.replace("cannot", "can not").replace("can't", "can not").replace("n't", " not"))


def _difference(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, str, str] | None:
    """Return where two options of equal length differ, if in one word only, and both words."""
    if len(one) != len(other):
        return None
    found = [(place, *pair) for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return found[0] if len(found) == 1 else None


def _opposed(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two options differ by a word and its opposite, or by a negation."""
    difference = _difference(one, other)
    if difference and frozenset(map(_base, difference[1:])) in _OPPOSITES:
        return True
    if ("not" in one) == ("not" in other):
        return False
    # A list compares order; the two must agree in every word but those that negate.
    rests = [[_base(word) for word in option if word not in _NEGATION] for option in (one, other)]
    return rests[0] == rests[1]


def opposites(item: Choice) -> Iterator[Finding]:
    """Find keys that are the one option with its opposite beside it."""
    key, *others = [_words_of(part.text) for part in options(item)]
    opposite = [number for number, other in enumerate(others) if _opposed(key, other)]
    rest = [other for number, other in enumerate(others) if number not in opposite]
    # Of three options, the third is mostly what lies between the two.
    if len(opposite) != 1 or len(rest) < _MANY or any(_opposed(one, other) for one, other in combinations(rest, 2)):
        return
    # Rose, fell, stayed the same: such options exhaust what can happen, and guess nothing away.
    scale = any(_EVEN & set(other) or _difference(key, other) for other in rest)
    if not scale:
        text = plain(item.distractors[opposite[0]].text)
        message = f"gives the key away by a pair: only the key has its opposite beside it, '{text}'"
        yield Finding(item, ("key",), message, "replace the opposite, or pair the other options as well")


W406 = Rule(
    code="W406",
    name="key stands beside its opposite",
    source="Haladyna, Downing & Rodriguez 2002, rule 28",
    why="If two options exclude each other, one of them must be right, or so students reason. "
    "The other options drop out, and every second guess is right.",
    bad="""\
What happens to a lake behind a new dam?
  + Its level rises
  - Its level falls
  - Its fish move upstream
  - Its water turns salty""",
    good="""\
What happens to a lake behind a new dam?
  + Its level rises
  - Its shores sink
  - Its fish move upstream
  - Its water turns salty""",
    find=opposites,
    of=(Choice,),
    english=True,
)


def absolute_distractors(item: Choice) -> Iterator[Finding]:
    """Find absolute words in distractors alone; mild ones (all, only) count where two distractors have them."""
    if any(absolutes(item.key)) or are_words(item):
        return
    found = [(number, *absolutes(wrong.text)) for number, wrong in enumerate(item.distractors)]
    strong = [number for number, hard, _ in found if hard]
    weak = [number for number, hard, mild in found if hard or mild]
    if guilty := strong or (weak if len(weak) >= _MANY else []):
        said = [word.lower() for number, hard, mild in found if number in guilty for word in (*hard, *mild)]
        message = f"rules distractors out by absolute words: {quoted(list(dict.fromkeys(said)))} in distractors only"
        hint = "say it without the word, or as strongly in the key"
        yield Finding(item, ("distractors", guilty[0], "text"), message, hint)


W407 = Rule(
    code="W407",
    name="absolute words in distractors only",
    source="Haladyna, Downing & Rodriguez 2002, rule 28a; NBME item-writing guide; Tarrant 2006",
    why="Hardly anything is true always or never, and even students who know nothing of the subject know that. "
    "They cross such options out and guess among the rest.",
    bad="""\
When can ships enter the old harbor?
  + Near high water
  - Never in winter
  - Always before the ebb""",
    good="""\
When can ships enter the old harbor?
  + Near high water
  - In a mild winter
  - Before the ebb""",
    find=absolute_distractors,
    of=(Choice,),
    english=True,
)
