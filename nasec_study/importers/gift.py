"""GIFT, Moodle's plain text (https://docs.moodle.org/en/GIFT_format; question/format/gift/format.php)."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from nasec_study.importers._bank import Fields, ForeignFile, Imported, LeftOut, NoItem, Shelf
from nasec_study.importers._kinds import (
    answered,
    imported,
    leave_partial,
    matching_items,
    starred_item,
    written_item,
)
from nasec_study.importers._numbers import FULL, decimal_of, earned, interval_item, numeric_item
from nasec_study.importers._options import Weighed, commented_statement, weighed_item
from nasec_study.importers._own import categories_in, is_name, restored, told_by_tags
from nasec_study.importers._texts import Texts
from nasec_study.rendering.markup import to_plain

NAME = "GIFT"
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
    under: tuple[str, ...] = ()


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
        asked = next((str(made[0][part]) for part in ("stem", "text", "statement") if part in made[0]), "")
        wish = key or (name if is_name(name) else "")
        whole = [fields | filed for fields in made]
        under = () if kind else block.under
        yield from imported(whole, texts, (name or to_plain(asked))[:80], where, key=key, wish=wish, under=under)


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the questions, which empty lines divide, each with the comment before it and the categories it is in."""
    comment, lines, start = list[str](), list[str](), 0
    under: tuple[str, ...] = ()
    depth, is_apart = 0, False
    # Comments within a question: of the next one, if the braces are not closed.
    later = list[str]()
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        stripped = line.strip()
        if lines and is_apart and stripped.startswith(("::", "$CATEGORY:")):
            # The braces of the question before were not closed.
            yield _Block(start, " ".join(comment), "\n".join(lines), under)
            comment, lines, depth = later, [], 0
        if stripped.startswith("//"):
            (later if lines else comment).append(stripped)
            continue
        is_apart = not stripped
        if not lines and stripped.startswith("$CATEGORY:"):
            comment.clear()
            under = categories_in(stripped.removeprefix("$CATEGORY:"))
        elif stripped:
            if not lines:
                start = number
            lines.append(line)
            later = []
            depth += len(re.findall(r"(?<!\\)\{", line)) - len(re.findall(r"(?<!\\)\}", line))
        elif lines and (depth <= 0 or number > text.count("\n")):
            yield _Block(start, " ".join(comment), "\n".join(lines), under)
            comment, lines, depth = [], [], 0


def _fields(texts: Texts, body: str, kind: str) -> list[Fields]:
    form = "moodle"
    if found := _FORMAT.match(body):
        form, body = found["format"].lower(), body[found.end() :]

    def shown(text: str) -> str:
        found = _FORMAT.match(text)
        return _shown(texts, text[found.end() :], found["format"].lower()) if found else _shown(texts, text, form)

    opening = body.find("{")
    closing = body.find("}", opening)
    if opening < 0 or closing < opening:
        raise NoItem(
            "it has no answers in braces: a text between questions"
            if opening < 0
            else "its brace { is not closed by a }"
        )
    before, inner, behind = body[:opening].strip(), body[opening + 1 : closing].strip(), body[closing + 1 :].strip()
    if "{" in behind:
        raise NoItem("it has several answers in braces, where GIFT has one a question")
    inner, _, general = inner.partition("####")
    feedback = shown(general.strip()) if general.strip() else ""
    blank = "_____" if re.match(r"[.,;:!?)]", behind) else "_____ "
    stem = shown(f"{before} {blank}{behind}" if behind else before)
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
        # What is said of a wrong answer stands before what is said of the right one.
        wrong, _, right = (found[2] or "").removeprefix("#").partition("#")
        said = [shown(part) if part.strip() else "" for part in (right, wrong)]
        return [commented_statement(texts, stem, found[1][0] == "T", *said)]
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
    parts = [(answer["text"].partition("#"), _share(answer)) for answer in answers]
    told = [Weighed(shown(text), share, shown(why) if why.strip() else "") for (text, _, why), share in parts]
    # One is chosen where one earns all.
    is_single = any(option.share == FULL for option in told)
    return [weighed_item(texts, stem, told, is_single=is_single)]


def _share(answer: re.Match[str]) -> float:
    if answer["share"]:
        return earned(answer["share"].replace(",", "."))
    return FULL if answer["sign"] == "=" else 0


def _typed(texts: Texts, stem: str, answers: list[re.Match[str]], kind: str) -> Fields:
    right = [_answer(answer) for answer in answers if not answer["share"] or _share(answer) == FULL]
    if kind == "term" and right:
        return {"type": "question", "stem": stem, **answered([texts.plain(one.replace("\\*", "*")) for one in right])}
    _leave(texts, answers)
    return starred_item(texts, stem, right)


def _answer(answer: re.Match[str]) -> str:
    """Return what is to be typed, without its format and what is said of it."""
    return _plain(_FORMAT.sub("", answer["text"].partition("#")[0], count=1))


def _leave(texts: Texts, answers: list[re.Match[str]]) -> None:
    """Note the typed answers that earn a part of the points, and what is said of each."""
    leave_partial(texts, [_answer(answer) for answer in answers if 0 < _share(answer) < FULL])
    if any("#" in answer["text"] for answer in answers):
        texts.leave("what is said of each typed answer")


def _numeric(texts: Texts, stem: str, inner: str) -> Fields:
    # A single figure may stand without a sign; behind it, what is said of wrong ones.
    answers = list(_ANSWER.finditer(inner if "=" in inner else f"={inner.strip()}"))
    right = [_answer(answer) for answer in answers if answer["sign"] == "=" and _share(answer) == FULL]
    if not right:
        raise NoItem("it has no right answer")
    _leave(texts, answers)
    if len(right) > 1:
        texts.leave(f"other ranges that count: {'; '.join(right[1:])}")
    if ".." in right[0]:
        return interval_item(stem, *right[0].split("..", 1))
    value, _, tolerance = right[0].partition(":")
    decimal_of(value)
    return numeric_item(stem, value, tolerance)


def _shown(texts: Texts, text: str, form: str) -> str:
    """Return a text of a question as Markdown, by the format that it says it has."""
    plain = _plain(text)
    if form == "markdown":
        return texts.markdown(plain)
    if form == "plain":
        return texts.plain(plain)
    if form == "html" or re.search(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&#?\w+;", plain, re.IGNORECASE):
        return texts.html(plain)
    return texts.plain(plain)


def _plain(text: str) -> str:
    """Return a text with its escaped signs in place."""
    return "".join(_SHOWN.get(sign, sign) for sign in text).strip()
