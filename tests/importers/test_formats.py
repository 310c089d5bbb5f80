"""Each foreign format: a bank of it, some made by the tools that write it, and beside it what comes of it."""

from pathlib import Path

import pytest

from nasec_study.importers.reading import FORMATS, read_bank
from tests.importers.making import BANKS, told

FILES = sorted(file for file in BANKS.iterdir() if not file.name.endswith(".told"))


def test_every_format_that_needs_no_other_program_has_a_bank() -> None:
    made = {read_bank(file, file.name).format for file in FILES}
    assert made == {one.NAME for one in FORMATS} - {"an Anki package"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_bank_comes_over(file: Path, pytestconfig: pytest.Config) -> None:
    lines = told(read_bank(file, file.name))
    expected = file.with_name(f"{file.name}.told")
    if pytestconfig.getoption("--update-golden"):
        expected.write_text("\n".join(lines), "utf-8")
    assert lines == expected.read_text("utf-8").split("\n")
