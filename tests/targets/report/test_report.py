"""The report: its figures are those of the bank, it is for everyone, and it opens from a file."""

import re
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from nasec_study.course.model import Choice
from nasec_study.course.parse import read_course
from nasec_study.pipeline import build
from nasec_study.releasing import release
from nasec_study.targets.report.figures import areas, by_kind, by_length_of_key, expected_at_an_end
from tests.browser import axe_faults
from tests.conftest import COURSES, KINDS_COURSE
from tests.targets.web.learner import HEIGHT, learner

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def report_of(folder: Path, content: Path) -> Path:
    if not (folder / "content").exists():
        copytree(content, folder / "content")
    [path] = build(folder / "content", folder / "build", ("report",))
    return path


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split())


def test_the_figures_are_those_of_the_bank() -> None:
    course, _ = read_course(COURSES["nasec"])
    assert course
    items = [item for item in course.items if not item.retired]
    assert sum(bar.number for bar in by_kind(items)) == len(items)
    counted = [cell.number for area in areas(course) for cell in area.levels]
    assert sum(counted) == len(items)
    assert {cell.shade for area in areas(course) for cell in area.levels} <= set(range(6))
    assert max(cell.shade for area in areas(course) for cell in (*area.levels, *area.importances)) == 5
    choices = [item for item in items if isinstance(item, Choice)]
    assert sum(bar.number for bar in by_length_of_key(items)) == len(choices)
    assert len(choices) / 5 < expected_at_an_end(items) < len(choices) / 2


def test_it_tells_of_objectives_findings_disputes_and_editions(tmp_path: Path) -> None:
    text = words_of(report_of(tmp_path, KINDS_COURSE).read_text("utf-8")).replace("&amp;", "&")
    assert "0 of 1 objectives with items" in text
    assert text.count("Read every sign.") == text.count("Read every sign. Chrétien & Díez none") == 1
    assert "There is no edition yet: everything is new to students." in text
    assert "How many signs are there, 3" in text
    release(tmp_path / "content")
    assert "Nothing has changed since edition" in words_of(report_of(tmp_path, KINDS_COURSE).read_text("utf-8"))
    bank = tmp_path / "content/items/ink/names.yaml"
    bank.write_text(bank.read_text("utf-8").replace("How many percent?", "How many percents?"), "utf-8")
    text = words_of(report_of(tmp_path, KINDS_COURSE).read_text("utf-8"))
    assert "Corrected (1) How many percents? numeric-names" in text


@pytest.mark.parametrize(("language", "page"), [("fr-CA", "fr-CA"), ("de", "en")])
def test_what_is_english_says_so(tmp_path: Path, language: str, page: str) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    settings = tmp_path / "content/course.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}language: {language}\n", "utf-8")
    bank = tmp_path / "content/items/ink/names.yaml"
    bank.write_text(re.sub("\n    rationale: .*", "", bank.read_text("utf-8")), "utf-8")
    report = report_of(tmp_path, KINDS_COURSE).read_text("utf-8")
    assert f'<html lang="{page}">' in report
    assert f'<span lang="{language}">Kinds' in report
    assert '<ul class="findings" lang="en"><li>' in report


def test_it_opens_from_a_file_at_any_width_and_asks_for_nothing(browser: "Browser", tmp_path: Path) -> None:
    path = report_of(tmp_path, COURSES["starter"])
    with learner(browser) as reader:
        reader.open(path)
        for width in (320, 390, 900):
            reader.page.set_viewport_size({"width": width, "height": HEIGHT})
            assert reader.overflow() == [], width
        assert reader.page.get_by_role("img", name="Items of each kind").is_visible()
        assert reader.page.locator("table").count() >= 4


def test_it_can_be_read_by_all_by_day_and_by_night(browser: "Browser", tmp_path: Path, axe: str) -> None:
    path = report_of(tmp_path, KINDS_COURSE)
    with learner(browser) as reader:
        reader.open(path)
        for scheme in ("light", "dark"):
            reader.page.emulate_media(color_scheme=scheme)
            assert axe_faults(reader.page, axe) == [], scheme
