"""The command line: a command is options in, one call, lines out.

Results go to stdout, everything else to stderr. Exit 0: done; 1: the course has problems; 2: wrong usage;
130: interrupted.
"""

import gc
import os
import sys

import click

from nasec_study import __version__
from nasec_study.cli._options import echo_problems
from nasec_study.cli.build import build
from nasec_study.cli.check import check
from nasec_study.cli.coverage import coverage
from nasec_study.cli.diff import diff
from nasec_study.cli.import_ import import_bank
from nasec_study.cli.init import init
from nasec_study.cli.items import list_items, show
from nasec_study.cli.mark import mark
from nasec_study.cli.new import draft, new
from nasec_study.cli.preview import preview
from nasec_study.cli.push import push
from nasec_study.cli.release import release
from nasec_study.cli.review import review
from nasec_study.cli.rules import rules
from nasec_study.cli.schema import schema
from nasec_study.cli.targets import targets

INTERRUPTED = 130
# So many objects more than were thrown away make the collector run; what a command imports and reads is kept.
MANY = 500_000


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="nasec-study")
def cli() -> None:
    """Turn question banks in YAML into Anki decks, printable worksheets and quizzes for an LMS.

    Without --course, a command works on the course around the current folder. The program comes with
    a complete course, North American Security: `--course nasec`.

    \b
    Examples:
      nasec-study init my-course      create a small course to start from
      nasec-study check               see what is wrong with it, and where
      nasec-study build               build decks and worksheets in ./build
    """


for command in (
    *(build, check, coverage, diff, draft, import_bank, init, list_items, mark, new, preview, push, release, review),
    *(rules, schema, show, targets),
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; the one place where what a user can mend is caught."""
    gc.set_threshold(MANY)
    _open_streams()
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        click.echo("\ninterrupted; every file written so far is complete, and the rest is unchanged", err=True)
        sys.exit(INTERRUPTED)
    finally:
        # All that is left goes with the process; Python would look through it for what refers to itself alone.
        gc.freeze()


def _open_streams() -> None:
    """Open those of the standard streams that whoever starts the program has closed, so that no file takes their place.

    They are opened in order: each gets the lowest number that is free, which is its own.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _run() -> int:
    """Run the command line and return its exit code."""
    # A path that is no valid text, or a terminal that lacks a letter, must not hide what is to be said.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text files
    try:
        os.getcwd()  # noqa: PTH109 - pathlib is imported when there is a path
    except OSError:
        click.echo("the folder that you are in is no longer there: go to another one", err=True)
        return 1
    try:
        return cli.main(prog_name="nasec-study", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except Exception as error:
        from nasec_study.foundation.problems import StudyError

        if _is_of_output(error):
            click.echo(f"the standard output cannot be written: {error}", err=True)
            return 1
        if not isinstance(error, StudyError):
            raise
        echo_problems(error.problems)
        return 1


def _is_of_output(error: Exception) -> bool:
    """Tell whether an error is that what was to be printed could not be; then nothing more is tried to be."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if not isinstance(error, OSError) or not trace or trace.tb_frame.f_code is not click.echo.__code__:
        return False
    # What is left of it would be tried again when the program ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return True
