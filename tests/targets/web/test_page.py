"""A page that asks for nothing and shuts nobody out: policy, size, widths, contrast, keys, names, print."""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from nasec_study.course.vocabulary import KINDS
from nasec_study.pipeline import build
from tests.browser import axe_faults
from tests.conftest import COURSES, KINDS_COURSE, REPOSITORY
from tests.desktop import until
from tests.targets.web.learner import HEIGHT, WIDTH, Learner, learner, learner_in, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KILOBYTE = 1024
MAX_OF_A_DECK = 300 * KILOBYTE
# Takes away what an author wrote, so that the page's own words are left.
_WITHOUT_TEXTS = """document.querySelectorAll(
  "#card .stem, .key, .options, .pairs, .timeline, .others, .rationale, .where li, .model, .rubric, .correction, " +
  ".drawn, .stimulus"
).forEach(one => one.remove())"""
VIEWS = ("start", "progress", "summary", *KINDS)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Controls that are smaller than WCAG 2.2 wants them for a finger.
_SMALL = """() => [...document.querySelectorAll(
  "button, .button, select, .options label, nav a, summary, input:not(.unseen)",
)]
  .filter(one => one.getClientRects().length && !one.closest("label"))
  .map(one => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""


def views(student: Learner, view: str) -> Iterator[str]:
    """Go to a view, and through the states that it has; yield what each is called."""
    if view in {"start", "progress"}:
        student.page.goto(f"{student.page.url.partition('#')[0]}#{view}")
        student.page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        yield view
        return
    student.quiz(1, kind="multi" if view == "summary" else view)
    if view != "summary":
        yield "question"
    if student.page.locator("#words").count():
        student.page.fill("#words", "My own words")
        student.check()
        yield "to be marked"
    else:
        student.page.get_by_role("button", name="I don’t know").click()
        yield "answer"
        student.next()
        if view == "summary":
            student.page.get_by_role("button", name="Stop here").click()
            yield "summary"
            return
        for select in student.page.locator(".rows select").all():
            select.select_option(index=1)
        for field in student.page.locator("form input[type=text]").all():
            if field.is_visible():
                field.fill("7")
        for option in student.page.locator(".options input").all()[-1:]:
            option.check()
        student.check(sure=False)
        yield "own answer"


def seen_in_all_views(student: Learner, look: Callable[[Learner], Iterator[tuple[str, list[str]]]]) -> list[str]:
    """Look at every view in each of its states; return what is wrong, with its place."""
    seen = [(view, state, *sight) for view in VIEWS for state in views(student, view) for sight in look(student)]
    assert {view for view, *_ in seen} == {*VIEWS}
    return [f"{view}, {state}, {name}: {wrong}" for view, state, name, wrong in seen if wrong]


def test_back_goes_back_and_holds_nobody_on_the_page(student: Learner) -> None:
    # A session that is over is none to go back to.
    student.quiz(1, kind="numeric")
    student.page.locator("#stop").click()
    student.page.locator("nav a[href='#progress']").click()
    for view in ("#progress", "#start", "#start", "#start"):
        student.page.wait_for_url(f"**{view}")
        student.page.go_back()
    assert student.page.url == "about:blank"
    student.page.go_forward()
    student.page.wait_for_url("**#start")


def test_the_scripts_ask_nothing_of_a_browser_that_an_old_phone_lacks() -> None:
    found = "".join(file.read_text("utf-8") for file in (REPOSITORY / "templates/web/script").iterdir())
    script = re.sub(r"//.*", "", found)
    assert "function" in script
    # Chrome before 97 and Safari before 15.4 have none of these; before 16.4, a look behind stopped the whole script.
    names = "at|findLast|findLastIndex|groupBy|hasOwn|structuredClone|toReversed|toSorted|toSpliced"
    assert re.findall(rf"\b(?:{names})\(|\(\?<", script) == []


def test_a_browser_that_is_too_old_is_told_so(browser: "Browser", pages: Path) -> None:
    page = browser.new_page()
    try:
        page.add_init_script("delete Element.prototype.replaceChildren")
        page.goto((pages / "kinds.html").as_uri())
        assert page.locator(".notice").inner_text() == "This page needs a newer browser."
        assert page.locator("main").is_hidden()
    finally:
        page.close()


@pytest.mark.parametrize("name", ["user-select", "box-decoration-break", "print-color-adjust"])
def test_a_style_that_safari_knows_by_another_name_is_given_by_both(name: str) -> None:
    styles = (REPOSITORY / f"templates/{wing}/style.css" for wing in ("web", "anki", "report"))
    sheets = "".join(style.read_text("utf-8") for style in styles)
    values = re.findall(rf"^ *{name}: (.+);$", sheets, re.MULTILINE)
    assert values
    assert re.findall(rf"^ *-webkit-{name}: (.+);$", sheets, re.MULTILINE) == values


# What a browser makes of a style sheet that does not know :has(), as Firefox before 121.
_WITHOUT_HAS = """() => {
  for (const sheet of document.styleSheets) {
    for (let at = sheet.cssRules.length - 1; at >= 0; at -= 1) {
      const { selectorText = "", conditionText = "" } = sheet.cssRules[at];
      if ((selectorText + conditionText).includes(":has(")) sheet.deleteRule(at);
    }
  }
}"""


def test_where_the_keys_are_is_seen_in_a_browser_that_does_not_know_has(student: Learner) -> None:
    shown = "one => { one.focus(); return getComputedStyle(one).outlineStyle }"
    student.quiz(1, kind="choice", level="understand")
    student.page.evaluate(_WITHOUT_HAS)
    student.page.keyboard.press("Tab")
    assert student.page.locator(".options input").first.evaluate(shown) == "solid"
    student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
    student.page.keyboard.press("Tab")
    student.page.locator("#import").focus()
    assert student.page.locator("label[for=import]").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_axe_finds_nothing_by_day_and_by_night(student: Learner, axe: str) -> None:
    def look(student: Learner) -> Iterator[tuple[str, list[str]]]:
        for scheme in SCHEMES:
            student.page.emulate_media(color_scheme=scheme)
            yield scheme, axe_faults(student.page, axe)

    assert seen_in_all_views(student, look) == []


def test_gaps_that_were_missed_are_known_by_more_than_a_color(student: Learner) -> None:
    student.quiz(1, kind="cloze")
    student.page.fill("#gap-0", "<b>")
    student.check()
    marks = "gaps => gaps.map(one => getComputedStyle(one, '::before').content[1])"
    assert student.page.locator(".answer .gap").evaluate_all(marks) == ["✓", "✕", "✕"]


def test_nothing_is_wider_than_the_page_and_every_control_is_as_large_as_a_finger(student: Learner) -> None:
    def look(student: Learner) -> Iterator[tuple[str, list[str]]]:
        yield "small controls", student.page.evaluate(_SMALL)
        for width in (900, 390, 320):
            student.page.set_viewport_size({"width": width, "height": HEIGHT})
            yield f"{width} wide", student.overflow()
        # Letters of twice the size, in the narrowest window.
        student.page.evaluate("document.documentElement.style.setProperty('font-size', '32px')")
        yield "large letters", student.overflow()
        student.page.evaluate("document.documentElement.style.removeProperty('font-size')")
        student.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    assert seen_in_all_views(student, look) == []


def test_axe_is_asked_in_earnest(student: Learner, axe: str) -> None:
    student.page.evaluate("document.querySelector('#quiz label').replaceWith(document.querySelector('#quiz-items'))")
    assert any(fault.startswith("label") for fault in axe_faults(student.page, axe))


def test_a_screen_reader_is_told_what_there_is(student: Learner) -> None:
    student.quiz(1, kind="choice", level="apply")
    student.page.get_by_role("radiogroup", name="How many signs are there?").wait_for()
    assert student.page.get_by_role("radio").count() == 4
    student.page.get_by_role("radio", name="1,200").check()
    student.check()
    assert student.page.get_by_role("heading", name="Right.").is_visible()
    tree = student.page.locator("article").aria_snapshot()
    assert "1,200 Your answer. Right." in tree
    assert "90 Wrong." in tree
    student.quiz(1, kind="picture")
    [picture] = student.page.get_by_role("img").all()
    described = picture.get_attribute("alt") or ""
    assert "63: 1; 1150: 2" in described
    assert "Ampersand" not in described


def test_a_page_asks_for_nothing_and_its_policy_lets_nothing_in(student: Learner) -> None:
    policy = student.page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    student.page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.ran = true';"
        " document.body.append(script); }"
    )
    student.page.evaluate("() => fetch('https://example.org/').catch(() => null)")
    assert student.page.evaluate("window.ran") is None
    assert {line.split()[0] for line in student.violations()} == {"script-src-elem", "connect-src"}
    student.reload()
    student.faults.clear()
    student.requests[:] = [url for url in student.requests if "example.org" not in url]


def test_decks_are_small(builds: dict[str, Path]) -> None:
    for folder in builds.values():
        for page in (folder / "web").glob("*.html"):
            text = page.read_text("utf-8")
            items = text.count('"hash":"')
            if "data:image" not in text and items:
                assert len(text.encode()) < max(MAX_OF_A_DECK, MAX_OF_A_DECK * items / 100), page.name


def test_a_hundred_items_are_less_than_300_kilobytes(builds: dict[str, Path]) -> None:
    sizes = {}
    for page in (builds["nasec"] / "web").glob("*.html"):
        text = page.read_text("utf-8")
        sizes[page.name] = (text.count('"hash":"'), len(text.encode()))
    assert max(size for count, size in sizes.values() if 0 < count <= 130) < MAX_OF_A_DECK, sizes


def test_a_page_is_headed_by_course_and_deck_each_once(student: Learner, pages: Path) -> None:
    heads = {}
    for file in sorted(pages.glob("*.html")):
        if file.stem != "index":
            student.open(file)
            heads[file.stem] = student.page.locator("header .kicker, header h1").all_inner_texts()
    assert len(heads) > 1
    assert [head for head in heads.values() if len(set(head)) < len(head)] == []
    assert 1 in {len(head) for head in heads.values()}


def test_the_start_page_lists_every_page(window: Learner, builds: dict[str, Path]) -> None:
    folder = builds["nasec"] / "web"
    with learner_in(window, folder / "index.html") as student:
        links = [link.get_attribute("href") or "" for link in student.page.locator(".decks a").all()]
        assert {"index.html", *links} == {page.name for page in folder.iterdir()}
        student.page.locator(".decks a").first.click()
        assert student.page.locator("#practise").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_wider_than_its_box_has_a_shade_where_it_goes_on(
    browser: "Browser", tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    folder = pages_of(tmp_path, REPOSITORY / "tests/courses/python/content")
    with learner(browser, 320) as student:
        student.page.emulate_media(color_scheme=scheme)
        student.open(folder / "python.html")
        student.quiz(20, kind="question")
        code = student.page.locator("#stem pre")
        while not code.count():
            student.page.get_by_role("button", name="I don’t know").click()
            student.next()

        def edges() -> tuple[object, object, object]:
            shot = Image.open(BytesIO(code.screenshot())).convert("RGB")
            return tuple(shot.getpixel((x, 1)) for x in (0, shot.width // 2, shot.width - 1))  # type: ignore[return-value]

        left, middle, right = edges()
        assert left == middle != right
        # Chromium lets keys reach what scrolls; Safari wants to be told.
        assert code.get_attribute("tabindex") == "0"
        code.evaluate("box => { box.scrollLeft = box.scrollWidth }")
        left, middle, right = edges()
        assert left != middle == right


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_start_page_shuts_nobody_out(
    browser: "Browser", pages: Path, axe: str, scheme: Literal["light", "dark"]
) -> None:
    with learner(browser) as reader:
        reader.page.emulate_media(color_scheme=scheme)
        reader.open(pages / "index.html")
        assert axe_faults(reader.page, axe) == []
        for width in (320, 390, 900):
            reader.page.set_viewport_size({"width": width, "height": HEIGHT})
            assert reader.overflow() == [], width


def test_a_deck_called_index_takes_no_others_place(tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    settings = tmp_path / "content/course.yaml"
    settings.write_text(settings.read_text("utf-8").replace("id: facts", "id: index"), "utf-8")
    names = {path.name for path in build(tmp_path / "content", tmp_path / "build", ("web",))}
    assert names == {"everything.html", "index-course.html", "kinds.html", "index.html"}


@pytest.mark.parametrize("language", ["es", "fr-CA"])
def test_no_english_word_is_left(window: Learner, tmp_path: Path, language: str) -> None:
    folder = pages_of(tmp_path, KINDS_COURSE, f"language: {language}")
    english = re.compile(r"\b(your?|the|answer|item|items|right|wrong|next|progress|due)\b", re.IGNORECASE)
    with learner_in(window, folder / "kinds.html") as student:
        for kind in KINDS:
            student.quiz(1, kind=kind)
            student.page.locator("form .actions .plain").click()
            student.page.evaluate(_WITHOUT_TEXTS)
            assert not english.findall(student.text("#session")), kind
        for view in ("start", "progress"):
            student.page.goto(f"{student.page.url.partition('#')[0]}#{view}")
            assert not english.findall(student.text("body > main")), view
        assert student.page.evaluate("document.documentElement.lang") == language


def test_dates_are_english_where_the_words_are(browser: "Browser", tmp_path: Path) -> None:
    """A course in a language without a translation has the page's words in English, and dates stand among them."""
    with learner(browser) as student:
        student.open(pages_of(tmp_path, KINDS_COURSE, "language: pt-BR") / "kinds.html")
        student.page.locator("#practise").click()
        student.check()
        student.page.get_by_role("button", name="Right", exact=True).click()
        assert re.search(r"again on \w+day, [A-Z][a-z]+ \d+", student.text("#session"))


def test_motion_and_print_are_heeded(browser: "Browser", pages: Path) -> None:
    with learner(browser, reduced_motion="reduce") as student:
        student.open(pages / "kinds.html")
        student.quiz(1, kind="ordering")
        durations = "[...document.querySelectorAll('*')].map(one => getComputedStyle(one).transitionDuration)"
        assert set(student.page.evaluate(durations)) == {"0s"}
        student.page.emulate_media(media="print")
        assert student.page.locator("button:visible").count() == 0
        assert student.page.locator("#stem").is_visible()
        student.page.emulate_media(media="screen")
        student.open(pages / "kinds.html", "#progress")
        student.page.emulate_media(media="print")
        row = student.page.locator("#by-objectives tr").last
        assert row.evaluate("row => getComputedStyle(row).breakInside") == "avoid"


def test_print_tells_by_its_points_which_color_is_what(student: Learner) -> None:
    """Browsers print no backgrounds unless they are told to."""
    student.page.locator("nav a[href='#progress']").click()
    green = student.page.locator(".swatch.firm").evaluate("one => getComputedStyle(one).backgroundColor")
    with PdfDocument(student.page.pdf()) as document:
        seen = {color for page in document for _, color in page.render(scale=2).to_pil().getcolors(2**24)}
    assert tuple(map(int, re.findall(r"\d+", green))) in seen


def test_hostile_texts_are_shown_as_text(browser: "Browser", tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/names.yaml"
    evil = "</script><!--<script>window.ran = 1</script> ${1} {{1}}"
    written = evil.replace("<", "\\<")
    text = bank.read_text("utf-8").replace("stem: How many percent?", f"stem: '{written}'")
    bank.write_text(text, "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE)
    with learner(browser) as student:
        student.open(folder / "kinds.html")
        student.quiz(1, kind="numeric")
        assert student.text("#stem") == evil
        assert student.page.evaluate("window.ran") is None


def test_material_and_its_pictures_stand_above_the_question(window: Learner, tmp_path: Path) -> None:
    folder = pages_of(tmp_path, COURSES["starter"])
    with learner_in(window, folder / "tides.html") as student:
        drawn = "[...document.images].every(one => one.complete && one.naturalWidth > 0) && document.images.length"
        student.quiz(20, section="harbors/gates-and-basins")
        while not student.page.locator(".stimulus").count():
            student.page.get_by_role("button", name="I don’t know").click()
            student.next()
        student.page.locator(".stimulus img").wait_for()
        student.page.wait_for_function(drawn)
        student.page.select_option("#by-section", "", force=True)
        student.quiz(1, kind="picture")
        student.page.locator(".drawn img").wait_for()
        student.page.wait_for_function(drawn)


def test_a_picture_that_many_items_show_is_in_the_page_once(window: Learner, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "media").mkdir(parents=True)
    (content / "items").mkdir()
    Image.new("RGB", (90, 60), "teal").save(content / "media/hill.png")
    settings = "title: Hills\ncode: HILL\nreadings: none\ndecks: [{id: hills, name: Hills}]\n"
    (content / "course.yaml").write_text(settings, "utf-8")
    stems = (f"{{id: q{n}, type: question, stem: '{n}? ![A hill](media/hill.png)', answer: A hill}}" for n in range(3))
    (content / "items/hills.yaml").write_text("items:\n" + "".join(f"- {stem}\n" for stem in stems), "utf-8")
    page = pages_of(tmp_path, content) / "hills.html"
    assert page.read_text("utf-8").count(b64encode((content / "media/hill.png").read_bytes()).decode()) == 1
    with learner_in(window, page) as student:
        student.quiz(3)
        student.page.wait_for_function("document.querySelector('.stem img').naturalWidth === 90")


def test_a_panorama_scrolls_by_itself_on_a_phone(browser: "Browser", tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in ("media", "items", "pictures"):
        (content / name).mkdir(parents=True)
    Image.new("RGB", (1800, 300), "teal").save(content / "media/hills.png")
    settings = "title: Hills\ncode: HILL\nreadings: none\ndecks: [{id: hills, name: Hills}]\n"
    (content / "course.yaml").write_text(settings, "utf-8")
    regions = "regions: [{label: Old, rectangle: [0, 0, 0.1, 1]}, {label: New, rectangle: [0.9, 0, 0.1, 1]}]\n"
    described = "id: hills\ntitle: Hills\nalt: Some hills.\nimage: media/hills.png\n"
    (content / "pictures/hills.yaml").write_text(described + regions, "utf-8")
    asked = "{id: q, type: question, stem: 'Where? ![Some hills](media/hills.png)', answer: Here}"
    (content / "items/hills.yaml").write_text(
        f"items:\n- {asked}\n- {{id: p, type: picture, stem: Which?, picture: hills}}\n", "utf-8"
    )
    page = pages_of(tmp_path, content) / "hills.html"
    with learner(browser, 320) as student:
        student.open(page)
        for kind in ("question", "picture"):
            student.quiz(1, kind=kind)
            image = student.page.locator(".wide > img")
            image.wait_for()
            until(partial(image.evaluate, "image => image.clientHeight > 90"))
            assert image.evaluate("image => image.parentElement.scrollWidth") == 560
            assert student.overflow() == []
            student.page.locator(".wide").press("ArrowRight")
            until(partial(image.evaluate, "image => image.parentElement.scrollLeft > 0"))


def test_the_answer_to_an_image_shows_its_parts_with_their_numbers(window: Learner, tmp_path: Path) -> None:
    folder = pages_of(tmp_path, REPOSITORY / "tests" / "courses" / "anatomy" / "content")
    page = next(file for file in folder.glob("*.html") if file.stem != "index")
    with learner_in(window, page) as student:
        # An image that is covered where it is asked; others are outlined then, too.
        student.quiz(1, kind="picture", section="atlas/hand")
        asked = student.page.locator(".drawn img").get_attribute("src") or ""
        student.page.get_by_role("button", name="I don’t know").click()
        answered = student.page.locator(".drawn img").get_attribute("src") or ""
    drawings = [b64decode(source.partition(",")[2]).decode() for source in (asked, answered)]
    numbers = [re.findall(r">(\d+)</text>", drawing) for drawing in drawings]
    assert numbers[0] == numbers[1] != []
    assert [drawing.count('fill="none"') > 0 for drawing in drawings] == [False, True]


def test_pictures_stand_on_white_where_a_student_sets_the_colors(browser: "Browser", pages: Path) -> None:
    with learner(browser, color_scheme="dark", forced_colors="active") as student:
        student.open(pages / "kinds.html")
        student.quiz(1, kind="picture")
        ground = "one => getComputedStyle(one).backgroundColor"
        assert student.page.locator("body").evaluate(ground) == "rgb(0, 0, 0)"
        assert student.page.locator(".drawn img").evaluate(ground) == "rgb(255, 255, 255)"


def test_the_line_of_steps_keeps_its_points_where_a_student_sets_the_colors(browser: "Browser", pages: Path) -> None:
    with learner(browser, forced_colors="active") as student:
        student.open(pages / "kinds.html")
        student.quiz(1, kind="ordering")
        student.check()
        color = "one => getComputedStyle(one, '::before').backgroundColor"
        ground = student.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert student.page.locator(".timeline li").first.evaluate(color) != ground


# Where each row of buttons ends, and its box.
_ROW_ENDS = """box => {
  const ends = new Map();
  for (const one of box.querySelectorAll("button, .button")) {
    const { top, right } = one.getBoundingClientRect();
    ends.set(top, Math.max(right, ends.get(top) || 0));
  }
  return [...ends.values(), box.getBoundingClientRect().right].map(Math.round);
}"""


def test_rows_of_buttons_fill_a_phone(student: Learner) -> None:
    student.page.set_viewport_size({"width": 320, "height": HEIGHT})
    student.page.locator("nav a[href='#progress']").click()
    assert len({*student.page.locator("#progress .actions").evaluate(_ROW_ENDS)}) == 1


# How far code is from the upper and the lower edge of its option.
_AROUND = """all => all.flatMap(code => {
  const [inner, outer] = [code, code.closest("li")].map(one => one.getBoundingClientRect());
  return [inner.top - outer.top, outer.bottom - inner.bottom];
})"""


def test_code_in_an_option_begins_beside_its_control(window: Learner, tmp_path: Path) -> None:
    folder = pages_of(tmp_path, REPOSITORY / "tests/courses/python/content")
    with learner_in(window, folder / "python.html") as student:
        student.quiz(1, kind="choice", level="analyze")
        distances = student.page.locator(".options pre").evaluate_all(_AROUND)
        assert distances
        assert max(distances) < 14


def test_a_table_of_five_columns_fits_a_phone(window: Learner, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "items").mkdir(parents=True)
    copytree(COURSES["nasec"] / "stimuli", content / "stimuli")
    tables = ("funds-compared", "trade-dependence", "agents-and-opinion")
    for file in (content / "stimuli").iterdir():
        if file.stem in tables:
            file.write_text(file.read_text("utf-8").partition("\ncitations:")[0] + "\n", "utf-8")
        else:
            file.unlink()
    items = (f"{{id: on-{name}, type: question, stem: Why?, stimulus: {name}, answer: So.}}" for name in tables)
    (content / "items/all.yaml").write_text(f"items: [{', '.join(items)}]\n", "utf-8")
    head = "title: Tables\ncode: tables\nreadings: none\ndecks: [{id: all, name: All}]\n"
    (content / "course.yaml").write_text(head, "utf-8")
    with learner_in(window, pages_of(tmp_path, content) / "all.html") as student:
        student.quiz(3)
        for _ in tables:
            assert student.page.locator(".stimulus .wide").evaluate("box => box.scrollWidth - box.clientWidth") == 0
            student.page.get_by_role("button", name="I don’t know").click()
            student.next()
