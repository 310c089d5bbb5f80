"""A reader at work: who types what a chapter says, in a folder of their own, and saves the files that it shows."""

import os
import re
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree

from tests.conftest import REPOSITORY
from tests.copies import Copies

ELLIPSIS = "…"
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
# Where nothing of ours is found, and what every machine has.
PLAIN_PATH = "/usr/bin:/bin"


@dataclass
class Session:
    """A terminal: its folder, where it looks for programs, and what the last command printed."""

    root: Path
    cwd: Path
    path: str
    copies: Copies
    printed: str = ""

    @property
    def home(self) -> Path:
        """The folder that the chapter's course is in."""
        return self.root / "my-course"

    def run(self, script: str, exit_code: int = 0) -> None:
        """Run lines of a shell as one types them; folder and path stay as they leave them."""
        state = self.root / ".state"
        keep = f'trap \'printf "%s\\n%s" "$PWD" "$PATH" > "{state}"\' EXIT\n'
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", keep + script],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=self.cwd,
            env=self._environment,
        )
        self.printed = done.stdout
        assert done.returncode == exit_code, f"{script}\n{done.stdout}"
        folder, self.path = state.read_text("utf-8").split("\n")
        self.cwd = Path(folder)

    def tool(self, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
        """Run the tool in a folder, its two streams as one; any exit code will do."""
        return self.copies.run([*arguments], cwd, self._environment, is_one_stream=True)

    @property
    def _environment(self) -> dict[str, str]:
        known = {key: value for key, value in os.environ.items() if key not in {"NASEC_TEXTS", "VIRTUAL_ENV"}}
        return {**known, "PATH": self.path, "PYTHONPATH": str(REPOSITORY)}

    def copy(self) -> Path:
        """Return a copy of the course, for what the chapter only supposes."""
        folder = self.root / "supposed"
        rmtree(folder, ignore_errors=True)
        copytree(self.home, folder)
        return folder


def session(root: Path, copies: Copies, *, is_on_path: bool) -> Session:
    """Return a terminal in a folder with a virtual environment that holds the tool, which it finds or not yet.

    What is typed is run as it stands; what a test asks of the tool besides, by copies of a process.
    """
    venv.create(root / ".venv", symlinks=True)
    tool = root / ".venv/bin/nasec-study"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m nasec_study "$@"\n', "utf-8")
    tool.chmod(0o755)
    return Session(root, root, f"{tool.parent}:{PLAIN_PATH}" if is_on_path else PLAIN_PATH, copies)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with all days alike, without empty ones at its ends."""
    return [line.rstrip() for line in _DATE.sub("2000-01-01", text).strip("\n").split("\n")]


def is_shown_by(expected: str, printed: str) -> bool:
    """Tell whether a text is what was printed; a line with an ellipsis stands for any lines."""
    pieces: list[list[str]] = [[]]
    for line in lines_of(expected):
        if line == ELLIPSIS:
            pieces.append([])
        else:
            pieces[-1].append(line)
    pattern = r"(?:.*\n)*".join("".join(f"{re.escape(line)}\n" for line in piece) for piece in pieces)
    return bool(re.fullmatch(pattern, "".join(f"{line}\n" for line in lines_of(printed))))
