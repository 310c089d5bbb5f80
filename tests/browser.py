"""Cards in a browser: rendered by the real Anki, put into a page as Anki's reviewers do."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nasec_study.pipeline import build
from tests.reading_back import collection, import_into

if TYPE_CHECKING:
    from anki.collection import Collection
    from playwright.sync_api import Browser, Page, Request, Route

ADDRESS = "http://card.test/"
# The shell without windows first: a page takes it half as long, since it draws none of the browser's own.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)
# On a busy machine a page that loads in a moment may take a minute; milliseconds.
PATIENCE = 120_000
PHONE = 390
SCREEN = 720

# What the reviewer's own style sheets set, where it touches a card; a card must look the same on top of it.
_REVIEWER_CSS = """
body { margin: 20px; }
body.nightMode { background-color: #2c2c2c; color: #fcfcfc; }
#typeans { box-sizing: border-box; width: 100%; }
code#typeans { white-space: pre-wrap; }
.typeGood { background: #afa; color: black; }
.typeBad { background: #faa; color: black; }
.typeMissed { background: #ccc; color: black; }
img { max-width: 100%; max-height: 95vh; }
#image-occlusion-container { position: relative; margin: 0 auto; max-height: calc(95vh - 40px); }
#image-occlusion-container img { position: absolute; top: 0; left: 0; width: 100%; height: 100%; max-width: unset;
  max-height: unset; }
#image-occlusion-canvas { position: absolute; top: 0; left: 0; width: 100%; height: 100%; }
"""
# A stand-in for the client's own script that draws masks: red the one that is asked, yellow the others.
_OCCLUSION = """window.anki = { imageOcclusion: { setup() {
  const box = document.getElementById("image-occlusion-container");
  const [image, canvas] = [box.querySelector("img"), box.querySelector("canvas")];
  image.decode().then(() => {
    box.style.aspectRatio = image.naturalWidth / image.naturalHeight;
    canvas.width = canvas.clientWidth;
    canvas.height = canvas.clientHeight;
    const pen = canvas.getContext("2d");
    for (const mask of document.querySelectorAll("[data-shape=rect]")) {
      if (mask.className === "cloze-highlight") continue;
      if (mask.className === "cloze-inactive" && !mask.dataset.occludeinactive) continue;
      pen.fillStyle = mask.className === "cloze" ? "#ff8e8e" : "#ffeba2";
      const { left, top, width, height } = mask.dataset;
      pen.fillRect(left * canvas.width, top * canvas.height, width * canvas.width, height * canvas.height);
    }
  });
} } };"""
_PLAY = '<svg viewBox="0 0 64 64"><circle cx="32" cy="32" r="29"/><path d="M57 32 19 52V12Z"/></svg>'
# Setting innerHTML runs no script; the desktop makes each one anew.
FLIP_IN_PLACE = """html => {
  const qa = document.getElementById("qa");
  qa.innerHTML = html;
  for (const old of qa.querySelectorAll("script")) {
    const script = document.createElement("script");
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
  const answer = document.getElementById("answer");
  if (answer) answer.scrollIntoView();
}"""
# Every text that is shown, with the marks before it: its color against what lies behind it, as WCAG 2.1 reckons.
_CONTRASTS = """() => {
  const channels = color => {
    const [red, green, blue, alpha = 1] = color.match(/[\\d.]+/g).map(Number);
    return [red, green, blue, alpha];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
  const behind = element => {
    if (!element) return [255, 255, 255];
    const own = channels(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, behind(element.parentElement));
  };
  const opacity = element => element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1;
  const luminance = color => {
    const [red, green, blue] = color.map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (element, color) => {
    const back = behind(element);
    const ink = channels(color);
    const [light, dark] = [over([...ink.slice(0, 3), ink[3] * opacity(element)], back), back]
      .map(luminance).sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const found = [];
  for (const element of document.querySelectorAll("#qa, #qa *:not(script):not(style)")) {
    if (!element.getClientRects().length) continue;
    const texts = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const where = element.tagName.toLowerCase() + [...element.classList].map(name => "." + name).join("");
    const style = getComputedStyle(element);
    if (["radio", "checkbox"].includes(element.type)) {
      found.push([where, ratio(element.parentElement, style.borderTopColor)]);
    } else if (texts.length || element.tagName === "INPUT") {
      found.push([where, ratio(element, style.color)]);
    }
    const mark = getComputedStyle(element, "::before");
    if (!["none", "normal", '""'].includes(mark.content)) found.push([where + "::before", ratio(element, mark.color)]);
  }
  return found;
}"""
# What sticks out of the page or of its box; what is made to scroll by itself shows that it does.
_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  const name = element => element.tagName.toLowerCase() + "." + element.className;
  const found = [];
  if (document.documentElement.scrollWidth > width) found.push(`page: ${document.documentElement.scrollWidth}`);
  const scrolls = ".wide, pre, .stimulus, .masks";
  for (const element of document.querySelectorAll("#qa *:not(script):not(style)")) {
    if (element.closest(".unseen") || (element.parentElement && element.parentElement.closest(scrolls))) continue;
    if (element.getBoundingClientRect().right > width + 0.5) found.push(`${name(element)} sticks out`);
    if (getComputedStyle(element).display === "inline" || element.matches(scrolls)) continue;
    if (element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} overflows`);
  }
  return found;
}"""


# What WCAG 2.2 AA asks, and what axe advises besides.
_ACCESSIBLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_faults(page: "Page", axe: str, where: str = "html") -> list[str]:
    """Return what the script of axe-core finds in a part of a page as it is now."""
    # Only what is wrong comes back: to hand over the rest, and axe itself, takes longer than to look.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {axe} }}")
    found = page.evaluate(
        "async ([where, runOnly]) => (await axe.run(where, { runOnly, iframes: false, resultTypes: ['violations'] }))"
        ".violations.map(one => [one.id, one.nodes.map(node => node.html)])",
        [where, _ACCESSIBLE],
    )
    return [f"{rule}: {places}" for rule, places in found]


@dataclass(frozen=True)
class Card:
    """A card as Anki hands it to a reviewer: both sides with their style sheet."""

    kind: str  # of its note type: "Choice", "True or false"
    name: str  # of the card within its note: "Card", "Pair 1"
    id: str  # of the item
    front: str
    back: str


@dataclass(frozen=True)
class Cards:
    """The cards of a package, and its pictures by name."""

    cards: tuple[Card, ...]
    pictures: Mapping[str, bytes]

    def of(self, item: str, name: str = "Card") -> Card:
        """Return the card of an item."""
        return next(card for card in self.cards if (card.id, card.name) == (item, name))


def package_of(folder: Path, content: Path, name: str, *settings: str) -> Path:
    """Build a course below a folder, with more lines in its course.yaml, and return the package of this name."""
    copytree(content, folder / "content")
    file = folder / "content/course.yaml"
    file.write_text("".join((file.read_text("utf-8"), *(f"{line}\n" for line in settings))), "utf-8")
    return next(path for path in build(folder / "content", folder / "build", ("anki",)) if path.stem == name)


def cards_of(package: Path, *, typed: str = "") -> Cards:
    """Return the cards of a package after import into Anki, typed answers compared by Anki itself."""
    with collection() as anki:
        import_into(anki, package)
        cards = tuple(card_in(anki, card_id, typed) for card_id in anki.find_cards("", order=True))
        media = Path(anki.media.dir())
        return Cards(cards, {file.name: file.read_bytes() for file in media.iterdir() if file.is_file()})


def card_in(anki: "Collection", card_id: Any, typed: str = "") -> Card:
    """Return a card of a collection, with what Anki says of a typed answer."""
    card = anki.get_card(card_id)
    note, note_type, output = card.note(), card.note_type(), card.render_output()
    expected = next((note[name] for name in ("Value", "Typed") if name in note), "")
    compared = anki.compare_answer(expected, typed) if expected else ""
    return Card(
        note_type["name"].split(" ", 1)[1],
        str(card.template()["name"]),
        note["Id"],
        _as_reviewer(output.question_and_style(), '<center><input type="text" id="typeans"></center>'),
        _as_reviewer(output.answer_and_style(), f"<div>{compared}</div>"),
    )


def _as_reviewer(html: str, typed: str) -> str:
    """Return a side as a reviewer completes it: a field or a comparison for a typed answer, a button for a sound."""
    html = re.sub(r"\[\[type:[^\]]+\]\]", lambda _: typed, html)
    return re.sub(r"\[anki:play:\w:\d+\]", f'<a class="replay-button soundLink" href="#">{_PLAY}</a>', html)


def page_with(content: str, *, night: bool = False) -> str:
    """Return the page of a reviewer with a side of a card in it."""
    return (
        f'<!doctype html><html class="{"night-mode" if night else ""}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>Card</title><style>{_REVIEWER_CSS}</style><script>{_OCCLUSION}</script></head>"
        f'<body class="card card1 chrome{" nightMode night_mode" if night else ""}"><div id="qa">{content}</div></body>'
        "</html>"
    )


class Reviewer:
    """One window in which cards are shown; it remembers what was asked of the network and what went wrong."""

    def __init__(self, page: "Page", pictures: Mapping[str, bytes]) -> None:
        self.page = page
        self.faults: list[str] = []
        self._pictures = pictures
        self._html = ""
        page.route("**/*", self._answer)
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))

    def _answer(self, route: "Route", request: "Request") -> None:
        name = request.url.removeprefix(ADDRESS)
        if request.url == ADDRESS:
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        elif name in self._pictures:
            route.fulfill(body=self._pictures[name], content_type=guess_type(name)[0])
        else:
            self.faults.append(f"request: {request.url}")
            route.abort()

    def show(self, side: str, *, night: bool = False) -> None:
        """Show a side in a new page, as AnkiDroid does; sessionStorage lives on."""
        self._html = page_with(side, night=night)
        self.page.goto(ADDRESS)

    def turn(self, way: str, side: str) -> None:
        """Show a side in a new page or in the same."""
        if way == "new page":
            self.show(side)
        else:
            self.replace(side)

    def replace(self, side: str) -> None:
        """Show a side in the same page, as the desktop does; the window lives on."""
        self.page.evaluate(FLIP_IN_PLACE, side)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the elements that a selector finds, in order."""
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]

    def contrasts(self) -> list[tuple[str, float]]:
        """Return element and contrast of every text that is shown."""
        return [(where, ratio) for where, ratio in self.page.evaluate(_CONTRASTS)]

    def overflow(self) -> list[str]:
        """Return what does not fit into the width of the page."""
        found: list[str] = self.page.evaluate(_OVERFLOW)
        return found


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Open the Chromium of the system; nothing is downloaded."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - tests are collected without it

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(_fonts(Path(folder)))}
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments, env=environment)
        try:
            yield opened
        finally:
            opened.close()


def _fonts(folder: Path) -> Path:
    """Return a font configuration that adds the packaged fonts, so that a card is as wide on every machine."""
    packages = [find_spec(name) for name in ("font_source_sans_pro", "font_source_serif_pro")]
    places = [place for package in packages if package for place in package.submodule_search_locations or ()]
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"{''.join(f'<dir>{place}</dir>' for place in places)}<cachedir>{folder}/cache</cachedir></fontconfig>",
        "utf-8",
    )
    return file


@contextmanager
def reviewer(
    browser: "Browser", pictures: Mapping[str, bytes], width: int = PHONE, script: str = "", **options: Any
) -> Iterator[Reviewer]:
    """Open a window with storage of its own and a script before its pages; fails if anything went wrong in it."""
    context = browser.new_context(viewport={"width": width, "height": SCREEN}, **options)
    context.set_default_timeout(PATIENCE)
    try:
        if script:
            context.add_init_script(script)
        opened = Reviewer(context.new_page(), pictures)
        yield opened
        assert opened.faults == []
    finally:
        context.close()


@contextmanager
def as_new(window: Reviewer) -> Iterator[Reviewer]:
    """Return a window that remembers nothing when it is left; fails if anything went wrong in it."""
    try:
        yield window
        assert window.faults == []
    finally:
        window.faults.clear()
        window.page.evaluate("sessionStorage.clear()")
