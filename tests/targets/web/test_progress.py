"""Progress is the student's: kept, exported, merged, set aside when damaged, and brought up to an edited page."""

import json
from pathlib import Path
from shutil import copytree
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from tests.conftest import COURSES, KINDS_COURSE
from tests.targets.web.conftest import InAPage
from tests.targets.web.learner import SCRIPTS, Learner, learner, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES, SIGNS = "content/items/ink/names.yaml", "content/items/ink/signs.yaml"
BREAKS = {
    "throws": "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });",
    "keeps nothing": "Storage.prototype.setItem = () => {};",
    "is full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
}


def learn(student: Learner, kind: str, **filters: str) -> None:
    """Answer an item of a kind in whatever way."""
    student.quiz(1, kind=kind, **filters)
    student.page.get_by_role("button", name="I don’t know").click()
    student.next()


def cards(student: Learner) -> set[str]:
    return set(student.stored("KINDS")["cards"])


def wait_for(student: Learner, name: str) -> None:
    """Wait until a window sees what another one keeps of a card: a browser tells its processes in a moment."""
    deadline = monotonic() + 5
    while name not in cards(student):
        assert monotonic() < deadline, f"the window never sees {name}"


def test_progress_is_kept_and_shown_by_objective(student: Learner) -> None:
    learn(student, "multi")
    student.reload()
    student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
    assert student.text(".counts tbody tr") == "Chrétien & Díez 0 1 14"
    assert student.page.locator(".bar-picture rect").evaluate_all(
        "all => all.map(one => one.getAttribute('width'))"
    ) == [
        *("0", str(100 / 15), str(1400 / 15)),
    ]


def test_nothing_is_asked_of_the_storage_before_the_page_is_shown(browser: "Browser", pages: Path) -> None:
    with learner(browser) as student:
        student.context.add_init_script("""
            const get = Storage.prototype.getItem;
            Storage.prototype.getItem = function (name) {
              window.early = window.early || document.currentScript !== null;
              return get.call(this, name);
            };
        """)
        student.open(pages / "kinds.html")
        assert student.page.evaluate("window.early") is False


def test_export_wipe_import(student: Learner, tmp_path: Path) -> None:
    learn(student, "multi")
    student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
    with student.page.expect_download() as download:
        student.page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "kinds-progress-2026-11-30.json"
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    before = student.stored("KINDS")
    student.page.once("dialog", lambda dialog: dialog.accept())
    student.page.get_by_role("button", name="Delete my progress").click()
    assert student.text("#notices") == "Your progress has been deleted."
    assert cards(student) == set()
    student.page.set_input_files("#import", file)
    student.page.locator("#notices", has_text="The file was read: it holds 1 item.").wait_for()
    assert student.stored("KINDS") == before


def test_what_two_devices_know_is_joined(student: Learner, tmp_path: Path) -> None:
    learn(student, "multi")
    other = student.stored("KINDS")
    here = other["cards"]["multi-signs"]
    other["cards"] = {"multi-signs": here | {"last": here["last"] - 3, "due": 1}, "choice-signs": here}
    other["log"] = [[1, "choice-signs", 1, 1]]
    file = tmp_path / "other.json"
    file.write_text(json.dumps(other), "utf-8")
    student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
    student.page.set_input_files("#import", file)
    student.page.locator("#notices", has_text="it holds 1 item").wait_for()
    # What came from there asks for something else than this page's item of that name, and is asked anew.
    assert student.stored("KINDS")["cards"] == {"multi-signs": here}
    assert len(student.stored("KINDS")["log"]) == 2


def test_answers_that_are_alike_are_each_counted_after_a_file_is_read(student: Learner, tmp_path: Path) -> None:
    learn(student, "multi")
    student.page.get_by_role("button", name="I don’t know").click()
    here = student.stored("KINDS")
    assert len(here["log"]) == 2
    file = tmp_path / "other.json"
    for times in (1, 2):
        for view in ("start", "progress"):  # what was told of the file before is gone
            student.page.goto(f"{student.page.url.partition('#')[0]}#{view}")
        file.write_text(json.dumps(here | {"log": here["log"] * times}), "utf-8")
        student.page.set_input_files("#import", file)
        student.page.locator("#notices", has_text="The file was read").wait_for()
        assert student.stored("KINDS")["log"] == here["log"] * times


@pytest.mark.parametrize(
    "content", ["", "no JSON", "[]", '{"version": 1, "code": "OTHER", "cards": {}}', '{"version": 2, "code": "KINDS"}']
)
def test_a_file_that_is_none_of_ours_changes_nothing(student: Learner, tmp_path: Path, content: str) -> None:
    learn(student, "multi")
    before = student.stored("KINDS")
    file = tmp_path / "other.json"
    file.write_text(content, "utf-8")
    student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
    student.page.set_input_files("#import", file)
    student.page.locator("#notices", has_text="holds no progress for the course “KINDS”").wait_for()
    assert student.stored("KINDS") == before


def test_what_is_damaged_is_set_aside_and_said(student: Learner) -> None:
    student.page.evaluate("localStorage.setItem('nasec-study:KINDS:practice', '{\"version\": 1, ')")
    student.reload()
    assert student.text("#notices").startswith("The progress that this browser had kept could not be read.")
    assert student.page.evaluate("localStorage.getItem('nasec-study:KINDS:practice:damaged')") == '{"version": 1, '
    learn(student, "multi")
    assert cards(student) == {"multi-signs"}


@pytest.mark.parametrize("fault", BREAKS.values(), ids=BREAKS.keys())
def test_a_browser_that_keeps_nothing_says_so_and_practice_goes_on(
    browser: "Browser", pages: Path, tmp_path: Path, fault: str
) -> None:
    with learner(browser) as student:
        student.context.add_init_script(fault)
        student.open(pages / "kinds.html")
        assert student.text("#notices").startswith("This browser does not keep your progress.")
        learn(student, "multi")
        student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
        assert student.text(".counts tbody tr") == "Chrétien & Díez 0 1 14"
        with student.page.expect_download() as download:
            student.page.get_by_role("button", name="Save as a file").click()
        download.value.save_as(tmp_path / "progress.json")
        assert set(json.loads((tmp_path / "progress.json").read_text("utf-8"))["cards"]) == {"multi-signs"}


def test_a_storage_that_gets_full_is_told_at_once_and_no_answer_is_lost(student: Learner) -> None:
    learn(student, "multi")
    student.page.evaluate(f"{BREAKS['is full']}; 0")
    student.quiz(1, kind="numeric")
    assert student.text("#notices") == ""
    student.page.get_by_role("button", name="I don’t know").click()
    assert student.text("#notices").startswith("This browser does not keep your progress.")
    student.next()
    student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
    assert student.text("#notices").startswith("This browser does not keep your progress.")
    assert student.text(".counts tbody tr") == "Chrétien & Díez 0 2 13"


def test_what_is_told_once_is_gone_with_the_next_view(student: Learner) -> None:
    student.quiz(1, kind="multi")
    student.page.clock.run_for(601_000)
    assert student.text("#notices").startswith("Time is up.")
    student.page.locator("#stop").click()
    assert student.text("#notices") == ""


def test_pages_of_one_course_share_progress_and_courses_do_not(
    student: Learner, pages: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    learn(student, "numeric")
    student.open(pages / "facts.html", "#progress")
    assert student.text(".counts tbody tr").split()[-2:] == ["1", "7"]
    other = pages_of(tmp_path_factory.mktemp("other"), COURSES["starter"])
    student.open(other / "tides.html", "#progress")
    assert student.text(".counts tbody tr").split()[-2] == "0"
    assert cards(student) == {"numeric-names"}


def test_two_windows_do_not_undo_each_other(browser: "Browser", pages: Path) -> None:
    with learner(browser) as student:
        student.open(pages / "kinds.html")
        second = Learner(student.context)
        second.open(pages / "kinds.html")
        student.page.bring_to_front()
        learn(student, "multi")
        wait_for(second, "multi-signs")
        second.page.bring_to_front()
        learn(second, "numeric")
        wait_for(student, "numeric-names")
        student.page.bring_to_front()
        learn(student, "picture")
        assert cards(student) == {"multi-signs", "numeric-names", "picture-names"}
        assert second.faults == []


# What an author changes in an item that was learned, and whether it is asked anew.
EDITS = [
    ("multi", SIGNS, "Which two names carry an accent?", "Which two of these names carry an accent?", False),
    ("multi", SIGNS, "keys: [Chrétien, Domínguez]", "keys: [Chrétien, Domingeuz]", False),
    ("multi", SIGNS, "keys: [Chrétien, Domínguez]", "keys: [Chrétien, Peña]", True),
    ("multi", SIGNS, "rationale: é and í.", "rationale: Both have one.", False),
    ("true-false", SIGNS, 'answer: false\n    correction: 1 < 2 & "2" > 1.', "answer: true", True),
    ("numeric", NAMES, "value: 49.1", "value: 49.2", True),
    ("numeric", NAMES, "tolerance: 0.5", "tolerance: 0.6", False),
    ("cloze", SIGNS, "{{c2::*Cancún*}}", "{{c2::*Cancun*}}", False),
    ("cloze", SIGNS, "{{c2::*Cancún*}}", "{{c2::*Ottawa*}}", True),
    ("cloze", SIGNS, "1 < 2.", "1 < 3.", False),
    ("matching", NAMES, "premise: Peña Nieto", "premise: Peña Neito", False),
    ("matching", NAMES, "response: Québec & Ottawa", "response: Toronto", True),
    ("ordering", NAMES, 'text: "A & B"', 'text: "D & E"', True),
    ("question", NAMES, "What is it?", "What is this?", False),
    ("question", NAMES, "answer: A list of two; `a < b`", "answer: A list of 2; `a < b`", True),
    ("question", NAMES, "answer: A list of two; `a < b`", "answer: A list of many; `a < b`", True),
    ("essay", NAMES, "Names such as Chrétien & Díez carry signs.", "Names such as Chrétien & Dies carry signs.", False),
    ("essay", NAMES, "Names such as Chrétien & Díez", "Names, Chrétien & Díez among them,", False),
    ("essay", NAMES, "Names such as Chrétien & Díez carry signs.", "What looks like a tag is read as one.", True),
]


@pytest.mark.parametrize(("kind", "edit", "is_anew"), [(kind, tuple(edit), anew) for kind, *edit, anew in EDITS])
def test_a_rebuilt_page_keeps_progress_unless_the_meaning_changed(
    student: Learner,
    tmp_path: Path,
    kind: str,
    edit: tuple[str, str, str],
    is_anew: bool,  # noqa: FBT001
) -> None:
    learn(student, kind)
    before = student.stored("KINDS")["cards"]
    student.open(edited(tmp_path, *edit))
    after = student.stored("KINDS")["cards"]
    assert set(after) == (set() if is_anew else set(before))
    notice = "1 item has a new question or answer since you learned it, and is asked again."
    assert student.text("#notices") == (notice if is_anew else "")
    for name, card in after.items():
        assert card["stability"] == before[name]["stability"]
        assert card["hash"] != before[name]["hash"]


@pytest.mark.parametrize(
    ("definition", "is_anew"),
    [
        ("In the report on ink, the sign for “and”, as in AT&T < Québec's *Peña Nieto*", False),
        ("The sign for “and” of 1994, as in AT&T < Québec's *Peña Nieto*", True),
        ("A curl over a letter, which makes another one of it", True),
    ],
)
def test_a_term_keeps_its_progress_where_its_definition_is_put_in_other_words(
    student: Learner,
    tmp_path: Path,
    definition: str,
    is_anew: bool,  # noqa: FBT001
) -> None:
    student.quiz(9, kind="term")
    for _ in range(2):
        student.page.get_by_role("button", name="I don’t know").click()
        student.next()
    old = 'definition: "The sign for “and”, as in AT&T < Québec\'s *Peña Nieto*"'
    student.open(edited(tmp_path, SIGNS, old, f'definition: "{definition}"'))
    assert ("term-ampersand" in cards(student)) is not is_anew
    assert bool(student.text("#notices")) is is_anew


def test_a_definition_may_group_its_figures_otherwise(student: Learner, tmp_path: Path) -> None:
    old = 'definition: "The sign for “and”, as in AT&T < Québec\'s *Peña Nieto*"'
    plain, grouped = (f'definition: "The sign for “and”, which {number} words hold"' for number in ("18500", "18,500"))
    student.open(edited(tmp_path / "plain", SIGNS, old, plain))
    student.quiz(9, kind="term")
    for _ in range(2):
        student.page.get_by_role("button", name="I don’t know").click()
        student.next()
    student.open(edited(tmp_path / "grouped", SIGNS, old, grouped))
    assert "term-ampersand" in cards(student)


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """Return the page of the course after an edit; what a browser keeps is the same for pages in any folder."""
    copytree(KINDS_COURSE, folder / "content")
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return pages_of(folder, KINDS_COURSE) / "kinds.html"


def test_a_renamed_item_keeps_its_progress(student: Learner, tmp_path: Path) -> None:
    learn(student, "numeric")
    renamed = "  - id: half-of-them\n    formerly: [numeric-names]"
    student.open(edited(tmp_path, NAMES, "  - id: numeric-names", renamed))
    assert cards(student) == {"half-of-them"}
    again = "  - id: numeric-names\n    formerly: [numeric-names, half-of-them]"
    student.open(edited(tmp_path / "again", NAMES, "  - id: numeric-names", again))
    assert cards(student) == {"numeric-names"}
    assert student.text("#notices") == ""


def test_sureness_is_held_against_being_right(student: Learner) -> None:
    for known, sure in ((True, True), (False, True), (False, True), (True, False)):
        student.quiz(1, kind="true-false")
        student.choose("False" if known else "True")
        student.check(sure=sure)
    student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
    rows = student.page.locator("#calibration tbody tr").all_inner_texts()
    assert [" ".join(row.split()) for row in rows] == ["sure 3 33%", "not sure 1 100%"]
    assert "You are often sure but wrong" in student.text("#calibration")


@pytest.mark.parametrize(
    ("last", "answers", "brought"), [(9, 9, 0), (10, 1, 0), (10, 2, 0), (10, 3, 1), (11, 1, 1)], ids=str
)
def test_of_a_card_that_two_devices_know_the_later_answer_stays(
    in_a_page: InAPage, last: int, answers: int, brought: int
) -> None:
    source = f"const COURSE = {{code: 'T', items: []}}; {(SCRIPTS / 'store.js').read_text('utf-8')}"
    script = f"{source}; const [one, other] = argument; return [merged(one, other), one];"
    one, other = (
        {"exam": "", "cards": {"a": {"last": day, "answers": number, "of": name}}, "log": [[day, name], [8, "both"]]}
        for day, number, name in ((10, 2, "one"), (last, answers, "other"))
    )
    number, state = in_a_page(script, [one, other])
    assert number == brought
    assert state["cards"]["a"]["of"] == ("other" if brought else "one")
    days = [day for day, _ in state["log"]]
    assert days == sorted([8, 10, last])
