"""Blackboard's text files: whose they are, as spreadsheets save them, and ours."""

from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.course.model import Term
from nasec_study.course.parse import read_course
from nasec_study.foundation.problems import StudyError
from nasec_study.importers.reading import read_bank
from nasec_study.pipeline import build
from tests.conftest import COURSES
from tests.importers.making import bank


@pytest.mark.parametrize("course", ["kinds", "starter"])
def test_every_question_of_ours_comes_back(course: str, tmp_path: Path) -> None:
    copytree(COURSES[course], tmp_path / "content")
    list(build(tmp_path / "content", tmp_path / "build", ("blackboard",)))
    read, _ = read_course(tmp_path / "content")
    assert read
    terms = Counter(item.term for item in read.items if isinstance(item, Term))
    for file in sorted((tmp_path / "build/blackboard").rglob("*.txt")):
        if file.name != "changes.txt":
            found = read_bank(file, file.name)
            assert (found.format, found.left_out) == ("Blackboard's text", ())
            assert len(found.items) == len(file.read_text("utf-8").splitlines())
            assert Counter(str(one.fields["term"]) for one in found.items if "term" in one.fields) <= terms


def test_a_spreadsheet_puts_marks_around_cells_and_cells_behind_them() -> None:
    text = 'MC\t"Of ""Ariel"", which is it?"\tA play\tcorrect\tA film\tincorrect\tA song\tincorrect\t\t\r\n'
    (item,) = bank("a.txt", text).items
    assert (item.fields["stem"], item.fields["key"]) == ('Of "Ariel", which is it?', "A play")


def test_marks_that_are_part_of_a_question_stay() -> None:
    (item,) = bank("a.txt", 'TF\t"Ariel" is a play.\ttrue\nTF\t"Ariel is a film.\tfalse\n').items[:1]
    assert item.fields["statement"] == '"Ariel" is a play.'


def test_a_list_of_abbreviations_is_a_table() -> None:
    assert bank("a.txt", "MC\tMarine Corps\nOP\tOpinion\n").format == "a table"
    told = "term\tdefinition\texample\nMC\tMarine Corps\tIn the MC.\nUN\tUnited Nations\tOf the UN.\nEU\tUnion\t.\n"
    assert bank("a.txt", told).format == "a table"


@pytest.mark.parametrize(
    "text",
    [
        "kind\tquestion\tanswer\trationale\nTF\tSalt sinks.\ttrue\tDense.\nTF\tCork sinks.\tfalse\tLight.\n",
        "type\tquestion\toption A\toption B\tanswer\nMC\tA port?\tArica\tLima\tA\nMC\tA sea?\tComo\tRed\tB\n",
    ],
)
def test_a_table_with_heads_of_columns_stays_a_table(text: str) -> None:
    found = bank("a.txt", text)
    assert (found.format, len(found.items), found.left_out) == ("a table", 2, ())


def test_a_title_may_stand_above_the_questions() -> None:
    found = bank("a.txt", "Harbors\nTF\tSalt sinks.\ttrue\nTF\tCork sinks.\tfalse\n")
    assert (len(found.items), [left.name for left in found.left_out]) == (2, ["Harbors"])
    with pytest.raises(StudyError, match=r"^a.txt"):
        bank("a.txt", "Harbors\n\t\n")


def test_abbreviations_with_two_cells_beside_are_no_questions() -> None:
    text = "MC\tMarine Corps\tof the US\nTF\tTask Force\ta group\nMA\tMaster of Arts\ta degree\n"
    with pytest.raises(StudyError, match="does not name its columns: MC, Marine Corps"):
        bank("a.txt", text)
