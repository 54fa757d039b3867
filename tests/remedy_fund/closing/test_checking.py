"""The check names what is wrong, tells what waits and for how long, and changes nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.db.work import Work
from app.remedy_fund.closing import actions, checking, queries
from app.remedy_fund.closing.store import years
from app.remedy_fund.closing.words import ACCOUNTS, FINDINGS, TRANSACTIONS
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.problems import PeriodClosed
from app.remedy_fund.ledger.rules import AccountKind, TransactionKind
from app.remedy_fund.ledger.rules import account_id as ledger_account_id
from app.remedy_fund.payments.tables import Disbursement
from tests.remedy_fund.closing.conftest import YEAR, FundYear
from tests.remedy_fund.closing.test_closing import break_budget, receipt, told


def codes(year: FundYear) -> list[str]:
    found = checking.check(year.desk.world)
    assert found.sound == (not found.findings)
    return [finding.code for finding in found.findings]


def test_a_sound_fund_has_no_findings(year: FundYear) -> None:
    year.commit(500, "award_a", paid_won=200)
    found = checking.check(year.desk.world)
    assert (found.sound, found.wrong, found.findings) == (True, 0, ())
    assert found.postings == 12


def test_sums_of_a_budget_that_do_not_add_up_are_found(year: FundYear) -> None:
    break_budget(year)
    assert codes(year) == ["budget_sums"]


def test_reserved_money_that_no_payment_names_is_found(year: FundYear) -> None:
    def act(work: Work) -> str:
        account = next(iter(books.balances(work, AccountKind.EARMARK)))
        return ledger.reserve(
            work, account_id=ledger_account_id(account), amount_won=1, subject="nobody", key="k"
        )

    year.desk.act(act)
    assert codes(year) == ["reservation_alone"]


def test_a_payment_that_is_not_covered_is_found(year: FundYear) -> None:
    def act(work: Work) -> None:
        source = {"earmark_id": "e", "account_id": "a", "reservation_id": "gone", "amount_won": 5}
        work.add(
            Disbursement(id="disb_x", award_id="award_x", application_id="app_x", amount_won=5,
                         loan=False, state="held", sources=[source], created_at=work.now)
        )  # fmt: skip
        told(work)

    year.desk.act(act)
    assert codes(year) == ["payment_not_reserved"]


@pytest.mark.invariant(31)
def test_a_statement_that_was_altered_is_found(year: FundYear) -> None:
    year.end()
    assert codes(year) == []

    def act(work: Work) -> None:
        row = years.closing(work, YEAR)
        assert row is not None
        row.content = row.content.replace("2300", "2400")
        told(work)

    year.desk.act(act)
    assert codes(year) == ["closing_differs"]


@pytest.mark.invariant(31)
def test_an_entry_before_a_closed_year_is_refused(year: FundYear) -> None:
    year.end()
    with pytest.raises(PeriodClosed):
        receipt(year, 10, "way-back", date(YEAR - 1, 6, 1), "unallocated")
    assert codes(year) == []


@pytest.mark.invariant(31)
def test_an_entry_past_the_guards_of_a_closed_year_is_found(year: FundYear) -> None:
    year.end()
    year.desk.clock.advance(hours=1)
    _open_by_hand(year)
    receipt(year, 10, "way-back", date(YEAR, 6, 1), "unallocated")
    assert "entry_in_closed_year" in codes(year)


def _open_by_hand(year: FundYear) -> None:
    engine = year.desk.world.engine
    guard = (
        "DROP TRIGGER ledger_period_move"
        if engine.dialect.name == "sqlite"
        else "ALTER TABLE ledger_period DISABLE TRIGGER ledger_move_period"
    )
    with engine.begin() as connection:
        connection.execute(text(guard))
        connection.execute(text("UPDATE ledger_period SET state = 'open'"))


def test_what_waits_is_told_with_its_age(year: FundYear) -> None:
    today = year.desk.today
    receipt(year, 30, "old", today - timedelta(days=20))
    receipt(year, 70, "new", today - timedelta(days=5))
    (waiting,) = checking.check(year.desk.world).clearing
    assert (waiting.code, waiting.balance_won, waiting.age_days) == ("unmatched", 100, 20)
    assert waiting.since_on == today - timedelta(days=20)


def test_the_check_is_kept_and_told_and_the_year_shows_it(year: FundYear) -> None:
    assert year.read(queries.last_check).checked_at is None
    break_budget(year)
    found = checking.check(year.desk.world)
    year.worker(lambda work: checking.keep(work, found))
    shown = year.read(queries.last_check)
    assert (shown.sound, [one.code for one in shown.findings]) == (False, ["budget_sums"])
    assert shown.checked_at == year.desk.clock.now()
    year.over()
    year.soft_close()
    steps = {step.command: step for step in year.read(lambda work: queries.year(work, YEAR)).steps}
    assert "check_failed" in [reason.code for reason in steps["close"].blocked]


def test_a_check_repairs_nothing(year: FundYear) -> None:
    break_budget(year)
    assert codes(year) == codes(year) == ["budget_sums"]


def test_everything_that_a_statement_names_has_words() -> None:
    assert set(ACCOUNTS) == set(AccountKind)
    assert set(TRANSACTIONS) == set(TransactionKind)
    assert {"fund_equation", "balance", "closing_differs"} <= set(FINDINGS)
    assert actions.YEARLY == "yearly"
