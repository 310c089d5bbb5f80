"""What an instructor leads a term and a discussion by."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from pypdfium2 import PdfDocument

from nasec_study.course.parse import read_course
from nasec_study.history.ledger import Ledger
from nasec_study.rendering.templating import environment
from nasec_study.targets._citations import citation_text
from nasec_study.targets._contract import Job
from nasec_study.targets.paper.handouts import plan
from tests.conftest import REPOSITORY, STARTER
from tests.paper import assert_no_words_overlap, printed
from tests.reading_back import pages_of, text_of

WEEKS = """
weeks:
  - {topic: Why the water rises twice, read: [tides], note: Bring a tide table.}
  - {topic: Harbors and their gates, read: [harbors/gates-and-basins], worksheets: [tides]}
  - {topic: Looking back}
"""

ON_A_TABLE = """
reading: tides
section: two-bulges
items:
  - {id: on-it, type: question, level: evaluate, stem: Which line of it?, answer: A, quote: q, stimulus: tide-table}
  - {id: alone, type: question, level: evaluate, stem: Which rule stands alone?, answer: A, quote: q}
"""


@pytest.fixture(scope="module")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guides")
    copytree(STARTER, folder / "content")
    with (folder / "content/course.yaml").open("a", encoding="utf-8") as settings:
        settings.write(WEEKS)
    printed(folder / "content", folder, "handouts", "week-plan.pdf", "discussion-guide.pdf", "guide-tides.pdf")
    return folder


def test_the_week_plan_says_what_is_read_and_written(handouts: Path) -> None:
    lines = [" ".join(line.split()) for line in text_of(handouts / "week-plan.pdf").splitlines() if line.strip()]
    text = " ".join(lines)
    places = [text.index(topic) for topic in ("Why the water", "Harbors and their", "Looking back")]
    assert places == sorted(places)
    first, second = text[places[0] : places[1]], text[places[1] : places[2]]
    assert "Bring a tide table" in text
    assert "Tides" in first
    assert "Gates and" in second
    # Three items on the tides, and two on the gates, ask about something else, too, and are not counted.
    assert [re.findall(r"\b\d+\b", part)[0] for part in (first, second)] == ["14", "3"]


@pytest.mark.parametrize(("language", "words"), [("es", ("Leer", "Escribir")), ("fr", ("À lire", "À écrire"))])
def test_the_week_plan_asks_to_read_in_each_language(tmp_path: Path, language: str, words: tuple[str, str]) -> None:
    copytree(STARTER, tmp_path / "content")
    settings = tmp_path / "content/course.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: en", f"language: {language}") + WEEKS, "utf-8")
    course, _ = read_course(tmp_path / "content")
    assert course
    [sheet] = [
        output
        for output in plan(Job(course, environment(tmp_path / "content"))).outputs(Ledger({}))
        if output.name.endswith("week-plan.pdf")
    ]
    (tmp_path / "week-plan.pdf").write_bytes(sheet.make())
    shown = text_of(tmp_path / "week-plan.pdf")
    assert all(word in shown for word in words)


def test_the_discussion_guide_tells_what_a_good_answer_does_and_where_it_is_asked(handouts: Path) -> None:
    text = " ".join(text_of(handouts / "discussion-guide.pdf").split())
    assert text.count("A good answer –") == 2
    assert text.count("Read again:") >= 2
    assert "Across the readings" in text
    assert "Asked in:" in text


def test_the_discussion_guide_asks_nothing_on_what_is_not_in_it(tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    (tmp_path / "content/items/mine.yaml").write_text(ON_A_TABLE, "utf-8")
    course, _ = read_course(tmp_path / "content")
    assert course
    [sheet] = [
        output
        for output in plan(Job(course, environment(tmp_path / "content"))).outputs(Ledger({}))
        if output.name.endswith("discussion-guide.pdf")
    ]
    (tmp_path / "guide.pdf").write_bytes(sheet.make())
    text = text_of(tmp_path / "guide.pdf")
    assert "Which rule stands alone?" in text
    assert "Which line of it?" not in text


def test_answers_upside_down_stand_apart_from_the_rule_above_them(handouts: Path) -> None:
    file = handouts / "study-guide-tides.pdf"
    with PdfDocument(file) as document:
        rows = document[len(document) - 1].render(grayscale=True).to_numpy()
    left, right = 60, 550
    rule = max(y for y, row in enumerate(rows) if (row[left:right] < 240).all())
    assert min(word.top for word in pages_of(file)[-1].words if word.bottom > rule + 1) - rule > 5


def test_a_course_without_weeks_has_no_plan_of_them(handouts: Path) -> None:
    course, _ = read_course(STARTER)
    assert course
    names = {output.name for output in plan(Job(course, environment(STARTER))).outputs(Ledger({}))}
    assert "handouts/reading-checklist.pdf" in names
    assert "handouts/week-plan.pdf" not in names
    assert (handouts / "week-plan.pdf").exists()


def test_a_citation_behind_a_claim_stands_whole_on_a_line(tmp_path: Path) -> None:
    course, _ = read_course(REPOSITORY / "content")
    assert course
    outputs = plan(Job(course, environment(REPOSITORY / "content"))).outputs(Ledger({}))
    [page] = [output for output in outputs if output.name.endswith("where-the-readings-disagree.pdf")]
    (tmp_path / "disputes.pdf").write_bytes(page.make())
    text = text_of(tmp_path / "disputes.pdf")
    cited = {citation_text(course, claim.citation) for dispute in course.disputes for claim in dispute.claims}
    assert len(cited) > 30
    assert {citation for citation in cited if citation not in text} == set()


def test_long_dates_and_events_of_a_timeline_keep_their_columns(tmp_path: Path) -> None:
    folder = copytree(STARTER, tmp_path / "content")
    steps = "".join(
        f"{{text: Work {number}, date: in the spring and summer of the years between 186{number} and 1870}}, "
        for number in range(4)
    )
    steps += f"{{text: {'works ' * 700}, date: '1900'}}"
    (folder / "items/dated.yaml").write_text(
        "items:\n  - {id: works, type: ordering, level: remember, reading: tides, section: two-bulges,\n"
        f"     stem: What came first?, steps: [{steps}], quote: Around the Earth}}\n",
        "utf-8",
    )
    course, _ = read_course(folder)
    assert course
    outputs = plan(Job(course, environment(folder))).outputs(Ledger({}))
    [guide] = [output for output in outputs if output.name.endswith("study-guide-tides.pdf")]
    (tmp_path / "guide.pdf").write_bytes(guide.make())
    assert text_of(tmp_path / "guide.pdf").count("in the spring") == 4
    lefts = [{word.left for word in page.words if word.text == "works"} for page in pages_of(tmp_path / "guide.pdf")]
    assert len({min(left) for left in lefts if left}) == 1 < sum(map(bool, lefts))
    assert_no_words_overlap(tmp_path / "guide.pdf")


def test_a_reading_whose_items_have_all_left_the_course_is_off_the_guides_and_the_checklist(tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    for file in (tmp_path / "content/items").rglob("*.yaml"):
        if file.parent.name != "tides":
            text = re.sub(r"(?m)^(  - id: .*)$", r"\1\n    retired: Dropped.", file.read_text("utf-8"))
            file.write_text(text, "utf-8")
    settings = tmp_path / "content/course.yaml"
    settings.write_text(settings.read_text("utf-8").partition("  - id: review")[0], "utf-8")
    made = printed(tmp_path / "content", tmp_path, "handouts", "-tides.pdf", "-harbors.pdf", "checklist.pdf")
    assert set(made) == {"study-guide-tides.pdf", "reading-checklist.pdf"}
    shown = text_of(made["reading-checklist.pdf"])
    assert "Springs and neaps" in shown
    assert "Gates and basins" not in shown
