"""What an item of QTI 2 declares and shows."""

from html import escape

from nasec_study.importers._xml import Element, attribute, child, children, tag, text

INTERACTIONS = (
    *("choiceInteraction", "orderInteraction", "matchInteraction", "associateInteraction", "extendedTextInteraction"),
    *("textEntryInteraction", "inlineChoiceInteraction", "gapMatchInteraction", "hotspotInteraction"),
    *("graphicGapMatchInteraction", "selectPointInteraction", "uploadInteraction", "sliderInteraction"),
    *("hottextInteraction", "mediaInteraction", "drawingInteraction", "customInteraction", "endAttemptInteraction"),
)


def most_points(item: Element) -> str:
    """Return the points of an item, where it declares them."""
    declared = {attribute(one, "identifier"): one for one in children(item, "outcomeDeclaration")}
    if "MAXSCORE" in declared:
        return text(child(declared["MAXSCORE"], "defaultValue", "value")).strip()
    return attribute(declared["SCORE"], "normalMaximum") if "SCORE" in declared else ""


def without(element: Element, marks: dict[Element, str]) -> str:
    """Return what is in an element as HTML, with marks in the place of some parts, and no instructions to markers."""
    parts = [escape(element.text or "", quote=False)]
    for one in element:
        name = tag(one)
        if one in marks:
            parts.append(marks[one])
        elif name not in {"rubricBlock", "feedbackBlock", "feedbackInline", "prompt", *INTERACTIONS}:
            given = "".join(f' {key.rpartition("}")[2]}="{escape(value)}"' for key, value in one.attrib.items())
            parts.append(f"<{name}{given}>{without(one, marks)}</{name}>")
        parts.append(escape(one.tail or "", quote=False))
    return "".join(parts)
