"""What a platform shows of an item, as HTML before any format wraps it: stems, feedback, rubrics, pictures."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from html import escape
from typing import NamedTuple

from nasec_study.checks.shown import texts
from nasec_study.course.model import (
    Cloze,
    Course,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.course.model.kinds.base import Alternative
from nasec_study.rendering.asked import prompt
from nasec_study.rendering.locales import number_html, number_text, translations
from nasec_study.rendering.markup import (
    Gap,
    blocks_of,
    fill_gaps,
    for_platforms,
    gaps,
    gaps_behind_formulas,
    html_of,
    name_html,
    pictures,
    to_plain,
    with_formulas,
)
from nasec_study.sheets.points import rubric_points
from nasec_study.targets._citations import citation_texts
from nasec_study.targets._context import context_of
from nasec_study.targets._contract import Job
from nasec_study.targets._descriptions import description_of
from nasec_study.targets._pictures import NUMBERED, pictures_in
from nasec_study.targets._recordings import own_script, quoted
from nasec_study.targets._spellings import tolerance_text

# What platforms set as a formula wherever it stands in a text; they join no text over a tag.
_MATHS = re.compile(r"<[^>]*>|(?:\\|&#92;)(?=[(\[])|\$(?=\$)|\[(?=/?tex\])", re.IGNORECASE)
_SOURCE = re.compile(r'src="((?:media|pictures)/[^"]+)"')
_SIGNS = re.compile(r"\\|&#92;|\$\$|\[tex\]", re.IGNORECASE)
_PLAYER = re.compile(r"<p><audio\b.*?</audio></p>")
# The longest name of a question, or of what questions are filed under.
MAX_NAME = 255
_CODE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_LINES = re.compile(r"\s*\n\s*", re.ASCII)


class Response(NamedTuple):
    """A response of a matching item, as HTML, and as plain text for lists that show nothing else."""

    html: str
    plain: str


class Matches(NamedTuple):
    """Premises as HTML, and their responses in the same order; responses that match no premise come last."""

    premises: tuple[str, ...]
    responses: tuple[Response, ...]

    @property
    def pairs(self) -> tuple[tuple[str, Response], ...]:
        """Each response behind its premise, which is '' where it matches none."""
        none = [""] * (len(self.responses) - len(self.premises))
        return tuple(zip((*self.premises, *none), self.responses, strict=True))


def title_of(item: Item) -> str:
    """Return the question of an item in one line of plain text, without answers, for lists of questions."""
    return to_plain(prompt(item))


def texts_of(item: Item, course: Course) -> Iterator[str]:
    """Yield every text of an item, and of the stimulus that it stands on."""
    things = (item, course.stimulus_of(item))
    yield from (text for thing in things if thing for _, text in texts(thing))


def cut(text: str, most: int) -> str:
    """Return a text of at most `most` characters: of a longer one the beginning, with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def reason(option: Alternative) -> str:
    """Return an option and what is noted on it as the HTML of a comment."""
    parts = (option.text, option.note)
    return "".join(map(blocks_of, parts)) if "\n" in "".join(parts) else f"<p>{': '.join(map(html_of, parts))}</p>"


def player(audio: str) -> str:
    """Return the HTML that plays a recording; '' for no recording."""
    return f'<p><audio controls="controls" src="{audio}"></audio></p>' if audio else ""


def one_line(html: str) -> str:
    """Return HTML in one line, for formats of lines, which play nothing either; lines of code keep their ends."""
    pieces = _CODE.split(_PLAYER.sub("", html))
    return "".join(
        piece.replace("\n", "<br />") if piece.startswith("<pre>") else _LINES.sub(" ", piece) for piece in pieces
    ).strip()


def inert(html: str) -> str:
    """Return HTML in which a platform finds no formula but those that the author wrote as such."""
    return with_formulas(html, for_platforms, _defused)


def with_files_in(folder: str, html: str) -> str:
    """Return HTML whose pictures and sounds lie in a folder."""
    return _SOURCE.sub(lambda match: f'src="{folder}/{file_name(match[1])}"', html) if "src=" in html else html


def file_name(address: str) -> str:
    """Return the name under which a file lies in its folder: drawn pictures apart, which may be called like a photo."""
    return address.removeprefix("media/")


def _defused(html: str) -> str:
    if not _SIGNS.search(html):
        return html
    return _MATHS.sub(lambda match: match[0] if match[0][0] == "<" else f"{match[0]}<span></span>", html)


@dataclass(frozen=True)
class Texts:
    """What a course shows on a platform, in the course's language."""

    job: Job

    @property
    def course(self) -> Course:
        """The course."""
        return self.job.course

    @property
    def language(self) -> str:
        """The language of the course."""
        return self.course.settings.language

    @cached_property
    def gettext(self) -> Callable[[str], str]:
        """The translation of our own few words."""
        return translations(self.language).gettext

    @property
    def gives_partial_credit(self) -> bool:
        """Whether a part of an answer earns a part of the points."""
        return self.course.settings.partial_credit

    def stem(self, item: Item) -> str:
        """Return the HTML of what an item asks, without its stimulus; for a cloze text, see `gapped`."""
        return self._context(item) + self._asked(item)

    def _context(self, item: Item) -> str:
        """Return the reading that an item is on, where there are several, unless its name would tell the answer."""
        reading = self.course.reading(context_of(self.course, item)) if len(self.course.readings) > 1 else None
        return f"<p><small>{name_html(reading.cite)}</small></p>" if reading else ""

    def _asked(self, item: Item) -> str:
        match item:
            case Term():
                return f"<p>{escape(self.gettext('Which term is this?'))}</p>{blocks_of(item.definition)}"
            case LabelledPicture():
                picture = self.course.picture_of(item)
                described = description_of(picture, item.asked(picture), self.language)
                shown = f'<img src="pictures/{item.id}{NUMBERED}.svg" alt="{escape(described)}" />'
                return f"{blocks_of(item.stem)}<p>{shown}</p>"
            case Question():
                return blocks_of(item.stem) + player(item.audio)
            case _:
                return blocks_of(item.asks)

    def question(self, item: Item, show: Callable[[Cloze, int, Gap], str]) -> str:
        """Return the HTML of what an item asks, without its stimulus, for formats with no place for a unit or gaps.

        The unit of a number stands in brackets below it; `show` gives the HTML for a gap and its place (from 0).
        """
        if isinstance(item, Cloze):
            return self.gapped(item, partial(show, item))
        unit = f"<p>({html_of(item.unit)})</p>" if isinstance(item, Numeric) and item.unit else ""
        return f"{self.stem(item)}{unit}"

    def gapped(self, item: Cloze, show: Callable[[int, Gap], str]) -> str:
        """Return a cloze text as HTML; `show` gives the HTML for a gap and its place (from 0), a hint stands behind it.

        A gap inside a formula stands behind the formula.
        """
        places = iter(range(len(gaps(item.text))))

        def with_hint(gap: Gap) -> str:
            hint = f" ({html_of(gap.hint)})" if gap.hint else ""
            return f"{show(next(places), gap)}{hint}"

        return self._context(item) + str(fill_gaps(gaps_behind_formulas(item.text), with_hint, blocks_of))

    def stimulus(self, item: Item) -> str:
        """Return the HTML of an item's stimulus; '' if it has none."""
        stimulus = self.course.stimulus_of(item)
        if stimulus is None:
            return ""
        note = (
            blocks_of(stimulus.note).replace("<p>", "<p><small>").replace("</p>", "</small></p>")
            if stimulus.note
            else ""
        )
        title = f"<p><strong>{name_html(stimulus.title)}</strong></p>"
        return f"{title}{blocks_of(stimulus.text)}{player(stimulus.audio)}{note}"

    def feedback(self, item: Item) -> str:
        """Return the HTML that is shown after any answer: the answer, transcripts, its rationale, and citations."""
        places = "; ".join(map(name_html, citation_texts(self.course, item, self.gettext)))
        reason = blocks_of(item.rationale) if item.rationale else ""
        stimulus = self.course.stimulus_of(item)
        heard = quoted(own_script(item)) + quoted(stimulus.script if stimulus else "")
        return "".join([*self._answer(item), heard, reason, f"<p><em>{places}</em></p>" if places else ""])

    def whole_feedback(self, item: Item, points: Decimal) -> str:
        """Return the same behind the rubric and model answer of an essay: for formats with no place for these."""
        return (self.model_answer(item, points) if isinstance(item, Essay) else "") + self.feedback(item)

    def _answer(self, item: Item) -> Iterator[str]:
        """Yield what a platform does not show of the right answer by itself."""
        match item:
            case Term():
                yield player(item.audio)
                forms = "".join(f"<li>{html_of(name)}: {html_of(form)}</li>" for name, form in item.forms.items())
                yield f"<ul>{forms}</ul>" if forms else ""
            case Question():
                yield blocks_of(item.answer)
            case Numeric() if item.margin:
                tolerance = tolerance_text(item, self.language, number_html)
                yield f"<p>{self.gettext('Right within ± %(tolerance)s') % {'tolerance': tolerance}}</p>"
            case TrueFalse() if item.correction:
                yield blocks_of(item.correction)
            case Ordering() if any(step.date for step in item.steps):
                steps = (
                    f"{html_of(step.text)} ({html_of(step.date)})" if step.date else html_of(step.text)
                    for step in item.steps
                )
                yield f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>"
            case Matching():
                yield from (reason(one) for one in item.alternatives if one.note)
            case _:
                pass

    def model_answer(self, item: Essay | Question, points: Decimal) -> str:
        """Return the HTML for the marker of a written answer: its rubric, if any, and the model answer."""
        return (self.rubric(item, points) if isinstance(item, Essay) else "") + blocks_of(item.answer)

    def rubric(self, item: Essay, points: Decimal) -> str:
        """Return the rubric of an essay as a table, scaled to so many points."""
        heads = "".join(f"<th>{escape(self.gettext(word))}</th>" for word in ("Criterion", "Points"))
        shares = (number_text(share, self.language) for share in rubric_points(item, points))
        rows = "".join(
            f"<tr><td>{html_of(row.criterion)}</td><td>{share}</td></tr>"
            for row, share in zip(item.rubric, shares, strict=True)
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def matches(self, item: Matching | LabelledPicture) -> Matches:
        """Return premises and responses of an item; those of a picture are its numbers and its labels."""
        if isinstance(item, LabelledPicture):
            labels = item.asked(self.course.picture_of(item))
            numbers = tuple(str(number) for number in range(1, len(labels) + 1))
            return Matches(numbers, tuple(Response(escape(label), label) for label in labels))
        premises = tuple(html_of(pair.premise) for pair in item.pairs)
        return Matches(premises, tuple(Response(html_of(text), to_plain(text)) for text in item.options))

    def pictures_of(self, item: Item) -> dict[str, bytes]:
        """Return the pictures and recordings that an item and its stimulus show and play, by their addresses."""
        written = map(html_of, filter(pictures, texts_of(item, self.course)))
        return self.pictures("".join((self.stimulus(item), self.stem(item), self.feedback(item), *written)))

    def pictures(self, html: str) -> dict[str, bytes]:
        """Return the pictures that a piece of HTML shows, by their addresses in it."""
        return pictures_in(self.job, html)
