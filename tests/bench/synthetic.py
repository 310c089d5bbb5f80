"""Banks of any size from a seeded generator: items of every kind but pictures, 16 lines of YAML each on average."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

READINGS = 5
SECTIONS = 8
ITEMS_A_FILE = 100
SYLLABLES: tuple[str, ...] = ("ba", "cor", "dan", "el", "fi", "gor", "hun", "is", "jo", "ka", "lem", "mo", "nur")
SYLLABLES += ("ost", "pel", "qui", "ra", "sol", "tem", "ur", "van", "wes", "xi", "yor", "zan")

# How often each kind comes among a hundred items, as in the shipped course.
MIX = {
    "choice": 40,
    "cloze": 15,
    "question": 12,
    "term": 9,
    "true-false": 8,
    "multi": 6,
    "numeric": 4,
    "matching": 2,
    "ordering": 2,
    "essay": 2,
}
LEVELS = ("remember", "understand", "apply", "analyze", "evaluate")


def make_course(folder: Path, items: int, seed: int = 1) -> Path:
    """Write a course of so many items, one deck and one worksheet into `folder`; return its folder."""
    words = Random(seed)
    content = folder / "content"
    readings = [f"reading-{number}" for number in range(1, READINGS + 1)]
    settings = {
        "title": "Synthetic course",
        "code": "SYN",
        "readings": readings,
        "decks": [{"id": "all", "name": "All"}],
        "worksheets": [
            {
                "id": "sheet",
                "title": "Sheet",
                "sections": [{"title": "Choices", "count": 10, "items": {"types": ["choice"]}}],
            }
        ],
    }
    _write(content / "course.yaml", settings)
    for reading in readings:
        outline = [{"id": f"section-{number}", "heading": _phrase(words, 4)} for number in range(1, SECTIONS + 1)]
        thing = {"id": reading, "label": _phrase(words, 2), "cite": _phrase(words, 1), "file": f"{reading}.txt"}
        _write(content / "readings" / f"{reading}.yaml", {**thing, "outline": outline})
    made = list(make_items(items, words))
    for first in range(0, items, ITEMS_A_FILE):
        place = first // ITEMS_A_FILE
        reading, section = readings[place % READINGS], f"section-{place // READINGS % SECTIONS + 1}"
        bank = {"reading": reading, "section": section, "items": made[first : first + ITEMS_A_FILE]}
        _write(content / "items" / reading / f"bank-{place:05}.yaml", bank)
    (folder / "items.json").write_text(json.dumps(made), "utf-8")
    return content


def make_items(number: int, words: Random) -> Iterator[dict[str, Any]]:
    """Yield items as their author would write them."""
    kinds = words.choices(list(MIX), list(MIX.values()), k=number)
    for place, kind in enumerate(kinds):
        yield {
            "id": f"item-{place}",
            "type": kind,
            "level": words.choice(LEVELS),
            "difficulty": words.choice(("easy", "medium", "hard")),
            "tags": ["synthetic", words.choice(SYLLABLES)],
            **_own(kind, words),
            **({} if kind in {"term", "essay"} else {"rationale": _sentence(words, 14)}),
            "quote": _phrase(words, 5),
        }


def _own(kind: str, words: Random) -> dict[str, Any]:
    """Return what only items of a kind have."""
    stem = _sentence(words, 12).rstrip(".") + "?"
    wrong = [{"text": _phrase(words, 6), "why": _sentence(words, 10)} for _ in range(3)]
    hint, gap = _phrase(words, 1), _phrase(words, 2)
    kinds: dict[str, dict[str, Any]] = {
        "choice": {"stem": stem, "key": _phrase(words, 6), "distractors": wrong},
        "multi": {"stem": stem, "keys": [_phrase(words, 5), _phrase(words, 5)], "distractors": wrong[:2]},
        "cloze": {"text": f"{_phrase(words, 5)} {{{{c1::{gap}}}}} {_phrase(words, 8)} {{{{c2::{gap}::{hint}}}}}."},
        "question": {"stem": stem, "answer": _sentence(words, 12)},
        "term": {"term": _phrase(words, 2), "definition": _sentence(words, 16)},
        "true-false": {"statement": _sentence(words, 12), "answer": "false", "correction": _sentence(words, 12)},
        "numeric": {"stem": stem, "value": words.randint(1, 9999), "tolerance": "1", "unit": hint},
        "matching": {
            "stem": stem,
            "pairs": [{"premise": _phrase(words, 2), "response": _phrase(words, 4)} for _ in range(4)],
        },
        "ordering": {
            "stem": stem,
            "steps": [{"text": _phrase(words, 4), "date": str(1900 + place)} for place in range(4)],
        },
        "essay": {
            "stem": stem,
            "rubric": [{"criterion": _phrase(words, 6), "points": 2} for _ in range(3)],
            "answer": _sentence(words, 30),
        },
    }
    return kinds[kind]


def _word(words: Random) -> str:
    return "".join(words.choices(SYLLABLES, k=words.choice((1, 2, 2, 3))))


def _phrase(words: Random, length: int) -> str:
    return " ".join(_word(words) for _ in range(length)).capitalize()


def _sentence(words: Random, length: int) -> str:
    """Return a sentence; one in fifty has something that Markdown or HTML minds, some more than in the course."""
    said = [_word(words) for _ in range(length)]
    if words.random() < 1 / 50:
        place = words.randrange(length)
        said[place] = words.choice((f"*{said[place]}*", f"{said[place]} & {said[place]}", f"**{said[place]}**"))
    return " ".join(said).capitalize() + "."


def _write(file: Path, value: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=100), "utf-8")
