"""GIFT: Moodle's reading and that of gift-pegjs are the same, scored by the rule, and what is missing is said."""

import os
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from nasec_study.course.model import Choice, Multi
from nasec_study.course.model.kinds.base import MAX_KEYS
from nasec_study.rendering.markup import html_of, to_plain
from nasec_study.sheets.points import worth
from nasec_study.targets import load_target
from tests.targets.lms.answers import asked_in, seen, trials
from tests.targets.lms.conftest import NAMES, Made
from tests.targets.lms.gift_reader import PEGJS, Question, read, read_by_pegjs
from tests.targets.lms.making import GAPS, course_in, items_of, made, mended, named_in_changes, with_keys

Read = Callable[[str], dict[str, Question]]


def questions_in(files: dict[str, bytes]) -> dict[str, Question]:
    """Return the questions of all files by the ids of their items."""
    return {
        key: question
        for name, content in files.items()
        if name.endswith(".gift")
        for key, question in read(content.decode()).items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_it_carries_is_scored_by_the_rule_and_the_rest_is_said(
    name: str, courses: dict[str, Path], outputs: Made
) -> None:
    course, items, files = course_in(courses[name]), items_of(courses[name]), outputs("gift", name)
    questions = questions_in(files)
    decked = {key for deck in course.settings.decks for key in items if deck} if course.settings.decks else set()
    assert decked - questions.keys() == named_in_changes(files, "left out")
    assert questions.keys() & {key for key, item in items.items() if item.type in load_target("gift").SKIPS} == set()
    wrong = {
        key
        for key, question in questions.items()
        for trial in trials(course, items[key], partial=course.settings.partial_credit)
        if question.grade(trial.answer) != trial.share
    }
    assert wrong <= named_in_changes(files, "unequal shares", "right one alone", "earns its share")


@pytest.mark.parametrize("number", range(2, MAX_KEYS + 1))
def test_however_many_options_are_right_they_earn_all_points_and_guesses_none(tmp_path: Path, number: int) -> None:
    course, item = with_keys(tmp_path / "c", number)
    files = made("gift", course.folder)
    is_even = item.id not in named_in_changes(files, "unequal shares")
    question = questions_in(files)[item.id]
    for trial in trials(course, item):
        earned = question.grade(trial.answer)
        assert earned is not None
        assert earned == trial.share if is_even or trial.share in {0, 1} else 0 <= earned < 1, trial
    assert is_even == (number in {2, 4, 5})


@pytest.mark.parametrize("name", ["kinds", "hostile", "nasec"])
def test_texts_and_reasons_arrive_as_they_were_written(name: str, courses: dict[str, Path], outputs: Made) -> None:
    items = items_of(courses[name])
    for key, question in questions_in(outputs("gift", name)).items():
        item = items[key]
        if item.type != "cloze":
            assert asked_in(item) in seen(question.stem), key
        if item.rationale:
            assert seen(html_of(item.rationale)) in seen(question.general), key
        if isinstance(item, Choice | Multi):
            said = {seen(option.text): seen(option.feedback) for option in question.options}
            assert said == {seen(html_of(one.text)): seen(html_of(one.note)) for one in item.alternatives}, key


@pytest.mark.parametrize(
    ("item", "words"), [("matching-names", "Chrétien, response"), ("essay-names", "Names & signs, points")]
)
def test_what_shows_a_picture_anywhere_is_left_out_and_named(tmp_path: Path, item: str, words: str) -> None:
    picture = f'"![square](media/square.svg)", {words.partition(", ")[2]}'
    files = made("gift", mended(tmp_path / "c", words, picture))
    assert item in named_in_changes(files, "GIFT has no pictures")
    assert not any(b"<img" in content for content in files.values())


def test_what_stands_in_code_is_right_sign_by_sign(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", GAPS, "Call `{{c1::__init__}}(self)` first.")
    question = questions_in(made("gift", folder))["cloze-signs"]
    assert [question.grade([text]) for text in ("__init__", "init")] == [1, 0]


@pytest.fixture
def pegjs() -> Read:
    """Return gift-pegjs as a function that reads a bank; skips where it is not installed, fails in CI."""
    if not PEGJS.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("gift-pegjs is not installed, and CI must ask it")
        pytest.skip("NASEC_NODE names no folder with gift-pegjs")
    return read_by_pegjs


@pytest.mark.parametrize("name", NAMES)
def test_gift_pegjs_reads_the_same(name: str, outputs: Made, pegjs: Read) -> None:
    found = 0
    for file, content in outputs("gift", name).items():
        if file.endswith(".gift"):
            ours, theirs = read(content.decode()), pegjs(content.decode())
            assert theirs == ours
            found += len(theirs)
    assert found >= 5


def test_weights_are_whole_and_make_a_hundred(outputs: Made) -> None:
    several = [one for one in questions_in(outputs("gift", "nasec")).values() if one.kind == "multichoice"]
    assert len(several) > 100
    for question in several:
        shares = [option.share for option in question.options if option.share > 0]
        assert sum(shares) == 1, question.name
        assert all(share * 100 == int(share * 100) for share in shares)
        assert all(
            option.share <= 0
            for option in question.options
            if option.share != Fraction(1) and option.share not in shares
        )


@pytest.mark.parametrize(("partial", "lost"), [(True, -40), (False, -100)])
def test_a_wrong_option_costs_at_least_what_the_best_right_one_gives(
    tmp_path: Path,
    partial: bool,  # noqa: FBT001 - a parameter
    lost: int,
) -> None:
    folder = mended(tmp_path / "c", "keys: [Chrétien, Domínguez]", "keys: [Chrétien, Domínguez, Bá]")
    settings = folder / "course.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}partial_credit: {str(partial).lower()}\n", "utf-8")
    [text] = [text for text in map(bytes.decode, made("gift", folder).values()) if "Bá" in text]
    shares = re.findall(r"~%(-?\d+)%", text[: text.index("Bá") + 200])
    assert sorted(map(int, shares)) == [lost, lost, 30, 30, 40]


def test_points_are_told_since_the_format_has_none(courses: dict[str, Path], outputs: Made) -> None:
    files = outputs("gift", "kinds")
    left_out = named_in_changes(files, "left out")
    worth_more = {key for key, item in items_of(courses["kinds"]).items() if worth(item) != 1}
    assert "essay-names" in worth_more
    assert named_in_changes(files, "no points") == worth_more - left_out


@pytest.mark.parametrize("term", ["%20%C3", "&#91;html]", "&#91;1, 2]", "%d"])
def test_a_typed_answer_that_begins_as_a_share_or_a_format_does_is_whole(
    tmp_path: Path, term: str, pegjs: Read
) -> None:
    folder = mended(tmp_path / "c", "term: Tilde (~)", f'term: "{term}"')
    content = made("gift", folder)["everything.gift"].decode()
    question = read(content)["term-tilde"]
    assert question == pegjs(content)["term-tilde"]
    assert question.grade([to_plain(term)]) == 1


def test_an_item_that_programs_read_differently_is_left_out_and_named(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", "response: Québec", "response: ~5 Québec")
    files = made("gift", folder)
    assert "matching-names" in named_in_changes(files, "a response with ~")
    assert "matching-names" not in read(files["everything.gift"].decode())
