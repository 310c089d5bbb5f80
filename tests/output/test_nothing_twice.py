"""Nothing is made twice: after an edit exactly the outputs that contain what was edited, after none nothing at all."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from nasec_study.output import freshness, workers
from nasec_study.pipeline import Way, build
from nasec_study.targets.paper import pages as printing
from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import KINDS_COURSE, REPOSITORY, Run
from tests.reading_back import package_content, text_of

EDITIONS = ("student", "large-print", "key", "instructor")
SHEETS = {f"worksheets/everything/everything-{form}-{edition}.pdf" for form in "AB" for edition in EDITIONS}
SHEETS |= {"worksheets/everything/everything-print.pdf"}
CARDS = {
    f"handouts/flashcards-{deck}-{edge}-edge.pdf" for deck in ("everything", "facts") for edge in ("long", "short")
}
GUIDES = {
    f"handouts/{name}.pdf"
    for name in ("study-guide-ink", "reading-checklist", "where-the-readings-disagree", "discussion-guide")
}
PAPER = SHEETS | CARDS | GUIDES | {"worksheets/everything/everything-keys.pdf"}


@pytest.fixture
def course(tmp_path: Path, builds: dict[str, Path]) -> Path:
    copytree(builds["kinds"].parent, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="module")
def any_page() -> bytes:
    return render_pdf("<!doctype html><html lang='en'><title>Any</title><p>Any page.</p></html>", {})


def whatever_is_asked(pdf: bytes, *_: object) -> bytes:
    return pdf


@pytest.fixture
def hurried(any_page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each page that has to be made be the same one, where the question is which have to be."""
    monkeypatch.setattr(printing, "render_pdf", partial(whatever_is_asked, any_page))
    monkeypatch.setattr(workers, "processes", lambda _: ThreadPoolExecutor(1))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def remade(course: Path, *, force: bool = False) -> set[str]:
    """Build, and return the names of the outputs that were written anew."""
    folder = course / "build"
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*.*")}
    paths = list(build(course / "content", folder, way=Way(force=force)))
    return {path.relative_to(folder).as_posix() for path in paths if path.stat().st_mtime_ns != before.get(path)}


@pytest.mark.usefixtures("hurried")
def test_after_no_edit_nothing_is_made_and_force_makes_all(course: Path) -> None:
    assert remade(course) == set()
    assert remade(course, force=True) == {
        file.relative_to(course / "build").as_posix()
        for file in (course / "build").rglob("[!.]*.*")
        if file.name != "manifest.json" and file.suffix != ".docx"  # those only by name
    }


def test_an_edited_item_remakes_what_contains_it(course: Path) -> None:
    edit(course / "content/items/ink/signs.yaml", "text: O'Brien “Bob”", "text: O'Brien “Rob”")
    made = remade(course)
    assert "anki/facts.apkg" not in made, "the deck of facts does not hold this item"
    assert "handouts/flashcards-facts-long-edge.pdf" not in made
    texts = {}
    for file in (course / "build").rglob("[!.]*.*"):
        name = file.relative_to(course / "build").as_posix()
        if file.suffix == ".apkg":
            texts[name] = json.dumps(package_content(file)["notes"], ensure_ascii=False)
        elif file.suffix == ".pdf":
            texts[name] = text_of(file)
        elif name.startswith("web/"):
            texts[name] = file.read_text("utf-8")
    assert made == {name for name, text in texts.items() if "“Rob”" in text}


@pytest.mark.usefixtures("hurried")
def test_an_edited_item_remakes_no_sheet_of_cards_but_its_own(course: Path) -> None:
    sheets = course / "build/handouts/.sheets"
    before = {file: file.stat().st_mtime_ns for file in sheets.iterdir()}
    edit(course / "content/items/ink/signs.yaml", "text: O'Brien “Bob”", "text: O'Brien “Rob”")
    assert CARDS & remade(course)
    assert len(before) > len(CARDS)
    assert [file.name for file in before if file.stat().st_mtime_ns != before[file]] == ["flashcards-everything-1"]


def with_bob_renamed(course: Path) -> dict[str, bytes]:
    """Edit an item, build the handouts, and return the flashcards."""
    edit(course / "content/items/ink/signs.yaml", "text: O'Brien “Bob”", "text: O'Brien “Rob”")
    list(build(course / "content", course / "build", ("handouts",)))
    return {name: (course / "build" / name).read_bytes() for name in CARDS}


@pytest.fixture(scope="module")
def afresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the flashcards of the edited course where nothing was built before."""
    folder = tmp_path_factory.mktemp("afresh")
    copytree(KINDS_COURSE, folder / "content")
    return with_bob_renamed(folder)


@pytest.mark.parametrize("damage", ["lost", "spoilt", "exchanged"])
def test_sheets_of_cards_that_are_not_as_they_were_change_no_output(
    course: Path, damage: str, afresh: dict[str, bytes]
) -> None:
    sheets = sorted((course / "build/handouts/.sheets").iterdir())
    if damage == "lost":
        rmtree(sheets[0].parent)
    elif damage == "spoilt":
        for sheet in sheets:
            sheet.write_bytes(sheet.read_bytes()[:-100])
    else:
        first, second = (sheet.read_bytes() for sheet in sheets[:2])
        sheets[0].write_bytes(second)
        sheets[1].write_bytes(first)
    assert with_bob_renamed(course) == afresh


@pytest.mark.usefixtures("hurried")
def test_sheets_of_a_deck_that_is_gone_go(course: Path) -> None:
    edit(course / "content/course.yaml", "  - id: facts\n    name: Facts\n    items: {levels: [remember]}\n", "")
    remade(course)
    left = {file.name.rpartition("-")[0] for file in (course / "build/handouts/.sheets").iterdir()}
    assert left == {"flashcards-everything"}


@pytest.mark.usefixtures("hurried")
def test_an_edited_stimulus_remakes_what_shows_it(course: Path) -> None:
    edit(course / "content/stimuli/table.yaml", "Invented *figures*", "Made-up *figures*")
    made = remade(course)
    assert SHEETS | {"anki/everything.apkg", "anki/kinds.apkg"} <= made
    assert made.isdisjoint({"anki/facts.apkg", "handouts/reading-checklist.pdf"} | CARDS)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("worksheet/items/choice.html.j2", SHEETS),
        ("worksheet/style.css", SHEETS),
        ("worksheet/key.css", {name for name in SHEETS if name.endswith(("key.pdf", "instructor.pdf"))}),
        ("handout/disputes.html.j2", {"handouts/where-the-readings-disagree.pdf"}),
        ("paper/style.css", PAPER),
    ],
)
def test_an_edited_template_remakes_its_pages(course: Path, name: str, pages: set[str]) -> None:
    from nasec_study.foundation import places  # noqa: PLC0415 - beside the only test that copies a template

    own = course / "templates" / name
    own.parent.mkdir(parents=True)
    text = (places.TEMPLATES / name).read_text("utf-8")
    own.write_text(
        f"{text}\n/* mine */" if name.endswith(".css") else text.replace('class="', 'class="mine ', 1), "utf-8"
    )
    assert remade(course) == pages


@pytest.mark.usefixtures("hurried")
def test_an_edited_setting_remakes_what_prints_it(course: Path) -> None:
    edit(course / "content/course.yaml", "minutes: 30", "minutes: 31")
    assert remade(course) == SHEETS


@pytest.mark.usefixtures("hurried")
def test_another_version_of_the_tool_remakes_its_pages(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "renderer_version", lambda: "another version")
    assert remade(course) == PAPER


@pytest.mark.parametrize("is_edited", [False, True])
def test_the_command_reads_and_hashes_and_imports_nothing_more(run: Run, course: Path, *, is_edited: bool) -> None:
    if is_edited:
        edit(course / "content/items/ink/signs.yaml", "text: O'Brien “Bob”", "text: O'Brien “Rob”")
    paths = run("build", cwd=course).stdout
    (course / "sitecustomize.py").write_text("import sys\nsys.modules['nasec_study.pipeline'] = None", "utf-8")
    assert run("build", cwd=course, PYTHONPATH=f"{course}:{REPOSITORY}").stdout == paths


def test_a_build_inside_the_course_is_no_part_of_it(run: Run, course: Path) -> None:
    (course / "content/.git").mkdir()
    run("build", "anki", "--output", "build", cwd=course / "content")
    (course / "content/.git/index").write_text("changed", "utf-8")
    inputs = freshness.inputs_of(course / "content", course / "content/build")
    assert freshness.unchanged(course / "content/build", ("anki",), inputs)


def test_a_lost_or_damaged_cache_only_costs_time(run: Run, course: Path) -> None:
    paths = run("build", cwd=course).stdout
    cache = course / "build" / freshness.CACHE
    stamps = {file: file.stat().st_mtime_ns for file in (course / "build").rglob("[!.]*.*")}
    for damage in ("", "{", "[]", '{"anki worksheets handouts": 1}', '{"version": 0}', None):
        assert cache.is_file()
        if damage is None:
            cache.unlink()
        else:
            cache.write_text(damage, "utf-8")
        assert run("build", cwd=course).stdout == paths, damage
        assert {file: file.stat().st_mtime_ns for file in (course / "build").rglob("[!.]*.*")} == stamps, damage
        inputs = freshness.inputs_of(course / "content", course / "build")
        assert freshness.unchanged(course / "build", ("course",), inputs), damage


def test_a_cache_that_lies_is_found_out_by_the_outputs(run: Run, course: Path) -> None:
    run("build", cwd=course)
    output = course / "build/worksheets/everything/everything-A-key.pdf"
    whole = output.read_bytes()
    output.write_bytes(whole[:100])
    run("build", cwd=course)
    assert output.read_bytes() == whole
    output.unlink()
    run("build", cwd=course)
    assert output.read_bytes() == whole
