"""What is right when it is typed: the answer as a person types it."""

import pytest

from nasec_study.course.model import Cloze, Question, Term
from nasec_study.rendering.keyboard import ways_to_type
from nasec_study.rendering.markup import gaps, to_plain
from nasec_study.targets._spellings import gap_spellings, spellings, typed_answer, with_bare


def typed_question(answer: str) -> Question:
    cited = {"reading": "r", "section": "s", "quote": "so it is"}
    return Question.model_validate(
        {"type": "question", "id": "q", "level": "apply", "stem": "Q?", "answer": answer} | cited
    )


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("He left.", "He left"),
        ("Who?", "Who"),
        ("a tilde (the sign)", "a tilde"),
        ("It rose. (Twice)", "It rose"),
        ("(nothing)", "(nothing)"),
        ("la pleamar (f.)", "la pleamar"),
        ("がっこう（学校）", "がっこう"),
        ("（学校）", "（学校）"),
        ("Case C-311/18 (Schrems II)", "Case C-311/18"),
        ("Art. 5(1)(b)", "Art. 5(1)(b)"),
        ("Art. 5 (1) (b)", "Art. 5 (1) (b)"),
        ("§ 12 (3)", "§ 12 (3)"),
        ("9.4 (2.1)", "9.4 (2.1)"),
        ("`lm(dist ~ speed)`", "lm(dist ~ speed)"),
        (r"\(\sin(x)\)", "sin (x)"),
        ("la pleamar *(f.)*", "la pleamar"),
        ("la pleamar (f., [plural](https://example.org/))", "la pleamar"),
        ("*la pleamar (f.)*", "la pleamar"),
        ("**la *pleamar* (*f.*)**", "la pleamar"),
        ("…", "…"),
        ("x!", "x"),
    ],
)
def test_neither_a_remark_nor_a_stop_need_be_typed(answer: str, typed: str) -> None:
    item = typed_question(answer)
    assert typed_answer(item) == typed
    ways = {*spellings(item, "en")}
    assert typed in ways
    assert typed != to_plain(answer) or not any(way in typed and way != typed for way in ways)


@pytest.mark.parametrize(
    ("answer", "ways"),
    [
        ("(to) get up early", {"to get up early", "get up early"}),
        ("Ojalá (que) no haga frío.", {"Ojalá que no haga frío", "Ojalá no haga frío"}),
        ("*(la)* estufa (f.)", {"la estufa", "estufa"}),
    ],
)
def test_a_word_in_brackets_before_others_may_be_left_out(answer: str, ways: set[str]) -> None:
    assert ways <= {*spellings(typed_question(answer), "en")}


@pytest.mark.parametrize("answer", ["iron (II) oxide", "(un)happy man", "f (x) dx", "in (1848) there", "cartésien(ne)"])
def test_other_brackets_before_words_belong_to_the_answer(answer: str) -> None:
    assert set(spellings(typed_question(answer), "en")) == {answer}


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("18,000", {"18000"}),
        ("12,34,567", {"1234567"}),
        ("1,250.50", {"1250.50"}),
        ("1 250,505", {"1250,505"}),
        ("१२,३४५", {"12,345"}),
        ("צה״ל", {'צה"ל'}),
        ("בֹּקֶר", {"בקר"}),
        ("чита́ю «мой»", {"читаю «мой»", 'чита́ю "мой"'}),
        ("בית־ספר", {"בית-ספר"}),
        ("$10,110", {"$10110", "10,110", "10110"}),
        ("−$250", {"-$250", "-250", "−250"}),
        ("−12,000", {"-12,000", "-12000"}),
        ("(12,000)", {"(12000)", "−12,000", "-12,000", "-12000"}),
        ("($450)", {"(450)", "-$450", "-450"}),
        ("(250.00)", {"-250.00"}),
        ("(3)%", {"-3%", "-3 %"}),
        ("$(3,450)", {"($3,450)", "(3450)", "-$3450", "-3,450"}),
        ("48 000 €", {"48 000€", "48000 €", "48000€", "48 000", "48000"}),
        ("40%", {"40 %"}),
        ("45,5 %", {"45,5%"}),
        (r"\(A - L\)", {"A - L", "A-L"}),
        ("l’eau – x", {"l'eau - x"}),
        ("six", {"6"}),
        ("“laundry list”", {"laundry list", '"laundry list"'}),
        ("« l’ordre »", {"l'ordre", "l’ordre"}),
        ("„Tal“ und „Berg“", {'"Tal" und "Berg"'}),
        ("H₂O at x^2^", {"H2O at x2", "H2O at x^2"}),
        ("F♯ and B♭", {"F# and Bb"}),
        ("Süßenfließ", {"Suessenfliess"}),
        ("March 23, 2005", {"23 March 2005", "2005-03-23"}),
        ("23 March 2005", {"March 23, 2005", "March 23 2005"}),
        ("15. April 1874", {"15 April 1874", "1874-04-15"}),
        ("16 октября 1905 года", {"16 октября 1905", "1905-10-16"}),
        ("2023년 3월 15일", {"2023-03-15"}),
        ("15 de abril de 1874", {"15 abril 1874", "1874-04-15"}),
    ],
)
def test_a_gap_takes_what_a_student_types(answer: str, typed: set[str]) -> None:
    assert typed <= set(ways_to_type(answer, ","))


@pytest.mark.parametrize(
    ("groups", "answer", "ways"),
    [
        (".", "18.000", ("18.000", "18000")),
        (",", "18.000", ("18.000",)),
        (".", "1,250", ("1,250",)),
        ("\u00a0", "1,250", ("1,250",)),
        ("\u00a0", "1 250", ("1 250", "1250")),
        (",", "1.250.000", ("1.250.000", "1250000")),
        (",", "1.250,50", ("1.250,50", "1250,50")),
        (".", "0.250", ("0.250",)),
    ],
)
def test_digits_stand_in_groups_as_the_language_writes_them(groups: str, answer: str, ways: tuple[str, ...]) -> None:
    assert ways_to_type(answer, groups) == ways


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("40%", "40"),
        ("A − L", "A-L"),
        ("2,5", "25"),
        ("$18,000", "$18"),
        ("(12,000)", "12000"),
        ("(1884)", "-1884"),
        ("(2.1)", "-2.1"),
        ("10³", "103"),
        ('`"x"`', "x"),
        ("„Tal“ und „Berg“", "Tal“ und „Berg"),
    ],
)
def test_a_gap_takes_nothing_else(answer: str, typed: str) -> None:
    assert typed not in ways_to_type(answer, ",")


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("18,000", {"18000"}),
        ("$1,250.50", {"1250.50", "$1250.50"}),
        ("($3,450)", {"-3450", "(3450)"}),
        ("March 23, 2005", {"23 March 2005", "2005-03-23"}),
    ],
)
def test_a_typed_answer_takes_numbers_amounts_and_dates_as_a_gap_does(answer: str, typed: set[str]) -> None:
    assert typed <= {*with_bare(typed_question(answer), "en")}


def test_a_number_in_words_is_no_figure_where_the_word_is_asked_for() -> None:
    assert spellings(typed_question("six"), "en") == ("six",)


def test_each_gap_takes_what_else_is_right_in_it_in_all_its_ways() -> None:
    text = "At {{c1::high water}} {{c2::\\(x_1\\)}} of {{c3::high water}}, not {{c4::low water}}."
    accept = {"high water": ["high tide", "18,000"], "$x_1$": ["the *first*"]}
    item = Cloze.model_validate({"type": "cloze", "id": "c", "text": text, "accept": accept})
    first, formula, third, last = (gap_spellings(item, gap, "en") for gap in gaps(item.text))
    assert first == third == ("high water", "high tide", "18,000", "18000")
    assert formula[-1] == "the first"
    assert last == ("low water",)


def test_where_accents_are_wanted_nothing_is_right_without_them() -> None:
    term = Term(id="a", type="term", term="été", definition="summer", typed="accents")
    assert with_bare(term, "en") == ("été",)
    umlaut = Term(id="a", type="term", term="Müll", definition="rubbish", typed="accents")
    assert with_bare(umlaut, "en") == ("Müll",)


def test_the_sign_before_a_question_need_not_be_typed_on_a_platform() -> None:
    assert {"¿Dónde está?", "Dónde está?", "Dónde está"} <= set(with_bare(typed_question("¿Dónde está?"), "es"))


def test_umlauts_may_be_typed_as_german_spells_them_without() -> None:
    term = Term(id="a", type="term", term="Süßenfließ", definition="a brook", typed="true")
    assert {"Süßenfließ", "Suessenfliess", "Sussenfliess"} <= set(with_bare(term, "en"))


def test_a_term_is_typed_with_the_signs_of_a_keyboard() -> None:
    term = Term(id="a", type="term", term="l’eau – été", definition="water", typed="true")
    assert {"l’eau – été", "l'eau - été", "l'eau - ete"} <= set(with_bare(term, "en"))
    quoted = Term(id="a", type="term", term="“laundry list”", definition="many measures", typed="true")
    assert {"“laundry list”", '"laundry list"', "laundry list"} <= set(with_bare(quoted, "en"))
