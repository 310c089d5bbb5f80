"""What an item of QTI 1.2 consists of, as Canvas, Blackboard, Brightspace and Respondus write it."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import takewhile

from nasec_study.importers.shared.numbers import FULL, earned
from nasec_study.importers.shared.xml import Element, attribute, child, children, inner_html, inside, tag, text

RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")
# By this, ILIAS calls how far a step to order is indented.
_DEPTH = "answerdepth"
# How Blackboard says True and False where it shows Yes and No, or Agree and Disagree.
_JUDGED = re.compile(r"\A\s*(?:yes_no|agree_disagree|right_wrong|true_false)\.(true|false)\s*\Z")
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


def points_in_group(item: Element) -> str:
    """Return what each question of a group earns, from which Canvas draws some, whatever they earn by themselves."""
    group = next((one for one in item.iterancestors() if tag(one) == "section"), None)
    told = () if group is None else children(group, "selection_ordering")
    return next((text(one).strip() for ordering in told for one in inside(ordering, "points_per_item")), "")


def names_of(response: Element) -> frozenset[str]:
    """Return the names by which conditions call a response: Brightspace calls it by that of its only label.

    ILIAS never looks at the name, so what is written for it may call the only response by any.
    """
    names = {attribute(response, "ident") or attribute(response, "respident")}
    labels = {attribute(label, "ident") for label in inside(response, "response_label")}
    if tag(response) in {"response_str", "response_num"}:
        return frozenset((names | labels) - {""})
    item = next((above for above in response.iterancestors() if tag(above) == "item"), response)
    tested = {attribute(one, "respident") for one in inside(item, "varequal")}
    is_alone = len([*inside(item, *RESPONSES)]) == 1
    return frozenset((names | (tested - labels if is_alone and names.isdisjoint(tested) else set())) - {""})


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


def says_right(condition: Element) -> bool:
    """Tell whether a condition is called right, or shows the feedback of right answers, whatever it earns."""
    said = [attribute(one, "linkrefid") for one in children(condition, "displayfeedback")]
    return not {attribute(condition, "title").lower(), *map(str.lower, said)}.isdisjoint({"correct", "right"})


def named_in(element: Element, *tests: str) -> Iterator[Element]:
    """Yield the tests of some names (of equality, if none is given) in a condition, but not what it excludes."""
    found = inside(element, *(tests or ("varequal",)))
    return (one for one in found if all(tag(above) != "not" for above in one.iterancestors()))


def wants_several(condition: Element) -> bool:
    """Tell whether a condition gives points for several values of a response together."""
    return points_of(condition) > 0 and any(len([*named_in(one)]) > 1 for one in inside(condition, "and"))


def grouped(response: Element, conditions: Sequence[Element]) -> dict[str, str]:
    """Return the labels that belong to a group of others, each with the one that earns points with it; '' for none."""
    premises = [attribute(one, "ident") for one in inside(response, "response_label") if one.get("match_group")]
    matched = dict.fromkeys(premises, "")
    for condition in conditions:
        for equal in inside(condition, "varsubset", "varequal") if points_of(condition) > 0 else ():
            # Sakai calls a premise as a response, ILIAS beside what it belongs to.
            named = {name.strip() for name in text(equal).split(",")} | {attribute(equal, "respident")} & {*premises}
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
    return "".join(" ".join(materials(one)) for one in blocks or [presentation])


def with_blank(presentation: Element, responses: Sequence[Element]) -> str:
    """Return the text of a question as HTML, with a blank for its only response if more text follows that."""
    if len(responses) != 1 or any(attribute(one, "class") == "QUESTION_BLOCK" for one in inside(presentation, "flow")):
        return asked(presentation)
    before, _, behind = with_marks(presentation, {responses[0]: "\0"}).partition("\0")
    if not re.search(r"\w", untagged(behind)):
        return f"{before}{behind}"
    return f"{before}_____{behind}"


def with_marks(element: Element, marks: dict[Element, str]) -> str:
    """Return the material in an element as HTML, with marks in the places of its responses."""
    parts: list[str] = []
    for one in element:
        before = one.getprevious()
        if one in marks:
            parts.append(marks[one])
        elif tag(one) == "material":
            parts.append(f" {html_of(one)}" if before is not None and tag(before) == "material" else html_of(one))
        elif tag(one) in _FLOWS:
            parts.append(with_marks(one, marks))
    return "".join(parts)


def html_of(element: Element) -> str:
    """Return the texts and pictures of some material as HTML."""
    parts: list[str] = []
    for one in element.iter():
        name, label = tag(one), attribute(one, "label")
        if name in {"mattext", "mat_formattedtext"} and label != _DEPTH:
            said = f"{attribute(one, 'texttype')}{attribute(one, 'type')}".lower()
            is_html = "html" in said or len(one) > 0
            content = inner_html(one) if len(one) else text(one)
            parts.append(content if is_html else escape(content, quote=False))
        elif name == "matimage" and (address := _address(one)):
            # The text before it may show it already, by its label.
            shown = [part.replace(f'src="{label}"', f'src="{escape(address)}"') for part in parts]
            more = [f' <img src="{escape(address)}" alt="{escape(label)}">'] if shown == parts else []
            parts = [*shown, *more]
    return "".join(parts)


def label_html(label: Element) -> str:
    """Return what an option shows as HTML, Blackboard's words for those of a statement as True and False."""
    return _JUDGED.sub(r"\1", html_of(label))


def _address(picture: Element) -> str:
    """Return the address of a picture, or its content as one if it is embedded; '' where there is neither."""
    if attribute(picture, "embedded") == "base64" and text(picture).strip():
        kind = attribute(picture, "imagtype") or "image/png"
        return f"data:{kind};base64,{''.join(text(picture).split())}"
    return attribute(picture, "uri")


def untagged(html: str) -> str:
    """Return HTML without its tags."""
    return re.sub(r"<[^<>]+>", "", html).strip()
