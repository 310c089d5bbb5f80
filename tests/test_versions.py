"""Versions: what the lock holds, and, by hand, that the lowest and the newest of what we ask for build a course.

NASEC_VERSIONS=1 .venv/bin/pytest tests/test_versions.py
"""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, STARTER

LOCK = (REPOSITORY / ".ci/constraints.txt").read_text("utf-8").splitlines()
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[0-9][0-9a-z.+]*)(?: ; (?P<marker>.+))?")
SETTINGS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]


def name_of(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


def test_the_lock_holds_an_exact_version_of_all_that_is_asked_for_and_no_address() -> None:
    pins = [PIN.fullmatch(line) for line in LOCK]
    assert all(pins), [line for line, pin in zip(LOCK, pins, strict=True) if not pin]
    held = {pin["name"] for pin in pins if pin}
    asked = [
        *SETTINGS["dependencies"],
        *(name for extra in SETTINGS["optional-dependencies"].values() for name in extra),
    ]
    assert {name_of(requirement) for requirement in asked} <= held


# Each release of what draws may draw otherwise.
PINNED = ("mathra",)


def test_every_bound_is_a_lower_one_but_for_what_draws() -> None:
    assert {name_of(one) for one in SETTINGS["dependencies"] if "==" in one} == set(PINNED)
    for requirement in (one for one in SETTINGS["dependencies"] if "==" not in one):
        assert re.fullmatch(r"[a-z0-9-]+>=[0-9.]+", requirement), requirement


def test_what_is_installed_here_is_what_the_lock_holds() -> None:
    """Where this fails, the tests say little of what others will install."""
    if os.environ.get("CI") != "true":
        pytest.skip("only continuous integration must install by the lock")
    for requirement in SETTINGS["dependencies"]:
        name = name_of(requirement)
        assert f"{name}=={version(name)}" in [line.partition(" ;")[0] for line in LOCK]


@pytest.mark.skipif(os.environ.get("NASEC_VERSIONS") != "1", reason="by hand: installs everything twice")
@pytest.mark.parametrize("resolution", ["lowest-direct", "highest"])
def test_a_course_is_built_with_the_lowest_and_with_the_newest_versions(tmp_path: Path, resolution: str) -> None:
    def run(*command: str | Path, cwd: Path = tmp_path) -> str:
        done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "venv", "tools")
    run("tools/bin/pip", "install", "--quiet", "uv")
    run("tools/bin/uv", "venv", "--quiet", "--python", sys.executable, "env")
    python = tmp_path / "env/bin/python"
    run("tools/bin/uv", "pip", "install", "--quiet", "--python", python, "--resolution", resolution, REPOSITORY)
    tool = tmp_path / "env/bin/nasec-study"
    run(tool, "init", "course")
    built = run(tool, "build", cwd=tmp_path / "course").split()
    assert len(built) > len(list((STARTER / "readings").iterdir()))
    run(tool, "check", "--strict", cwd=tmp_path / "course")
