"""Documents of Word read back: paragraphs with the numbers that Word counts; and LibreOffice, which opens them."""

import os
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = str.maketrans({"\t": " ", "\n": " ", "\u00a0": " "})


@dataclass(frozen=True)
class Line:
    """A paragraph: its style, the number or letter that Word puts before it, and its text."""

    style: str
    label: str
    text: str
    # Of its letters that are bold.
    bold: str
    element: Any

    @property
    def shown(self) -> str:
        """Label and text, with one space for several."""
        return flat(f"{self.label} {self.text}")


def flat(text: str) -> str:
    """Return a text in one line, with one space for several."""
    return " ".join(text.translate(SPACES).split())


def part(document: Path, name: str) -> Any:
    """Return a part of a document as a tree."""
    with zipfile.ZipFile(document) as archive:
        return etree.fromstring(archive.read(name))


def lines_of(document: Path, name: str = "word/document.xml") -> list[Line]:
    """Return the paragraphs of a part of a document in order, those of tables too."""
    styles, levels = _styles(document), _levels(document)
    counts: dict[str, dict[int, int]] = {}
    found = []
    for paragraph in part(document, name).iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = _value(properties, "pStyle")
        number, level = _list_of(properties, styles, style)
        label = ""
        if number:
            shown = levels[number]
            count = counts.setdefault(number, {})
            start, _, _ = shown[level]
            count[level] = count.get(level, start - 1) + 1
            for deeper in [other for other in count if other > level]:
                del count[deeper]
            label = _label(shown, level, count)
        bold = "".join(_text(run) for run in paragraph.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None)
        found.append(Line(style, label, _text(paragraph), bold, paragraph))
    return found


def _value(parent: Any, name: str) -> str:
    found = None if parent is None else parent.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val"))


def _styles(document: Path) -> dict[str, Any]:
    return {style.get(f"{W}styleId"): style for style in part(document, "word/styles.xml").iter(f"{W}style")}


def _list_of(properties: Any, styles: dict[str, Any], style: str) -> tuple[str, int]:
    """Return the list that a paragraph counts in, and at which level; its style may say so, or one it is based on."""
    while True:
        numbered = None if properties is None else properties.find(f"{W}numPr")
        if numbered is not None:
            return _value(numbered, "numId"), int(_value(numbered, "ilvl") or 0)
        if style not in styles:
            return "", 0
        properties, style = styles[style].find(f"{W}pPr"), _value(styles[style], "basedOn")


def _levels(document: Path) -> dict[str, dict[int, tuple[int, str, str]]]:
    """Return the levels of each list: where it starts, how it counts, and what is shown."""
    root = part(document, "word/numbering.xml")
    shapes = {shape.get(f"{W}abstractNumId"): shape for shape in root.iter(f"{W}abstractNum")}
    found = {}
    for number in root.iterchildren(f"{W}num"):
        levels = {
            int(level.get(f"{W}ilvl")): (int(_value(level, "start")), _value(level, "numFmt"), _value(level, "lvlText"))
            for level in shapes[_value(number, "abstractNumId")].iter(f"{W}lvl")
        }
        for other in number.iter(f"{W}lvlOverride"):
            level = int(other.get(f"{W}ilvl"))
            levels[level] = (int(_value(other, "startOverride")), *levels[level][1:])
        found[number.get(f"{W}numId")] = levels
    return found


def _label(levels: dict[int, tuple[int, str, str]], level: int, count: dict[int, int]) -> str:
    _, _, shown = levels[level]
    for number, place in count.items():
        form = levels[number][1]
        sign = chr(ord("A") + place - 1) if form == "upperLetter" else str(place)
        shown = shown.replace(f"%{number + 1}", sign)
    return shown


def _text(element: Any) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    inside_runs = (part for run in element.iter(f"{W}r") for part in run)
    return "".join(part.text or "" if part.tag == f"{W}t" else signs.get(part.tag, "") for part in inside_runs)


def fields_in(root: Any) -> list[tuple[str, str]]:
    """Return what the fields in a part of a document are told to show, and what they show."""
    found = []
    code = shown = ""
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            code = shown = ""
        elif kind == "end":
            found.append((code, shown))
        elif element.tag == f"{W}instrText":
            code += element.text or ""
        elif element.tag == f"{W}t":
            shown += element.text or ""
    return found


def everything_in(document: Path) -> str:
    """Return all text in a document that any reader can find: of every part, with names and attributes."""
    with zipfile.ZipFile(document) as archive:
        names = archive.namelist()
        texts = [archive.read(name).decode("utf-8", "replace") for name in names]
    shown = [_every_string(etree.fromstring(text.encode())) for text in texts if text.startswith("<?xml")]
    return flat(" ".join([*names, *texts, *shown]))


def _every_string(root: Any) -> str:
    paragraphs = [_text(paragraph) for paragraph in root.iter(f"{W}p")]
    return " ".join([*paragraphs, *(str(value) for element in root.iter() for value in element.attrib.values())])


def opened_by_office(documents: Sequence[Path], kind: str, folder: Path) -> Iterator[Path]:
    """Yield what LibreOffice makes of documents ('pdf', 'docx', 'txt:Text'); skips where there is none, fails in CI."""
    if which("soffice") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is not installed, and CI must open the documents")
        pytest.skip("LibreOffice is not installed")
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", kind]
    target = folder / kind.partition(":")[0]
    command += ["--outdir", str(target), *map(str, documents)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for document in documents:
        yield target / f"{document.stem}.{target.name}"
