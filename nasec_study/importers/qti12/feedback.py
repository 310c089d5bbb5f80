"""What a question of QTI 1.2 says behind an answer: of an option, of a right answer, of any, of some."""

from collections.abc import Collection, Iterator, Sequence

from nasec_study.foundation.problems import counted
from nasec_study.importers.qti12.parts import html_of, named_in, points_of, untagged
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import Element, attribute, children, inside, tag, text

# How Canvas, Blackboard, Sakai, OLAT and ILIAS call what they say of any answer, of a right one, of a wrong one.
_OF_ANY = frozenset({"general_fb"})
_OF_RIGHT = frozenset({"correct_fb", "correct", "mastery", "response_allcorrect"})
_OF_WRONG = frozenset({"general_incorrect_fb", "incorrect", "fail", "response_onenotcorrect"})
_TESTS = ("varequal", "varlt", "varlte", "vargt", "vargte", "varsubset", "varsubstring", "varinside")


class Said:
    """The feedback of a question by its names; what is taken for an option or an answer is not said again."""

    def __init__(self, item: Element, conditions: Sequence[Element]) -> None:
        self.item = item
        self.conditions = conditions
        self.html = {attribute(one, "ident"): html_of(one) for one in children(item, "itemfeedback")}
        self.solutions = {attribute(one, "ident") for one in children(item, "itemfeedback") if _holds(one, "solution")}
        self._shown = {name: [one for one in conditions if name in _links(one)] for name in self.html}
        self._taken: set[str] = set()

    def take(self, *names: str) -> str:
        """Return feedback as HTML, one after the other, so that `rest` does not tell it again."""
        self._taken |= {*names}
        return "".join(f"<div>{self.html[name]}</div>" for name in names if name in self.html)

    def of_option(self, option: str, response: Collection[str]) -> str:
        """Return what is said of an option alone: by its name, or by conditions that name it alone in a response."""
        by_name = next((name for name in (f"{option}_fb", option, f"response_{option}") if self.html.get(name)), "")
        named = {name: shown for name, shown in self._shown.items() if name.casefold() not in _OF_ANY | _OF_RIGHT}
        alone = [name for name, shown in named.items() if {_only(one, response) for one in shown} == {option}]
        return self.take(*dict.fromkeys(filter(None, (by_name, *alone))))

    def rest(self, texts: Texts) -> list[str]:
        """Return what else is said of right answers and of any, as Markdown; note what is said of others, and hints."""
        hints = [one for one in inside(self.item, "hint") if untagged(html_of(one))]
        if hints:
            texts.leave(counted(len(hints), "hint"))
        self._taken |= {attribute(one.getparent(), "ident") for one in hints}
        left = {name: html for name, html in self.html.items() if name not in self._taken}
        left = {name: html for name, html in left.items() if untagged(html) or "<img" in html}
        kept = [name for name in left if self._is_of_right_or_any(name)]
        said = {untagged(left[name]) for name in kept}
        some = dict.fromkeys(untagged(html) for html in left.values() if untagged(html) not in said)
        if some:
            texts.leave(f"feedback on some answers: {'; '.join(one[:60] for one in some)}")
        return [texts.html(left[name]) for name in kept]

    def _is_of_right_or_any(self, name: str) -> bool:
        shown = self._shown[name]
        if name.casefold() in _OF_WRONG:
            return False
        if name.casefold() in _OF_ANY | _OF_RIGHT or name in self.solutions or not shown:
            return True
        most = max(map(points_of, self.conditions))
        return any(most and points_of(one) == most for one in shown) or all(map(_tests_nothing, shown))


def _holds(feedback: Element, name: str) -> bool:
    return next(inside(feedback, name), None) is not None


def _links(condition: Element) -> Iterator[str]:
    """Yield the names of the feedback that a condition shows."""
    return (attribute(one, "linkrefid") for one in children(condition, "displayfeedback"))


def _only(condition: Element, response: Collection[str]) -> str:
    """Return the one value of a response that a condition tests; '' where it tests another, or others, too."""
    tests = [*inside(condition, *_TESTS, "other")]
    named = [text(one).strip() for one in named_in(condition) if attribute(one, "respident") in response]
    return named[0] if len(tests) == len(named) == 1 else ""


def _tests_nothing(condition: Element) -> bool:
    """Tell whether a condition holds for any answer: it tests none, and gives no points to what others left over."""
    return not any(tag(one) in {*_TESTS, "setvar"} for one in condition.iter())
