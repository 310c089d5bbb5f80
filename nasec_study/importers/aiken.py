"""Aiken: a question, its options by letter, and the right letter (https://docs.moodle.org/en/Aiken_format)."""

import re
from collections.abc import Iterator

from nasec_study.importers._bank import ForeignFile, Imported, LeftOut, NoItem, Shelf
from nasec_study.importers._kinds import Option, options_item
from nasec_study.importers._texts import Texts

NAME = "Aiken"

_OPTION = re.compile(r"(?P<letter>[A-Z])[.)]\s+(?P<text>.+)")
_ANSWER = re.compile(r"ANSWER:\s*(?P<letter>[A-Z])\s*$")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is in Aiken's format, by its lines with answers."""
    return file.suffix in {".txt", ".aiken"} and bool(re.search(r"(?m)^ANSWER:\s*[A-Z]\s*$", file.text))


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported | LeftOut]:
    """Yield the questions of a file."""
    stem, start, options = list[str](), 1, dict[str, str]()
    for number, line in enumerate(file.text.split("\n"), start=1):
        stripped = line.strip()
        if found := _ANSWER.match(stripped):
            texts = Texts(shelf, lambda _: None)
            question = texts.plain(" ".join(stem))
            listed = [Option(texts.plain(text), letter == found["letter"]) for letter, text in options.items()]
            name = " ".join(stem)[:80]
            try:
                fields = options_item(texts, question, listed)
                yield Imported(name, file.where(start), fields, changed=tuple(texts.changed), left=tuple(texts.left))
            except NoItem as error:
                yield LeftOut(name or f"line {number}", file.where(start), str(error))
            stem, options = [], {}
        elif re.match(r"ANSWER\b", stripped, re.IGNORECASE):
            reason = f"its line `{stripped[:40]}` names no option by letter"
            yield LeftOut(" ".join(stem)[:80], file.where(start), reason)
            stem, options = [], {}
        elif option := _OPTION.match(stripped) if stem else None:
            options[option["letter"]] = option["text"]
        elif stripped:
            if options:
                yield LeftOut(" ".join(stem)[:80], file.where(start), "no line says `ANSWER:`")
                stem, options = [], {}
            start = number if not stem else start
            stem.append(stripped)
    if stem:
        yield LeftOut(" ".join(stem)[:80], file.where(start), "no line says `ANSWER:`")
