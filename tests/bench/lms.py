"""Quizzes for a platform and practice pages: from a course in memory to their bytes, and how that grows."""

import html
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import log10
from pathlib import Path

from lxml import etree

from nasec_study.course.parse import read_course
from nasec_study.foundation.collector import collector_paused
from nasec_study.history.ledger import Ledger
from nasec_study.rendering.templating import environment
from nasec_study.targets import load_target
from nasec_study.targets._archive import archive
from nasec_study.targets._contract import Job
from tests.bench.bank import texts
from tests.bench.measure import Line, interleaved, run
from tests.bench.synthetic import make_course

ITEMS, MANY = 5_000, 50_000
GOALS = {"moodle": 1.5, "canvas": 2.0}
NAMES = {"moodle": "Moodle XML", "canvas": "packages for Canvas", "web": "practice pages"}


def lines(folder: Path) -> Iterator[Line]:
    """Yield the lines of this theme; a course is made in `folder`."""
    job = _job(make_course(folder / "few", ITEMS))
    for target, goal in GOALS.items():
        trees = list(_trees(_made(target, job)))
        actions: dict[str, Callable[[], object]] = {
            "ours": partial(_made, target, job),
            "lxml": partial(_by_lxml, trees, is_packed=target == "canvas"),
            "serialized": partial(_serialized, trees),
        }
        taken = interleaved({name: partial(run, action) for name, action in actions.items()}, times=5)
        beside = f"lxml took {taken['lxml']:.2f} s, {taken['serialized']:.2f} s of it for the finished tree"
        name = f"{ITEMS:,} items to {NAMES[target]} / the same trees by lxml"
        yield Line(name, taken["ours"] / taken["lxml"], goal, beside=beside)
    page: dict[str, Callable[[], object]] = {
        "ours": partial(_made, "web", job),
        "limit": partial(_escaped, folder / "few/items.json"),
    }
    taken = interleaved({name: partial(run, action) for name, action in page.items()}, times=5)
    beside = f"the limit took {taken['limit']:.2f} s"
    yield Line(f"{ITEMS:,} items to practice pages / limit", taken["ours"] / taken["limit"], beside=beside)
    large = _job(make_course(folder / "many", MANY))
    for target, name in NAMES.items():
        few, many = (run(partial(_made, target, made)).cpu for made in (job, large))
        beside = f"{few:.1f} s and {many:.1f} s"
        yield Line(f"{ITEMS:,} to {MANY:,} items to {name}, exponent of CPU", log10(many / few), 1.1, "", beside)


def _job(content: Path) -> Job:
    course, problems = read_course(content)
    assert course, problems
    return Job(course, environment(content))


def _escaped(items: Path) -> str:
    """Return the least that a page holds: all texts of the same items escaped, as JSON."""
    return json.dumps([[html.escape(text) for text in texts(item)] for item in json.loads(items.read_bytes())])


def _made(target: str, job: Job) -> Mapping[str, bytes]:
    """Return the outputs of a target."""
    with collector_paused():
        return {output.name: output.make() for output in load_target(target).plan(job).outputs(Ledger({}))}


def _trees(files: Mapping[str, bytes]) -> Iterator[etree._Element]:
    """Yield the tree of each XML file, those in packages among them."""
    for name, content in files.items():
        if name.endswith(".xml"):
            yield etree.fromstring(content)
        elif name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                yield from (etree.fromstring(package.read(one)) for one in package.namelist() if one.endswith(".xml"))


def _by_lxml(trees: list[etree._Element], *, is_packed: bool) -> list[bytes]:
    """Return trees, made anew element by element, as bytes, or as packages."""
    with collector_paused():
        contents = [etree.tostring(_copied(tree), xml_declaration=True, encoding="UTF-8") for tree in trees]
        return [archive({"quiz.xml": content}) for content in contents] if is_packed else contents


def _copied(element: etree._Element) -> etree._Element:
    copy = etree.Element(element.tag, element.attrib)
    _fill(copy, element)
    return copy


def _fill(copy: etree._Element, element: etree._Element) -> None:
    copy.text, copy.tail = element.text, element.tail
    for child in element:
        _fill(etree.SubElement(copy, child.tag, child.attrib), child)


def _serialized(trees: list[etree._Element]) -> list[bytes]:
    return [etree.tostring(tree, xml_declaration=True, encoding="UTF-8") for tree in trees]
