"""nasec-study preview."""

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option, texts_option

if TYPE_CHECKING:
    from pathlib import Path

    from nasec_study.preview.desk import Desk
    from nasec_study.preview.server import Server


@click.command()
@course_option
@texts_option
@click.option("--port", type=int, default=0, metavar="PORT", help="Port to serve on.  [default: any free port]")
def preview(course: "Path", texts: "Path | None", port: int) -> None:
    """Show an item as students will see it, updated at each save.

    Prints the address of a page; open it in a browser. It shows the item that you saved last (its cards,
    worksheet, key, practice page, and what an LMS shows of it), with its findings beside it, and lists all
    items. If a file is half written, it says what is wrong, and keeps the last valid version. The page can be
    opened only on this machine. Nothing is written. Ctrl-C stops it.

    \b
    Example:
      nasec-study preview
    """
    from threading import Thread

    from nasec_study.output.workers import one_process
    from nasec_study.preview.desk import Desk
    from nasec_study.preview.watching import changes

    with suppress(KeyboardInterrupt), one_process() as executor:
        watching = changes(course, *([texts] if texts else []))
        next(watching)
        desk = Desk(course, texts)
        with _server(desk, port) as server:
            server.start()
            Thread(target=desk.keep_checking, args=(executor,), daemon=True).start()
            click.echo(server.address)
            for changed in watching:
                desk.read(changed)


def _server(desk: "Desk", port: int) -> "Server":
    """Return a server at a port. Raises StudyError where there can be none."""
    from nasec_study.foundation.problems import Problem, StudyError, Where
    from nasec_study.preview.server import Server

    try:
        return Server(desk, port)
    except (OSError, OverflowError) as error:
        where, hint = Where(f"port {port}", 0, 0), "choose another one, or leave --port out"
        raise StudyError(Problem("E811", where, f"the preview cannot use this port: {error}", hint)) from error
