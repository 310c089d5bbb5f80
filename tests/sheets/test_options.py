"""Options, responses and steps: shuffled by a seed, unless an order of their own means something."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nasec_study.course.model import Choice, Citation, Matching, Ordering
from nasec_study.course.model.kinds.base import Distractor
from nasec_study.course.model.kinds.matching import Pair
from nasec_study.course.model.kinds.ordering import Step
from nasec_study.sheets.options import keeps_order, letter, options_of

CITED = (Citation(reading="r", section="s", quote="that is it"),)


def choice(key: str, *wrong: str) -> Choice:
    distractors = tuple(Distractor(text=text) for text in wrong)
    return Choice(id="x", type="choice", level="apply", stem="?", key=key, distractors=distractors, citations=CITED)


@given(seed=st.text(), wrong=st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=2, max_size=5))
def test_options_are_permuted_and_lettered(seed: str, wrong: list[str]) -> None:
    options = options_of(choice("KEY", *wrong), seed)
    assert sorted(option.text for option in options) == sorted(["KEY", *wrong])
    assert [option.text for option in options if option.right] == ["KEY"]
    assert "".join(option.letter for option in options) == "ABCDEF"[: len(wrong) + 1]


def test_letters_go_on_behind_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@given(seed=st.text())
def test_what_is_to_be_matched_or_ordered_does_not_stand_solved(seed: str) -> None:
    same: Any = {"id": "x", "level": "apply", "stem": "?", "citations": CITED}
    pairs = tuple(Pair(premise=text, response=text.upper()) for text in "abc")
    matching = Matching(type="matching", pairs=pairs, distractors=(Distractor(text="D"),), **same)
    ordering = Ordering(type="ordering", steps=tuple(Step(text=text) for text in "ABC"), **same)
    for item in (matching, ordering):
        found = [option.text for option in options_of(item, seed)]
        assert sorted(found) == sorted(option.text for option in item.alternatives)
        assert found[:3] != ["A", "B", "C"]


@given(seed=st.text())
def test_numbers_stand_in_the_order_of_their_size(seed: str) -> None:
    item = choice("1,200", "90", "15,000", "700")
    assert keeps_order(item)
    assert [option.text for option in options_of(item, seed)] == ["90", "700", "1,200", "15,000"]


@given(seed=st.text())
def test_dates_stand_in_the_order_of_time(seed: str) -> None:
    item = choice("March 23, 2005", "April 2001", "December 2005", "March 2005")
    expected = ["April 2001", "March 2005", "March 23, 2005", "December 2005"]
    assert [option.text for option in options_of(item, seed)] == expected
    assert not keeps_order(choice("March 2005", "2001 or so", "May we"))


def test_key_positions_are_spread_over_the_letters() -> None:
    places = [options_of(choice("KEY", "a", "b", "c"), str(seed)) for seed in range(2000)]
    counts = dict.fromkeys("ABCD", 0)
    for options in places:
        counts[next(option.letter for option in options if option.right)] += 1
    chi_square = sum((count - 500) ** 2 / 500 for count in counts.values())
    assert chi_square < 16.27, counts  # 3 degrees of freedom, p = 0.001
