"""Blackboard: a strict reader of its text files reads each question, and what is missing is said."""

from collections.abc import Iterator
from html import escape
from itertools import chain
from pathlib import Path

import pytest

from nasec_study.course.model import Choice, Cloze, Matching, Multi
from nasec_study.rendering.formulas.plain import as_text
from nasec_study.rendering.markup import html_of, with_formulas
from nasec_study.sheets.plan import plan_sheets
from nasec_study.sheets.points import worth
from nasec_study.targets.lms._banks import deck_banks
from tests.targets.lms.answers import question_of, seen, trials
from tests.targets.lms.blackboard_reader import MOST_LINES, Question, read
from tests.targets.lms.conftest import NAMES, Made
from tests.targets.lms.making import AWKWARD, course_in, items_of, made, mended, named_in_changes


def shown(text: str) -> str:
    """Return what a reader sees of a text of the bank, its formulas as plain text."""
    return seen(with_formulas(html_of(text), lambda tex, _: escape(as_text(tex))))


def questions_in(folder: Path, files: dict[str, bytes]) -> dict[str, Question]:
    """Return the questions of all decks by the ids of their items, which stand in the order of the course."""
    left_out = named_in_changes(files, "left out")
    found: dict[str, Question] = {}
    for bank in deck_banks(course_in(folder)):
        parts = [files[name] for name in sorted(files) if name in {f"banks/{bank.id}.txt", *_parts(bank.id)}]
        questions = list(chain.from_iterable(map(read, parts)))
        items = [item.id for item in bank.items if item.id not in left_out]
        found |= dict(zip(items, questions, strict=True))
    return found


def _parts(bank: str) -> Iterator[str]:
    return (f"banks/{bank}.{number}.txt" for number in range(1, 9))


@pytest.mark.parametrize("name", NAMES)
def test_what_it_carries_is_scored_by_the_rule_and_the_rest_is_said(
    name: str, courses: dict[str, Path], outputs: Made
) -> None:
    course, items, files = course_in(courses[name]), items_of(courses[name]), outputs("blackboard", name)
    questions = questions_in(courses[name], files)
    assert len(questions) >= 3
    wrong = {
        key
        for key, question in questions.items()
        for trial in trials(course, items[key], partial=course.settings.partial_credit, shown=shown)
        if question.grade(trial.answer) != trial.share
    }
    assert wrong <= named_in_changes(files, "whether a part of an answer earns points")
    whole = {
        key
        for key, question in questions.items()
        for trial in trials(course, items[key], partial=False, shown=shown)
        if question.grade(trial.answer) != trial.share
    }
    assert not whole


@pytest.mark.parametrize("name", ["chemistry", "python", "kinds", "hostile", "nasec", "words"])
def test_texts_arrive_as_they_were_written(name: str, courses: dict[str, Path], outputs: Made) -> None:
    items = items_of(courses[name])
    for key, question in questions_in(courses[name], outputs("blackboard", name)).items():
        item = items[key]
        if not isinstance(item, Cloze):
            assert shown(question_of(item)) in seen(question.stem).replace(" | ", " "), key
        if isinstance(item, Choice | Multi):
            assert {seen(text) for text, _ in question.pairs} == {shown(one.text) for one in item.alternatives}, key


@pytest.mark.parametrize("name", ["kinds", "nasec"])
def test_a_worksheet_is_a_file_with_its_items(name: str, courses: dict[str, Path], outputs: Made) -> None:
    course, files = course_in(courses[name]), outputs("blackboard", name)
    questions, left_out = questions_in(courses[name], files), named_in_changes(files, "left out")
    for worksheet in course.settings.worksheets:
        tasks = [task.item.id for task in plan_sheets(course, worksheet)[0].tasks if task.item.id not in left_out]
        assert read(files[f"quizzes/{worksheet.id}.txt"]) == [questions[key] for key in tasks]


def test_a_long_deck_is_several_files(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", "id: term-tilde", "id: term-tilde")
    term = "  - {id: term-%d, type: term, level: remember, term: Term %d, definition: Number %d, quote: over the n}\n"
    with (folder / "items/ink/signs.yaml").open("a", encoding="utf-8") as file:
        file.writelines(term % (number, number, number) for number in range(MOST_LINES))
    files = made("blackboard", folder)
    assert len(read(files["banks/everything.1.txt"])) == MOST_LINES
    assert 0 < len(read(files["banks/everything.2.txt"])) < MOST_LINES
    assert "banks/everything.txt" not in files


def test_what_has_no_place_is_said(courses: dict[str, Path], outputs: Made) -> None:
    files, items = outputs("blackboard", "nasec"), items_of(courses["nasec"]).values()
    unmatched = {item.id for item in items if isinstance(item, Matching) and item.distractors}
    assert named_in_changes(files, "match no premise") == unmatched
    by_hand = {item.id for item in items if item.type in {"question", "essay"}}
    feedback = named_in_changes(files, "no feedback")
    assert not feedback & by_hand
    assert {item.id for item in items if item.rationale} - by_hand - named_in_changes(files, "no pictures") <= feedback
    assert named_in_changes(files, "no points") == {item.id for item in items if worth(item) != 1}


def questions_of(folder: Path) -> dict[str, Question]:
    """Return the questions of the course in a folder."""
    return questions_in(folder, made("blackboard", folder))


@pytest.mark.parametrize(("text", "is_seen"), [*AWKWARD, ('\\"quoted\\"', '"quoted"')])
def test_awkward_texts_arrive_whole(tmp_path: Path, text: str, is_seen: str) -> None:
    folder = mended(tmp_path / "c", "stem: Match name & place.", f'stem: "{text}"')
    for file in (folder / "items").rglob("*.yaml"):
        content = file.read_text("utf-8").replace("keys: [Chrétien, Domínguez]", f'keys: [Chrétien, "{text}"]')
        file.write_text(content.replace("term: Tilde (~)", f'term: "{text[:99]}"'), "utf-8")
    questions = questions_of(folder)
    assert is_seen in seen(questions["matching-names"].stem)
    assert is_seen in {seen(text) for text, word in questions["multi-signs"].pairs if word == "correct"}
    assert questions["term-tilde"].grade([is_seen[:99].strip()]) == 1


def test_lines_of_code_and_rows_of_a_table_stay_lines(tmp_path: Path) -> None:
    text = "Read:\\n\\n```\\nif x:\\n    y\\tz\\n```\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |"
    folder = mended(tmp_path / "c", "stem: Match name & place.", f'stem: "{text}"')
    stem = questions_of(folder)["matching-names"].stem
    assert "<p>if x:<br />&nbsp;&nbsp;&nbsp;&nbsp;y&nbsp;&nbsp;&nbsp; z</p>" in stem
    assert "<p>a | b</p> <p>1 | 2</p>" in " ".join(stem.split())


@pytest.mark.parametrize("head", ["a | b", "אב | גד"])
def test_it_is_said_what_becomes_of_a_table(tmp_path: Path, head: str) -> None:
    table = f"Read:\\n\\n| {head} |\\n|---|---|\\n| 1 | 2 |"
    folder = mended(tmp_path / "c", "stem: Match name & place.", f'stem: "{table}"')
    assert "matching-names" in named_in_changes(made("blackboard", folder), "tables are lines")


def test_brackets_in_a_text_with_gaps_begin_none(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", "wrote 1 < 2.", "wrote &#91;b] and &#91;x y] 1 < 2.")
    question = questions_of(folder)["cloze-signs"]
    assert r"wrote \[b] and \[x y] 1" in question.stem
    assert question.grade(["<b>", "Cancún", "Díez"]) == 1


@pytest.mark.parametrize(("number", "is_kept"), [(10, True), (11, False)])
def test_a_text_has_ten_gaps_at_most(tmp_path: Path, number: int, is_kept: bool) -> None:  # noqa: FBT001 - a parameter
    text = " ".join(f"{{{{c{place}::word {place}}}}}" for place in range(1, number + 1))
    old = "Before {{c1::`<b>`::a tag}} & after {{c2::*Cancún*}}, {{c1::Díez}} wrote 1 < 2."
    folder = mended(tmp_path / "c", f'"{old}"\n    accept: {{Díez: [Peña & co, "a *port*"]}}', f'"{text}"')
    files = made("blackboard", folder)
    assert ("cloze-signs" in questions_in(folder, files)) == is_kept
    assert ("cloze-signs" in named_in_changes(files, "10 gaps")) != is_kept


@pytest.mark.parametrize(
    ("key", "old", "before"),
    [
        ("cloze-signs", '[Peña & co, "a *port*"]', ["<b>", "Cancún"]),
        ("term-tilde", "term: Tilde (~)", []),
    ],
)
def test_an_answer_may_be_typed_in_a_hundred_ways_at_most(
    tmp_path: Path, key: str, old: str, before: list[str]
) -> None:
    ways = ", ".join(f"{one}{other}" for one in "abcdefghijk" for other in "abcdefghijk")
    new = f"[{ways}]" if before else f"{old}\n    accept: [{ways}]"
    folder = mended(tmp_path / "c", old, new)
    files = made("blackboard", folder)
    question = questions_in(folder, files)[key]
    assert question.grade([*before, "aa"]) == 1
    assert question.grade([*before, "kk"]) != 1
    assert named_in_changes(files, "first 100 ways") == {key}
