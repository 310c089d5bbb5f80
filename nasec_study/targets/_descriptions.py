"""A labelled picture in words, for who cannot see it: numbers stand for the labels that are asked."""

from collections.abc import Iterator, Sequence

from nasec_study.course.model import Picture
from nasec_study.rendering.locales import number_text
from nasec_study.rendering.speech import sentence
from nasec_study.rendering.units import figure_text

# So many points of a series are told.
_TOLD = 12


def description_of(picture: Picture, asked: Sequence[str], language: str) -> str:
    """Return a description of a picture in words, with numbers in place of the labels that are asked.

    It is never empty: where title and description tell a label and nothing else is known, it is the numbers.
    """
    numbers = {label: str(number) for number, label in enumerate(asked, start=1)}
    told = (picture.title, picture.alt)
    harmless = [sentence(text) for text in told if not any(label.casefold() in text.casefold() for label in asked)]
    parts = "; ".join(_parts(picture, numbers, language))
    return " ".join(filter(None, (*harmless, sentence(parts)))) or ", ".join(numbers.values())


def _parts(picture: Picture, numbers: dict[str, str], language: str) -> Iterator[str]:
    """Yield the events, bars, series of points, or rows of boxes and their arrows."""
    for event in picture.events:
        yield f"{event.date}: {numbers.get(event.label, event.label)}"
    for bar in picture.bars:
        values = [figure_text(value, picture.unit, language) for value in bar.values]
        if picture.series:
            values = [f"{name} {value}" for name, value in zip(picture.series, values, strict=True)]
        yield f"{numbers.get(bar.label, bar.label)}: {', '.join(values)}"
    axes = ", ".join(
        f"{axis.name} ({axis.unit})" if axis.unit else axis.name for axis in (picture.x, picture.y) if axis
    )
    for series in (*picture.lines, *picture.scatter):
        points = ", ".join(f"{number_text(x, language)} → {number_text(y, language)}" for x, y in series.points[:_TOLD])
        more = " …" if len(series.points) > _TOLD else ""
        yield f"{numbers.get(series.label, series.label)}, {axes}: {points}{more}"
    for row in sorted({box.row for box in picture.boxes}):
        boxes = sorted((box for box in picture.boxes if box.row == row), key=lambda box: box.column)
        yield ", ".join(numbers.get(box.label, box.label) for box in boxes)
    for arrow in picture.arrows:
        ends = f"{numbers.get(arrow.start, arrow.start)} → {numbers.get(arrow.end, arrow.end)}"
        yield f"{ends} ({arrow.label})" if arrow.label else ends
