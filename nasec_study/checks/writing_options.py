"""Rules on the options of single items: which not to offer, and how many (W411 to W413, W417)."""

import re
from collections.abc import Iterator
from string import ascii_uppercase

from nasec_study.checks._parts import are_words, options
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import plain, quoted
from nasec_study.course.model import Choice, Multi

_OF_THE_ABOVE = re.compile(
    r"\b(?:all|any|both|each|neither|none|one|two|three) of the above\b(?!-)|\ball the above\b(?!-)"
    r"|^(?:all|none|both|neither) of (?P<others>these|them|those)\.?$"
    r"|^(?:all|none)(?: of)? (?:the |these )?(?:other )?(?:options|answers|choices)(?: (?:above|given|listed))*"
    r"(?: (?:are|is) (?:correct|right|true|incorrect|wrong|false))?\.?$",
    re.IGNORECASE,
)

_OF_THEM = re.compile(r" of (?:these|them|those)\b", re.IGNORECASE)


def of_the_above(item: Choice | Multi) -> Iterator[Finding]:
    """Find options such as `all of the above`."""
    parts = options(item)
    # `None of them` beside `two of them` tells how many.
    counting = sum(bool(_OF_THEM.search(part.text)) for part in parts) > 1
    for part in parts:
        found = _OF_THE_ABOVE.search(part.text)
        if found and not (found["others"] and counting):
            message = f"has the option '{part.text}'"
            yield Finding(item, part.steps, message, "delete it; if several options are right, use `type: multi`")


W411 = Rule(
    code="W411",
    name="all or none of the above",
    source="Haladyna, Downing & Rodriguez 2002; Tarrant 2006",
    why="Students who see two right options know that “all” is the key; one wrong option tells them that it is not. "
    "“None” shows that a student can spot what is wrong, not what is right. In shuffled options, nothing is above.",
    bad="""\
What wears down a coast?
  + All of the above
  - Waves
  - Frost""",
    good="""\
Which two of these wear down a coast?
  + Waves
  + Frost
  - Fog""",
    find=of_the_above,
    of=(Choice, Multi),
    english=True,
)

_VAGUE = re.compile(
    # Ahead stands what one of the words begins with: what must not stand before it is looked for there only.
    r"\b(?=[cfgorstu])(?<!\bmore )(?<!\bmost )(?<!\bless )(?<!\bas )(?<!\bhow )(?<!\bso )(?<!\btoo )"
    r"(?:often|usually|sometimes|frequently|occasionally|generally|commonly|typically|rarely|seldom)\b",
    re.IGNORECASE,
)


def vague_options(item: Choice | Multi) -> Iterator[Finding]:
    """Find options that hang on a vague word of frequency."""
    for part in () if are_words(item) else options(item):
        if vague := _VAGUE.search(part.text):
            message = f"has a vague option: how frequent is '{vague[0].lower()}' in '{part.text}'?"
            yield Finding(item, part.steps, message, "leave the word out, or give a figure", vague[0])


W412 = Rule(
    code="W412",
    name="vague frequency in an option",
    source="NBME item-writing guide; Tarrant 2006",
    why="“Often” and “rarely” mean different shares to different readers, so the option is right for some. "
    "As hedges, they also mark the option with which the author wanted to be safe.",
    bad="""\
How does the river behave in spring?
  + It often floods
  - It dries up
  - It turns salty""",
    good="""\
How does the river behave in spring?
  + It floods two years in three
  - It dries up one year in three
  - It turns salty one year in ten""",
    find=vague_options,
    of=(Choice, Multi),
    english=True,
)

_AND = r"(?:,? (?:and|or|&|y|e|o|et|ou|und|oder) |, )"
_LABELS = r"(?:both |only |options? |answers? )?({0})(?:" + _AND + r"({0}))+(?: only| are (?:correct|true|right))?\.?"
_LETTERS = re.compile(rf"{_LABELS.format('[A-Z]')}|{_LABELS.format('[IVX]{1,4}')}", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:[A-Z]|[IVX]{2,4})\b")
_DIGITS = re.compile(_LABELS.format("[1-9]"), re.IGNORECASE)
_NUMBERED_STEM = re.compile(r"(?:^|[\s(])(?:1|I|i|A|a)[.):]\s")


def combined_options(item: Choice | Multi) -> Iterator[Finding]:
    """Find options that combine others by their letters or numbers."""
    parts = options(item)
    lettered = [part for part in parts if _LETTERS.fullmatch(part.text)]
    if _NUMBERED_STEM.search(plain(item.stem)):
        combined = lettered + [part for part in parts if _DIGITS.fullmatch(part.text)]
    else:
        # Each letter has to be that of another option; else these are answers: vitamins, blood groups, variables.
        texts = [part.text for part in lettered]
        labels = {label for text in texts for label in _LABEL.findall(text) or _LABEL.findall(text.upper())}
        others = [part for part in parts if len(part.text) > 1 and part not in lettered]
        are_labels = labels.issubset(ascii_uppercase[: len(parts)]) and len(labels) <= len(others)
        combined = lettered if are_labels else []
    if combined:
        message = f"combines options: {quoted([part.text for part in combined])}"
        hint = "offer each on its own and use `type: multi`; forms shuffle the letters"
        yield Finding(item, combined[0].steps, message, hint)


W413 = Rule(
    code="W413",
    name="options that combine options",
    source="Tarrant 2006",
    why="Such items test how well a student solves a puzzle: one option known to be wrong rules out half of the "
    "combinations. Each form shuffles the options, so references to their letters become wrong.",
    bad="""\
(1) Waves, (2) frost, (3) fog. What wears down a coast?
  + 1 and 2 only
  - 2 and 3 only
  - 1 and 3 only""",
    good="""\
Which two of these wear down a coast?
  + Waves
  + Frost
  - Fog""",
    find=combined_options,
    of=(Choice, Multi),
)

MAX_DISTRACTORS = 4


def many_distractors(item: Choice | Multi) -> Iterator[Finding]:
    """Find items with more than four distractors."""
    if len(item.distractors) > MAX_DISTRACTORS:
        message = f"has {len(item.distractors)} distractors"
        hint = "two or three that students do choose are enough; drop the weakest"
        yield Finding(item, ("distractors", MAX_DISTRACTORS), message, hint)


W417 = Rule(
    code="W417",
    name="more than four distractors",
    source="Rodriguez 2005",
    why="Eighty years of studies find that three options do as well as more: hardly anyone chooses the fourth or "
    "fifth distractor. They cost reading time that another item would use better.",
    bad="""\
Which river flows through Vienna?
  + The Danube
  - The Rhine
  - The Elbe
  - The Oder
  - The Po
  - The Tiber""",
    good="""\
Which river flows through Vienna?
  + The Danube
  - The Rhine
  - The Elbe""",
    find=many_distractors,
    of=(Choice, Multi),
)
