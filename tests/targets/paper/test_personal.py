"""Personal sheets: a class list in, a sheet and a key for each student out, on this machine or on a cluster."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasec_study.foundation.characters import composed
from nasec_study.foundation.problems import StudyError
from nasec_study.sheets.roster import Student, read_roster
from tests.conftest import KINDS_COURSE, REPOSITORY, STARTER, Run
from tests.copies import Copies
from tests.reading_back import text_of

CLASS = "Name;ID;Section;Remark\nAna Peña Nieto;1001;B;\n\nÉtienne Québec;1002;B;first row\nAna Peña Nieto;1003;C;\n"
PERSONAL = ("worksheets", "--roster", "class.csv", "--sheet", "tides")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return course_in(tmp_path)


def course_in(folder: Path) -> Path:
    copytree(STARTER, folder / "content")
    (folder / "class.csv").write_text(CLASS, "utf-8-sig")
    return folder


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory, shared_copies: Copies) -> tuple[Path, list[str]]:
    """Return the folder of a course with the sheets of its class, and their paths; nobody changes what is in it."""
    folder = course_in(tmp_path_factory.mktemp("personal"))
    done = shared_copies.run(["build", *PERSONAL], folder, {**os.environ, "PYTHONPATH": str(REPOSITORY)})
    assert done.returncode == 0, done.stderr
    return folder, done.stdout.split()


def pdfs_in(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*.*"))
        if file.suffix in {".pdf", ".csv"}
    }


def test_each_student_gets_a_sheet_of_their_own_and_its_key(sheets: tuple[Path, list[str]]) -> None:
    course, paths = sheets
    students = [path for path in paths if path.endswith("-student.pdf")]
    assert [Path(path).name[:-19] for path in students] == ["ana-pena-nieto", "etienne-quebec", "ana-pena-nieto"]
    assert len(paths) == 2 * len(students) + len(("print", "attendance", "keys", "keys as CSV"))
    texts = [text_of(course / path) for path in students]
    assert len(set(texts)) == 3
    for path, text, name in zip(students, texts, ("Ana Peña Nieto", "Étienne Québec", "Ana Peña Nieto"), strict=True):
        mark = path[-18:-12]
        assert re.search(rf"Name\s+{name}", text)
        assert f"{name} · {mark}" in text
        key = text_of(course / path.replace("student", "key"))
        assert "Answer key" in key
        assert f"Form {mark}" in key
        assert name in key


def test_the_answers_of_a_small_class_name_its_students(sheets: tuple[Path, list[str]]) -> None:
    answers = text_of(sheets[0] / "build/personal/tides/tides-keys.pdf")
    assert answers.count("Ana Peña Nieto · ") == 2
    assert "Étienne Québec · B" in answers


def test_the_table_holds_the_key_of_each_student(sheets: tuple[Path, list[str]]) -> None:
    course, paths = sheets
    [table] = [course / path for path in paths if path.endswith(".csv")]
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    marks = [name.removesuffix(" number") for name in rows[0] if name.endswith(" number")]
    assert len(marks) == 3
    assert [mark for mark in marks if mark.startswith("Étienne Québec · B · ")]
    for mark in marks:
        taken = [row for row in rows if row[f"{mark} number"]]
        assert sorted(int(row[f"{mark} number"]) for row in taken) == list(range(1, len(taken) + 1))
    shown = text_of(table.with_suffix(".pdf"))
    assert all(mark in shown for mark in marks)


def test_a_student_keeps_the_sheet_when_others_come_and_go(
    run: Run, sheets: tuple[Path, list[str]], tmp_path: Path
) -> None:
    course = copytree(sheets[0], tmp_path, dirs_exist_ok=True)
    before = pdfs_in(course / "build/personal")
    (course / "class.csv").write_text("id,name\n1002,Étienne Québec\n77,Zoé\n", "utf-8")
    run("build", *PERSONAL)
    after = pdfs_in(course / "build/personal")
    kept = [name for name in after if "etienne" in name]
    assert len(kept) == 2
    assert all("B" not in name for name in after if "ana-pena" in name), "those who left are left out"
    assert not [name for name in after if "ana-pena" in name]
    # The student's own class is printed on the sheet, and the new list has none; the key does not show it.
    assert all(before[name] == after[name] for name in kept if name.endswith("key.pdf"))


def test_personal_sheets_and_the_others_leave_each_other_alone(
    run: Run, builds: dict[str, Path], tmp_path: Path
) -> None:
    course = copytree(builds["starter"].parent, tmp_path, dirs_exist_ok=True)
    (course / "class.csv").write_text(CLASS, "utf-8-sig")
    common = pdfs_in(course / "build/worksheets")
    assert common
    run("build", *PERSONAL)
    personal = pdfs_in(course / "build/personal")
    assert personal
    run("build", "worksheets")
    assert pdfs_in(course / "build/worksheets") == common
    assert pdfs_in(course / "build/personal") == personal


def test_a_faulty_class_list_is_refused_with_every_place(run: Run, course: Path) -> None:
    (course / "class.csv").write_text("name,id\nAna,1\n,2\nBo,1\n", "utf-8")
    complaint = run("build", "worksheets", "--roster", "class.csv", exit_code=1).stderr
    assert complaint.splitlines() == [
        "class.csv:2:1: the class list: '1' is listed twice (give each student an id of their own) [E725]",
        "class.csv:3:1: the class list has no name here (fill it in, or delete the line) [E724]",
        "class.csv:4:1: the class list: '1' is listed twice (give each student an id of their own) [E725]",
    ]
    assert not (course / "build/personal").exists()
    for content, expected in (
        (b"", "has no column 'name'"),
        (b"name\n", "lists no students"),
        (b"name\nJos\xe9\n", "is not UTF-8"),
        (b"nom\nAna\n", "begin the file with a line such as name,id,section"),
        (b"name,id\nDiaz, Ana,1\n", "class.csv:2:1: the class list has 3 cells here, and 2 heads (put a name with"),
        (b"name,large print\nAna,perhaps\n", "class.csv:2:1: the class list: large print is 'perhaps' (yes or no)"),
        (b'name,id\nAna,1\n"Bo,2\nCem,3\n', "class.csv:3:1: the class list is not CSV from here on: unexpected end"),
        (
            b'name,id\n"Ana "Nena" Ruiz",1\n',
            "class.csv:2:1: the class list is not CSV from here on: ',' expected after",
        ),
        (
            b"name\n" + b"".join(b"S%d\n" % number for number in range(5001)),
            "lists 5001 students (at most 5000 at once",
        ),
        (b"name\n" + bytes(8_000_000), "is larger than 8 MB (at most 5000 students at once)"),
    ):
        (course / "class.csv").write_bytes(content)
        with pytest.raises(StudyError) as raised:
            read_roster(course / "class.csv")
        assert expected in str(raised.value)


def test_who_gets_items_of_an_earlier_sheet_again_is_named(run: Run, tmp_path: Path) -> None:
    run("init", "words", "--bare")
    words, course = tmp_path / "words/content/items/first.yaml", tmp_path / "words/content/course.yaml"
    items = (f"  - {{id: w{number}, type: question, stem: Which {number}?, answer: This.}}\n" for number in range(7))
    words.write_text(f"items:\n{''.join(items)}", "utf-8")
    sheet = "  - {{id: {}, title: T, {}sections: [{{title: All, count: 3, points: 1}}]}}\n"
    course.write_text(
        f"{course.read_text('utf-8')}worksheets:\n{sheet.format('mid', '')}{sheet.format('late', 'not_on: [mid], ')}",
        "utf-8",
    )
    (tmp_path / "class.csv").write_text("name\nAda\nBea\nCem\nDan\n", "utf-8")
    told = run("build", "worksheets", "--course", "words", "--roster", "class.csv", "--sheet", "late").stderr
    assert re.search(r"late: items come again from earlier sheets of \d students?, since not_on leaves too few", told)


def test_two_students_never_share_a_mark(tmp_path: Path) -> None:
    # By chance the same six letters follow from both.
    assert Student("Ana", "2822").mark == Student("Bo", "45690").mark
    (tmp_path / "class.csv").write_text("name,id\nAna,2822\nBo,45690\n", "utf-8")
    with pytest.raises(StudyError, match="'45690' gets the mark of another student"):
        read_roster(tmp_path / "class.csv")


def test_a_name_that_the_fonts_cannot_set_is_refused_on_every_machine(run: Run, course: Path) -> None:
    (course / "class.csv").write_text("name\nDíez ᏣᎳᎩ\nŁukasz Nguyễn\nЁлкин\n", "utf-8")
    complaint = run("build", *PERSONAL, exit_code=1).stderr
    assert complaint == (
        "class.csv:2:1: 'Díez ᏣᎳᎩ': the fonts of the page lack ᏣᎳᎩ (write the name in letters that they have) [E727]\n"
    )


def test_columns_of_a_class_list_that_say_nothing_are_told(run: Run, course: Path) -> None:
    (course / "class.csv").write_text("Name,Student ID,Large-Print,SIS Login\nDíez ᏣᎳᎩ,1,,d\n", "utf-8")
    complaint = run("build", *PERSONAL, exit_code=1).stderr
    assert complaint.splitlines()[0] == "class.csv: these columns are not used: Student ID, SIS Login"


def test_options_that_do_not_go_together_are_wrong_usage(run: Run, course: Path) -> None:
    assert "leave out --deck" in run("build", "--roster", "class.csv", "--deck", "x", exit_code=2).stderr
    assert "worksheets only" in run("build", "anki", "--roster", "class.csv", exit_code=2).stderr
    complaint = run("build", "worksheets", "--roster", "class.csv", "--sheet", "no", exit_code=1).stderr
    assert "there is no worksheet 'no' (known: tides, review)" in complaint
    assert course.is_dir()


@given(
    names=st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1).map(composed),
        unique=True,
    )
)
def test_any_names_are_read_back(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("roster") / "class.csv"
    wanted = [name.strip() for name in names if name.strip()]
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([["name", "id"], *([name, str(number)] for number, name in enumerate(wanted))])
    if wanted:
        assert [student.name for student in read_roster(file)] == wanted
    else:
        with pytest.raises(StudyError, match="lists no students"):
            read_roster(file)


def test_a_mark_tells_students_apart_and_can_be_typed() -> None:
    marks = [Student("x", str(number)).mark for number in range(5000)]
    assert len(set(marks)) == len(marks)
    assert all(re.fullmatch("[A-Z2-7]{6}", mark) for mark in marks)


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[str]:
    """Return the address of a Dask cluster of this machine, with so many workers in processes of their own.

    They write their files to the folder. They are killed, since one that is asked to end may wait for the others.
    """
    dask = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--port",
        "0",
        "--no-dashboard",
        "--host",
        "127.0.0.1",
    ]
    own = {**os.environ, "PYTHONPATH": str(REPOSITORY), "DASK_TEMPORARY_DIRECTORY": str(folder)}
    with subprocess.Popen(dask, stderr=subprocess.PIPE, text=True, env=own) as scheduler:
        assert scheduler.stderr
        address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
        # No nannies, which would be processes, too.
        alone = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        work = [sys.executable, "-m", "distributed.cli.dask_worker", address, *alone]
        started = [subprocess.Popen(work, stderr=subprocess.DEVNULL, env=own) for _ in range(workers)]
        try:
            for _ in started:
                next(line for line in scheduler.stderr if "Register worker" in line)
            yield address
        finally:
            for worker in started:
                worker.kill()
                worker.wait()
            scheduler.kill()


def test_a_cluster_makes_the_same_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text("name\nAna\nBo\n", "utf-8")
    options = ("worksheets", "--course", KINDS_COURSE, "--roster", "class.csv", "--locked")
    run("build", *options, "--output", "here")
    with cluster(2, tmp_path) as address:
        run("build", *options, "--output", "there", "--cluster", address)
    assert pdfs_in(tmp_path / "here") == pdfs_in(tmp_path / "there")
    assert len(pdfs_in(tmp_path / "here")) == 8


def test_a_cluster_that_does_not_answer_is_said(course: Path) -> None:
    code = (
        "from nasec_study.cli import main; from nasec_study.output import workers;"
        "workers.SECONDS_TO_CONNECT = 1; main()"
    )
    options = ("build", "worksheets", "--roster", "class.csv", "--cluster", "tcp://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-c", code, *options],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert done.returncode == 1
    assert "tcp://127.0.0.1:9: no cluster answers" in done.stderr
    assert "dask scheduler" in done.stderr
    assert "Traceback" not in done.stderr
