"""An entry is balanced by construction, in whole won, between accounts that its kind allows."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db.migrations import ledger_guards
from app.kernel.money import MAXIMUM_WON
from app.remedy_fund.ledger import rules
from app.remedy_fund.ledger.rules import (
    ADJUSTING,
    ALLOWED,
    AccountKind,
    Entry,
    Leg,
    TransactionKind,
    account_id,
    kind_of,
    legs,
)

CASH, FREE, EARMARK = map(account_id, ("cash", "unallocated", "earmark:a"))
DAY = date(2026, 11, 23)
WON = st.integers(1, MAXIMUM_WON)


def entry(**more: Any) -> Entry:
    told: dict[str, Any] = {
        "kind": TransactionKind.CONTRIBUTION_RECEIVED, "key": "k", "scope": "s", "subject": "x",
        "effective_on": DAY, "legs": legs(debit=[(CASH, 5)], credit=[(FREE, 5)]),
    }  # fmt: skip
    return Entry(**(told | more))


@pytest.mark.invariant(12)
@pytest.mark.parametrize(
    "amount", [True, 1.0, 1e3, "1000", "1,000", "1e3", None, 0, MAXIMUM_WON + 1, -MAXIMUM_WON - 1]
)
def test_a_leg_takes_whole_won_only(amount: Any) -> None:
    with pytest.raises(ValueError, match=r"won|zero"):
        Leg(CASH, amount)


@pytest.mark.invariant(12)
@pytest.mark.parametrize("amount", [True, 1.0, "5", -5])
def test_amounts_of_legs_are_whole_and_not_below_zero(amount: Any) -> None:
    with pytest.raises(ValueError, match="won"):
        legs(debit=[(CASH, amount)], credit=[(FREE, amount)])


@pytest.mark.invariant(12)
@given(st.lists(WON, min_size=1, max_size=5))
def test_amounts_beyond_the_whole_numbers_of_floats_come_back_exactly(amounts: list[int]) -> None:
    debit = [(account_id(f"earmark:{number}"), won) for number, won in enumerate(amounts)]
    total = sum(amounts)
    if total > MAXIMUM_WON:
        with pytest.raises(ValueError, match="largest"):
            legs(debit=debit, credit=[(CASH, total)])
        return
    made = entry(
        kind=TransactionKind.DISBURSEMENT_PAID, legs=legs(debit=debit, credit=[(CASH, total)])
    )
    assert json.loads(made.legs_text()) == {leg.account_id: leg.amount_won for leg in made.legs}
    assert sum(json.loads(made.legs_text()).values()) == 0


@pytest.mark.invariant(1)
@given(WON, WON)
def test_an_entry_that_does_not_balance_cannot_be_made(debit: int, credit: int) -> None:
    both = (Leg(CASH, debit), Leg(FREE, -credit))
    if debit == credit:
        assert entry(legs=both).legs == both
    else:
        with pytest.raises(ValueError, match="sum to zero"):
            entry(legs=both)


@pytest.mark.invariant(7)
@given(st.permutations([(CASH, 7), (FREE, -3), (EARMARK, -4)]))
def test_the_order_of_legs_makes_no_other_entry(order: list[tuple[str, int]]) -> None:
    made = entry(legs=tuple(Leg(account, won) for account, won in order))
    first = entry(legs=(Leg(CASH, 7), Leg(FREE, -3), Leg(EARMARK, -4)))
    assert made.body() == first.body()
    assert made.transaction_id == first.transaction_id


@pytest.mark.invariant(7, 8)
@given(*[st.text("abc:", min_size=1, max_size=4)] * 4)
def test_ids_come_from_scope_and_key_alone(scope: str, key: str, other: str, third: str) -> None:
    one, two = rules.transaction_id(scope, key), rules.transaction_id(other, third)
    assert (one == two) == ((scope, key) == (other, third))
    assert entry(scope=scope, key=key, subject=other).transaction_id == one


def test_legs_of_one_account_are_put_together_and_zero_ones_go() -> None:
    made = legs(debit=[(CASH, 3), (CASH, 4), (EARMARK, 0)], credit=[(FREE, 7)])
    assert made == (Leg(CASH, 7), Leg(FREE, -7))


@pytest.mark.parametrize(
    "more",
    [
        {"legs": ()},
        {"legs": (Leg(CASH, 5), Leg(CASH, -5))},
        {"key": ""},
        {"key": "two\nlines"},
        {"scope": "빈칸 없이"},
        {"subject": "x" * 201},
        {"effective_on": datetime(2026, 11, 23, 1, tzinfo=UTC)},
        {"reverses": "ltxn_1"},
        {"kind": TransactionKind.REVERSAL},
        {"kind": TransactionKind.DISBURSEMENT_PAID},
        {"legs": legs(debit=[("lacc_nothing_1", 5)], credit=[(FREE, 5)])},
    ],
    ids="-".join,
)
def test_an_entry_of_a_wrong_shape_cannot_be_made(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"legs|leg|printable|date|reversal|may not|not a valid"):
        entry(**more)


@pytest.mark.parametrize("kind", AccountKind)
def test_the_id_of_an_account_carries_its_kind(kind: AccountKind) -> None:
    made = account_id(f"{kind}:abc")
    assert kind_of(made) is kind
    assert len(made) <= 48
    assert made == account_id(f"{kind}:abc") != account_id(f"{kind}:abd")


def test_a_code_of_no_kind_has_no_account() -> None:
    with pytest.raises(ValueError, match="pocket"):
        account_id("pocket:mine")


def test_every_kind_of_transaction_says_what_it_may_move() -> None:
    assert set(ALLOWED) == set(TransactionKind)
    assert all(debit and credit for debit, credit in ALLOWED.values())


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_database_takes_the_same_corrections_after_a_soft_close(database: str) -> None:
    folder = ledger_guards._FOLDER
    text = (folder / f"{database}_install.sql").read_text("utf-8")
    listed = text[text.index("'reversal', 'receipt_matched'") :]
    listed = re.split(r"[)\]]", listed)[0]
    assert {word.strip(" \n'") for word in listed.split(",")} == set(ADJUSTING)


def test_what_one_call_wrote_has_a_digest_that_knows_no_order() -> None:
    assert rules.batch_digest(["b", "a"]) == rules.batch_digest(["a", "b"])
    assert rules.batch_digest(["a"]) == "a"
    assert rules.batch_id(["x", "x"]) == "x"


def test_another_settled_reservation_is_another_body() -> None:
    made = entry()
    assert replace(made, settles=("lres_1",)).body() != made.body()
    assert replace(made, settles=("b", "a", "a")).body() == replace(made, settles=("a", "b")).body()
