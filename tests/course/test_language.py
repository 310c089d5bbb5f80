"""Tags of languages: with a script, of three letters, for part of the world; what a document of Word calls them."""

from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.examination import check
from nasec_study.rendering.locales import regional
from tests.conftest import REPOSITORY

SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"


@pytest.mark.parametrize("tag", ["zh-Hant", "zh-Hant-HK", "sr-Latn", "grc", "es-419"])
def test_a_course_may_be_in_any_language(tmp_path: Path, tag: str) -> None:
    folder = copytree(SOUND, tmp_path / "content")
    settings = folder / "course.yaml"
    settings.write_text(f"language: {tag}\n" + settings.read_text("utf-8"), "utf-8")
    assert check(folder, None).problems == ()


@pytest.mark.parametrize("tag", ["zh_TW", "ZH-tw", "english", "zh-hant"])
def test_what_is_no_tag_is_refused(tmp_path: Path, tag: str) -> None:
    folder = copytree(SOUND, tmp_path / "content")
    settings = folder / "course.yaml"
    settings.write_text(f"language: {tag}\n" + settings.read_text("utf-8"), "utf-8")
    assert "E120" in {problem.rule for problem in check(folder, None).problems}


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("es", "es-ES"),
        ("es-MX", "es-MX"),
        ("zh", "zh-CN"),
        ("zh-Hant", "zh-TW"),
        ("zh-Hans", "zh-CN"),
        ("zh-Hant-HK", "zh-Hant-HK"),
        ("sr-Latn", "sr-Latn"),
        ("xx", "xx"),
    ],
)
def test_a_tag_without_a_region_gets_the_likeliest(tag: str, found: str) -> None:
    assert regional(tag) == found
