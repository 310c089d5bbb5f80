"""Which dollar signs are around formulas, and which are money."""

import time
from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.course.dollars import leftover, without_dollars
from nasec_study.course.parse import read_course
from tests.conftest import REPOSITORY

CHEMISTRY = REPOSITORY / "tests" / "courses" / "chemistry" / "content"
MONEY = (
    "$20 and $30",
    "$5/unit and 6$/unit",
    "US$5 and C$6",
    "costs $5 to 6$ now",
    "between $20–$30, or $200 billion",
    "$1.5bn (A$2bn) and $5, $6",
    "$5 bill or a C$",
    "$NAME == Ana ]; then echo $5 and $10",
    r"\$x$ is no variable",
    "so $$x=1$$ then",
    "`$x$` and ``$`y$``",
    "a\n\n    x = $y$\n\nb",
    "~~~\n$x$\n~~~",
    "from {{c1::$5}}–10$ a day",
)
FORMULAS = {
    "$x$ and $y$": r"\(x\) and \(y\)",
    "$5$ of $2x$, $-1$": r"\(5\) of \(2x\), \(-1\)",
    "$pV = nRT$": r"\(pV = nRT\)",
    "$4, 2, 1$ or $7 - 2$ or $3 / 4$": r"\(4, 2, 1\) or \(7 - 2\) or \(3 / 4\)",
    "$5, $6, and $1, 2$": r"$5, $6, and \(1, 2\)",
    "$20 and $x$": r"$20 and \(x\)",
    r"$5 \text{ mol of } x$": r"\(5 \text{ mol of } x\)",
    "the $n$th, ($a,b$), $x$-axis": r"the \(n\)th, (\(a,b\)), \(x\)-axis",
    "{{c1::$x$}}": r"{{c1::\(x\)}}",
    "- a\n\n    $y$": "- a\n\n    \\(y\\)",
    "$$x=1$$": r"\[x=1\]",
    r"$$\frac{\$5{,}800}{4} = \$1{,}450$$": r"\[\frac{\$5{,}800}{4} = \$1{,}450\]",
    "So:\n\n$$\nx\n$$\n\nB": "So:\n\n\\[\nx\n\\]\n\nB",
}


@pytest.mark.parametrize("text", MONEY)
def test_money_stays_money(text: str) -> None:
    assert without_dollars(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_found(text: str) -> None:
    assert without_dollars(text) == FORMULAS[text]
    assert without_dollars(FORMULAS[text]) == FORMULAS[text]


@pytest.mark.parametrize("text", ["so $$x=1$$ then", r"$\alpha in x$", "it has $x_1 and more$"])
def test_what_looks_like_a_formula_and_is_none_is_told(text: str) -> None:
    assert leftover(without_dollars(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (r"`$` and \$ 2: so $$\frac{\$5}{4}$$ is", r"$$\frac{\$5}{4}$$"),
        (r"`$` and \$ 2: $x_1 \$ and more$", r"$x_1 \$ and more$"),
    ],
)
def test_what_is_told_stands_so_in_the_text(text: str, told: str) -> None:
    assert leftover(without_dollars(text)) == told


@pytest.mark.parametrize("text", [*MONEY[:8], *FORMULAS.values(), r"`$\frac{1}{2}$` and $5", r"\$\alpha$"])
def test_nothing_is_told_of_money_and_formulas(text: str) -> None:
    assert not leftover(without_dollars(text))


@pytest.mark.parametrize("piece", ["$", "$a ", "\\(", "`", "$$ ", "a$b ", "\n\n    $"])
def test_any_text_is_read_in_time(piece: str) -> None:
    start = time.process_time()
    text = (piece * 20_000)[:20_000]
    leftover(without_dollars(text))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("setting", [None, "true", "false"])
def test_a_course_may_have_none(setting: str | None, tmp_path: Path) -> None:
    copytree(CHEMISTRY, tmp_path / "content")
    if setting:
        with (tmp_path / "content/course.yaml").open("a", encoding="utf-8") as file:
            file.write(f"dollar_formulas: {setting}\n")
    course, problems = read_course(tmp_path / "content")
    assert course
    assert not problems
    item = course.item("ch-ideal-gas")
    assert item
    assert item.rationale == (
        r"At a given temperature $p \propto \frac{1}{V}$."
        if setting == "false"
        else r"At a given temperature \(p \propto \frac{1}{V}\)."
    )
