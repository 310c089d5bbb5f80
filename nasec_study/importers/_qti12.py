"""What an item of QTI 1.2 consists of, as Canvas, Blackboard, Brightspace and Respondus write it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from nasec_study.importers._numbers import FULL, earned
from nasec_study.importers._xml import Element, attribute, child, children, inner_html, inside, tag, text

RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")
_FLOWS = frozenset({"flow", "flow_mat", "flow_label"})


def metadata_of(item: Element) -> dict[str, str]:
    """Return what is told of an item, by its name: in fields with labels, or, by Blackboard, in elements."""
    fields = {
        text(child(one, "fieldlabel")).strip(): text(child(one, "fieldentry")).strip()
        for one in inside(item, "qtimetadatafield", "qti_metadatafield")
    }
    about = child(item, "itemmetadata")
    own = {} if about is None else {tag(one): text(one).strip() for one in about if not len(one)}
    return {**own, **fields}


def collections_of(item: Element) -> tuple[str, ...]:
    """Return the names of the quiz or bank that an item is in, and of the parts of a bank."""
    above = [one for one in item.iterancestors() if tag(one) in {"assessment", "objectbank", "section"}]
    if above and tag(above[-1]) == "assessment":
        above = above[-1:]
    return tuple(name for name in map(_title, reversed(above)) if name)


def _title(above: Element) -> str:
    """Return what a quiz, a bank or a part of one is called: Canvas tells it of a bank in fields before its items."""
    before = takewhile(lambda part: tag(part) not in {"item", "section"}, above)
    told = (metadata_of(part).get("bank_title", "") for part in before)
    return attribute(above, "title").strip() or next(filter(None, told), "")


def names_of(response: Element) -> frozenset[str]:
    """Return the names by which conditions call a response: Brightspace calls it by that of its only label."""
    names = {attribute(response, "ident") or attribute(response, "respident")}
    if tag(response) in {"response_str", "response_num"}:
        names |= {attribute(label, "ident") for label in inside(response, "response_label")}
    return frozenset(names - {""})


def points_of(condition: Element) -> float:
    """Return what a condition earns, in percent or points; Blackboard says it by the feedback, or by `SCORE.max`."""
    scores = list(children(condition, "setvar"))
    if not scores:
        shown = {attribute(one, "linkrefid").lower() for one in children(condition, "displayfeedback")}
        return FULL if "correct" in shown else 0
    return max(_points(one) for one in scores)


def _points(score: Element) -> float:
    # Brightspace counts wrong choices beside right ones.
    name = attribute(score, "varname") or attribute(score, "variablename")
    if "incorrect" in name.lower() or attribute(score, "action") == "Subtract":
        return 0
    said = text(score).strip()
    return FULL if said.lower().endswith(".max") else earned(said)


def wants_several(condition: Element) -> bool:
    """Tell whether a condition gives points for several values of a response together."""
    if points_of(condition) <= 0:
        return False
    named = [
        [equal for equal in inside(one, "varequal") if tag(equal.getparent()) != "not"]
        for one in inside(condition, "and")
    ]
    return any(len(together) > 1 for together in named)


def grouped(response: Element, conditions: Sequence[Element]) -> dict[str, str]:
    """Return the labels that belong to a group of others, each with the one that earns points with it; '' for none."""
    premises = [attribute(one, "ident") for one in inside(response, "response_label") if one.get("match_group")]
    matched = dict.fromkeys(premises, "")
    for condition in conditions:
        for equal in inside(condition, "varsubset") if points_of(condition) > 0 else ():
            named = {name.strip() for name in text(equal).split(",")}
            matched |= {name: next(iter(named - {name}), "") for name in named & {*premises}}
    return matched


def materials(element: Element) -> Iterator[str]:
    """Yield the material in an element as HTML, that of its responses apart."""
    for one in element:
        name = tag(one)
        if name == "material":
            yield html_of(one)
        elif name in _FLOWS:
            yield from materials(one)


def asked(presentation: Element) -> str:
    """Return the text of a question as HTML; Blackboard tells it from that of its responses by a class."""
    blocks = [one for one in inside(presentation, "flow") if attribute(one, "class") == "QUESTION_BLOCK"]
    return "".join("".join(materials(one)) for one in blocks or [presentation])


def with_marks(element: Element, marks: dict[Element, str]) -> str:
    """Return the material in an element as HTML, with marks in the places of its responses."""
    parts: list[str] = []
    for one in element:
        if one in marks:
            parts.append(marks[one])
        elif tag(one) == "material":
            parts.append(html_of(one))
        elif tag(one) in _FLOWS:
            parts.append(with_marks(one, marks))
    return "".join(parts)


def html_of(element: Element) -> str:
    """Return the texts and pictures of some material as HTML."""
    from html import escape  # noqa: PLC0415 - only here

    parts: list[str] = []
    for one in element.iter():
        name = tag(one)
        if name in {"mattext", "mat_formattedtext"}:
            said = f"{attribute(one, 'texttype')}{attribute(one, 'type')}".lower()
            is_html = "html" in said or len(one) > 0
            content = inner_html(one) if len(one) else text(one)
            parts.append(content if is_html else escape(content, quote=False))
        elif name == "matimage" and attribute(one, "uri"):
            parts.append(f'<img src="{escape(attribute(one, "uri"))}" alt="{escape(attribute(one, "label"))}">')
    return "".join(parts)


def untagged(html: str) -> str:
    """Return HTML without its tags."""
    return re.sub(r"<[^>]+>", "", html).strip()
