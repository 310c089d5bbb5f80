"""QTI 1.2, as Canvas and others export it (IMS Question & Test Interoperability, ASI XML binding 1.2)."""

import re
from collections.abc import Iterator

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
    ordering_item,
    points_told,
    stand_in,
    typed,
    typed_item,
    with_gaps,
    written_item,
)
from nasec_study.importers._own import OWN_NAME, first_words, is_name, restored, stable_key
from nasec_study.importers._packages import documents, holds
from nasec_study.importers._texts import Texts
from nasec_study.importers._xml import Element, attribute, child, children, inner_html, inside, tag, text

NAME = "QTI 1.2"
_ANY = frozenset({"general_fb", "correct_fb", "general_incorrect_fb"})


def reads(file: ForeignFile) -> bool:
    """Tell whether a file, or one in its archive, is QTI 1.2."""
    return holds(file, b"<questestinterop")


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported | LeftOut]:
    """Yield the items of a package or of a single file."""
    for name, root, fetch in documents(file):
        if tag(root) != "questestinterop":
            continue
        above = {}
        for item in inside(root, "item"):
            question = _Question(item, Texts(shelf, fetch))
            where = ForeignFile(name, b"").where(item.sourceline)
            title, ident = attribute(item, "title").strip(), attribute(item, "ident")
            if question.kind == "text_only_question":
                above[ident] = question.stem_html
                continue
            try:
                made = question.items()
            except NoItem as error:
                yield LeftOut(title or ident, where, str(error))
                continue
            if question.metadata.get("parent_stimulus_item_ident") in above:
                question.texts.change("the text that it stands on comes before its question")
                shown = question.texts.html(above[question.metadata["parent_stimulus_item_ident"]])
                made = [_below(shown, fields) for fields in made]
            for number, fields in enumerate(made, start=1):
                more = f" {number}" if len(made) > 1 else ""
                wish = title if is_name(title) else ""
                whole = {**fields, **question.filed(fields)}
                whole = restored(whole) if OWN_NAME.fullmatch(ident) else whole
                yield Imported(
                    f"{title or first_words(whole) or ident}{more}",
                    where,
                    whole,
                    key=f"{key}{more}" if (key := stable_key(ident)) else "",
                    wish=f"{wish}{more}" if wish else "",
                    changed=tuple(question.texts.changed),
                    left=tuple(question.texts.left),
                )


def _below(stimulus: str, fields: Fields) -> Fields:
    name = "text" if fields["type"] == "cloze" else "statement" if fields["type"] == "true-false" else "stem"
    return {**fields, name: f"{stimulus}\n\n{fields[name]}"}


class _Question:
    """An item of QTI 1.2, taken apart."""

    def __init__(self, item: Element, texts: Texts) -> None:
        self.item = item
        self.texts = texts
        self.metadata = {
            text(child(one, "fieldlabel")).strip(): text(child(one, "fieldentry")).strip()
            for one in inside(item, "qtimetadatafield")
        }
        self.kind = self.metadata.get("question_type", "")
        self.responses = list(inside(item, "response_lid", "response_str", "response_num"))
        self.conditions = list(inside(item, "respcondition"))
        self.said = {attribute(one, "ident"): _html(one) for one in children(item, "itemfeedback")}

    @property
    def stem_html(self) -> str:
        """The question's own text: the material that is in no response."""
        presentation = child(self.item, "presentation")
        return "" if presentation is None else "".join(_materials(presentation))

    def filed(self, fields: Fields) -> Fields:
        """Return rationale and points."""
        said = [self.texts.html(self.said[name]) for name in ("general_fb", "correct_fb") if self.said.get(name)]
        if self.said.get("general_incorrect_fb"):
            self.texts.leave("what is said of any wrong answer")
        made: Fields = {"rationale": "\n\n".join(filter(None, said))} if any(said) else {}
        return made if "rubric" in fields else made | points_told(self.metadata.get("points_possible", ""))

    def items(self) -> list[Fields]:  # noqa: C901, PLR0911 - a kind each
        """Return the items that the question makes. Raises NoItem."""
        stem = self.texts.html(self.stem_html)
        single = [one for one in self.responses if tag(one) == "response_lid"]
        match self.kind:
            case "multiple_choice_question" | "true_false_question" | "multiple_answers_question":
                return [self._options(stem)]
            case "matching_question":
                return self._matching(stem)
            case "short_answer_question":
                return [typed_item(self.texts, stem, self._values())]
            case "fill_in_multiple_blanks_question" | "multiple_dropdowns_question":
                return [self._blanks()]
            case "numerical_question":
                return [self._numeric(stem)]
            case "essay_question":
                return [written_item(stem, "")]
            case "file_upload_question" | "calculated_question":
                raise NoItem(f"there is no item for Canvas's '{self.kind}'")
        if len(single) == 1 and attribute(single[0], "rcardinality") == "Ordered":
            return [self._ordered(stem, single[0])]
        if len(single) > 1:
            return self._matching(stem)
        if single:
            return [self._options(stem)]
        if not self.responses:
            raise NoItem("it asks nothing that is understood")
        if any(tag(one) in {"vargte", "varlte", "vargt", "varlt"} for one in self.item.iter()):
            return [self._numeric(stem)]
        return [typed_item(self.texts, stem, values) if (values := self._values()) else written_item(stem, "")]

    def _labels(self, response: Element) -> dict[str, str]:
        return {attribute(one, "ident"): self.texts.html(_html(one)) for one in inside(response, "response_label")}

    def _right(self, response: str) -> list[str]:
        """Return the values of a response that a condition with points names, those that it excludes apart."""
        found = []
        for condition in self.conditions:
            scored = [one for one in children(condition, "setvar") if earned(text(one)) > 0]
            found += [
                text(equal).strip()
                for equal in (inside(condition, "varequal") if scored else ())
                if tag(equal.getparent()) != "not" and attribute(equal, "respident") == response
            ]
        return list(dict.fromkeys(found))

    def _options(self, stem: str) -> Fields:
        if not self.responses:
            raise NoItem("it has no options")
        response = self.responses[0]
        labels, right = self._labels(response), self._right(attribute(response, "ident"))
        if not right:
            right = self._best(attribute(response, "ident"))
        why = {name.removesuffix("_fb"): html for name, html in self.said.items() if name not in _ANY}
        named = self._feedback_names()
        options = [
            Option(words, name in right, self.texts.html(why.get(name) or self.said.get(named.get(name, ""), "")))
            for name, words in labels.items()
        ]
        return options_item(self.texts, stem, options)

    def _best(self, response: str) -> list[str]:
        """Return what conditions name that only show the feedback of right answers."""
        return [
            text(equal).strip()
            for condition in self.conditions
            if attribute(condition, "title").lower() in {"correct", "right"}
            for equal in inside(condition, "varequal")
            if attribute(equal, "respident") == response
        ]

    def _feedback_names(self) -> dict[str, str]:
        """Return which feedback is shown for which option."""
        found: dict[str, str] = {}
        for condition in self.conditions:
            values = [text(equal).strip() for equal in inside(condition, "varequal") if tag(equal.getparent()) != "not"]
            for shown in children(condition, "displayfeedback"):
                name = attribute(shown, "linkrefid")
                if len(values) == 1 and name not in _ANY:
                    found.setdefault(values[0], name)
        return found

    def _values(self) -> list[str]:
        return [
            self.texts.plain(value) for one in self.responses for value in self._right(attribute(one, "ident")) if value
        ]

    def _matching(self, stem: str) -> list[Fields]:
        pairs, used, every = [], set[str](), dict[str, str]()
        for response in self.responses:
            labels = self._labels(response)
            every |= labels
            right = self._right(attribute(response, "ident"))
            premise = self.texts.html("".join(_materials(response)))
            if right and right[0] in labels:
                used.add(right[0])
                pairs.append((premise, labels[right[0]]))
        others = [words for name, words in every.items() if name not in used]
        return matching_items(self.texts, stem, pairs, others)

    def _blanks(self) -> Fields:
        html, answers = self.stem_html, list[str]()
        for response in self.responses:
            labels = self._labels(response)
            right = self._right(attribute(response, "ident"))
            given = [labels.get(value, self.texts.plain(value)) for value in right]
            name = attribute(response, "ident").removeprefix("response_")
            shown = "".join(_plain(_html(one)) for one in children(response, "material")) or name
            mark = next((mark for mark in (f"[{shown}]", f"[{name}]") if mark in html), "")
            if not given or not mark:
                raise NoItem(f"its blank [{shown[:40]}] has no right answer, or no place in the text")
            if len(given) > 1 or len(labels) > len(given):
                self.texts.leave(f"other answers of the blank [{shown[:40]}]")
            html = html.replace(mark, stand_in(len(answers)), 1)
            answers.append(given[0])
        return {"type": "cloze", "text": with_gaps(self.texts, html, answers)}

    def _numeric(self, stem: str) -> Fields:
        unit = ""
        exact = [text(one).strip() for one in self.item.iter() if tag(one) == "varequal"]
        low = [text(one).strip() for one in self.item.iter() if tag(one) in {"vargte", "vargt"}]
        high = [text(one).strip() for one in self.item.iter() if tag(one) in {"varlte", "varlt"}]
        if len(exact) > 1 or len(low) > 1:
            self.texts.leave("other figures that count")
        stated = next((one for one in self.item.iter() if tag(one) == "varequal" and one.get("margin")), None)
        if stated is not None:
            percent = "%" if attribute(stated, "margintype") == "percent" else ""
            return numeric_item(stem, exact[0], f"{attribute(stated, 'margin')}{percent}", unit)
        if exact and low and high:
            margin = max(decimal_of(high[0]) - decimal_of(exact[0]), decimal_of(exact[0]) - decimal_of(low[0]))
            return numeric_item(stem, exact[0], typed(margin), unit)
        if exact:
            return numeric_item(stem, exact[0], unit=unit)
        if low and high:
            return interval_item(stem, low[0], high[0], unit)
        raise NoItem("it has no right answer")

    def _ordered(self, stem: str, response: Element) -> Fields:
        labels = self._labels(response)
        right = [name for name in self._right(attribute(response, "ident")) if name in labels]
        return ordering_item(stem, [labels[name] for name in right])


def _materials(element: Element) -> Iterator[str]:
    """Yield the material in an element, that of its responses apart."""
    for one in element:
        name = tag(one)
        if name == "material":
            yield _html(one)
        elif name in {"flow", "flow_mat", "flow_label"}:
            yield from _materials(one)


def _html(element: Element) -> str:
    """Return the texts and pictures of some material as HTML."""
    from html import escape  # noqa: PLC0415 - only here

    parts: list[str] = []
    for one in element.iter():
        name = tag(one)
        if name == "mattext":
            is_html = "html" in attribute(one, "texttype") or len(one) > 0
            content = inner_html(one) if len(one) else text(one)
            parts.append(content if is_html else escape(content, quote=False))
        elif name == "matimage" and attribute(one, "uri"):
            parts.append(f'<img src="{escape(attribute(one, "uri"))}" alt="{escape(attribute(one, "label"))}">')
    return "".join(parts)


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).strip()
