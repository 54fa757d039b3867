"""Money that comes in: pledged, received, set aside, confirmed, refused in a closed year."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from app.kernel.lifecycle import StepBlocked, StepNotAllowed
from app.kernel.problems import Invalid, Problem, Stale
from app.law.figures import Status
from app.papers.render import render
from app.remedy_fund.contributions import actions, queries, uses
from app.remedy_fund.contributions.paper import TEMPLATE
from app.remedy_fund.contributions.problems import (
    ContributionRecorded,
    EarmarksShort,
    NoContributor,
    NotReceived,
    PurposeFixed,
    PurposeUnknown,
    UseNotConfigured,
)
from app.remedy_fund.contributions.purposes import Destination, refuse_other
from app.remedy_fund.contributions.recording import Income, open_books
from app.remedy_fund.contributions.schemas import (
    PledgeIn,
)
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger.rules import AccountKind, Entry, PeriodState, TransactionKind, legs
from app.remedy_fund.ledger.rules import account_id as ledger_account_id
from app.remedy_fund.schemes.problems import NoEnactedScheme
from tests.remedy_fund.contributions.desk import Desk, open_desk
from tests.remedy_fund.contributions.scene import (
    programme,
    refuse,
    reserve,
    state,
)


@pytest.mark.invariant(15, 16)
def test_a_contribution_goes_from_pledge_to_its_purpose(desk: Desk) -> None:
    row = desk.pledge(1000)
    assert state(desk, row.id) == "pledged"
    desk.receive(row, 900, "입금-1")
    assert state(desk, row.id) == "received"
    assert (desk.holds("cash"), desk.holds("unallocated")) == (900, 900)
    desk.earmark(row, 500, "litigation")
    full = desk.full(row.id)
    assert full.contribution.state.code == "earmarked"
    assert (full.contribution.unallocated_won, full.earmarks[0].available_won) == (400, 500)
    assert desk.holds(f"earmark:{full.earmarks[0].id}") == 500
    assert desk.equation().holds


def test_money_under_a_reference_seen_before_is_refused(desk: Desk) -> None:
    desk.gift(100, "입금-1")
    other = desk.pledge(100)
    refuse(ContributionRecorded, lambda: desk.receive(other, 100, "입금-1"))
    assert desk.holds("cash") == 100


def test_a_pledge_is_received_once_and_withdrawn_only_before(desk: Desk) -> None:
    row = desk.gift(100, "입금-1")
    refuse(StepNotAllowed, lambda: desk.receive(row, 100, "입금-2"))

    def withdrawn(row_id: str) -> Any:
        return desk.act(
            lambda work: actions.withdraw_pledge(work, contribution_id=row_id, version=None)
        )

    refuse(StepNotAllowed, lambda: withdrawn(row.id))
    other = desk.pledge(50)
    withdrawn(other.id)
    assert state(desk, other.id) == "withdrawn"
    refuse(StepNotAllowed, lambda: desk.receive(other, 50, "입금-3"))


def test_money_of_tomorrow_has_not_come_in(desk: Desk) -> None:
    row = desk.pledge(100)
    refuse(Invalid, lambda: desk.receive(row, 100, "입금-1", on="2026-11-24"))


def test_a_write_on_an_older_version_is_refused(desk: Desk) -> None:
    row = desk.gift(100, "입금-1")
    refuse(
        Stale,
        lambda: desk.act(
            lambda work: actions.withdraw_pledge(work, contribution_id=row.id, version=1)
        ),
    )


@pytest.mark.invariant(16)
def test_what_the_contributor_fixed_is_set_aside_at_once_and_for_nothing_else(desk: Desk) -> None:
    programme_id = programme(desk, "litigation", "valuation")
    row = desk.gift(1000, "입금-1", purpose="litigation", programme_id=programme_id)
    (earmark,) = desk.full(row.id).earmarks
    assert (earmark.purpose, earmark.programme_id) == ("litigation", programme_id)
    assert desk.holds("unallocated") == 0
    refuse(EarmarksShort, lambda: reserve(desk, 1, "award_1"))
    refuse(EarmarksShort, lambda: reserve(desk, 1, "award_1", purposes=("valuation",)))
    assert reserve(desk, 1, "award_1", programme_id=programme_id)


@pytest.mark.invariant(16)
def test_a_fixed_programme_without_a_purpose_binds_the_earmark(desk: Desk) -> None:
    programme_id = programme(desk, "litigation", "valuation")
    row = desk.gift(1000, "입금-1", programme_id=programme_id)
    refuse(PurposeUnknown, lambda: desk.earmark(row, 10, "liquidity"))
    desk.earmark(row, 10, "valuation")
    assert desk.full(row.id).earmarks[0].programme_id == programme_id


def test_a_purpose_that_the_contributor_did_not_fix_is_refused(desk: Desk) -> None:
    row = desk.pledge(10, purpose="litigation")
    refuse(PurposeFixed, lambda: refuse_other(row, Destination("valuation")))
    refuse_other(row, Destination("litigation"))


def test_purposes_and_programmes_that_there_are_not_are_refused(desk: Desk) -> None:
    refuse(PurposeUnknown, lambda: desk.pledge(10, purpose="yacht"))
    refuse(PurposeUnknown, lambda: desk.pledge(10, programme_id="programme_0"))
    refuse(PurposeUnknown, lambda: programme(desk, "yacht"))


def test_more_than_is_left_is_not_set_aside(desk: Desk) -> None:
    row = desk.gift(100, "입금-1")
    desk.earmark(row, 60, "litigation")
    refused = refuse(StepBlocked, lambda: desk.earmark(row, 41, "litigation"))
    assert "40" in refused.detail.en


def test_the_cooperation_account_pays_what_is_on_its_list(desk: Desk) -> None:
    row = desk.gift(100, "입금-1", account="cooperation", purpose="litigation")
    refuse(PurposeUnknown, lambda: desk.pledge(10, account="cooperation", purpose="liquidity"))
    account = desk.act(queries.cooperation_account)
    assert (account.contributions, account.received_won, account.earmarked_won) == (1, 100, 100)
    assert {use.code for use in account.uses} >= {"running_cost", "litigation"}
    assert desk.full(row.id).contribution.account.code == "cooperation"


@pytest.mark.invariant(16)
def test_a_use_that_no_source_gives_is_not_configured_and_not_paid(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = uses.known_lists()
    statute = next(one for one in known if one.status is Status.ENACTED)
    shown = replace(statute, status=Status.DEMONSTRATION, from_on=date(2025, 1, 1))
    monkeypatch.setattr(uses, "known_lists", lambda: (shown,))
    refuse(UseNotConfigured, lambda: desk.pledge(10, account="cooperation", purpose="litigation"))
    desk.pledge(10, account="cooperation", purpose="running_cost")
    monkeypatch.setattr(uses, "known_lists", tuple)
    refuse(UseNotConfigured, lambda: desk.pledge(10, account="cooperation", purpose="running_cost"))


def test_without_an_enacted_scheme_no_contribution_is_recorded(
    engine: Engine, clock: FrozenClock
) -> None:
    desk = open_desk(engine, clock, demonstration=False)
    refuse(NoEnactedScheme, lambda: desk.pledge(10))


@pytest.mark.invariant(15)
def test_money_that_was_matched_on_a_statement_is_not_booked_as_cash_again(desk: Desk) -> None:
    row = desk.pledge(700)

    def found(work: Any) -> None:
        open_books(work)
        ledger.open_account(work, kind=AccountKind.UNMATCHED, code="unmatched")
        amounts = {"debit": [(ledger_account_id("cash"), 700)],
                   "credit": [(ledger_account_id("unmatched"), 700)]}  # fmt: skip
        ledger.post(
            work,
            Entry(kind=TransactionKind.RECEIPT_UNMATCHED, key="line_1", scope="test",
                  subject="line_1", effective_on=work.today, legs=legs(**amounts)),
        )  # fmt: skip
        income = Income(700, work.today, "거래-1", unmatched_key="line_1")
        actions.take_in(work, contribution_id=row.id, income=income)

    desk.act(found)
    assert state(desk, row.id) == "received"
    assert (desk.holds("cash"), desk.holds("unmatched"), desk.holds("unallocated")) == (700, 0, 700)
    assert desk.equation().holds


def test_a_receipt_is_numbered_once_and_is_no_tax_form(desk: Desk) -> None:
    row = desk.pledge(1_234_567, purpose="litigation")
    refuse(NotReceived, lambda: desk.act(lambda w: actions.issue(w, contribution_id=row.id)))
    desk.receive(row, 1_234_567, "입금-1")
    first = desk.act(lambda work: actions.issue(work, contribution_id=row.id))
    again = desk.act(lambda work: actions.issue(work, contribution_id=row.id))
    assert first.number == again.number == "출연-2026-00001"
    assert first.data["amount"]["ko"] == "1,234,567원 (123만 4,567원)"
    for language in ("ko", "en"):
        content = render(TEMPLATE, first.data, language=language)
        assert content.startswith(b"%PDF")
        assert render(TEMPLATE, first.data, language=language) == content


def test_a_share_of_a_surcharge_has_nobody_to_confirm_it_to(desk: Desk) -> None:
    desk.news(
        actions.on_surcharge_payment, subject="measure_1", case_id="case_1",
        payment_id="payment_1", amount_won=1000, on="2026-11-20",
    )  # fmt: skip
    (share,) = desk.act(
        lambda work: queries.contributions(work, source="surcharge_share", limit=5, cursor=None)
    ).items
    refuse(NoContributor, lambda: desk.act(lambda w: actions.issue(w, contribution_id=share.id)))


def test_a_closed_year_takes_no_contribution(desk: Desk) -> None:
    desk.on(date(2027, 2, 1))

    def closed(work: Any) -> None:
        ledger.move_period(work, 2026, PeriodState.SOFT_CLOSED)
        ledger.move_period(work, 2026, PeriodState.CLOSED, "0" * 64)

    desk.act(closed)
    row = desk.pledge(100)
    refuse(Problem, lambda: desk.receive(row, 100, "입금-1", on="2026-12-31"))
    desk.receive(row, 100, "입금-1", on="2027-01-31")


def test_a_giver_is_named_and_amounts_are_whole_won() -> None:
    good = {"source": "company", "contributor_name": "가상", "amount_won": 1}
    PledgeIn.model_validate(good)
    wrong: list[dict[str, Any]] = [
        {"amount_won": amount} for amount in (0, -1, 1.0, True, "1", 10**15 + 1, None, 1e3)
    ]
    wrong += [{"contributor_name": ""}, {"account": "cooperation", "source": "state"},
              {"source": "surcharge_share"}, {"purpose": "Not A Code"}]  # fmt: skip
    for more in wrong:
        with pytest.raises(ValueError):  # noqa: PT011 - pydantic's own
            PledgeIn.model_validate(good | more)
