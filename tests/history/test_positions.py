"""Positions of new cards: in the order of the course, and the old ones stay where they were."""

from hypothesis import given
from hypothesis import strategies as st

from nasec_study.history.positions import STEP, positions

ORDERS = st.lists(st.integers(0, 40), unique=True, max_size=25)


@given(old=ORDERS, new=ORDERS)
def test_positions_rise_in_the_order_of_the_course(old: list[int], new: list[int]) -> None:
    found = positions(new, positions(old, {}))
    assert set(found) == set(new)
    places = [found[thing] for thing in new]
    assert places == sorted(set(places))


@given(old=ORDERS, data=st.data())
def test_things_added_or_taken_away_leave_the_others_where_they_were(old: list[int], data: st.DataObject) -> None:
    before = positions(old, {})
    new = [thing for thing in old if data.draw(st.booleans())]
    for thing in data.draw(st.lists(st.integers(100, 120), unique=True, max_size=5)):
        new.insert(data.draw(st.integers(0, len(new))), thing)
    found = positions(new, before)
    assert all(found[thing] == before[thing] for thing in new if thing in before)
    assert [found[thing] for thing in new] == sorted({*found.values()})


@given(places=st.lists(st.integers(0, 20), max_size=9))
def test_where_there_is_no_room_one_moves_and_none_when_the_same_things_come_again(places: list[int]) -> None:
    order, before = ["a", "z"], {"a": STEP, "z": STEP + 1}
    for number, place in enumerate(places):
        order.insert(place, f"{number}")
        before = positions(order, before)
        assert [before[thing] for thing in order] == sorted({*before.values()})
        assert positions(order, before) == before


def test_ten_times_over_there_is_room_between_two() -> None:
    order, before = ["a", "z"], positions(["a", "z"], {})
    assert before == {"a": STEP, "z": 2 * STEP}
    for number in range(9):
        order.insert(1, f"{number}")
        before = positions(order, before)
        assert len(set(before.values())) == len(order)
