"""Hostile input: nothing executes, nothing is fetched from outside the course; all is shown as text or refused."""

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from shutil import copytree
from time import process_time
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from nasec_study.course.passages import versions
from nasec_study.course.source import parse_source
from nasec_study.examination import examine
from nasec_study.foundation.problems import StudyError, brief
from nasec_study.pipeline import build
from nasec_study.rendering.markup import faults, to_html
from nasec_study.rendering.templating import environment
from nasec_study.sheets.roster import read_roster
from tests.browser import Cards, cards_of, reviewer
from tests.conftest import KINDS_COURSE, REPOSITORY, Run
from tests.hostile import hostile_course
from tests.reading_back import package_content, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n"


def pixel() -> bytes:
    """Return a picture of one pixel."""
    file = BytesIO()
    Image.new("RGB", (1, 1), "red").save(file, "PNG")
    return file.getvalue()


# Of what a text of an author's becomes, and of our own templates.
TAGS = frozenset(
    (
        *("a", "article", "br", "cite", "code", "dd", "div", "dl", "dt", "em", "h2", "img", "li", "ol", "p", "section"),
        *("input", "label", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)


# A course in which every text is hostile


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a course in which every text is hostile, built in `build/`, and spied upon in `log`."""
    folder = tmp_path_factory.mktemp("hostile")
    content = hostile_course(folder)
    (folder / "sitecustomize.py").write_text(SPY.format(log=str(folder / "log")), "utf-8")
    spied(folder, "-m", "nasec_study", "build", "--course", content, "--output", folder / "build")
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> Path:
    return folder / "build"


# Notes, in every process of a build, what asks the net or opens a file that only hostile texts name.
SPY = """
import os, sys
def spy(event, values):
    words = f"{{event}} {{values}}"
    is_hostile = event == "open" and ("passwd" in words or ".mp3" in words)
    # Processes of this machine talk to each other over sockets with the name of a file.
    is_here = event == "socket.connect" and isinstance(values[1], str)
    asks = event.startswith(("socket.connect", "socket.getaddrinfo", "os.system", "webbrowser.open"))
    if is_hostile or (asks and not is_here):
        os.write(os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND), (words + chr(10)).encode())
sys.addaudithook(spy)
"""


def spied(folder: Path, *arguments: str | Path) -> None:
    path = f"{folder}:{REPOSITORY}"
    subprocess.run([sys.executable, *arguments], env={**os.environ, "PYTHONPATH": path}, check=True)


def test_nothing_outside_the_course_is_opened_or_asked(folder: Path) -> None:
    log = folder / "log"
    assert not log.exists(), log.read_text("utf-8")
    spied(folder, "-c", "open('/etc/passwd').close()")
    assert "/etc/passwd" in log.read_text("utf-8"), "the spy sees what it looks for"


class Seen(HTMLParser):
    """Notes the elements of a field, and what in it would act."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.active: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            leads_out = name in {"href", "src"} and re.match(r"[a-z-]+:|/", value or "", re.IGNORECASE)
            if leads_out or name.startswith("on"):
                self.active.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_fields_hold_hostile_texts_as_texts(built: Path) -> None:
    notes = package_content(built / "anki/everything.apkg")["notes"]
    assert len(notes) == 15
    for note in notes:
        for name, field in note["fields"].items():
            seen = Seen()
            seen.feed(field)
            assert seen.active == [], (note["fields"]["Id"], name)
            assert seen.tags <= TAGS, (note["fields"]["Id"], name)
            rest = field.replace(r"\(x&lt;y\)", "")  # the one formula that the course has
            assert not re.search(r"\[(sound|anki|/?latex|/?\$)|\\[(\[]", rest, re.IGNORECASE), name
    stem = next(note["fields"]["Stem"] for note in notes if note["fields"]["Id"] == "question-names")
    seen = Seen()
    seen.feed(stem)
    pieces = ("{{Back}}", "{% include '/etc/passwd' %}", "[sound:../../x.mp3]", "[LaTeX]", "<script>window.hacked=1")
    for piece in pieces:
        assert piece in seen.text


def test_names_and_tags_in_anki_are_ours(built: Path) -> None:
    content = package_content(built / "anki/everything.apkg")
    assert all(re.fullmatch(r"kinds::[a-z0-9:-]+", tag) for note in content["notes"] for tag in note["tags"])
    names = [deck["name"] for deck in content["decks"].values()]
    assert all(all(part.strip() for part in name.split("::")) for name in names)


@pytest.fixture(scope="module")
def cards(built: Path) -> Cards:
    return cards_of(built / "anki/everything.apkg")


def test_anki_finds_no_sound_no_latex_and_no_field_in_a_text(cards: Cards) -> None:
    assert len(cards.cards) > 15
    for card in cards.cards:
        for side in (card.front, card.back):
            assert "soundLink" not in side
            assert 'class="latex"' not in side
            assert "class=latex" not in side
        assert "{{7*7}}" in card.back


def test_a_browser_runs_nothing_and_fetches_nothing(browser: "Browser", cards: Cards) -> None:
    with reviewer(browser, cards.pictures) as window:
        for card in cards.cards:
            for side in (card.front, card.back):
                window.show(side)
                window.page.locator("#qa").click()
                assert window.page.evaluate("window.hacked") is None, card
                schemes = window.page.locator("#qa a").evaluate_all("links => links.map(link => link.protocol)")
                assert {*schemes} <= {"http:", "https:", "mailto:"}, card
                handlers = "all => all.flatMap(e => e.getAttributeNames().filter(name => name.startsWith('on')))"
                assert window.page.locator("#qa *").evaluate_all(handlers) == [], card
                assert window.page.evaluate(MATHS) == [], card
        # The picture's card asks for a part of Anki that no browser has, and says so.
        window.faults = [fault for fault in window.faults if "anki" not in fault]


# The runs of text in which MathJax looks for its signs: it joins none over a tag.
MATHS = r"""() => {
  const texts = document.createTreeWalker(document.getElementById("qa"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const ignored = texts.currentNode.parentElement.closest("script, style, code, pre");
    // The one formula that the course has.
    const text = texts.currentNode.data.replaceAll("\\(x<y\\)", "");
    if (!ignored && /\\[(\[]/.test(text)) found.push(text);
  }
  return found;
}"""


def test_pages_hold_hostile_texts_as_texts(built: Path) -> None:
    pages = sorted(built.rglob("*.pdf"))
    assert len(pages) >= 6
    for page in pages:
        with pikepdf.open(page) as pdf:
            assert not {"/OpenAction", "/AA", "/AF"} & set(pdf.Root.keys()), page
            assert "/JavaScript" not in pdf.Root.get("/Names", {}), page
            for sheet in pdf.pages:
                for note in sheet.get("/Annots", []):
                    assert note.A.S == "/URI", page
                    assert re.match(r"https?:|mailto:", str(note.A.URI)), page
    text = " ".join(text_of(built / "worksheets/everything/everything-A-key.pdf").split())
    for piece in ("{{Back}}", "{% include '/etc/passwd' %}", "{{7*7}}", "<script>window.hacked=1</script>", "[sound:"):
        assert piece in text
    assert "root:x:" not in text


def test_no_spreadsheet_takes_a_key_for_a_formula(built: Path) -> None:
    table = (built / "worksheets/everything/everything-keys.csv").read_text("utf-8")
    assert not re.search(r'(?m)(^|,)"?[=+@]', table)


# What is refused, with its place


def lines_of(folder: Path) -> list[str]:
    return [str(problem) for problem in examine(folder).problems]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a sound little course, in a folder of its own that is the present one."""
    monkeypatch.chdir(tmp_path)
    copytree(SOUND, "content")
    Path("content/media").mkdir()
    return Path("content")


def write(file: Path, text: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def add_item(content: Path, rest: str) -> None:
    write(content / "items/r/case.yaml", f"reading: r\nsection: s\nitems:\n  - id: case\n    level: remember\n{rest}")


QUESTION = "    type: question\n    quote: that is it\n    rationale: So.\n    answer: That.\n    stem: "


@pytest.mark.parametrize("character", BIDI)
@pytest.mark.parametrize("form", ["raw", "escaped", "in a comment", "in a key"])
def test_what_turns_the_direction_of_writing_is_refused(character: str, form: str, content: Path) -> None:
    stem, comment, key = "What?", "", "stem"
    match form:
        case "raw":
            stem = f"What{character}?"
        case "escaped":
            stem = f'"What\\u{ord(character):04x}?"'
        case "in a comment":
            comment = f" # so {character}"
        case "in a key":
            key = f"st{character}em"
    add_item(content, f"{QUESTION.removesuffix('stem: ')}{key}: {stem}{comment}\n")
    [line] = [line for line in lines_of(content) if line.endswith("[E111]")]
    assert re.match(r"content/items/r/case\.yaml:10:\d+: character U\+", line)
    assert line.endswith("(delete it: it reverses the direction of writing) [E111]")


@pytest.mark.parametrize(
    "address",
    [
        "media/../course.yaml",
        "../secret.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://example.org/x.png",
        "//example.org/x.png",
        "data:image/png;base64,AAAA",
        "C:\\x.png",
        "C:/x.png",
        "media\\x.png",
        "media/./x.png",
        "media//x.png",
        "media/x.png.",
        "media/x.png/",
        "media/%2e%2e/x.png",
        "media/link.png",
        "media/out.png",
        "media/loop.png",
        "media/pipe.png",
        "media/folder.png",
        "pictures/../media/x.png",
        "course.yaml",
    ],
)
def test_addresses_of_pictures_that_lead_out_are_refused(address: str, content: Path) -> None:
    write(Path("secret.png"), PNG)
    write(content / "media/x.png", PNG)
    write(content / "inside.png", PNG)
    (content / "media/out.png").symlink_to(Path("secret.png").resolve())
    (content / "media/link.png").symlink_to(Path("../inside.png"))
    (content / "media/loop.png").symlink_to(Path("loop.png"))
    (content / "media/folder.png").mkdir()
    os.mkfifo(content / "media/pipe.png")
    stem = f"![A picture](<{address}>) shows what?"
    add_item(content, f"{QUESTION}'{stem}'\n")
    assert "<img" in to_html("![A picture](<media/x.png>)")
    refused = [line for line in lines_of(content) if re.match(r"content/items/r/case\.yaml:10:\d+: item 'case'", line)]
    assert any(line.endswith("[E241]") for line in refused) or "<img" not in to_html(stem), refused


def test_links_and_pipes_in_media_are_named(content: Path) -> None:
    write(Path("secret.svg"), SVG.format(""))
    (content / "media/out.svg").symlink_to(Path("secret.svg").resolve())
    (content / "media/loop.svg").symlink_to(Path("loop.svg"))
    write(content / "inside.svg", SVG.format(""))
    (content / "media/inside.svg").symlink_to("../inside.svg")
    os.mkfifo(content / "media/pipe.png")
    os.mkfifo(content / "items/pipe.yaml")
    assert [re.sub(r" \(.*", "", line) for line in lines_of(content)] == [
        "content/items/pipe.yaml:1:1: this is not a regular file",
        "content/media/inside.svg:1:1: this link leads out of media/",
        "content/media/loop.svg:1:1: this link leads out of the course",
        "content/media/out.svg:1:1: this link leads out of the course",
        "content/media/pipe.png:1:1: this is not a file, or it is too large",
    ]


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT/>", "<SCRIPT>"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "<script>"),
        ('<rect onclick="alert(1)"/>', "the event handler 'onclick'"),
        ('<rect OnLoad="alert(1)"/>', "the event handler 'onload'"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "<p>"),
        ('<image xlink:href="file:///etc/passwd"/>', "the address 'file:///etc/passwd'"),
        ('<image href="http://example.org/x.png"/>', "the address 'http://example.org/x.png'"),
        ('<use href=" http://example.org/x.svg#a"/>', "the address 'http://example.org/x.svg#a'"),
        ('<a href="javascript:alert(1)"/>', "the address 'javascript:alert(1)'"),
        ('<image href="data:image/svg+xml,x"/>', "the address 'data:image/svg+xml,x'"),
        ('<use href="data:image/png;base64,AAAA"/>', "the address 'data:image/png;base64,AAAA'"),
        ('<image href="data:image/png;base64,AAAA"/>', "an embedded picture that is not a picture that can be read"),
        ('<image href="data:image/png;base64,A"/>', "an embedded picture that is broken"),
        ('<rect xml:base="http://example.org/"/>', "the address 'http://example.org/'"),
        ('<set attributeName="href" to="javascript:alert(1)"/>', "<set>"),
        ('<rect style="fill: URL( http://example.org/x )"/>', "'URL( http://example.org/x )'"),
        ('<rect fill="url(http://example.org/x#a)"/>', "'url(http://example.org/x#a)'"),
        ("<style>@import 'http://example.org/x.css';</style>", "'@import'"),
        ("<style><![CDATA[@font-face {src: u/**/rl(x)}]]></style>", "'url(x)'"),
        ("<style>rect {fill: \\75rl(http://example.org/x)}</style>", "a backslash in a style"),
        ("<?xml-stylesheet href='http://example.org/x.css'?>", "the instruction '<?xml-stylesheet'"),
    ],
)
def test_an_svg_that_is_more_than_a_picture_is_refused(inside: str, what: str, content: Path) -> None:
    write(content / "media/x.svg", SVG.format(f"\n  {inside}"))
    [line] = {line for line in lines_of(content) if f"holds {what} (" in line}
    assert re.match(r"content/media/x\.svg:2:\d+: this picture holds", line)
    assert line.endswith("[E251]")


def test_labels_of_a_drawing_program_are_told_once_with_the_way_out(content: Path) -> None:
    label = '\n<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">A <b>bill</b></div></foreignObject>'
    write(content / "media/x.svg", SVG.format(label * 20))
    [line] = lines_of(content)
    assert line.startswith("content/media/x.svg:2:1: this picture holds <foreignObject> (save the picture as a PNG, or")


@pytest.mark.parametrize("entity", ['x SYSTEM "file:///etc/passwd"', 'x "lol"', '% x SYSTEM "http://example.org/x"'])
def test_an_svg_that_declares_entities_is_refused(entity: str, content: Path) -> None:
    write(content / "media/x.svg", f"<!DOCTYPE svg [<!ENTITY {entity}>]>\n{SVG.format('<text>&x;</text>')}")
    assert "content/media/x.svg:1:" in lines_of(content)[0]
    assert "this picture holds the entity 'x'" in lines_of(content)[0]


# An embedded photo, a path of Windows and formulas in notes, a shadow, fonts, a link, and what programs note.
FROM_PROGRAMS = f"""
  <image width="9" height="9" xlink:href="data:image/png;base64,{b64encode(pixel()).decode()[:40]}
    {b64encode(pixel()).decode()[40:]}"/>
  <g xmlns:ink="http://www.inkscape.org/namespaces/inkscape" ink:export-filename="C:\\Users\\url(x)" id="\\"/>
  <g aria-label="\\frac" data-latex="\\frac{{1}}{{2}}" content="&lt;mxfile image=url(x)&gt;"/>
  <filter id="f"><feColorMatrix values="0 0 0 0 0 0 0 0 0 0 .4 0"/><feBlend in="SourceGraphic"/></filter>
  <style>@font-face {{ font-family: Virgil; src: url("data:font/woff2;base64,AAAA") }}</style>
  <a xlink:href="https://example.org/senate"><rect width="9" height="9"/></a>
  <?plantuml 1.2024.7?><?xpacket begin=""?>
"""


def test_what_drawing_programs_write_is_a_picture(content: Path) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    inside = (
        '<defs><marker id="a"/><style type="text/css">*{stroke-linejoin: round} /* url(x) */</style></defs>'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:date>2026</dc:date></metadata>'
        '<use xlink:href="#a" style="fill: url(#a)" clip-path="url( \'#a\' )"/><text>on the @import of goods</text>'
    )
    write(content / "media/x.svg", f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}\n{SVG.format(inside)}')
    write(content / "media/z.svg", SVG.format(FROM_PROGRAMS))
    write(content / "media/y.svg", ('<?xml version="1.0" encoding="utf-16"?>' + SVG.format("")).encode("utf-16"))
    assert lines_of(content) == []


def test_a_picture_is_what_its_name_says(content: Path) -> None:
    write(content / "media/a.png", SVG.format("<script/>"))
    write(content / "media/b.jpg", PNG)
    write(content / "media/c.svg", PNG)
    write(content / "media/d.gif", "")
    write(content / "media/e.png", PNG)
    assert [line.partition(" (")[0] for line in lines_of(content)] == [
        "content/media/a.png:1:1: this is not a picture of type .png, but of type .svg",
        "content/media/b.jpg:1:1: this is not a picture of type .jpg, but of type .png",
        "content/media/c.svg:1:1: this is not a picture of type .svg, but of type .png",
        "content/media/d.gif:1:1: this is not a picture of type .gif",
        "content/media/e.png:1:1: this picture is not a picture that can be read",
    ]


def test_names_that_windows_cannot_have_are_refused(content: Path) -> None:
    write(content / "media/NUL.png", PNG)
    settings = content / "course.yaml"
    decks = "decks:\n- {id: con, name: 'A::::B'}\n- {id: blank, name: 'A :: B'}\n- {id: good, name: Good::Better}\n"
    sheet = "worksheets:\n- {id: lpt1, title: T, sections: [{title: S, count: 1, items: {}}]}\n"
    settings.write_text(f"{settings.read_text('utf-8')}{decks}{sheet}", "utf-8")
    found = [line for line in lines_of(content) if line.endswith(("[E253]", "[E254]"))]
    assert [re.sub(r"^(\S+?):\d+:\d+|\(.*", r"\1", line) for line in found] == [
        "content/course.yaml: Windows does not allow files with the name 'con' ",
        "content/course.yaml: deck 'con': its name 'A::::B' has a part that is empty or padded with spaces ",
        "content/course.yaml: deck 'blank': its name 'A :: B' has a part that is empty or padded with spaces ",
        "content/course.yaml: Windows does not allow files with the name 'lpt1' ",
        "content/media/NUL.png: Windows does not allow files with the name 'NUL.png' ",
    ]


@pytest.mark.parametrize("name", ["../out", "..", "a/b", "C:x", "con.", "x\\y", "/etc/passwd", "a b", "", "."])
@pytest.mark.parametrize("kind", ["item", "deck", "worksheet", "file"])
def test_ids_that_climb_out_are_refused(kind: str, name: str, content: Path) -> None:
    quoted = json.dumps(name)
    settings = content / "course.yaml"
    if kind == "item":
        add_item(content, f"{QUESTION}What?\n    formerly: [{quoted}]\n")
    elif kind == "file":
        reading = content / "readings/r.yaml"
        reading.write_text(re.sub(r"file: .*", lambda _: f"file: {quoted}", reading.read_text("utf-8")), "utf-8")
        if name in {"..", ".", "con."}:
            assert lines_of(content) == []  # a folder is no text, and no file is written under this name
            return
    else:
        rest = "name: N" if kind == "deck" else "title: T, sections: [{title: S, count: 1, items: {}}]"
        text = f"{settings.read_text('utf-8')}{kind}s:\n- {{id: {quoted}, {rest}}}\n"
        settings.write_text(text, "utf-8")
    assert any(re.search(r"'[\w.]+' (is|has)", line) and line.endswith("[E120]") for line in lines_of(content))


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "a <b onclick=x>b</b>", "<!-- x -->", "![x](http://example.org/x.png)"]
)
@pytest.mark.parametrize("place", ["item", "stimulus", "dispute", "worksheet", "section", "reading"])
def test_html_and_far_pictures_are_refused_wherever_markdown_is(text: str, place: str, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    file, old = {
        "item": ("items/ink/signs.yaml", "Twelve hundred were counted."),
        "stimulus": ("stimuli/table.yaml", "Invented *figures*."),
        "dispute": ("disputes.yaml", "Say *who* says it."),
        "worksheet": ("course.yaml", "Mind the *signs*."),
        "section": ("course.yaml", "instructions: Circle,"),
        "reading": ("readings/ink.yaml", "outline:"),
    }[place]
    path = tmp_path / "content" / file
    quoted = json.dumps(text)
    new = {"section": f"instructions: {quoted},", "reading": f"bibliography: {{note: {quoted}}}\noutline:"}.get(
        place, quoted
    )
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    [line] = lines_of(tmp_path / "content")
    assert line.startswith(f"{path}:")
    assert line.endswith(("[E240]", "[E241]"))


def test_a_text_without_end_is_refused(content: Path) -> None:
    add_item(content, f"{QUESTION}{'x' * 30_000}\n")
    found = lines_of(content)
    expected = (
        "content/items/r/case.yaml:10:11: this text has 30000 characters (at most 20000; split it into several) [E125]"
    )
    assert expected in found
    assert all(len(line) < 300 for line in found)
    add_item(content, f"{QUESTION}{'x' * 10_000_000}\n")
    assert [line.partition(" (")[0] for line in lines_of(content)] == [
        "content/items/r/case.yaml:1:1: the file is larger than 8 MB"
    ]


def test_a_line_of_blanks_without_end_is_read_at_once(content: Path) -> None:
    for text in ("one: two", "*one*"):
        add_item(content, f"{QUESTION}{text}{' ' * 1_000_000}three\n")
        slip, length = lines_of(content)
        assert re.match(r"content/items/r/case.yaml:10:11: (a|YAML reads a) text ", slip)
        assert length.endswith("[E125]")
        assert max(len(slip), len(length)) < 300


def test_a_bracket_or_a_brace_before_many_blanks_is_read_at_once(content: Path) -> None:
    rest = "    quote: that is it\n    rationale: So.\n    stem: How many?\n"
    add_item(content, f"    type: numeric\n{rest}    value: '({' ' * 15_000}5'\n")
    assert any(line.endswith("[E120]") for line in lines_of(content))
    text = f"One {{{' ' * 15_000}is two."
    add_item(content, f"    type: cloze\n    quote: that is it\n    rationale: So.\n    text: '{text}'\n")
    assert any(line.endswith("[E220]") for line in lines_of(content))


def test_entries_with_many_open_brackets_are_read_at_once(content: Path) -> None:
    accepted = ", ".join(["(a"] * 1500)
    rest = "    quote: that is it\n    rationale: So.\n    stem: What is it?\n    answer: That.\n    typed: true\n"
    add_item(content, f"    type: question\n{rest}    accept: [{accepted}]\n")
    assert not any(line.endswith("[E209]") for line in lines_of(content))


@pytest.mark.parametrize("signs", ["[^", "a^[ b ", "^[", "![[", "[sound:", "[@a", "](x){.a", "花"])
def test_signs_that_begin_something_again_and_again_are_read_at_once(signs: str) -> None:
    text = signs * (20_000 // len(signs))
    started = process_time()
    list(faults(text))
    assert process_time() - started < 3


def test_a_reading_that_goes_on_without_a_space_is_read_at_once() -> None:
    started = process_time()
    versions("花" * 100_000)
    assert process_time() - started < 3


def test_a_text_of_many_short_lines_in_quotes_is_read_at_once() -> None:
    started = process_time()
    parsed = parse_source('text: "{}"\n'.format(r"\nu \\) " * 3_300), "case.yaml")
    assert process_time() - started < 3
    assert parsed.problems == ()


@pytest.mark.parametrize("value", ["1e999999999", "1e-999999999", "NaN", "Infinity", "9" * 5000, "0." + "1" * 5000])
def test_numbers_that_are_longer_than_they_look_are_refused(value: str, content: Path) -> None:
    rest = "    type: numeric\n    quote: that is it\n    rationale: So.\n    stem: How many?\n"
    add_item(content, f"{rest}    value: {value}\n")
    [line] = lines_of(content)
    assert line.startswith("content/items/r/case.yaml:10:12: numeric item 'case': 'value' is '")
    assert len(line) < 300


# A course's own templates


def template(name: str, text: str) -> None:
    write(Path("templates") / name, text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("p { background: url(file:///etc/passwd) }", "file:///etc/passwd"),
        ("p { background: URL( 'http://example.org/x.png' ) }", "http://example.org/x.png"),
        ("p { background: url(//example.org/x.png) }", "//example.org/x.png"),
        ("@import 'x.css';", "x.css"),
        ('<img src="https://example.org/x.png">', "https://example.org/x.png"),
        ('<link rel="attachment" href=file:///etc/passwd>', "file:///etc/passwd"),
        ('<script\nsrc="//example.org/x.js">', "//example.org/x.js"),
    ],
)
def test_what_a_template_would_fetch_is_named_with_its_place(text: str, address: str, content: Path) -> None:
    template("worksheet/style.css", f"p {{}}\n  {text}\n")
    [line] = lines_of(content)
    assert re.match(r"templates/worksheet/style\.css:2:\d+: this template would fetch '", line)
    assert f"fetch '{address}' (" in line


def test_what_templates_may_bring_is_let_pass(content: Path) -> None:
    template("worksheet/style.css", "p { background: url(data:image/png;base64,AA); src: url(font:serif-bold) }")
    template("worksheet/sheet.html.j2", '<a href="https://example.org">x</a> <img src="media/logo.svg">')
    assert lines_of(content) == []


def test_templates_that_are_links_out_of_the_course_are_refused(
    content: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("secret", "utf-8")
    Path("templates").mkdir()
    Path("templates/style.css").symlink_to(secret)
    Path("templates/anki").symlink_to(secret.parent)
    Path("templates/loop").symlink_to("loop")
    found = lines_of(content)
    assert [line.partition(":")[0] for line in found] == ["templates/anki", "templates/loop", "templates/style.css"]
    assert all(line.endswith("[E115]") for line in found)


@pytest.mark.parametrize(
    "vector",
    [
        "<style>p { background: url(U) }</style>",
        "<style>@import url(U);</style>",
        "<style>@font-face { font-family: x; src: url(U) } p { font-family: x }</style>",
        "<style>@color-profile --x { src: url(U) } p { color: color(--x 0 0 0) }</style>",
        "<style>p::before { content: url(U) }</style>",
        "<link rel=attachment href='U'>",
        "<link rel=stylesheet href='U'>",
        "<a rel=attachment href='U'>x</a>",
        "<img src='U' alt=x>",
        "<object data='U'></object>",
        "<embed src='U'>",
        "<svg width=9 height=9><image href='U' width=9 height=9 /></svg>",
    ],
)
def test_what_a_template_hides_from_the_check_is_refused_when_it_is_made(vector: str, tmp_path: Path) -> None:
    from nasec_study.targets.paper.pdf import render_pdf  # noqa: PLC0415 - loads Pango

    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    html = f"<!doctype html><html lang=en><title>x</title><body>{vector.replace('U', secret.as_uri())}<p>x</p>"
    with pytest.raises(StudyError) as raised:
        render_pdf(html, {}, "sheet.pdf")
    [problem] = raised.value.problems
    url = brief(secret.as_uri())
    assert str(problem).startswith(f"sheet.pdf: '{url}' is not a font or picture of the course (nothing is")


@pytest.mark.parametrize(
    "expression",
    [
        "cite.args[0].folder.joinpath('/etc/passwd').read_text()",
        "cite.func",
        "course.parse_raw('x', proto='pickle', allow_pickle=True)",
        "course.parse_file('/etc/passwd')",
        "course.model_config",
        "course.__class__.__mro__",
        "picture_of.__self__.folder",
        "citations | attr('args')",
        "([cite] | map(attribute='args') | first).folder",
        "self.__init__.__globals__",
        "'{0.args}'.format(cite)",
    ],
)
def test_no_template_finds_a_way_to_files_or_code(expression: str, content: Path) -> None:
    template("worksheet/sheet.html.j2", f"\n{{{{ {expression} }}}}")
    settings = content / "course.yaml"
    sheet = "worksheets:\n- {id: sheet, title: T, sections: [{title: S, count: 1, items: {}}]}\n"
    settings.write_text(f"{settings.read_text('utf-8')}{sheet}", "utf-8")
    with pytest.raises(StudyError) as raised:
        list(build(content, Path("build"), ("worksheets",)))
    assert re.search(r"templates/worksheet/sheet\.html\.j2:2:1: this template fails: ", str(raised.value))


@pytest.mark.parametrize("name", ["/etc/passwd", "../../etc/passwd", "worksheet/../../secret", "file:///etc/passwd"])
def test_templates_include_only_templates(name: str, content: Path) -> None:
    write(Path("secret"), "secret")
    template("x.html.j2", f"{{% include {json.dumps(name)} ignore missing %}}")
    assert environment(content).get_template("x.html.j2").render() == ""


# Class lists


@pytest.mark.parametrize("character", ["\u202e", "\x1b", "\x00"])
def test_a_class_list_holds_no_such_characters(character: str, tmp_path: Path) -> None:
    write(tmp_path / "class.csv", f"name,id\nAna,1\nB{character}en,2\n")
    with pytest.raises(StudyError, match=f"class.csv:3:1: .*U\\+{ord(character):04X}"):
        read_roster(tmp_path / "class.csv")


# Programs


def test_postscript_under_another_name_starts_no_ghostscript(content: Path, run: Run, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    write(tmp_path / "bin/gs", f"#!/bin/sh\necho x >> {marker}\n")
    (tmp_path / "bin/gs").chmod(0o700)
    write(content / "media/x.png", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n%%EOF\n")
    add_item(content, f"{QUESTION}'![A picture](media/x.png) shows what?'\n")
    shown = run("check", exit_code=1, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert "content/media/x.png:1:1: this is not a picture of type .png" in shown.stdout
    assert not marker.exists()
