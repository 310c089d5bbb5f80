"""Items to QTI: one function a kind returns what only it has, what a student answers and how that is scored."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from html import escape
from typing import Any

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
from nasec_study.rendering.units import unit_of
from nasec_study.sheets.options import keeps_order, options_of
from nasec_study.targets._spellings import gap_spellings, with_bare
from nasec_study.targets.lms._banks import asked_as
from nasec_study.targets.lms._identity import part_name, part_names
from nasec_study.targets.lms._orders import mixed
from nasec_study.targets.lms._texts import reason
from nasec_study.targets.lms.qti.scoring import RESPONSE
from nasec_study.targets.lms.qti.writer import Body, Writer

_LINES = {"essay": "15", "question": "4"}
_STEP = 20


def item_file(writer: Writer, item: Item, points: Decimal) -> str:
    """Return the file of an item that is worth some points."""
    return writer.item(item, points, _WRITERS[asked_as(item)](writer, item, points))


def _select(writer: Writer, item: Choice | Multi, points: Decimal) -> Body:
    names = part_names(item, "option")
    right = [names[option.text] for option in item.alternatives if option.right]
    options = options_of(item, "qti")
    choices = "".join(
        writer.option(
            "simpleChoice",
            names[option.text],
            html_of(option.text),
            **({"fixed": "true"} if option.text == item.last else {}),
        )
        for option in options
    )
    is_several = isinstance(item, Multi)
    cardinality = "multiple" if is_several else "single"
    interaction = writer.dialect.element(
        "choiceInteraction",
        choices,
        responseIdentifier=RESPONSE,
        shuffle="false" if keeps_order(item) else "true",
        maxChoices="0" if is_several else "1",
        minChoices="0",
    )
    scoring = writer.scoring
    mapping, rules = "", scoring.match_correct(points)
    if is_several and scoring.partial:
        entries = {names[option.text]: 1 if option.right else -1 for option in item.alternatives}
        mapping, rules = scoring.mapping(entries, len(right)), scoring.map_response(points, len(right))
    comments = [
        (_chosen(writer, item, names[option.text]), f"W{place}", reason(option))
        for place, option in enumerate(item.alternatives, start=1)
        if option.note
    ]
    return Body(
        scoring.response_declaration(RESPONSE, cardinality, "identifier", right, mapping),
        interaction,
        rules,
        comments,
    )


def _chosen(writer: Writer, item: Choice | Multi, name: str) -> str:
    """Return the test that an option was chosen."""
    scoring = writer.scoring
    operator = "member" if isinstance(item, Multi) else "match"
    return writer.dialect.element(operator, scoring.value("identifier", name), scoring.variable())


def _true_false(writer: Writer, item: TrueFalse, points: Decimal) -> Body:
    scoring = writer.scoring
    words = {"true": writer.texts.gettext("True"), "false": writer.texts.gettext("False")}
    names = {answer: part_name(item, answer) for answer in words}
    choices = "".join(writer.option("simpleChoice", names[answer], escape(word)) for answer, word in words.items())
    told = {"responseIdentifier": RESPONSE, "shuffle": "false", "maxChoices": "1", "minChoices": "0"}
    return Body(
        scoring.response_declaration(RESPONSE, "single", "identifier", [names[item.answer]]),
        writer.dialect.element("choiceInteraction", choices, **told),
        scoring.match_correct(points),
    )


def _entry(writer: Writer, name: str, length: int) -> str:
    # In steps, so that the width of the field does not tell the answer.
    room = (length // _STEP + 1) * _STEP
    return writer.dialect.element("textEntryInteraction", responseIdentifier=name, expectedLength=str(room))


def _typed(writer: Writer, item: Term | Question, points: Decimal) -> Body:
    scoring = writer.scoring
    answers = with_bare(item, writer.texts.language)
    return Body(
        scoring.response_declaration(RESPONSE, "single", "string", answers[:1]),
        f"<p>{_entry(writer, RESPONSE, len(answers[0]))}</p>",
        scoring.sum_parts([(RESPONSE, scoring.is_one_of(RESPONSE, answers))], points),
    )


def _cloze(writer: Writer, item: Cloze, points: Decimal) -> Body:
    scoring = writer.scoring
    answers = [gap_spellings(item, gap, writer.texts.language) for gap in gaps(item.text)]
    named = {f"{RESPONSE}_{place}": known for place, known in enumerate(answers, start=1)}
    names = list(named)

    def shown(place: int, _: Gap) -> str:
        return _entry(writer, names[place], len(answers[place][0]))

    declared = (scoring.response_declaration(name, "single", "string", known[:1]) for name, known in named.items())
    parts = [(name, scoring.is_one_of(name, known)) for name, known in named.items()]
    return Body("".join(declared), "", scoring.sum_parts(parts, points), stem=writer.texts.gapped(item, shown))


def _numeric(writer: Writer, item: Numeric, points: Decimal) -> Body:
    made, scoring = writer.dialect.element, writer.scoring
    low, high = as_typed(item.value - item.margin), as_typed(item.value + item.margin)
    test = made(
        "and",
        made("gte", scoring.variable(), scoring.value("float", low)),
        made("lte", scoring.variable(), scoring.value("float", high)),
    )
    before, between, behind = unit_of(item.unit, writer.texts.language)
    unit = f"{between}{writer.dialect.html(html_of(behind))}" if behind else ""
    return Body(
        scoring.response_declaration(RESPONSE, "single", "float", [as_typed(item.value)]),
        f"<p>{escape(before)}{_entry(writer, RESPONSE, len(as_typed(item.value)))}{unit}</p>",
        scoring.sum_parts([(RESPONSE, test)], points),
    )


def _match(writer: Writer, item: Matching | LabelledPicture, points: Decimal) -> Body:
    made, scoring = writer.dialect.element, writer.scoring
    found = writer.texts.matches(item)
    premises = [part_name(item, "premise", place) for place in range(len(found.premises))]
    responses = [part_name(item, "response", place) for place in range(len(found.responses))]
    right = [f"{premise} {response}" for premise, response in zip(premises, responses, strict=False)]
    pairs = {f"{premise} {response}": 0 for premise in premises for response in responses}
    entries = pairs | dict.fromkeys(right, 1)
    order = sorted(range(len(responses)), key=responses.__getitem__)
    sets = (
        "".join(
            writer.option("simpleAssociableChoice", name, html, matchMax="1")
            for name, html in zip(premises, found.premises, strict=True)
        ),
        "".join(
            writer.option("simpleAssociableChoice", responses[place], found.responses[place].html, matchMax="1")
            for place in order
        ),
    )
    told = {"responseIdentifier": RESPONSE, "shuffle": "false", "maxAssociations": str(len(premises))}
    rules = scoring.map_response(points, len(right)) if scoring.partial else scoring.match_correct(points)
    return Body(
        scoring.response_declaration(RESPONSE, "multiple", "directedPair", right, scoring.mapping(entries, len(right))),
        made("matchInteraction", *(made("simpleMatchSet", choices) for choices in sets), **told),
        rules,
    )


def _order(writer: Writer, item: Ordering, points: Decimal) -> Body:
    made, scoring = writer.dialect.element, writer.scoring
    names = part_names(item, "step")
    choices = "".join(writer.option("simpleChoice", names[text], html_of(text)) for text in mixed(item, "qti"))
    # A place is asked for by a variable that holds its number: given as a number, one player finds nothing there.
    places = {f"PLACE_{place}": (str(place), name) for place, name in enumerate(names.values(), start=1)}
    numbers = "".join(scoring.outcome_declaration(place, "integer", number) for place, (number, _) in places.items())

    def stands_at(place: str, name: str) -> str:
        return made("match", made("index", scoring.variable(), n=place), scoring.value("identifier", name))

    parts = [(RESPONSE, stands_at(place, name)) for place, (_, name) in places.items()]
    told = {"responseIdentifier": RESPONSE, "shuffle": "false", "orientation": "vertical"}
    return Body(
        scoring.response_declaration(RESPONSE, "ordered", "identifier", names.values()) + numbers,
        made("orderInteraction", choices, **told),
        scoring.sum_parts(parts, points),
    )


def _write(writer: Writer, item: Question | Essay, points: Decimal) -> Body:
    made = writer.dialect.element
    wanted = writer.content(writer.texts.model_answer(item, points))
    use = {"use": "scoring"} if writer.dialect.is_kebab else {}
    field = made("extendedTextInteraction", responseIdentifier=RESPONSE, expectedLines=_LINES[item.type])
    return Body(
        writer.scoring.response_declaration(RESPONSE, "single", "string", []),
        field + made("rubricBlock", wanted, view="scorer", **use),
        "",
    )


_WRITERS: Mapping[str, Callable[[Writer, Any, Decimal], Body]] = {
    "term": _typed,
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
