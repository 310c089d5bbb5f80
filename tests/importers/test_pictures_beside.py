"""Pictures that lie beside a bank: they come along by their addresses in it, and nothing else does."""

from pathlib import Path

import pytest

from nasec_study.importers.reading import bank_of, read_bank
from nasec_study.importers.shared.bank import Bank, ForeignFile
from tests.importers.making import PNG

# Banks of one question each, with a place for the address of a picture.
BANKS = {
    "a.txt": "1. Which bay is this?\n\n   ![A bay]({})\n\n*a) Deep\nb) Dry\nc) Cold\n",
    "brightspace.csv": "NewQuestion,MC,,,\nQuestionText,Which?,,,\nImage,{},,,\n"
    "Option,100,Deep,,\nOption,0,Dry,,\nOption,0,Cold,,\n",
    "table.csv": "question,option A,option B,option C,correct,image\nWhich?,Deep,Dry,Cold,A,{}\n",
    "words.csv": "term,definition,picture\nbay,A piece of sea,{}\n",
    "a.gift": '::a::[html]Which?<img src\\="{}">{{=Deep ~Dry ~Cold}}\n',
    "item.xml": '<assessmentItem identifier="a"><itemBody><p><img src="{}"/>Write.</p>'
    '<extendedTextInteraction responseIdentifier="R"/></itemBody></assessmentItem>',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a picture below it, and others around it."""
    folder = tmp_path / "bank"
    for name in ("images/the bay.png", "../outside.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "circle.png").symlink_to("circle.png")
    (folder / "secret.txt").write_text("secret", "utf-8")
    (folder / "secret.png").write_text("secret", "utf-8")
    return folder


def read(folder: Path, name: str, address: str) -> Bank:
    (folder / name).write_text(BANKS[name].format(address), "utf-8")
    return read_bank(folder / name, name)


@pytest.mark.parametrize("address", ["images/the%20bay.png", "./images/../images/the%20bay.png"])
@pytest.mark.parametrize("name", BANKS)
def test_a_picture_beside_a_bank_comes_along(name: str, address: str, folder: Path) -> None:
    found = read(folder, name, address)
    assert list(found.media.values()) == [PNG]
    [item] = found.items
    assert next(iter(found.media)) in "".join(map(str, item.fields.values()))
    assert item.left == ()


@pytest.mark.parametrize(
    "address",
    [
        *("../outside.png", "images/../../outside.png", "%2e%2e/outside.png", "..\\outside.png", "link.png"),
        *("circle.png", "secret.txt", "secret.png", "images", "lost.png", f"{'a' * 300}.png", "a%00b.png"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "table.csv", "item.xml"])
def test_nothing_else_does(name: str, address: str, folder: Path) -> None:
    found = read(folder, name, address)
    assert found.media == {}
    assert len(found.items[0].left) == 1
    assert "secret" not in "".join(map(str, found.items[0].fields.values()))


def test_an_address_from_the_root_leads_out(folder: Path) -> None:
    assert read(folder, "brightspace.csv", str(folder.parent / "outside.png")).media == {}


def test_a_picture_that_many_questions_show_is_looked_at_once() -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return PNG

    rows = "".join(f"Which is {number}?,Deep,bay.png\n" for number in range(9))
    found = bank_of(ForeignFile("quiz.csv", f"question,answer,image\n{rows}".encode(), fetch))
    assert asked == ["bay.png"]
    assert all("media/bay-" in str(item.fields["stem"]) for item in found.items)
