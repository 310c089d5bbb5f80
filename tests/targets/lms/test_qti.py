"""QTI 2.1 and 3.0: read strictly, its rules carried out here and by two players; nothing lost unsaid."""

import os
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from nasec_study.course.model import Choice, Multi
from nasec_study.rendering.markup import html_of
from nasec_study.targets._archive import archive
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.player import COMPONENTS, PLAYER, Components, Player, components, player
from tests.targets.lms.answers import RefusedError, Trial, asked_in, seen, trials
from tests.targets.lms.conftest import NAMES, Made
from tests.targets.lms.making import GAPS, course_in, items_of, made, mended, unpacked
from tests.targets.lms.qti_reader import by_version, inner, read

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXAM = REPOSITORY / "tests" / "courses" / "exam" / "content"
# One of the players keeps three decimals.
NEARLY = 1e-3
DIALECTS = ("2.1", "3.0")
# The players' fields take no more.
MOST_TYPED = 500
RULES = rb"<qti-response-declaration.*</qti-outcome-declaration>|<qti-response-processing>.*</qti-response-processing>"


@pytest.mark.parametrize("name", NAMES)
def test_every_item_is_there_in_both_dialects_and_scored_by_the_rule(
    name: str, courses: dict[str, Path], outputs: Made
) -> None:
    course, items = course_in(courses[name]), items_of(courses[name])
    banked: set[tuple[str, str]] = set()
    for file, version, _, questions in by_version(outputs("qti", name)):
        for key, question in questions.items():
            banked |= {(version, key)} if "/banks/" in file else set()
            for trial in trials(course, items[key], partial=course.settings.partial_credit):
                assert question.grade(trial.answer) == trial.share, (file, key, trial)
    assert banked == {(version, key) for version in DIALECTS for key in items}


@pytest.mark.parametrize("name", ["kinds", "hostile", "nasec"])
def test_texts_and_reasons_arrive_as_they_were_written(name: str, courses: dict[str, Path], outputs: Made) -> None:
    items = items_of(courses[name])
    for _, _, _, questions in by_version(outputs("qti", name)):
        for key, question in questions.items():
            item = items[key]
            if item.type != "cloze":
                assert asked_in(item) in seen(question.html()), key
            if isinstance(item, Choice | Multi):
                for one in item.alternatives:
                    comments = list(map(seen, question.comments(frozenset([seen(html_of(one.text))]))))
                    said = f"{seen(html_of(one.text))}: {seen(html_of(one.note))}"
                    assert comments[: len(comments) - 1] == ([said] if one.note else []), key
            if item.rationale:
                shown = [seen(inner(one)) for one in question.root.iter("modalFeedback")]
                assert any(seen(html_of(item.rationale)) in one for one in shown), key


def test_what_stands_in_code_is_right_sign_by_sign(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", GAPS, "Call `{{c1::__init__}}(self)` first.")
    found = [questions["cloze-signs"] for *_, questions in by_version(made("qti", folder))]
    assert found
    assert [question.grade([text]) for question in found for text in ("__init__", "init")] == [1, 0] * len(found)


@pytest.mark.parametrize("text", ["O'Brien “Bob”, why", "An apostrophe is none.", "Cancún, why", "A beach."])
def test_an_option_and_its_reason_may_have_several_lines(tmp_path: Path, text: str) -> None:
    """The reader refuses a block in a paragraph, as the schema does."""
    before, comma, rest = text.partition(", ")
    folder = mended(tmp_path / "c", text, f'"{before}\\n\\n- one\\n- two"{comma}{rest}')
    found = [inner(one.root) for *_, questions in by_version(made("qti", folder)) for one in questions.values()]
    assert any(seen(before) in seen(one) and "<li>two</li>" in one for one in found)


def test_a_note_below_a_stimulus_may_have_several_lines(tmp_path: Path) -> None:
    folder = Path(copytree(KINDS_COURSE, tmp_path / "c"))
    file = folder / "stimuli" / "table.yaml"
    file.write_text(file.read_text("utf-8").replace("Invented *figures*.", '"Invented.\\n\\nBy whom?"'), "utf-8")
    found = [
        questions["choice-signs"] for *_, questions in by_version(made("qti", folder)) if "choice-signs" in questions
    ]
    assert found
    assert all("Invented. By whom?" in seen(question.html()) for question in found)


def test_an_answer_that_names_a_picture_shows_none(tmp_path: Path) -> None:
    folder = mended(tmp_path / "c", GAPS, """Write {{c1::`<img src='media/no.png'>`}}.""".replace("'", '\\"'))
    found = [questions["cloze-signs"] for *_, questions in by_version(made("qti", folder))]
    assert found
    assert all(question.grade(['<img src="media/no.png">']) == 1 for question in found)


def test_a_recording_may_end_in_capitals(courses: dict[str, Path], tmp_path: Path) -> None:
    course = Path(copytree(courses["words"], tmp_path / "course"))
    (course / "media" / "casa.mp3").rename(course / "media" / "casa.MP3")
    items = course / "items" / "manual" / "casa.yaml"
    items.write_text(items.read_text("utf-8").replace("casa.mp3", "casa.MP3"), "utf-8")
    packages = [unpacked(package) for name, package in made("qti", course).items() if name.startswith("2.1/banks/")]
    told = b'<object data="media/casa.MP3" type="audio/mpeg">'
    assert any(told in content for package in packages for content in package.values())


@pytest.mark.parametrize("ways", [("Élysée", "élysée", "ÉLYSÉE"), ("київ", "Київ", "КИЇВ")])
def test_capitals_count_in_no_alphabet_even_on_a_player_that_knows_those_of_ascii_alone(
    ways: tuple[str, ...], tmp_path: Path
) -> None:
    folder = mended(tmp_path / "mended", "{{c2::*Cancún*}}", f"{{{{c2::{ways[0]}}}}}")
    found = [questions["cloze-signs"] for *_, questions in by_version(made("qti", folder))]
    assert found
    assert all(question.grade(["<b>", way, "Díez"]) == 1 for question in found for way in ways)


def test_an_option_that_stays_last_is_not_shuffled() -> None:
    items = items_of(EXAM)
    found: dict[str, set[str]] = {}
    for _, _, _, questions in by_version(made("qti", EXAM)):
        for key, question in questions.items():
            fixed = [one for one in question.root.iter("simpleChoice") if one.get("fixed") == "true"]
            found.setdefault(key, set()).update(seen(inner(one)) for one in fixed)
    lasts = {key: getattr(items[key], "last", None) for key in found}
    assert found == {key: {seen(html_of(last))} if last else set() for key, last in lasts.items()}
    assert any(lasts.values())


def test_a_test_is_the_worksheet(courses: dict[str, Path], outputs: Made) -> None:
    course = course_in(courses["nasec"])
    tests = {file: test for file, _, test, _ in by_version(outputs("qti", "nasec")) if "/tests/" in file}
    for worksheet in course.settings.worksheets:
        for version in DIALECTS:
            test = tests[f"{version}/tests/{worksheet.id}.zip"]
            sections = list(test.iter("assessmentSection"))
            assert [one.get("title") for one in sections] == [section.title for section in worksheet.sections]
            assert [len(one.findall("assessmentItemRef")) for one in sections] == [
                section.wanted for section in worksheet.sections
            ]


def test_a_typo_mended_keeps_every_name(tmp_path: Path, outputs: Made) -> None:
    folder = mended(tmp_path / "mended", "Which two names carry an accent?", "Which two names bear an accent?")
    for old, new in zip(by_version(outputs("qti", "kinds")), by_version(made("qti", folder)), strict=True):
        assert old[0] == new[0]
        for key, question in old[3].items():
            assert question.name == new[3][key].name
            assert list(question.choices.values()) == list(new[3][key].choices.values())
            assert (question.html() != new[3][key].html()) == (key == "multi-signs")


BROKEN = {
    "<itemBody>": ("<itemBody>bare", "bare text"),
    ' mappedValue="-1"': ("", "mappedValue"),
    '<img src="media/square.svg" alt=': ('<img src="media/circle.svg" alt=', "shown"),
    "<testPart ": ("<part ", "mismatch"),
    'FEEDBACK_GENERAL" cardinality': ('FEEDBACK_ALL" cardinality', "not declared"),
    "<p>": ("<p><div></div>", "a block in a paragraph"),
    'identifier="RESPONSE_1"': ('identifier="1"', "no name"),
}


def all_outcomes(package: bytes) -> list[dict[str, Any]]:
    """Return the outcomes of each item that nobody answered."""
    return [question.outcomes({}) for question in read(package)[2].values()]


@pytest.mark.parametrize("part", BROKEN)
def test_the_reader_refuses_what_a_schema_or_a_processor_would(part: str, outputs: Made) -> None:
    files = unpacked(outputs("qti", "kinds")["2.1/banks/everything.zip"])
    other, why = BROKEN[part]
    assert any(part.encode() in content for content in files.values())
    broken = {name: content.replace(part.encode(), other.encode()) for name, content in files.items()}
    with pytest.raises(RefusedError, match=why):
        all_outcomes(archive(broken))


@pytest.fixture(scope="module")
def players(browser: "Browser") -> Iterator[tuple[Player, Components]]:
    """Return both players; skips where they are not installed, fails in CI."""
    missing = [file for file in (PLAYER, COMPONENTS) if not file.is_file()]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{missing[0].name} is not installed, and CI must ask it")
    if missing:
        pytest.skip("NASEC_NODE names no folder with qti3-item-player and @citolab/qti-components")
    with player(browser) as one, components(browser) as other:
        yield one, other


def given(responses: dict[str, Any]) -> dict[str, Any]:
    """Return responses as a page hands them over: figures as numbers, none where there is none."""
    return {
        name: float(value) if isinstance(value, Fraction) else value
        for name, value in responses.items()
        if value is not None
    }


@pytest.mark.parametrize("name", ["kinds", "hostile", "strict", "spanish"])
def test_both_players_score_right_wrong_and_partly_right_answers_alike(
    name: str, players: tuple[Player, Components], courses: dict[str, Path], outputs: Made
) -> None:
    package, kinds = (outputs("qti", one)["3.0/banks/everything.zip"] for one in (name, "kinds"))
    known = set(map(rules_of, unpacked(kinds).values())) if name != "kinds" else set()
    files, (_, _, questions) = unpacked(package), read(package)
    one, other = players
    for key, question in questions.items():
        file = files[f"{key}.xml"]
        for trial in asked_of_players(courses[name], key, is_known=rules_of(file) in known):
            xml, response = file.decode(), given(question.response(trial.answer))
            worth = float((trial.share or 0) * question.most())
            texts = trial.answer if isinstance(trial.answer, list) else None
            outcomes = one.answered(xml, response) if texts is None else one.typed(xml, texts)
            assert abs(float(outcomes["SCORE"]) - worth) < NEARLY, (key, trial)
            digits = {part: str(value) if isinstance(value, float) else value for part, value in response.items()}
            outcomes = other.answered(xml, digits)
            assert abs(float(outcomes["SCORE"]) - worth) < NEARLY, (key, trial)
    assert one.faults == []
    assert other.faults == []


def rules_of(file: bytes) -> bytes:
    """Return what scores an item: all that it declares, and how it processes a response."""
    return b"".join(re.findall(RULES, file, re.DOTALL))


def asked_of_players(folder: Path, key: str, *, is_known: bool) -> Iterator[Trial]:
    """Yield the answers that players are asked for: the right one alone where they know what scores it already."""
    course = course_in(folder)
    for trial in trials(course, items_of(folder)[key], partial=course.settings.partial_credit):
        is_short = not isinstance(trial.answer, list) or max(map(len, trial.answer), default=0) <= MOST_TYPED
        if trial.share is not None and is_short and (trial.share == 1 or not is_known):
            yield trial
            if is_known:
                return


def test_a_player_shows_hostile_texts_as_text(
    players: tuple[Player, Components], courses: dict[str, Path], outputs: Made
) -> None:
    package = outputs("qti", "hostile")["3.0/banks/everything.zip"]
    files, items = unpacked(package), items_of(courses["hostile"])
    for key, question in read(package)[2].items():
        players[0].load(files[f"{key}.xml"].decode())
        shown = " ".join(players[0].text().replace("⁠", "").split())
        for word in ("{{7*7}}", "[sound:", "<script>") if items[key].type != "cloze" else ("[sound:",):
            assert word in shown, (key, shown)
        assert question.label == key
    assert players[0].page.evaluate("() => window.hacked") is None
