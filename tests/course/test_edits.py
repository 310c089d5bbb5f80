"""Changes to a file of items: what was to change has changed, and all else is letter for letter as it was."""

import difflib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from nasec_study.course.edits import with_items, with_keys, with_keys_of_items, with_setting
from nasec_study.course.marks import Node
from nasec_study.course.source import parse_source
from nasec_study.course.writing import entry_lines
from nasec_study.foundation.characters import REFUSED, composed
from nasec_study.foundation.problems import StudyError
from tests.conftest import REPOSITORY

BANK = """\
# head
reading: r   # of all

items:
  # first
  - id: a
    type: term   # kind
    stem: |
      one

      # not a comment

    # about the key
    key: >-
      a
      b

  # second
  - {id: b,   type: term, key: "x" }
# tail
"""
FILES = sorted((REPOSITORY / "content" / "items").rglob("*.yaml"))[::6]
SIGNS = some.text(some.sampled_from("ab: #-'\"\\[]{},&*!|>%@`\n\t?~=.é“ "), min_size=1, max_size=200)
TEXTS = SIGNS.map(lambda text: composed(REFUSED.sub("", text)).strip() or "x")
NODES = some.recursive(
    TEXTS,
    lambda inner: some.one_of(
        some.lists(TEXTS, min_size=1, max_size=3),
        some.lists(some.dictionaries(some.sampled_from(["text", "why"]), inner, min_size=1), min_size=1, max_size=3),
    ),
    max_leaves=6,
)


def lines_changed(before: str, after: str) -> list[str]:
    found = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\r\n") for line in found if line[0] in "+-"]


def test_a_value_is_changed_where_it_stands() -> None:
    assert lines_changed(BANK, with_keys(BANK, "b", 0, {"type": "a b"})) == [
        "-     type: term   # kind",
        '+     type: "a b"   # kind',
    ]
    changed = with_keys(BANK, "b", 0, {"key": "c"})
    assert changed == BANK.replace("    key: >-\n      a\n      b\n", "    key: c\n")
    assert lines_changed(BANK, with_keys(BANK, "b", 1, {"key": "c, d"})) == [
        '-   - {id: b,   type: term, key: "x" }',
        '+   - {id: b,   type: term, key: "c, d" }',
    ]


@pytest.mark.parametrize("written", ["level:", "level: ", "level:   # which", "level: ~", 'level: ""'])
@pytest.mark.parametrize("value", ["apply", "a: b", ["x", "y"], [{"text": "x"}]])
def test_a_value_takes_the_place_of_nothing(written: str, value: Node) -> None:
    text = f"items:\n  - id: a\n    {written}\n    stem: s # kept\n"
    changed = with_keys(text, "b", 0, {"level": value})
    assert parse_source(changed, "b").root == {"items": [{"id": "a", "level": value, "stem": "s"}]}
    assert changed.endswith("\n    stem: s # kept\n")
    assert ("# which\n" in changed) == ("# which" in written)
    braces = with_keys("items:\n  - {id: a, level: , stem: s}\n", "b", 0, {"level": "apply"})
    assert braces == "items:\n  - {id: a, level: apply, stem: s}\n"


@pytest.mark.parametrize("written", ["[a, b]", "a", "[a,\n      b]", '"a"'])
def test_a_comment_behind_a_value_stays_behind_another_of_several_lines(written: str) -> None:
    text = f"items:\n  - id: a\n    keys: {written}  # mine\n    stem: s\n"
    changed = with_keys(text, "b", 0, {"keys": [{"text": "x"}]})
    assert changed == "items:\n  - id: a\n    keys:  # mine\n      - text: x\n    stem: s\n"
    assert with_keys(text, "b", 0, {"keys": "x\ny"}).splitlines()[2] == "    keys: |-  # mine"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("term:\n    definition:\n", "term: la dos\n    definition:\n"),
        ("term: \n    definition:\n", "term: la dos\n    definition:\n"),
        ("term: # what?\n    definition:\n", 'term: "la dos" # what?\n    definition:\n'),
        ("definition:\n    term:\n", "definition:\n    term: la dos\n"),
        ("definition:\n    term:", "definition:\n    term: la dos"),
    ],
)
def test_an_empty_value_is_filled_behind_its_colon(before: str, after: str) -> None:
    head = "items:\n  - id: a\n    "
    assert with_keys(head + before, "b", 0, {"term": "la dos"}) == head + after


def test_a_new_key_stands_behind_the_kind_or_at_the_end() -> None:
    assert lines_changed(BANK, with_keys(BANK, "b", 0, {"level": "apply", "quote": "q"})) == [
        "+     level: apply",
        "+     quote: q",
    ]
    assert with_keys(BANK, "b", 0, {"quote": "q"}).count("      b\n    quote: q\n\n  # second\n") == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(line_end: str, mark: str) -> None:
    text = mark + BANK.replace("\n", line_end)
    changed = with_items(with_keys(text, "b", 0, {"key": "a\nb"}), "b", [{"id": "c", "type": "term"}])
    assert changed.startswith(mark)
    assert changed.count("\n") == changed.count(line_end)
    assert (
        f'  - {{id: b,   type: term, key: "x" }}{line_end}  - id: c{line_end}    type: term{line_end}# tail' in changed
    )


def test_a_comment_behind_an_item_that_belongs_to_none_of_its_values_stays_behind_it() -> None:
    text = "items:\n  - id: a\n    stem: s\n    # about a\n  # about b\n  - id: b\n  # the end\n"
    assert with_keys(text, "b", 0, {"why": "x"}) == text.replace("stem: s\n", "stem: s\n    why: x\n")
    assert with_items(text, "b", [{"id": "c"}]) == text.replace("  # the end", "  - id: c\n  # the end")
    # In a text of lines it is none.
    text = "items:\n  - id: a\n    stem: |\n      s\n      # t\n\n  # the end\n"
    assert with_keys(text, "b", 0, {"why": "x"}) == text.replace("# t\n", "# t\n    why: x\n")


def test_what_cannot_be_put_in_is_refused() -> None:
    with pytest.raises(StudyError, match="is in braces"):
        with_keys(BANK, "b", 1, {"tags": ["x"]})
    with pytest.raises(StudyError, match="are in brackets"):
        with_items("items: [{id: a}]\n", "b", [{"id": "b"}])
    with pytest.raises(StudyError, match="`items:` holds no list"):
        with_items("items: {id: a}\n", "b", [{"id": "b"}])
    with pytest.raises(StudyError, match="item 1 holds no keys"):
        with_keys("items:\n  - a\n", "b", 0, {"tags": "x"})
    with pytest.raises(StudyError, match="item 'b' is no longer in this file"):
        with_keys_of_items("items:\n  - {id: a}\n", "b", {"b": {"tags": "x"}})
    with pytest.raises(StudyError, match="the file holds no keys"):
        with_setting("- title: T\n", "b", "readings", ["r"])
    with pytest.raises(StudyError, match="this is not YAML"):
        with_setting("title: [\n", "b", "readings", ["r"])


@pytest.mark.parametrize("written", ["items: []", "items: [ ]", "items:", None])
def test_the_first_item_leaves_the_rest_of_its_file(written: str | None) -> None:
    before = "# mine\nreading: r\nsource: author   # all\n"
    text = with_items(before + (f"{written}\n# tail\n" if written else ""), "b", [{"id": "x", "type": "term"}])
    assert text == f"{before}items:\n  - id: x\n    type: term\n{'# tail' if written else ''}".rstrip() + "\n"


def test_a_setting_is_changed() -> None:
    text = "title: T   # name\nreadings: none\ndecks:\n  - id: a\n"
    assert with_setting(text, "c", "readings", ["a", "b"]) == text.replace("none", "[a, b]")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_item_of_the_shipped_banks_can_be_changed(file: Path) -> None:
    text = file.read_text("utf-8")
    root = parse_source(text, str(file)).root
    assert isinstance(root, dict)
    for number in range(len(root["items"])):
        changed = with_keys(text, "b", number, {"level": "create", "state": "draft"})
        assert len(lines_changed(text, changed)) <= 3
    assert len(lines_changed(text, with_items(text, "b", [{"id": "new", "type": "term"}]))) == 2


ODD = "- # the hyphen alone\n    id: c\n    type: term\n  -\n    id: d\n    stem: |\n      s\n\n  - id: e"


@pytest.mark.parametrize(
    "text",
    [
        *(file.read_text("utf-8") for file in FILES),
        BANK,
        f"\ufeff{BANK}".replace("\n", "\r\n"),
        BANK.replace("  # second\n", f"  {ODD}\n"),
        f"items:\n  {ODD}",
        "items: [{id: a}, {id: b, type: term}]\n",
        "items:\n- id: a\n- {id: b}\n-   id: c\nreading: r\n",
    ],
)
def test_several_items_are_changed_as_one_after_another(text: str) -> None:
    root = parse_source(text.removeprefix("\ufeff"), "b").root
    assert isinstance(root, dict)
    keys: dict[str, Node] = {"level": "create", "why": "x: y"}
    changes = dict.fromkeys(range(0, len(root["items"]), 1 + (len(root["items"]) > 5)), keys)
    expected = text
    for number in changes:
        expected = with_keys(expected, "b", number, keys)
    names = [str(item["id"]) for item in root["items"]]  # type: ignore[index,call-overload]  # mappings
    assert with_keys_of_items(text, "b", {names[number]: keys for number in changes}) == expected


@given(some.dictionaries(some.sampled_from(["id", "stem", "keys", "why"]), NODES, min_size=1))
def test_what_is_written_is_what_is_read(node: dict[str, object]) -> None:
    text = "items:\n" + "\n".join(entry_lines(node, 2)) + "\n"  # type: ignore[arg-type]  # texts, lists, mappings
    root, _, problems = parse_source(text, "b")
    assert problems == ()
    assert root == {"items": [node]}


@given(some.sampled_from(["stem", "key", "type", "new"]), NODES)
@example("stem", ["=:?"])
def test_any_value_can_be_put_in(key: str, value: object) -> None:
    changed = with_keys(BANK, "b", 0, {key: value})  # type: ignore[dict-item]  # likewise
    root = parse_source(changed, "b").root
    assert isinstance(root, dict)
    assert root["items"][0][key] == value  # type: ignore[index,call-overload]
    assert "# head" in changed
    assert "# about the key" in changed
    assert "# tail" in changed
