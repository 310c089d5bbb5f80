"""Cells of a workbook come over as a spreadsheet shows them, not as it keeps them."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from nasec_study.importers.reading import read_bank

CELLS: tuple[tuple[object, str, str], ...] = (
    (0.5, "0%", "50%"),
    (0.07, "0.0%", "7%"),
    (7, "000", "007"),
    (1234, "000", "1234"),
    (7, '"Nr. "000', "Nr. 007"),
    (5551234, "000-0000", "555-1234"),
    (123456789, "00000\\-0000", "12345-6789"),
    (6135551234, "(###) ###-####", "(613) 555-1234"),
    (1_200_000, '0.0,," M"', "1.2 M"),
    (1_200_000, "#,##0,", "1200"),
    (0, "#,##0", "0"),
    (-5, "0;[Red](0)", "-5"),
    (1200, '"$"#,##0.00', "$1200"),
    (-12.5, '#,##0.00\\ [$€-40C];[Red]-#,##0.00\\ "€"', "-12.5 €"),
    (1200, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)', "$1200"),
    (5, '0" km"', "5 km"),
    (34_000_000, "#,##0", "34000000"),
    (6.02e23, "0.00E+00", "6.02E+23"),
    (0.1 + 0.2, "General", "0.3"),
    (1994.0, "General", "1994"),
    (3.14159265, "0.00", "3.14159265"),
    ("007", "@", "007"),
    (date(1994, 1, 1), "d mmmm yyyy", "1994-01-01"),
    (datetime(2005, 3, 23, 9, 30), "mm-dd-yy h:mm", "2005-03-23 09:30"),  # noqa: DTZ001 - a workbook knows no zones
    (time(9, 30), "h:mm", "09:30"),
    (timedelta(hours=30), "[h]:mm", "30:00"),
)


def _bank(folder: Path, kind: str, value: object, form: str) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["Kind", "Question", "Answer"])
    sheet.append([kind, "How much, or when?", value])
    sheet.cell(2, 3).number_format = form
    book.save(folder / "bank.xlsx")
    return folder / "bank.xlsx"


@pytest.mark.parametrize(("value", "form", "expected"), CELLS)
def test_a_cell_comes_over_as_it_is_shown(tmp_path: Path, value: object, form: str, expected: str) -> None:
    [item] = read_bank(_bank(tmp_path, "question", value, form), "bank.xlsx").items
    assert item.fields["answer"] == expected


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (0.5, "0%", {"value": "50", "unit": "%"}),
        (1200, '"$"#,##0', {"value": "1200", "unit": "$"}),
        (5, '0" km"', {"value": "5", "unit": "km"}),
        (7, "000", {"value": "7"}),
        (6.02e23, "0.00E+00", {"value": "6.02e23"}),
        (-0.5, "General", {"value": "-0.5"}),
        ("5 m^2^", "@", {"value": "5", "unit": "m\\^2^"}),
    ],
)
def test_a_figure_keeps_its_unit(tmp_path: Path, value: object, form: str, expected: dict[str, str]) -> None:
    [item] = read_bank(_bank(tmp_path, "numeric", value, form), "bank.xlsx").items
    assert {key: item.fields[key] for key in ("value", "unit") if key in item.fields} == expected


@pytest.mark.parametrize("value", ["5,2", "5/2", "2-3", "1 200", "5 - 7", "about 5"])
def test_what_is_no_figure_is_left_out(tmp_path: Path, value: str) -> None:
    found = read_bank(_bank(tmp_path, "numeric", value, "@"), "bank.xlsx")
    assert [left.words for left in found.left_out] == [f"'{value}' is not a number"]


_HOLDS = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.{}"/>'
_STRINGS = _HOLDS.format("spreadsheetml.sharedStrings+xml")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _run(text: str, place: str = "") -> str:
    """Return a run of a text as a spreadsheet writes it, raised or lowered."""
    form = f'<rPr><b/><vertAlign val="{place}"/></rPr>' if place else ""
    return f'<r>{form}<t xml:space="preserve">{text}</t></r>'


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (_run("10") + _run("6", "superscript") + _run(" tons"), "10⁶ tons"),
        (_run("10") + _run("-3", "superscript"), "10⁻³"),
        (_run("H") + _run("2", "subscript") + _run("O"), "H₂O"),
        (_run("the 20") + _run("th ", "superscript") + _run("day"), "the 20ᵗʰ day"),
        (_run("x") + _run("Y/2", "superscript"), "x^Y/2"),
        ("<t>Tokyo</t><rPh sb='0' eb='5'><t>TO-KYO</t></rPh>", "Tokyo"),
        ("<t>one_x000D_\ntwo_x000D_three</t>", "one\\\ntwo\\\nthree"),
        ("<t>_x0041_ river</t>", "A river"),
    ],
)
def test_signs_of_a_text_that_are_raised_or_written_by_number_come_over(
    tmp_path: Path, runs: str, expected: str
) -> None:
    [item] = read_bank(_bank_with_runs(tmp_path, runs), "bank.xlsx").items
    assert item.fields["answer"] == expected
    assert item.left == ()


@pytest.mark.parametrize("sign", ["i", "b"])
def test_emphasis_that_does_not_come_over_is_told(tmp_path: Path, sign: str) -> None:
    runs = _run("the ") + f"<r><rPr><{sign}/></rPr><t>Iliad</t></r>"
    [item] = read_bank(_bank_with_runs(tmp_path, runs), "bank.xlsx").items
    assert item.fields["answer"] == "the Iliad"
    assert item.left == ("italics and bold type of words in a cell",)


def _bank_with_runs(folder: Path, runs: str) -> Path:
    """Return a workbook in which the answer is a text in runs, as spreadsheets share it between cells."""
    path = _bank(folder, "question", "MARK", "@")
    with zipfile.ZipFile(path) as made:
        files = {name: made.read(name).decode() for name in made.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = files[sheet].replace(' t="inlineStr"><is><t>MARK</t></is>', ' t="s"><v>0</v>')
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("</Types>", f"{_STRINGS}</Types>")
    files["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}"><si>{runs}</si></sst>'
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_cell_that_is_joined_with_those_below_stands_in_each_of_their_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    for cells in (["Seas"], ["Topic", "Term", "Definition"], ["Tides", "ebb", "a fall"], ["", "flood", "a rise"], [""]):
        sheet.append(cells)
    sheet.append(["", "spring", "a large one"])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A5")
    book.save(tmp_path / "bank.xlsx")
    found = read_bank(tmp_path / "bank.xlsx", "bank.xlsx")
    assert [item.fields.get("tags") for item in found.items] == [["tides"], ["tides"], None]
    assert [left.name for left in found.left_out] == ["Seas"]
