"""Items as the practice page knows them: their texts as HTML, and what tells a right answer from a wrong one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from html import escape
from typing import Any

from nasec_study.course.files import medium
from nasec_study.course.model import (
    Choice,
    Cloze,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.asked import answers
from nasec_study.rendering.images import is_panorama
from nasec_study.rendering.locales import number_text, translations
from nasec_study.rendering.markup import Gap, blanks, fill_gaps, gaps_behind_formulas, html_of, to_plain
from nasec_study.rendering.units import figure_html, unit_of
from nasec_study.sheets.options import keeps_order, options_of
from nasec_study.targets._citations import citation_texts
from nasec_study.targets._context import context_of
from nasec_study.targets._contract import Job
from nasec_study.targets._descriptions import description_of
from nasec_study.targets._pictures import ANSWERED, NUMBERED
from nasec_study.targets._recordings import transcripts
from nasec_study.targets._scrolling import BY_KEYS, with_wide_tables
from nasec_study.targets._spaces import with_signs_kept
from nasec_study.targets._spellings import gap_spellings, spellings, tolerance_text

Facts = dict[str, Any]


@dataclass(frozen=True)
class Maker:
    """Makes the facts of items for pages; those that were made are `known` by id."""

    job: Job
    known: dict[str, Facts] = field(default_factory=dict, compare=False)

    @cached_property
    def language(self) -> str:
        """The language of the course."""
        return self.job.course.settings.language

    @cached_property
    def words(self) -> Callable[[str], str]:
        """The translation of our own few words."""
        return translations(self.language).gettext

    def item(self, item: Item) -> Facts:
        """Return an item for a page: the one of its deck, and that of the whole course."""
        if item.id not in self.known:
            self.known[item.id] = self._item(item)
        return self.known[item.id]

    def _item(self, item: Item) -> Facts:
        """Return an item for a page, without what it has not; `right` and `asks` tell later whether it changed."""
        course = self.job.course
        facts: Facts = {
            "id": item.id,
            "formerly": [name for name in item.formerly if name != item.id],
            "kind": item.type,
            "level": item.level,
            "importance": item.importance,
            "objective": item.objective,
            "places": [[cited.reading, cited.section] for cited in item.sources],
            "context": context_of(course, item),
            "stimulus": item.stimulus,
            "rationale": transcripts(course, item) + html_of(item.rationale),
            "sources": list(citation_texts(course, item, self.words)),
            "asks": to_plain(blanks(item.text) if isinstance(item, Cloze) else item.asks),
            "right": [to_plain(text) for text in _answers(item)],
            **_OF_KIND[item.type](item, self),
        }
        facts = {name: value for name, value in facts.items() if value not in (None, "", [])}
        digest = blake2b(repr(sorted(facts.items())).encode(), digest_size=6).hexdigest()
        return {name: self._shown(value) for name, value in facts.items()} | {"hash": digest}

    def stimulus(self, name: str) -> str:
        """Return the material of several items as HTML."""
        stimulus = self.job.course.stimulus(name)
        if stimulus is None:
            raise ValueError(f"{name}: check_course lets no such stimulus pass")
        note = f'<p class="note">{html_of(stimulus.note)}</p>' if stimulus.note else ""
        html = f"<h3>{escape(stimulus.title)}</h3>{html_of(stimulus.text)}{self.player(stimulus.audio)}{note}"
        shown: str = self._shown(html)
        return shown

    def player(self, audio: str) -> str:
        """Return what plays a recording; nothing where there is none."""
        name = escape(self.words("Listen to the recording."))
        return f' <audio controls aria-label="{name}" src="{audio}"></audio>' if audio else ""

    def _shown(self, value: Any) -> Any:
        """Return HTML, or a list that holds some, in which tables can be scrolled, and signs stay with their words."""
        if isinstance(value, list):
            return [self._shown(part) for part in value]
        if not isinstance(value, str):
            return value
        return with_wide_tables(with_signs_kept(value, self.language), BY_KEYS)


def _answers(item: Item) -> tuple[str, ...]:
    """Return what is right, by which an item is known to ask for the same as before."""
    match item:
        case Term():
            return item.asserts
        case Matching():
            return tuple(f"{pair.premise} = {pair.response}" for pair in item.pairs)
        case Numeric():
            return (*answers(item), item.unit)
        case _:
            return answers(item)


def _choice(item: Choice | Multi, _: Maker) -> Facts:
    return {
        "stem": html_of(item.stem),
        "options": [
            [html_of(option.text), int(option.right), html_of(option.why)] for option in options_of(item, "web")
        ],
        "fixed": keeps_order(item) or None,
        "last": html_of(item.last) if item.last else None,
    }


def _true_false(item: TrueFalse, _: Maker) -> Facts:
    return {"stem": html_of(item.statement), "answer": item.answer == "true", "correction": html_of(item.correction)}


def _numeric(item: Numeric, maker: Maker) -> Facts:
    unit = unit_of(item.unit, maker.language)
    return {
        "stem": html_of(item.stem),
        "value": as_typed(item.value),
        "margin": as_typed(item.margin) if item.margin else "",
        "shown": str(figure_html(item.value, item.unit, maker.language)),
        "before": unit.before,
        "behind": html_of(unit.behind),
        "plainUnit": to_plain(item.unit),
        "tolerance": tolerance_text(item, maker.language),
    }


def _cloze(item: Cloze, maker: Maker) -> Facts:
    asked: list[list[str]] = []

    def field(gap: Gap) -> str:
        whole, *others = gap_spellings(item, gap, maker.language)
        asked.append([html_of(gap.answer), whole, to_plain(gap.hint), *others])
        return f'<span data-gap="{len(asked) - 1}"></span>'

    return {"stem": str(fill_gaps(gaps_behind_formulas(item.text), field)), "gaps": asked}


def _term(item: Term, maker: Maker) -> Facts:
    return {
        "term": html_of(item.term) + maker.player(item.audio),
        "names": list(spellings(item, maker.language)),
        "definition": html_of(item.definition),
        "forms": [[html_of(name), html_of(form)] for name, form in item.forms.items()],
        **_typing(item, maker.language),
    }


def _question(item: Question, maker: Maker) -> Facts:
    stem = html_of(item.stem) + maker.player(item.audio)
    return {"stem": stem, "answer": html_of(item.answer), **_typing(item, maker.language)}


def _typing(item: Term | Question, language: str) -> Facts:
    """Return what is right when it is typed, where that is more than the script would know."""
    if not item.is_typed and not item.accept:
        return {}
    return {"typed": item.typed if item.is_typed else "true", "spellings": list(spellings(item, language))}


def _matching(item: Matching, _: Maker) -> Facts:
    return {
        "stem": html_of(item.stem),
        "pairs": [[html_of(pair.premise), html_of(pair.response)] for pair in item.pairs],
        "extra": [[html_of(wrong.text), html_of(wrong.why)] for wrong in item.distractors],
    }


def _ordering(item: Ordering, _: Maker) -> Facts:
    return {"stem": html_of(item.stem), "steps": [[html_of(step.text), step.date] for step in item.steps]}


def _picture(item: LabelledPicture, maker: Maker) -> Facts:
    picture = maker.job.course.picture_of(item)
    labels = item.asked(picture)
    described = escape(description_of(picture, labels, maker.language))
    answered = f"{item.id}{ANSWERED}" if picture.image else picture.id
    numbered = f'<img src="pictures/{item.id}{NUMBERED}.svg" alt="{described}">'
    shown = f'<img src="pictures/{answered}.svg" alt="{escape(picture.alt)}">'
    if picture.image and is_panorama(picture.image, medium(maker.job.course.folder, picture.image)):
        numbered, shown = (f'<div class="wide"{BY_KEYS}>{image}</div>' for image in (numbered, shown))
    return {
        "stem": html_of(item.stem),
        "numbered": numbered,
        "picture": shown,
        "labels": list(labels),
    }


def _essay(item: Essay, maker: Maker) -> Facts:
    return {
        "stem": html_of(item.stem),
        "rubric": [
            [html_of(row.criterion), float(row.points), number_text(row.points, maker.language)] for row in item.rubric
        ],
        "answer": html_of(item.answer),
    }


_OF_KIND: Mapping[str, Callable[[Any, Maker], Facts]] = {
    "term": _term,
    "question": _question,
    "cloze": _cloze,
    "choice": _choice,
    "multi": _choice,
    "true-false": _true_false,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "picture": _picture,
    "essay": _essay,
}
