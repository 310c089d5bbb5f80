"""A bank that goes out to a platform and comes back is the same bank, as far as the format has words for it."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

import genanki
import pytest

from nasec_study.course.model import (
    Choice,
    Cloze,
    Course,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.course.parse import read_course
from nasec_study.importers.reading import read_bank
from nasec_study.importers.shared.numbers import typed
from nasec_study.pipeline import build
from nasec_study.rendering.markup import html_of, to_plain, without_gaps
from nasec_study.targets import TARGETS
from tests.conftest import COURSES, Run

# By format, where its banks lie in `build/`, and the kinds that it does not bring back.
FORMATS: Mapping[str, tuple[str, frozenset[str]]] = {
    "moodle": ("moodle/*.xml", frozenset({"picture"})),
    "gift": ("gift/*.gift", frozenset({"picture", "ordering", "cloze"})),
    "canvas": ("canvas/banks/*.zip", frozenset({"picture"})),
    "qti": ("qti/2.1/banks/*.zip", frozenset({"picture"})),
    # Cards do not hold what else is right in a gap.
    "anki": ("anki/*.apkg", frozenset({"picture", "cloze"})),
}

PATTERNS = {name: pattern for name, (pattern, _) in FORMATS.items()}
PATTERNS |= {"brightspace": "brightspace/banks/*.csv", "table": "table/*.csv"}

# What a format has no words for: pictures, in GIFT; signs of HTML in a gap.
OTHERWISE = {
    **dict.fromkeys(FORMATS, ("cloze-signs",)),
    "gift": ("choice-signs", "choice-figures", "td-curve-at-neaps", "hb-dock-hours"),
}

pytestmark = pytest.mark.skipif(not set(FORMATS) <= set(TARGETS), reason="this version has no targets for platforms")


@cache
def same(text: object) -> str:
    """Return what a text shows, without what a format is free in."""
    html = html_of(str(text)).replace("&#x27;", "'").replace("&quot;", '"')
    html = re.sub(r' src="[^"]*"', "", html)
    return "".join(re.sub(r"</?p>|<br />|</?strong>|</?em>|\s+", "", html).split())


def parts(texts: object) -> list[str]:
    """Return the texts of a list, whatever their order."""
    return sorted(same(text) for text in texts)  # type: ignore[attr-defined]


def expected(item: Item) -> dict[str, Any]:  # noqa: C901, PLR0911 - a kind each
    """Return what of an item every format brings back."""
    match item:
        case Term():
            return {"term": same(to_plain(item.term).replace("<", "\\<")), "definition": same(item.definition)}
        case Question():
            return {"answer": same(item.answer)}
        case Cloze():
            return {"accept": parts(other for others in item.accept.values() for other in others)}
        case Choice():
            return {"key": same(item.key), "distractors": parts(wrong.text for wrong in item.distractors)}
        case Multi():
            return {"keys": parts(item.keys), "distractors": parts(wrong.text for wrong in item.distractors)}
        case TrueFalse():
            return {"statement": same(item.statement), "answer": item.answer, "correction": same(item.correction)}
        case Numeric():
            return {"value": typed(item.value)}
        case Matching():
            listed = sorted(to_plain(pair.response) for pair in item.pairs)
            return {"pairs": parts(pair.premise for pair in item.pairs), "responses": listed}
        case Ordering():
            return {"steps": [same(step.text) for step in item.steps]}
        case Essay():
            return {"rubric": parts(row.criterion for row in item.rubric)}
        case _:
            return {}


def brought(item: Item, fields: Mapping[str, Any]) -> dict[str, Any]:  # noqa: C901, PLR0911 - a kind each
    """Return the same of what came back."""
    match item:
        case Term():
            term = to_plain(fields["term"]).replace("<", "\\<")
            return {"term": same(term), "definition": same(fields["definition"])}
        case Question():
            return {"answer": same(fields["answer"])}
        case Cloze():
            return {"accept": parts(other for others in fields.get("accept", {}).values() for other in others)}
        case Choice():
            return {"key": same(fields["key"]), "distractors": parts(wrong["text"] for wrong in fields["distractors"])}
        case Multi():
            return {
                "keys": parts(fields["keys"]),
                "distractors": parts(wrong["text"] for wrong in fields["distractors"]),
            }
        case TrueFalse():
            # What stands above it, such as the name of the reading, comes with it.
            statement, wanted = same(fields["statement"]), same(item.statement)
            shown = wanted if statement.endswith(wanted) else statement
            return {"statement": shown, "answer": fields["answer"], "correction": same(fields.get("correction", ""))}
        case Numeric():
            return {"value": fields["value"]}
        case Matching():
            listed = sorted(to_plain(pair["response"]) for pair in fields["pairs"])
            return {"pairs": parts(pair["premise"] for pair in fields["pairs"]), "responses": listed}
        case Ordering():
            return {"steps": [same(step["text"]) for step in fields["steps"]]}
        case Essay():
            return {"rubric": parts(row["criterion"] for row in fields["rubric"])}
        case _:
            return {}


@cache
def without_brackets(text: str) -> str:
    """Return a cloze text without what stands in brackets, as the hints of its gaps do when they come back."""
    return re.sub(r"\([^()]*\)", "", same(without_gaps(text)))


def differences(course: Course, files: list[Path], missing: frozenset[str]) -> Iterator[str]:
    """Yield a line for each item that did not come back, or not as it was."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for file in files:
        for one in read_bank(file, file.name).items:
            found.setdefault(str(one.fields["type"]), []).append(one.fields)
    back: dict[str, list[dict[str, Any]]] = {}
    for item in course.items:
        if item.retired or item.type in missing or isinstance(item, LabelledPicture):
            continue
        candidates, wanted = found.get(item.type, []), expected(item)
        if isinstance(item, Cloze):
            # What stands above a question, such as the name of the reading, comes with it.
            text = without_brackets(item.text)
            found_here = [fields for fields in candidates if without_brackets(str(fields["text"])).endswith(text)]
            if not any(brought(item, fields) == wanted for fields in found_here):
                yield f"{item.id}: {wanted if found_here else 'not there'}"
            continue
        if isinstance(item, TrueFalse) or item.type not in back:
            back[item.type] = [brought(item, fields) for fields in candidates]
        if wanted not in back[item.type]:
            yield f"{item.id}: {wanted}"


@pytest.mark.parametrize("course", ["kinds", "starter", "nasec"])
def test_a_bank_comes_back_from_every_format(course: str, tmp_path: Path) -> None:
    copytree(COURSES[course], tmp_path / "content")
    list(build(tmp_path / "content", tmp_path / "build", tuple(FORMATS)))
    read, _ = read_course(tmp_path / "content")
    assert read
    for name, (pattern, missing) in FORMATS.items():
        found = differences(read, sorted((tmp_path / "build").glob(pattern)), missing)
        assert [line for line in found if line.partition(":")[0] not in OTHERWISE[name]] == [], name


@pytest.mark.parametrize("course", ["kinds", "starter"])
def test_what_is_in_a_table_for_brightspace_comes_back_with_its_ids(course: str, tmp_path: Path) -> None:
    copytree(COURSES[course], tmp_path / "content")
    list(build(tmp_path / "content", tmp_path / "build", ("brightspace",)))
    read, _ = read_course(tmp_path / "content")
    assert read
    files = sorted((tmp_path / "build").glob("brightspace/banks/*.csv"))
    written = re.findall(rf"(?m)^ID,{read.settings.code}-([^,]+)", "".join(file.read_text("utf-8") for file in files))
    found = {one.wish: one.fields for file in files for one in read_bank(file, file.name).items}
    assert found.keys() == {*written}
    those = [item for item in read.items if item.id in written]
    assert {item.id: item.difficulty for item in those} == {name: found[name].get("difficulty") for name in written}
    lost = {line.partition(":")[0] for line in differences(read, files, frozenset({"picture"}))}
    assert lost.isdisjoint(written)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_number_comes_back_from_a_table_for_brightspace(language: str, tmp_path: Path) -> None:
    items = [
        {"id": f"n{place}", "type": "numeric", "stem": "How many?", "value": value, "unit": "km"}
        for place, value in enumerate(("18500", "-12", "2.5", "1994"))
    ]
    found = read_back(tmp_path, "brightspace", items, language)
    assert [(one["type"], one["value"], one["unit"]) for one in found] == [
        ("numeric", item["value"], "km") for item in items
    ]


def test_an_item_is_known_again_from_every_package_for_canvas(tmp_path: Path) -> None:
    copytree(COURSES["starter"], tmp_path / "content")
    list(build(tmp_path / "content", tmp_path / "build", ("canvas",)))
    keys: dict[str, set[str]] = {}
    for file in sorted((tmp_path / "build" / "canvas").rglob("*.zip")):
        for one in read_bank(file, file.name).items:
            keys.setdefault(one.wish, set()).add(one.key)
    assert keys
    assert [name for name, those in keys.items() if len(those) > 1] == []


def read_back(folder: Path, name: str, items: list[dict[str, Any]], language: str = "en") -> list[Mapping[str, Any]]:
    """Return the items of a course without readings as they come back from a format, by their kinds."""
    (folder / "content" / "items").mkdir(parents=True)
    settings = f"{{title: Bank, code: BANK, language: {language}, readings: none, decks: [{{id: all, name: All}}]}}"
    (folder / "content" / "course.yaml").write_text(settings, "utf-8")
    (folder / "content" / "items" / "bank.yaml").write_text(json.dumps({"items": items}), "utf-8")
    list(build(folder / "content", folder / "build", (name,)))
    file = next(iter(sorted((folder / "build").glob(PATTERNS[name]))))
    return sorted((one.fields for one in read_bank(file, file.name).items), key=lambda fields: str(fields["type"]))


@pytest.mark.parametrize("name", ["moodle", "gift", "canvas", "qti"])
def test_what_platforms_say_of_an_answer_is_no_part_of_the_rationale(name: str, tmp_path: Path) -> None:
    term = {"id": "t", "type": "term", "term": "la mer", "definition": "the sea", "rationale": "A noun."}
    figure = {"id": "n", "type": "numeric", "stem": "How many?", "value": 7, "tolerance": "1%", "rationale": "So."}
    forms = {"pluriel": "les mers", "genre": "f"}
    found = read_back(tmp_path, name, [{**term, "forms": forms}, figure], "fr")
    assert [one.get("rationale") for one in found] == ["So.", "A noun."]
    assert found[1]["forms"] == forms


GAPS = {
    "tide": "At {{c1::high water}} the gate is shut, at {{c2::low water}} it is open; so at each {{c3::high water}}.",
    "sum": "It cost {{c1::18,000}} in `C++`.",
    "code": "A list grows: {{c1::std\\::vector}}.",
}
ACCEPT: dict[str, dict[str, list[str]]] = {
    "tide": {"high water": ["high tide", "the flood"], "low water": ["low tide"]},
    "sum": {"18,000": ["eighteen thousand", "20,000"]},
    "code": {"std\\::vector": ["vector"]},
}


@pytest.mark.parametrize("name", ["moodle", "canvas", "qti"])
def test_what_else_is_right_in_a_gap_comes_back_but_not_the_ways_to_type_it(name: str, tmp_path: Path) -> None:
    items = [{"id": key, "type": "cloze", "text": GAPS[key], "accept": ACCEPT[key]} for key in GAPS]
    found = {one["text"]: one["accept"] for one in read_back(tmp_path, name, items)}
    assert found == {GAPS[key]: ACCEPT[key] for key in GAPS}


@pytest.mark.parametrize("name", ["moodle", "canvas", "qti", "gift"])
def test_what_else_is_right_when_typed_comes_back_but_not_the_ways_to_type_it(name: str, tmp_path: Path) -> None:
    answers = ["18,000", "March 23, 2005", "l’eau", "“laundry list”", "($3,450)", "H₂O"]
    items = [
        {"id": f"q{n}", "type": "question", "stem": f"Q{n}?", "answer": one, "typed": "true", "accept": ["sooth"]}
        for n, one in enumerate(answers)
    ]
    found = read_back(tmp_path, name, items)
    assert [(one["answer"], one["accept"]) for one in found] == [(one, ["sooth"]) for one in answers]


@pytest.mark.parametrize("name", ["moodle", "canvas", "qti"])
def test_dates_of_steps_come_back_beside_their_reason(name: str, tmp_path: Path) -> None:
    steps = [{"text": f"Dike {number}", "date": f"19{number}0"} for number in range(3)]
    item = {"id": "dikes", "type": "ordering", "stem": "Order.", "steps": steps, "rationale": "The *sea* rose."}
    [found] = read_back(tmp_path, name, [item])
    assert (found["steps"], found["rationale"]) == (steps, "The *sea* rose.")


def test_what_else_is_right_comes_back_from_a_table(tmp_path: Path) -> None:
    items: list[dict[str, Any]] = [
        {"id": "tide", "type": "cloze", "text": GAPS["tide"], "accept": ACCEPT["tide"]},
        {"id": "who", "type": "question", "stem": "Who?", "answer": "Ann", "typed": "true", "accept": ["Anna", "A."]},
        {"id": "flood", "type": "term", "term": "flood", "definition": "The rising tide", "accept": ["flow"]},
        {"id": "ebb", "type": "term", "term": "ebb", "definition": "The falling tide"},
    ]
    found = {str(one.get("stem") or one.get("term") or one["type"]): one for one in read_back(tmp_path, "table", items)}
    assert found["cloze"]["accept"] == ACCEPT["tide"]
    assert (found["Who?"]["typed"], found["Who?"]["accept"]) == ("true", ["Anna", "A."])
    assert found["flood"]["accept"] == ["flow"]
    assert "accept" not in found["ebb"]


def test_how_an_item_is_marked_comes_back_from_a_table(tmp_path: Path) -> None:
    steps = [{"text": "Dike: 1"}, *({"text": f"Dike {number}", "date": f"c. 19{number}0"} for number in (2, 3))]
    rubric = [{"criterion": "Two reasons: A and B", "points": "2"}, {"criterion": "P(A | B) < 1", "points": "1.5"}]
    items: list[dict[str, Any]] = [
        {"id": "essay", "type": "essay", "stem": "Why?", "rubric": rubric, "answer": "So."},
        {"id": "percent", "type": "numeric", "stem": "How many?", "value": 7, "unit": "km", "tolerance": "1.5%"},
        {"id": "steps", "type": "ordering", "stem": "Order.", "steps": steps},
    ]
    essay, numeric, ordering = read_back(tmp_path, "table", items, "fr")
    assert essay["rubric"] == rubric
    assert (numeric["tolerance"], numeric["unit"]) == ("1.5%", "km")
    assert ordering["steps"] == steps


OWN_FIELDS = ("Stimulus", "Sources", "Spoken question", "Spoken answer", "Retired", "Id")


def test_bars_and_arrows_within_answers_come_back_from_a_table(tmp_path: Path) -> None:
    items: list[dict[str, Any]] = [
        {
            "id": "a",
            "type": "question",
            "stem": "Which?",
            "answer": "P(A | B)",
            "typed": "true",
            "accept": ["p(A | B)"],
        },
        {
            "id": "b",
            "type": "choice",
            "stem": "Of B?",
            "key": "P(A | B)",
            "distractors": ["P(B | A)", "[0, 1)", "]0, 1["],
        },
        {"id": "c", "type": "cloze", "text": "Heat {{c1::A → B}}.", "accept": {"A → B": ["A → C", "B"]}},
        {
            "id": "d",
            "type": "matching",
            "stem": "Match.",
            "pairs": [{"premise": "x → y", "response": "a map"}, {"premise": "x", "response": "y → z"}],
        },
    ]
    items[1]["distractors"] = [{"text": text} for text in items[1]["distractors"]]
    choice, cloze, matching, question = read_back(tmp_path, "table", items)
    assert (question["answer"], question["accept"]) == ("P(A | B)", ["p(A | B)"])
    assert (choice["key"], len(choice["distractors"])) == ("P(A | B)", 3)
    assert cloze["accept"] == {"A → B": ["A → C", "B"]}
    assert matching["pairs"] == items[3]["pairs"]


UNITS = [
    *(("48000", unit) for unit in ("$", "US$", "€", "$/h", "US$ billion", "%", "% a year", "km", "/h", "person-years")),
    *(("-12.5", unit) for unit in ("$", "US$ billion", "%", "°C")),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PATTERNS)
def test_units_come_back_wherever_the_language_puts_them(name: str, language: str, tmp_path: Path) -> None:
    items = [
        {"id": f"one-{number}", "type": "numeric", "stem": "How many are there?", "value": value, "unit": unit}
        for number, (value, unit) in enumerate(UNITS)
    ]
    found = [(one["value"], one["unit"]) for one in read_back(tmp_path, name, items, language)]
    assert sorted(found) == sorted(UNITS)


FILED = {"level": "apply", "importance": "core", "difficulty": "hard", "tags": ["old-oaks", "y"]}


@pytest.mark.parametrize("name", FORMATS)
def test_what_items_are_filed_under_comes_back(name: str, tmp_path: Path) -> None:
    wrong: list[Any] = [{"text": "one", "why": "No."}, {"text": "four"}]
    items: list[dict[str, Any]] = [
        {"id": "how-many", "type": "choice", "stem": "How many?", "key": "two", "distractors": wrong},
        {"id": "who-wrote", "type": "question", "stem": "Who wrote this, and why?", "answer": "Nobody."},
        {"id": "sum-up", "type": "numeric", "stem": "How many are two?", "value": "2"},
    ]
    read = read_back(tmp_path, name, [item | FILED for item in items])
    assert [one["type"] for one in read] == ["choice", "numeric", "question"]
    # Students of a deck are not told how hard an item is.
    filed = {key: value for key, value in FILED.items() if (name, key) != ("anki", "difficulty")}
    for one in read:
        assert {key: one.get(key) for key in filed} == filed


@pytest.mark.parametrize("course", ["kinds", "starter", "nasec"])
def test_a_deck_comes_back_with_its_ids_and_all_that_its_cards_show(course: str, tmp_path: Path) -> None:
    copytree(COURSES[course], tmp_path / "content")
    list(build(tmp_path / "content", tmp_path / "build", ("anki",)))
    read, _ = read_course(tmp_path / "content")
    assert read
    banks = [read_bank(file, file.name) for file in (tmp_path / "build/anki").glob("*.apkg")]
    found = {one.wish: one.fields for bank in banks for one in bank.items}
    wanted = {item.id: item for item in read.items if not isinstance(item, LabelledPicture) and not item.retired}
    assert sorted(found) == sorted(wanted)
    for name, item in wanted.items():
        fields: Mapping[str, Any] = found[name]
        assert (fields["type"], fields["level"]) == (item.type, item.level), name
        assert same(fields.get("rationale", "")) == same(item.rationale), name
        assert fields.get("importance", "expected") == item.importance, name
        assert sorted(fields.get("tags", ())) == sorted(item.tags), name
        if isinstance(item, Cloze):
            assert without_brackets(fields["text"]).endswith(without_brackets(item.text)), name
        if isinstance(item, Ordering):
            assert [one.get("date", "") for one in fields["steps"]] == [step.date for step in item.steps], name
        if isinstance(item, Choice | Multi):
            assert parts(one.get("why", "") for one in fields["distractors"]) == parts(
                one.why for one in item.distractors
            ), name


def test_forms_and_typed_answers_come_back_from_a_deck(tmp_path: Path) -> None:
    items: list[dict[str, Any]] = [
        {"id": "who", "type": "question", "stem": "Who?", "answer": "Ann", "typed": "accents", "accept": ["Bea", "C."]},
        {"id": "casa", "type": "term", "term": "casa", "definition": "house", "forms": {"plural": "*casas*"}},
        {"id": "sign", "type": "question", "stem": "What plays?", "answer": "A line with `[sound:a.mp3]`"},
    ]
    found = read_back(tmp_path, "anki", items)
    assert [dict(one) for one in found] == [
        {key: value for key, value in item.items() if key != "id"} | {"level": "remember"}
        for item in (items[0], items[2], items[1])
    ]


def test_fields_of_ours_that_somebody_emptied_are_left_out_by_their_id(tmp_path: Path) -> None:
    fields = [{"name": name} for name in (*OWN_FIELDS, "Stem", "Answers", "Reasons")]
    note = genanki.Model(1, "X Choice", fields, [{"name": "Card", "qfmt": "{{Stem}}", "afmt": "{{Answers}}"}])
    deck = genanki.Deck(2, "Deck")
    for answers in ("", "<ol><li>no class</li></ol>", "<<"):
        deck.add_note(genanki.Note(note, ["", "", "", "", "", f"one-{len(answers)}", "Which?", answers, ""]))
    genanki.Package(deck).write_to_file(str(tmp_path / "own.apkg"))
    bank = read_bank(tmp_path / "own.apkg", "own.apkg")
    assert [one.name for one in bank.left_out] == ["one-0", "one-26", "one-2"]


@pytest.mark.parametrize("name", PATTERNS)
def test_items_keep_their_ids(name: str, tmp_path: Path, run: Run) -> None:
    ids = ["how-many", "a-very-long-id-of-more-than-seven-words-and-more-than-sixty-letters", "sum-up"]
    wrong = [{"text": "one"}, {"text": "four"}]
    items: list[dict[str, Any]] = [
        {"id": ids[0], "type": "choice", "stem": "Are there some?", "key": "two", "distractors": wrong},
        {"id": ids[1], "type": "question", "stem": "Who wrote this, and why?", "answer": "Nobody."},
        {"id": ids[2], "type": "numeric", "stem": "How many are two?", "value": "2"},
    ]
    read_back(tmp_path, name, items)
    run("import", str(next(iter(sorted((tmp_path / "build").glob(PATTERNS[name]))))), "--into", "again", cwd=tmp_path)
    course, _ = read_course(tmp_path / "again" / "content")
    assert course
    assert sorted(item.id for item in course.items) == sorted(ids)
