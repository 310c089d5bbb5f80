"""text2qti's plain text with Markdown (https://github.com/gpoore/text2qti)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf
from nasec_study.importers.shared.kinds import typed_item, written_item
from nasec_study.importers.shared.numbers import figure_item, numeric_item, with_points
from nasec_study.importers.shared.options import Option, options_item, with_rationale
from nasec_study.importers.shared.texts import Texts
from nasec_study.rendering.markup import CODE

NAME = "text2qti"

_QUESTION = re.compile(r"(?P<number>\d+)(?P<sign>[.)])\s+(?P<text>\S.*)")
# How an option or an answer begins, by the kinds of questions that have it.
_ANSWERS = {
    "choice": re.compile(r"(?P<right>\*?)[a-zA-Z]\)\s+(?P<text>.+)"),
    "multi": re.compile(r"\[(?P<right>[ *xX]?)\]\s+(?P<text>.+)"),
    "typed": re.compile(r"(?P<right>\*)\s+(?P<text>.+)"),
    "numeric": re.compile(r"(?P<right>=)\s+(?P<text>.+)"),
}
# What is said of the option before or of any answer, of a right one and of a wrong one; and a model answer.
_SAID = re.compile(r"(?P<sign>\.\.\.|[+!-])\s+(?P<text>.+)")
# Code, in which dollar signs are signs; and formulas, which stand between them.
_CODE_OR_FORMULA = re.compile(
    rf"(?P<code>{CODE.pattern})|(?<![\\$])\$\$(?P<block>[^$]+)\$\$"
    r"|(?<![\\$])\$(?![\s$])(?P<line>(?:\\.|[^$\\\n])*?[^\s$\\])\$(?!\d)",
    re.DOTALL,
)
_LINE = re.compile(r"_{3,}\s*$|\^{3,}\s*$")
_HEAD = re.compile(
    r"(?P<key>Title|Points|Quiz title|Quiz description|Text title|Text|pick|points per question):\s*(?P<text>.*)",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"(?:shuffle answers|show correct answers|one question at a time|can't go back|feedback is sol\w*|"
    r"solutions? \w+):",
    re.IGNORECASE,
)
_RUN = re.compile(r"```+\s*\{.*\.run\b.*\}")
_GROUP = re.compile(r"(?:GROUP|END_GROUP)\s*$", re.IGNORECASE)


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is text2qti's, by its numbered questions and marked options."""
    if file.suffix not in {".txt", ".md"}:
        return False
    text = file.text
    marks = r"(?m)^(?:\*[a-zA-Z]\)\s|\[\*\]\s|\*\s+\S|=\s+\S|_{3,}\s*$)"
    return bool(re.search(r"(?m)^\d+[.)]\s+\S", text) and re.search(marks, text))


@dataclass
class _Question:
    line: int
    stem: list[str]
    title: str = ""
    points: str = ""
    options: list[list[str]] = field(default_factory=list)
    kind: str = ""
    said: list[str] = field(default_factory=list)
    said_of_wrong: list[str] = field(default_factory=list)
    model: list[str] = field(default_factory=list)


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the questions of a file."""
    for found in _questions(file, shelf):
        texts = Texts(shelf, file.where(found.line))
        name = found.title or " ".join(found.stem)[:80]
        with texts.question(name):
            fields = _fields(texts, found)
            if found.said_of_wrong:
                texts.leave(f"feedback on any wrong answer: {' '.join(found.said_of_wrong)[:60]}")
            whole = with_points(texts, [with_rationale(fields, _joined(texts, found.said))], found.points)
            yield from texts.imported(whole, name, wish=found.title)
    # What is no question was found before the first of them was read.
    shelf.left_out.sort(key=lambda one: one.where.line)


def _lines(file: ForeignFile, shelf: Shelf) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers, without comments, and without code that text2qti runs."""
    end = ""
    for number, line in enumerate(file.text.split("\n"), start=1):
        stripped = line.strip()
        if end:
            end = "" if stripped == end else end
        elif stripped == "COMMENT":
            end = "END_COMMENT"
        elif _RUN.match(stripped):
            end = "`" * (len(stripped) - len(stripped.lstrip("`")))
            shelf.leave_out(stripped[:80], file.where(number), "code that makes questions, which is not run here")
        elif not line.startswith("%"):
            yield number, line


def _questions(file: ForeignFile, shelf: Shelf) -> list[_Question]:  # noqa: C901 - a sort of line each
    """Return the questions of a file, and leave out what in it is none."""
    questions: list[_Question] = []
    question: _Question | None = None
    into: list[str] = []
    title = points = of_group = ""
    in_fence = False
    count, before = 0, ""
    for number, line in _lines(file, shelf):
        stripped = line.strip()
        in_fence ^= stripped.startswith("```")
        is_new = line[:1].strip() and not in_fence
        follows, before = not before, stripped
        found = _QUESTION.match(line) if is_new else None
        # People write 2), too, which in a question may be a line of a list.
        if found and (found["sign"] == "." or not question or int(found["number"]) == count + 1):
            count = int(found["number"])
            into = [found["text"]]
            question = _Question(number, into, title, of_group or points)
            questions.append(question)
            title = points = ""
        elif is_new and ((head := _HEAD.match(line)) or _SETTING.match(line) or _GROUP.match(line)):
            question, into = None, []
            key, said = (head["key"].lower(), head["text"]) if head else ("", "")
            match key:
                case "title":
                    title = said
                case "points":
                    points = said
                case "points per question":
                    of_group = said.strip()
                case "" if _GROUP.match(line):
                    of_group = ""
                case "text":
                    shelf.leave_out(said[:80] or "text", file.where(number), "a text between questions")
        elif question and is_new and (made := _into(question, line)) is not None:
            into = made
        elif is_new and not stripped.startswith("```") and (not into or (follows and question and question.kind)):
            question, into = None, []
            shelf.leave_out(stripped[:80], file.where(number), "a line that belongs to no question")
        elif into:
            into.append(re.sub(r"^ {1,4}|^\t", "", line) if stripped or in_fence else "")
    return questions


def _into(question: _Question, line: str) -> list[str] | None:
    """Begin the part of a question that a line begins, and return its lines; None where it begins none."""
    for kind, pattern in _ANSWERS.items():
        if found := pattern.match(line):
            question.kind = kind
            question.options.append([found["right"].strip(), found["text"]])
            return question.options[-1]
    if _LINE.match(line):
        question.kind = "file" if line.startswith("^") else "essay"
        return []
    found = _SAID.match(line)
    if found is None:
        return None
    if found["sign"] == "..." and question.options:
        question.options[-1].append(f"\0{found['text']}")
        return question.options[-1]
    lines = {"!": question.model, "-": question.said_of_wrong}.get(found["sign"], question.said)
    lines.append(found["text"])
    return lines


def _joined(texts: Texts, lines: list[str]) -> str:
    return _shown(texts, "\n".join(lines).strip())


def _shown(texts: Texts, text: str) -> str:
    """Return a text as our Markdown: its formulas, all of which stand in dollar signs, in signs of their own."""
    return texts.markdown(_CODE_OR_FORMULA.sub(_formula, text))


def _formula(found: re.Match[str]) -> str:
    if found["code"]:
        return found[0]
    return f"\\({found['line']}\\)" if found["line"] else f"\\[{found['block'].strip()}\\]"


def _fields(texts: Texts, question: _Question) -> Fields:
    stem = _joined(texts, question.stem)
    match question.kind:
        case "choice" | "multi":
            return options_item(texts, stem, [_option(texts, lines) for lines in question.options])
        case "typed":
            return typed_item(texts, stem, [_option(texts, lines).text for lines in question.options])
        case "numeric":
            return _numeric(stem, question.options[0][1])
        case "essay":
            return written_item(stem, _joined(texts, question.model) if question.model else "")
        case "file":
            raise NoItem("a file to hand in cannot be an item")
        case _:
            raise NoItem("it has no answers: options begin a line, as in `a) wrong` and `*b) right`")


def _option(texts: Texts, lines: list[str]) -> Option:
    right, *rest = lines
    text, _, why = "\n".join(rest).partition("\0")
    return Option(_shown(texts, text.strip()), bool(right), _shown(texts, why.strip()) if why.strip() else "")


def _numeric(stem: str, answer: str) -> Fields:
    if found := re.fullmatch(r"\[\s*(?P<low>\S+?)\s*,\s*(?P<high>\S+?)\s*\]", answer.strip()):
        return figure_item(stem, "", found["low"], found["high"])
    value, _, tolerance = (part.strip() for part in answer.replace("±", "+-").partition("+-"))
    return numeric_item(stem, value, tolerance)
