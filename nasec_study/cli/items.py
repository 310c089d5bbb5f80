"""nasec-study list and show: looking at the items of a course."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_here, course_option, readable_course
from nasec_study.course.vocabulary import IMPORTANCES, KINDS, LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from nasec_study.course.model import Course, Item


def _complete_item(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list["CompletionItem"]:
    from click.shell_completion import CompletionItem

    from nasec_study.course.parse import read_course

    folder = context.params.get("course") or course_here()
    course = read_course(folder)[0] if folder else None
    return [CompletionItem(item.id) for item in (course.items if course else ()) if item.id.startswith(incomplete)]


@click.command("list")
@course_option
@click.option("--reading", "-r", metavar="ID", help="Only items that cite this reading.")
@click.option("--kind", "-k", type=click.Choice(KINDS), help="Only items of this kind.")
@click.option("--level", "-l", type=click.Choice(LEVELS), help="Only items of this cognitive level.")
@click.option("--importance", "-i", type=click.Choice(IMPORTANCES), help="Only items of this importance.")
def list_items(
    course: "Path", reading: str | None, kind: str | None, level: str | None, importance: str | None
) -> None:
    """List the items of a course, one per line.

    Each line shows id, kind, cognitive level, importance, and where the answer is found.

    \b
    Examples:
      nasec-study list
      nasec-study list --reading obstacles --kind essay
      nasec-study list --level evaluate --importance core | wc -l
    """
    from nasec_study.course.wording.names import known_are

    found = readable_course(course)
    known = [one.id for one in found.readings]
    if reading is not None and reading not in known:
        message = f"there is no reading '{reading}' ({known_are(reading, known)})"
        raise click.BadParameter(message, param_hint="--reading")
    items = [
        item
        for item in found.items
        if (reading is None or reading in item.cited_readings)
        and (kind is None or item.type == kind)
        and (level is None or item.level == level)
        and (importance is None or item.importance == importance)
    ]
    width = max((len(item.id) for item in items), default=0)
    for item in items:
        places = ", ".join(dict.fromkeys(f"{citation.reading}/{citation.section}" for citation in item.sources))
        mark = "  retired" if item.retired else ""
        click.echo(f"{item.id:{width}}  {item.type:10}  {item.level:10}  {item.importance:8}  {places}{mark}")


@click.command()
@click.argument("item_id", metavar="ITEM", shell_complete=_complete_item)
@course_option
def show(item_id: str, course: "Path") -> None:
    """Show an item as a student will see it.

    ITEM is the item's id, as `nasec-study list` prints it. Its key and citation are shown, too; a draft is marked
    as one.

    \b
    Example:
      nasec-study show td-far-side
    """
    from difflib import get_close_matches

    from nasec_study.foundation.problems import StudyError, errors_of
    from nasec_study.history.ledger import read_ledger
    from nasec_study.rendering.drafts import with_marks
    from nasec_study.rendering.templating import environment
    from nasec_study.targets._contract import Job
    from nasec_study.targets.terminal.item import shown

    found = with_marks(readable_course(course, drafts=True))
    item = found.item(item_id)
    if item is None and (lacks := [", ".join(draft.lacks) for draft in found.drafts if draft.id == item_id]):
        raise click.BadParameter(f"'{item_id}' is a draft that lacks {lacks[0]}", param_hint="ITEM")
    if item is None:
        close = get_close_matches(item_id, [item.id for item in found.items], 3)
        hint = f"did you mean {' or '.join(close)}?" if close else "`nasec-study list` prints the ids"
        raise click.BadParameter(f"there is no item '{item_id}' ({hint})", param_hint="ITEM")
    if not _refers_to_what_is_there(found, item):
        from nasec_study.examination import examine

        raise StudyError(*errors_of(examine(course).problems))
    click.echo(shown(Job(found, environment(course)), item, read_ledger(course)))


def _refers_to_what_is_there(course: "Course", item: "Item") -> bool:
    """Tell whether an item's citations and its picture can be shown; in a course with errors they may be missing."""
    cited = [(course.reading(citation.reading), citation.section) for citation in item.sources]
    return all(reading and reading.section(section) for reading, section in cited) and (
        item.type != "picture" or course.picture(item.picture) is not None
    )
