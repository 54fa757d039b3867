"""The bank test in short; `scripts/fund_bank_test.py` runs it at length."""

import pytest

from tests.support import bank


@pytest.mark.slow
@pytest.mark.invariant(2, 3, 7, 14)
def test_the_total_stays_the_same_while_two_processes_move_money(database_url: str) -> None:
    bank.lay(database_url)
    outcome = bank.bank(database_url, operations=240, clients=8)
    assert outcome.wrong == []
    assert sum(outcome.answers.values()) == 240
    assert outcome.answers["done"] > 100
    assert bank.storm(database_url, count=40, clients=8) == []
