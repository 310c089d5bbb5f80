"""JSON Schemas of a course's files, by which an editor completes, explains and checks them.

They allow what `read_course` takes: an editor's YAML makes numbers of `1957` and booleans of `true`, where we read the
text that stands there, and an optional value may be empty. An item is judged by the keys of its own kind alone.
"""

from typing import Any

from nasec_study import __version__
from nasec_study.course.model import ITEM_TYPES
from nasec_study.course.model.files import FILES
from nasec_study.course.vocabulary import FileKind

Schema = dict[str, Any]

# Stands in each of them: by it one that an older version wrote is known.
VERSION = f"nasec-study {__version__}"
_DRAFT = "http://json-schema.org/draft-07/schema#"
_NULL = {"type": "null"}
_WHOLE_NUMBER = "^-?[0-9]+$"


def json_schema(name: FileKind) -> Schema:
    """Return the JSON Schema of a kind of file."""
    made = FILES[name].model_json_schema(mode="validation")
    if name == "items":
        made["properties"]["items"]["items"] = _item(made["$defs"])
    return {
        "$schema": _DRAFT,
        "$comment": VERSION,
        **_object(made),
        "$defs": {key: _object(part) for key, part in made["$defs"].items()},
    }


def _item(definitions: Schema) -> Schema:
    """Return the schema of an item, whose `type` tells which keys it has."""
    names = {kind: model.__name__ for kind, model in ITEM_TYPES.items()}
    kinds = [definitions[name]["description"].rstrip(".") for name in names.values()]
    return {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "type": {
                "description": "Kind of item; it tells which other keys the item has.",
                "enum": list(names),
                "markdownEnumDescriptions": kinds,
            }
        },
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{name}"},
            }
            for kind, name in names.items()
        ],
    }


def _object(schema: Schema) -> Schema:
    """Return the schema of a mapping as editors should have it."""
    needed = schema.get("required", ())
    properties = {key: _value(part, is_optional=key not in needed) for key, part in schema["properties"].items()}
    kept = {key: part for key, part in schema.items() if key not in {"title", "$defs"}}
    return {**kept, "properties": properties}


def _value(schema: Schema, *, is_optional: bool = False) -> Schema:
    """Return the schema of a value, which may be empty where it is optional."""
    if "allOf" in schema or "if" in schema:
        return schema
    alternatives = [part for part in schema.get("anyOf", ()) if part != _NULL]
    is_optional |= len(alternatives) < len(schema.get("anyOf", ()))
    kept = {key: part for key, part in schema.items() if key not in {"anyOf", "title", "default"}}
    if schema.get("default"):
        kept |= {"default": schema["default"]} if isinstance(schema["default"], str | int) else {}
    if len(alternatives) == 1:
        kept |= {key: part for key, part in alternatives[0].items() if key != "title"}
    elif alternatives:
        # A decimal number, which pydantic takes as a number or as a text.
        kept |= {"type": ["number", "string"]}
    return _widened(kept, [_NULL["type"]] if is_optional else [])


def _widened(schema: Schema, more: list[str]) -> Schema:
    """Return the schema of a value that also takes what an editor's YAML makes of it, and `more` types."""
    made = dict(schema)
    kind = made.get("type")
    if "const" in made:
        made.pop("default", None)
    elif "enum" in made:
        made.pop("type", None)
        truths = [word == "true" for word in made["enum"] if word in {"true", "false"}]
        made["enum"] = [*made["enum"], *truths, *([None] if more else [])]
    elif "$ref" in made and more:
        made["anyOf"] = [{"$ref": made.pop("$ref")}, _NULL]
    elif kind == "string":
        made["type"] = ["string", "number", "boolean", *more]
    elif kind == "integer":
        made |= {"type": ["integer", "string", *more], "pattern": _WHOLE_NUMBER}
    elif kind:
        made["type"] = [*([kind] if isinstance(kind, str) else kind), *more]
    for key in ("items", "additionalProperties"):
        if isinstance(made.get(key), dict):
            made[key] = _value(made[key])
    return made
