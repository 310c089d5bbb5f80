"""The preview as a process: each save is seen, faults are told and mended, strangers are refused, Ctrl-C is clean."""

import http.client
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from html import unescape
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest

from nasec_study.course.model import Item
from nasec_study.preview.desk import Desk
from nasec_study.preview.platforms import PLATFORMS
from nasec_study.preview.views import Views
from nasec_study.targets._formulas import inline_formulas_of_card
from tests.browser import axe_faults, cards_of, package_of
from tests.conftest import KINDS_COURSE, REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES, SIGNS = "content/items/ink/names.yaml", "content/items/ink/signs.yaml"
PATIENCE = 60


class Preview:
    """A preview that runs, and the course that it shows."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        assert process.stdout
        self.process = process
        self.folder = folder
        self.address = process.stdout.readline().strip()
        self.host, self.path = urlsplit(self.address).netloc, urlsplit(self.address).path

    def ask(self, path: str, host: str = "", method: str = "GET") -> tuple[int, str]:
        """Return status and content of an answer."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        connection.request(method, path, headers={"Host": host or self.host})
        with closing(connection):
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")

    def get(self, path: str) -> str:
        status, content = self.ask(f"{self.path}{path}")
        assert status == 200, path
        return content

    def state(self) -> Any:
        return json.loads(self.get("state"))

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.state()
            time.sleep(0.05)

    def save(self, name: str, old: str, new: str) -> None:
        """Change a file as an editor does that writes it anew."""
        file = self.folder / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def words(self) -> str:
        return "\n".join(finding["words"] for finding in self.state()["findings"])


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[Preview]:
    process = subprocess.Popen(
        [sys.executable, "-m", "nasec_study", "preview", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    try:
        yield Preview(process, folder)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    copytree(KINDS_COURSE, tmp_path / "content")
    with started(tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Return a preview whose course nobody changes."""
    folder = tmp_path_factory.mktemp("untouched")
    copytree(KINDS_COURSE, folder / "content")
    with started(folder) as found:
        yield found


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Return what a preview of the course of every kind shows, without its process."""
    return Desk(KINDS_COURSE)


def test_an_edited_item_is_shown_in_every_view(preview: Preview) -> None:
    preview.save(NAMES, "How many percent?", "How many percents, zebra?")
    preview.until(lambda: preview.state()["current"] == "numeric-names")
    sides = json.loads(preview.get("cards/numeric-names"))
    assert sides == ["Card, front", "Card, back"]
    for view in ("card/numeric-names/Card,%20front", "sheet/student/numeric-names", "practice/numeric-names"):
        assert "zebra" in preview.get(view), view
    assert "49.1" in preview.get("sheet/key/numeric-names")
    assert preview.get("pdf/numeric-names").startswith("%PDF-")


def test_a_draft_is_shown_and_marked_as_soon_as_it_can_be(preview: Preview) -> None:
    preview.save(SIGNS, "items:\n", "items:\n  - {id: begun, type: choice, state: draft, stem: Zebra?, key: A}\n")
    preview.until(lambda: "choice item 'begun' is a draft: it lacks 'distractors'" in preview.words())
    assert "begun" not in [item["id"] for item in preview.state()["items"]]
    preview.save(SIGNS, "key: A}", "key: A, distractors: [{text: B}, {text: C}]}")
    preview.until(lambda: preview.state()["current"] == "begun")
    for view in ("card/begun/Card,%20front", "sheet/student/begun", "platform/moodle/begun", "practice/begun"):
        shown = preview.get(view)
        assert "DRAFT" in shown, view
        assert "Zebra" in shown, view
    preview.until(lambda: "'begun' is a draft: it lacks level, a citation" in preview.words())


@pytest.mark.parametrize(
    ("name", "old", "new", "view"),
    [
        ("content/course.yaml", "title: Kinds", "title: Zebra", "practice/term-tilde"),
        ("content/stimuli/table.yaml", "Signs & counts", "Signs & zebra", "practice/choice-signs"),
        ("content/readings/ink.yaml", "cite: Chrétien", "cite: Zebra", "practice/term-tilde"),
        ("content/pictures/signs-in-time.yaml", "A timeline of", "A zebra of", "practice/picture-names"),
    ],
)
def test_each_kind_of_file_is_watched(preview: Preview, name: str, old: str, new: str, view: str) -> None:
    preview.save(name, old, new)
    preview.until(lambda: "ebra" in preview.get(view))


def test_a_template_of_the_courses_own_is_watched(tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    own = tmp_path / "templates/anki/cards/question.html"
    own.parent.mkdir(parents=True)
    text = (REPOSITORY / "templates/anki/cards/question.html").read_text("utf-8")
    own.write_text(text, "utf-8")
    with started(tmp_path) as preview:
        own.write_text(text.replace('class="stem"', 'class="stem zebra"'), "utf-8")
        preview.until(lambda: "stem zebra" in preview.get("card/question-names/Card,%20front"))
        own.write_text("[% if %]", "utf-8")
        preview.until(lambda: "question.html" in preview.ask(f"{preview.path}card/question-names/Fault")[1])


def test_a_fault_is_told_while_the_last_good_state_stays_and_mending_ends_it(preview: Preview) -> None:
    preview.save(NAMES, "How many percent?", "How many percents?")
    preview.until(lambda: preview.state()["current"] == "numeric-names")
    preview.save(NAMES, "value: 49.1", "value: half")
    preview.until(lambda: f"{NAMES}:19:" in preview.words() or "'value'" in preview.words())
    assert stale(preview) == {"numeric-names"}
    assert "How many percents?" in preview.get("card/numeric-names/Card,%20front")
    # A file that is half saved is no YAML at all.
    whole = (preview.folder / NAMES).read_text("utf-8")
    (preview.folder / NAMES).write_text(f'{whole[:300]}\n  - {{id: "', "utf-8")
    preview.until(lambda: {"numeric-names", "essay-names"} <= stale(preview))
    (preview.folder / NAMES).write_text(whole.replace("value: half", "value: 49.1"), "utf-8")
    preview.until(lambda: not stale(preview) and not preview.words())


def stale(preview: Preview) -> set[str]:
    return {item["id"] for item in preview.state()["items"] if item["stale"]}


def test_findings_come_after_each_save(preview: Preview) -> None:
    preview.save(SIGNS, 'text: "&#91;sound:no.mp3]"', "text: all of the above")
    preview.until(lambda: "choice-signs" in {finding["about"] for finding in preview.state()["findings"]})


def test_a_file_that_is_renamed_or_deleted_is_followed(preview: Preview) -> None:
    (preview.folder / NAMES).rename(preview.folder / "content/items/ink/other.yaml")
    preview.until(lambda: any(item["file"].endswith("other.yaml") for item in preview.state()["items"]))
    # A fault elsewhere keeps nothing of a file that is gone.
    preview.save(SIGNS, "answer: false", "answer: perhaps")
    preview.until(lambda: stale(preview) == {"true-false-signs"})
    (preview.folder / "content/items/ink/other.yaml").unlink()
    preview.until(lambda: "numeric-names" not in {item["id"] for item in preview.state()["items"]})
    assert stale(preview) == {"true-false-signs"}


def test_very_many_saves_end_with_the_last_one(preview: Preview) -> None:
    file = preview.folder / NAMES
    text = file.read_text("utf-8")
    for number in range(300):
        file.write_text(text.replace("How many percent?", f"How many, {number}?"), "utf-8")
        time.sleep(0.002)
    preview.until(lambda: "How many, 299?" in preview.get("practice/numeric-names"))


def test_strangers_are_refused(untouched: Preview) -> None:
    port = untouched.host.partition(":")[2]
    assert untouched.ask(f"{untouched.path}state", host=f"localhost:{port}")[0] == 200
    for host in ("example.org", f"example.org:{port}", "127.0.0.1", f"127.0.0.1.example.org:{port}"):
        assert untouched.ask(f"{untouched.path}state", host=host)[0] == 421, host
    for path in ("/", "/state", "/wrong/state", f"{untouched.path[:-2]}/state"):
        assert untouched.ask(path)[0] == 404, path
    for path in ("nowhere", "card/no-such-item/Card,%20front", "sheet/no-edition/term-tilde", "../content/course.yaml"):
        assert untouched.ask(f"{untouched.path}{path}")[0] == 404, path
    assert untouched.ask(f"{untouched.path}state", method="POST")[0] == 501


def test_nothing_is_written(preview: Preview) -> None:
    before = {file: file.stat().st_mtime_ns for file in preview.folder.rglob("*")}
    preview.until(lambda: preview.get("pdf/term-tilde") != "")
    preview.get("sheet/key/term-tilde")
    time.sleep(1)
    assert {file: file.stat().st_mtime_ns for file in preview.folder.rglob("*")} == before


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_is_clean(preview: Preview) -> None:
    listener = threading.Thread(target=lambda: preview.ask(f"{preview.path}state"))
    listener.start()
    listener.join()
    preview.process.send_signal(signal.SIGINT)
    _, errors = preview.process.communicate(timeout=PATIENCE)
    assert preview.process.returncode == 0
    assert errors == ""


@pytest.mark.usefixtures("interruptible")
def test_a_browser_that_goes_on_before_its_answer_comes_is_no_fault(preview: Preview) -> None:
    host, _, port = preview.host.partition(":")
    for view in ("state", "events", "platform/moodle/term-tilde", "practice/term-tilde"):
        with socket.create_connection((host, int(port))) as connection:
            # Closed, it is reset at once, as browsers do.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(f"GET {preview.path}{view} HTTP/1.1\r\nHost: {preview.host}\r\n\r\n".encode())
    preview.get("practice/term-tilde")
    preview.process.send_signal(signal.SIGINT)
    _, complaint = preview.process.communicate(timeout=PATIENCE)
    assert complaint == ""


def test_a_port_that_is_taken_is_said(untouched: Preview) -> None:
    port = untouched.host.partition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "nasec_study", "preview", "--port", port],
        cwd=untouched.folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert done.returncode == 1
    assert re.match(rf"port {port}: the preview cannot use this port: .* \[E811\]\n", done.stderr)


def test_the_page_follows_the_author(preview: Preview, browser: "Browser") -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(preview.address)
    page.locator("#items button").first.wait_for()
    preview.save(SIGNS, "Which two names", "Which two zebras")
    page.locator("#name", has_text="multi-signs").wait_for()
    page.frame_locator("#cards iframe").first.get_by_text("Which two zebras").wait_for()
    page.frame_locator("#practice iframe").get_by_text("Which two zebras").wait_for()
    page.fill("#search", "tilde")
    assert page.locator("#items button").all_inner_texts() == ["term-tilde"]
    page.locator("#items button").click()
    page.locator("#cards iframe").nth(3).wait_for()
    page.fill("#search", "")
    preview.save(SIGNS, 'text: "&#91;sound:no.mp3]"', "text: all of the above")
    page.locator("#items .flawed", has_text="choice-signs").wait_for()
    page.get_by_role("button", name="Next finding").click()
    assert page.locator("#findings li").count() >= 1
    page.close()
    assert faults == []


def test_the_next_finding_goes_round(preview: Preview, browser: "Browser") -> None:
    preview.save(SIGNS, 'text: "&#91;sound:no.mp3]"', "text: all of the above")
    preview.save(SIGNS, "text: Smith & Sons", "text: none of the above")
    preview.until(lambda: len({finding["about"] for finding in preview.state()["findings"]} - {""}) >= 2)
    flawed = {finding["about"] for finding in preview.state()["findings"]}
    page = browser.new_page()
    page.goto(preview.address)
    page.locator("#items .flawed").first.wait_for()
    listed = page.locator("#items .flawed").all_inner_texts()
    assert len(listed) >= 2
    seen = []
    for _ in listed:
        page.get_by_role("button", name="Next finding").click()
        seen.append(page.locator("#name").inner_text())
        assert page.locator("#items [aria-current]").all_inner_texts() == seen[-1:]
        assert page.locator("#findings li").first.inner_text() != "None."
    assert sorted(seen) == sorted(listed)
    assert set(seen) & flawed
    page.select_option("#by-finding", "any")
    assert page.locator("#items button").all_inner_texts() == listed
    page.close()


def test_night_stays_when_the_card_is_another_one(preview: Preview, browser: "Browser") -> None:
    page = browser.new_page()
    page.goto(preview.address)
    front = page.frame_locator("#cards iframe").first.locator("body")
    light = front.evaluate("body => getComputedStyle(body).backgroundColor")
    page.get_by_role("button", name="Night").click()
    page.frame_locator("#cards iframe").first.locator("body.nightMode").wait_for()
    dark = front.evaluate("body => getComputedStyle(body).backgroundColor")
    assert brightness(dark) < 80 < brightness(light)
    preview.save(SIGNS, "Which two names", "Which two zebras")
    page.frame_locator("#cards iframe").first.get_by_text("Which two zebras").wait_for()
    for at in range(2):
        assert page.frame_locator("#cards iframe").nth(at).locator("body.nightMode").count() == 1
    page.get_by_role("button", name="Night").click()
    page.frame_locator("#cards iframe").first.locator("body:not(.nightMode)").wait_for()
    page.close()


def test_whoever_goes_on_quickly_sees_the_last_item(untouched: Preview, browser: "Browser") -> None:
    page = browser.new_page()
    page.goto(untouched.address)
    page.locator("#items button").first.wait_for()
    names = page.locator("#items button").all_inner_texts()
    for _ in range(3):
        page.evaluate("document.querySelectorAll('#items button').forEach(button => button.click())")
    front = page.locator("#cards iframe").first
    page.wait_for_function("name => document.querySelector('#practice iframe')?.src.includes(name)", arg=names[-1])
    assert names[-1] in (front.get_attribute("src") or "")
    assert page.locator("#sheets iframe").count() == 3
    assert names[-1] in (page.locator("#platforms iframe").first.get_attribute("src") or "")
    page.close()


def test_masks_hide_what_is_asked(untouched: Preview, browser: "Browser") -> None:
    page = browser.new_page()
    seen = {}
    for side in ("front", "back"):
        page.goto(f"{untouched.address}card/picture-names/Card%201,%20{side}")
        page.wait_for_function("document.querySelector('canvas').width > 300")
        page.wait_for_timeout(200)
        assert page.locator("#err").is_hidden()
        seen[side] = page.evaluate(MASKED)
    assert seen["front"] > 0.005
    assert seen["back"] < seen["front"]
    page.close()


# How much of a picture is hidden by what Anki paints over what is asked.
MASKED = """() => {
  const canvas = document.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === 255 && data[at + 1] === 142 && data[at + 3] === 255) found += 4;
  }
  return found / data.length;
}"""


def brightness(color: str) -> float:
    """Return how bright a color is: 0 for black, 255 for white."""
    return sum(map(float, re.findall(r"[\d.]+", color)[:3])) / 3


def test_every_view_can_be_used_by_all(untouched: Preview, browser: "Browser", axe: str) -> None:
    page = browser.new_page()
    looks: list[tuple[int, Literal["light", "dark"]]] = [(320, "light"), (900, "dark")]

    def look(part: str) -> None:
        for width, scheme in looks:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width)
            assert axe_faults(page, axe, part) == [], (page.url, width)

    page.goto(untouched.address)
    page.locator("#cards iframe").first.wait_for()
    look("main, aside")
    for view in ("platform/moodle", "platform/canvas"):
        for name in ("choice-signs", "matching-names", "cloze-signs", "essay-names", "picture-names"):
            page.goto(f"{untouched.address}{view}/{name}")
            look("main")
    page.close()


def test_keys_get_past_the_list(untouched: Preview, browser: "Browser") -> None:
    page = browser.new_page()
    page.goto(untouched.address)
    page.locator("#items button").first.wait_for()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the item")
    assert skip.evaluate("one => document.activeElement === one && getComputedStyle(one).clipPath === 'none'")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "night"
    page.close()


@pytest.mark.parametrize(
    ("platform", "name", "words"),
    [
        ("moodle", "multi-signs", "Domínguez ✓ right 50%"),
        ("moodle", "multi-signs", "-50% An apostrophe is none."),
        ("moodle", "multi-signs", "multichoice, 1 point"),
        ("moodle", "essay-names", "For the marker Criterion Points"),
        ("moodle", "essay-names", "essay, 5 points"),
        ("moodle", "matching-names", "Chrétien Québec & Ottawa ✓ right – Cancún"),
        ("moodle", "ordering-names", "1 A & B 2 B < C 3 “C”"),
        ("moodle", "numeric-names", "49.1 ± 0.5 ✓ right 100%"),
        ("moodle", "term-ampersand", "the definition is shown, and the term is typed"),
        ("canvas", "choice-signs", "It is Anki's & nobody else’s."),
        ("canvas", "choice-signs", "<i> ✓ right 100%"),
        ("canvas", "multi-signs", "Domínguez ✓ right O'Brien"),
        ("canvas", "cloze-signs", "Before [gap 1] (a tag) & after [gap 2], [gap 3]"),
        ("canvas", "cloze-signs", "gap 2 Cancún ✓ right 33.33%"),
        ("canvas", "cloze-signs", "gap 3 Díez ✓ right 33.34% gap 3 Peña & co ✓ right 33.34%"),
        ("canvas", "matching-names", "– Cancún"),
        ("canvas", "ordering-names", "1 A & B 2 B < C 3 “C”"),
        ("canvas", "ordering-names", "New Quizzes keeps it; Classic Quizzes matches"),
        ("canvas", "numeric-names", "48.6 to 49.6 ✓ right"),
        ("canvas", "true-false-signs", "False ✓ right 100%"),
        ("canvas", "essay-names", "packages cannot contain rubrics"),
    ],
)
def test_platforms_are_shown_what_they_take(desk: Desk, platform: str, name: str, words: str) -> None:
    html = desk.page(name, partial(platform_of, platform=platform))
    assert html
    assert words in " ".join(unescape(re.sub(r"<[^>]+>", " ", html.partition("<main>")[2])).split())


def platform_of(views: Views, item: Item, platform: str) -> str:
    return views.platform(item, platform)


@pytest.mark.parametrize("course", ["kinds", "anatomy", "chemistry", "python", "sound"])
def test_every_item_has_all_its_views(course: str) -> None:
    desk = Desk(KINDS_COURSE.parents[1] / course / "content")
    assert desk.state.items
    for name, shown in desk.state.items.items():
        views = [desk.page(name, partial(platform_of, platform=platform)) for platform in PLATFORMS]
        views += [desk.page(name, lambda views, item: views.sheet(item, "student"))]
        views += [desk.page(name, lambda views, item: views.practice(item)), *desk.cards(name).values()]
        for view in views:
            assert view, name
            assert "%POLICY%" not in view, name
            # All that is shown and played is in the page.
            body = re.sub(r"<script.*?</script>", "", view.partition("<body")[2], flags=re.DOTALL)
            assert not re.findall(r'src="(?!data:)[^"]*"', body), (name, shown.item.type)


def test_what_is_not_there_yet_is_told_in_place_of_the_views_that_want_it_and_hinders_no_other(tmp_path: Path) -> None:
    lost = {
        "E241": 'type: question, stem: "![A](media/lost.svg)?", answer: A',
        "E210": "type: question, stem: Q?, answer: A, reading: lost",
        "E211": "type: question, stem: Q?, answer: A, section: lost",
        "E213": "type: question, stem: Q?, answer: A, stimulus: lost",
        "E222": "type: picture, stem: Q?, picture: lost",
        "E243": "type: picture, stem: Q?, picture: cut",
        "E260": "type: question, stem: Q?, answer: A, audio: media/lost.mp3, script: A",
        "E262": "type: picture, stem: Q?, picture: lacking",
        "E263": "type: picture, stem: Q?, picture: shapeless",
    }
    copytree(KINDS_COURSE.parents[1] / "sound" / "content", tmp_path / "content")
    items = "".join(f"  - {{id: {rule.lower()}, level: remember, quote: so, {keys}}}\n" for rule, keys in lost.items())
    (tmp_path / "content/items/r/lost.yaml").write_text(f"reading: r\nsection: s\nitems:\n{items}", "utf-8")
    svg = '<svg xmlns="http://www.w3.org/2000/svg"'
    drawings = {"lacking": "", "shapeless": f'{svg} viewBox="0 0 9 9"/>', "cut": f'{svg} viewBox="0 0'}
    for folder in ("media", "pictures"):
        (tmp_path / "content" / folder).mkdir()
    for name, drawn in drawings.items():
        picture = f"id: {name}\ntitle: T\nalt: A.\nimage: media/{name}.svg\nregions: [{{label: A, id: a}}]\n"
        (tmp_path / f"content/pictures/{name}.yaml").write_text(picture, "utf-8")
        if drawn:
            (tmp_path / f"content/media/{name}.svg").write_text(drawn, "utf-8")
    with (tmp_path / "content/course.yaml").open("a", encoding="utf-8") as settings:
        settings.write("decks: [{id: all, name: All}]\n")
    desk = Desk(tmp_path / "content")
    for rule in lost:
        told = desk.page(rule.lower(), Views.practice) or ""
        assert f"[{rule}]</p>" in told, told
    assert "E241" in next(iter(desk.cards("e241").values()))
    assert [*desk.cards("sound")] == ["Card, front", "Card, back"]
    assert "[E" not in (desk.page("sound", Views.practice) or "[E")


# How wide as many narrow letters are as wide ones, in the font of an element.
_WIDTHS = """element => ["iiii", "MMMM"].map(letters => {
  element.textContent = letters;
  return element.getBoundingClientRect().width;
})"""


def test_an_essay_has_the_lines_that_its_author_asks_for(browser: "Browser", tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    file = tmp_path / "content/items/ink/names.yaml"
    essay = "    type: essay\n"
    file.write_text(file.read_text("utf-8").replace(essay, f"{essay}    lines: 8\n"), "utf-8")
    desk = Desk(tmp_path / "content")
    page = browser.new_page()
    try:
        page.set_content(desk.page("essay-names", lambda views, item: views.sheet(item, "student")) or "")
        assert page.locator(".lines").first.locator(".line").count() == 8
        assert not page.locator(".fill").is_visible()
    finally:
        page.close()


def test_code_on_the_worksheet_has_letters_of_one_width(browser: "Browser") -> None:
    desk = Desk(KINDS_COURSE.parents[1] / "python/content")
    page = browser.new_page()
    try:
        page.set_content(desk.page("py-brackets", lambda views, item: views.sheet(item, "student")) or "")
        narrow, wide = page.locator("code").first.evaluate(_WIDTHS)
        assert narrow == wide
    finally:
        page.close()


def test_cards_are_those_that_anki_shows(untouched: Preview, tmp_path: Path) -> None:
    cards = cards_of(package_of(tmp_path / "built", KINDS_COURSE, "kinds"))
    compared = 0
    for name in ("question-names", "choice-signs", "multi-signs", "true-false-signs", "essay-names"):
        card = cards.of(name)
        for side, theirs in (("front", card.front), ("back", card.back)):
            ours = untouched.get(f"card/{name}/Card,%20{side}")
            assert words(ours) == words(inline_formulas_of_card(theirs, "en")), (name, side)
            compared += 1
    assert compared == 10


def words(html: str) -> list[str]:
    """Return the words of a side, without styles, scripts and marks."""
    text = re.sub(r"<(style|script|title)[^>]*>.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return text.split()
