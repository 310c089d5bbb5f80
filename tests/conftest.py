"""What tests share: the command as a process, small courses to build on, and the texts of the readings."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from fcntl import LOCK_EX, flock
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile, copytree, which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from nasec_study.output import workers
from nasec_study.output.compiled import CompiledTemplates
from nasec_study.output.manifest import MANIFEST, read_manifest
from nasec_study.pipeline import build
from nasec_study.rendering.templating import environment
from nasec_study.targets import RENDERER, USUAL
from tests.copies import Copies, copies
from tests.rules_table import pytest_terminal_summary  # noqa: F401 - prints the table of the rules

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).resolve().parent.parent
STARTER = REPOSITORY / "nasec_study" / "courses" / "starter" / "content"
KINDS_COURSE = REPOSITORY / "tests" / "courses" / "kinds" / "content"

# The number of the user who owns nothing, on every Debian.
NOBODY = 65534
COURSES = {"nasec": REPOSITORY / "content", "starter": STARTER, "kinds": KINDS_COURSE}
FIELDS = {
    name: REPOSITORY / "tests" / "courses" / name / "content" for name in ("anatomy", "chemistry", "python", "spanish")
}

# So many objects more than were thrown away make the collector of garbage run; with 700 it took 6 % of the time.
MANY = 100_000

# Files that take longest come first: none is left to one process while the others have nothing to do.
LONGEST = (
    "tests/output/test_unbreakable.py",
    "tests/targets/paper/test_accessible.py",
    "tests/targets/paper/test_courses.py",
    "tests/targets/paper/test_word.py",
    "tests/preview/test_preview.py",
    "tests/targets/web/test_kinds.py",
    "tests/targets/anki/test_cards.py",
    "tests/targets/web/test_page.py",
    "tests/targets/web/test_words.py",
    "tests/targets/web/test_progress.py",
    "tests/targets/lms/test_qti.py",
    "tests/targets/paper/test_worksheets.py",
    "tests/targets/anki/test_phone.py",
    "tests/targets/web/test_spacing.py",
    "tests/docs/test_blocks.py",
    "tests/test_bad_days.py",
    "tests/targets/paper/test_personal.py",
    "tests/history/test_random_histories.py",
    "tests/importers/test_round_trips.py",
    "tests/targets/paper/test_asking.py",
    "tests/targets/paper/test_handouts.py",
    "tests/targets/lms/test_canvas.py",
    "tests/targets/anki/test_sound.py",
    "tests/output/test_nothing_twice.py",
    "tests/test_hostile.py",
    "tests/cli/test_drafts.py",
    "tests/test_constructs.py",
    "tests/cli/test_cli.py",
    "tests/targets/paper/test_forms.py",
    "tests/targets/anki/test_readers.py",
    "tests/checks/test_grounding.py",
    "tests/targets/paper/test_exam.py",
    "tests/sheets/test_selection.py",
    "tests/cli/test_imports.py",
    "tests/targets/paper/test_locales.py",
    "tests/targets/paper/test_fitting.py",
    "tests/targets/anki/test_numbers.py",
    "tests/history/test_editions.py",
    "tests/test_wheel.py",
    "tests/targets/paper/test_locale_of_the_machine.py",
    "tests/test_targets.py",
    "tests/history/test_updates.py",
    "tests/checks/test_shown.py",
    "tests/targets/anki/test_formulas.py",
    "tests/checks/test_rules.py",
    "tests/targets/paper/test_guides.py",
)

# How long an example takes is a matter of the machine; speed is measured in tests/bench/.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run the tests: more than there are processors, since browsers are waited for."""
    return workers.processors() * 3 // 2


def pytest_configure(config: pytest.Config) -> None:
    """Take files in the order in which they are collected, where several processes share a run."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of LONGEST first."""
    places = {REPOSITORY / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of the rounds of the collector of garbage, and have it make fewer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Rewrite the golden files.")


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run, whichever of the processes that share it asks."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def shared_copies() -> Iterator[Copies]:
    """Return the process whose copies run commands."""
    with copies() as found:
        yield found


@pytest.fixture
def run(tmp_path: Path, shared_copies: Copies) -> Run:
    """Return a function that runs the command line as a process, in a temporary folder; None is any exit code.

    With an environment of its own it is a new process; else it is a copy of one that has imported all, which is sooner.
    """

    def call(*arguments: str | Path, exit_code: int | None = 0, cwd: Path = tmp_path, **environment: str) -> Any:
        words, known = [*map(str, arguments)], {**os.environ, "PYTHONPATH": str(REPOSITORY), **environment}
        if environment:
            command = [sys.executable, "-m", "nasec_study", *words]
            done = subprocess.run(
                command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, env=known
            )
        else:
            done = shared_copies.run(words, cwd, known)
        assert exit_code in {done.returncode, None}, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return call


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let processes be interrupted even where the tests run in the background, which a shell keeps from it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def powerless() -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Return a folder of a user who is not root, and what to put before a command to run it as that user."""
    if os.geteuid():
        with TemporaryDirectory() as name:
            yield Path(name).resolve(), ()
        return
    command = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    asked = [*command, sys.executable, "-c", "import nasec_study"]
    if which("setpriv") is None or subprocess.run(asked, cwd=REPOSITORY, check=False).returncode:
        pytest.skip("nobody but root may run the program here")
    # Not in pytest's own temporary folders, which are its user's alone.
    with TemporaryDirectory() as name:
        os.chown(name, NOBODY, NOBODY)
        yield Path(name).resolve(), command


@pytest.fixture(scope="session")
def texts() -> Path:
    """Return the folder with the texts of the readings; skips where it is not given, fails in CI."""
    given = os.environ.get("NASEC_TEXTS")
    if given:
        return Path(given).resolve()
    if os.environ.get("CI") == "true":
        pytest.fail("NASEC_TEXTS is not set, and CI must test with the texts")
    pytest.skip("NASEC_TEXTS names no folder with the texts of the readings")


@pytest.fixture(scope="session", autouse=True)
def shared_workers() -> Iterator[None]:
    """Let all builds in this process share workers, which import the renderer once; commands start their own."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patched:
        pool = cache(partial(stack.enter_context, workers.processes(RENDERER)))
        patched.setattr(workers, "processes", lambda _: nullcontext(pool()))
        yield


@pytest.fixture(scope="session", autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let all processes of a run share a folder for caches, and leave that of the user alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(shared_folder(tmp_path_factory) / "cache"))
        yield


@pytest.fixture(scope="session", autouse=True)
def shared_templates(shared_cache: None) -> Iterator[None]:  # noqa: ARG001 - the folder that they are kept in
    """Let tests that need no build keep the code of templates as builds do: else each test would compile its own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(environment, "__defaults__", (CompiledTemplates(),))
        yield


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder with all outputs of each course at hand; nobody changes what is in it."""
    return _built_once(shared_folder(tmp_path_factory) / "builds", COURSES, (*USUAL, "word"))


@pytest.fixture(scope="session")
def paper_of_fields(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder with pages and documents of each course from another field; nobody changes what is in it."""
    return _built_once(shared_folder(tmp_path_factory) / "fields", FIELDS, ("worksheets", "handouts", "word"))


def _built_once(shared: Path, courses: Mapping[str, Path], targets: Sequence[str]) -> dict[str, Path]:
    """Build courses once, whichever of the processes that share a run wants them first; return where each is built."""
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (shared / "done").exists():
            for name, content in courses.items():
                copytree(content, shared / name / "content")
                _take_pages(content.parent / "build", shared / name / "build")
                list(build(shared / name / "content", shared / name / "build", targets))
            (shared / "done").touch()
    return {name: shared / name / "build" for name in courses}


def _take_pages(there: Path, folder: Path) -> None:
    """Copy the pages that were built beside a course, as that of the checkout is: what is outdated is made anew."""
    for name in (*read_manifest(there), MANIFEST):
        if name.startswith(("worksheets/", "handouts/", MANIFEST)) and (there / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            copyfile(there / name, folder / name)


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core; skips where npm has not put it there, fails in CI."""
    script = Path(os.environ.get("NASEC_NODE", "/nowhere")) / "node_modules/axe-core/axe.min.js"
    if not script.is_file() and os.environ.get("CI") == "true":
        pytest.fail("NASEC_NODE names no folder with axe-core, and CI must ask it")
    if not script.is_file():
        pytest.skip("NASEC_NODE names no folder with the npm package axe-core")
    return script.read_text("utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Return the Chromium of the system; skips where it or Playwright is missing, fails in CI."""
    from tests.browser import CHROMIUM, chromium  # noqa: PLC0415 - most tests need neither Anki nor a browser

    missing = "Chromium" if not CHROMIUM else "Playwright for Python" if not find_spec("playwright") else ""
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{missing} is not installed, and CI must look at the cards")
    if missing:
        pytest.skip(f"{missing} is not installed")
    with chromium() as opened:
        yield opened
