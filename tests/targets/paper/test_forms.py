"""Forms over many seeds: blueprints are met, and the keys that are printed are those of the sheets that are printed."""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nasec_study.course.model import (
    Choice,
    Course,
    Filter,
    Item,
    Matching,
    Multi,
    Ordering,
    Worksheet,
    WorksheetSection,
)
from nasec_study.course.parse import read_course
from nasec_study.history.ledger import Ledger
from nasec_study.rendering.markup import to_plain
from nasec_study.rendering.templating import environment
from nasec_study.sheets.blueprint import matches, may_stand
from nasec_study.sheets.options import keeps_order, options_of
from nasec_study.sheets.plan import plan_sheets
from nasec_study.targets._contract import Job
from nasec_study.targets.paper import worksheets
from nasec_study.targets.paper.sheet_layout import leads_of
from tests.conftest import REPOSITORY

# Planning both forms takes 20 milliseconds a seed: set it to 1000 for the wider look.
SEEDS = int(os.environ.get("NASEC_SEEDS", "100"))
# Printing takes a quarter of a second a sheet: set it to 1000 to print them all.
PRINTED = int(os.environ.get("NASEC_PRINTED_SEEDS", "12"))
QUIZ = (
    WorksheetSection(title="Choices", count=5, items=Filter(types=("choice", "multi"))),
    WorksheetSection(title="Pairs and orders", count=2, items=Filter(types=("matching", "ordering"))),
)


@pytest.fixture(scope="module")
def course() -> Course:
    found, _ = read_course(REPOSITORY / "content")
    assert found
    return found


def test_a_question_that_names_its_reading_has_no_name_before_it(course: Course) -> None:
    final = plan_sheets(course, next(sheet for sheet in course.settings.worksheets if sheet.id == "final"))[0]
    leads = leads_of(course, final)
    asked = {task.item.id: task.item.asks for task in final.tasks}
    assert leads
    assert [name for name, lead in leads.items() if lead in asked[name]] == []
    named = [task.item for task in final.tasks if task.item.id not in leads]
    assert named
    cites = {item.id: course.reading(item.cited_readings[0]) for item in named if len(item.cited_readings) == 1}
    assert cites
    assert all(reading and reading.cite in asked[name] for name, reading in cites.items())


def test_every_seed_meets_the_blueprint_without_repeats(course: Course) -> None:
    final = next(sheet for sheet in course.settings.worksheets if sheet.id == "final")
    earlier = {
        task.item.id
        for sheet in course.settings.worksheets
        if sheet.id in final.not_on
        for task in plan_sheets(course, sheet)[0].tasks
    }
    choices: Counter[frozenset[str]] = Counter()
    for seed in range(SEEDS):
        first, second = plan_sheets(course, final.model_copy(update={"seed": str(seed)}))
        items = {task.item.id: task.item for task in first.tasks}
        assert len(items) == len(first.tasks) == sum(section.wanted for section in final.sections)
        assert {task.item.id for task in second.tasks} == items.keys()
        assert [task.item.id for task in second.tasks] != [task.item.id for task in first.tasks]
        for part in first.parts:
            assert len(part.tasks) == part.section.wanted
            assert all(may_stand(task.item, part.section) for task in part.tasks)
        for limit in final.limits:
            count = sum(matches(item, limit.items) for item in items.values())
            assert (limit.at_least or 0) <= count <= (limit.at_most or count), limit
        assert items.keys().isdisjoint(earlier)
        assert not [item for item in items.values() if not items.keys().isdisjoint(item.enemies)]
        choices[frozenset(items)] += 1
    assert len(choices) > 0.99 * SEEDS


def test_the_places_of_keys_follow_no_pattern(course: Course) -> None:
    """Chi-square of the key's place, and of its place after the key before; 0.1 % of right programs would fail."""
    items = [item for item in course.items if isinstance(item, Choice) and not keeps_order(item)]
    items = [item for item in items if len(item.options) == 4]
    places = [
        next(number for number, option in enumerate(options_of(item, str(seed))) if option.right)
        for seed in range(100)
        for item in items
    ]
    assert chi_square(Counter(places), 4) < 16.27  # 3 degrees of freedom
    pairs = Counter(zip(places[::2], places[1::2], strict=False))
    assert chi_square(pairs, 16) < 37.70  # 15 degrees of freedom


def chi_square(counts: Mapping[Any, int], cells: int) -> float:
    expected = sum(counts.values()) / cells
    return sum((count - expected) ** 2 for count in counts.values()) / expected + (cells - len(counts)) * expected


def test_keys_derived_from_printed_sheets_are_the_printed_keys(course: Course, tmp_path: Path) -> None:
    sheets = tuple(Worksheet(id=f"quiz-{seed}", title="Quiz", seed=str(seed), sections=QUIZ) for seed in range(PRINTED))
    quizzes = replace(course, settings=course.settings.model_copy(update={"worksheets": sheets}))
    plan = worksheets.plan(Job(quizzes, environment(course.folder)))
    printed = {
        output.name.rpartition("/")[2]: output.make()
        for output in plan.outputs(Ledger({}))
        if output.name.endswith(("-student.pdf", "-key.pdf"))
    }
    assert len(printed) == 2 * PRINTED
    compared = 0
    for sheet in sheets:
        student, key = (raw_text(printed[f"{sheet.id}-A-{edition}.pdf"], tmp_path) for edition in ("student", "key"))
        assert "✓" not in student
        for task in plan_sheets(quizzes, sheet)[0].tasks:
            derived = derived_key(task.item, student)
            assert derived
            assert printed_key(task.item, key) == derived, (sheet.id, task.item.id)
            compared += 1
    assert compared == 7 * PRINTED


def raw_text(pdf: bytes, folder: Path) -> str:
    """Return the words of a PDF in the order in which they were set, without the footers."""
    file = folder / "sheet.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True)
    text = re.sub(r"Quiz\s+Form A · edition 1\.0\s+page \d+ of \d+", " ", done.stdout)
    return joined(text)


def joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


def letters_of(item: Item, text: str) -> dict[str, str]:
    """Return the letter that stands before each of an item's options or responses."""
    options = item.options if isinstance(item, Choice | Multi | Matching) else ()
    start = text.index(joined(to_plain(item.asks)))
    found = {}
    for option in options:
        place = re.compile(rf"([A-L])✓?{re.escape(joined(to_plain(option)))}").search(text, start)
        if place:
            found[option] = place[1]
    return found


def derived_key(item: Item, student: str) -> list[str]:
    """Return an item's key as a reader of the student's sheet derives it, who knows the right answers."""
    letters = letters_of(item, student)
    match item:
        case Choice():
            return [letters[item.key]]
        case Multi():
            return sorted(letters[key] for key in item.keys)
        case Matching():
            return [letters[pair.response] for pair in item.pairs]
        case Ordering():
            start = student.index(joined(to_plain(item.stem)))
            places = [student.index(joined(to_plain(step.text)), start) for step in item.steps]
            return [str(1 + number) for _, number in sorted(zip(places, range(len(places)), strict=True))]
        case _:
            raise AssertionError(item.type)


def printed_key(item: Item, key: str) -> list[str]:
    """Return an item's key as the key's PDF prints it: the marked letters, or those on the blanks."""
    match item:
        case Choice():
            start = key.index(joined(to_plain(item.stem)))
            marked = re.compile(r"([A-H])✓").search(key, start)
            assert marked
            return [marked[1]]
        case Multi():
            start = key.index(joined(to_plain(item.stem)))
            end = max(key.index(joined(to_plain(option)), start) for option in item.options)
            return sorted(re.findall(r"☑([A-L])", key[start:end]))
        case Matching():
            start = key.index(joined(to_plain(item.stem)))
            texts = [re.escape(joined(to_plain(pair.premise))) for pair in item.pairs]
            places = [re.compile(rf"([A-L]){text}").search(key, start) for text in texts]
            return [place[1] for place in places if place]
        case Ordering():
            start = key.index(joined(to_plain(item.stem)))
            found = []
            for step in item.steps:
                place = re.compile(rf"(\d){re.escape(joined(to_plain(step.text)))}").search(key, start)
                assert place
                found.append((place.start(), place[1]))
            return [number for _, number in sorted(found)]
        case _:
            raise AssertionError(item.type)
