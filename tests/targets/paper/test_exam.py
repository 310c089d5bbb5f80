"""An exam on the day that it is sat: equal for everyone, telling nothing, and ready for the copier."""

import csv
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pikepdf
import pytest

from nasec_study.course.model import Choice, Cloze, Course, Essay, Numeric
from nasec_study.course.parse import read_course
from nasec_study.pipeline import build, build_personal
from nasec_study.rendering.markup import gaps
from nasec_study.sheets.plan import Sheet, personal_sheet, plan_sheets
from nasec_study.sheets.roster import Student, read_roster
from nasec_study.targets.paper.keys import key_html, key_of
from tests.conftest import REPOSITORY
from tests.paper import printed
from tests.reading_back import pages_of, text_of
from tests.tags import read_printed

EXAM = REPOSITORY / "tests" / "courses" / "exam" / "content"
CLASS = """name,id,section,large print
Zoé Aalto,1,B,
Ángel Muñoz-Castañeda y Fernández de Córdoba,2,A,
Li Na,3,B,yes
Bea Brück,4,A,no
Otto Ek,5,A,
"""
IN_STAPLE_ORDER = ["Ángel Muñoz-Castañeda y Fernández de Córdoba", "Bea Brück", "Otto Ek", "Zoé Aalto"]


@pytest.fixture(scope="module")
def course() -> Course:
    found, _ = read_course(EXAM)
    assert found
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the exam's forms, and a class's own sheets."""
    folder = tmp_path_factory.mktemp("exam")
    (folder / "class.csv").write_text(CLASS, "utf-8")
    copytree(EXAM, folder / "content")
    list(build(folder / "content", folder, ("worksheets",)))
    list(build_personal(folder / "content", folder, students(folder)))
    return folder


def students(folder: Path) -> tuple[Student, ...]:
    return tuple(read_roster(folder / "class.csv"))


def all_sheets(course: Course, folder: Path) -> list[Sheet]:
    [worksheet] = course.settings.worksheets
    own = [personal_sheet(course, worksheet, student) for student in students(folder)]
    return [*plan_sheets(course, worksheet), *own]


def test_every_form_and_student_gets_the_same_total(course: Course, folder: Path) -> None:
    sheets = all_sheets(course, folder)
    assert len(sheets) == 2 + 5
    assert {len(sheet.tasks) for sheet in sheets} == {14}
    # 3 gaps, 2 of 3 choices at 1.5, 3 terms, 3 at 2, an essay of 5: whichever essay, and its own points, the lot took.
    assert {sheet.points for sheet in sheets} == {Decimal(20)}
    assert {str(sheet.bonus) for sheet in sheets} == {"0.5"}
    assert {essay.id for sheet in sheets for essay in [sheet.parts[4].tasks[0].item]} == {
        "rk-essay-cycle",
        "rk-essay-time",
    }
    for pdf in sorted(folder.rglob("*-student.pdf")):
        assert "14 items, 20 points and a bonus of 0.5, about 50 minutes." in " ".join(text_of(pdf).split())


def test_a_rubric_is_scaled_to_the_points_of_its_section(course: Course, folder: Path) -> None:
    for sheet in all_sheets(course, folder):
        [essay] = sheet.parts[4].tasks
        assert isinstance(essay.item, Essay)
        assert sum(points for _, points in essay.rubric) == essay.points == 5
        if essay.item.id == "rk-essay-time":  # 4, 3 and 1 of 8
            assert [str(points) for _, points in essay.rubric] == ["2.5", "2", "0.5"]


def test_several_answers_say_what_each_earns(course: Course, folder: Path) -> None:
    text = " ".join(text_of(folder / "worksheets/exam/exam-A-student.pdf").split())
    wanted = [task for task in all_sheets(course, folder)[0].parts[0].tasks if task.share]
    assert wanted
    assert text.count("0.5 each") == len(wanted)
    assert all(isinstance(task.item, Cloze) and len(gaps(task.item.text)) == 2 for task in wanted)


def test_items_by_id_stand_in_their_order_in_every_form(course: Course, folder: Path) -> None:
    for sheet in all_sheets(course, folder):
        assert [task.item.id for task in sheet.parts[3].tasks] == ["rk-why-bands", "rk-oldest-age", "rk-why-glass"]


def test_options_keep_the_order_and_the_last_place_that_the_author_gave_them(course: Course, folder: Path) -> None:
    first: set[str] = set()
    for sheet in all_sheets(course, folder):
        options = {task.item.id: [option.text for option in task.options] for task in sheet.parts[1].tasks}
        assert options["rk-hardness"] == ["Softer than glass", "As hard as glass", "Harder than steel"]
        assert options["rk-basalt"][-1] == "Nobody knows"
        first.add(options["rk-basalt"][0])
    assert len(first) > 1


def test_an_item_that_is_struck_stays_under_its_number_and_counts_for_nobody(folder: Path) -> None:
    pdfs = [*folder.rglob("*-student.pdf"), *folder.rglob("*-key.pdf"), *folder.rglob("*-large-print.pdf")]
    assert len(pdfs) == 2 * 3 + 5 * 2
    for pdf in pdfs:
        text = text_of(pdf)
        assert "crystals of a granite" in text
        assert text.count("(struck)") == 1
    with (folder / "worksheets/exam/exam-keys.csv").open(encoding="utf-8", newline="") as table:
        [row] = [row for row in csv.DictReader(table) if row["item"] == "rk-crystal-size"]
    assert row["points"] == "0"
    strips = " ".join(text_of(folder / "worksheets/exam/exam-keys.pdf").split())
    assert re.findall(r"\d struck (\S+)", strips) == ["0", "0"]


def test_decoys_stand_among_the_words_of_the_bank(course: Course, folder: Path) -> None:
    for form, sheet in zip("AB", plan_sheets(course, course.settings.worksheets[0]), strict=True):
        text = " ".join(text_of(folder / f"worksheets/exam/exam-{form}-student.pdf").split())
        bank = re.split(r" · ", text.partition("Word bank ")[2].partition(" 1 ")[0])
        answers = {
            gap.answer for task in sheet.parts[0].tasks if isinstance(task.item, Cloze) for gap in gaps(task.item.text)
        }
        assert answers < set(bank)
        assert len(bank) == len(answers) + 2


def strings_in(pdf: Path) -> str:
    """Return all that a reader of any kind can find in a PDF: text layer, alternative texts, titles, attachments."""
    found = [text_of(pdf)]
    with pikepdf.open(pdf) as document:
        for thing in document.objects:
            entries = thing.items() if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else ()
            found += [str(value) for _, value in entries if isinstance(value, pikepdf.String)]
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") in ("/Metadata", "/EmbeddedFile"):
                found.append(thing.read_bytes().decode("utf-8", "replace"))
    return " ".join(" ".join(found).split())


def test_a_students_pages_hold_no_answer_in_any_layer(course: Course, folder: Path) -> None:
    """What only a key may say, as words that stand nowhere else on this exam."""
    secrets = [item.rationale.strip() for item in course.items if item.rationale]
    secrets += [wrong.why for item in course.items if isinstance(item, Choice) for wrong in item.distractors]
    secrets += [row.criterion for item in course.items if isinstance(item, Essay) for row in item.rubric]
    secrets += ["Stress parts", "Quenched", "4.03", "seldom by the same road", "Order first", "rk-", "✓"]
    assert len(secrets) > 30
    pdfs = [pdf for pdf in folder.rglob("*.pdf") if "student" in pdf.name or "print" in pdf.name]
    assert len(pdfs) == 4 + 5 + 3
    for pdf in pdfs:
        everything = strings_in(pdf)
        assert "Pumice floats" in everything
        assert [secret for secret in secrets if secret in everything] == []


def test_blanks_of_a_part_are_of_one_width(folder: Path) -> None:
    """A long answer is not told by a long blank: blanks are the same sign as often in the text layer, and as wide."""
    for form in "AB":
        pages = pages_of(folder / f"worksheets/exam/exam-{form}-student.pdf")
        words = [word for word in pages[1].words if word.text == "blank"]
        assert len(words) >= 4
        assert len({round(word.right - word.left) for word in words}) == 1


def test_one_file_holds_all_sheets_of_a_class_each_on_leaves_of_its_own(folder: Path) -> None:
    pages = text_of(folder / "personal/exam/exam-print.pdf").rstrip("\f").split("\f")
    sheets = [(number, page) for number, page in enumerate(pages) if page.strip()]
    numbers = [re.search(r"page (\d+) of (\d+)", page) for _, page in sheets]
    assert all(numbers)
    found = [tuple(map(int, number.groups())) for number in numbers if number]
    assert found == [(page, 4) for _ in IN_STAPLE_ORDER for page in (1, 2, 3, 4)]
    for place, (number, page) in enumerate(sheets):
        name = IN_STAPLE_ORDER[place // 4]
        assert (f"{name} ·" if place % 4 else f"Name {name}") in " ".join(page.split())
        assert "DRAFT" in page
        assert place % 4 or number % 2 == 0  # a sheet begins on the front of a leaf


def test_every_sheet_of_a_printed_file_begins_on_a_front(tmp_path: Path) -> None:
    """Without a cover each form has three pages, and the back of its second leaf stays empty."""
    settings = (EXAM / "course.yaml").read_text("utf-8")
    copytree(EXAM, tmp_path / "content")
    short = re.sub(r"    cover:\n(      .*\n)+?(?=    sections)", "", settings)
    (tmp_path / "content/course.yaml").write_text(short, "utf-8")
    [together] = printed(tmp_path / "content", tmp_path, "worksheets", "exam-print.pdf").values()
    pages = text_of(together).rstrip("\f").split("\f")
    fronts = [number for number, page in enumerate(pages) if re.search(r"page 1 of \d", page)]
    assert len(fronts) == 2
    assert fronts[1] % 2 == 0
    assert not pages[fronts[1] - 1].strip()


def test_large_print_is_for_those_who_need_it_with_the_same_numbers(course: Course, folder: Path) -> None:
    large = text_of(folder / "personal/exam/exam-print-large.pdf")
    assert "Li Na ·" in large
    assert "Li Na" not in text_of(folder / "personal/exam/exam-print.pdf")
    [sheet] = [sheet for sheet in all_sheets(course, folder) if sheet.student and sheet.student.name == "Li Na"]
    places = [large.index(str(task.number)) for task in sheet.tasks]
    assert len(places) == 14
    assert not list(folder.rglob("li-na-*-student.pdf"))


def test_who_is_there_is_listed_in_the_order_of_the_pile(folder: Path) -> None:
    text = text_of(folder / "personal/exam/exam-attendance.pdf")
    places = [text.index(name) for name in [*IN_STAPLE_ORDER[:3], "Li Na", IN_STAPLE_ORDER[3]]]
    assert places == sorted(places)


def test_answers_alone_take_a_page_a_form_and_a_strip_a_student(folder: Path) -> None:
    forms = text_of(folder / "worksheets/exam/exam-keys.pdf").rstrip("\f").split("\f")
    assert "Form A" in forms[0]
    assert "Form B" in forms[1]
    strips = text_of(folder / "personal/exam/exam-keys.pdf")
    assert len(strips.rstrip("\f").split("\f")) == 1
    assert [name for name in [*IN_STAPLE_ORDER, "Li Na"] if name not in strips] == []


def test_powers_are_raised_in_tables_of_keys_and_written_out_in_csv(course: Course) -> None:
    tasks = plan_sheets(course, course.settings.worksheets[0])[0].tasks
    figure = next(task for task in tasks if task.item.id == "rk-oldest-age")
    gap = next(task for task in tasks if isinstance(task.item, Cloze))
    small = replace(figure, item=figure.item.model_copy(update={"value": Decimal("1e-7")}))
    formula = replace(gap, item=gap.item.model_copy(update={"text": r"It is {{c1::\(10^{-7}\)}}, {{c2::no less}}."}))
    assert key_html(small, "en") == "1 × 10<sup>−7</sup> (± 0.05)"
    assert key_html(formula, "en") == r'<span class="formula">\(10^{-7}\)</span> · no less'
    assert (key_of(small, "en"), key_html(gap, "en")) == ("1 × 10^-7 (± 0.05)", key_of(gap, "en"))


def test_tables_of_keys_tell_how_far_a_figure_may_be_off(course: Course, folder: Path) -> None:
    figure = course.item("rk-oldest-age")
    assert isinstance(figure, Numeric)
    told = f"{figure.value} (± {figure.tolerance})"
    for name in ("worksheets/exam/exam-keys", "personal/exam/exam-keys"):
        assert told in " ".join(text_of(folder / f"{name}.pdf").split())
        assert told in (folder / f"{name}.csv").read_text("utf-8")


@pytest.mark.parametrize("edition", ["student", "large-print", "key", "instructor"])
def test_each_page_says_its_form_once(folder: Path, edition: str) -> None:
    pages = text_of(folder / f"worksheets/exam/exam-A-{edition}.pdf").rstrip("\f").split("\f")
    assert [page.count("Form A") for page in pages] == [1] * len(pages)


def test_cover_and_pages_for_notes_stand_around_the_sheet(folder: Path) -> None:
    pages = text_of(folder / "worksheets/exam/exam-A-student.pdf").split("\f")
    assert "Phones stay in the bag." in pages[0]
    assert "Seat" in pages[0]
    assert "Signature" in pages[0]
    assert "For notes" in pages[3]
    assert "END OF WORKSHEET" in re.sub(r"(?<=E) (?=N)", "", pages[2]).upper()


@pytest.mark.parametrize(
    ("titles", "heads", "marks"),
    [
        (("Facts", "Reasons"), ("1 Facts", "2 Reasons"), "1 2"),
        (("Part A. Facts", "Part B. Reasons"), ("Part A. Facts", "Part B. Reasons"), "A B"),
        (("I: Facts", "II: Reasons"), ("I: Facts", "II: Reasons"), "I II"),
        (("Teil 1 – Wissen", "Teil 2 – Verstehen"), ("Teil 1 – Wissen", "Teil 2 – Verstehen"), "1 2"),
        (("Part A. Facts", "Reasons"), ("1 Part A. Facts", "2 Reasons"), "1 2"),
        (("A. Facts", "A. Reasons"), ("1 A. Facts", "2 A. Reasons"), "1 2"),
        (("A tide", "A.D. 1066"), ("1 A tide", "2 A.D. 1066"), "1 2"),
    ],
)
def test_parts_whose_titles_count_them_have_no_numbers_besides(
    tmp_path: Path, titles: tuple[str, ...], heads: tuple[str, ...], marks: str
) -> None:
    sections = "".join(f"    - {{title: {title!r}, ids: [q{place}]}}\n" for place, title in enumerate(titles))
    (tmp_path / "content/items").mkdir(parents=True)
    course = f"title: T\ncode: TT\nreadings: none\nworksheets:\n  - id: w\n    title: W\n    sections:\n{sections}"
    (tmp_path / "content/course.yaml").write_text(course, "utf-8")
    items = "".join(f"- {{id: q{place}, type: question, stem: Who?, answer: They.}}\n" for place in range(2))
    (tmp_path / "content/items/q.yaml").write_text(f"items:\n{items}", "utf-8")
    files = {path.name: path for path in build(tmp_path / "content", tmp_path / "build", ("worksheets",))}
    lines = [" ".join(line.split()) for line in text_of(files["w-A-student.pdf"]).splitlines()]
    assert [line for line in lines if line in heads] == [*heads]
    assert any(f"Part {marks} Total" in line for line in lines)


def test_an_objective_is_read_as_a_text_wherever_it_is_shown(tmp_path: Path) -> None:
    content = tmp_path / "content"
    copytree(REPOSITORY / "tests/courses/sound/content", content)
    reading = content / "readings/r.yaml"
    objective = "{id: o, text: 'Use `List<T>`, and *say* why \\(x^2\\) is its cost.'}"
    reading.write_text(f"{reading.read_text('utf-8').partition('objectives:')[0]}objectives: [{objective}]\n", "utf-8")
    with (content / "course.yaml").open("a", encoding="utf-8") as settings:
        settings.write("decks: [{id: d, name: D}]\n")
        settings.write("worksheets: [{id: w, title: W, sections: [{title: A, count: 1, points: 1}]}]\n")
    [sheet] = printed(content, tmp_path, "worksheets", "instructor.pdf").values()
    assert "Use List<T>, and say why" in " ".join(text_of(sheet).split())
    page = printed(content, tmp_path, "web", "d.html")["d.html"].read_text("utf-8")
    assert '"o":"Use List<T>, and say why x² is its cost."' in page


@pytest.mark.parametrize("name", ["student", "large-print"])
def test_the_title_on_a_cover_is_as_large_as_behind_it(folder: Path, name: str) -> None:
    [sheet] = (folder / "worksheets").rglob(f"exam-A-{name}.pdf")
    cover, first, *_ = pages_of(sheet)
    [above, below] = [next(word for word in page.words if word.text == "making") for page in (cover, first)]
    assert above.bottom - above.top == pytest.approx(below.bottom - below.top)


def test_a_sheet_behind_a_cover_has_one_heading_of_the_first_level(folder: Path) -> None:
    for name in ("student", "key"):
        [sheet] = (folder / "worksheets").rglob(f"*-A-{name}.pdf")
        assert len([*read_printed(sheet).tree.all("H1")]) == 1, name
