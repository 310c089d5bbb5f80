"""The manual is whole: every command, option, key, kind and target is in it, and every link leads somewhere."""

import re
from pathlib import Path
from shutil import copytree

import click
import pytest
from pydantic import BaseModel

from nasec_study.cli import cli
from nasec_study.course.model import (
    ITEM_TYPES,
    BaseItem,
    Citation,
    Deck,
    Dispute,
    Filter,
    Objective,
    Picture,
    Reading,
    Section,
    Settings,
    Stimulus,
    Worksheet,
    WorksheetSection,
)
from nasec_study.course.model.files import DisputesFile, ItemsFile, ObjectivesFile
from nasec_study.course.model.kinds.base import Distractor
from nasec_study.course.model.kinds.essay import Criterion
from nasec_study.course.model.kinds.matching import Pair
from nasec_study.course.model.kinds.ordering import Step
from nasec_study.course.model.material import Arrow, Axis, Bar, Box, Claim, Event, Region, Series, Settled
from nasec_study.course.model.readings import Bibliography, Weights
from nasec_study.course.model.settings import Cover, Limit, Week
from nasec_study.course.parse import read_course
from nasec_study.course.vocabulary import FILE_KINDS, KINDS, LEVELS
from nasec_study.rendering.locales import known_languages
from nasec_study.rendering.markup import gaps
from nasec_study.targets import TARGETS
from tests.conftest import REPOSITORY, STARTER
from tests.docs.manual import CHAPTERS, NAMES, README, Chapter, anchor_of
from tests.docs.reference import HEAD, every_model, rows_of, table_of
from tests.test_architecture import WINGS

WHOLE = "\n".join(chapter.text for chapter in CHAPTERS.values())
MAX_README = 150
PROMISES = "What it promises"

# By chapter and heading, the part of a course whose keys stand in the table there.
TABLES: dict[str, dict[str, type[BaseModel]]] = {
    "docs/anki.md": {"Keys of a deck": Deck},
    "docs/course.md": {
        "Keys of course.yaml": Settings,
        "Keys of a reading": Reading,
        "Keys of its `bibliography`": Bibliography,
        "Keys of a section in its `outline`": Section,
        "Keys of `weights`": Weights,
        "Keys of objectives.yaml": ObjectivesFile,
        "Keys of an objective": Objective,
        "Keys of a stimulus": Stimulus,
        "Keys of a picture": Picture,
        "Keys of an event": Event,
        "Keys of a region": Region,
        "Keys of an axis": Axis,
        "Keys of a series": Series,
        "Keys of a bar": Bar,
        "Keys of a box": Box,
        "Keys of an arrow": Arrow,
        "Keys of disputes.yaml": DisputesFile,
        "Keys of a dispute": Dispute,
        "Keys of `settled`": Settled,
        "Keys of a claim": Claim,
        "Keys of a citation": Citation,
    },
    "docs/items.md": {
        "Keys of a file of items": ItemsFile,
        "Keys of every item": BaseItem,
        **{f"Keys of `{kind}`": model for kind, model in ITEM_TYPES.items()},
        "Keys of a distractor": Distractor,
        "Keys of a pair": Pair,
        "Keys of a step": Step,
        "Keys of a criterion in a `rubric`": Criterion,
    },
    "docs/worksheets.md": {
        "Keys of a worksheet": Worksheet,
        "Keys of a section of a worksheet": WorksheetSection,
        "Keys of a limit": Limit,
        "Keys of a `cover`": Cover,
        "Keys of a filter": Filter,
        "Keys of a week": Week,
    },
}


def test_the_readme_is_short_and_leads_to_every_chapter() -> None:
    assert len(CHAPTERS[README].text.splitlines()) <= MAX_README
    assert set(CHAPTERS[README].links) >= {name for name in NAMES if name != README}


def test_the_first_two_blocks_of_the_readme_set_up_a_fresh_machine() -> None:
    first, second = [block.text for block in CHAPTERS[README].blocks if block.language == "sh"][:2]
    for command in (first, second):
        assert command.count("\n") == 1
        assert command.startswith("sudo apt-get update && sudo apt-get install -y python3-venv ")
        assert " && python3 -m venv .venv && .venv/bin/pip install -c .ci/constraints.txt -e " in command
    assert first.endswith(" && .venv/bin/nasec-study build --course nasec\n")
    assert second.endswith("'.[dev]' && .venv/bin/pytest -n auto --dist loadfile\n")


def test_every_promise_names_tests_that_are_there() -> None:
    _, *rows = CHAPTERS[README].tables()[PROMISES]
    assert len(rows) >= 17
    for promise, tests in rows:
        names = re.findall(r"`(tests/[\w/]+\.py)`", tests)
        assert promise
        assert tests == ", ".join(f"`{name}`" for name in names) != ""
        for name in names:
            assert re.search(r"^def test_", (REPOSITORY / name).read_text("utf-8"), re.MULTILINE), name


@pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=NAMES)
def test_every_link_leads_somewhere(chapter: Chapter) -> None:
    assert chapter.links
    for address in chapter.links:
        if address.startswith("https://"):
            continue
        path, _, anchor = address.partition("#")
        target = (chapter.file.parent / path).resolve() if path else chapter.file
        assert target.exists(), f"{chapter.name}: {address}"
        assert target.is_relative_to(REPOSITORY), f"{chapter.name}: {address}"
        if anchor:
            assert anchor in CHAPTERS[target.relative_to(REPOSITORY).as_posix()].anchors, f"{chapter.name}: {address}"


@pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=NAMES)
def test_headings_have_anchors_of_their_own(chapter: Chapter) -> None:
    assert len(chapter.anchors) == len(chapter.headings)
    assert all(chapter.anchors)


def test_every_chapter_is_reached_from_another() -> None:
    for name in NAMES:
        others = [chapter for chapter in CHAPTERS.values() if chapter.name != name]
        reached = {
            (other.file.parent / address.partition("#")[0]).resolve() for other in others for address in other.links
        }
        assert REPOSITORY / name in reached, name


def test_every_picture_of_the_repository_is_shown_and_described() -> None:
    shown = {
        (chapter.file.parent / address).resolve(): words
        for chapter in CHAPTERS.values()
        for words, address in re.findall(r"!\[([^\]]+)\]\(([^)]+\.png)\)", chapter.prose)
    }
    assert set(shown) == set((REPOSITORY / ".pictures").iterdir())
    assert all(len(words) > 30 for words in shown.values())


def test_every_kind_target_level_language_and_file_has_its_word() -> None:
    for name in (*KINDS, *TARGETS, *LEVELS, *FILE_KINDS, *WINGS[:-1]):
        assert f"`{name}`" in WHOLE, name
    for language in ("English", "Spanish", "French"):
        assert language in CHAPTERS["docs/languages.md"].text
    assert len(known_languages()) == 3, "a language more: tell of it"


def options_of(command: click.Command) -> list[str]:
    """Return a command's options as the manual writes them."""
    return [shown(option) for option in command.params if isinstance(option, click.Option) and not is_help(option)]


def is_help(option: click.Option) -> bool:
    return "--help" in option.opts


def shown(option: click.Option) -> str:
    """Return an option with its short name first, and what it takes."""
    long, *short = sorted(option.opts, key=len, reverse=True)
    takes = option.metavar or ""
    if isinstance(option.type, click.Choice):
        few = len(option.type.choices) == 2
        takes = "\\|".join(map(str, option.type.choices)) if few else long.removeprefix("--").upper()
    elif not takes and not option.is_flag:
        takes = option.type.name.upper()
    return ", ".join(f"`{name}`" for name in (*short, f"{long} {takes}".rstrip()))


def usage_of(name: str, command: click.Command) -> str:
    """Return how the manual's headings write a command."""
    arguments = [one.metavar or "" for one in command.params if isinstance(one, click.Argument)]
    return f"`{' '.join(('nasec-study', name, *arguments))}`"


def test_every_command_has_its_chapter_with_its_options_and_no_others() -> None:
    chapter = CHAPTERS["docs/commands.md"]
    tables = chapter.tables()
    told = {heading for heading in chapter.headings if heading.startswith("`nasec-study ")}
    assert told == {usage_of(name, command) for name, command in cli.commands.items()}
    for name, command in cli.commands.items():
        head, *rows = tables.get(usage_of(name, command), [("option", "meaning")])
        assert head == ("option", "meaning")
        assert [option for option, _ in rows] == options_of(command), name
        assert all(meaning for _, meaning in rows)
    _, *rows = tables["Commands"]
    assert [command for command, _ in rows] == [
        f"[`nasec-study {name}`](#{anchor_of(usage_of(name, command))})"
        for name, command in sorted(cli.commands.items())
    ]


def test_every_command_and_option_that_the_manual_names_is_there() -> None:
    known = {name for command in cli.commands.values() for option in command.params for name in option.opts}
    known |= {"--help", "--version"}
    for chapter in CHAPTERS.values():
        for command, rest in re.findall(r"nasec-study ([a-z]+)\b([^`\n]*)", chapter.text):
            assert command in cli.commands, f"{chapter.name}: nasec-study {command}"
            own = {name for option in cli.commands[command].params for name in option.opts} | {"--help"}
            typed = re.findall(r"(?<![\w-])--[a-z-]+", rest.partition("&&")[0])
            assert set(typed) <= own, f"{chapter.name}: nasec-study {command}{rest}"
        for option in re.findall(r"`(--[a-z-]+)", chapter.prose):
            assert option in known, f"{chapter.name}: {option}"


def test_every_part_of_a_course_has_its_table() -> None:
    told = [model for tables in TABLES.values() for model in tables.values()]
    assert len(set(told)) == len(told)
    assert set(told) == every_model()
    for name, chapter in CHAPTERS.items():
        headings = {heading for heading in chapter.headings if heading.startswith("Keys of ")}
        assert headings == set(TABLES.get(name, {})), name


@pytest.mark.parametrize(
    ("name", "heading", "model"),
    [(name, heading, model) for name, tables in TABLES.items() for heading, model in tables.items()],
    ids=[model.__name__ for tables in TABLES.values() for model in tables.values()],
)
def test_a_table_has_every_key_with_its_words_and_no_other(name: str, heading: str, model: type[BaseModel]) -> None:
    expected = rows_of(model)
    assert CHAPTERS[name].tables().get(heading) == [HEAD, *expected], f"{heading}:\n{table_of(expected)}"


def test_the_items_of_the_manual_are_sound_and_of_every_kind(tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    for file in (tmp_path / "content/items").rglob("*.yaml"):
        file.unlink()
    examples = [block for block in CHAPTERS["docs/items.md"].blocks if block.language == "yaml"]
    banks = [block.text for block in examples if re.match(r"  - id: |.*\nitems:\n", block.text)]
    [picture] = [block.text for block in examples if block.text not in banks]
    (tmp_path / "content/items/bank.yaml").write_text("\n".join(banks), "utf-8")
    (tmp_path / "content/pictures/tide-mill.yaml").write_text(picture, "utf-8")
    course, problems = read_course(tmp_path / "content")
    assert problems == ()
    assert course
    assert {item.type for item in course.items} == set(KINDS)
    assert all(gaps(item.text) for item in course.items if item.type == "cloze")


def test_each_kind_is_explained_under_its_name() -> None:
    chapter = CHAPTERS["docs/items.md"]
    for kind in KINDS:
        assert kind in chapter.headings
        [example] = [block for block in chapter.blocks if block.heading == kind and "  - id:" in block.text]
        assert f"    type: {kind}\n" in example.text


def test_the_wings_stand_in_the_order_in_which_data_goes() -> None:
    _, *rows = CHAPTERS["docs/developing.md"].tables()["Finding your way in the code"]
    assert [re.sub(r"\[`(\w+)`\].*", r"\1", wing) for wing, _ in rows] == [*WINGS[:-1]]


def test_the_number_of_rules_and_items_is_as_told() -> None:
    from nasec_study.checks.rules import RULES  # noqa: PLC0415 - no other test here wants the rules

    assert f"by {len(RULES)} rules, most of them from the literature" in CHAPTERS["docs/checks.md"].text
    [least] = re.findall(r"a bank of more than (\d+) cited items", CHAPTERS[README].text)
    course, _ = read_course(REPOSITORY / "content")
    assert course
    assert int(least) < len(course.items) < int(least) + 100


def test_every_code_of_a_finding_lies_in_a_range_of_the_manual() -> None:
    codes = {
        code
        for file in (REPOSITORY / "nasec_study").rglob("*.py")
        for code in re.findall(r'"([EW]\d{3})"', file.read_text("utf-8"))
    }
    _, *rows = CHAPTERS["docs/checks.md"].tables()["How to read a finding"]
    cells = [part for cell, _ in rows for part in re.split(", ", cell)]
    told = {code: code for code in cells if " – " not in code}
    ranges = [tuple(cell.split(" – ")) for cell in cells if " – " in cell]
    assert len(codes) > 100
    for code in codes - set(told):
        assert any(code[0] == first[0] and first <= code <= last for first, last in ranges), code
    for end in (end for pair in ranges for end in pair):
        assert end in codes, end
