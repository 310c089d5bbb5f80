"""Files to a course: one cause, one message, and what may be left out may be empty."""

from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.course.model.kinds.ordering import Step
from nasec_study.course.parse import read_course
from nasec_study.examination import examine
from tests.conftest import KINDS_COURSE, Run

SETTINGS = """\
title: Sound
code: SOUND
readings: [r]
decks:
  - {id: all, name: All, items: {types: [numeric]}}
worksheets:
  - id: sheet
    title: Sheet
    sections: [{title: One, count: 3, items: {objectives: [o]}}]
    limits: [{items: {types: [essay]}, at_least: 1}]
"""


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    copytree(KINDS_COURSE.parents[1] / "sound/content", "content")
    return Path("content")


def lines_of(folder: Path) -> list[str]:
    return [str(problem) for problem in examine(folder).problems]


@pytest.mark.parametrize("slip", ["items:\n  - id: [a\n", "items: none\n", "- id: a\n", "\x00", ""])
def test_what_a_file_that_cannot_be_read_would_hold_is_not_missed(sound: Path, slip: str) -> None:
    (sound / "course.yaml").write_text(SETTINGS, "utf-8")
    (sound / "items/r/more.yaml").write_text(
        "reading: r\nsection: s\nitems:\n"
        "  - {id: m, type: question, level: remember, stem: Who?, answer: He., rationale: So., quote: it is,"
        " enemies: [lost], disputes: [d], objective: p}\n",
        "utf-8",
    )
    for name in ("items/r/lost.yaml", "disputes.yaml", "objectives.yaml"):
        (sound / name).write_text(slip, "utf-8")
    found = lines_of(sound)
    assert {line.partition(":")[0] for line in found} == {
        *("content/items/r/lost.yaml", "content/disputes.yaml", "content/objectives.yaml"),
    }, found


ITEM = """\
reading: r
section: s
items:
  - id: many
    type: choice
    level: remember
    stem: What?
    key: That
    distractors:
      - {text: This, why: %(nothing)s}
      - {text: It, why: %(nothing)s}
    rationale: %(nothing)s
    points: %(nothing)s
    tags: %(nothing)s
    waive: %(nothing)s
    objective: %(nothing)s
    stimulus: %(nothing)s
    retired: %(nothing)s
    quote: that is it
"""


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_what_may_be_left_out_may_be_empty(sound: Path, nothing: str) -> None:
    text = ITEM % {"nothing": nothing or '""'}
    (sound / "items/r/sound.yaml").write_text(text.replace('""', ""), "utf-8")
    if nothing == "":
        # In braces a comma must not follow the colon at once.
        (sound / "items/r/sound.yaml").write_text(text.replace('why: ""', "why: ''"), "utf-8")
    course, problems = read_course(sound)
    assert problems == ()
    assert course
    [item] = course.items
    assert item.type == "choice"
    assert (item.rationale, item.points, item.tags, item.waive, item.retired) == ("", None, (), {}, "")
    assert [wrong.why for wrong in item.distractors] == ["", ""]


def test_what_must_be_there_must_not_be_null(sound: Path) -> None:
    text = ITEM % {"nothing": '"x"'}
    for line in ("stem: What?", "key: That", "level: remember"):
        text = text.replace(line, f"{line.partition(':')[0]}: null")
    text = text.replace("{text: It", "{text: ~").replace('points: "x"', "points: x")
    (sound / "items/r/sound.yaml").write_text(text, "utf-8")
    places = {line.partition(": ")[0]: line.partition(": ")[2] for line in lines_of(sound)}
    for place, name in (("6:12", "level"), ("7:11", "stem"), ("8:10", "key"), ("11:16", "distractors.2.text")):
        assert f"'{name}' is empty" in places[f"content/items/r/sound.yaml:{place}"], places


def test_names_with_their_accents_apart_are_those_of_the_text(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/r.txt").write_text("S\n\nThat is it, said Jos\u00e9 N\u00fa\u00f1ez.\n\nT\n\nEnd.\n", "utf-8")
    bank = sound / "items/r/sound.yaml"
    text = bank.read_text("utf-8").replace("answer: That.", "answer: It was Jose\u0301 Nu\u0301n\u0303ez who said it.")
    bank.write_text(text.replace("quote: that is it", "quote: said Jose\u0301"), "utf-8")
    found = examine(sound, tmp_path / "texts")
    assert [problem for problem in found.problems if problem.rule.startswith("E3")] == []
    assert found.number_proven == 1


def test_an_item_across_readings_belongs_to_the_reading_of_its_file(run: Run, tmp_path: Path) -> None:
    run("init", "tides")
    (tmp_path / "tides/content/items/across.yaml").write_text(
        """reading: harbors
items:
  - id: hb-two-figures
    type: question
    level: remember
    stem: How large is the range of the Bay of Fundy by the reading on tides, how large by the reading on harbors?
    answer: 16 meters, or up to 17.
    rationale: The two readings differ.
    disputes: [fundy-range]
    citations:
      - {reading: tides, section: why-places-differ, quote: a range of about 16 meters}
      - {reading: harbors, section: gates-and-basins, quote: rises and falls by up to 17 meters}
""",
        "utf-8",
    )
    assert " 0 errors" in run("check", "--course", "tides").stderr
    course, _ = read_course(tmp_path / "tides/content")
    assert course
    [item] = (item for item in course.items if item.id == "hb-two-figures")
    assert item.home == ("harbors", "gates-and-basins")


def test_items_come_by_reading_then_those_on_none_then_those_across(run: Run, tmp_path: Path) -> None:
    run("init", "tides")
    (tmp_path / "tides/content/items/a-first-file.yaml").write_text(
        "items:\n  - {id: own, type: term, source: author, term: z, definition: w}\n", "utf-8"
    )
    course, _ = read_course(tmp_path / "tides/content")
    assert course
    order = [item.home[0] if len(item.cited_readings) == 1 else item.id for item in course.items]
    assert list(dict.fromkeys(order)) == ["tides", "harbors", "own", *(one for one in order if one.startswith("x-"))]


def test_what_gives_the_same_keys_shares_the_set_of_these_and_a_copy_leaves_it_alone() -> None:
    one, other = (Step(text=text) for text in ("a", "b"))
    assert one.model_fields_set is other.model_fields_set
    assert one.model_copy(update={"date": "1957"}).model_fields_set == {"text", "date"}
    assert other.model_fields_set == {"text"}
