"""The command line as a process: results on stdout, the rest on stderr, exit codes."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copytree

import pytest
from click.shell_completion import ShellComplete

from nasec_study.cli import cli
from nasec_study.course.model.files import FILES
from nasec_study.course.parse import read_course
from nasec_study.course.vocabulary import FILE_KINDS, KINDS, LEVELS
from tests.conftest import COURSES, KINDS_COURSE, REPOSITORY, STARTER, Run

# What the course of every kind gives Anki.
PACKAGES = ("everything.apkg", "facts.apkg", "kinds.apkg", "for-students.html")


def test_help_lists_the_commands_and_each_command_has_an_example(run: Run) -> None:
    shown = run("--help").stdout
    for command in cli.commands:
        assert re.search(rf"^  {command} ", shown, re.MULTILINE)
        assert "Example" in run(command, "--help").stdout


def test_version(run: Run) -> None:
    assert re.fullmatch(r"nasec-study, version \d+\.\d+\.\d+\n", run("--version").stdout)


def test_the_words_of_the_command_line_are_those_of_the_model() -> None:
    assert set(FILE_KINDS) == set(FILES)
    schema = json.dumps(FILES["items"].model_json_schema())
    assert all(f'"{word}"' in schema for word in (*KINDS, *LEVELS))


def test_init_then_build_then_nothing_to_do(run: Run, builds: dict[str, Path], tmp_path: Path) -> None:
    done = run("init", "tides")
    assert done.stdout == "tides/content/course.yaml\n"
    # The same course, built: tests of the manual build it from nothing.
    copytree(builds["starter"], tmp_path / "tides/build")
    first = run("build", cwd=tmp_path / "tides")
    paths = first.stdout.split()
    assert len(paths) >= 7
    assert all((tmp_path / "tides" / path).is_file() for path in paths)
    stamps = {path: (tmp_path / "tides" / path).stat().st_mtime_ns for path in paths}
    assert run("build", cwd=tmp_path / "tides").stdout.split() == paths
    assert {path: (tmp_path / "tides" / path).stat().st_mtime_ns for path in paths} == stamps
    before = {path: (tmp_path / "tides" / path).read_bytes() for path in paths}
    forced = run("build", "worksheets", "--force", "--sheet", "tides", cwd=tmp_path / "tides").stdout.split()
    assert len(forced) > 4
    assert {path for path in paths if (tmp_path / "tides" / path).stat().st_mtime_ns != stamps[path]} == {*forced}
    assert {path: (tmp_path / "tides" / path).read_bytes() for path in paths} == before


def test_init_does_not_touch_a_course_that_is_there(run: Run, tmp_path: Path) -> None:
    run("init", "here")
    (tmp_path / "here/content/course.yaml").write_text("mine", "utf-8")
    assert "already has a course" in run("init", "here", exit_code=2).stderr
    assert (tmp_path / "here/content/course.yaml").read_text("utf-8") == "mine"


def test_the_shipped_course_is_used_where_it_is_named(run: Run, tmp_path: Path) -> None:
    done = run("list", "--course", "nasec", "--kind", "essay", "--reading", "obstacles")
    assert len(done.stdout.splitlines()) >= 4
    for command in ("check", "build", "list", "coverage", "diff", "release"):
        refused = run(command, exit_code=2)
        assert "there is no course here or in a folder above" in refused.stderr
        assert "`nasec-study init DIR`" in refused.stderr
    assert "this command writes into the course" in run("release", "--course", "nasec", exit_code=2).stderr
    assert list(tmp_path.iterdir()) == []
    # Whoever has a course of this name means that one.
    copytree(KINDS_COURSE, tmp_path / "nasec/content")
    assert "essay-names" in run("list", "--course", "nasec").stdout


def test_a_section_that_an_item_cites_twice_is_listed_once(run: Run, tmp_path: Path) -> None:
    run("init", "here")
    cited = "{reading: tides, section: two-bulges, quote: %s}"
    (tmp_path / "here/content/items/twice.yaml").write_text(
        "items:\n  - {id: twice, type: question, level: remember, stem: What?, answer: That., citations: ["
        f"{cited % 'one quote'}, {cited % 'another quote'}]}}\n",
        "utf-8",
    )
    listed = run("list", "--course", "here", "--reading", "tides").stdout.splitlines()
    assert [line.split()[4:] for line in listed if line.startswith("twice")] == [["tides/two-bulges"]]


def test_above_a_course_the_way_into_it_is_told(run: Run) -> None:
    run("init", "my course")
    refused = " ".join(run("check", exit_code=2).stderr.split())
    assert "no course here or in a folder above (there is one below: cd 'my course')" in refused


@pytest.mark.parametrize("place", ["content", "content/items", "content/items/ink", "notes/of/mine"])
def test_the_course_around_a_folder_is_found(run: Run, tmp_path: Path, place: str) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    here = tmp_path / place
    here.mkdir(parents=True, exist_ok=True)
    bank = tmp_path / "content/items/ink/names.yaml"
    bank.write_text(bank.read_text("utf-8").replace("level: create", "level: creat"), "utf-8")
    [line] = run("check", cwd=here, exit_code=1).stdout.splitlines()
    path, number = line.split(":")[:2]
    assert (here / path).resolve() == bank
    assert "level: creat" in bank.read_text("utf-8").splitlines()[int(number) - 1]
    bank.write_text(bank.read_text("utf-8").replace("level: creat", "level: create"), "utf-8")
    built = run("build", "anki", cwd=here).stdout.split()
    assert {(here / path).resolve().parent for path in built} == {tmp_path / "build/anki"}


def test_init_tells_git_what_is_not_to_be_published(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/.gitignore").write_text("*.bak\nbuild/\n", "utf-8")
    run("init", "mine")
    assert (tmp_path / "mine/.gitignore").read_text("utf-8") == "*.bak\nbuild/\ncontent/texts/\n"
    merged = "content/course.lock merge=union\ncontent/editions/*.lock merge=union\n"
    assert (tmp_path / "mine/.gitattributes").read_text("utf-8") == merged


@pytest.mark.parametrize(
    ("present", "added"),
    [
        (b"*.bak\r\nbuild/\r\n", b"content/texts/\r\n"),
        (b"caf\xe9/\nbuild/", b"\ncontent/texts/\n"),
        ("build/\r\n".encode("utf-16"), b"\ncontent/texts/\nbuild/\n"),
    ],
    ids=["line ends of Windows", "another encoding", "UTF-16"],
)
def test_what_git_is_told_already_stays_byte_for_byte(run: Run, tmp_path: Path, present: bytes, added: bytes) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/.gitignore").write_bytes(present)
    run("init", "mine", "--bare")
    assert (tmp_path / "mine/.gitignore").read_bytes() == present + added


@pytest.mark.parametrize(
    ("name", "title", "code"),
    [
        ("español-2", "Español 2", "espanol-2"),
        ("null", "Null", "null"),
        ("Straße", "Straße", "strasse"),
        ("日本語", "日本語", "course"),
    ],
)
def test_a_bare_course_has_the_name_of_its_folder(run: Run, tmp_path: Path, name: str, title: str, code: str) -> None:
    run("init", name, "--bare")
    course, problems = read_course(tmp_path / name / "content")
    assert course
    assert (course.settings.title, course.settings.code, problems) == (title, code, ())


def test_one_thing_is_told_as_one(run: Run, tmp_path: Path) -> None:
    course = tmp_path / "words"
    run("init", "words", "--bare")
    assert run("coverage", cwd=course).stderr.startswith("1 item, 0 wanted")
    assert "The first edition: 1 note.\n" in run("release", cwd=course).stdout
    settings = course / "content/course.yaml"
    settings.write_text(settings.read_text("utf-8").replace("name: All cards", "name: All, items: {types: [essay]}"))
    assert "1 item is in no deck: first" in run("check", cwd=course, exit_code=1).stdout


@pytest.mark.parametrize(
    ("taken", "is_told"), [("items: {tags: [exam]}, count: 1", False), ("ids: [first]", False), ("count: 1", True)]
)
def test_an_item_that_is_kept_for_an_exam_is_not_missed_in_the_decks(
    run: Run, tmp_path: Path, taken: str, *, is_told: bool
) -> None:
    run("init", "words", "--bare")
    settings, bank = (tmp_path / "words/content" / name for name in ("course.yaml", "items/first.yaml"))
    text = settings.read_text("utf-8").replace("name: All cards", "name: All, items: {tags: [practice]}")
    exam = f"worksheets: [{{id: exam, title: Exam, sections: [{{title: All, {taken}}}]}}]"
    settings.write_text(f"{text}\n{exam}\n", "utf-8")
    kept = bank.read_text("utf-8").replace("type: term", "type: term\n    tags: [exam]")
    other = "  - {id: other, type: term, tags: [practice], term: ebb, definition: The tide as it falls}"
    bank.write_text(f"{kept}\n{other}\n", "utf-8")
    assert ("in no deck" in run("check", cwd=tmp_path / "words").stdout) == is_told


def test_only_a_strict_check_fails_on_warnings(run: Run, tmp_path: Path) -> None:
    run("init", "words", "--bare")
    run("new", "term", cwd=tmp_path / "words")
    assert "0 errors, 1 warning" in run("check", cwd=tmp_path / "words").stderr
    run("check", "--strict", cwd=tmp_path / "words", exit_code=1)


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
    assert done.stderr == "12 items, 0 proven (0 of 1 texts found), 1 error, 0 warnings, 0 waived\n"
    [problem] = json.loads(run("check", "--format", "json", exit_code=1).stdout)
    assert problem["where"] == {"path": "content/items/ink/names.yaml", "line": 48, "column": 12}
    assert problem["about"] == "essay-names"


def test_nothing_is_built_while_there_are_errors(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    (tmp_path / "content/items/ink/names.yaml").write_text("items: no", "utf-8")
    done = run("build", exit_code=1)
    assert "content/items/ink/names.yaml:1:8: the file: 'items' must be a list, not a text" in done.stderr
    assert not (tmp_path / "build").exists()


def test_a_build_hears_of_every_error_at_once_and_of_no_advice(run: Run, tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    bank = tmp_path / "content/items/tides/two-bulges.yaml"
    head, _, last = bank.read_text("utf-8").replace("level: understand", "level: understood", 1).rpartition("quote: ")
    bank.write_text(f"{head}quote: never said there\n", "utf-8")
    assert last.count("\n") == 1
    (tmp_path / "content/course.lock").write_text("<<<<<<< ours\n", "utf-8")
    done = run("build", "anki", exit_code=1)
    assert {line.rpartition("[")[2] for line in done.stderr.splitlines()} == {"E120]", "E301]", "E311]"}
    assert not list(tmp_path.rglob("*.apkg"))


def test_check_tells_of_damaged_editions_and_of_a_merge_conflict_in_what_students_are_told(
    run: Run, tmp_path: Path
) -> None:
    copytree(STARTER, tmp_path / "content")
    run("build", "anki")
    run("release")
    for version, ledger in (("1.1", "# format 2\n<<<<<<< ours\n"), ("1.2", "# format 2\nwhat\n")):
        (tmp_path / f"content/editions/{version}.lock").write_text(ledger, "utf-8")
    changes = tmp_path / "content/CHANGES.md"
    changes.write_text(f"# What changed for you\n\n<<<<<<< ours\n{changes.read_text('utf-8')}", "utf-8")
    found = run("check", exit_code=1).stdout.splitlines()
    assert [line.partition(" (")[0] for line in found] == [
        "content/CHANGES.md:3:1: a merge conflict was left in the file",
        "content/editions/1.1.lock:2:1: a merge conflict was left in the ledger",
        "content/editions/1.2.lock:2:1: this is not an entry of a ledger",
    ]
    assert all(line.endswith((" [E301]", "and delete the markers) [E112]")) for line in found)
    assert run("build", "anki", exit_code=1).stderr.count("[E301]") == 2


def test_release_leaves_no_merge_conflict_in_what_students_are_told(run: Run, tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    (tmp_path / "content/CHANGES.md").write_text("# What changed for you\n\n<<<<<<< ours\n", "utf-8")
    for how in (["--dry-run"], []):
        assert run("release", *how, exit_code=1).stderr.startswith("content/CHANGES.md:3:1: a merge conflict")
    assert not (tmp_path / "content/editions").exists()


def test_build_takes_targets_and_a_folder(run: Run) -> None:
    done = run("build", "anki", "--course", KINDS_COURSE.parent, "--output", "decks", "--locked")
    assert done.stdout.split() == [f"decks/anki/{name}" for name in PACKAGES]
    assert run("build", "paper", exit_code=2).stderr.count("paper") == 1


# As on a machine without Pango: WeasyPrint is there, and finds no library of this name.
NO_PANGO = """
import cffi
load = cffi.FFI.dlopen
def without_pango(ffi, name, *flags):
    if "pango" in name:
        raise OSError(f"cannot load library {name}")
    return load(ffi, name, *flags)
cffi.FFI.dlopen = without_pango
"""


def test_decks_are_built_where_pango_is_missing_and_worksheets_say_what_they_want(run: Run, tmp_path: Path) -> None:
    without = tmp_path / "without"
    without.mkdir()
    (without / "sitecustomize.py").write_text(NO_PANGO, "utf-8")
    path = {"PYTHONPATH": f"{without}:{REPOSITORY}"}
    done = run("build", "--course", KINDS_COURSE, exit_code=1, **path)
    assert (tmp_path / "build/anki/everything.apkg").is_file()
    assert done.stderr.startswith("worksheets: worksheets need the library Pango (install Pango: `apt-get install")
    assert done.stdout.split() == [f"build/anki/{name}" for name in PACKAGES]


@pytest.mark.parametrize("kind", KINDS)
def test_show_prints_an_item_with_key_and_citation(run: Run, kind: str) -> None:
    line = run("list", "--course", STARTER, "--kind", kind).stdout.splitlines()[0]
    shown = run("show", line.split()[0], "--course", STARTER).stdout
    assert shown.startswith(f"{line.split()[0]} · {kind} · ")
    assert "✓" in shown
    assert re.search(r"^“.*”$", shown, re.MULTILINE)


def test_show_writes_a_figure_and_its_tolerance_in_the_language_of_the_course(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    settings = tmp_path / "content/course.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\nlanguage: fr-CA\n", "utf-8")
    [shown] = re.findall(r"^✓ .*", run("show", "numeric-names").stdout, re.MULTILINE)
    assert (shown[:6], shown[-7:]) == ("✓ 49,1", "(± 0,5)")
    bank = tmp_path / "content/items/ink/names.yaml"
    bank.write_text(re.sub(r"points: [32]}", "points: 2.5}", bank.read_text("utf-8")), "utf-8")
    assert re.findall(r"^  2,5  .*", run("show", "essay-names").stdout, re.MULTILINE) == [
        "  2,5  Names & signs",
        "  2,5  1 < 2",
    ]


def test_show_tells_why_a_response_matches_nothing(run: Run) -> None:
    shown = run("show", "matching-names", "--course", KINDS_COURSE).stdout
    assert re.search(r"^  \(no match\) Cancún\n +A beach\.$", shown, re.MULTILINE)


def test_show_suggests_an_id(run: Run) -> None:
    assert "did you mean essay-names" in run("show", "esay-names", "--course", KINDS_COURSE, exit_code=2).stderr


@pytest.mark.parametrize("folder", [REPOSITORY / "content", STARTER], ids=["nasec", "starter"])
def test_the_schemas_beside_the_courses_are_those_of_the_model(run: Run, tmp_path: Path, folder: Path) -> None:
    run("schema", "--output", "schemas")
    for name in FILE_KINDS:
        assert (folder / ".schema" / f"{name}.json").read_text("utf-8") == (
            tmp_path / "schemas" / f"{name}.json"
        ).read_text("utf-8"), "run: nasec-study schema --output content/.schema"


@pytest.mark.parametrize("content", COURSES.values(), ids=COURSES)
def test_the_ledger_beside_a_course_is_that_of_its_cards(run: Run, content: Path) -> None:
    run("build", "anki", "--course", content, "--output", "build", "--locked")


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


@pytest.mark.parametrize(
    ("command", "incomplete", "known"),
    [("show", "essay", ["essay-names"]), ("rules", "w41", [f"W41{number}" for number in range(1, 8)])],
)
def test_completion_knows_items_and_rules(
    command: str, incomplete: str, known: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(KINDS_COURSE)
    found = ShellComplete(cli, {}, "nasec-study", "").get_completions([command], incomplete)
    assert [one.value for one in found] == known


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("list --reading lost", "there is no reading 'lost' (known: tides, harbors)"),
        ("review lost", "there is no draft 'lost'"),
        ("new tides choice", "name a reading and its section, or neither"),
        ("draft content/course.yaml --id Old_Harbors", "lowercase letters, digits, single hyphens"),
        ("init new --bare --from nasec", "--bare makes a course of its own: leave out --from"),
        ("import words.csv --into content/items", "there is no course in content/items (name the folder of a course"),
    ],
)
def test_what_a_command_is_wrongly_given_is_told(run: Run, tmp_path: Path, command: str, told: str) -> None:
    copytree(STARTER, tmp_path / "content")
    (tmp_path / "words.csv").write_text("ebb,The water falls.\n", "utf-8")
    assert told in run(*command.split(), exit_code=2).stderr
    assert not (tmp_path / "new").exists()


def test_a_course_that_cannot_be_read_is_not_written_into(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("ebb,The water falls.\n", "utf-8")
    assert "there is no course here: name one, or a new folder" in run("import", "words.csv", exit_code=2).stderr
    copytree(STARTER, tmp_path / "content")
    bank = tmp_path / "content/items/tides/two-bulges.yaml"
    bank.write_text(f"{bank.read_text('utf-8')}  - {{id: cut\n", "utf-8")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    for command in ("import words.csv", "review"):
        assert re.search(
            r"two-bulges\.yaml:57:1: this is not YAML: .* \[E114\]", run(*command.split(), exit_code=1).stderr
        )
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_show_tells_what_an_item_refers_to_and_is_not_there(run: Run, tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    bank = tmp_path / "content/items/tides/two-bulges.yaml"
    bank.write_text(bank.read_text("utf-8").replace("section: two-bulges", "section: bulges"), "utf-8")
    assert "cites the unknown section 'bulges' of 'tides'" in run("show", "td-far-side", exit_code=1).stderr


def test_a_text_cannot_bring_a_file_from_outside_into_a_package(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    bank = tmp_path / "content/items/ink/names.yaml"
    stem = 'stem: "Look at src=\\"media/../../secret.txt\\" and src=\\"pictures/none.svg\\""'
    bank.write_text(bank.read_text("utf-8").replace("stem: How many percent?", stem), "utf-8")
    run("build", "anki")
    for package in (tmp_path / "build/anki").glob("*.apkg"):
        with zipfile.ZipFile(package) as archive:
            assert not any(b"secret" in archive.read(name) for name in archive.namelist() if name.isdigit())


def test_templates_of_a_course_cannot_reach_the_machine(tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    own = tmp_path / "templates/terminal"
    own.mkdir(parents=True)
    (own / "item.txt.j2").write_text("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "utf-8")
    code = "from nasec_study.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "show", "essay-names"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(REPOSITORY)},
    )
    assert done.returncode != 0
    assert "uid=" not in done.stdout


def test_coverage_compares_what_is_written_with_what_is_wanted(run: Run, tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    rows = {row["section"]: row for row in json.loads(run("coverage", "--format", "json").stdout)}
    daily = rows["daily-rhythm"]
    assert daily["facts"] + daily["higher"] == sum(daily["levels"].values())
    for file in (tmp_path / "content/items/tides").glob("daily-rhythm.yaml"):
        file.unlink()
    first = json.loads(run("coverage", "--format", "json").stdout)[0]
    assert (first["section"], first["facts"], first["thin"]) == ("daily-rhythm", 0, True)
    assert run("coverage").stdout.splitlines()[1].startswith("tides/daily-rhythm")


def test_a_template_can_build_on_the_one_that_it_takes_the_place_of(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    before = run("show", "choice-signs").stdout
    own = tmp_path / "templates/terminal/item.txt.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{% include 'original/terminal/item.txt.j2' %}\n\nBring a pencil.", "utf-8")
    assert run("show", "choice-signs").stdout == f"{before.rstrip()}\nBring a pencil.\n"
    assert "W255" not in run("check").stdout


def test_a_faulty_template_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    own = tmp_path / "templates/worksheet"
    own.mkdir(parents=True)
    for text, expected in (
        ("one\n{% if x %}broken", ":2:1: this template has a mistake"),
        ("\n{{ no }}", ":2:1: this template fails"),
        ("\n\n{{ 1 / 0 }}", ":3:1: this template fails: division by zero"),
        ("\n{{ 1 + 'a' }}", ":2:1: this template fails: unsupported operand"),
        ("\n{{ range(10 ** 9) | list }}", ":2:1: this template fails: Range too big"),
        ("{% macro a() %}\n{{ a() }}{% endmacro %}{{ a() }}", ":2:1: this template fails: maximum recursion"),
    ):
        (own / "sheet.html.j2").write_text(text, "utf-8")
        told = run("build", exit_code=1).stderr
        assert f"templates/worksheet/sheet.html.j2{expected}" in told
        assert told.endswith(" (correct it, or take your own template out of `templates/`) [E420]\n")


def test_a_faulty_macro_of_a_field_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    own = tmp_path / "templates/anki/fields.html.j2"
    own.parent.mkdir(parents=True)
    sound = (REPOSITORY / "templates/anki/fields.html.j2").read_text("utf-8")
    line = sound.splitlines().index("{% for place, text, right, why in options %}") + 1
    for text, expected in (
        (sound.replace("{{ text }}", "{{ txet }}"), f":{line + 1}:1: this template fails: 'txet' is undefined"),
        (sound.replace("{{ text }}", "{{ 1 / 0 }}"), f":{line + 1}:1: this template fails: division by zero"),
        (
            sound.replace("macro pairs(", "macro pears("),
            ":1:1: this template has a mistake: it lacks the macro 'pairs'",
        ),
    ):
        own.write_text(text, "utf-8")
        assert f"templates/anki/fields.html.j2{expected}" in run("build", "anki", exit_code=1).stderr


def test_templates_of_cards_that_anki_would_not_take_are_named_all_at_once(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    own = tmp_path / "templates/anki/cards"
    own.mkdir(parents=True)
    faulty = {
        "true-false": ("{{Statement}} {{Nothing}}", "there is no field 'Nothing'"),
        "essay": ("Write an essay{{#Stem}} on it{{/Stem}}.", "its front shows no field"),
        "numeric": ("{{#Stem}}{{Stem}}{{/Unit}}", "{{/Unit}} ends what does not begin before it"),
        "ordering": ("{{#Stem}}{{Stem}}", "{{#Stem}} has no end"),
        "pair": ("{{Premise 1}}{{type:Premises 1}}", "there is no field 'Premises 1'"),
        "cloze": (
            "{{Text}}",
            "its front holds no '{{cloze:…}}', so that gaps would be shown as they are written",
        ),
    }
    for name, (text, _) in faulty.items():
        (own / f"{name}.html").write_text(text, "utf-8")
    (own / "question.html").write_text("{{Deck}} {{#Stem}}{{hint:Stem}}{{/Stem}} {{FrontSide}}", "utf-8")
    lines = run("build", "anki", exit_code=1).stderr.splitlines()
    found = {line.partition(".html:1:1: ")[0].rpartition("/")[2]: line for line in lines if "E421" in line}
    assert found.keys() == faulty.keys()
    for name, (_, expected) in faulty.items():
        assert f"Anki would reject this card: {expected} (its fields: " in found[name]
    assert not (tmp_path / "build").exists()


def test_a_template_that_nothing_uses_is_named(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    own = tmp_path / "templates/worksheet"
    own.mkdir(parents=True)
    (own / "styles.css").write_text("p { color: navy }", "utf-8")
    (own / "style.css").write_text("{% include 'worksheet/house.css' %}", "utf-8")
    (own / "house.css").write_text("p { color: navy }", "utf-8")
    [line] = [line for line in run("check").stdout.splitlines() if "W255" in line]
    assert line.startswith("templates/worksheet/styles.css:1:1: warning: this template is never used")
    assert "did you mean 'worksheet/style.css'?" in line


def test_a_folder_without_its_settings_is_not_taken_for_another_course(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    (tmp_path / "content/course.yaml").unlink()
    assert "there is no course here" in run("build", exit_code=1).stderr
    assert "there is no course here" in run("check", cwd=tmp_path / "content/items", exit_code=2).stderr


def test_a_fault_in_the_settings_does_not_hide_those_in_the_bank(run: Run, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    settings, bank = tmp_path / "content/course.yaml", tmp_path / "content/items/ink/names.yaml"
    settings.write_text(f"paper: A4\n{settings.read_text('utf-8')}", "utf-8")
    bank.write_text(
        bank.read_text("utf-8").replace("quote: half of them", "section: nowhere\n    quote: half"), "utf-8"
    )
    (tmp_path / "content/course.lock").write_text("<<<<<<< ours\n", "utf-8")
    rules = [line.rpartition("[")[2] for line in run("check", exit_code=1).stdout.splitlines()]
    assert sorted(rules) == ["E120]", "E211]", "E301]"]
