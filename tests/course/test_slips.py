"""The slips of the first hour: `slips.txt` holds banks as those who begin write them, and the lines that each prints.

A slip is told in one line, or in one for each key that has another name: what is wrong, and the YAML to write.
"""

import re
from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.examination import examine
from tests.conftest import REPOSITORY

FILE = Path(__file__).with_name("slips.txt")
SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"
SLIPS = {
    name: bank
    for name, bank, _ in re.findall(
        r"^=== (\S+)\n(.*?)((?:^> [^\n]*\n)*)(?=^===|\Z)", FILE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
}
# What is right as it stands, and what looks like a slip and is none.
RIGHT = {
    "a string that is called one": "What is an f-string, a \"string\" or a 'string'?",
    "code that looks like HTML": "What does `<script>` do, and its twin `&lt;script&gt;`?",
    "prices": "Is it $5 or $6?",
    "typographic quotes": "“What?”",
    "a comparison": "Is 1 < 2 and 3 > 2?",
    "a generic type": "What is a `List<String>`, and what is `x_1`?",
    "a path": "What lies in C:\\\\temp, or in /home?",
}


def lines_of(folder: Path, bank: str) -> list[str]:
    """Return what `check` says of a bank, advice apart."""
    (folder / "content/items/r/case.yaml").write_text(bank, "utf-8")
    problems = examine(folder / "content").problems
    place = f"{folder / 'content/items/r/case.yaml'}:"
    return [str(problem).replace(place, "") for problem in problems if not re.match("W[45]", problem.rule)]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the lines of each slip."""
    folder = tmp_path_factory.mktemp("slips")
    copytree(SOUND, folder / "content")
    return {name: lines_of(folder, bank) for name, bank in SLIPS.items()}


def test_every_slip_is_told_with_what_is_right(told: dict[str, list[str]], pytestconfig: pytest.Config) -> None:
    assert len(SLIPS) > 100
    file = "".join(
        f"=== {name}\n{bank}" + "".join(f"> {line}\n" for line in told[name]) for name, bank in SLIPS.items()
    )
    if pytestconfig.getoption("--update-golden"):
        FILE.write_text(file, "utf-8")
    assert FILE.read_text("utf-8") == file


def test_one_cause_one_line(told: dict[str, list[str]]) -> None:
    # Two keys by other names are two slips.
    others = {
        name: {re.sub(r"\d+:\d+: ", "", line) for line in lines if "unknown key" in line}
        for name, lines in told.items()
    }
    assert {name: lines for name, lines in told.items() if len(lines) != max(1, len(others[name]))} == {}


@pytest.mark.parametrize("stem", RIGHT.values(), ids=list(RIGHT))
def test_nothing_is_said_of_what_is_right(stem: str, tmp_path: Path) -> None:
    copytree(SOUND, tmp_path / "content")
    quoted = "'" + stem.replace("'", "''") + "'"
    item = f"  - {{id: a, type: question, level: remember, stem: {quoted}, answer: That., quote: that is it}}\n"
    assert lines_of(tmp_path, f"reading: r\nsection: s\nitems:\n{item}") == []
