"""An item as a learning platform takes it, read from what would be imported there, and what is lost on the way."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from types import MappingProxyType
from typing import Any

from nasec_study.course.model import Item
from nasec_study.sheets.points import worth
from nasec_study.targets import load_target
from nasec_study.targets._contract import Job
from nasec_study.targets.lms._texts import Texts, file_name
from nasec_study.targets.lms.canvas.items import written_item
from nasec_study.targets.lms.canvas.texts import FILES
from nasec_study.targets.lms.moodle.questions import question_xml

PLATFORMS: Mapping[str, str] = MappingProxyType({"moodle": "Moodle", "canvas": "Canvas"})
Element = Any


@dataclass(frozen=True)
class Answer:
    """An answer that a platform knows, as HTML: whether it is right, its percentage of the mark, its feedback.

    `part` is what of the question it belongs to.
    """

    text: str
    is_right: bool = False
    share: str = ""
    why: str = ""
    part: str = ""


@dataclass(frozen=True)
class Taken:
    """A question as it stands in the file for a platform; its texts are HTML.

    `kind` is the platform's own word, and `pictures` are by the addresses in these texts. `lost` says what the platform
    does not show or mark as the author wrote it.
    """

    kind: str
    points: str
    asks: str
    answers: tuple[Answer, ...]
    feedback: str
    for_marker: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    lost: tuple[str, ...] = ()

    @property
    def has_parts(self) -> bool:
        """Tell whether its answers belong to several parts."""
        return any(answer.part for answer in self.answers)

    @property
    def has_reasons(self) -> bool:
        """Tell whether an answer has feedback of its own."""
        return any(answer.why for answer in self.answers)


def taken(job: Job, item: Item, platform: str) -> Taken:
    """Return an item as a platform takes it."""
    texts = Texts(job)
    if platform == "moodle":
        found = _moodle(_root(question_xml(texts, item, ())))
    else:
        written = written_item(texts, item, worth(item), "")
        files = {f"{FILES}/{file_name(address)}": content for address, content in written.pictures.items()}
        found = replace(_canvas(_root(written.xml)), pictures=files)
    return replace(found, lost=tuple(_lost(job, item, platform)))


def _root(xml: str) -> Element:
    from lxml import etree  # noqa: PLC0415 - only where a platform is looked at

    return etree.fromstring(xml)


def _lost(job: Job, item: Item, platform: str) -> Iterator[str]:
    """Yield what the target's own notices say of an item."""
    settings = job.course.settings.model_copy(update={"worksheets": ()})
    alone = replace(job, course=replace(job.course, settings=settings, items=(item,)))
    for notice in load_target(platform).plan(alone).notices():
        yield notice.removeprefix(f"{platform}: 1 item ").removeprefix("changed: ").removesuffix(f" ({item.id})")


def _moodle(question: Element) -> Taken:
    def html(*path: str) -> str:
        return question.findtext("/".join((*path, "text"))) or ""

    kind = question.get("type")
    answers = [_moodle_answer(answer) for answer in question.findall("answer")]
    if kind == "ordering":
        answers = [Answer(answer.text, part=str(place)) for place, answer in enumerate(answers, 1)]
    for pair in question.findall("subquestion"):
        premise = pair.findtext("text") or ""
        answers.append(Answer(pair.findtext("answer/text") or "", bool(premise), part=premise))
    return Taken(
        kind,
        question.findtext("defaultgrade") or "",
        html("questiontext"),
        tuple(answers),
        html("generalfeedback"),
        html("graderinfo"),
        {f"@@PLUGINFILE@@{file.get('path')}{file.get('name')}": b64decode(file.text) for file in question.iter("file")},
    )


def _moodle_answer(answer: Element) -> Answer:
    text = answer.findtext("text") or ""
    shown = text if answer.get("format") == "html" else escape(text)
    if tolerance := answer.findtext("tolerance"):
        shown = f"{shown} ± {tolerance}"
    share = answer.get("fraction")
    return Answer(shown, float(share) > 0, share, answer.findtext("feedback/text") or "")


def _canvas(item: Element) -> Taken:
    about = {entry.findtext("fieldlabel"): entry.findtext("fieldentry") for entry in item.iter("qtimetadatafield")}
    comments = {comment.get("ident"): comment.findtext(".//mattext") or "" for comment in item.iter("itemfeedback")}
    asks = item.findtext("presentation/material/mattext") or ""
    answers = list(_canvas_answers(item, _shares(item), comments))
    kind = about.get("question_type") or "ordering"
    if kind == "fill_in_multiple_blanks_question":
        # Canvas names gaps by letters that tell a reader nothing.
        parts = dict.fromkeys(answer.part for answer in answers)
        names = {f"[{part}]": f"gap {place}" for place, part in enumerate(parts, 1)}
        for name, shown in names.items():
            asks = asks.replace(name, f"[{shown}]")
        answers = [replace(answer, part=names[f"[{answer.part}]"]) for answer in answers]
    return Taken(kind, about.get("points_possible") or "", asks, tuple(answers), comments.get("general_fb", ""))


Shares = Mapping[tuple[str, str], str]


def _shares(item: Element) -> Shares:
    """Return what is right, by response and value, with its percentage; none of those that are right together."""
    shares = {}
    for condition in item.iter("respcondition"):
        # What must not be chosen stands in a <not>.
        right = [test for test in condition.iter("varequal") if test.getparent().tag != "not"]
        score = condition.findtext("setvar")
        if score:
            shares.update(
                {(test.get("respident"), test.text or ""): score if len(right) == 1 else "" for test in right}
            )
    return shares


def _canvas_answers(item: Element, shares: Shares, comments: Mapping[str, str]) -> Iterator[Answer]:
    responses = list(item.iter("response_lid"))
    for response in responses:
        part = response.findtext("material/mattext") or ""
        labels = {label.get("ident"): _text(label) for label in response.iter("response_label")}
        right = {
            name: shares[response.get("ident"), name] for name in labels if (response.get("ident"), name) in shares
        }
        if response.get("rcardinality") == "Ordered":
            order = [name for _, name in shares]
            yield from (Answer(labels[name], part=str(place)) for place, name in enumerate(order, 1))
        elif part:
            yield from (Answer(labels[name], is_right=True, share=share, part=part) for name, share in right.items())
        else:
            for name, text in labels.items():
                yield Answer(text, name in right, right.get(name, ""), comments.get(f"{name}_fb", ""))
    if len(responses) > 1:
        used = {name for _, name in shares}
        labels = {label.get("ident"): _text(label) for label in responses[0].iter("response_label")}
        yield from (Answer(text) for name, text in labels.items() if name not in used)
    for response in item.iter("response_str"):
        typed = ((text, share) for (respondent, text), share in shares.items() if respondent == response.get("ident"))
        yield from (Answer(escape(text), is_right=True, share=share) for text, share in typed)
    for low, high in zip(item.iter("vargte"), item.iter("varlte"), strict=True):
        if low.text != high.text:
            yield Answer(f"{low.text} to {high.text}", is_right=True, share="100")


def _text(label: Element) -> str:
    text = label.find("material/mattext")
    return text.text or "" if text.get("texttype") == "text/html" else escape(text.text or "")
