"""The files beside the YAML: what an editor needs."""

from pathlib import Path
from shutil import copytree, rmtree
from typing import Literal
from unicodedata import normalize

import pytest

from nasec_study.examination import examine
from tests.conftest import REPOSITORY, STARTER

SPANISH = REPOSITORY / "tests" / "courses" / "spanish" / "content"
ANATOMY = REPOSITORY / "tests" / "courses" / "anatomy" / "content"


def test_a_schema_that_is_gone_or_of_another_version_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    assert examine(Path("content")).problems == ()
    schema = Path("content/.schema/items.json")
    schema.write_text(schema.read_text("utf-8").replace("nasec-study 0", "nasec-study 99"), "utf-8")
    [problem] = examine(Path("content")).problems
    assert "content/.schema/items.json, the schema that editors use, is from another version" in str(problem)
    rmtree("content/.schema")
    [problem] = examine(Path("content")).problems
    assert problem.rule == "W256"
    assert "run `nasec-study schema --output content/.schema`" in str(problem)


def test_a_file_whose_name_has_other_capitals_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SPANISH, "content")
    Path("content/media/casa.mp3").rename("content/media/Casa.MP3")
    problems = [problem for problem in examine(Path("content")).problems if problem.severity == "error"]
    assert {problem.rule for problem in problems} == {"E260"}
    assert {problem.hint for problem in problems} == {"there is media/Casa.MP3: capitals count, so rename the file"}


@pytest.mark.parametrize("course", [SPANISH, ANATOMY])
def test_recordings_and_images_are_there_from_a_folder_of_the_course(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course / "items")
    assert [str(problem) for problem in examine(Path("..")).problems if problem.severity == "error"] == []


@pytest.mark.parametrize("course", [SPANISH, ANATOMY])
def test_names_that_end_in_capitals_as_cameras_write_them_are_taken(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(course, "content")
    renamed = {file.name: file.stem + file.suffix.upper() for file in Path("content/media").iterdir()}
    for old, new in renamed.items():
        Path("content/media", old).rename(Path("content/media", new))
    for file in Path("content").rglob("*.yaml"):
        text = file.read_text("utf-8")
        for old, new in renamed.items():
            text = text.replace(f"media/{old}", f"media/{new}")
        file.write_text(text, "utf-8")
    assert [str(problem) for problem in examine(Path("content")).problems if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("media/heart.avif", "save it as .png, .jpg, .gif, .webp or .svg"),
        ("heart.svg", "there is media/heart.svg: write the whole address"),
        ("../media/heart.svg", "there is media/heart.svg: write the whole address"),
        ("media\\\\heart.svg", "write media/heart.svg"),
        ("media/other/heart.svg", "there is media/heart.svg: write the whole address"),
        ("media/lung.svg", "put it into media/, or draw it in pictures/"),
    ],
)
def test_a_picture_that_is_meant_is_named(
    address: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(ANATOMY, "content")
    bank = next(Path("content/items").rglob("*.yaml"))
    item = (
        f'  - {{id: seen, type: question, source: author, stem: "What is it? ![A heart]({address})", answer: A heart.}}'
    )
    bank.write_text(f"{bank.read_text('utf-8').rstrip()}\n{item}\n", "utf-8")
    assert [problem.hint for problem in examine(Path("content")).problems if problem.rule == "E241"] == [hint]


@pytest.mark.parametrize(("course", "name"), [(STARTER, "tide-curve.svg"), (SPANISH, "casa.mp3")])
def test_what_git_keeps_elsewhere_is_told_from_what_is_broken(
    course: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(course, "content")
    Path("content/media", name).write_text("version https://git-lfs.example.org/spec/v1\noid sha256:4d7a\nsize 12\n")
    [problem] = [problem for problem in examine(Path("content")).problems if problem.severity == "error"]
    assert problem.hint == "run `git lfs pull`"
    assert "git LFS's pointer" in problem.message


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_text_of_a_reading_is_found_however_a_machine_writes_accents(
    form: Literal["NFC", "NFD"], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    Path("content/texts/tides.txt").rename(Path("content/texts", normalize(form, "marées.txt")))
    reading = Path("content/readings/tides.yaml")
    text = reading.read_text("utf-8")
    for written in ("NFC", "NFD"):
        reading.write_text(text.replace("file: tides.txt", f"file: {normalize(written, 'marées.txt')}"), "utf-8")
        found = examine(Path("content"))
        assert (len(found.texts), found.problems) == (2, ())


TAKEN = (
    "content/items/tides/two-bulges.yaml:13:9: item ids are taken: 'td-far-side', 'td-sun-share' (the first stand in"
    " content/items/tides/{copy}; if one of the files is a copy of the other, delete it) [E201]"
)
OTHER_NAME = (
    "content/readings/{copy}:2:5: reading '{stem}': its id 'tides' differs from the file's name"
    " (rename the file to tides.yaml, or delete it if it is a copy) [E202]"
)
READING_TAKEN = (
    "content/readings/tides.yaml:2:5: reading id 'tides' is taken"
    " (the first stands at content/readings/{copy}:2:5; ids are unique in a course) [E201]"
)


@pytest.mark.parametrize(
    ("name", "lines"), [("items/tides/two-bulges", [TAKEN]), ("readings/tides", [OTHER_NAME, READING_TAKEN])]
)
def test_a_copy_that_a_folder_kept_alike_makes_of_a_file_is_one_problem(
    name: str, lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    file = Path("content", f"{name}.yaml")
    copy = file.with_stem(f"{file.stem} (Ana's conflicted copy 2026-11-30)")
    copy.write_bytes(file.read_bytes())
    errors = [str(problem) for problem in examine(Path("content")).problems if problem.severity == "error"]
    assert errors == [line.format(copy=copy.name, stem=copy.stem) for line in lines]
