"""The wheel, installed in a fresh virtual environment outside the checkout, works in any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns
from sysconfig import get_path

from tests.conftest import REPOSITORY


def command(*arguments: str | Path, cwd: Path) -> str:
    words = [str(part) for part in arguments]
    known = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(words, cwd=cwd, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def checkout_with_texts(folder: Path) -> Path:
    """Return a copy of the checkout in which somebody keeps the texts of the readings."""
    copytree(REPOSITORY, folder, ignore=ignore_patterns(".git", ".venv", "build", ".*_cache", "__pycache__", "tests"))
    (folder / "content/texts").mkdir(exist_ok=True)
    (folder / "content/texts/obstacles.txt").write_text("never published", "utf-8")
    return folder


def test_an_installed_wheel_inits_and_builds(tmp_path: Path) -> None:
    source = checkout_with_texts(tmp_path / "source")
    command(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, source, cwd=tmp_path)
    [wheel] = tmp_path.glob("nasec_study-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "nasec_study/py.typed" in names
    templates = (file for file in (REPOSITORY / "templates").rglob("*") if file.is_file())
    assert {f"nasec_study/{file.relative_to(REPOSITORY).as_posix()}" for file in templates} <= set(names)
    assert "nasec_study/courses/nasec/content/course.lock" in names
    assert {f"nasec_study/locale/{language}/LC_MESSAGES/paper.po" for language in ("es", "fr")} <= set(names)
    assert not [name for name in names if "courses/nasec/content/texts" in name]

    # Our own pip installs into it, and what the program depends on is ours: that it is what the wheel names is shown
    # where continuous integration runs the first command of the README, which installs nothing else.
    command(sys.executable, "-m", "venv", "--without-pip", "fresh", cwd=tmp_path)
    pip = (sys.executable, "-m", "pip", "--python", tmp_path / "fresh/bin/python")
    command(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    [site] = (tmp_path / "fresh").glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(f"{get_path('purelib')}\n{get_path('platlib')}\n", "utf-8")
    place = "import nasec_study; print(nasec_study.__file__)"
    assert (
        command(tmp_path / "fresh/bin/python", "-c", place, cwd=tmp_path).strip() == f"{site}/nasec_study/__init__.py"
    )
    tool = tmp_path / "fresh/bin/nasec-study"
    command(tool, "init", "tides", cwd=tmp_path)
    built = command(tool, "build", "--deck", "rise-and-fall", "--sheet", "tides", cwd=tmp_path / "tides").split()
    assert {Path(path).suffix for path in built} == {".apkg", ".csv", ".html", ".pdf"}
    assert all((tmp_path / "tides" / path).stat().st_size > 1000 for path in built if not path.endswith(".csv"))
    # The shipped course builds from the installed package, whose folder is left as it was.
    nasec = command(tool, "build", "anki", "--locked", "--course", "nasec", cwd=tmp_path).split()
    assert "build/anki/nasec.apkg" in nasec
