"""A question of QTI 1.2, taken apart: which item it makes, what is said of it, and what it is worth."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap

from nasec_study.importers.qti12.feedback import Said
from nasec_study.importers.qti12.parts import (
    RESPONSES,
    asked,
    grouped,
    html_of,
    label_html,
    materials,
    metadata_of,
    named_in,
    names_of,
    points_in_group,
    points_of,
    says_right,
    untagged,
    wants_several,
    with_blank,
    with_marks,
)
from nasec_study.importers.shared.bank import Fields, NoItem
from nasec_study.importers.shared.gaps import cloze_item, gap_answers, leave_offered, stand_in
from nasec_study.importers.shared.kinds import (
    JUDGED,
    matching_items,
    ordering_item,
    paired_items,
    typed_item,
    written_item,
)
from nasec_study.importers.shared.numbers import FULL, earned, figure_item, numeric_item, with_points
from nasec_study.importers.shared.options import Option, options_item, with_rationale
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import Element, attribute, child, children, inside, tag, text

# Where programs tell the kind of a question, as Canvas, Brightspace and Blackboard call it; and its points.
_KINDS = ("question_type", "qmd_questiontype", "bbmd_questiontype")
_POINTS = ("points_possible", "qmd_absolutescore_max", "qmd_weighting", "cc_weighting", "points")
_BOUNDS = ("vargte", "vargt", "varlte", "varlt")
# What an answer has to contain.
_CONTAINED = ("varsubset", "varsubstring")
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
        self.said = Said(item, self.conditions)

    @property
    def stem_html(self) -> str:
        """The question's own text: the material that is in no response."""
        return "" if self.presentation is None else asked(self.presentation)

    def filed(self, made: Sequence[Fields]) -> list[Fields]:
        """Return the items that the question makes with their rationale and their points."""
        said = self.said.rest(self.texts)
        whole = [with_rationale(fields, *said) for fields in made]
        # Only in Canvas nothing means nothing; in Blackboard, that nobody has said.
        told = [points_in_group(self.item), *(self.metadata.get(name, "") for name in _POINTS)]
        points = next((one for one in told if earned(one) > 0), self.metadata.get("points_possible", ""))
        return with_points(self.texts, whole, points)

    def items(self) -> list[Fields]:  # noqa: C901, PLR0911 - a kind each
        """Return the items that the question makes. Raises NoItem."""
        if self.kind in _NONE_OF_OURS:
            raise NoItem(f"a question of the kind '{self.kind}' has no counterpart here")
        stem = self.texts.html(self.stem_html)
        single = [one for one in self.responses if tag(one) in {"response_lid", "response_grp"}]
        # Canvas' kinds of which the parts of a question do not tell enough.
        match self.kind:
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
            return [self._options(stem, single[0])]
        return [self._entry()]

    def _entry(self) -> Fields:
        """Return a question whose answer is typed or written, in one place or in several. Raises NoItem."""
        if not self.responses or any(tag(one) == "response_xy" for one in self.responses):
            raise NoItem("it asks nothing that is understood")
        stem = self.texts.html(with_blank(self.presentation, self.responses))
        if any(self._tested(*_BOUNDS)):
            return self._numeric(stem)
        if all(f"[{attribute(one, 'ident')}]" in self.stem_html for one in self.responses):
            return self._blanks()
        if len(self.responses) > 1 or self.kind == "Fill in the Blanks":
            return self._inline()
        if values := self._values():
            return self._typed(stem, values)
        if any(self._tested("varequal")) or tag(self.responses[0]) == "response_num":
            raise NoItem("its right answer is not understood")
        return written_item(stem, self._model_answer())

    def _tested(self, *names: str) -> Iterator[str]:
        """Yield the values with which conditions compare a response by tests of these names, each once."""
        responses = {"", *(name for response in self.responses for name in names_of(response))}
        tests = (one for one in named_in(self.item, *names) if attribute(one, "respident") in responses)
        yield from dict.fromkeys(text(one).strip() for one in tests)

    def _typed(self, stem: str, values: Sequence[str]) -> Fields:
        """Return a question for a text, or for a figure: ILIAS tells its bounds beside it, Sakai in its place."""
        field = next(inside(self.responses[0], "render_fib", "render_fin"), None)
        if field is None or (tag(self.responses[0]) != "response_num" and tag(field) == "render_fib"):
            return typed_item(self.texts, stem, values)
        low, bar, high = values[0].partition("|")
        if bar:
            return figure_item(stem, "", low, high)
        return figure_item(stem, low, attribute(field, "minnumber"), attribute(field, "maxnumber"))

    def _model_answer(self) -> str:
        """Return the answer that is shown to those who mark."""
        keys = [*inside(self.item, "answer_key"), *inside(self.item, "solution")]
        self.said.take(*(attribute(one.getparent(), "ident") for one in keys))
        return self.texts.html("".join(map(html_of, keys)))

    def _labels(self, response: Element) -> dict[str, str]:
        return {attribute(one, "ident"): self.texts.html(label_html(one)) for one in inside(response, "response_label")}

    def _earned(self, response: Element, *tests: str) -> dict[str, float]:
        """Return what values of a response earn, by the conditions that name them, those that they exclude apart."""
        found, names = dict[str, float](), names_of(response)
        for condition in self.conditions:
            points = points_of(condition)
            for equal in named_in(condition, *tests) if points > 0 else ():
                if attribute(equal, "respident") in names:
                    value = text(equal).strip()
                    found[value] = max(points, found.get(value, 0))
        return found

    def _options(self, stem: str, response: Element) -> Fields:
        labels = self._labels(response)
        shares = {name: points for name, points in self._earned(response).items() if name in labels}
        if judged := [] if shares else self._judged(labels):
            self.texts.change(JUDGED)
        shares = shares or dict.fromkeys(judged or self._best(attribute(response, "ident")), FULL)
        most, names = max(shares.values(), default=FULL), names_of(response)
        told = [
            Option(words, FULL * shares.get(name, 0) / most, self.texts.html(self.said.of_option(name, names)))
            for name, words in labels.items()
        ]
        is_several = attribute(response, "rcardinality") == "Multiple" or any(map(wants_several, self.conditions))
        return options_item(self.texts, stem, told, is_single=not is_several)

    def _judged(self, labels: Mapping[str, str]) -> list[str]:
        """Return the labels that are right where each is judged by itself, as OLAT and ILIAS write it."""
        named = {(attribute(equal, "respident"), text(equal).strip()) for equal in inside(self.item, "varequal")}
        called = {value.removesuffix(":correct") for _, value in named if value.endswith(":correct")}
        return [label for label in labels if label in called or (label, "1") in named]

    def _best(self, response: str) -> list[str]:
        """Return what conditions name that earn nothing, but are called right or show the feedback of right answers."""
        return [
            text(equal).strip()
            for condition in self.conditions
            if says_right(condition)
            for equal in named_in(condition)
            if attribute(equal, "respident") == response
        ]

    def _values(self) -> list[str]:
        return [self.texts.plain(value) for one in self.responses for value in self._full(one) if value]

    def _full(self, response: Element) -> list[str]:
        """Return the values of a response that earn most, and note those that earn a part."""
        shares = self._earned(response, *(() if tag(response) == "response_lid" else ("varequal", *_CONTAINED)))
        if not shares.keys().isdisjoint(self._tested(*_CONTAINED)):
            self.texts.change("an answer only had to contain some text, and now has to be that text")
        return gap_answers(self.texts, [*starmap(Option, shares.items())], is_chosen=False)

    def _matching(self, stem: str) -> list[Fields]:
        # Blackboard has the responses in a block of their own, in the order of the labels of each premise.
        blocks = [one for one in inside(self.item, "flow") if attribute(one, "class") == "RIGHT_MATCH_BLOCK"]
        listed = [self.texts.html("".join(materials(one))) for block in blocks for one in block]
        pairs, offered = [], dict[str, str]()
        for response in self.responses:
            labels = self._labels(response)
            if listed:
                labels = dict(zip(labels, listed, strict=False))
            offered |= labels
            right = [name for name in self._earned(response) if name in labels]
            right = right if attribute(response, "rcardinality") == "Multiple" else right[:1]
            place = response.getparent() if listed else response
            premise = self.texts.html("".join(materials(place)))
            pairs += [(premise, labels[name]) for name in right]
            if not right:
                self.texts.leave(f"a premise without a right response: {premise}")
        return paired_items(self.texts, stem, pairs, offered.values())

    def _grouped(self, stem: str, response: Element) -> list[Fields]:
        """Return pairs of labels, of which some belong to a group of others, as ILIAS has them."""
        labels, matched = self._labels(response), grouped(response, self.conditions)
        for name in (name for name, other in matched.items() if other not in labels):
            self.texts.leave(f"a premise without a right response: {labels[name]}")
        pairs = [(labels[name], labels[other]) for name, other in matched.items() if other in labels]
        responses = [words for name, words in labels.items() if name not in matched]
        return matching_items(self.texts, stem, pairs, responses)

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
        """Tell whether all labels of a blank are right: where one types, Canvas' conditions name the first alone."""
        kinds = {attribute(one, "answer_type", "openEntry") for one in inside(response, "response_label")}
        return kinds <= {"openEntry"} and self.kind == "fill_in_multiple_blanks_question"

    def _inline(self) -> Fields:
        """Return a text in which the responses stand in their places."""
        answers, marks = list[list[str]](), dict[Element, str]()
        for response in self.responses:
            values = self._full(response)
            offered = self._labels(response).values()
            leave_offered(self.texts, [words for words in offered if words not in values])
            if any("|" in value for value in values if next(inside(response, "render_fin"), None) is not None):
                raise NoItem("a figure in one of its blanks may lie between two others")
            if any(attribute(one, "minnumber") not in {"", *values} for one in inside(response, "render_fib")):
                self.texts.leave("how far a figure in a gap may be off")
            marks[response] = stand_in(len(answers))
            answers.append([self.texts.plain(value) for value in values])
        return cloze_item(self.texts, with_marks(self.presentation, marks), answers)

    def _numeric(self, stem: str) -> Fields:
        exact = [*self._tested("varequal")]
        low, high = [*self._tested("vargte", "vargt")], [*self._tested("varlte", "varlt")]
        if len(exact) > 1 or len(low) > 1:
            self.texts.leave("other figures that count")
        stated = next((one for one in self.item.iter() if tag(one) == "varequal" and one.get("margin")), None)
        if stated is not None:
            percent = "%" if attribute(stated, "margintype") == "percent" else ""
            return numeric_item(stem, exact[0], f"{attribute(stated, 'margin')}{percent}")
        return figure_item(stem, *(next(iter(told), "") for told in (exact, low, high)))

    def _ordered(self, stem: str, response: Element) -> Fields:
        labels = self._labels(response)
        right = [name for name in self._earned(response) if name in labels]
        if not right and any(equal.get("index") for equal in named_in(self.item)):
            # ILIAS' conditions name places, and its labels stand in the right order.
            right = [*labels]
        if not right:
            raise NoItem("its right order is not understood")
        ends = [untagged(html_of(one)) for one in inside(response, "material") if attribute(one, "position")]
        if any(ends):
            self.texts.leave(f"what stands at the ends of the steps: {'; '.join(filter(None, ends))}")
        return ordering_item(stem, [labels[name] for name in right])
