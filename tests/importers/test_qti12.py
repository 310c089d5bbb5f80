"""Questions of QTI 1.2: what is said behind their answers, and how ILIAS, OLAT and Sakai ask and score."""

from base64 import b64encode
from time import process_time

import pytest

from nasec_study.importers.shared.bank import Imported
from tests.importers.making import PNG, archived, bank

ITEM = """<questestinterop><item ident="item" title="Seas"><itemmetadata><qtimetadata><qtimetadatafield>
<fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
<presentation>{asked}</presentation><resprocessing>{rules}</resprocessing>{said}</item></questestinterop>"""
STEM = "<material><mattext>{}</mattext></material>"
LABEL = '<response_label ident="{}"{}><material><mattext>{}</mattext></material></response_label>'
SAID = '<itemfeedback ident="{}"><material><mattext>{}</mattext></material></itemfeedback>'


def right(name: str, points: int = 100, test: str = "varequal") -> str:
    condition = f'<conditionvar><{test} respident="r">{name}</{test}></conditionvar>'
    return f'<respcondition>{condition}<setvar action="Add">{points}</setvar></respcondition>'


def chosen(words: dict[str, str]) -> str:
    labels = "".join(LABEL.format(name, "", one) for name, one in words.items())
    return f'<response_lid ident="r" rcardinality="Single"><render_choice>{labels}</render_choice></response_lid>'


def test_what_is_said_of_the_right_answer_stands_before_what_is_said_of_any() -> None:
    asked = STEM.format("Which?") + chosen({"a": "Red", "b": "Black", "c": "White"})
    said = SAID.format("b_fb", "It is deep.") + SAID.format("general_fb", "See page 3.") + SAID.format("a_fb", "No.")
    kind = {"label": "question_type", "entry": "multiple_choice_question"}
    [item] = bank("a.xml", ITEM.format(asked=asked, rules=right("b"), said=said, **kind)).items
    assert (item.fields["rationale"], item.left) == ("It is deep.\n\nSee page 3.", ())


def test_what_is_said_of_true_and_of_false_comes_along() -> None:
    asked = STEM.format("The Black Sea is fresh.") + chosen({"1": "True", "2": "False"})
    said = SAID.format("1_fb", "It is salt.") + SAID.format("2_fb", "So it is.") + SAID.format("Correct", "See page 3.")
    kind = {"label": "question_type", "entry": "true_false_question"}
    [item] = bank("a.xml", ITEM.format(asked=asked, rules=right("2"), said=said, **kind)).items
    assert item.fields["answer"] == "false"
    assert (item.fields["correction"], item.fields["rationale"]) == ("It is salt.", "So it is.\n\nSee page 3.")


def test_the_only_response_is_meant_by_whatever_name_rules_call_it() -> None:
    asked = STEM.format("Which?") + chosen({"a": "Red", "b": "Black"})
    rules = right("b").replace('respident="r"', 'respident="MCSR"')
    [item] = bank("a.xml", ITEM.format(asked=asked, rules=rules, said="", label="points", entry="1")).items
    assert (item.fields["key"], item.fields["distractors"]) == ("Black", [{"text": "Red"}])


def test_what_is_said_alike_of_right_and_of_wrong_answers_is_told_once() -> None:
    asked = STEM.format("Which?") + chosen({"a": "Red", "b": "Black"})
    said = SAID.format("response_allcorrect", "See.") + SAID.format("response_onenotcorrect", "See.")
    [item] = bank("a.xml", ITEM.format(asked=asked, rules=right("b"), said=said, label="points", entry="1")).items
    assert (item.fields["rationale"], item.left) == ("See.", ())


def test_labels_with_groups_of_others_are_matched_with_them() -> None:
    words = {"1": "France", "2": "Italy", "3": "Monaco"}
    labels = "".join(LABEL.format(name, ' match_group="4,5,6"', one) for name, one in words.items())
    labels += "".join(LABEL.format(name, "", one) for name, one in {"4": "Rome", "5": "Paris", "6": "Bonn"}.items())
    asked = STEM.format("Match.") + f'<response_grp ident="r" rcardinality="Multiple">{labels}</response_grp>'
    rules = right("5,1", 4, "varsubset") + right("4,2", 2, "varsubset") + right("6,1", 0, "varsubset")
    [item] = bank("a.xml", ITEM.format(asked=asked, rules=rules, said="", label="points", entry="6")).items
    assert item.fields["pairs"] == [
        {"premise": "France", "response": "Paris"},
        {"premise": "Italy", "response": "Rome"},
    ]
    assert (item.fields["distractors"], item.fields["points"]) == ([{"text": "Bonn"}], "6")
    assert item.left == ("a premise without a right response: Monaco",)


def test_what_a_gap_offers_besides_is_told() -> None:
    asked = STEM.format("It lies on the") + chosen({"Loire": "Loire", "Seine": "Seine"}).replace("lid", "str")
    content = ITEM.format(asked=asked, rules=right("Seine"), said="", label="x", entry="y")
    [item] = bank(
        "a.xml",
        content.replace(
            "</response_str>", "</response_str>" + STEM.format("and the") + '<response_str ident="s"/>'
        ).replace("</resprocessing>", right("Marne").replace('"r"', '"s"') + "</resprocessing>"),
    ).items
    assert (item.fields["type"], item.left) == ("cloze", ("wrong answers that a gap offers: Loire",))


ENTRY = '<response_{0} ident="r"><render_{1} {2}/></response_{0}>'


def asked_as(asked: str, rules: str, said: str = "") -> Imported:
    """Return the item that a question becomes."""
    [item] = bank("a.xml", ITEM.format(asked=asked, rules=rules, said=said, label="x", entry="y")).items
    return item


def rule(test: str, points: str = "", *shown: str) -> str:
    """Return a condition with what it earns, if anything, and the names of what it shows."""
    earns = f'<setvar action="Set">{points}</setvar>' if points else ""
    shows = "".join(f'<displayfeedback linkrefid="{name}"/>' for name in shown)
    return f"<respcondition><conditionvar>{test}</conditionvar>{earns}{shows}</respcondition>"


def is_(value: str, of: str = "r") -> str:
    return f'<varequal respident="{of}">{value}</varequal>'


def test_what_a_condition_excludes_is_wrong_however_it_does_so() -> None:
    asked = STEM.format("Which?") + chosen({"a": "Red", "b": "Black", "c": "Seine"}).replace("Single", "Multiple")
    item = asked_as(asked, rule(f"<and>{is_('a')}{is_('b')}</and><not><or>{is_('c')}</or></not>", "1.0"))
    assert (item.fields["keys"], item.fields["distractors"]) == (["Red", "Black"], [{"text": "Seine"}])


def test_what_is_said_of_right_answers_comes_along_and_that_on_others_is_told() -> None:
    asked = STEM.format("Which?") + chosen({"a": "Red", "b": "Black", "c": "White"})
    rules = rule(is_("b"), "1", "Mastery", "b1") + rule(is_("a"), "0", "Fail", "a1") + rule("<other/>", "0", "Fail")
    said = "".join(SAID.format(name, words) for name, words in {"b1": "Deep.", "a1": "Warm.", "Fail": "No."}.items())
    said += SAID.format("Mastery", "Page 3.")
    for kind, words in {"solution": "It is Black.", "hint": "Dark."}.items():
        material = f"<{kind}><{kind}material>{STEM.format(words)}</{kind}material></{kind}>"
        said += f'<itemfeedback ident="{kind.title()}">{material}</itemfeedback>'
    item = asked_as(asked, rules, said)
    assert item.fields["rationale"] == "Deep.\n\nPage 3.\n\nIt is Black."
    assert item.fields["distractors"] == [{"text": "Red", "why": "Warm."}, {"text": "White"}]
    assert item.left == ("1 hint", "feedback on some answers: No.")


@pytest.mark.parametrize(
    "rules",
    [
        rule(is_("0:correct"), "0.5") + rule(f"<not>{is_('0:correct')}</not>", "-0.5") + rule(is_("1:wrong"), "0.5"),
        rule(is_("1", "0"), "", "response_0") + rule(f"<and>{is_('1', '0')}{is_('0', '1')}</and>", "2"),
    ],
)
def test_options_that_are_judged_one_by_one_are_right_or_wrong(rules: str) -> None:
    asked = STEM.format("Seas?") + chosen({"0": "Red", "1": "Seine"}).replace("Single", "Multiple")
    item = asked_as(asked, rules, SAID.format("response_0", "Salt.") + SAID.format("response_1", "A river."))
    assert item.fields["key"] == "Red"
    assert (item.fields["rationale"], item.fields["distractors"]) == ("Salt.", [{"text": "Seine", "why": "A river."}])
    assert item.changed == ("each option was judged by itself, and now the right ones are to be marked",)


def test_an_answer_within_a_text_is_a_gap_in_its_place() -> None:
    asked = (
        STEM.format("Fill in.")
        + STEM.format("It lies on the ")
        + ENTRY.format("str", "fib", "")
        + STEM.format(", far up.")
    )
    item = asked_as(asked, rule(is_("Seine"), "1"))
    assert item.fields == {"type": "cloze", "text": "Fill in. It lies on the {{c1::Seine}}, far up."}


@pytest.mark.parametrize(
    ("entry", "test"),
    [
        (ENTRY.format("num", "fib", 'minnumber="1.9" maxnumber="2.3"'), is_("2.1")),
        (ENTRY.format("str", "fin", ""), is_("1.9|2.3")),
        (ENTRY.format("num", "fib", ""), '<vargte respident="r">1.9</vargte><varlte respident="r">2.3</varlte>'),
    ],
)
def test_a_figure_within_a_text_keeps_its_place_and_its_bounds(entry: str, test: str) -> None:
    rules = rule(test, "1") + rule(test, "", "response_allcorrect") + rule(f"<not>{test}</not>", "", "no")
    item = asked_as(STEM.format("It has ") + f"{entry}{STEM.format(' million.')}", rules, SAID.format("no", "Again."))
    assert item.fields == {
        "type": "numeric",
        "stem": "It has _____ million.",
        "value": "2.1",
        "tolerance": "0.2",
    }
    assert item.left == ("feedback on some answers: Again.",)


@pytest.mark.parametrize("name", ["70{0}_{0}_{0}_0", "{0}"])
def test_steps_stand_in_their_right_order_where_conditions_name_their_places(name: str) -> None:
    depth = '<material><mattext label="answerdepth">0</mattext></material></response_label>'
    labels = "".join(
        LABEL.format(name.format(place), "", step).replace("</response_label>", depth)
        for place, step in enumerate(["Roman", "Gothic", "Baroque"])
    )
    asked = f'{STEM.format("Order.")}<response_lid ident="r" rcardinality="Ordered">{labels}</response_lid>'
    rules = "".join(rule(f'<varequal respident="r" index="{place}">{place}</varequal>', "1") for place in range(3))
    assert asked_as(asked, rules).fields["steps"] == [{"text": "Roman"}, {"text": "Gothic"}, {"text": "Baroque"}]


def test_an_essay_whose_feedback_depends_on_its_points_is_one() -> None:
    entry = ENTRY.format("str", "fib", "")
    rules = rule(is_("5", "points"), "", "response_allcorrect") + rule("<other>tutor_rated</other>")
    item = asked_as(STEM.format("Why?") + entry, rules, SAID.format("response_allcorrect", "Rain."))
    assert item.fields == {"type": "essay", "stem": "Why?", "rationale": "Rain."}


def test_pictures_come_along_that_are_embedded_or_shown_by_their_labels() -> None:
    picture = f'<matimage label="b.png" embedded="base64">{b64encode(PNG).decode()}</matimage>'
    asked = STEM.format('<![CDATA[<p>Which <img src="mob_5" alt="map"/>?</p>]]>').replace(
        "</mattext>", '</mattext><matimage label="mob_5" uri="objects/mob_5/map.png"/>'
    )
    asked = asked.replace("<mattext>", '<mattext texttype="text/xhtml">')
    options = chosen({"a": "Red", "b": "Black", "c": "White"}).replace("Black</mattext>", f"Black</mattext>{picture}")
    content = ITEM.format(asked=asked + options, rules=right("b"), said="", label="x", entry="y")
    [item] = bank("a.zip", archived({"q/qti.xml": content, "q/objects/mob_5/map.png": PNG})).items
    assert (item.fields["stem"], item.left) == ("Which ![map](media/map-30105a27.png)?", ())
    assert item.fields["key"] == "Black ![b.png](media/picture-30105a27.png)"


def test_a_premise_may_be_called_as_a_response_is() -> None:
    labels = LABEL.format("p", ' match_group="x,y"', "France") + LABEL.format("q", ' match_group="x,y"', "Italy")
    labels += LABEL.format("x", "", "Paris") + LABEL.format("y", "", "Rome")
    asked = f'{STEM.format("Match.")}<response_grp ident="r" rcardinality="Ordered">{labels}</response_grp>'
    rules = rule(is_("x", "p"), "1") + rule(is_("y", "p"), "0") + rule(is_("y", "q"), "1")
    assert asked_as(asked, rules).fields["pairs"] == [
        {"premise": "France", "response": "Paris"},
        {"premise": "Italy", "response": "Rome"},
    ]


def test_a_premise_that_no_rule_tests_gets_no_answer_of_another() -> None:
    labels = LABEL.format("x", "", "Paris") + LABEL.format("y", "", "Rome")
    asked = "".join(
        f'<response_lid ident="{name}">{STEM.format(premise)}<render_choice>{labels}</render_choice></response_lid>'
        for name, premise in (("r", "France"), ("s", "Italy"))
    )
    kind = {"label": "question_type", "entry": "matching_question"}
    found = bank("a.xml", ITEM.format(asked=STEM.format("Match.") + asked, rules=right("x"), said="", **kind))
    assert (found.items, [left.words for left in found.left_out]) == ((), ["it has fewer than two pairs"])


def test_what_is_called_right_is_so_even_if_it_earns_nothing() -> None:
    rules = rule(is_("a"), "0", "InCorrect") + rule(is_("b"), "0", "Correct") + rule(is_("c"), "0", "InCorrect")
    assert (
        asked_as(STEM.format("Which?") + chosen({"a": "Red", "b": "Black", "c": "White"}), rules).fields["key"]
        == "Black"
    )


def test_signs_that_begin_no_tag_take_no_time() -> None:
    asked = STEM.format("Which?") + chosen({"a": "Red", "b": "Black"})
    signs = SAID.format("general_fb", "&lt;" * 50_000).replace("<mattext>", '<mattext texttype="text/html">')
    started = process_time()
    assert bank("a.xml", ITEM.format(asked=asked, rules=right("b"), said=signs, label="points", entry="1")).items
    assert process_time() - started < 3


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("@X@EmbeddedFile.requestUrlStub@X@bbcswebdav/xid-12_1", "csfiles/home_dir/maps/sea__xid-12_1.png"),
        ("@X@EmbeddedFile.requestUrlStub@X@bbcswebdav/xid-12_1", "csfiles/home_dir/__xid-12_1.png"),
        ("@X@EmbeddedFile.location@X@sea%20map.png", "res00002/sea map.png"),
        ("@X@EmbeddedFile.location@X@sea%20map.png", "res00002/embedded/sea map.png"),
    ],
)
def test_blackboards_pictures_come_along(address: str, place: str) -> None:
    asked = f'<material><mattext texttype="text/html">Which? &lt;img src="{address}"&gt;</mattext></material>'
    content = ITEM.format(
        asked=asked + chosen({"a": "Red", "b": "Black"}), rules=right("b"), said="", label="x", entry="y"
    )
    others: dict[str, bytes | str] = {
        "csfiles/home_dir/sea__xid-1_1.png": b"",
        "csfiles/home_dir/sea__xid-12_1.png.xml": "<lom/>",
    }
    found = bank("a.zip", archived({"res00002.dat": content, place: PNG, "res00001/sea map.png": b"", **others}))
    assert (list(found.media.values()), found.items[0].left) == ([PNG], ())


def test_questions_of_a_group_earn_what_the_group_says() -> None:
    asked = STEM.format("Which?") + chosen({"a": "Red", "b": "Black", "c": "White"})
    drawn = "<selection_ordering><selection><selection_extension><points_per_item>3.0</points_per_item>"
    drawn += "</selection_extension></selection></selection_ordering>"
    content = ITEM.format(asked=asked, rules=right("b"), said="", label="points_possible", entry="1.0")
    content = content.replace("<item ", f"<section>{drawn}<item ").replace("</item>", "</item></section>")
    assert bank("a.xml", content).items[0].fields["points"] == "3"


def test_a_question_without_a_name_of_its_own_is_told_by_its_words() -> None:
    content = ITEM.format(asked=STEM.format("Which?"), rules="", said="", label="x", entry="y")
    assert [left.name for left in bank("a.xml", content.replace('"Seas"', '"Question"')).left_out] == ["Which?"]


@pytest.mark.parametrize("words", ["yes_no", "agree_disagree", "right_wrong", "true_false"])
def test_what_blackboard_asks_as_either_or_is_a_statement(words: str) -> None:
    asked = STEM.format("It is deep.") + chosen({"t": f"{words}.true", "f": f"{words}.false"})
    fields = asked_as(asked, right("t")).fields
    assert (fields["type"], fields["answer"]) == ("true-false", "true")


@pytest.mark.parametrize("test", ["varsubset", "varsubstring"])
def test_what_an_answer_has_to_contain_is_a_right_answer(test: str) -> None:
    asked = f'{STEM.format("Which sea?")}<response_str ident="r"><render_fib/></response_str>'
    item = asked_as(asked, right("Red") + right("Black", test=test))
    assert (item.fields["answer"], item.fields["accept"]) == ("Red", ["Black"])
    assert item.changed == ("an answer only had to contain some text, and now has to be that text",)
    assert asked_as(asked, right("Black", test=test)).fields["answer"] == "Black"


@pytest.mark.parametrize(
    ("kind", "accept"), [("", True), ("openEntry", True), ("dropdown", False), ("wordbank", False)]
)
def test_all_that_counts_in_a_blank_of_canvas_is_right(kind: str, accept: bool) -> None:  # noqa: FBT001 - of pytest
    told = f' scoring_algorithm="TextInChoices" answer_type="{kind}"' if kind else ""
    labels = LABEL.format("a", told, "sea") + LABEL.format("b", told, "ocean")
    blank = f'<response_lid ident="r"><material><mattext>x</mattext></material><render_choice>{labels}</render_choice>'
    asked = f"{STEM.format('A deep [x].')}{blank}</response_lid>"
    kinds = {"label": "question_type", "entry": "fill_in_multiple_blanks_question"}
    [item] = bank("a.xml", ITEM.format(asked=asked, rules=right("a"), said="", **kinds)).items
    assert item.fields["text"] == "A deep {{c1::sea}}."
    assert item.fields.get("accept") == ({"sea": ["ocean"]} if accept else None)
