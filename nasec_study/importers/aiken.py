"""Aiken: a question, its options by letter, and the right letter (https://docs.moodle.org/en/Aiken_format).

Moodle takes capitals alone. Here small letters count, too, and questions may have numbers, as in what people type.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from nasec_study.foundation.problems import Where
from nasec_study.importers._bank import ForeignFile, Imported, LeftOut, NoItem, Shelf
from nasec_study.importers._options import Option, options_item
from nasec_study.importers._texts import Texts

NAME = "Aiken"

_OPTION = re.compile(r"(?P<letter>[A-Za-z])[.)]\s+(?P<text>.+)")
_ANSWER = re.compile(r"ANSWER:\s*(?P<letter>[A-Z])[.)]?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}[.)]\s+")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is in Aiken's format, by its lines with answers."""
    return file.suffix in {".txt", ".aiken"} and any(map(_ANSWER.match, map(str.strip, file.text.split("\n"))))


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported | LeftOut]:
    """Yield the questions of a file."""
    stem, start, options = list[str](), 1, dict[str, str]()
    for number, line in enumerate(file.text.split("\n"), start=1):
        stripped = line.strip()
        start = start if stem else number
        if found := _ANSWER.match(stripped):
            name = " ".join(stem)[:80] or f"line {number}"
            yield _question(
                Texts(shelf, lambda _: None), name, file.where(start), stem, options, found["letter"].upper()
            )
            stem, options = [], {}
        elif re.match(r"ANSWER\b", stripped, re.IGNORECASE):
            reason = f"its line `{stripped[:40]}` names no option by letter"
            yield LeftOut(" ".join(stem)[:80], file.where(start), reason)
            stem, options = [], {}
        elif option := _option(stripped, options) if stem else None:
            options[option["letter"].upper()] = option["text"]
        elif stripped:
            if options:
                yield LeftOut(" ".join(stem)[:80], file.where(start), "no line says `ANSWER:`")
                stem, start, options = [], number, {}
            stem.append(stripped if stem else _NUMBER.sub("", stripped, count=1))
    if stem:
        yield LeftOut(" ".join(stem)[:80], file.where(start), "no line says `ANSWER:`")


def _option(line: str, options: Mapping[str, str]) -> re.Match[str] | None:
    """Return the option in a line: A is the first, so that a statement `I.` in a question is none."""
    found = _OPTION.match(line)
    return found if found and (options or found["letter"] in "Aa") else None


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
