"""The command line in copies of a process that has imported the program already: new processes, without the wait.

`python -m tests.copies` serves: a line of JSON in is a command to run; a line out is the number of its process, the
next one its exit code; an empty line ends it.
"""

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parent.parent


class Copies:
    """A process that waits for commands."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._folder = folder

    def run(
        self,
        arguments: list[str],
        cwd: Path,
        environment: Mapping[str, str],
        *,
        is_one_stream: bool = False,
        killed_after: float | None = None,
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command in a folder and an environment; return how it ended, and what it printed, perhaps as one.

        It is killed where it has not ended after so many seconds.
        """
        assert self._process.stdin
        assert self._process.stdout
        files = [self._folder / name for name in ("stdout", "stdout" if is_one_stream else "stderr")]
        asked = {
            "arguments": arguments,
            "cwd": str(cwd.resolve()),
            "environment": dict(environment),
            "files": [*map(str, files)],
        }
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        number = int(self._process.stdout.readline())
        if killed_after is not None:
            time.sleep(killed_after)
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        code = int(self._process.stdout.readline())
        stdout, stderr = (file.read_bytes().decode() for file in files)
        return subprocess.CompletedProcess(arguments, code, stdout, "" if is_one_stream else stderr)


@contextmanager
def copies() -> Iterator[Copies]:
    """Start the process."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.copies"]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        with subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            assert process.stdin
            yield Copies(process, Path(folder))
            # Not by closing the pipe: who was forked from here holds it, too.
            print(file=process.stdin, flush=True)


def _serve() -> None:
    """Answer each line; a copy of this process leaves the loop and goes its own way to its end."""
    from nasec_study.cli import main  # noqa: PLC0415 - only where it serves

    _import_all()
    while line := sys.stdin.readline().strip():
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(**asked)
            try:
                main()
            except SystemExit as ended:
                _end(int(ended.code or 0))
        _tell(child)
        _, status = os.waitpid(child, 0)
        _tell(os.waitstatus_to_exitcode(status))


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _import_all() -> None:
    """Import what most commands want."""
    import genanki  # noqa: F401, PLC0415 - decks

    import nasec_study.authoring  # noqa: PLC0415 - a command that changes a course
    import nasec_study.pipeline  # noqa: PLC0415 - a build
    import nasec_study.targets.paper.loaded  # noqa: F401, PLC0415 - pages
    from nasec_study.output.compiled import CompiledTemplates  # noqa: PLC0415 - templates
    from nasec_study.rendering.templating import environment  # noqa: PLC0415 - templates
    from nasec_study.targets import TARGETS, load_target  # noqa: PLC0415 - a build

    for name in TARGETS:
        load_target(name)
    # Whatever the first template wants is loaded with it.
    environment(REPOSITORY, CompiledTemplates()).get_template("paper/base.html.j2")
    gc.freeze()


def _become(arguments: list[str], cwd: str, environment: dict[str, str], files: list[str]) -> None:
    """Turn this process into one that was started with these arguments."""
    for number, name in enumerate((os.devnull, *files)):
        opened = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o666)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["nasec-study", *arguments]
    # As with `python -m`, which looks for modules in the folder that it is started in.
    sys.path[0] = cwd


def _end(code: int) -> None:
    """End this process as Python does, but free none of its memory: a copy would first have to make it its own.

    That takes a tenth of a second, more than most commands do.
    """
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001 - what Python does first
    atexit._run_exitfuncs()  # noqa: SLF001 - and then
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
