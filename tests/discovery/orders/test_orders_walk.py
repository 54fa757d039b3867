"""Whatever happens in whatever order: nothing bound is lost, nothing stays locked without an order.

`SANGSAENG_WALK_STEPS` makes the walk longer than the few seconds that it takes in the suite.
"""

import os
import random
from pathlib import Path

import pytest

from tests.discovery.orders.conftest import Registry
from tests.discovery.orders.walk import FragileS3Store, FragileStore, Walk
from tests.storage.s3_lab import SHORT, S3Lab

STEPS = int(os.environ.get("SANGSAENG_WALK_STEPS", "70"))
SEEDS, S3_SEED = (5, 7), 15


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


def test_a_random_walk_over_s3_loses_nothing_and_locks_nothing(registry: Registry) -> None:
    """The same over versions and legal holds, which the store's own operator can not pass by."""
    lab = S3Lab()
    store = FragileS3Store(lab.place, patience=SHORT)
    walk = Walk(registry, store, random.Random(S3_SEED), lab)
    for _ in range(STEPS // 2):
        walk.step()
    walk.finish()
    assert all(walk.seen.get(what) for what in ("gone", "refused", "forced")), walk.seen
    # Of what went, no version and no key is left, hidden or not.
    kept = {piece.key for piece in walk.pieces if not piece.gone}
    assert {name.rpartition("/")[2] for name in lab.names()} - {"small"} == kept
