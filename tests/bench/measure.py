"""How figures are taken: in forked children, interleaved, as medians of CPU time."""

import ctypes
import gc
import os
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
# By how much a figure may miss its goal before the run fails: machines differ, and one is never alone on them.
SLACK = 1.1


@dataclass(frozen=True)
class Line:
    """A line of the table: what was measured, the figure, the most that it may be, and what others take.

    Without a goal it only shows what another line is made of.
    """

    name: str
    figure: float
    goal: float | None = None
    unit: str = "×"
    beside: str = ""

    @property
    def missed(self) -> bool:
        """Tell whether the figure misses the goal by more than a tenth."""
        return self.goal is not None and self.figure > self.goal * SLACK


@dataclass(frozen=True)
class Run:
    """What one run took: seconds of CPU, seconds that passed, and the peak of its memory in bytes."""

    cpu: float
    wall: float
    peak: int


def run(action: Callable[[], object]) -> Run:
    """Return what an action takes in a child of this process, in which all is imported and no cache is warm."""
    reader, writer = os.pipe()
    gc.collect()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            start, began = time.process_time(), time.perf_counter()
            action()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            taken = Run(time.process_time() - start, time.perf_counter() - began, peak)
            os.write(writer, pickle.dumps(taken))
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if not data:
        raise RuntimeError("the action failed; see above")
    found: Run = pickle.loads(data)
    return found


def run_process(*arguments: str, cwd: Path, repository: Path = REPOSITORY) -> Run:
    """Return what a Python process takes, with the program in `repository`; start, imports, children included.

    What it leaves behind is waited for, and counts as well: the process that its workers are copies of.
    """
    # Whoever loses its parent gets this process for one (PR_SET_CHILD_SUBREAPER).
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    unset = {"PYTHONDONTWRITEBYTECODE", "NASEC_TEXTS"}
    environment = {key: text for key, text in os.environ.items() if key not in unset}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**environment, "PYTHONPATH": str(repository)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    all_used = [used, *_left_behind()]
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(arguments)}")
    cpu = sum(one.ru_utime + one.ru_stime for one in all_used)
    return Run(cpu, wall, max(one.ru_maxrss for one in all_used) * 1024)


def _left_behind() -> Iterator[resource.struct_rusage]:
    """Yield what each process took that has become a child of this one."""
    while True:
        try:
            _, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            return
        yield used


def interleaved(actions: Mapping[str, Callable[[], Run]], times: int, *, wall: bool = False) -> dict[str, float]:
    """Return the median CPU, or `wall` time, of each action; they take turns, so that a busy moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(times):
        for name, action in actions.items():
            used = action()
            taken[name].append(used.wall if wall else used.cpu)
    return {name: median(figures) for name, figures in taken.items()}


def table(lines: Sequence[Line]) -> str:
    """Return lines as a table in Markdown; a goal that is missed is marked, twice if by more than a tenth."""
    rows = [("measure", "goal", "figure", "beside it"), ("---", "--:", "--:", "---")]
    for line in lines:
        over = line.goal is not None and line.figure > line.goal
        mark = " !!" if line.missed else " !" if over else ""
        goal = "" if line.goal is None else f"≤ {_shown(line.goal, line.unit)}"
        rows.append((line.name, goal, _shown(line.figure, line.unit) + mark, line.beside))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(_row(row, widths) for row in rows)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))} |"


def _shown(figure: float, unit: str) -> str:
    return f"{figure:.2f} {unit}".rstrip()


def versions(*names: str) -> str:
    """Return the versions of Python and of some libraries."""
    from importlib.metadata import version  # noqa: PLC0415 - needed once

    found: list[Any] = [f"Python {sys.version.split()[0]}", *(f"{name} {version(name)}" for name in names)]
    return f"{', '.join(found)}; {os.cpu_count()} cores"
