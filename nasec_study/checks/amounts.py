"""Whether the numbers of an item can be read as one number alone."""

import re
from collections.abc import Iterator

from nasec_study.checks._rule import Finding, Rule
from nasec_study.course.model import Course, Numeric
from nasec_study.rendering.locales import number_signs

# Thousands in groups, where points stand between these; nobody writes decimals with a zero at their end for nothing.
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d\d0")


def ambiguous(course: Course) -> Iterator[Finding]:
    """Find numbers such as 18.500, which are 18.5 to us, and 18500 in languages with points between groups."""
    for item in course.items:
        if not isinstance(item, Numeric):
            continue
        for key, written in (("value", f"{item.value:f}"), ("tolerance", item.tolerance)):
            if _THOUSANDS.fullmatch(written) and number_signs(course.settings.language)[1] == ".":
                fewer, whole = written.rstrip("0").removesuffix("."), written.replace(".", "")
                message = f"has the {key} {written}, which is {fewer}, and not {whole}"
                yield Finding(item, (key,), message, f"the decimal sign is a point: write {whole} or {fewer}")


W228 = Rule(
    code="W228",
    name="number that can be read as another",
    source="our own: some languages write points between thousands",
    why="In a bank, the decimal sign is a point, whatever the language of the course. "
    "If 18.500 is meant to be eighteen thousand five hundred, students who answer that are marked wrong.",
    bad="value: 18.500",
    good="value: 18500",
    find=ambiguous,
)
