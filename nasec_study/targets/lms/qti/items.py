"""Items to QTI: the body, what is right, and the rules by which a player scores it; one function a kind.

Players differ, so rules are spelled out: an entry for each option of a mapping, bounds in place of an equality with a
tolerance, and a guard wherever a response may be empty.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from types import MappingProxyType
from typing import Any, NamedTuple

from nasec_study.course.model import (
    Choice,
    Cloze,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.markup import Gap, gaps, html_of
from nasec_study.sheets.plan import keeps_order, options_of
from nasec_study.targets._spellings import gap_spellings, with_bare
from nasec_study.targets.lms._identity import item_name, part_name
from nasec_study.targets.lms._texts import Texts, mixed, title_of
from nasec_study.targets.lms._xml import DECLARATION
from nasec_study.targets.lms.qti.dialect import Dialect

RESPONSE = "RESPONSE"
SCORE = "SCORE"
_SHOWN = "SHOWN"
_LINES = {"essay": "15", "question": "4"}
MAX_TITLE = 200
_STEP = 20


class Body(NamedTuple):
    """What only items of a kind have: declarations of responses, what stands below the stem, the rules of its score.

    `comments` are what is shown where a rule's test holds: the test, the name, the HTML. `stem` takes the place of the
    stem where the responses stand in it.
    """

    declarations: str
    interaction: str
    rules: str
    comments: Sequence[tuple[str, str, str]] = ()
    stem: str = ""


@dataclass(frozen=True)
class Writer:
    """Writes items in a dialect; where `partial`, a part of an answer earns a part of the points."""

    texts: Texts
    dialect: Dialect
    partial: bool

    def item(self, item: Item, points: Decimal) -> str:
        """Return an item for so many points, as a file of its own."""
        made = self.dialect.element
        body = _WRITERS[item.type](self, item, points)
        feedback = self.texts.feedback(item)
        comments = [*body.comments, *([("", "GENERAL", feedback)] if feedback else [])]
        title = title_of(item)
        outcomes = [
            self.outcome_declared(SCORE, "float", "0"),
            self.outcome_declared("MAXSCORE", "float", f"{points:f}"),
            *(self.outcome_declared(f"FEEDBACK_{name}", "identifier") for _, name, _ in comments),
        ]
        stem = body.stem or self.texts.stem(item)
        shown = f"<div>{self.dialect.html(self.texts.stimulus(item))}</div>" if item.stimulus else ""
        return DECLARATION + self.dialect.root(
            "assessmentItem",
            {
                "identifier": item_name(self.texts.course.settings.code, item),
                "title": title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…",
                "label": item.id,
                "xml:lang": self.texts.course.settings.language,
                "adaptive": "false",
                "timeDependent": "false",
            },
            body.declarations,
            *outcomes,
            made("itemBody", None, f"{shown}<div>{self.dialect.html(stem)}</div>", body.interaction),
            made("responseProcessing", None, body.rules, *(self.showing(test, name) for test, name, _ in comments)),
            *(self.comment(name, html) for _, name, html in comments),
        )

    def outcome_declared(self, name: str, base: str, default: str = "") -> str:
        """Return the declaration of an outcome with the value that it has from the start."""
        attributes = {"identifier": name, "cardinality": "single", "baseType": base}
        return self.dialect.element("outcomeDeclaration", attributes, self.default(default) if default else "")

    def default(self, value: str) -> str:
        """Return the value that an outcome has from the start."""
        return self.dialect.element("defaultValue", None, self.dialect.element("value", None, value))

    def declared(self, name: str, cardinality: str, base: str, right: Iterable[str], mapping: str = "") -> str:
        """Return the declaration of a response with what is right."""
        values = "".join(self.dialect.element("value", None, self.dialect.value(value)) for value in right)
        correct = self.dialect.element("correctResponse", None, values) if values else ""
        attributes = {"identifier": name, "cardinality": cardinality, "baseType": base}
        return self.dialect.element("responseDeclaration", attributes, correct, mapping)

    def mapping(self, entries: Mapping[str, int], most: int) -> str:
        """Return what each of some responses earns; together no less than nothing, and no more than `most`."""
        lines = "".join(
            self.dialect.element("mapEntry", {"mapKey": key, "mappedValue": str(value)})
            for key, value in entries.items()
        )
        bounds = {"lowerBound": "0", "upperBound": str(most), "defaultValue": "0"}
        return self.dialect.element("mapping", bounds, lines)

    def variable(self, name: str = RESPONSE) -> str:
        """Return the value of a response."""
        return self.dialect.element("variable", {"identifier": name})

    def value(self, base: str, value: str) -> str:
        """Return a fixed value."""
        return self.dialect.element("baseValue", {"baseType": base}, self.dialect.value(value))

    def number(self, value: int | Decimal) -> str:
        """Return a fixed number."""
        return self.value("float", f"{Decimal(value):f}")

    def rule(self, responses: Sequence[str], test: str, *results: str) -> str:
        """Return a rule that holds where there are these responses and, tried only then, a test holds."""
        made = self.dialect.element
        there = [made("not", None, made("isNull", None, self.variable(name))) for name in responses]
        guard = made("and", None, *there) if len(there) > 1 else there[0]
        inner = self._condition(test, *results) if test else "".join(results)
        return self._condition(guard, inner)

    def _condition(self, test: str, *results: str) -> str:
        return self.dialect.element("responseCondition", None, self.dialect.element("responseIf", None, test, *results))

    def outcome(self, value: str, name: str = SCORE) -> str:
        """Return the rule that gives an outcome its value."""
        return self.dialect.element("setOutcomeValue", {"identifier": name}, value)

    def all_right(self, points: Decimal) -> str:
        """Return the rule that the response must be just what is right."""
        right = self.dialect.element(
            "match", None, self.variable(), self.dialect.element("correct", {"identifier": RESPONSE})
        )
        return self.rule([RESPONSE], right, self.outcome(self.number(points)))

    def mapped(self, points: Decimal, most: int) -> str:
        """Return the rule that adds up what the mapping gives, `most` being worth all points."""
        made = self.dialect.element
        earned = made("mapResponse", {"identifier": RESPONSE})
        share = made("divide", None, made("product", None, earned, self.number(points)), self.number(most))
        return self.rule([RESPONSE], "", self.outcome(share))

    def added(self, parts: Sequence[tuple[str, str]], points: Decimal) -> str:
        """Return the rules that give an equal share for each part, a response and its test; or all or nothing."""
        made = self.dialect.element
        tests = [test for _, test in parts]
        if not self.partial or len(tests) == 1:
            every = made("and", None, *tests) if len(tests) > 1 else tests[0]
            return self.rule(list(dict.fromkeys(name for name, _ in parts)), every, self.outcome(self.number(points)))
        # Whole numbers are added and shared out at the end, so that all parts make exactly all points.
        more = self.outcome(made("sum", None, self.variable(SCORE), self.number(points)))
        rules = "".join(self.rule([name], test, more) for name, test in parts)
        share = made("divide", None, self.variable(SCORE), self.number(len(tests)))
        return self.outcome(self.number(0)) + rules + self.outcome(share)

    def typed(self, name: str, spellings: Iterable[str]) -> tuple[str, str]:
        """Return a part: a typed response must be one of some spellings, in small letters or capitals."""
        made = self.dialect.element
        matches = [
            made("stringMatch", {"caseSensitive": "false"}, self.variable(name), self.value("string", text))
            for text in spellings
        ]
        return name, made("or", None, *matches) if len(matches) > 1 else matches[0]

    def showing(self, test: str, name: str) -> str:
        """Return the rule that shows a comment, always or where a test holds."""
        shown = self.outcome(self.value("identifier", _SHOWN), f"FEEDBACK_{name}")
        return self.rule([RESPONSE], test, shown) if test else shown

    def comment(self, name: str, html: str) -> str:
        """Return a comment that is shown after answering."""
        inner = self.dialect.html(html)
        attributes = {"outcomeIdentifier": f"FEEDBACK_{name}", "identifier": _SHOWN, "showHide": "show"}
        content = self.dialect.element("contentBody", None, inner) if self.dialect.is_kebab else inner
        return self.dialect.element("modalFeedback", attributes, content)

    def option(self, element: str, name: str, html: str, attributes: Mapping[str, str] | None = None) -> str:
        """Return a choice."""
        return self.dialect.element(element, {"identifier": name, **(attributes or {})}, self.dialect.html(html))


def _select(writer: Writer, item: Choice | Multi, points: Decimal) -> Body:
    names = {option.text: part_name(item, "option", place) for place, option in enumerate(item.alternatives)}
    right = [names[option.text] for option in item.alternatives if option.right]
    options = options_of(item, "qti")
    choices = "".join(
        writer.option(
            "simpleChoice",
            names[option.text],
            html_of(option.text),
            {"fixed": "true"} if option.text == item.last else None,
        )
        for option in options
    )
    is_several = isinstance(item, Multi)
    attributes = {
        "responseIdentifier": RESPONSE,
        "shuffle": "false" if keeps_order(item) else "true",
        "maxChoices": "0" if is_several else "1",
        "minChoices": "0",
    }
    mapping, rules = "", writer.all_right(points)
    if is_several and writer.partial:
        entries = {names[option.text]: 1 if option.right else -1 for option in item.alternatives}
        mapping, rules = writer.mapping(entries, len(right)), writer.mapped(points, len(right))
    comments = [
        (
            _chosen(writer, item, names[option.text]),
            f"W{place}",
            f"<p>{html_of(option.text)}: {html_of(option.note)}</p>",
        )
        for place, option in enumerate(item.alternatives, start=1)
        if option.note
    ]
    return Body(
        writer.declared(RESPONSE, "multiple" if is_several else "single", "identifier", right, mapping),
        writer.dialect.element("choiceInteraction", attributes, choices),
        rules,
        comments,
    )


def _chosen(writer: Writer, item: Choice | Multi, name: str) -> str:
    """Return the test that an option was chosen."""
    operator = "member" if isinstance(item, Multi) else "match"
    return writer.dialect.element(operator, None, writer.value("identifier", name), writer.variable())


def _true_false(writer: Writer, item: TrueFalse, points: Decimal) -> Body:
    words = {"true": writer.texts.gettext("True"), "false": writer.texts.gettext("False")}
    names = {answer: part_name(item, answer) for answer in words}
    choices = "".join(writer.option("simpleChoice", names[answer], escape(word)) for answer, word in words.items())
    attributes = {"responseIdentifier": RESPONSE, "shuffle": "false", "maxChoices": "1", "minChoices": "0"}
    return Body(
        writer.declared(RESPONSE, "single", "identifier", [names[item.answer]]),
        writer.dialect.element("choiceInteraction", attributes, choices),
        writer.all_right(points),
    )


def _entry(writer: Writer, name: str, length: int) -> str:
    # In steps, so that the width of the field does not tell the answer.
    room = (length // _STEP + 1) * _STEP
    attributes = {"responseIdentifier": name, "expectedLength": str(room)}
    return writer.dialect.element("textEntryInteraction", attributes)


def _typed(writer: Writer, item: Term | Question, points: Decimal) -> Body:
    answers = with_bare(item)
    return Body(
        writer.declared(RESPONSE, "single", "string", answers[:1]),
        f"<p>{_entry(writer, RESPONSE, len(answers[0]))}</p>",
        writer.added([writer.typed(RESPONSE, answers)], points),
    )


def _cloze(writer: Writer, item: Cloze, points: Decimal) -> Body:
    answers = [gap_spellings(gap.answer) for gap in gaps(item.text)]
    named = {f"{RESPONSE}_{place}": known for place, known in enumerate(answers, start=1)}
    names = list(named)

    def shown(place: int, gap: Gap) -> str:
        hint = f" ({html_of(gap.hint)})" if gap.hint else ""
        return f"{_entry(writer, names[place], len(answers[place][0]))}{hint}"

    declared = (writer.declared(name, "single", "string", known[:1]) for name, known in named.items())
    tests = [writer.typed(name, known) for name, known in named.items()]
    return Body("".join(declared), "", writer.added(tests, points), stem=writer.texts.gapped(item, shown))


def _numeric(writer: Writer, item: Numeric, points: Decimal) -> Body:
    made = writer.dialect.element
    low, high = as_typed(item.value - item.margin), as_typed(item.value + item.margin)
    test = made(
        "and",
        None,
        made("gte", None, writer.variable(), writer.value("float", low)),
        made("lte", None, writer.variable(), writer.value("float", high)),
    )
    unit = f" {writer.dialect.html(html_of(item.unit))}" if item.unit else ""
    return Body(
        writer.declared(RESPONSE, "single", "float", [as_typed(item.value)]),
        f"<p>{_entry(writer, RESPONSE, len(as_typed(item.value)))}{unit}</p>",
        writer.added([(RESPONSE, test)], points),
    )


def _match(writer: Writer, item: Matching | LabelledPicture, points: Decimal) -> Body:
    found = writer.texts.matches(item)
    premises = [part_name(item, "premise", place) for place in range(len(found.premises))]
    responses = [part_name(item, "response", place) for place in range(len(found.responses))]
    right = [f"{premise} {response}" for premise, response in zip(premises, responses, strict=False)]
    pairs = {f"{premise} {response}": 0 for premise in premises for response in responses}
    entries = pairs | dict.fromkeys(right, 1)
    order = sorted(range(len(responses)), key=responses.__getitem__)
    sets = (
        "".join(
            writer.option("simpleAssociableChoice", name, html, {"matchMax": "1"})
            for name, html in zip(premises, found.premises, strict=True)
        ),
        "".join(
            writer.option("simpleAssociableChoice", responses[place], found.responses[place].html, {"matchMax": "1"})
            for place in order
        ),
    )
    attributes = {"responseIdentifier": RESPONSE, "shuffle": "false", "maxAssociations": str(len(premises))}
    made = writer.dialect.element
    rules = writer.mapped(points, len(right)) if writer.partial else writer.all_right(points)
    return Body(
        writer.declared(RESPONSE, "multiple", "directedPair", right, writer.mapping(entries, len(right))),
        made("matchInteraction", attributes, *(made("simpleMatchSet", None, choices) for choices in sets)),
        rules,
    )


def _order(writer: Writer, item: Ordering, points: Decimal) -> Body:
    made = writer.dialect.element
    names = {step.text: part_name(item, "step", place) for place, step in enumerate(item.steps)}
    choices = "".join(writer.option("simpleChoice", names[text], html_of(text)) for text in mixed(item, "qti"))
    # A place is asked for by a variable that holds its number: given as a number, one player finds nothing there.
    places = {f"PLACE_{place}": (str(place), name) for place, name in enumerate(names.values(), start=1)}
    numbers = "".join(writer.outcome_declared(place, "integer", number) for place, (number, _) in places.items())

    def stands_at(place: str, name: str) -> str:
        return made("match", None, made("index", {"n": place}, writer.variable()), writer.value("identifier", name))

    parts = [(RESPONSE, stands_at(place, name)) for place, (_, name) in places.items()]
    attributes = {"responseIdentifier": RESPONSE, "shuffle": "false", "orientation": "vertical"}
    return Body(
        writer.declared(RESPONSE, "ordered", "identifier", names.values()) + numbers,
        made("orderInteraction", attributes, choices),
        writer.added(parts, points),
    )


def _question(writer: Writer, item: Question, points: Decimal) -> Body:
    return _typed(writer, item, points) if item.is_typed else _write(writer, item, points)


def _write(writer: Writer, item: Question | Essay, points: Decimal) -> Body:
    made = writer.dialect.element
    wanted = writer.dialect.html(writer.texts.model_answer(item, points))
    content = made("contentBody", None, wanted) if writer.dialect.is_kebab else wanted
    field = {"responseIdentifier": RESPONSE, "expectedLines": _LINES[item.type]}
    return Body(
        writer.declared(RESPONSE, "single", "string", []),
        made("extendedTextInteraction", field) + made("rubricBlock", {"view": "scorer", **_use(writer)}, content),
        "",
    )


def _use(writer: Writer) -> Mapping[str, str]:
    return {"use": "scoring"} if writer.dialect.is_kebab else {}


_WRITERS: Mapping[str, Callable[[Writer, Any, Decimal], Body]] = MappingProxyType(
    {
        "term": _typed,
        "question": _question,
        "cloze": _cloze,
        "choice": _select,
        "multi": _select,
        "true-false": _true_false,
        "numeric": _numeric,
        "matching": _match,
        "ordering": _order,
        "picture": _match,
        "essay": _write,
    }
)
