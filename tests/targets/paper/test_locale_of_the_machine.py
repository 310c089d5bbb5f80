"""The machine's own language and clock do not show: pages are the same bytes in any locale, at any time."""

import os
import subprocess
import sys
import time
from pathlib import Path
from shutil import which

import pytest

from nasec_study.rendering.fonts import is_here
from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import REPOSITORY

# Letters that are set otherwise in Turkish (fi), Lithuanian (dots below accents) and Serbian (two of them in italics).
PAGE = """
import sys
from hashlib import sha256
from nasec_study.targets.paper.pdf import render_pdf

SVG = '''<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" width="300" height="60" font-family="Study Serif">
<title>Words</title><text x="2" y="20">office fin i\\u0307\\u0301 \\u0431\\u0433\\u0434\\u043f\\u0442</text>
<text x="2" y="50" font-style="italic">office fin \\u0431\\u0433\\u0434\\u043f\\u0442</text></svg>'''
HTML = f'''<!doctype html><html lang="en"><title>Words</title>
<style>html {{ font-family: "Study Serif" }}
@page {{ size: 140mm; font-family: "Study Serif"; @bottom-left {{ content: "office fin" }} }}</style>
<p>office fin i\\u0307\\u0301 \\u0431\\u0433\\u0434\\u043f\\u0442 <em>\\u0431\\u0433\\u0434\\u043f\\u0442</em></p>
<img src="pictures/words.svg" alt="Words">'''
print(sha256(render_pdf(HTML, {"pictures/words.svg": SVG.encode()})).hexdigest())
"""
LOCALES = ("tr_TR", "lt_LT", "sr_RS")


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with locales of this machine's library; skips where their sources are missing, fails in CI."""
    folder = tmp_path_factory.mktemp("locales")
    missing = which("localedef") is None or not Path("/usr/share/i18n/locales/tr_TR").is_file()
    if missing and os.environ.get("CI") == "true":
        pytest.fail("the package locales is not installed, and CI must build in other locales")
    if missing:
        pytest.skip("the package locales is not installed")
    for name in LOCALES:
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"], check=True)
    return folder


def page_in(**environment: str) -> str:
    """Return the hash of a page that a process in another environment prints."""
    done = subprocess.run(
        [sys.executable, "-c", PAGE],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
    )
    return done.stdout


@pytest.fixture(scope="module")
def here() -> str:
    """Return the hash of the page in no language's locale."""
    return page_in(LC_ALL="C.UTF-8")


@pytest.mark.parametrize("name", LOCALES)
def test_a_page_is_the_same_in_any_locale(locales: Path, name: str, here: str) -> None:
    assert page_in(LOCPATH=str(locales), LC_ALL=f"{name}.UTF-8", LANGUAGE=name[:2]) == here


@pytest.mark.skipif(not is_here("devanagari"), reason="the extra `scripts` is not here")
def test_a_page_is_the_same_at_any_time() -> None:
    html = "<html lang='hi'><head><title>रिक्त</title></head><body style='font-family: Study Serif'>रिक्त</body></html>"
    pages = []
    for now in (1e9, 2e9):
        with pytest.MonkeyPatch.context() as clock:
            clock.setattr(time, "time", lambda now=now: now)
            pages.append(render_pdf(html, {}, language="hi"))
    assert pages[0] == pages[1]
