"""The pages of courses from other fields, chemistry, Python, Spanish and anatomy, as a reader meets them."""

from collections.abc import Callable, Mapping
from shutil import copytree

import pytest

from nasec_study.pipeline import build
from tests.conftest import REPOSITORY
from tests.tags import GUARDS, Printed, hold_on_all, read_printed

COURSES = ("anatomy", "chemistry", "python", "spanish")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    """Return every PDF that these courses become, by course and file."""
    folder = tmp_path_factory.mktemp("courses")
    found: dict[str, Printed] = {}
    for name in COURSES:
        copytree(REPOSITORY / "tests" / "courses" / name / "content", folder / name / "content")
        made = list(build(folder / name / "content", folder / name / "build", ("worksheets", "handouts")))
        found |= {f"{name}/{path.name}": read_printed(path) for path in made if path.suffix == ".pdf"}
    return found


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_on_every_page(printed: Mapping[str, Printed], guard: Callable[[Printed], None]) -> None:
    assert len(printed) > 35
    hold_on_all(printed, guard)


def test_the_mark_of_an_answer_stands_on_its_first_line(printed: Mapping[str, Printed]) -> None:
    key = printed["chemistry/quiz-A-key.pdf"]
    blocks = [tag for tag in key.tree.all("P", "Div") if tag.text.startswith("✓")]
    assert len(blocks) > 4
    assert [block.text for block in blocks if block.text == "✓" and not block.tags] == []
