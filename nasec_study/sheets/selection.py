"""The choice of items that meets all demands on a sheet at the least cost, or the fewest demands that conflict.

An item's cost is its rank. As long as only the sections bind, the cheapest choice is the greedy one: the
sets of items that fill places in sections are a transversal matroid (Edmonds and Fulkerson 1965). Where
that choice breaks a bound or a tie, an integer program finds the cheapest.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from nasec_study.course.marks import Steps
from nasec_study.sheets.integer_program import Row, cheapest

# A cost is the first bytes of a rank: so long that no two choices cost the same in practice, and so short
# that the solver, which reckons in floating point, adds up costs without error.
COST_BYTES = 3


@dataclass(frozen=True)
class Places:
    """A section: so many of these items, each in a place of its own. `words` and `steps` say what and where it is."""

    words: str
    steps: Steps
    items: frozenset[str]
    count: int


@dataclass(frozen=True)
class Bounds:
    """Of each of these sets of items, at least and at most so many on the whole sheet."""

    words: str
    steps: Steps
    sets: tuple[frozenset[str], ...]
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Ties:
    """Of each pair, both items or neither."""

    words: str
    steps: Steps
    pairs: tuple[tuple[str, str], ...]


Demand = Places | Bounds | Ties


def select(demands: Sequence[Demand], rank: Callable[[str], bytes]) -> tuple[tuple[str, ...], ...] | None:
    """Return the items of each section, the cheapest choice in all; None where it cannot meet all demands."""
    sections = [demand for demand in demands if isinstance(demand, Places)]
    barring = (demand for demand in demands if isinstance(demand, Bounds) and demand.most == 0)
    barred = frozenset().union(*chain.from_iterable(demand.sets for demand in barring))
    ranks = {name: rank(name) for section in sections for name in section.items - barred}
    ranked = sorted(ranks, key=ranks.__getitem__)
    greedy = _seated(sections, ranked)
    chosen = frozenset(chain.from_iterable(greedy))
    if len(chosen) < sum(section.count for section in sections):
        return None
    if all(_is_met(demand, chosen) for demand in demands):
        return greedy
    best = _cheapest(sections, demands, {name: int.from_bytes(ranks[name][:COST_BYTES]) for name in ranked})
    return None if best is None else _seated(sections, sorted(best, key=ranks.__getitem__))


def smallest_conflict(demands: Sequence[Demand]) -> tuple[Demand, ...]:
    """Return the fewest demands that cannot be met together, the first such set in their order; none if all can.

    A conflict holds a demand of every set without which the rest can be met. So only sets that do are
    tried, the small ones first (Ignatiev, Previti, Liffiton and Marques-Silva 2015, "Smallest MUS
    extraction with minimal hitting set dualization").
    """
    sections = [demand for demand in demands if isinstance(demand, Places)]
    costs = dict.fromkeys(sorted(frozenset().union(*(section.items for section in sections))), 0)

    def can_meet(numbers: Iterable[int]) -> bool:
        return _cheapest(sections, [demands[number] for number in numbers], costs) is not None

    everything = range(len(demands))
    escapes: list[set[int]] = []
    for subset in chain.from_iterable(combinations(everything, size) for size in everything):
        if any(escape.isdisjoint(subset) for escape in escapes):
            continue
        if not can_meet(subset):
            return tuple(demands[number] for number in subset)
        kept = set(subset)
        for number in everything:
            if number not in kept and can_meet({*kept, number}):
                kept.add(number)
        if len(kept) == len(demands):
            return ()
        escapes.append(set(everything) - kept)
    return tuple(demands)


def _seated(sections: Sequence[Places], ranked: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the items of each section if those of lower rank choose first; one moves on if all still find a place."""
    seats: list[list[str]] = [[] for _ in sections]
    free = sum(section.count for section in sections)

    def seat(name: str, tried: set[int]) -> bool:
        for number, section in enumerate(sections):
            if number in tried or name not in section.items:
                continue
            tried.add(number)
            if len(seats[number]) == section.count:
                mover = next((other for other in seats[number] if seat(other, tried)), None)
                if mover is None:
                    continue
                seats[number].remove(mover)
            seats[number].append(name)
            return True
        return False

    for name in ranked:
        if not free:
            break
        free -= seat(name, set())
    return tuple(map(tuple, seats))


def _is_met(demand: Demand, chosen: frozenset[str]) -> bool:
    match demand:
        case Places():
            return True  # by whoever found places for all
        case Bounds():
            most = len(chosen) if demand.most is None else demand.most
            return all(demand.least <= len(chosen & found) <= most for found in demand.sets)
        case Ties():
            return all((one in chosen) == (other in chosen) for one, other in demand.pairs)


def _cheapest(sections: Sequence[Places], demands: Iterable[Demand], costs: dict[str, int]) -> frozenset[str] | None:
    """Return the cheapest items with places in the sections that meet some demands; None where none do.

    A section that is not among the demands has as many places as one likes.
    """
    seats = [(name, section) for name in costs for section in sections if name in section.items]
    columns: dict[str, list[int]] = {name: [] for name in costs}
    for column, (name, _) in enumerate(seats):
        columns[name].append(column)
    rows = [Row(0, 1, dict.fromkeys(found, 1)) for found in columns.values() if len(found) > 1]
    for demand in demands:
        rows += _rows(demand, seats, columns)
    solution = cheapest([costs[name] for name, _ in seats], rows)
    return None if solution is None else frozenset(seats[column][0] for column in solution)


def _rows(demand: Demand, seats: list[tuple[str, Places]], columns: dict[str, list[int]]) -> list[Row]:
    match demand:
        case Places():
            weights = {column: 1 for column, (_, section) in enumerate(seats) if section is demand}
            return [Row(demand.count, demand.count, weights)]
        case Bounds():
            sets = ([column for name in columns if name in found for column in columns[name]] for found in demand.sets)
            return [Row(demand.least, demand.most, dict.fromkeys(numbers, 1)) for numbers in sets]
        case Ties():
            return [
                Row(0, 0, {column: sign for name, sign in ((one, 1), (other, -1)) for column in columns.get(name, ())})
                for one, other in demand.pairs
            ]
