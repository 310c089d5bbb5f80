"""Packages that Anki and genanki write, old and new, and Anki's own text."""

from pathlib import Path

import genanki
import pytest
from anki.collection import Collection, ImportCsvRequest
from anki.import_export_pb2 import ExportAnkiPackageOptions, ExportLimit

from nasec_study.importers.reading import read_bank
from nasec_study.importers.shared.bank import Imported
from tests.conftest import Run
from tests.importers.making import PNG

NOTES: tuple[tuple[str, tuple[str, str], list[str]], ...] = (
    ("Basic", ("What is <b>2+2</b>?", '4 <img src="red dot.png">'), ["math::sums"]),
    ("Basic (and reversed card)", ("la casa [sound:hi.mp3]", "the house"), []),
    ("Cloze", ("{{c1::Paris::city}} is in {{c2::<i>France</i>}}.", "Extra &amp; more"), []),
    ("Basic (type in the answer)", ("Capital of Italy?", "Rome"), []),
    ("Basic", ("Two<div>lines</div>", "only"), []),
)
ITEMS: list[dict[str, object]] = [
    {"type": "question", "stem": "What is **2+2**?", "tags": ["math-sums"]},
    {"type": "term", "term": "la casa", "definition": "the house"},
    {"type": "cloze", "text": "{{c1::Paris::city}} is in {{c2::*France*}}.", "rationale": "Extra & more"},
    {"type": "question", "stem": "Capital of Italy?", "answer": "Rome"},
    {"type": "question", "stem": "Two\n\nlines", "answer": "only"},
]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with what Anki's own exporters wrote of one collection."""
    folder = tmp_path_factory.mktemp("anki")
    collection = Collection(str(folder / "collection.anki2"))
    collection.media.write_data("red dot.png", PNG)
    collection.media.write_data("hi.mp3", b"ID3 no sound")
    for name, fields, tags in NOTES:
        model = collection.models.by_name(name)
        assert model
        note = collection.new_note(model)
        note.fields[: len(fields)] = list(fields)
        note.tags = tags
        collection.add_note(note, 1)  # type: ignore[arg-type]  # the number of the default deck
    everything = ExportLimit()
    everything.whole_collection.SetInParent()
    for legacy in (True, False):
        options = ExportAnkiPackageOptions(with_media=True, legacy=legacy)
        name = "old" if legacy else "new"
        collection.export_anki_package(out_path=str(folder / f"{name}.apkg"), options=options, limit=everything)
    collection.export_note_csv(
        out_path=str(folder / "notes.txt"), limit=everything, with_html=True, with_tags=True, with_deck=True,
        with_notetype=True, with_guid=True,
    )  # fmt: skip
    collection.close()
    return folder


@pytest.mark.parametrize("name", ["old.apkg", "new.apkg", "notes.txt"])
def test_what_anki_exports_comes_over(exports: Path, name: str) -> None:
    found = read_bank(exports / name, name)
    for item, wanted in zip(found.items, ITEMS, strict=True):
        assert {key: value for key, value in item.fields.items() if key in wanted} == wanted
    assert all(item.key for item in found.items)
    assert found.left_out == ()


@pytest.mark.parametrize("name", ["old.apkg", "new.apkg"])
def test_pictures_and_sound_come_along(exports: Path, name: str) -> None:
    found = read_bank(exports / name, name)
    [picture, sound] = found.media
    assert found.media[picture] == PNG
    assert found.media[sound] == b"ID3 no sound"
    assert found.items[0].fields["answer"] == f"4 ![red dot]({picture})"
    assert found.items[1].left == (f"the sound hi.mp3 lies in {sound}: nothing plays it until `audio` names it",)


def test_old_and_new_format_are_one_bank(exports: Path, tmp_path: Path, run: Run) -> None:
    run("import", exports / "old.apkg", "--into", "course")
    assert "5 as it was" in run("import", exports / "new.apkg", "--into", "course").stderr
    assert run("build", "anki", "--course", "course").stdout
    assert (tmp_path / "build" / "anki" / "course.apkg").is_file()


def test_a_picture_whose_name_is_written_as_an_address_comes_along(tmp_path: Path) -> None:
    """Markdown's converters write a space as %20, and genanki takes what they make as it is."""
    deck = genanki.Deck(2059400111, "Graphs")
    for number, address in enumerate(("red%20dot.png", "100%.png")):
        deck.add_note(genanki.Note(genanki.BASIC_MODEL, [f'Graph {number}? <img src="{address}">', "a dot"]))
    package = genanki.Package(deck)
    for name in ("red dot.png", "100%.png"):
        (tmp_path / name).write_bytes(PNG)
        package.media_files.append(str(tmp_path / name))
    package.write_to_file(str(tmp_path / "deck.apkg"))
    found = read_bank(tmp_path / "deck.apkg", "deck.apkg")
    assert [item.left for item in found.items] == [(), ()]
    assert set(found.media.values()) == {PNG}


def test_what_genanki_writes_comes_over(tmp_path: Path) -> None:
    deck = genanki.Deck(2059400110, "Country Capitals")
    deck.add_note(genanki.Note(genanki.BASIC_MODEL, ["Capital of Argentina?", "Buenos Aires"]))
    deck.add_note(genanki.Note(genanki.CLOZE_MODEL, ["{{c1::Lima}} is in {{c2::Peru}}.", ""]))
    own = genanki.Model(
        1091735104, "My words", fields=[{"name": "Word"}, {"name": "Meaning"}, {"name": "Gender"}],
        templates=[{"name": "Card 1", "qfmt": "{{Word}}", "afmt": "{{Meaning}}"}],
    )  # fmt: skip
    deck.add_note(genanki.Note(own, ["casa", "house", "f."]))
    genanki.Package(deck).write_to_file(str(tmp_path / "deck.apkg"))
    found = read_bank(tmp_path / "deck.apkg", "deck.apkg")
    assert [dict(item.fields) for item in found.items] == [
        {"type": "question", "stem": "Capital of Argentina?", "answer": "Buenos Aires"},
        {"type": "cloze", "text": "{{c1::Lima}} is in {{c2::Peru}}."},
        {"type": "question", "stem": "casa", "answer": "house\n\nGender: f."},
    ]
    assert found.items[2].changed == ("its fields Gender stand with the answer",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{c1,2::The Nile}} ends in a {{c3::delta}}.", "it has a gap that several cards ask for"),
        ("{{c1::the {{c2::Nile}} delta}}", "it has a gap within a gap"),
        ("{{c1::The Nile}} ends in a {{c2::delta.", "it has a gap that is not closed, or not well written"),
    ],
)
def test_gaps_that_cannot_come_over_are_left_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "notes.txt").write_text(f"#separator:tab\n#html:true\n#notetype:Cloze\n{text}\tExtra\n", "utf-8")
    [left] = read_bank(tmp_path / "notes.txt", "notes.txt").left_out
    assert left.words == reason


def test_hidden_parts_of_pictures_are_left_with_the_reason(tmp_path: Path) -> None:
    text = (
        "#separator:tab\n#html:true\n#notetype:Image Occlusion\n{{c1::image-occlusion:rect:left=.1}}\t<img src=x.png>\n"
    )
    (tmp_path / "notes.txt").write_text(text, "utf-8")
    [left] = read_bank(tmp_path / "notes.txt", "notes.txt").left_out
    assert (left.name, left.words) == ("x.png", "a picture with hidden parts: such regions cannot be imported yet")


def test_text_is_divided_by_the_sign_that_its_head_names(tmp_path: Path) -> None:
    for sign in (";", "semicolon", "Semicolon"):
        text = f"#separator:{sign}\n#columns:Word;Meaning;Note\ncasa;house;f.\n"
        (tmp_path / "notes.txt").write_text(text, "utf-8")
        [item] = read_bank(tmp_path / "notes.txt", "notes.txt").items
        assert dict(item.fields) == {"type": "term", "term": "casa", "definition": "house", "rationale": "f."}


COMMENTS = (
    "# Words of the third week\n#Separator: Tab\n# by hand\n#html:false\n#tags: verbs\n"
    'hablar\tto <speak>\n# irregular: ser\tto be\n"# 1"\t"a line\n# and another"\n'
)


def test_lines_of_comments_are_left_out_and_heads_between_them_are_read_as_by_anki(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(COMMENTS, "utf-8")
    found = read_bank(path, "notes.txt")
    assert [(item.where.line, item.fields["stem"], item.fields["answer"]) for item in found.items] == [
        (6, "hablar", "to \\<speak>"),
        (8, "\\# 1", "a line\\\n\\# and another"),
    ]
    assert [item.fields["tags"] for item in found.items] == [["verbs"]] * 2
    # Nothing here makes two notes one.
    assert [item.key for item in found.items] == ["", ""]
    assert not found.left_out
    collection = Collection(str(tmp_path / "collection.anki2"))
    metadata = collection.get_csv_metadata(str(path), None)
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    fields = [fields.split("\x1f") for fields in collection.db.list("select flds from notes")]  # type: ignore[union-attr]
    collection.close()
    assert fields == [["hablar", "to &lt;speak&gt;"], ["# 1", "a line<br># and another"]]


def _packed(folder: Path, fields: dict[str, str], front: str, back: str, *, legacy: bool) -> Imported:
    """Return the item of a note whose card has these sides, in a package of the old or of the new format."""
    collection = Collection(str(folder / "collection.anki2"))
    kind = collection.models.new("Own")
    for name in fields:
        collection.models.add_field(kind, collection.models.new_field(name))
    template = collection.models.new_template("Card 1")
    template["qfmt"], template["afmt"] = front, back
    collection.models.add_template(kind, template)
    collection.models.add(kind)
    note = collection.new_note(collection.models.by_name("Own") or kind)
    note.fields = [*fields.values()]
    collection.add_note(note, 1)  # type: ignore[arg-type]  # the number of the default deck
    everything = ExportLimit()
    everything.whole_collection.SetInParent()
    options = ExportAnkiPackageOptions(legacy=legacy)
    collection.export_anki_package(out_path=str(folder / "own.apkg"), options=options, limit=everything)
    collection.close()
    [item] = read_bank(folder / "own.apkg", "own.apkg").items
    return item


@pytest.mark.parametrize("legacy", [True, False])
def test_what_a_card_shows_tells_what_it_asks(tmp_path: Path, legacy: bool) -> None:  # noqa: FBT001 - of pytest
    fields = {
        "Word Index": "7",
        "Meaning": "dog",
        "Word": "犬",
        "Reading": "その 犬[いぬ]",
        "Picture": "a dog",
        "Mark": "x",
    }
    front = "{{#Mark}}{{/Mark}}<b>{{Word}}</b> {{hint:Picture}}"
    back = "{{FrontSide}}<hr id=answer>{{type:Meaning}} {{furigana:Reading}}{{^Mark}}none{{/Mark}}"
    item = _packed(tmp_path, fields, front, back, legacy=legacy)
    assert item.fields["stem"] == "犬\n\na dog"
    assert item.fields["answer"] == "dog\n\nReading: その犬（いぬ）\n\nMark: x"
    assert item.left == ("its fields Word Index, which no card shows",)


@pytest.mark.parametrize(("kind", "answers", "keys"), [("2", "0 1 0", ["Red"]), ("1", "1 1 0 0 0", ["Baltic", "Red"])])
def test_notes_of_the_add_on_for_multiple_choice_have_options(
    tmp_path: Path, kind: str, answers: str, keys: list[str]
) -> None:
    fields = {"Question": "Which?", "QType (0=kprim,1=mc,2=sc)": kind, "Q_1": "Baltic", "Q_2": "Red", "Q_3": "Como"}
    fields |= {"Q_4": "Garda", "Q_5": "", "Answers": answers if kind == "1" else f"{answers} 0", "Sources": "An atlas"}
    shown = "".join(f"{{{{{name}}}}}" for name in fields)
    made = _packed(tmp_path, fields, shown, shown, legacy=False).fields
    assert (made.get("keys", [made.get("key")]), made["rationale"]) == (keys, "An atlas")
    assert [option for option in ("Como", "Garda") if option in str(made["distractors"])] == ["Como", "Garda"]


def test_a_field_called_answers_makes_no_options(tmp_path: Path) -> None:
    made = _packed(tmp_path, {"Asked": "Which?", "Answers": "Red"}, "{{Asked}}", "{{Answers}}", legacy=True).fields
    assert made == {"type": "question", "stem": "Which?", "answer": "Red"}
