"""Strict loading: every scalar is text with its place, and what YAML would guess or share is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nasec_study.course.slips import MAX_DEPTH
from nasec_study.course.source import MAX_BYTES, MAX_PROBLEMS, parse_raw, parse_source, raw_of
from nasec_study.foundation.characters import REFUSED, composed
from nasec_study.foundation.problems import Problem, Where

PRINTABLE = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=40)
    .filter(lambda text: not REFUSED.search(text))
    .map(composed)
)
TREES = st.recursive(
    PRINTABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE.filter(bool), inner, max_size=4),
    max_leaves=12,
)


def read_text(folder: Path, text: str | bytes) -> tuple[object, list[str]]:
    file = folder / "bank.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    raw = raw_of(file, "bank.yaml")
    root, _, problems = (None, None, (raw,)) if isinstance(raw, Problem) else parse_raw(raw, "bank.yaml")
    return root, [str(problem) for problem in problems]


@given(tree=TREES.filter(bool))
def test_what_is_written_is_what_is_read(tree: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    assert read_text(tmp_path_factory.mktemp("tree"), text) == (tree, [])


@pytest.mark.parametrize("scalar", ["no", "1.10", "2005-03-23", "0x1F", "1e3", "true"])
def test_nothing_is_guessed(tmp_path: Path, scalar: str) -> None:
    assert read_text(tmp_path, f"key: {scalar}\n") == ({"key": scalar}, [])


@pytest.mark.parametrize("nothing", ["null", "~", "Null", "NULL", ""])
def test_null_is_an_empty_text(tmp_path: Path, nothing: str) -> None:
    text = f"key: {nothing}\nlist: [a, {nothing or '~'}]\nquoted: '{nothing}'\n"
    assert read_text(tmp_path, text) == ({"key": "", "list": ["a", ""], "quoted": nothing}, [])


def test_letters_and_accents_that_stand_apart_are_read_as_one() -> None:
    apart = "Jose\u0301 Nu\u0301n\u0303ez"
    assert parse_source(f"{apart}: {apart}", "bank.yaml").root == {"José Núñez": "José Núñez"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_letter_that_is_refused_is_told_with_its_line(line_end: str) -> None:
    [problem] = parse_source(line_end.join(("title: T", "items:", "  - id: \u202ea", "")), "bank.yaml").problems
    assert str(problem.where) == "bank.yaml:3:9"


def test_values_know_their_places() -> None:
    source = parse_source("title: Québec\nitems:\n  - id: a\n    key: b\n", "bank.yaml").source
    assert str(source.where("title")) == "bank.yaml:1:8"
    assert str(source.where("items", 0, "key")) == "bank.yaml:4:10"
    assert str(source.where("items", 0, "missing")) == "bank.yaml:3:5"


@pytest.mark.parametrize(
    ("written", "piece", "place"),
    [
        ("It is 12 in 2012.", "12", "2:13"),
        ("It is 2012, so 12.", "12", "2:22"),
        ("'It''s so.'", "It's", "2:8"),
        (r'"A \"port\" at \\(x\\)"', '"port"', "2:10"),
        (r'"A \"port\" at \\(x\\)"', r"\(x", "2:22"),
        (">-\n      It is\n      so.", "is so", "3:10"),
        ("|\n      a\n      b", "b", "4:7"),
        ("It is so.", "that", "2:7"),
        ("It is so.", "", "2:7"),
    ],
)
def test_words_of_a_text_know_their_places(written: str, piece: str, place: str) -> None:
    source = parse_source(f"other: {piece}\nkey:  {written}\nlast: {piece}\n", "bank.yaml").source
    assert str(source.word(("key",), piece)) == f"bank.yaml:{place}"


@given(tree=TREES.filter(bool), style=st.sampled_from(['"', None]), flow=st.sampled_from([True, False]))
def test_places_are_those_that_yaml_itself_tells(*, tree: object, style: str | None, flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_style=style, default_flow_style=flow)
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    source = parse_source(text, "bank.yaml").source
    for steps, key, value in marked(root):
        assert source.where(*steps) == at(value), steps
        assert source.part(*steps[:1]).where(*steps[1:]) == at(value), steps
        assert source.key_where(*steps) == at(key or value), steps
        assert source.where(*steps, "no such key") == at(value), steps


Steps = tuple[str | int, ...]


def marked(value: Any, key: Any = None, steps: Steps = ()) -> Iterator[tuple[Steps, Any, Any]]:
    """Yield the steps to each value of a tree that PyYAML composed, the node of its key if it has one, and its own."""
    yield steps, key, value
    if isinstance(value, yaml.MappingNode):
        for name, inner in value.value:
            yield from marked(inner, name, (*steps, name.value))
    elif isinstance(value, yaml.SequenceNode):
        for number, inner in enumerate(value.value):
            yield from marked(inner, None, (*steps, number))


def at(node: Any) -> Where:
    return Where("bank.yaml", node.start_mark.line + 1, node.start_mark.column + 1)


def test_of_two_values_under_one_key_the_first_counts(tmp_path: Path) -> None:
    text = "a:\n  b: 1\n  b: 2\n  c: {d: 1, d: 2}\na: {e: 1, e: 2}\n"
    tree, problems = read_text(tmp_path, text)
    assert tree == {"a": {"b": "1", "c": {"d": "1"}}}
    assert problems == [
        "bank.yaml:3:3: key 'b' is given twice (the first is on line 2; keep one of them) [E110]",
        "bank.yaml:4:13: key 'd' is given twice (the first is on line 4; keep one of them) [E110]",
        "bank.yaml:5:1: key 'a' is given twice (the first is on line 1; keep one of them) [E110]",
        "bank.yaml:5:11: key 'e' is given twice (keep one of them) [E110]",
    ]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read_text(tmp_path, b"\xef\xbb\xbfkey: value\n") == ({"key": "value"}, [])


def test_a_byte_that_is_not_utf8_has_its_place_behind_a_byte_order_mark(tmp_path: Path) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        tree, problems = read_text(tmp_path, mark + b"key: value\nname: D\xedez\n")
        assert tree is None
        assert problems == ["bank.yaml:2:8: byte 0xed is not UTF-8 (save the file as UTF-8) [E103]"]


def test_nested_aliases_are_refused_without_growing(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join(f'*a{n - 1}' for _ in range(9))}]" for n in range(1, 9)]
    _, problems = read_text(tmp_path, "\n".join(levels))
    assert len(problems) == 9 + 8 * 9
    assert problems[0].startswith("bank.yaml:1:5: anchor '&a0' is not allowed")


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    tree, problems = read_text(tmp_path, b"key: " + b"x" * MAX_BYTES)
    assert tree is None
    assert problems == ["bank.yaml:1:1: the file is larger than 8 MB (split it into several files) [E102]"]


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)])
def test_too_deep_a_nesting_is_not_followed(text: str, tmp_path: Path) -> None:
    tree, problems = read_text(tmp_path, text)
    assert tree is None
    assert len(problems) == 1
    assert f"nested deeper than {MAX_DEPTH} levels" in problems[0]


def test_problems_of_one_file_are_bounded(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "".join(f"a{n}: *x\n" for n in range(10_000)))
    assert len(problems) == MAX_PROBLEMS


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    assert str(raw_of(tmp_path / "missing.yaml", "missing.yaml")) == (
        "missing.yaml:1:1: the file cannot be read: No such file or directory (check its name and permissions) [E101]"
    )


@pytest.mark.parametrize("text", ["number #5", "number ##", "number ## five", "Is it # or %?", "Two words # three"])
def test_a_comment_that_is_hardly_meant_as_one_is_a_problem(tmp_path: Path, text: str) -> None:
    _, problems = read_text(tmp_path, f"key: {text}\n")
    column = 6 + text.index(" #")
    hint = f'if it is text, write "{text}"; put a comment on a line of its own'
    assert problems == [f"bank.yaml:1:{column}: the rest of this line is a comment and would be lost ({hint}) [E119]"]


@pytest.mark.parametrize(
    "line", ["key: number # five", "key: [a, b] # two words", 'key: "two words" # both', "key: # none"]
)
def test_a_comment_behind_what_is_no_text_of_several_words_is_one(tmp_path: Path, line: str) -> None:
    assert read_text(tmp_path, f"{line}\n")[1] == []
