"""Proving a bank against its readings: quotes stand where they are cited, figures and names too, nothing is copied."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nasec_study.checks._figures import lacking_figures
from nasec_study.checks._known import all_plain, checkable
from nasec_study.checks._proper_names import lacking_names
from nasec_study.checks._words import SIGN, unsigned
from nasec_study.checks.shown import texts
from nasec_study.checks.structure import MAX_QUOTE_WORDS, all_citations
from nasec_study.course.model import Citation, Course, Item, Reading
from nasec_study.course.passages import Passage, as_written, words_of
from nasec_study.course.readings import ReadingText, ReadingTexts
from nasec_study.foundation.characters import MARKS, in_plain_letters, without_unwritten
from nasec_study.foundation.problems import Problem
from nasec_study.rendering.markup import without_gaps

# Below this likeness (0 to 100) the nearest passage is no help.
NEAR = 60


# Words as they are compared; figures, and single letters of citations and formulas, U.S., (b) and Q − W, are nobody's
# wording.
_WORD_BEGINS = r"\b(?![b-df-hj-np-tv-xzβ-δζθκ-νξπ-τφ-ψ]\b)[^\W\d](?![.)])\w*"
_COPIED_PLAIN_WORD = re.compile(rf"{_WORD_BEGINS}(?:['/]\w+)*")
_COPIED_WORD = re.compile(rf"{_WORD_BEGINS}(?:['/]\w+|[{MARKS}]+\w*)*")


@dataclass(frozen=True)
class Proof:
    """What proves an item: a hash of the passages that it quotes, and the names of their texts."""

    passage: str
    against: str


def headings(course: Course, readings: ReadingTexts) -> Iterator[Problem]:
    """Yield a problem for each section whose heading is not in the reading's text."""
    for reading in course.readings:
        text = readings.get(reading.id)
        for number, section in enumerate(reading.outline):
            if text and section.id in text.missing:
                place = course.place(reading)
                if section.lines:
                    message = f"lines {section.lines} of section '{section.id}' are not in {text.name}"
                    hint = "first and last line, counted from 1, as they stand in this text"
                    yield Problem("E310", place.where("outline", number, "lines"), message, hint)
                else:
                    hint = "copy it as it is there; if it is not right above the section's text, give `lines:` instead"
                    message = f"heading '{section.heading}' is not in {text.name}"
                    yield Problem("E310", place.where("outline", number, "heading"), message, hint)


def quotes(course: Course, readings: ReadingTexts) -> Iterator[Problem]:
    """Yield a problem for each quote that does not stand in the section it is cited from."""
    for thing, steps, cited in all_citations(course):
        text = readings.get(cited.reading)
        if text and cited.section in text.sections and not text.find(cited.section, cited.quote):
            message = f"{thing.NOUN} '{thing.id}': the quote is not in section '{cited.section}' of {text.name}"
            where = course.place(thing).where(*steps, "quote")
            yield Problem("E311", where, message, _nearest(text, cited))


def _nearest(text: ReadingText, cited: Citation) -> str:
    """Return where a quote stands instead, or what comes nearest to it."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 - a sound bank needs no nearest passage

    if elsewhere := text.sections_with(cited.quote):
        return f"it is in section '{elsewhere[0]}'"
    words = words_of(cited.quote)
    wanted = " ".join(words)
    score, nearest, passage = 0.0, "", Passage(0, "")
    for section in dict.fromkeys((cited.section, *text.sections)):
        for stream in (stream for stream in text.sections[section] if stream.words):
            found = partial_ratio_alignment(wanted, stream.text, score_cutoff=max(NEAR, score + 1))
            if found:
                score, nearest = found.score, section
                passage = stream.passage_at(found.dest_start, found.dest_end, len(words))
    if not score:
        return "nothing like it is in the reading"
    return (
        f"nearest, in section '{nearest}', line {passage.line}: “{as_written(passage.text)}”; copy it letter for letter"
    )


def facts(course: Course, readings: ReadingTexts) -> Iterator[Problem]:
    """Yield a problem for each figure and each proper name of an answer or a rationale that no cited reading prints."""
    own = all_plain(
        frozenset(word for reading in course.readings for text in _own_names(reading) for word in words_of(text))
    )
    for item, known in checkable(course, readings):
        if not item.computed:
            yield from lacking_figures(course, item, known)
        yield from lacking_names(course, item, known, own)


def _own_names(reading: Reading) -> tuple[str, ...]:
    """Return the words by which the course itself calls a reading."""
    return (reading.label, reading.cite, reading.bibliography.title, *reading.bibliography.authors)


def copied(course: Course, readings: ReadingTexts) -> Iterator[Problem]:
    """Yield a problem for each text, quotes apart, that shares more than eight words in a row with a reading."""
    runs: dict[tuple[str, ...], str] = {}
    for name, reading in readings.items():
        words = dict(zip(reading.lines, map(_copied_words, reading.lines), strict=True))
        for version in reading.plain:
            runs |= dict.fromkeys(_runs([word for line in version.split("\n") for word in words[line]]), name)
    for thing in (*course.items, *course.stimuli, *course.pictures, *course.disputes):
        for steps, text in texts(thing):
            # Most are too short to copy so much.
            if steps[-1] == "quote" or len(text) <= 2 * MAX_QUOTE_WORDS:
                continue
            pieces = map(_copied_words, _worded(without_gaps(text)))
            found = next((run for piece in pieces for run in _runs(piece) if run in runs), None)
            if found:
                where = course.place(thing).where(*steps)
                message = f"{thing.NOUN} '{thing.id}' copies '{' '.join(found)}' from {runs[found]}"
                hint = f"say it in your own words; at most {MAX_QUOTE_WORDS} words in a row may be the same"
                yield Problem("E314", where, message, hint)


def _worded(text: str) -> list[str]:
    """Return the pieces of a text between its formulas and its code in a line, which nobody can say otherwise."""
    return unsigned(text).split(SIGN) if "\\" in text or "`" in text else [text]


def _copied_words(text: str) -> list[str]:
    plain = in_plain_letters(text.lower()).replace("’", "'").replace("_", " ")
    if plain.isascii():
        return _COPIED_PLAIN_WORD.findall(plain)
    return _COPIED_WORD.findall(without_unwritten(plain))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield each run of words that is longer than a quote may be."""
    return zip(*(words[start:] for start in range(MAX_QUOTE_WORDS + 1)), strict=False)


def proof(item: Item, readings: ReadingTexts) -> Proof | None:
    """Return the proof of an item; None if the text of a reading is absent, or a quote is not found."""
    passages = []
    for cited in item.sources:
        text = readings.get(cited.reading)
        passage = text.find(cited.section, cited.quote) if text else None
        if passage is None:
            return None
        passages.append(passage.hash)
    against = ", ".join(dict.fromkeys(readings[name].name for name in item.cited_readings))
    return Proof("-".join(passages), against)


CHECKS = (headings, quotes, facts, copied)
