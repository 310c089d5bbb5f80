"""QTI 2.1 and 2.2, and 3.0 by the same names (IMS QTI, Assessment, Section and Item Information Model)."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations, starmap

from nasec_study.foundation.problems import Where
from nasec_study.importers.qti21.answers import Answers
from nasec_study.importers.qti21.feedback import said_of_answers, said_of_options
from nasec_study.importers.qti21.parts import (
    INTERACTIONS,
    ON_PICTURES,
    model_answer,
    most_points,
    show_what_is_linked,
    without,
)
from nasec_study.importers.shared.bank import Fields, ForeignFile, Imported, NoItem, Shelf
from nasec_study.importers.shared.gaps import cloze_item, gap_answers, leave_offered, stand_in
from nasec_study.importers.shared.kinds import JUDGED, ordering_item, paired_items, typed_item, written_item
from nasec_study.importers.shared.names import OWN_NAME, first_words, stable_key, telling
from nasec_study.importers.shared.numbers import FULL, decimal_of, figure_item, numeric_item, with_points
from nasec_study.importers.shared.options import Option, in_order, options_item, with_rationale
from nasec_study.importers.shared.own import restored, told_by_tags
from nasec_study.importers.shared.packages import documents, folders_of, holds, keywords_in
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import Element, attribute, child, inner_html, inside, tag
from nasec_study.rendering.units import is_signed

NAME = "QTI 2.1"
_DRAWN = ("printedVariable", "setCorrectResponse", "randomInteger", "randomFloat")


def reads(file: ForeignFile) -> bool:
    """Tell whether a file, or one in its archive, is an item of QTI 2 or 3."""
    return holds(file, b"assessmentItem", b"qti-assessment-item")


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the items of a package or of a single file."""
    filed = keywords_in(file)
    for name, root, fetch in documents(file):
        for item in (root, *inside(root, "assessmentItem")):
            if tag(item) != "assessmentItem":
                continue
            texts = Texts(shelf, Where(name, item.sourceline), fetch)
            title, ident = attribute(item, "title").strip(), attribute(item, "identifier")
            with texts.question(title or ident):
                made = _Item(item, texts).items()
                wish, under = telling(title), folders_of(name, file)
                if OWN_NAME.fullmatch(ident):
                    kind, more = told_by_tags(filed.get(name, ()))
                    made = [restored(fields, kind) | more for fields in made]
                    wish, under = attribute(item, "label") or wish, ()
                whole = with_points(texts, made, most_points(item))
                shown = title or first_words(whole[0]) or ident
                yield from texts.imported(whole, shown, key=stable_key(ident), wish=wish, under=under)


class _Item:
    """An item of QTI 2, taken apart."""

    def __init__(self, item: Element, texts: Texts) -> None:
        self.item = item
        self.texts = texts
        body = child(item, "itemBody")
        self.body = item.makeelement("itemBody") if body is None else body
        self.model_answer = model_answer(self.body)
        show_what_is_linked(item, self.body, texts)
        self.answers = Answers(item, texts)
        self.interactions = [one for one in inside(self.body, *INTERACTIONS) if tag(one) != "endAttemptInteraction"]

    def items(self) -> list[Fields]:
        """Return the items that the question makes. Raises NoItem."""
        if not self.interactions:
            raise NoItem("it asks nothing: a text without a question")
        if next(inside(self.item, *_DRAWN), None) is not None:
            raise NoItem("it has numbers that are drawn anew for each student")
        # ONYX lets a program for algebra compare formulas.
        operators = inside(self.item, "customOperator")
        for name in dict.fromkeys(attribute(one, "definition") or attribute(one, "class") for one in operators):
            self.texts.leave(f"how an answer is compared: {name}")
        typed = {"textEntryInteraction", "inlineChoiceInteraction"}
        if {tag(one) for one in self.interactions} <= typed and self._is_inline():
            return self._told([self._gaps()])
        if len(self.interactions) > 1 and not all(child(one, "prompt") is not None for one in self.interactions):
            raise NoItem(f"it asks {len(self.interactions)} things in one item")
        return self._told([fields for one in self.interactions for fields in self._asked(one)])

    def _told(self, made: list[Fields]) -> list[Fields]:
        """Return items with what is shown after a right answer, or any, as their rationale."""
        said = said_of_answers(self.item, self.texts)
        return [with_rationale(fields, *said) for fields in made]

    def _asked(self, interaction: Element) -> list[Fields]:  # noqa: PLR0911 - a kind each
        """Return the items that one interaction makes. Raises NoItem."""
        stem = self._stem(interaction)
        match tag(interaction):
            case "choiceInteraction":
                return [self._choice(stem, interaction)]
            case "orderInteraction":
                return [self._order(stem, interaction)]
            case "matchInteraction" | "associateInteraction":
                return self._match(stem, interaction)
            case "gapMatchInteraction":
                return [self._dragged(interaction)]
            case "hottextInteraction":
                return [self._marked(stem, interaction)]
            case "textEntryInteraction":
                return [self._entry(stem, interaction)]
            case "sliderInteraction":
                ends = (attribute(interaction, name) for name in ("lowerBound", "upperBound"))
                self.texts.change(f"a slider from {' to '.join(ends)} is now a number to type")
                return [self._entry(stem, interaction)]
            case "extendedTextInteraction":
                return [self._written(stem, interaction)]
            case other:
                instead = "; write it as a `picture` item" if other in ON_PICTURES else ""
                raise NoItem(f"QTI's {other} has no counterpart here{instead}")

    def _is_inline(self) -> bool:
        """Tell whether responses stand inside a text, and so are gaps of it; a single figure is asked for by itself."""
        if len(self.interactions) > 1:
            return True
        [one] = self.interactions
        around = " ".join(("".join(one.getparent().itertext())).split())
        offered = " ".join("".join(one.itertext()).split())
        return len(around) > len(offered) + 1 and not self.answers.is_figure(one)

    def _stem(self, interaction: Element) -> str:
        prompt = inner_html(child(interaction, "prompt"))
        parent = interaction.getparent()
        # What stands around a figure to type is its unit.
        is_figure = self.answers.is_figure(interaction)
        left = {parent: ""} if is_figure and tag(parent) in {"p", "div"} and self._unit(interaction) else {}
        # Within a text, a figure keeps its place.
        blank = "_____" if is_figure and re.search(r"\w", interaction.tail or "") else ""
        words = {one: without(one, {}) for one in inside(interaction, "hottext")}
        shown = without(interaction, words) if words else blank
        marks = {**dict.fromkeys(self.interactions, ""), interaction: shown, **left}
        around = self.texts.html(without(self.body, marks))
        asked = self.texts.html(prompt)
        return "\n\n".join(filter(None, (around, asked if asked != around else "")))

    def _unit(self, interaction: Element) -> str:
        """Return the words beside a figure to type, where before it stands nothing, or the sign of a currency alone."""
        parent = interaction.getparent()
        before = (parent.text or "").strip()
        is_alone = (
            tag(interaction) == "textEntryInteraction" and (not before or is_signed(before)) and parent is not self.body
        )
        return self.texts.html(without(parent, {interaction: ""})) if is_alone else ""

    def _options(self, parent: Element, name: str) -> dict[str, str]:
        """Return options as Markdown by their identifiers, without what is shown behind them."""
        return {attribute(one, "identifier"): self.texts.html(without(one, {})) for one in inside(parent, name)}

    def _choice(self, stem: str, interaction: Element) -> Fields:
        right, why = self.answers.right(interaction), said_of_options(self.item, interaction, self.texts)
        is_single = attribute(interaction, "maxChoices") == "1"
        shares = self.answers.shares(interaction) if is_single else dict.fromkeys(right, float(FULL))
        told = [
            Option(words, shares.get(name, 0), why.get(name, ""))
            for name, words in self._options(interaction, "simpleChoice").items()
        ]
        return options_item(self.texts, stem, told, is_single=is_single)

    def _marked(self, stem: str, interaction: Element) -> Fields:
        """Return a text of which words are marked as a choice among these, in their order. Raises NoItem."""
        words, shares = self._options(interaction, "hottext"), self.answers.shares(interaction)
        if len({*words.values()}) < len(words):
            raise NoItem("the same words may be marked in several places of its text")
        told = [Option(text, shares.get(name, 0)) for name, text in words.items()]
        is_single = attribute(interaction, "maxChoices") == "1"
        return in_order(options_item(self.texts, stem, told, is_single=is_single), [*words.values()])

    def _order(self, stem: str, interaction: Element) -> Fields:
        steps = self._options(interaction, "simpleChoice")
        return ordering_item(stem, [steps[name] for name in self.answers.right(interaction) if name in steps])

    def _match(self, stem: str, interaction: Element) -> list[Fields]:
        sets = list(inside(interaction, "simpleMatchSet"))
        offered = [self._options(part, "simpleAssociableChoice") for part in sets or [interaction]]
        premises, responses = offered[0], offered[-1]
        right = [pair for value in self.answers.right(interaction) if len(pair := value.split()) == 2]  # noqa: PLR2004
        known = [(one, other) for one, other in right if one in premises and other in responses]
        matched = {one for one, _ in right}
        for words in (words for name, words in premises.items() if sets and name not in matched):
            self.texts.leave(f"a premise without a right response: {words}")
        if judged := _judgments(interaction, [*responses]):
            self.texts.change(JUDGED)
            return [options_item(self.texts, stem, [Option(premises[one], other == judged) for one, other in known])]
        pairs = [(premises[one], responses[other]) for one, other in known]
        return paired_items(self.texts, stem, pairs, responses.values() if sets else ())

    def _dragged(self, interaction: Element) -> Fields:
        """Return a text into whose gaps words are dragged. Raises NoItem."""
        words = {name: text for name, text in self._options(interaction, "gapText").items() if text}
        placed: dict[str, dict[str, float]] = {}
        for pair, share in self.answers.shares(interaction).items():
            for word, gap in permutations(pair.split(), 2):
                if word in words:
                    placed.setdefault(gap, {})[words[word]] = share
        gaps = [*inside(interaction, "gap")]
        told = [placed.get(attribute(gap, "identifier"), {}) for gap in gaps]
        answers = [gap_answers(self.texts, [*starmap(Option, one.items())], is_chosen=False) for one in told]
        leave_offered(self.texts, [word for word in words.values() if not any(word in one for one in told)])
        marks = {gap: stand_in(number) for number, gap in enumerate(gaps)}
        shown = inner_html(interaction, marks, ("gapText", "gapImg"))
        return cloze_item(self.texts, without(self.body, {interaction: shown}), answers)

    def _written(self, stem: str, interaction: Element) -> Fields:
        """Return a question that is answered in writing, or typed where rules compare the answer with some text."""
        spelled = [self.texts.plain(one) for one in self.answers.matched(attribute(interaction, "responseIdentifier"))]
        if spelled:
            return typed_item(self.texts, stem, spelled)
        stated = "\n\n".join(self.texts.plain(one) for one in self.answers.right(interaction))
        return written_item(stem, self.texts.html(self.model_answer) or stated)

    def _entry(self, stem: str, interaction: Element) -> Fields:
        if not self.answers.is_figure(interaction):
            return typed_item(self.texts, stem, [self.texts.plain(one) for one in self.answers.spellings(interaction)])
        right = self.answers.right(interaction)
        if bounds := self.answers.bounds():
            return figure_item(stem, "".join(right[:1]), *bounds, self._unit(interaction))
        equal = next((one for one in inside(self.item, "equal") if attribute(one, "tolerance").strip()), None)
        off = [decimal_of(one) for one in attribute(equal, "tolerance").split()] if equal is not None else []
        percent = "%" if equal is not None and attribute(equal, "toleranceMode") == "relative" else ""
        if len({*off}) > 1:
            self.texts.change(
                f"an answer may be off by {off[0]} below and {off[1]} above; now by the larger on both sides"
            )
        if not right:
            raise NoItem("it has no right answer")
        return numeric_item(stem, right[0], f"{max(off)}{percent}" if off else "", self._unit(interaction))

    def _gaps(self) -> Fields:
        answers, marks = list[list[str]](), dict[Element, str]()
        for one in self.interactions:
            is_chosen = tag(one) == "inlineChoiceInteraction"
            right = self._chosen(one) if is_chosen else [*map(self.texts.plain, self.answers.spellings(one))]
            answers.append(right)
            if self.answers.is_figure(one) and next(inside(self.item, "equal", "gte", "lte"), None) is not None:
                self.texts.leave("how far a figure in a gap may be off")
            marks[one] = stand_in(len(answers) - 1)
        return cloze_item(self.texts, without(self.body, marks), answers)

    def _chosen(self, interaction: Element) -> list[str]:
        """Return the right ones of the words that a gap offers; note the others."""
        offered, shares = self._options(interaction, "inlineChoice"), self.answers.shares(interaction)
        told = [Option(words, shares.get(name, 0)) for name, words in offered.items()]
        return gap_answers(self.texts, told, is_chosen=True)


def _judgments(interaction: Element, responses: Sequence[str]) -> str:
    """Return the response that calls a premise right, where premises are judged, as OpenOlat writes it; else ''."""
    if {*responses} == {"correct", "wrong"}:
        return "correct"
    is_judged = "match_true_false" in attribute(interaction, "class").split() and len(responses) == 3  # noqa: PLR2004
    return responses[1] if is_judged else ""
