"""Whatever happens in whatever order: nothing bound is lost, nothing stays locked without an order.

`SANGSAENG_WALK_STEPS` makes the walk longer than the few seconds that it takes in the suite.
"""

import os
import random
from pathlib import Path

import pytest

from tests.discovery.orders.conftest import Registry
from tests.discovery.orders.walk import FragileStore, Walk

STEPS = int(os.environ.get("SANGSAENG_WALK_STEPS", "70"))
SEEDS = (5, 7)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_walk_loses_nothing_and_locks_nothing(
    registry: Registry, tmp_path: Path, seed: int
) -> None:
    walk = Walk(registry, FragileStore(tmp_path / "walk"), random.Random(seed))
    for _ in range(STEPS):
        walk.step()
    walk.finish()
    # A walk that never met a hold, a refusal or a removal would show nothing.
    assert all(walk.seen.get(what) for what in ("gone", "saved", "refused")), walk.seen
