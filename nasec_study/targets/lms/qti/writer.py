"""What items of all kinds have in QTI: a file with declarations, stem, rules and comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nasec_study.course.model import Item
from nasec_study.targets.lms._identity import item_name
from nasec_study.targets.lms._texts import Texts, cut, title_of
from nasec_study.targets.lms._xml import DECLARATION
from nasec_study.targets.lms.qti.dialect import Dialect
from nasec_study.targets.lms.qti.scoring import SCORE, SHOWN, Scoring, feedback_name

MAX_TITLE = 200


class Body(NamedTuple):
    """What only items of a kind have: the declarations of responses, what stands below the stem, the rules of scoring.

    `comments` are shown after answering: each a test ('' for always), a name and the HTML. `stem` takes the place of
    the item's stem where the responses stand in it.
    """

    declarations: str
    interaction: str
    rules: str
    comments: Sequence[tuple[str, str, str]] = ()
    stem: str = ""


@dataclass(frozen=True)
class Writer:
    """Writes items in a dialect."""

    texts: Texts
    dialect: Dialect

    @property
    def scoring(self) -> Scoring:
        """What writes declarations and rules."""
        return Scoring(self.dialect, self.texts.gives_partial_credit)

    def item(self, item: Item, points: Decimal, body: Body) -> str:
        """Return the file of an item that is worth some points, with what only its kind has."""
        made = self.dialect.element
        feedback = self.texts.feedback(item)
        comments = [*body.comments, *([("", "GENERAL", feedback)] if feedback else [])]
        outcomes = [
            self.scoring.outcome_declaration(SCORE, "float", "0"),
            self.scoring.outcome_declaration("MAXSCORE", "float", f"{points:f}"),
            *(self.scoring.outcome_declaration(feedback_name(name), "identifier") for _, name, _ in comments),
        ]
        rules = [self.scoring.comment_rule(test, name) for test, name, _ in comments]
        stem = body.stem or self.texts.stem(item)
        shown = f"<div>{self.dialect.html(self.texts.stimulus(item))}</div>" if item.stimulus else ""
        return DECLARATION + self.dialect.root(
            "assessmentItem",
            body.declarations,
            *outcomes,
            made("itemBody", f"{shown}<div>{self.dialect.html(stem)}</div>", body.interaction),
            made("responseProcessing", body.rules, *rules),
            *(self.comment(name, html) for _, name, html in comments),
            identifier=item_name(self.texts.course.settings.code, item),
            title=cut(title_of(item), MAX_TITLE),
            label=item.id,
            **{"xml:lang": self.texts.language},
            adaptive="false",
            timeDependent="false",
        )

    def comment(self, name: str, html: str) -> str:
        """Return the comment of a name, which a rule shows after answering."""
        return self.dialect.element(
            "modalFeedback",
            self.content(html),
            outcomeIdentifier=feedback_name(name),
            identifier=SHOWN,
            showHide="show",
        )

    def content(self, html: str) -> str:
        """Return what a comment or a rubric holds: QTI 3.0 wants an element around it."""
        inner = self.dialect.html(html)
        return self.dialect.element("contentBody", inner) if self.dialect.is_kebab else inner

    def option(self, element: str, name: str, html: str, **attributes: str) -> str:
        """Return an option as an element of this name."""
        return self.dialect.element(element, self.dialect.html(html), identifier=name, **attributes)
