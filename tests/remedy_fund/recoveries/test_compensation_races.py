"""Other money is declared while a payment is on its way: what is too much is asked back, once."""

from functools import partial

import pytest

from tests.remedy_fund.recoveries.recovery_desk import LOSS, RecoveryDesk
from tests.remedy_fund.recoveries.test_struck_compensation import owed_each
from tests.support.books import at_once

PAID, LEFT = 3_000_000, 1_000_000


@pytest.mark.invariant(21, 29)
def test_a_declaration_and_a_payment_at_once_leave_nothing_unasked(desk: RecoveryDesk) -> None:
    gift = desk.gift(PAID, "gift-race")
    desk.earmark(gift, PAID, "litigation")
    payment = "disb_" + "e" * 32
    answers = at_once(
        [partial(desk.pay_again, payment, PAID), partial(desk.compensated, LOSS - LEFT)]
    )
    assert answers == [None, None]
    at_once([desk.check] * 4)  # as the news of both are answered, in whatever order
    assert sum(owed_each(desk, payment)) == PAID - LEFT
    assert len([won for won in owed_each(desk, payment) if won]) <= 2
    assert desk.claim_of(payment).owed_won == LEFT
    assert desk.balanced()


@pytest.mark.invariant(21, 30)
def test_many_checks_at_once_ask_once(desk: RecoveryDesk) -> None:
    payment = desk.paid(PAID)
    desk.compensated(LOSS - PAID + 700_000)
    answers = at_once([desk.check] * 6)
    assert answers == [None] * 6
    assert owed_each(desk, payment) == [700_000]
