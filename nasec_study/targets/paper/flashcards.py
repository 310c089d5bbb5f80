"""Flashcards to cut out: what stands on the two sides of each card, how large it is set, and where it is printed."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from markupsafe import Markup

from nasec_study.course.model import Deck, Dispute, Item, Matching
from nasec_study.rendering.locales import translations
from nasec_study.rendering.markup import html_of
from nasec_study.sheets.options import options_of
from nasec_study.sheets.plan import taught_items
from nasec_study.targets._citations import citation_texts
from nasec_study.targets._contract import Job, Output, joined
from nasec_study.targets._formulas import set_formulas
from nasec_study.targets._recordings import is_heard
from nasec_study.targets.paper.comparison import Planned
from nasec_study.targets.paper.measure import Paragraph, Style, height_of, least_height_of, paragraphs_of
from nasec_study.targets.paper.pages import PAPERS, page, page_html, put_together
from nasec_study.targets.paper.planned import answered_of, asked_of, planned

SKIPS: Mapping[str, str] = {
    "picture": "its labels would be too small to read on a card",
    "essay": "an argument needs more room than a card has",
}

# Millimeters. Cards have one size, so that those of two papers go into one box.
CARD = (95.0, 63.0)
COLUMNS, ROWS = 2, 4
PADDING = 7.0
_WIDTH = CARD[0] - 2 * PADDING
_ABOVE, _BELOW, _BETWEEN = 5.0, 4.5, 2.0

# Points: the first size in which all of a side fits is taken.
SIZES = tuple(quarters / 4 for quarters in range(48, 31, -1))
FOOT = 7.0
_MILLIMETERS = 25.4 / 72
# How much of the room that is left stands above the text; half of it would look too low.
_DROP = 0.4

STYLES: Mapping[str, Style] = {
    "ask": Style("sans-bold", 0.72),
    "term": Style("sans-bold", 1.5, leading=1.2),
    "stem": Style("serif-regular", gap=0.3),
    "option": Style("serif-regular", 0.94, indent=1.7, gap=0.25),
    "box": Style("serif-regular", 0.94, indent=2.9, gap=0.25),
    "response": Style("serif-regular", 0.94, indent=1.7, gap=0.3),
    "right": Style("sans-bold", gap=0.3),
    "key": Style("sans-bold", indent=1.7, gap=0.3),
    "below": Style("serif-regular", gap=0.5),
    "claim": Style("serif-regular", 0.9, gap=0.4),
    "note": Style("serif-regular", 0.84, gap=0.8),
    "foot": Style("sans-regular", leading=1.25),
}


@dataclass(frozen=True)
class Face:
    """A side of a card: what it says, in which size (points), how far down and how high (mm); the lines at its foot.

    It `is_brief` where there was no room for all of it.
    """

    text: Markup
    size: float
    drop: float
    height: float
    foot: tuple[str, ...]
    is_brief: bool = False


@dataclass(frozen=True)
class Card:
    """A card of a deck; its number stands on the front, its id on the back."""

    number: int
    id: str
    front: Face
    back: Face


def flashcards(job: Job, deck: Deck) -> Iterator[Output]:
    """Yield a deck's cards for printers that flip the paper on its long edge, and on its short edge."""
    parts, sides = _parts(job, deck)
    if sides:
        made = put_together(f"handouts/flashcards-{deck.id}-long-edge.pdf", parts)
        yield made
        yield joined(f"handouts/flashcards-{deck.id}-short-edge.pdf", [made], partial(_turned, sides), "turned")


def _parts(job: Job, deck: Deck) -> tuple[list[Output], int]:
    """Return a deck's sheets, with the page that names what is on none, and how many sides have cards."""
    cards, left_out = cards_of(job, deck)
    sheets = [cards[start : start + COLUMNS * ROWS] for start in range(0, len(cards), COLUMNS * ROWS)]
    values = _values(job)
    # All sheets of a deck have the same styles.
    values["style"] = Markup(page_html(job, "handout/flashcards.css", **values))  # noqa: S704 - the template escapes
    parts = [
        _part(job, deck, number, sheet, values | {"total": len(sheets), "left_out": {}})
        for number, sheet in enumerate(sheets, start=1)
    ]
    if left_out:
        parts.append(_part(job, deck, len(sheets) + 1, (), values | {"printed": len(cards), "left_out": left_out}))
    return parts, 2 * len(sheets)


def _values(job: Job) -> dict[str, Any]:
    """Return the measures of cards, for their templates and styles."""
    width, height = PAPERS[job.course.settings.paper]
    return {
        "styles": STYLES,
        "sizes": SIZES,
        "width": width,
        "height": height,
        "card_size": CARD,
        "padding": PADDING,
        "above": _ABOVE,
        "below": _BELOW,
        "foot_size": FOOT,
        "cuts": _cuts(width, height),
    }


def _part(job: Job, deck: Deck, number: int, sheet: Sequence[Card], values: Mapping[str, Any]) -> Output:
    """Return one sheet of cards, front and back; or, behind the last, the page that names what is on none."""
    name = f"handouts/.sheets/flashcards-{deck.id}-{number}"
    template = "handout/flashcards.html.j2"
    return page(job, name, template, planned=_planned(job, sheet), deck=deck, nth=number, sheet=sheet, **values)


def _turned(sides: int, pdfs: Iterable[bytes]) -> bytes:
    """Return the only PDF with all backs among its first `sides` pages turned by half a turn.

    On paper that is flipped top to bottom they lie behind their fronts, and a card that is turned like a
    page reads upright.
    """
    import pikepdf  # noqa: PLC0415 - only where cards are printed

    [pdf] = pdfs
    with pikepdf.open(BytesIO(pdf)) as document:
        for back in document.pages[1:sides:2]:
            _, _, width, height = back.mediabox
            back.contents_add(f"q -1 0 0 -1 {width} {height} cm\n".encode(), prepend=True)
            back.contents_add(b"\nQ")
            back.contents_coalesce()
        turned = BytesIO()
        document.save(turned, deterministic_id=True)
    return turned.getvalue()


def cards_of(job: Job, deck: Deck) -> tuple[tuple[Card, ...], Mapping[str, list[str]]]:
    """Return a deck's cards, and by the reason the ids of items that no card can hold."""
    things: list[Item | Dispute] = [*taught_items(job.course, deck)]
    things += job.course.disputes if deck.disputes else ()
    cards: list[Card] = []
    left_out: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        if reason := _obstacle(thing):
            left_out[reason].append(thing.id)
            continue
        said = _said(thing)
        front = _face(job, deck, thing, said, "front")
        if isinstance(front, str):
            left_out[front].append(thing.id)
            continue
        back = _face(job, deck, thing, said, "back", lettered=not front.is_brief)
        if isinstance(back, str):
            left_out[back].append(thing.id)
        else:
            cards.append(Card(len(cards) + 1, thing.id, front, back))
    return tuple(cards), left_out


def _planned(job: Job, cards: Iterable[Card]) -> Iterator[Planned]:
    """Yield what the fronts of cards must show; that of a matching without its responses may be in brief."""
    for card in cards:
        if item := job.course.item(card.id):
            options = () if isinstance(item, Matching) else options_of(item, "flashcards")
            asked = (*asked_of(item), *(html_of(option.text) for option in options))
            yield planned(job.course, item, f"front-{card.number}", asked)
            yield planned(job.course, item, f"back-{card.number}", answered_of(item))


def _obstacle(thing: Item | Dispute) -> str:
    """Return why a card cannot hold something whatever its length; nothing where it can."""
    if isinstance(thing, Dispute):
        return ""
    if is_heard(thing):
        return "sound"
    return thing.type if thing.type in SKIPS else "stimulus" if thing.stimulus else ""


def _face(
    job: Job, deck: Deck, thing: Item | Dispute, said: Mapping[str, Any], side: str, *, lettered: bool = True
) -> Face | str:
    """Return a side of a card from what is `said`; why there is none where even that in brief finds no room.

    In brief an answer stands without its note, and what is to be matched without the list to choose from: then its back
    is not `lettered` as that list would be.
    """
    foot = _foot(job, deck, thing, side)
    room = CARD[1] - _ABOVE - _BELOW - _BETWEEN - _height_of_foot(foot)
    obstacle = "stimulus"
    for brief in (False, True):
        text = Markup(page_html(job, "handout/card.html.j2", side=side, brief=brief, lettered=lettered, **said))  # noqa: S704 - the template escapes
        paragraphs = paragraphs_of(set_formulas(text, job.course.settings.language).html, STYLES)
        if paragraphs is None:
            # It shows a picture or a table.
            continue
        obstacle = "length"
        # The least height falls with the size: all that come before the first one that may do are too large.
        too_large = bisect_left(SIZES, 1, key=partial(_may_fit, paragraphs, room))
        for size in SIZES[too_large:]:
            em = size * _MILLIMETERS
            height = height_of(paragraphs, _WIDTH / em) * em
            if height <= room:
                drop = _DROP * (room - height)
                return Face(text, size, drop, room - drop, foot, brief)
    return obstacle


def _may_fit(paragraphs: Sequence[Paragraph], room: float, size: float) -> bool:
    """Tell whether paragraphs of a size may fit into a room, if each of their lines were full."""
    em = size * _MILLIMETERS
    return least_height_of(paragraphs, _WIDTH / em) * em <= room


def _foot(job: Job, deck: Deck, thing: Item | Dispute, side: str) -> tuple[str, ...]:
    """Return the lines at the foot of a side: the deck of a front, the sources and the id of a back."""
    if side == "front":
        return (deck.title,)
    if isinstance(thing, Dispute):
        return (thing.id,)
    gettext = translations(job.course.settings.language).gettext
    return (*citation_texts(job.course, thing, gettext), thing.id)


def _height_of_foot(lines: Iterable[str]) -> float:
    """Return how high the lines at the foot of a side are (mm), beside the card's number."""
    em = FOOT * _MILLIMETERS
    return height_of([Paragraph(line, STYLES["foot"]) for line in lines], (_WIDTH - 8) / em) * em


def _said(thing: Item | Dispute) -> dict[str, Any]:
    """Return what the template prints on a card."""
    if isinstance(thing, Dispute):
        return {"kind": "dispute", "item": thing, "options": (), "note": thing.advice}
    return {
        "kind": thing.type,
        "item": thing,
        "options": options_of(thing, "flashcards"),
        "note": thing.rationale,
    }


def _cuts(width: float, height: float) -> list[tuple[float, float]]:
    """Return where cuts cross, in millimeters."""
    left, top = (width - COLUMNS * CARD[0]) / 2, (height - ROWS * CARD[1]) / 2
    return [(left + column * CARD[0], top + row * CARD[1]) for row in range(ROWS + 1) for column in range(COLUMNS + 1)]
