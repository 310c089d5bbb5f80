"""Numbers that can be read in two ways in the language of a course."""

from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.examination import examine
from tests.conftest import REPOSITORY

SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"


@pytest.mark.parametrize(
    ("language", "value", "tolerance", "keys"),
    [
        ("es", "18.500", "0", ["value"]),
        ("de", "-1.250", "1.000", ["value", "tolerance"]),
        ("es", "18.5", "0.500", []),
        ("es", "3.142", "1.000%", []),
        ("es", "18500", "0", []),
        ("es-MX", "18.500", "0", []),
        ("fr", "18.500", "0", []),
        ("en", "18.500", "0", []),
    ],
)
def test_thousands_with_a_point_are_told_where_a_language_writes_them_so(
    tmp_path: Path, language: str, value: str, tolerance: str, keys: list[str]
) -> None:
    copytree(SOUND, tmp_path / "content")
    settings = tmp_path / "content/course.yaml"
    settings.write_text(f"language: {language}\n" + settings.read_text("utf-8"), "utf-8")
    bank = tmp_path / "content/items/r/sound.yaml"
    bank.write_text(
        "reading: r\nsection: s\nitems:\n  - id: sound\n    type: numeric\n    level: remember\n    stem: How many?\n"
        f"    value: {value}\n    tolerance: {tolerance}\n    rationale: So it is.\n    quote: that is it\n",
        "utf-8",
    )
    found = [problem for problem in examine(tmp_path / "content").problems if problem.rule == "W228"]
    assert [problem.where.line for problem in found] == [{"value": 8, "tolerance": 9}[key] for key in keys]


def test_who_means_three_decimals_waives_it(tmp_path: Path) -> None:
    copytree(SOUND, tmp_path / "content")
    settings = tmp_path / "content/course.yaml"
    settings.write_text("language: es\n" + settings.read_text("utf-8"), "utf-8")
    bank = tmp_path / "content/items/r/sound.yaml"
    bank.write_text(
        "reading: r\nsection: s\nitems:\n  - id: sound\n    type: numeric\n    level: remember\n"
        "    stem: ¿Cuánto pesa?\n    value: 1.250\n    unit: g\n    rationale: So it is.\n    quote: that is it\n"
        "    waive: {W228: The balance shows milligrams.}\n",
        "utf-8",
    )
    found = examine(tmp_path / "content")
    assert [problem.rule for problem in found.problems if problem.rule in {"E218", "W228"}] == []
    assert [problem.rule for problem, _ in found.waived] == ["W228"]
