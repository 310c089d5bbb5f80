"""Gaps in a field: Anki takes the first `::` and `}}` in one for its own signs."""

import pytest

from nasec_study.targets.anki.clozes import cloze_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{{c1::a}} b", "{{c1::a}} b"),
        ("{{c1::a::hint}} b", "{{c1::a::hint}} b"),
        (r"{{c1::a\::b}}", "{{c1::a:<span></span>:b}}"),
        ("{{c1::`a::b`}}", "{{c1::<code>a:<span></span>:b</code>}}"),
        ("{{c1::{a}}}", "{{c1::{a}<span></span>}}"),
        ("{{c1::`{a}`}} `{{b}}`", "{{c1::<code>{a}</code>}} <code>{<span></span>{b}}</code>"),
        (r"{{c1::a\:::hint}}", "{{c1::a:<span></span>::hint}}"),
        ("a::b {{c1::c}}", "a::b {{c1::c}}"),
        (r"{{c1::a}} \(f::g\)", r'{{c1::a}} <span class="formula">\(f: :g\)</span>'),
        (r"{{c1::\(x^{y^{z}}\)}}", r'{{c1::<span class="formula">\(x^{y^{z} }\)</span>}}'),
        (r"\(x + {{c1::y^{z}}}\)", r'<span class="formula">\(x + { {{c1::y^{z} }} }\)</span>'),
    ],
)
def test_a_gap_ends_where_its_author_ended_it(text: str, html: str) -> None:
    assert cloze_html(text) == html
