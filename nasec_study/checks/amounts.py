"""Whether the numbers of an item can be read as one number alone."""

import re
from collections.abc import Iterator

from nasec_study.course.model import Course, Numeric
from nasec_study.foundation.problems import Problem
from nasec_study.rendering.locales import number_signs

# Thousands in groups, where points stand between these; nobody writes decimals with a zero at their end for nothing.
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d\d0")


def ambiguous(course: Course) -> Iterator[Problem]:
    """Find numbers such as 18.500, which are 18.5 to us, and 18500 in languages with points between groups."""
    for item in course.items:
        if not isinstance(item, Numeric):
            continue
        for key, written in (("value", f"{item.value:f}"), ("tolerance", item.tolerance)):
            if _THOUSANDS.fullmatch(written) and number_signs(course.settings.language)[1] == ".":
                fewer, whole = written.rstrip("0").removesuffix("."), written.replace(".", "")
                message = f"numeric item '{item.id}': '{key}' is {written}, which is {fewer}, and not {whole}"
                hint = f"the decimal sign is a point: write {whole} or {fewer}"
                yield Problem("W228", course.place(item).where(key), message, hint, item.id)


CHECKS = (ambiguous,)
