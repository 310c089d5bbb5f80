"""What is right in an item of QTI 2, and what it earns: by its declarations, or by its rules."""

from collections.abc import Iterator

from nasec_study.importers.shared.gaps import leave_partial
from nasec_study.importers.shared.numbers import FULL, earned
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import Element, attribute, child, children, inside, text

NUMBERS = frozenset({"float", "integer"})


class Answers:
    """The right answers of an item's interactions."""

    def __init__(self, item: Element, texts: Texts) -> None:
        self.item = item
        self.texts = texts
        self.declared = {attribute(one, "identifier"): one for one in children(item, "responseDeclaration")}

    def right(self, interaction: Element) -> list[str]:
        """Return the values that are right: by the declaration, the mapping, or the rules that give points."""
        declared = self.declared.get(attribute(interaction, "responseIdentifier"))
        if declared is None:
            return []
        stated = child(declared, "correctResponse")
        if right := [] if stated is None else [text(value).strip() for value in inside(stated, "value")]:
            return right
        mapped = [key for key, points in self._mapped(declared).items() if points > 0]
        return mapped or [*self.matched(attribute(interaction, "responseIdentifier"), "match")]

    @staticmethod
    def _mapped(declared: Element | None) -> dict[str, float]:
        """Return what responses earn by a mapping, each by its key."""
        entries = () if declared is None else inside(declared, "mapEntry")
        return {attribute(one, "mapKey"): earned(attribute(one, "mappedValue", "0")) for one in entries}

    def spellings(self, interaction: Element) -> list[str]:
        """Return all that is right when it is typed: by the declaration, or by the rules that give points."""
        name = attribute(interaction, "responseIdentifier")
        mapped = self._mapped(self.declared.get(name))
        most = max(mapped.values(), default=0)
        leave_partial(self.texts, [key for key, points in mapped.items() if 0 < points < most])
        stated = [key for key in self.right(interaction) if mapped.get(key, most) == most]
        full = [key for key, points in mapped.items() if 0 < points == most]
        return list(dict.fromkeys([*stated, *full, *self.matched(name)]))

    def matched(self, name: str, test: str = "stringMatch") -> Iterator[str]:
        """Yield the values with which rules compare a response before they give points."""
        for rule in inside(self.item, "responseIf", "responseElseIf"):
            if any(self._counts(one) for one in children(rule, "setOutcomeValue")):
                for match in inside(rule, test):
                    variable, value = child(match, "variable"), child(match, "baseValue")
                    if variable is not None and value is not None and attribute(variable, "identifier") == name:
                        yield text(value).strip()

    def _counts(self, result: Element) -> bool:
        """Tell whether a rule gives points: to a score, by its name or as a number, and not none."""
        declared = children(self.item, "outcomeDeclaration")
        numbers = {attribute(one, "identifier") for one in declared if attribute(one, "baseType") in NUMBERS}
        outcome, values = attribute(result, "identifier"), [text(one) for one in inside(result, "baseValue")]
        return ("SCORE" in outcome.upper() or outcome in numbers) and (not values or max(map(earned, values)) > 0)

    def is_figure(self, interaction: Element) -> bool:
        """Tell whether a number is to be answered."""
        declared = self.declared.get(attribute(interaction, "responseIdentifier"))
        return declared is not None and attribute(declared, "baseType") in NUMBERS

    def shares(self, interaction: Element) -> dict[str, float]:
        """Return what options earn, in percent: by the mapping, else by what is declared right."""
        declared = self.declared.get(attribute(interaction, "responseIdentifier"))
        mapped = {key: points for key, points in self._mapped(declared).items() if points > 0}
        return {key: FULL * points / max(mapped.values()) for key, points in mapped.items()} or dict.fromkeys(
            self.right(interaction), float(FULL)
        )

    def bounds(self) -> tuple[str, str] | None:
        """Return the figures between which an answer is right, where the rules name them."""
        tests = ([*inside(self.item, name)] for name in ("gte", "lte"))
        low, high = ([text(value) for one in those for value in inside(one, "baseValue")] for those in tests)
        return (low[0], high[0]) if low and high else None
