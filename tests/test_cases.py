"""Broken files and the exact lines that they print: `cases/NAME.yaml` with `cases/NAME.txt` beside.

A case stands in a sound little course, at the place that its name says: `items-...` is a bank,
`course-...` is course.yaml, `reading-...`, `stimulus-...` and `disputes-...` likewise.
"""

import re
from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.examination import examine
from tests.conftest import REPOSITORY, STARTER

CASES = sorted((REPOSITORY / "tests" / "cases").glob("*.yaml"))
SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"
# How messages begin that name the thing in which they found something.
THINGS = ("item", "reading", "stimulus", "picture", "dispute", "objective", "deck", "worksheet")
NAMED = re.compile(rf"(?:draft of )?(?:[a-z-]+ )?({'|'.join(THINGS)}) '(?!number)([^']+)'(?! is listed twice)")
PLACES = {
    "items": "items/r/case.yaml",
    "course": "course.yaml",
    "reading": "readings/case.yaml",
    "stimulus": "stimuli/case.yaml",
    "disputes": "disputes.yaml",
    "picture": "pictures/case.yaml",
}


def test_there_are_cases() -> None:
    assert len(CASES) > 20
    assert {file.stem for file in CASES} == {file.stem for file in CASES[0].parent.glob("*.txt")}


def test_the_course_around_the_cases_is_sound() -> None:
    assert lines_of(SOUND) == []


@pytest.mark.parametrize("case", CASES, ids=lambda file: file.stem)
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SOUND, "content")
    file = Path("content", PLACES[case.stem.partition("-")[0]])
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(case.read_bytes())
    problems = examine(Path("content")).problems
    lines = [str(problem) for problem in problems]
    expected = case.with_suffix(".txt")
    if pytestconfig.getoption("--update-golden"):
        expected.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    assert lines == expected.read_text("utf-8").splitlines()
    assert lines
    # The file's name, by which a reading of another id is called, is none.
    for problem in problems if case.stem != "reading-other-name" else ():
        if named := NAMED.match(problem.message):
            assert problem.where.thing == named.groups()


def test_a_finding_in_a_file_that_is_no_yaml_names_its_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SOUND, "content")
    bank = Path("content/items/r/case.yaml")
    for case in ("several", "hidden", "star-within"):
        bank.write_bytes((CASES[0].parent / f"items-slip-{case}.yaml").read_bytes())
        lines = bank.read_text("utf-8").splitlines()
        for problem in examine(Path("content")).problems:
            above = [line for line in lines[: problem.where.line] if line.startswith("  - id: ")]
            assert problem.item == problem.about == above[-1].removeprefix("  - id: ")


def test_a_finding_in_a_file_of_one_thing_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for content in (b"id: a\ntitle: \xe9\n", b"title: A\ntext: B\n", b"title: @a\n", b"\xe9", b""):
        copytree(SOUND, "content", dirs_exist_ok=True)
        Path("content/stimuli").mkdir(exist_ok=True)
        Path("content/stimuli/a.yaml").write_bytes(content)
        assert {problem.where.thing for problem in examine(Path("content")).problems} == {("stimulus", "a")}


def test_what_lies_in_no_item_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SOUND, "content")
    for case in ("two-banks", "two-documents", "merge", "empty", "anchors"):
        Path("content/items/r/case.yaml").write_bytes((CASES[0].parent / f"items-{case}.yaml").read_bytes())
        assert {problem.about for problem in examine(Path("content")).problems} == {""}


def test_an_item_waives_nothing_of_a_stimulus_that_has_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SOUND, "content")
    stimulus = Path("content/stimuli/sound.yaml")
    stimulus.parent.mkdir()
    stimulus.write_text("id: sound\ntitle: A\ntext: How large is \\beta?\n", "utf-8")
    bank = Path("content/items/r/sound.yaml")
    bank.write_text(f"{bank.read_text('utf-8').rstrip()}\n    waive: {{W266: It is code.}}\n", "utf-8")
    [problem] = examine(Path("content")).problems
    assert (problem.rule, problem.about, problem.item) == ("W266", "sound", "")


def test_a_link_that_leads_out_of_the_course_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SOUND, "content")
    Path("secret.yaml").write_text("items: []\n", "utf-8")
    Path("content/items/out.yaml").symlink_to(tmp_path / "secret.yaml")
    Path("content/items/loop").symlink_to(tmp_path / "content")
    assert lines_of(Path("content")) == [
        (
            "content/items/loop:1:1: this folder is a link"
            " (links to folders are not followed; put the folder itself here) [E115]"
        ),
        (
            "content/items/out.yaml:1:1: this link leads out of the course"
            " (a course must contain all its files; copy the file here) [E115]"
        ),
    ]


def test_files_that_would_be_left_out_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SOUND, "content")
    Path("content/items/bank.yml").write_text("items: []\n", "utf-8")
    Path("content/items/more.yaml.txt").write_text("items: []\n", "utf-8")
    Path("content/bank.yaml").write_text("items: []\n", "utf-8")
    assert lines_of(Path("content")) == [
        (
            "content/bank.yaml:1:1: this file does not belong to a course"
            " (items go to items/, readings to readings/, shared material to stimuli/; delete a copy) [E117]"
        ),
        "content/items/bank.yml:1:1: this file would be left out (rename it to bank.yaml) [E118]",
        "content/items/more.yaml.txt:1:1: this file would be left out (rename it to more.yaml) [E118]",
    ]


def test_a_reading_without_its_file_is_told_once_and_not_by_each_that_cites_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    file = Path("content/readings/harbors.yaml")
    held = file.read_text("utf-8")
    file.unlink()
    message = "content/course.yaml:19:5: the course lists the reading 'harbors', but there is no readings/harbors.yaml"
    assert lines_of(Path("content")) == [f"{message} (add that file, or take 'harbors' out of the list) [E214]"]
    file.with_name("harbor.yaml").write_text(held.replace("id: harbors", "id: harbor"), "utf-8")
    assert f"{message} (did you mean 'harbor'?) [E214]" in lines_of(Path("content"))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("reading: tides", "cites the unknown reading 'tidse' (did you mean 'tides'?) [E210]"),
        (
            "section: two-bulges",
            "cites the unknown section 'two-bulgse' of 'tides' (did you mean 'two-bulges'?) [E211]",
        ),
    ],
)
def test_what_a_file_says_wrongly_for_all_its_items_is_told_once_and_where_it_stands(
    wrong: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    bank = Path("content/items/tides/two-bulges.yaml")
    lines = bank.read_text("utf-8").splitlines()
    number = lines.index(wrong)
    lines[number] = f"{wrong[:-2]}{wrong[:-3:-1]}"
    bank.write_text("\n".join(lines), "utf-8")
    # Its items are on worksheets, which cannot be filled without them.
    assert lines_of(Path("content")) == [f"content/items/tides/two-bulges.yaml:{number + 1}:10: the file {told}"]


@pytest.mark.parametrize(
    ("file", "written", "instead", "rule"),
    [
        ("course.yaml", "  - tides\n", "  - tidse\n", "E214"),
        ("readings/tides.yaml", "id: tides", "id: tide", "E202"),
        ("readings/tides.yaml", "outline:", "outlines:", "E122"),
        ("stimuli/tide-table.yaml", "id: tide-table", "id: tide-tables", "E202"),
        ("pictures/lunar-day.yaml", "id: lunar-day", "id: lunar-days", "E202"),
        ("disputes.yaml", "id: fundy-range", "id: fundy-ranges", "E213"),
        ("items/tides/two-bulges.yaml", "id: td-sun-share", "id: td-far-side", "E201"),
        ("items/tides/two-bulges.yaml", "    stem:", "    stm:", "E122"),
        ("items/across/both-readings.yaml", "why-places-differ", "why-place-differ", "E211"),
        ("items/across/both-readings.yaml", ', quote: "a range of about 16 meters"', "", "E121"),
    ],
)
def test_one_slip_is_one_finding(
    file: str, written: str, instead: str, rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    text = Path("content", file).read_text("utf-8")
    Path("content", file).write_text(text.replace(written, instead, 1), "utf-8")
    assert [problem.rule for problem in examine(Path("content")).problems] == [rule]


def test_a_week_calls_no_section_of_a_faulty_reading_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    with Path("content/course.yaml").open("a", encoding="utf-8") as file:
        file.write("weeks: [{topic: One, read: [harbors, harbors/gates-and-basins, tides/lost]}]\n")
    reading = Path("content/readings/harbors.yaml")
    reading.write_text(reading.read_text("utf-8").replace("bibliography:\n", "bibliography:\n  year: 1966\n"), "utf-8")
    week, fault = lines_of(Path("content"))
    assert "week 'One' names the unknown reading 'tides/lost'" in week
    assert "unknown key 'bibliography.year'" in fault


def test_a_faulty_picture_is_told_and_not_called_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    picture = Path("content/pictures/lunar-day.yaml")
    head = "id: lunar-day\ntitle: A day\nalt: A day.\n"
    picture.write_text(f"{head}bars:\n  - {{label: High, values: [1,5]}}\n", "utf-8")
    stimulus = Path("content/stimuli/day.yaml")
    stimulus.write_text("id: day\ntitle: A day\ntext: '![a day](pictures/lunar-day.svg)'\n", "utf-8")
    values = "(give one value for each series, with a point before decimals)"
    assert lines_of(Path("content")) == [
        f"content/pictures/lunar-day.yaml:5:27: picture 'lunar-day' has 2 values for its bar 'High' {values} [E120]"
    ]
    boxes = "boxes:\n  - {label: Moon, column: 1, row: 1}\n  - {label: Sea, column: 2, row: 1}\n"
    picture.write_text(f"{head}{boxes}arrows:\n  - {{start: Moon, end: See}}\n", "utf-8")
    [line] = lines_of(Path("content"))
    assert line.endswith(
        "has an arrow from or to 'See', which is not a box (name boxes by their labels: Moon, Sea) [E120]"
    )


def lines_of(folder: Path) -> list[str]:
    return [str(problem) for problem in examine(folder).problems]
