"""Texts as the program writes them into YAML: as they were, and so that a person sees what is in them."""

import pytest
import yaml

from nasec_study.course.writing import WIDTH, mapping_lines


def test_entries_that_a_comma_might_have_cut_are_in_quotes() -> None:
    [written] = mapping_lines({"keys": ["[a, b", "f(x", "y)", "g(x)"]}, 0)
    assert written == 'keys: ["[a, b", "f(x", "y)", g(x)]'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a b", ["stem: a b"]),
        ("a\tb", ['stem: "a\\tb"']),
        ('"a"\tb', ['stem: "\\"a\\"\\tb"']),
        # A line too long for its place is folded between words; a single word has no such place.
        ("a b " * 40 + "c", ["stem: >-", "  " + ("a b " * 40)[: WIDTH - 2].strip()]),
        ("a b " * 40 + "\tc", [f'stem: "{"a b " * 40}\\tc"']),
        ("a" * 150, [f"stem: {'a' * 150}"]),
        ("null", ['stem: "null"']),
        ("a: b", ['stem: "a: b"']),
        ("a #b", ['stem: "a #b"']),
        ("a\n\nb", ["stem: |-", "  a", "", "  b"]),
        ("a\n", ['stem: "a\\n"']),
    ],
)
def test_a_text_is_written_so_that_it_is_read_as_it_was(text: str, lines: list[str]) -> None:
    written = mapping_lines({"stem": text}, 0)
    assert written[: len(lines)] == lines
    assert yaml.load("\n".join(written), yaml.BaseLoader) == {"stem": text}
