"""Items of QTI 2 and 3: what they show, share, ask and say behind an answer."""

import pytest

from nasec_study.importers.shared.bank import Bank, Imported
from tests.importers.making import PNG, archived, bank

ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="item" title="Seas">
<responseDeclaration identifier="R" cardinality="single" baseType="identifier">
<correctResponse><value>b</value></correctResponse></responseDeclaration>
<responseDeclaration identifier="S" cardinality="single" baseType="identifier">
<correctResponse><value>d</value></correctResponse></responseDeclaration>
{before}<itemBody>{body}</itemBody>{after}</assessmentItem>"""
ASKED = """<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>Which sea?</prompt>
<simpleChoice identifier="a">Red</simpleChoice><simpleChoice identifier="b">Black</simpleChoice>
<simpleChoice identifier="c">White</simpleChoice></choiceInteraction>"""
ASKED_TOO = """<choiceInteraction responseIdentifier="S" maxChoices="1"><prompt>And why?</prompt>
<simpleChoice identifier="d">It is deep.</simpleChoice><simpleChoice identifier="e">It is cold.</simpleChoice>
<simpleChoice identifier="f">It is old.</simpleChoice></choiceInteraction>"""


def packed(body: str, before: str = "", after: str = "", **files: str | bytes) -> Bank:
    """Return the bank of one item, with files beside it whose names have a dot for `__`."""
    beside = {f"texts/{name.replace('__', '.')}": content for name, content in files.items()}
    item = ITEM.format(body=body, before=before, after=after)
    return bank("package.zip", archived({"imsmanifest.xml": "<manifest/>", "items/item.xml": item, **beside}))


def test_what_a_rubric_says_to_students_stands_above_the_question_and_the_rest_does_not() -> None:
    [item] = packed(
        f"""<rubricBlock view="candidate scorer"><p>It lies in the east.</p></rubricBlock>
        <rubricBlock view="author"><p>Drafted in May.</p></rubricBlock>{ASKED}"""
    ).items
    assert (item.fields["stem"], item.left) == ("It lies in the east.\n\nWhich sea?", ())


@pytest.mark.parametrize(
    ("passage", "shown"),
    [
        ("<html><title>No</title><body><p>In the east &amp; a<br>line.</p></body></html>", "In the east & a\\\nline."),
        ("<html><body><p>In the east.</p></body></html>", "In the east."),
        ("<body><p>In the<br>east.<!-- Drafted in May. --></p><?php more() ?></body>", "In the\\\neast."),
        ("In the east.", "In the east."),
        ("", ""),
    ],
)
def test_a_passage_in_another_file_stands_above_the_question(passage: str, shown: str) -> None:
    found = packed(f'<div><object data="../texts/a.html" type="text/html"/></div>{ASKED}', a__html=passage)
    assert (found.items[0].fields["stem"], found.items[0].left) == (f"{shown}\n\nWhich sea?".strip(), ())


def test_a_passage_that_items_share_stands_above_the_question() -> None:
    passage = "<qti-stimulus-body><p>In the east.</p></qti-stimulus-body>"
    [item] = packed(
        ASKED,
        '<qti-assessment-stimulus-ref identifier="x" href="../texts/a.xml"/>',
        a__xml=f"<qti-assessment-stimulus>{passage}</qti-assessment-stimulus>",
    ).items
    assert item.fields["stem"] == "In the east.\n\nWhich sea?"


def test_a_passage_that_is_not_there_is_told() -> None:
    [item] = packed(f'<object data="gone.html" type="text/html"/>{ASKED}').items
    assert item.left == ("the text gone.html, which is not in the file",)


def test_a_picture_may_be_an_object() -> None:
    found = packed(f'<p><object data="../texts/sea.png" type="image/png">A map</object></p>{ASKED}', sea__png=PNG)
    [address] = found.media
    assert found.items[0].fields["stem"] == f"![A map]({address})\n\nWhich sea?"


def test_an_item_that_asks_in_two_parts_is_two() -> None:
    one, other = packed(f"<p>A map.</p>{ASKED}{ASKED_TOO}").items
    assert (one.fields["stem"], one.fields["key"]) == ("A map.\n\nWhich sea?", "Black")
    assert (other.fields["stem"], other.fields["key"]) == ("A map.\n\nAnd why?", "It is deep.")
    assert (one.wish, other.wish) == ("Seas 1", "Seas 2")


@pytest.mark.parametrize(
    ("body", "drawn"),
    [
        ('<p>Of <printedVariable identifier="n"/> seas:</p>', ""),
        ("<p>Of {N} seas:</p>", '<setTemplateValue identifier="N"><randomInteger min="1" max="5"/></setTemplateValue>'),
        ("", '<setCorrectResponse identifier="R"><variable identifier="N"/></setCorrectResponse>'),
    ],
)
def test_what_is_drawn_anew_for_each_student_is_no_item(body: str, drawn: str) -> None:
    [left] = packed(f"{body}{ASKED}", f"<templateProcessing>{drawn}</templateProcessing>").left_out
    assert left.words == "it has numbers that are drawn anew for each student"


def test_an_answer_that_a_program_compares_is_told() -> None:
    compared = '<customOperator definition="MAXIMA"><variable identifier="R"/></customOperator>'
    points = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
    rule = f"<responseCondition><responseIf>{compared}{points}</responseIf></responseCondition>"
    [item] = packed(ASKED, "", f"<responseProcessing>{rule}</responseProcessing>").items
    assert item.left == ("how an answer is compared: MAXIMA",)


def test_what_is_said_of_wrong_answers_is_no_reason_of_the_right_one() -> None:
    [item] = packed(
        ASKED,
        after="""<modalFeedback identifier="correct" outcomeIdentifier="F">It is deep.</modalFeedback>
        <modalFeedback identifier="incorrect" outcomeIdentifier="F">Sorry.</modalFeedback>""",
    ).items
    assert (item.fields["rationale"], item.left) == ("It is deep.", ("feedback on wrong answers: Sorry.",))


def test_what_is_said_of_true_and_false_comes_along() -> None:
    judged = """<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>The sea is {0}.</prompt>
    <simpleChoice identifier="a">True<feedbackInline identifier="a" outcomeIdentifier="F">No, it is salt.
    </feedbackInline></simpleChoice>
    <simpleChoice identifier="b">False<feedbackInline identifier="praise" outcomeIdentifier="F">It is the Dead Sea.
    </feedbackInline></simpleChoice></choiceInteraction>"""
    [item] = packed(judged.format("fresh")).items
    assert item.fields["answer"] == "false"
    assert (item.fields["correction"], item.fields["rationale"]) == ("No, it is salt.", "It is the Dead Sea.")


def test_a_premise_without_a_response_is_told_and_so_are_pictures_that_are_missing() -> None:
    matched = """<matchInteraction responseIdentifier="M"><prompt>Match</prompt><simpleMatchSet>
    <simpleAssociableChoice identifier="a">Red</simpleAssociableChoice>
    <simpleAssociableChoice identifier="b">Black</simpleAssociableChoice>
    <simpleAssociableChoice identifier="c">White</simpleAssociableChoice></simpleMatchSet><simpleMatchSet>
    <simpleAssociableChoice identifier="d">{0}</simpleAssociableChoice>
    <simpleAssociableChoice identifier="e">{1}</simpleAssociableChoice></simpleMatchSet></matchInteraction>"""
    declared = """<responseDeclaration identifier="M" cardinality="multiple" baseType="directedPair"><correctResponse>
    <value>a d</value><value>b e</value></correctResponse></responseDeclaration>"""
    [item] = packed(matched.format("warm", "deep"), declared).items
    assert item.left == ("a premise without a right response: White",)
    [left] = packed(matched.format('<img src="d.png"/>', '<img src="e.png"/>'), declared).left_out
    assert left.words.startswith("it has fewer than two pairs; a picture that is not in the file, d.png")


def test_words_to_choose_in_a_line_are_a_gap_and_the_wrong_ones_are_told() -> None:
    offered = '<inlineChoice identifier="a">Red</inlineChoice><inlineChoice identifier="b">Black</inlineChoice>'
    asked = f'<inlineChoiceInteraction responseIdentifier="R">{offered}</inlineChoiceInteraction>'
    [item] = packed(f"<p>It is the {asked} Sea.</p>").items
    assert item.fields["text"] == "It is the {{c1::Black}} Sea."
    assert item.left == ("wrong answers that a gap offers: Red",)


def told(rules: str, *feedback: str, outcome: str = "F") -> Imported:
    """Return the item of a question whose rules show feedback."""
    said = "".join(
        f'<modalFeedback identifier="{name}" outcomeIdentifier="{outcome}">{words}</modalFeedback>'
        for name, words in zip(feedback[::2], feedback[1::2], strict=True)
    )
    [item] = packed(ASKED, after=f"<responseProcessing>{rules}</responseProcessing>{said}").items
    return item


def shows(name: str, test: str, otherwise: str = "", outcome: str = "F") -> str:
    """Return a rule that shows feedback where a test holds, and other feedback where it does not."""
    result = '<setOutcomeValue identifier="{}"><baseValue baseType="identifier">{}</baseValue></setOutcomeValue>'
    other = f"<responseElse>{result.format(outcome, otherwise)}</responseElse>" if otherwise else ""
    rule = f"<responseIf>{test}{result.format(outcome, name)}</responseIf>{other}"
    return f"<responseCondition>{rule}</responseCondition>"


def match(value: str, variable: str = "R") -> str:
    return f'<match><variable identifier="{variable}"/><baseValue baseType="identifier">{value}</baseValue></match>'


IS_CORRECT = '<match><variable identifier="R"/><correct identifier="R"/></match>'
IS_EMPTY = '<isNull><variable identifier="R"/></isNull>'


@pytest.mark.parametrize(
    "rules",
    [
        shows("f1", match("correct", "BASIC")) + shows("f2", match("incorrect", "BASIC")),
        shows("f1", IS_CORRECT, "f2"),
        shows("f1", f"<not>{IS_EMPTY}</not>") + shows("f2", f"<not>{IS_CORRECT}</not>"),
        shows("f1", IS_CORRECT) + shows("f2", IS_EMPTY),
    ],
)
def test_rules_tell_which_feedback_is_a_reason_of_the_right_answer(rules: str) -> None:
    item = told(rules, "f1", "It is deep.", "f2", "Sorry.")
    assert (item.fields["rationale"], item.left) == ("It is deep.", ("feedback on wrong answers: Sorry.",))


def test_rules_tell_which_option_feedback_is_of() -> None:
    item = told(shows("f1", match("a")) + shows("f2", f"<and>{match('b')}</and>"), "f1", "Warm.", "f2", "Deep.")
    assert (item.fields["distractors"], item.fields["rationale"]) == (
        [{"text": "Red", "why": "Warm."}, {"text": "White"}],
        "Deep.",
    )


def test_a_hint_on_demand_is_told_and_its_button_asks_nothing() -> None:
    button = '<p><endAttemptInteraction responseIdentifier="HINT" title="Hint"/></p>'
    said = '<modalFeedback identifier="x" outcomeIdentifier="HINTFEEDBACK">Dark.</modalFeedback>'
    [item] = packed(ASKED + button, after=said).items
    assert (item.fields["key"], item.left) == ("Black", ("a hint: Dark.",))


def declared(name: str, base: str, *right: str) -> str:
    values = "".join(f"<value>{value}</value>" for value in right)
    cardinality = "multiple" if base == "directedPair" else "single"
    return f"""<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">
    <correctResponse>{values}</correctResponse></responseDeclaration>"""


def test_a_right_answer_that_is_written_is_the_model_answer() -> None:
    body = '<p>Why?</p><extendedTextInteraction responseIdentifier="W"/>'
    [item] = packed(body, declared("W", "string", "It rains.")).items
    assert item.fields == {"type": "question", "stem": "Why?", "answer": "It rains."}


def test_a_figure_within_a_text_keeps_its_place_and_its_larger_tolerance() -> None:
    body = '<p>It has <textEntryInteraction responseIdentifier="N"/> million people.</p>'
    compared = '<variable identifier="N"/><correct identifier="N"/>'
    equal = f'<equal toleranceMode="absolute" tolerance="0.1 0.2">{compared}</equal>'
    rules = f"<responseProcessing>{shows('1', equal, outcome='SCORE')}</responseProcessing>"
    [item] = packed(body, declared("N", "float", "2.1"), rules).items
    assert (item.fields["stem"], item.fields["tolerance"]) == ("It has _____ million people.", "0.2")
    assert item.changed == ("an answer may be off by 0.1 below and 0.2 above; now by the larger on both sides",)


def matched(*right: str, responses: tuple[str, ...] = ("x", "y", "z"), name: str = "") -> list[Imported]:
    sets = "".join(
        f"<simpleMatchSet>{''.join(CHOICE.format(name, name.upper()) for name in names)}</simpleMatchSet>"
        for names in (("a", "b"), responses)
    )
    body = f'<p>Sort.</p><matchInteraction class="{name}" responseIdentifier="M">{sets}</matchInteraction>'
    return [*packed(body, declared("M", "directedPair", *right)).items]


CHOICE = '<simpleAssociableChoice identifier="{}">{}</simpleAssociableChoice>'


def test_a_premise_with_several_responses_asks_for_all_of_them() -> None:
    one, other = matched("a x", "a y", "b x")
    assert (one.fields["stem"], one.fields["keys"], one.fields["distractors"]) == (
        "Sort.\n\nA",
        ["X", "Y"],
        [{"text": "Z"}],
    )
    assert (other.fields["stem"], other.fields["key"]) == ("Sort.\n\nB", "X")


@pytest.mark.parametrize(
    ("responses", "name"), [(("correct", "wrong"), "kprim"), (("none", "correct", "wrong"), "match_true_false")]
)
def test_premises_that_are_right_or_wrong_are_options(responses: tuple[str, ...], name: str) -> None:
    [item] = matched("a correct", "b wrong", responses=responses, name=name)
    assert (item.fields["stem"], item.fields["key"], item.fields["distractors"]) == ("Sort.", "A", [{"text": "B"}])


def test_of_words_to_choose_in_a_line_the_best_ones_are_right() -> None:
    words = "".join(f'<inlineChoice identifier="{name}">{name}</inlineChoice>' for name in ("Po", "Rhine", "Rhone"))
    body = f'<p>The <inlineChoiceInteraction responseIdentifier="C">{words}</inlineChoiceInteraction> is long.</p>'
    earned = '<mapEntry mapKey="Po" mappedValue="0.5"/><mapEntry mapKey="Rhine" mappedValue="1"/>'
    mapped = declared("C", "identifier").replace("</responseD", f"<mapping>{earned}</mapping></responseD")
    [item] = packed(body, mapped).items
    assert item.fields["text"] == "The {{c1::Rhine}} is long."
    assert item.left == ("answers that earn a part: Po", "wrong answers that a gap offers: Rhone")


def test_a_rule_that_tests_nothing_tells_nothing_of_feedback() -> None:
    shown = '<setOutcomeValue identifier="F"><baseValue baseType="identifier">f1</baseValue></setOutcomeValue>'
    rules = f"<responseCondition><responseIf/><responseElse>{shown}</responseElse></responseCondition>"
    assert told(rules, "f1", "It is deep.").fields["rationale"] == "It is deep."


def test_words_to_drag_into_a_text_are_gaps_of_it() -> None:
    words = "".join(f'<gapText identifier="{name}">{name}</gapText>' for name in ("Seine", "Loire", "Rhone"))
    text = '<p>The <gap identifier="g"/> is shorter than the <gap identifier="h"/>.</p>'
    asked = f'<gapMatchInteraction responseIdentifier="G"><prompt>Drag.</prompt>{words}{text}</gapMatchInteraction>'
    body, shown = (
        f"<p>Two rivers.</p>{asked}",
        "Two rivers.\n\nDrag.\n\nThe {{c1::Seine}} is shorter than the {{c2::Loire}}.",
    )
    [item] = packed(body, declared("G", "directedPair", "Loire h", "Seine g")).items
    assert (item.fields["text"], item.left) == (shown, ("wrong answers that a gap offers: Rhone",))
    earned = "".join(
        f'<mapEntry mapKey="{pair}" mappedValue="{points}"/>'
        for pair, points in (("Seine g", 2), ("Rhone g", 1), ("Loire h", 1), ("Seine h", 1))
    )
    mapped = declared("G", "directedPair").replace("</responseD", f"<mapping>{earned}</mapping></responseD")
    [item] = packed(body, mapped).items
    assert (item.fields["text"], item.left) == (shown, ("answers that earn a part: Rhone",))
    assert item.fields["accept"] == {"Loire": ["Seine"]}


def test_a_spelling_counts_whatever_figure_its_rule_sets() -> None:
    spelled = "".join(
        match(word, "T").replace("match>", "stringMatch>").replace('identifier">', 'string">')
        for word in ("Po", "Padus")
    )
    outcome = '<outcomeDeclaration identifier="FOUND" cardinality="single" baseType="integer"/>'
    rules = f"<responseProcessing>{shows('1', f'<or>{spelled}</or>', outcome='FOUND')}</responseProcessing>"
    body = '<p>Which river?</p><p><textEntryInteraction responseIdentifier="T"/></p>'
    [item] = packed(
        body,
        declared("T", "string") + outcome,
        rules,
    ).items
    assert (item.fields["answer"], item.fields["accept"]) == ("Po", ["Padus"])


def test_the_rule_that_gives_points_names_the_right_option_where_nothing_is_declared() -> None:
    points = '<setOutcomeValue identifier="SCORE"><baseValue baseType="integer">{}</baseValue></setOutcomeValue>'
    rules = "".join(
        f"<responseCondition><responseIf>{match(name, 'U')}{points.format(earned)}</responseIf></responseCondition>"
        for name, earned in (("a", 0), ("b", 1), ("c", 0))
    )
    undeclared = '<responseDeclaration identifier="U" cardinality="single" baseType="identifier"/>'
    asked = ASKED.replace('"R"', '"U"')
    [item] = packed(asked, undeclared, f"<responseProcessing>{rules}</responseProcessing>").items
    assert item.fields["key"] == "Black"


def test_a_figure_and_a_word_in_one_text_are_gaps_of_it() -> None:
    entry = '<textEntryInteraction responseIdentifier="{}"/>'
    body = f"<p>The river is {entry.format('A')} thousand {entry.format('B')} long.</p>"
    [item] = packed(body, declared("A", "float", "6.5") + declared("B", "string", "km")).items
    assert item.fields["text"] == "The river is {{c1::6.5}} thousand {{c2::km}} long."


def test_a_right_word_that_a_gap_does_not_offer_is_no_answer() -> None:
    words = '<inlineChoice identifier="a">Po</inlineChoice><inlineChoice identifier="b">Rhone</inlineChoice>'
    body = f'<p>The <inlineChoiceInteraction responseIdentifier="A">{words}</inlineChoiceInteraction> is long.</p>'
    [left] = packed(body, declared("A", "identifier", "c")).left_out
    assert left.words == "a gap has no right answer"


HOTTEXT = """<hottextInteraction responseIdentifier="R" maxChoices="{most}"><prompt>Which word is a verb?</prompt>
<p>The <hottext identifier="a">tide</hottext> <hottext identifier="b"><em>rises</em></hottext> in the
<hottext identifier="c">{word}</hottext>.</p></hottextInteraction>"""


@pytest.mark.parametrize("most", ["1", "0"])
def test_words_to_mark_in_a_text_are_options_in_their_order(most: str) -> None:
    [item] = packed(HOTTEXT.format(most=most, word="bay")).items
    assert item.fields == {
        "type": "choice",
        "stem": "The tide *rises* in the bay.\n\nWhich word is a verb?",
        "key": "*rises*",
        "distractors": [{"text": "tide"}, {"text": "bay"}],
        "order": ["tide", "*rises*", "bay"],
    }


def test_words_that_stand_in_two_places_are_no_options() -> None:
    [left] = packed(HOTTEXT.format(most="1", word="tide")).left_out
    assert left.words == "the same words may be marked in several places of its text"


def test_several_words_to_mark_are_all_asked_for() -> None:
    before = """<responseDeclaration identifier="M" cardinality="multiple" baseType="identifier">
    <correctResponse><value>b</value><value>c</value></correctResponse></responseDeclaration>"""
    [item] = packed(HOTTEXT.format(most="0", word="falls").replace('"R"', '"M"'), before).items
    assert (item.fields["keys"], item.fields["distractors"]) == (["*rises*", "falls"], [{"text": "tide"}])


def test_a_slider_is_a_number_to_type() -> None:
    before = """<responseDeclaration identifier="N" cardinality="single" baseType="integer">
    <correctResponse><value>70</value></correctResponse></responseDeclaration>"""
    slider = """<sliderInteraction responseIdentifier="N" lowerBound="0" upperBound="100" step="5">
    <prompt>How many percent are water?</prompt></sliderInteraction>"""
    after = """<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="5 5">
    <variable identifier="N"/><correct identifier="N"/></equal><setOutcomeValue identifier="SCORE">
    <baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"""
    [item] = packed(slider, before, after).items
    assert item.fields == {"type": "numeric", "stem": "How many percent are water?", "value": "70", "tolerance": "5"}
    assert item.changed == ("a slider from 0 to 100 is now a number to type",)


def test_what_is_done_on_a_picture_is_told_with_what_to_do() -> None:
    order = '<graphicOrderInteraction responseIdentifier="R"><prompt>Order.</prompt></graphicOrderInteraction>'
    [left] = packed(order).left_out
    assert left.words == "QTI's graphicOrderInteraction has no counterpart here; write it as a `picture` item"
