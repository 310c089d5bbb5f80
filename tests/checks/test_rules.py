"""The rules of item writing: each on its own cases (tests/rules/CODE.yaml), and what they must hold among them."""

from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as some

from nasec_study.checks.rules import findings, silent_rules
from nasec_study.cli.rules import rules
from nasec_study.course.model import ITEM_TYPES, BaseItem, Course, Settings
from nasec_study.course.model.kinds.base import Distractor
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
        assert rule.code.startswith("W")


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if "\n  + " in rule.bad])
def test_examples_with_options_show_what_they_say(code: str) -> None:
    rule = RULES[code]
    assert list(findings(course_of_example(rule.bad), [rule]))
    assert list(findings(course_of_example(rule.good), [rule])) == []


def course_of_example(example: str) -> Course:
    stem, *options = example.splitlines()
    keys = tuple(option[4:] for option in options if option.startswith("  + "))
    wrong = tuple(Distractor(text=option[4:], why="So it is.") for option in options if option.startswith("  - "))
    cited = {"id": "example", "level": "apply", "reading": "r", "section": "s", "quote": "that is it"}
    parts = {"type": "choice", "key": keys[0]} if len(keys) == 1 else {"type": "multi", "keys": keys}
    item = ITEM_TYPES[str(parts["type"])].model_validate({**cited, **parts, "stem": stem, "distractors": wrong})
    return Course(Path(), Settings(title="Example", code="EXAMPLE"), items=(item,))


def test_findings_name_their_place_and_how_to_mend_it() -> None:
    for case in CASES:
        if case.kind == "found":
            course = course_of(case)
            for rule, finding in findings(course, [RULES[case.code]]):
                problem = rule.problem(finding, course)
                assert problem.rule == case.code
                assert problem.about
                assert problem.hint
                assert not problem.message.endswith(".")
                assert problem.where.line
                # As they are JSON, the banks double their backslashes.
                line = course.files[problem.where.path].content.splitlines()[problem.where.line - 1]
                behind = line[problem.where.column - 1 :].replace("\\\\", "\\")
                assert behind.startswith(finding.piece) or finding.piece not in behind


def test_rules_on_english_words_are_silent_in_other_languages() -> None:
    speaking = set()
    for case in CASES:
        course = course_of(case)
        spanish = Course(
            course.folder,
            Settings(title="Mareas", code="MAR", language="es"),
            course.readings,
            course.items,
            disputes=course.disputes,
            places=course.places,
        )
        speaking |= {rule.code for rule, _ in findings(spanish)}
    assert speaking == {
        *("W227", "W228", "W229", "W243", "W266", "W270", "W271", "W331"),
        *("W401", "W402", "W413", "W416", "W417", "W424", "W425", "W432", "W433", "W434", "W437", "W441"),
        "W442",
        *("W501", "W502", "W504", "W506", "W507", "W508", "W509"),
    }
    assert speaking.isdisjoint(silent_rules(spanish))
    assert silent_rules(course_of(CASES[0])) == ()


def test_rules_have_nothing_to_say_of_an_empty_course() -> None:
    course = Course(Path(), Settings(title="Empty", code="EMPTY"))
    assert list(findings(course)) == []


@given(some.lists(some.text("a1 ,;.:?_*<({“notr", min_size=1).filter(str.strip), min_size=5, max_size=5))
def test_rules_bear_any_text(texts: list[str]) -> None:
    stem, key, other, one, two = texts
    cited = {"level": "apply", "reading": "r", "section": "s", "quote": "that is it"}
    wrong = (Distractor(text=one, why=""), Distractor(text=two, why=""))
    written: dict[str, dict[str, object]] = {
        "term": {"term": key, "definition": stem},
        "question": {"stem": stem, "answer": key},
        "cloze": {"text": f"{stem} {{{{c1::{key}}}}}"},
        "choice": {"stem": stem, "key": key, "distractors": wrong},
        "multi": {"stem": stem, "keys": (key, other), "distractors": wrong},
        "true-false": {"statement": stem, "answer": "false", "correction": key},
    }
    items = tuple(
        ITEM_TYPES[kind].model_validate({"id": f"{kind}-{number}", "type": kind, **cited, **parts})
        for number in range(4)
        for kind, parts in written.items()
    )
    course = Course(Path(), Settings(title="Any", code="ANY"), items=items)
    assert all(finding.message for _, finding in findings(course))


ASKED = ("harbor", "canal", "treaty", "border", "troops")
TOLD = ("tariff", "vote", "port", "ferry")
# So few words that many of the questions are nearly the same.
QUESTIONS = some.tuples(
    some.lists(some.sampled_from(ASKED), min_size=4, max_size=5, unique=True).map(sorted),
    some.lists(some.sampled_from(TOLD), max_size=4, unique=True).map(sorted),
)


def alike(questions: list[tuple[list[str], list[str]]]) -> set[tuple[str, ...]]:
    """Return the pairs of questions that W504 finds alike, among others that resemble nothing."""
    texts = [(f"{' '.join(asked)}?", " ".join(told) or "6") for asked, told in questions]
    texts += [(f"Quartz{number} basalt{number}?", f"gneiss{number}") for number in range(20)]
    cited = {"type": "question", "level": "apply", "reading": "r", "section": "s", "quote": "that is it"}
    items = tuple(
        ITEM_TYPES["question"].model_validate({"id": f"n-{number}", "stem": stem, "answer": answer, **cited})
        for number, (stem, answer) in enumerate(texts)
    )
    found = RULES["W504"].find(Course(Path(), Settings(title="Any", code="ANY"), items=items))
    return {(message.split("'")[1], thing.id) for thing, _, message, *_ in found if isinstance(thing, BaseItem)}


@given(some.lists(QUESTIONS, min_size=2, max_size=6))
def test_duplicates_are_found_in_whatever_company(questions: list[tuple[list[str], list[str]]]) -> None:
    pairs = combinations(range(len(questions)), 2)
    alone = {(f"n-{one}", f"n-{other}") for one, other in pairs if alike([questions[one], questions[other]])}
    assert alike(questions) == alone


def test_the_command_lists_all_rules() -> None:
    lines = CliRunner().invoke(rules, []).output.splitlines()
    assert [line.split()[0] for line in lines] == sorted(RULES)


@pytest.mark.parametrize("code", RULES)
def test_the_command_explains_a_rule(code: str) -> None:
    done = CliRunner().invoke(rules, [code.lower()])
    assert done.exit_code == 0
    rule = RULES[code]
    assert done.output.startswith(f"{code}  warning: {rule.name}\n")
    shown = " ".join(done.output.split())
    for text in (rule.source, rule.why, rule.bad, rule.good):
        assert " ".join(text.split()) in shown


def test_the_command_suggests_a_code() -> None:
    done = CliRunner().invoke(rules, ["W104"])
    assert done.exit_code == 2
    assert "there is no rule of item writing 'W104' (did you mean 'W" in done.output
    assert "what any other finding wants, it says itself" in done.output
    assert "`nasec-study rules` lists the codes" in CliRunner().invoke(rules, ["length"]).output
