"""The cheapest solution of an integer program whose variables are 0 or 1, found by HiGHS."""

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.machinery import PathFinder
from types import ModuleType

from nasec_study.foundation.temporary import temporary_file


@dataclass(frozen=True)
class Row:
    """The weighted sum of some variables, by their numbers, lies between two bounds; `most` None is none."""

    least: int
    most: int | None
    weights: dict[int, int]


def cheapest(costs: Sequence[int], rows: Sequence[Row]) -> list[int] | None:
    """Return which of the variables are 1, the others 0, in the cheapest solution; None where there is none.

    Raises StudyError where no temporary file can be written, and RuntimeError where the solver stops without an answer.
    """
    if any(row.least > 0 for row in rows if not row.weights):
        return None
    if not costs:
        return []
    highs = _highs()
    solver = highs._Highs()  # noqa: SLF001 - `Highs` belongs to the modelling language
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS' own form
    # Presolve of HiGHS 1.16 takes some problems that can be solved for ones that cannot.
    solver.setOptionValue("presolve", "off")
    for option in ("random_seed", "mip_rel_gap", "mip_abs_gap"):
        solver.setOptionValue(option, 0)
    solver.setOptionValue("threads", 1)
    # This takes as long for six items as for hundreds, several times the rest; the search itself starts soon enough.
    solver.setOptionValue("mip_heuristic_run_feasibility_jump", False)  # noqa: FBT003
    with temporary_file("the choice of a sheet's items", ".lp") as file:
        file.write_text("\n".join(_lines(costs, rows)), encoding="ascii")
        if solver.readModel(str(file)) != highs.HighsStatus.kOk:
            raise RuntimeError("the solver cannot read its problem")
    solver.run()
    match solver.getModelStatus():
        case highs.HighsModelStatus.kOptimal:
            return [column for column, value in enumerate(solver.getSolution().col_value) if value > 0.5]  # noqa: PLR2004 - 0 or 1
        case highs.HighsModelStatus.kInfeasible:
            return None
        case status:
            raise RuntimeError(f"the solver stopped: {status}")


@cache
def _highs() -> ModuleType:
    """Return HiGHS without the modelling language around it, whose NumPy takes longer to load than all sheets to fill.

    What takes NumPy's arrays would load it, too: a program is read from a file.
    """
    name = "highspy._core"
    package = importlib.util.find_spec("highspy")
    spec = PathFinder.find_spec(name, package.submodule_search_locations) if package else None
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"no module named '{name}'", name=name)
    # It can be loaded once only.
    if name not in sys.modules:
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _lines(costs: Sequence[int], rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a program in CPLEX' LP format."""
    yield "minimize"
    yield from (f"+ {cost} x{number}" for number, cost in enumerate(costs))
    yield "subject to"
    for row in rows:
        weighted = [f"{weight:+} x{number}" for number, weight in row.weights.items()]
        yield from (*weighted, f">= {row.least}") if weighted else ()
        yield from (*weighted, f"<= {row.most}") if weighted and row.most is not None else ()
    yield "binary"
    yield from (f"x{number}" for number in range(len(costs)))
    yield "end"
