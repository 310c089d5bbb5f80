"""Reading texts as they come from print: sections, quotes, and what stands in their way."""

from pathlib import Path

import pytest
import yaml

from nasec_study.course.model import Reading, Section
from nasec_study.course.parse import read_course
from nasec_study.course.readings import ReadingText, read_text
from tests.conftest import REPOSITORY

QUOTES = yaml.safe_load((REPOSITORY / "tests" / "texts" / "quotes.yaml").read_text("utf-8"))


def text_of(
    folder: Path, text: str, *, sections: tuple[tuple[str, str, str | None], ...], **more: object
) -> ReadingText:
    (folder / "r.txt").write_text(text, "utf-8")
    outline = tuple(Section(id=name, heading=heading, lines=lines) for name, heading, lines in sections)
    reading = Reading.model_validate(
        {"id": "r", "label": "R", "cite": "R", "file": "r.txt", "outline": outline, **more}
    )
    return read_text(reading, folder / "r.txt")


ONE = (("s", "The Heading", None),)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a border policy of impor-\ntant partners", "policy of important partners"),
        ("a border policy of impor\u00ad\ntant partners", "policy of important partners"),
        ("a border policy of impor\u2010\ntant partners", "policy of important partners"),
        ("an eﬃcient trade in ﬁsh and ﬂour", "efficient trade in fish and flour"),
        ("trade in fish", "trade in ﬁsh"),
        ("a matter of policy-\nmaking in both", "matter of policy-making in both"),
        ("a so-called “common”\nview", 'so-called "common" view'),
        ("W e propose a plan", "We propose a plan"),
        ("the first half\n\n12\n\nand the second", "first half and the second"),
        ("the partnership3 was new", "the partnership was new"),
        ("It ended. 4 Then it began", "ended. Then it began"),
        ("signed in 1984.3 Then it began", "signed in 1984. Then it began"),
        ("reduced it to 0.44.12\nSpacing added", "it to 0.44. Spacing added"),
        ("a mean of 9.4 days, version 3.2 Beta", "of 9.4 days, version 3.2 Beta"),
        ("the *Big Idea*<sup>5</sup> of \\$200", "the Big Idea of $200"),
        ("Canada´s and Mexico’s share", "Canada's and Mexico's share"),
        ("one half.The other half", "one half. The other half"),
        ("a share of 49.1 percent in 2008", "share of 49.1 percent in 2008"),
        ("田中さんは切手を三枚買って、手紙を出します", "切手を三枚買っ"),
        ("そのころ、東京では桜が咲\n　きます", "桜が咲きます"),
        ("وفيه ٣٤ دكاناً", "وفيه 34 دكاناً"),
        ("入学式は\uff12\uff10\uff12\uff16年でした", "2026年"),
        ("किसान हिन्दी बोलते थे", "हिन्दी बोलते"),
        ("ตลาดน้ำเปิดทุก\nวันเสาร์", "เปิดทุกวันเสาร์"),
        ("인구는 12억 5천만 명이었다", "12억 5천만 명"),
        ("מִי שֶׁבָּא לִפְנוֹת בֹּקֶר", "שבא לפנות בקר"),
        ("وَصَلَ القِطارُ", "وصل القطار"),
        ("Все́ видели за́мок", "видели замок"),
        ("ครั้ง\u200bแรก", "ครั้งแรก"),
    ],
)
def test_a_quote_is_found_in_spite_of_print(tmp_path: Path, text: str, quote: str) -> None:
    found = text_of(tmp_path, f"The Heading\n\n{text}.\n", sections=ONE).find("s", quote)
    assert found
    assert found.line == 3


def test_sentences_end_at_the_stops_of_their_script(tmp_path: Path) -> None:
    found = text_of(tmp_path, "The Heading\n春です。桜が咲きます。夏です。\n", sections=ONE).find("s", "桜")
    assert found
    assert found.text == "桜が咲きます"


@pytest.mark.parametrize(
    "quote",
    [
        *("policy of important", "Important partners", "impor tant partner", "partners again"),
        *("किसान का", "बोलत थ", "ตลาดนำ", "мои дом", "사람이 많"),
    ],
)
def test_a_quote_is_found_to_the_letter_only(tmp_path: Path, quote: str) -> None:
    text = "policies of impor-\ntant partners. किसान की, बोलते थे. ตลาดน้ำ. мой дом. 옛사람이 많다"
    assert text_of(tmp_path, f"The Heading\n{text}\n", sections=ONE).find("s", quote) is None


@pytest.mark.parametrize("header", ["On Salt      13", "14     On Salt", "On Salt"])
def test_a_running_header_has_the_number_of_its_page_or_none(tmp_path: Path, header: str) -> None:
    text = f"The Heading\n\nIt was taxed by the kings\n\n\f{header}\n\nof France."
    assert text_of(tmp_path, text, sections=ONE, headers=["On Salt"]).find("s", "the kings of France")


@pytest.mark.parametrize("heading", ["Removing\nthe Old\nDressing", "Removing the Old\nDressing 4"])
def test_a_heading_may_take_several_lines(tmp_path: Path, heading: str) -> None:
    text = f"One\nalpha\n{heading}\nbeta removing the old\n"
    sections = (("one", "One", None), ("two", "Removing the Old Dressing", None))
    read = text_of(tmp_path, text, sections=sections)
    assert read.missing == ()
    assert (read.sections_with("alpha"), read.sections_with("beta")) == (("one",), ("two",))


def test_headings_divide_and_running_headers_do_not(tmp_path: Path) -> None:
    text = "# Title\n## One\nalpha beta\n## Title\ngamma delta\nTwo 3\nepsilon\n"
    read = text_of(tmp_path, text, sections=(("one", "One", None), ("two", "Two", None)), headers=["Title"])
    assert read.find("one", "alpha beta gamma")
    assert read.find("two", "gamma delta") is None
    assert read.sections_with("epsilon") == ("two",)


def test_of_headings_with_the_same_words_each_is_that_of_one_section(tmp_path: Path) -> None:
    text = "One\nalpha\nSummary\nbeta\nTwo\ngamma\nSummary\ndelta\n"
    names = (("one", "One"), ("sum-one", "Summary"), ("two", "Two"), ("sum-two", "Summary"))
    read = text_of(tmp_path, text, sections=tuple((name, heading, None) for name, heading in names))
    found = [read.sections_with(word) for word in ("alpha", "beta", "gamma", "delta")]
    assert found == [(name,) for name, _ in names]


def test_a_note_that_is_a_section_of_its_own_is_read_there(tmp_path: Path) -> None:
    sections = (("s", "The Heading", "1-2"), ("note", "The Note", "3-3"))
    read = text_of(tmp_path, "The Heading\nalpha\n1 A note says so.\n", sections=sections, notes=["3-3"])
    assert read.sections_with("note says so") == ("note",)


def test_a_note_in_mid_sentence_is_read_apart(tmp_path: Path) -> None:
    text = "The Heading\nthe sentence begins\n1 A note. It says so\nand goes on. Next\n"
    read = text_of(tmp_path, text, sections=ONE, notes=["3-3"])
    found = read.find("s", "begins and goes")
    assert found
    assert found.text == "the sentence begins and goes on".replace("the", "The Heading the", 1)
    note = read.find("s", "It says so")
    assert note
    assert note.text == "It says so"


@pytest.mark.parametrize(
    ("text", "is_left_out"),
    [
        ("about\n32\nwharves", True),
        ("about.32 wharves", True),
        ("about 32\nwharves", False),
        ("about\n32 wharves", False),
        ("about 32 wharves", False),
    ],
)
def test_only_a_number_that_may_be_of_a_page_or_a_note_is_left_out(
    tmp_path: Path,
    text: str,
    is_left_out: bool,  # noqa: FBT001 - a parameter
) -> None:
    read = text_of(tmp_path, f"The Heading\nIt has {text} in all.\n", sections=ONE)
    assert bool(read.find("s", "about wharves in all")) is is_left_out
    assert read.find("s", "about 32 wharves in all")


def test_lines_tell_where_a_heading_does_not(tmp_path: Path) -> None:
    text = "alpha beta\nAfter Its Text\ngamma\nThe Heading\ndelta\n"
    read = text_of(tmp_path, text, sections=(("a", "After Its Text", "1-3"), ("b", "The Heading", None)))
    assert read.find("a", "beta")
    assert read.find("a", "delta") is None
    assert read.find("b", "delta")


def test_a_heading_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert text_of(tmp_path, "text\n", sections=ONE).missing == ("s",)


def test_a_passage_is_the_sentence_and_no_more(tmp_path: Path) -> None:
    text = "The Heading\nOne thing. The U.S. side, in 9.5 cases, agreed\nwith it. Another thing.\n"
    found = text_of(tmp_path, text, sections=ONE).find("s", "cases agreed")
    assert found
    assert found.text == "The U S side in 9.5 cases agreed with it"


@pytest.fixture(scope="module")
def readings(texts: Path) -> dict[str, ReadingText]:
    course, _ = read_course(REPOSITORY / "content")
    assert course
    return {reading.id: read_text(reading, texts / reading.file) for reading in course.readings}


def test_every_section_of_the_five_readings_is_found(readings: dict[str, ReadingText]) -> None:
    assert len(readings) == 5
    for text in readings.values():
        assert text.missing == ()
        assert all(any(stream.words for stream in streams) for streams in text.sections.values())


@pytest.mark.parametrize("row", QUOTES, ids=lambda row: f"{row['reading']}:{row['line']}")
def test_a_quote_of_the_readings_is_found_in_its_section(readings: dict[str, ReadingText], row: dict[str, str]) -> None:
    found = readings[row["reading"]].find(row["section"], row["quote"])
    assert found
    assert abs(found.line - int(row["line"])) <= 3


def test_there_are_quotes_from_every_reading(readings: dict[str, ReadingText]) -> None:
    assert len(QUOTES) >= 200
    assert {row["reading"] for row in QUOTES} == readings.keys()
