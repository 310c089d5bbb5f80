"""The rules of item writing: each on its own cases (tests/rules/CODE.yaml), and what they must hold among them."""

from pathlib import Path

import pytest

from nasec_study.model import Course, Settings
from tests.rules_table import FOLDER, RULES, Case, cases_of, course_of, flags

CASES = [case for code in RULES for case in cases_of(code)]


def test_every_rule_has_cases_and_every_file_a_rule() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(RULES)
    for code in RULES:
        kinds = [case.kind for case in cases_of(code)]
        least = 4 if code < "W500" else 2
        assert kinds.count("found") >= least
        assert kinds.count("missed") >= least
        assert set(kinds) <= {"found", "missed", "beyond"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert (case.code in flags(case)) == (case.kind == "found")


def test_rules_explain_themselves() -> None:
    for rule in RULES.values():
        assert rule.name
        assert rule.name[0].islower()
        assert rule.source
        assert 2 <= rule.why.count(".") + rule.why.count("?") <= 4, rule.code
        assert rule.bad
        assert rule.good
        assert rule.bad != rule.good
        assert rule.severity == "warning"


def test_findings_name_their_place_and_how_to_mend_it() -> None:
    for case in CASES:
        if case.kind == "found":
            for problem in RULES[case.code].problems(course_of(case)):
                assert problem.rule == case.code
                assert problem.about
                assert problem.hint
                assert not problem.message.endswith(".")
                assert problem.where.line


def test_rules_on_english_words_are_silent_in_other_languages() -> None:
    speaking = set()
    for case in CASES:
        course = course_of(case)
        spanish = Course(
            course.folder,
            Settings(title="Mareas", code="MAR", language="es"),
            course.readings,
            course.items,
            places=course.places,
        )
        speaking |= {code for code, rule in RULES.items() if any(rule.problems(spanish))}
    assert speaking == {
        *("W401", "W402", "W413", "W417", "W424", "W425", "W432", "W433", "W441", "W442"),
        *("W501", "W502", "W507", "W508", "W509"),
    }


def test_rules_have_nothing_to_say_of_an_empty_course() -> None:
    course = Course(Path(), Settings(title="Empty", code="EMPTY"))
    assert [rule.code for rule in RULES.values() if any(rule.problems(course))] == []
