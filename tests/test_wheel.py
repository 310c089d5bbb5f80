"""The wheel, installed in a fresh virtual environment outside the checkout, works in any folder."""

import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns

from tests.conftest import REPOSITORY


def command(*arguments: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in arguments], cwd=cwd, capture_output=True, text=True, check=False)
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
    assert "nasec_study/templates/worksheet/sheet.html.j2" in names
    assert "nasec_study/courses/nasec/content/course.lock" in names
    assert {f"nasec_study/locale/{language}/LC_MESSAGES/paper.po" for language in ("es", "fr")} <= set(names)
    assert not [name for name in names if "courses/nasec/content/texts" in name]

    # Our own pip installs into it; and what is used of its thousands of modules is compiled when it is used.
    command(sys.executable, "-m", "venv", "--without-pip", "fresh", cwd=tmp_path)
    pip = (sys.executable, "-m", "pip", "--python", tmp_path / "fresh/bin/python")
    command(*pip, "install", "--quiet", "--no-compile", wheel, cwd=tmp_path)
    tool = tmp_path / "fresh/bin/nasec-study"
    command(tool, "init", "tides", cwd=tmp_path)
    built = command(tool, "build", cwd=tmp_path / "tides").split()
    assert {Path(path).suffix for path in built} == {".apkg", ".csv", ".html", ".pdf"}
    assert all((tmp_path / "tides" / path).stat().st_size > 1000 for path in built if not path.endswith(".csv"))
    # The shipped course builds from the installed package, whose folder is left as it was.
    nasec = command(tool, "build", "anki", "--locked", "--course", "nasec", cwd=tmp_path).split()
    assert "build/anki/nasec.apkg" in nasec
