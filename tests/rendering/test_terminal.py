"""Texts in a terminal keep their lines."""

import pytest

from nasec_study.rendering.terminal import to_terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain *and* **strong** `code`", "Plain and strong code"),
        ("1. First\n2. Second\n   - inner\n\nAfter", "1. First\n2. Second\n   • inner\n\nAfter"),
        ("- a\n- b", "• a\n• b"),
        ("- a\n\n  more\n- b", "• a\n\n  more\n• b"),
        ("4. four\n5. five", "4. four\n5. five"),
        ("```python\nfor x in y:\n    print(x)\n```", "    for x in y:\n        print(x)"),
        ("| Year | Share |\n|---|---|\n| 1999 | 5 |", "Year  Share\n────  ─────\n1999  5"),
        ("> said\n> so", "│ said so"),
        ("![Three towers](media/t.svg)", "[Three towers]"),
        (
            "[here](https://example.org/a) and <https://example.org/b>",
            "here (https://example.org/a) and https://example.org/b",
        ),
        ("a  \nb", "a\nb"),
        ("&lt;b&gt; & *c*", "<b> & c"),
    ],
)
def test_text_in_a_terminal(text: str, shown: str) -> None:
    assert to_terminal(text) == shown
