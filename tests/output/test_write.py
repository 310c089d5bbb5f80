"""Writing: whole or not at all, unchanged outputs untouched, nothing else deleted."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.output.delivery import Destination, deliver, forget, write_outputs
from nasec_study.output.manifest import MANIFEST
from nasec_study.output.workers import clear_away, processors
from nasec_study.output.write import write_file, write_files
from nasec_study.targets._contract import Output, joined
from tests.conftest import REPOSITORY, STARTER


def output(name: str, content: str, made: list[str] | None = None) -> Output:
    def make() -> bytes:
        if made is not None:
            made.append(name)
        return content.encode()

    return Output(name, f"recipe of {content}", make)


def test_unchanged_outputs_are_not_made_again(tmp_path: Path) -> None:
    made: list[str] = []
    list(write_outputs([output("a/x", "1", made), output("a/y", "1", made)], tmp_path))
    assert [done for _, done in write_outputs([output("a/x", "1", made), output("a/y", "2", made)], tmp_path)] == [
        False,
        True,
    ]
    assert made == ["a/x", "a/y", "a/y"]
    list(write_outputs([output("a/x", "1", made)], tmp_path, force=True))
    assert made[-1] == "a/x"


@pytest.mark.parametrize("damage", ["", "{", '{"outputs": []}', '{"outputs": {"a/x": 1}}'])
def test_a_damaged_manifest_only_costs_time(tmp_path: Path, damage: str) -> None:
    list(write_outputs([output("a/x", "1")], tmp_path))
    (tmp_path / MANIFEST).write_text(damage, "utf-8")
    assert [done for _, done in write_outputs([output("a/x", "1")], tmp_path)] == [True]
    assert json.loads((tmp_path / MANIFEST).read_text("utf-8"))["outputs"]["a/x"]["recipe"].endswith(" recipe of 1")


def test_another_version_of_the_program_makes_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [output("a/x", "1"), output("a/y", "1")]
    list(write_outputs(both, tmp_path))
    monkeypatch.setattr("nasec_study.output.delivery.maker", lambda: "another version")
    # One of them first, the other later: each is made anew once.
    assert [done for _, done in write_outputs(both[:1], tmp_path)] == [True]
    assert [done for _, done in write_outputs(both, tmp_path)] == [False, True]


def test_an_output_that_someone_changed_is_made_again(tmp_path: Path) -> None:
    list(write_outputs([output("a/x", "1")], tmp_path))
    (tmp_path / "a/x").write_text("other", "utf-8")
    assert [done for _, done in write_outputs([output("a/x", "1")], tmp_path)] == [True]


@pytest.mark.parametrize(("is_remade", "is_spoilt"), [(True, False), (False, False), (True, True)])
def test_what_is_joined_from_other_outputs_is_joined_from_what_was_delivered(
    tmp_path: Path,
    is_remade: bool,  # noqa: FBT001 - a case's
    is_spoilt: bool,  # noqa: FBT001 - likewise
) -> None:
    made: list[str] = []
    parts = [output("a/x", "one", made), output("a/.hidden/y", "two", made)]
    whole = joined("a/z", parts, b" ".join, "joined")
    if not is_remade:
        list(write_outputs(parts, tmp_path))
        made.clear()
    for path, _ in write_outputs([parts[0], whole], tmp_path):
        if is_spoilt and path.name == "x":
            path.write_text("other", "utf-8")
    assert (tmp_path / "a/z").read_text("utf-8") == "one two"
    once = ["a/x", "a/.hidden/y"] if is_remade else []
    assert made == once * (2 if is_spoilt else 1)
    # Without its parts it is made on its own.
    assert whole.make() == b"one two"


def test_hidden_parts_are_not_told_of_and_not_made_where_nothing_needs_them(tmp_path: Path) -> None:
    made: list[str] = []
    whole = joined("a/z", [output("a/.hidden/y", "two", made)], b" ".join, "joined")
    assert list(write_outputs([whole], tmp_path)) == [(tmp_path / "a/z", True)]
    (tmp_path / "a/.hidden/y").unlink()
    assert list(write_outputs([whole], tmp_path)) == [(tmp_path / "a/z", False)]
    assert made == ["a/.hidden/y"]


def test_a_failing_output_leaves_the_old_one_whole(tmp_path: Path) -> None:
    list(write_outputs([output("a/x", "1")], tmp_path))

    def fail() -> bytes:
        raise StudyError

    with pytest.raises(StudyError):
        list(write_outputs([output("a/w", "0"), Output("a/x", "new", fail)], tmp_path))
    assert (tmp_path / "a/x").read_text("utf-8") == "1"
    assert sorted(file.name for file in (tmp_path / "a").iterdir()) == ["w", "x"]
    assert [done for _, done in write_outputs([output("a/w", "0")], tmp_path)] == [False]


def test_outputs_that_are_no_longer_made_go_and_other_files_stay(tmp_path: Path) -> None:
    list(write_outputs([output("a/x", "1"), output("a/y", "1"), output("b/z", "1")], tmp_path))
    (tmp_path / "a/mine").write_text("mine", "utf-8")
    (tmp_path / "a/y").write_text("changed by hand", "utf-8")
    forget(tmp_path, {"a/w"}, ["a/"])
    assert sorted(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()) == [
        "a/mine",
        "a/y",
        "b/z",
        MANIFEST,
    ]


@pytest.mark.parametrize("is_absolute", [False, True])
def test_nothing_out_of_the_folder_goes_whatever_the_manifest_says(
    tmp_path: Path,
    is_absolute: bool,  # noqa: FBT001 - a parameter
) -> None:
    folder, mine = tmp_path / "build", tmp_path / "mine"
    list(write_outputs([output("a/x", "1")], folder))
    mine.write_text("1", "utf-8")
    name = str(mine) if is_absolute else "a/../../mine"
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace('"a/x"', json.dumps(name)), "utf-8")
    assert name in json.loads(manifest.read_text("utf-8"))["outputs"]
    forget(folder, set(), ["a/", str(tmp_path)])
    assert mine.read_text("utf-8") == "1"


def test_an_output_that_cannot_be_deleted_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list(write_outputs([output("a/x", "1"), output("a/y", "1")], tmp_path))
    unlink = Path.unlink

    def open_elsewhere(file: Path, *, missing_ok: bool = False) -> None:
        if file.name == "y":
            raise PermissionError(13, "Permission denied")
        unlink(file, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", open_elsewhere)
        with pytest.raises(StudyError, match="a/y: is no longer made, and cannot be deleted: Permission denied"):
            forget(tmp_path, set(), ["a/"])
    forget(tmp_path, set(), ["a/"])
    assert [file.name for file in tmp_path.iterdir()] == [MANIFEST]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(StudyError, match="cannot be written"):
        list(write_outputs([output("a/x", "1")], tmp_path))


def test_none_of_several_files_is_written_where_one_finds_no_room(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "b").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(StudyError, match="b/x: cannot be written"):
        write_files({tmp_path / "a": b"new", tmp_path / "b/x": b"new", tmp_path / "c": b"new"})
    assert {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}["a"] == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b"]


def made_where_an_exception_is_lost() -> bytes:
    class Going:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    Going()
    return b"whole"


def made_where_an_exception_becomes_another() -> bytes:
    with zipfile.ZipFile(BytesIO(), "w") as file:
        member = file.open("x", "w")
        signal.raise_signal(signal.SIGINT)
        member.close()
    return b"whole"


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("make", [made_where_an_exception_is_lost, made_where_an_exception_becomes_another])
def test_an_interrupt_waits_until_an_output_is_made_and_is_never_lost(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    made: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        list(write_outputs([output("a/w", "0", made), Output("a/x", "1", make), output("a/y", "2", made)], tmp_path))
    assert made == ["a/w"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert [done for _, done in write_outputs([output("a/w", "0")], tmp_path)] == [False]


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_while_a_file_is_written_leaves_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def interrupted(file: Path, place: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return replace(file, place)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a/x", b"whole")
    assert [file.read_bytes() for file in (tmp_path / "a").iterdir()] == [b"whole"]


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_the_waiting_for_another_process(tmp_path: Path) -> None:
    class Elsewhere(Executor):
        def submit(self, *_: Any, **__: Any) -> "Future[Any]":
            return Never()

        def __exit__(self, *_: object) -> None: ...

    class Never(Future[bytes]):
        def result(self, timeout: float | None = None) -> bytes:
            signal.raise_signal(signal.SIGINT)
            raise AssertionError(timeout)

    pages = [Output(f"a/{number}", "page", bytes, portable=True) for number in range(4)]
    with pytest.raises(KeyboardInterrupt):
        list(write_outputs(pages, tmp_path, workers=Elsewhere))


class Failing(Executor):
    """Fails where a page is handed over, or else when it is asked for what came of it."""

    def __init__(self, error: Exception, *, at_once: bool) -> None:
        self.error, self.at_once = error, at_once

    def submit(self, *_: Any, **__: Any) -> "Future[Any]":
        if self.at_once:
            raise self.error
        future: Future[bytes] = Future()
        future.set_exception(self.error)
        return future


PAGES = [output("a/before", "1"), Output("a/page", "page", bytes, portable=True)]


@pytest.mark.parametrize(
    ("lost", "at_once"),
    [
        *((BrokenExecutor(), True), (EOFError(), True), (ConnectionResetError(), True)),
        *((BrokenExecutor(), False), (CancelledError(), False)),
    ],
    ids=repr,
)
def test_the_end_of_what_makes_a_page_is_told(tmp_path: Path, lost: Exception, at_once: bool) -> None:  # noqa: FBT001 - a case's
    with pytest.raises(StudyError) as caught:
        list(write_outputs(PAGES, tmp_path, workers=lambda: Failing(lost, at_once=at_once)))
    [problem] = caught.value.problems
    assert str(problem).startswith("a/page: the process making it died (free some memory and build again; ")


@pytest.mark.parametrize("fault", [EOFError("its own"), ConnectionResetError("its own")], ids=repr)
def test_a_fault_of_a_page_itself_is_taken_for_no_end_of_a_process(tmp_path: Path, fault: Exception) -> None:
    def fail() -> bytes:
        raise fault

    for pages, workers in (
        (PAGES, lambda: Failing(fault, at_once=False)),
        ([Output("a/page", "page", fail)], None),
    ):
        with pytest.raises(type(fault), match="its own"):
            list(write_outputs(pages, tmp_path, workers=workers))


def test_planning_and_making_are_reported(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    to = Destination(tmp_path, report=lambda *words: told.append(words))
    planned = (output(name, "1") for name in ("a/x", "a/y"))
    assert [path.name for path in deliver(planned, ["a/"], to)] == ["x", "y"]
    assert told == [(0, 1, "a/x"), (0, 2, "a/y"), (1, 2, "a/y"), (2, 2, "")]
    told.clear()
    planned = (output(name, "2") for name in ("a/x", "a/y"))
    list(deliver(planned, ["a/"], to, ["a/x", "a/y"]))
    assert told == [(0, 2, "a/x"), (1, 2, "a/y"), (2, 2, "")]


WORKERS = """
import os, sys, threading
from concurrent.futures import wait
from importlib import import_module
from nasec_study.output.workers import get_ready, processes
from nasec_study.targets import RENDERER
if __name__ == "__main__":
    if "loaded" in sys.argv:
        import_module(RENDERER)
    if "threads" in sys.argv:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    get_ready(RENDERER)
    with processes(RENDERER) as pool:
        print(*pool.submit(eval, "'weasyprint' in __import__('sys').modules, __import__('os').getppid()").result())
        print(os.getpid())
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system does not tell of threads")
@pytest.mark.parametrize(
    ("state", "is_copy_of_this"),
    [((), False), (("loaded",), True), (("loaded", "threads"), False), (("threads",), False)],
    ids=("elsewhere", "here", "here beside a thread", "elsewhere beside a thread"),
)
def test_workers_find_what_they_need_imported(state: tuple[str, ...], is_copy_of_this: bool) -> None:  # noqa: FBT001 - a case's
    done = subprocess.run([sys.executable, "-c", WORKERS, *state], capture_output=True, text=True, check=True)
    found, parent, own = done.stdout.split()
    assert found == "True"
    assert (parent == own) is is_copy_of_this
    assert not done.stderr


IMPORTING = """
import sys, time
from nasec_study.output.workers import get_ready, processes
if __name__ == "__main__":
    get_ready("slow")
    if "made" in sys.argv:
        with processes("slow") as pool:
            pool.submit(int).result()
    time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system does not tell of threads")
@pytest.mark.skipif(processors() == 1, reason="one processor begins nothing elsewhere")
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("then", ["planned", "made"])
def test_what_is_imported_elsewhere_says_nothing_of_an_interrupt(then: str, tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import time\nprint('begins', flush=True)\ntime.sleep(1)\n", "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORTING, then],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(REPOSITORY)))},
    )
    assert process.stdout
    assert process.stdout.readline() == "begins\n"
    # As a terminal does: to all of them.
    os.killpg(process.pid, signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    # That of the first process, around which there is no command line that would say it in words.
    assert complaint.count("Traceback") == 1
    assert "KeyboardInterrupt" in complaint


BEGUN = """
import os, signal, sys, threading
from nasec_study.foundation.problems import StudyError
from nasec_study.output.workers import begun, processors
def made():
    for number in range(200):
        if "dies" in sys.argv and number == 150:
            os.kill(os.getpid(), signal.SIGKILL)
        yield number, os.getpid()
if __name__ == "__main__":
    if "threads" in sys.argv:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    with begun(made(), "handouts") as things:
        if "left" in sys.argv:
            print(next(things)[0])
            sys.exit()
        try:
            numbers, makers = zip(*things)
        except StudyError as error:
            sys.exit(str(error))
    print(numbers == tuple(range(200)), {os.getpid()} != set(makers), processors() > 1)
"""


def begin(*state: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", BEGUN, *state], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system does not tell of threads")
def test_what_is_begun_elsewhere_comes_whole_and_in_order() -> None:
    whole, elsewhere, could_be = begin().stdout.split()
    assert (whole, elsewhere) == ("True", could_be)
    assert begin("threads").stdout.split()[:2] == ["True", "False"]
    assert begin("left").stdout.split() == ["0"]
    if could_be == "True":
        died = begin("dies")
        assert "handouts: the process planning it died" in died.stderr
        assert "Traceback" not in died.stderr


def test_pages_are_made_where_processes_cannot_share_anything(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import _multiprocessing\n"
        "class Without(_multiprocessing.SemLock):\n"
        "    def __new__(cls, *_): raise OSError(38, 'Function not implemented')\n"
        "_multiprocessing.SemLock = Without\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{REPOSITORY}"}
    options = ("worksheets", "--sheet", "tides", "-c", STARTER, "-o", "build", "--locked")
    command = (sys.executable, "-m", "nasec_study", "build", *options)
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "build").rglob("*.pdf"))


def test_modules_in_the_folder_that_a_build_starts_in_are_left_alone(tmp_path: Path) -> None:
    for name in ("random", "html", "tempfile"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stray module')\n", "utf-8")
    script = tmp_path / "bin/nasec-study"
    script.parent.mkdir()
    script.write_text("from nasec_study.cli import main\nif __name__ == '__main__':\n    main()\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    options = ("worksheets", "--sheet", "tides", "-c", STARTER, "-o", "build", "--locked")
    command = (sys.executable, script, "build", *options)
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "build").rglob("*.pdf"))


def test_workers_start_where_the_folder_for_temporary_files_has_a_long_name(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    environment = {**os.environ, "TMPDIR": str(folder)}
    done = subprocess.run([sys.executable, "-c", WORKERS], env=environment, capture_output=True, text=True, check=True)
    assert len(done.stdout.split()) == 3


def test_a_folder_is_deleted_while_something_is_still_put_into_it(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    folder.mkdir()

    def fill() -> None:
        with suppress(FileNotFoundError):
            for number in range(20_000):
                (folder / str(number)).write_bytes(b"")

    filling = Thread(target=fill)
    filling.start()
    while not any(folder.iterdir()):
        pass
    clear_away(folder)
    filling.join()
    assert not folder.exists()
