"""Questions of QTI 1.2: what is said behind their answers, and how ILIAS matches and scores."""

from tests.importers.making import bank

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
    said = SAID.format("1_fb", "It is salt.") + SAID.format("2_fb", "Right.") + SAID.format("Correct", "See page 3.")
    kind = {"label": "question_type", "entry": "true_false_question"}
    [item] = bank("a.xml", ITEM.format(asked=asked, rules=right("2"), said=said, **kind)).items
    assert item.fields["answer"] == "false"
    assert (item.fields["correction"], item.fields["rationale"]) == ("It is salt.", "Right.\n\nSee page 3.")


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
