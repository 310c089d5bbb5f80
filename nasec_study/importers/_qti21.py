"""What an item of QTI 2 declares and shows."""

from collections.abc import Mapping

from nasec_study.importers._xml import Element, attribute, child, children, inner_html, text

INTERACTIONS = (
    *("choiceInteraction", "orderInteraction", "matchInteraction", "associateInteraction", "extendedTextInteraction"),
    *("textEntryInteraction", "inlineChoiceInteraction", "gapMatchInteraction", "hotspotInteraction"),
    *("graphicGapMatchInteraction", "selectPointInteraction", "uploadInteraction", "sliderInteraction"),
    *("hottextInteraction", "mediaInteraction", "drawingInteraction", "customInteraction", "endAttemptInteraction"),
)
_NOT_SHOWN = frozenset({"rubricBlock", "feedbackBlock", "feedbackInline", "prompt", *INTERACTIONS})


def most_points(item: Element) -> str:
    """Return the points of an item, where it declares them."""
    declared = {attribute(one, "identifier"): one for one in children(item, "outcomeDeclaration")}
    if "MAXSCORE" in declared:
        return text(child(declared["MAXSCORE"], "defaultValue", "value")).strip()
    return attribute(declared["SCORE"], "normalMaximum") if "SCORE" in declared else ""


def without(element: Element, marks: Mapping[Element, str]) -> str:
    """Return what is in an element as HTML, with marks in the place of some parts, and no instructions to markers."""
    return inner_html(element, marks, _NOT_SHOWN)
