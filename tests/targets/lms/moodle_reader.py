"""Moodle XML as Moodle's importer and its question engine take it; refuses what the importer would refuse or lose."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from html import unescape

from lxml import etree

from tests.targets.lms.answers import Answer, RefusedError, must, seen

# The shares of a mark that a teacher can choose, in percent; the importer stops at any other.
SHARES = frozenset(
    (
        *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20"),
        *("16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"),
    )
)
# The same for what another try takes away.
PENALTIES = frozenset(("1", "0.5", "0.3333333", "0.25", "0.2", "0.1", "0"))
MAX_TAG, MAX_NAME, MAX_ID, MAX_RESPONSE = 50, 255, 100, 255
# Moodle gives a whole file to libxml2 at once, which takes no more.
MAX_FILE = 10_000_000
# In names, what begins so is taken out up to an end of a tag, or up to the end.
TAG = re.compile(r"<(?!\s)")
TEXTS = ("questiontext", "generalfeedback", "feedback", "graderinfo", "subquestion", "answer")
KINDS = frozenset(("multichoice", "truefalse", "shortanswer", "numerical", "cloze", "matching", "ordering", "essay"))
# What PHP compares as a number, 1.0 with 1.
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
# Embedded answers: weight, kind, and what stands between the colon and the brace that is not escaped.
EMBEDDED = re.compile(r"\{(\d*):(SHORTANSWER|SA|MW|NUMERICAL|NM|MULTICHOICE|MC)\w*:((?:[^}\\]|\\.)*)\}")


@dataclass(frozen=True)
class Question:
    """A question as it lies in Moodle's database."""

    kind: str
    category: tuple[str, ...]
    name: str
    number: str
    element: etree._Element
    tags: tuple[str, ...] = field(default=())

    def text(self, path: str = "questiontext") -> str:
        """Return one of its texts as HTML."""
        return self.element.findtext(f"{path}/text") or ""

    @property
    def mark(self) -> Fraction:
        """The mark that the question gives by itself."""
        if self.kind == "cloze":
            return Fraction(sum(int(weight or 1) for weight, _, _ in EMBEDDED.findall(self.text())))
        return Fraction(self.element.findtext("defaultgrade") or "1")

    def answers(self) -> Iterator[tuple[str, Fraction, str]]:
        """Yield its answers: text, share of the mark, feedback."""
        for answer in self.element.findall("answer"):
            share = Fraction(answer.get("fraction") or "0") / 100
            yield answer.findtext("text") or "", share, answer.findtext("feedback/text") or ""

    def grade(self, answer: Answer) -> Fraction | None:  # noqa: PLR0911 - one a kind
        """Return the share of the mark that an answer earns; None where a teacher marks it."""
        match self.kind:
            case "essay":
                return None
            case "truefalse":
                [chosen] = answer or [""]
                return sum((share for text, share, _ in self.answers() if text == chosen), Fraction())
            case "multichoice":
                shares = {seen(text): share for text, share, _ in self.answers()}
                assert set(answer) <= set(shares)
                assert len(answer) <= 1 or self.element.findtext("single") == "false"
                earned = sum((shares[text] for text in answer), Fraction())
                return min(max(earned, Fraction()), Fraction(1))
            case "shortanswer":
                [typed] = answer
                return _typed([(text, share) for text, share, _ in self.answers()], typed)
            case "cloze":
                assert isinstance(answer, list)
                found = EMBEDDED.findall(self.text())
                weights = [int(weight or 1) for weight, _, _ in found]
                parts = [_typed(_alternatives(body), typed) for (_, _, body), typed in zip(found, answer, strict=True)]
                return sum((w * share for w, share in zip(weights, parts, strict=True)), Fraction()) / sum(weights)
            case "numerical":
                [typed] = answer
                return self._figure(typed)
            case "matching":
                assert isinstance(answer, dict)
                pairs = [
                    (seen(p.findtext("text") or ""), self._response(p)) for p in self.element.findall("subquestion")
                ]
                asked = {premise: response for premise, response in pairs if premise}
                assert set(answer) <= set(asked)
                assert set(answer.values()) <= {response for _, response in pairs}
                return Fraction(sum(asked[premise] == response for premise, response in answer.items()), len(asked))
            case "ordering":
                right = [seen(text) for text, _, _ in self.answers()]
                assert sorted(right) == sorted(answer)
                in_place = sum(step == other for step, other in zip(right, answer, strict=True))
                if self.element.findtext("gradingtype") == "ALL_OR_NOTHING":
                    return Fraction(in_place == len(right))
                return Fraction(in_place, len(right))
        raise AssertionError(self.kind)

    def _response(self, pair: etree._Element) -> str:
        # Responses go through format_string: entities stay entities, tags go.
        shown = re.sub(r"<[^>]*>", "", pair.findtext("answer/text") or "")
        return " ".join(unescape(shown).split())

    def _figure(self, typed: str) -> Fraction:
        """Return the share for a number, which may have a unit: known or not, it costs nothing."""
        bare = typed.replace(" ", "")
        is_point = "." in bare or bare.count(",") > 1
        bare = bare.replace(",", "" if is_point else ".")
        is_left = self.element.findtext("unitsleft") == "1" and self.element.find("units/unit") is not None
        number = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
        found = re.search(f"{number}$" if is_left else f"^{number}", bare)
        if not found:
            return Fraction()
        for answer in self.element.findall("answer"):
            value, tolerance = Fraction(answer.findtext("text") or ""), Fraction(answer.findtext("tolerance") or "0")
            if abs(Fraction(found[0]) - value) <= tolerance:
                return Fraction(answer.get("fraction") or "0") / 100
        return Fraction()


def _typed(answers: list[tuple[str, Fraction]], typed: str) -> Fraction:
    """Return the share for a typed text: the first answer that it matches, a bare star standing for anything."""
    for text, share in answers:
        pieces = re.split(r"(?<!\\)\*", text)
        pattern = ".*".join(re.escape(piece.replace(r"\*", "*")) for piece in pieces)
        if re.fullmatch(pattern, typed.strip(), re.IGNORECASE | re.DOTALL):
            return share
    return Fraction()


def _alternatives(body: str) -> list[tuple[str, Fraction]]:
    """Return the answers of an embedded question: text and share, feedback behind # left out."""
    found = []
    for part in re.split(r"(?<!\\)~", body):
        answer = re.match(r"(?:(=)|%(-?\d+(?:\.\d+)?)%)?((?:&#\d+;|[^~#\\]|\\.)*)", part)
        assert answer, part
        share = Fraction(1) if answer[1] else Fraction(answer[2] or 0) / 100
        found.append((unescape(answer[3]).replace(r"\}", "}").replace(r"\#", "#"), share))
    return found


def read(content: bytes) -> list[Question]:
    """Return the questions of a file. Raises RefusedError."""
    must(content.startswith(b"<?xml"), "the XML declaration must be the first bytes")
    must(len(content) <= MAX_FILE, "the file is too large")
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise RefusedError(str(error)) from error
    must(root.tag == "quiz", "the root must be quiz")
    questions: list[Question] = []
    category: tuple[str, ...] = ()
    for element in root:
        must(element.tag == "question", f"{element.tag} is no question")
        if element.get("type") == "category":
            category = categories(element.findtext("category/text") or "")
            continue
        questions.append(_question(element, category))
    seen_numbers = [(question.category, question.number) for question in questions]
    must(len(seen_numbers) == len(set(seen_numbers)), "an idnumber stands twice in a category")
    return questions


def categories(path: str) -> tuple[str, ...]:
    """Return the names of the categories on a path: slashes in names are doubled. Refuses what is cleaned away."""
    names = tuple(name.strip().replace("//", "/") for name in re.split("(?<!/)/(?!/)", path))
    must(all(names), "a category must have a name")
    must(not any(map(TAG.search, names)), f"{names}: a tag is taken out of it")
    must(max(map(len, names)) <= MAX_NAME, f"{names}: a long name")
    return names


def _question(element: etree._Element, category: tuple[str, ...]) -> Question:
    kind, name = element.get("type") or "", element.findtext("name/text") or ""
    must(kind in KINDS, f"{kind}: no such kind")
    must(name.strip() and len(name) <= MAX_NAME, f"{name}: no name")
    must(not TAG.search(name), f"{name}: a tag is taken out of it")
    number = element.findtext("idnumber") or ""
    must(0 < len(number) <= MAX_ID, f"{name}: idnumber")
    tags = tuple(tag.findtext("text") or "" for tag in element.findall("tags/tag"))
    must(all(0 < len(tag) <= MAX_TAG for tag in tags), f"{name}: a tag that would be cut")
    must(element.findtext("penalty") in PENALTIES, f"{name}: penalty")
    must((element.findtext("questiontext/text") or "").strip(), f"{name}: no text")
    for answer in element.findall("answer"):
        must((answer.get("fraction") or "").lstrip("-") in SHARES, f"{name}: fraction {answer.get('fraction')}")
    for text in element.iter(*TEXTS):
        _pictures(name, text)
    question = Question(kind, category, name, number, element, tags)
    _own(question)
    return question


def _pictures(name: str, text: etree._Element) -> None:
    """Refuse a text that shows a file which it does not bring, or brings one in vain."""
    html = text.findtext("text") or ""
    shown = set(re.findall(r"@@PLUGINFILE@@/([^\"]+)\"", html))
    must(set(re.findall(r'src="([^"]+)"', html)) == {f"@@PLUGINFILE@@/{file}" for file in shown}, f"{name}: src")
    files = {f"{file.get('path', '/')}{file.get('name')}"[1:]: file for file in text.findall("file")}
    must(not any("/" in str(file.get("name")) for file in files.values()), f"{name}: a slash is taken out of a name")
    must(set(files) == shown, f"{name}: {shown} shown, {set(files)} there")
    for file in files.values():
        must(file.get("encoding") == "base64", f"{name}: encoding")
        try:
            must(b64decode(file.text or "", validate=True), f"{name}: an empty file")
        except binascii.Error as error:
            raise RefusedError(f"{name}: {error}") from error


def _own(question: Question) -> None:
    """Refuse what the importer of a kind refuses."""
    shares = [share for _, share, _ in question.answers()]
    match question.kind:
        case "truefalse":
            must({text for text, _, _ in question.answers()} == {"true", "false"}, f"{question.name}: true and false")
        case "multichoice" if question.element.findtext("single") == "true":
            must(len(shares) > 1 and max(shares) == 1, f"{question.name}: no answer earns all")
        case "multichoice":
            total = sum((share for share in shares if share > 0), Fraction())
            must(len(shares) > 1 and abs(total - 1) < Fraction(1, 1000), f"{question.name}: right ones earn {total}")
        case "shortanswer" | "numerical":
            must(shares and max(shares) == 1, f"{question.name}: no answer earns all")
            for unit in question.element.findall("units/unit/unit_name"):
                must(not re.search(r"^\d|[&<]", unit.text or ""), f"{question.name}: {unit.text} is not kept")
        case "cloze":
            must(EMBEDDED.search(question.text()), f"{question.name}: no embedded answers")
        case "matching":
            pairs = question.element.findall("subquestion")
            must(sum(bool(pair.findtext("text")) for pair in pairs) >= 2, f"{question.name}: two premises at least")
            responses = {pair.findtext("answer/text") or "" for pair in pairs}
            must("" not in responses, f"{question.name}: an empty response")
            must(max(map(len, responses)) <= MAX_RESPONSE, f"{question.name}: a long response")
            must(not any(map(NUMBER.fullmatch, responses)), f"{question.name}: a number may be taken for another")
        case "ordering":
            must(len(shares) > 1, f"{question.name}: two steps at least")
            must(question.element.findtext("shownumcorrect"), f"{question.name}: shownumcorrect")
        case _:
            pass
