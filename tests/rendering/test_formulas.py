"""Formulas in texts: what stands for them in HTML, in words, in plain text, for MathJax, and what is refused."""

import re
from html import unescape

import pytest
from markupsafe import Markup

from nasec_study.rendering.formulas.commands import BLANK
from nasec_study.rendering.formulas.drawing import drawn
from nasec_study.rendering.formulas.faults import fault_of
from nasec_study.rendering.formulas.mathjax import for_mathjax
from nasec_study.rendering.formulas.plain import as_text
from nasec_study.rendering.formulas.words import in_words
from nasec_study.rendering.markup import (
    answer_tex,
    around_formulas,
    blanks,
    fill_gaps,
    formulas,
    gap_fault,
    gaps,
    gaps_behind_formulas,
    html_of,
    to_plain,
    without_gaps,
)
from nasec_study.rendering.speech import to_speech
from nasec_study.rendering.terminal import to_terminal

PART = r"Then \(c = \frac{{{c1::n}}}{{{c2::V::a volume}}}\)."


def test_nothing_in_a_formula_is_markup() -> None:
    assert html_of(r"\(a_1*b*<c~d~&e\) *is*") == (r'<span class="formula">\(a_1*b*&lt;c~d~&amp;e\)</span> <em>is</em>')
    assert html_of("So:\n\n\\[\na\n- b\n= c\n\\]\n\nend") == (
        '<p>So:</p>\n<p><span class="formula display">\\[a\n- b\n= c\\]</span></p>\n<p>end</p>\n'
    )
    assert formulas("| a |\n|---|\n| \\(\\|x\\|\\) |") == ("|x|",)


@pytest.mark.parametrize("text", [r"\\(x\\)", r"`\(x\)`", "```\n\\(x\\)\n```", r"\(x", r"\[x"])
def test_what_is_escaped_or_code_or_open_is_no_formula(text: str) -> None:
    assert formulas(text) == ()


def test_a_formula_is_readable_where_it_is_not_drawn() -> None:
    assert to_plain(r"*So* \(\ce{2H2 + O2 -> 2H2O}\)") == "So 2 H₂ + O₂ → 2 H₂O"
    assert to_terminal(r"\(\frac{1}{2}\) of \(10^{-5}\)") == "1/2 of 10⁻⁵"
    assert to_plain(r"in \(3\frac{1}{2}\) hours, or \(2{}\tfrac13\)") == "in 3 1/2 hours, or 2 1/3"
    assert as_text(r"x\frac{1}{2} + a_1\dfrac{b}{c} = \sqrt\frac12") == "x 1/2 + a₁ b/c = √(1/2)"
    assert as_text("x^a") == "x^a"
    assert as_text(r"O(k\log n)") == "O(k log n)"
    assert as_text(r"2\sin x\cos y + \beta\log_2 n") == "2 sin x cos y + β log₂ n"
    assert as_text(r"(n+1)\ln 2 + \arcsin x^2\max(b)") == "(n + 1) ln 2 + arcsin x² max (b)"


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"\tfrac12 m v^2", "1/2 mv²"),
        (r"\frac{a}{b}c", "a/b c"),
        (r"\frac{m}{k}\omega", "m/k ω"),
        (r"\frac{1}{2}2", "1/2 2"),
        (r"\frac12(a+b)", "1/2 (a + b)"),
        (r"\frac{\frac{a}{b}c}{d}", "(a/b c)/d"),
        (r"\left(\frac{a}{b}\right) + \frac{c}{d}", "(a/b) + c/d"),
    ],
)
def test_a_fraction_keeps_apart_from_what_it_is_multiplied_by(tex: str, plain: str) -> None:
    """A half of m is 1/2 m; 1/2m is one over 2m to most readers, and 1/22 a twenty-second."""
    assert to_plain(rf"\({tex}\)") == plain


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"\sqrt{2}x", "√2 x"),
        (r"\sqrt[3]2\pi + \sqrt\frac12", "∛2 π + √(1/2)"),
        (r"a\bmod n", "a mod n"),
        (r"\Delta G^\circ = -RT\ln K", "ΔG° = −RT ln K"),
        (r"\ce{CH3-CH2-CH3}", "CH₃−CH₂−CH₃"),
    ],
)
def test_what_is_multiplied_divided_and_bound_keeps_apart(tex: str, plain: str) -> None:
    assert as_text(tex) == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("^14_6C -> ^14_7N + ^0_-1e", "₆¹⁴C → ₇¹⁴N + ₋₁⁰e"),
        ("A + {}^{238}_{92}U", "A + ₉₂²³⁸U"),
        ("H_2O", "H₂O"),
        ("Ag+(aq) + Cl-(aq) -> AgCl(s)", "Ag⁺(aq) + Cl⁻(aq) → AgCl(s)"),
        ("H+/H2, [H+][OH-], Na+Cl-", "H⁺/H₂,[H⁺][OH⁻],Na⁺Cl⁻"),
        ("[Co(NH3)6]^3+Cl3", "[Co(NH₃)₆]³⁺Cl₃"),
        ("CuSO4 * 5H2O", "CuSO₄·5 H₂O"),
        (r"^{\delta+}H-Cl^\ominus", "^(δ+)H−Cl^⊖"),
        ("N2 ->[Fe, 450 °C] NH3", "N₂ →[Fe,450 °C] NH₃"),
        (r"A ->[170\,^{\circ}\mathrm{C}] B", "A →[170 °C] B"),
        (r"A ->[$450^\circ$C] B", "A →[450°C] B"),
        ("A->B<=>C", "A → B ⇌ C"),
        ("H₂O + Ca²⁺", "H₂O + Ca²⁺"),
        ("HC#CH", "HC≡CH"),
        (r"H2O \text{(A+B)} + \SI{2}{\gram}", "H₂O(A+B) + 2 g"),
        (r"$\underset{\text{a}}{\ce{H+(aq)}}$", "H⁺(aq)"),
    ],
)
def test_chemistry_is_read_as_on_cards(written: str, plain: str) -> None:
    """What mhchem reads there, which is in Anki's MathJax, paper must not read otherwise."""
    tex = rf"\ce{{{written}}}"
    assert fault_of(tex) is None
    assert as_text(tex) == plain
    assert "\\" not in in_words(tex, "en")


def test_units_may_have_the_abbreviations_of_siunitx() -> None:
    tex = r"\SI{-285.8}{\kJ\per\mol}"
    assert fault_of(tex) is None
    assert as_text(tex) == "−285.8 kJ/mol"
    assert for_mathjax(tex) == for_mathjax(r"\SI{-285.8}{\kilo\joule\per\mole}")
    assert as_text(r"\si{\um} \pm \SI{2}{\mL}") == "µm ± 2 mL"
    said = "3.5 kilojoules per mole"
    assert in_words(r"\SI{3.5}{kJ/mol}", "en") == in_words(r"\pu{3.5 kJ/mol}", "en") == said
    assert in_words(r"\SI{3}{foo/mol}", "en").startswith("3 f o o")


def test_signs_of_logic_and_sets_are_said_in_words() -> None:
    assert in_words(r"\neg(P \land Q)", "en") == "not open paren P and Q close paren"
    assert in_words(r"\exists! x \in A \setminus B", "en") == "there exists exactly one x is in A without B"
    assert in_words(r"\exists!\,x", "es") == "existe un único x"
    assert in_words(r"\lfloor x \rfloor", "fr") == "partie entière de x fin de la partie entière"
    assert "∨" in in_words(r"p \lor q", "de")


def test_a_formula_is_said_in_the_language_of_the_course() -> None:
    assert to_speech(r"Is \(\frac{3}{4}\) more?", "en") == "Is 3 over 4 more?"
    assert to_speech(r"\(\frac{3}{4}\)", "fr-CA") == "trois quarts."
    assert in_words(r"\ce{2H2 + O2 -> 2H2O}", "en") == "2 H sub 2 plus O sub 2 yields 2 H sub 2 O"
    assert "espacio" in in_words(rf"x = {BLANK}", "es")


def test_a_subscript_is_heard_to_end() -> None:
    assert in_words("a_{n+1} = a_n + 1", "en") == "a sub n plus 1, end subscript equals a sub n plus 1"
    assert in_words("x_{a_{n+1} - 1}^2", "en") == "x sub a sub n plus 1, end subscript minus 1, end subscript squared"
    assert in_words(r"x_{ij}y_{\{i\}}", "es") == (
        "x sub i j, fin del subíndice y sub abre llave i cierra llave, fin del subíndice"
    )
    assert in_words("P_{t-1}", "fr") == "P indice t moins 1, fin de l’indice"


def test_a_number_in_groups_is_said_as_one() -> None:
    assert in_words("18{,}500 + 1{,}234{,}567", "en") == "18,500 plus 1,234,567"
    assert in_words("3{,}14", "en") == "3 comma 14"
    assert in_words("18{,}500", "fr") == "18 virgule 500"


def test_raised_signs_are_no_sides_of_a_limit() -> None:
    assert in_words(r"\mathrm{Na^+} + \mathrm{Cl}^-", "en") == "N a superscript plus plus C l superscript minus"
    assert in_words(r"\mathrm{SO_4^{2-}}", "en") == in_words(r"\ce{SO4^2-}", "en") == "S O sub 4 superscript 2 minus"
    assert in_words(r"\ce{NH4+}", "es") == "N H sub 4 superíndice más"
    assert in_words(r"\mathrm{Fe^{3+}}", "fr") == "F e exposant 3 plus"
    assert in_words("P^*Q", "en") == "P superscript star Q"
    assert in_words(r"\lim_{x\to a^+} f(x)", "en").startswith("limit as x tends to a from the right of")
    assert in_words("f(0^-)", "en") == "f open paren 0 from the left close paren"
    assert in_words("x^{n+1}", "en") == "x to the power, n plus 1, end exponent"


def test_numbers_of_isotopes_are_no_powers() -> None:
    assert in_words(r"{}^{3}\mathrm{H}", "en") == in_words(r"\ce{^{3}H}", "en") == "superscript 3 H"
    assert in_words(r"{}^{14}_{6}\mathrm{C}", "en") == in_words(r"^{14}_6\mathrm{C}", "en") == "superscript 14 sub 6 C"
    assert in_words(r"\ce{^{235}_{92}U + ^{1}_{0}n -> ^{92}_{36}Kr}", "en") == (
        "superscript 235 sub 92 U plus superscript 1 sub 0 n yields superscript 92 sub 36 Kr"
    )
    assert in_words(r"{}^2\mathrm{H}", "es") == "superíndice 2 H"
    assert in_words(r"\ce{^{14}C}", "fr") == in_words(r"\ce{^14C}", "fr") == "exposant 14 C"
    assert in_words(r"2{}^{3}\mathrm{He}", "en") == "2 superscript 3 H e"
    assert in_words(r"x{}^2 + {}_5C_2 + 2^{14}", "en") == "x squared plus sub 5 C sub 2 plus 2 to the 14"
    assert in_words(r"\ce{Na+ + Cl-}", "en") == "Na superscript plus plus Cl superscript minus"


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"x_{12} + x_{\text{max}} + x_n", "x sub 12 plus x sub max plus x sub n"),
        (r"\sum_{i=1}^n a_{i}", "sum from i equals 1 to n of a sub i"),
        (r"\log_{a+b} x", "log base a plus b of x"),
        (r"\ce{H2O}", "H sub 2 O"),
    ],
)
def test_what_ends_by_itself_is_said_as_before(tex: str, words: str) -> None:
    assert in_words(tex, "en") == words


def test_units_are_plain_tex_for_mathjax() -> None:
    assert for_mathjax(r"c = \SI{3.0e8}{\meter\per\second}!") == r"c = {3.0×{10}^{8}\,\mathrm{m}{/}\mathrm{s}}!"
    assert for_mathjax(r"\qty{5}{\percent}") == r"{5\,\mathrm{\%}}"
    assert for_mathjax(r"\sin x") == r"\sin x"


_RECTANGLE = re.compile(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"/>')


@pytest.mark.parametrize(
    ("tex", "rules"),
    [
        (r"\left(\begin{array}{cc|c} 1 & 2 & 3 \\ 4 & 5 & 6 \end{array}\right)", 1),
        (r"\begin{array}{|c|c|} a & b \\ c & d \\ \frac{1}{2} & e \end{array}", 3),
        (r"\left(\begin{array}{c|c} A & b \end{array}\right)", 1),
        (r"\begin{array}{c|c} a & \begin{array}{c|c} a & b \\ c & d \end{array} \\ c & d \end{array}", 2),
        (r"x^{\begin{array}[t]{c|c} a & b \\ \hline c & d \end{array}}", 1),
    ],
)
def test_an_upright_rule_is_as_high_as_its_table(tex: str, rules: int) -> None:
    drawing = drawn(tex, "en", display=True)
    svg = drawing.svg.decode()
    [box] = re.findall(r'viewBox="([^"]*)"', svg)
    _, top, _, height = map(float, box.split())
    upright = [found for found in (tuple(map(float, one)) for one in _RECTANGLE.findall(svg)) if found[3] > found[2]]
    assert len(upright) == rules
    for _, low, _, high in upright:
        assert -top - height - 1 <= low < low + high <= -top + 1
    assert max(high for _, _, _, high in upright) > 0.4 * height


def test_a_box_beside_an_upright_rule_stays_where_it_is() -> None:
    svg = drawn(rf"\left(\begin{{array}}{{c|c}} 1 & {BLANK} \\ 0 & 1 \end{{array}}\right)", "en").svg.decode()
    upright = [one for one in _RECTANGLE.findall(svg) if float(one[3]) > float(one[2])]
    assert [(one[1], one[3]) for one in upright] == [("-382", "2480"), ("-382", "2480"), ("-1582", "3680")]


def test_a_drawing_stands_on_the_line() -> None:
    flat, low = drawn("x", "en"), drawn(r"\frac{1}{2}", "en")
    assert low.depth > flat.depth >= 0
    assert low.height > flat.height
    assert low == drawn(r"\frac{1}{2}", "en")
    assert b"<text" not in low.svg
    assert b"mathra" in low.svg
    assert b"<title" not in low.svg


@pytest.mark.parametrize(
    ("tex", "hint"),
    [
        (r"x \in \R", r"write \mathbb{R}"),
        (r"x = 1 \tag{1}", "leave it out: formulas have no numbers here"),
        (r"\begin{equation}a = b\end{equation}", r"leave it out: what stands in \[ \] is in a paragraph of its own"),
        (r"\begin{eqnarray}a &=& b\end{eqnarray}", r"write \begin{align*}"),
        (r"\frca{1}{2}", r"did you mean '\frac'?"),
        (r"\SI{3}{\furlong}", r"name it as siunitx does, \kilo\joule\per\mole, or write its letters, {kJ/mol}"),
    ],
)
def test_the_hint_says_what_to_write_instead(tex: str, hint: str) -> None:
    fault = fault_of(tex)
    assert fault
    assert fault.hint == hint


@pytest.mark.parametrize(
    ("tex", "at", "message"),
    [
        (r"\frac{1}{2", 8, "'{' without a matching '}'"),
        (r"x + \frca{1}{2}", 4, r"'\frca' is not a known command"),
        (r"\begin{pmatrx}1\end{pmatrx}", 0, r"'\begin{pmatrx}' is not a known command"),
        (r"\SI{3}{\metre\foo}", 0, r"unsupported unit: \foo"),
        ("50% of x", 2, "'%' begins a comment in TeX"),
        ("a & b", 2, "'&' separates columns, but there is no table"),
        (r"\newcommand{\a}{b}\a", 0, r"'\newcommand' would change the formulas of other cards, too"),
        (r"x \(y", 2, "another formula begins or ends inside it"),
        (r"\;", 0, "nothing would be seen"),
        ("", 0, "nothing would be seen"),
        (r"\text{日}", 0, "the font has no '日' (U+65E5): drew a box"),
        (r"x^a^b", 3, "double superscript: use braces, as in x^{a^b}"),
        (r"\ce{H_2O + CO_2} + x^a^b", 22, "double superscript: use braces, as in x^{a^b}"),
        (r"\SI{1.2.3}{\gram} + \ce{H_2O}", 0, "1.2.3 is not a number"),
        (r"\ce{H_2O} + \SI{1.2.3}{\gram} + \ce{H_2O}", 0, "1.2.3 is not a number"),
    ],
)
def test_what_would_not_be_shown_is_refused(tex: str, at: int, message: str) -> None:
    fault = fault_of(tex)
    assert fault
    assert (fault.at, fault.message) == (at, message)


@pytest.mark.parametrize(
    "tex",
    [
        *(r"\frac{1}{2}", r"50\,\%", r"\#1 \& 2", r"\ce{SO4^2- + Ba^2+ -> BaSO4 v}", r"\SI{25}{\celsius}", r"\%"),
        *(r"\begin{cases} x & y\\ 1 & 2\end{cases}", r"\left\{ x \right\}", r"\xrightarrow{\Delta}", r"\text{5 \% é}"),
        *(BLANK, r"\sqrt[3]{x}", r"\int_0^\infty e^{-x}\,dx", r"\vec{F} = m\vec{a}", r"\lim_{x \to 0}"),
    ],
)
def test_what_is_shown_passes(tex: str) -> None:
    assert fault_of(tex) is None


def test_a_gap_may_be_a_part_of_a_formula() -> None:
    assert [(gap.answer, gap.hint, gap.is_tex) for gap in gaps(PART)] == [
        (r"\(n\)", "", True),
        (r"\(V\)", "a volume", True),
    ]
    assert gap_fault(PART) == ("", "")
    assert to_plain(without_gaps(PART)) == "Then c = n/V."
    shown = fill_gaps(PART, lambda _: "never")
    assert shown.count(BLANK) == 2
    assert isinstance(shown, Markup)
    assert "never" not in shown


def test_a_gap_may_be_around_a_formula() -> None:
    text = r"Half is {{c1::\(\frac{1}{2^{n}}\)}}, and \(\frac{\sqrt{2}}{2}\) is more."
    assert [gap.answer for gap in gaps(text)] == [r"\(\frac{1}{2^{n}}\)"]
    assert not gaps(text)[0].is_tex
    assert gap_fault(text) == ("", "")


@pytest.mark.parametrize("answer", [r"\(F = ma\)", "`ma`", "*ma*", "a &amp; b"])
def test_an_apostrophe_stands_beside_a_gap_with_markup(answer: str) -> None:
    assert gap_fault(f"Newton's law is {{{{c1::{answer}}}}}.") == ("", "")


def test_gaps_stand_behind_their_formula_or_around_it() -> None:
    assert gaps_behind_formulas(r"`\({{c1::x}}\)` and \(y = {{c2::2}}\).") == (
        rf"`\({{{{c1::x}}}}\)` and \(y = {{{BLANK}}}\) {{{{c2::\(2\)::}}}}."
    )
    assert around_formulas(r"So \(y = {{c2::2}}\).") == rf"So {{{{c2::\(y = {{2}}\)::\(y = {{{BLANK}}}\)}}}}."
    assert "{{" not in around_formulas(PART).replace("{{\\boxed", "")


@pytest.mark.parametrize(
    ("text", "asked", "answered"),
    [
        (r"\(\ce{{{c1::2}} H2 + O2 -> {{c2::2}} H2O}\)", "____H₂ + O₂ → ____H₂O", "2 H₂ + O₂ → 2 H₂O"),
        (r"\(\ce{2H2 + {{c1::O2}} -> 2H2O}\)", "2 H₂ + ____ → 2 H₂O", "2 H₂ + O₂ → 2 H₂O"),
        (r"\(\ce{CO_{{c1::2}}}\)", "CO_____", "CO₂"),
        (r"\(\ce{H2O}^{{c1::2}}\)", "H₂O^____", "H₂O²"),
    ],
)
def test_a_gap_in_chemistry_has_no_braces(text: str, asked: str, answered: str) -> None:
    blank, solved = blanks(text)[2:-2], str(fill_gaps(text, str, str, answer_tex))[2:-2]
    assert as_text(blank) == asked
    assert as_text(unescape(solved)) == answered
    assert fault_of(blank) is None
    assert gap_fault(text) == ("", "")
    assert "c1" not in as_text(without_gaps(text)[2:-2])
