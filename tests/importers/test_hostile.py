"""Archives and files that mean harm are refused with a message, or come over without what harms."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nasec_study.foundation.problems import StudyError
from tests.conftest import Run
from tests.importers.making import archived, bank

QTI = (
    '<questestinterop><item ident="a"><presentation><material><mattext>Q</mattext></material></presentation></item>'
    "</questestinterop>"
)
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    '<quiz><question type="essay"><name><text>&b;</text></name></question></quiz>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/x.dtd"><quiz><question type="essay">'
    '<name><text>N</text></name><questiontext format="html"><text>Write.</text></questiontext></question></quiz>'
)
WITH_PICTURE = (
    '<assessmentItem identifier="x" title="T"><responseDeclaration identifier="R"><correctResponse><value>a</value>'
    '</correctResponse></responseDeclaration><itemBody><p>Q <img src="x.svg" alt="x"/></p>'
    '<choiceInteraction responseIdentifier="R"><simpleChoice identifier="a">A</simpleChoice>'
    '<simpleChoice identifier="b">B</simpleChoice><simpleChoice identifier="c">C</simpleChoice></choiceInteraction>'
    "</itemBody></assessmentItem>"
)


def linked() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("link.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.zip", archived({"../../out.xml": QTI}), "leads out of its folder"),
        ("a.apkg", archived({"/etc/collection.anki2": b""}), "leads out of its folder"),
        ("a.zip", archived({"C:\\out.xml": QTI}), "leads out of its folder"),
        ("a.zip", linked(), "is a link"),
        ("a.zip", archived({"bomb.xml": b"\0" * 30_000_000}), "would grow"),
        ("a.zip", archived({"quiz.xml": QTI})[:-30], "cannot be opened"),
        ("a.xml", ENTITIES, "declares entities"),
        ("a.xml", "<quiz><question>", "no XML that can be read"),
        ("a.apkg", archived({"collection.anki2": b"not a database"}), "cannot be read"),
        ("a.apkg", archived({"readme": b""}), "holds no collection"),
        ("a.xlsx", b"PK\x03\x04 broken", "cannot be opened"),
        ("a.csv", "\n\n", "this table is empty"),
        ("a.gift", b"\xff\xfe\x00\xd8", "is no UTF-8 text"),
        ("a.gift", b"::caf\xe9::{T}", "is no UTF-8 text"),
        ("a.pdf", b"%PDF-1.7", "of no format that is known"),
        ("a.gift", "\n", "holds no questions"),
    ],
)  # fmt: skip
def test_it_is_refused(name: str, content: str | bytes, complaint: str) -> None:
    with pytest.raises(StudyError) as error:
        bank(name, content)
    assert complaint in str(error.value)


def test_a_workbook_that_declares_entities_is_refused() -> None:
    files = {"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "[Content_Types].xml": "<a/>"}
    with pytest.raises(StudyError, match="declares entities"):
        bank("a.xlsx", archived(files))


def test_nothing_is_fetched() -> None:
    [item] = bank("a.xml", OUTSIDE).items
    assert item.fields["stem"] == "Write."
    [item] = bank("a.gift", '::a::[html]See <img src\\="https\\://example.org/x.png">?{=a ~b ~c}').items
    assert item.left == ("a picture from elsewhere, https://example.org/x.png: nothing is fetched",)
    assert item.fields["stem"] == "See ?"


def test_a_picture_that_holds_a_script_stays_out() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    found = bank("a.zip", archived({"i.xml": WITH_PICTURE, "x.svg": svg}))
    assert found.media == {}
    assert found.items[0].left == ("the picture x.svg, which holds <script>",)


def is_read_or_refused(name: str, content: str | bytes) -> bool:
    try:
        return bool(bank(name, content))
    except StudyError as error:
        return bool(error.problems)


@given(
    some.sampled_from([".gift", ".xml", ".txt", ".csv", ".tsv", ".zip", ".apkg", ".xlsx"]), some.binary(max_size=200)
)
def test_any_bytes_are_read_or_refused(suffix: str, content: bytes) -> None:
    assert is_read_or_refused(f"a{suffix}", content)


SIGNS = some.text(some.sampled_from("{}=~#:%->$\\/[]*_()<>&;.,1aT \n\tANSWER:"), max_size=120)


@given(some.sampled_from([".gift", ".txt", ".csv", ".tsv"]), SIGNS)
def test_any_text_is_read_or_refused(suffix: str, text: str) -> None:
    assert is_read_or_refused(f"a{suffix}", text)


def test_a_refused_file_leaves_the_course_as_it_was(tmp_path: Path, run: Run) -> None:
    (tmp_path / "good.gift").write_text("::a::A?{=a ~b ~c}\n", "utf-8")
    (tmp_path / "bad.xml").write_text(ENTITIES, "utf-8")
    run("import", "good.gift", "--into", "course")
    before = {file: file.read_bytes() for file in (tmp_path / "course").rglob("*") if file.is_file()}
    (tmp_path / "good.gift").write_text("::b::B?{=a ~b ~c}\n", "utf-8")
    done = run("import", "good.gift", "bad.xml", "--into", "course", exit_code=1)
    assert "declares entities" in done.stderr
    assert {file: file.read_bytes() for file in (tmp_path / "course").rglob("*") if file.is_file()} == before
