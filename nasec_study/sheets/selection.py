"""The choice of items that meets all demands on a sheet at the least cost, or the fewest demands that conflict.

An item's cost is its rank. As long as only the sections bind, the cheapest choice is the greedy one: the
sets of items that fill places in sections are a transversal matroid (Edmonds and Fulkerson 1965). Where
that choice breaks a bound or a tie, the ways to mend it are tried, the cheapest first, each again by the greedy
choice (branch and bound: Land and Doig 1960). Where there are many, an integer program finds the cheapest.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain, combinations, count

from nasec_study.course.marks import Steps
from nasec_study.sheets.integer_program import Row, cheapest

# A cost is the first bytes of a rank: so long that no two choices cost the same in practice, and so short
# that the solver, which reckons in floating point, adds up costs without error.
COST_BYTES = 3
# So many choices are tried before the solver is asked, which takes longer to load than they do.
MAX_TRIED = 20


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


@dataclass(frozen=True)
class _Bent:
    """How a greedy choice is bent: these items come first, and those are left out."""

    first: tuple[str, ...] = ()
    out: frozenset[str] = frozenset()

    def mending(self, broken: Demand, chosen: frozenset[str], ranked: Sequence[str]) -> Iterator["_Bent"]:
        """Yield the ways to bend it further towards a demand; each choice that meets it goes one of them."""
        match broken:
            case Ties():
                one, other = next(
                    (one, other) if one in chosen else (other, one)
                    for one, other in broken.pairs
                    if (one in chosen) != (other in chosen)
                )
                yield _Bent(self.first, self.out | {one})
                yield _Bent((*self.first, one, other), self.out)
            case Bounds():
                found = next(found for found in broken.sets if not _is_within(broken, found, chosen))
                lacks = len(chosen & found) < broken.least
                names = [
                    name for name in ranked if name in found and (name in chosen) != lacks and name not in self.out
                ]
                for place, name in enumerate(names):
                    if lacks:
                        yield _Bent((*self.first, name), self.out.union(names[:place]))
                    else:
                        yield _Bent((*self.first, *names[:place]), self.out | {name})


def select(demands: Sequence[Demand], rank: Callable[[str], bytes]) -> tuple[tuple[str, ...], ...] | None:
    """Return the items of each section, the cheapest choice in all; None where it cannot meet all demands."""
    sections = [demand for demand in demands if isinstance(demand, Places)]
    barred = {name for demand in demands if isinstance(demand, Bounds) and demand.most == 0 for name in _union(demand)}
    ranks = {name: rank(name) for section in sections for name in section.items - barred}
    ranked = sorted(ranks, key=ranks.__getitem__)
    greedy = _seated(sections, ranked)
    chosen = frozenset(chain.from_iterable(greedy))
    if len(chosen) < sum(section.count for section in sections):
        return None
    if all(_is_met(demand, chosen) for demand in demands):
        return greedy
    costs = {name: int.from_bytes(ranks[name][:COST_BYTES]) for name in ranked}
    best = _mended(sections, demands, costs) or _cheapest(sections, demands, costs)
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


def _union(demand: Bounds) -> frozenset[str]:
    return frozenset().union(*demand.sets)


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
            return all(_is_within(demand, found, chosen) for found in demand.sets)
        case Ties():
            return all((one in chosen) == (other in chosen) for one, other in demand.pairs)


def _is_within(demand: Bounds, found: frozenset[str], chosen: frozenset[str]) -> bool:
    return demand.least <= len(chosen & found) <= (len(chosen) if demand.most is None else demand.most)


def _mended(sections: Sequence[Places], demands: Sequence[Demand], costs: dict[str, int]) -> frozenset[str] | None:
    """Return the cheapest items with places in the sections that meet all demands, or None where few tries tell none.

    `costs` holds the items by their ranks. A try is a greedy choice in which some items come first and some are left
    out; no choice with these can be cheaper.
    """
    wanted = sum(section.count for section in sections)
    numbers = count()
    tries: list[tuple[int, int, _Bent, frozenset[str]]] = []
    following: Iterable[_Bent] = [_Bent()]
    while True:
        for bent in following:
            ranked = dict.fromkeys((*bent.first, *(name for name in costs if name not in bent.out)))
            chosen = frozenset(chain.from_iterable(_seated(sections, ranked)))
            number = next(numbers)
            if len(chosen) == wanted and chosen.issuperset(bent.first) and chosen.isdisjoint(bent.out):
                heappush(tries, (sum(costs[name] for name in chosen), number, bent, chosen))
        if not tries or number > MAX_TRIED:
            return None
        _, _, bent, chosen = heappop(tries)
        broken = next((demand for demand in demands if not _is_met(demand, chosen)), None)
        if broken is None:
            return chosen
        following = bent.mending(broken, chosen, list(costs))


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
