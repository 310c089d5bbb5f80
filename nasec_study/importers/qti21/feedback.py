"""What an item of QTI 2 says behind an answer: of an option, of a right answer, of any, of a wrong one, on demand."""

from collections.abc import Collection, Iterator
from enum import Enum, auto

from nasec_study.importers.shared.names import OWN_NAME
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import Element, attribute, children, inner_html, inside, tag, text
from nasec_study.rendering.markup import to_plain


class When(Enum):
    """When feedback is shown."""

    ANY = auto()
    RIGHT = auto()
    WRONG = auto()
    OPTION = auto()
    ASKED = auto()


# What rules of many editors call an answer by in between, and feedback is called by itself.
_CALLED = {
    **dict.fromkeys(("correct", "right"), When.RIGHT),
    **dict.fromkeys(("incorrect", "wrong", "empty"), When.WRONG),
    "answered": When.ANY,
}
_RULES = ("responseIf", "responseElseIf", "responseElse")


def said_of_options(item: Element, interaction: Element, texts: Texts) -> dict[str, str]:
    """Return what is said of options as Markdown, by their identifiers."""
    said: dict[str, list[str]] = {}
    for one in (*inside(interaction, "feedbackInline", "feedbackBlock"), *children(item, "modalFeedback")):
        around = next((above for above in one.iterancestors() if tag(above) == "simpleChoice"), None)
        named_by_rule = _when(item, one)[1] if around is None else ""
        name = named_by_rule or attribute(one if around is None else around, "identifier")
        said.setdefault(name, []).append(texts.html(inner_html(one)))
    return {name: "\n\n".join(filter(None, parts)) for name, parts in said.items()}


def said_of_answers(item: Element, texts: Texts) -> list[str]:
    """Return what is said of any answer, or of a right one, as Markdown; note what else is said, but of options."""
    told = {When.WRONG: "feedback on wrong answers", When.ASKED: "a hint"}
    kept, left, options = dict[str, None](), list[str](), _options(item)
    for one in (*children(item, "modalFeedback"), *inside(item, "feedbackBlock")):
        if attribute(one, "identifier") in options or tag(one.getparent()) == "simpleChoice":
            continue
        when, _ = _when(item, one)
        said = texts.html(inner_html(one))
        if when in told:
            left.append(f"{told[when]}: {to_plain(said)[:60]}")
        elif when != When.OPTION:
            kept[said] = None
    for one_left in left:
        texts.leave(one_left)
    return [*filter(to_plain, kept)]


def _options(item: Element) -> set[str]:
    return {attribute(one, "identifier") for one in inside(item, "simpleChoice")}


def _when(item: Element, feedback: Element) -> tuple[When, str]:
    """Return when feedback is shown, by its names and by the rules that show it; for one option, with its name."""
    outcome, name = attribute(feedback, "outcomeIdentifier"), attribute(feedback, "identifier")
    if OWN_NAME.fullmatch(attribute(item, "identifier")) or "solution" in outcome.lower():
        return When.ANY, ""
    if "hint" in outcome.lower():
        return When.ASKED, ""
    if name.lower() in _CALLED:
        return _CALLED[name.lower()], ""
    options = _options(item)
    found = [_rule(rule, options) for rule in _rules(item, outcome, name)]
    if not found:
        return When.ANY, ""
    if len({*found}) == 1:
        return found[0]
    kinds = {when for when, _ in found}
    return (When.RIGHT if kinds & {When.ANY, When.RIGHT} else When.WRONG), ""


def _rules(item: Element, outcome: str, name: str) -> Iterator[Element]:
    """Yield the rules by which an outcome gets the name of some feedback."""
    for result in inside(item, "setOutcomeValue"):
        if attribute(result, "identifier") == outcome and any(text(one) == name for one in inside(result, "baseValue")):
            yield result.getparent()


def _rule(rule: Element, options: Collection[str]) -> tuple[When, str]:
    """Return for which answers a rule holds."""
    if tag(rule) not in _RULES:
        return When.ANY, ""
    if tag(rule) == "responseElse":
        before = {_test(one[0], options)[0] for one in rule.getparent() if len(one) and one is not rule}
        return (When.WRONG if before & {When.RIGHT, When.OPTION} else When.ANY), ""
    return _test(rule[0], options)


def _test(test: Element, options: Collection[str]) -> tuple[When, str]:
    """Return for which answers a test holds."""
    names = {tag(one) for one in test.iter()}
    words = [text(one).strip() for one in test.iter() if tag(one) == "baseValue"]
    variables = {attribute(one, "identifier") for one in test.iter() if tag(one) == "variable"}
    called = [_CALLED[word.lower()] for word in words if word.lower() in _CALLED]
    if called:
        return called[0], ""
    if "correct" in names or "MAXSCORE" in variables:
        return (When.WRONG if "not" in names else When.RIGHT), ""
    if "isNull" in names:
        return (When.ANY if "not" in names else When.WRONG), ""
    if len(named := [word for word in words if word in options]) == 1 and "not" not in names:
        return When.OPTION, named[0]
    return When.WRONG, ""
