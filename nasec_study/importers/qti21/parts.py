"""What an item of QTI 2 declares and shows."""

from collections.abc import Mapping

from nasec_study.foundation.problems import StudyError
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import (
    Element,
    attribute,
    child,
    children,
    inner_html,
    inside,
    parsed,
    root_of,
    text,
)

ON_PICTURES = (
    *("hotspotInteraction", "selectPointInteraction", "positionObjectInteraction"),
    *("graphicGapMatchInteraction", "graphicOrderInteraction", "graphicAssociateInteraction"),
)
INTERACTIONS = (
    *("choiceInteraction", "orderInteraction", "matchInteraction", "associateInteraction", "extendedTextInteraction"),
    *("textEntryInteraction", "inlineChoiceInteraction", "gapMatchInteraction", "uploadInteraction"),
    *("sliderInteraction", "hottextInteraction", "mediaInteraction", "drawingInteraction", "customInteraction"),
    *("endAttemptInteraction", *ON_PICTURES),
)
_NOT_SHOWN = frozenset({"feedbackBlock", "feedbackInline", "prompt", *INTERACTIONS})


def most_points(item: Element) -> str:
    """Return the points of an item, where it declares them."""
    declared = {attribute(one, "identifier"): one for one in children(item, "outcomeDeclaration")}
    if "MAXSCORE" in declared:
        return text(child(declared["MAXSCORE"], "defaultValue", "value")).strip()
    return attribute(declared["SCORE"], "normalMaximum") if "SCORE" in declared else ""


def without(element: Element, marks: Mapping[Element, str]) -> str:
    """Return what is in an element as HTML, with marks in the place of some parts, and no instructions to markers."""
    return inner_html(element, marks, _NOT_SHOWN)


def model_answer(body: Element) -> str:
    """Take what is written for those who mark, or for no student, out of a body; return the former as HTML."""
    for_markers = []
    for block in [*inside(body, "rubricBlock")]:
        readers = attribute(block, "view").split()
        if "scorer" in readers and "candidate" not in readers:
            for_markers.append(inner_html(block))
        if readers and "candidate" not in readers:
            _replace(block, "div")
    return "".join(for_markers)


def show_what_is_linked(item: Element, body: Element, texts: Texts) -> None:
    """Put the pictures and texts into an item to which it links as to objects, and the passage that it shares."""
    for one in [*inside(item, "object")]:
        if attribute(one, "type").startswith("image/"):
            picture = {"src": attribute(one, "data"), "alt": text(one).strip()}
            _replace(one, "img")
            one.attrib.update(picture)
        elif attribute(one, "type") == "text/html":
            address = attribute(one, "data")
            _replace(one, "div", _passage(texts, address))
    for number, one in enumerate(children(item, "assessmentStimulusRef")):
        body.insert(number, body.makeelement("div"))
        _replace(body[number], "div", _passage(texts, attribute(one, "href")))


def _passage(texts: Texts, address: str) -> Element | None:
    """Return the element that holds a text of another file; None, and a note, where it cannot come along."""
    content = texts.fetch(address)
    if content is None:
        texts.miss(f"the text {address}, which is not in the file")
        return None
    try:
        root = root_of(content, address)
    except StudyError:
        root = parsed(content.decode(errors="replace"))
    return next(inside(root, "body", "stimulusBody"), root)


def _replace(element: Element, name: str, passage: Element | None = None) -> None:
    """Make another of an element, in the place where it is: of some name, and with the content of a passage."""
    tail = element.tail
    element.clear()
    element.tag, element.tail = name, tail
    if passage is not None:
        element.text = passage.text
        element.extend([*passage])
