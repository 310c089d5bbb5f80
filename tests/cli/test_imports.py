"""Start-up: no command imports what it does not use."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import KINDS_COURSE, REPOSITORY

HEAVY = {"babel", "fontTools", "genanki", "highspy", "http.client", "jinja2", "markdown_it"}
HEAVY |= {"numpy", "openpyxl", "pikepdf", "pydantic", "pygments", "rapidfuzz", "sqlite3", "subprocess", "weasyprint"}
HEAVY |= {"nasec_study.checks.all", "nasec_study.checks.rules"}
HEAVY |= {"nasec_study.importers.reading", "nasec_study.preview", "nasec_study.targets.anki.notes", "ziamath", "yaml"}
HEAVY |= {"nasec_study.targets.lms", "nasec_study.targets.paper", "nasec_study.targets.web"}

READS = {"pydantic", "yaml"}
CHECKS = READS | {"markdown_it", "nasec_study.checks.all"}
RULES = READS | {"markdown_it", "nasec_study.checks.rules"}
# The ledger is told of the notes of every build.
BUILDS = CHECKS | {"babel", "jinja2", "nasec_study.targets.anki.notes"}
TARGETS = {"nasec_study.targets.anki.notes", *(f"nasec_study.targets.{name}" for name in ("lms", "paper", "web"))}

COMMANDS = {
    "--help": set(),
    "build --help": set(),
    "check": CHECKS | RULES,
    "coverage": READS,
    "init my-course": set(),
    "list": READS,
    "push content/course.yaml --port 1": {"http.client", "sqlite3"},
    "rules": RULES,
    "schema items": READS,
    "show essay-names": READS | {"markdown_it", "jinja2", "babel"},
    "diff": BUILDS | {"subprocess"},
    "release --dry-run": BUILDS | {"subprocess"},
    "targets": READS | {"markdown_it", "jinja2"} | TARGETS,
    "new choice": READS | {"markdown_it"},
    "build anki": BUILDS | {"genanki", "sqlite3"},
    "build web": BUILDS | {"nasec_study.targets.web"},
    "build moodle": BUILDS | {"nasec_study.targets.lms"},
    "build canvas": BUILDS | {"nasec_study.targets.lms"},
    "build table": BUILDS | {"nasec_study.targets.lms", "openpyxl"},
    # What makes pages is imported in a process of its own.
    "build worksheets": BUILDS | {"nasec_study.targets.paper", "pikepdf"},
}
# What is used brings these along.
UNDER = {
    "build anki": {"subprocess"},
    "build web": {"subprocess"},
    "build moodle": {"subprocess"},
    "build canvas": {"subprocess"},
    "build table": {"subprocess", "numpy"},
    "build worksheets": {"subprocess", "http.client", "fontTools"},
}

CODE = """
import json, sys
from nasec_study.cli import main
sys.argv = ["nasec-study", *sys.argv[1].split()]
try:
    main()
except SystemExit:
    pass
sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""


def loaded_by(command: str, folder: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    return set(json.loads(done.stderr.rpartition("\n")[2])) & HEAVY


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_imports_what_it_uses_and_no_more(command: str, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    assert loaded_by(command, tmp_path) - UNDER.get(command, set()) == COMMANDS[command]


def test_a_build_with_nothing_to_do_imports_nothing(tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    loaded_by("build anki", tmp_path)
    assert loaded_by("build anki", tmp_path) == set()
