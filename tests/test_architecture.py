"""The shape of the code: imports point up the list of stages, and targets stay apart."""

import ast
from pathlib import Path

import nasec_study

PACKAGE = Path(nasec_study.__file__).parent
LAYERS = (
    "vocabulary",
    "characters",
    "collector",
    "problems",
    "places",
    "locales",
    "roster",
    "marks",
    "source",
    "model",
    "wording",
    "parse",
    "markup",
    "drawing",
    "selection",
    "blueprint",
    "plan",
    "readings",
    "checks",
    "ledger",
    "proofs",
    "coverage",
    "editions",
    "releases",
    "templating",
    "targets",
    "workers",
    "manifest",
    "freshness",
    "write",
    "examination",
    "ankiconnect",
    "pipeline",
    "cli",
    "__main__",
)


def imports_of(file: Path) -> set[str]:
    """Return the names of our own modules that a file imports, without the package's name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nasec_study"):
            inner = (node.module or "").split(".")[1:]
            names |= {".".join([*inner, alias.name]) for alias in node.names} | {".".join(inner)}
    return {name for name in names if name and is_module(name)}


def is_module(name: str) -> bool:
    place = PACKAGE.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def modules() -> dict[str, set[str]]:
    files = {file for file in PACKAGE.rglob("*.py") if file != PACKAGE / "__init__.py"}
    return {".".join(file.relative_to(PACKAGE).with_suffix("").parts): imports_of(file) for file in files}


def test_every_module_has_its_layer() -> None:
    assert {name.split(".")[0] for name in modules()} == set(LAYERS)


def test_imports_point_up() -> None:
    found = 0
    for name, imported in modules().items():
        for other in imported:
            found += 1
            lower, upper = name.split(".")[0], other.split(".")[0]
            assert LAYERS.index(upper) <= LAYERS.index(lower), f"{name} imports {other}"
    assert found > 50


def test_targets_stay_apart() -> None:
    targets = {name: imported for name, imported in modules().items() if name.startswith("targets.")}
    formats = {name for name in targets if not name.removeprefix("targets.").startswith("_")}
    assert {"targets.anki", "targets.worksheets"} <= formats
    for name, imported in targets.items():
        if name != "targets.__init__":
            assert not imported & formats, f"{name} imports another target"


def test_no_cycles_inside_a_layer() -> None:
    graph = modules()

    def reaches(start: str, goal: str, seen: frozenset[str] = frozenset()) -> bool:
        return any(
            other == goal or (other in graph and other not in seen and reaches(other, goal, seen | {other}))
            for other in graph.get(start, set())
        )

    assert [name for name in graph if reaches(name, name)] == []
