"""Pages of a course without a build, and what holds for every one: margins, words that stand apart, our own fonts."""

import re
from itertools import islice
from pathlib import Path

import pikepdf

from nasec_study.course.parse import read_course
from nasec_study.history.ledger import Ledger
from nasec_study.rendering.templating import environment
from nasec_study.targets import load_target
from nasec_study.targets._contract import Job
from tests.reading_back import pages_of

LETTER = (612.0, 792.0)
MILLIMETER = 72 / 25.4


def printed(content: Path, folder: Path, target: str, *endings: str) -> dict[str, Path]:
    """Write those files of a target that have one of these endings into a folder, and return them by their names.

    A build makes all, in every edition; a test that looks at one has no use for the others.
    """
    course, problems = read_course(content)
    assert course, problems
    outputs = load_target(target).plan(Job(course, environment(content))).outputs(Ledger({}))
    wanted = {output.name.rpartition("/")[2]: output for output in outputs if output.name.endswith(endings)}
    for name, output in wanted.items():
        (folder / name).write_bytes(output.make())
    return {name: folder / name for name in wanted}


def assert_within_margins(pdf: Path, margin: float, above: float | None = None, below: float = 7) -> None:
    """Fail where a word stands outside the margins (millimeters); above and below stand the running words."""
    for page in pages_of(pdf):
        for word in page.words:
            assert word.left >= margin * MILLIMETER - 1, (pdf.name, word)
            assert word.right <= page.width - margin * MILLIMETER + 1, (pdf.name, word)
            assert word.top >= (margin * MILLIMETER - 24 if above is None else above * MILLIMETER), (pdf.name, word)
            assert word.bottom <= page.height - below * MILLIMETER, (pdf.name, word)


def assert_no_words_overlap(pdf: Path) -> None:
    """Fail where a word covers another."""
    for page in pages_of(pdf):
        words = sorted((word for word in page.words if word.text.strip()), key=lambda word: word.top)
        for number, word in enumerate(words):
            for other in islice(words, number + 1, None):
                if other.top > word.bottom:
                    break
                across = min(word.right, other.right) - max(word.left, other.left)
                down = min(word.bottom, other.bottom) - max(word.top, other.top)
                height = min(word.bottom - word.top, other.bottom - other.top)
                assert not (across > 1 and down > height / 2), (pdf.name, word, other)


def assert_fonts_are_ours_and_embedded(pdf: Path) -> None:
    """Fail where a font is missing from the file, or is the machine's own."""
    with pikepdf.open(pdf) as document:
        fonts = [font for page in document.pages for font in page["/Resources"].get("/Font", {}).values()]
        assert fonts
        for font in fonts:
            assert re.search(r"\+(Study|Source)", str(font["/BaseFont"])), (pdf.name, font["/BaseFont"])
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
