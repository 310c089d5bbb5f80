"""The words for a fault that validation found: what is wrong and what would be right."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from nasec_study.course.marks import Source, Steps
from nasec_study.course.newcomers import key_meant, kind_meant
from nasec_study.course.vocabulary import KINDS, LEVELS
from nasec_study.course.writing import in_flow
from nasec_study.foundation.problems import Problem, brief

_MAPPING = ("{name} must be a mapping of keys to values, not {noun}", "such as 'id: ...'")
_LIST = ("{name} must be a list, not {noun}", "begin each entry with '- '")
_WHOLE_NUMBER = ("{name} is '{given}'", "a whole number in digits")
_NUMBER = ("{name} is '{given}'", "a number in digits, such as 49.1 or 6.022e23")
_FEWER_DIGITS = (
    "{name} is '{given}'",
    "at most 15 digits before the point and 15 behind it, or a power of ten as in 6.022e23",
)
_TRUTH = ("{name} is '{given}'", "true or false")

# By pydantic's names of errors: what is wrong, and what would be right.
_WORDS = {
    "string_type": ("{name} must be a text, not {noun}", "quote a text that holds ': ' or begins with [ or {{"),
    "string_too_short": ("{name} is empty", "write its text or delete the key"),
    "string_too_long": ("{name} is too long", "at most {max_length} characters"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "too_short": ("{name} has too few entries: {actual_length}", "at least {min_length}"),
    "too_long": ("{name} has too many entries: {actual_length}", "at most {max_length}"),
    "int_parsing": _WHOLE_NUMBER,
    "int_type": _WHOLE_NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "greater_than_equal": ("{name} is {given}", "at least {ge}"),
    "less_than_equal": ("{name} is {given}", "at most {le}"),
    "dict_type": _MAPPING,
    "int_parsing_size": _WHOLE_NUMBER,
    "finite_number": _NUMBER,
    "number_size": _FEWER_DIGITS,
    "points": ("{name} is '{given}'", "whole or half points, 0.5 to 1000"),
    "tolerance": ("{name} is '{given}'", "a number from 0 up, such as 0.5, or a percentage, such as 1%"),
}

PATTERNS = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "small letters, digits and single hyphens, such as 'threat-series'",
    r"^[1-9][0-9]{0,6}-[1-9][0-9]{0,6}$": "first and last line, such as 86-277",
    "^W[0-9]{3}$": "the code of an advisory rule, such as W401; `nasec-study rules` lists them",
    "^[a-z0-9-]+(/[a-z0-9-]+)?$": "a reading, or a section of one such as 'tides/two-bulges'",
    "^none$": "`none`, or a list of readings",
    "^[A-Z]$": "one capital letter",
    r"^[A-Za-z0-9-]{2,20}$": "2 to 20 letters, digits and hyphens",
    r"^[a-z]{2}(-[A-Z]{2})?$": "a language tag such as en, es or fr-CA",
    r"^media/[A-Za-z0-9._/-]+\.(mp3|ogg|m4a)$": (
        "a recording in media/ that ends in .mp3, .ogg or .m4a, such as media/casa.mp3; "
        "letters, digits, dots and hyphens only"
    ),
    r"^media/[A-Za-z0-9._/-]+\.(svg|png|jpg|jpeg|gif|webp)$": (
        "a picture in media/ that ends in .svg, .png, .jpg, .gif or .webp, such as media/heart.png; "
        "letters, digits, dots and hyphens only"
    ),
    r"^[\w.-]+$": "a plain file name, without folders",
}

_NOUNS = ((dict, "a mapping"), (list, "a list"), (str, "a text"))


def is_echo(fault: ErrorDetails) -> bool:
    """Tell whether a fault only repeats another: a list that is short because an entry of it is faulty."""
    return fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"]


def problem_of(fault: ErrorDetails, model: type[BaseModel], source: Source, subject: str) -> Problem:
    """Return the problem for one of pydantic's faults in the part of a file that stands at `source`."""
    inner = tuple(step for step in fault["loc"] if isinstance(step, int | str))
    name = ".".join(str(step + 1) if isinstance(step, int) else brief(step) for step in inner)
    place = source.where(*inner)
    if fault["type"] == "missing":
        field = _model_at(model, inner[:-1]).model_fields[str(inner[-1])]
        return Problem("E121", place, f"{subject} has no '{name}'", (field.description or "").rstrip("."))
    if fault["type"] == "extra_forbidden":
        hint = _unknown_key(str(inner[-1]), fault["input"], _model_at(model, inner[:-1]), is_inner=len(inner) > 1)
        return Problem("E122", source.key_where(*inner), f"{subject}: unknown key '{name}'", hint)
    message, hint = _words(fault, name, _model_at(model, inner))
    return Problem("E120", place, f"{subject}: {message}" if name else f"{subject} {message}", hint)


def without_consequences(faults: Sequence[ErrorDetails], kind: str) -> list[ErrorDetails]:
    """Return faults without those that only follow from another: one cause, one line.

    A key of ours is missing where another word stands for it; of entries that are all texts, the first tells enough.
    """
    meant: set[str] = set()
    seen: set[tuple[object, ...]] = set()
    kept = []
    repeated: set[object] = set()
    for fault in faults:
        if fault["type"] == "extra_forbidden" and len(fault["loc"]) == 1:
            wanted = key_meant(str(fault["loc"][0]), kind)[1]
            repeated |= {fault["loc"]} if wanted and meant.issuperset(wanted) else set()
            meant.update(wanted)
    for fault in faults:
        place = fault["loc"]
        if place in repeated:
            continue
        if fault["type"] == "missing" and len(place) == 1 and place[0] in meant:
            continue
        is_entry = fault["type"].startswith("model_") and len(place) > 1 and isinstance(place[-1], int)
        if is_entry and place[:-1] in seen:
            continue
        seen |= {place[:-1]} if is_entry else set()
        kept.append(fault)
    return kept


def _unknown_key(key: str, given: object, model: type[BaseModel], *, is_inner: bool) -> str:
    """Return what would be right in place of an unknown key."""
    known = tuple(model.model_fields)
    kind = str(next(iter(get_args(model.model_fields["type"].annotation)), "")) if "type" in known else ""
    if given == "" and is_inner and key not in known:
        return "if it belongs to the text before it: a comma ends a text in braces, so put that text in quotes"
    if kind and (meant := key_meant(key, kind)[0]):
        return meant
    return _suggestion(key, known) or f"known here: {', '.join(known)}"


def _entry_of(model: type[BaseModel] | None, given: str) -> str:
    """Return how an entry is written that was given as a text."""
    needed = [name for name, field in model.model_fields.items() if field.is_required()] if model else []
    if not needed:
        return "such as 'id: ...'"
    first, *rest = needed
    shown = f"{first}: {in_flow(brief(given))}"
    return f"write `- {shown}`" if not rest else f"write `- {{{', '.join([shown, *(f'{name}: …' for name in rest)])}}}`"


def _words(  # noqa: PLR0911 - a fault each
    fault: ErrorDetails, name: str, model: type[BaseModel] | None = None
) -> tuple[str, str]:
    """Return what is wrong and what would be right; `model` is that of the value."""
    context = fault.get("ctx", {})
    given = fault["input"]
    shown = brief(given) if isinstance(given, str) else given
    quoted = f"'{name}'" if name else ""
    match fault["type"]:
        case "value_error":
            message, _, hint = str(context["error"]).partition("|")
            return message, hint
        case "string_pattern_mismatch" if given:
            return f"{quoted} is '{shown}'", PATTERNS[context["pattern"]] + _as_id(str(given), context["pattern"], name)
        case "model_type" | "model_attributes_type" if isinstance(given, str) and given and "." in name:
            return f"{quoted} must be a mapping of keys to values, not a text", _entry_of(model, given)
        case "list_type" | "tuple_type" if isinstance(given, str) and given:
            key = name.rpartition(".")[2]
            return f"{quoted} must be a list, not a text", f"write `{key}: [{in_flow(brief(given))}]`"
        case "string_type" if isinstance(given, list):
            several = "; several right options are `type: multi` with `keys:`" if name == "key" else ""
            texts = ", ".join(str(part) for part in given if isinstance(part, str))
            key = name.rpartition(".")[2]
            brackets = "if its brackets belong to it, put it in quotes"
            return (
                f"{quoted} must be a text, not a list",
                f"one text: `{key}: {in_flow(brief(texts))}`; {brackets}{several}",
            )
        case "decimal_parsing" if (plain := str(given).replace(",", "").replace(" ", "")) != str(given) and (
            plain.replace(".", "", 1).isdigit()
        ):
            return f"{quoted} is '{shown}'", f"a number in digits, without signs between them: {plain}"
        case "decimal_parsing" if found := re.match(r"(-?[\d.]+)\s*(\D+)$", str(given)):
            return (
                f"{quoted} is '{shown}'",
                f'the figure and its unit apart: `value: {found[1]}`, `unit: "{found[2].strip()}"`',
            )
        case "literal_error" if given:
            allowed = tuple(str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", "))
            return f"{quoted} is '{shown}'", _suggestion(str(given), allowed) or f"one of {', '.join(allowed)}"
    if given == "" and fault["type"] not in {"string_too_short", "value_error"}:
        return f"{quoted} is empty", "write it, or delete the key"
    message, hint = _WORDS.get(fault["type"], ("{name}: {msg}", ""))
    noun = next((noun for kind, noun in _NOUNS if isinstance(given, kind)), "that")
    values = {"name": quoted, "given": shown, "noun": noun, "msg": fault["msg"], **context}
    return message.format(**values).strip(), hint.format(**values)


def _as_id(given: str, pattern: str, name: str) -> str:
    """Return how an id could be written that was given in another form."""
    slug = "-".join(re.findall(r"[a-z0-9]+", given.lower()))
    return (
        f"; write `{name.rpartition('.')[2]}: {slug}`"
        if pattern.startswith("^[a-z0-9]+(-") and slug and "." not in name
        else ""
    )


def no_kind(source: Source, subject: str, given: object) -> Problem:
    """Return the problem of an item whose type is missing or unknown; the rest of it cannot be told."""
    what = f"has the unknown type '{brief(given)}'" if isinstance(given, str) and given else "has no 'type'"
    meant = kind_meant(str(given))
    hint = f"write `type: {meant}`" if meant else _suggestion(str(given), KINDS) or f"one of {', '.join(KINDS)}"
    return Problem("E123", source.where("type"), f"{subject} {what}", hint)


def no_level(source: Source, subject: str, *, is_empty: bool) -> Problem:
    """Return the problem of an item that rests on a reading and says nothing of its level."""
    hint = f"one of {', '.join(LEVELS)}"
    if is_empty:
        return Problem("E120", source.where("level"), f"{subject}: 'level' is empty", hint)
    return Problem("E121", source.where(), f"{subject} has no 'level'", hint)


def no_citation(source: Source, subject: str, fault: str) -> Problem:
    """Return the problem of an item whose citation is missing or rests on nothing."""
    message, _, hint = fault.partition("|")
    return Problem("E120", source.where(), f"{subject} {message}", hint)


def lack_of(fault: ErrorDetails) -> str:
    """Return what a draft lacks, if a fault is no more than that: a key without its value, or a list too short."""
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in fault["loc"])
    if fault["type"] == "missing" or (fault["input"] in ("", []) and fault["type"] != "extra_forbidden"):
        return f"'{name}'"
    if fault["type"] == "too_short":
        return f"{fault['ctx']['min_length']} '{name}'"
    if fault["type"] == "value_error" and "has no correction" in str(fault["ctx"]["error"]):
        return "'correction'"
    return ""


def no_mapping(source: Source, subject: str) -> Problem:
    """Return the problem of an item that is a text or a list."""
    return Problem("E124", source.where(), f"{subject} must be a mapping of keys to values", "begin with '- id: ...'")


def _model_at(model: type[BaseModel], steps: Steps) -> type[BaseModel]:
    """Return the model of the value that `steps` lead to."""
    for step in steps:
        if isinstance(step, str) and step in model.model_fields:
            model = model_in(model.model_fields[step].annotation) or model
    return model


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the first model in a type: that of a value, or of the entries of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)


def _suggestion(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, 1)
    return f"did you mean '{close[0]}'?" if close else ""
