"""The rule on items that give another one away, across all decks: its key, or most of its distractors (W510)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from math import ceil
from typing import NamedTuple

from nasec_study.checks._parts import answer
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import content_roots, names_and_figures, plain, quoted, root
from nasec_study.checks.bank_pairs import MIN_ITEMS, is_told_by_prompt, likeness_of
from nasec_study.course.model import Choice, Cloze, Course, Essay, Item, Multi, Numeric, Question, Term
from nasec_study.rendering.asked import prompt
from nasec_study.rendering.markup import gaps

# A word that so many items hold tells a student nothing of one of them.
MAX_HOLDERS = 100
MIN_SUBJECT = 0.4
MIN_SUBJECT_ELSEWHERE = 0.5
MIN_DISTRACTOR_WORDS = 2
MIN_DISTRACTOR = 0.6

Words = frozenset[str]


class _Key(NamedTuple):
    """What an item asks for: the text, its words, and those of the item that tell what it is asked of."""

    text: str
    words: Words
    subject: Words


class _Bank:
    """The items of a course by the words that they show, those that name readings apart."""

    def __init__(self, course: Course) -> None:
        names = (name for reading in course.readings for name in (reading.cite, *reading.voices))
        self._names = frozenset(word for name in names for word in content_roots(name))
        self.items = [item for item in course.items if not isinstance(item, Essay)]
        # Few are others than those of another item: one of each is kept.
        cited = {item.cited_readings: frozenset(item.cited_readings) for item in self.items}
        self._readings = {item.id: cited[item.cited_readings] for item in self.items}
        self.prompts = {item.id: self.words(prompt(item)) for item in self.items}
        self.texts = {
            item.id: self.prompts[item.id].union(
                self.words(answer(item)), *(self.words(one.text) for one in item.alternatives)
            )
            for item in self.items
        }
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(self.items):
            for word in self.texts[item.id]:
                self._holders[word].append(number)

    def words(self, text: str) -> Words:
        """Return the words of a text that carry meaning and name no reading."""
        found = content_roots(text)
        # What is remembered is no copy.
        return found if found.isdisjoint(self._names) else found - self._names

    def holders(self, words: Words, part: float = 1) -> set[int]:
        """Return the numbers of items that may hold so large a part of some words: they hold one of the rarest few."""
        found = sorted((self._holders.get(word, []) for word in words), key=len)
        few = found[: len(found) - ceil(part * len(found)) + 1]
        return set().union(*(numbers for numbers in few if len(numbers) <= MAX_HOLDERS))

    def are_near(self, one: Item, other: Item) -> bool:
        """Tell whether two items cite a common reading."""
        return not self._readings[one.id].isdisjoint(self._readings[other.id])

    def keys(self, item: Item) -> Iterator[_Key]:
        """Yield what an item asks for, gap by gap, if it is asked of something and more than the name of a reading."""
        match item:
            case Cloze():
                texts = [gap.answer for gap in gaps(item.text)]
            case Choice() | Multi() | Numeric() | Question() | Term():
                texts = [answer(item)]
            case _:
                return
        whole = self.prompts[item.id].union(*map(self.words, texts))
        for text in texts:
            words = content_roots(text)
            subject = whole - words
            if _tells(words) and subject and not words & self._names:
                yield _Key(plain(text), words, subject)


def _tells(words: Words) -> bool:
    """Tell whether some words are more than a letter or a note, which chance finds in many an item."""
    return any(word.isdigit() or sum(map(str.isalnum, word)) > 1 for word in words)


def given_away(course: Course) -> Iterator[Finding]:
    """Find items whose key stands in another item with what it is asked of, or most of whose distractors do."""
    if len(course.items) < MIN_ITEMS:
        return
    bank = _Bank(course)
    seen: set[frozenset[str]] = set()
    for item in bank.items:
        for other, what in (*_told_keys(bank, item), *_told_distractors(bank, item)):
            pair = frozenset((item.id, other.id))
            is_apart = other.id in item.enemies or item.id in other.enemies
            # Of items that ask the same W504 tells.
            if pair not in seen and not is_apart and not likeness_of(item, other):
                seen.add(pair)
                message = f"is given away by '{other.id}', which holds {what}"
                hint = f"ask for something else in one of them, or keep them apart with `enemies: [{other.id}]`"
                yield Finding(item, (), message, hint)


def _told_keys(bank: _Bank, item: Item) -> Iterator[tuple[Item, str]]:
    """Yield the items whose question, options or answer hold a key of an item and much of what it is asked of."""
    for key in bank.keys(item):
        for other in map(bank.items.__getitem__, sorted(bank.holders(key.words))):
            told = bank.texts[other.id]
            if other is item or not key.words <= told:
                continue
            part = MIN_SUBJECT if bank.are_near(item, other) else MIN_SUBJECT_ELSEWHERE
            same_subject = len(key.subject & told) >= part * len(key.subject)
            if same_subject and not is_told_by_prompt(item, other) and not _is_of_others(item, key, told):
                yield other, f"its key '{key.text.rstrip('.')}' and what it is asked about"


def _is_of_others(item: Item, key: _Key, told: Words) -> bool:
    """Tell whether an item names what it is about, and another does not: who wrote *Emma*, who wrote *Persuasion*."""
    names = key.subject.intersection(map(root, names_and_figures(prompt(item))))
    return bool(names) and names.isdisjoint(told)


def _told_distractors(bank: _Bank, item: Item) -> Iterator[tuple[Item, str]]:
    """Yield the items on a common reading whose question, options apart, says most of the wrong options of an item."""
    if not isinstance(item, Choice):
        return
    options = [(plain(wrong.text), bank.words(wrong.text)) for wrong in item.distractors]
    wrong = [(text, words) for text, words in options if len(words) >= MIN_DISTRACTOR_WORDS]
    if 2 * len(wrong) <= len(item.distractors):
        return
    holders = Counter(chain.from_iterable(bank.holders(words, MIN_DISTRACTOR) for _, words in wrong))
    most = sorted(number for number, options in holders.items() if 2 * options > len(item.distractors))
    for other in map(bank.items.__getitem__, most):
        if other is item or not bank.are_near(item, other):
            continue
        asked = bank.prompts[other.id]
        told = [text for text, words in wrong if _is_told(words, asked)]
        if 2 * len(told) > len(item.distractors):
            yield other, f"most of its distractors: {quoted(told)}"


def _is_told(words: Words, asked: Words) -> bool:
    """Tell whether a question holds most words of an option, and each of its figures: another one is another option."""
    shared = words & asked
    return len(shared) >= MIN_DISTRACTOR * len(words) and not any(word[0].isdigit() for word in words - shared)


W510 = Rule(
    code="W510",
    name="item that another item gives away",
    source="Haladyna, Downing & Rodriguez 2002; Wozniak 1999",
    why="If two items ask for one fact, or one shows the other's wrong options, the second one that a student meets "
    "tests nothing. This happens most between decks, whose authors do not see each other's items.",
    bad="In which year was NORAD founded? 1957 / Order by date: NORAD is founded (1957), the canal is opened (1869).",
    good="Which two states founded NORAD? / Order by date: NORAD is founded (1957), the canal is opened (1869).",
    find=given_away,
    english=True,
)
