"""Texts that run from right to left, on sheets and in Word."""

from pathlib import Path

import pytest

from tests.paper import printed
from tests.reading_back import pages_of
from tests.word import W, part

READING = "id: {0}\nlabel: {1}\ncite: نص «{1}»\nfile: {0}.txt\noutline: [{{id: s, heading: S}}]\n"
OPTION = "كتاب (book) قديم"
COURSE = """
title: العربية (1)
code: ARA
readings: [one, two]
decks: [{id: all, name: All}]
worksheets: [{id: w, title: W, sections: [{title: A, ids: [gap, table, english], in_order: true, points: 2}]}]
"""
ITEMS = r"""
reading: one
section: s
items:
  - id: gap
    type: cloze
    level: remember
    text: "السوق القديم في {{c1::وسط::where}} المدينة، وفيه دكاكين كثيرة للخبز والتمر والقماش (shops) والشاي."
    quote: q
  - id: table
    type: question
    level: remember
    stem: |
      ما الأغلى؟

      | Train | Fare |
      |---|---|
      | القطار الأول | ثمن التذكرة |

      1. هل هو **قوي** (Koha)؟
    answer: لا.
    quote: q
  - id: english
    type: choice
    level: remember
    reading: two
    quote: q
    stem: Which is it?
    key: OPTION
    distractors: [{text: بحر}, {text: sea}]
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return the folder of a course with two readings in Arabic."""
    folder = tmp_path / "content"
    for name in ("readings", "items"):
        (folder / name).mkdir(parents=True)
    for name, label in (("one", "المدينة"), ("two", "السفر")):
        (folder / f"readings/{name}.yaml").write_text(READING.format(name, label), "utf-8")
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    (folder / "items/all.yaml").write_text(ITEMS.replace("OPTION", OPTION), "utf-8")
    return folder


def test_a_sheet_from_right_to_left_is_whole(content: Path, tmp_path: Path) -> None:
    made = printed(content, tmp_path, "worksheets", ".pdf")
    words = [word for page in pages_of(made["w-A-student.pdf"]) for word in page.words]
    train, fare = (next(word.left for word in words if word.text == head) for head in ("Train", "Fare"))
    assert train > fare


def test_word_keeps_what_runs_from_right_to_left_in_order(content: Path, tmp_path: Path) -> None:
    [sheet] = printed(content, tmp_path, "word", "student.docx").values()
    document = part(sheet, "word/document.xml")
    turned = {
        "".join(text.text or "" for text in one.iter(f"{W}t"))
        for one in document.iter(f"{W}p")
        if one.find(f"{W}pPr/{W}bidi") is not None
    }
    assert any(text.startswith("نص «المدينة»: السوق القديم في") for text in turned)
    assert any(text.startswith("هل هو قوي (Koha)؟") for text in turned)
    assert f"\u202b{OPTION}\u202c" in {text.text for text in document.iter(f"{W}t")}
    assert len(list(document.iter(f"{W}bidiVisual"))) == 1
