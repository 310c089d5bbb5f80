"""The page for students in a browser: what they search for can be read and copied on a phone, too."""

from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

from nasec_study.pipeline import build
from tests.browser import axe_faults
from tests.conftest import STARTER

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Of each search, its text as it is copied, and whether one of its parts breaks at a line's end.
SEEN = """codes => codes.map(code => {
  const letters = [], nodes = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) for (let at = 0; at < nodes.currentNode.length; at++) letters.push([nodes.currentNode, at]);
  let behind = 0;
  const breaks = code.textContent.split("::").some(part => {
    const range = document.createRange(), last = letters[behind + part.length - 1];
    range.setStart(...letters[behind]);
    range.setEnd(last[0], last[1] + 1);
    behind += part.length + 2;
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
  });
  return [code.innerText, breaks];
})"""


def test_it_shuts_nobody_out_and_searches_break_between_their_parts_alone(
    browser: "Browser", axe: str, tmp_path: Path
) -> None:
    copytree(STARTER, tmp_path / "content")
    list(build(tmp_path / "content", tmp_path / "build", ("anki",)))
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.goto((tmp_path / "build/anki/for-students.html").as_uri())
    seen = page.locator("code").evaluate_all(SEEN)
    assert ["tag:tides::section::harbors::working-with-the-ebb", False] in seen
    assert [search for search, breaks in seen if breaks or "\n" in search] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe_faults(page, axe) == []
    page.close()
