"""`nasec-study targets`, and which targets a build makes."""

from pathlib import Path

import pytest

from nasec_study.course.vocabulary import KINDS
from nasec_study.preparation import prepare
from nasec_study.targets import REMEMBERED, TARGETS, USUAL, load_target
from tests.conftest import KINDS_COURSE, Run
from tests.targets.lms.making import changed_course


def test_the_table_says_of_each_kind_what_each_target_says_of_it(run: Run) -> None:
    head, *rows = [line.split() for line in run("targets").stdout.splitlines()]
    assert head == ["kind", *TARGETS]
    assert [row[0] for row in rows] == list(KINDS)
    for kind, *cells in rows:
        for name, cell in zip(TARGETS, cells, strict=True):
            target = load_target(name)
            assert cell == ("no" if kind in target.SKIPS else "changed" if kind in target.CHANGES else "yes")


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_says_what_becomes_of_each_kind(name: str, run: Run) -> None:
    target = load_target(name)
    shown = " ".join(run("targets", name).stdout.split())
    assert target.HELP in shown
    for kind, reason in {**target.CHANGES, **target.SKIPS}.items():
        assert f"{kind} {'no' if kind in target.SKIPS else 'changed'}: {reason}" in shown


def test_a_plain_build_makes_what_the_course_asks_for_and_a_named_one_what_is_named(tmp_path: Path) -> None:
    plain = changed_course(tmp_path / "plain", {})
    asking = changed_course(tmp_path / "asking", {"lms": ["canvas", "table"]})
    assert tuple(prepare(plain).plans) == USUAL
    assert tuple(prepare(asking).plans) == (*USUAL, "canvas", "table")
    assert tuple(prepare(asking, targets=["moodle"]).plans) == (*REMEMBERED, "moodle")


@pytest.mark.parametrize("name", sorted({*TARGETS} - {*REMEMBERED}))
def test_the_ledger_remembers_nothing_for_a_target_that_is_planned_on_demand(name: str) -> None:
    study = prepare(KINDS_COURSE, targets=[name])
    assert study.plans[name].entries == ()


def test_a_platform_that_is_none_has_its_place_and_the_right_words(tmp_path: Path, run: Run) -> None:
    folder = changed_course(tmp_path / "wrong", {"lms": ["mooodle"]})
    found = run("check", "--course", folder, exit_code=1).stdout
    assert "mooodle" in found
    assert "moodle" in found.replace("mooodle", "")
