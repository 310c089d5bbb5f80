"""A question of QTI 1.2, taken apart: which item it makes, what is said of it, and what it is worth."""

from nasec_study.foundation.problems import counted
from nasec_study.importers._bank import Fields, NoItem
from nasec_study.importers._gaps import cloze_item, stand_in
from nasec_study.importers._kinds import (
    leave_offered,
    leave_partial,
    matching_items,
    ordering_item,
    typed_item,
    written_item,
)
from nasec_study.importers._numbers import FULL, decimal_of, earned, interval_item, numeric_item, typed, with_points
from nasec_study.importers._options import Weighed, weighed_item, with_rationale
from nasec_study.importers._qti12 import (
    RESPONSES,
    asked,
    grouped,
    html_of,
    materials,
    metadata_of,
    names_of,
    points_of,
    untagged,
    wants_several,
    with_marks,
)
from nasec_study.importers._texts import Texts
from nasec_study.importers._xml import Element, attribute, child, children, inside, tag, text

# What is said of any right answer, or of any answer; and of any wrong one.
_OF_ANY = ("general_fb", "correct_fb", "correct", "Correct")
_OF_WRONG = ("general_incorrect_fb", "incorrect", "Incorrect")
# Where programs tell the kind of a question, as Canvas, Brightspace and Blackboard call it; and its points.
_KINDS = ("question_type", "qmd_questiontype", "bbmd_questiontype")
_POINTS = ("points_possible", "qmd_absolutescore_max", "qmd_weighting", "cc_weighting", "points")
_NONE_OF_OURS = frozenset(
    {
        *("file_upload_question", "calculated_question", "formula_question", "categorization_question"),
        *("hot_spot_question", "Arithmetic", "Significant Figures", "Multi-Short Answer", "Likert", "Calculated"),
        *("File Upload", "Hot Spot", "Jumbled Sentence", "Opinion Scale", "Quiz Bowl"),
    }
)


class Question:
    """An item of QTI 1.2, taken apart."""

    def __init__(self, item: Element, texts: Texts) -> None:
        self.item = item
        self.texts = texts
        self.presentation = child(item, "presentation")
        self.metadata = metadata_of(item)
        self.kind = next((self.metadata[name] for name in _KINDS if self.metadata.get(name)), "")
        self.responses = list(inside(item, *RESPONSES))
        self.conditions = list(inside(item, "respcondition"))
        self.said = {attribute(one, "ident"): html_of(one) for one in children(item, "itemfeedback")}
        # The feedback that stands with an option.
        self.used: set[str] = set()

    @property
    def stem_html(self) -> str:
        """The question's own text: the material that is in no response."""
        return "" if self.presentation is None else asked(self.presentation)

    def filed(self, fields: Fields, items: int) -> Fields:
        """Return one of the `items` that the question makes with its rationale and its points."""
        said = {name: html for name, html in self.said.items() if name not in self.used}
        said = {name: html for name, html in said.items() if untagged(html) or "<img" in html}
        wrong = [name for name in said if name in _OF_WRONG or (name not in _OF_ANY and not self._is_of_any(name))]
        if wrong:
            self.texts.leave(f"feedback on some answers: {'; '.join(untagged(said[name])[:60] for name in wrong)}")
        kept = [self.texts.html(html) for name, html in said.items() if name not in wrong]
        if hints := list(children(self.item, "hint")):
            self.texts.leave(counted(len(hints), "hint"))
        whole = with_rationale(fields, *kept)
        # Only in Canvas nothing means nothing; in Blackboard, that nobody has said.
        told = [self.metadata[name] for name in _POINTS if earned(self.metadata.get(name, "")) > 0]
        points = next(iter(told), self.metadata.get("points_possible", ""))
        return with_points(self.texts, whole, points, items)

    def _is_of_any(self, name: str) -> bool:
        """Tell whether feedback is shown whatever the answer: by no condition, or one that tests nothing."""
        shown = [
            condition
            for condition in self.conditions
            if any(attribute(one, "linkrefid") == name for one in children(condition, "displayfeedback"))
        ]
        return not shown or all(next(inside(one, "varequal"), None) is None for one in shown)

    def items(self) -> list[Fields]:  # noqa: C901, PLR0911 - a kind each
        """Return the items that the question makes. Raises NoItem."""
        if self.kind in _NONE_OF_OURS:
            raise NoItem(f"a question of the kind '{self.kind}' has no counterpart here")
        stem = self.texts.html(self.stem_html)
        single = [one for one in self.responses if tag(one) in {"response_lid", "response_grp"}]
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
        if any(attribute(one, "match_group") for one in inside(self.item, "response_label")):
            return self._grouped(stem, single[0])
        if len(single) == 1 and attribute(single[0], "rcardinality") == "Ordered":
            return [self._ordered(stem, single[0])]
        if len(single) > 1:
            return self._matching(stem)
        if single:
            return [self._options(stem)]
        return [self._entry(stem)]

    def _entry(self, stem: str) -> Fields:
        """Return a question whose answer is typed or written, in one place or in several. Raises NoItem."""
        if not self.responses or any(tag(one) == "response_xy" for one in self.responses):
            raise NoItem("it asks nothing that is understood")
        if any(tag(one) in {"vargte", "varlte", "vargt", "varlt"} for one in self.item.iter()):
            return self._numeric(stem)
        if all(f"[{attribute(one, 'ident')}]" in self.stem_html for one in self.responses):
            return self._blanks()
        if len(self.responses) > 1 or self.kind == "Fill in the Blanks":
            return self._inline()
        if values := self._values():
            return typed_item(self.texts, stem, values)
        if any(True for _ in inside(self.item, "varequal")) or tag(self.responses[0]) == "response_num":
            raise NoItem("its right answer is not understood")
        return written_item(stem, self._model_answer())

    def _model_answer(self) -> str:
        """Return the answer that is shown to those who mark."""
        keys = [*inside(self.item, "answer_key"), *inside(self.item, "solution")]
        self.used |= {attribute(one.getparent(), "ident") for one in keys}
        return self.texts.html("".join(map(html_of, keys)))

    def _labels(self, response: Element) -> dict[str, str]:
        return {attribute(one, "ident"): self.texts.html(html_of(one)) for one in inside(response, "response_label")}

    def _earned(self, response: Element) -> dict[str, float]:
        """Return what values of a response earn, by the conditions that name them, those that they exclude apart."""
        found: dict[str, float] = {}
        for condition in self.conditions:
            points = points_of(condition)
            for equal in inside(condition, "varequal") if points > 0 else ():
                if tag(equal.getparent()) != "not" and attribute(equal, "respident") in names_of(response):
                    value = text(equal).strip()
                    found[value] = max(points, found.get(value, 0))
        return found

    def _options(self, stem: str) -> Fields:
        if not self.responses:
            raise NoItem("it has no options")
        response = self.responses[0]
        labels = self._labels(response)
        shares = self._earned(response) or dict.fromkeys(self._best(attribute(response, "ident")), FULL)
        named = self._feedback_names()
        options = []
        for name, words in labels.items():
            said = f"{name}_fb" if self.said.get(f"{name}_fb") else named.get(name, name)
            self.used.add(said)
            share = FULL * shares.get(name, 0) / max(shares.values(), default=FULL)
            options.append(Weighed(words, share, self.texts.html(self.said.get(said, ""))))
        is_several = attribute(response, "rcardinality") == "Multiple" or any(map(wants_several, self.conditions))
        return weighed_item(self.texts, stem, options, is_single=not is_several)

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
                if len(values) == 1 and name not in {*_OF_ANY, *_OF_WRONG}:
                    found.setdefault(values[0], name)
        return found

    def _values(self) -> list[str]:
        return [self.texts.plain(value) for one in self.responses for value in self._full(one) if value]

    def _full(self, response: Element) -> list[str]:
        """Return the values of a response that earn most, and note those that earn a part."""
        shares = self._earned(response)
        most = max(shares.values(), default=0)
        leave_partial(self.texts, [value for value, points in shares.items() if points < most])
        return [value for value, points in shares.items() if points == most]

    def _matching(self, stem: str) -> list[Fields]:
        if any(attribute(one, "rcardinality") == "Multiple" and len(self._earned(one)) > 1 for one in self.responses):
            raise NoItem("a premise has several responses; in a matching item each has one")
        # Blackboard has the responses in a block of their own, in the order of the labels of each premise.
        blocks = [one for one in inside(self.item, "flow") if attribute(one, "class") == "RIGHT_MATCH_BLOCK"]
        listed = [self.texts.html("".join(materials(one))) for block in blocks for one in block]
        pairs, used, every = [], set[str](), dict[str, str]()
        for response in self.responses:
            labels = self._labels(response)
            if listed:
                labels = dict(zip(labels, listed, strict=False))
            every |= labels
            right = next((name for name in self._earned(response) if name in labels), "")
            place = response.getparent() if listed else response
            premise = self.texts.html("".join(materials(place)))
            if right:
                used.add(labels[right])
                pairs.append((premise, labels[right]))
            else:
                self.texts.leave(f"a premise without a right response: {premise}")
        others = [words for words in dict.fromkeys(every.values()) if words not in used]
        return matching_items(self.texts, stem, pairs, others)

    def _grouped(self, stem: str, response: Element) -> list[Fields]:
        """Return pairs of labels, of which some belong to a group of others, as ILIAS has them."""
        labels, matched = self._labels(response), grouped(response, self.conditions)
        for name in (name for name, other in matched.items() if other not in labels):
            self.texts.leave(f"a premise without a right response: {labels[name]}")
        pairs = [(labels[name], labels[other]) for name, other in matched.items() if other in labels]
        others = [words for name, words in labels.items() if name not in {*matched, *matched.values()}]
        return matching_items(self.texts, stem, pairs, others)

    def _blanks(self) -> Fields:
        html, answers = self.stem_html, list[list[str]]()
        for response in self.responses:
            labels = self._labels(response)
            right = self._full(response)
            given = [labels.get(value, self.texts.plain(value)) for value in right]
            name = attribute(response, "ident").removeprefix("response_")
            shown = "".join(untagged(html_of(one)) for one in children(response, "material")) or name
            mark = next((mark for mark in (f"[{shown}]", f"[{name}]") if mark in html), "")
            if not given or not mark:
                raise NoItem(f"its blank [{shown[:40]}] has no right answer, or no place in the text")
            if any(attribute(one, "scoring_algorithm") == "TextRegex" for one in inside(response, "response_label")):
                raise NoItem(f"its blank [{shown[:40]}] is compared with a pattern")
            others = dict.fromkeys(words for label, words in labels.items() if label not in right)
            offered = [words for words in others if words not in {"", *given}]
            if self._is_typed(response):
                given += offered
            else:
                leave_offered(self.texts, offered)
            html = html.replace(mark, stand_in(len(answers)), 1)
            answers.append(given)
        return cloze_item(self.texts, html, answers)

    def _is_typed(self, response: Element) -> bool:
        """Tell whether all labels of a blank are right: Canvas' conditions name the first alone, which is typed."""
        is_classic = not any(attribute(one, "scoring_algorithm") for one in inside(response, "response_label"))
        return is_classic and self.kind == "fill_in_multiple_blanks_question"

    def _inline(self) -> Fields:
        """Return a text in which the responses stand in their places."""
        answers, marks = list[list[str]](), dict[Element, str]()
        for response in self.responses:
            values = self._full(response)
            if not values:
                raise NoItem("one of its blanks has no right answer")
            offered = self._labels(response).values()
            leave_offered(self.texts, [words for words in offered if words not in values])
            marks[response] = stand_in(len(answers))
            answers.append([self.texts.plain(value) for value in values])
        return cloze_item(self.texts, with_marks(self.presentation, marks), answers)

    def _numeric(self, stem: str) -> Fields:
        exact = [text(one).strip() for one in self.item.iter() if tag(one) == "varequal"]
        low = [text(one).strip() for one in self.item.iter() if tag(one) in {"vargte", "vargt"}]
        high = [text(one).strip() for one in self.item.iter() if tag(one) in {"varlte", "varlt"}]
        if len(exact) > 1 or len(low) > 1:
            self.texts.leave("other figures that count")
        stated = next((one for one in self.item.iter() if tag(one) == "varequal" and one.get("margin")), None)
        if stated is not None:
            percent = "%" if attribute(stated, "margintype") == "percent" else ""
            return numeric_item(stem, exact[0], f"{attribute(stated, 'margin')}{percent}")
        if exact and low and high:
            margin = max(decimal_of(high[0]) - decimal_of(exact[0]), decimal_of(exact[0]) - decimal_of(low[0]))
            return numeric_item(stem, exact[0], typed(margin))
        if exact:
            return numeric_item(stem, exact[0])
        if low and high:
            return interval_item(stem, low[0], high[0])
        raise NoItem("it has no right answer")

    def _ordered(self, stem: str, response: Element) -> Fields:
        labels = self._labels(response)
        right = [name for name in self._earned(response) if name in labels]
        if not right:
            raise NoItem("its right order is not understood")
        ends = [untagged(html_of(one)) for one in inside(response, "material") if attribute(one, "position")]
        if any(ends):
            self.texts.leave(f"what stands at the ends of the steps: {'; '.join(filter(None, ends))}")
        return ordering_item(stem, [labels[name] for name in right])
