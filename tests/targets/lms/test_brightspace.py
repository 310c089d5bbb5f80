"""Brightspace: a strict reader of D2L's CSV reads each question, scores it by the rule, and what is missing is said."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from nasec_study.course.model import Choice, Cloze, Course, Multi, Numeric
from nasec_study.rendering.markup import gaps, to_plain
from nasec_study.sheets.plan import plan_sheets
from nasec_study.sheets.points import worth
from tests.targets.lms.answers import question_of, seen, shown, trials
from tests.targets.lms.brightspace_reader import Question, read
from tests.targets.lms.conftest import NAMES, Made
from tests.targets.lms.making import AWKWARD, changed_course, course_in, items_of, made, mended, named_in_changes


def questions_in(course: Course, files: dict[str, bytes], folder: str = "banks") -> dict[str, Question]:
    """Return the questions of all files in a folder by the ids of their items."""
    found = (read(content) for name, content in files.items() if name.startswith(f"{folder}/"))
    return {key.removeprefix(f"{course.settings.code}-"): one for read_ones in found for key, one in read_ones.items()}


def questions_of(folder: Path) -> dict[str, Question]:
    """Return the questions of the course in a folder."""
    return questions_in(course_in(folder), made("brightspace", folder))


@pytest.mark.parametrize("name", NAMES)
def test_what_it_carries_is_scored_by_the_rule_and_the_rest_is_said(
    name: str, courses: dict[str, Path], outputs: Made
) -> None:
    course, items, files = course_in(courses[name]), items_of(courses[name]), outputs("brightspace", name)
    questions = questions_in(course, files)
    assert items.keys() - questions.keys() == named_in_changes(files, "left out") - {""}
    wrong = {
        key
        for key, question in questions.items()
        for trial in trials(course, items[key], partial=course.settings.partial_credit)
        if question.grade(trial.answer) != trial.share
    }
    assert wrong <= named_in_changes(files, "all points or none", "a pattern")


@pytest.mark.parametrize("name", ["chemistry", "python", "kinds", "hostile", "nasec", "words", "images"])
def test_texts_and_reasons_arrive_as_they_were_written(name: str, courses: dict[str, Path], outputs: Made) -> None:
    items = items_of(courses[name])
    for key, question in questions_in(course_in(courses[name]), outputs("brightspace", name)).items():
        item = items[key]
        assert question.one("Points") == f"{worth(item):f}"
        if not isinstance(item, Cloze) and "Image" not in question.rows:
            assert shown(question_of(item)) in seen(question.one("QuestionText")), key
        if item.rationale:
            assert shown(item.rationale) in seen(question.one("Feedback")), key
        if isinstance(item, Choice | Multi):
            said = {seen(option.text): option.feedback.strip() for option in question.options}
            assert said == {shown(one.text): to_plain(one.note) for one in item.alternatives}, key


@pytest.mark.parametrize("name", ["kinds", "nasec", "images"])
def test_a_picture_is_named_where_it_lies_and_stands_alone(name: str, courses: dict[str, Path], outputs: Made) -> None:
    files = outputs("brightspace", name)
    questions = questions_in(course_in(courses[name]), files)
    named = {key: question.one("Image") for key, question in questions.items() if "Image" in question.rows}
    assert named
    assert set(named.values()) == {file for file in files if file.startswith("images/")}
    assert named.keys() <= named_in_changes(files, "among the course's files")
    assert not any("<img" in question.one("QuestionText") for question in questions.values())


def test_a_worksheet_is_a_quiz_with_its_items_and_points(courses: dict[str, Path], outputs: Made) -> None:
    course, files = course_in(courses["nasec"]), outputs("brightspace", "nasec")
    left_out = named_in_changes(files, "left out")
    for worksheet in course.settings.worksheets:
        questions = read(files[f"quizzes/{worksheet.id}.csv"])
        tasks = [task for task in plan_sheets(course, worksheet)[0].tasks if task.item.id not in left_out]
        wanted = [(f"{course.settings.code}-{task.item.id}", f"{task.points:f}") for task in tasks]
        assert [(key, question.one("Points")) for key, question in questions.items()] == wanted


def test_what_has_no_place_is_left_out_and_said(courses: dict[str, Path], outputs: Made) -> None:
    files, items = outputs("brightspace", "nasec"), items_of(courses["nasec"]).values()
    several = {item.id for item in items if isinstance(item, Cloze) and len(gaps(item.text)) > 1}
    assert named_in_changes(files, "one gap per question") == several
    tolerant = {item.id for item in items if isinstance(item, Numeric) and item.margin}
    assert named_in_changes(files, "with a tolerance") == tolerant


@pytest.mark.parametrize("term", ["=1+1", "@SUM(A1)", "-ción", "+ a (b)"])
def test_no_spreadsheet_takes_an_answer_for_a_formula_and_it_is_still_right(tmp_path: Path, term: str) -> None:
    folder = mended(tmp_path / "c", "term: Tilde (~)", f'term: "{term}"')
    question = questions_of(folder)["term-tilde"]
    assert question.grade([to_plain(term)]) == 1
    assert question.grade([f"{to_plain(term)}x"]) == 0


@pytest.mark.parametrize(("text", "is_seen"), AWKWARD)
def test_awkward_texts_arrive_whole(tmp_path: Path, text: str, is_seen: str) -> None:
    folder = mended(tmp_path / "c", "stem: Match name & place.", f'stem: "{text}"')
    for file in (folder / "items").rglob("*.yaml"):
        content = file.read_text("utf-8").replace("keys: [Chrétien, Domínguez]", f'keys: [Chrétien, "{text}"]')
        file.write_text(content.replace("why: None.", f'why: "{text}"'), "utf-8")
    questions = questions_of(folder)
    assert is_seen in seen(questions["matching-names"].one("QuestionText"))
    options = questions["multi-signs"].options
    assert is_seen in {seen(option.text) for option in options if option.weight}
    assert is_seen in {option.feedback.strip() for option in options if not option.weight}


def test_a_number_may_be_typed_as_it_is_usually_written(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", "value: 49.1\n    tolerance: 0.5", "value: 18500")
    question = questions_of(folder)["numeric-names"]
    for typed in ("18500", "18,500"):
        assert question.grade([typed]) == 1
    assert question.grade(["1850"]) == 0


def test_all_or_nothing_is_asked_for_where_the_course_asks(tmp_path: Path) -> None:
    questions = questions_of(changed_course(tmp_path / "c", {"partial_credit": False}))
    assert {question.one("Scoring") for question in questions.values()} == {"", "AllOrNothing"}


def test_an_author_s_difficulty_is_kept(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", "points: 5", "points: 5\n    difficulty: hard")
    questions = questions_of(folder)
    assert questions["essay-names"].one("Difficulty") == "5"
    assert "Difficulty" not in questions["term-tilde"].rows


def test_the_head_is_a_comment_as_wide_as_the_sample(outputs: Made) -> None:
    text = outputs("brightspace", "kinds")["banks/everything.csv"].decode("utf-8-sig")
    assert next(csv.reader(StringIO(text))) == ["//Kinds & <characters>: Everything", "", "", "", ""]
