"""Whatever comes in, in whatever order: nothing is recovered twice and the books say the same."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.problems import Problem
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.recoveries import queries
from tests.remedy_fund.recoveries.recovery_desk import APPLICATION, RecoveryDesk
from tests.remedy_fund.recoveries.test_clawbacks import charge, demand
from tests.remedy_fund.recoveries.test_set_off import set_off

PAID = 1_000_003
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["from_wrongdoer", "ask_back", "from_firm", "penalty", "set_off"]),
        st.integers(1, 700_000),
    ),
    min_size=2,
    max_size=7,
)


def step(desk: RecoveryDesk, payment: str, act: str, won: int) -> None:
    claims = desk.act(lambda work: queries.recoveries(
        work, limit=50, cursor=None, filters={"kind": "clawback", "disbursement_id": payment}
    )).items  # fmt: skip
    if act == "from_wrongdoer":
        desk.money(desk.claim_of(payment).id, won, surplus_owner="applicant")
    elif act == "ask_back":
        demand(desk, desk.ask_back(payment, won))
    elif claims:
        claim = desk.claim(claims[won % len(claims)].id)
        if act == "from_firm":
            desk.money(claim.id, won)
        elif act == "penalty":
            charge(desk, claim, "penalty", amount_won=won)
        else:
            set_off(desk, claim.id)


@pytest.mark.invariant(15, 28, 29, 30)
@given(steps=STEPS)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_order_of_receipts_recovers_a_won_twice(
    desk: RecoveryDesk, steps: list[tuple[str, int]]
) -> None:
    payment = desk.paid(700_001, 300_002)
    due_before = desk.holds("clawback_receivable")
    earmarked = desk.act(lambda work: books.total(work, AccountKind.EARMARK))
    for act, won in steps:
        with contextlib.suppress(Problem):  # refused as a whole: what held before still holds
            step(desk, payment, act, won)
        page = desk.act(lambda work: queries.recoveries(
            work, limit=50, cursor=None, filters={"disbursement_id": payment}
        ))  # fmt: skip
        found = [desk.claim(row.id) for row in page.items]
        principal = sum(
            part.received_won
            for one in found
            for part in one.parts
            if part.component.code == "principal"
        )
        back = desk.act(lambda work: books.total(work, AccountKind.EARMARK)) - earmarked
        assert principal == back <= PAID
        owed = sum(one.owed_won for one in found if one.kind.code == "clawback")
        assert desk.holds("clawback_receivable") - due_before == owed
        assert desk.holds("clawback_due") == desk.holds("clawback_receivable")
        assert desk.holds("recoveries_held") == 0
        owned = desk.act(lambda work: queries.residual(work, APPLICATION)).of("applicant")
        assert owned.left_won == desk.holds("payable:applicant") >= 0
        assert desk.balanced()
