"""Run the benchmark: ``python -m tests.bench [THEME]...``."""

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import table, versions

THEMES = ("bank", "pages", "startup")


def main(names: list[str]) -> int:
    """Print a table for each theme; return 1 where a figure misses its goal by more than a third."""
    if unknown := set(names) - set(THEMES):
        sys.exit(f"no theme {', '.join(sorted(unknown))}; there are {', '.join(THEMES)}")
    missed = False
    for name in names or THEMES:
        with TemporaryDirectory() as folder:
            lines = list(import_module(f"tests.bench.{name}").lines(Path(folder)))
        missed = missed or any(line.missed for line in lines)
        sys.stdout.write(f"{name}\n\n{table(lines)}\n\n")
    sys.stdout.write(f"{versions('anki', 'click', 'genanki', 'Jinja2', 'pydantic', 'PyYAML', 'weasyprint')}\n")
    return int(missed)


sys.exit(main(sys.argv[1:]))
