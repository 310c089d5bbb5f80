"""Someone who practises on a page in a browser: by mouse, touch or keys, at a time of their own."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

from nasec_study.pipeline import build
from tests.browser import PATIENCE
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

SCRIPTS = REPOSITORY / "templates/web/script"
WIDTH, HEIGHT = 390, 760
NOON = datetime(2026, 11, 30, 12)  # noqa: DTZ001 - by the clock of whoever practises
# Everything that the policy of a page forbids is told here.
_WATCH = """window.violations = [];
document.addEventListener("securitypolicyviolation", event => {
  window.violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
});"""
# What sticks out of the page; what scrolls by itself is in a box of its own.
_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  const found = document.documentElement.scrollWidth > width ? ["page"] : [];
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (!box.width || element.closest(".unseen, option") || element.parentElement.closest(".wide, pre, svg")) continue;
    if (box.right > width + 0.5) found.push(`${element.tagName} ${element.className}`);
  }
  return found;
}"""
# In one call, as nearly every test begins so; test_spacing.py does it by mouse, test_kinds.py by keys.
_QUIZ = """async ([items, filters]) => {
  const find = id => document.getElementById(id);
  if (location.hash !== "#start") {
    const shown = new Promise(resolve => window.addEventListener("hashchange", resolve, { once: true }));
    location.hash = "#start";
    await shown;
  }
  find("filter-all").click();
  if (Object.keys(filters).length) find("filter").open = true;
  for (const [name, value] of Object.entries(filters)) {
    const select = find(`by-${name}`);
    select.value = value;
    if (select.value !== value) throw new Error(`there is no ${name} '${value}' to choose by`);
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
  find("quiz-items").value = items;
  document.querySelector("#quiz button").click();
}"""


def pages_of(folder: Path, content: Path, *settings: str) -> Path:
    """Build the practice pages of a course, with more lines in its course.yaml; return the folder that they are in."""
    if not (folder / "content").exists():
        copytree(content, folder / "content")
    file = folder / "content/course.yaml"
    file.write_text("".join((file.read_text("utf-8"), *(f"{line}\n" for line in settings))), "utf-8")
    list(build(folder / "content", folder / "build", ("web",)))
    return folder / "build/web"


class Learner:
    """One who practises; remembers every request and every fault of the pages."""

    def __init__(self, context: "BrowserContext") -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.now = NOON
        self.page.clock.install(time=self.now)

    def leave(self) -> None:
        """Leave the window as a new one is, for whoever comes next."""
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self.page.goto("about:blank")
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        self.page.emulate_media(media="null", color_scheme="light")
        self.now = NOON
        self.page.clock.set_system_time(self.now)
        self.requests.clear()
        self.faults.clear()

    def open(self, file: Path, view: str = "") -> None:
        """Open a page from its file, anew if it was open."""
        if self.page.url != "about:blank":
            self.page.goto("about:blank")
        self.page.goto(f"{file.as_uri()}{view}")
        self._wait()

    def reload(self) -> None:
        """Load the page once more."""
        self.page.reload()
        self._wait()

    def _wait(self) -> None:
        """Wait for a page to practise on to begin, at its first frame; other pages are there at once."""
        if self.page.locator("#practise").count():
            self.page.locator("nav a[aria-current]").wait_for()

    def violations(self) -> list[str]:
        """Return what the page tried that its policy forbids."""
        found: list[str] = self.page.evaluate("window.violations")
        return found

    def overflow(self) -> list[str]:
        """Return what is wider than the page."""
        found: list[str] = self.page.evaluate(_OVERFLOW)
        return found

    def days_pass(self, days: int) -> None:
        """Let days pass, and look at the page anew."""
        self.now += timedelta(days=days)
        self.page.clock.set_system_time(self.now)
        self.reload()

    def stored(self, code: str) -> Any:
        """Return what the browser keeps of a course, or None."""
        return json.loads(self.page.evaluate(f"localStorage.getItem('nasec-study:{code}:practice')") or "null")

    def quiz(self, items: int = 10, **filters: str) -> None:
        """Begin a quiz of so many items, chosen by `kind`, `reading` and the like."""
        self.page.evaluate(_QUIZ, [items, filters])

    def text(self, selector: str) -> str:
        """Return the text of what a selector finds, in one line."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    @property
    def verdict(self) -> str:
        """What was said of the last answer."""
        return self.text(".verdict")

    def check(self, *, sure: bool = True) -> None:
        """Have the answer checked, or shown."""
        self.page.locator(f"form .actions button:nth-of-type({1 if sure else 2})").click()

    def choose(self, *texts: str) -> None:
        """Choose options by their texts."""
        for text in texts:
            self.row(text).locator("label").click()

    def row(self, text: str) -> "Locator":
        """Return the row of options, or of steps, with just this text."""
        return self.page.locator(".options li, .steps li").filter(
            has=self.page.locator(".text", has_text=re.compile(rf"^\s*{re.escape(text)}\s*$"))
        )

    def select(self, choices: Sequence[str]) -> None:
        """Choose a text in each list, one after the other; '' leaves one out."""
        for number, text in enumerate(choices):
            if text:
                self.page.select_option(f"#row-{number}", label=text)

    def steps(self) -> list[str]:
        """Return the steps as they stand."""
        return [" ".join(text.split()) for text in self.page.locator(".steps .text").all_inner_texts()]

    def next(self) -> None:
        """Go on."""
        self.page.locator(".after button.main").click()


@contextmanager
def learner(browser: "Browser", width: int = WIDTH, **options: Any) -> Iterator[Learner]:
    """Let someone practise in a browser of their own; fails if a page asked for anything, or anything went wrong."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, **options)
    context.add_init_script(_WATCH)
    try:
        found = Learner(context)
        yield found
        _assert_nothing_went_wrong(found)
    finally:
        context.close()


@contextmanager
def learner_in(window: Learner, file: Path) -> Iterator[Learner]:
    """Let someone practise on a page in a window that another one has left; fails as `learner` does."""
    window.open(file)
    try:
        yield window
        _assert_nothing_went_wrong(window)
    finally:
        window.leave()


def _assert_nothing_went_wrong(student: Learner) -> None:
    """Assert that pages asked for nothing, and that none had a fault."""
    assert student.faults == []
    assert student.violations() == []
    assert {url.partition(":")[0] for url in student.requests if not url.startswith(("data:", "blob:"))} <= {
        "file",
        "about",
    }
    assert not [url for url in student.requests if url.startswith("file:") and ".html" not in url]
