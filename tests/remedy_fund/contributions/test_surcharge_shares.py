"""The fund's share of surcharges: credited on collection, taken back by entries, in any order."""

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from app.kernel.problems import Forbidden
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.contributions import actions, earmarks, queries
from app.remedy_fund.contributions.problems import MoreThanOwed
from app.remedy_fund.contributions.schemas import TreasuryRepaymentIn
from app.remedy_fund.contributions.views import ShareOut
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import AccountKind, PeriodState
from tests.remedy_fund.contributions.desk import COMPANY, Desk, open_desk

NUMBERS = itertools.count(1)


def pay(desk: Desk, amount: int, measure: str = "measure_1", **more: Any) -> dict[str, Any]:
    """Let money come in for a measure; return the event."""
    event = {
        "subject": measure, "case_id": "case_1", "payment_id": f"payment_{next(NUMBERS)}",
        "amount_won": amount, "on": "2026-11-20",
    } | more  # fmt: skip
    desk.news(actions.on_surcharge_payment, **event)
    return event


def refund(desk: Desk, amount: int, measure: str = "measure_1", **more: Any) -> dict[str, Any]:
    """Let money be given back; return the event."""
    event = {
        "subject": measure, "case_id": "case_1", "refund_id": f"refund_{next(NUMBERS)}",
        "amount_won": amount, "on": "2026-11-21",
    } | more  # fmt: skip
    desk.news(actions.on_surcharge_refund, **event)
    return event


def annul(desk: Desk, before: int, due: int, measure: str = "measure_1") -> dict[str, Any]:
    """Let a measure be annulled; return the event."""
    event = {"subject": measure, "case_id": "case_1", "before_won": before, "refund_due_won": due}
    desk.news(actions.on_surcharge_annulment, **event)
    return event


def reduce(desk: Desk, before: int, after: int, due: int) -> None:
    """Let a measure be reduced."""
    desk.news(
        actions.on_surcharge_reduction, subject="measure_1", case_id="case_1", before_won=before,
        after_won=after, refund_due_won=due,
    )  # fmt: skip


def shares(desk: Desk) -> list[ShareOut]:
    """Return the shares."""
    return desk.act(lambda work: queries.shares(work, limit=50, cursor=None)).items


def standing(desk: Desk) -> tuple[int, int, int, int]:
    """Return free and reserved money of the fund, what fell short, what the Treasury is owed."""
    return desk.act(
        lambda work: (
            books.total(work, AccountKind.UNALLOCATED) + books.total(work, AccountKind.EARMARK),
            books.reserved(work),
            books.total(work, AccountKind.SHARE_SHORTFALL),
            books.total(work, AccountKind.PAYABLE),
        )
    )


@pytest.mark.invariant(36)
def test_a_fifth_of_what_is_collected_is_credited_and_never_drifts(desk: Desk) -> None:
    for amount in (7, 7, 7, 7, 7):  # each alone would bring 1, together they bring 7
        pay(desk, amount)
    (share,) = shares(desk)
    assert (share.ratio, share.collected_won, share.share_won) == ("1/5", 35, 7)
    assert [entry.after_won for entry in share.entries] == [1, 2, 4, 5, 7]
    assert standing(desk) == (7, 0, 0, 0)
    assert desk.equation().holds


@pytest.mark.invariant(36)
def test_news_that_come_twice_count_once(desk: Desk) -> None:
    event = pay(desk, 1000)
    desk.news(actions.on_surcharge_payment, **event)
    back = refund(desk, 500)
    desk.news(actions.on_surcharge_refund, **back)
    gone = annul(desk, 1000, 500)
    desk.news(actions.on_surcharge_annulment, **gone)
    assert shares(desk)[0].share_won == 100
    assert desk.holds("cash") == 200


@pytest.mark.invariant(15, 36)
def test_an_annulment_takes_the_share_back_at_once_and_the_refund_not_again(desk: Desk) -> None:
    pay(desk, 1000)
    before = desk.act(lambda work: len(books.postings_of(work, "measure_1")))
    annul(desk, 1000, 1000)
    assert standing(desk) == (0, 0, 0, 200)
    refund(desk, 1000)
    assert standing(desk) == (0, 0, 0, 200)
    postings = desk.act(lambda work: books.postings_of(work, "measure_1"))
    assert len(postings) == before + 2
    (row,) = desk.act(
        lambda work: queries.contributions(work, source="surcharge_share", limit=5, cursor=None)
    ).items
    assert (row.state.code, row.amount_won, row.taken_back_won) == ("returned", 200, 200)
    assert desk.equation().holds


@pytest.mark.invariant(36)
def test_a_reduction_takes_back_in_proportion(desk: Desk) -> None:
    pay(desk, 1000)
    reduce(desk, 1000, 601, 399)
    assert shares(desk)[0].share_won == 120
    reduce(desk, 601, 11, 590)
    assert shares(desk)[0].share_won == 2
    assert standing(desk) == (2, 0, 0, 198)


@pytest.mark.invariant(36)
def test_a_measure_lowered_before_anything_was_paid_moves_nothing(desk: Desk) -> None:
    reduce(desk, 1000, 500, 0)
    pay(desk, 500)
    assert shares(desk)[0].share_won == 100


@pytest.mark.invariant(36)
def test_what_was_overpaid_counts_neither_coming_nor_going(desk: Desk) -> None:
    pay(desk, 1100, overpaid_won=100)
    refund(desk, 100, cause="overpaid")
    assert shares(desk)[0].share_won == 200
    annul(desk, 1000, 1000)
    assert shares(desk)[0].share_won == 0


@pytest.mark.invariant(15, 36)
def test_reserved_money_is_not_taken_back_and_the_rest_falls_short(desk: Desk) -> None:
    pay(desk, 1000)
    desk.act(
        lambda work: earmarks.reserve_for(
            work, purposes=("general",), amount_won=150, subject="award_1", key="1"
        )
    )
    annul(desk, 1000, 1000)
    assert standing(desk) == (150, 150, 150, 200)
    assert shares(desk)[0].entries[-1].shortfall_won == 150
    assert desk.equation().holds
    parts = desk.act(lambda work: earmarks.use(work, subject="award_1"))
    desk.pay("award_1", parts, "payment_1")
    assert desk.equation().holds


@pytest.mark.invariant(15, 36)
def test_later_shares_make_a_shortfall_good_before_anything_else(desk: Desk) -> None:
    test_reserved_money_is_not_taken_back_and_the_rest_falls_short(desk)
    pay(desk, 500, measure="measure_2")  # a share of 100, all of it for the shortfall of 150
    assert standing(desk) == (0, 0, 50, 200)
    pay(desk, 500, measure="measure_2")
    assert standing(desk) == (50, 0, 0, 200)
    assert desk.equation().holds


@pytest.mark.invariant(36)
def test_other_shares_stand_in_where_the_own_money_is_used(desk: Desk) -> None:
    pay(desk, 1000)
    pay(desk, 2000, measure="measure_2")
    desk.act(
        lambda work: earmarks.reserve_for(
            work, purposes=("general",), amount_won=150, subject="award_1", key="1"
        )
    )
    annul(desk, 2000, 2000, measure="measure_2")
    assert standing(desk) == (200, 150, 0, 400)
    annul(desk, 1000, 1000)
    assert standing(desk) == (150, 150, 150, 600)
    assert desk.equation().holds


@pytest.mark.invariant(15, 16)
def test_a_giver_s_money_never_stands_in_for_a_share(desk: Desk) -> None:
    gift = desk.gift(1000, "입금-1")
    desk.earmark(gift, 900, "general")
    pay(desk, 1000)
    desk.act(
        lambda work: earmarks.reserve_for(
            work, purposes=("general",), amount_won=1100, subject="award_1", key="1"
        )
    )
    annul(desk, 1000, 1000)
    told = desk.full(gift.id).contribution
    assert (told.unallocated_won, told.earmarked_won, told.taken_back_won) == (100, 900, 0)
    assert desk.equation().holds


def test_shares_taken_back_are_paid_to_the_treasury_once_approved(desk: Desk) -> None:
    pay(desk, 1000)
    annul(desk, 1000, 1000)

    def asked(amount: int) -> Any:
        form = TreasuryRepaymentIn.model_validate(
            {"amount_won": amount, "letter_reference": "국고-1", "reason": "취소 확정"}
        )
        return desk.act(lambda work: actions.ask_treasury_repayment(work, form=form))

    with pytest.raises(MoreThanOwed):
        asked(201)
    change = asked(200)
    desk.approve(ApprovalKind.CONTRIBUTION_RETURN, change.id)
    desk.act(lambda work: actions.carry_out(work, change_id=change.id, version=None))
    assert (standing(desk), desk.holds("cash")) == ((0, 0, 0, 0), 0)


@pytest.mark.invariant(36)
def test_without_an_enacted_scheme_nothing_is_credited_and_nothing_fails(
    engine: Engine, clock: FrozenClock
) -> None:
    desk = open_desk(engine, clock, demonstration=False)
    pay(desk, 1000)
    refund(desk, 10)
    annul(desk, 1000, 990)
    reduce(desk, 1000, 500, 500)
    consent(desk)
    assert shares(desk) == []
    assert desk.act(books.trial_balance).lines == ()


@pytest.mark.invariant(36)
def test_a_scheme_that_comes_later_counts_from_its_first_day(desk: Desk) -> None:
    pay(desk, 1000, on="2024-12-31")
    assert shares(desk) == []
    pay(desk, 1000, on="2025-01-01")
    assert shares(desk)[0].share_won == 200


@pytest.mark.invariant(31, 36)
def test_news_of_a_closed_year_are_booked_forward(desk: Desk) -> None:
    pay(desk, 1000)
    desk.on(date(2027, 2, 1))

    def closed(work: Any) -> None:
        ledger.move_period(work, 2026, PeriodState.SOFT_CLOSED)
        ledger.move_period(work, 2026, PeriodState.CLOSED, "0" * 64)

    desk.act(closed)
    pay(desk, 1000, on="2026-12-30")
    refund(desk, 500, on="2026-12-31")
    days = {
        line.effective_on for line in desk.act(lambda work: books.postings_of(work, "measure_1"))
    }
    assert days == {date(2026, 11, 20), date(2027, 2, 1)}
    assert shares(desk)[0].share_won == 300


def consent(desk: Desk, **more: Any) -> None:
    """Let money of a consent decision come in."""
    event = {"subject": "contribution_1", "case_id": "case_1", "company_id": "",
             "amount_won": 700, "on": "2026-11-20"} | more  # fmt: skip
    desk.news(actions.on_consent_contribution, **event)


@pytest.mark.invariant(15)
def test_money_of_a_consent_decision_is_credited_once(desk: Desk) -> None:
    consent(desk, company_id=COMPANY)
    consent(desk, company_id=COMPANY)
    (row,) = desk.act(
        lambda work: queries.contributions(work, source="consent_decision", limit=5, cursor=None)
    ).items
    assert (row.amount_won, row.contributor_company_id) == (700, COMPANY)
    assert row.state.code == "earmarked"
    assert desk.holds("cash") == 700
    receipt = desk.act(lambda work: actions.issue(work, contribution_id=row.id))
    assert receipt.data["contributor"] == "대한모터스 (가상)"
    assert desk.equation().holds


def test_only_the_service_itself_credits_shares(desk: Desk) -> None:
    event = {"subject": "measure_1", "case_id": "case_1", "payment_id": "payment_x",
             "amount_won": 5, "on": "2026-11-20"}  # fmt: skip
    with pytest.raises(Forbidden):
        desk.act(lambda work: actions.on_surcharge_payment(work, event))


EVENTS = st.lists(
    st.tuples(st.sampled_from(["payment", "refund", "annulment"]), st.integers(1, 999)),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.mark.invariant(15, 36)
def test_the_share_is_the_floor_of_the_ratio_in_any_order_of_news(desk: Desk) -> None:
    @settings(
        max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(EVENTS.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
    def run(orders: tuple[list[tuple[str, int]], list[tuple[str, int]]]) -> None:
        stands = []
        for order in orders:
            measure = f"measure_x{next(NUMBERS)}"
            for kind, amount in order:
                if kind == "payment":
                    pay(desk, amount, measure)
                elif kind == "refund":
                    refund(desk, amount, measure)
                else:
                    annul(desk, next(NUMBERS), amount, measure)
            share = next(one for one in shares_all(desk) if one.measure_id == measure)
            gone = max(share.owed_back_won, share.refunded_won)
            assert share.share_won == max(0, share.collected_won - gone) // 5
            stands.append((share.share_won, share.collected_won))
        assert stands[0] == stands[1]
        assert desk.equation().holds

    run()


def shares_all(desk: Desk) -> list[ShareOut]:
    """Return the shares of every page."""
    return desk.act(lambda work: queries.shares(work, limit=200, cursor=None)).items
