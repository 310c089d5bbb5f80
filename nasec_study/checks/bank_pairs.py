"""Rules over pairs of items of a bank: what asks the same, and what answers something else (W504 to W506)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from math import ceil

from nasec_study.checks._parts import answer
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import bare_words, content_roots, names_and_figures, plain, root, words
from nasec_study.course.model import Choice, Cloze, Course, Item, LabelledPicture, Numeric, Question, Term
from nasec_study.rendering.asked import prompt
from nasec_study.rendering.markup import pictures

# A smaller bank tells little of its author's habits.
MIN_ITEMS = 20

MIN_SHARED = 0.6
MIN_SHARED_ANSWER = 0.5
MIN_LIKENESS = 80
# In a group of so many it is quicker to compare all than to tell which to compare.
FEW = 10

Words = frozenset[str]


def alike_pairs(texts: Sequence[Words], answers: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers of items that share most of their words, and half of those of their answers.

    Two sets can share a part of their words only if the rarest few of one hold a word of the rarest few of the
    other, so that only pairs of which this is so by both measures are compared (prefix filtering: Chaudhuri, Ganti
    and Kaushik 2006). Where an answer has no words, its text has to serve.
    """
    keys = [answer or text for text, answer in zip(texts, answers, strict=True)]
    parts = [MIN_SHARED_ANSWER if answer else MIN_SHARED for answer in answers]
    # One more, since the word that two answers share is left aside where their texts are compared.
    by_text = [*_rarest(texts, [MIN_SHARED] * len(texts), more=1)]
    answering: dict[str, list[int]] = defaultdict(list)
    for number, few in enumerate(_rarest(keys, parts)):
        for word in few:
            answering[word].append(number)
    alike = {
        (number, other)
        for word, numbers in answering.items()
        for other, number in _compared(numbers, word, by_text)
        if _share(answers[number], answers[other], MIN_SHARED_ANSWER)
        and _share(texts[number], texts[other], MIN_SHARED)
    }
    for number, other in sorted(alike):
        yield other, number


def _compared(numbers: Sequence[int], shared: str, rarest: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of some numbers, in a large group only those of sets that share a rare word beside `shared`."""
    if len(numbers) <= FEW:
        yield from combinations(numbers, 2)
        return
    telling: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        others = [word for word in rarest[number] if word != shared]
        # A text of one word is like itself only.
        few = others[: len(rarest[number]) - 1] or [shared]
        for other in set().union(*(telling[word] for word in few)):
            yield other, number
        for word in few:
            telling[word].append(number)


def _rarest(sets: Sequence[Words], parts: Sequence[float], more: int = 0) -> Iterator[list[str]]:
    """Yield of each set the rarest words, one of which it shares with each set that shares such a part of its words.

    So many `more` follow: if that many shared words are left aside, another one is among the rest.
    """
    frequency = Counter(chain.from_iterable(sets))
    rarity = {word: place for place, word in enumerate(sorted(frequency, key=lambda word: (frequency[word], word)))}
    for found, part in zip(sets, parts, strict=True):
        ranked = sorted(found, key=rarity.__getitem__)
        yield ranked[: len(ranked) - ceil(part * len(ranked)) + 1 + more]


def _share(one: Words, other: Words, part: float) -> bool:
    """Tell whether two sets share at least this part of all their words."""
    common = len(one & other)
    return common >= part * (len(one) + len(other) - common)


def _tells_apart(one: str, other: str) -> bool:
    """Tell whether a text has a figure or a name that another has not."""
    return not names_and_figures(one) <= set(words(other))


def _on_other_material(one: Item, other: Item) -> bool:
    """Tell whether two items are on different stimuli, or show different pictures."""
    return any(its and others and its != others for its, others in zip(_material(one), _material(other), strict=True))


def _material(item: Item) -> tuple[str | None, tuple[str, ...]]:
    """Return the stimulus of an item, and the addresses of the pictures that it shows."""
    return item.stimulus, tuple(address for address, _ in pictures(f"{prompt(item)}\n\n{answer(item)}"))


def _in_order(text: str) -> str:
    return " ".join(sorted(map(root, bare_words(text))))


def likeness_of(one: Item, other: Item) -> float:
    """Return how alike two items are that ask nearly the same, in percent; 0 for others."""
    key, other_key = (content_roots(answer(item)) for item in (one, other))
    whole, other_whole = content_roots(prompt(one)) | key, content_roots(prompt(other)) | other_key
    is_alike = _share(key, other_key, MIN_SHARED_ANSWER) and _share(whole, other_whole, MIN_SHARED)
    if not is_alike or _on_other_material(one, other):
        return 0
    first, second = (f"{prompt(item)} {answer(item)}" for item in (one, other))
    if _tells_apart(first, second) or _tells_apart(second, first):
        return 0
    from rapidfuzz import fuzz  # noqa: PLC0415 - most banks hold nothing so alike

    return fuzz.ratio(_in_order(first), _in_order(second), score_cutoff=MIN_LIKENESS)


def near_duplicates(course: Course) -> Iterator[Finding]:
    """Find items that ask nearly the same and have the same answer; figures and names tell items apart."""
    if len(course.items) < MIN_ITEMS:
        return
    # Pictures may all be asked about in the same words.
    items = [item for item in course.items if not isinstance(item, LabelledPicture)]
    answers = [content_roots(answer(item)) for item in items]
    whole = [content_roots(prompt(item)) | found for item, found in zip(items, answers, strict=True)]
    for one, other in alike_pairs(whole, answers):
        if likeness := likeness_of(items[one], items[other]):
            message = f"asks nearly the same as '{items[one].id}' ({likeness:.0f}% alike)"
            yield Finding(items[other], (), message, "keep one of them, or ask for something else")


W504 = Rule(
    code="W504",
    name="items that ask the same thing",
    source="Haladyna, Downing & Rodriguez 2002",
    why="Two items on one fact count it twice on a sheet and cost a student every review twice. "
    "They arise when several people write, or one person does at different times, and nobody compares.",
    bad="Why did the harbor of the old town silt up? / Why did the old town's harbor silt up?",
    good="Why did the harbor of the old town silt up? / What did the town lose by it?",
    find=near_duplicates,
)

MIN_ANSWER_WORDS = 2
MIN_CONTEXT = 0.5


def is_told_by_prompt(item: Item, other: Item) -> bool:
    """Tell whether the answer of an item stands, with what it asks, in the prompt of another on the same reading."""
    if not isinstance(item, Choice | Question) or set(item.cited_readings).isdisjoint(other.cited_readings):
        return False
    told, key, asked = (content_roots(text) for text in (prompt(other), answer(item), prompt(item)))
    has_context = bool(asked) and len(asked & told) >= MIN_CONTEXT * len(asked)
    return has_context and len(key) >= MIN_ANSWER_WORDS and key <= told


def answered_elsewhere(course: Course) -> Iterator[Finding]:
    """Find items whose answer stands, with what they ask, in the prompt of another item on the same reading."""
    if len(course.items) < MIN_ITEMS:
        return
    saying: dict[str, set[int]] = defaultdict(set)
    for number, item in enumerate(course.items):
        for word in content_roots(prompt(item)):
            saying[word].add(number)
    for item in course.items:
        key = content_roots(answer(item)) if isinstance(item, Choice | Question) else frozenset()
        if len(key) < MIN_ANSWER_WORDS:
            continue
        holders = sorted((saying.get(word, set()) for word in key), key=len)
        for number in sorted(holders[0].intersection(*holders[1:])):
            other = course.items[number]
            is_apart = other is item or other.id in item.enemies or item.id in other.enemies
            if not is_apart and is_told_by_prompt(item, other):
                message = f"is answered by the text of '{other.id}', which says '{plain(answer(item)).rstrip('.')}'"
                hint = f"reword '{other.id}', or keep it off the same sheet with `enemies: [{other.id}]`"
                yield Finding(item, (), message, hint)


W505 = Rule(
    code="W505",
    name="item that another item answers",
    source="Haladyna, Downing & Rodriguez 2002",
    why="On one sheet a student need only read on to find the answer. "
    "The item then tests only whether the sheet was read, and two items count as one.",
    bad="Which cut leads the canal through the mountains? / Why was the Culebra Cut, which leads the canal through the "
    "mountains, so expensive?",
    good="Which cut leads the canal through the mountains? / Why was the canal so expensive?",
    find=answered_elsewhere,
    english=True,
)


def twins(course: Course) -> Iterator[Finding]:
    """Find cards that ask the same in the same words and want different answers."""
    if len(course.items) < MIN_ITEMS:
        return
    first: dict[tuple[object, ...], Item] = {}
    for item in course.items:
        if not isinstance(item, Cloze | Numeric | Question | Term):
            continue
        other = first.setdefault((*_material(item), *bare_words(prompt(item))), item)
        if content_roots(answer(other)) != content_roots(answer(item)):
            message = f"has the same prompt as '{other.id}', but the answer '{plain(answer(item))}'"
            yield Finding(item, (), message, "say in both what tells them apart")


W506 = Rule(
    code="W506",
    name="same prompt, different answers",
    source="Wozniak 1999",
    why="The two cards interfere: each makes the other harder, and neither can be answered with certainty. "
    "A word on the place, the year or the author tells them apart.",
    bad="When was the harbor opened? In spring. / When was the harbor opened? In 1869.",
    good="In which season was the harbor opened? / In which year was the harbor opened?",
    find=twins,
)
