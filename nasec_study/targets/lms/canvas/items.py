"""Items to QTI 1.2 as both engines of Canvas read it: one function a kind, each text through one place.

Classic Quizzes first turns a package into QTI 2.1 (instructure/QTIMigrationTool) and reads that; New Quizzes reads it
by a parser of its own (instructure/qti). What is written is what both take the same way; the order matters to them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
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
from nasec_study.rendering.markup import gaps, html_of
from nasec_study.sheets.options import is_arranged, options_of
from nasec_study.targets._spellings import gap_spellings, with_bare
from nasec_study.targets.lms._banks import asked_as
from nasec_study.targets.lms._filing import keywords
from nasec_study.targets.lms._identity import item_name, name_of, part_name, part_names
from nasec_study.targets.lms._orders import mixed
from nasec_study.targets.lms._texts import Texts, cut, file_name, title_of
from nasec_study.targets.lms._xml import attribute, escaped
from nasec_study.targets.lms.canvas.texts import listed, mattext, plain

RESPONSE = "response1"
MAX_TITLE = 200


@dataclass(frozen=True)
class Written:
    """An item as XML, and the pictures that its texts show, by their addresses in the course."""

    xml: str
    pictures: Mapping[str, bytes]


class Body(NamedTuple):
    """What only items of a kind have: Canvas's name for it, its responses, how it is scored, feedback by name."""

    kind: str
    responses: str
    conditions: str = ""
    comments: Mapping[str, str] = {}
    metadata: Mapping[str, str] = {}


def written_item(texts: Texts, item: Item, points: Decimal, package: str, *, parent: str = "") -> Written:
    """Return an item for so many points; its stimulus stands in it, or in the item of the name `parent`.

    It has a name of its own in each `package`: by the same name Canvas takes it out of one bank into another, and
    puts it into a quiz beside itself.
    """
    body = _BODIES[asked_as(item)](texts, item)
    stem = texts.question(item, lambda cloze, place, _: f"[{part_name(cloze, 'gap', place)}]")
    stimulus = "" if parent else texts.stimulus(item)
    general = texts.whole_feedback(item, points)
    comments = {**({"general_fb": general} if general else {}), **body.comments}
    name = item_name(texts.course.settings.code, item)
    fields = {
        **({"question_type": body.kind} if body.kind else {}),
        "points_possible": str(float(points)),
        # Canvas finds nothing of this name; an import knows the item by it, whatever the package.
        "assessment_question_identifierref": name,
        **({"parent_stimulus_item_ident": parent} if parent else {}),
        **body.metadata,
        # Canvas passes over it; an import takes it.
        "keywords": " ".join((f"id:{item.id}", *keywords(item))),
    }
    first = _condition("<other/>", _shown("general_fb"), goes_on=True) if general else ""
    feedback = "".join(map(_comment, comments.items()))
    xml = (
        f"{_head(name_of(name, package), title_of(item), fields)}"
        f"<presentation><material>{mattext(stimulus + stem)}</material>{body.responses}</presentation>"
        f"<resprocessing>{_OUTCOMES}{first}{body.conditions}</resprocessing>{feedback}</item>\n"
    )
    return Written(xml, texts.pictures_of(item))


def written_stimulus(texts: Texts, item: Item, name: str) -> Written:
    """Return the stimulus of an item as an item of its own, by which others are put below it."""
    html = texts.stimulus(item)
    stimulus = texts.course.stimulus_of(item)
    title = stimulus.title if stimulus else ""
    head = _head(name, title, {"question_type": "text_only_question", "points_possible": "0.0"})
    shown = f'<presentation><material orientation="top">{mattext(html)}</material></presentation></item>\n'
    return Written(head + shown, texts.pictures(html))


def _head(name: str, title: str, fields: Mapping[str, str]) -> str:
    metadata = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{escaped(entry)}</fieldentry></qtimetadatafield>"
        for label, entry in fields.items()
    )
    return (
        f'<item ident="{name}" title="{attribute(cut(title, MAX_TITLE))}">'
        f"<itemmetadata><qtimetadata>{metadata}</qtimetadata></itemmetadata>"
    )


def _comment(entry: tuple[str, str]) -> str:
    name, html = entry
    return f'<itemfeedback ident="{name}"><flow_mat><material>{mattext(html)}</material></flow_mat></itemfeedback>'


def _shown(name: str) -> str:
    return f'<displayfeedback feedbacktype="Response" linkrefid="{name}"/>'


def _condition(test: str, *results: str, goes_on: bool = False) -> str:
    said = "Yes" if goes_on else "No"
    return f'<respcondition continue="{said}"><conditionvar>{test}</conditionvar>{"".join(results)}</respcondition>'


def _equal(value: str, response: str = RESPONSE, attributes: str = "") -> str:
    return f'<varequal respident="{response}"{attributes}>{escaped(value)}</varequal>'


_OUTCOMES = '<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
_ALL = '<setvar action="Set" varname="SCORE">100</setvar>'


def _share(place: int, parts: int) -> str:
    """Return the part of the score that one of several parts earns; together they are exactly 100."""
    share = (Decimal(100) / parts).quantize(Decimal("0.01"))
    last = 100 - share * (parts - 1)
    return f'<setvar action="Add" varname="SCORE">{last if place == parts - 1 else share}</setvar>'


def _labels(options: Mapping[str, str], *, shuffle: bool) -> str:
    """Return a list of options, each a text by its name."""
    inner = "".join(
        f'<response_label ident="{name}"><material>{text}</material></response_label>' for name, text in options.items()
    )
    return f'<render_choice shuffle="{"Yes" if shuffle else "No"}">{inner}</render_choice>'


def _select(texts: Texts, item: Choice | Multi) -> Body:
    names = part_names(item, "option")
    options = [(names[option.text], option) for option in options_of(item, "canvas")]
    comments = {f"{name}_fb": html_of(option.why) for name, option in options if option.why}
    # Comments stand before the score: of several conditions on one option, Classic Quizzes goes by the last.
    said = "".join(
        _condition(_equal(name), _shown(f"{name}_fb"), goes_on=True) for name, option in options if option.why
    )
    labels = _labels({name: mattext(html_of(option.text)) for name, option in options}, shuffle=not is_arranged(item))
    if isinstance(item, Choice):
        [right] = [name for name, option in options if option.right]
        responses = f'<response_lid ident="{RESPONSE}" rcardinality="Single">{labels}</response_lid>'
        return Body("multiple_choice_question", responses, said + _condition(_equal(right), _ALL), comments)
    every = "".join(_equal(name) if option.right else f"<not>{_equal(name)}</not>" for name, option in options)
    responses = f'<response_lid ident="{RESPONSE}" rcardinality="Multiple">{labels}</response_lid>'
    conditions = said + _condition(f"<and>{every}</and>", _ALL)
    rule = "PartialScore" if texts.gives_partial_credit else "AllOrNothing"
    return Body("multiple_answers_question", responses, conditions, comments, {"scoring_algorithm": rule})


def _true_false(_texts: Texts, item: TrueFalse) -> Body:
    # Whatever the language: Classic Quizzes knows the kind by these words, and shows them in the reader's.
    names = {word: part_name(item, word) for word in ("true", "false")}
    labels = _labels({names[word]: plain(word.capitalize()) for word in names}, shuffle=False)
    responses = f'<response_lid ident="{RESPONSE}" rcardinality="Single">{labels}</response_lid>'
    return Body("true_false_question", responses, _condition(_equal(names[item.answer]), _ALL))


_TYPED = (
    f'<response_str ident="{RESPONSE}" rcardinality="Single"><render_fib{{}}>'
    '<response_label ident="answer1" rshuffle="No"/></render_fib></response_str>'
)


def _typed(texts: Texts, item: Term | Question) -> Body:
    # A condition for each spelling: side by side in one they would have to hold together.
    conditions = "".join(_condition(_equal(text), _ALL) for text in with_bare(item, texts.language))
    return Body("short_answer_question", _TYPED.format(""), conditions)


def _cloze(texts: Texts, item: Cloze) -> Body:
    found = gaps(item.text)
    responses, conditions = "", ""
    for place, gap in enumerate(found):
        name, share = part_name(item, "gap", place), _share(place, len(found))
        known = {
            part_name(item, f"answer {number}" if number else "answer", place): plain(text)
            for number, text in enumerate(gap_spellings(item, gap, texts.language))
        }
        labels = _labels(known, shuffle=False)
        responses += f'<response_lid ident="response_{name}"><material>{plain(name)}</material>{labels}</response_lid>'
        conditions += "".join(_condition(_equal(one, f"response_{name}"), share, goes_on=True) for one in known)
    return Body("fill_in_multiple_blanks_question", responses, conditions)


def _numeric(_texts: Texts, item: Numeric) -> Body:
    # New Quizzes takes the margin from its attribute: worked out from the bounds it would bear the noise of floats.
    margin, value = item.margin, as_typed(item.value)
    low, high = (as_typed(item.value - margin), as_typed(item.value + margin)) if margin else (value, value)
    stated = f' margin="{as_typed(margin)}" margintype="absolute"' if margin else ""
    between = f'<and><vargte respident="{RESPONSE}">{low}</vargte><varlte respident="{RESPONSE}">{high}</varlte></and>'
    test = f"<or>{_equal(value, attributes=stated)}{between}</or>"
    return Body("numerical_question", _TYPED.format(' fibtype="Decimal"'), _condition(test, _ALL))


def _match(texts: Texts, item: Matching | LabelledPicture) -> Body:
    found = texts.matches(item)
    names = [part_name(item, "response", place) for place in range(len(found.responses))]
    if len(found.premises) == 1:
        # With one premise it is no list of matches to New Quizzes.
        answer = _condition(_equal(found.responses[0].plain), _ALL)
        return Body("short_answer_question", _TYPED.format(""), answer)
    order = sorted(range(len(names)), key=names.__getitem__)
    labels = _labels({names[place]: listed(found.responses[place]) for place in order}, shuffle=True)
    responses, conditions = "", ""
    for place, premise in enumerate(found.premises):
        response = f"response_{part_name(item, 'premise', place)}"
        responses += f'<response_lid ident="{response}"><material>{mattext(premise)}</material>{labels}</response_lid>'
        conditions += _condition(_equal(names[place], response), _share(place, len(found.premises)), goes_on=True)
    rule = "PartialDeep" if texts.gives_partial_credit else "DeepEquals"
    return Body("matching_question", responses, conditions, metadata={"scoring_algorithm": rule})


def _order(_texts: Texts, item: Ordering) -> Body:
    names = part_names(item, "step")
    shown = {names[text]: mattext(html_of(text)) for text in mixed(item, "canvas")}
    labels = _labels(shown, shuffle=False)
    responses = f'<response_lid ident="{RESPONSE}" rcardinality="Ordered">{labels}</response_lid>'
    # New Quizzes knows the kind by its responses, and has no name for it.
    return Body("", responses, _condition("".join(map(_equal, names.values())), _ALL))


def _write(_texts: Texts, _item: Question | Essay) -> Body:
    return Body("essay_question", _TYPED.format(""), _condition("<other/>"))


_BODIES: Mapping[str, Callable[[Texts, Any], Body]] = {
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


def files_of(written: Iterable[Written]) -> dict[str, bytes]:
    """Return the pictures of items, by the names under which they lie in the package."""
    return {
        f"images/{file_name(address)}": content for one in written for address, content in sorted(one.pictures.items())
    }
