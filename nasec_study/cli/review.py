"""nasec-study review."""

import sys
from typing import TYPE_CHECKING, Any, get_origin

import click

from nasec_study.cli._options import colored, course_option, texts_option
from nasec_study.course.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nasec_study.course.model import Course, Draft
    from nasec_study.course.readings import ReadingTexts

ACCEPT, LEAVE, STOP = "accept", "leave", "stop"


@click.command()
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@course_option
@texts_option
@click.option("--initials", "-i", default="", metavar="AB", help="The reviewer's initials, written into each item.")
def review(items: tuple[str, ...], course: "Path", texts: "Path | None", initials: str) -> None:
    """Go through the drafts, one by one.

    Shows each draft as a student will see it and asks for what is missing; the Tab key completes levels, readings
    and sections. `accept` writes the answers into its file, leaving everything else as it is, and makes the draft
    an item; `leave` keeps it a draft. ITEM is a draft's id; without one, all drafts are shown.

    \b
    Examples:
      nasec-study review --initials MK
      nasec-study review grants-tomb
    """
    from nasec_study.authoring import accept, readable
    from nasec_study.course.texts import read_texts
    from nasec_study.foundation.problems import StudyError, counted

    found = readable(course)
    drafts = [draft for draft in found.drafts if not items or draft.id in items]
    if unknown := {*items} - {draft.id for draft in drafts}:
        raise click.BadParameter(f"there is no draft '{min(unknown)}'", param_hint="ITEM")
    known, _ = read_texts(found, texts)
    accepted = 0
    for number, draft in enumerate(drafts, start=1):
        click.echo(f"\n{number} of {len(drafts)}: {found.place(draft).where('id')}\n")
        click.echo(_shown(found, draft))
        click.echo(f"\nMissing: {', '.join(draft.lacks)}." if draft.lacks else "\nNothing is missing.")
        word = _choose("accept, leave or stop", (ACCEPT, LEAVE, STOP), ACCEPT)
        if word == STOP:
            break
        if word == LEAVE:
            continue
        try:
            click.echo(f"written: {accept(course, draft, _answers(found, draft, known), initials)}")
            accepted += 1
        except StudyError as error:
            click.echo(colored(str(error), "red"), err=True)
    click.echo(f"{counted(accepted, 'draft')} accepted, {len(found.drafts) - accepted} left", err=True)


def _shown(course: "Course", draft: "Draft") -> str:
    """Return a draft as a student will see it, or, where it cannot be shown yet, as it is written."""
    from nasec_study.course.writing import mapping_lines

    if draft.item is None:
        return "\n".join(mapping_lines(draft.node, 2))
    from dataclasses import replace

    from nasec_study.history.ledger import Ledger
    from nasec_study.rendering.templating import environment
    from nasec_study.targets._contract import Job
    from nasec_study.targets.terminal.item import shown

    whole = replace(course, items=(*course.items, draft.item))
    return shown(Job(whole, environment(course.folder)), draft.item, Ledger({}))


def _answers(course: "Course", draft: "Draft", texts: "ReadingTexts") -> "dict[str, Any]":
    """Ask for what a draft lacks, and return the keys to write."""
    answers: dict[str, Any] = {}
    for lack in draft.lacks:
        match lack:
            case "level":
                answers["level"] = _choose("Level", LEVELS)
            case "a citation" | "a reading and section to quote":
                answers |= _citation(course, draft, texts, asks_quote=lack == "a citation")
            case "'rubric'" | "1 'rubric'":
                answers["rubric"] = _rubric()
            case _ if lack.endswith("'distractors'"):
                there = draft.node.get("distractors")
                fewest = int(lack.partition(" ")[0]) + len(there or ()) if lack[0].isdigit() else 2
                answers["distractors"] = _distractors(there, fewest)
            case _ if _is_text(draft.type, lack.strip("'")):
                answers[lack.strip("'")] = click.prompt(lack.strip("'").capitalize())
            case _:
                click.echo(f"{lack}: add it in the file")
    return answers


def _is_text(kind: str, key: str) -> bool:
    """Tell whether a key of a kind of item holds one value, so that it can be asked for."""
    from nasec_study.course.model import ITEM_TYPES

    return key in (known := ITEM_TYPES[kind].model_fields) and get_origin(known[key].annotation) is not tuple


def _citation(course: "Course", draft: "Draft", texts: "ReadingTexts", *, asks_quote: bool) -> "dict[str, Any]":
    """Ask where an item's answer stands; a quote that is not there is asked for again, where the text is at hand."""
    from nasec_study.foundation.problems import Problem, StudyError

    readings = {reading.id: reading for reading in course.readings}
    if not readings:
        hint = "begin one with `nasec-study draft TEXT`, or write `readings: none` into course.yaml"
        raise StudyError(
            Problem("E622", course.place(draft).where(), f"draft '{draft.id}': there is no reading to cite", hint)
        )
    made: dict[str, Any] = {}
    name = str(draft.node.get("reading") or "")
    if name not in readings:
        name = made["reading"] = _choose("Reading", tuple(readings))
    section, known = str(draft.node.get("section") or ""), tuple(part.id for part in readings[name].outline)
    if section not in known:
        section = made["section"] = _choose("Section", known)
    while asks_quote:
        quote = click.prompt("Quote (at most eight words)")
        made["quote"] = quote
        text = texts.get(name)
        if text is None or text.find(section, quote):
            break
        elsewhere = text.sections_with(quote)
        click.echo(f"it is in section '{elsewhere[0]}'" if elsewhere else f"it is not in section '{section}'")
        if not click.confirm("Write another quote?", default=True):
            break
    return made


def _distractors(written: Any, least: int) -> "list[Any]":
    """Ask for wrong options, behind those that are written, until there are enough."""
    given = [*written] if isinstance(written, list) else []
    while len(given) < least:
        text = click.prompt(f"Distractor {len(given) + 1}")
        why = click.prompt("Why is it wrong", default="", show_default=False)
        given.append({"text": text, **({"why": why} if why else {})})
    return given


def _rubric() -> "list[Any]":
    """Ask for the rows of a rubric; an empty one ends it."""
    rows: list[Any] = []
    while criterion := click.prompt("What earns points", default="" if rows else None, show_default=False):
        rows.append({"criterion": criterion, "points": f"{click.prompt('Points', type=float):g}"})
    return rows


def _choose(words: str, known: "Sequence[str]", default: str | None = None) -> str:
    """Ask for one of several words; the beginning of one is enough, and on a terminal the Tab key completes it."""
    if sys.stdin.isatty():
        _complete(known)
    while True:
        given = str(click.prompt(f"{words}", default=default)).strip()
        found = [word for word in known if word == given] or [word for word in known if word.startswith(given)]
        if len(found) == 1:
            return found[0]
        click.echo(f"one of {', '.join(found or known)}")


def _complete(known: "Sequence[str]") -> None:
    """Let the Tab key complete words, where Python was built with readline."""
    try:
        import readline  # there is none on Windows
    except ImportError:
        return

    def complete(text: str, state: int) -> str | None:
        found = [word for word in known if word.startswith(text)]
        return found[state] if state < len(found) else None

    readline.set_completer_delims(" ")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
