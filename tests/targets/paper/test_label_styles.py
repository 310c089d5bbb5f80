"""Labels of pictures have their fonts and raised parts, and stand upon their halos."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import REPOSITORY
from tests.reading_back import text_of

HALO = 'x="10" y="28" font-size="20" fill="black" stroke="white" stroke-width="8"'


def page(drawing: str) -> bytes:
    """Return a page with a picture alone."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="Study Sans">{drawing}</svg>'
    html = "<html lang='en'><title>Labels</title><p><img src='media/map.svg' alt='map'></p></html>"
    return render_pdf(html, {"media/map.svg": svg.encode()})


def darkest(content: bytes) -> int:
    """Return how light the darkest point of a page is, of 255."""
    with PdfDocument(content) as document:
        darkest_and_lightest = document[0].render(scale=3).to_pil().convert("L").getextrema()
    return int(darkest_and_lightest[0])


@pytest.mark.parametrize(
    "font",
    ["bold 14px Study Sans", "italic 700 14px/1.2 'Study Sans', serif", "14px Study Sans", "normal 10.5pt Study Sans"],
)
def test_a_font_that_is_declared_in_one_is_taken(tmp_path: Path, font: str) -> None:
    by_rule = f'<style>text {{ font: {font} }}</style><text x="5" y="20">Ottawa</text>'
    by_attribute = f'<text x="5" y="20" style="font: {font}">Ottawa</text>'
    for drawing in (by_rule, by_attribute):
        content = page(drawing)
        (tmp_path / "map.pdf").write_bytes(content)
        assert text_of(tmp_path / "map.pdf").split() == ["Ottawa"]
        assert darkest(content) < 60


@pytest.mark.parametrize(
    "label",
    [
        '<text y="20" font="bold 12px serif">Ottawa</text>',
        '<text y="20" style="font: bold large serif">Ottawa</text>',
        '<text y="20" style="font-size: medium">Ottawa</text>',
        '<text y="20" font-size="x-large">Ottawa</text>',
        '<text y="20" font-size="12PX">Ottawa</text>',
        '<text y="20" font-size="calc(10px + 2px)">Ottawa</text>',
        '<text y="20" style="font: bold 4vw serif">Ottawa</text>',
        '<text y="20"><tspan font-size="larger">Ottawa</tspan></text>',
    ],
)
def test_a_label_has_a_size_however_it_is_given(label: str) -> None:
    assert darkest(page(label)) < 60


def width(label: str) -> float:
    """Return how wide the letters of a label stand."""
    with PdfDocument(page(label)) as document:
        signs = document[0].get_textpage()
        return float(signs.get_charbox(signs.count_chars() - 1)[2] - signs.get_charbox(0)[0])


@pytest.mark.parametrize("size", ["150%", "1.5em"])
def test_a_size_counts_once_for_all_parts_of_a_label(size: str) -> None:
    expected = width(f'<text y="25" font-size="{size}">Ottawa</text>')
    for styled in (f'font-size="{size}"', f'style="font: {size} Study Sans"'):
        assert width(f'<g {styled}><text y="25"><tspan>Ottawa</tspan></text></g>') == pytest.approx(expected, abs=0.1)


def test_a_size_may_have_an_exponent() -> None:
    expected = width('<text y="25" font-size="12.5">Ottawa</text>')
    for size in ("1.25e1", "125E-1", "1.25e1px"):
        assert width(f'<text y="25" font-size="{size}">Ottawa</text>') == pytest.approx(expected, abs=0.1)


def test_a_label_stands_upon_its_halo() -> None:
    for order in ("stroke", "stroke fill", "markers stroke"):
        assert darkest(page(f'<text {HALO} paint-order="{order}">Ottawa</text>')) < 60
    assert darkest(page(f'<text {HALO} style="paint-order: stroke">Otta<tspan stroke="white">wa</tspan></text>')) < 60


def test_an_outline_over_letters_stays_there() -> None:
    upon, below = (darkest(page(f"<text {HALO} {order}>Ottawa</text>")) for order in ("", 'paint-order="stroke"'))
    assert upon > below


def foot(part: str) -> float:
    """Return how high the last sign of a label stands."""
    with PdfDocument(page(f'<text x="9" y="25" font-size="20">10{part}</text>')) as document:
        signs = document[0].get_textpage()
        return float(signs.get_charbox(signs.count_chars() - 1)[1])


@pytest.mark.parametrize(
    ("shift", "points"), [("super", 6.0), ("sub", -3.0), ("40%", 6.0), ("-4px", -3.0), ("baseline", 0.0), ("?", 0.0)]
)
def test_a_part_of_a_label_is_raised(shift: str, points: float) -> None:
    plain = foot('<tspan font-size="12">6</tspan>')
    for said in (f'baseline-shift="{shift}"', f'style="baseline-shift: {shift}"'):
        assert foot(f'<tspan font-size="12" {said}>6</tspan>') - plain == pytest.approx(points, abs=0.1)
        assert foot(f'<tspan {said}>6</tspan><tspan font-size="12"> 6</tspan>') == pytest.approx(plain, abs=0.1)


@pytest.mark.parametrize("line", ["underline", "line-through"])
def test_words_of_a_label_are_underlined_and_struck_out(line: str) -> None:
    label = '<text x="100" y="25" text-anchor="middle" {}>I <tspan>I</tspan> I</text>'
    for said in (f'text-decoration="{line}"', f'style="text-decoration: {line}; text-decoration-line: {line}"'):
        assert ink(label.format(said)) > 1.3 * ink(label.format(""))


def test_lines_of_a_label_are_drawn_in_one_order() -> None:
    code = (
        "from sys import stdout; from tests.targets.paper.test_label_styles import page;"
        'stdout.buffer.write(page(\'<text y="25" text-decoration="underline line-through">I</text>\'))'
    )
    here, there = (
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "12"
    )
    assert here == there


def ink(drawing: str) -> int:
    """Return how many dark points a picture has."""
    with PdfDocument(page(drawing)) as document:
        shades = document[0].render(scale=3).to_pil().convert("L").histogram()
    return sum(shades[:128])


@pytest.mark.parametrize("font", ["Courier New", "DejaVu Sans Mono, monospace", "Consolas", "monospace"])
def test_labels_in_a_monospaced_font_stay_in_columns(font: str) -> None:
    for styled in (f'font-family="{font}"', f'style="font: 12px {font}"'):
        assert width(f"<text y='25' {styled}>iiiiiiii</text>") == pytest.approx(
            width(f"<text y='25' {styled}>MMMMMMMM</text>"), abs=4
        )
