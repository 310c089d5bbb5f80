"""Sheets that ask for too little of what matters, and sections of statements that tell their answer."""

from pathlib import Path

import pytest

from nasec_study.checks.points import core_share, equal_worth, named_items, one_answer, struck_items
from nasec_study.course.model import Course
from nasec_study.course.parse import read_course
from nasec_study.sheets.plan import plan_sheets

READING = "id: r\nlabel: R\ncite: R\nfile: r.txt\noutline: [{id: s, heading: S}]\n"
SHEET = """title: T
code: TT
readings: [r]
worksheets:
  - id: w
    title: W
    seed: "{seed}"
    sections: [{{title: A, count: {count}, points: 1, items: {{types: [{kind}]}}}}]
{more}
"""


def course_of(folder: Path, settings: str, items: str) -> Course:
    for name, text in (("course.yaml", settings), ("readings/r.yaml", READING), ("items/i.yaml", items)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    course, problems = read_course(folder)
    assert course is not None
    assert not problems
    return course


def bank(*lines: str) -> str:
    return "reading: r\nsection: s\nitems:\n" + "".join(
        f"  - {{{line}, level: remember, quote: so}}\n" for line in lines
    )


@pytest.mark.parametrize(
    ("core", "count", "more", "found"),
    [(1, 5, "", True), (2, 5, "", False), (1, 5, "    core_share: 20", False), (1, 6, "", False)],
)
def test_a_sheet_gives_a_quarter_of_its_points_for_what_is_core(
    tmp_path: Path,
    core: int,
    count: int,
    more: str,
    found: bool,  # noqa: FBT001 - a parameter
) -> None:
    items = bank(
        *(f"id: c{number}, type: question, stem: Q?, answer: A, importance: core" for number in range(core)),
        *(f"id: e{number}, type: question, stem: Q?, answer: A" for number in range(5 - core)),
    )
    course = course_of(tmp_path, SHEET.format(seed=1, count=count, kind="question", more=more), items)
    problems = list(core_share(course))
    assert [problem.rule for problem in problems] == ["W245"] * found
    assert all("core items have 20% of the points, not 25%" in problem.message for problem in problems)


@pytest.mark.parametrize(("count", "rules"), [(1, ["E239"]), (2, [])])
def test_a_lot_among_items_of_different_worth_is_unfair_and_taking_all_is_not(
    tmp_path: Path, count: int, rules: list[str]
) -> None:
    items = bank(*(f"id: i{points}, type: question, stem: Q?, answer: A, points: {points}" for points in (1, 2)))
    settings = SHEET.replace(" points: 1,", "").format(seed=1, count=count, kind="question", more="")
    assert [problem.rule for problem in equal_worth(course_of(tmp_path, settings, items))] == rules


def test_a_section_gives_each_row_of_a_rubric_half_a_point_at_least(tmp_path: Path) -> None:
    rubric = "[{criterion: A, points: 1}, {criterion: B, points: 2}, {criterion: C, points: 1}]"
    items = bank(f"id: e, type: essay, stem: Q?, answer: A, rubric: {rubric}")
    course = course_of(tmp_path, SHEET.format(seed=1, count=1, kind="essay", more=""), items)
    [problem] = equal_worth(course)
    assert problem.message == (
        "worksheet 'w', section 'A': the rubric of 'e' does not fit: a row earns at least half a point"
    )
    assert problem.hint == "give the section 1.5 points or more, or the rubric fewer rows"
    enough = SHEET.replace("points: 1,", "points: 1.5,").format(seed=1, count=1, kind="essay", more="")
    assert not list(equal_worth(course_of(tmp_path, enough, items)))


def test_what_is_struck_counts_for_no_share(tmp_path: Path) -> None:
    items = bank(
        "id: c, type: question, stem: Q?, answer: A, importance: core",
        *(f"id: e{number}, type: question, stem: Q?, answer: A" for number in range(3)),
    )
    course = course_of(tmp_path, SHEET.format(seed=1, count=4, kind="question", more="    void: [c]"), items)
    [problem] = core_share(course)
    assert "core items have 0% of the points, not 25%" in problem.message


def test_a_bank_that_marks_nothing_as_core_is_not_asked_for_it(tmp_path: Path) -> None:
    items = bank("id: e, type: question, stem: Q?, answer: A")
    assert not list(core_share(course_of(tmp_path, SHEET.format(seed=1, count=1, kind="question", more=""), items)))


def statements(*answers: str) -> str:
    return bank(
        *(
            f"id: s{number}, type: true-false, statement: It is., answer: {answer}, correction: It is not."
            if answer == "false"
            else f"id: s{number}, type: true-false, statement: It is., answer: {answer}"
            for number, answer in enumerate(answers)
        )
    )


def test_statements_by_lot_are_not_all_of_one_answer_whatever_the_seed(tmp_path: Path) -> None:
    items = statements(*["true"] * 9, "false")
    for seed in range(40):
        course = course_of(tmp_path, SHEET.format(seed=seed, count=2, kind="true-false", more=""), items)
        assert not list(one_answer(course))
        [sheet] = plan_sheets(course, course.settings.worksheets[0])
        assert "s9" in {task.item.id for task in sheet.tasks}


def test_a_section_that_has_but_one_answer_to_choose_from_is_found(tmp_path: Path) -> None:
    course = course_of(tmp_path, SHEET.format(seed=1, count=2, kind="true-false", more=""), statements(*["true"] * 3))
    [problem] = one_answer(course)
    assert problem.rule == "W246"
    assert "all its statements are true" in problem.message
    assert problem.hint.startswith("widen the filter")
    sections = "sections: [{title: A, ids: [s0, s1]}]\n"
    settings = SHEET.format(seed=1, count=2, kind="true-false", more="").partition("sections:")[0] + sections
    [problem] = one_answer(course_of(tmp_path, settings, statements(*["true"] * 3)))
    assert problem.hint.startswith("name some of both")


def test_an_item_that_is_struck_and_on_no_form_is_found(tmp_path: Path) -> None:
    items = bank(
        *(f"id: q{number}, type: question, stem: Q{number}?, answer: A" for number in range(3)),
        "id: t, type: term, term: T, definition: D",
    )
    settings = SHEET.format(seed=1, count=1, kind="question", more="")
    [chosen] = plan_sheets(course := course_of(tmp_path, settings, items), course.settings.worksheets[0])[0].tasks
    spare = next(name for name in ("q0", "q1", "q2") if name != chosen.item.id)
    more = f"    void: [{chosen.item.id}, t, {spare}]\n"
    found = list(struck_items(course_of(tmp_path, settings + more, items)))
    assert [(problem.rule, problem.hint) for problem in found] == [
        ("W247", "name an item that is"),
        ("W247", "name an item that is; only personal sheets may hold this one"),
    ]
    assert found[0].message == "worksheet 'w' strikes 't', which is on none of its forms"


def test_a_sheet_that_names_what_was_renamed_or_retired_is_told_so(tmp_path: Path) -> None:
    items = bank(
        "id: new, type: question, stem: Q?, answer: A, formerly: [older, old]",
        "id: gone, type: question, stem: Q?, answer: A, retired: Too easy.",
        "id: begun, type: question, stem: Q?, state: draft",
    )
    sections = "sections: [{title: A, ids: [old, gone, new, begun]}]\n    void: [old]\n"
    settings = SHEET.format(seed=1, count=1, kind="question", more="").partition("sections:")[0] + sections
    found = [(problem.message, problem.hint) for problem in named_items(course_of(tmp_path, settings, items))]
    old = ("worksheet 'w' names the unknown item 'old'", "it is called 'new' now")
    hint = "name another one, or none; if it is struck here, list it under `void:`"
    begun = ("worksheet 'w' names the unknown item 'begun'", "it is a draft: publish it, or build with --drafts")
    assert found == [old, old, ("worksheet 'w' names the item 'gone', which is retired", hint), begun]


@pytest.mark.parametrize("by_ids", [False, True])
def test_an_item_that_was_struck_stays_on_its_sheet_when_it_is_retired(tmp_path: Path, by_ids: bool) -> None:  # noqa: FBT001 - a parameter
    settings = SHEET.format(seed=1, count=3, kind="question", more="")
    settings = settings.replace("count: 3", "ids: [q0, q1, q2]") if by_ids else settings
    items = [f"id: q{number}, type: question, stem: Q{number}?, answer: A" for number in range(9)]
    course = course_of(tmp_path / "printed", settings, bank(*items))
    struck = plan_sheets(course, course.settings.worksheets[0])[0].tasks[1].item.id
    settings += f"    void: [{struck}]\n"
    before, after = (
        course_of(tmp_path / folder, settings, bank(*(f"{item}{more if struck in item else ''}" for item in items)))
        for folder, more in (("before", ""), ("after", ", retired: It was ambiguous."))
    )
    sheets = [plan_sheets(course, course.settings.worksheets[0]) for course in (before, after)]
    shown = [[(task.number, task.item.id, task.is_void) for task in sheet.tasks] for [sheet] in sheets]
    assert shown[0] == shown[1]
    assert [name for _, name, is_void in shown[1] if is_void] == [struck]
    assert not [*named_items(after), *struck_items(after)]
