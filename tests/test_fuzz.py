"""Promises that hold for any input: on the seeds that are kept, and on inputs that hypothesis makes up."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.promises import PLACES, PROMISES

SEEDS = sorted((Path(__file__).parent / "fuzz" / "seeds").glob("*/*"))
WORDS = [
    line.strip('"').encode().decode("unicode_escape").encode("latin-1")
    for line in (Path(__file__).parent / "fuzz" / "words.dict").read_text("utf-8").splitlines()
    if line.startswith('"')
]
PIECES = st.lists(st.sampled_from(WORDS) | st.text(max_size=8).map(str.encode) | st.binary(max_size=4), max_size=30)


def test_every_promise_has_seeds() -> None:
    assert {seed.parent.name for seed in SEEDS} == set(PROMISES)
    assert len(WORDS) > 20


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.parent.name}-{seed.name}")
def test_promises_hold_for_the_seeds(seed: Path) -> None:
    PROMISES[seed.parent.name](seed.read_bytes())


@pytest.mark.parametrize("name", PROMISES)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.integers(0, len(PLACES) - 1), pieces=PIECES, lines=st.booleans())
@example(place=0, pieces=[], lines=False)
def test_promises_hold_for_any_input(name: str, place: int, pieces: list[bytes], lines: bool) -> None:  # noqa: FBT001
    PROMISES[name](bytes([place]) + (b"\n" if lines else b"").join(pieces))
