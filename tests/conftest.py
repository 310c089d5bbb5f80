"""What tests share: the command as a process, small courses to build on, and the texts of the readings."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from nasec_study.pipeline import build
from tests.rules_table import pytest_terminal_summary  # noqa: F401 - prints the table of the rules

REPOSITORY = Path(__file__).resolve().parent.parent
STARTER = REPOSITORY / "nasec_study" / "courses" / "starter" / "content"
KINDS_COURSE = REPOSITORY / "tests" / "courses" / "kinds" / "content"

COURSES = {"nasec": REPOSITORY / "content", "starter": STARTER, "kinds": KINDS_COURSE}

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Rewrite the golden files.")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the command line as a process, in a temporary folder."""

    def call(*arguments: str | Path, exit_code: int = 0, cwd: Path = tmp_path, **environment: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "nasec_study", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        )
        assert done.returncode == exit_code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return call


@pytest.fixture(scope="session")
def texts() -> Path:
    """Return the folder with the texts of the readings; skips where it is not given, fails in CI."""
    given = os.environ.get("NASEC_TEXTS")
    if given:
        return Path(given).resolve()
    if os.environ.get("CI") == "true":
        pytest.fail("NASEC_TEXTS is not set, and CI must test with the texts")
    pytest.skip("NASEC_TEXTS names no folder with the texts of the readings")


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder with all outputs of each course at hand; nobody changes what is in it."""
    folders = {}
    for name, content in COURSES.items():
        folder = tmp_path_factory.mktemp(name)
        copytree(content, folder / "content")
        list(build(folder / "content", folder / "build"))
        folders[name] = folder / "build"
    return folders
