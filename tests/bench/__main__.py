"""Run the benchmark: ``python -m tests.bench [THEME]...``."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import table, versions

THEMES = ("bank", "before", "lms", "pages", "preview", "startup")


def main(names: list[str]) -> int:
    """Print a table for each theme; return 1 where a figure misses its goal by more than a tenth."""
    if unknown := set(names) - set(THEMES):
        sys.exit(f"no theme {', '.join(sorted(unknown))}; there are {', '.join(THEMES)}")
    if len(names) == 1:
        return _measured(names[0])
    # Each in a process of its own: what one leaves in memory would slow the next.
    themes = [[sys.executable, "-m", "tests.bench", name] for name in names or THEMES]
    return max([subprocess.run(theme, check=False).returncode for theme in themes])


def _measured(name: str) -> int:
    with TemporaryDirectory() as folder:
        lines = list(import_module(f"tests.bench.{name}").lines(Path(folder)))
    used = versions("anki", "click", "genanki", "Jinja2", "lxml", "pydantic", "PyYAML", "weasyprint")
    sys.stdout.write(f"{name}\n\n{table(lines)}\n\n{used}\n\n")
    return int(any(line.missed for line in lines))


sys.exit(main(sys.argv[1:]))
