"""What all platforms are told of an item: whether they may shuffle its options, and how its steps stand at first."""

from typing import Any

import pytest

from nasec_study.course.model import ITEM_TYPES, Item, Ordering
from nasec_study.sheets.options import is_arranged
from nasec_study.targets.lms._limits import has_markup
from nasec_study.targets.lms._orders import mixed

CITED = {"id": "i", "level": "apply", "reading": "r", "section": "s", "quote": "so it is", "stem": "Which?"}
CHOICE = {"type": "choice", "key": "A", "distractors": [{"text": "B"}, {"text": "C"}]}
MULTI = {"type": "multi", "keys": ["A", "B"], "distractors": [{"text": "C"}]}


def item_of(fields: dict[str, Any]) -> Item:
    return ITEM_TYPES[fields["type"]].model_validate(CITED | fields)


def test_what_runs_from_right_to_left_is_plain_text() -> None:
    assert not has_markup(["سُوق"])
    assert has_markup(["*سُوق*"])


@pytest.mark.parametrize("kind", [CHOICE, MULTI], ids=lambda kind: kind["type"])
@pytest.mark.parametrize(
    ("order", "arranged"), [({}, False), ({"last": "C"}, True), ({"order": ["C", "B", "A"]}, True)], ids=str
)
def test_no_platform_shuffles_what_its_author_arranged(
    kind: dict[str, Any],
    order: dict[str, Any],
    arranged: bool,  # noqa: FBT001 - a parameter
) -> None:
    assert is_arranged(item_of(kind | order)) == arranged


@pytest.mark.parametrize("seed", range(40))
def test_no_step_stands_in_its_place_at_first(seed: int) -> None:
    fields = {"type": "ordering", "steps": [{"text": text} for text in "ABC"]}
    item = Ordering.model_validate(CITED | fields)
    steps = mixed(item, str(seed))
    assert sorted(steps) == ["A", "B", "C"]
    assert all(text != step for text, step in zip("ABC", steps, strict=True))
