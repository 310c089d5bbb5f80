"""Moodle's embedded answers as gaps (https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type)."""

import re

from nasec_study.importers.shared.bank import Fields, NoItem
from nasec_study.importers.shared.gaps import cloze_item, leave_offered, leave_partial, stand_in, with_stand_ins
from nasec_study.importers.shared.numbers import FULL, earned, points_told
from nasec_study.importers.shared.options import Option, options_item
from nasec_study.importers.shared.texts import Texts

_EMBEDDED = re.compile(r"(?<!\\)\{\s*(?P<weight>\d{0,6}):(?P<kind>[A-Z_]+):(?P<answers>(?:\\.|[^}\\])*)\}", re.DOTALL)
_PART = re.compile(
    r"~?(?:%(?P<share>-?[\d.]+)%|(?P<right>=))?(?P<text>(?:\\.|&#\w+;|[^~#\\])*)(?:#(?P<why>(?:\\.|[^~\\])*))?"
)
BEGUN = re.compile(r"(?<!\\)\{\s*\d*:[A-Z_]+:")
# What may stand behind a backslash that is no part of the answer; our own exports have two of them before } and #.
_ESCAPED = re.compile(r"\\([}#~/\"*\\])|&#92;(?=&#92;&#(?:125|35);)")
_STAR = re.compile(r"(?<!\\)\*")
_NUMERICAL = ("NM", "NUMERICAL")
_SEVERAL = ("MR", "MULTIRESPONSE")
_CHOSEN = ("MC", "MULTICHOICE")
_WITH_CAPITALS = frozenset({"SHORTANSWER_C", "SAC", "MWC"})


def embedded_item(texts: Texts, html: str) -> Fields:
    """Return a text with embedded answers as a text with gaps, worth as much as they are together. Raises NoItem."""
    found = list(_EMBEDDED.finditer(html))
    if not (begun := len(BEGUN.findall(html))):
        raise NoItem("its text has no embedded answer")
    if len(found) < begun:
        raise NoItem("it has an embedded answer that is not understood")
    if made := _as_options(texts, html, found[0]) if len(found) == 1 else {}:
        return made
    gaps = [_gap(texts, embedded) for embedded in found]
    weights = [int(embedded["weight"] or 1) for embedded in found]
    if len({*weights}) > 1:
        texts.change(f"its gaps earned {', '.join(map(str, weights))}, and now an equal share each")
    return {**cloze_item(texts, with_stand_ins(_EMBEDDED, html), gaps), **points_told(texts, str(sum(weights)))}


def _as_options(texts: Texts, html: str, embedded: re.Match[str]) -> Fields:
    """Return a text whose one embedded answer is chosen as a question with options; nothing where these are too few."""
    kind, parts = embedded["kind"], _parts_of(embedded)
    if not kind.startswith((*_CHOSEN, *_SEVERAL)) or sum(_share(part) <= 0 for part in parts) < 2:  # noqa: PLR2004 - of a choice
        return {}
    told = [
        Option(texts.html(_plain(part["text"])), _share(part), texts.html(_plain(part["why"] or ""))) for part in parts
    ]
    blank = stand_in(0)
    stem = texts.html(with_stand_ins(_EMBEDDED, html))
    stem = re.sub(rf"(?<=[?:.!])\s*{blank}$", "", stem).replace(blank, "_____").strip()
    made = options_item(texts, stem, told, is_single=not kind.startswith(_SEVERAL))
    return {**made, **points_told(texts, embedded["weight"] or "1")}


def _parts_of(embedded: re.Match[str]) -> list[re.Match[str]]:
    return [part for part in _PART.finditer(embedded["answers"]) if part["text"].strip()]


def _share(part: re.Match[str]) -> float:
    return FULL if part["right"] else earned(part["share"] or "0")


def _gap(texts: Texts, embedded: re.Match[str]) -> list[str]:
    """Return the right answers of an embedded one, and note what else counts, or is said, there. Raises NoItem."""
    kind = embedded["kind"]
    parts = _parts_of(embedded)
    right = [part for part in parts if _share(part) == FULL]
    if not right:
        raise NoItem("an embedded answer has no right one")
    if kind.startswith(_SEVERAL) and len(right) > 1:
        raise NoItem("one of its gaps asks for several options")
    answers = [_answer(texts, kind, part["text"]) for part in right]
    if any(part["why"] for part in parts):
        texts.leave("feedback on each answer of a gap")
    partial = [part for part in parts if 0 < _share(part) < FULL]
    leave_partial(texts, [_plain(one["text"]) for one in partial])
    if kind.startswith((*_CHOSEN, *_SEVERAL)):
        leave_offered(texts, [_plain(one["text"]) for one in parts if one not in [*right, *partial]])
    if kind in _WITH_CAPITALS:
        texts.change("capitals no longer count in what is typed")
    return [texts.html(answer) for answer in answers]


def _answer(texts: Texts, kind: str, written: str) -> str:
    if kind.startswith(_NUMERICAL):
        figure, _, tolerance = _plain(written).partition(":")
        if earned(tolerance):
            texts.leave(f"the tolerance of a gap: {figure} ± {tolerance}")
        return figure
    if not kind.startswith((*_CHOSEN, *_SEVERAL)) and _STAR.search(written):
        texts.change("a star that stood for any text is now '…'")
        return _plain(_STAR.sub("…", written))
    return _plain(written)


def _plain(answer: str) -> str:
    return _ESCAPED.sub(lambda sign: sign[1] or "", answer).strip()
