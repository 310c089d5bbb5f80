"""The problems of banks and items that lack what all have: a list, a type, a level."""

from collections.abc import Mapping, Sequence

from pydantic_core import ErrorDetails

from nasec_study.course.marks import Source
from nasec_study.course.model.base import ContentError
from nasec_study.course.vocabulary import KINDS, LEVELS
from nasec_study.course.wording.faults import noun_of
from nasec_study.course.wording.names import one_of
from nasec_study.course.wording.newcomers import TYPE, kind_meant
from nasec_study.foundation.problems import Problem, brief

# By these an item says on what it is based, and how high it aims.
_BASIS = frozenset({"level", "source", "reading", "section", "quote", "citations"})


def no_kind(source: Source, subject: str, node: Mapping[str, object]) -> Problem:
    """Return the problem of an item whose type is missing or unknown; the rest of it cannot be told."""
    given = node.get("type")
    other = next((key for key in node if key in TYPE), "")
    if not given and other and isinstance(node[other], str):
        ours = kind_meant(str(node[other])) or str(node[other])
        return Problem("E122", source.key_where(other), f"{subject}: unknown key '{other}'", f"write `type: {ours}`")
    if isinstance(given, list | dict):
        what = f"{subject}: 'type' must be one value, not {noun_of(given)}"
        given = given[0] if isinstance(given, list) and given else ""
    else:
        is_unknown = isinstance(given, str) and given
        what = f"{subject} has the unknown type '{brief(str(given))}'" if is_unknown else f"{subject} has no 'type'"
    meant = str(given) if given in KINDS else kind_meant(str(given))
    hint = f"write `type: {meant}`" if meant else one_of(str(given), KINDS)
    return Problem("E123", source.where("type"), what, hint)


def no_level(source: Source, subject: str, *, is_empty: bool) -> Problem:
    """Return the problem of an item that rests on a reading and says nothing of its level."""
    hint = one_of("", LEVELS)
    if is_empty:
        return Problem("E120", source.where("level"), f"{subject}: 'level' is empty", hint)
    return Problem("E121", source.where(), f"{subject} has no 'level'", hint)


def rest_on_nothing(entries: Sequence[object], defaults: Mapping[str, object]) -> bool:
    """Tell whether items of a file say neither a level nor a source, as those of a course without readings do."""
    said = [{**defaults, **entry} for entry in entries if isinstance(entry, dict)]
    return len(said) > 1 and all(one.get("state") != "draft" and _BASIS.isdisjoint(one) for one in said)


def no_source(source: Source) -> Problem:
    """Return the problem of a file of such items in a course that has readings."""
    hint = "write `source: author` above `items:` if they are based on no reading; else give each a level and a quote"
    return Problem("E121", source.key_where("items"), "the items of this file have no 'level' and no citation", hint)


def lack_of(fault: ErrorDetails) -> str:
    """Return what a draft lacks, in words, if a fault is only that something is missing; '' for another fault."""
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in fault["loc"])
    if fault["type"] == "missing" or (fault["input"] in ("", []) and fault["type"] != "extra_forbidden"):
        return f"'{name}'"
    if fault["type"] == "too_short":
        needed, there = fault["ctx"]["min_length"], fault["ctx"]["actual_length"]
        return f"{needed - there} more '{name}'" if there else f"{needed} '{name}'"
    error = fault.get("ctx", {}).get("error")
    return f"'{error.lacks}'" if isinstance(error, ContentError) and error.lacks else ""


def no_items(source: Source, *, is_list: bool) -> Problem:
    """Return the problem of a bank that is a list or a text."""
    if is_list:
        return Problem("E124", source.where(), "the file is a list", "write `items:` in a line above it")
    hint = "write `items:`, and below it `- id: …`; a table or another program's bank comes in by `nasec-study import`"
    return Problem("E124", source.where(), "the file is a text", hint)


def is_in_pieces(entries: Sequence[object]) -> bool:
    """Tell whether each key of an item was written as an entry of its own."""
    keys = [tuple(entry) for entry in entries if isinstance(entry, dict)]
    return len(keys) > 1 and len(keys) == len(entries) and all(len(own) == 1 for own in keys) and ("id",) in keys


def in_pieces(source: Source) -> Problem:
    """Return the problem of a bank in which each key begins an item."""
    hint = "write the hyphen only before `id:`, and the other keys of the item exactly below it"
    return Problem("E124", source.where(), "each line has a hyphen, which begins a new item", hint)
