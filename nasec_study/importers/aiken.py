"""Aiken: a question, its options by letter, and the right letter (https://docs.moodle.org/en/Aiken_format)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from nasec_study.foundation.problems import Where
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
        start = start if stem else number
        if found := _ANSWER.match(stripped):
            name = " ".join(stem)[:80] or f"line {number}"
            yield _question(Texts(shelf, lambda _: None), name, file.where(start), stem, options, found["letter"])
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
                stem, start, options = [], number, {}
            stem.append(stripped)
    if stem:
        yield LeftOut(" ".join(stem)[:80], file.where(start), "no line says `ANSWER:`")


def _question(
    texts: Texts, name: str, where: Where, stem: Sequence[str], options: Mapping[str, str], right: str
) -> Imported | LeftOut:
    """Return the item of a question, of whose options by letter one is right."""
    question = texts.plain(" ".join(stem))
    listed = [Option(texts.plain(text), letter == right) for letter, text in options.items()]
    try:
        fields = options_item(texts, question, listed)
    except NoItem as error:
        return LeftOut(name, where, str(error))
    return Imported(name, where, fields, changed=tuple(texts.changed), left=tuple(texts.left))
