"""Archives and files that mean harm are refused with a message, or come over without what harms."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook

from nasec_study.foundation.problems import StudyError
from nasec_study.importers.shared.archives import archive_of
from nasec_study.importers.shared.bank import ForeignFile
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
        ("a.xml", "<quiz><question>", "this XML cannot be read"),
        ("a.apkg", archived({"collection.anki2": b"not a database"}), "cannot be read"),
        ("a.apkg", archived({"readme": b""}), "holds no collection"),
        ("a.xlsx", b"PK\x03\x04 broken", "cannot be opened"),
        ("a.csv", "\n\n", "this table is empty"),
        ("a.csv", f"\n\nterm,definition\na,{'b' * 200_000}", "a.csv:4:0: this table cannot be read"),
        ("a.gift", b"\xff\xfe\x00\xd8", "is not UTF-8 text"),
        ("a.gift", b"::caf\xe9::{T}", "is not UTF-8 text"),
        ("a.pdf", b"%PDF-1.7", "documents cannot be read"),
        ("a.png", b"\x89PNG", "in no known format"),
        ("words.ods", archived({"content.xml": b"<office:document-content/>"}), "save it as .xlsx or .csv"),
        ("a.gift", "\n", "holds no questions"),
        ("a.apkg", archived({"collection.anki2": b""}), "collection is empty"),
        ("a.txt", f"#separator:tab\n\na\t{'b' * 200_000}", "a.txt:3:0: this table cannot be read"),
    ],
)  # fmt: skip
def test_it_is_refused(name: str, content: str | bytes, complaint: str) -> None:
    with pytest.raises(StudyError) as error:
        bank(name, content)
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("limit", "complaint"),
    [("MAX_FILES", "holds more than 1 files"), ("MAX_ALL", "would unpack to more than 0 MB")],
)
def test_an_archive_beyond_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, complaint: str) -> None:
    files = {"a.xml": QTI, "b.xml": QTI}
    assert len(bank("a.zip", archived(files)).left_out) == 2
    monkeypatch.setattr(f"nasec_study.importers.shared.archives.{limit}", 1)
    with pytest.raises(StudyError, match=complaint):
        bank("a.zip", archived(files))


def test_archives_in_an_archive_are_opened_unless_they_mean_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = {
        "Seas/a.zip": archived({"imsmanifest.xml": "<manifest/>", "q.xml": WITH_PICTURE, "x.svg": "<svg/>"}),
        "Seas/warm/b.ZIP": archived({"q.xml": WITH_PICTURE}),
    }
    found = bank("a.zip", archived(packed))
    assert [str(one.where) for one in found.items] == ["a.zip/Seas/a.zip/q.xml:1:1", "a.zip/Seas/warm/b.ZIP/q.xml:1:1"]
    assert [one.fields.get("tags") for one in found.items] == [None, ["warm"]]
    for content, complaint in (
        (archived({"../q.xml": WITH_PICTURE}), "leads out of its folder"),
        (b"PK\x03\x04 broken", "b.ZIP: this archive cannot be opened"),
        (archived({"q.xml": b"\0" * 30_000_000}), "would grow"),
    ):
        with pytest.raises(StudyError, match=complaint):
            bank("a.zip", archived(packed | {"Seas/warm/b.ZIP": content}))
    monkeypatch.setattr("nasec_study.importers.shared.packages.MAX_FILES", 3)
    with pytest.raises(StudyError, match="the archives in this archive would unpack to too much"):
        bank("a.zip", archived(packed))


def test_archives_beside_what_an_archive_asks_are_not_opened() -> None:
    assert len(bank("a.zip", archived({"q.xml": QTI, "files/b.zip": archived({"q.xml": QTI})})).left_out) == 1


def test_a_file_of_an_archive_that_is_larger_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = archive_of(ForeignFile("a.zip", archived({"a.xml": QTI})))
    assert archive.read("a.xml") == QTI.encode()
    monkeypatch.setattr("nasec_study.importers.shared.archives.MAX_FILE", len(QTI) - 1)
    with pytest.raises(StudyError, match=r"'a\.xml' in this archive is larger than 0 MB"):
        archive.read("a.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_declares_entities_is_refused(encoding: str) -> None:
    book = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    with pytest.raises(StudyError, match=r"a\.xlsx/xl/workbook\.xml: this file declares entities"):
        bank("a.xlsx", archived({"xl/workbook.xml": book, "[Content_Types].xml": "<a/>"}))


@pytest.mark.parametrize(
    ("broken", "told"),
    [("<", "a.xlsx/{}:1:2: this XML cannot be read"), ("<a>" + " " * 100_000, "a.xlsx: this workbook cannot be read")],
)
def test_a_workbook_with_a_broken_part_is_refused(broken: str, told: str) -> None:
    saved = BytesIO()
    Workbook().save(saved)
    with zipfile.ZipFile(saved) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"):
        with pytest.raises(StudyError, match=re.escape(told.format(name))):
            bank("a.xlsx", archived({**parts, name: broken}))


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


# Questions that break a format's rules, by the file that each stands in beside a sound one.
MOODLE = (
    '<quiz>{}<question type="essay"><name><text>Good</text></name><questiontext><text>Good?</text></questiontext>'
    "</question></quiz>"
)
QTI21 = (
    '<assessmentTest>{}<assessmentItem identifier="good1x" title="Good one"><itemBody><p>Good?</p>'
    '<extendedTextInteraction responseIdentifier="R"/></itemBody></assessmentItem></assessmentTest>'
)
QTI12 = (
    '<questestinterop>{}<item ident="good1x" title="Good one"><presentation><material><mattext>Good?</mattext>'
    '</material><response_str ident="R"/></presentation></item></questestinterop>'
)


def moodle(kind: str, more: str, asked: str = "Bad?") -> str:
    return f'<question type="{kind}"><questiontext><text>{asked}</text></questiontext>{more}</question>'


def qti21(declared: str, asked: str, more: str = "") -> str:
    return (
        f'<assessmentItem identifier="bad1x"><responseDeclaration identifier="R" {declared}</responseDeclaration>'
        f"<itemBody><p>Bad?</p><p>{asked}</p></itemBody>{more}</assessmentItem>"
    )


def qti12(kind: str, bounds: str = "") -> str:
    return (
        '<item ident="bad1x"><itemmetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel>'
        f"<fieldentry>{kind}</fieldentry></qtimetadatafield></itemmetadata><presentation/>"
        f"<resprocessing><respcondition><conditionvar>{bounds}</conditionvar></respcondition></resprocessing></item>"
    )


CHOICES = '<choiceInteraction responseIdentifier="R"><simpleChoice identifier="a">A</simpleChoice></choiceInteraction>'
MATCH = '<matchInteraction responseIdentifier="R"/>'
ENTRY = '<textEntryInteraction responseIdentifier="R"/>'
RIGHT = "><correctResponse><value>{}</value></correctResponse>"


@pytest.mark.parametrize(
    ("name", "sound", "broken"),
    [
        ("a.gift", "{}\n\nGood?{{}}", "Bad?{~%1.2.3%a =b}"),
        ("a.gift", "{}\n\nGood?{{}}", "Bad?{#9e999999..9e999999}"),
        ("a.gift", "{}\n\nGood?{{}}", "Bad?{#1e999999}"),
        ("a.csv", "kind,stem,answer\n{}\nessay,Good?,x", "numeric,Bad?,1e999999"),
        ("a.xml", MOODLE, moodle("essay", "<file name='x' encoding='base64'>é</file>")),
        ("a.xml", MOODLE, moodle("essay", "<defaultgrade>9e999999</defaultgrade>")),
        ("a.xml", MOODLE, moodle("essay", "<defaultgrade>9e90</defaultgrade>")),
        ("a.xml", MOODLE, moodle("cloze", "", "x {1:SA:%1.2.3%a}")),
        ("a.xml", QTI21, qti21('><mapping><mapEntry mapKey="a" mappedValue="x"/></mapping>', CHOICES)),
        ("a.xml", QTI21, qti21(RIGHT.format("a"), MATCH)),
        ("a.xml", QTI21, qti21(RIGHT.format("a b c"), MATCH)),
        ("a.xml", QTI21, qti21(f'baseType="float"{RIGHT.format("1")}', ENTRY, '<equal tolerance=" "/>')),
        ("a.xml", QTI12, qti12("multiple_choice_question")),
        ("a.xml", QTI12, qti12("numerical_question", "<vargte>1e999999</vargte><varlte>9e999999</varlte>")),
    ],
)  # fmt: skip
def test_a_question_that_breaks_the_rules_keeps_no_other_from_coming(name: str, sound: str, broken: str) -> None:
    found = bank(name, sound.format(broken))
    assert [item.fields["stem"] for item in found.items][-1] == "Good?"
    assert len(found.items) + len(found.left_out) == 2


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
