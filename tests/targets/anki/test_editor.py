"""Fields as Anki's editor writes them: a student who looks at a note leaves it as it came, and gets its corrections."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import package_of
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.reading_back import package_content

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COURSES = REPOSITORY / "tests/courses"
WRITTEN = "texts => texts.map(text => Object.assign(document.createElement('template'), {innerHTML: text}).innerHTML)"


@pytest.mark.parametrize(
    ("course", "package", "settings"),
    [
        (KINDS_COURSE, "kinds", ()),
        (KINDS_COURSE, "kinds", ("language: fr",)),
        (COURSES / "spanish/content", "esp1", ()),
        (COURSES / "anatomy/content", "anat", ()),
        (COURSES / "python/content", "python", ()),
    ],
    ids=["kinds", "french", "spanish", "anatomy", "python"],
)
def test_fields_are_written_as_a_browser_writes_them(
    tmp_path: Path, browser: "Browser", course: Path, package: str, settings: tuple[str, ...]
) -> None:
    notes = package_content(package_of(tmp_path, course, package, *settings))["notes"]
    texts = [text for note in notes for text in note["fields"].values()]
    assert "\u00a0" not in json.dumps(texts, ensure_ascii=False)
    page = browser.new_page()
    assert page.evaluate(WRITTEN, texts) == texts
    page.close()
