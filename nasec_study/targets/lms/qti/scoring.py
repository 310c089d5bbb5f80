"""What QTI is told of responses: their declarations, and the rules by which a player scores them.

Players differ, so rules are spelled out: an entry for each option of a mapping, bounds in place of an equality with a
tolerance, and a guard wherever a response may be empty.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nasec_study.targets.lms.qti.dialect import Dialect

RESPONSE = "RESPONSE"
SCORE = "SCORE"
# The value of an outcome by which a comment is shown.
SHOWN = "SHOWN"


@dataclass(frozen=True)
class Scoring:
    """Writes declarations and rules in a dialect; where `partial`, a part of an answer earns a part of the points.

    What its methods return is XML. Responses and outcomes are named by their identifiers; tests and values are
    expressions, which other methods return.
    """

    dialect: Dialect
    partial: bool

    def outcome_declaration(self, name: str, base: str, default: str = "") -> str:
        """Return the declaration of an outcome of a base type, with its value at the start if it has one."""
        made = self.dialect.element
        start = made("defaultValue", made("value", default)) if default else ""
        return made("outcomeDeclaration", start, identifier=name, cardinality="single", baseType=base)

    def response_declaration(
        self, name: str, cardinality: str, base: str, right: Iterable[str], mapping: str = ""
    ) -> str:
        """Return the declaration of a response: its cardinality, its base type, what is right and its mapping."""
        made = self.dialect.element
        values = "".join(made("value", self.dialect.value(value)) for value in right)
        correct = made("correctResponse", values) if values else ""
        return made("responseDeclaration", correct, mapping, identifier=name, cardinality=cardinality, baseType=base)

    def mapping(self, entries: Mapping[str, int], most: int) -> str:
        """Return the mapping that gives each response its number; their sum counts as 0 at least, `most` at most."""
        made = self.dialect.element
        lines = "".join(made("mapEntry", mapKey=key, mappedValue=str(value)) for key, value in entries.items())
        return made("mapping", lines, lowerBound="0", upperBound=str(most), defaultValue="0")

    def variable(self, name: str = RESPONSE) -> str:
        """Return the value of a response or an outcome."""
        return self.dialect.element("variable", identifier=name)

    def value(self, base: str, value: str) -> str:
        """Return a constant of a base type."""
        return self.dialect.element("baseValue", self.dialect.value(value), baseType=base)

    def number(self, value: int | Decimal) -> str:
        """Return a constant number."""
        return self.value("float", f"{Decimal(value):f}")

    def rule(self, responses: Sequence[str], test: str, *results: str) -> str:
        """Return the rule that does `results` where none of the responses is empty and, tried only then, `test` holds.

        An empty test always holds.
        """
        made = self.dialect.element
        there = [made("not", made("isNull", self.variable(name))) for name in responses]
        inner = self._condition(test, *results) if test else "".join(results)
        return self._condition(self._together("and", there), inner)

    def _condition(self, test: str, *results: str) -> str:
        return self.dialect.element("responseCondition", self.dialect.element("responseIf", test, *results))

    def _together(self, operator: str, tests: Sequence[str]) -> str:
        """Return the test that all (`and`) or some (`or`) of several tests hold; a single one needs no operator."""
        return self.dialect.element(operator, *tests) if len(tests) > 1 else tests[0]

    def set_outcome(self, value: str, name: str = SCORE) -> str:
        """Return the rule that gives an outcome a value."""
        return self.dialect.element("setOutcomeValue", value, identifier=name)

    def match_correct(self, points: Decimal) -> str:
        """Return the rule that gives all points for the correct response, and none for another."""
        made = self.dialect.element
        right = made("match", self.variable(), made("correct", identifier=RESPONSE))
        return self.rule([RESPONSE], right, self.set_outcome(self.number(points)))

    def map_response(self, points: Decimal, most: int) -> str:
        """Return the rule that gives the share of the points that the response's mapping is of `most`."""
        made = self.dialect.element
        earned = made("mapResponse", identifier=RESPONSE)
        share = made("divide", made("product", earned, self.number(points)), self.number(most))
        return self.rule([RESPONSE], "", self.set_outcome(share))

    def sum_parts(self, parts: Sequence[tuple[str, str]], points: Decimal) -> str:
        """Return the rules that give an equal share of the points for each part; or, unless `partial`, all or nothing.

        A part is the name of a response and the test that it must pass.
        """
        made = self.dialect.element
        tests = [test for _, test in parts]
        if not self.partial or len(tests) == 1:
            responses = list(dict.fromkeys(name for name, _ in parts))
            return self.rule(responses, self._together("and", tests), self.set_outcome(self.number(points)))
        # Whole numbers are added and shared out at the end, so that all parts make exactly all points.
        more = self.set_outcome(made("sum", self.variable(SCORE), self.number(points)))
        rules = "".join(self.rule([name], test, more) for name, test in parts)
        share = made("divide", self.variable(SCORE), self.number(len(tests)))
        return self.set_outcome(self.number(0)) + rules + self.set_outcome(share)

    def is_one_of(self, name: str, spellings: Iterable[str]) -> str:
        """Return the test that a typed response is one of some spellings, whatever letters are capitals."""
        made = self.dialect.element
        matches = [
            made("stringMatch", self.variable(name), self.value("string", text), caseSensitive="false")
            for text in _in_capitals(spellings)
        ]
        return self._together("or", matches)

    def comment_rule(self, test: str, name: str) -> str:
        """Return the rule that shows the comment of a name where a test holds; an empty one always does."""
        shown = self.set_outcome(self.value("identifier", SHOWN), feedback_name(name))
        return self.rule([RESPONSE], test, shown) if test else shown


def _in_capitals(spellings: Iterable[str]) -> Iterator[str]:
    """Yield spellings, and again in small letters and in capitals those that TAO tells apart: beyond a to z."""
    known = set[str]()
    for text in spellings:
        for way in (text, text.lower(), text.lower().capitalize(), text.upper()):
            as_told_apart = re.sub("[A-Z]", lambda letter: letter[0].lower(), way)
            if as_told_apart not in known:
                known.add(as_told_apart)
                yield way


def feedback_name(comment: str) -> str:
    """Return the name of the outcome that shows a comment."""
    return f"FEEDBACK_{comment}"
