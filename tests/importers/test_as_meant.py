"""Banks as other people and programs write them: each item is what its author meant, or the report says why not."""

from base64 import b64encode
from pathlib import Path

import pytest

from nasec_study.foundation.problems import StudyError
from nasec_study.importers.shared.bank import Fields
from tests.conftest import Run
from tests.importers.making import PNG, bank


def moodle(*questions: str) -> str:
    return f'<?xml version="1.0"?><quiz>{"".join(questions)}</quiz>'


def question(kind: str, inner: str, text: str = "Which port is deep?") -> str:
    return (
        f'<question type="{kind}"><name><text>Ports</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{inner}</question>'
    )


def answers(*given: tuple[str, str]) -> str:
    return "".join(f'<answer fraction="{share}"><text>{text}</text></answer>' for text, share in given)


def item(name: str, content: str) -> Fields:
    found = bank(name, content)
    assert [left.words for left in found.left_out] == []
    assert len(found.items) == 1
    return dict(found.items[0].fields)


def test_options_that_bear_letters_lose_them_and_keep_their_order() -> None:
    found = bank("a.gift", "Which is deep? {\n~%0%B) Callao\n~%0%A) Arica\n~%100%C) Both\n}")
    fields = found.items[0].fields
    assert (fields["key"], fields["distractors"]) == ("Both", [{"text": "Arica"}, {"text": "Callao"}])
    assert fields["order"] == ["Arica", "Callao", "Both"]
    assert found.items[0].changed == ("its options had letters, which are left out; they stay in their order",)


@pytest.mark.parametrize(
    "text", ["A. Arica ~C. Callao =D. Both", "A. Arica ~B. Callao =Both", "I. Arica ~II. X =III. Y"]
)
def test_what_is_no_row_of_letters_stays(text: str) -> None:
    fields = item("a.gift", f"Which is deep? {{~{text}}}")
    assert str(fields["distractors"][0]["text"]).startswith(text.partition(" ")[0])  # type: ignore[index, call-overload]
    assert "order" not in fields


@pytest.mark.parametrize(
    ("last", "keeps"),
    [
        ("Both A and B", True),
        ("A, B and C", True),
        ("a) y b)", True),
        ("Les réponses A et C", True),
        ("C und D", False),
        ("Vitamins D and E", False),
        ("a + b", False),
        ("A ship", False),
    ],
)
def test_options_stay_in_order_where_one_names_others_by_letters(last: str, keeps: bool) -> None:  # noqa: FBT001 - a case
    fields = item("a.txt", f"Which is deep?\nA. Arica\nB. Callao\nC. Piura\nD. {last}\nANSWER: D\n")
    assert fields.get("order") == (["Arica", "Callao", "Piura", last] if keeps else None)


@pytest.mark.parametrize(
    ("yes", "no"), [("Richtig", "Falsch"), ("Verdadeiro", "Falso"), ("Да", "Нет."), ("Oui", "Non")]
)
def test_two_words_for_true_and_false_are_a_statement(yes: str, no: str) -> None:
    assert item("a.gift", f"The bay is deep. {{={yes} ~{no}}}")["answer"] == "true"
    assert item("a.gift", f"The bay is deep. {{~{yes} ={no}}}")["type"] == "true-false"


@pytest.mark.parametrize("single", ["False", "0", ""])
def test_several_options_are_right_however_single_is_written(single: str) -> None:
    inner = f"<single>{single}</single>" + answers(("Arica", "50"), ("Callao", "50"), ("Piura", "0"), ("Lima", "0"))
    assert item("a.xml", moodle(question("multichoice", inner)))["keys"] == ["Arica", "Callao"]


def test_options_are_not_shuffled_however_that_is_written() -> None:
    inner = "<shuffleanswers>False</shuffleanswers>" + answers(("Lima", "0"), ("Arica", "100"), ("Callao", "0"))
    assert item("a.xml", moodle(question("multichoice", inner)))["order"] == ["Lima", "Arica", "Callao"]


def test_kinds_that_are_others_by_another_name_come_over() -> None:
    several = item("a.xml", moodle(question("oumultiresponse", answers(("a1", "100"), ("b1", "100"), ("c1", "0")))))
    assert several["keys"] == ["a1", "b1"]
    pairs = "".join(
        f"<subquestion><text>{one}</text><answer><text><![CDATA[<p>{other}</p>]]></text></answer></subquestion>"
        for one, other in (("Arica", "deep"), ("Piura", "none"))
    )
    matched = item("a.xml", moodle(question("ddmatch", pairs)))
    assert matched["pairs"] == [{"premise": "Arica", "response": "deep"}, {"premise": "Piura", "response": "none"}]


def test_the_first_answer_of_an_old_statement_is_true_whatever_its_word() -> None:
    inner = answers(("Verdadero", "0"), ("Falso", "100"))
    assert item("a.xml", moodle(question("truefalse", inner)))["answer"] == "false"


def test_what_is_said_of_any_answer_is_told_once() -> None:
    said = "<correctfeedback><text>Die Antwort ist richtig.</text></correctfeedback>"
    inner = said + answers(("Arica", "100"), ("Callao", "0"), ("Piura", "0"))
    found = bank("a.xml", moodle(*[question("multichoice", inner)] * 3))
    assert [one.left for one in found.items] == [("feedback on any answer: Die Antwort ist richtig.",), (), ()]


def test_a_text_without_embedded_answers_is_named_so() -> None:
    (left,) = bank("a.xml", moodle(question("cloze", "", "The bay is deep."))).left_out
    assert left.words == "its text has no embedded answer"


OPTIONS = "A) Arica\nB) Callao\nC) Lima\n"


@pytest.mark.parametrize(
    "line", ["ANSWER: B", "Answer: b)", "Correct answer: B. Callao", "**Answer: B**", "## ANSWER: B"]
)
def test_an_answer_is_named_by_its_letter_in_many_ways(line: str) -> None:
    assert item("a.txt", f"Which is deep?\n{OPTIONS}{line}\n")["key"] == "Callao"


@pytest.mark.parametrize("line", ["ANSWER: A, C", "Answer: a and c", "Answer: (A) & (C)"])
def test_several_letters_are_several_right_options(line: str) -> None:
    assert item("a.txt", f"Which are deep?\n{OPTIONS}{line}\n")["keys"] == ["Arica", "Lima"]


def test_a_statement_is_answered_with_true_or_false() -> None:
    found = bank("a.txt", f"Which is deep?\n{OPTIONS}ANSWER: B\n\n2. The bay is deep.\nAnswer: True\n")
    assert found.items[1].fields == {"type": "true-false", "statement": "The bay is deep.", "answer": "true"}


@pytest.mark.parametrize(
    "options",
    [
        "A.Arica\nB.Callao\nC.Lima\n",
        "(A) Arica\n(B) Callao\n(C) Lima\n",
        "A)Arica\nB)Callao\nC)Lima\n",
        "A.\n\nArica\n\nB.\n\nCallao\n\nC.\n\nLima\n\n",
    ],
)
def test_options_are_told_by_their_letters(options: str) -> None:
    fields = item("a.txt", f"Which is deep?\n{options}ANSWER: C\n")
    assert (fields["key"], fields["distractors"]) == ("Lima", [{"text": "Arica"}, {"text": "Callao"}])


def test_options_may_stand_in_another_order_than_their_letters() -> None:
    fields = item("a.txt", "Which is deep?\nA) Arica\nC) Callao\nB) Piura\nANSWER: B\n")
    assert (fields["key"], fields["distractors"]) == ("Piura", [{"text": "Arica"}, {"text": "Callao"}])


def test_an_option_goes_on_in_the_next_line() -> None:
    fields = item("a.txt", "Which holds?\nA) The bay is\ndeep\nB) It is flat\nC) It is\ndry land\nANSWER: A\n")
    assert (fields["key"], fields["distractors"]) == (
        "The bay is deep",
        [{"text": "It is flat"}, {"text": "It is dry land"}],
    )


@pytest.mark.parametrize("apart", ["", "\n"])
def test_options_of_a_question_without_an_answer_do_not_mix_with_the_next(apart: str) -> None:
    found = bank("a.txt", f"Which is deep?\n{OPTIONS}{apart}Which is dry?\nA) Ica\nB) Ilo\nC) Asia\nANSWER: B\n")
    assert [(left.name, left.words) for left in found.left_out] == [("Which is deep?", "no line says `ANSWER:`")]
    (only,) = found.items
    assert (only.fields["stem"], only.fields["key"]) == ("Which is dry?", "Ilo")


@pytest.mark.parametrize("apart", ["", "\n"])
def test_what_explains_an_answer_is_no_question(apart: str) -> None:
    first = f"Which is deep?\n{OPTIONS}ANSWER: B\n{apart}Explanation: It was dredged\nin 1950.\n\n"
    found = bank("a.txt", f"{first}2. Which is dry?\nA) Ica\nB) Ilo\nC) Asia\nANSWER: A\nExplanation: A desert.\n")
    assert [one.fields.get("rationale") for one in found.items] == ["It was dredged in 1950.", "A desert."]
    assert found.items[1].fields["stem"] == "Which is dry?"


def test_an_explanation_without_an_empty_line_below_swallows_no_question() -> None:
    first = f"Which is deep?\n{OPTIONS}ANSWER: B\nExplanation: Dredged.\n"
    found = bank("a.txt", f"{first}Which is dry?\nA) Ica\nB) Ilo\nC) Asia\nANSWER: A\n")
    assert [one.fields["stem"] for one in found.items] == ["Which is deep?", "Which is dry?"]
    assert found.items[0].fields["rationale"] == "Dredged."


def test_paragraphs_of_a_question_stay_apart_and_a_heading_above_it_is_told() -> None:
    found = bank("a.txt", f"## Ports\n\n1. A bay was dredged.\n\nWhich is deep?\n{OPTIONS}ANSWER: B\n")
    assert found.items[0].fields["stem"] == "A bay was dredged.\n\nWhich is deep?"
    assert found.items[0].left == ("the heading above it: Ports",)


def test_a_question_may_begin_with_the_word_answer() -> None:
    assert item("a.txt", f"Answer this: which is deep?\n{OPTIONS}ANSWER: B\n")["stem"] == "Answer this: which is deep?"


def test_a_sign_within_an_answer_is_text_where_each_answer_has_its_line() -> None:
    found = bank("a.gift", "How? {\n=Write `header=True`, or a = b.#As x=1.\n~Write `sep=5`\n~Write nothing\n}")
    fields = found.items[0].fields
    assert fields["key"] == "Write \\`header=True\\`, or a = b."
    assert [one["text"] for one in fields["distractors"]] == ["Write \\`sep=5\\`", "Write nothing"]  # type: ignore[index, call-overload]
    assert fields["rationale"] == "As x=1."
    assert found.items[0].changed == ("a sign = within an answer is text there, and begins no answer",)


@pytest.mark.parametrize("inner", ["~eats=eat~ate", "~eats =eat\n~ate", "\n~eats =eat ~ate\n", "~eats\n~=eat\n~ate"])
def test_a_sign_that_begins_an_answer_does_so_anywhere(inner: str) -> None:
    fields = item("a.gift", f"Which? {{{inner}}}")
    assert (fields["key"], fields["distractors"]) == ("eat", [{"text": "eats"}, {"text": "ate"}])


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (r"\(x^{2} = 4\)", r"\(x^{2} = 4\)"),
        (r"\(x^\{2\} \= 4\)", r"\(x^{2} = 4\)"),
        (r"\\(x^\{2\} \= 4\\)", r"\(x^{2} = 4\)"),
        (r"\(\nu = \frac{a}{b}\)", r"\(\nu = \frac{a}{b}\)"),
        (r"$x_{1} = 4$", r"\(x_{1} = 4\)"),
        (r"$$\\frac\{a\}\{b\}$$", r"\(\frac{a}{b}\)"),
    ],
)
def test_signs_of_a_formula_are_no_signs_of_gift(formula: str, shown: str) -> None:
    fields = item("a.gift", f"Solve {formula} now. {{={formula} ~4 ~5}}")
    assert fields["stem"] == f"Solve {shown} now."
    assert str(fields["key"]).replace("[", "(").replace("]", ")") == shown
    assert fields["distractors"] == [{"text": "4"}, {"text": "5"}]


@pytest.mark.parametrize(
    "text",
    [
        "::One::Is it? {T}\n::Two::Is it dry? {T}\n// of three\n::Three::Is it flat? {=yes ~no ~perhaps}\n",
        "Is it? {T}\nIs it dry? {T}\nIs it flat? {\n=yes\n~no\n~perhaps\n}\n",
        "Is it?\n{T}\nIs it dry?\n{T}\nIs it flat?\n{\n=yes\n~no\n~perhaps\n}\n",
        "::One::Is it? {T}\n::Two::Is it dry? {T}\n\n$CATEGORY: Lakes\n::Three::Is it flat? {=yes ~no ~perhaps}\n",
    ],
)
def test_questions_need_no_empty_line_between_them(text: str) -> None:
    found = bank("a.gift", text)
    assert [left.words for left in found.left_out] == []
    asked = [one.fields.get("statement", one.fields.get("stem")) for one in found.items]
    assert asked == ["Is it?", "Is it dry?", "Is it flat?"]


def test_a_name_may_stand_in_two_lines() -> None:
    assert (
        item("a.gift", ":: Ports\n::[html]Which is <b>deep</b>? {=Arica ~Callao ~Ica}")["stem"] == "Which is **deep**?"
    )


def test_several_answers_in_braces_are_gaps() -> None:
    found = bank("a.gift", "A {=cat =tom ~dog} has\na {=tail}.")
    assert found.items[0].fields == {
        "type": "cloze",
        "text": "A {{c1::cat}} has\\\na {{c2::tail}}.",
        "accept": {"cat": ["tom"]},
    }
    assert found.items[0].left == ("wrong answers that a gap offers: dog",)


def test_embedded_answers_in_gift_are_gaps() -> None:
    text = "::Mail::Dear Ann,\nwhat {1:SA:=has happened~=didn't happen} (happen)! It {1:MC:~go~=goes}."
    fields = item("a.gift", text)
    assert fields["text"] == "Dear Ann,\\\nwhat {{c1::has happened}} (happen)! It {{c2::goes}}."
    assert fields["accept"] == {"has happened": ["didn't happen"]}


@pytest.mark.parametrize("kind", ["MULTICHOICE", "MCV", "MULTIRESPONSE"])
@pytest.mark.parametrize(
    ("asked", "stem"),
    [("Which is deep? {}", "Which is deep?"), ("The port of {} is deep.", "The port of _____ is deep.")],
)
def test_one_embedded_answer_that_is_chosen_is_a_question_with_options(kind: str, asked: str, stem: str) -> None:
    text = f"<p>{asked.format(f'{{2:{kind}:Ica#Dry.~=Arica#Deep.~Lima}}')}</p>"
    fields = item("a.xml", moodle(question("cloze", "", text)))
    assert fields["type"] == "choice"
    assert (fields["stem"], fields["key"], fields["rationale"]) == (stem, "Arica", "Deep.")
    assert (fields["distractors"], fields["points"]) == ([{"text": "Ica", "why": "Dry."}, {"text": "Lima"}], "2")


def test_what_is_said_of_a_gap_is_told_once() -> None:
    found = bank("a.xml", moodle(question("cloze", "", "It is {1:SA:=dry#<u>Yes</u>}.")))
    assert found.items[0].left == ("feedback on each answer of a gap",)


def test_a_gap_with_one_wrong_word_is_a_gap() -> None:
    assert item("a.gift", "He {~eats=eat} fish.")["text"] == "He {{c1::eat}} fish."


@pytest.mark.parametrize("word", ["true", "True", "VERDADERO", "V", "Vrai", "Richtig"])
def test_true_is_written_in_many_ways(word: str) -> None:
    assert item("a.gift", f"The bay is deep. {{{word}#No.#Yes.}}")["answer"] == "true"


def test_the_name_of_what_is_left_out_stands_in_one_line() -> None:
    (left,) = bank("a.gift", "Ports\nof Peru\n").left_out
    assert left.name == "Ports of Peru"


@pytest.mark.parametrize("text", ["Is $x_1 + x_2$ more than $x^2$?", "<p>Is $x_1 + x_2$ more than $x^2$?</p>"])
def test_a_formula_between_single_dollars_keeps_its_signs(text: str) -> None:
    fields = item("a.gift", f"{text.replace('=', chr(92) + '=')} {{T}}")
    assert fields["statement"] == r"Is \(x_1 + x_2\) more than \(x^2\)?"


@pytest.mark.parametrize("formula", ["f[x]", "a*b", "2*3*4", "a<b"])
def test_a_formula_between_single_dollars_keeps_signs_of_markdown(formula: str) -> None:
    assert item("a.gift", f"Is it ${formula}$, or $5 [or $6]? {{T}}")["statement"] == (
        rf"Is it \({formula}\), or $5 [or $6]?"
    )


@pytest.mark.parametrize(
    "text", ["Is it $5 or $6?", "Is $a_b set, and $c too?", "Is it ^a+$|^b+$?", "Is it (^a_b)$|^c$?"]
)
def test_other_dollars_are_no_formula(text: str) -> None:
    assert "\\(" not in str(item("a.gift", f"{text} {{T}}")["statement"])


def test_the_picture_that_old_exports_have_beside_a_text_comes_along() -> None:
    image = f"<image>quiz/port.png</image><image_base64>{b64encode(PNG).decode()}</image_base64>"
    inner = answers(("Arica", "100"), ("Callao", "0"), ("Lima", "0"))
    found = bank("a.xml", moodle(question("multichoice", image + inner)))
    (address,) = found.media
    assert found.items[0].fields["stem"] == f"Which port is deep? ![port]({address})"
    lost = bank("a.xml", moodle(question("multichoice", f"<image>port.png</image>{inner}")))
    assert lost.items[0].left == ("a picture that is not in the file, @@PLUGINFILE@@/port.png",)
    assert lost.items[0].fields["stem"] == "Which port is deep?"


def test_the_indent_of_code_survives_the_way_over_gift(tmp_path: Path, run: Run) -> None:
    text = "::Loop::[html]What does it do?<br>for x in y\\:<br>&nbsp;&nbsp;go(x) {=much ~little ~nothing}"
    (tmp_path / "loop.gift").write_text(text, "utf-8")
    run("import", "loop.gift", "--into", "loops", cwd=tmp_path)
    run("build", "gift", cwd=tmp_path / "loops")
    (made,) = (tmp_path / "loops" / "build" / "gift").glob("*.gift")
    again = bank("loops.gift", made.read_bytes()).items[0].fields
    assert again["stem"] == "What does it do?\\\nfor x in y:\\\n\xa0\xa0go(x)"


def test_what_is_sorted_under_two_responses_are_questions() -> None:
    found = bank("a.gift", "Sort the ports. {=Arica -> deep =Callao -> deep =Ica -> flat}")
    assert found.items[2].fields == {
        "type": "question",
        "stem": "Sort the ports.\n\nIca\n\ndeep / flat",
        "answer": "flat",
    }
    assert [one.fields["answer"] for one in found.items] == ["deep", "deep", "flat"]


def test_markup_that_nothing_escapes_stays() -> None:
    text = "<text><p>Which <b>port</b><br/>is it?</p></text>"
    asked = f'<questiontext format="html">{text}</questiontext>'
    xml = f'<quiz><question type="essay"><name><text>a</text></name>{asked}</question></quiz>'
    assert item("a.xml", xml)["stem"] == "Which **port**\\\nis it?"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("port.jcl", '<?xml version="1.0"?><hotpot-jcloze-file></hotpot-jcloze-file>'),
        ("moodle.xml", '<?xml version="1.0"?><MOODLE_BACKUP></MOODLE_BACKUP>'),
        ("ports.mbz", "PK"),
    ],
)
def test_what_only_moodle_reads_is_told_the_way_over_it(name: str, content: str) -> None:
    with pytest.raises(StudyError, match="export its questions as Moodle XML"):
        bank(name, content)


def test_answers_in_lines_need_no_braces() -> None:
    found = bank(
        "a.gift", "Which shows a column?\n~df{'a'}\n~df[b=='a']\n=df.a\n\nWhich is deep?\n=Arica\n~Ica\n~Lima\n"
    )
    assert [one.fields["key"] for one in found.items] == ["df.a", "Arica"]
    wrong = [{"text": "df{'a'}"}, {"text": "df[b=='a']"}]
    assert (found.items[0].fields["stem"], found.items[0].fields["distractors"]) == ("Which shows a column?", wrong)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("% of <all>", "% of \\<all>"),
        ("R&D points", "R&D points"),
        ("R&amp;D &lt; 1", "R&D < 1"),
        ("<![CDATA[<km>]]>", "\\<km>"),
        ("<text>km</text>", "km"),
    ],
)
def test_a_unit_is_read_whose_signs_moodle_did_not_escape(written: str, unit: str) -> None:
    units = f"<units><unit><multiplier>1</multiplier><unit_name>{written}</unit_name></unit></units>"
    assert item("a.xml", moodle(question("numerical", f"{answers(('5', '100'))}{units}")))["unit"] == unit


@pytest.mark.parametrize(
    ("written", "gap"),
    [
        (r"C:\temp", r"C:\\temp"),
        (r"a\}b", "a}b"),
        (r"1\/2 \~ \#1", "1/2 ~ #1"),
        (r"\*", r"\*"),
        (r"&#92;&#92;&#125;", r"\\\}"),
    ],
)
def test_a_backslash_in_an_embedded_answer_stays_unless_it_escapes(written: str, gap: str) -> None:
    found = item("a.xml", moodle(question("cloze", "", f"It is {{1:SA:={written}}}.")))
    assert found["text"] == f"It is {{{{c1::{gap}}}}}."


def test_formulas_in_embedded_options_stay() -> None:
    found = item("a.xml", moodle(question("cloze", "", r"It is {1:MC:=\(x^2\)~\(\frac{1\}{2\}\)~\(y\)}.")))
    assert (found["key"], found["distractors"]) == (r"\(x^2\)", [{"text": r"\(\frac{1}{2}\)"}, {"text": r"\(y\)"}])


def test_steps_in_order_are_read_as_moodle_writes_them_into_gift() -> None:
    found = item("a.gift", "Put <i>these</i> in order.{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW\nTwo = 2\nThree\nFour\n}")
    assert (found["type"], found["stem"]) == ("ordering", "Put *these* in order.")
    assert found["steps"] == [{"text": "Two = 2"}, {"text": "Three"}, {"text": "Four"}]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gift", "// [id:tide] [tag:kind:term]\n::tide::[html]<p>Which term is this?</p><p>It rises.</p>{=%50%tide}"),
        (
            "a.xml",
            moodle(question("shortanswer", f"{answers(('tide', '50'))}<tags><tag><text>kind:term</text></tag></tags>")),
        ),
    ],
)
def test_a_term_of_ours_without_a_right_answer_is_a_draft(name: str, content: str) -> None:
    found = item(name, content)
    assert "answer" not in found
    assert "term" not in found


def test_a_list_of_words_with_tabs_is_no_gift_whatever_braces_it_holds() -> None:
    found = bank("words.txt", "for (;;) {}\tan endless loop\n{=x}\ta set\na && b\tand\n")
    assert [one.fields.get("term") for one in found.items] == ["for (;;) {}", "{=x}", "a && b"]


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("no: $$x<1$$", r"no: \(x<1\)"),
        ("If $$x &lt; 1$$ and: no $$x > 1$$?", r"If \(x < 1\) and: no \(x > 1\)?"),
    ],
)
def test_formulas_between_two_dollars_may_compare(text: str, stem: str) -> None:
    assert item("a.xml", moodle(question("essay", "", text)))["stem"] == stem


def test_a_space_of_tex_is_no_line_of_it_in_gift() -> None:
    fields = item("a.gift", r"What is $$\\int_0^1 x\\,dx \\\\ y$$? {=1/2 ~1/3 ~1/4}")
    assert fields["stem"] == r"What is \(\int_0^1 x\,dx \\ y\)?"


@pytest.mark.parametrize("name", ["port.jpg", "port", "port.bmp", "port.png"])
def test_a_picture_gets_the_ending_of_what_it_is(name: str) -> None:
    text = f'Which is deep? <img src="@@PLUGINFILE@@/{name}" alt="port">'
    file = f'<file name="{name}" path="/" encoding="base64">{b64encode(PNG).decode()}</file>'
    asked = question("multichoice", answers(("Arica", "100"), ("Callao", "0"), ("Lima", "0")), text)
    found = bank("a.xml", moodle(asked.replace("</questiontext>", f"{file}</questiontext>")))
    assert (list(found.media), found.items[0].left) == (["media/port-30105a27.png"], ())


def test_an_option_that_is_a_sound_is_told_as_lost() -> None:
    sound = '&lt;audio src="a.mp3"&gt;&lt;/audio&gt;'
    asked = question("multichoice", answers(("Arica", "100"), ("Callao", "0"), ("Lima", "0"), (sound, "0")))
    [one] = bank("a.xml", moodle(asked)).items
    assert one.left == ("sound or film", "an option of which nothing can be shown")


def test_an_option_set_of_which_all_right_ones_are_wanted_is_a_multi() -> None:
    asked = question("multichoiceset", answers(("Arica", "100"), ("Callao", "100"), ("Lima", "0"), ("Ica", "0")))
    assert bank("a.xml", moodle(asked)).items[0].fields["keys"] == ["Arica", "Callao"]


def test_the_first_of_several_figures_may_stand_without_its_sign() -> None:
    [one] = bank("a.gift", "When? {#1822:1 =%50%1822:5}").items
    assert (one.fields["value"], one.fields["tolerance"]) == ("1822", "1")
    assert one.left == ("answers that earn a part: 1822:5",)


@pytest.mark.parametrize("said", ["Correct!", "Well done.", "That's right!", "¡Muy bien!", "Richtig.", "Sorry, wrong."])
def test_what_only_says_whether_an_answer_is_right_is_no_reason(said: str) -> None:
    [choice, statement] = bank("a.gift", f"Which? {{=Arica#{said} ~Ica ~Lima}}\n\nIs it dry? {{F##{said}}}").items
    assert "rationale" not in choice.fields
    assert "correction" not in statement.fields
    assert choice.left == statement.left == (f"what only says whether an answer is right: {said}",)
    [reason] = bank("a.gift", f"Which? {{=Arica#{said} It is dry there. ~Ica ~Lima}}").items
    assert reason.fields["rationale"] == f"{said} It is dry there."


@pytest.mark.parametrize(
    "said", ["It is 1957.", "It is not 2*3.", "It is.", "True: in 1957.", "Yes, by 5 %.", "Good Friday"]
)
def test_what_says_more_than_whether_an_answer_is_right_is_a_reason(said: str) -> None:
    [statement] = bank("a.gift", f"Is it so? {{F#{said.replace(':', chr(92) + ':')}}}").items
    assert statement.fields["correction"] == said.replace("*", r"\*")


def test_a_response_that_looks_like_markup_is_text() -> None:
    pairs = {"bold": "&lt;b&gt;", "slanted": "&lt;i&gt;", "a rule": "x &lt; y"}
    inner = "".join(
        f"<subquestion><text>{one}</text><answer><text>{other}</text></answer></subquestion>"
        for one, other in pairs.items()
    )
    [one] = bank("a.xml", moodle(question("matching", inner))).items
    assert [pair["response"] for pair in one.fields["pairs"] if isinstance(pair, dict)] == [r"\<b>", r"\<i>", "x < y"]


def test_formulas_in_the_signs_of_an_editor_are_formulas() -> None:
    text = "Solve «math xmlns=¨http://www.w3.org/1998/Math/MathML¨»«mfrac»«mn»1«/mn»«mi»§#945;«/mi»«/mfrac»«/math»."
    asked = question("multichoice", answers(("Arica", "100"), ("Callao", "0"), ("Lima", "0")), text)
    assert item("a.xml", moodle(asked))["stem"] == r"Solve \(\frac{1}{\alpha}\)."
