"""Item Markdown: text survives, markup is shown, raw HTML is found, gaps are filled."""

from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nasec_study.rendering.markup import (
    blanks,
    faults,
    fill_gaps,
    gap_fault,
    gaps,
    html_of,
    in_gap,
    joined_line,
    name_html,
    pictures,
    raw_html,
    to_html,
    to_plain,
    without_gaps,
)
from nasec_study.rendering.markup.directions import without_directions

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="\\`*_[]!&<>~^"), min_size=1
)


@example(words=["؛", "<"])
@given(words=st.lists(WORDS | st.sampled_from(["<", ">", "a<b", "AT&T", "&", '"', "'"]), min_size=1))
def test_text_without_markup_survives(words: list[str]) -> None:
    text = " ".join(words)
    assert unescape(without_directions(html_of(text))) == text
    assert to_plain(text) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** `c<d`", "<em>a</em> <strong>b</strong> <code>c&lt;d</code>"),
        ("*un-*, (*-us*) *-bā-*.", "<em>un-</em>, (<em>-us</em>) <em>-bā-</em>."),
        ("*-us*/*-um*: (**$5**), **5 €**.", "<em>-us</em>/<em>-um</em>: (<strong>$5</strong>), <strong>5 €</strong>."),
        ("*.md, x-*.txt, 5-*-5, 6-*-6, (*)", "*.md, x-*.txt, 5-*-5, 6-*-6, (*)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        # A line of a formula is no list, even right below a line of text.
        (
            "So:\n\\[\n- x\n+ 2\\]\nand on",
            '<p>So:</p>\n<p><span class="formula display">\\[- x\n+ 2\\]</span></p>\n<p>and on</p>\n',
        ),
        ('(*"so"*)', "(<em>&quot;so&quot;</em>)"),
        ("“*(so)*”", "“<em>(so)</em>”"),
        # Numbers stay as they were written, unless all are the same: then Markdown counts.
        ("1848. a\n1861. b", '<ol start="1848">\n<li>a</li>\n<li value="1861">b</li>\n</ol>\n'),
        ("3. a\n2. b", '<ol start="3">\n<li>a</li>\n<li value="2">b</li>\n</ol>\n'),
        ("1. a\n1. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("Chrétien & Díez", "Chrétien &amp; Díez"),
        ("מהו NATO?", "מהו NATO?"),
        ("מהי ברית NATO?", '<span dir="rtl">מהי ברית NATO?</span>'),
        ("שלום means peace", "שלום means peace"),
        ("שלום, amen", "שלום, amen"),
        (
            "ما هو البحر؟\n\n- بحر\n- land",
            '<p dir="rtl">ما هو البحر؟</p>\n<ul>\n<li dir="rtl">بحر</li>\n<li>land</li>\n</ul>\n',
        ),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert str(to_html(text)) == html


def test_tables_are_tables() -> None:
    assert "<td>4</td>" in to_html("| a | b |\n|---|---|\n| 3 | 4 |")


def test_a_table_from_right_to_left_has_its_first_column_at_the_right() -> None:
    table = to_html("| القطار | ثمن |\n|---|---|\n| الأول | ٤٠ |\n| Express | 5 |")
    assert table.startswith('<table dir="rtl">')
    assert '<td dir="ltr">Express</td>\n<td>5</td>' in table


def test_a_name_runs_from_right_to_left_and_is_no_markdown() -> None:
    assert name_html("«سوق» *1*") == '<span dir="rtl">«سوق» *1*</span>'
    assert name_html("a < b") == "a &lt; b"


# As add-ons of Anki and editors of Markdown write it.
FURIGANA = ["花見[はなみ]をします", "{花見|はなみ}をします", "{花見|はな|み}をします"]


@pytest.mark.parametrize("text", ["<ruby>花見<rt>はなみ</rt></ruby>", *FURIGANA])
def test_who_writes_furigana_is_told_to_write_parentheses(text: str) -> None:
    [fault] = faults(text)
    assert "花見（はなみ）" in fault.hint


@pytest.mark.parametrize("text", FURIGANA)
def test_who_means_the_signs_of_furigana_is_told_how_to_write_them(text: str) -> None:
    [fault] = faults(text)
    signs = fault.hint.rpartition(" ")[2]
    assert list(faults(signs)) == []
    assert to_plain(signs) == text.removesuffix("をします")


@pytest.mark.parametrize(
    "text",
    [
        "空欄[ア]に入る語",
        "下線部[イ]",
        "選択肢[い]を選べ",
        "詳細[こちら](https://x.org)",
        "`花見[はなみ]`",
        "絵画《ひまわり》",
        "{{c1::花見|はなみ}}",
    ],
)
def test_labels_titles_and_links_behind_ideographs_are_no_furigana(text: str) -> None:
    assert list(faults(text)) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("The ebb\\\n    and I", "<p>The ebb<br />\n\u00a0\u00a0\u00a0\u00a0and I</p>\n"),
        ("The ebb  \n  and I", "<p>The ebb<br />\n\u00a0\u00a0and I</p>\n"),
        ("> The ebb\\\n>   and I", "<blockquote>\n<p>The ebb<br />\n\u00a0\u00a0and I</p>\n</blockquote>\n"),
        ("- the ebb\\\n  and I", "<ul>\n<li>the ebb<br />\nand I</li>\n</ul>\n"),
        ("The ebb\\\\\n    and I", "<p>The ebb\\\nand I</p>\n"),
        ("The ebb\n    and I", "<p>The ebb\nand I</p>\n"),
    ],
)
def test_a_line_behind_a_break_keeps_its_indent(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The ebb\nand I", "The ebb"),
        ("> The ebb\n> and I\n\nWho?", "The ebb"),
        ("What is it?\n\nAna: An ebb.\nBea: No.", "Ana: An ebb."),
        ("The ebb\nand I\n\u00a0\nsaw it", "The ebb"),
        ("The ebb\\\nand I", ""),
        ("The ebb  \nand I", ""),
        (f"{'word ' * 20}word\nand so on.", ""),
        (f"{'word ' * 20}word\n{'word ' * 18}word\nand so on.", ""),
        ("- the ebb\n- and I", ""),
        ("This:\n\n\\[\na\n= b\n\\]", ""),
        ("```\nx = 1\ny = 2\n```", ""),
        ("| a |\n|---|\n| b |", ""),
        ("Which?\n\n![A tower](media/a.png)\n![A bridge](media/b.png)", ""),
        ("![A tower](media/a.png)\n*Photo: Jane Doe*", "![A tower](media/a.png)"),
    ],
)
def test_lines_that_were_ended_on_purpose_are_told_from_prose(text: str, line: str) -> None:
    assert joined_line(text) == line


@pytest.mark.parametrize("text", ["a <b>c</b>", "<!-- x -->", "one\n\n<div>\n", "<br/>", '<a href="x">y</a>'])
def test_raw_html_is_found(text: str) -> None:
    assert raw_html(text)


@pytest.mark.parametrize("text", ["1 < 2 > 1", "`<b>`", "\\<b>", "a<b", "<3"])
def test_what_is_no_html_is_not_found(text: str) -> None:
    assert raw_html(text) == ()


def test_a_hint_stands_in_plain_brackets_in_code_too() -> None:
    text = "So {{c1::x::first}}, `y[{{c2::2::second}}]`:\n\n```r\n> mean(x)\n[1] {{c3::NA::third}}\n```"
    assert to_plain(blanks(text)) == "So [first], y[[second]]: > mean(x) [1] [third]"


def test_gaps_keep_their_answers_and_hints() -> None:
    text = "In {{c1::1957::year}} & {{c2::*Colorado*}}"
    assert [gap[:3] for gap in gaps(text)] == [(1, "1957", "year"), (2, "*Colorado*", "")]
    assert fill_gaps(text, lambda gap: f"<i>{gap.number}</i>") == "In <i>1</i> &amp; <i>2</i>"
    assert without_gaps(text) == "In 1957 & *Colorado*"
    assert blanks(text) == "In &#91;year] & ____"


def test_a_gap_may_turn_where_most_of_a_text_runs_to() -> None:
    text = "שלום {{c1::peace of mind}}"
    assert gap_fault(text) == ("", "")
    assert fill_gaps(text, lambda _: "[…]") == '<span dir="rtl">שלום […]</span>'


def test_pictures_are_listed_with_their_descriptions() -> None:
    assert pictures("![A map](media/map.svg) and ![](media/x.png)") == (("media/map.svg", "A map"), ("media/x.png", ""))


@pytest.mark.parametrize(
    "answer", ["}", "return; }", "{a}}", "a}}b", "{a; b}", "`a}`}}", "std::x", "{{ name }}", "`{{ x }}`"]
)
def test_an_answer_comes_back_from_a_gap_whatever_braces_it_holds(answer: str) -> None:
    [gap] = gaps(f"Say {{{{c1::{in_gap(answer)}}}}}.")
    assert (to_plain(gap.answer), gap.hint) == (to_plain(answer), "")
    assert gap_fault(f"Say {{{{c1::{in_gap(answer)}}}}}.") == ("", "") or "::" in answer


def test_an_answer_in_code_stays_code_by_itself() -> None:
    text = "`def {{c1::__init__}}(self, {{c2::*a*b}})` ends {{c3::*so*}} with {{c4::`#`}}, \\({{c5::x_1}}\\)"
    found = [gap.answer for gap in gaps(text)]
    assert found == ["`__init__`", "`*a*b`", "*so*", "`#`", r"\(x_1\)"]
    assert [to_plain(answer) for answer in found[:4]] == ["__init__", "*a*b", "so", "#"]


@pytest.mark.parametrize(
    ("answer", "hint", "is_code"),
    [
        ("std", "array", True),
        ("Path", "open()", True),
        ("Vec", "with_capacity", True),
        ("Ports", "isOpen", True),
        ("Path", "a class", False),
        ("std", " a namespace", False),
    ],
)
def test_two_colons_of_code_are_told_from_a_hint(
    answer: str,
    hint: str,
    is_code: bool,  # noqa: FBT001 - a parameter
) -> None:
    fault, _ = gap_fault(f"It is {{{{c1::{answer}::{hint}}}}}.")
    assert fault == (f"has a gap that asks for '{answer}' with the hint '{hint}'" if is_code else "")


def test_two_braces_in_a_gap_are_told_as_what_they_are() -> None:
    fault = ("has two braces in a gap", r"put code between backticks, or write \{ for a brace")
    assert gap_fault("Jinja prints it by {{c1::{{ name }}}}.") == fault
    assert gap_fault("{{c1::the {{c2::Nile}} delta}}")[0] == "has a gap within a gap"
