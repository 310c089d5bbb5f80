"""Drafts: listed with what they lack, built on demand and marked, reviewed; items and readings begun."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from shutil import copyfile, copytree

import pytest
from PIL import Image

from nasec_study.course.passages import words_of
from nasec_study.output.manifest import MANIFEST
from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import REPOSITORY, Run
from tests.terminal import opened_terminal

BANK = "content/items/tides/two-bulges.yaml"
DRAFT = """\
  # mine
  - id: wet
    type: choice   # keep
    state: draft
    stem: What is wet?
    key: Water
    distractors: [{text: Wind}]
"""


@pytest.fixture
def home(tmp_path: Path, run: Run) -> Path:
    run("init", "course")
    bank = tmp_path / "course" / BANK
    bank.write_text(bank.read_text("utf-8") + DRAFT, "utf-8")
    return tmp_path / "course"


def review(home: Path, typed: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nasec_study", "review", *arguments],
        input=typed, capture_output=True, text=True, encoding="utf-8", check=True, cwd=home,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    return done.stdout + done.stderr


def fronts(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as archive:
        data = archive.read("collection.anki2")
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    found = [fields for (fields,) in database.execute("select flds from notes")]
    database.close()
    return found


def test_a_draft_is_listed_with_what_it_lacks_and_is_no_item(home: Path, run: Run) -> None:
    done = run("check", cwd=home)
    assert done.stdout == (
        f"{BANK}:57:9: warning: choice item 'wet' is a draft: it lacks 1 more 'distractors', level, a citation "
        "(`nasec-study review` asks for the rest, and then publishes it) [W260]\n"
    )
    assert "29 items, 1 draft, " in done.stderr
    assert "\nwet " not in run("list", cwd=home).stdout


def test_a_draft_is_shown_as_one_once_it_can_be(home: Path, run: Run) -> None:
    bank = home / BANK
    bank.write_text(
        bank.read_text("utf-8") + "  - {id: begun, type: choice, state: draft, stem: Why?, key: A}\n", "utf-8"
    )
    done = run("show", "begun", cwd=home, exit_code=2)
    assert "'begun' is a draft that lacks 'distractors', level, a citation" in done.stderr
    bank.write_text(bank.read_text("utf-8").replace("key: A}", "key: A, distractors: [{text: B}, {text: C}]}"), "utf-8")
    assert "DRAFT Why?" in run("show", "begun", cwd=home).stdout


def test_drafts_are_built_on_demand_and_marked_and_the_ledger_stays(home: Path, run: Run) -> None:
    bank = home / BANK
    bank.write_text(bank.read_text("utf-8").replace("[{text: Wind}]", "[{text: Wind}, {text: Fire}]"), "utf-8")
    run("build", "anki", cwd=home)
    ledger = (home / "content" / "course.lock").read_bytes()
    packages = sorted((home / "build" / "anki").glob("*.apkg"))
    assert not any("DRAFT" in text for package in packages for text in fronts(package))
    run("build", "anki", "--drafts", cwd=home)
    marked = [text for text in fronts(home / "build" / "drafts" / "anki" / "tides.apkg") if "DRAFT" in text]
    assert len(marked) == 1
    assert marked[0].startswith("<strong>DRAFT</strong> What is wet?")
    assert (home / "content" / "course.lock").read_bytes() == ledger
    run("build", "anki", "--drafts", "--output", "build", cwd=home)
    assert any("DRAFT" in text for package in packages for text in fronts(package))
    run("build", "anki", cwd=home)
    assert not any("DRAFT" in text for package in packages for text in fronts(package))


def test_a_review_writes_what_lacked_and_nothing_else(home: Path, run: Run) -> None:
    before = (home / BANK).read_text("utf-8")
    shown = review(home, "accept\nFire\nIt is dry.\nund\nno such words\ny\nshrinks with the cube\n", "-i", "MK")
    assert "What is wet?" in shown
    assert "Missing: 1 more 'distractors', level, a citation." in shown
    assert "it is not in section 'two-bulges'" in shown
    after = (home / BANK).read_text("utf-8")
    assert after == before.replace(
        "    type: choice   # keep\n    state: draft\n",
        "    type: choice   # keep\n    level: understand\n    state: reviewed\n    reviewer: MK\n",
    ).replace(
        "    distractors: [{text: Wind}]\n",
        "    distractors:\n      - text: Wind\n      - text: Fire\n        why: It is dry.\n"
        "    quote: shrinks with the cube\n",
    )
    assert "\nwet " in run("list", cwd=home).stdout
    assert "choice item 'wet' is a draft" not in run("check", cwd=home).stdout


def test_what_was_begun_can_be_reviewed(home: Path, run: Run) -> None:
    run("new", "tides", "two-bulges", "choice", cwd=home)
    before = (home / BANK).read_text("utf-8")
    answers = "accept\nWhy?\nAs it is.\nSo\nNo.\nNot so\nNo.\nunderstand\nshrinks with the cube\n"
    shown = review(home, f"leave\n{answers}", "-i", "MK")
    after = (home / BANK).read_text("utf-8")
    assert f"written: {BANK}" in shown
    assert after.startswith(before.partition("  - id: two-bulges-1")[0])
    assert "    stem: Why?\n    key: As it is.\n    distractors:\n      - text: So\n        why: No.\n" in after
    assert "two-bulges-1 " in run("list", cwd=home).stdout


def test_what_is_left_or_stopped_at_stays_a_draft(home: Path) -> None:
    before = (home / BANK).read_bytes()
    review(home, "leave\n")
    review(home, "stop\n")
    assert (home / BANK).read_bytes() == before


def test_a_draft_stays_one_where_there_is_no_reading_to_cite(home: Path) -> None:
    for file in (home / "content/readings").iterdir():
        file.unlink()
    settings = home / "content/course.yaml"
    settings.write_text("title: T\ncode: TT\n", "utf-8")
    told = review(home, "accept\nMilk\n\nremember\n", "wet")
    assert "draft 'wet': there is no reading to cite (begin one with `nasec-study draft TEXT`, or write " in told
    assert told.endswith("0 drafts accepted, 1 left\n")
    assert (home / BANK).read_text("utf-8").endswith(DRAFT)


def test_a_draft_that_went_while_it_was_reviewed_is_told(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "nasec_study", "review"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=home,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    assert process.stdout
    while "Missing" not in process.stdout.readline():
        assert process.poll() is None
    bank = home / BANK
    bank.write_text(bank.read_text("utf-8").replace("id: wet", "id: dry"), "utf-8")
    before = bank.read_bytes()
    told, _ = process.communicate("accept\nFire\nIt is dry.\nund\nshrinks with the cube\n")
    assert "wet: the draft has changed, and is none any more" in told
    assert "0 drafts accepted, 1 left" in told
    assert bank.read_bytes() == before


def test_the_tab_key_completes_levels(home: Path) -> None:
    bank = home / BANK
    bank.write_text(bank.read_text("utf-8").replace("[{text: Wind}]", "[{text: Wind}, {text: Fire}]"), "utf-8")
    main, end = opened_terminal()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "dumb"}
    with subprocess.Popen(
        [sys.executable, "-m", "nasec_study", "review"], stdin=end, stdout=end, stderr=end, cwd=home, env=environment
    ) as process:
        os.close(end)
        said = b""
        for wanted, typed in (
            (b"leave or stop", b"accept\n"),
            (b"Level", b"eval\t\n"),
            (b"eight words", b"shrinks with the cube\n"),
        ):
            while wanted not in said:
                said += os.read(main, 1024)
            said = b""
            os.write(main, typed)
        try:
            while os.read(main, 1024):
                pass
        except OSError:
            pass
    assert process.returncode == 0
    assert "    level: evaluate\n" in bank.read_text("utf-8")


def test_an_item_is_begun_at_its_place(home: Path, run: Run) -> None:
    assert run("new", "tides", "two-bulges", "numeric", cwd=home).stdout == f"{BANK}:63:5\n"
    assert (
        (home / BANK)
        .read_text("utf-8")
        .endswith(
            "  - id: two-bulges-1\n    type: numeric\n    state: draft\n    level:\n    stem:\n    value:\n"
            "    rationale:\n"
            "    quote:\n"
        )
    )
    assert (
        "numeric item 'two-bulges-1' is a draft: it lacks 'stem', 'value', level, a citation"
        in run("check", cwd=home).stdout
    )
    assert "did you mean 'tides'?" in run("new", "tide", "two-bulges", "term", cwd=home, exit_code=2).stderr


def test_what_was_begun_is_reviewed(home: Path, run: Run) -> None:
    (home / BANK).write_text((home / BANK).read_text("utf-8").removesuffix(DRAFT), "utf-8")
    before = (home / BANK).read_text("utf-8")
    run("new", "tides", "two-bulges", "choice", cwd=home)
    typed = "accept\nWhy two?\nWater\nWind\nIt is dry.\nFire\n\nunderstand\nshrinks with the cube\n"
    assert "1 draft accepted, 0 left" in review(home, typed)
    assert (home / BANK).read_text("utf-8") == before + (
        "  - id: two-bulges-1\n    type: choice\n    state: reviewed\n    level: understand\n    stem: Why two?\n"
        "    key: Water\n    distractors:\n      - text: Wind\n        why: It is dry.\n      - text: Fire\n"
        "    rationale:\n    quote: shrinks with the cube\n"
    )
    assert "\ntwo-bulges-1 " in run("list", cwd=home).stdout
    run("new", "tides", "two-bulges", "essay", cwd=home)
    review(home, "accept\nWhy?\nNames the Moon\n1.5\n\nThe Moon.\ncreate\nshrinks with the cube\n")
    assert "points: 1.5\n" in (home / BANK).read_text("utf-8")


def test_a_review_asks_for_no_list_and_says_what_is_still_wrong(home: Path, run: Run) -> None:
    (home / BANK).write_text((home / BANK).read_text("utf-8").removesuffix(DRAFT), "utf-8")
    run("new", "tides", "two-bulges", "matching", cwd=home)
    assert "'pairs': add it in the file" in review(home, "accept\nMatch.\nremember\nshrinks with the cube\n")
    run("new", "tides", "two-bulges", "true-false", cwd=home)
    told = review(home, "accept\nIt is so.\nmaybe\nremember\nshrinks with the cube\n", "two-bulges-2")
    assert "true-false item 'two-bulges-2' is still a draft: 'answer' is 'maybe' (one of true, false) [E622]" in told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# Mine.\nsource: author # so it is\nitems: [] # none\n",
            "# Mine.\nsource: author # so it is\nitems: # none\n",
        ),
        ("# Mine.\nstate: draft\nitems: []", "# Mine.\nstate: draft\nitems:\n"),
        (
            "items:\n  - {id: a, type: term, term: 'items: []', definition: An empty list}\n",
            "items:\n  - {id: a, type: term, term: 'items: []', definition: An empty list}\n",
        ),
    ],
)
def test_an_item_is_begun_beside_all_that_its_file_holds(tmp_path: Path, run: Run, before: str, after: str) -> None:
    run("init", "spanish", "--bare")
    bank = tmp_path / "spanish/content/items/items.yaml"
    bank.write_text(before, "utf-8")
    run("new", "term", cwd=tmp_path / "spanish")
    assert bank.read_text("utf-8").startswith(f"{after}  - id: term-1\n")


def test_an_item_that_rests_on_no_reading_is_begun(tmp_path: Path, run: Run) -> None:
    run("init", "spanish", "--bare")
    assert run("new", "term", cwd=tmp_path / "spanish").stdout == "content/items/items.yaml:3:5\n"
    assert run("new", "term", cwd=tmp_path / "spanish").stdout == "content/items/items.yaml:9:5\n"


SALT = """\
A Short History of Salt

INTRODUCTION AND AIM

Salt is old. It was
used by many.

Trade Routes
Salt went by camel.

2. The Tax

Kings taxed it.
"""


def test_a_reading_is_begun_from_its_text(home: Path, run: Run) -> None:
    (home / "salt.txt").write_text(SALT, "utf-8")
    before = (home / "content" / "course.yaml").read_text("utf-8")
    done = run("draft", "salt.txt", cwd=home)
    assert done.stdout.splitlines() == [
        "content/readings/salt.yaml",
        *(f"content/items/salt/{name}.yaml" for name in ("introduction-and-aim", "trade-routes", "2-the-tax")),
    ]
    assert "3 sections, 1 of them uncertain: Trade Routes" in done.stderr
    reading = (home / "content" / "readings" / "salt.yaml").read_text("utf-8")
    assert reading.startswith("# yaml-language-server: $schema=../.schema/reading.json\nid: salt\n")
    assert "  # uncertain: it is written like a title, but close to a text\n  - id: trade-routes\n" in reading
    after = (home / "content" / "course.yaml").read_text("utf-8")
    assert after == before.replace("  - harbors\n", "  - harbors\n  - salt\n", 1)
    assert "0 errors" in run("check", cwd=home).stderr
    assert run("draft", "salt.txt", cwd=home, exit_code=1).stderr.startswith(
        "content/readings/salt.yaml: there is a reading"
    )


def test_a_short_line_that_stands_alone_is_a_heading_however_it_is_written(home: Path, run: Run) -> None:
    lines = ["On salt", "The trade in it", "Salt went by camel through the long valleys", "and by ship.", "Its roads"]
    lines += ["It went north, and in each of the many", "towns merchants paid for it. In all of the many"]
    lines += ["Spanish years of these towns it was bought with", "cloth."]
    (home / "salt.txt").write_text("\n\n".join([*lines, ""]), "utf-8")
    done = run("draft", "salt.txt", cwd=home)
    assert "2 sections\n" in done.stderr
    outline = (home / "content" / "readings" / "salt.yaml").read_text("utf-8")
    assert re.findall("heading: (.*)", outline) == ["The trade in it", "Its roads"]


def test_a_sentence_ends_at_the_stop_of_its_script_and_is_no_heading(home: Path, run: Run) -> None:
    long = "गाँव के लोग नमक को ऊँटों पर लादकर दूर के नगरों में ले जाते थे।"
    lines = ["नमक", "पहला भाग", long, "यह छोटा वाक्य है।", "第一の部", "塩は高かった。", long]
    (home / "salt.txt").write_text("\n\n".join([*lines, ""]), "utf-8")
    run("draft", "salt.txt", cwd=home)
    outline = (home / "content" / "readings" / "salt.yaml").read_text("utf-8")
    assert re.findall("heading: (.*)", outline) == ["पहला भाग", "第一の部"]


def test_a_paragraph_of_a_law_is_a_heading_by_its_sign(home: Path, run: Run) -> None:
    text = "(a) Nobody may sell salt unless the king allows it.\n(1) The king may ask for a price."
    heads = ["§ 91.155 Basic rules for salt", "§ 12 Salt in times of war for the towns of the king"]
    (home / "salt.txt").write_text("\n\n".join(["On salt", heads[0], text, heads[1], text, ""]), "utf-8")
    assert "2 sections\n" in run("draft", "salt.txt", cwd=home).stderr
    outline = (home / "content" / "readings" / "salt.yaml").read_text("utf-8")
    assert re.findall('heading: "(.*)"', outline) == heads


PRINTED = """\
                         On Salt                        12

1      The tax

It was hated by
all of them.

14     On Salt

2      The prices

Year        Price       Tax
1780        12          10

\fOn Salt                        15

It fell.

16     On Salt

3      The end

It ended.
"""


def test_running_headers_and_columns_are_no_headings(home: Path, run: Run) -> None:
    (home / "salt.txt").write_text(PRINTED, "utf-8")
    run("draft", "salt.txt", cwd=home)
    begun = (home / "content/readings/salt.yaml").read_text("utf-8")
    assert re.findall("heading: (.*)", begun) == ["1 The tax", "2 The prices", "3 The end"]
    assert "uncertain" not in begun
    assert "label: On Salt\n" in begun
    assert "0 errors" in run("check", cwd=home).stderr


ARTICLE = """\
Salt and the State
Maria K. Lindqvist
University of Bergen
Introduction
Salt was taxed nearly everywhere, and nearly everywhere the tax was hated.
1 See Braudel, The Structures of Everyday Life
[2] On the farmers general
* The author thanks the archive of the city
The Gabelle
It was the best known of these taxes.
Notes
1. Fernand Braudel, Civilization and Capitalism
2. Yves Durand, Les fermiers généraux
"""


def test_authors_and_notes_are_no_sure_headings(home: Path, run: Run) -> None:
    (home / "article.txt").write_text(ARTICLE.replace("\n", "\n\n"), "utf-8")
    run("draft", "article.txt", cwd=home)
    outline = (home / "content/readings/article.yaml").read_text("utf-8").partition("outline:\n")[2]
    byline = "  # uncertain: it is right below the title, where authors' names are"
    assert [line for line in outline.splitlines() if "id:" not in line] == [
        byline,
        "    heading: Maria K. Lindqvist",
        byline,
        "    heading: University of Bergen",
        "    heading: Introduction",
        "  # uncertain: it is numbered, but cites like a note",
        "    heading: 1 See Braudel, The Structures of Everyday Life",
        "    heading: The Gabelle",
        "    heading: Notes",
        "  # uncertain: it may be one of the notes",
        "    heading: 1. Fernand Braudel, Civilization and Capitalism",
        "  # uncertain: it may be one of the notes",
        "    heading: 2. Yves Durand, Les fermiers généraux",
    ]


_SALT = "Introduction\n\nSalt is old.\n\n"
_TAX = "## The Tax\n\nKings taxed it.\n"


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: Salt\n---\n\n{_SALT}{_TAX}",
        f'---\nauthor: X\ntitle: "Salt"\n---\n\n{_SALT}{_TAX}',
        pytest.param(f"---\n\nSalt\n\n{_SALT}---\n\n{_TAX}", id="a rule, which is no head"),
    ],
)
def test_the_head_of_a_markdown_file_tells_its_title(home: Path, run: Run, text: str) -> None:
    (home / "salt.md").write_text(text, "utf-8")
    run("draft", "salt.md", cwd=home)
    outline = (home / "content/readings/salt.yaml").read_text("utf-8")
    assert "\nid: salt\nlabel: Salt\n" in outline
    assert re.findall("heading: (.*)", outline) == ["Introduction", "The Tax"]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# Loops\n\n## For\n\nIt runs.\n\n## While\n\nIt waits.\n", ["For", "While"]),
        ("# Loops\n\nThey repeat.\n\n## For\n\nIt runs.\n", ["Loops", "For"]),
        ("# Loops\n\n## For\n\nSo:\n\n```python\n# each one\nfor x in y:\n\n# Done\n```\n\nIt runs.\n", ["For"]),
        ("# Loops\n\n## For\n\n~~~\n# each one\n```\n# and so on\n~~~\n\n## While\n\nIt waits.\n", ["For", "While"]),
        ("# Loops\n\n## For\n\n~~~~~~\n\nIt runs.\n\n## While\n\nIt waits.\n", ["For", "While"]),
    ],
)
def test_neither_a_title_above_no_text_nor_a_comment_in_code_is_a_section(
    home: Path, run: Run, text: str, headings: list[str]
) -> None:
    (home / "salt.md").write_text(text, "utf-8")
    run("draft", "salt.md", cwd=home)
    outline = (home / "content/readings/salt.yaml").read_text("utf-8")
    assert "\nid: salt\nlabel: Loops\n" in outline
    assert re.findall("heading: (.*)", outline) == headings


def test_a_heading_between_stars_is_no_footnote(home: Path, run: Run) -> None:
    text = "Salt\n\n**Introduction**\n\nSalt is old.\n\n*The Tax*\n\nKings taxed it.\n\n* Thanks to the archive\n"
    (home / "salt.md").write_text(text, "utf-8")
    run("draft", "salt.md", cwd=home)
    outline = (home / "content/readings/salt.yaml").read_text("utf-8")
    assert re.findall(r"heading: \W*([\w ]+)", outline) == ["Introduction", "The Tax"]


def test_what_stands_on_every_page_is_no_section(home: Path, run: Run) -> None:
    pages = [f"THE SALT REVIEW\n\nTrade Routes\n\nSalt went by camel, page {page}.\n" for page in range(1, 3)]
    (home / "salt.txt").write_text("\n".join(("On salt", "", *pages, "THE SALT REVIEW", "", "It went on.")), "utf-8")
    done = run("draft", "salt.txt", cwd=home)
    assert "2 sections, 2 of them uncertain: Trade Routes; Trade Routes" in done.stderr


SENTENCE = "Salt is old, and people in many lands used it, sold it, and were taxed for it. "


def printed(folder: Path) -> Path:
    """Make a PDF of several pages, as journals print them: with running heads, page numbers, and little room."""
    paragraphs = f"<p>{SENTENCE * 9}</p>" * 4
    heads = ("h2", "Introduction"), ("h2", "Roads of the Trade"), ("h3", "Camels and ships"), ("h2", "2. The Tax")
    body = "".join(f"<{name}>{text}</{name}>{paragraphs}" for name, text in heads)
    style = (
        "@page { size: A6; margin: 15mm; @bottom-center { content: counter(page) } }"
        "@page :left { @top-left { content: 'The Salt Review' } } @page :right { @top-left { content: 'On Salt' } }"
        "@page :first { @top-left { content: none } } body { font: 8pt Study Serif } p { margin: 0; text-indent: 1em }"
        "h1 { font-size: 12pt; margin: 2em 0 } h2, h3 { font-size: 10pt; margin: 1em 0 .2em }"
    )
    html = f"<html lang='en'><title>Salt</title><style>{style}</style><body><h1>Notes on Salt</h1>{body}</body></html>"
    (folder / "salt.pdf").write_bytes(render_pdf(html, {}))
    return folder / "salt.pdf"


@pytest.mark.parametrize("way", [[], ["-layout"]])
def test_a_text_made_of_a_pdf_has_the_outline_of_the_pdf(home: Path, run: Run, way: list[str]) -> None:
    pdf = printed(home)
    subprocess.run(["pdftotext", *way, pdf, home / "text.txt"], check=True)
    run("draft", "salt.pdf", cwd=home)
    run("draft", "text.txt", cwd=home)
    outlines = [(home / f"content/readings/{name}.yaml").read_text("utf-8") for name in ("salt", "text")]
    wanted = ["Introduction", "Roads of the Trade", "Camels and ships", "2. The Tax"]
    assert [re.findall("heading: (.*)", one) for one in outlines] == [wanted, wanted]
    assert "uncertain" not in outlines[0]
    # Without an empty line below the title, it may be the name of an author.
    assert re.findall("uncertain.*\n.*\n.*heading: (.*)", outlines[1]) in ([], ["Introduction"])


def test_a_pdf_in_columns_has_long_headings_and_the_title_below_its_running_head(home: Path, run: Run) -> None:
    paragraphs = f"<p>{SENTENCE * 6}</p>" * 3
    heads = "Introduction", "Removing the Old Taxes of the Kings", "Conclusion"
    body = "".join(f"<h2>{text}</h2>{paragraphs}" for text in heads)
    style = (
        "@page { size: A5; margin: 15mm; @top-left { content: 'The Salt Review, Vol. 12 (2024)'; font-size: 8pt } }"
        "@page :first { @top-left { content: none } }"
        "body { font: 8pt Study Serif } h1 { font-size: 16pt } h2 { font-size: 12pt } div { columns: 3 }"
    )
    first = "<p>The Salt Review, Vol. 12 (2024)</p><h1>On Salt</h1>"
    html = f"<html lang='en'><title>Salt</title><style>{style}</style><body>{first}<div>{body}</div></body></html>"
    (home / "salt.pdf").write_bytes(render_pdf(html, {}))
    run("draft", "salt.pdf", cwd=home)
    begun = (home / "content/readings/salt.yaml").read_text("utf-8")
    assert re.findall("heading: (.*)", begun) == [*heads]
    assert "\nlabel: On Salt\n" in begun
    assert "\nheaders: " in begun
    assert "Removing the Old Taxes" not in (home / "content/texts/salt.txt").read_text("utf-8")
    assert "0 errors" in run("check", cwd=home).stderr


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        # Chapters are counted otherwise than pages.
        ("Salt\n\n{0}\n\fChapter 1\n\n{0}\n{0}\n\f{0}\n\fChapter 2\n\n{0}\n\n{0}\n", ["Chapter 1", "Chapter 2"]),
        ("Salt\n\n{0}\n\f4   On Salt\n\n{0}\n\f5   On Salt\n\n{0}\n\nThe End\n\n{0}\n", ["The End"]),
        ("Salt\n\n{0}\n\fOn Salt\n\n{0}\n\n4\n\fOn Salt\n\n{0}\n\nThe End\n{0}\n5\n", ["The End"]),
        # The number in a running head may be a year.
        ("Salt\n\n{0}\n\fWard Handbook 2024\n\n{0}\n\fWard Handbook 2024\n\n{0}\n\nThe End\n\n{0}\n", ["The End"]),
        # A sentence goes on below what interrupts it.
        ("Salt\n\n{0}\nand {0}\n\fFrom the Review\nand so it went on.\n\nThe End\n\n{0}\n", ["The End"]),
        # A line in the middle of a text is none, even if it is short.
        ("Salt\n\n{0}\nIt Was Sold in\n{0}\n\nThe End\n\n{0}\n", ["It Was Sold in", "The End"]),
        ("Salt\n\n{0} Kings\nWanted It Much\n{0}\n\nThe End\n\n{0}\n", ["The End"]),
    ],
)
def test_what_interrupts_pages_is_no_heading(home: Path, run: Run, text: str, headings: list[str]) -> None:
    (home / "salt.txt").write_text(text.format(SENTENCE.strip()), "utf-8")
    run("draft", "salt.txt", cwd=home)
    assert re.findall("heading: (.*)", (home / "content/readings/salt.yaml").read_text("utf-8")) == headings


def test_a_quote_is_found_across_the_running_head_of_a_page(home: Path, run: Run) -> None:
    head = "\n\fWard Handbook 2024\n\n"
    text = f"Salt\n\nThe Tax\n\nIt was taxed by the kings{head}of France.{head}So.\n"
    (home / "salt.txt").write_text(text, "utf-8")
    run("draft", "salt.txt", cwd=home)
    assert "headers: [Ward Handbook 2024]" in (home / "content/readings/salt.yaml").read_text("utf-8")
    keys = "{id: s, type: question, level: remember, stem: Who?, answer: Kings., quote: the kings of France}"
    (home / "content/items/s.yaml").write_text(f"reading: salt\nsection: the-tax\nitems: [{keys}]\n", "utf-8")
    assert "E310" not in run("check", cwd=home).stdout


def test_a_reading_that_is_begun_again_keeps_its_items_and_its_place(home: Path, run: Run) -> None:
    (home / "salt.txt").write_text(SALT, "utf-8")
    run("draft", "salt.txt", cwd=home)
    run("new", "salt", "2-the-tax", "term", cwd=home)
    bank = home / "content/items/salt/2-the-tax.yaml"
    before, settings = bank.read_bytes(), (home / "content/course.yaml").read_bytes()
    (home / "content/readings/salt.yaml").unlink()
    done = run("draft", "salt.txt", cwd=home)
    assert done.stdout.splitlines() == ["content/readings/salt.yaml"]
    assert bank.read_bytes() == before
    assert (home / "content/course.yaml").read_bytes() == settings


def test_a_reading_is_begun_from_a_pdf(home: Path, run: Run) -> None:
    paragraphs = "<p>Salt is old, and it was used by many people in many lands.</p>" * 5
    body = f"<h1>On Salt</h1>{paragraphs}<h2>The trade</h2>{paragraphs}<h2>The tax</h2>{paragraphs}"
    html = f"<html lang='en'><title>On Salt</title><body style='font-family: Study Serif'>{body}</body></html>"
    (home / "salt.pdf").write_bytes(render_pdf(html, {}))
    done = run("draft", "salt.pdf", "--id", "on-salt", cwd=home)
    assert "content/items/on-salt/the-trade.yaml" in done.stdout
    assert "content/items/on-salt/the-tax.yaml" in done.stdout
    assert "2 sections\n" in done.stderr
    assert "0 errors" in run("check", cwd=home).stderr


def test_a_title_of_two_lines_in_a_pdf_is_one_and_no_section(home: Path, run: Run) -> None:
    paragraphs = "<p>Salt is old, and it was used by many people in many lands.</p>" * 5
    body = f"<h1>On Salt: From<br>the Sea to the Table</h1>{paragraphs}<h2>The trade</h2>{paragraphs}"
    html = f"<html lang='en'><title>On Salt</title><body style='font-family: Study Serif'>{body}</body></html>"
    (home / "salt.pdf").write_bytes(render_pdf(html, {}))
    done = run("draft", "salt.pdf", cwd=home)
    assert [line for line in done.stdout.splitlines() if "items" in line] == ["content/items/salt/the-trade.yaml"]
    assert 'title: "On Salt: From the Sea to the Table"' in (home / "content/readings/salt.yaml").read_text("utf-8")


def test_words_that_a_soft_hyphen_cuts_stay_so_in_a_text(home: Path, run: Run) -> None:
    (home / "salt.txt").write_text("ON SALT\n\nAn impor\u00ad\ntant sub\u00adstance.\n", "utf-8")
    run("draft", "salt.txt", cwd=home)
    assert "An impor-\ntant substance.\n" in (home / "content/texts/salt.txt").read_text("utf-8")


def test_hyphens_at_the_ends_of_lines_of_a_pdf_stay_and_so_do_these_ends(home: Path, run: Run) -> None:
    lines = "The Canada-<br>US tariff on sea-<br>salt of 1936-<br>1938 was impor-<br>tant."
    body = f"<h1>On Salt</h1><p>{lines}</p><h2>End</h2>"
    html = f"<html lang='en'><title>On Salt</title><body style='font-family: Study Serif'>{body}</body></html>"
    (home / "salt.pdf").write_bytes(render_pdf(html, {}))
    run("draft", "salt.pdf", cwd=home)
    text = (home / "content/texts/salt.txt").read_text("utf-8")
    assert text.splitlines()[:7] == ["On Salt", *lines.split("<br>"), "End"]


def test_words_of_a_pdf_that_run_against_their_line_stand_in_the_order_in_which_they_are_read(
    home: Path, run: Run
) -> None:
    lines = (
        ("ltr", "Salt of the Land of Israel (ארץ ישראל) was sold."),
        ("ltr", "They asked for מלח 5 לבן, and went."),
        ("rtl", "על פי Samuel de Champlain הם מכרו מלח בנמל."),
        ("rtl", "בשנת 1948 נמכר מלח רב (בים המלח)."),
        ("ltr", "Nobody in Québec sold salt (Peña Nieto says)."),
    )
    body = "".join(f"<p dir='{way}'>{line}</p>" for way, line in lines)
    head = "<title>Salt</title><body style='font-family: Study Signs'><h1>Salt</h1>"
    html = f"<html lang='en'>{head}{body}</body></html>"
    (home / "salt.pdf").write_bytes(render_pdf(html, {}))
    run("draft", "salt.pdf", cwd=home)
    text = (home / "content/texts/salt.txt").read_text("utf-8")
    found = [words_of(line) for line in text.splitlines()[1:6]]
    assert found == [words_of(line) for _, line in lines]


def scanned() -> bytes:
    """Return a PDF of one page that is a picture."""
    file = BytesIO()
    Image.new("L", (20, 20)).save(file, "PDF")
    return file.getvalue()


def test_a_reading_that_cannot_be_begun_leaves_nothing(tmp_path: Path, run: Run) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/course.yaml").write_text("{title: T, code: tt, readings: none}\n", "utf-8")
    for name in ("tides.txt", "潮汐.txt"):
        (tmp_path / name).write_text("TIDES\n\nThe sea rises.\n", "utf-8")
    assert "is in braces" in run("draft", "tides.txt", exit_code=1).stderr
    assert [file.name for file in (tmp_path / "content").rglob("*")] == ["course.yaml"]
    (tmp_path / "content/course.yaml").write_text("title: T\ncode: tt\nreadings: none\n", "utf-8")
    for name, content, told in (
        ("empty.txt", b"", "empty.txt:1:1: the file is empty, or too large (give the reading's text) [E102]"),
        ("cut.pdf", b"%PDF-1.7\n", "cut.pdf: this PDF cannot be read: "),
        ("scan.pdf", scanned(), "scan.pdf: this PDF contains no text (it seems to be scanned: let a program"),
    ):
        (tmp_path / name).write_bytes(content)
        assert run("draft", name, exit_code=1).stderr.startswith(told)
    told = run("draft", "潮汐.txt", exit_code=1).stderr
    assert told.startswith("潮汐.txt: no id can be made of this file's name (name the reading with --id)")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04\x14\x00", "this is a document of a word processor or an e-book, not plain text"),
        (b"{\\rtf1 TIDES}", "this is a document of a word processor or an e-book, not plain text"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<h1>TIDES</h1>", "this is a web page, not plain text"),
        ("TIDES".encode("utf-16"), "byte 0xff is not UTF-8 (save the file as UTF-8)"),
        ("TIDES".encode("utf-16-le"), "this is not a text"),
        ("MAREAS\n\nDe nación.".encode("latin-1"), "file.txt:3:8: byte 0xf3 is not UTF-8 (save the file as UTF-8)"),
    ],
)
def test_what_is_no_plain_text_begins_no_reading_and_proves_nothing(
    home: Path, run: Run, content: bytes, told: str
) -> None:
    before = sorted(home.rglob("*"))
    (home / "file.txt").write_bytes(content)
    assert told in run("draft", "file.txt", cwd=home, exit_code=1).stderr
    (home / "file.txt").unlink()
    assert sorted(home.rglob("*")) == before
    (home / "content/texts/tides.txt").write_bytes(content)
    done = run("check", cwd=home, exit_code=1)
    [line] = [line for line in done.stdout.splitlines() if "W260" not in line]
    assert told.replace("file.txt", "content/texts/tides.txt") in line


def test_a_pdf_among_the_texts_is_told(home: Path, run: Run) -> None:
    (home / "content/texts/tides.txt").write_bytes(b"%PDF-1.7\n")
    found = json.loads(run("check", "--format", "json", cwd=home, exit_code=1).stdout)
    # No item that cites it is called unproven.
    [problem] = [one for one in found if one["rule"] != "W260"]
    assert problem["message"] == "this is a PDF, not plain text"
    assert (problem["where"]["path"], problem["about"]) == ("content/texts/tides.txt", "tides")


def test_the_least_course_is_four_lines_and_builds(tmp_path: Path, run: Run) -> None:
    run("init", "my-words", "--bare")
    lines = (tmp_path / "my-words/content/course.yaml").read_text("utf-8").splitlines()
    assert lines[1:] == [
        "title: My words",
        "code: my-words",
        "readings: none",
        "decks: [{id: my-words, name: All cards}]",
    ]
    assert run("check", "--strict", cwd=tmp_path / "my-words").stdout == ""
    done = run("build", cwd=tmp_path / "my-words")
    assert "build/anki/my-words.apkg" in done.stdout
    assert " built, 0 unchanged" in done.stderr


def test_rules_about_english_say_that_they_do_not_apply(tmp_path: Path, run: Run) -> None:
    run("init", "palabras", "--bare")
    settings = tmp_path / "palabras/content/course.yaml"
    settings.write_text(settings.read_text("utf-8") + "language: es\n", "utf-8")
    said = run("check", cwd=tmp_path / "palabras").stderr
    assert said.startswith("18 writing rules for English only, not applied to 'es': W403, ")


def test_a_language_without_a_translation_is_told_and_is_no_fault(tmp_path: Path, run: Run) -> None:
    run("init", "gezeiten", "--bare")
    settings = tmp_path / "gezeiten/content/course.yaml"
    worksheets = "worksheets: [{id: mare, title: Maré, language: pt-BR, sections: [{title: Perguntas, count: 1}]}]\n"
    settings.write_text(f"{settings.read_text('utf-8')}language: de\n{worksheets}", "utf-8")
    (tmp_path / "gezeiten/content/items").mkdir(exist_ok=True)
    item = "items: [{id: ebbe, type: term, term: Ebbe, definition: Sinken des Wassers.}]\n"
    (tmp_path / "gezeiten/content/items/gezeiten.yaml").write_text(item, "utf-8")
    said = run("check", "--strict", cwd=tmp_path / "gezeiten").stderr
    assert "the program's own words stay in English: no translation for 'de', 'pt-BR' (known: en, es, fr)\n" in said


def test_one_deck_or_sheet_is_built_by_name(home: Path, run: Run, builds: dict[str, Path]) -> None:
    # Their pages are there already.
    copytree(builds["starter"] / "worksheets", home / "build/worksheets")
    copyfile(builds["starter"] / MANIFEST, home / "build" / MANIFEST)
    assert run("build", "--deck", "tides", "anki", cwd=home).stdout == "build/anki/tides.apkg\n"
    done = run("build", "anki", "worksheets", "--sheet", "review", cwd=home)
    assert {line.split("/")[2] for line in done.stdout.splitlines()} == {"review"}
    assert (home / "build/anki/tides.apkg").is_file()
    assert "decks: rise-and-fall, living-by-the-tide" in run("build", "--deck", "no", cwd=home, exit_code=1).stderr
    assert "did you mean 'worksheets'?" in run("build", "worksheet", cwd=home, exit_code=2).stderr


def test_the_commonest_warning_does_not_hide_the_rest(tmp_path: Path, run: Run) -> None:
    run("init", "words", "--bare")
    bank = tmp_path / "words/content/items/first.yaml"
    more = "".join(f"  - {{id: q{n}, type: question, stem: 'What is {n}?', answer: '{n}'}}\n" for n in range(9))
    bank.write_text(bank.read_text("utf-8") + more, "utf-8")
    done = run("check", cwd=tmp_path / "words")
    assert done.stdout.count("[W441]") == 5
    assert "4 more like these [W441]; `--all` lists them" in done.stderr
    assert run("check", "--all", cwd=tmp_path / "words").stdout.count("[W441]") == 9
