"""nasec-study targets."""

from typing import TYPE_CHECKING

import click

from nasec_study.course.vocabulary import KINDS
from nasec_study.targets import TARGETS

if TYPE_CHECKING:
    from nasec_study.targets._contract import Target

WIDTH = 96
EXACTLY, CHANGED, MISSING = "yes", "changed", "no"


@click.command()
@click.argument("target", type=click.Choice(TARGETS), required=False, metavar="[TARGET]")
def targets(target: str | None) -> None:
    """Show which kinds of items each target supports, or explain one.

    Without TARGET, prints a table: a kind is supported fully (yes), in a changed form (changed), or not at all
    (no). With TARGET, explains what becomes of the kinds that are changed or left out. Individual items may lose
    more, such as a picture: each build says so, and names them.

    \b
    Examples:
      nasec-study targets
      nasec-study targets canvas
    """
    from nasec_study.targets import load_target

    if target is None:
        rows = [("kind", *TARGETS)]
        found = [load_target(name) for name in TARGETS]
        rows += [(kind, *(_carried(one, kind) for one in found)) for kind in KINDS]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        return
    chosen = load_target(target)
    click.echo(f"{chosen.HELP}\n")
    widest = max(map(len, KINDS))
    for kind in KINDS:
        said = chosen.SKIPS.get(kind) or chosen.CHANGES.get(kind)
        line = f"{kind.ljust(widest)}  {_carried(chosen, kind)}{f': {said}' if said else ''}"
        click.echo(click.wrap_text(line, WIDTH, subsequent_indent=" " * (widest + 2)))


def _carried(target: "Target", kind: str) -> str:
    return MISSING if kind in target.SKIPS else CHANGED if kind in target.CHANGES else EXACTLY
