"""The tables of keys in the manual, as the model has them: key, whether it is needed, and what it holds."""

from collections.abc import Iterator, Sequence
from inspect import getdoc
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from nasec_study.course.model import ITEM_TYPES, BaseItem, Citation, Filter
from nasec_study.course.model.files import FILES
from nasec_study.course.schema import json_schema
from nasec_study.course.wording.faults import model_in

HEAD = ("key", "default", "what it holds")
NEEDED = "needed"

Row = tuple[str, ...]


def models_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models in a type, and those in their fields."""
    found = model_in(annotation)
    if get_args(annotation):
        for part in get_args(annotation):
            yield from models_of(part)
    elif found:
        yield found
        for field in found.model_fields.values():
            yield from models_of(field.annotation)


def every_model() -> set[type[BaseModel]]:
    """Return all parts of which the files of a course are made."""
    return {model for file in FILES.values() for model in models_of(file)} | {BaseItem, Citation, Filter}


def rows_of(model: type[BaseModel]) -> list[Row]:
    """Return the table of a model's keys; that of a kind of item without the keys that every item has."""
    fields = model.model_fields
    if model in ITEM_TYPES.values():
        shared = {*BaseItem.model_fields, "type"}
        return [row_of(key, field) for key, field in fields.items() if key not in shared]
    rows = [row_of(key, field) for key, field in fields.items()]
    if model is BaseItem:
        said = json_schema("items")["properties"]["items"]["items"]["properties"]["type"]["description"]
        rows.insert(1, ("`type`", NEEDED, said))
    return rows


def row_of(key: str, field: FieldInfo) -> Row:
    """Return the row of one key; a part that has no words of its own is described by its model."""
    inner = model_in(field.annotation)
    return f"`{key}`", default_of(field), field.description or (getdoc(inner) or "" if inner else "")


def default_of(field: FieldInfo) -> str:
    """Return what stands where the author writes nothing; an empty text where that is nothing, too."""
    if field.is_required():
        return NEEDED
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel) or value in ((), "", None, {}):
        return ""
    if isinstance(value, tuple):
        return f"`[{', '.join(map(str, value))}]`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def table_of(rows: Sequence[Row], head: Row = HEAD) -> str:
    """Return rows as a table in Markdown."""
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |").replace("|  |", "| |") for line in lines)
