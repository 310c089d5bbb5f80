"""The problem for a fault that pydantic found: what is wrong in an author's words, and what would be right."""

import re
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from nasec_study.course.files import PICTURES
from nasec_study.course.marks import Source, Steps
from nasec_study.course.model.base import CODE, FILE, IMAGE, LANGUAGE, LETTER, LINES, NONE, PLACE, RULE, SLUG, SOUND
from nasec_study.course.vocabulary import Difficulty
from nasec_study.course.wording.forms import LISTED, entries_of, entry_of, list_of, mapping_of
from nasec_study.course.wording.names import one_of, suggestion
from nasec_study.course.wording.newcomers import ITEMS, entry_key_meant, key_meant, options_in_stem, value_meant
from nasec_study.course.writing import in_flow
from nasec_study.foundation.characters import file_name, slug
from nasec_study.foundation.problems import Problem, brief

# A key as they are written; others are often the rest of a text.
_KEY = re.compile(r"[a-z][\w-]*")
# What would be right for a text that does not match one of them.
PATTERNS = {
    SLUG: "lowercase letters, digits and single hyphens, such as 'threat-series'",
    LINES: "first and last line, such as 86-277",
    RULE: "the code of an advisory rule, such as W401; `nasec-study rules` lists them",
    PLACE: "a reading, or a section of one such as 'tides/two-bulges'",
    NONE: "`none`, or a list of readings",
    LETTER: "one capital letter",
    CODE: "2 to 20 letters, digits and hyphens",
    LANGUAGE: "a language tag such as en, fr-CA or zh-Hant",
    SOUND: (
        "a recording in media/ that ends in .mp3, .ogg or .m4a, such as media/casa.mp3; "
        "letters from a to z, digits, dots and hyphens only, no spaces"
    ),
    IMAGE: (
        "a picture in media/ that ends in .svg, .png, .jpg, .gif or .webp, such as media/heart.png; "
        "letters from a to z, digits, dots and hyphens only, no spaces"
    ),
    FILE: "a plain file name, without folders",
}
_MAPPING = ("{name} must be a mapping of keys to values, not {noun}", "such as 'id: ...'")
_LIST = ("{name} must be a list, not {noun}", "begin each entry with '- '")
_WHOLE_NUMBER = ("{name} is '{given}'", "a whole number in digits")
_NUMBER = ("{name} is '{given}'", "a number in digits, such as 49.1 or 6.022e23")
_TRUTH = ("{name} is '{given}'", "true or false")

# By pydantic's names of errors: what is wrong, and what would be right.
_WORDS = {
    "string_type": ("{name} must be a text, not {noun}", "quote a text that contains ': ' or begins with [ or {{"),
    "string_too_short": ("{name} is empty", "write its text or delete the key"),
    "string_too_long": ("{name} is too long", "at most {max_length} characters"),
    **dict.fromkeys(("list_type", "tuple_type"), _LIST),
    **dict.fromkeys(("model_type", "model_attributes_type"), _MAPPING),
    "too_short": ("{name} has too few entries: {actual_length}", "at least {min_length}"),
    "too_long": ("{name} has too many entries: {actual_length}", "at most {max_length}"),
    **dict.fromkeys(("int_parsing", "int_type", "int_parsing_size"), _WHOLE_NUMBER),
    **dict.fromkeys(("decimal_parsing", "decimal_type", "finite_number"), _NUMBER),
    **dict.fromkeys(("bool_parsing", "bool_type"), _TRUTH),
    "greater_than_equal": ("{name} is {given}", "at least {ge}"),
    "less_than_equal": ("{name} is {given}", "at most {le}"),
    "number_size": (
        "{name} is '{given}'",
        "at most 15 digits before the point and 15 after it, or a power of ten as in 6.022e23",
    ),
    "dict_type": (_MAPPING[0], "give each a name: `{key}: {{name: …}}`"),
    "points": ("{name} is '{given}'", "whole or half points, 0.5 to 1000"),
    "reason": ("{name} is '{given}'", "say why in a few words, or leave the line out"),
    "tolerance": ("{name} is '{given}'", "a number from 0 up, such as 0.5, or a percentage, such as 1%"),
}

# How the mappings are written whose keys are an author's own.
_NAMING = {
    "accept": "name each gap by its answer: `accept: {answer: [other, another]}`",
    "forms": "name each form: `forms: {gender: …, plural: …}`",
    "waive": "name each rule, with the reason: `waive: {W441: …}`",
}

# What stands behind the steps to a value for its key.
_OF_KEY = ("[key]",)
_NOUNS = ((dict, "a mapping"), (list, "a list"), (str, "a text"))


def problem_of(fault: ErrorDetails, model: type[BaseModel], source: Source, subject: str) -> Problem:
    """Return the problem for one of pydantic's faults in the part of a file that stands at `source`."""
    inner = fault["loc"]
    place = source.where(*inner, *getattr(fault.get("ctx", {}).get("error"), "at", ()))
    if inner[-1:] == _OF_KEY:
        place = source.key_where(*inner[:-1])
    noun, thing = place.thing
    # A worksheet or a deck of the course, or an objective of a reading, has a name of its own.
    apart = 2 if thing and place.thing != source.where().thing else 0
    subject = f"{noun} '{thing}'" if apart else subject
    name = _name_of(inner[apart:])
    if fault["type"] == "missing":
        described = (_model_at(model, inner[:-1]).model_fields[str(inner[-1])].description or "").rstrip(".")
        hint = options_in_stem(name, fault["input"], kind_of(model)) or described[:1].lower() + described[1:]
        return Problem("E121", place, f"{subject} has no '{name}'", hint)
    if fault["type"] == "extra_forbidden":
        hint = _unknown_key(inner, fault["input"], _model_at(model, inner[:-1]))
        return Problem("E122", source.key_where(*inner), f"{subject}: unknown key '{name}'", hint)
    message, hint = words_of(fault, model, apart)
    if fault["input"] == "" and (null := source.null_at(*inner)):
        hint = f'in YAML, {null} means no value: as a text, write "{null}"'
    goes_on = not name or fault["type"] == "value_error"
    return Problem("E120", place, f"{subject} {message}" if goes_on else f"{subject}: {message}", hint)


def _name_of(steps: Steps) -> str:
    """Return the name of a value in a message: its keys and numbers, which count from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else brief(step) for step in steps)


def is_share(fault: ErrorDetails) -> bool:
    """Tell whether a fault is that of a share of an image: one of the numbers that say where a region is."""
    match fault["loc"]:
        case ("regions", int(), "rectangle" | "ellipse" | "polygon", _, *_):
            return True
    return False


def kind_of(model: type[BaseModel]) -> str:
    """Return which kind of item a model is of; '' for a model of something else."""
    field = model.model_fields.get("type")
    return next(iter(_choices_in(field.annotation)), "") if field else ""


def _unknown_key(  # noqa: PLR0911 - a cause each
    steps: Steps, given: object, model: type[BaseModel]
) -> str:
    """Return what would be right in place of an unknown key."""
    known, key = tuple(model.model_fields), str(steps[-1])
    kind = kind_of(model)
    if given == "" and key.isdigit() and "points" in known:
        return (
            "a comma ends a value in braces: put a text in quotes; "
            "in a figure, write a point before decimals, and nothing between thousands"
        )
    if given == "" and key not in known and (len(steps) > 1 or not _KEY.fullmatch(key)):
        return "if it belongs to the text before it: a comma ends a text in braces, so put that text in quotes"
    if key.lower() in known:
        return f"did you mean '{key.lower()}'?"
    if kind and (meant := key_meant(key, kind)[0]):
        return meant
    if "items" in known and key in ITEMS:
        return "write `items:`"
    filtered = model_in(model.model_fields["items"].annotation) if "items" in known and len(steps) > 1 else None
    if filtered and key in filtered.model_fields:
        return f"it belongs to the filter: write `items: {{{key}: …}}`"
    if ours := entry_key_meant(str(steps[0]), key) if len(steps) > 1 else "":
        return f"write `{ours}:`"
    if near := suggestion(key, known):
        return near
    if len(steps) > 1 and steps[0] in LISTED and isinstance(given, str):
        return entry_of(model, key, given)
    return f"known here: {', '.join(known)}"


def _allowed(given: str, name: str, allowed: tuple[str, ...]) -> str:
    """Return which of the allowed values was meant by another; or all of them."""
    if meant := value_meant(given, allowed) or (given.lower() if given.lower() in allowed else ""):
        return f"write `{f'{name}: ' if '.' not in name else ''}{meant}`"
    if name == "level" and given in get_args(Difficulty):
        return f"one of {', '.join(allowed)}; `difficulty: {given}` is another key"
    return one_of(given, allowed) if len(allowed) > 1 else f"write `{name}: {allowed[0]}`"


def words_of(  # noqa: C901, PLR0911 - a fault each
    fault: ErrorDetails, model: type[BaseModel], apart: int = 0
) -> tuple[str, str]:
    """Return what is wrong in a thing of this model, to be read after its name, and what would be right.

    Of the steps to the fault, so many stand `apart`: they lead to the thing. Keys that are missing or unknown have
    words of their own, in `problem_of`.
    """
    from nasec_study.course.figures import figure_meant  # noqa: PLC0415 - most courses hold no fault

    steps = fault["loc"][apart:]
    is_key = steps[-1:] == _OF_KEY
    name, inner = _name_of(steps[:-2] if is_key else steps), _model_at(model, fault["loc"])
    context = fault.get("ctx", {})
    given = fault["input"]
    shown = brief(given) if isinstance(given, str) else given
    quoted = f"'{name}'" if name else ""
    key = next((step for step in reversed(fault["loc"]) if isinstance(step, str)), "")
    allowed = _choices_in(inner.model_fields[key].annotation) if fault["type"] == "literal_error" else ()
    match fault["type"]:
        case "value_error":
            return str(context["error"]), context["error"].hint
        case "string_pattern_mismatch" if given:
            message = f"{quoted} has the key '{shown}'" if is_key else f"{quoted} is '{shown}'"
            return message, PATTERNS[context["pattern"]] + _as_id(str(given), context["pattern"], name)
        case "model_type" | "model_attributes_type" if hint := _as_mapping(given, name, inner):
            return f"{quoted} must be a mapping of keys to values, not {noun_of(given)}".strip(), hint
        case "less_than_equal" if is_share(fault):
            hint = "a fraction of the image from 0 to 1, not pixels; `nasec-study mark` finds it"
            return f"{quoted} is {shown}", hint
        case "list_type" | "tuple_type" if hint := _as_list(given, name, inner):
            return f"{quoted} must be a list, not {noun_of(given)}", hint
        case "dict_type" if name in _NAMING:
            return f"{quoted} must be a mapping of keys to values, not {noun_of(given)}", _NAMING[name]
        case "string_type" if isinstance(given, list) and name == "tolerance":
            return f"{quoted} must be one value, not a list", _WORDS["tolerance"][1]
        case "string_type" if isinstance(given, list):
            return f"{quoted} must be a text, not a list", _as_text(given, name)
        case "decimal_parsing" | "tolerance" if hint := figure_meant(str(given), name):
            return f"{quoted} is '{shown}'", hint
        case "literal_error" | "int_type" | "decimal_type" | "bool_type" if isinstance(given, list | dict):
            hint = _allowed("", name, allowed) if allowed else _WORDS[fault["type"]][1]
            return f"{quoted} must be one value, not {noun_of(given)}", hint
        case "literal_error" if given:
            return f"{quoted} is '{shown}'", _allowed(str(given), name, allowed)
    if given == "" and fault["type"] not in {"string_too_short", "value_error"}:
        return f"{quoted} is empty", "write it, or delete the key"
    message, hint = _WORDS.get(fault["type"], ("{name}: {msg}", ""))
    values = {"name": quoted, "key": name, "given": shown, "noun": noun_of(given), "msg": fault["msg"], **context}
    return message.format(**values).strip(), hint.format(**values)


def _as_mapping(given: object, name: str, model: type[BaseModel]) -> str:
    """Return how a mapping is written that was given as something else; '' if that is not clear. A file has no name."""
    if not name:
        return f"such as `{next(key for key, field in model.model_fields.items() if field.is_required())}: …`"
    if isinstance(given, str) and given:
        return entry_of(model, given) if "." in name else mapping_of(name, given, model)
    if not isinstance(given, list) or not _are_texts(given):
        return ""
    if re.search(r"sections\.\d+\.items$", name):
        return f"write `ids: [{', '.join(given)}]` to list items"
    return entries_of(model, given) if "." in name else ""


def _as_list(given: object, name: str, model: type[BaseModel]) -> str:
    """Return how a list is written that was given as a text or a mapping; '' if that is not clear."""
    if isinstance(given, str) and given:
        return list_of(name.rpartition(".")[2], given, model)
    if isinstance(given, dict) and name in LISTED:
        pair = next(iter(given.items()), ("", ""))
        return f"{entry_of(model, *pair) if _are_texts(pair) else _LIST[1]} for each"
    return ""


def _as_text(given: list[object], name: str) -> str:
    """Return how a text is written that was given as a list."""
    several = "; several right options are `type: multi` with `keys:`" if name == "key" else ""
    texts = ", ".join(part for part in given if isinstance(part, str))
    brackets = "if the brackets belong to it, put it in quotes"
    return f"write one text: `{name.rpartition('.')[2]}: {in_flow(brief(texts))}`; {brackets}{several}"


def noun_of(given: object) -> str:
    """Return what a value of YAML is called in a message."""
    return next((noun for kind, noun in _NOUNS if isinstance(given, kind)), "that")


def _as_id(given: str, pattern: str, name: str) -> str:
    """Return how an id could be written that was given in another form."""
    if name == "picture" and given.lower().endswith(PICTURES):
        wanted = slug(given.rpartition("/")[2].rpartition(".")[0]) or "heart"
        return f"; a file pictures/{wanted}.yaml gives the image this id, `id: {wanted}`, and names its regions"
    if pattern in {IMAGE, SOUND}:
        file = file_name(given)
        renamed = "" if given.endswith(file) else f"rename the file to {file}, and "
        return f"; {renamed}write `{name}: media/{file}`" if re.match(pattern, f"media/{file}") else ""
    wanted = slug(given)
    if not wanted or pattern != SLUG:
        return ""
    return f"; write `{f'{name}: ' if '.' not in name else ''}{wanted}`"


def _are_texts(parts: object) -> bool:
    return isinstance(parts, list | tuple) and bool(parts) and all(isinstance(part, str) and part for part in parts)


def _model_at(model: type[BaseModel], steps: Steps) -> type[BaseModel]:
    """Return the model of the value that `steps` lead to."""
    for step in steps:
        if isinstance(step, str) and step in model.model_fields:
            model = model_in(model.model_fields[step].annotation) or model
    return model


def _choices_in(annotation: Any) -> tuple[str, ...]:
    """Return the words among which a value of a type has to choose; none where it need not."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((found for part in get_args(annotation) if (found := _choices_in(part))), ())


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the first model in a type: that of a value, or of the entries of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)
