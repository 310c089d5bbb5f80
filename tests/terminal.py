"""A terminal for tests that only a terminal can show: colors, lines that change, the Tab key."""

import os
import pty

import pytest


def opened_terminal() -> tuple[int, int]:
    """Return both ends of a new pseudo-terminal: the reader's and the command's; skips where there are none."""
    try:
        return pty.openpty()
    except OSError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("there are no pseudo-terminals here, as in a bare root")
