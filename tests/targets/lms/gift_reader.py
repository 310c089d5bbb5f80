"""GIFT as Moodle reads it, and as gift-pegjs does: the same questions from both, or one reads it otherwise."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

from tests.targets.lms.answers import Answer, seen
from tests.targets.lms.moodle_reader import categories

# Where `npm install gift-pegjs` was run.
MODULES = Path(os.environ.get("NASEC_NODE", "/nowhere")) / "node_modules"
PEGJS = MODULES / "gift-pegjs"
_ASK = "process.stdout.write(JSON.stringify(require(process.argv[1]).parse(require('fs').readFileSync(0, 'utf8'))))"

# Signs behind a backslash, held apart until the structure is read.
HELD = {"\\": "\ue000", ":": "\ue001", "#": "\ue002", "=": "\ue003", "{": "\ue004", "}": "\ue005", "~": "\ue006"}
LOOSE = {mark: sign for sign, mark in HELD.items()}
PEGJS_KINDS = {
    "TF": "truefalse",
    "MC": "multichoice",
    "Short": "shortanswer",
    "Numerical": "numerical",
    "Matching": "match",
    "Essay": "essay",
}
# Whole numbers among the shares that Moodle knows.
SHARES = frozenset((100, 90, 80, 75, 70, 60, 50, 40, 30, 25, 20, 10, 5, 0))


@dataclass(frozen=True)
class Option:
    """An answer: what it earns, what it says, and what is said of it; in matching, premise and response."""

    share: Fraction
    text: str
    feedback: str = ""


@dataclass(frozen=True)
class Question:
    """A question."""

    kind: str
    name: str
    stem: str
    options: tuple[Option, ...]
    general: str

    def grade(self, answer: Answer) -> Fraction | None:
        """Return the share of the mark that an answer earns; None where a teacher marks it."""
        shares = {seen(option.text): option.share for option in self.options}
        match self.kind:
            case "essay":
                return None
            case "truefalse":
                return sum((shares[text] for text in answer), Fraction())
            case "multichoice":
                return min(max(sum((shares[text] for text in answer), Fraction()), Fraction()), Fraction(1))
            case "shortanswer":
                [typed] = answer
                texts = {unescape(option.text.replace("\\*", "*")).casefold(): option.share for option in self.options}
                assert not any(re.search(r"(?<!\\)\*", option.text) for option in self.options), "a star is any text"
                return texts.get(typed.casefold(), Fraction())
            case "numerical":
                [typed] = answer
                value, margin = map(Fraction, self.options[0].text.split(":"))
                is_number = re.fullmatch(r"-?\d+(\.\d+)?", typed)
                return Fraction(bool(is_number) and abs(Fraction(typed) - value) <= margin)
            case "match":
                assert isinstance(answer, dict)
                pairs = {seen(option.text): seen(option.feedback) for option in self.options if option.text}
                return Fraction(sum(pairs[premise] == response for premise, response in answer.items()), len(pairs))
        raise AssertionError(self.kind)


def read(text: str) -> dict[str, Question]:
    """Return the questions of a file by their names, as Moodle's importer takes them."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    assert blocks[0].startswith("$CATEGORY: ")
    assert categories(blocks[0].removeprefix("$CATEGORY: "))
    questions = [_question(block) for block in blocks[1:]]
    found = {question.name: question for question in questions}
    assert len(found) == len(questions)
    return found


def _question(block: str) -> Question:
    lines = [line for line in block.splitlines() if not line.startswith("//")]
    held = re.sub(r"\\([\\:#={}~])", lambda match: HELD[match[1]], "\n".join(lines))
    whole = re.fullmatch(r"::(.*?)::\[html\](.*?)\{(.*)\}", held, re.DOTALL)
    assert whole, block
    name, stem, inner = whole.groups()
    # A brace that is not escaped would be another end.
    assert not re.search(r"[{}]", stem + inner), block
    inner, _, general = inner.partition("####")
    kind, options = _answers(inner)
    return Question(kind, _loose(name), _loose(stem), tuple(options), _loose(general))


def _loose(text: str) -> str:
    return re.sub("[\ue000-\ue006]", lambda match: LOOSE[match[0]], text).strip()


def _answers(inner: str) -> tuple[str, Iterator[Option]]:
    inner = inner.strip()
    if not inner:
        return "essay", iter(())
    if inner.startswith("#"):
        return "numerical", iter([Option(Fraction(1), _loose(inner[1:]))])
    if inner in {"TRUE", "FALSE"}:
        return "truefalse", iter(Option(Fraction(word == inner.lower()), word) for word in ("true", "false"))
    if "~" not in inner and "->" in inner:
        return "match", _pairs(inner)
    return "multichoice" if "~" in inner else "shortanswer", _options(inner)


def _pairs(inner: str) -> Iterator[Option]:
    for pair in re.findall(r"=([^=]*)", inner):
        premise, arrow, response = pair.partition("->")
        assert arrow
        yield Option(Fraction(1), _loose(premise), _loose(response))


def _options(inner: str) -> Iterator[Option]:
    assert re.match(r"[~=]", inner)
    for sign, text in re.findall(r"([~=])([^~=]*)", inner):
        weight = re.match(r"%(-?\d+)%", text)
        assert weight is None or abs(int(weight[1])) in SHARES, "a share that Moodle does not know"
        share = Fraction(int(weight[1]), 100) if weight else Fraction(sign == "=")
        answer, _, feedback = text[weight.end() if weight else 0 :].partition("#")
        answer = re.sub(r"^\[(html|moodle|plain|markdown)\]", "", answer.strip())
        yield Option(share, _loose(answer), _loose(feedback))


def read_by_pegjs(text: str) -> dict[str, Question]:
    """Return the same from gift-pegjs."""
    done = subprocess.run(["node", "-e", _ASK, PEGJS], input=text, capture_output=True, text=True, check=True)
    found = [_from_pegjs(entry) for entry in json.loads(done.stdout) if entry["type"] != "Category"]
    return {question.name: question for question in found}


def _from_pegjs(entry: dict[str, Any]) -> Question:
    kind = PEGJS_KINDS[entry["type"]]
    assert entry["stem"]["format"] == "html"
    general = (entry["globalFeedback"] or {}).get("text", "")
    return Question(kind, entry["title"], entry["stem"]["text"], tuple(_pegjs_options(kind, entry)), general)


def _pegjs_options(kind: str, entry: dict[str, Any]) -> Iterator[Option]:
    if kind == "truefalse":
        yield from (Option(Fraction(word == str(entry["isTrue"]).lower()), word) for word in ("true", "false"))
    elif kind == "numerical":
        choices = entry["choices"]
        yield Option(Fraction(1), f"{choices['number']}:{choices.get('range', 0)}")
    elif kind == "match":
        for pair in entry["matchPairs"]:
            yield Option(Fraction(1), pair["subquestion"]["text"], pair["subanswer"])
    elif kind != "essay":
        for choice in entry["choices"]:
            share = Fraction(choice["weight"], 100) if choice["weight"] is not None else Fraction(choice["isCorrect"])
            yield Option(share, choice["text"]["text"], (choice["feedback"] or {}).get("text", ""))
