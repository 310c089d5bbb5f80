"""The choice that meets all demands, and the fewest that conflict, beside every choice there is on tiny banks."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce
from hashlib import blake2b
from itertools import combinations, product
from operator import and_

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from nasec_study.sheets.selection import COST_BYTES, Bounds, Demand, Places, Ties, select, smallest_conflict

Choice = dict[str, Places]

NAMES = "abcdef"
SETS = some.sampled_from([frozenset(found) for size in (2, 3, 4) for found in combinations(NAMES, size)])
PAIRS = some.frozensets(some.sampled_from(NAMES), min_size=2, max_size=2)


def rank(name: str) -> bytes:
    return blake2b(name.encode(), digest_size=16).digest()


def cost(names: Sequence[str]) -> int:
    return sum(int.from_bytes(rank(name)[:COST_BYTES]) for name in names)


@some.composite
def sheets(draw: some.DrawFn) -> list[Demand]:
    """Draw what a little sheet demands of up to six items."""

    def several(what: some.SearchStrategy[frozenset[str]], most: int) -> list[frozenset[str]]:
        return draw(some.lists(what, max_size=most))

    demands: list[Demand] = [
        Places(f"section {number}", ("sections", number), pool, draw(some.integers(1, 2)))
        for number, pool in enumerate([draw(SETS), *several(SETS, 2)])
    ]
    for number, pool in enumerate(several(SETS, 2)):
        least, most = draw(some.integers(0, 2)), draw(some.none() | some.integers(1, 3))
        demands.append(Bounds(f"limit {number}", ("limits", number), (pool,), least, most))
    if enemies := several(PAIRS, 3):
        demands.append(Bounds("enemies", (), tuple(enemies), most=1))
    if companions := several(PAIRS, 2):
        demands.append(Ties("companions", (), tuple((min(pair), max(pair)) for pair in companions)))
    return demands


def all_choices(demands: list[Demand]) -> list[Choice]:
    """Return every way to give some items places in sections that take them."""
    sections = [demand for demand in demands if isinstance(demand, Places)]
    places = [[None, *(section for section in sections if name in section.items)] for name in NAMES]
    return [
        {name: place for name, place in zip(NAMES, found, strict=True) if place is not None}
        for found in product(*places)
    ]


def meets(choice: Choice, demand: Demand) -> bool:
    match demand:
        case Places():
            return sum(place is demand for place in choice.values()) == demand.count
        case Bounds():
            counts = [sum(name in found for name in choice) for found in demand.sets]
            most = len(NAMES) if demand.most is None else demand.most
            return all(demand.least <= count <= most for count in counts)
        case Ties():
            return all((one in choice) == (other in choice) for one, other in demand.pairs)


def placed(seed: int, name: str) -> bytes:
    return f"{seed * ord(name) % 97:03}".encode()


def test_what_can_be_met_is_met_whatever_the_ranks() -> None:
    """HiGHS 1.16 with its presolve took this for what cannot be met under one in six ranks."""
    demands: list[Demand] = [
        Places("section 0", ("sections", 0), frozenset("abd"), 1),
        Places("section 1", ("sections", 1), frozenset("abde"), 2),
        Places("section 2", ("sections", 2), frozenset("abce"), 1),
        Bounds("limit 0", ("limits", 0), (frozenset("ab"),), 1, None),
        Bounds("enemies", (), (frozenset("be"),), 0, 1),
    ]
    assert None not in [select(demands, partial(placed, seed)) for seed in range(97)]
    assert smallest_conflict(demands) == ()


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(demands=sheets())
def test_a_blueprint_that_can_be_met_is_met_at_the_least_cost(demands: list[Demand]) -> None:
    right = [choice for choice in all_choices(demands) if all(meets(choice, demand) for demand in demands)]
    chosen = select(demands, rank)
    assert (chosen is not None) == bool(right)
    if chosen is None:
        return
    sections = [demand for demand in demands if isinstance(demand, Places)]
    found = {name: place for place, names in zip(sections, chosen, strict=True) for name in names}
    assert len(found) == sum(map(len, chosen))
    assert all(name in place.items for name, place in found.items())
    assert all(meets(found, demand) for demand in demands)
    assert cost([*found]) == min(cost([*choice]) for choice in right)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(demands=sheets())
def test_one_that_cannot_names_a_smallest_set_of_demands_that_conflict(demands: list[Demand]) -> None:
    choices = all_choices(demands)
    met = [sum(meets(choice, demand) << place for place, choice in enumerate(choices)) for demand in demands]
    conflicts = (
        subset
        for size in range(1, len(demands) + 1)
        for subset in combinations(range(len(demands)), size)
        if not reduce(and_, (met[number] for number in subset))
    )
    first = next(conflicts, ())
    assert smallest_conflict(demands) == tuple(demands[number] for number in first)


@given(demands=sheets(), new=some.lists(some.booleans(), min_size=3, max_size=3))
def test_an_added_item_takes_the_place_of_one_at_most_where_no_limit_binds(
    demands: list[Demand], new: list[bool]
) -> None:
    sections = [demand for demand in demands if isinstance(demand, Places)]
    wider = [
        replace(section, items=section.items | {"new"}) if takes else section
        for section, takes in zip(sections, new, strict=False)
    ]
    before, after = select(sections, rank), select(wider, rank)
    if before is not None:
        assert after is not None
        assert len({name for names in before for name in names} - {name for names in after for name in names}) <= 1
