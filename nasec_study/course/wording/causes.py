"""Which of the faults that pydantic found are told: one cause, one line."""

from collections.abc import Sequence

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from nasec_study.course.wording.faults import is_share, kind_of
from nasec_study.course.wording.names import nearest
from nasec_study.course.wording.newcomers import ITEMS, entry_key_meant, key_meant


def is_echo(fault: ErrorDetails) -> bool:
    """Tell whether a fault only repeats another: a list counts as too short because an entry of it is faulty."""
    return fault["type"] == "too_short" and fault["ctx"]["actual_length"] < len(fault["input"])


def without_consequences(faults: Sequence[ErrorDetails], model: type[BaseModel]) -> list[ErrorDetails]:
    """Return faults without those that only follow from another: one cause, one line.

    A key that is missing is not reported where an unknown key stands for it, and of entries with the same fault only
    the first is.
    """
    kind = kind_of(model)
    meant: set[str] = set()
    repeated: set[object] = set()
    unknown = [fault["loc"] for fault in faults if fault["type"] == "extra_forbidden"]
    for place in unknown:
        if len(place) == 1:
            wanted = key_meant(str(place[0]), kind)[1]
            repeated |= {place} if wanted and meant.issuperset(wanted) else set()
            meant.update(wanted, [nearest(str(place[0]).lower(), model.model_fields)])
            meant.update(["items"] if place[0] in ITEMS else [])
    entries = {place[:-1] for place in unknown if len(place) > 1}
    seen: set[tuple[object, ...]] = set()
    kept = []
    for fault in faults:
        place = fault["loc"]
        is_missing = fault["type"] == "missing"
        if place in repeated or (is_missing and (place[:-1] in entries or (len(place) == 1 and place[0] in meant))):
            continue
        alike: tuple[object, ...] = ()
        if fault["type"].startswith("model_") and len(place) > 1 and isinstance(place[-1], int):
            alike = place[:-1]
        elif fault["type"] == "extra_forbidden" and len(place) == 3 and fault["input"] != "":  # noqa: PLR2004 - list, number, key
            alike = (place[0], entry_key_meant(str(place[0]), str(place[2])))
        elif is_share(fault):
            alike = (fault["type"], *place[:3])
        if alike and alike in seen:
            continue
        seen.add(alike)
        kept.append(fault)
    return kept
