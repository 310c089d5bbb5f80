"""Numbers in foreign questions: answers that may be off a little, and what an answer and a question earn."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from nasec_study.course.model.base import HALF, MAX_POINTS, MAX_POWER
from nasec_study.importers.shared.bank import Fields, NoItem
from nasec_study.importers.shared.texts import Texts

# What a right answer earns, in percent.
FULL = 100


def numeric_item(stem: str, value: str, tolerance: str = "", unit: str = "") -> Fields:
    """Return a question whose answer is a number."""
    number, margin = decimal_of(value), decimal_of(tolerance.removesuffix("%") or "0")
    percent = "%" if tolerance.endswith("%") else ""
    made: Fields = {"type": "numeric", "stem": stem, "value": typed(number)}
    if margin:
        made["tolerance"] = f"{typed(abs(margin))}{percent}"
    return made | ({"unit": unit} if unit else {})


def figure_item(stem: str, exact: str, low: str, high: str, unit: str = "") -> Fields:
    """Return a question whose answer is a number, or lies between two; '' for what is not told. Raises NoItem.

    Of two alone, the answer is their middle.
    """
    if not (low and high):
        if not exact:
            raise NoItem("it has no right answer")
        return numeric_item(stem, exact, unit=unit)
    bottom, top = decimal_of(low), decimal_of(high)
    middle = decimal_of(exact) if exact else (bottom + top) / 2
    return numeric_item(stem, typed(middle), typed(max(top - middle, middle - bottom)), unit)


def decimal_of(text: str) -> Decimal:
    """Return a number. Raises NoItem for what is none."""
    try:
        number = Decimal(text.strip().replace("−", "-"))
    except InvalidOperation as error:
        raise NoItem(f"'{text.strip()}' is not a number") from error
    if not number.is_finite():
        raise NoItem(f"'{text.strip()}' is not a number")
    if abs(number.adjusted()) > MAX_POWER:
        raise NoItem(f"'{text.strip()}' is too large or too small a number")
    return number


def earned(text: str) -> float:
    """Return what an answer earns, as the number in a file says; 0 for what is no number."""
    try:
        return float(text)
    except ValueError:
        return 0


def points_told(texts: Texts, text: str, items: int = 1) -> Fields:
    """Return the `points` of each of the items that a question makes.

    Nothing for a question of one point, or for a number that no item may have, which is told.
    """
    try:
        points = decimal_of(text)
    except NoItem:
        return {}
    if points == 1:
        return {}
    points /= items
    if HALF <= points <= MAX_POINTS and not points % HALF:
        return {"points": typed(points)}
    shown = typed(points) if items == 1 else f"{points:.3g}"
    texts.leave(f"its {shown} points, since an item has whole or half ones")
    return {}


def with_points(texts: Texts, made: Sequence[Fields], text: str) -> list[Fields]:
    """Return the items that a question makes with the points of each, unless a rubric tells them."""
    return [fields if "rubric" in fields else fields | points_told(texts, text, len(made)) for fields in made]


def typed(number: Decimal) -> str:
    """Return a number as one types it, without needless zeros."""
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if len(plain) <= 16 else str(number.normalize()).replace("E+", "e").replace("E", "e")  # noqa: PLR2004
