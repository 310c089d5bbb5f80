"""The notes of this program's own decks as the items that they were made from."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from nasec_study.importers.shared.bank import Fields, NoItem
from nasec_study.importers.shared.kinds import answered, below, matching_items, ordering_item
from nasec_study.importers.shared.numbers import numeric_item
from nasec_study.importers.shared.options import Option, options_item, true_false
from nasec_study.importers.shared.own import told_by_tags
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import Element, parsed

if TYPE_CHECKING:
    from nasec_study.course.marks import Node

# Returns a field's HTML, or a part of it, as Markdown.
Read = Callable[[str], str]

# Why a note with image occlusion makes no item.
HIDDEN_PARTS = "a picture with hidden parts: such regions cannot be imported yet"
# Fields that all of our notes have, and no others together.
_OURS = frozenset({"Stimulus", "Sources", "Spoken question", "Spoken answer", "Retired", "Id"})
_TAGS = frozenset({"reading", "section", "kind", "level", "importance", "topic", "retired"})


def is_own(fields: Mapping[str, str]) -> bool:
    """Tell whether a note with these fields is one of ours."""
    return fields.keys() >= _OURS


def own_tags(tags: Sequence[str]) -> Fields:
    """Return the keys that the tags of a note of ours fill; a student's own tags stay tags."""
    parts = [tag.split("::") for tag in tags]
    ours = [":".join(own[1:]) if len(own) > 1 and own[1] in _TAGS else "-".join(own) for own in parts]
    return told_by_tags([tag for tag in ours if tag != "retired"])[1]


def own_item(note: Mapping[str, str], texts: Texts, read: Read) -> Fields:
    """Return the item of a note of ours. Raises NoItem, also where its HTML is another than ours."""
    try:
        return _item(note, texts, read)
    except (IndexError, ValueError) as error:
        raise NoItem("its fields are not as this program writes them") from error


def _item(note: Mapping[str, str], texts: Texts, read: Read) -> Fields:
    made = _by_kind(note, texts, read)
    if note["Stimulus"]:
        made = below(texts, read(note["Stimulus"]), made)
    rationale = parsed(note.get("Rationale", ""))
    for forms in rationale.xpath("dl[@class='forms']"):
        made["forms"] = {read(name): read(form) for name, form in _named(forms)}
        rationale.remove(forms)
    for key, told in (("rationale", read(_inside(rationale))), ("retired", read(note["Retired"]))):
        made |= {key: told} if told else {}
    return made


def _by_kind(note: Mapping[str, str], texts: Texts, read: Read) -> Fields:  # noqa: C901, PLR0911 - a kind each
    match note:
        case {"Term": term, "Definition": definition}:
            return {"type": "term", "term": read(term), "definition": read(definition), **_typed(note, texts)}
        case {"Text": text}:
            return {"type": "cloze", "text": read(text)}
        case {"Statement": statement, "Answer": answer, "Correction": correction}:
            return true_false(read(statement), answer == "true", read(correction))
        case {"Stem": stem, "Answers": answers, "Reasons": reasons}:
            return options_item(texts, read(stem), list(_options(answers, reasons, read)))
        case {"Stem": stem, "Value": value, "Margin": margin, "Unit": unit}:
            return numeric_item(read(stem), value, margin, read(unit))
        case {"Stem": stem, "Pairs": pairs, "Responses": responses}:
            matched = [(read(premise), read(response)) for premise, response in _named(parsed(pairs))]
            return matching_items(texts, read(stem), matched, [read(_inside(one)) for one in parsed(responses)[0]])[0]
        case {"Stem": stem, "Ordered": ordered}:
            return _with_dates(ordered, read, ordering_item(read(stem), _parts(parsed(ordered), "text", read)))
        case {"Stem": stem, "Rubric": rubric, "Answer": answer}:
            rows = zip(*(_parts(parsed(rubric), name, read) for name in ("text", "points")), strict=True)
            listed: list[Node] = [{"criterion": criterion, "points": points} for criterion, points in rows]
            essay: Fields = {"type": "essay", "stem": read(stem), "rubric": listed}
            return essay | ({"answer": read(answer)} if answer else {})
        case {"Stem": stem, "Answer": answer}:
            return {"type": "question", "stem": read(stem), "answer": read(answer), **_typed(note, texts)}
        case {"Occlusion": _}:
            raise NoItem(HIDDEN_PARTS)
    raise NoItem("a dispute, which is no item")


def _typed(note: Mapping[str, str], texts: Texts) -> Fields:
    """Return whether an answer is typed, and what else is right then."""
    for span in parsed(note.get("Typed", "")).xpath("span[@data-rule and @data-accept]"):
        others = json.loads(span.get("data-accept"))
        known = answered([span.text_content(), *map(str, others if isinstance(others, list) else [])])
        accept: Fields = {"accept": [texts.plain(str(one)) for one in known["accept"]]} if "accept" in known else {}
        return {"typed": span.get("data-rule"), **accept}
    return {}


def _options(answers: str, reasons: str, read: Read) -> Iterator[Option]:
    """Yield the options of a note, with what is said of each."""
    said = {one.get("data-option"): one.find("dd") for one in parsed(reasons).iter("div") if one.get("data-option")}
    for option in parsed(answers).iter("li"):
        [text] = option.find_class("text")
        why = said.get(option.get("data-option"))
        yield Option(read(_inside(text)), option.get("class") == "right", "" if why is None else read(_inside(why)))


def _with_dates(ordered: str, read: Read, made: Fields) -> Fields:
    """Return steps with the dates that stand before them."""
    dates = ["".join(_parts(row, "date", read)) for row in parsed(ordered).iter("li")]
    for step, date in zip(made["steps"], dates, strict=True):
        if date and isinstance(step, dict):
            step["date"] = date
    return made


def _named(listed: Element) -> Iterator[tuple[str, str]]:
    """Yield the terms and definitions of a list, as HTML."""
    for row in listed.iter("dt"):
        [definition, *_] = row.itersiblings("dd")
        yield _inside(row), _inside(definition)


def _parts(element: Element, name: str, read: Read) -> list[str]:
    """Return the parts of a class."""
    return [read(_inside(one)) for one in element.find_class(name)]


def _inside(element: Element) -> str:
    """Return what is in an element, as HTML; it holds no sound, but may hold the signs for one."""
    from lxml.html import tostring  # noqa: PLC0415 - only where there is HTML

    children = "".join(tostring(child, encoding="unicode") for child in element)
    return f"{escape(element.text or '', quote=False)}{children}".replace("[sound:", "&#91;sound:")
