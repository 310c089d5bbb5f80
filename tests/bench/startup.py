"""Start-up: whole processes, with their imports."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import copytree

from tests.bench.measure import REPOSITORY, Line, interleaved, run_process


def lines(folder: Path) -> Iterator[Line]:
    """Yield the lines of this theme; the shipped course is copied into `folder`."""
    copytree(REPOSITORY / "content", folder / "content")
    here = partial(run_process, cwd=folder)
    here("-m", "nasec_study", "check")
    taken = interleaved(
        {
            "click": partial(here, "-c", "import click"),
            "help": partial(here, "-c", "from nasec_study.cli import main; main()", "--help"),
            "group": partial(here, "-c", _BARE_GROUP, "--help"),
        },
        times=21,
    )
    beside = f"a bare click group of 11 commands {taken['group'] / taken['click']:.2f}"
    yield Line("--help / `import click`", taken["help"] / taken["click"], 1.2, beside=beside)
    here("-m", "nasec_study", "build", "--output", "built")
    here("-m", "nasec_study", "build", "--output", "built")
    again = {
        "build": partial(here, "-m", "nasec_study", "build", "--output", "built"),
        "help": partial(here, "-m", "nasec_study", "--help"),
    }
    taken = interleaved(again, times=11, wall=True)
    yield Line("build with nothing to do / --help", taken["build"] / taken["help"], 3, beside="wall time")
    checks = {"check": partial(here, "-m", "nasec_study", "check", "--course", "content")}
    if texts := os.environ.get("NASEC_TEXTS"):
        checks["texts"] = partial(here, "-m", "nasec_study", "check", "--texts", texts)
    taken = interleaved(checks, times=5)
    yield Line("check of the shipped course", taken["check"], 0.5, "s")
    if texts:
        yield Line("check of the shipped course, with texts", taken["texts"], 1, "s")


_BARE_GROUP = """
import click
commands = [click.Command(name, params=[click.Option(["--course"])], help="Do it.") for name in "abcdefghijk"]
cli = click.Group("bare", commands)
cli()
"""
