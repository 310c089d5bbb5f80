"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format; question/format/xml/format.php)."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from nasec_study.foundation.problems import counted
from nasec_study.importers.moodle_xml.files import files_in, place_old_picture, with_whole_units
from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf
from nasec_study.importers.shared.embedded import embedded_item
from nasec_study.importers.shared.gaps import cloze_item, leave_offered, with_stand_ins
from nasec_study.importers.shared.kinds import matching_items, ordering_item, right_answers, starred_item, written_item
from nasec_study.importers.shared.names import categories_in, telling
from nasec_study.importers.shared.numbers import FULL, earned, numeric_item, with_points
from nasec_study.importers.shared.options import Option, in_order, options_item, with_rationale
from nasec_study.importers.shared.own import restored, told_by_tags
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import Element, child, children, inner_html, inside, root_of, text
from nasec_study.rendering.markup import to_plain

NAME = "Moodle XML"
# Where words are chosen, or dragged to.
_PLACE = re.compile(r"\[\[([1-9]\d?)\]\]")
# Formulas of the editor MathType, whose signs its "safe XML" writes as others.
_SAFE_MATHS = re.compile("«math[^«»]*»(?:(?!«math).)*?«/math»", re.DOTALL)
_SAFE_SIGNS = str.maketrans("«»¨§`", "<>\"&'")
# What an essay may ask for beside its text.
_LIMITS: Mapping[str, str] = MappingProxyType(
    {
        "minwordlimit": "the fewest words that an answer may have",
        "maxwordlimit": "the most words that an answer may have",
        "attachments": "files to hand in with an answer",
    }
)

_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file is Moodle XML."""
    return file.suffix == ".xml" and b"<quiz" in file.content[:2_000]


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the questions of a file, each with the categories that it is in."""
    under: tuple[str, ...] = ()
    heard = set[str]()
    for question in children(root_of(with_whole_units(file.content), file.name), "question"):
        kind = question.get("type", "")
        if kind == "category":
            under = categories_in(text(child(question, "category", "text")))
            continue
        where, name = file.where(question.sourceline), text(child(question, "name", "text")).strip()
        place_old_picture(question)
        texts = Texts(shelf, where, files_in(question).get)
        ours, filed = told_by_tags([text(child(tag, "text")).strip() for tag in inside(question, "tag")])
        key = text(child(question, "idnumber")).strip()
        with texts.question(name or "question"):
            made = _items(question, texts, ours)
            feedback = _html(texts, child(question, "generalfeedback"))
            for name_of in _COMBINED:
                said = to_plain(_html(texts, child(question, name_of)))
                if said and said not in heard:
                    heard.add(said)
                    texts.leave(f"feedback on any answer: {said[:60]}")
            hints = [hint for hint in children(question, "hint") if text(child(hint, "text")).strip()]
            if hints:
                texts.leave(counted(len(hints), "hint"))
            whole = [with_rationale(fields, feedback) for fields in made]
            whole = [restored(fields, ours) for fields in whole] if ours else whole
            whole = [fields | filed for fields in with_points(texts, whole, text(child(question, "defaultgrade")))]
            yield from texts.imported(whole, name, key=key, wish=key or telling(name), under=() if ours else under)


def _items(question: Element, texts: Texts, ours: str) -> list[Fields]:  # noqa: C901, PLR0911 - a kind each
    """Return the items that a question makes; `ours` is the kind that our own export names. Raises NoItem."""
    match kind := question.get("type", ""):
        case "multichoice" | "oumultiresponse" | "multichoiceset":
            return [_options(question, texts, ours)]
        case "truefalse":
            return [_true_false(question, texts)]
        case "shortanswer":
            return [_typed(question, texts, ours)]
        case "numerical":
            return [_numeric(question, texts)]
        case "matching" | "ddmatch":
            return _match(question, texts, ours)
        case "ordering":
            steps = [_html(texts, answer) for answer in children(question, "answer")]
            return [ordering_item(_stem(question, texts), steps)]
        case "essay":
            return [_written(question, texts)]
        case "cloze" | "multianswer":
            return [embedded_item(texts, _written_in(child(question, "questiontext")))]
        case "gapselect" | "ddwtos":
            return [_selected(question, texts)]
        case "description":
            raise NoItem("a text without a question")
    raise NoItem(f"Moodle's kind '{kind}' has no counterpart here")


def _html(texts: Texts, element: Element | None) -> str:
    """Return a text of a question as Markdown, by the format that it says it has."""
    content = _written_in(element)
    if element is None or not content.strip():
        return ""
    match element.get("format", "html"):
        case "markdown":
            return texts.markdown(content)
        case "plain_text":
            return texts.plain(content)
        case "moodle_auto_format":
            return texts.html(content.strip().replace("\n", "<br>"))
        case _:
            return texts.html(content)


def _stem(question: Element, texts: Texts) -> str:
    return _html(texts, child(question, "questiontext"))


def _written_in(element: Element | None) -> str:
    """Return a text of a question as it stands in the file; markup that nothing escapes is a part of it."""
    found = child(element, "text") if element is not None else None
    content = inner_html(found) if found is not None and len(found) else text(found)
    return _SAFE_MATHS.sub(lambda maths: maths[0].translate(_SAFE_SIGNS), content)


def _options(question: Element, texts: Texts, ours: str) -> Fields:
    told = [
        Option(_html(texts, answer), _share(answer), _html(texts, child(answer, "feedback")))
        for answer in children(question, "answer")
    ]
    is_single = question.get("type") == "multichoice" and _says(question, "single")
    made = options_item(texts, _stem(question, texts), told, is_single=is_single)
    if made["type"] == "true-false" or "order" in made or _says(question, "shuffleanswers"):
        return made
    fixed = in_order(made, [option.text for option in told])
    if ours and fixed is not made:
        # Perhaps one of them only stays last.
        texts.change("its options had an order of their own, and are shuffled here")
        return made
    return fixed


def _says(question: Element, name: str) -> bool:
    """Tell whether a question says yes to a setting, as it does where it does not name it."""
    found = child(question, name)
    return found is None or text(found).strip().lower() not in {"", "0", "false"}


def _share(answer: Element) -> float:
    return earned(answer.get("fraction", "0"))


def _true_false(question: Element, texts: Texts) -> Fields:
    given = list(children(question, "answer"))
    words = [text(child(answer, "text")).strip().lower() for answer in given]
    # Old exports have words of their own there: first stands what is true.
    named = zip(words if {*words} == {"true", "false"} else ("true", "false"), given, strict=False)
    told = [Option(word, _share(answer), _html(texts, child(answer, "feedback"))) for word, answer in named]
    return options_item(texts, _stem(question, texts), told, is_single=True)


def _typed(question: Element, texts: Texts, ours: str) -> Fields:
    stem = _stem(question, texts)
    right = right_answers(texts, [_typed_answer(texts, answer) for answer in children(question, "answer")])
    if text(child(question, "usecase")).strip() == "1":
        texts.change("capitals no longer count in what is typed")
    return starred_item(texts, stem, right, ours)


def _typed_answer(texts: Texts, answer: Element) -> Option:
    said = _html(texts, child(answer, "feedback"))
    return Option(text(child(answer, "text")).strip(), _share(answer), said)


def _numeric(question: Element, texts: Texts) -> Fields:
    stem = _stem(question, texts)
    given = list(children(question, "answer"))
    right = right_answers(texts, [_typed_answer(texts, answer) for answer in given])
    if not right:
        raise NoItem("it has no right answer")
    if len(right) > 1:
        texts.leave("other figures that count")
    if others := [text(unit).strip() for unit in inside(question, "unit_name")][1:]:
        texts.leave(f"other units that count: {'; '.join(others)}")
    unit = texts.plain(text(next(iter(inside(question, "unit_name")), None)).strip() or " ")
    if unit and stem.endswith(f"\n\n({unit})"):
        stem = stem.removesuffix(f"\n\n({unit})")
    first = next(answer for answer in given if _share(answer) == FULL)
    return numeric_item(stem, right[0], text(child(first, "tolerance")).strip(), unit)


def _match(question: Element, texts: Texts, ours: str) -> list[Fields]:
    stem = _stem(question, texts)
    if ours == "picture":
        raise NoItem("a picture with numbers to name: its regions are not in this format")
    pairs, others = [], []
    for pair in children(question, "subquestion"):
        # Responses are plain texts, in which editors of other programs write markup.
        premise, written = _html(texts, pair), text(child(pair, "answer", "text"))
        response = texts.html(written) or texts.plain(written)
        (pairs.append((premise, response)) if premise else others.append(response))
    if not _says(question, "shuffleanswers"):
        texts.change("its responses had a fixed order, and are shuffled here")
    return matching_items(texts, stem, pairs, others)


def _written(question: Element, texts: Texts) -> Fields:
    stem = _stem(question, texts)
    answer = _html(texts, child(question, "graderinfo"))
    if _html(texts, child(question, "responsetemplate")):
        texts.leave("the words that an answer begins with")
    for name, what in _LIMITS.items():
        if (limit := text(child(question, name)).strip()) not in {"", "0"}:
            texts.leave(f"{what}: {limit}")
    return written_item(stem, answer)


def _selected(question: Element, texts: Texts) -> Fields:
    """Return a text with the words that are chosen or dragged into its places, [[1]] and so on. Raises NoItem."""
    offered = [text(child(one, "text")).strip() for one in inside(question, "selectoption", "dragbox")]
    html = _written_in(child(question, "questiontext"))
    numbers = [int(number) for number in _PLACE.findall(html)]
    if not numbers or max(numbers) > len(offered):
        raise NoItem("a place in its text has no word")
    leave_offered(texts, [word for number, word in enumerate(offered, start=1) if number not in numbers])
    answers = [[texts.html(offered[number - 1])] for number in numbers]
    return cloze_item(texts, with_stand_ins(_PLACE, html), answers)
