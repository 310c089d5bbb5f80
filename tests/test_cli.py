"""The command line as a process: results on stdout, the rest on stderr, exit codes."""

import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.parse import FILES
from nasec_study.vocabulary import FILE_KINDS, KINDS, LEVELS
from tests.conftest import KINDS_COURSE, REPOSITORY, STARTER, Run

COMMANDS = ("build", "check", "list", "show", "init", "schema")


def test_help_lists_the_commands_and_each_command_has_an_example(run: Run) -> None:
    shown = run("--help").stdout
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", shown, re.MULTILINE)
        assert "Example" in run(command, "--help").stdout


def test_version(run: Run) -> None:
    assert re.fullmatch(r"nasec-study, version \d+\.\d+\.\d+\n", run("--version").stdout)


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, nasec_study.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "yaml", "jinja2", "markdown_it", "genanki", "weasyprint"} & set(loaded)


def test_the_words_of_the_command_line_are_those_of_the_model() -> None:
    assert set(FILE_KINDS) == set(FILES)
    schema = json.dumps(FILES["items"].model_json_schema())
    assert all(f'"{word}"' in schema for word in (*KINDS, *LEVELS))


def test_init_then_build_then_nothing_to_do(run: Run, tmp_path: Path) -> None:
    done = run("init", "tides")
    assert done.stdout == "tides/content/course.yaml\n"
    first = run("build", cwd=tmp_path / "tides")
    paths = first.stdout.split()
    assert len(paths) >= 7
    assert all((tmp_path / "tides" / path).is_file() for path in paths)
    stamps = {path: (tmp_path / "tides" / path).stat().st_mtime_ns for path in paths}
    assert run("build", cwd=tmp_path / "tides").stdout.split() == paths
    assert {path: (tmp_path / "tides" / path).stat().st_mtime_ns for path in paths} == stamps
    before = {path: (tmp_path / "tides" / path).read_bytes() for path in paths}
    run("build", "--force", cwd=tmp_path / "tides")
    assert all((tmp_path / "tides" / path).stat().st_mtime_ns != stamps[path] for path in paths)
    assert {path: (tmp_path / "tides" / path).read_bytes() for path in paths} == before


def test_init_does_not_touch_a_course_that_is_there(run: Run, tmp_path: Path) -> None:
    run("init", "here")
    (tmp_path / "here/content/course.yaml").write_text("mine", "utf-8")
    assert "there is a course in" in run("init", "here", exit_code=2).stderr
    assert (tmp_path / "here/content/course.yaml").read_text("utf-8") == "mine"


def test_without_a_course_the_shipped_one_is_used(run: Run, tmp_path: Path) -> None:
    done = run("list", "--kind", "essay", "--reading", "obstacles")
    assert "using the course North American Security" in done.stderr
    assert len(done.stdout.splitlines()) >= 4
    assert list(tmp_path.iterdir()) == []


def test_check_says_what_is_wrong_and_where(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    assert run("check").stdout == ""
    bank = tmp_path / "content/items/ink/names.yaml"
    bank.write_text(bank.read_text("utf-8").replace("level: create", "level: creat"), "utf-8")
    done = run("check", exit_code=1)
    assert done.stdout == (
        "content/items/ink/names.yaml:48:12: essay item 'essay-names': 'level' is 'creat'"
        " (did you mean 'create'?) [E120]\n"
    )
    assert done.stderr == "12 items, 0 proven, 1 errors, 0 warnings, 0 waived\n"
    [problem] = json.loads(run("check", "--format", "json", exit_code=1).stdout)
    assert problem["where"] == {"path": "content/items/ink/names.yaml", "line": 48, "column": 12}


def test_nothing_is_built_while_there_are_errors(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    (tmp_path / "content/items/ink/names.yaml").write_text("items: no", "utf-8")
    done = run("build", exit_code=1)
    assert "content/items/ink/names.yaml:1:8: the file: 'items' must be a list, not a text" in done.stderr
    assert not (tmp_path / "build").exists()


def test_build_takes_targets_and_a_folder(run: Run) -> None:
    done = run("build", "anki", "--course", KINDS_COURSE.parent, "--output", "decks", "--locked")
    assert done.stdout.split() == [f"decks/anki/{name}.apkg" for name in ("everything", "facts", "kinds")]
    assert run("build", "paper", exit_code=2).stderr.count("paper") == 1


def test_decks_are_built_where_pango_is_missing_and_worksheets_say_what_they_want(run: Run, tmp_path: Path) -> None:
    without = tmp_path / "without"
    without.mkdir()
    (without / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')", "utf-8")
    path = {"PYTHONPATH": f"{without}:{REPOSITORY}"}
    done = run("build", "--course", KINDS_COURSE, exit_code=1, **path)
    assert (tmp_path / "build/anki/everything.apkg").is_file()
    assert done.stderr.startswith("worksheets: worksheets want the library Pango (install Pango: `apt-get install")
    assert done.stdout.split() == [f"build/anki/{name}.apkg" for name in ("everything", "facts", "kinds")]


@pytest.mark.parametrize("kind", KINDS)
def test_show_prints_an_item_with_key_and_citation(run: Run, kind: str) -> None:
    line = run("list", "--course", STARTER, "--kind", kind).stdout.splitlines()[0]
    shown = run("show", line.split()[0], "--course", STARTER).stdout
    assert shown.startswith(f"{line.split()[0]} · {kind} · ")
    assert "✓" in shown
    assert re.search(r"^“.*”$", shown, re.MULTILINE)


def test_show_suggests_an_id(run: Run) -> None:
    assert "did you mean essay-names" in run("show", "esay-names", "--course", KINDS_COURSE, exit_code=2).stderr


@pytest.mark.parametrize("folder", [REPOSITORY / "content", STARTER], ids=["nasec", "starter"])
def test_the_schemas_beside_the_courses_are_those_of_the_model(run: Run, tmp_path: Path, folder: Path) -> None:
    run("schema", "--output", "schemas")
    for name in FILE_KINDS:
        assert (folder / ".schema" / f"{name}.json").read_text("utf-8") == (
            tmp_path / "schemas" / f"{name}.json"
        ).read_text("utf-8"), "run: nasec-study schema --output content/.schema"


@pytest.mark.parametrize("folder", [REPOSITORY / "content", STARTER], ids=["nasec", "starter"])
def test_every_file_of_a_course_names_its_schema(folder: Path) -> None:
    files = list(folder.rglob("*.yaml"))
    assert files
    for file in files:
        first = file.read_text("utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, f"{file}: {first}"
        assert (file.parent / found[1]).resolve().parent == folder / ".schema", file
        assert (file.parent / found[1]).is_file(), file


def test_completion_knows_the_items(tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    code = "from nasec_study.cli import cli; cli(prog_name='nasec-study')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={
            "PYTHONPATH": str(REPOSITORY),
            "_NASEC_STUDY_COMPLETE": "bash_complete",
            "COMP_WORDS": "nasec-study show essay",
            "COMP_CWORD": "2",
        },
    )
    assert done.stdout == "plain,essay-names\n"
