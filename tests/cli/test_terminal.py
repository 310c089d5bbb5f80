"""What a terminal is sent: colors and a line that shows how far a build is, or text alone for who asks for that."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, STARTER
from tests.terminal import opened_terminal


def sent(*words: str | Path, exit_code: int = 0, **environment: str) -> str:
    """Return all that a command sends to a terminal; skips where there are none."""
    main, end = opened_terminal()
    known = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM"}}
    known |= {"PYTHONPATH": str(REPOSITORY), **environment}
    with subprocess.Popen([sys.executable, "-m", "nasec_study", *words], stdout=end, stderr=end, env=known) as process:
        os.close(end)
        said = b""
        try:
            while part := os.read(main, 1024):
                said += part
        except OSError:
            os.close(main)
    assert process.returncode == exit_code
    return said.decode()


@pytest.mark.parametrize(
    ("environment", "color"),
    [({"TERM": "xterm"}, "\033[31m"), ({"TERM": "xterm", "NO_COLOR": "1"}, ""), ({"TERM": "dumb"}, "")],
)
def test_problems_are_in_color_unless_none_is_wanted(tmp_path: Path, environment: dict[str, str], color: str) -> None:
    (tmp_path / "course.yaml").write_text("title: T\n", "utf-8")
    said = sent("check", "--course", tmp_path, exit_code=1, **environment)
    assert said.startswith(f"{color}{tmp_path}/course.yaml:")
    assert ("\033" in said) == bool(color)


def test_a_terminal_that_only_adds_text_is_sent_no_line_that_changes(tmp_path: Path) -> None:
    words = ("build", "web", "--course", STARTER, "--output", tmp_path, "--deck", "tides", "--drafts")
    assert "\r\033[K[0/" in sent(*words, TERM="xterm")
    said = sent(*words, "--force", TERM="dumb")
    assert "\033" not in said
    assert said.endswith("1 built, 0 unchanged\r\n")
