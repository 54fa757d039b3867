"""A short random walk through the books; `scripts/fund_random_walk.py` takes the long one."""

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from tests.support.books import a_world
from tests.support.fund_walk import walk


@pytest.mark.invariant(1, 2, 3, 4, 6, 7, 8, 9)
def test_the_books_and_a_plain_model_agree_at_every_step(
    engine: Engine, clock: FrozenClock
) -> None:
    walk(a_world(engine, clock), walks=8, steps=25, derandomize=True)
