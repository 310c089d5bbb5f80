"""Rules on how the options of a single item go together (W414 to W416)."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations
from math import inf

from nasec_study.checks._parts import Part, distractors, options
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import count, elements, is_sign, quoted, uncited
from nasec_study.course.model import Choice, Multi
from nasec_study.course.model.kinds.base import as_compared
from nasec_study.course.number_grammar import NUMBER_WORDS
from nasec_study.rendering.markup import formulas
from nasec_study.sheets.options import keeps_order
from nasec_study.sheets.sizes import size_of

_DIGIT = re.compile(r"\d")
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_BETWEEN = re.compile(rf"\D*?({_FIGURE})\s?(?:–|-|to|and)\s?({_FIGURE})\D*")
_FROM = re.compile(rf"(?:more than|over|above|at least|from) \D?({_FIGURE})\D*", re.IGNORECASE)
_UP_TO = re.compile(rf"(?:fewer than|less than|under|below|at most|up to) \D?({_FIGURE})\D*", re.IGNORECASE)
_ASKS_FOR_A_RANGE = re.compile(
    r"\b(?:between (?:which|what)|from (?:which|what|when)|period|range|span|years)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:\b(?:an?|the)|^An?)\s+")
# So many pairs of an item's options are named.
_TOLD = 2
_ALONE = re.compile(r"\b(?:only|alone|just|merely)\b", re.IGNORECASE)


def _size(figure: str) -> float:
    return float(figure.replace(",", ""))


@lru_cache(maxsize=64)
def _span(option: str) -> tuple[float, float] | None:
    """Return the lowest and the highest number that an option covers, if it is a range; each pair of options asks."""
    # Most options are words.
    if not _DIGIT.search(option):
        return None
    if found := _BETWEEN.fullmatch(option):
        return _size(found[1]), _size(found[2])
    if found := _FROM.fullmatch(option):
        return _size(found[1]), inf
    if found := _UP_TO.fullmatch(option):
        return -inf, _size(found[1])
    return None


def _ranges_overlap(one: str, other: str) -> bool:
    spans = _span(one), _span(other)
    if spans[0] is None or spans[1] is None:
        return False
    return max(spans[0][0], spans[1][0]) <= min(spans[0][1], spans[1][1])


def _covers(one: str, other: str) -> bool:
    """Tell whether an option says all that another says, and more."""
    return bool(elements(other)) and elements(other) < elements(one) and not _ALONE.search(other)


def overlap(item: Choice | Multi) -> Iterator[Finding]:
    """Find options that cover each other: by their ranges, by their elements, or as the same words."""
    # The commas of a formula or of code join no elements.
    worded = [part for part, own in zip(options(item), item.options, strict=True) if not is_sign(own)]
    found = [
        (other, f"'{one.text}' and '{other.text}' {how}")
        for one, other in combinations(worded, 2)
        if (how := _how_they_cover(one.text, other.text, item.stem))
    ]
    if found:
        more = f"; and {len(found) - _TOLD} more pairs" if len(found) > _TOLD else ""
        message = f"has options that cover each other: {'; '.join(words for _, words in found[:_TOLD])}{more}"
        yield Finding(item, found[0][0].steps, message, "make sure that no two options are right for the same case")


def _how_they_cover(one: str, other: str, stem: str) -> str:
    """Return how two options cover each other; nothing where they don't, or are the same text, which is an error."""
    if as_compared(one) == as_compared(other):
        return ""
    if _ranges_overlap(one, other) and not _ASKS_FOR_A_RANGE.search(stem):
        return "overlap"
    if _covers(one, other) or _covers(other, one):
        return "are not separate: one is part of the other"
    # Of a text that is cited, for one to translate, articles may be what is asked for.
    are_same = _without_articles(one) == _without_articles(other) and uncited(stem) == stem
    return "say the same" if are_same else ""


@lru_cache(maxsize=64)
def _without_articles(option: str) -> str:
    return _ARTICLE.sub("", as_compared(option))


W414 = Rule(
    code="W414",
    name="options that cover each other",
    source="NBME item-writing guide",
    why="If one option is true whenever another is, the narrower cannot be the only key, and both may be defended. "
    "A value at the shared end of two ranges has two right answers.",
    bad="""\
How high is the tide, in meters?
  + 10–20
  - 0–10
  - 20–30""",
    good="""\
How high is the tide, in meters?
  + 11–20
  - 0–10
  - 21–30""",
    find=overlap,
    of=(Choice, Multi),
    english=True,
)

_NUMBER_WORDS = "|".join(NUMBER_WORDS["en"][1:13])
_NUMBER = re.compile(rf"[^\w\s]*{_FIGURE}(?: ?[\w%]+)?")
_ABBREVIATION_END = re.compile(r"(?:\b[^\W\d]\.|\b[A-Z]\w{0,3}\.)$")
_INFINITIVE = re.compile("To ")
_GERUND = re.compile(r"\w{2,}ing,? \w", re.IGNORECASE)
_PHRASE_WORDS = 4
_OUTLIER = 2
_OUTLIER_MARGIN = 25


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and count(text) >= _PHRASE_WORDS and not _ABBREVIATION_END.search(text)


def _only(parts: tuple[Part, ...], test: Callable[[str], bool]) -> Part | None:
    """Return the one part that passes a test."""
    passed = [part for part in parts if test(part.text)]
    return passed[0] if len(passed) == 1 else None


def _stranger(parts: tuple[Part, ...]) -> tuple[Part, str] | None:
    """Return the option that differs in kind from all others, and how.

    The reverse is no flaw: `none` is an answer among numbers, and so is a play whose title begins with `To`.
    """
    number = _only(parts, lambda text: bool(_ONE_FIGURE.search(text)))
    # Of one that is the key W402 tells.
    if number and number.steps != ("key",) and _NUMBER.fullmatch(number.text):
        return number, "alone is a number"
    for test, what in (
        (_is_sentence, "a sentence with a period"),
        (lambda text: not _is_sentence(text), "not a sentence with a period"),
    ):
        if sentence := _only(parts, test):
            return sentence, f"alone is {what}"
    for opening, what in ((_INFINITIVE, "'To'"), (_GERUND, "a word in '-ing'")):
        if other := _only(parts, lambda text: not opening.match(text)):  # noqa: B023 - used at once
            return other, f"alone does not begin with {what}"
    return None


def heterogeneous(item: Choice | Multi) -> Iterator[Finding]:
    """Find options that differ from all others in kind (number, sentence, form of phrase) or run on far longer."""
    parts = options(item)
    if stranger := _stranger(parts):
        part, how = stranger
        message = f"has an option of another kind: '{part.text}' {how}"
        yield Finding(item, part.steps, message, "word all options alike")
        return
    longest = max(distractors(item), key=lambda part: len(part.text))
    rest = max(len(part.text) for part in parts if part != longest)
    if len(longest.text) >= max(_OUTLIER * rest, rest + _OUTLIER_MARGIN):
        message = f"has a distractor of {len(longest.text)} characters, the other options have at most {rest}"
        yield Finding(item, longest.steps, message, "cut it down to the length of the others")


W415 = Rule(
    code="W415",
    name="options of different kinds",
    source="Haladyna, Downing & Rodriguez 2002, rule 23; NBME item-writing guide",
    why="An option that differs in form is judged by its form: students take it for the key or cross it out. "
    "Either way there is one option less to think about.",
    bad="""\
How did the settlers measure the field?
  + By paces
  - By ropes
  - 40""",
    good="""\
How did the settlers measure the field?
  + By paces
  - By ropes
  - By ox teams""",
    find=heterogeneous,
    of=(Choice, Multi),
    english=True,
)

_ONE_FIGURE = re.compile(rf"{_FIGURE}|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
# What may stand before a figure that is a quantity; after a name (Apollo 11) it is none.
_QUANTITY = re.compile(
    r"(?:|in|about|around|some|nearly|almost|over|under|by|from|since|until|after|before|at|on|more than|less than|"
    r"fewer than|at least|at most|up to|en|hacia|desde|hasta|unos|unas|vers|depuis|environ|après|avant|im jahr|um|seit|"
    r"nach|vor|etwa) ?[^\w\s]*#.*",
    re.IGNORECASE,
)


def unordered_numbers(item: Choice | Multi) -> Iterator[Finding]:
    """Find options that differ in one figure, but are so written that no target can put them in order of size."""
    if any(formulas(option.text) for option in item.alternatives):
        return  # what is reckoned has no size
    texts = [part.text for part in options(item)]
    frame, *others = {_ONE_FIGURE.sub("#", text.casefold()) for text in texts}
    # Meters, 3/4 and 6/8, have sizes, too, but no order.
    has_sizes = all(map(size_of, texts)) and len({size.value for size in map(size_of, texts) if size}) == len(texts)
    if has_sizes and not keeps_order(item):
        message = f"has numbers as options that cannot be put in order: {quoted(texts)}"
        hint = "write them all alike, with units of one kind and 1500 for 1.500; then every form puts them in order"
        yield Finding(item, options(item)[0].steps, message, hint)
    elif not others and frame.count("#") == 1 and _QUANTITY.fullmatch(frame) and not keeps_order(item):
        message = f"has options that differ only in a figure ('{frame}'), but will not be in order"
        hint = "write only the figure, in digits, and its unit; then every form puts them in order of size"
        yield Finding(item, options(item)[0].steps, message, hint)


W416 = Rule(
    code="W416",
    name="numbers that will not be in order",
    source="Haladyna, Downing & Rodriguez 2002, rule 21",
    why="Numbers out of order cost time and test attention. Options that are only a number, or a number with a unit, "
    "are put in order of size everywhere, 30 m before 2 km. If they have other words, are spelled out, or have "
    "units of different kinds, they are shuffled.",
    bad="""\
When was the canal opened?
  + In 1869
  - In 1859
  - In 1879""",
    good="""\
In which year was the canal opened?
  + 1869
  - 1859
  - 1879""",
    find=unordered_numbers,
    of=(Choice, Multi),
)
