"""Proving items against their readings, and what the ledger remembers of it."""

import re
from pathlib import Path
from shutil import copytree
from time import process_time

import pytest

from nasec_study.course.parse import read_course
from nasec_study.course.readings import read_text
from nasec_study.examination import Examination
from nasec_study.examination import check as examine
from nasec_study.history.ledger import FILE_NAME, read_ledger
from nasec_study.pipeline import build
from tests.conftest import REPOSITORY, STARTER, Run

SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"
TEXT = """S
Elena Díez wrote in 1957 that the harbor of Québec was deep, and that is it. Nothing else is said by her or
anybody about its 32 wharves, which the old port kept open all winter long.
T
Another part begins here. A quote stands in it.
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a little course whose reading has a text, made the current one's `content`."""
    monkeypatch.chdir(tmp_path)
    copytree(SOUND, "content")
    Path("texts").mkdir()
    Path("texts/r.txt").write_text(TEXT, "utf-8")
    return Path("content")


def bank(folder: Path, **fields: str) -> None:
    """Write a bank of one question; `fields` replace its own."""
    own = {"type": "question", "stem": "What?", "answer": "That.", "quote": "that is it", "rationale": "So it is."}
    write(folder, **own | fields)


def write(folder: Path, **fields: str) -> None:
    """Write a bank of one item."""
    lines = "".join(f"    {name}: {text}\n" for name, text in fields.items())
    head = "reading: r\nsection: s\nitems:\n  - id: sound\n    level: remember\n"
    (folder / "items/r/sound.yaml").write_text(head + lines, "utf-8")


def findings(found: Examination) -> list[str]:
    return [str(problem).replace("content/items/r/sound.yaml", "bank") for problem in found.problems]


@pytest.mark.parametrize(
    ("cited", "is_copied"),
    [
        ("McCulloch v. Maryland, 17 U.S. (4 Wheat.) 316 (1819)", False),
        ("a defense under Fed. R. Civ. P. 12(a)(1)(A)(i) is waived", False),
        ("at 15 mg/kg every 6 hours, at most 60 mg/kg/day", False),
        ("in 1819 a court of 7 judges held that such a tax is void", True),
    ],
)
def test_the_figures_of_a_citation_are_nobodys_wording(course: Path, cited: str, is_copied: bool) -> None:  # noqa: FBT001
    Path("texts/r.txt").write_text(TEXT.replace("and that is it.", f"and that is it. Elena saw {cited}."), "utf-8")
    bank(course, computed="cited", answer=f'"{cited}"', waive="{W432: cited}")
    rules = {problem.rule for problem in examine(course, Path("texts")).problems}
    assert ("E314" in rules) == is_copied
    assert not rules - {"E314"}


@pytest.mark.parametrize(
    ("text", "is_copied"),
    [
        ("`SELECT name FROM ports WHERE depth IS NULL GROUP BY name` is it", False),
        (r"\(\alpha\beta = \gamma\delta + \epsilon\zeta\eta\theta\iota\) is it", False),
        ("ΔU = Q − W, where Q is the heat added", False),
        ("`SELECT` reads what other people wrote down in many old tables", True),
    ],
)
def test_code_and_formulas_are_nobodys_wording(course: Path, text: str, is_copied: bool) -> None:  # noqa: FBT001
    Path("texts/r.txt").write_text(TEXT.replace("and that is it.", f"and that is it. It holds: {text}."), "utf-8")
    bank(course, answer=f"'{text}'", waive="{W432: long}")
    assert ["E314"] * is_copied == [problem.rule for problem in examine(course, Path("texts")).problems]


@pytest.mark.parametrize(
    ("rationale", "name"),
    [
        ("It is below V~NE~, σ~Tot~ and V~BE(on)~.", ""),
        ("It is NaOH, KMnO~4~, SO~4~^2−^, H2SO4, Cl⁻, ^37^Cl, [Fe(CN)~6~]^4−^, Ca(OH)₂ or CuSO₄.", ""),
        ("It is the UN.", "UN"),
        ("It is in Coburg.", "Coburg"),
        ("It is by Li.", "Li"),
        ("It is by Le.", "Le"),
    ],
)
def test_a_chemical_formula_is_no_name(course: Path, rationale: str, name: str) -> None:
    bank(course, rationale=f'"{rationale}"', computed="known")
    wanted = ["E313"] if name else []
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == wanted
    assert all(f"the name {name} is" in problem for problem in findings(examine(course, Path("texts"))))


def test_a_grounded_item_is_proven_and_remembered(course: Path) -> None:
    found = examine(course, Path("texts"))
    assert found.problems == ()
    assert found.number_proven == 1
    [(_, entry)] = read_ledger(course).entries.items()
    assert (entry.noun, entry.id, entry.facts["against"]) == ("proof", "sound", "r.txt")
    before = (course / FILE_NAME).read_bytes()
    examine(course, Path("texts"))
    assert (course / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"quote": "the harbour of Québec was deep"},
            (
                "bank:9:12: item 'sound': the quote is not in section 's' of r.txt (nearest, in section 's', line 2:"
                " “the harbor of Québec was deep”; copy it letter for letter) [E311]"
            ),
        ),
        (
            {"quote": "A quote stands in it"},
            "bank:9:12: item 'sound': the quote is not in section 's' of r.txt (it is in section 't') [E311]",
        ),
        (
            {"quote": "zebras graze quietly"},
            (
                "bank:9:12: item 'sound': the quote is not in section 's' of r.txt"
                " (nothing like it is in the reading) [E311]"
            ),
        ),
        (
            {"answer": "In 1958."},
            (
                "bank:8:16: question item 'sound': the figure 1958 is not in what it cites"
                " (correct it, or say in `computed:` how it was worked out) [E312]"
            ),
        ),
        (
            {"rationale": r"It is \(s^2 = 41_0 - 1\)."},
            (
                "bank:10:30: question item 'sound': the figure 41 is not in what it cites"
                " (correct it, or say in `computed:` how it was worked out) [E312]"
            ),
        ),
        (
            {"rationale": r"It is \(\tfrac12\)."},
            (
                "bank:10:31: question item 'sound': the figure 2 is not in what it cites"
                " (correct it, or say in `computed:` how it was worked out) [E312]"
            ),
        ),
        (
            {"rationale": r"It is \(p = 0.1\)."},
            (
                "bank:10:28: question item 'sound': the figure 0.1 is not in what it cites"
                " (correct it, or say in `computed:` how it was worked out) [E312]"
            ),
        ),
        (
            {"answer": "In the XIXᵉ century."},
            (
                "bank:8:20: question item 'sound': the figure XIXᵉ is not in what it cites"
                " (correct it, or say in `computed:` how it was worked out) [E312]"
            ),
        ),
        (
            {"rationale": "It was Québec → Toronto."},
            (
                "bank:10:32: question item 'sound': the name Toronto is not in what it cites"
                " (write it as the reading does; a bank adds nothing from outside) [E313]"
            ),
        ),
        (
            {"rationale": "It was so in Toronto."},
            (
                "bank:10:29: question item 'sound': the name Toronto is not in what it cites"
                " (write it as the reading does; a bank adds nothing from outside) [E313]"
            ),
        ),
        (
            {"stem": "Is it so that nothing else is said by her or anybody about it?"},
            (
                "bank:7:11: item 'sound' copies 'nothing else is said by her or anybody about' from r"
                " (say it in your own words; at most 8 words in a row may be the same) [E314]"
            ),
        ),
    ],
)
def test_what_is_not_grounded_is_found(course: Path, fields: dict[str, str], expected: str) -> None:
    bank(course, **fields)
    found = examine(course, Path("texts"))
    assert findings(found) == [expected]
    assert found.number_proven == 0


NUMERIC = {"type": "numeric", "stem": "How large is it?", "quote": "that is it", "rationale": "So it is."}


@pytest.mark.parametrize(
    "printed",
    [
        "1.0 × 10^-7",
        "1.0 × 10⁻⁷",
        "1.0 x 10-7",
        "1.0·10<sup>-7</sup>",
        "1.0e-7",
        "1,0 × 10−7",
        "0.00000010",
    ],
)
def test_a_power_of_ten_is_proven_by_any_way_to_write_it(course: Path, printed: str) -> None:
    Path("texts/r.txt").write_text(f"{TEXT}\nIt has {printed} grams.\n", "utf-8")
    write(course, **NUMERIC, value="1.0e-7", tolerance="1%", unit="g")
    assert findings(examine(course, Path("texts"))) == []
    write(course, **NUMERIC | {"rationale": r"It is \(1.0 \times 10^{-7}\)."}, value="1.0e-7", unit="g")
    assert findings(examine(course, Path("texts"))) == []
    write(course, **NUMERIC, value="1.0e-8", unit="g")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == ["E312"]


@pytest.mark.parametrize(
    "product", ["1,400/1,250 · 100 = 112", "1,250 × 1000 = 1,250,000", r"\\(5 \\cdot 10 = 50\\)", "5 × 105 = 525"]
)
def test_a_product_is_no_power_of_ten(course: Path, product: str) -> None:
    figures = "5, 10, 50, 100, 105, 112, 525, 1,000, 1,250, 1,400 and 1,250,000"
    Path("texts/r.txt").write_text(f"{TEXT}\nIt cost {figures}.\n", "utf-8")
    bank(course, rationale=product)
    assert findings(examine(course, Path("texts"))) == []


def test_a_small_figure_is_proven_by_its_power_of_ten(course: Path) -> None:
    Path("texts/r.txt").write_text(f"{TEXT}\nIt has a constant of 1.8 × 10^-5.\n", "utf-8")
    write(course, **NUMERIC, value="1.8e-5")
    assert findings(examine(course, Path("texts"))) == []
    write(course, **NUMERIC, value="1.9e-5")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == ["E312"]


@pytest.mark.parametrize(
    ("language", "printed", "value", "found"),
    [
        ("en", "18,500", "18500", []),
        ("en", "18 500", "18500", []),
        ("en", "18\u202f500.5", "18500.5", []),
        ("es", "18\u00a0500", "18500", []),
        ("es", "18.500", "18500", []),
        ("es", "18.500,5", "18500.5", []),
        ("es-MX", "9,5", "9.5", []),
        ("es", "9.5", "9.5", []),
        ("en", "9,5", "9.5", []),
        ("en", "9,500", "9.5", ["E312"]),
        ("en", "0,125", "125", ["E312"]),
        ("en", "9,500,000", "9.5", ["E312"]),
        ("es", "95", "9.5", ["E312"]),
        ("es", "18 y 500", "18500", ["E312"]),
        ("en", "in 2010 500", "10500", ["E312"]),
        ("en", "5.0", "5", []),
        ("en", "5", "5.00", []),
        ("es", "5,0", "5", []),
        ("es", "1.500", "1.5", ["E312"]),
    ],
)
def test_a_figure_is_proven_as_its_language_writes_it(
    course: Path, language: str, printed: str, value: str, found: list[str]
) -> None:
    settings = course / "course.yaml"
    settings.write_text(f"language: {language}\n" + settings.read_text("utf-8"), "utf-8")
    Path("texts/r.txt").write_text(f"{TEXT}\nIt is {printed} grams.\n", "utf-8")
    write(course, **NUMERIC, value=value, unit="g")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == found


@pytest.mark.parametrize(
    ("language", "printed", "value", "found"),
    [
        ("en", "twelve", "12", []),
        ("en", "Twelve", "12", []),
        ("en-GB", "twelve", "13", ["E312"]),
        ("en", "one", "1", ["E312"]),
        ("es", "once", "11", []),
        ("en", "once", "11", ["E312"]),
        ("fr", "dix-neuf", "19", []),
        ("fr", "neuf", "19", ["E312"]),
        ("es", "dieciséis", "16", []),
        ("en", "twenty-gram", "20", []),
        ("en", "twenty-minute", "20", ["E312"]),
        ("en", "twenty-five", "20", ["E312"]),
        ("en", "twenty-five", "5", ["E312"]),
        ("en", "thirty\nfive", "5", ["E312"]),
        ("en", "thirty-\nfive", "5", ["E312"]),
        ("en", "the twenty-first", "20", ["E312"]),
        ("en", "two hundred and six", "2", ["E312"]),
        ("en", "two hundred and six", "6", ["E312"]),
        ("en", "two million", "2", ["E312"]),
        ("en", "two million", "2000000", []),
        ("en", "twenty and thirty", "20", []),
        ("en", "Thirty-two", "32", []),
        ("en", "In İzmir thirty-three", "33", []),
        ("en", "thirty-\nfive", "35", []),
        ("en", "one hundred and fifty", "150", []),
        ("en", "a hundred", "100", []),
        ("en", "several hundred", "100", ["E312"]),
        ("en", "eighteenth-century", "18", ["E312"]),
        ("en", "two thousand five hundred", "2500", []),
        ("en", "two thousand five hundred", "2000", ["E312"]),
        ("en", "two and a half", "2.5", []),
        ("en", "2½", "2.5", []),
        ("en", "two and a half", "2", ["E312"]),
        ("en", "half a million", "500000", []),
        ("en", "a quarter of a million", "0.25", ["E312"]),
        ("en", "two dozen", "24", []),
        ("es", "dos mil quinientos", "2500", []),
        ("fr", "deux mille cinq cents", "2500", []),
        ("de", "zweitausendfünfhundert", "2500", []),
        ("de", "zweieinhalb", "2.5", []),
        ("es", "ciento treinta y cinco", "135", []),
        ("fr", "quatre-vingt-dix-sept", "97", []),
        ("fr", "deux cent soixante et onze", "271", []),
        ("de", "zweihundertsechsundzwanzig", "226", []),
        ("de", "sechsundzwanzig", "6", ["E312"]),
        ("en", "five or six", "6", []),
        ("es", "treinta y cinco", "5", ["E312"]),
        ("es", "doscientos cinco", "5", ["E312"]),
        ("es", "quince y cinco", "5", []),
        ("fr", "dix-neuf", "10", ["E312"]),
        ("fr", "dix-neuf", "9", ["E312"]),
        ("fr", "quatre-vingt-dix-sept", "17", ["E312"]),
        ("fr", "quatre-vingts", "4", ["E312"]),
        ("fr", "vingt et un", "20", ["E312"]),
        ("fr", "vingt et trente", "20", []),
        ("fr", "cinq pour cent", "5", ["E312"]),
        ("fr", "cinq", "5", []),
        ("fr", "pour deux cents", "200", []),
        ("es", "cinco por ciento", "5", ["E312"]),
        ("fr", "deux cents", "2", ["E312"]),
    ],
)
def test_a_number_in_words_proves_its_figure(
    course: Path, language: str, printed: str, value: str, found: list[str]
) -> None:
    settings = course / "course.yaml"
    settings.write_text(f"language: {language}\n" + settings.read_text("utf-8"), "utf-8")
    Path("texts/r.txt").write_text(f"{TEXT}\n{printed} grams stand there.\n", "utf-8")
    write(course, **NUMERIC, value=value, unit="g")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == found


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ("It has thirty-two, or two hundred more than that", ["two hundred"]),
        ("It has thirty-three", ["thirty-three"]),
        ("It has 33, or thirty-three", ["33"]),
        ("It has two million", ["two million"]),
        ("It was so in the twentieth century, for three or a hundred reasons", []),
        ("It was so in the nineteenth century", ["nineteenth"]),
        ("It was so in nineteen fifty-seven, on half of page twelve", ["twelve"]),
        ("It has two-thirds of a third of it, for half an hour", ["two-thirds", "third"]),
        ("It is a hundred dollars or half a million", ["hundred", "half a million"]),
    ],
)
def test_a_larger_number_in_words_is_proven_like_a_figure(course: Path, said: str, lacking: list[str]) -> None:
    bank(course, answer=said)
    found = findings(examine(course, Path("texts")))
    assert [one.partition("the figure ")[2].partition(" is not")[0] for one in found] == lacking


@pytest.mark.parametrize(
    ("printed", "claimed"),
    [
        ("18 500", "18 500"),
        ("18,500", "18 500"),
        ("18\u202f500", "18,500"),
        ("18 and 500", "18 500"),
        ("18,500", r"\(18{,}500\)"),
        ("18,500", r"\(18\,500.0\)"),
    ],
)
def test_a_figure_in_groups_is_proven_whatever_stands_between_them(course: Path, printed: str, claimed: str) -> None:
    Path("texts/r.txt").write_text(f"{TEXT}\nIt is {printed} grams.\n", "utf-8")
    bank(course, answer=f"{claimed} grams")
    assert findings(examine(course, Path("texts"))) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "Elena Díez, in 1957."},
        {"answer": "In 1958.", "computed": "1957 and one year"},
        {"answer": "In the XXᵉ century, or XXe.", "computed": "1957, so XXᵉ"},
        {"rationale": "The old port of Québec. Nothing else."},
        {"rationale": "The old port of Quebec, by Èlena Diez. Nothing else."},
        {"rationale": "The port of Anøther is one."},
        {"quote": '"that is it."'},
        {"stem": "Is it that nothing else is said by her or anyone?"},
        {"answer": "32"},
        {"answer": "Its variance σ² is ξένη, and élan is no name."},
        {"answer": "It is `None`, as 「港」とあります says, ב and וְהַמֶּלֶךְ."},
        {"answer": r"It is \(\frac{1}{1 - p}\), and \(x = 0\)."},
        {"rationale": "'*Wharves* has an s. ¿Open? *So.* “Or is it?” (It is.)'"},
        {"answer": "|\n      | Part | Of |\n      |---|---|\n      | Wharf | No |\n\n      - That\n      - *Such*\n"},
        {"answer": "Its chord is V⁷/ii or R² \\(x\\) F₁₂."},
        {"answer": "That ∀x(Fx→Gx) or ∀x(Hx → ¬Kx), so ∃y∀x Lxy ∧ Rab; thus Sa ⊢ Tb."},
        {"rationale": "|\n      Of this:\n\n      — ¡Open!\\\n      —Such is a port.\\\n        Walk on.\n"},
        {"answer": "32 Hz, 32 MPa·s, 32\u00a0GW or 32 Nm/rad.", "computed": "by its wharves"},
        {"rationale": r"It is \[x = y\] So it is. Nothing is \[z\]"},
        {"answer": r"Of its 32 wharves \(\Delta s^2 = \sum_{i=1}^{n} x_i^{2n}/\operatorname{Var}(X_0)\)."},
    ],
)
def test_what_is_grounded_is_left_alone(course: Path, fields: dict[str, str]) -> None:
    bank(course, **fields)
    assert findings(examine(course, Path("texts"))) == []


@pytest.mark.parametrize("sign", ["A", "1", "“ ", "I", "½", "one ", "two and "])
def test_a_text_of_one_sign_is_proven_at_once(course: Path, sign: str) -> None:
    bank(course, rationale=f"'So is this: {sign * (15_000 // len(sign))}'")
    started = process_time()
    examine(course, Path("texts"))
    assert process_time() - started < 1


def test_a_name_that_a_reading_prints_in_capitals_is_there(course: Path) -> None:
    Path("texts/r.txt").write_text(f"{TEXT}\nÍÑIGO. Who is there?\n\nMARTA (off). I am.\n", "utf-8")
    bank(course, answer="It is Marta whom Íñigo hears.", rationale="So says old Tessa.")
    assert [problem.message for problem in examine(course, Path("texts")).problems] == [
        "question item 'sound': the name Tessa is not in what it cites"
    ]


@pytest.mark.parametrize("quote", ["F is the square of t", "and R keeps the data", "The tide", "R keeps the data"])
def test_a_letter_that_stands_for_something_is_no_drop_capital(course: Path, quote: str) -> None:
    text = TEXT.replace("Nothing", "\nT he tide; for F is the square of t, and\nR keeps the data. Nothing")
    Path("texts/r.txt").write_text(text, "utf-8")
    bank(course, quote=quote)
    found = examine(course, Path("texts"))
    assert (findings(found), found.number_proven) == ([], 1)


def test_where_all_nouns_have_capitals_none_is_taken_for_a_name(course: Path) -> None:
    settings = course / "course.yaml"
    settings.write_text("language: de\n" + settings.read_text("utf-8"), "utf-8")
    bank(course, answer="Das ist das Haus der Königin.")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == []


@pytest.mark.parametrize(
    ("printed", "said", "lacking"),
    [
        ("a Whig and the Habsburgs", "Whigs and a Habsburg", []),
        ("two treaties of Tories", "the Treaty of a Tory", []),
        ("to the moon with MUELLER", "the Moon with Mueller", []),
        ("until Sept. or October", "September or Oct", []),
        ("of Russia, Mexico, Canada, Germany and France", "Russians, Mexican, Canadians, Germans or French", []),
        ("the Portuguese, the Chinese and Keynes", "Portugal, China and the Keynesian", []),
        ("the Bureau of Labor Statistics", "the BLS", []),
        ("a center for open-label placebos, or an open-label placebo", "the Center of OLPs", []),
        ("some fine old bad idea, for better insight", "the FBI", ["FBI"]),
        ("told to Frank. Bill is in to see a fat boy in it", "the FBI", ["FBI"]),
        ("now and there, then and there", "NTA", ["NTA"]),
        ("the SEC of the U.S.", "the Securities and Exchange Commission of the United States", []),
        ("where Parsons met Charles II", "Mr. Parsons and Professor Parsons with Charles the Second", []),
        (
            "in Iran, Austria, Slovakia and Mali",
            "Iraq, Australia, Slovenia or Malta",
            ["Australia", "Iraq", "Slovenia", "Malta"],
        ),
        ("where Mario met Mill and Paul", "Maria, Miller or Paula", ["Maria", "Miller", "Paula"]),
        ("for us who know it", "US, WHO and IT", ["US", "WHO", "IT"]),
        ("a bush on a brown hill", "the Bush", []),
        ("a bush on a brown hill", "George Bush or Dr Brown", ["George", "Bush", "Brown"]),
        ("where the sec of it went", "the Securities Exchange Control", ["Control", "Exchange", "Securities"]),
    ],
)
def test_a_name_may_stand_in_another_form(course: Path, printed: str, said: str, lacking: list[str]) -> None:
    Path("texts/r.txt").write_text(TEXT.replace("\nT\n", f" It was {printed}.\nT\n"), "utf-8")
    bank(course, answer=f'"It was so of {said}."', waive="{W432: long}")
    found = [one for one in findings(examine(course, Path("texts"))) if "E31" in one]
    assert sorted(one.partition("the name ")[2].partition(" is not")[0] for one in found) == sorted(lacking)


@pytest.mark.parametrize(
    ("language", "printed", "claimed", "lacking"),
    [
        ("ru", "Замок купца Второва видел Хилков с Машей.", "Его построил Второв, а Маша видела Хилкова.", []),
        ("uk", "Про це писала Лесі Українці.", "Це Леся Українка.", []),
        ("ru", "Замок купца Второва.", "Его построил Ветров.", ["Ветров"]),
        ("en", "Ivan met Pushkin.", "It was Pushkina.", ["Pushkina"]),
        ("pl", "Powieść Sienkiewicza.", "To Sienkiewicz.", []),
        ("cs", "Praha a Irák.", "Byl v Praze nebo v zemi Írán.", ["Írán"]),
    ],
)
def test_a_name_may_have_another_ending_where_names_have_cases(
    course: Path, language: str, printed: str, claimed: str, lacking: list[str]
) -> None:
    settings = course / "course.yaml"
    settings.write_text(f"language: {language}\n" + settings.read_text("utf-8"), "utf-8")
    Path("texts/r.txt").write_text(f"S\n{f'{printed} ' * 12}{TEXT[2:]}", "utf-8")
    bank(course, answer=claimed)
    found = [one for one in findings(examine(course, Path("texts"))) if "W238" not in one]
    assert [one.partition("the name ")[2].partition(" is not")[0] for one in found] == lacking


def test_no_name_need_stand_in_a_reading_in_another_script(course: Path) -> None:
    text = "S\n東京では桜が咲きます。三百人がJRで来ます。それは\uff19月です。\nT\nここまで。\n"
    Path("texts/r.txt").write_text(text, "utf-8")
    bank(course, quote="桜が咲きます", answer="Where is it, in Tokyo by Monday? It is 9.")
    assert findings(examine(course, Path("texts"))) == []
    bank(course, quote="咲きません", answer="That.")
    [found] = findings(examine(course, Path("texts")))
    assert "nearest, in section 's', line 2: “東京では桜が咲きます”" in found


@pytest.mark.parametrize(
    ("printed", "claimed", "lacking"),
    [
        ("一八九五年", "It was 1895.", []),
        ("in 1895", "一八九五年", []),
        ("二〇一九年", "二○一九年", []),
        ("三十四歲", "It was 34.", []),
        ("三十四歲", "三十五歲", ["三十五"]),
        ("三十四歲", "It was 30 or 4.", ["30", "4"]),
        ("一百零三日", "103 or 百零三", []),
        ("四億五千萬兩", "450,000,000, or 4.5億, or 45000萬", []),
        ("四億五千萬兩", "四億六千萬兩", ["四億六千萬"]),
        ("四亿五千万两", "四億五千萬兩", []),
        ("一千一百餘人", "1100, or 一千一百人", []),
        ("兩千三百", "2300", []),
        ("五艦", "5", []),
        ("一艦", "1", ["1"]),
        ("十七八歲", "千萬不可、萬一、三民主義、七八人、九一八", []),
        ("廿四史", "二十四史", []),
        ("千九百四十五年", "1945, or 千九百四十五年, or 一九四五年", []),
        ("百八の鐘", "百九の鐘", ["百九"]),
        ("鐘", "\u3007\u3007\u3007\u3007、千百、百万人", []),
        ("3万2千人", "32,000, or 3.2万", []),
        ("3만 2천 명", "32000, or 3만 2천 명", []),
        ("3만 2천 명", "3만 3천 명", ["3만 3천"]),
        ("12억 5천만 원", "1,250,000,000 or 12억 5천만", []),
        ("1,250,000 won", "125만", []),
        ("3백 장", "300", []),
    ],
)
def test_a_number_in_ideographs_is_a_figure(course: Path, printed: str, claimed: str, lacking: list[str]) -> None:
    Path("texts/r.txt").write_text(TEXT.replace("\nT\n", f" {printed}.\nT\n"), "utf-8")
    bank(course, answer=claimed)
    found = findings(examine(course, Path("texts")))
    assert [one.partition("the figure ")[2].partition(" is not")[0] for one in found] == lacking


def test_signs_for_figures_without_end_are_no_number(course: Path) -> None:
    Path("texts/r.txt").write_text(TEXT.replace("\nT\n", f" {'九' * 5000} {'9' * 5000}万.\nT\n"), "utf-8")
    bank(course, answer="That.")
    assert findings(examine(course, Path("texts"))) == []


@pytest.mark.parametrize(
    "copied",
    [
        "αὐτὰρ ἐπεὶ δὴ τόδε πᾶν ἔγνωμεν εὖ κατὰ θυμόν",
        "וְהַמֶּלֶךְ דָּוִד זָקֵן בָּא בַּיָּמִים וַיְכַסֻּהוּ בַּבְּגָדִים וְלֹא יִחַם לוֹ",
        "don’t the ﬁrst of its old wharves still stand here",
    ],
)
def test_what_is_copied_is_found_in_any_script(course: Path, copied: str) -> None:
    Path("texts/r.txt").write_text(TEXT.replace("\nT\n", f" {copied}.\nT\n"), "utf-8")
    bank(course, stem=f"What? {copied.replace('’', chr(39)).replace('ﬁ', 'fi')}")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == ["E314"]


def test_a_sign_alone_is_no_word(course: Path) -> None:
    cited = "the court of § 41 Abs. 1 decides"
    Path("texts/r.txt").write_text(TEXT.replace("and that is it.", f"and that is it, {cited}."), "utf-8")
    write(
        course,
        type="cloze",
        text='"It is {{c1::§ 41 Abs. 1 Satz 3 BDSG}}."',
        quote=cited,
        rationale="So.",
        computed="x",
    )
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == ["E313", "E313"]


DOSES = """It is given at 5 mg/kg once a day, and each vial holds 80 mg in 2 mL. Add 25,000 units to half
a litre, for 4 to 6 hours; below 120/80 mmHg and at 36.5–37.5 °C wait 90 per cent of an hour. The fee is €40.
Under § 12 Abs. 3 and Rule 12(h)(3), and by Art. 6(1) for consent (point (a)), a plea is heard within 21 days. So is
one of Art. 5(1)(c); see section 13, Arts. 44 and 45, and 8 U.S. 3. The result is p = .13, and n is 312.
"""


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ("5 mg/kg", ""),
        ("5 mg/kg/day, 5 mg/kg a day and 5 mg per kg", ""),
        ("80 milligrams in 2 ml", ""),
        ("25000 IU for 4 h or 6 hours", ""),
        ("120 mmHg over 80 mm Hg, 36.5 °C, 90 %, 21-day, €40 and 40 euros", ""),
        ("3 mg, 312 days and 8 years", ""),
        ("5 mL", "5 mL is not in what it cites"),
        ("5 mg/mL", "5 mg/mL is not in what it cites"),
        ("80 µg", "80 µg is not in what it cites"),
        ("37.5 °F", "37.5 °F is not in what it cites"),
        ("21 hours", "21 h is not in what it cites"),
        ("$40", "$40 is not in what it cites"),
        ("25,000 mL", "25,000 mL is not in what it cites"),
        ("§ 12 Abs. 3, § 12(3) and Rule 12(h)", ""),
        ("Art. 6(1)(a), Article 5(1)(c), § 13, Sec. 13 and Art. 45", ""),
        ("§ 12 Abs. 2", "12 Abs. 2 is not in what it cites"),
        ("Rule 12(h)(2)", "12(h)(2) is not in what it cites"),
        ("Art. 5(1)(a)", "5(1)(a) is not in what it cites"),
        ("Art. 13", "art. 13 is not in what it cites"),
        ("§ 45", "§ 45 is not in what it cites"),
        ("Art. 99(1)", "99 is not in what it cites"),
        ("p = 0.13 and p = .13", ""),
        ("p = .31", "0.31 is not in what it cites"),
    ],
)
def test_a_figure_in_another_unit_or_provision_is_another(course: Path, said: str, lacking: str) -> None:
    Path("texts/r.txt").write_text(TEXT.replace("\nT\n", f"\n{DOSES}T\n"), "utf-8")
    bank(course, answer=f'"We say: {said}"', quote="The result is", waive="{W432: long}")
    found = [problem for problem in examine(course, Path("texts")).problems if problem.rule == "E312"]
    assert [lacking] * bool(lacking) == [problem.message.partition("the figure ")[2] for problem in found]


LAW = """Article 7
Principles

1. Data shall be:
(a) processed in accordance with Article 89(2);
(b) accurate.
2. All are told.

Article 8

1. No one shall (c) sell them.
"""


@pytest.mark.parametrize(
    ("printed", "said", "lacking"),
    [
        ("Give 7 g/d.", "7 g/day", ""),
        ("Pay $700 or 7 percent.", "7 %", ""),
        ("Pay $700 or 7 percent.", "€700", "€700"),
        ("Take 7 mL or 3.", "7 cm^3^", ""),
        ("In 1999 it was.", "in 1999 $20 was", "20"),
        (LAW, "Art. 7(1)(a), Art. 7(1)(b), Art. 7(2) and Article 8(1)(c)", ""),
        (LAW, "Art. 8(2)", "8(2)"),
        (LAW, "Art. 7(1)(c)", "7(1)(c)"),
        (LAW, "Art. 89(1)", "89(1)"),
        ("See Article 7, paragraph 4, point (b).", "Art. 7(4)(b) or Article 7, paragraph 4", ""),
        ("See Article 7, paragraph 4, and 2.", "Article 7, paragraph 2", "7, paragraph 2"),
        ("See point (b) of paragraph 4 of Article 7.", "Art. 7(4)(b)", ""),
        ("It is so. Paragraph 4 of Article 7 says it.", "Art. 7(4)", ""),
        ("Art. 2(4) and Art. 7 are.", "Art. 7(4)", "7(4)"),
        ("12 (1) No one shall (a) take it.\n(2) All do.", "s. 12(2) and section 12(1)(a)", ""),
        ("12 (1) No one shall (a) take it.\n(2) All do.", "section 12(2)(b)", "12(2)(b)"),
        ("apartado 4, letra b), del artículo 7", "artículo 7, apartado 4", ""),
        ("Of $7.13bn, 2.4 million tons.", "7.13 billion dollars, $7,130 million, 2,400,000 tons", ""),
        ("Of $7.13bn, 2.4 million tons.", "7.13 million dollars", "$7.13 million"),
        ("Of 7,000 men in 7 years.", "7 thousand men", ""),
        ("It cost £2.4m.", "$2.4m", "$2.4 million"),
        ("A fine of $700m or £8 million.", "$700bn", "$700 billion"),
        ("From 10 to 20 million euros.", "10 or 20 million euros", ""),
        ("It took 64 per\ncent.", "64 million", "64 million"),
        ("It took five years.", "5 years or five", ""),
        ("It took five years.", "five months", "5 months"),
        ("Cela dura 64 semaines.", "64 semaines", ""),
        ("Es sind 64 Tage.", "64 Wochen", "64 weeks"),
        ("It has 6.4 × 10⁶ g.", "6.4 × 10⁶ g or 6.4 million grams", ""),
        ("It has 6.4 × 10⁶ g.", "6.4 × 10⁶ mg", "6.4 × 10⁶ mg"),
        ("It is 6.67430(15) × 10⁻¹¹.", "6.674e-11 or 6.67 × 10^−11^", ""),
        ("It is 6.67430(15) × 10⁻¹¹.", r"\\(6.68 \\times 10^{-11}\\)", r"6.68 \times 10^{-11}"),
        ("It is 6.626 070 15 × 10^-34 J s.", r"\\(6.626 \\times 10^{-34}\\) J s or 6.6 × 10⁻³⁴ J s", ""),
        ("It is 6.626 070 15 × 10^-34 J s.", "6.7 × 10⁻³⁴ J s", "6.7 × 10⁻³⁴"),
        ("It is 9.109 383 7015(28) × 10⁻³¹ kg.", "9.109 × 10⁻³¹ kg", ""),
        ("It has 1.989 × 10³⁰ kg.", "2 × 10³⁰ kg", ""),
        ("It has 64 500 ships.", "64,500 km", "64,500 km"),
        ("On 9 April.", "09 April", ""),
        ("It bears 64 kN, at 70 mV.", "64 kilonewtons and 70 millivolts", ""),
        ("It bears 64 kN.", "64 N", "64 N"),
        ("It bears 64 N.", "64 MN", "64 MN"),
        ("Fibers of 64 μm.", "64 µm, 64 micrometers", ""),
        ("Fibers of 64 µm.", "64 mm", "64 mm"),
        ("Drive at 64 mph, with 6.5 lb-ft.", "64 miles per hour, and 6.5 foot-pounds", ""),
        ("It is 96.7 percent of 81,793.", "97 percent of some 80,000", ""),
        ("It is 96.7 percent of 81,793.", "95 percent", "95"),
        ("It is 96.7 percent of 81,793.", "97 years", "97"),
        ("It is 1968 and 23.", "1970", "1970"),
        ("It was from 1713–15, and in '44.", "1715, 1944, the 1710s, the ’40s or the XVIII century", ""),
        ("It was from 1713–15.", "the 1720s", "1720"),
        ("It was from 1713–15.", "the 17th century", "17"),
        ("Of nineteen eighty-four, and seventeen hundred and five.", "1984 or 1705, so the 1980s", ""),
        ("Of nineteen eighty-four.", "1985", "1985"),
        ("In the mid-nineties.", "about 1995, in the 1990s", "1995"),
        ("At the turn of the twenty-first century.", "the XXI century", ""),
        ("At the turn of the XXI century.", "the 21st century", ""),
        ("In the XIXᵉ century.", "21st century", "21"),
        ("Under Article IV and Chapter Seven.", "Article 4 and chapter VII", ""),
        ("Under Article IV and Chapter Seven.", "Article V", "V"),
        ("Under Article IV and Chapter Seven.", "Chapter Eight", "Eight"),
        ("By chapter 64.", "64 ships", "64 ships"),
        ("By §§ 64 and 65, and by § 66.", "§§ 64, 65, 66 BGB", ""),
        ("By § 64.", "64 StGB", ""),
        ("By § 64.", "Art. 64 GG", "art. 64"),
        (
            "Stage by stage, of 3 and of 64 percent.",
            "the first example, and by its figures 64 percent in a third stage",
            "",
        ),
        ("Chapter 64, and the 65th chapter.", "the 64th chapter, and chapter 65", ""),
        ("By chapter 64.", "64", ""),
        ("On page 64, by 64 men.", "64 ships", ""),
        ("On 17 May, the third of March and April 9.", "17th of May, 3 March and 9 April", ""),
        ("On 17 May.", "17 miles", "17 mi"),
        ("It took 64 trips.", "64 percent", "64 %"),
        ("It took 64 percent.", "64 trips", "64 trips"),
        ("It paid 64 pesos.", "MX$64", ""),
        ("It paid 64 pesos.", "$64", "$64"),
        ("It paid US$64 and £70.", "64 pesos", "64 pesos"),
        ("It paid ¥700 or 9 yen.", "700 yuan, 700 yen and ¥9", ""),
        ("Three quarters of it, and one-third.", "75%, 33%, 33.3 %, 3/4 or ¾", ""),
        ("It is 75% of it.", "three-quarters", ""),
        ("It is 67 percent.", "two-thirds", ""),
        ("It is 0.75 mm.", "75%", "75"),
        ("One in twenty-five.", "1 in 25", ""),
        ("It took 120/80 mmHg.", "120 mmHg", ""),
        ("Two out of three did.", "2 out of 3, two out of three, two-thirds, 67 % or 2 did", ""),
        ("It is two-thirds of 67.", "two out of three", ""),
        ("Nine of them and five.", "five out of six", "six"),
        ("Give 0.25 g/kg in 90 min.", "250 mg/kg, 250 µg/g, or 1.5 hours", ""),
        ("Give 0.25 g.", "25 mg", "25"),
        ("Give 0.25 g/kg.", "250 mg/L", "250"),
        ("It is 2.4 million tonnes, 3 kg, or 36 km/h.", "3000 grams at 10 meters per second", ""),
        ("It is 26.2 miles, at 37 °C.", "42.16481 km", "42.16481"),
        ("It is 26.2 miles, at 37 °C.", "42.1648128 km", ""),
        ("It is 26.2 miles, at 37 °C.", "42 km", "42"),
        ("It is 26.2 miles, at 37 °C.", "98.6 °F", "98.6"),
        ("It is 4 tons of oil.", "4,000 kg", "4,000"),
        ("It is of the 21st century and 2 centuries old.", "2100 years", "2100"),
        ("Within three weeks and half an hour.", "21 days and 30 minutes", ""),
        ("It took 700 cents.", "$7", "7"),
    ],
)
def test_a_figure_and_a_provision_are_proven_as_others_write_them(
    course: Path, printed: str, said: str, lacking: str
) -> None:
    Path("texts/r.txt").write_text(TEXT.replace("\nT\n", f"\n{printed}\nT\n"), "utf-8")
    bank(course, answer=f'"We say: {said}"', waive="{W432: long}")
    found = [problem for problem in examine(course, Path("texts")).problems if problem.rule == "E312"]
    told = [f"{lacking} is not in what it cites"] * bool(lacking)
    assert [problem.message.partition("the figure ")[2] for problem in found] == told


def test_a_figure_has_no_word_of_the_next_text_behind_it(course: Path) -> None:
    Path("texts/r.txt").write_text(TEXT.replace("\nT\n", "\nBy chapter 64.\nT\n"), "utf-8")
    bank(course, answer='"It is 64"', rationale='"Ships came."')
    assert [problem.rule for problem in examine(course, Path("texts")).problems if problem.rule == "E312"] == []


def test_a_number_is_no_word_of_what_is_copied(course: Path) -> None:
    Path("texts/r.txt").write_text(f"{TEXT}\nIt lost 2,150.50 and then it won 18,500 again on its way.\n", "utf-8")
    bank(course, stem="It lost 2,150.50 and then it won 18,500 again on what?")
    assert findings(examine(course, Path("texts"))) == []
    bank(course, stem="It lost 2,150.50 and then it won 18,500 again on its way?")
    assert "'it lost and then it won again on its'" in findings(examine(course, Path("texts")))[0]


def test_a_heading_that_the_text_lacks_is_found(course: Path) -> None:
    Path("texts/r.txt").write_text(TEXT.replace("\nT\n", "\n\n"), "utf-8")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == ["E310"]
    reading = course / "readings/r.yaml"
    reading.write_text(re.sub(r"heading: T\b", "heading: T, lines: 900-950", reading.read_text("utf-8")), "utf-8")
    [problem] = examine(course, Path("texts")).problems
    assert problem.message.startswith("lines 900-950 of section ")
    assert reading.read_text("utf-8").splitlines()[problem.where.line - 1][problem.where.column - 1 :][:3] == "900"


def test_a_faulty_reading_is_told_once_and_not_again_at_each_item_that_cites_it(course: Path) -> None:
    bank(course, disputes="[d]")
    (course / "disputes.yaml").write_text(
        "disputes: [{id: d, kind: differ, question: Which?, claims: [{says: A, citation: {reading: r, section: s,"
        " quote: that is it}}, {says: B, citation: {reading: r, section: s, quote: that is it}}]}]\n",
        "utf-8",
    )
    assert "E330" in [problem.rule for problem in examine(course, Path("texts")).problems]
    with (course / "readings/r.yaml").open("a", encoding="utf-8") as reading:
        reading.write("colour: red\n")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == ["E122"]


def test_a_faulty_picture_is_told_once_whether_items_name_it_by_its_id_or_its_file(course: Path) -> None:
    (course / "pictures").mkdir(exist_ok=True)
    (course / "pictures/other.yaml").write_text("id: map\ntitle: Map\n", "utf-8")
    write(course, type="picture", stem="Label it.", picture="map", quote="that is it", rationale="So it is.")
    assert [problem.rule for problem in examine(course, Path("texts")).problems] == ["E121"]


def test_an_edited_item_is_unproven_without_the_texts_until_it_is_proven_again(course: Path) -> None:
    examine(course, Path("texts"))
    assert findings(examine(course)) == []
    bank(course, answer="This.")
    assert findings(examine(course)) == [
        (
            "bank:4:9: warning: item 'sound' has changed since it was proven"
            " (run `nasec-study check --texts DIR` where the texts are) [W320]"
        )
    ]
    assert findings(examine(course, Path("texts"))) == []
    assert findings(examine(course)) == []


def test_tags_and_points_are_no_claims(course: Path) -> None:
    bank(course)
    examine(course, Path("texts"))
    bank(course, tags="[new]", points="3", difficulty="hard")
    assert findings(examine(course)) == []


def test_a_changed_passage_waits_for_a_reader(course: Path) -> None:
    examine(course, Path("texts"))
    Path("texts/r.txt").write_text(TEXT.replace("was deep", "was shallow"), "utf-8")
    [problem] = findings(examine(course, Path("texts")))
    assert re.match(
        r"bank:4:9: warning: item 'sound' is unproven: what it cites in r.txt has changed since 20", problem
    )
    assert len(findings(examine(course, Path("texts")))) == 1
    assert findings(examine(course, Path("texts"), reprove=True)) == []
    assert findings(examine(course, Path("texts"))) == []


@pytest.mark.parametrize("steps", [["new"], ["newer", "new"]])
def test_an_item_with_a_new_id_keeps_its_proof(course: Path, steps: list[str]) -> None:
    examine(course, Path("texts"))
    file = course / "items/r/sound.yaml"
    former = ["sound", *steps[:-1]]
    text = file.read_text("utf-8").replace("id: sound", f"id: {steps[-1]}\n    formerly: [{', '.join(former)}]")
    file.write_text(text, "utf-8")
    assert findings(examine(course)) == []
    assert findings(examine(course, Path("texts"))) == []
    assert [entry.id for entry in read_ledger(course).entries.values()] == [steps[-1]]
    Path("texts/r.txt").write_text(TEXT.replace("was deep", "was shallow"), "utf-8")
    [problem] = findings(examine(course, Path("texts")))
    assert "what it cites in r.txt has changed since 20" in problem
    assert findings(examine(course, Path("texts"), reprove=True)) == []


def test_a_build_keeps_the_proofs(course: Path) -> None:
    examine(course, Path("texts"))
    list(build(course, Path("build")))
    assert examine(course).number_proven == 1


def test_texts_that_are_not_there_are_named(run: Run, tmp_path: Path) -> None:
    run("init", "tides")
    (tmp_path / "tides/content/texts/harbors.txt").unlink()
    assert "(1 of 2 texts found, not harbors.txt)" in run("check", "--course", "tides").stderr


def test_the_starter_course_is_proven_by_its_own_texts(run: Run) -> None:
    run("init", "tides")
    done = run("check", "--course", "tides", "--strict")
    assert re.fullmatch(r"(\d+) items, \1 proven \(2 of 2 texts found\), 0 errors, 0 warnings, 0 waived\n", done.stderr)
    assert STARTER.is_dir()


def test_show_tells_when_and_against_what_an_item_was_proven(run: Run) -> None:
    run("init", "tides")
    assert run("show", "td-far-side", "--course", "tides").stdout.endswith("unproven\n")
    run("check", "--course", "tides")
    assert re.search(
        r"proven on 20\d\d-\d\d-\d\d against tides.txt\n$", run("show", "td-far-side", "-c", "tides").stdout
    )


def test_the_shipped_course_is_proven_to_the_last_item(texts: Path, tmp_path: Path) -> None:
    copytree(REPOSITORY / "content", tmp_path / "content")
    found = examine(tmp_path / "content", texts)
    assert found.course
    assert [str(problem) for problem in found.problems] == []
    assert found.number_proven == len(found.course.items)
    ledger = (REPOSITORY / "content" / FILE_NAME).read_text("utf-8")
    assert (tmp_path / "content" / FILE_NAME).read_text("utf-8") == ledger, "run `nasec-study check --texts DIR`"


@pytest.mark.parametrize("which", range(5))
def test_one_changed_sentence_unproves_exactly_the_items_that_cite_it(texts: Path, tmp_path: Path, which: int) -> None:
    course, _ = read_course(REPOSITORY / "content")
    assert course
    reading = course.readings[which]
    read = read_text(reading, texts / reading.file)
    passages = {
        (item.id, read.find(cited.section, cited.quote))
        for item in course.items
        for cited in item.sources
        if cited.reading == reading.id
    }
    # A word that stands once in the text, in a sentence that items cite: its change changes this sentence alone.
    word, sentence = next(
        (word, passage.text)
        for _, passage in sorted(passages, key=str)
        if passage
        for word in passage.text.split()
        if len(word) > 6 and word.isalpha() and word.islower() and len(re.findall(rf"\b{word}\b", read.raw)) == 1
    )
    citing = {name for name, passage in passages if passage and word in passage.text.split()}
    copytree(texts, tmp_path / "texts")
    changed = re.sub(rf"\b{word}\b", f"un{word}", read.raw)
    (tmp_path / "texts" / reading.file).write_text(changed, "utf-8")
    copytree(REPOSITORY / "content", tmp_path / "content")
    found = examine(tmp_path / "content", tmp_path / "texts")
    unproven = {problem.about for problem in found.problems if problem.rule in {"W320", "E311", "E312", "E313"}}
    assert unproven - {dispute.id for dispute in course.disputes} == citing
    assert citing, sentence


def test_a_waiver_needs_a_reason_silences_its_rule_and_is_listed(course: Path, run: Run) -> None:
    bank(course, rationale='""')
    assert [problem.rule for problem in examine(course).problems] == ["W441"]
    bank(course, rationale='""', waive="{W441: The answer explains itself.}")
    assert examine(course).problems == ()
    done = run("check", "--waived", "--strict", cwd=course.parent)
    assert done.stdout.startswith(
        "waived: content/items/r/sound.yaml:4:5: warning: question item 'sound' has no rationale"
    )
    assert done.stdout.endswith("[W441]: The answer explains itself.\n")
    assert done.stderr.endswith("1 waived\n")
    bank(course, waive='{W441: "", X1: It is short.}')
    assert [problem.rule for problem in examine(course).problems] == ["E120", "E120"]
