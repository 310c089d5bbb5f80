"""Worksheets in Word: what is written is there once, Word counts as we do, and an instructor can change anything."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import docx
import pytest
from docx.shape import InlineShape
from docx.shared import Inches
from openxml_audit import OpenXmlValidator
from PIL import Image
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from nasec_study.course.model import Choice, Cloze, Course, Essay, Matching, Multi, Ordering, Term
from nasec_study.course.parse import read_course
from nasec_study.pipeline import build
from nasec_study.rendering.markup import Gap, fill_gaps, gaps, html_of
from nasec_study.rendering.markup import to_plain as to_plain_with_formulas
from nasec_study.sheets.plan import Sheet, Task, plan_sheets
from nasec_study.targets.paper.pdf import render_pdf
from nasec_study.targets.paper.word import pictures
from nasec_study.targets.paper.word.inline import Format, Piece, add_run
from tests.conftest import COURSES, FIELDS, REPOSITORY, Run
from tests.hostile import hostile_course
from tests.paper import printed
from tests.reading_back import text_of
from tests.test_constructs import CONSTRUCTS, write_course
from tests.word import Line, W, everything_in, fields_in, flat, lines_of, opened_by_office, part

EXAM = REPOSITORY / "tests" / "courses" / "exam" / "content"
ALL = {**COURSES, "exam": EXAM}
# What the items of a sheet ask that have a picture.
WITH_PICTURES = ["Which animals are", "Whose pulse is", "Name the parts", "Name the two chambers", "Name the fingers"]
WITH_PICTURES += ["How many chambers does"]
# What LibreOffice writes for a bullet, in a font of signs.
THEIR_BULLET = "\uf0b7"
# A text of more letters stands in no other by chance.
LONG = 30
LISTS = """
      Read *this*, and all:

      3. first **bold**
      4. second
         - deeper

      > A quote.

      ```
      if x:
          y  =  1
      ```

      | Year | Count |
      |---|---:|
      | 1848 | 2 |
      | 1910 | 3 |

      What [follows](https://example.org/a)?
"""

SCRIPTS = r"""
title: Scripts
code: SCRIPTS
readings: none
worksheets: [{id: w, title: W, sections: [{title: A, ids: [hebrew, arabic, table], in_order: true, points: 1}]}]
"""
SCRIPTS_ITEMS = r"""
items:
  - {id: hebrew, type: cloze, text: "בראשית ברא {{c1::אלהים}} את השמים ואת {{c2::הארץ::die Erde}}."}
  - {id: arabic, type: choice, stem: Which is a book?, key: كتاب, distractors: [{text: بحر}, {text: ميناء}]}
  - id: table
    type: cloze
    text: |
      Costs:

      | operation | array | linked list | tree | hash table |
      |---|:-:|--:|---|---|
      | read one | {{c1::constant}} | {{c2::linear}} | {{c3::logarithmic}} | constant |
"""


def in_several_scripts(content: Path) -> None:
    (content / "items").mkdir(parents=True)
    (content / "course.yaml").write_text(SCRIPTS, "utf-8")
    (content / "items/all.yaml").write_text(SCRIPTS_ITEMS, "utf-8")


def with_a_long_table(content: Path) -> None:
    for name in ("items", "stimuli"):
        (content / name).mkdir(parents=True)
    rows = "".join(f"  | {1950 + row} | {row} |\n" for row in range(60))
    text = f"id: years\ntitle: Years\ntext: |\n  | Year | Value |\n  | --- | --- |\n{rows}"
    (content / "stimuli/years.yaml").write_text(text, "utf-8")
    item = "{id: last, type: question, stem: Which year is last?, answer: '2009', rationale: So., stimulus: years}"
    (content / "items/all.yaml").write_text(f"items: [{item}]\n", "utf-8")
    (content / "course.yaml").write_text(
        "title: M\ncode: MM\nreadings: none\n"
        "worksheets: [{id: w, title: W, sections: [{title: A, ids: [last], points: 5}]}]\n",
        "utf-8",
    )


# Writes a course of each.
ODD: Mapping[str, Callable[[Path], object]] = {
    "pictures": lambda content: copytree(FIELDS["anatomy"], content),
    "a wide table": lambda content: write_course(content.parent, [CONSTRUCTS["table-wide"]]),
    "several scripts": in_several_scripts,
    "a long table": with_a_long_table,
}


@pytest.fixture(scope="module")
def words(builds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder with the documents of each course."""
    exam = tmp_path_factory.mktemp("exam")
    copytree(EXAM, exam / "content")
    list(build(exam / "content", exam, ("word",)))
    return {**{name: folder / "word" for name, folder in builds.items()}, "exam": exam / "word"}


@pytest.fixture(scope="module")
def documents(words: dict[str, Path]) -> list[Path]:
    found = [file for folder in words.values() for file in sorted(folder.rglob("*.docx"))]
    assert len(found) > 20
    return found


@pytest.fixture(scope="module")
def opened(documents: list[Path]) -> list[Path]:
    """Return the documents that programs open, which take their time: one form of each sheet."""
    return [document for document in documents if "-A-" in document.name]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return documents of which LibreOffice printed some amiss, by what is odd about them."""
    found = {}
    for name, write in ODD.items():
        folder = tmp_path_factory.mktemp(name)
        write(folder / "content")
        found[name] = document_of(folder / "content", folder).rename(folder / f"{name}.docx")
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the documents of a course all of whose texts are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    documents = printed(hostile_course(folder), folder, "word", ".docx").values()
    return [document.rename(folder / f"hostile-{document.name}") for document in documents]


@pytest.fixture(scope="module")
def edited(words: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an exam without its second item, which is deleted as one does by hand."""
    document = docx.Document(str(words["exam"] / "exam/exam-A-student.docx"))
    paragraphs = document.paragraphs
    numbered = [
        place for place, paragraph in enumerate(paragraphs) if paragraph.style and paragraph.style.name == "Item"
    ]
    for paragraph in paragraphs[numbered[3] : numbered[4]]:
        element: Any = paragraph._p  # noqa: SLF001 - python-docx deletes nothing
        element.getparent().remove(element)
    path = tmp_path_factory.mktemp("edited") / "edited.docx"
    document.save(str(path))
    return path


# LibreOffice starts once for all documents: that takes longer than to open ten.


@pytest.fixture(scope="module")
def as_text(opened: list[Path], edited: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[str]]:
    """Return the lines that LibreOffice reads in each document."""
    documents = [*opened, edited]
    texts = opened_by_office(documents, "txt:Text", tmp_path_factory.mktemp("text"))
    return {
        document: [flat(line) for line in text.read_text("utf-8-sig").splitlines()]
        for document, text in zip(documents, texts, strict=True)
    }


@pytest.fixture(scope="module")
def as_pdf(
    opened: list[Path], odd: dict[str, Path], hostile: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[Path, Path]:
    """Return what LibreOffice prints of each document."""
    documents = [*opened, *odd.values(), *hostile]
    return dict(zip(documents, opened_by_office(documents, "pdf", tmp_path_factory.mktemp("pdf")), strict=True))


# To make one takes as long as to validate a document.
validator = cache(OpenXmlValidator)


def faults_of(document: Path) -> list[Any]:
    """Return what a document has against the rules of Open XML."""
    return list(validator().validate(document).errors)


@cache
def course_of(name: str) -> Course:
    found, _ = read_course(ALL[name])
    assert found
    return found


def sheets_of(words: dict[str, Path], edition: str) -> Iterator[tuple[Course, Sheet, Path]]:
    """Yield every sheet of every course with its document."""
    for name, folder in words.items():
        course = course_of(name)
        for worksheet in course.settings.worksheets:
            for sheet in plan_sheets(course, worksheet):
                yield course, sheet, folder / worksheet.id / f"{worksheet.id}-{sheet.form}-{edition}.docx"


def blocks_of_items(lines: list[Line]) -> list[list[Line]]:
    """Return the paragraphs of each item, and what stands behind it up to the next one."""
    starts = [place for place, line in enumerate(lines) if line.style == "Item"]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def to_plain(text: str) -> str:
    """Return a text without its markup and without its formulas, which are pictures."""
    return to_plain_with_formulas(re.sub(r"\\\(.*?\\\)", "", text))


def asked(task: Task) -> str:
    """Return the words of an item's question that stand in one paragraph."""
    if isinstance(task.item, Cloze):
        return flat(re.sub(r"_+", " ", to_plain(fill_gaps(task.item.text, hint_of, html_of))))
    text = task.item.term if isinstance(task.item, Term) else task.item.asks
    return max((flat(to_plain(re.sub(r"^[-*] ", "", line))) for line in text.split("\n")), key=len)


def hint_of(gap: Gap) -> str:
    return f" ({gap.hint})" if gap.hint else " "


def without_blanks(text: str) -> str:
    return flat(re.sub(r"_+", " ", text))


def test_each_item_stands_once_under_its_number_with_its_options_under_their_letters(words: dict[str, Path]) -> None:
    seen = 0
    for _, sheet, document in sheets_of(words, "student"):
        lines = lines_of(document)
        everything = without_blanks(" ".join(line.text for line in lines))
        items = blocks_of_items(lines)
        assert [item[0].label for item in items] == [str(task.number) for task in sheet.tasks]
        for task, item in zip(sheet.tasks, items, strict=True):
            question = asked(task)
            assert question in without_blanks(" ".join(line.text for line in item)), (document.name, task.item.id)
            if len(question) > LONG:
                assert everything.count(question) == sum(question in asked(other) for other in sheet.tasks)
            lettered = [flat(line.shown).lstrip("☐ ") for line in item if "Option" in line.style]
            if isinstance(task.item, Choice | Multi | Matching):
                assert lettered == [flat(f"{option.letter} {to_plain(option.text)}") for option in task.options]
            if isinstance(task.item, Ordering):
                steps = [without_blanks(line.text) for line in item if line.style == "Blank"]
                assert steps == [flat(to_plain(option.text)) for option in task.options]
            seen += 1
    assert seen > 150


def test_the_points_of_an_item_are_not_broken_over_lines(words: dict[str, Path]) -> None:
    document = docx.Document(str(words["exam"] / "exam/exam-A-student.docx"))
    ends = [paragraph.text.rpartition("\t")[2] for paragraph in document.paragraphs if "(1)" in paragraph.text]
    assert "(1)\u00a00.5\u00a0each" in ends


def test_what_is_raised_and_lowered_stays_so() -> None:
    paragraph = docx.Document().add_paragraph()
    raised, lowered, plain = (
        add_run(paragraph, Piece("7", form)) for form in (Format(raised=True), Format(lowered=True), Format())
    )
    assert (raised.font.superscript, lowered.font.subscript, plain.font.superscript) == (True, True, None)


def test_the_key_marks_what_is_right_and_nothing_else(words: dict[str, Path]) -> None:
    seen = 0
    for _, sheet, document in sheets_of(words, "key"):
        for task, item in zip(sheet.tasks, blocks_of_items(lines_of(document)), strict=True):
            if isinstance(task.item, Choice | Multi):
                options = [line for line in item if line.style == "Option"]
                marked = [flat(line.text) for line in options if "✓" in line.text]
                assert marked == [flat(f"✓ {to_plain(option.text)}") for option in task.options if option.right]
                assert [flat(line.bold) for line in options if line.bold] == marked
            if isinstance(task.item, Cloze):
                for gap in gaps(task.item.text):
                    assert flat(to_plain(gap.answer)) in flat(item[0].bold)
            if isinstance(task.item, Essay):
                text = flat(" ".join(line.text for line in item))
                assert all(flat(f"{to_plain(criterion)}") in text for criterion, _ in task.rubric)
            if task.item.rationale:
                rationale = flat(to_plain(task.item.rationale))
                assert rationale in flat(" ".join(line.text for line in item if line.style == "Rationale"))
                seen += 1
    assert seen > 100


def test_a_question_stays_with_its_options(words: dict[str, Path]) -> None:
    for _, sheet, document in sheets_of(words, "student"):
        for task, item in zip(sheet.tasks, blocks_of_items(lines_of(document)), strict=True):
            if isinstance(task.item, Choice | Multi):
                kept = [line.element.find(f"{W}pPr/{W}keepNext") is not None for line in item]
                assert kept[: len(task.options)] == [True] * len(task.options)


def test_a_stimulus_names_its_items_by_numbers_that_word_counts(words: dict[str, Path]) -> None:
    document = words["kinds"] / "everything/everything-A-student.docx"
    root = part(document, "word/document.xml")
    [(code, shown)] = fields_in(root)
    assert shown == "4"
    name = code.split()[1]
    marked = {
        mark.get(f"{W}name"): line for line in lines_of(document) for mark in line.element.iter(f"{W}bookmarkStart")
    }
    assert (marked[name].style, marked[name].label) == ("Item", "4")


def test_the_table_of_a_stimulus_is_as_wide_as_its_words_as_on_paper(words: dict[str, Path]) -> None:
    document = docx.Document(str(words["kinds"] / "everything/everything-A-student.docx"))
    [table] = [table for table in document.tables if table.cell(0, 0).text == "Sign"]
    assert sum(column.width.mm for column in table.columns) < 80


def test_readers_that_know_no_fields_show_numbers_of_items_and_pages(words: dict[str, Path]) -> None:
    document = docx.Document(str(words["kinds"] / "everything/everything-A-student.docx"))
    assert "Use this for item 4." in [paragraph.text for paragraph in document.paragraphs]
    below = [paragraph.text for section in document.sections for paragraph in _in_tables(section.footer)]
    assert "page 1 of 1" in below


def _in_tables(container: Any) -> Iterator[Any]:
    return (line for table in container.tables for cell in table.rows[0].cells for line in cell.paragraphs)


def test_a_struck_item_says_so_in_sheet_and_key(words: dict[str, Path]) -> None:
    documents = list((words["exam"] / "exam").glob("*.docx"))
    assert len(documents) == 4
    for document in documents:
        struck = [line.text for line in lines_of(document) if "(struck)" in line.text]
        assert struck == ["What makes the crystals of a granite large?\t(struck)"]


def test_a_students_document_holds_no_answer_in_any_part(words: dict[str, Path]) -> None:
    """What only a key may say, as words that stand nowhere else on this exam; ids of items say things, too."""
    course = course_of("exam")
    secrets = [item.rationale.strip() for item in course.items if item.rationale]
    secrets += [wrong.why for item in course.items if isinstance(item, Choice) for wrong in item.distractors]
    secrets += [row.criterion for item in course.items if isinstance(item, Essay) for row in item.rubric]
    secrets += ["Stress parts", "Quenched", "4.03", "seldom by the same road", "Order first", "rk-", "✓"]
    keys = everything_in(words["exam"] / "exam" / "exam-A-key.docx")
    assert sum(secret in keys for secret in secrets) > 10
    for form in "AB":
        everything = everything_in(words["exam"] / "exam" / f"exam-{form}-student.docx")
        assert "Pumice floats" in everything
        assert [secret for secret in secrets if secret in everything] == []


def test_ids_stand_in_no_document(documents: list[Path]) -> None:
    ids = {item.id for name in ALL for item in course_of(name).items if "-" in item.id}
    for document in documents:
        assert ids.isdisjoint(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", everything_in(document))), document


def test_blanks_of_a_part_are_of_one_length(words: dict[str, Path]) -> None:
    for course, sheet, document in sheets_of(words, "student"):
        items = blocks_of_items(lines_of(document))
        assert len(items) == len(sheet.tasks)
        rest = iter(items)
        for part_of in sheet.parts:
            lengths = set()
            for task, item in ((task, next(rest)) for task in part_of.tasks):
                if isinstance(task.item, Cloze):
                    blanks = re.findall("_+", item[0].text)
                    assert len(blanks) == len(gaps(task.item.text)), (course.settings.code, task.item.id)
                    lengths |= {len(blank) for blank in blanks}
            assert len(lengths) <= 1


def test_every_document_is_valid_by_the_rules_of_open_xml(opened: list[Path]) -> None:
    for document in opened:
        assert faults_of(document) == [], document


def test_a_document_bears_no_date_of_its_making(documents: list[Path]) -> None:
    """That the bytes are the same everywhere is held of all targets in test_targets.py."""
    for document in documents:
        with zipfile.ZipFile(document) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_only_those_who_ask_get_documents(run: Run, builds: dict[str, Path], tmp_path: Path) -> None:
    copytree(builds["kinds"].parent, tmp_path, dirs_exist_ok=True)
    rmtree(tmp_path / "build/word")
    assert "docx" not in run("build").stdout
    assert run("build", "word").stdout.splitlines() == [
        f"build/word/everything/everything-{form}-{edition}.docx" for form in "AB" for edition in ("student", "key")
    ]
    assert (tmp_path / "build/worksheets/everything/everything-A-student.pdf").exists()


def test_where_a_library_is_missing_the_build_says_which(run: Run, tmp_path: Path) -> None:
    copytree(EXAM, tmp_path / "content")
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.metadata as m\nreal = m.version\n"
        "def version(name):\n"
        "    if name == 'python-docx':\n        raise m.PackageNotFoundError(name)\n    return real(name)\n"
        "m.version = version\n",
        "utf-8",
    )
    path = f"{tmp_path}:{REPOSITORY}"
    done = run("build", "word", exit_code=1, PYTHONPATH=path)
    assert done.stderr.strip() == (
        "word: documents for Word need the library python-docx (pip install 'nasec-study[word]') [E415]"
    )


# As LibreOffice reads them.


def test_libreoffice_counts_and_shows_the_same(opened: list[Path], as_text: dict[Path, list[str]]) -> None:
    for document in opened:
        theirs = as_text[document]
        ours = [flat(line) for whole in lines_of(document) for line in f"{whole.label} {whole.text}".split("\n")]
        assert [line for line in theirs if line] == [line for line in ours if line], document


def test_saved_anew_by_libreoffice_nothing_is_lost(opened: list[Path], tmp_path: Path) -> None:
    for document, saved in zip(opened, opened_by_office(opened, "docx", tmp_path), strict=True):
        before, after = ([line.shown for line in lines_of(file) if line.shown] for file in (document, saved))
        after = [line.replace(THEIR_BULLET, "•") for line in after]
        assert after == before, document
        kinds = ("tbl", "drawing", "tblHeader", "hyperlink")
        for kind in kinds:
            ours, theirs = (len([*part(file, "word/document.xml").iter(f"{W}{kind}")]) for file in (document, saved))
            assert theirs == ours, (document, kind)


def test_printed_by_libreoffice_every_word_stands_on_a_page(opened: list[Path], as_pdf: dict[Path, Path]) -> None:
    for document in opened:
        shown = re.sub(r"\W+", " ", text_of(as_pdf[document]).casefold())
        for line in lines_of(document):
            for word in re.findall(r"[^\W_]{5,}", line.text.casefold()):
                assert word in shown, (document, word)


def test_printed_by_libreoffice_a_question_stands_on_the_page_of_its_picture(
    odd: dict[str, Path], as_pdf: dict[Path, Path]
) -> None:
    """It gives up where each item is kept with the next one, over several pages."""
    with PdfDocument(as_pdf[odd["pictures"]]) as pages:
        for page in pages:
            shown = page.get_textpage().get_text_range()
            stems = sum(stem in shown for stem in WITH_PICTURES)
            assert stems == sum(part.type == FPDF_PAGEOBJ_IMAGE for part in page.get_objects())


def test_the_words_at_the_end_of_a_sheet_have_no_page_to_themselves(documents: list[Path]) -> None:
    for document in documents:
        lines = lines_of(document)
        [end] = [number for number, line in enumerate(lines) if line.style == "End"]
        assert lines[end - 1].element.find(f"{W}pPr/{W}keepNext") is not None, document


def test_what_an_instructor_takes_out_is_counted_no_more(
    words: dict[str, Path], edited: Path, as_text: dict[Path, list[str]]
) -> None:
    """All that follow move up; their options begin with A as before."""
    document = words["exam"] / "exam" / "exam-A-student.docx"
    before = [line.shown for line in lines_of(document) if line.style in {"Item", "Option"}]
    after = as_text[edited]
    assert "4 Which rock floors the oceans? (1.5)" in after
    assert "5 Which rock floors the oceans? (1.5)" in before
    place = after.index("4 Which rock floors the oceans? (1.5)")
    assert after[place + 1 : place + 5] == ["A Basalt", "B Granite", "C Marble", "D Nobody knows"]
    assert [line for line in after if "Pumice floats" in line] == ["13 T F Pumice floats on water. (0.5)"]


# What a text may hold.


def document_of(content: Path, folder: Path) -> Path:
    """Return the document for students of the first form of a course's sheet, written into a folder."""
    [document] = printed(content, folder, "word", "-A-student.docx").values()
    return document


def exam_with(folder: Path, stem: str, **settings: str) -> Path:
    """Return the document of the exam with another text in the place of an item's stem."""
    copytree(EXAM, folder / "content")
    bank = folder / "content/items/rocks/making.yaml"
    old = "    stem: Why are some rocks banded?\n"
    text = bank.read_text("utf-8")
    assert old in text
    bank.write_text(text.replace(old, f"    stem: {stem}\n"), "utf-8")
    course = folder / "content/course.yaml"
    lines = "".join(f"{key}: {value}\n" for key, value in settings.items())
    course.write_text(lines + course.read_text("utf-8"), "utf-8")
    return document_of(folder / "content", folder)


def test_what_markdown_makes_is_what_word_has(tmp_path: Path) -> None:
    document = exam_with(tmp_path, f"|{LISTS}")
    assert faults_of(document) == []
    [item] = [item for item in blocks_of_items(lines_of(document)) if item[0].text.startswith("Read this")]
    shown = [(line.style, line.label, line.text) for line in item if line.style != "AnswerLine"]
    assert shown[:11] == [
        ("Item", "10", "Read this, and all:\t(2)"),
        ("ListItem", "3.", "first bold"),
        ("ListItem", "4.", "second"),
        ("ListItem", "◦", "deeper"),
        ("Quote", "", "A quote."),
        ("CodeBlock", "", "if x:\n    y  =  1"),
        *(("TableText", "", text) for text in ("Year", "Count", "1848", "2", "1910")),
    ]
    assert shown[12] == ("ItemText", "", "What follows (https://example.org/a)?")
    assert item[1].bold == "bold"
    root = part(document, "word/document.xml")
    [head] = [row for row in root.iter(f"{W}tr") if "Year" in "".join(row.itertext())]
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    [link] = root.iter(f"{W}hyperlink")
    assert "".join(link.itertext()) == "follows"
    assert "https://example.org/a" in everything_in(document)


def test_emphasis_is_seen_in_a_quotation(tmp_path: Path) -> None:
    document = exam_with(tmp_path, "|\n      Who says so?\n\n      > She *had* gone.\n")
    styles = part(document, "word/styles.xml")
    [quote] = [style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Quote"]
    assert [*quote.iter(f"{W}i")] == []
    [line] = [line for line in lines_of(document) if line.style == "Quote"]
    italic = [run for run in line.element.iter(f"{W}r") if run.find(f"{W}rPr/{W}i") is not None]
    assert ["".join(run.itertext()) for run in italic] == ["had"]


def inline_of(shape: InlineShape) -> Any:
    return shape._inline  # noqa: SLF001 - python-docx tells neither its words nor its content


def test_a_text_holds_in_word_what_it_holds_on_paper(tmp_path: Path) -> None:
    """All constructs of `tests/constructs` that are not refused, against what a printed worksheet shows of them."""
    constructs = [found for found in CONSTRUCTS.values() if not found.is_refused]
    write_course(tmp_path, constructs)
    document = document_of(tmp_path / "content", tmp_path)
    assert faults_of(document) == []
    items = blocks_of_items(lines_of(document))
    assert len(items) == len(constructs) + 1
    for construct, item in zip(constructs, items, strict=False):
        first = replace(item[0], text=item[0].text.split("\t")[0], label="")
        lines = [f"{line.label} {line.text}" for line in [first, *item[1:]] if line.style != "AnswerLine"]
        seen = "".join("".join(re.sub("_{5,}", "____", line) for line in lines).split())
        # A wide table is divided in both, by the letters of the one and the boxes of the other.
        assert seen == "".join(construct.seen["worksheet"].split()) or construct.name == "table-wide"


def test_a_wide_table_is_divided_and_breaks_no_word(odd: dict[str, Path], as_pdf: dict[Path, Path]) -> None:
    words = text_of(as_pdf[odd["a wide table"]]).split()
    figures = [f"1,{number},000" for number in range(101, 114)]
    assert [word for word in words if word.startswith("1,")] == figures
    assert words.count("Arica") == words.count("port") > 1


def test_pictures_have_words_and_fit_the_page(words: dict[str, Path]) -> None:
    document = docx.Document(str(words["kinds"] / "everything/everything-A-student.docx"))
    shapes = {inline_of(shape).docPr.get("descr"): shape for shape in document.inline_shapes}
    timeline = "Signs & names. A timeline of three signs & names. 63: 1; 1150: 2; c. 1990: Chrétien."
    assert set(shapes) == {"A black square", timeline, "x is less than y"}
    for shape in shapes.values():
        assert shape.width.mm < 176
        assert shape.height.mm < 200
        blob = document.part.related_parts[inline_of(shape).graphic.graphicData.pic.blipFill.blip.embed].blob
        with Image.open(BytesIO(blob)) as picture:
            assert picture.width / shape.width.inches >= 200


def test_a_photograph_of_any_make_is_shown(tmp_path: Path) -> None:
    """Cameras and scanners write JPEG without the marks that python-docx looks for; a large one is made to fit.

    One that a camera took on its side, and says so, stands upright, as on paper: Word takes no notice of what it says.
    """
    media = tmp_path / "given"
    media.mkdir()
    Image.new("RGB", (3000, 2000), "red").save(media / "plain.jpg", "JPEG")
    data = (media / "plain.jpg").read_bytes()
    length = int.from_bytes(data[4:6], "big")
    bare = data[:2] + data[4 + length :]
    copytree(EXAM, tmp_path / "exam" / "content")
    folder = tmp_path / "exam" / "content" / "media"
    folder.mkdir()
    (folder / "bare.jpg").write_bytes(bare)
    (folder / "plain.jpg").write_bytes(data)
    bank = tmp_path / "exam/content/items/rocks/making.yaml"
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (300, 200), "red").save(folder / "turned.jpg", "JPEG", exif=exif)
    exif = Image.Exif()
    exif[0x010F] = "HTC"  # so short that it stands where others have an address
    Image.new("RGB", (300, 200), "red").save(folder / "short.jpg", "JPEG", exif=exif)
    names = ("bare", "plain", "turned", "short")
    stem = f'"{" ".join(f"![A photo](media/{name}.jpg)" for name in names)}"'
    bank.write_text(bank.read_text("utf-8").replace("Why are some rocks banded?", stem), "utf-8")
    document = docx.Document(str(document_of(tmp_path / "exam/content", tmp_path)))
    assert [round(shape.width / shape.height, 1) for shape in document.inline_shapes] == [1.5, 1.5, 0.7, 1.5]
    parts = [part for part in document.part.related_parts.values() if "image" in part.content_type]
    assert {part.content_type for part in parts} == {"image/jpeg"}
    for part_of_photo in parts:
        with Image.open(BytesIO(part_of_photo.blob)) as photo:
            photo.load()
    # Several stand in the paragraph: two of them fit beside each other.
    assert all(shape.width.mm < 176 / 2 for shape in document.inline_shapes)


def test_pictures_that_a_line_end_parts_have_the_whole_width(tmp_path: Path) -> None:
    copytree(EXAM, tmp_path / "exam" / "content")
    (tmp_path / "exam/content/media").mkdir()
    Image.new("RGB", (1200, 400), "red").save(tmp_path / "exam/content/media/wide.png")
    bank = tmp_path / "exam/content/items/rocks/making.yaml"
    stem = r'"![A photo](media/wide.png)\\\n![The same photo](media/wide.png)"'
    bank.write_text(bank.read_text("utf-8").replace("Why are some rocks banded?", stem), "utf-8")
    document = docx.Document(str(document_of(tmp_path / "exam/content", tmp_path)))
    assert [shape.width.mm > 120 for shape in document.inline_shapes] == [True, True]


def test_pictures_in_options_leave_the_options_together(tmp_path: Path) -> None:
    copytree(EXAM, tmp_path / "exam/content")
    folder = tmp_path / "exam/content/media"
    folder.mkdir()
    Image.new("RGB", (1500, 2000), "teal").save(folder / "hand.png")
    bank = tmp_path / "exam/content/items/rocks/making.yaml"
    text = bank.read_text("utf-8")
    key = re.search(r"    key: (.*)\n", text)
    assert key
    bank.write_text(text.replace(key[0], '    key: "![A hand](media/hand.png)"\n', 1), "utf-8")
    document = docx.Document(str(document_of(tmp_path / "exam/content", tmp_path)))
    assert {round(shape.height.mm) for shape in document.inline_shapes} == {60}


@pytest.mark.parametrize(
    ("language", "tag", "word", "page"), [("es", "es-ES", "BORRADOR", "página"), ("fr", "fr-FR", "BROUILLON", "page")]
)
def test_a_document_speaks_the_language_of_its_sheet(
    language: str, tag: str, word: str, page: str, tmp_path: Path
) -> None:
    document = exam_with(tmp_path, "Why?", language=language)
    styles = part(document, "word/styles.xml")
    assert {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")} == {tag}
    above = " ".join(line.text for line in lines_of(document, "word/header1.xml"))
    below = " ".join(line.text for line in lines_of(document, "word/footer1.xml"))
    assert word in above
    assert page in below
    everything = " ".join(line.text for line in lines_of(document))
    assert not re.search(r"\b(Name|Word bank|If false|For notes|End of worksheet)\b", everything)


@pytest.mark.parametrize(
    ("asked", "language", "east_asian", "complex_script"),
    [
        ("Why is it 花見（はなみ）, and not שלום?", "en", "ja-JP", "he-IL"),
        ("Why is it 漢字?", "en", "zh-CN", "ar-SA"),
        ("Why is it سوق?", "fa", "fa-IR", "fa-IR"),
    ],
)
def test_word_proofs_other_scripts_by_their_own_languages(
    asked: str, language: str, east_asian: str, complex_script: str, tmp_path: Path
) -> None:
    [lang] = part(exam_with(tmp_path, asked, language=language), "word/styles.xml").iter(f"{W}lang")
    assert (lang.get(f"{W}eastAsia"), lang.get(f"{W}bidi")) == (east_asian, complex_script)


def test_strong_words_are_bold_in_every_script(tmp_path: Path) -> None:
    words = ("loud", "שלום", "हिन्दी", "ดัง")
    strong = ", ".join(f"**{word}**" for word in words)
    document = part(exam_with(tmp_path, f"Why {strong} and *why*?"), "word/document.xml")
    runs = {"".join(run.itertext()): {inner.tag for inner in run.iter()} for run in document.iter(f"{W}r")}
    for word in words:
        assert {f"{W}b", f"{W}bCs"} <= runs[word], word
    assert {f"{W}i", f"{W}iCs"} <= runs["why"]


def test_pages_are_counted_by_word(words: dict[str, Path]) -> None:
    document = words["exam"] / "exam/exam-A-student.docx"
    fields = [fields_in(part(document, f"word/footer{number}.xml")) for number in (1, 2)]
    assert fields == [[("PAGE", "1"), ("NUMPAGES", "1")]] * 2
    heads = [[line.text for line in lines_of(document, f"word/header{number}.xml")] for number in (1, 2)]
    assert heads == [["DRAFT\tForm A"], ["DRAFT\t"]]
    properties = docx.Document(str(document)).core_properties
    assert (properties.title, properties.author) == ("Rocks and their making", "Rocks")


def test_cover_and_pages_for_notes_begin_pages(words: dict[str, Path]) -> None:
    lines = lines_of(words["exam"] / "exam/exam-A-student.docx")
    begun = [line.text for line in lines if line.element.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert begun == ["Rocks", "For notes"]
    assert [line.style for line in lines][:3] == ["FormLetter", "Kicker", "Title"]


def test_what_several_documents_hold_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bytes] = []

    def counted(*given: Any) -> bytes:
        drawn.append(render_pdf(*given))
        return drawn[-1]

    monkeypatch.setattr(pictures, "render_pdf", counted)
    square = (COURSES["kinds"] / "media/square.svg").read_bytes()
    once, again = (pictures.placed("media/once.svg", square, Inches(2), Inches(2), "en") for _ in range(2))
    assert once == again
    assert len(drawn) == 1


def test_hostile_texts_are_texts(hostile: list[Path], as_pdf: dict[Path, Path]) -> None:
    assert len(hostile) == 2
    for document in hostile:
        assert faults_of(document) == []
        text = flat(" ".join(line.text for line in lines_of(document)))
        for piece in ("{{Back}}", "{% include '/etc/passwd' %}", "[sound:../../x.mp3]", "<script>window.hacked=1"):
            assert piece in text
        with zipfile.ZipFile(document) as archive:
            relations = " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
        outside = re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', relations)
        assert [address for address in outside if not address.startswith(("https:", "http:", "mailto:", "data:"))] == []
        assert "hacked" in text_of(as_pdf[document])


def test_a_question_from_right_to_left_runs_so_and_a_blank_in_a_table_stays_whole(
    odd: dict[str, Path], as_pdf: dict[Path, Path]
) -> None:
    document = odd["several scripts"]
    assert faults_of(document) == []
    paragraphs = list(part(document, "word/document.xml").iter(f"{W}p"))
    turned = [
        "".join(text.text or "" for text in one.iter(f"{W}t"))
        for one in paragraphs
        if one.find(f".//{W}bidi") is not None
    ]
    assert [text.split("_")[0] for text in turned] == ["בראשית ברא "]
    runs = [run for one in paragraphs for run in one.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert {"كتاب", "بحر", "ميناء"} <= {"".join(run.itertext()) for run in runs}
    blanks = [word for word in text_of(as_pdf[document]).split() if set(word) == {"_"} and len(word) > 5]
    assert len(blanks) == 5
    assert len({len(blank) for blank in blanks}) == 2


def test_a_column_of_formulas_is_as_wide_as_they_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    (tmp_path / "content/course.yaml").write_text(
        "title: M\ncode: MM\nreadings: none\n"
        "worksheets: [{id: w, title: W, sections: [{title: A, ids: [acids], points: 1}]}]\n",
        "utf-8",
    )
    (tmp_path / "content/items/all.yaml").write_text(
        "items:\n  - id: acids\n    type: question\n    answer: The first.\n    stem: |\n"
        "      | Acid | Constant |\n      |---|---|\n"
        "      | \\(\\ce{CH3COOH}\\) | \\(1.8 \\times 10^{-5}\\) |\n\n      Which is it?\n",
        "utf-8",
    )
    document = docx.Document(str(document_of(tmp_path / "content", tmp_path)))
    [table] = [one for one in document.tables if one.cell(0, 0).text == "Acid"]
    assert all(15 < column.width.mm < 35 for column in table.columns)


def test_no_row_of_two_columns_is_divided_by_the_end_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    pairs = "".join(f"      - {{premise: Port {number}, response: Sea {number}}}\n" for number in range(1, 6))
    (tmp_path / "content/items/all.yaml").write_text(
        "items:\n  - id: seas\n    type: matching\n    stem: Match each port.\n    rationale: So.\n"
        f"    pairs:\n{pairs}",
        "utf-8",
    )
    (tmp_path / "content/course.yaml").write_text(
        "title: M\ncode: MM\nreadings: none\n"
        "worksheets: [{id: w, title: W, sections: [{title: A, ids: [seas], points: 5}]}]\n",
        "utf-8",
    )
    rows = list(part(document_of(tmp_path / "content", tmp_path), "word/document.xml").iter(f"{W}tr"))
    assert "Port 3" in "".join(rows[-1].itertext())
    assert [len(list(row.iter(f"{W}cantSplit"))) for row in rows] == [1] * len(rows)


def test_printed_by_libreoffice_a_long_table_begins_on_the_first_page_with_its_words_whole(
    odd: dict[str, Path], as_pdf: dict[Path, Path]
) -> None:
    with PdfDocument(as_pdf[odd["a long table"]]) as pages:
        first, *_, last = shown = [page.get_textpage().get_text_range() for page in pages]
        assert "1950" in first
        assert "2009" in last
        assert "Which year" in last
        assert len(shown) == 2
