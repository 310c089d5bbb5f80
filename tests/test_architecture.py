"""The house: its wings in order, what each may do, and no way back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import nasec_study
from nasec_study.course.vocabulary import PLATFORMS

PACKAGE = Path(nasec_study.__file__).parent
# In the order in which data goes; a wing imports itself and those above it.
WINGS = (
    "foundation",
    "course",
    "rendering",
    "sheets",
    "checks",
    "history",
    "importers",
    "targets",
    "output",
    "examination",
    "authoring",
    "preparation",
    "pipeline",
    "releasing",
    "preview",
    "cli",
    "__main__",
)
IMPORTED = (
    *("aiken", "anki", "blackboard", "brightspace", "gift", "moodle_xml", "openolat", "qti12", "qti21", "tables"),
    "text2qti",
)
FORMATS = (
    *("targets.anki", "targets.paper", "targets.terminal", "targets.web", "targets.report"),
    *(f"targets.lms.{name}" for name in PLATFORMS),
    *(f"importers.{name}" for name in IMPORTED),
)

# What changes a file or a folder, by the name of the method or function.
WRITES = {
    *("write_text", "write_bytes", "mkdir", "unlink", "rmdir", "rename", "touch", "chmod", "symlink_to", "hardlink_to"),
    *("copytree", "copyfile", "rmtree", "makedirs"),
    *("NamedTemporaryFile", "mkstemp", "mkdtemp", "TemporaryDirectory"),
}
WRITES_OF_MODULES = {"os.remove", "os.replace", "shutil.move", "shutil.copy", "shutil.copy2"}
# Who writes files, and which.
MAY_WRITE = {
    "output": "what a build made",
    "sheets.integer_program": "a temporary file for the solver, gone when that has read it",
    "targets.anki.collection": "a temporary file for SQLite, gone before the package is handed over",
    "foundation.temporary": "temporary files, gone when they have been read",
}
READS = {"read_text", "read_bytes", "open"}
# Who reads files, and which; those of a course's content are for `course` alone.
MAY_READ = {
    "course": "what an author wrote",
    "history": "ledgers and editions, which it wrote",
    "importers": "files of other programs",
    "output": "what it wrote, and what a build reads, to see whether that changed",
    "rendering.locales": "our own catalogues",
    "cli.__init__": "nothing, in the place of a stream that is closed",
    "sheets.roster": "a class list",
    "rendering.fonts": "our own fonts",
    "targets.anki.collection": "its own temporary file",
    "targets.paper.embedded_fonts": "PDFs in memory",
    "targets.paper.joining": "likewise",
    "targets.paper.pdf": "likewise",
    "targets.paper.flashcards": "likewise",
    "targets.paper.word.pictures": "pictures in memory",
    "checks._pictures": "pictures in memory",
    "rendering.images": "pictures in memory",
}


def modules() -> dict[str, ast.Module]:
    """Return every module of the package by its name without the package's."""
    files = {file for file in PACKAGE.rglob("*.py") if file != PACKAGE / "__init__.py"}
    return {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts): ast.parse(file.read_text("utf-8")) for file in files
    }


def imports_of(module: ast.Module) -> set[str]:
    """Return the names of our own modules that a module imports, without the package's name."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "nasec_study":
            inner = (node.module or "").split(".")[1:]
            names |= {".".join([*inner, alias.name]) for alias in node.names} | {".".join(inner)}
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[2] for alias in node.names if alias.name.startswith("nasec_study.")}
    return {name for name in names if name and is_module(name)}


def is_module(name: str) -> bool:
    place = PACKAGE.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def wing(name: str) -> str:
    return name.partition(".")[0]


def faults_of_imports(graph: dict[str, set[str]]) -> Iterator[str]:
    """Yield each import that points up, and each of one format from another."""
    for name, imported in graph.items():
        for other in imported:
            if WINGS.index(wing(other)) > WINGS.index(wing(name)):
                yield f"{name} imports {other}, which comes after it"
            homes = [next((part for part in FORMATS if f"{one}.".startswith(f"{part}.")), "") for one in (name, other)]
            if all(homes) and homes[0] != homes[1]:
                yield f"{name} imports {other}, another format"
            if name.startswith("importers.shared.") and homes[1]:
                yield f"{name} imports {other}, a format"


def calls_of(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls in a module with the last name of what is called."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            called = node.func
            yield called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""), node


def faults_of_writing(name: str, module: ast.Module) -> Iterator[str]:
    """Yield what a module does that only `output` may do."""
    if wing(name) in MAY_WRITE or name in MAY_WRITE:
        return
    for called, node in calls_of(module):
        modes = [
            part.value for part in (*node.args, *(one.value for one in node.keywords)) if isinstance(part, ast.Constant)
        ]
        opens = called in {"open", "fdopen"} and any(re.fullmatch(r"[wax]b?\+?|r\+b?", str(mode)) for mode in modes)
        if called in WRITES or ast.unparse(node.func) in WRITES_OF_MODULES or opens:
            yield f"{name}:{node.lineno} writes: {called}"


def faults_of_reading(name: str, module: ast.Module) -> Iterator[str]:
    """Yield what a module reads that is not its own to read."""
    imported = {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
    parses = {"yaml", "nasec_study.course.source"} & {*imported, *(other.partition(".")[0] for other in imported)}
    if parses and wing(name) != "course":
        yield f"{name} parses YAML"
    if wing(name) in MAY_READ or name in MAY_READ:
        return
    for called, node in calls_of(module):
        if called in READS:
            yield f"{name}:{node.lineno} reads: {called}"


def test_every_wing_is_in_the_list_and_says_what_it_is() -> None:
    assert {wing(name) for name in modules()} == set(WINGS)
    for folder in {file.parent for file in PACKAGE.rglob("*.py")} - {PACKAGE}:
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))), folder


def test_imports_point_up_and_formats_stay_apart() -> None:
    graph = {name: imports_of(module) for name, module in modules().items()}
    assert sum(map(len, graph.values())) > 200
    assert {home for home in FORMATS if any(name.startswith(home) for name in graph)} == set(FORMATS)
    assert list(faults_of_imports(graph)) == []


def test_only_output_writes() -> None:
    assert [fault for name, module in modules().items() for fault in faults_of_writing(name, module)] == []


def test_only_course_reads_a_course() -> None:
    assert [fault for name, module in modules().items() for fault in faults_of_reading(name, module)] == []


@pytest.mark.parametrize(
    ("name", "planted", "fault"),
    [
        ("course.parse", "from nasec_study.targets import TARGETS", "course.parse imports targets, which comes after"),
        ("rendering.markup", "from nasec_study.cli import main", "rendering.markup imports cli, which comes after it"),
        ("output.write", "import nasec_study.pipeline", "output.write imports pipeline, which comes after it"),
        ("targets.paper.pdf", "from nasec_study.targets.anki import notes", "targets.anki.notes, another format"),
        ("importers.shared.kinds", "from nasec_study.importers import aiken", "importers.aiken, a format"),
    ],
)
def test_a_planted_import_is_found(name: str, planted: str, fault: str) -> None:
    graph = {name: imports_of(ast.parse(planted))}
    assert any(fault in found for found in faults_of_imports(graph))


@pytest.mark.parametrize(
    "planted",
    [
        "Path('x').write_text('y')",
        "open('x', 'w')",
        "Path('x').open(mode='ab')",
        "shutil.rmtree('x')",
        "os.remove('x')",
        "NamedTemporaryFile()",
    ],
)
def test_a_planted_write_is_found(planted: str) -> None:
    assert list(faults_of_writing("cli.init", ast.parse(planted)))
    assert not list(faults_of_writing("output.write", ast.parse(planted)))


@pytest.mark.parametrize("planted", ["import yaml", "from nasec_study.course.source import x", "path.read_bytes()"])
def test_a_planted_reading_is_found(planted: str) -> None:
    assert list(faults_of_reading("targets.anki.notes", ast.parse(planted)))
    assert not list(faults_of_reading("course.parse", ast.parse(planted)))


def test_no_cycles() -> None:
    graph = {name: imports_of(module) for name, module in modules().items()}

    def reaches(start: str, goal: str, seen: frozenset[str] = frozenset()) -> bool:
        return any(
            other == goal or (other in graph and other not in seen and reaches(other, goal, seen | {other}))
            for other in graph.get(start, set())
        )

    assert [name for name in graph if reaches(name, name)] == []
