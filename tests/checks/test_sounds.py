"""Recordings that are none, and those that are too large, found by `check` where an item plays them."""

from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.checks import sounds
from nasec_study.examination import examine
from tests.conftest import REPOSITORY

SPANISH = REPOSITORY / "tests" / "courses" / "spanish" / "content"
PLACE = "content/items/manual/casa.yaml:10:12: item 'casa': recording 'media/casa.mp3'"


def found(folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(folder)
    copytree(SPANISH, "content")
    Path("content/media/casa.mp3").write_bytes(content)
    return [str(problem) for problem in examine(Path("content")).problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        *(("mp3", b"ID3\x04"), ("mp3", b"\xff\xfb\x90\x00"), ("mp3", (SPANISH / "media/casa.mp3").read_bytes())),
        *(("ogg", b"OggS\0"), ("m4a", b"\0\0\0\x1cftypM4A ")),
    ],
)
def test_recordings_pass(ending: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copytree(SPANISH, tmp_path / "content")
    file, items = tmp_path / "content/media/casa.mp3", tmp_path / "content/items/manual/casa.yaml"
    file.unlink()
    file.with_suffix(f".{ending}").write_bytes(content)
    items.write_text(items.read_text("utf-8").replace("casa.mp3", f"casa.{ending}"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert [problem for problem in examine(Path("content")).problems if problem.severity == "error"] == []


@pytest.mark.parametrize("content", [b"", b"RIFF....WAVE", b"OggS", b"<html>"])
def test_what_is_no_recording_of_its_kind_is_found(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hint = "save the recording in this format, or give the file the ending that fits it"
    assert found(tmp_path, content, monkeypatch) == [f"{PLACE} is not a recording of type .mp3 ({hint}) [E261]"]


def test_what_is_too_large_for_a_phone_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "MAX_SOUND", 2)
    lines = found(tmp_path, b"ID3", monkeypatch)
    assert lines[0] == f"{PLACE} is too large a file (at most 0 MB; cut it, or save it smaller) [E261]"


def test_a_link_that_leads_out_of_the_course_is_no_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.mp3").write_bytes(b"ID3")
    monkeypatch.chdir(tmp_path)
    copytree(SPANISH, "content")
    Path("content/media/casa.mp3").unlink()
    Path("content/media/casa.mp3").symlink_to(tmp_path / "secret.mp3")
    lines = [str(problem) for problem in examine(Path("content")).problems]
    assert f"{PLACE} is not there (put the recording into media/) [E260]" in lines


def test_an_address_that_climbs_is_no_recording_wherever_it_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SPANISH, "content")
    bank = Path("content/items/manual/casa.yaml")
    bank.write_text(bank.read_text("utf-8").replace("media/casa.mp3", "media/../media/casa.mp3"), "utf-8")
    found = [problem.rule for problem in examine(Path("content")).problems if problem.severity == "error"]
    assert set(found) == {"E260"}
