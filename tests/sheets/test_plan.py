"""Choosing and ordering: seeded, stable, without repeats."""

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nasec_study.course.model import (
    Citation,
    Cloze,
    Course,
    Filter,
    Item,
    Question,
    Settings,
    Term,
    Worksheet,
    WorksheetSection,
)
from nasec_study.course.model.settings import Limit
from nasec_study.course.parse import read_course
from nasec_study.sheets.blueprint import matches
from nasec_study.sheets.plan import personal_sheet, plan_sheets, repeated
from nasec_study.sheets.roster import Student
from tests.conftest import REPOSITORY, STARTER

IDS = st.sets(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), min_size=1, max_size=40)
CITED = (Citation(reading="r", section="s", quote="that is it"),)


def question(item_id: str, stimulus: str | None = None) -> Question:
    return Question(
        id=item_id, type="question", level="remember", stem="?", answer="!", citations=CITED, stimulus=stimulus
    )


BANK: list[Item] = [
    question(f"{level}-{number}").model_copy(update={"level": level, **company})
    for level, companies in (
        ("understand", ({"enemies": ("create-0",)}, {})),
        ("apply", ({}, {"companions": ("create-1",)})),
        ("create", ({}, {}, {}, {"enemies": ("apply-0",)})),
    )
    for number, company in enumerate(companies)
]


def course_of(items: list[Item]) -> Course:
    return Course(Path("content"), Settings(title="T", code="TT"), items=tuple(items))


def worksheet(count: int, seed: str = "1", forms: tuple[str, ...] = ("A", "B")) -> Worksheet:
    section = WorksheetSection(title="S", items=Filter(), count=count)
    return Worksheet(id="w", title="W", seed=seed, forms=forms, sections=(section,))


def chosen(items: list[Item], sheet: Worksheet) -> list[str]:
    return [task.item.id for task in plan_sheets(course_of(items), sheet)[0].tasks]


@given(ids=IDS, count=st.integers(1, 50), seed=st.text())
def test_a_sheet_is_a_subset_without_repeats_and_all_forms_hold_it(ids: set[str], count: int, seed: str) -> None:
    course = course_of([question(name) for name in ids])
    sheets = plan_sheets(course, worksheet(count, seed))
    assert bool(sheets) == (count <= len(ids))
    if not sheets:
        return
    first, second = sheets
    names = [task.item.id for task in first.tasks]
    assert len(names) == len(set(names)) == count
    assert set(names) <= ids
    assert {task.item.id for task in second.tasks} == set(names)
    assert [task.number for task in second.tasks] == list(range(1, len(names) + 1))


@given(ids=IDS, new=st.from_regex(r"[a-z0-9]{9}", fullmatch=True), count=st.integers(1, 20))
def test_an_added_item_changes_at_most_the_place_it_takes(ids: set[str], new: str, count: int) -> None:
    items: list[Item] = [question(name) for name in ids]
    count = min(count, len(ids))
    before = chosen(items, worksheet(count))
    after = chosen([*items, question(new)], worksheet(count))
    stayed = [name for name in before if name in after]
    assert len(stayed) >= len(before) - 1
    assert [name for name in after if name != new] == stayed


@given(items=st.permutations(BANK), seed=st.text(), count=st.integers(2, 4))
def test_the_order_of_the_bank_does_not_matter(items: list[Item], seed: str, count: int) -> None:
    limits = (Limit(items=Filter(levels=("create",)), at_least=2),)
    sheet = worksheet(count, seed).model_copy(update={"limits": limits})
    assert chosen(items, sheet) == chosen(BANK, sheet)
    assert sum(names[:6] == "create" for names in chosen(items, sheet)) >= 2


def test_items_with_new_ids_stay_where_they_stand_on_every_form() -> None:
    """A form that was printed before can be printed again, spare words and definitions included."""
    course, _ = read_course(STARTER)
    assert course
    renamed = [item.model_copy(update={"id": f"x{item.id[::-1]}", "formerly": (item.id,)}) for item in course.items]
    for worksheet in course.settings.worksheets:
        sections = tuple(section.model_copy(update={"decoys": 1}) for section in worksheet.sections)
        sheet = worksheet.model_copy(update={"sections": sections, "forms": ("A", "B")})
        forms = [plan_sheets(replace(course, items=tuple(items)), sheet) for items in (course.items, renamed)]
        before, after = (
            [
                [(task.item.first_id, task.options, part.decoys) for part in form.parts for task in part.tasks]
                for form in found
            ]
            for found in forms
        )
        assert before == after
        assert before


def test_the_choice_under_limits_is_the_same_on_every_machine() -> None:
    limits = (Limit(items=Filter(levels=("create",)), at_least=2, at_most=2),)
    by_seed = {seed: chosen(BANK, worksheet(4, seed).model_copy(update={"limits": limits})) for seed in "12"}
    assert by_seed == {
        "1": ["apply-1", "understand-0", "create-1", "create-2"],
        "2": ["create-3", "understand-1", "create-2", "understand-0"],
    }


def test_a_student_s_own_sheet_is_the_same_on_every_machine() -> None:
    """Later versions print it again as it was."""
    sheet = worksheet(4)
    course = replace(course_of(BANK), settings=Settings(title="T", code="TT", worksheets=(sheet,)))
    students = (Student("Ana", "1001"), Student("Ana"), Student("Bo", "1002"))
    assert {
        student.mark: [task.item.id for task in personal_sheet(course, sheet, student).tasks] for student in students
    } == {
        "MA5DUZ": ["apply-1", "create-1", "understand-1", "understand-0"],
        "6BRIR2": ["understand-1", "create-2", "create-1", "apply-1"],
        "3VPU27": ["create-2", "create-1", "apply-1", "apply-0"],
    }


def test_a_filter_by_readings_takes_items_that_cite_no_others() -> None:
    def cites(*readings: str) -> Question:
        citations = tuple(Citation(reading=reading, section=f"of-{reading}", quote="so") for reading in readings)
        return question("-".join(readings)).model_copy(update={"citations": citations})

    bank: list[Item] = [cites("r"), cites("s"), cites("r", "s"), cites("r", "s", "t")]
    for wanted, expected in (
        (Filter(readings=("r",)), ["r"]),
        (Filter(readings=("r", "s")), ["r", "s", "r-s"]),
        (Filter(readings=("r", "s"), across=True), ["r-s"]),
        (Filter(across=False), ["r", "s"]),
        (Filter(sections=("of-t",)), ["r-s-t"]),
    ):
        assert [item.id for item in bank if matches(item, wanted)] == expected


def test_enemies_stand_apart_and_companions_together() -> None:
    for seed in map(str, range(20)):
        names = set(chosen(BANK, worksheet(4, seed)))
        assert len(names) == 4
        assert not {"understand-0", "create-0"} <= names
        assert ("apply-1" in names) == ("create-1" in names)


def test_an_item_whose_companion_cannot_stand_on_the_sheet_does_not_either() -> None:
    bank = [item.model_copy(update={"retired": "wrong"}) if item.id == "create-1" else item for item in BANK]
    for seed in map(str, range(20)):
        assert "apply-1" not in chosen(bank, worksheet(4, seed))


def test_no_item_comes_again_from_the_sheets_that_are_left_out() -> None:
    sheets = [worksheet(2).model_copy(update={"id": name}) for name in ("a", "b")]
    sheets.append(worksheet(4).model_copy(update={"id": "c", "not_on": ("b", "a")}))
    course = Course(Path("content"), Settings(title="T", code="TT", worksheets=tuple(sheets)), items=tuple(BANK))
    one, two, three = ({task.item.id for task in plan_sheets(course, sheet)[0].tasks} for sheet in sheets)
    assert len(three) == 4
    assert not three & (one | two)


def test_no_item_comes_again_from_a_student_s_own_earlier_sheet_where_enough_others_are_left() -> None:
    first = worksheet(4).model_copy(update={"id": "first"})
    again = worksheet(4).model_copy(update={"id": "again", "not_on": ("first",)})
    students = [Student(name, str(number)) for number, name in enumerate("abcdefghijklmnopqrst")]
    for items, is_enough in ((12, True), (9, False)):
        course = course_of([question(f"q{number}") for number in range(items)])
        course = replace(course, settings=course.settings.model_copy(update={"worksheets": (first, again)}))
        on_forms = {task.item.id for task in plan_sheets(course, first)[0].tasks}
        for student in students:
            earlier, later = (
                {task.item.id for task in personal_sheet(course, sheet, student).tasks} for sheet in (first, again)
            )
            assert later.isdisjoint(on_forms)
            assert repeated(course, again, student) == later & earlier
            assert later.isdisjoint(earlier) or not is_enough
        assert is_enough != any(repeated(course, again, student) for student in students)


def test_ten_items_more_change_at_most_ten_places_of_a_shipped_worksheet() -> None:
    course, _ = read_course(REPOSITORY / "content")
    assert course
    before = places_of(course)
    changed = 0
    for seed in range(20):
        clones = [item.model_copy(update={"id": f"{item.id}-{seed}"}) for item in Random(seed).sample(course.items, 10)]
        for name, places in places_of(replace(course, items=(*course.items, *clones))).items():
            new = len(places - before[name])
            assert new <= 10
            changed += new
    assert changed


def places_of(course: Course) -> dict[str, set[str]]:
    return {
        sheet.id: {task.item.id for task in plan_sheets(course, sheet)[0].tasks} for sheet in course.settings.worksheets
    }


@given(ids=IDS, seed=st.text())
def test_items_on_one_stimulus_stand_side_by_side(ids: set[str], seed: str) -> None:
    items: list[Item] = [question(name, "table" if name < "i" else None) for name in ids]
    sheet = plan_sheets(course_of(items), worksheet(len(items), seed))[0]
    on_table = [task.item.stimulus == "table" for task in sheet.tasks]
    assert sum(before != after for before, after in zip([False, *on_table], [*on_table, False], strict=True)) <= 2


@given(seed=st.text())
def test_definitions_do_not_stand_in_the_order_of_their_terms(seed: str) -> None:
    terms: list[Item] = [
        Term(id=name, type="term", level="remember", term=name, definition=name.upper(), citations=CITED)
        for name in ("a", "b")
    ]
    section = WorksheetSection(title="S", items=Filter(), count=2, decoys=0)
    blank = worksheet(2, seed=seed).model_copy(update={"sections": (section,)})
    for sheet in plan_sheets(course_of(terms), blank):
        asked = [task.item.id.upper() for task in sheet.tasks]
        assert sorted(asked) == ["A", "B"]
        assert [option.text for option in sheet.tasks[0].options] == asked[::-1]


def test_a_lone_term_has_no_definitions_to_choose_from() -> None:
    terms: list[Item] = [
        Term(id=name, type="term", level="remember", term=name, definition=name.upper(), citations=CITED)
        for name in "abc"
    ]
    for number, offered in ((1, 0), (2, 3)):
        [sheet] = plan_sheets(course_of(terms), worksheet(number, forms=("A",)))
        assert {len(task.options) for task in sheet.tasks} == {offered}


def test_no_word_is_added_to_a_bank_that_is_asked_for() -> None:
    same: Any = {"type": "cloze", "level": "remember", "citations": CITED}
    # Two of the gaps have the same answer.
    gaps: list[Item] = [
        Cloze(id=f"{number}", text=f"{{{{c1::{word}}}}}", **same) for number, word in enumerate("aabcd")
    ]
    sections = tuple(WorksheetSection(title=title, items=Filter(), count=1, decoys=4) for title in ("One", "Two"))
    for seed in map(str, range(20)):
        sheet = plan_sheets(course_of(gaps), worksheet(1, seed).model_copy(update={"sections": sections}))[0]
        answers = ["aabcd"[int(task.item.id)] for task in sheet.tasks]
        for part, asked, elsewhere in zip(sheet.parts, answers, answers[::-1], strict=True):
            assert asked not in part.decoys
            assert elsewhere == "a" or elsewhere not in part.decoys


def test_what_is_added_to_a_word_bank_or_to_definitions_is_drawn_by_lot_and_alike_in_all_forms() -> None:
    same: Any = {"level": "remember", "citations": CITED}
    gaps: list[Item] = [Cloze(id=f"c{word}", type="cloze", text=f"{{{{c1::{word}}}}}", **same) for word in "abcdefgh"]
    terms: list[Item] = [Term(id=f"t{word}", type="term", term=word, definition=word, **same) for word in "abcdefgh"]
    words, definitions = set[tuple[str, ...]](), set[tuple[str, ...]]()
    for seed in map(str, range(20)):
        sections = tuple(
            WorksheetSection(title=kind, items=Filter(types=(kind,)), count=2, decoys=2 if kind == "cloze" else None)
            for kind in ("cloze", "term")
        )
        sheets = plan_sheets(course_of([*gaps, *terms]), worksheet(2, seed).model_copy(update={"sections": sections}))
        [decoys] = {sheet.parts[0].decoys for sheet in sheets}
        [others] = {tuple(sorted(option.text for option in sheet.parts[1].tasks[0].options)) for sheet in sheets}
        assert (len(set(decoys)), len(others)) == (2, 4)
        words.add(tuple(sorted(decoys)))
        definitions.add(others)
    assert min(len(words), len(definitions)) > 10


def test_no_enemy_of_what_is_asked_is_a_spare_word_or_definition() -> None:
    def enemies_of(kind: str, word: str) -> dict[str, Any]:
        return {"level": "remember", "citations": CITED, "enemies": (f"{kind}b",) if word == "a" else ()}

    gaps: list[Item] = [
        Cloze(id=f"c{word}", type="cloze", text=f"{{{{c1::{word}}}}}", **enemies_of("c", word)) for word in "abcde"
    ]
    terms: list[Item] = [
        Term(id=f"t{word}", type="term", term=word, definition=word, **enemies_of("t", word)) for word in "abcde"
    ]
    sections = tuple(
        WorksheetSection(title=kind, items=Filter(types=(kind,)), count=2, decoys=4) for kind in ("cloze", "term")
    )
    for seed in map(str, range(40)):
        sheet = plan_sheets(course_of([*gaps, *terms]), worksheet(2, seed).model_copy(update={"sections": sections}))[0]
        gapped, matched = ({task.item.id[1:] for task in part.tasks} for part in sheet.parts)
        defined = {option.text for option in sheet.parts[1].tasks[0].options}
        for asked, offered in ((gapped, gapped | {*sheet.parts[0].decoys}), (matched, defined)):
            assert {*"ab"} <= offered if asked.isdisjoint("ab") else len(offered.intersection("ab")) == 1
