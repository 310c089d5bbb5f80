"""HTML to Markdown: what is shown is the same, and what cannot be is named."""

import re
from html import escape

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as some

from nasec_study.importers.shared.markdown import Converter
from nasec_study.importers.shared.signs import in_signs
from nasec_study.rendering.markup import html_of, to_plain
from nasec_study.rendering.markup.faults import faults
from nasec_study.rendering.markup.maths import FORMULA

SIGNS = some.text(some.sampled_from("ab1 .*_`<>&[]()!#-+=~|\\'\"{}:é$"), min_size=1, max_size=30)

WITHIN = "the emphasis of a paragraph in which it begins or ends within a word"
LETTERS = "its markup: a list whose points have letters has numbers here"
UNDESCRIBED = "a picture had no description: the name of its file takes its place"


def markdown(html: str) -> tuple[str, list[str]]:
    told: list[str] = []
    converter = Converter(lambda address: f"media/{address}" if address else "", told.append, told.append)
    return converter.markdown(html), told


def same(html: str) -> str:
    """Return HTML without what Markdown is free in: paragraphs and breaks around a text, and how quotes are escaped."""
    plain = html.replace("&#x27;", "'").replace("&quot;", '"')
    return "".join(re.sub(r"</?p>|<br />|\s+", "", plain).split())


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('"to do [his] duty […], [sic]."', '"to do [his] duty […], [sic]."'),
        ("The CI is [1.2, 3.4] here [<i>sic</i>].", "The CI is [1.2, 3.4] here &#91;*sic*\\]."),
        ("See [here](there) now", "See &#91;here\\](there) now"),
        ("See [here]<span>(there)</span> now", "See &#91;here\\](there) now"),
        ("Hear [sound:x.mp3] it", "Hear &#91;sound:x.mp3\\] it"),
        ("[^1] and x^[a note] of [@key] and [x]{.b} or [ ] or 花見[はなみ] it", None),
    ],
)
def test_brackets_are_escaped_only_where_they_mean_something(html: str, made: str | None) -> None:
    found, _ = markdown(html)
    assert made in (found, None)
    assert list(faults(found)) == []
    assert to_plain(found) == re.sub("<.*?>", "", html)


@example("$\\$")
@given(SIGNS)
def test_a_plain_text_is_shown_as_it_is(text: str) -> None:
    assume(not FORMULA.search(in_signs(text)))
    made, _ = markdown(escape(text))
    assert "".join(to_plain(made).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "a **b** *c* `d`",
        "one\n\n- two\n- three\n  - four\n\n1. five\n2. six",
        "| a | b |\n|---|---|\n| 1 \\| 2 | *3* |",
        "> quoted\n>\n> twice",
        "```\nx = {1: 2}\n\n  y\n```",
        "[a *link*](https://example.org/a?b=c&d=e) and ![a picture](media/x.png)",
        "1 < 2 & 3 > 2; AT&T; snake_case; \\*stars\\*; &#91;sound:x.mp3]",
        "H~2~O, x^2^ and ~~no~~; 2~3 and x^2 and y^2; a ~ b",
        "^14^~6~C, σ~0.2~ and *x*^1/2^; \\^14^C and x^2+y^2",
        "``a ` b``",
        "**{{c1::bold}}** and {{c2::`code`::hint}}",
    ],
)
def test_what_our_own_texts_are_shown_as_comes_back(text: str) -> None:
    made, lost = markdown(html_of(text).replace('src="media/', 'src="'))
    assert same(html_of(made)) == same(html_of(text))
    assert lost == []


@pytest.mark.parametrize(
    ("html", "made", "lost"),
    [
        ("a<br>b", "a\\\nb", []),
        ("<div>a</div><div>b</div>", "a\n\nb", []),
        ("H<sub>2</sub>O and x<sup>2</sup>", "H~2~O and x^2^", []),
        ("x<sup>a, b</sup>", "xa, b", ["superscript"]),
        ("<u>a</u> <s>b</s>", "a ~~b~~", ["underlining"]),
        ("<h2>Head</h2>text", "**Head**\n\ntext", []),
        ("a<hr>b", "a\n\nb", ["a line across"]),
        ('<span style="color: red">a</span>', "a", ["colors and fonts"]),
        ("a<script>alert(1)</script>b", "ab", ["what runs or loads"]),
        ('<a href="javascript:alert(1)">a</a>', "a", ["where a link leads: javascript:alert(1)"]),
        ('<a href="/courses/1/files/2">a</a>', "a", ["where a link leads: /courses/1/files/2"]),
        ('<a href="https://example.org/a_(b)">a</a>', "[a](https://example.org/a_%28b%29)", []),
        # Editors on web pages end a paragraph with a break.
        ("<p><em>a</em> b?<br></p><p><img src='x.png' alt='X'><br></p>", "*a* b?\n\n![X](media/x.png)", []),
        ("<ul><li>a<br></li><li><p>b<br></p></li></ul>", "- a\n- b", []),
        ("SO<sub>4</sub><sup>2-</sup> and <i>x</i><sup>2</sup>", "SO~4~^2-^ and *x*^2^", []),
        ("<sup>14</sup>C, &sigma;<sub>0.2</sub> and x<sup>1/2</sup>", "^14^C, σ~0.2~ and x^1/2^", []),
        ("^14^C, <i>x</i>", "\\^14^C, *x*", []),
        ("<table><tr><td>a<br></td><td><ul><li>b</li><li>c</li></ul></td></tr></table>", "| a | b c |\n|---|---|", []),
        ("<code>x = 1<br>y = 2</code>", "`x = 1`\\\n`y = 2`", []),
        ("<pre>x = 1<br>y = 2</pre>", "```\nx = 1\ny = 2\n```", []),
        ("<p>r<b>e</b>d</p><p><i>b</i></p><img src='x.png' alt='X'>", "red\n\n*b*\n\n![X](media/x.png)", [WITHIN]),
        ('<ol type="a"><li>one</li><li>two</li></ol>', "1. one\n2. two", [LETTERS]),
        ('<img src="x.png">', "![x](media/x.png)", [UNDESCRIBED]),
        ('<img class="equation_image" data-equation-content="x^2" src="/eq">', "\\(x^2\\)", []),
        (
            "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></semantics></math>",
            "\\(x\\)",
            [],
        ),
        ("a <math><msup><mi>x</mi><mn>2</mn></msup></math>", "a \\(x^{2}\\)", []),
        ("a <math><msup><mi>x</mi><menclose>2</menclose></msup></math>", "a x2", ["the layout of a formula in MathML"]),
        ('<span style="font-weight: bold;">a</span> <span style="font-style:italic">b</span>', "**a** *b*", []),
        ('<b style="font-weight:normal"><span style="font-weight:700">a</span> b</b>', "**a** b", []),
        ("&nbsp;a&nbsp;b &nbsp; c", "a\u00a0b c", []),
        ("1. not a list", "1\\. not a list", []),
        ("Fill in _____ here", "Fill in _____ here", []),
    ],
)  # fmt: skip
def test_what_becomes_of(html: str, made: str, lost: list[str]) -> None:
    assert markdown(html) == (made, lost)


def test_emphasis_that_markdown_does_not_take_is_left() -> None:
    made, _ = markdown("<i>«a»</i>b")
    assert to_plain(made) == "«a»b"


def test_a_reading_above_its_word_stands_in_parentheses_once() -> None:
    assert markdown("<ruby>学<rt>がく</rt>校<rt>こう</rt></ruby>") == ("学(がく)校(こう)", [])
    assert markdown("<ruby>学<rp>(</rp><rt>がく</rt><rp>)</rp></ruby>") == ("学(がく)", [])


def test_lines_indented_by_spaces_that_hold_stay_indented() -> None:
    html = "<p>What does it do?<br>\nfor x in y:<br>\n&nbsp;&nbsp;if x:<br>&nbsp; &nbsp; go(x)&nbsp; &nbsp;# now</p>"
    made, lost = markdown(html)
    assert made == "What does it do?\\\nfor x in y:\\\n\xa0\xa0if x:\\\n\xa0\xa0\xa0\xa0go(x) # now"
    assert lost == []
    assert "\xa0\xa0if x:" in html_of(made)


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("10&nbsp;km", "10\xa0km"),
        ("&nbsp;a&nbsp;&nbsp; b&nbsp;", "a b"),
        ("a&nbsp;<b>b</b>", "a **b**"),
        ("<b>Note:&nbsp; </b>a <i>&nbsp; b</i>", "**Note:** a *b*"),
        ("<p>&nbsp;</p>", ""),
    ],
)
def test_other_spaces_that_hold_stay_between_words_alone(html: str, made: str) -> None:
    assert markdown(html) == (made, [])


def test_code_has_no_empty_lines_at_its_ends() -> None:
    assert markdown("<pre>\n\n  a = 1\n\n  b = 2\n</pre>")[0] == "```\n  a = 1\n\n  b = 2\n```"


def test_dollars_in_code_and_addresses_are_no_formula() -> None:
    html = 'Is $a &lt; b_1$ <code>$a_b$</code> <a href="https://a.b/$x_y$">there</a>?<pre>^$|^\\s$</pre>'
    made = "Is \\(a < b_1\\) `$a_b$` [there](https://a.b/$x_y$)?\n\n```\n^$|^\\s$\n```"
    assert markdown(html) == (made, [])


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>It prints <code>[   42]</code>  here.</p>", "It prints `[   42]` here."),
        ("<code>    return x</code>", "`    return x`"),
        ("<code> x </code>", "`  x  `"),
        ("<p><code>a,\n   b</code></p>", "`a, b`"),
        ("<table><tr><td><code>a  b</code></td></tr></table>", "| `a  b` |\n|---|"),
        ('<pre><code class="language-rust">let x;\n</code></pre>', "```rust\nlet x;\n```"),
        ('<pre class="lang-py">x</pre>', "```py\nx\n```"),
        ('<pre><code class="language-nonesuch">x</code></pre>', "```\nx\n```"),
    ],
)
def test_code_keeps_its_spaces_and_its_language(html: str, made: str) -> None:
    assert markdown(html) == (made, [])


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<mfrac><mn>1</mn><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>", r"\frac{1}{2 a}"),
        ("<msqrt><mn>2</mn><mo>&#x2062;</mo><mi>g</mi></msqrt><mo>=</mo><mroot><mn>8</mn><mn>3</mn></mroot>",
         r"\sqrt{2 g} = \sqrt[3]{8}"),
        ("<msub><mi>v</mi><mi>max</mi></msub><mo>&#x2264;</mo><mn>3.5</mn><mtext> m/s</mtext>",
         r"v_{\max} \le 3.5 \text{m/s}"),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>", "{( a + b )}^{2}"),
        ("<munderover><mo>&#x2211;</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
         r"\sum_{i = 1}^{n} i"),
        ("<mi>sin</mi><mo>&#x2061;</mo><mi>&#x3B1;</mi><mo>&#xD7;</mo><mi>&#x394;</mi>", r"\sin \alpha \times \Delta"),
        ("<mover><mi>v</mi><mo>&#x2192;</mo></mover><mo>,</mo><mover><mi>x</mi><mo>&#xAF;</mo></mover>",
         r"\vec{v} , \overline{x}"),
        ("<mfenced open='[' close=']'><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable></mfenced>",
         r"\left[ \begin{matrix} 1 & 0 \end{matrix} \right]"),
        ("<msubsup><mi>SO</mi><mn>4</mn><mrow><mn>2</mn><mo>-</mo></mrow></msubsup>", r"{\mathrm{SO}}_{4}^{2 -}"),
    ],
)  # fmt: skip
def test_formulas_in_mathml_are_formulas(mathml: str, tex: str) -> None:
    assert markdown(f"<p>a <math xmlns='http://www.w3.org/1998/Math/MathML'>{mathml}</math></p>") == (
        f"a \\({tex}\\)",
        [],
    )


@pytest.mark.parametrize(
    "unknown", ["<mo>&#x2A3F;</mo>", "<maction><mi>x</mi></maction>", "<mfrac><mi>x</mi></mfrac>", "<mtext>5 %</mtext>"]
)
def test_a_formula_in_mathml_that_is_not_known_is_told(unknown: str) -> None:
    assert markdown(f"a <math><mi>x</mi>{unknown}</math>")[1] == ["the layout of a formula in MathML"]
