"""Items of QTI 2 and 3: what they show, share, ask and say behind an answer."""

import pytest

from nasec_study.importers._bank import Bank
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


def test_what_is_drawn_anew_for_each_student_is_no_item() -> None:
    [left] = packed(f'<p>Of <printedVariable identifier="n"/> seas:</p>{ASKED}').left_out
    assert left.reason == "it has numbers that are drawn anew for each student"


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
    <simpleChoice identifier="b">False<feedbackInline identifier="b" outcomeIdentifier="F">Well done.
    </feedbackInline></simpleChoice></choiceInteraction>"""
    [item] = packed(judged.format("fresh")).items
    assert item.fields["answer"] == "false"
    assert (item.fields["correction"], item.fields["rationale"]) == ("No, it is salt.", "Well done.")


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
    assert left.reason.startswith("it has fewer than two pairs; a picture that is not in the file, d.png")


def test_words_to_choose_in_a_line_are_a_gap_and_the_wrong_ones_are_told() -> None:
    offered = '<inlineChoice identifier="a">Red</inlineChoice><inlineChoice identifier="b">Black</inlineChoice>'
    asked = f'<inlineChoiceInteraction responseIdentifier="R">{offered}</inlineChoiceInteraction>'
    [item] = packed(f"<p>It is the {asked} Sea.</p>").items
    assert item.fields["text"] == "It is the {{c1::Black}} Sea."
    assert item.left == ("wrong answers that a gap offers: Red",)
