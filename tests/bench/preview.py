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

SAVES = 7
# CPU of a build after one edited item, before there was a preview (commit 0a472bd).
BUILD_AFTER_AN_EDIT = 9.3


def lines(folder: Path) -> Iterator[Line]:
    """Yield the lines of this theme; the shipped course is copied into `folder`."""
    copytree(REPOSITORY / "content", folder / "content")
    start = median([run_process("-m", "nasec_study", "--help", cwd=folder).wall for _ in range(SAVES)])
    bank = next(iter(sorted((folder / "content/items/obstacles").glob("*.yaml"))))
    with started(folder) as preview, chromium() as browser:
        taken = list(_seen(preview, browser.new_page(), bank))
    yield Line("save → card on the page / --help", median(taken) / start, 5, beside=f"{median(taken):.2f} s")
    desk = Desk(folder / "content")
    name = next(name for name, shown in desk.state.items.items() if shown.item.type == "choice")
    found = desk.state.items[name]
    found.views.pdf(found.item)
    laid = run(partial(found.views.pdf, found.item)).cpu
    yield Line("save → its worksheet as PDF", laid, BUILD_AFTER_AN_EDIT / 4, "s of CPU")


def _seen(preview: Preview, page: "Page", bank: Path) -> Iterator[float]:
    """Yield the seconds from each save until a page shows what was saved."""
    text = bank.read_text("utf-8")
    [stem, *_] = re.findall(r"stem: (.*)", text)
    page.goto(preview.address)
    page.locator("#items button").first.wait_for()
    for number in range(SAVES):
        bank.write_text(text.replace(stem, f"Zebra {number} {stem}", 1), "utf-8")
        start = time.perf_counter()
        front = page.frame_locator("#cards iframe >> nth=0")
        front.get_by_text(f"Zebra {number}").first.wait_for()
        yield time.perf_counter() - start
        time.sleep(3)
