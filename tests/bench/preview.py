"""The loop of writing: from a save to the card on the page, and to the worksheet as a PDF, in a warm process."""

import re
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import copytree
from statistics import median
from typing import TYPE_CHECKING

from nasec_study.preview.desk import Desk
from tests.bench.measure import REPOSITORY, Line, run, run_process
from tests.browser import chromium
from tests.preview.test_preview import Preview, started

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAVES = 9
PAUSE = 2.5
# CPU of a build after one edited item, before there was a preview (commit 0a472bd).
BUILD_AFTER_AN_EDIT = 9.3
# Tells, in each frame, when what was saved is painted, and how late it is by the clock of the machine.
_SEEN = """addEventListener("DOMContentLoaded", () => {
  const found = /Zebra \\d+/.exec(document.body.innerText);
  if (!found || !location.pathname.includes("/card/")) return;
  requestAnimationFrame(() => requestAnimationFrame(() => console.log(`${found[0]} at ${Date.now()}`)));
})"""


def lines(folder: Path) -> Iterator[Line]:
    """Yield the lines of this theme; the shipped course is copied into `folder`."""
    copytree(REPOSITORY / "content", folder / "content")
    bank = next(iter(sorted((folder / "content/items/obstacles").glob("*.yaml"))))
    with started(folder) as preview, chromium() as browser:
        page = browser.new_page()
        starts, taken = zip(*_turns(preview, page, folder, bank), strict=True)
    start, seen = median(starts), median(taken)
    yield Line("save → card on the page / --help", seen / start, 5, beside=f"{seen:.2f} s, --help {start:.2f} s")
    desk = Desk(folder / "content")
    name = next(name for name, shown in desk.state.items.items() if shown.item.type == "choice")
    found = desk.state.items[name]
    found.views.pdf(found.item)
    desk.cards(name)
    again = run(lambda: desk.read(frozenset([bank]))).cpu
    laid = run(partial(found.views.pdf, found.item)).cpu
    yield Line("save → its worksheet as PDF", again + laid, BUILD_AFTER_AN_EDIT / 4, "s of CPU", f"reading {again:.3f}")


def _turns(preview: Preview, page: "Page", folder: Path, bank: Path) -> Iterator[tuple[float, float]]:
    """Yield the seconds that --help takes, and those from a save until a page has painted what was saved, by turns."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.add_init_script(_SEEN)
    page.goto(preview.address)
    page.locator("#items button").first.wait_for()
    text = bank.read_text("utf-8")
    [stem, *_] = re.findall(r"stem: (.*)", text)
    for number in range(SAVES):
        # What the last save left to do, checks and all the other views, is done by then.
        page.wait_for_timeout(PAUSE * 1000)
        start = run_process("-m", "nasec_study", "--help", cwd=folder).wall
        begun = time.time()
        bank.write_text(text.replace(stem, f"Zebra {number} {stem}", 1), "utf-8")
        while not (seen := [line for line in told if line.startswith(f"Zebra {number} ")]):
            page.wait_for_timeout(5)
        yield start, int(seen[0].rpartition(" ")[2]) / 1000 - begun
