"""GIFT, Moodle's plain text (https://docs.moodle.org/en/GIFT_format; question/format/gift/format.php)."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from nasec_study.importers.gift.parts import TITLE, Answer, answers_in, blocks, escaped_again, hidden, in_braces, shown
from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf
from nasec_study.importers.shared.embedded import BEGUN, embedded_item
from nasec_study.importers.shared.gaps import gap_answers, leave_offered, with_gaps, with_stand_ins
from nasec_study.importers.shared.kinds import (
    matching_items,
    ordering_item,
    right_answers,
    starred_item,
    typed_item,
    written_item,
)
from nasec_study.importers.shared.names import asked_key, telling
from nasec_study.importers.shared.numbers import FULL, decimal_of, figure_item, numeric_item
from nasec_study.importers.shared.options import FALSE, TRUE, Option, commented_statement, options_item, with_rationale
from nasec_study.importers.shared.own import restored, told_by_tags
from nasec_study.importers.shared.texts import Texts
from nasec_study.rendering.markup import CODE, to_plain

NAME = "GIFT"
Read = Callable[[str], str]

_FORMAT = re.compile(r"\s*\[(?P<format>html|markdown|plain|moodle)\]", re.IGNORECASE)
_TRUTH = re.compile(r"(?P<word>[^\W\d_]+)\s*(?:#(?P<said>.*))?$", re.DOTALL)
_TAG = re.compile(r"\[(?P<key>id|tag):(?P<value>[^\]]*)\]")
_LOOKS_SO = re.compile(
    r"(?m)^\s*::|^\s*\$CATEGORY:|^[^\n]*(?<!\\)\{[^{}]*?(?:[=~#]|TRUE|FALSE|\bT\b|\bF\b|\})", re.DOTALL
)
# What has braces of its own in a bank of another format: formulas and commands of TeX.
_TEX = re.compile(r"(?<!\\)\$[^$\n]+\$|\\[a-zA-Z]+(?:\{[^{}\n]*\})+|[\^_]\{[^{}\n]*\}")
_HTML = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&#?\w+;", re.IGNORECASE)
# How Moodle asks for steps in order: how many, of which, how they lie and are graded; below, each step in a line.
_ORDER = re.compile(r"\s*>\s*\d+[ \tA-Z_01]*\n(?P<steps>.+)", re.DOTALL)
_BRACES = re.compile(r"\{(?P<inner>[^{}]*)\}")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is GIFT: by its name, or by an answer in braces; a list of words, with tabs, is none."""
    if file.suffix != ".txt":
        return file.suffix == ".gift"
    beginning = file.text[:20_000]
    is_list = all("\t" in line.strip() for line in beginning.splitlines()[:50] if line.strip())
    return not is_list and bool(_LOOKS_SO.search(_TEX.sub("", CODE.sub("", beginning))))


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the questions of a file."""
    for block in blocks(file.text):
        texts = Texts(shelf, file.where(block.line))
        marks = [(found["key"], found["value"]) for found in _TAG.finditer(block.comment)]
        key = next((value for name, value in marks if name == "id"), "")
        kind, filed = told_by_tags([value for name, value in marks if name == "tag"])
        bare = hidden(block.text).strip()
        found = TITLE.match(bare)
        name = " ".join(shown(found["name"]).split()) if found else ""
        body = bare[found.end() :] if found else bare
        with texts.question(name or " ".join(shown(body).split())[:60]):
            made = _fields(texts, body.strip(), kind)
            asked = str(made[0].get(asked_key(made[0]), ""))
            whole = [fields | filed for fields in made]
            under = () if kind else block.under
            wish = key or telling(name)
            yield from texts.imported(whole, (name or to_plain(asked))[:80], key=key, wish=wish, under=under)


def _fields(texts: Texts, body: str, kind: str) -> list[Fields]:
    form = "moodle"
    if found := _FORMAT.match(body):
        form, body = found["format"].lower(), body[found.end() :]

    def read_text(text: str) -> str:
        found = _FORMAT.match(text)
        return _read(texts, text[found.end() :], found["format"].lower()) if found else _read(texts, text, form)

    body = in_braces(body)
    opening = body.find("{")
    closing = body.find("}", opening)
    if opening < 0 or closing < opening:
        raise NoItem(
            "it has no answers in braces: a text between questions"
            if opening < 0
            else "its brace { is not closed by a }"
        )
    if BEGUN.search(body):
        plain = escaped_again(body)
        is_html = form == "html" or _HTML.search(plain)
        return [embedded_item(texts, plain if is_html else escape(plain, quote=False).replace("\n", "<br>"))]
    before, inner, behind = body[:opening].strip(), body[opening + 1 : closing], body[closing + 1 :].strip()
    if "{" in behind:
        return [_gapped(texts, body, read_text)]
    inner, _, general = inner.partition("####")
    feedback = read_text(general.strip()) if general.strip() else ""
    blank = "_____" if re.match(r"[.,;:!?)]", behind) else "_____ "
    stem = read_text(f"{before} {blank}{behind}" if behind else before)
    if found := _ORDER.match(inner):
        made = [ordering_item(stem, [read_text(line) for line in found["steps"].split("\n") if line.strip()])]
    else:
        made = _by_answers(texts, stem, inner, read_text, kind)
    made = [with_rationale(fields, feedback) for fields in made]
    return [restored(fields, kind) for fields in made] if kind else made


def _gapped(texts: Texts, body: str, read_text: Read) -> Fields:
    """Return a text with several answers in braces, which Moodle does not take, as one with gaps. Raises NoItem."""
    gaps = []
    for found in _BRACES.finditer(body):
        answers, _ = answers_in(found["inner"])
        told = [Option(texts.plain(shown(answer.text)), answer.share) for answer in answers]
        gaps.append(gap_answers(texts, told, is_chosen=True))
        if not gaps[-1]:
            raise NoItem("it has several answers in braces, where GIFT has one a question")
    return with_gaps(read_text(with_stand_ins(_BRACES, body)), gaps)


def _by_answers(texts: Texts, stem: str, inner: str, read_text: Read, kind: str) -> list[Fields]:
    """Return a question by what stands in its braces."""
    if not inner.strip():
        return [written_item(stem, "")]
    if (found := _TRUTH.match(inner.strip())) and (word := found["word"].casefold()) in TRUE | FALSE | {"v"}:
        # What is said of a wrong answer stands before what is said of the right one.
        wrong, _, right = (found["said"] or "").partition("#")
        said = [read_text(part) if part.strip() else "" for part in (right, wrong)]
        return [commented_statement(texts, stem, word not in FALSE, *said)]
    if inner.lstrip().startswith("#"):
        return [_numeric(texts, stem, inner.lstrip()[1:])]
    answers, has_text_signs = answers_in(inner)
    if not answers:
        raise NoItem(f"its answers are not understood: {{{shown(inner)[:60]}}}")
    if has_text_signs:
        texts.change("a sign = within an answer is text there, and begins no answer")
    if "->" in inner and all(answer.is_key for answer in answers):
        pairs = [tuple(part.strip() for part in _whole(answer).split("->", 1)) for answer in answers]
        known = [(read_text(pair[0]), read_text(pair[-1])) for pair in pairs if pair[0]]
        return matching_items(texts, stem, known, [read_text(pair[-1]) for pair in pairs if not pair[0]])
    if all(answer.is_key for answer in answers):
        return [starred_item(texts, stem, right_answers(texts, _typed_answers(answers)), kind)]
    return [_chosen(texts, stem, answers, read_text)]


def _chosen(texts: Texts, stem: str, answers: Sequence[Answer], read_text: Read) -> Fields:
    """Return a question whose options are weighed; as a gap if one is wrong only, which is too few for a choice."""
    if len(answers) == 2 and "_____" in stem and sorted(answer.share for answer in answers) == [0, FULL]:  # noqa: PLR2004
        right, wrong = sorted(answers, key=lambda answer: -answer.share)
        leave_offered(texts, [_text_of(wrong)])
        return typed_item(texts, stem, [texts.plain(_text_of(right))])
    told = [
        Option(read_text(answer.text), answer.share, read_text(answer.why) if answer.why else "") for answer in answers
    ]
    # One is chosen where one earns all.
    return options_item(texts, stem, told, is_single=any(option.share == FULL for option in told))


def _whole(answer: Answer) -> str:
    return f"{answer.text}#{answer.why}" if answer.why else answer.text


def _text_of(answer: Answer) -> str:
    """Return what is to be typed, without its format."""
    return shown(_FORMAT.sub("", answer.text, count=1))


def _typed_answers(answers: Sequence[Answer]) -> list[Option]:
    return [Option(_text_of(answer), answer.share if answer.is_key else 0, answer.why) for answer in answers]


def _numeric(texts: Texts, stem: str, inner: str) -> Fields:
    # A single figure may stand without a sign; behind it, what is said of wrong ones.
    answers, _ = answers_in(inner if inner.lstrip().startswith("=") else f"={inner.strip()}")
    right = right_answers(texts, _typed_answers(answers))
    if not right:
        raise NoItem("it has no right answer")
    if len(right) > 1:
        texts.leave(f"other ranges that count: {'; '.join(right[1:])}")
    if ".." in right[0]:
        return figure_item(stem, "", *right[0].split("..", 1))
    value, _, tolerance = right[0].partition(":")
    decimal_of(value)
    return numeric_item(stem, value, tolerance)


def _read(texts: Texts, text: str, form: str) -> str:
    """Return a text of a question as Markdown, by the format that it says it has."""
    plain = shown(text)
    if form == "markdown":
        return texts.markdown(plain)
    if form == "plain":
        return texts.plain(plain)
    return texts.html(plain) if form == "html" or _HTML.search(plain) else texts.plain(plain)
