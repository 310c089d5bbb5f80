"""What the tests of the platforms' formats share: courses, and what each format makes of them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import KINDS_COURSE, REPOSITORY, STARTER
from tests.hostile import hostile_course
from tests.targets.lms.making import changed_course, made

Made = Callable[[str, str], dict[str, bytes]]

# Formulas; code; every kind; every text hostile; the shipped course; a small one; all or nothing; two languages; sound;
# images.
NAMES = (
    "chemistry", "python", "kinds", "hostile", "nasec", "starter", "strict", "spanish", "french", "words", "images",
)  # fmt: skip


@pytest.fixture(scope="session")
def courses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder of each course in NAMES."""
    folder = tmp_path_factory.mktemp("lms")
    return {
        "chemistry": REPOSITORY / "tests/courses/chemistry/content",
        "python": REPOSITORY / "tests/courses/python/content",
        "kinds": KINDS_COURSE,
        "hostile": hostile_course(folder / "hostile"),
        "nasec": REPOSITORY / "content",
        "starter": STARTER,
        "strict": changed_course(folder / "strict", {"partial_credit": False}),
        "spanish": changed_course(folder / "spanish", {"language": "es"}),
        "words": REPOSITORY / "tests" / "courses" / "spanish" / "content",
        "images": REPOSITORY / "tests" / "courses" / "anatomy" / "content",
        "french": changed_course(folder / "french", {"language": "fr-CA"}),
    }


@pytest.fixture(scope="session")
def outputs(courses: dict[str, Path]) -> Made:
    """Return a function that gives what a target makes of a course, made once."""
    return cache(lambda target, name: made(target, courses[name]))
