"""The practice pages of the course of every kind, and someone who practises on them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import KINDS_COURSE
from tests.targets.web.learner import Learner, learner, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the practice pages of the course of every kind."""
    return pages_of(tmp_path_factory.mktemp("practice"), KINDS_COURSE)


@pytest.fixture
def student(browser: "Browser", pages: Path) -> Iterator[Learner]:
    """Return someone who has opened the page of the whole course on a phone."""
    with learner(browser, has_touch=True) as found:
        found.open(pages / "kinds.html")
        yield found
