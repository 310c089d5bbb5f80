"""The contract of every target: golden files, the same bytes everywhere, every kind rendered or said to be skipped."""

import json
import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from shutil import copytree, which

import pytest
from openpyxl import load_workbook

from nasec_study.course.vocabulary import KINDS, PLATFORMS
from nasec_study.output.manifest import MANIFEST
from nasec_study.pipeline import build
from nasec_study.targets import TARGETS, load_target
from nasec_study.targets.lms._identity import name_of
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.reading_back import package_content, text_of
from tests.targets.lms.making import named_in_changes
from tests.word import lines_of

GOLDEN = REPOSITORY / "tests" / "golden"


@pytest.fixture(scope="module")
def built(builds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with all outputs of the course of every kind, those for platforms among them."""
    folder = tmp_path_factory.mktemp("targets")
    copytree(builds["kinds"].parent, folder, dirs_exist_ok=True)
    list(build(folder / "content", folder / "build", PLATFORMS))
    return folder / "build"


def readable(output: Path) -> str:
    """Return an output as text that a person can compare."""
    if output.suffix == ".pdf":
        return re.sub(r"[ \t]+$", "", text_of(output), flags=re.MULTILINE)
    if output.suffix == ".docx":
        return "".join(f"{line.style}\t{line.shown}\n" for line in lines_of(output))
    if output.suffix in {".csv", ".html", ".xml", ".gift", ".txt", ".svg"}:
        text = output.read_bytes().decode()
        return readable_page(text) if output.parent.name == "web" else text
    if output.suffix == ".xlsx":
        sheet = load_workbook(output).worksheets[0]
        return "".join(f"{' | '.join(str(cell.value or '') for cell in row)}\n" for row in sheet.iter_rows())
    if output.suffix == ".zip":
        with zipfile.ZipFile(output) as package:
            return "".join(member(name, package.read(name)) for name in package.namelist())
    return json.dumps(package_content(output)["notes"], indent=1, ensure_ascii=False) + "\n"


def member(name: str, content: bytes) -> str:
    """Return a file of a package by its name: XML an element a line, of pictures their size."""
    shown = content.decode().replace("><", ">\n<") if name.endswith(".xml") else f"{len(content)} bytes\n"
    return f"===== {name}\n{shown}"


def readable_page(page: str) -> str:
    """Return a page for a browser without its policy, styles, scripts and words, and what it holds as indented JSON."""
    page = re.sub(r"<(style|script)>.*?</\1>|<meta http-equiv[^>]*>", "", page, flags=re.DOTALL)
    if facts := re.search(r'(?<=id="course">).*?(?=</script>)', page):
        told = json.loads(facts[0])
        del told["words"]
        page = f"{page[: facts.start()]}{json.dumps(told, indent=1, ensure_ascii=False)}{page[facts.end() :]}"
    return re.sub(r"\n{2,}", "\n", page)


def test_every_output_has_its_golden_file(built: Path, pytestconfig: pytest.Config) -> None:
    files = (file.relative_to(built) for file in built.rglob("*") if file.is_file() and file.name != MANIFEST)
    outputs = {file for file in files if not any(part.startswith(".") for part in file.parts)}
    texts = {f"{name}.txt": readable(built / name) for name in sorted(outputs)}
    if pytestconfig.getoption("--update-golden"):
        for name, text in texts.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(text.encode())
    golden = {file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*.txt")}
    assert golden == texts.keys()
    for name, text in texts.items():
        assert text == (GOLDEN / name).read_bytes().decode(), name


def test_the_course_holds_every_kind(built: Path) -> None:
    source = "".join(file.read_text("utf-8") for file in (KINDS_COURSE / "items").rglob("*.yaml"))
    assert set(re.findall(r"type: ([\w-]+)", source)) == set(KINDS)
    assert built.is_dir()


@pytest.mark.parametrize("name", TARGETS)
def test_every_kind_is_rendered_or_skipped(name: str, built: Path) -> None:
    target = load_target(name)
    assert target.HELP
    assert set(target.SKIPS) <= set(KINDS)
    source = "".join(file.read_text("utf-8") for file in (KINDS_COURSE / "items").rglob("*.yaml"))
    ids = re.findall(r"id: ([\w-]+)\n    type: ([\w-]+)", source)
    if name == "anki":
        shown = {note["fields"]["Id"] for note in package_content(built / "anki/everything.apkg")["notes"]}
        assert shown - {"how-many-signs", "one-name"} == {item for item, kind in ids if kind not in target.SKIPS}
    elif name in PLATFORMS:
        files = [file for file in (built / name).rglob("*") if file.is_file()]
        changes = {file.name: file.read_bytes() for file in files if file.name == "changes.txt"}
        carried = "".join(readable(file) for file in files if file.name not in changes)
        left_out, said = named_in_changes(changes, "left out"), named_in_changes(changes)
        for item, kind in ids:
            names = (f"{item}:", f'"{item}"', f"::{item}::", f"{item} |", name_of("KINDS", "item", item))
            # Blackboard's files name no questions; there must be one for each that is not left out.
            if name != "blackboard":
                assert any(one in carried for one in names) == (item not in left_out), item
            assert item in left_out or kind not in target.SKIPS, item
            assert item in said or kind not in target.CHANGES, item
        if name == "blackboard":
            assert len(readable(built / name / "banks/everything.txt").splitlines()) == len(ids) - len(left_out)
    elif name == "worksheets":
        text = text_of(built / "worksheets/everything/everything-A-student.pdf")
        assert len(re.findall(r"^[ \f]*\d+ .*\(\d+\) *$", text, re.MULTILINE)) == 12
    elif name == "web":
        pages = readable_page((built / "web/kinds.html").read_text("utf-8"))
        assert set(re.findall(r'^   "id": "([\w-]+)"', pages, re.MULTILINE)) == {item for item, _ in ids}
    elif name == "word":
        lines = lines_of(built / "word/everything/everything-A-student.docx")
        assert [line.label for line in lines if line.style == "Item"] == [str(number) for number in range(1, 13)]
    elif name == "handouts":
        cards, _, rest = text_of(built / "handouts/flashcards-everything-long-edge.pdf").partition("Not on cards")
        shown = {item for item, _ in ids if item in cards}
        assert {item for item, _ in ids} - shown == {"choice-signs", "choice-figures", "picture-names", "essay-names"}
        assert all(item in rest for item, kind in ids if kind in target.SKIPS)


def build_elsewhere(folder: Path, *before: str, **environment: str) -> dict[str, str]:
    """Build in another process, place and environment, by a command `before` it; return the hash of each output.

    Fails where anything in the source tree, which may not be written, is touched.
    """
    content = folder / "content"
    copytree(KINDS_COURSE, content)
    times = {file: file.stat().st_mtime_ns for file in (content, *content.rglob("*"))}
    for file in times:
        file.chmod(0o555 if file.is_dir() else 0o444)
    lock = KINDS_COURSE / "course.lock"
    assert lock.is_file(), "the ledger of this course is kept, so that times are the same"
    code = (
        "from pathlib import Path; from nasec_study.pipeline import build; from nasec_study.targets import TARGETS;"
        "list(build(Path('content'), Path('out'), TARGETS, locked=True))"
    )
    subprocess.run(
        [*before, sys.executable, "-c", code],
        cwd=folder,
        check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
    )
    assert {file: file.stat().st_mtime_ns for file in (content, *content.rglob("*"))} == times
    return {
        file.relative_to(folder / "out").as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted((folder / "out").rglob("[!.]*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the hashes of all outputs, built in one place and environment, with which others are compared."""
    folder = tmp_path_factory.mktemp("here")
    return build_elsewhere(folder, TZ="America/Mexico_City", PYTHONHASHSEED="1", LC_ALL="C")


def test_the_same_bytes_everywhere_on_one_processor_for_another_user_with_another_umask(
    here: dict[str, str], tmp_path: Path
) -> None:
    """All that may differ differs at once, as the bytes are the same in spite of each."""
    somewhere = {
        "HOME": str(tmp_path),
        "USER": "nobody",
        "LOGNAME": "nobody",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    alone = ("taskset", "--cpu-list", "0", "sh", "-c", 'umask 077 && exec "$@"', "sh")
    language = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}
    there = build_elsewhere(tmp_path / "thé re" / "deep", *alone, **somewhere, **language)
    assert there == here
    assert len(here) == 71  # five of them sheets of cards


def test_the_same_bytes_for_a_user_without_rights(
    here: dict[str, str], powerless: tuple[Path, tuple[str, ...]]
) -> None:
    folder, command = powerless
    asked = [*command, sys.executable, "-c", "import sys; print(sys.version)"]
    if subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip() != sys.version:
        pytest.skip("for this user the same command is another Python")
    theirs = build_elsewhere(folder, *command, HOME=str(folder))
    assert theirs == here


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_same_bytes_on_every_python(version: str, here: dict[str, str], tmp_path: Path) -> None:
    python = which(f"python{version}")
    if python is None or subprocess.run([python, "-c", "import venv, ensurepip"], check=False).returncode:
        pytest.skip(f"there is no Python {version} with venv here")
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        pytest.skip("this is the Python that all other tests run on")
    subprocess.run([python, "-m", "venv", tmp_path / "venv"], check=True)
    versions = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"], capture_output=True, text=True, check=True
    )
    (tmp_path / "same.txt").write_text(versions.stdout, "utf-8")
    pip: list[Path | str] = [
        tmp_path / "venv/bin/pip",
        "install",
        "--quiet",
        "-c",
        tmp_path / "same.txt",
        f"{REPOSITORY}[word]",
    ]
    subprocess.run(pip, check=True)
    copytree(KINDS_COURSE, tmp_path / "content")
    subprocess.run([tmp_path / "venv/bin/nasec-study", "build", "--locked", *TARGETS], cwd=tmp_path, check=True)
    built = {
        file.relative_to(tmp_path / "build").as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted((tmp_path / "build").rglob("[!.]*"))
        if file.is_file()
    }
    assert built == here
