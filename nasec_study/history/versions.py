"""What version control knows of a ledger: the states that a course went through, and its ledger at a revision."""

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nasec_study.history.ledger import FILE_NAME, NOTES, Entry, Key, Ledger, entry_in, parse_ledger

# More of a history than this is not read: it would take longer than the build.
MAX_BYTES = 64_000_000
# How a line of a patch begins that adds a note or a note type.
_ADDED = tuple(f"+{noun} " for noun in (*NOTES, "note-type"))
_OF_HOOKS = ("GIT_DIR", "GIT_INDEX_FILE")


def revision(name: str, folder: Path) -> Ledger | None:
    """Return the ledger of a git revision; None where git has none, or there is no git. Raises StudyError."""
    shown = _git(folder, "show", f"{name}:./{FILE_NAME}")
    return None if shown is None else parse_ledger(shown, f"{name}:{FILE_NAME}")


def past_states(folder: Path) -> dict[Key, list[Entry]]:
    """Return the states of notes and note types in the commits that led here, by identity; none without git."""
    found: dict[Key, list[Entry]] = defaultdict(list)
    shown = _git(folder, "log", "--no-color", "--no-ext-diff", "--format=", "-p", "-U0", "HEAD", "--", f"./{FILE_NAME}")
    for line in (shown or "").splitlines():
        for entry in _entry(line):
            found[entry.identity].append(entry)
    return found


def committed(folder: Path, pattern: str) -> list[Path]:
    """Return the files of a pattern that git keeps in a folder; none without git."""
    shown = _git(folder, "ls-files", "-z", "--", pattern)
    return [folder / name for name in (shown or "").split("\0") if name]


def _entry(line: str) -> Iterator[Entry]:
    """Yield the entry that a line of a patch added, if that is what it did, and it can be read today."""
    if line.startswith(_ADDED):
        with suppress(ValueError, KeyError, AttributeError, RecursionError):
            entry = entry_in(line.removeprefix("+"))
            _ = entry.facts["changed"], entry.facts["hash"], entry.identity
            yield entry


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git says in a folder; None where it knows of nothing there, or there is no git."""
    # In a hook, git is told where its own data is, but not the files: it would take the folder for the top of all.
    is_told_half = "GIT_WORK_TREE" not in os.environ
    known = {name: value for name, value in os.environ.items() if not is_told_half or name not in _OF_HOOKS}
    try:
        with subprocess.Popen(  # noqa: S603 - git, asked to show
            ["git", "-C", folder, *arguments],  # noqa: S607 - the user's own git
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=known,
        ) as process:
            shown = process.stdout.read(MAX_BYTES) if process.stdout else b""
            is_cut = len(shown) == MAX_BYTES
            if is_cut:
                process.terminate()
        return shown.decode("utf-8", "replace") if is_cut or process.returncode == 0 else None
    except OSError:
        return None
