"""Which items are compared to find those that ask the same: by their rarest words all that are alike are found."""

from collections.abc import Sequence
from itertools import combinations
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasec_study.checks import bank_pairs
from nasec_study.checks.bank_pairs import MIN_SHARED, MIN_SHARED_ANSWER, Words, alike_pairs

_WORDS = st.frozensets(st.sampled_from("abcdefgh"), max_size=5)
_ITEMS = st.lists(st.tuples(_WORDS.filter(bool), _WORDS), max_size=12)


@pytest.mark.parametrize("few", [0, 10], ids=["as large groups", "as small groups"])
@given(items=_ITEMS)
def test_all_items_that_are_alike_are_found(few: int, items: Sequence[tuple[Words, Words]]) -> None:
    texts, answers = [prompt | answer for prompt, answer in items], [answer for _, answer in items]
    pairs = sorted(combinations(range(len(items)), 2), key=lambda pair: pair[::-1])
    with patch.object(bank_pairs, "FEW", few):
        found = list(alike_pairs(texts, answers))
    assert found == [
        (one, other)
        for one, other in pairs
        if _part(texts[one], texts[other]) >= MIN_SHARED and _part(answers[one], answers[other]) >= MIN_SHARED_ANSWER
    ]


def _part(one: Words, other: Words) -> float:
    """Return the part of all words of two sets that both hold; all of none."""
    return len(one & other) / len(one | other) if one | other else 1
