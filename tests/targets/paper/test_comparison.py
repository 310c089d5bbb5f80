"""The finished pages against what should stand on them: what a page would lose is found, and nothing else is."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasec_study.foundation.problems import StudyError, Where
from nasec_study.rendering.markup import faults, html_of, to_plain
from nasec_study.targets.paper.comparison import Planned
from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import REPOSITORY
from tests.reading_back import pages_of

STYLE = "body {" + (REPOSITORY / "templates/paper/style.css").read_text("utf-8").partition("\nbody {")[2]
PAGE = "@page { size: letter; margin: 20mm }"
PLAN = Planned("tides", "question item 'tides'", Where("items/r/s.yaml", 0, 0), inside=("<p>How high is it?</p>",))
ASKED = "<p>How high is it?</p>"
LONG = "harbor" * 40
TALL_TABLE = f"<table><thead><tr><th>a</th></tr></thead>{'<tr><td>b</td></tr>' * 90}</table>"


def page_of(body: str, style: str = "") -> str:
    return f'<!doctype html><html lang="en"><title>Page</title><style>{PAGE}{style}</style><body>{body}</body></html>'


def lost(body: str, style: str = "") -> list[str]:
    """Return what is said of a page on which one item should stand."""
    try:
        render_pdf(page_of(body, style), {}, "page.pdf", planned=(PLAN,))
    except StudyError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (f'<div data-item="tides">{ASKED}</div>', ""),
        (f'<div data-item="tides">{ASKED}</div>', "p { text-transform: uppercase; letter-spacing: 2pt }"),
        (f'<div data-item="tides"><p>How <em>high</em> is it?</p><p>{LONG}</p></div>', "p { overflow-wrap: anywhere }"),
        (f'<div data-item="tides">{ASKED * 80}</div>', ""),
        (f'<div data-item="tides">{ASKED}{TALL_TABLE}</div>', ""),
        (f'<div data-item="tides">{ASKED}<p>H<sub>2</sub>O, x<sup>2</sup></p></div>', ""),
    ],
    ids=["plain", "in capitals", "broken", "on several pages", "with a repeated head", "raised"],
)  # fmt: skip
def test_a_whole_page_is_left_alone(body: str, style: str) -> None:
    assert lost(body, style) == []


@pytest.mark.parametrize(
    ("body", "style", "said"),
    [
        (f'<div data-item="tides">{ASKED}<p>{LONG}</p></div>', "", "is outside its box on page 1 of page.pdf"),
        (
            f'<div data-item="tides">{ASKED}<p>One</p><p>Two</p></div>',
            "div { height: 1.5em } p { margin: 0 }",
            "'One' is outside its box on page 1 of page.pdf",
        ),
        (
            f'<div data-item="tides">{ASKED}</div>',
            "div { position: absolute; top: -40mm }",
            "is outside its box on page 1 of page.pdf",
        ),
        ('<div data-item="tides"><p>How is it?</p></div>', "", "'How high is it?' is not on page.pdf"),
        (ASKED, "", "'How high is it?' is not on page.pdf"),
        (
            f'<div data-item="tides">{ASKED}</div>',
            ".x { display: none } p { display: none }",
            "'How high is it?' is not on page.pdf",
        ),
        (
            f'<div data-item="tides">{ASKED}{"<p>line</p>" * 90}</div>',
            "div { continue: discard }",
            "'line' is not on page.pdf as it should be, whole and exactly once",
        ),
        (
            f'<div data-item="tides">{ASKED}<section></section>{TALL_TABLE}</div>',
            "div { continue: discard } section { height: 400mm }",
            "'a' is not on page.pdf as it should be, whole and exactly once",
        ),
    ],
    ids=[
        "too wide",
        "too high",
        "off the page",
        "a word left out",
        "not there",
        "hidden",
        "cut at the page's end",
        "a head cut",
    ],
)
def test_what_a_page_loses_is_named_with_its_item(body: str, style: str, said: str) -> None:
    found = lost(body, style)
    assert found
    assert said in found[0], found
    assert found[0].startswith("items/r/s.yaml: question item 'tides': ")
    assert "[E414]" in found[0]


WORDS = st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12), min_size=1)
INLINE = st.one_of(
    WORDS.map(" ".join),
    WORDS.map(lambda words: f"*{' '.join(words)}*"),
    WORDS.map(lambda words: f"**{' '.join(words)}**"),
    WORDS.map(lambda words: f"`{' '.join(words)}`"),
    WORDS.map(lambda words: f"[{' '.join(words)}](https://example.org/{'x' * 60})"),
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    columns = draw(st.integers(1, 18))
    cell = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=14)
    rows = draw(st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=2, max_size=5))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * columns}", *lines[1:]])


def lists(mark: str) -> st.SearchStrategy[str]:
    return st.lists(INLINE, min_size=1, max_size=4).map(lambda entries: "\n".join(f"{mark} {one}" for one in entries))


BLOCKS = st.one_of(
    INLINE,
    tables(),
    lists("-"),
    lists("1."),
    lists("1846)"),
    INLINE.map(lambda text: f"> {text}"),
    WORDS.map(lambda words: "```\n" + "\n    ".join(words) + "\n```"),
    WORDS.map(lambda words: f"```\n{' '.join(words)}\n```"),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCKS, min_size=1, max_size=6).map("\n\n".join))
def test_whatever_is_written_stands_on_the_page_as_poppler_reads_it(text: str) -> None:
    if any(faults(text)):
        return
    html = html_of(text)
    planned = Planned("any", "question item 'any'", Where("s.yaml", 0, 0), inside=(html,))
    with TemporaryDirectory() as folder:
        pdf = Path(folder, "any.pdf")
        pdf.write_bytes(render_pdf(page_of(f'<div data-item="any">{html}</div>', STYLE), {}, planned=(planned,)))
        words = [word for page in pages_of(pdf) for word in page.words]
    assert all(word.left > 56 and word.right < 612 - 55 for word in words), text
    read = Counter("".join(word.text for word in words))
    assert not Counter(filter(str.isalnum, to_plain(text))) - read, text
