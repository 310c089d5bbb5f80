"""GIFT, Moodle's plain text (https://docs.moodle.org/en/GIFT_format; question/format/gift/format.php)."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from nasec_study.importers._bank import ForeignFile, Imported, LeftOut, Shelf
from nasec_study.importers._kinds import (
    Fields,
    NoItem,
    Option,
    decimal_of,
    earned,
    interval_item,
    matching_items,
    numeric_item,
    options_item,
    true_false,
    typed_item,
    written_item,
)
from nasec_study.importers._own import is_name, restored, told_by_tags
from nasec_study.importers._texts import Texts
from nasec_study.rendering.markup import to_plain

NAME = "GIFT"
FULL = 100
Shown = Callable[[str], str]

# Escaped signs stand as letters that no text holds while the rest is taken apart.
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_HIDDEN = {sign: chr(0xE100 + place) for place, sign in enumerate("~=#{}:\\n")}
_SHOWN = {hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()}
_NAME = re.compile(r"::(?P<name>.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(?P<format>html|markdown|plain|moodle)\]", re.IGNORECASE)
_ANSWER = re.compile(r"(?P<sign>[=~])\s*(?:%(?P<share>-?[\d.,]+)%)?(?P<text>[^=~]*)", re.DOTALL)
_TRUTH = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(#.*)?$", re.DOTALL)
_TAG = re.compile(r"\[(?P<key>id|tag):(?P<value>[^\]]*)\]")
_LOOKS_SO = re.compile(
    r"(?m)^\s*::|^\s*\$CATEGORY:|^[^\n]*(?<!\\)\{[^{}]*?(?:[=~#]|TRUE|FALSE|\bT\b|\bF\b|\})", re.DOTALL
)
# What has braces of its own in a bank of another format: formulas and commands of TeX.
_TEX = re.compile(r"(?<!\\)\$[^$\n]+\$|\\[a-zA-Z]+(?:\{[^{}\n]*\})+|[\^_]\{[^{}\n]*\}")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is GIFT: by its name, or by an answer in braces."""
    return file.suffix == ".gift" or (
        file.suffix == ".txt" and bool(_LOOKS_SO.search(_TEX.sub("", file.text[:20_000])))
    )


class _Block(NamedTuple):
    line: int
    comment: str
    text: str


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported | LeftOut]:
    """Yield the questions of a file."""
    for block in _blocks(file.text):
        where = file.where(block.line)
        texts = Texts(shelf, lambda _: None)
        marks = [(found["key"], found["value"]) for found in _TAG.finditer(block.comment)]
        key = next((value for name, value in marks if name == "id"), "")
        kind, filed = told_by_tags([value for name, value in marks if name == "tag"])
        shown = _ESCAPED.sub(lambda match: _HIDDEN[match[1]], block.text)
        found = _NAME.match(shown)
        name = _plain(found["name"]) if found else ""
        body = shown[found.end() :] if found else shown
        try:
            made = _fields(texts, body.strip(), kind)
        except NoItem as error:
            yield LeftOut(name or _plain(body)[:60], where, str(error))
            continue
        for number, fields in enumerate(made, start=1):
            more = f" {number}" if len(made) > 1 else ""
            yield Imported(
                (name or to_plain(str(fields.get("stem", fields.get("text", fields.get("statement", ""))))))[:80]
                + more,
                where,
                {**fields, **filed},
                key=f"{key}{more}" if key else "",
                wish=f"{key or name}{more}" if key or is_name(name) else "",
                changed=tuple(texts.changed),
                left=tuple(texts.left),
            )


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the questions, which empty lines divide, each with the comment before it; categories apart."""
    comment, lines, start = [], list[str](), 0
    depth = 0
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        stripped = line.strip()
        if not lines and stripped.startswith("//"):
            comment.append(stripped)
        elif not lines and stripped.startswith("$CATEGORY:"):
            comment.clear()
        elif stripped and not stripped.startswith("//"):
            if not lines:
                start = number
            lines.append(line)
            depth += len(re.findall(r"(?<!\\)\{", line)) - len(re.findall(r"(?<!\\)\}", line))
        elif not stripped and lines and (depth <= 0 or number > text.count("\n")):
            yield _Block(start, " ".join(comment), "\n".join(lines))
            comment, lines, depth = [], [], 0


def _fields(texts: Texts, body: str, kind: str) -> list[Fields]:
    form = "moodle"
    if found := _FORMAT.match(body):
        form, body = found["format"].lower(), body[found.end() :]

    def shown(text: str) -> str:
        return _shown(texts, text, form)

    opening = body.find("{")
    closing = body.find("}", opening)
    if opening < 0 or closing < opening:
        raise NoItem("it has no answers in braces: a text between questions")
    before, inner, behind = body[:opening].strip(), body[opening + 1 : closing].strip(), body[closing + 1 :].strip()
    if "{" in behind:
        raise NoItem("it has several answers in braces, where GIFT has one a question")
    inner, _, general = inner.partition("####")
    feedback = shown(general.strip()) if general.strip() else ""
    stem = shown(before + (" _____ " + behind if behind else ""))
    made = _by_answers(texts, stem, inner.strip(), shown, kind)
    if feedback:
        made = [{**fields, "rationale": _joined(feedback, str(fields.get("rationale", "")))} for fields in made]
    return [restored(fields, kind) for fields in made] if kind else made


def _joined(one: str, other: str) -> str:
    return f"{other}\n\n{one}" if other else one


def _by_answers(texts: Texts, stem: str, inner: str, shown: Shown, kind: str) -> list[Fields]:
    """Return a question by what stands in its braces."""
    if not inner:
        return [written_item(stem, "")]
    if found := _TRUTH.match(inner):
        parts = [shown(part) for part in (found[2] or "").split("#") if part.strip()]
        is_true = found[1][0] == "T"
        # What is said of a wrong answer stands before what is said of the right one.
        return [
            true_false(stem, is_true, "" if is_true or not parts else parts[0], parts[-1] if is_true and parts else "")
        ]
    if inner.startswith("#"):
        return [_numeric(texts, stem, inner[1:])]
    answers = list(_ANSWER.finditer(inner))
    if not answers:
        raise NoItem(f"its answers are not understood: {{{_plain(inner)[:60]}}}")
    if "->" in inner and all(answer["sign"] == "=" for answer in answers):
        pairs = [tuple(part.strip() for part in answer["text"].split("->", 1)) for answer in answers]
        known = [(shown(pair[0]), shown(pair[-1])) for pair in pairs if pair[0]]
        return matching_items(texts, stem, known, [shown(pair[-1]) for pair in pairs if not pair[0]])
    if all(answer["sign"] == "=" for answer in answers):
        return [_typed(texts, stem, answers, kind)]
    options = []
    right_shares = {_share(answer) for answer in answers if _share(answer) > 0}
    is_partial = len(right_shares) > 1 and max(right_shares) == FULL
    for answer in answers:
        text, _, why = answer["text"].partition("#")
        share = _share(answer)
        if is_partial and 0 < share < FULL:
            texts.change(f"an option that earned {share:g} % counts as wrong: {to_plain(shown(text))}")
        options.append(
            Option(shown(text), share == FULL if is_partial else share > 0, shown(why) if why.strip() else "")
        )
    return [options_item(texts, stem, options)]


def _share(answer: re.Match[str]) -> float:
    if answer["share"]:
        return earned(answer["share"].replace(",", "."))
    return FULL if answer["sign"] == "=" else 0


def _typed(texts: Texts, stem: str, answers: list[re.Match[str]], kind: str) -> Fields:
    spelled = [
        texts.plain(_plain(answer["text"].partition("#")[0]).replace("\\*", "*").strip())
        for answer in answers
        if not answer["share"] or _share(answer) == FULL
    ]
    if kind == "term":
        return {"type": "question", "stem": stem, "answer": spelled[0]}
    if partial := [_plain(answer["text"].partition("#")[0]) for answer in answers if 0 < _share(answer) < FULL]:
        texts.leave(f"answers that earn a part: {'; '.join(partial)}")
    if any("#" in answer["text"] for answer in answers):
        texts.leave("what is said of each typed answer")
    return typed_item(texts, stem, spelled)


def _numeric(texts: Texts, stem: str, inner: str) -> Fields:
    first = next((found for found in _ANSWER.finditer(inner)), None) if "=" in inner else None
    answer = (first["text"] if first else inner).partition("#")[0].strip()
    if first and len(list(_ANSWER.finditer(inner))) > 1:
        texts.leave("other ranges that count")
    if ".." in answer:
        return interval_item(stem, *answer.split("..", 1))
    value, _, tolerance = answer.replace(_HIDDEN[":"], ":").partition(":")
    decimal_of(value)
    return numeric_item(stem, value, tolerance)


def _shown(texts: Texts, text: str, form: str) -> str:
    """Return a text of a question as Markdown, by the format that it says it has."""
    plain = _plain(text)
    if form == "markdown":
        return texts.markdown(plain)
    if form == "html" or re.search(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&#?\w+;", plain, re.IGNORECASE):
        return texts.html(plain)
    return texts.plain(plain)


def _plain(text: str) -> str:
    """Return a text with its escaped signs in place."""
    return "".join(_SHOWN.get(sign, sign) for sign in text).strip()
