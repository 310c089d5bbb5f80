"""Entries, mappings and lists that were given as texts, and how to write them."""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from nasec_study.course.writing import in_flow
from nasec_study.foundation.problems import brief

# The lists whose entries newcomers write in forms of their own.
LISTED = frozenset({"distractors", "pairs", "steps", "rubric", "events"})
# What stands between the parts of an entry that is written in a line.
_BETWEEN = re.compile(r"\s*(?: = | -> | => | – | - | \| |→|: )\s*")
# What is measured with its unit, as people write it beside an axis: Time (h).
_WITH_UNIT = re.compile(r"(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]")


def required_keys(model: type[BaseModel]) -> list[str]:
    """Return the keys that a mapping of this model must have."""
    return [name for name, field in model.model_fields.items() if field.is_required()]


def entry_of(model: type[BaseModel], *given: str) -> str:
    """Return how an entry is written that was given as a text, or as several."""
    needed = required_keys(model)
    if not needed:
        return f"such as `{next(iter(model.model_fields))}: …`"
    if len(needed) == 1:
        return f"write `- {needed[0]}: {in_flow(brief(given[-1]))}`"
    first, *rest = given if len(given) > 1 else _BETWEEN.split(given[0], 1)
    values = [first, *rest[:1]]
    shown = [f"{name}: {in_flow(brief(value))}" for name, value in zip(needed, values, strict=False)]
    return f"write `- {{{', '.join([*shown, *(f'{name}: …' for name in needed[len(shown) :])])}}}`"


def entries_of(model: type[BaseModel], given: Sequence[str]) -> str:
    """Return how an entry is written that was given as a list: as one, or as one for each text if it holds only one."""
    needed = required_keys(model)
    if len(needed) != 1 or len(given) < 2:  # noqa: PLR2004 - a single text is no list
        return entry_of(model, *given)
    return (
        f"write {' and '.join(f'`- {needed[0]}: {in_flow(brief(text))}`' for text in given)}, each on a line of its own"
    )


def mapping_of(key: str, given: str, model: type[BaseModel]) -> str:
    """Return how the value of a key is written that was given as a text, such as `x: Time (h)`."""
    known = model.model_fields
    first, *others = required_keys(model) or [next(iter(known))]
    values = {first: given, **dict.fromkeys(others, "…")}
    if "unit" in known and (found := _WITH_UNIT.fullmatch(given)):
        values |= {first: found["name"], "unit": found["unit"]}
    inner = ", ".join(f"{name}: {in_flow(brief(value))}" for name, value in values.items())
    return f"write `{key}: {{{inner}}}`"


def list_of(key: str, given: str, model: type[BaseModel]) -> str:
    """Return how a list is written that was given as a text, its parts between commas."""
    parts = [part.strip() for part in given.split(",") if part.strip()]
    if key == "forms" and given in set("23456789"):
        parts = list("ABCDEFGHI"[: int(given)])
    if key == "forms" and (ends := re.fullmatch(r"([A-Z])\s*(?:-|–|to)\s*([A-Z])", given)) and ends[1] < ends[2]:
        parts = [chr(letter) for letter in range(ord(ends[1]), ord(ends[2]) + 1)]
    if key in LISTED and parts:
        return f"{entry_of(model, parts[0])} for each, in lines below"
    return f"write `{key}: [{', '.join(in_flow(brief(part)) for part in parts)}]`"
