"""What the formats make of a course, without a build around them; and the course that its questions are of."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

import yaml

from nasec_study.course.model import Course, Item, Multi
from nasec_study.course.parse import read_course
from nasec_study.history.ledger import Ledger
from nasec_study.rendering.templating import environment
from nasec_study.targets import load_target
from nasec_study.targets._contract import Job
from tests.conftest import KINDS_COURSE

# The text with gaps of that course.
GAPS = "Before {{c1::`<b>`::a tag}} & after {{c2::*Cancún*}}, {{c1::Díez}} wrote 1 < 2."
# Texts as they are written in double quotes of YAML, and what of each is seen; one as long as a course may hold.
AWKWARD = (
    ('=1+1, \\"a\\"\\tb; c', '=1+1, "a" b; c'),
    ("first\\n\\nsecond, third", "first second, third"),
    ("שלום, עולם (1)", "שלום, עולם (1)"),
    ("word " * 4000, ("word " * 4000).strip()),
)  # fmt: skip


def course_in(folder: Path) -> Course:
    """Return the course in a folder."""
    course, problems = read_course(folder)
    assert course, problems
    return course


def made(target: str, folder: Path) -> dict[str, bytes]:
    """Return the outputs of a target by their names below its folder."""
    job = Job(course_in(folder), environment(folder))
    outputs = list(load_target(target).plan(job).outputs(Ledger({})))
    files = {output.name.removeprefix(f"{target}/"): output.make() for output in outputs}
    assert len(files) == len(outputs)
    return files


def notices(target: str, folder: Path) -> list[str]:
    """Return what a build into a target says."""
    return list(load_target(target).plan(Job(course_in(folder), environment(folder))).notices())


def unpacked(package: bytes) -> dict[str, bytes]:
    """Return the files in a package by their names."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def items_of(folder: Path) -> dict[str, Item]:
    """Return the items of a course that are not retired, by their ids."""
    return {item.id: item for item in course_in(folder).items if not item.retired}


def changed_course(folder: Path, settings: Mapping[str, Any], source: Path = KINDS_COURSE) -> Path:
    """Return a copy of a course with other settings, in a folder that is not there yet."""
    copytree(source, folder)
    file = folder / "course.yaml"
    tree = yaml.safe_load(file.read_text("utf-8")) | settings
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    return folder


def named_in_changes(files: Mapping[str, bytes], *words: str) -> set[str]:
    """Return the ids of items of which a build says that they were changed or left out, in lines with these words."""
    lines = files.get("changes.txt", b"").decode().split("\n\n")
    chosen = [line for line in lines if not words or any(word in line for word in words)]
    return {name for line in chosen for name in line.strip().rpartition("(")[2].removesuffix(")").split(", ")}


def mended(folder: Path, old: str, new: str, source: Path = KINDS_COURSE) -> Path:
    """Return a copy of a course whose items have another text, in a folder that is not there yet."""
    copytree(source, folder)
    found = 0
    for file in (folder / "items").rglob("*.yaml"):
        text = file.read_text("utf-8")
        found += old in text
        file.write_text(text.replace(old, new), "utf-8")
    assert found
    return folder


def with_keys(folder: Path, number: int) -> tuple[Course, Multi]:
    """Return a copy of the course, in a folder that is not there yet, and its item of several keys, with so many."""
    keys = ["Chrétien", "Domínguez", *(f"Nº {place}" for place in range(3, number + 1))]
    course = course_in(mended(folder, "keys: [Chrétien, Domínguez]", f"keys: [{', '.join(keys)}]"))
    item = course.item("multi-signs")
    assert isinstance(item, Multi)
    assert len(item.keys) == number
    return course, item
