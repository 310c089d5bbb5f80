"""Pages show what WeasyPrint shows by itself, though they do without much of its work."""

import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext

import pytest

from nasec_study.targets.paper.pdf import render_pdf

PAGE = "<!doctype html><html lang='en'><head><title>T</title><style>{}</style></head><body>{}</body></html>"
TWO_WIDTHS = "<p>one</p><div style='width: 9em'><p>two</p></div>"
TABLE = "<table><tr><td>one<td>two<tr><td>three<td>four<tr><td colspan=2>five</table>"


def nothing(*_: object) -> AbstractContextManager[None]:
    """Stand in the place of an economy."""
    return nullcontext()


def assert_the_same_without(monkeypatch: pytest.MonkeyPatch, economy: str, page: str) -> None:
    """Fail where a page has other bytes without an economy."""
    with_it = render_pdf(page, {})
    monkeypatch.setattr(f"nasec_study.targets.paper.corrections.all.{economy}", nothing)
    assert render_pdf(page, {}) == with_it


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("", "<ul><li>one</li><li>two</li></ul><ol><li>three</li></ol><p>a<br>b <q>c</q></p>"),
        ("ol { list-style-type: upper-alpha }", "<ol><li>one<ul><li>two</li></ul></li></ol>"),
        ("li::marker { color: red; font-size: 2em }", "<ul><li>one</li></ul>"),
        ("div { display: list-item; margin-left: 2em }", "<div>one</div>"),
        ("p::before { display: list-item; content: 'x'; margin-left: 2em }", "<p>one</p>"),
        ("i { float: footnote }", "<p>one<i>two</i> three</p>"),
        ("i { FLOAT: Footnote }", "<p>one<i>two</i> three</p>"),
    ],
)
def test_lists_and_notes_of_any_template_show_as_they_would(
    style: str, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_the_same_without(monkeypatch, "spared_styles", PAGE.format(style, body))


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("p { text-align: justify; width: 9em }", "<p>so much for all of that, and more of it</p>"),
        ("p { letter-spacing: 0.2em; word-spacing: 1em; width: 9em }", "<p>so much for all of that, and more</p>"),
        ("p { hyphens: auto; width: 4em; overflow-wrap: anywhere }", "<p>incomprehensible responsibilities</p>"),
        ("p { width: 5em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }", "<p>far too long</p>"),
        ("p { text-decoration: underline line-through }", "<p>one <b>two</b>\u2028three\u2029four</p>"),
        ("", "<pre>one\ntwo\t2\r\n\nthree</pre><p>\u05d0\u05d1 one \u05d2 (2)</p><p dir='rtl'>\u05d0\u05d1 one</p>"),
        ("", "<svg viewBox='0 0 90 9'><text x='1 4 9' y='5'>ab\nc d</text><text textLength='40'>long</text></svg>"),
    ],
)
def test_lines_are_drawn_as_if_they_were_laid_out_again(style: str, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_the_same_without(monkeypatch, "kept_lines", PAGE.format(style, body))


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("p { margin: 1em 10% 2em auto; padding: 5% 1em; width: 60%; border: 1px solid }", TWO_WIDTHS),
        ("p { width: calc(50% - 2em); max-width: calc(10em + 5%); min-height: 3em }", TWO_WIDTHS),
        ("p { width: 9em; padding: 1em; border: 2px solid } .b { box-sizing: border-box }", "<p>one<p class=b>two"),
        ("p { width: 1em; box-sizing: border-box; padding: 2em; min-width: auto }", "<p>one<p>two"),
        (
            "table { border-collapse: collapse } td { border: 1px solid; padding: 2px } tr + tr { border: 9px solid }",
            TABLE,
        ),
        ("table { border-spacing: 4px } td { border: 3px solid; min-width: 4em; height: 9% }", TABLE),
        (
            "div { display: flex; height: 9em } p { flex: 1 1 20%; margin: 1em; min-width: 0 }",
            "<div><p>one<p>two</div>",
        ),
        ("div { display: grid; grid-template-columns: 1fr 2fr } p { height: 50% }", "<div><p>one<p>two</div>"),
        ("p { float: left; width: 40%; margin: -1px 0 0 2px } p + p { width: 3em }", "<p>one<p>two<p>three"),
        ("@page { size: a5; margin: 5% 2cm; @top-left { content: 'top'; width: 50% } } p { height: 90% }", "<p>one"),
    ],
)
def test_sizes_are_as_if_each_box_had_its_own(style: str, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_the_same_without(monkeypatch, "known_sizes", PAGE.format(style, body))


# As where a library lies where only the search finds it.
HIDDEN = """
import ctypes.util, cffi
load, find = cffi.FFI.dlopen, ctypes.util.find_library
def dlopen(self, name, *flags):
    if ctypes.util.find_library is not find:
        raise OSError(name)
    return load(self, name, *flags)
cffi.FFI.dlopen = dlopen
"""
IMPORT = """
import sys
started = []
sys.addaudithook(lambda event, args: event == "subprocess.Popen" and started.append(args[0]))
from nasec_study.targets.paper.renderer import import_weasyprint
import_weasyprint()
print(len(started))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no compiler look for libraries")
@pytest.mark.parametrize(("before", "starts"), [("", False), (HIDDEN, True)], ids=["names", "search"])
def test_no_process_looks_for_libraries_that_are_found_by_their_names(before: str, *, starts: bool) -> None:
    done = subprocess.run([sys.executable, "-c", before + IMPORT], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert bool(int(done.stdout)) == starts
