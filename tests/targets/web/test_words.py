"""Words of a language on a practice page: recordings play, forms stand with answers, spellings count by their rule."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nasec_study.rendering.keyboard import ways_to_type
from tests.conftest import REPOSITORY
from tests.targets.web.conftest import InAPage
from tests.targets.web.learner import SCRIPTS, Learner, learner_in, pages_of

SPANISH = REPOSITORY / "tests" / "courses" / "spanish" / "content"
PLAYED = """async () => {
  const sounds = [...document.querySelectorAll("audio")];
  for (const sound of sounds) {
    sound.load();
    await new Promise((done, failed) => {
      sound.onloadedmetadata = done;
      sound.onerror = () => failed(sound.error.message);
    });
  }
  return sounds.map(sound => sound.duration > 0);
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pages_of(tmp_path_factory.mktemp("words"), SPANISH)


@pytest.fixture
def student(window: Learner, pages: Path) -> Iterator[Learner]:
    with learner_in(window, pages / "palabras.html") as found:
        yield found


def until(student: Learner, words: str) -> None:
    """Pass items until the one that asks by these words."""
    for _ in range(40):
        if words in student.text("#stem"):
            return
        student.page.locator("form .actions button.plain").click()
        student.next()
    raise AssertionError(f"nothing asks by {words}")


def know_the_terms(student: Learner) -> None:
    """Learn what the four terms mean, and let a day pass: then they are asked for."""
    student.quiz(kind="term")
    for _ in range(4):
        student.check()
        student.page.get_by_role("button", name="Correcta", exact=True).click()
        student.next()
    student.days_pass(1)


@pytest.mark.parametrize(
    ("typed", "right", "verdict"),
    [
        ("かっこう", "がっこう", "wrong"),
        ("\uff53akura", "sakura", "right"),
        ("日本語学級", "日本語学校", "wrong"),
        ("४ दिन", "४ दीन", "wrong"),
        ("سوق", "سُوق", "right"),
        ("34", "٣٤", "right"),
        ("أحمد", "احمد", "right"),
        ("\uff11\uff18\uff0c\uff15\uff10\uff10", "18,500", "right"),
        ("\u0661\u0668\u066c\u0665\u0660\u0660", "18,500", "right"),
        ("jardim bonito", "jardín bonito", "slip"),
        ("๒๓๒๕", "2325", "right"),
        ("१२,३४,५६७", "1234567", "right"),
        ("เสือ", "เสื้อ", "wrong"),
        ("เเม่นํ้า", "แม่น้ำ", "right"),
        ("क्\u200dष", "क्ष", "right"),
        ("мои", "мой", "wrong"),
        ("їжак", "іжак", "slip"),
        ("еж", "ёж", "right"),
        ("замок", "за́мок", "right"),
        ('צה"ל', "צה״ל", "right"),
        ("\u05f2\u05b4דיש", "ייִדיש", "right"),
        ("בית-ספר", "בית־ספר", "right"),
        *((typed, "0.025 mg", "right") for typed in ("0.025mg", ".025 mg", "0.025 MG")),
        *((typed, "0.025 mg", "wrong") for typed in ("0.25 mg", "0.025 g", "25 mg", "0.025", "-0.025 mg")),
        *((typed, "120/80 mmHg", "right") for typed in ("120/80mmHg", "120 / 80 mmHg")),
        *((typed, "p < 0.05", "right") for typed in ("p<0.05", "P < .05")),
        *((typed, "p < 0.05", "wrong") for typed in ("p > 0.05", "p = 0.05", "p ≤ 0.05", "p 0.05")),
        *((typed, "x ≠ 2", "right") for typed in ("x != 2", "x≠2")),
        *((typed, "x ≠ 2", "wrong") for typed in ("x = 2", "x == 2", "x ≠ −2")),
        *((typed, "3 and −1", "right") for typed in ("3 and -1", "3 and – 1")),
        *((typed, "3 and −1", "wrong") for typed in ("3 and 1", "-3 and 1")),
        *((typed, "−sin x", "right") for typed in ("-sin x", "– sin(x)")),
        *((typed, "−sin x", "wrong") for typed in ("sin x", "+sin x")),
        *((typed, "5", "wrong") for typed in ("-5", "+-5")),
        *((typed, "x² + 1", "right") for typed in ("x2+1", "x^2 + 1")),
        ("x^2 - 1", "x² + 1", "wrong"),
        *((typed, "C++", "wrong") for typed in ("C", "C+")),
        *((typed, "C♯ minor", "right") for typed in ("c# minor", "C♯minor")),
        *((typed, "C♯ minor", "wrong") for typed in ("C minor", "C♭ minor")),
        ("C", "C#", "wrong"),
        ("5", "#5", "right"),
        *((typed, "σ = F/A", "right") for typed in ("σ=F / A", "σ = F ÷ A")),
        *((typed, "σ = F/A", "wrong") for typed in ("σ = FA", "σ = F·A", "σ = A/F")),
        *((typed, "Eε", "right") for typed in ("E·ε", "E * ε", "E × ε")),
        *((typed, "3 m/s", "wrong") for typed in ("3 m s", "3 ms")),
        *((typed, "and/or", "right") for typed in ("and / or", "and or")),
        *((typed, "½", "right") for typed in ("1/2", "1⁄2")),
        *((typed, right, "wrong") for typed, right in (("2", "√2"), ("p", "¬p"), ("A ∩ B", "A ∪ B"), ("∀x", "∃x"))),
        *((typed, "Na⁺", "right") for typed in ("Na+", "na +")),
        ("Na-", "Na⁺", "wrong"),
        *((typed, "Cl⁻", "right") for typed in ("Cl-", "cl−", "Cl^-")),
        *((typed, "Cl⁻", "wrong") for typed in ("Cl", "Cl+")),
        *((typed, "half-life of −5", "right") for typed in ("half-life of -5", "half life of −5", "half life of – 5")),
        ("half-life of 5", "half-life of −5", "wrong"),
        ("half-lifes of -5", "half-life of −5", "slip"),
        *((typed, "x − y", "right") for typed in ("x-y", "x - y")),
        *((typed, "10⁻³", "right") for typed in ("10^-3", "10-3")),
        *((typed, "1994–2001", "right") for typed in ("1994-2001", "1994 - 2001", "1994 2001")),
        *((typed, "42 U.S.C. § 1983", "right") for typed in ("42 USC 1983", "42 u.s.c. §1983", "42 U. S. C. 1983")),
        *((typed, "§ 38 Abs. 1", "right") for typed in ("§38 Abs.1", "38 abs 1")),
        *((typed, "§ 38 Abs. 1", "wrong") for typed in ("§ 38 Abs. 2", "§ 38", "§ 381")),
        *((typed, "A → B", "right") for typed in ("A -> B", "a b")),
        ("div", "<div>", "right"),
        ("J. K. Rowling", "JK Rowling", "right"),
        ("-ción", "ción", "right"),
    ],
)
def test_in_every_script_another_letter_is_another_answer(
    in_a_page: InAPage, typed: str, right: str, verdict: str
) -> None:
    assert told(in_a_page, "judgedWords", typed, right) == verdict


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("桜の花を見に出かける春の行事のこと", "春に桜の花を見に出かける行事", True),
        ("桜の花を見に出かける春の行事のこと", "山の紅葉をながめて歩く秋のならわし", False),
        ("春の花", "秋の花", False),
    ],
)
def test_a_definition_without_spaces_in_other_words_is_the_same(
    in_a_page: InAPage,
    before: str,
    after: str,
    same: bool,  # noqa: FBT001
) -> None:
    assert told(in_a_page, "isSameProse", before, after) is same


@pytest.mark.parametrize(("typed", "verdict"), [("abducton", "slip"), ("adduction", "wrong"), ("Abduction", "right")])
def test_what_another_item_asks_for_is_no_slip(in_a_page: InAPage, typed: str, verdict: str) -> None:
    assert told(in_a_page, "bestVerdict", typed, ["abduction"]) == verdict


@pytest.mark.parametrize(
    ("typed", "answer", "verdict"),
    [
        ("-sin x", "−sin x", "right"),
        ("sin x", "−sin x", "wrong"),
        ("Cl-", "Cl^-^", "right"),
        ("Cl", "Cl^-^", "wrong"),
        ("half-life of -5", "half-life of −5", "right"),
        ("half-life of 5", "half-life of −5", "wrong"),
        ("10-3", "10^-3^", "right"),
        ("-5", "−5", "right"),
        ("1994 2001", "1994–2001", "right"),
        ("Bb", "B♭", "right"),
        ("B", "B♭", "wrong"),
        ("-12,000", "(12,000)", "right"),
        ("(12000)", "(12,000)", "right"),
        ("12000", "(12,000)", "wrong"),
        ("($450)", "−$450", "right"),
        ("1884", "(1884)", "right"),
    ],
)
def test_a_sign_counts_in_each_spelling_of_a_gap(in_a_page: InAPage, typed: str, answer: str, verdict: str) -> None:
    assert told(in_a_page, "bestVerdict", typed, list(ways_to_type(answer, ","))) == verdict


def told(in_a_page: InAPage, function: str, *texts: object) -> object:
    """Return what a function of the page's script says of some texts."""
    shared = "../../shared/typed-signs.js", "../../shared/typed-loss.js"
    source = "".join((SCRIPTS / name).read_text("utf-8") for name in (*shared, "texts.js"))
    course = "const COURSE = { signs: ['.', ','], items: [{ names: ['adduction'] }] }"
    script = f"{course}; {re.sub('{%.*?%}', '', source)}; return {function}(...argument)"
    return in_a_page(script, list(texts))


@pytest.mark.parametrize(
    ("kind", "asked", "field", "given", "verdict"),
    [
        ("term", "the house", "#term", "casa", "Correcto."),
        ("term", "the garden", "#term", "el jardin", "Correcto."),
        ("term", "the year", "#term", "el año", "Correcto."),
        ("term", "the year", "#term", "el ano", "Incorrecto."),
        ("question", "plural", "#answer", "luces", "Correcto."),
        ("question", "plural", "#answer", "luzes y", "Incorrecto."),
        ("question", "oyes", "#answer", "El año", "Correcto."),
        ("question", "oyes", "#answer", "el ano", "Incorrecto."),
    ],
)
def test_what_is_typed_counts_by_its_rule(
    student: Learner, kind: str, asked: str, field: str, given: str, verdict: str
) -> None:
    if kind == "term":
        know_the_terms(student)
    student.quiz(kind=kind)
    until(student, asked)
    # What is judged letter by letter is not asked for in the student's own words.
    assert "con tus palabras" not in student.text("label")
    student.page.fill(field, given)
    student.check()
    assert student.verdict.startswith(verdict)
    assert student.violations() == []


GERMAN = """\
title: Wörter
code: DE
readings: none
decks: [{id: all, name: All}]
"""
GERMAN_ITEMS = """\
items:
  - {id: a, type: question, stem: Which brook?, answer: Süßenfließ, typed: true}
  - {id: b, type: cloze, text: 'A stream is a {{c1::Süßenfließ}}, and work is an {{c2::œuvre}}.'}
"""


@pytest.mark.parametrize("given", ["Süßenfließ", "Suessenfliess", "Sussenfliess", "süssenfließ"])
def test_letters_that_a_keyboard_lacks_may_be_typed_as_others(window: Learner, tmp_path: Path, given: str) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    (tmp_path / "content/course.yaml").write_text(GERMAN, "utf-8")
    (tmp_path / "content/items/a.yaml").write_text(GERMAN_ITEMS, "utf-8")
    with learner_in(window, pages_of(tmp_path, tmp_path) / "all.html") as student:
        student.quiz(1, kind="question")
        student.page.fill("#answer", given)
        student.check()
        assert student.verdict == "Right."
        student.open(tmp_path / "build/web/all.html")
        student.quiz(1, kind="cloze")
        for field, words in zip(student.page.locator("article input").all(), (given, "oeuvre"), strict=True):
            field.fill(words)
        student.check()
        assert student.verdict == "Right."


SIGNS = """\
items:
  - {id: key, type: question, stem: Which key?, answer: C♯ minor, typed: accents}
  - {id: code, type: question, stem: Which product?, answer: "`c = a.*b`", typed: true}
  - {id: gaps, type: cloze, text: "By element {{c1::`a.*b`}}, in all `{{c2::a*b}}`, and with {{c3::A/B}}."}
"""


@pytest.mark.parametrize(
    ("item", "given", "verdict"),
    [
        ("key", ("C# minor",), "Right."),
        ("key", ("C minor",), "Wrong."),
        ("code", ("c=a .* b;",), "Right."),
        ("code", ("c = a*b",), "Wrong."),
        ("gaps", ("a.*b", "A * b", "a / b"), "Right."),
        ("gaps", ("a*b", "a.*b", "ab"), "Wrong."),
    ],
)
def test_signs_of_music_code_and_formulas_count(
    window: Learner, tmp_path: Path, item: str, given: tuple[str, ...], verdict: str
) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    (tmp_path / "content/course.yaml").write_text(GERMAN, "utf-8")
    lines = [line for line in SIGNS.splitlines(keepends=True) if "id:" not in line or f"id: {item}," in line]
    (tmp_path / "content/items/a.yaml").write_text("".join(lines), "utf-8")
    with learner_in(window, pages_of(tmp_path, tmp_path) / "all.html") as student:
        student.quiz(1)
        for field, words in zip(student.page.locator("article input").all(), given, strict=True):
            field.fill(words)
        student.check()
        assert student.verdict == verdict


def test_a_recording_plays_and_asks_nobody_for_it(student: Learner) -> None:
    student.quiz(kind="question")
    until(student, "oyes")
    assert student.page.evaluate(PLAYED) == [True]
    assert student.violations() == []
    assert student.overflow() == []


def test_what_is_heard_in_the_material_can_be_read_once_it_is_answered(student: Learner) -> None:
    student.quiz(kind="question")
    until(student, "gato")
    assert "Ana: " not in student.page.content().partition("<script")[0]
    student.page.get_by_role("button", name="No lo sé").click()
    transcript = student.page.get_by_text("Ana: ¿Dónde está el gato?")
    assert not transcript.is_visible()
    student.page.locator(".rationale summary", has_text="♪ Un diálogo").click()
    assert transcript.is_visible()
    assert student.overflow() == []


def test_forms_stand_with_the_answer_alone(student: Learner) -> None:
    know_the_terms(student)
    student.quiz(kind="term")
    until(student, "the house")
    assert "las casas" not in student.text("main")
    student.page.fill("#term", "casa")
    student.check()
    assert "plural las casas" in student.text("main")


def test_a_course_without_words_has_no_script_for_them(tmp_path: Path) -> None:
    kinds = pages_of(tmp_path, REPOSITORY / "tests/courses/kinds/content") / "kinds.html"
    text = kinds.read_text("utf-8")
    assert "judgedSpelling" not in text
    assert "media-src" not in text
