"""Files in media/ that are no pictures, found by `check` where a text shows them."""

import os
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from PIL import Image, ImageFile

from nasec_study.examination import examine
from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.reading_back import text_of

SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
BANK = """reading: r
section: s
items:
  - id: shown
    type: question
    level: remember
    stem: "What is this? ![A picture](media/%s)"
    answer: That.
    rationale: So it is.
    quote: that is it
"""


def png(width: int = 4) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, width), "red").save(file, "PNG")
    return file.getvalue()


def jpeg(mode: str = "L") -> bytes:
    file = BytesIO()
    Image.effect_noise((60, 60), 90).convert(mode).save(file, "JPEG")
    return file.getvalue()


def deep_gray() -> bytes:
    """Return a photo in gray of 16 bits, as microscopes and scanners save it."""
    file = BytesIO()
    Image.new("I;16", (4, 4), 40_000).save(file, "PNG")
    return file.getvalue()


def found(folder: Path, name: str, content: bytes, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what `check` prints of a course that shows a picture of this content."""
    monkeypatch.chdir(folder)
    copytree(SOUND, "content")
    Path("content/media").mkdir()
    Path("content/media", name).write_bytes(content)
    Path("content/items/r/case.yaml").write_text(BANK % name, "utf-8")
    return [str(problem) for problem in examine(Path("content")).problems]


MASK = '<mask id="m"><rect width="9" height="9" fill="white"/></mask><rect mask="url(#m)" width="9" height="9"/>'
PATH = '<path id="p" d="M0 0H9"/><text>\n<textPath href="#p">Words</textPath></text>'
VARIABLE = '<style>:root { --ink: red }</style>\n<rect style="fill: var(--ink)" width="9" height="9"/>'
DOWN = '<text style="writing-mode: vertical-rl">Words</text>'
CUT = '<clipPath id="c"><text y="9">A</text></clipPath><rect clip-path="url(#c)" width="9" height="9"/>'
BLUR = '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect filter="url(#f)" width="9" height="9"/>'
SHADOW = (
    '<filter id="f"><feGaussianBlur in="SourceAlpha"/><feOffset dx="99" dy="99" result="s"/>{}</filter>'
    '<rect filter="url(#f)" width="9" height="9"/>'
)
MERGED = '<feMerge><feMergeNode in="s"/><feMergeNode in="SourceGraphic"/></feMerge>'
LOST = "printed pages leave out"
PNG = "draw it without that, or save the picture as a PNG"
EMBEDDED = f"data:image/png;base64,{b64encode(png()).decode()}"
FONT = "@font-face { font-family: Virgil; src: url(data:font/woff2;base64,AAAA) }"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.svg", SVG.format("<rect>").encode(), "is not well-formed SVG: mismatched tag: line 1, column 108"),
        (
            "a.svg",
            b"<html/>",
            "is not an SVG: its root element is not `svg` in the namespace http://www.w3.org/2000/svg",
        ),
        *(
            (
                "a.svg",
                SVG.replace("width", f'viewBox="{box}" width').format("").encode(),
                f"has the viewBox '{box}', which",
            )
            for box in ("0 0 abc 10", "0 0 100px 50px", "0 0 9", "0 0 9 9 9", "0 0 nan 9", "0 0 0 9", "0 0 9 -9")
        ),
        ("a.png", png()[:8], "is not a picture that can be read"),
        ("a.png", png()[:20], "is broken: "),
        ("a.jpg", jpeg()[:-400], "is broken: "),
        ("a.png", png()[:-20], "is broken: "),
    ],
)
def test_a_picture_that_is_none_is_found(
    name: str, content: bytes, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    (line,) = found(tmp_path, name, content, monkeypatch)
    assert line.startswith(f"content/media/{name}:1:1: this picture {fault}")
    assert line.endswith("(open it in an image editor, and save it again) [E243]")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG.format('<a href="#b"><use href="#b"/></a><rect id="b"/>').encode()),
        ("a.svg", SVG.format('<text systemLanguage="th">\u0e01</text>').encode()),
        ("a.svg", SVG.format('<switch><text systemLanguage="en">Ko</text><text>\u0e01</text></switch>').encode()),
        ("a.svg", SVG.format('<g style="display: none"><text>\u0e01</text></g>').encode()),
        ("a.svg", SVG.format('<g mask="none"><rect width="9" height="9"/></g>').encode()),
        ("a.svg", SVG.replace("width", 'viewBox="0,-1.5, 9e0 9" width').format("").encode()),
        ("a.svg", SVG.replace("width", 'viewBox="" width').format("").encode()),
        ("a.svg", b'<?xml version="1.0"?>\n<!DOCTYPE svg>\n' + SVG.format("").encode()),
        ("a.svg", SVG.format(SHADOW.format(MERGED)).encode()),
        ("a.svg", SVG.format('<filter id="unused"><feGaussianBlur stdDeviation="2"/></filter>').encode()),
        ("a.svg", SVG.format(SHADOW.format('<feBlend in="SourceGraphic" in2="s"/>')).encode()),
        ("a.svg", SVG.format(BLUR.replace("feGaussianBlur", "feDropShadow")).encode()),
        ("a.svg", SVG.format('<rect fill="var(--none, #fff)" style="fill: light-dark(rgb(0, 0, 9), red)"/>').encode()),
        ("a.svg", SVG.format('<rect style="fill: color(display-p3 1 0 0 / 0.5)" width="9" height="9"/>').encode()),
        ("a.svg", SVG.format(f'<image width="9" height="9" x:href="{EMBEDDED}"/>').encode()),
        ("a.svg", SVG.format(f"<style>{FONT} text {{ font-family: Virgil }}</style><text>A</text>").encode()),
        ("a.png", png()),
        ("a.png", deep_gray()),
        ("a.jpg", jpeg()),
        ("a.jpg", jpeg("CMYK")),
    ],
)
def test_a_sound_picture_passes_and_can_be_printed(
    name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(tmp_path, name, content, monkeypatch) == []
    address = f"media/{name}"
    html = f"<html lang='en'><title>Sound</title><h1>Sound</h1><p><img src='{address}' alt='A picture'>"
    assert render_pdf(html, {address: content})


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (MASK, f"1:1: warning: printed pages leave out what a mask cuts out (mask) in this picture ({PNG}) [W267]"),
        (
            DOWN,
            f"1:1: warning: {LOST} that words run downwards (writing-mode) in this picture ({PNG}) [W267]",
        ),
        (
            CUT,
            f"1:1: warning: {LOST} that letters cut out a shape (<clipPath>) in this picture ({PNG}) [W267]",
        ),
        (BLUR, f"1:1: warning: printed pages leave out what a filter does (filter) in this picture ({PNG}) [W267]"),
        (PATH, f"2:1: warning: printed pages leave out words along a path (<textPath>) in this picture ({PNG}) [W267]"),
        (VARIABLE, f"2:1: warning: printed pages leave out the value 'var(--ink)' in this picture ({PNG}) [W267]"),
        (
            "<text>F = ma\n<tspan>\U0001d405</tspan></text>",
            (
                "2:1: this picture holds '\U0001d405' (U+1D405), which the fonts of the page lack"
                " (use other characters, or let your drawing program convert text to paths) [E246]"
            ),
        ),
    ],
)
def test_what_no_page_shows_of_a_drawing_is_told(
    inner: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint leaves it out without a word, or ends the build over a letter and does not say in which picture."""
    assert found(tmp_path, "a.svg", SVG.format(inner).encode(), monkeypatch) == [f"content/media/a.svg:{said}"]


@pytest.mark.parametrize("font", ["bold 9px serif", "italic 700 9px/1.2 'Comic Sans MS', serif", "9px serif"])
def test_words_of_a_drawing_that_names_its_font_in_one_property_are_printed(font: str, tmp_path: Path) -> None:
    """WeasyPrint takes the first word for the size; in that of nothing, a text is not there."""
    words = f'<style>.a {{ font: {font} }}</style><text class="a" y="9">one</text><text style="font:{font}" y="9">two'
    page = "<html lang='en'><title>Words</title><h1>Words</h1><p><img src='media/a.svg' alt='Words'>"
    (tmp_path / "page.pdf").write_bytes(render_pdf(page, {"media/a.svg": SVG.format(f"{words}</text>").encode()}))
    assert {"one", "two"} <= set(text_of(tmp_path / "page.pdf").split())


def test_what_is_started_after_a_page_is_laid_out_has_the_fonts_of_the_machine() -> None:
    before = dict(os.environ)
    assert render_pdf("<html lang='en'><title>Words</title><p style='font-family: Study Serif'>Words", {})
    assert dict(os.environ) == before


def test_a_picture_too_large_to_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    (line,) = found(tmp_path, "a.png", png(12), monkeypatch)
    assert "this picture has more than 100 pixels" in line


def test_instructions_are_texts_like_others(tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    file = tmp_path / "content" / "course.yaml"
    text = file.read_text("utf-8").replace("Mind the *signs*.", '"![](media/square.svg)"').replace("Circle", "<b>x</b>")
    file.write_text(text, "utf-8")
    rules = [(problem.rule, problem.where.line) for problem in examine(tmp_path / "content").problems]
    assert rules == [("E242", 16), ("E240", 21)]
