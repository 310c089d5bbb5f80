"""Moodle XML, read as Moodle's importer reads it: every item, marked by the rule, and nothing lost unsaid."""

import re
from fractions import Fraction
from html import unescape
from pathlib import Path
from shutil import copyfile, copytree

import pytest
import yaml

from nasec_study.course.model import Choice, Cloze, Course, Multi
from nasec_study.course.model.kinds.base import MAX_KEYS
from nasec_study.rendering.markup import gaps, html_of, to_plain
from tests.conftest import KINDS_COURSE
from tests.targets.lms.answers import RefusedError, asked_in, misgraded, seen
from tests.targets.lms.conftest import NAMES, Made
from tests.targets.lms.making import changed_course, course_in, items_of, made, mended, named_in_changes, with_keys
from tests.targets.lms.moodle_reader import MAX_RESPONSE, Question, categories, read

# Shares of a mark have five decimals there.
NEARLY = Fraction(1, 10_000)


def whole(files: dict[str, bytes], course: Course) -> dict[str, Question]:
    """Return the questions of the file that holds the whole course, by the ids of their items."""
    return {question.number: question for question in read(files[f"{course.settings.code.lower()}.xml"])}


@pytest.mark.parametrize("name", NAMES)
def test_every_item_is_there_and_marked_by_the_rule(name: str, courses: dict[str, Path], outputs: Made) -> None:
    course, items, files = course_in(courses[name]), items_of(courses[name]), outputs("moodle", name)
    questions = whole(files, course)
    assert questions.keys() == items.keys()
    wrong = {key for key, item in items.items() if misgraded(course, item, questions[key].grade, NEARLY)}
    assert wrong <= named_in_changes(files, "earns its share", "right one alone")
    assert bool(wrong) == (name == "strict")
    for deck in course.settings.decks:
        for question in read(files[f"{deck.id}.xml"]):
            assert question.text() == questions[question.number].text()


@pytest.mark.parametrize("number", range(2, MAX_KEYS + 1))
def test_however_many_options_are_right_they_share_the_mark(tmp_path: Path, number: int) -> None:
    course, item = with_keys(tmp_path / "c", number)
    assert not misgraded(course, item, whole(made("moodle", course.folder), course)[item.id].grade, NEARLY)


@pytest.mark.parametrize("name", ["kinds", "hostile", "nasec"])
def test_texts_and_reasons_arrive_as_they_were_written(name: str, courses: dict[str, Path], outputs: Made) -> None:
    course, items = course_in(courses[name]), items_of(courses[name])
    for key, question in whole(outputs("moodle", name), course).items():
        item = items[key]
        if not isinstance(item, Cloze):
            assert asked_in(item) in seen(question.text()), key
        if item.rationale:
            assert seen(html_of(item.rationale)) in seen(question.text("generalfeedback")), key
        if isinstance(item, Choice | Multi):
            said = {seen(text): seen(why) for text, _, why in question.answers()}
            assert said == {seen(html_of(one.text)): seen(html_of(one.note)) for one in item.alternatives}, key


def test_what_is_heard_is_told_with_the_answer_and_not_before(courses: dict[str, Path], outputs: Made) -> None:
    questions = whole(outputs("moodle", "words"), course_in(courses["words"]))
    for key, heard in (("ano", "los años"), ("oye-la-palabra", "el año"), ("donde-esta-el-gato", "Luis: Está")):
        assert seen(heard) in seen(questions[key].text("generalfeedback"))
        assert seen(heard) not in seen(questions[key].text())


def test_the_forms_of_a_term_stand_with_the_answer(courses: dict[str, Path], outputs: Made) -> None:
    question = whole(outputs("moodle", "words"), course_in(courses["words"]))["jardin"]
    assert "género: masculino plural: los jardines" in seen(question.text("generalfeedback"))
    assert "jardines" not in question.text()


@pytest.mark.parametrize(("name", "told"), [("kinds", "Right within ± 0.5"), ("french", "Bon à ± 0,5 près")])
def test_how_far_a_figure_may_be_off_is_told_with_the_answer(
    name: str, told: str, courses: dict[str, Path], outputs: Made
) -> None:
    question = whole(outputs("moodle", name), course_in(courses[name]))["numeric-names"]
    assert told in seen(question.text("generalfeedback"))
    assert "±" not in question.text()


def test_points_of_a_gapped_text_are_shared_out_in_whole_marks(tmp_path: Path) -> None:
    folder = mended(tmp_path / "points", "  - id: cloze-signs\n", "  - id: cloze-signs\n    points: 6\n")
    whole_share = whole(made("moodle", folder), course_in(folder))["cloze-signs"]
    assert whole_share.mark == 6
    folder = mended(tmp_path / "half", "  - id: cloze-signs\n", "  - id: cloze-signs\n    points: 2.5\n")
    assert whole(made("moodle", folder), course_in(folder))["cloze-signs"].mark == 3


@pytest.mark.parametrize("answer", [r"a\\{3\\}", r"C\\#", r"50% ~ \\*"])
def test_signs_of_a_gap_are_right_as_they_stand(tmp_path: Path, answer: str) -> None:
    """Moodle takes the backslash from two signs even where both are entities."""
    folder = mended(
        tmp_path / "c", '{{c1::Díez}} wrote 1 < 2."', f"{{{{c3::{answer}}}}} wrote 1 < 2.'".replace("'", '"')
    )
    item = items_of(folder)["cloze-signs"]
    assert isinstance(item, Cloze)
    typed = [to_plain(gap.answer) for gap in gaps(item.text)]
    assert whole(made("moodle", folder), course_in(folder))["cloze-signs"].grade(typed) == 1


@pytest.mark.parametrize("target", ["moodle", "gift"])
def test_a_response_too_long_for_a_list_is_cut_and_named(tmp_path: Path, target: str) -> None:
    """Moodle would break off its import there."""
    folder = mended(tmp_path / "c", "Québec & Ottawa", "Québec & Ottawa " * 20)
    files = made(target, folder)
    assert named_in_changes(files, "is cut") == {"matching-names"}
    found = re.findall(r"Québec &[^<\n]*…", next(iter(files.values())).decode())
    [length] = [len(unescape(text) if target == "moodle" else text) for text in found]
    assert 240 < length <= MAX_RESPONSE


def test_numbers_are_told_apart_in_a_list_of_responses(tmp_path: Path) -> None:
    """Moodle would take 1.0 for 1, and offer one of them."""
    source = mended(tmp_path / "one", "Québec & Ottawa", "1.0")
    folder = mended(tmp_path / "two", "Cancún, why: A beach.", "1", source)
    question = whole(made("moodle", folder), course_in(folder))["matching-names"]
    assert question.grade({"Chrétien": "1.0"}) == Fraction(1, 2)
    assert question.grade({"Chrétien": "1"}) == 0


# The one that the course has.
FORMULA = r"\(x&lt;y\)"


def test_a_filter_finds_no_formula_in_hostile_texts(outputs: Made) -> None:
    for content in (one for file, one in outputs("moodle", "hostile").items() if file.endswith(".xml")):
        for question in read(content):
            for text in question.element.iter("text"):
                if text.getparent().get("format") == "html" and question.kind != "cloze":
                    shown = (text.text or "").replace(FORMULA, "")
                    assert not re.search(r"\\[(\[]|\$\$|\[tex\]", re.sub("<[^>]*>", "|", shown), re.IGNORECASE)


def test_questions_lie_by_reading_and_section_below_the_edition(outputs: Made, courses: dict[str, Path]) -> None:
    questions = whole(outputs("moodle", "kinds"), course_in(courses["kinds"]))
    assert {question.category for question in questions.values()} == {
        ("top", "Kinds & < characters> 0.9", "Ink & paper", "Signs & “wonders” < 1>"),
        ("top", "Kinds & < characters> 0.9", "Ink & paper", "Peña Nieto :: Québec"),
    }
    assert {"reading:ink", "kind:multi", "level:analyze", "topic:accents", "sheet:everything:2"} <= set(
        questions["multi-signs"].tags
    )


@pytest.mark.parametrize("target", ["moodle", "gift"])
def test_slashes_within_names_divide_no_categories(tmp_path: Path, target: str) -> None:
    settings = {"title": "/r/ and /l/", "edition": "/1/", "decks": [{"id": "all", "name": "/l/"}]}
    files = made(target, changed_course(tmp_path / "c", settings))
    content = next(iter(files.values())).decode()
    found = re.search(r"(?:<category><text>|\$CATEGORY: )(.*?)(?:</text>|\n)", content)
    assert found
    assert categories(found[1])[:2] == ("top", "/r/ and /l/ /1/")
    assert target == "moodle" or categories(found[1])[2:] == ("/l/",)


def test_a_bank_too_large_for_one_file_lies_in_several(tmp_path: Path) -> None:
    """What alone would be too large is left out, and the build says so."""
    sizes = {"question-names": 4_000_000, "choice-signs": 5_000_000, "essay-names": 2_000_000, "multi-signs": 8_000_000}
    folder = tmp_path / "content"
    copytree(KINDS_COURSE, folder)
    for file in (folder / "items").rglob("*.yaml"):
        tree = yaml.safe_load(file.read_text("utf-8"))
        for item in tree["items"]:
            if size := sizes.get(item["id"]):
                (folder / "media" / f"{item['id']}.svg").write_bytes(b"<svg/>".ljust(size))
                item["stem"] += f" ![large](media/{item['id']}.svg)"
        file.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    files = made("moodle", folder)
    assert named_in_changes(files, "left out") == {"multi-signs"}
    parts = [read(files[name]) for name in ("kinds.1.xml", "kinds.2.xml")]
    assert all(parts)
    assert {question.number for part in parts for question in part} == items_of(folder).keys() - {"multi-signs"}


def test_tags_name_the_items_that_a_section_of_a_worksheet_draws_from(courses: dict[str, Path], outputs: Made) -> None:
    course = course_in(courses["nasec"])
    questions = whole(outputs("moodle", "nasec"), course)
    for worksheet in course.settings.worksheets:
        for number, section in enumerate(worksheet.sections, start=1):
            tag = f"sheet:{worksheet.id}:{number}"
            assert sum(tag in question.tags for question in questions.values()) >= section.wanted


def test_a_typo_mended_keeps_the_number_of_a_question(tmp_path: Path, outputs: Made, courses: dict[str, Path]) -> None:
    folder = mended(tmp_path / "mended", "Which two names carry an accent?", "Which two names bear an accent?")
    before = whole(outputs("moodle", "kinds"), course_in(courses["kinds"]))
    after = whole(made("moodle", folder), course_in(folder))
    assert [key for key in before if before[key].text() != after[key].text()] == ["multi-signs"]


@pytest.mark.parametrize(
    ("language", "unit", "right"),
    [
        *(("en", "$", "$49.1"), ("nl", "€", "€ 49.1"), ("fr", "$", "49.1 $"), ("fr", "$", "49,1 $")),
        *(("en", "%", "49.1 %"), ("en", "", "49.1"), ("en", "", "49.1 %"), ("en", "US dollars", "49.1 US dollars")),
    ],
)
def test_a_unit_may_be_typed_where_the_language_puts_it(tmp_path: Path, language: str, unit: str, right: str) -> None:
    folder = mended(tmp_path / "mended", r"% of \\<all\\>", unit)
    file = folder / "course.yaml"
    file.write_text(f"{file.read_text('utf-8')}language: {language}\n", "utf-8")
    question = whole(made("moodle", folder), course_in(folder))["numeric-names"]
    assert question.grade([right]) == 1


@pytest.mark.parametrize(
    "unit", ["10⁶ t", "R&D points", "% of \\\\<all\\\\>", "of a very long name, which nobody would like to type"]
)
def test_a_unit_that_moodle_would_misread_or_lose_is_only_shown(tmp_path: Path, unit: str) -> None:
    folder = mended(tmp_path / "mended", r"% of \\<all\\>", unit)
    files = made("moodle", folder)
    question = whole(files, course_in(folder))["numeric-names"]
    assert question.element.find("units") is None
    assert question.element.findtext("showunits") == "3"
    assert seen(html_of(unit.replace("\\\\", "\\"))) in seen(question.text())
    assert named_in_changes(files, "the unit is only shown") == {"numeric-names"}


def test_pictures_in_folders_and_of_one_name_arrive(tmp_path: Path) -> None:
    """Moodle takes slashes out of the name of a file, and of two at one place it brings the first."""
    name = "signs-in-time.svg"
    stem = f'stem: "How many? ![1](media/{name}) ![2](media/shapes/{name}) ![3](pictures/{name})"'
    folder = mended(tmp_path / "content", "stem: How many signs are there?", stem)
    (folder / "media/shapes").mkdir()
    for place in ("media", "media/shapes"):
        copyfile(folder / "media/square.svg", folder / place / name)
    files = made("moodle", folder)["kinds.xml"].decode()
    assert set(re.findall(rf'<file name="{name}" path="([^"]+)"', files)) == {"/", "/shapes/", "/pictures/"}
    assert whole(made("moodle", folder), course_in(folder))


BROKEN = {
    '<?xml version="1.0"': ('\n<?xml version="1.0"', "first bytes"),
    'fraction="50"': ('fraction="45"', "fraction 45"),
    "<idnumber>multi-signs</idnumber>": ("<idnumber>choice-signs</idnumber>", "idnumber stands twice"),
    '<question type="ordering">': ('<question type="order">', "no such kind"),
    "<penalty>1</penalty>": ("<penalty>0.4</penalty>", "penalty"),
    "@@PLUGINFILE@@/square.svg": ("@@PLUGINFILE@@/circle.svg", "shown"),
    "<shownumcorrect>1</shownumcorrect>": ("", "shownumcorrect"),
    "{1:SHORTANSWER:=": ("(1:SHORTANSWER:=", "no embedded answers"),
    "<text>true</text>": ("<text>verdadero</text>", "true and false"),
    "]]></text>": ("</text>", "CData"),
}


@pytest.mark.parametrize("part", BROKEN)
def test_the_reader_refuses_what_the_importer_would(part: str, outputs: Made) -> None:
    sound = outputs("moodle", "kinds")["kinds.xml"].decode()
    other, why = BROKEN[part]
    assert part in sound
    with pytest.raises(RefusedError, match=why):
        read(sound.replace(part, other).encode())
