"""A second import updates what changed there, keeps what was edited here, and never makes anything twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from nasec_study.course.model import Choice
from nasec_study.course.parse import read_course
from tests.conftest import Run

GIFT = """\
::One::What is one?{=uno ~dos ~tres}

::Two::What is two?{=dos ~uno ~tres}

What is three in Spanish, please?{=tres ~uno ~dos}
"""


def rows(text: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in json.loads(text)}


@pytest.fixture
def course(tmp_path: Path, run: Run) -> Path:
    (tmp_path / "numbers.gift").write_text(GIFT, "utf-8")
    run("import", "numbers.gift", "--into", "course")
    return tmp_path / "course" / "content"


def again(run: Run, text: str, tmp_path: Path, name: str = "numbers.gift") -> dict[str, dict[str, Any]]:
    (tmp_path / name).write_text(text, "utf-8")
    return rows(run("import", name, "--into", "course", "--format", "json").stdout)


def words(found: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {name: row["what"] for name, row in found.items()}


def ids(course: Path) -> list[str]:
    found, problems = read_course(course)
    assert found
    assert problems == ()
    return [item.id for item in found.items]


def test_the_same_bank_changes_nothing(course: Path, run: Run, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in course.rglob("*") if file.is_file()}
    assert words(again(run, GIFT, tmp_path)) == dict.fromkeys(
        ("one", "two", "what-is-three-in-spanish-please"), "as it was"
    )
    assert {file: file.read_bytes() for file in course.rglob("*") if file.is_file()} == before


def test_what_changed_there_is_put_in_and_all_else_stays(course: Path, run: Run, tmp_path: Path) -> None:
    bank = course / "items" / "numbers.yaml"
    text = bank.read_text("utf-8").replace("    key: uno", "    # the key, of course\n    key: uno   # one")
    bank.write_text(text, "utf-8")
    found = again(run, GIFT.replace("=uno", "=el uno").replace("::Two::", "::Two::[markdown]"), tmp_path)
    assert words(found)["one"] == "updated"
    assert found["one"]["told"] == ["'key' changed there"]
    assert bank.read_text("utf-8") == text.replace("key: uno   #", 'key: "el uno"   #')


def test_what_is_faulty_here_is_told_as_such_and_comes_when_it_is_mended(
    course: Path, run: Run, tmp_path: Path
) -> None:
    bank = course / "items" / "numbers.yaml"
    sound = bank.read_text("utf-8")
    bank.write_text(sound.replace("    key: dos\n", "    key:\n"), "utf-8")
    faulty = bank.read_text("utf-8")
    assert faulty != sound
    found = again(run, GIFT.replace("=dos", "=el dos"), tmp_path)
    assert words(found) == {"one": "as it was", "two": "faulty here", "what-is-three-in-spanish-please": "as it was"}
    assert bank.read_text("utf-8") == faulty
    bank.write_text(sound, "utf-8")
    assert words(again(run, GIFT.replace("=dos", "=el dos"), tmp_path))["two"] == "updated"


def test_what_was_edited_here_stays_and_the_difference_is_told(course: Path, run: Run, tmp_path: Path) -> None:
    bank = course / "items" / "numbers.yaml"
    text = bank.read_text("utf-8").replace("What is one?", "What is *one* in Spanish?")
    bank.write_text(text, "utf-8")
    assert words(again(run, GIFT, tmp_path))["one"] == "as it was"
    found = again(
        run, GIFT.replace("What is one?", "Which word is one?").replace("dos ~uno ~tres", "dos ~un ~tres"), tmp_path
    )
    assert found["one"]["what"] == "differs"
    assert found["one"]["told"] == [
        "'stem' was edited here, and is kept; here “What is *one* in Spanish?”, there “Which word is one?”"
    ]
    assert words(found)["two"] == "updated"
    assert bank.read_text("utf-8") == text.replace("      - text: uno\n", "      - text: un\n", 1)


def test_an_item_is_known_again_whatever_was_done_to_it_here(course: Path, run: Run, tmp_path: Path) -> None:
    bank = course / "items" / "numbers.yaml"
    text = bank.read_text("utf-8").replace("- id: one\n", "- id: uno\n    formerly: [one]\n")
    head, _, rest = text.partition("  - id: two\n")
    (course / "items" / "elsewhere.yaml").write_text(f"items:\n  - id: two\n{rest}", "utf-8")
    bank.write_text(head, "utf-8")
    found = again(run, GIFT.replace("What is two?", "What is 2?"), tmp_path)
    assert words(found) == {"uno": "as it was", "two": "updated", "what-is-three-in-spanish-please": "as it was"}
    assert "stem: What is 2?" in (course / "items" / "elsewhere.yaml").read_text("utf-8")


def test_an_item_without_a_name_is_known_by_its_answers(course: Path, run: Run, tmp_path: Path) -> None:
    found = again(run, GIFT.replace("three in Spanish, please", "three, in Spanish, please"), tmp_path)
    assert words(found)["what-is-three-in-spanish-please"] == "updated"
    assert len(ids(course)) == 3


def test_another_question_with_the_same_options_is_another_item(course: Path, run: Run, tmp_path: Path) -> None:
    bank = course / "items" / "numbers.yaml"
    before = bank.read_text("utf-8")
    found = again(run, GIFT.replace("What is three in Spanish, please?", "How often may a guest ask?"), tmp_path)
    assert words(found) == {"one": "as it was", "two": "as it was", "how-often-may-a-guest-ask": "new"}
    assert bank.read_text("utf-8").startswith(before)


def test_what_was_completed_here_takes_what_changes_there(run: Run, tmp_path: Path) -> None:
    again(run, "::Tides::Discuss the tides.{}\n", tmp_path)
    bank = tmp_path / "course/content/items/numbers.yaml"
    own = "    rubric: [{criterion: cause, points: 1}]\n    answer: The shape of the bay.\n"
    bank.write_text(bank.read_text("utf-8").replace("    state: draft\n", "") + own, "utf-8")
    for _ in range(2):
        found = again(run, "::Tides::{}\n", tmp_path)
        assert words(found) == {"tides": "differs"}
    found = again(run, "::Tides::Discuss the tides of the bay.{}\n", tmp_path)
    assert words(found) == {"tides": "updated"}
    text = bank.read_text("utf-8")
    assert "stem: Discuss the tides of the bay." in text
    assert text.endswith(own)


@pytest.mark.usefixtures("course")
def test_one_of_two_that_are_alike_is_not_guessed(run: Run, tmp_path: Path) -> None:
    options = "{=cuatro ~cinco ~seis}"
    again(run, f"Which of them comes first here?{options}\n\nWhich of them comes second here?{options}\n", tmp_path)
    found = again(run, f"Which of them comes third here?{options}\n", tmp_path)
    assert words(found) == {"which-of-them-comes-third-here": "new"}


def test_a_question_and_its_copy_with_another_answer_stay_what_they_are(run: Run, tmp_path: Path) -> None:
    one, copy = (f"// [id:two]\n::Two::What is two?{{={key} ~uno ~tres}}\n\n" for key in ("dos", "deux"))
    for text, what in ((one + copy, "new"), (one + copy, "as it was"), (copy + one, "as it was")):
        (tmp_path / "numbers.gift").write_text(text, "utf-8")
        found = rows(run("import", "numbers.gift", "--into", "course", "--format", "json").stdout)
        assert words(found) == {"two": what, "two-2": what}


def test_what_was_deleted_here_and_is_worded_otherwise_there_is_new(course: Path, run: Run, tmp_path: Path) -> None:
    bank = course / "items" / "numbers.yaml"
    bank.write_text(bank.read_text("utf-8").partition("  - id: what-is-three")[0], "utf-8")
    found = again(run, GIFT.replace("three in Spanish, please", "three, in Spanish, please"), tmp_path)
    assert words(found) == {"one": "as it was", "two": "as it was", "what-is-three-in-spanish-please-2": "new"}


def test_what_was_deleted_here_does_not_come_back(course: Path, run: Run, tmp_path: Path) -> None:
    bank = course / "items" / "numbers.yaml"
    bank.write_text(bank.read_text("utf-8").partition("  - id: two")[0], "utf-8")
    assert words(again(run, GIFT, tmp_path))["two"] == "deleted here"
    assert ids(course) == ["one"]


def test_what_is_new_there_is_added_and_what_is_gone_there_stays(course: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "numbers.gift").write_text(
        GIFT.partition("::Two::")[0] + "::Four::What is four?{=cuatro ~a ~b}\n", "utf-8"
    )
    done = run("import", "numbers.gift", "--into", "course")
    assert "no longer there  two: kept here" in done.stdout
    assert ids(course) == ["one", "two", "what-is-three-in-spanish-please", "four"]


def test_another_file_with_the_same_questions_adds_nothing(course: Path, run: Run, tmp_path: Path) -> None:
    assert set(words(again(run, GIFT, tmp_path, "export-2026-11-28.gift")).values()) == {"as it was"}
    assert len(ids(course)) == 3


def test_another_question_of_the_same_name_is_another_item(course: Path, run: Run, tmp_path: Path) -> None:
    found = again(run, "::One::Which is the first month?{=January ~May ~June}\n", tmp_path, "months.gift")
    assert words(found) == {"one-2": "new"}
    assert sorted(ids(course)) == ["one", "one-2", "two", "what-is-three-in-spanish-please"]


def test_a_dry_run_writes_nothing(course: Path, run: Run, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in course.rglob("*") if file.is_file()}
    (tmp_path / "more.gift").write_text("::New::New?{=a ~b ~c}\n", "utf-8")
    assert ": new  new" in run("import", "more.gift", "--into", "course", "--dry-run").stdout
    assert {file: file.read_bytes() for file in course.rglob("*") if file.is_file()} == before


def test_a_dry_run_tells_what_a_new_course_would_hold_and_makes_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("term,definition\nla casa,the house\nel perro,the dog\n", "utf-8")
    dry = run("import", "words.csv", "--into", "new", "--dry-run", cwd=tmp_path)
    assert not (tmp_path / "new").exists()
    real = run("import", "words.csv", "--into", "new", cwd=tmp_path)
    assert dry.stdout == real.stdout
    assert dry.stderr == real.stderr.replace("created", "would create")


def test_a_file_that_cannot_be_read_makes_no_course(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.docx").write_bytes(b"notes")
    assert "documents cannot be read" in run("import", "notes.docx", "--into", "new", exit_code=1).stderr
    assert not (tmp_path / "new").exists()


def test_why_a_question_is_left_out_is_said_in_an_authors_words(tmp_path: Path, run: Run) -> None:
    (tmp_path / "big.gift").write_text("::Big::How many?{#12345678901234567}\n\n::Two::Two?{=dos ~uno}\n", "utf-8")
    told, *_ = run("import", "big.gift", "--into", "new").stdout.splitlines()
    assert told.partition(": ")[2] == (
        "left out  'Big': its 'value' is '12345678901234567' (at most 15 digits before the point and 15 after it, or "
        "a power of ten as in 6.022e23)"
    )


def test_a_question_longer_than_a_course_may_hold_is_left_out(tmp_path: Path, run: Run) -> None:
    (tmp_path / "long.gift").write_text(f"::Long::{'So ' * 7_000}?{{=dos ~uno}}\n\n::Two::Two?{{=dos ~uno}}\n", "utf-8")
    told, *_ = run("import", "long.gift", "--into", "new").stdout.splitlines()
    assert told.partition(": ")[2] == "left out  'Long': a text of it has 21001 characters (at most 20000)"
    assert "E125" not in run("check", "--course", "new", exit_code=None).stdout


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which?{=Paris ~paris. ~Rome ~Lyon}", "an option that is there twice: paris."),
        ("Match.{=ann -> Rome =Ann. -> Lyon =b -> Bern = -> rome.}", "a pair that is there twice, or is empty: Ann."),
        ("Match.{=a -> Rome =b -> rome.}", "a response belongs to several premises"),
    ],
)
def test_what_could_not_be_told_apart_here_comes_once(tmp_path: Path, run: Run, question: str, told: str) -> None:
    (tmp_path / "one.gift").write_text(question, "utf-8")
    assert told in run("import", "one.gift", "--into", "course").stdout
    assert "E221" not in run("check", "--course", "course", exit_code=None).stdout


def test_in_code_capitals_tell_options_apart(tmp_path: Path, run: Run) -> None:
    options = "=<code>\\\\w</code> ~<code>\\\\W</code> ~<code>\\\\d</code>"
    (tmp_path / "one.gift").write_text(f"Which one finds letters?{{{options}}}", "utf-8")
    run("import", "one.gift", "--into", "course")
    assert (tmp_path / "course/content/items/one.yaml").read_text("utf-8").count("- text:") == 2


def test_capitals_tell_signs_apart(tmp_path: Path, run: Run) -> None:
    (tmp_path / "one.gift").write_text("Who is a carrier?{=Aa ~AA ~aa}", "utf-8")
    (tmp_path / "two.csv").write_text(
        "question,option A,option B,option C,correct\nA carrier?,AA,Aa,aa,AA\nTrue?,True,False,Unknown,TRUE\n", "utf-8"
    )
    told = run("import", "one.gift", "two.csv", "--into", "course").stdout
    assert "twice" not in told
    found, _ = read_course(tmp_path / "course" / "content")
    assert found
    assert [item.key for item in found.items if isinstance(item, Choice)] == ["Aa", "AA", "True"]


def test_a_dash_stands_between_the_words_of_an_id(tmp_path: Path, run: Run) -> None:
    (tmp_path / "dates.csv").write_text("term,definition\nc. 1480–90,Primavera\nGuerre—Paix,un titre\n", "utf-8")
    told = run("import", "dates.csv", "--into", "new").stdout.splitlines()
    assert [line.partition(": ")[2] for line in told] == ["new  c-1480-90", "new  guerre-paix"]


def test_further_sheets_of_a_workbook_are_named(tmp_path: Path, run: Run) -> None:
    book = Workbook()
    for name, rows in (("One", [("term", "definition"), ("uno", "one")]), ("Two", [("dos", "two")]), ("Three", [])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "words.xlsx")
    told = run("import", "words.xlsx", "--into", "new").stdout.splitlines()
    assert [line.partition(": ")[2] for line in told] == [
        "new  uno",
        "left out  'Two': another sheet: the first alone is read; save this one as a file of its own",
    ]


def test_in_a_course_with_readings_what_comes_is_a_draft(tmp_path: Path, run: Run) -> None:
    (tmp_path / "numbers.gift").write_text(GIFT, "utf-8")
    run("init", "starter")
    before = run("list", "--course", "starter").stdout
    done = run("import", "numbers.gift", "--into", "starter")
    assert "3 of them are drafts; next: nasec-study review" in done.stderr
    assert run("list", "--course", "starter").stdout == before
    assert "choice item 'one' is a draft: it lacks level, a citation" in run("check", "--course", "starter").stdout
