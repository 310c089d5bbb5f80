"""Tables: what names their columns, and those that are none of items."""

from time import process_time

import pytest

from nasec_study.foundation.problems import StudyError
from tests.importers.making import bank

QUESTION = "question,option A,option B,option C,correct\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("What is 2+2?,4,3,5\nCapital of France?,Paris,Lyon,Nice\n", "does not name its columns"),
        ("Quiz,\nSeas,\nKind,Asked\nOne,Which?,Red,Como,Garda,A\nOpen,Why?\nOpen,How?\n", "does not name its columns"),
    ],
)
def test_a_table_that_is_none_of_terms_is_refused_with_what_to_do(content: str, why: str) -> None:
    with pytest.raises(StudyError, match=why):
        bank("quiz.csv", content)


def test_a_title_may_stand_above_the_heads_and_no_pair_of_words() -> None:
    titled = bank("words.csv", "My words\n,\nterm,definition\nla casa,the house\n")
    assert [item.fields["term"] for item in titled.items] == ["la casa"]
    assert [left.name for left in titled.left_out] == ["My words"]
    bare = bank("words.csv", "la casa,the house\nterm,definition\n")
    assert [item.fields["term"] for item in bare.items] == ["la casa", "term"]
    assert not bare.left_out


def test_an_apostrophe_that_guards_a_cell_from_a_spreadsheet_is_none_of_its_text() -> None:
    found = bank("words.csv", "term,definition\n'=SUM,adds\n'-ism,a belief\n'tis,it is\n")
    assert [item.fields["term"] for item in found.items] == ["=SUM", "-ism", "'tis"]


def test_a_comma_too_many_is_told_of_its_row_and_the_others_come_over() -> None:
    found = bank("words.csv", "la casa,the house\nel perro,the dog\nel gato,the cat,, soft\n")
    assert [item.fields["term"] for item in found.items] == ["la casa", "el perro", "el gato"]
    assert [item.left for item in found.items] == [(), (), ("columns whose head is unknown: soft",)]


@pytest.mark.parametrize(
    ("row", "key"), [("4,3,5,C", "5"), ("4,3,5,2", "3"), ("4,,5,C", "5"), ("4,3,5,3", "3"), ("4,3,5,five", "")]
)
def test_the_right_option_is_named_by_its_text_or_by_the_place_of_its_column(row: str, key: str) -> None:
    found = bank("quiz.csv", f"{QUESTION}How many?,{row}\n")
    assert [item.fields["key"] for item in found.items] == ([key] if key else [])


def test_letters_of_options_in_columns_that_nobody_knows_are_no_answers() -> None:
    [left] = bank("quiz.csv", "question,this,that,correct\nHow many?,4,3,B\n").left_out
    assert left.words == (
        "its answer is 'B', and no column is an option: call them option A, option B, …; "
        "columns whose head is unknown: this: 4; that: 3"
    )
    [item] = bank("quiz.csv", "question,Opt. A,Opt. B,correct\nHow many?,4,3,B\n").items
    assert item.fields["key"] == "3"
    [item] = bank("quiz.csv", "question,option A,option B,correct\nIs it so?,True,False,F\n").items
    assert (item.fields["type"], item.fields["answer"]) == ("true-false", "false")


def test_what_is_no_level_difficulty_or_number_of_points_is_told() -> None:
    content = "question;answer;level;difficulty;points\nA?;a;apply;hard;1,5\nB?;b;high;4;1,3\n"
    one, other = bank("quiz.csv", content).items
    assert {key: one.fields[key] for key in ("level", "difficulty", "points")} == {
        "level": "apply",
        "difficulty": "hard",
        "points": "1.5",
    }
    assert (one.left, other.fields) == ((), {"type": "question", "stem": "B?", "answer": "b"})
    assert other.left == (
        "its level 'high', which is none of remember, understand, apply, analyze, evaluate, create",
        "its difficulty '4', which is none of easy, medium, hard",
        "its 1.3 points, since an item has whole or half ones",
    )


def test_a_table_in_another_encoding_is_refused_with_what_to_do_in_a_spreadsheet() -> None:
    with pytest.raises(StudyError, match="not UTF-8 text") as refused:
        bank("words.csv", "term;definition\nel muro;the wall – “wall”\n".encode("cp1252"))
    assert refused.value.problems[0].hint == "save it as UTF-8, which spreadsheets call CSV UTF-8, or as .xlsx"


def test_a_figure_that_is_both_a_text_and_a_place_is_told() -> None:
    [item] = bank("quiz.csv", f"{QUESTION}How many?,2,4,1,2\n").items
    assert (item.fields["key"], item.changed) == ("2", ("'2' is taken for the text of an option, not for its place",))


def test_answers_that_differ_in_what_nobody_need_type_are_one() -> None:
    [item] = bank("quiz.csv", "question,answer\nWhat beats?,cœur | coeur | Cœur | heart\n").items
    assert (item.fields["answer"], item.fields["accept"]) == ("cœur", ["heart"])


@pytest.mark.parametrize("head", ["No", "Nr.", "Num", "#"])
def test_numbers_of_rows_say_nothing_and_other_columns_are_told(head: str) -> None:
    content = f"{head},Number,Term,Definition,Year\n1,plural,los perros,the dogs,1990\n2,3,el gato,the cat,\n"
    assert [item.left for item in bank("words.csv", content).items] == [
        ("columns whose head is unknown: Number: plural; Year: 1990",),
        (),
    ]


@pytest.mark.parametrize("sign", ["\t", ";", "|", "---", " - ", " – "])
def test_a_list_of_words_is_a_table_whatever_stands_between_them_and_their_meanings(sign: str) -> None:
    words = f'la casa{sign}the house; a "home"\nel perro{sign}the dog\n\n"sí"{sign}yes\n'
    found = bank("quizlet.txt", words)
    assert [item.fields["definition"] for item in found.items] == ['the house; a "home"', "the dog", "yes"]
    [term] = bank("quizlet.txt", f'"Hamlet{sign}a play\nOthello{sign}another\n').items[:1]
    assert term.fields["term"] == '"Hamlet'


def test_the_line_below_the_heads_of_a_table_in_markdown_is_no_row() -> None:
    [item] = bank("words.txt", "| Term | Definition |\n|:--|---|\n| la casa | the house |\n").items
    assert (item.fields["term"], item.fields["definition"], item.where.line) == ("la casa", "the house", 3)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Which is <b>deep</b>? {\n\t=Arica\n\t~Callao\n\t~Piura\n}\n", "GIFT"),
        ("Which is <b>deep</b>?\nA.\tArica\nB.\tCallao\nC.\tPiura\nANSWER: A\n", "Aiken"),
    ],
)
def test_tabs_before_options_make_no_table(text: str, form: str) -> None:
    found = bank("a.txt", text)
    assert found.format == form
    assert found.items[0].fields["key"] == "Arica"


def test_a_text_of_old_anki_is_read_as_its_html() -> None:
    found = bank("anki.txt", 'What is <b>bold</b>?\t"a ""heavy""<br>letter"\nAnd&nbsp;this?\tnothing\n')
    assert (found.format, found.items[0].fields) == (
        "Anki's text",
        {"type": "question", "stem": "What is **bold**?", "answer": 'a "heavy"\\\nletter'},
    )


def test_columns_without_heads_are_words_and_meanings_with_numbers_before_and_tags_behind() -> None:
    [one, other] = bank("words.csv", "1,la casa,the house\n2,el perro,the dog\n").items
    assert (one.fields["term"], other.fields["definition"]) == ("la casa", "the dog")
    [one, other] = bank("words.csv", "la casa,the house,noun a1\nel perro,the dog,noun a1\n").items
    assert (one.fields["tags"], other.left) == (["noun", "a1"], ())
    with pytest.raises(StudyError, match="does not name its columns: la casa, the house, La casa es") as refused:
        bank("words.csv", "la casa,the house,La casa es roja.\nel perro,the dog,El perro duerme.\n")
    assert "term, definition, tags" in (refused.value.problems[0].hint or "")


@pytest.mark.parametrize(
    "heads",
    [
        "English,Spanish",
        "Inglés,Español",
        "Word,Spanish",
        "English,Translation",
        "Frage,Antwort",
        "問題,答え",
        "Words,Meanings",
    ],
)
def test_heads_are_no_words(heads: str) -> None:
    [item] = bank("words.csv", f"{heads}\nthe house,la casa\n").items
    assert "la casa" in {item.fields.get("definition"), item.fields.get("answer")}


def test_names_of_languages_are_words_where_the_table_lists_them() -> None:
    found = bank("words.csv", "English,Inglés\nGerman,Alemán\nthe house,la casa\n")
    assert [item.fields["term"] for item in found.items] == ["English", "German", "the house"]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("kanji,meaning", "会う,to meet"),
        ("Kanji,Kana,English", "会う,あう,to meet"),
        ("kanji,word,meaning", "会,会う,to meet"),
    ],
)
def test_kanji_head_words_where_nothing_else_does(heads: str, row: str) -> None:
    [item] = bank("words.csv", f"{heads}\n{row}\n").items
    assert (item.fields["term"], item.fields["definition"]) == ("会う", "to meet")


def test_a_topic_is_one_tag_and_what_is_noted_is_shown_with_the_answer() -> None:
    heads = "Chapter,Question,Answer,Explanation,Topic,Note,Example\n"
    [item] = bank("quiz.csv", f"{heads}3,Why?,So,Because.,Object Oriented Programming,See it.,An example.\n").items
    assert item.fields["tags"] == ["chapter-3", "object-oriented-programming"]
    assert item.fields["rationale"] == "Because.\n\nSee it.\n\nAn example."


def test_a_section_is_a_tag() -> None:
    [item] = bank("words.csv", "word,section,meaning\nla casa,Unit 1,the house\n").items
    assert item.fields["tags"] == ["unit-1"]


def test_a_second_column_of_one_meaning_is_told() -> None:
    [item] = bank("words.csv", "word,translation,meaning\nla casa,the house,a building\n").items
    assert (item.fields["definition"], item.left) == (
        "the house",
        ("columns whose head is unknown: meaning: a building",),
    )


@pytest.mark.parametrize(
    ("heads", "rows", "keys"),
    [
        # Figures count from 0 where one of them is 0, or where their head says so.
        ("question,option 1,option 2,option 3,correct", "A?,a,b,c,0\nB?,d,e,f,2", ["a", "f"]),
        ("Question,OptionA,OptionB,OptionC,CorrectIndex", "A?,a,b,c,1\nB?,d,e,f,2", ["b", "f"]),
        ("question,option A,option B,option C,correct_index", "A?,a,b,c,1\nB?,d,e,f,3", ["a", "f"]),
        ("question,option_0,option_1,option_2,answer", "A?,a,b,c,1\nB?,d,e,f,2", ["b", "f"]),
        # What most rows are in no doubt about holds for those that may be read in two ways.
        ("question,option 1,option 2,option 3,correct", "A?,2,1,3,2\nB?,d,e,f,3\nC?,g,h,i,1", ["1", "f", "g"]),
        ("question,option 1,option 2,option 3,correct", "A?,2,1,3,2\nB?,d,e,f,f\nC?,g,h,i,i", ["2", "f", "i"]),
        ("question,answers,correct", 'A?,"a,b,c",2\nB?,"d,e,f",3', ["b", "f"]),
        ("question,options,answer", "A?,a;b;c|d,c|d\nB?,d;e;f,f", ["c|d", "f"]),
        ("question,choices,correctAnswer", "A?,a|b|c,C\nB?,d|e|f,b", ["c", "e"]),
        ("question,option_a,option_b,option_c,correct_option", "A?,a,b,c,option_b\nB?,d,e,f,Option C", ["b", "f"]),
        ("question,A,B,C,correct answer", "A?,one,two,three,B. two\nB?,d,e,f,c) f", ["two", "f"]),
        ("Questions,Choice1,Choice2,Choice3,Correct Choice Id", "A?,a,b,c,2\nB?,d,e,f,3", ["b", "f"]),
    ],
)
def test_the_answers_of_a_table_are_read_alike(heads: str, rows: str, keys: list[str]) -> None:
    assert [item.fields["key"] for item in bank("quiz.csv", f"{heads}\n{rows}\n").items] == keys


def test_several_right_options_are_named_with_any_sign_between_them() -> None:
    rows = 'A?,a,b,c,"a,c"\nB?,a,b,c,A; B\nC?,a,b,c,b|c\nD?,a,b,c,A and C\n'
    found = bank("quiz.csv", f"question,option A,option B,option C,correct\n{rows}")
    assert [item.fields["keys"] for item in found.items] == [["a", "c"], ["a", "b"], ["b", "c"], ["a", "c"]]


def test_a_row_whose_answer_stands_in_an_unknown_column_says_so() -> None:
    [left] = bank("quiz.csv", "question,option A,option B,ok\nA?,a,b,B\n").left_out
    assert left.words == "nothing says which of its options is right; columns whose head is unknown: ok: B"


def test_a_statement_is_true_or_false_in_words_that_are_known() -> None:
    found = bank("quiz.csv", "kind,question,answer\nTrue/False,A?,Verdadero\ntruefalse,B?,F\ntrue_false,C?,maybe\n")
    assert [item.fields["answer"] for item in found.items] == ["true", "false"]
    assert [left.words for left in found.left_out] == ["its answer 'maybe' is neither true nor false"]


def test_html_in_a_table_is_told_since_it_may_be_what_is_asked() -> None:
    [item] = bank("quiz.csv", "question,answer\nWhat breaks a line?,<br>\n").items
    assert (item.fields["answer"], item.changed) == ("\\<br>", ("its HTML is shown as text",))


def test_a_quotation_mark_that_is_not_closed_swallows_no_rows() -> None:
    with pytest.raises(StudyError, match=r"words\.csv:2:0: a quotation mark at the beginning of a cell is not closed"):
        bank("words.csv", 'la casa,the house\nel perro,"the dog\nel gato,the cat\n')


@pytest.mark.parametrize(
    ("heads", "row", "forms"),
    [
        ("term,definition,reading", "学校,school,がっこう", {"reading": "がっこう"}),
        ("Español;English;Género;Plural", "la sal;salt;f;", {"Género": "f"}),
        (
            "Français;Anglais;Genre;Pluriel;Exemple",
            "l’œil;eye;m.;les yeux;Ouvre l’œil.",
            {"Genre": "m.", "Pluriel": "les yeux"},
        ),
        (
            "Wort;Artikel;Mehrzahl;Englisch;Beispiel;Thema",
            "Haus;das;Häuser;house;Das Haus ist alt.;Wohnen",
            {"Artikel": "das", "Mehrzahl": "Häuser"},
        ),
        ("Parola;Articolo;Inglese;Esempio", "libro;il;book;Leggo un libro.", {"Articolo": "il"}),
        ("word,part of speech,IPA,meaning", "casa,noun,ˈkasa,house", {"part of speech": "noun", "IPA": "ˈkasa"}),
    ],
)
def test_forms_of_a_word_come_by_the_names_of_their_columns(heads: str, row: str, forms: dict[str, str]) -> None:
    [item] = bank("words.csv", f"{heads}\n{row}\n").items
    assert (item.fields["type"], item.fields["forms"], item.left) == ("term", forms, ())


def test_forms_are_unknown_where_no_word_has_them() -> None:
    [item] = bank("quiz.csv", "question,answer,gender\nWho?,Ana,f\n").items
    assert item.left == ("columns whose head is unknown: gender: f",)


@pytest.mark.parametrize(
    "heads",
    [
        "Pregunta,Opción A,Opción B,Respuesta correcta",
        "Question,Choix A,Choix B,Bonne réponse",
        "Frage,Antwort A,Antwort B,Richtige Antwort",
        "Pergunta,Resposta A,Resposta B,Resposta correta",
        "Domanda,Opzione A,Opzione B,Risposta corretta",
    ],
)
def test_the_right_answer_has_a_head_in_other_languages(heads: str) -> None:
    [item] = bank("quiz.csv", f"{heads}\n¿Qué es 1?,uno,dos,A\n").items
    assert (item.fields["type"], item.fields["key"]) == ("choice", "uno")


def test_brackets_at_the_end_of_a_cell_stay_as_they_are() -> None:
    [item] = bank("words.csv", "term,definition\ncoger [MX: agarrar],to take\n").items
    assert item.fields["term"] == "coger [MX: agarrar]"


def test_what_kind_a_word_is_of_is_told_as_left_out() -> None:
    [item] = bank("words.csv", "word,reading,type,meaning\n会う,あう,verb,to meet\n").items
    assert item.left == ("its kind: verb",)
    [item] = bank("words.csv", "term,definition,tags\n学校,school,がっこう n5\n").items
    assert (item.fields["tags"], item.left) == (["n5"], ("tags without Latin letters or digits: がっこう",))


@pytest.mark.parametrize(
    ("stem", "text"),
    [
        ("I ____ it […] by the ____.", "I {{c1::saw}} it […] by the {{c2::sea}}."),
        ("I ____ it, [his] boat, by the ____.", "I {{c1::saw}} it, [his] boat, by the {{c2::sea}}."),
        ("I [see] it by the ____.", "I {{c1::saw::see}} it by the {{c2::sea}}."),
    ],
)
def test_brackets_of_a_quotation_are_no_blanks(stem: str, text: str) -> None:
    [item] = bank("cloze.csv", f'type,question,answer\ncloze,"{stem}",saw | sea\n').items
    assert item.fields["text"] == text


def test_brackets_that_may_be_a_blank_or_a_quotation_are_told() -> None:
    [left] = bank("cloze.csv", 'type,question,answer\ncloze,"[T]hey [see] it by the ____.",saw | sea\n').left_out
    assert left.words == "its blanks do not fit its answers"


@pytest.mark.parametrize("opened", ["[", "[a"])
def test_brackets_that_are_not_closed_take_no_time(opened: str) -> None:
    started = process_time()
    [left] = bank("cloze.csv", f'type,question,answer\ncloze,"{opened * 15_000}",sea\n').left_out
    assert left.words == "its blanks do not fit its answers"
    assert process_time() - started < 3


def test_what_is_matched_in_a_table_of_openolat_may_be_called_like_a_row_of_it() -> None:
    heads = "Type\tMatrix\nTitle\tSigns\nQuestion\tMatch.\n\tGrammar\tLaw\tMath\n"
    [item] = bank("signs.txt", f"{heads}Language\t1\t0\t0\nText\t0\t1\t0\nLevel\t0\t0\t1\n").items
    assert (item.fields["stem"], item.left) == ("Match.", ())
    assert "Language" in str(item.fields["pairs"])
    assert "Level" in str(item.fields["pairs"])


def test_words_that_begin_a_question_of_openolat_stay_words() -> None:
    found = bank("words.csv", "term,definition\nessay,a long text\ntype,essay\nnovel,a book\n")
    assert [item.fields["term"] for item in found.items] == ["essay", "type", "novel"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("numeric,How many?,,5,± a bit", "± a bit"),
        ('ordering,Which order?,,One | Two | Three,"One: 1901 | Four: 1904"', "One: 1901 | Four: 1904"),
        ("ordering,Which order?,,One | Two | Three,all of it", "all of it"),
    ],
)
def test_a_marking_that_says_nothing_of_its_item_is_told_and_the_item_comes_over(row: str, told: str) -> None:
    [item] = bank("quiz.csv", f"kind,question,options,answer,marking\n{row}\n").items
    assert item.left == (f"how it is marked: {told}",)
    assert "date" not in str(item.fields)


def test_an_essay_with_a_rubric_needs_no_answer() -> None:
    [item] = bank("quiz.csv", "kind,question,answer,marking\nessay,Write.,,Names it: 2 | Says why: 1.5\n").items
    assert "answer" not in item.fields
    assert len(item.fields["rubric"]) == 2
