"""Packages for Canvas, read as both its engines read them: every item, scored by the rule, and nothing lost unsaid."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from shutil import copyfile

import pytest
from lxml import etree

from nasec_study.course.model import Choice, Course, Multi
from nasec_study.rendering.markup import html_of
from nasec_study.targets._archive import archive
from nasec_study.targets.lms._identity import item_name
from tests.targets.lms.answers import RefusedError, asked_in, misgraded, seen
from tests.targets.lms.canvas_reader import Engine, Package, by_item, read
from tests.targets.lms.conftest import NAMES, Made
from tests.targets.lms.making import GAPS, course_in, items_of, made, mended, named_in_changes, notices, unpacked

# Shares have two decimals of a percent, and with them always make the whole.
NEARLY = Fraction(1, 5_000)
ENGINES: tuple[Engine, ...] = ("classic", "new")


ITEM = """  - id: an-item-more
    type: true-false
    level: remember
    statement: Ink is wet.
    answer: "true"
    quote: ink
"""


def names_of(course: Course) -> dict[str, str]:
    """Return the ids of a course's items by the names that packages know them by."""
    return {item_name(course.settings.code, item): item.id for item in course.items}


def packages(files: dict[str, bytes]) -> Iterator[tuple[str, Package]]:
    """Yield each package by its name."""
    yield from ((name, read(content)) for name, content in files.items() if name.endswith(".zip"))


@pytest.mark.parametrize("name", NAMES)
def test_every_item_is_there_and_scored_by_the_rule(name: str, courses: dict[str, Path], outputs: Made) -> None:
    course, items, files = course_in(courses[name]), items_of(courses[name]), outputs("canvas", name)
    wrong, banked = set(), set()
    for file, package in packages(files):
        for key, question in by_item(package, names_of(course)):
            banked |= {key} if file.startswith("banks/") else set()
            graders = [partial(question.grade, engine=engine) for engine in ENGINES]
            wrong |= {key for grade in graders if misgraded(course, items[key], grade, NEARLY)}
    assert banked == items.keys()
    assert wrong <= named_in_changes(files, "earns its share", "earns nothing in New Quizzes", "for each part")


@pytest.mark.parametrize("name", ["kinds", "hostile", "nasec"])
def test_texts_and_reasons_arrive_as_they_were_written(name: str, courses: dict[str, Path], outputs: Made) -> None:
    course, items = course_in(courses[name]), items_of(courses[name])
    for _, package in packages(outputs("canvas", name)):
        for key, question in by_item(package, names_of(course)):
            item, comments = items[key], question.comments()
            if item.type != "cloze":
                assert asked_in(item) in seen(question.html()), key
            if item.rationale:
                assert seen(html_of(item.rationale)) in seen(comments["general_fb"]), key
            if isinstance(item, Choice | Multi):
                [response] = question.responses()
                said = {text: seen(comments.get(f"{mark}_fb", "")) for mark, text in question.labels(response).items()}
                assert said == {seen(html_of(one.text)): seen(html_of(one.note)) for one in item.alternatives}, key


@pytest.mark.parametrize("text", ["México \\<centro>", "O'Brien “Bob”"])
def test_a_picture_that_only_a_response_shows_is_in_the_package(tmp_path: Path, text: str) -> None:
    folder = mended(tmp_path / "c", text, '"![circle](media/circle.svg)"')
    copyfile(folder / "media" / "square.svg", folder / "media" / "circle.svg")
    # The reader refuses a package that lacks a file.
    assert any("images/circle.svg" in package.files for _, package in packages(made("canvas", folder)))


def test_what_stands_in_code_is_right_sign_by_sign(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", GAPS, "Call `{{c1::__init__}}(self)` first.")
    package = read(made("canvas", folder)["banks/everything.zip"])
    question = dict(by_item(package, names_of(course_in(folder))))["cloze-signs"]
    assert [question.grade([text], engine=engine) for engine in ENGINES for text in ("__init__", "init")] == [1, 0] * 2


def test_a_quiz_is_the_worksheet_with_each_stimulus_above_its_items(courses: dict[str, Path], outputs: Made) -> None:
    course, items = course_in(courses["kinds"]), items_of(courses["kinds"])
    quiz = read(outputs("canvas", "kinds")["quizzes/everything.zip"])
    assert (quiz.title, quiz.kind) == ("Every kind & “every” character", "assignment")
    assert quiz.meta["time_limit"] == "30"
    [above] = [place for place, one in enumerate(quiz.questions) if one.kind == "text_only"]
    assert "Signs & counts" in seen(quiz.questions[above].html())
    below = [one for one in quiz.questions if one.fields.get("parent_stimulus_item_ident")]
    assert below == list(quiz.questions[above + 1 : above + 1 + len(below)])
    drawn = dict(by_item(quiz, names_of(course)))
    assert [key for key, question in drawn.items() if question in below] == [
        key for key in drawn if items[key].stimulus
    ]
    assert below


def test_what_an_instructor_sets_in_canvas_is_left_as_it_is(outputs: Made) -> None:
    # What a package tells of a quiz, each update sets again.
    told = {"title", "shuffle_answers", "scoring_policy", "quiz_type", "points_possible", "show_correct_answers"}
    quiz = read(outputs("canvas", "kinds")["quizzes/everything.zip"])
    assert set(quiz.meta) == told | {"description", "time_limit", "allowed_attempts"}


def test_pools_have_as_many_as_are_drawn_and_no_item_twice(courses: dict[str, Path], outputs: Made) -> None:
    course = course_in(courses["nasec"])
    files = outputs("canvas", "nasec")
    for worksheet in course.settings.worksheets:
        drawn = read(files[f"drawn/{worksheet.id}.zip"])
        assert drawn.title == f"{worksheet.title} (drawn at random)"
        assert read(files[f"quizzes/{worksheet.id}.zip"]).title == worksheet.title
        assert [(pool.title, pool.count, pool.points) for pool in drawn.pools.values()] == [
            (section.title, section.wanted, section.points and Fraction(section.points))
            for section in worksheet.sections
        ]
    for deck in course.settings.decks:
        practice = read(files[f"practice/{deck.id}.zip"])
        assert (practice.kind, practice.meta["allowed_attempts"]) == ("practice_quiz", "-1")
        assert [pool.count for pool in practice.pools.values()] == [10]


def test_true_and_false_are_english_in_every_language(courses: dict[str, Path], outputs: Made) -> None:
    for name in ("spanish", "french"):
        course = course_in(courses[name])
        bank = read(outputs("canvas", name)["banks/everything.zip"])
        [question] = [one for key, one in by_item(bank, names_of(course)) if key == "true-false-signs"]
        assert question.kind == "true_false"
        assert set(question.labels(question.responses()[0]).values()) == {"True", "False"}


def test_an_item_more_in_front_keeps_every_name(tmp_path: Path, courses: dict[str, Path], outputs: Made) -> None:
    folder = mended(tmp_path / "more", "  - id: term-ampersand\n", f"{ITEM}  - id: term-ampersand\n")
    for file, package in packages(made("canvas", folder)):
        if file.startswith("banks/"):
            names = dict(by_item(package, names_of(course_in(folder))))
            before = dict(by_item(read(outputs("canvas", "kinds")[file]), names_of(course_in(courses["kinds"]))))
            assert set(names) - set(before) <= {"an-item-more"}
            for key, question in before.items():
                assert etree.tostring(question.element) == etree.tostring(names[key].element), key


def test_a_question_has_a_name_of_its_own_in_each_package(outputs: Made) -> None:
    # By the same name, Canvas takes it out of one bank into another, and puts it into a quiz beside itself.
    names = [question.name for _, package in packages(outputs("canvas", "starter")) for question in package.questions]
    assert len(names) == len(set(names))


def test_a_typo_mended_keeps_every_name(tmp_path: Path, outputs: Made) -> None:
    folder = mended(tmp_path / "mended", "Which two names carry an accent?", "Which two names bear an accent?")
    before, after = outputs("canvas", "kinds"), made("canvas", folder)
    changed = []
    for (file, old), (other, new) in zip(packages(before), packages(after), strict=True):
        assert file == other
        assert [one.name for one in old.questions] == [one.name for one in new.questions]
        pairs = zip(old.questions, new.questions, strict=True)
        changed += [one.fields["keywords"] for one, two in pairs if one.html() != two.html()]
        for one, two in zip(old.questions, new.questions, strict=True):
            assert [part.get("ident") for part in one.responses()] == [part.get("ident") for part in two.responses()]
            assert [list(one.labels(part)) for part in one.responses()] == [
                list(two.labels(part)) for part in two.responses()
            ]
    assert len(set(changed)) == 1


def test_a_question_of_more_than_16_kilobytes_is_named(tmp_path: Path) -> None:
    for words, named in ((3_000, set()), (3_300, {"matching-names"})):
        folder = mended(tmp_path / str(words), "Match name & place.", "word " * words)
        assert named_in_changes(made("canvas", folder), "too long") - {""} == named


def test_a_number_of_more_than_four_decimals_is_named_and_any_other_is_built(tmp_path: Path) -> None:
    for number, is_named in (("49.1000", False), ("9.99e99", False), ("3.00001", True), ("6.674e-11", True)):
        folder = mended(tmp_path / number, "value: 49.1", f"value: {number}")
        assert any("four decimal places" in line for line in notices("canvas", folder)) == is_named, number


def test_figures_have_no_noise_of_floats(courses: dict[str, Path], outputs: Made) -> None:
    course = course_in(courses["nasec"])
    for file, package in packages(outputs("canvas", "nasec")):
        for _, question in by_item(package, names_of(course)):
            for equal in question.element.iter("varequal", "vargte", "varlte") if question.kind == "numerical" else ():
                assert len(equal.text or "") < 16, file
                assert len(equal.get("margin", "")) < 10, file


BROKEN = {
    "imsqti_xmlv1p2": ("imsqti_xmlv2p1", "no quiz"),
    "<dependency identifierref=": ("<dependency other=", "dependency"),
    ">true_false_question<": (">wahr_falsch_question<", "wahr"),
    ">False<": (">Falso<", "becomes a multiple choice"),
    ' margin="0.5"': (' margin="0.5" margin="0.5"', "redefined"),
    "<vargte": ("<vargt", "mismatch"),
    "%24IMS-CC-FILEBASE%24/images/square.svg": ("images/square.svg", "not in the package"),
    '<section ident="root_section">': ('<section ident="questions">', "root_section"),
    'rcardinality="Ordered"': ('rcardinality="Single"', "no ordering"),
    'linkrefid="general_fb"': ('linkrefid="general"', "shown"),
    ">33.34<": (">33.33<", "shares"),
    ">points_possible<": (">points<", "points"),
    "&lt;span&gt;&lt;/span&gt;</mattext>": ("</mattext>", "shows \"It is Anki's &amp; nobody"),
    "&amp;#60;": ("&amp;lt;", "shows 'B C'"),
    "&lt;\N{WORD JOINER}": ("&lt;", "shows 'México <centro>'"),
}


@pytest.mark.parametrize("part", BROKEN)
def test_the_reader_refuses_what_canvas_would_drop_or_misread(part: str, outputs: Made) -> None:
    files = unpacked(outputs("canvas", "kinds")["quizzes/everything.zip"])
    other, why = BROKEN[part]
    assert any(part.encode() in content for content in files.values())
    broken = {name: content.replace(part.encode(), other.encode()) for name, content in files.items()}
    with pytest.raises(RefusedError, match=why):
        read(archive(broken))
    assert read(archive(files)).questions
