"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format; question/format/xml/format.php)."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from nasec_study.foundation.problems import counted
from nasec_study.importers._bank import ForeignFile, Imported, LeftOut, Shelf
from nasec_study.importers._kinds import (
    Fields,
    NoItem,
    Option,
    earned,
    matching_items,
    numeric_item,
    options_item,
    ordering_item,
    points_told,
    stand_in,
    true_false,
    typed_item,
    with_gaps,
    written_item,
)
from nasec_study.importers._own import is_name, restored, told_by_tags
from nasec_study.importers._texts import Texts
from nasec_study.importers._xml import Element, child, children, inside, root_of, text
from nasec_study.rendering.markup import to_plain

NAME = "Moodle XML"
FULL = 100

_EMBEDDED = re.compile(r"(?<!\\)\{\s*\d*:(?P<kind>[A-Z_]+):(?P<answers>(?:\\.|[^}\\])*)\}", re.DOTALL)
_PART = re.compile(
    r"~?(?:%(?P<share>-?[\d.]+)%|(?P<right>=))?(?P<text>(?:\\.|&#\w+;|[^~#\\])*)(?:#(?P<why>(?:\\.|[^~\\])*))?"
)


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is Moodle XML."""
    return file.suffix == ".xml" and b"<quiz" in file.content[:2_000]


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported | LeftOut]:
    """Yield the questions of a file, categories apart."""
    for question in children(root_of(file.content, file.name), "question"):
        kind = question.get("type", "")
        if kind == "category":
            continue
        where, name = file.where(question.sourceline), text(child(question, "name", "text")).strip()
        texts = Texts(shelf, _files(question).get)
        ours, filed = told_by_tags([text(child(tag, "text")).strip() for tag in inside(question, "tag")])
        key = text(child(question, "idnumber")).strip()
        try:
            made = _KINDS.get(kind, _of_no_kind)(question, texts, ours)
        except NoItem as error:
            yield LeftOut(name or "question", where, str(error))
            continue
        feedback = _html(texts, child(question, "generalfeedback"))
        hints = [hint for hint in children(question, "hint") if text(child(hint, "text")).strip()]
        if hints:
            texts.leave(counted(len(hints), "hint"))
        for number, fields in enumerate(made, start=1):
            more = f" {number}" if len(made) > 1 else ""
            whole = _with_feedback(fields, feedback, ours)
            yield Imported(
                f"{name}{more}",
                where,
                {**whole, **_points(question, whole), **filed},
                key=f"{key}{more}" if key else "",
                wish=f"{key or name}{more}" if key or is_name(name) else "",
                changed=tuple(texts.changed),
                left=tuple(texts.left),
            )


def _with_feedback(fields: Fields, feedback: str, ours: str) -> Fields:
    """Return an item with what a student reads after answering as its rationale."""
    if feedback:
        said = str(fields.get("rationale", ""))
        fields = {**fields, "rationale": f"{said}\n\n{feedback}" if said else feedback}
    return restored(fields, ours) if ours else fields


def _points(question: Element, fields: Fields) -> Fields:
    """Return the points that a question brings, where they are not one and no rubric says them."""
    return {} if "rubric" in fields else points_told(text(child(question, "defaultgrade")))


def _files(question: Element) -> Mapping[str, bytes]:
    """Return the files that lie in a question, by the addresses in its texts."""
    found: dict[str, bytes] = {}
    for file in inside(question, "file"):
        try:
            content = b64decode(text(file))
        except ValueError:
            continue
        path = (file.get("path") or "/").strip("/")
        name = f"{path}/{file.get('name')}" if path else str(file.get("name"))
        found[f"@@PLUGINFILE@@/{name}"] = found[f"@@PLUGINFILE@@/{_quoted(name)}"] = content
        found[name] = content
    return found


def _quoted(name: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - only for files

    return quote(name)


def _html(texts: Texts, element: Element | None) -> str:
    """Return a text of a question as Markdown, by the format that it says it has."""
    content = text(child(element, "text")) if element is not None else ""
    if element is None or not content.strip():
        return ""
    match element.get("format", "html"):
        case "markdown":
            return texts.markdown(content)
        case "plain_text":
            return texts.plain(content)
        case _:
            return texts.html(_in_one_line(content) if element.get("format") == "moodle_auto_format" else content)


def _in_one_line(content: str) -> str:
    return content.strip().replace("\n", "<br>")


def _options(question: Element, texts: Texts, _ours: str) -> list[Fields]:
    answers = list(children(question, "answer"))
    shares = [_share(answer) for answer in answers]
    is_single = text(child(question, "single")).strip() != "false"
    options = []
    for answer, share in zip(answers, shares, strict=True):
        words = _html(texts, answer)
        if is_single and 0 < share < max(shares):
            texts.change(f"an option that earned {share:g} % counts as wrong: {to_plain(words)}")
        is_right = share > 0 and (not is_single or share == max(shares))
        options.append(Option(words, is_right, _html(texts, child(answer, "feedback"))))
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        said = to_plain(_html(texts, child(question, name)))
        if said and not said.startswith(("Your answer is", "Su respuesta es", "Votre réponse est")):
            texts.leave(f"what is said of any answer: {said[:60]}")
    return [options_item(texts, _html(texts, child(question, "questiontext")), options)]


def _share(answer: Element) -> float:
    return earned(answer.get("fraction", "0"))


def _true_false(question: Element, texts: Texts, _ours: str) -> list[Fields]:
    answers = {text(child(answer, "text")).strip().lower(): answer for answer in children(question, "answer")}
    right = next((word for word, answer in answers.items() if _share(answer) > 0), "")
    if right not in {"true", "false"}:
        raise NoItem("it does not say which answer is right")
    said = {word: _html(texts, child(answer, "feedback")) for word, answer in answers.items()}
    wrong = said.get("false" if right == "true" else "true", "")
    correction = (said.get("false", "") or wrong) if right == "false" else ""
    return [
        true_false(
            _html(texts, child(question, "questiontext")),
            right == "true",
            correction,
            said.get("true", "") if right == "true" else "",
        )
    ]


def _typed(question: Element, texts: Texts, ours: str) -> list[Fields]:
    stem = _html(texts, child(question, "questiontext"))
    answers = list(children(question, "answer"))
    right = [text(child(answer, "text")).strip() for answer in answers if _share(answer) == FULL]
    starred = [answer for answer in right if "*" in answer.replace("\\*", "")]
    spelled = [texts.plain(answer.replace("\\*", "*")) for answer in right if answer not in starred]
    if ours == "term" and spelled:
        return [{"type": "question", "stem": stem, "answer": spelled[0]}]
    _leave_partial(answers, texts)
    if any(_html(texts, child(answer, "feedback")) for answer in answers):
        texts.leave("what is said of each typed answer")
    if spelled or not starred:
        if starred:
            texts.leave(f"answers with a star that stands for any text: {'; '.join(starred)}")
        return [typed_item(texts, stem, spelled)]
    texts.change("a star that stood for any text is '…'")
    answer = starred[0].replace("\\*", "\0").replace("*", "…").replace("\0", "*")
    return [{"type": "question", "stem": stem, "answer": texts.plain(answer)}]


def _leave_partial(answers: Iterable[Element], texts: Texts) -> None:
    """Note the answers that earn a part of the points."""
    partial = [text(child(answer, "text")).strip() for answer in answers if 0 < _share(answer) < FULL]
    if partial:
        texts.leave(f"answers that earn a part: {'; '.join(partial)}")


def _numeric(question: Element, texts: Texts, _ours: str) -> list[Fields]:
    stem = _html(texts, child(question, "questiontext"))
    given = list(children(question, "answer"))
    answers = [answer for answer in given if _share(answer) == FULL]
    if not answers:
        raise NoItem("it has no right answer")
    if len(answers) > 1:
        texts.leave("other figures that count")
    _leave_partial(given, texts)
    if any(_html(texts, child(answer, "feedback")) for answer in given):
        texts.leave("what is said of each typed answer")
    if others := [text(unit).strip() for unit in inside(question, "unit_name")][1:]:
        texts.leave(f"other units that count: {'; '.join(others)}")
    unit = texts.plain(text(next(iter(inside(question, "unit_name")), None)).strip() or " ")
    if unit and stem.endswith(f"\n\n({unit})"):
        stem = stem.removesuffix(f"\n\n({unit})")
    answer = answers[0]
    tolerance = text(child(answer, "tolerance")).strip() or "0"
    return [numeric_item(stem, text(child(answer, "text")).strip(), tolerance, unit)]


def _match(question: Element, texts: Texts, ours: str) -> list[Fields]:
    stem = _html(texts, child(question, "questiontext"))
    if ours == "picture":
        raise NoItem("a picture with numbers to name: its regions are not in this format")
    pairs, others = [], []
    for pair in children(question, "subquestion"):
        premise, response = _html(texts, pair), texts.html(text(child(pair, "answer", "text")))
        (pairs.append((premise, response)) if premise else others.append(response))
    return matching_items(texts, stem, pairs, others)


def _order(question: Element, texts: Texts, _ours: str) -> list[Fields]:
    steps = [_html(texts, answer) for answer in children(question, "answer")]
    return [ordering_item(_html(texts, child(question, "questiontext")), steps)]


def _written(question: Element, texts: Texts, _ours: str) -> list[Fields]:
    stem = _html(texts, child(question, "questiontext"))
    answer = _html(texts, child(question, "graderinfo"))
    if _html(texts, child(question, "responsetemplate")):
        texts.leave("the words that an answer begins with")
    return [written_item(stem, answer)]


def _embedded(question: Element, texts: Texts, _ours: str) -> list[Fields]:
    """Return embedded answers as gaps: the right answer of each."""
    html = text(child(question, "questiontext", "text"))
    gaps: list[str] = []

    def gap(match: re.Match[str]) -> str:
        parts = [part for part in _PART.finditer(match["answers"]) if part["text"].strip()]
        right = [part for part in parts if part["right"] or (part["share"] and earned(part["share"]) == FULL)]
        if not right:
            raise NoItem("an embedded answer has no right one")
        others = [_unescaped(part["text"]) for part in right[1:]]
        if others:
            texts.leave(f"other answers that count: {'; '.join(others)}")
        if len(parts) > len(right):
            texts.leave("wrong answers that a gap offers")
        answer = _unescaped(right[0]["text"]).strip()
        if match["kind"].startswith(("NM", "NUMERICAL")):
            answer = answer.partition(":")[0]
        gaps.append(texts.html(answer).replace("}}", "} }"))
        return stand_in(len(gaps) - 1)

    marked = _EMBEDDED.sub(gap, html)
    if not gaps:
        raise NoItem("it has no embedded answer that is understood")
    return [{"type": "cloze", "text": with_gaps(texts, marked, gaps)}]


def _unescaped(answer: str) -> str:
    return re.sub(r"\\(.)", r"\1", answer)


def _of_no_kind(question: Element, _texts: Texts, _ours: str) -> list[Fields]:
    raise NoItem(f"there is no item for Moodle's kind '{question.get('type', '')}'")


def _no_question(_question: Element, _texts: Texts, _ours: str) -> list[Fields]:
    raise NoItem("a text without a question")


_KINDS: Mapping[str, Callable[[Element, Texts, str], list[Fields]]] = MappingProxyType(
    {
        "multichoice": _options,
        "truefalse": _true_false,
        "shortanswer": _typed,
        "numerical": _numeric,
        "matching": _match,
        "ordering": _order,
        "essay": _written,
        "cloze": _embedded,
        "multianswer": _embedded,
        "description": _no_question,
    }
)
