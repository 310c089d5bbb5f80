"""What this program's own exports say of an item beside its question: kind, level, tags, and the order of feedback.

An export has one text to show after an answer. Answer, reasons, rationale and citation stand in it, in this order.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from nasec_study.course.vocabulary import DIFFICULTIES, IMPORTANCES, KINDS, LEVELS
from nasec_study.importers.shared.bank import Fields
from nasec_study.importers.shared.names import tagged
from nasec_study.rendering.locales import known_languages, translations
from nasec_study.rendering.markup import to_plain

if TYPE_CHECKING:
    from nasec_study.course.marks import Node

# The words above the definition of a term, in the language of the course.
_TERM_ASKED = ("Which term is this?", "Which term fits this definition?")
# The words that tell how far a figure may be off.
_WITHIN = "Right within ± %(tolerance)s"


def told_by_tags(tags: Sequence[str]) -> tuple[str, Fields]:
    """Return the kind that tags name, and the keys that they fill: level, importance, difficulty, free tags."""
    kind, made, free = "", Fields(), list[str]()
    for tag in tags:
        name, _, value = tag.partition(":")
        match name, value:
            case "kind", word if word in KINDS:
                kind = word
            case "level", word if word in LEVELS:
                made["level"] = word
            case "importance", word if word in IMPORTANCES:
                made |= {"importance": word} if word != "expected" else {}
            case "difficulty", word if word in DIFFICULTIES:
                made["difficulty"] = word
            case (("reading" | "section" | "sheet" | "objective"), _) if value:
                continue
            case _:
                free.append(value if name == "topic" else tag)
    return kind, made | tagged(free)


def reasons_told(fields: Fields) -> Fields:
    """Return an item whose distractors bear the reasons that its rationale lists, `option: reason`."""
    wrong = fields.get("distractors")
    if not isinstance(wrong, list) or not fields.get("rationale"):
        return fields
    reasons, rest = dict[str, str](), list[str]()
    for paragraph in str(fields["rationale"]).split("\n\n"):
        of = [str(one["text"]) for one in wrong if isinstance(one, dict) and paragraph.startswith(f"{one['text']}: ")]
        if of:
            reasons[of[0]] = paragraph[len(of[0]) + 2 :]
        else:
            rest.append(paragraph)
    if not reasons:
        return fields
    told: list[Node] = [
        {**one, "why": reasons[str(one["text"])]} if isinstance(one, dict) and str(one["text"]) in reasons else one
        for one in wrong
    ]
    return _with_rationale({**fields, "distractors": told}, "\n\n".join(rest))


def corrected(fields: Fields) -> Fields:
    """Return a false statement put right by the first paragraph of its rationale, where nothing else puts it right."""
    if fields.get("answer") != "false" or fields["type"] != "true-false" or fields.get("correction"):
        return fields
    correction, _, rest = str(fields.get("rationale", "")).partition("\n\n")
    return _with_rationale({**fields, "correction": correction}, rest) if correction else fields


def restored(fields: Fields, kind: str = "") -> Fields:
    """Return an item of an export of ours as it was, as far as that can be told; `kind` where the export names it."""
    feedback = _without_citation(str(fields.get("rationale", "")))
    made = _with_rationale(fields, feedback)
    match fields["type"]:
        case "ordering":
            return _with_dates(made)
        case "question" if "answer" in fields and (kind == "term" or (not kind and is_definition(fields))):
            paragraphs = str(fields["stem"]).split("\n\n")
            asked = next((place for place, one in enumerate(paragraphs) if one in _translated(*_TERM_ASKED)), 0)
            term: Fields = {
                "type": "term",
                "term": fields["answer"],
                "definition": "\n\n".join(paragraphs[asked + 1 :]),
            }
            # A remark behind a term need not be typed.
            bare = re.sub(r"\s*\([^()]*\)$", "", str(fields["answer"]))
            if accepted := [one for one in fields.get("accept", ()) if one != bare]:
                term["accept"] = accepted
            return _with_forms(_with_rationale(term, feedback))
        case "question" | "essay":
            return _with_answer(made, kind)
        case "numeric":
            told, _, rest = feedback.partition("\n\n")
            within = tuple(words.partition("%")[0] for words in _translated(_WITHIN))
            made = _with_rationale(fields, rest if told.startswith(within) else feedback)
            found = re.search(r"\n\n\((?P<unit>.+)\)$", str(fields["stem"]))
            return {**made, "stem": str(fields["stem"])[: found.start()], "unit": found["unit"]} if found else made
        case _:
            return made


def is_definition(fields: Fields) -> bool:
    """Tell whether an item of an export of ours asks for the term of a definition, by the words above that."""
    return not _translated(*_TERM_ASKED).isdisjoint(str(fields["stem"]).split("\n\n"))


@cache
def _translated(*words: str) -> frozenset[str]:
    """Return what some words of the program's own are in every language."""
    return frozenset(translations(language).gettext(one) for language in known_languages() for one in words)


def _with_rationale(fields: Fields, rationale: str) -> Fields:
    rest = {key: value for key, value in fields.items() if key != "rationale"}
    return {**rest, "rationale": rationale} if rationale else rest


def _without_citation(feedback: str) -> str:
    """Return feedback without its last paragraph, where that says where the answer stands."""
    paragraphs = feedback.split("\n\n")
    if re.fullmatch(r"\*(?!\*).*\*", paragraphs[-1], re.DOTALL):
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _with_answer(fields: Fields, kind: str) -> Fields:
    """Return a question that is answered in writing with the rubric and the answer that its texts begin with."""
    answer, feedback = str(fields.get("answer", "")), str(fields.get("rationale", ""))
    whole = answer or feedback
    table, _, rest = whole.partition("\n\n") if whole.startswith("|") else ("", "", whole)
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table.split("\n")[2:]]
    has_rubric = bool(rows) and all(re.fullmatch(r"\d+(?:\.5)?", row[-1]) for row in rows) and kind != "question"
    if not has_rubric:
        rest = whole
    if answer:
        behind = feedback.removeprefix(answer)
        told, _, after = feedback.partition("\n\n")
        if behind != feedback and behind[:2] in {"", "\n\n"}:
            feedback = behind.strip()
        elif to_plain(told) == to_plain(answer):
            # What is typed is plain; feedback shows it with its markup.
            rest, feedback = told, after
    else:
        rest, _, feedback = rest.partition("\n\n")
    rubric: list[Node] = [{"criterion": row[0].replace("\\|", "|"), "points": row[-1]} for row in rows]
    made: Fields = {"type": "essay" if has_rubric or kind == "essay" else "question", "stem": fields["stem"]}
    made |= {"rubric": rubric} if has_rubric else {}
    made |= {"answer": rest} if rest else {}
    kept = {key: value for key, value in fields.items() if key not in {*made, "answer", "rationale", "points"}}
    points = {"points": fields["points"]} if "points" in fields and not has_rubric else {}
    return _with_rationale({**made, **kept, **points}, feedback)


def _with_forms(fields: Fields) -> Fields:
    """Return a term with the forms that feedback lists, each by its name."""
    listed, rest = _listed(fields, "- ")
    forms = [entry.partition(": ") for entry in listed]
    if not forms or not all(form for _, _, form in forms):
        return fields
    return _with_rationale({**fields, "forms": {name: form for name, _, form in forms}}, rest)


def _with_dates(fields: Fields) -> Fields:
    """Return steps with the dates that feedback lists, each behind its step."""
    listed, rest = _listed(fields, "1. ")
    steps = fields["steps"]
    if not isinstance(steps, list) or len(listed) != len(steps):
        return fields
    dated: list[Node] = []
    for step, entry in zip(steps, listed, strict=True):
        text = str(step["text"]) if isinstance(step, dict) else str(step)
        has_date = entry.startswith(f"{text} (") and entry.endswith(")")
        dated.append({"text": text, **({"date": entry[len(text) + 2 : -1]} if has_date else {})})
    return _with_rationale({**fields, "steps": dated}, rest)


def _listed(fields: Fields, mark: str) -> tuple[list[str], str]:
    """Return the entries of the list with which feedback begins, whose first has this mark, and what is below it."""
    listed, _, rest = str(fields.get("rationale", "")).partition("\n\n")
    lines = listed.split("\n") if listed.startswith(mark) else []
    return [line.partition(" ")[2] for line in lines], rest
