"""Lines are as full as they can be."""

from itertools import pairwise
from pathlib import Path

from nasec_study.targets.paper.pdf import render_pdf
from tests.reading_back import text_of

TEXT = "22 items, 37.5 points and a bonus of 0.5, about 45 minutes. Write clearly; use {} nowhere in what you hand in."
WIDTHS = range(300, 700, 5)


def lines_of(folder: Path, shown: str) -> list[str]:
    """Return the lines of a paragraph in each width, one below the other."""
    texts = "".join(f'<p style="width: {width / 10}mm">{TEXT.format(shown)}</p>' for width in WIDTHS)
    style = "@page { size: 100mm 5000mm; margin: 10mm } body { font-family: 'Study Sans'; overflow-wrap: anywhere }"
    html = f'<html lang="en"><head><title>Lines</title><style>{style}</style></head><body>{texts}</body></html>'
    (folder / "lines.pdf").write_bytes(render_pdf(html, {}))
    return [" ".join(line.split()) for line in text_of(folder / "lines.pdf").splitlines() if line.strip()]


def test_a_line_is_full_before_what_is_marked(tmp_path: Path) -> None:
    plain = lines_of(tmp_path, "words")
    assert len(plain) > 2 * len(WIDTHS)
    assert lines_of(tmp_path, "<u>words</u>") == plain


def test_no_word_in_a_box_within_a_line_is_cut(tmp_path: Path) -> None:
    words = {
        word for line in lines_of(tmp_path, "<i><q>nowhere use <u>anywhere</u> words</q></i>") for word in line.split()
    }
    assert words == {*TEXT.replace("{}", "“nowhere use anywhere words”").split()}


def test_a_slash_that_opens_a_word_stands_with_it(tmp_path: Path) -> None:
    lines = lines_of(
        tmp_path, "the phonemes /p/, (/t/) or “/bʌtɚ/”, «/d/», „/k/“, and/or /long/words/of/a/path/that/breaks/anywhere"
    )
    assert [line for line in lines if line.endswith((" /", "(/", "“/", "«/", "„/"))] == []
    assert [line for line in lines if line.endswith("/")] != []


def test_no_line_ends_within_a_unit(tmp_path: Path) -> None:
    lines = lines_of(
        tmp_path, "18 mL/h, 42 drops/min, 15 mg/kg/day, 100 mL/dose, 5 micrograms/kg/min, 27 kg/m², supplies/equipment"
    )
    assert {line.split()[-1] for line in lines if line.endswith("/")} == {"supplies/"}


def test_quantities_and_paragraphs_of_laws_stand_in_one_line(tmp_path: Path) -> None:
    shown = "299 792 458 m/s, 12 kg, 8 gal/h or 25 °C under § 91 of 14 states, 1 hour and 36 items"
    lines = lines_of(tmp_path, shown)
    apart = {f"{one.split()[-1]} {other.split()[0]}" for one, other in pairwise(lines)}
    assert apart.isdisjoint({"299 792", "792 458", "458 m/s,", "12 kg,", "8 gal/h", "25 °C", "§ 91"})
    assert {"14 states,", "1 hour", "36 items"} <= apart


def test_a_list_of_numbers_is_no_number_in_groups(tmp_path: Path) -> None:
    numbers = [str(number) for number in range(101, 161)]
    lines = lines_of(tmp_path, " ".join(numbers))
    assert {word for line in lines for word in line.split() if word.isdecimal()} == {*numbers, "22", "45"}
