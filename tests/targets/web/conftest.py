"""The practice pages of the course of every kind, and someone who practises on them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import KINDS_COURSE
from tests.targets.web.learner import Learner, learner, learner_in, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Makes something of an argument, by a script.
InAPage = Callable[[str, Any], Any]


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


@pytest.fixture(scope="session")
def in_a_page(browser: "Browser") -> Iterator[InAPage]:
    """Return a function that says what a script makes of an argument in a page that holds nothing, and leaves so."""
    page = browser.new_page()
    yield lambda script, argument: page.evaluate(f"argument => {{ {script} }}", argument)
    page.close()
