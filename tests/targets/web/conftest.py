"""The practice pages of the course of every kind, and someone who practises on them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import KINDS_COURSE
from tests.targets.web.learner import Learner, learner, learner_in, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the practice pages of the course of every kind."""
    return pages_of(tmp_path_factory.mktemp("practice"), KINDS_COURSE)


@pytest.fixture(scope="module")
def window(browser: "Browser") -> Iterator[Learner]:
    """Return a window on a phone in which one student practises after the other: to open one takes longer than most."""
    with learner(browser, has_touch=True) as found:
        yield found


@pytest.fixture
def student(window: Learner, pages: Path) -> Iterator[Learner]:
    """Return someone who has opened the page of the whole course on a phone."""
    with learner_in(window, pages / "kinds.html") as found:
        yield found
