"""The files beside the YAML: what an editor needs."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from shutil import copytree, rmtree
from typing import Literal
from unicodedata import normalize

import pytest
from PIL import Image

from nasec_study.examination import examine
from tests.conftest import REPOSITORY, STARTER

SPANISH = REPOSITORY / "tests" / "courses" / "spanish" / "content"
ANATOMY = REPOSITORY / "tests" / "courses" / "anatomy" / "content"


def test_a_schema_that_is_gone_or_of_another_version_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    assert examine(Path("content")).problems == ()
    schema = Path("content/.schema/items.json")
    schema.write_text(schema.read_text("utf-8").replace("nasec-study 0", "nasec-study 99"), "utf-8")
    [problem] = examine(Path("content")).problems
    assert "content/.schema/items.json, the schema that editors use, is from another version" in str(problem)
    rmtree("content/.schema")
    [problem] = examine(Path("content")).problems
    assert problem.rule == "W256"
    assert "run `nasec-study schema --output content/.schema`" in str(problem)


def test_a_file_whose_name_has_other_capitals_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(SPANISH, "content")
    Path("content/media/casa.mp3").rename("content/media/Casa.MP3")
    problems = [problem for problem in examine(Path("content")).problems if problem.severity == "error"]
    assert {problem.rule for problem in problems} == {"E260"}
    assert {problem.hint for problem in problems} == {"there is media/Casa.MP3: capitals count, so rename the file"}


@pytest.mark.parametrize("course", [SPANISH, ANATOMY])
def test_recordings_and_images_are_there_from_a_folder_of_the_course(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course / "items")
    assert [str(problem) for problem in examine(Path("..")).problems if problem.severity == "error"] == []


@pytest.mark.parametrize("course", [SPANISH, ANATOMY])
def test_names_that_end_in_capitals_as_cameras_write_them_are_taken(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(course, "content")
    renamed = {file.name: file.stem + file.suffix.upper() for file in Path("content/media").iterdir()}
    for old, new in renamed.items():
        Path("content/media", old).rename(Path("content/media", new))
    for file in Path("content").rglob("*.yaml"):
        text = file.read_text("utf-8")
        for old, new in renamed.items():
            text = text.replace(f"media/{old}", f"media/{new}")
        file.write_text(text, "utf-8")
    assert [str(problem) for problem in examine(Path("content")).problems if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("media/heart.avif", "save it as .png, .jpg, .gif, .webp or .svg"),
        ("heart.svg", "there is media/heart.svg: write the whole address"),
        ("../media/heart.svg", "there is media/heart.svg: write the whole address"),
        ("media\\\\heart.svg", "write media/heart.svg"),
        ("media/other/heart.svg", "there is media/heart.svg: write the whole address"),
        ("media/lung.svg", "put it into media/, or draw it in pictures/"),
    ],
)
def test_a_picture_that_is_meant_is_named(
    address: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(ANATOMY, "content")
    bank = next(Path("content/items").rglob("*.yaml"))
    item = (
        f'  - {{id: seen, type: question, source: author, stem: "What is it? ![A heart]({address})", answer: A heart.}}'
    )
    bank.write_text(f"{bank.read_text('utf-8').rstrip()}\n{item}\n", "utf-8")
    assert [problem.hint for problem in examine(Path("content")).problems if problem.rule == "E241"] == [hint]


@pytest.mark.parametrize(("course", "name"), [(STARTER, "tide-curve.svg"), (SPANISH, "casa.mp3")])
def test_what_git_keeps_elsewhere_is_told_from_what_is_broken(
    course: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(course, "content")
    Path("content/media", name).write_text("version https://git-lfs.example.org/spec/v1\noid sha256:4d7a\nsize 12\n")
    [problem] = [problem for problem in examine(Path("content")).problems if problem.severity == "error"]
    assert problem.hint == "run `git lfs pull`"
    assert "git LFS's pointer" in problem.message


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_text_of_a_reading_is_found_however_a_machine_writes_accents(
    form: Literal["NFC", "NFD"], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    Path("content/texts/tides.txt").rename(Path("content/texts", normalize(form, "marées.txt")))
    reading = Path("content/readings/tides.yaml")
    text = reading.read_text("utf-8")
    for written in ("NFC", "NFD"):
        reading.write_text(text.replace("file: tides.txt", f"file: {normalize(written, 'marées.txt')}"), "utf-8")
        found = examine(Path("content"))
        assert (len(found.texts), found.problems) == (2, ())


TAKEN = (
    "content/items/tides/two-bulges.yaml:13:9: item ids are taken: 'td-far-side', 'td-sun-share' (the first stand in"
    " content/items/tides/{copy}; if one of the files is a copy of the other, delete it) [E201]"
)
OTHER_NAME = (
    "content/readings/{copy}:2:5: reading '{stem}': its id 'tides' differs from the file's name"
    " (rename the file to tides.yaml, or delete it if it is a copy) [E202]"
)
READING_TAKEN = (
    "content/readings/tides.yaml:2:5: reading id 'tides' is taken"
    " (the first stands at content/readings/{copy}:2:5; ids are unique in a course) [E201]"
)


@pytest.mark.parametrize(
    ("name", "lines"), [("items/tides/two-bulges", [TAKEN]), ("readings/tides", [OTHER_NAME, READING_TAKEN])]
)
def test_a_copy_that_a_folder_kept_alike_makes_of_a_file_is_one_problem(
    name: str, lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    file = Path("content", f"{name}.yaml")
    copy = file.with_stem(f"{file.stem} (Ana's conflicted copy 2026-11-30)")
    copy.write_bytes(file.read_bytes())
    errors = [str(problem) for problem in examine(Path("content")).problems if problem.severity == "error"]
    assert errors == [line.format(copy=copy.name, stem=copy.stem) for line in lines]


def photo(*, place: bool = False, serial: str = "", size: int = 30, kind: str = "JPEG", **more: object) -> bytes:
    """Return a photo with these facts in EXIF."""
    exif = Image.Exif()
    exif[0x010F] = "A maker of phones"
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.5), 3: "E", 4: (2.0, 17.0, 40.2)})
    if serial:
        exif.get_ifd(0x8769)[0xA431] = serial
    file = BytesIO()
    Image.effect_noise((size, size), 90).convert("RGB").save(file, kind, exif=exif, **more)
    return file.getvalue()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>48,51.5N</exif:GPSLatitude></x:xmpmeta>'
TELLS_PLACE = "this picture tells where it was taken"
TELLING = "everybody who gets it can read that"
HINT = "remove what the file tells beside the picture, with `exiftool` or when you save or share it"


def said_of(name: str, content: bytes, text: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """Return what `check` says of a file in media/ of a course that holds a text."""
    monkeypatch.chdir(folder)
    copytree(STARTER, "content", dirs_exist_ok=True)
    (folder / "content/media" / name).write_bytes(content)
    item = f"items:\n  - {{id: x, type: term, source: author, level: remember, term: a, definition: '{text}'}}\n"
    (folder / "content/items/x.yaml").write_text(item, "utf-8")
    return [str(found) for found in examine(Path("content")).problems if name in found.where.path]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jpg", photo(place=True), "where it was taken"),
        ("a.png", photo(place=True, kind="PNG"), "where it was taken"),
        ("a.webp", photo(place=True, kind="WEBP"), "where it was taken"),
        ("a.jpg", photo(xmp=XMP), "where it was taken"),
        ("a.webp", photo(kind="WEBP", xmp=XMP), "where it was taken"),
        ("a.jpg", photo(serial="4711"), "the serial number of its camera"),
        ("a.jpg", photo(place=True, serial="4711"), "where it was taken and the serial number of its camera"),
    ],
)
def test_a_photo_that_tells_where_it_was_taken_is_named(
    name: str, content: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [line] = said_of(name, content, "b", monkeypatch, tmp_path)
    assert line == f"content/media/{name}:1:1: warning: this picture tells {told}, and {TELLING} ({HINT}) [W268]"


def test_a_photo_within_a_drawing_that_tells_where_it_was_taken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = f'<image width="9" height="9" href="data:image/jpeg;base64,{b64encode(photo(place=True)).decode()}"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n{held}</svg>'.encode()
    [line] = said_of("a.svg", drawing, "b", monkeypatch, tmp_path)
    assert line == f"content/media/a.svg:2:1: warning: {TELLS_PLACE}, and {TELLING} ({HINT}) [W268]"


@pytest.mark.parametrize(
    "shows",
    [
        "type: question, answer: They., stem: 'Who? ![a](media/a.jpg)'",
        "type: question, answer: They., stem: Who?, stimulus: a",
        "type: picture, stem: Who is it?, picture: a",
    ],
)
def test_what_a_photo_tells_is_told_of_an_item_that_shows_it_and_waived_by_any(
    shows: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    Path("content/media/a.jpg").write_bytes(photo(place=True))
    region = "{label: Jane Doe, rectangle: [0, 0, 0.5, 0.5]}"
    picture = f"{{id: a, title: A, alt: A face., image: media/a.jpg, regions: [{region}]}}"
    Path("content/pictures/a.yaml").write_text(picture, "utf-8")
    Path("content/stimuli/a.yaml").write_text("{id: a, title: A, text: '![a](media/a.jpg)'}", "utf-8")
    assert [(one.rule, one.about) for one in examine(Path("content")).problems] == [("W268", "")]
    bank = Path("content/items/a.yaml")
    one, two = (f"{{id: {name}, {shows}, source: author, level: apply, rationale: So it is." for name in ("one", "two"))
    bank.write_text(f"items: [{one}}}]", "utf-8")
    assert [found.about for found in examine(Path("content")).problems if found.rule == "W268"] == ["one"]
    bank.write_text(f"items: [{one}}}, {two}, waive: {{W268: The place is public.}}}}]", "utf-8")
    examined = examine(Path("content"))
    assert not [found for found in examined.problems if found.rule in {"W268", "E218"}]
    assert [(found.rule, found.about, why) for found, why in examined.waived] == [
        ("W268", "two", "The place is public.")
    ]


@pytest.mark.parametrize("content", [photo(), photo()[:160] + bytes(40) + photo()[200:]])
def test_a_photo_that_tells_nothing_or_nothing_legible_is_not(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not [line for line in said_of("a.jpg", content, "b", monkeypatch, tmp_path) if "W268" in line]


def test_a_large_picture_is_named_if_a_text_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = photo(size=2400, quality=92)
    assert not said_of("a.jpg", large, "b", monkeypatch, tmp_path)
    [line] = said_of("a.jpg", large, "b ![Noise](media/a.jpg)", monkeypatch, tmp_path)
    assert line == (
        f"content/media/a.jpg:1:1: warning: this picture has {len(large) / 1_000_000:.1f} MB, and goes whole into each"
        " deck, page and quiz (make it at most 2000 pixels wide; save a photo as a JPEG) [W269]"
    )
    assert not said_of("a.jpg", photo(size=1200), "b ![Noise](media/a.jpg)", monkeypatch, tmp_path)
