"""A year is closed once, for ever, with its reasons; its statement comes out the same at any time."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from app.db.work import Work
from app.kernel.lifecycle import StepBlocked, StepNotAllowed
from app.remedy_fund.closing import queries
from app.remedy_fund.closing.lifecycle import FISCAL_YEAR
from app.remedy_fund.closing.problems import CouncilNotQuorate
from app.remedy_fund.closing.rules import digest
from app.remedy_fund.closing.store import entries, years
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.problems import PeriodClosed
from app.remedy_fund.ledger.rules import AccountKind, Entry, TransactionKind, legs
from app.remedy_fund.ledger.rules import account_id as ledger_account_id
from app.remedy_fund.payments.tables import BankMessage, BankStatement, Disbursement, StatementLine
from tests.remedy_fund.closing.conftest import YEAR, FundYear

LAST_DAY = date(YEAR, 12, 31)


def sections(content: str) -> dict[str, dict[str, list[str | None]]]:
    return {
        section["code"]: {code: values for code, *values in section["lines"]}
        for section in json.loads(content)["sections"]
    }


def receipt(year: FundYear, won: int, key: str, on: date, credit: str = "unmatched") -> str:
    def act(work: Work) -> str:
        kind = AccountKind(credit)
        into = ledger.open_account(work, kind=kind, code=credit)
        told = {
            AccountKind.UNMATCHED: TransactionKind.RECEIPT_UNMATCHED,
            AccountKind.UNALLOCATED: TransactionKind.CONTRIBUTION_RECEIVED,
        }[kind]
        entry = Entry(
            kind=told, key=key, scope="test", subject=key, effective_on=on,
            legs=legs(debit=[(ledger_account_id("cash"), won)], credit=[(into, won)]),
        )  # fmt: skip
        return ledger.post(work, entry).transaction_id

    return year.desk.act(act)


def reasons(year: FundYear) -> list[str]:
    with pytest.raises(StepBlocked) as refused:
        year.close()
    return [reason["code"] for reason in refused.value.facts["reasons"]]


# --- the way to the end


@pytest.mark.invariant(31)
def test_a_year_is_closed_with_a_statement_that_the_books_know(year: FundYear) -> None:
    row = year.end()
    period = year.read(lambda work: books.period(work, YEAR))
    assert (str(period.state), period.closing_sha256) == ("closed", row.sha256)
    assert digest(row.content.encode()) == row.sha256
    told = sections(row.content)
    assert told["trial_balance"]["cash"] == ["2300", "0"]
    assert told["trial_balance"]["total"] == ["2300", "2300"]
    assert told["equation"]["left"] == told["equation"]["right"] == ["2300"]
    assert told["by_kind"]["disbursement_paid"] == ["2", "700", "0", "700"]
    assert told["opening"] == {"total": ["0", "0"]}


@pytest.mark.invariant(31)
def test_closing_twice_is_closing_once(year: FundYear) -> None:
    first = year.end()
    second = year.close()
    assert (second.id, second.sha256, second.version) == (first.id, first.sha256, first.version)
    with pytest.raises(StepNotAllowed):
        year.soft_close()


def test_a_year_that_is_not_over_is_not_soft_closed(year: FundYear) -> None:
    with pytest.raises(StepBlocked) as refused:
        year.soft_close()
    assert refused.value.facts["reasons"][0]["code"] == "year_not_over"


def test_an_open_year_is_neither_reviewed_nor_closed(year: FundYear) -> None:
    year.over()
    with pytest.raises(StepNotAllowed):
        year.review()
    with pytest.raises(StepNotAllowed):
        year.close()


def test_an_earlier_year_comes_first(year: FundYear) -> None:
    receipt(year, 10, "early", date(2025, 12, 30), "unallocated")
    year.over()
    with pytest.raises(StepBlocked) as refused:
        year.soft_close()
    assert refused.value.facts["reasons"][0]["code"] == "earlier_year_open"


def test_every_step_names_who_may_take_it() -> None:
    assert {(row.source, row.command, str(row.by)) for row in FISCAL_YEAR.rows} == {
        ("open", "soft_close", "periods:close"),
        ("soft_closed", "review", "periods:review"),
        ("soft_closed", "close", "periods:close"),
    }


# --- the council


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"outsiders": 4}, ["/outsiders"]),
        ({"members": 8, "outsiders": 4, "present": 4}, ["/present"]),
        ({"present": 10}, ["/present"]),
        ({"outsiders": 10, "present": 0}, ["/outsiders", "/present"]),
    ],
)
def test_a_council_that_could_not_decide_is_refused(
    year: FundYear, more: dict[str, Any], wrong: list[str]
) -> None:
    year.over()
    year.soft_close()
    with pytest.raises(CouncilNotQuorate) as refused:
        year.review(**more)
    assert [error.pointer for error in refused.value.errors] == wrong
    assert str(refused.value.basis[0]) == "국가재정법 제74조"


def test_half_outsiders_and_more_than_half_present_are_enough(year: FundYear) -> None:
    year.over()
    year.soft_close()
    assert year.review(members=8, outsiders=4, present=5).approved


def test_a_year_is_not_closed_without_the_council_nor_against_it(year: FundYear) -> None:
    year.over()
    year.soft_close()
    assert reasons(year) == ["not_reviewed"]
    year.review(approved=False)
    assert reasons(year) == ["not_approved"]
    year.review()
    assert year.close().sha256


def test_books_that_changed_after_the_review_are_reviewed_again(year: FundYear) -> None:
    posted = receipt(year, 50, "late", LAST_DAY, "unallocated")
    year.over()
    year.soft_close()
    year.review()
    year.desk.clock.advance(minutes=5)
    year.desk.act(lambda work: ledger.reverse(work, posted, key="r", effective_on=LAST_DAY))
    assert reasons(year) == ["changed_since_review"]
    year.review()
    assert year.close().sha256


# --- what stands in the way


def test_receipts_that_nobody_knows_keep_the_year_open(year: FundYear) -> None:
    receipt(year, 70, "who", date(YEAR, 12, 30))
    year.over()
    year.soft_close()
    year.review()
    assert reasons(year) == ["accounts_not_empty"]


@pytest.mark.invariant(26)
def test_a_line_of_the_bank_without_its_entry_keeps_the_year_open(year: FundYear) -> None:
    year.desk.act(lambda work: a_line(work, date(YEAR, 12, 31)))
    year.over()
    year.soft_close()
    year.review()
    assert reasons(year) == ["unmatched_lines"]


def test_a_line_of_the_next_year_does_not(year: FundYear) -> None:
    year.desk.act(lambda work: a_line(work, date(YEAR + 1, 1, 2)))
    assert year.end().sha256


def test_a_payment_whose_outcome_is_unknown_keeps_the_year_open(year: FundYear) -> None:
    year.desk.act(an_unknown_payment)
    year.over()
    year.soft_close()
    year.review()
    assert "unknown_payments" in reasons(year)


def test_broken_books_keep_the_year_open(year: FundYear) -> None:
    year.over()
    year.soft_close()
    year.review()
    break_budget(year)
    assert reasons(year) == ["check_failed"]


def a_line(work: Work, on: date) -> None:
    message = work.add(
        BankMessage(id="bmsg_1", outgoing=False, kind="camt.053", sha256="0" * 64, state="read",
                    aside=[], kept_at=work.now)
    )  # fmt: skip
    work.session.flush()
    statement = work.add(
        BankStatement(id="bst_1", account="1", number="1", day=on, opening_won=0, closing_won=5,
                      missing_won=0, message_id=message.id, imported_at=work.now)
    )  # fmt: skip
    work.session.flush()
    work.add(
        StatementLine(id="stl_1", account="1", reference="r", credit=True, amount_won=5,
                      booked_on=on, statement_id=statement.id, state="open",
                      first_seen_at=work.now)
    )  # fmt: skip
    told(work)


def an_unknown_payment(work: Work) -> None:
    work.add(
        Disbursement(id="disb_x", award_id="award_x", application_id="app_x", amount_won=5,
                     loan=False, state="unknown", sources=[], created_at=work.now)
    )  # fmt: skip
    told(work)


def break_budget(year: FundYear) -> None:
    def act(work: Work) -> None:
        (row,) = years.items_of_budget(work, YEAR)
        row.paid_won += 1
        told(work)

    year.desk.act(act)


def told(work: Work) -> None:
    from app.db.events import ActRefused  # noqa: PLC0415 - the scene, not the service

    work.record(ActRefused(subject="fund", problem="set-up"))


# --- after it


@pytest.mark.invariant(31)
@pytest.mark.parametrize("day", [date(YEAR, 1, 1), LAST_DAY])
def test_nothing_is_posted_into_a_closed_year(year: FundYear, day: date) -> None:
    year.end()
    with pytest.raises(PeriodClosed):
        receipt(year, 10, f"late-{day}", day, "unallocated")


@pytest.mark.invariant(31)
def test_a_correction_goes_forward_and_names_what_it_takes_back(year: FundYear) -> None:
    posted = receipt(year, 10, "wrong", LAST_DAY, "unallocated")
    row = year.end()
    with pytest.raises(PeriodClosed):
        year.desk.act(lambda work: ledger.reverse(work, posted, key="r", effective_on=LAST_DAY))
    made = year.desk.act(
        lambda work: ledger.reverse(work, posted, key="r", effective_on=work.today)
    )
    shown = year.read(lambda work: queries.year(work, YEAR))
    assert [(one.transaction_id, one.reverses) for one in shown.corrections] == [
        (made.transaction_id, posted)
    ]
    assert year.recomputed() == row.sha256


@pytest.mark.invariant(31)
def test_what_is_opened_with_is_what_was_closed_with(year: FundYear) -> None:
    row = year.end()
    receipt(year, 10, "next", date(YEAR + 1, 1, 1), "unallocated")
    closed_with = year.read(lambda work: books.trial_balance(work, LAST_DAY))
    told_then = sections(row.content)["trial_balance"]
    assert {
        one.code: [str(one.debit_won), str(one.credit_won)]
        for one in closed_with.lines if one.debit_won or one.credit_won
    } == {code: values for code, values in told_then.items() if code != "total"}  # fmt: skip


@pytest.mark.invariant(13, 31)
def test_a_statement_comes_out_byte_for_byte_whatever_happens_later(year: FundYear) -> None:
    year.commit(500, "award_a", paid_won=200)
    row = year.end()
    year.desk.clock.advance(days=40)
    year.give(9000, "G-9")
    year.pay(400, "disb_three")
    year.desk.on(date(YEAR + 3, 5, 1))
    assert year.recomputed() == row.sha256
    shown = year.read(lambda work: queries.closing(work, YEAR))
    assert shown.identical
    assert shown.content == row.content


@pytest.mark.invariant(17)
def test_only_what_is_committed_is_carried_over(year: FundYear) -> None:
    year.commit(500, "award_a", paid_won=200)
    told = sections(year.end().content)["budget"]["proof:litigation"]
    cap, paid, committed, carried_in, carried_out = told
    assert (cap, paid, committed, carried_in, carried_out) == ("4700", "200", "0", "0", "300")
    (following,) = year.read(lambda work: years.items_of_budget(work, YEAR + 1))
    assert (following.cap_won, following.committed_won, following.carried_in_won) == (300,) * 3


@pytest.mark.invariant(13)
def test_what_was_known_at_an_instant_is_told_the_same_later(year: FundYear) -> None:
    at = year.desk.clock.now()
    day = year.desk.today

    def known(work: Work) -> Any:
        found = books.trial_balance(work, day, at)
        return [(one.code, one.debit_won, one.credit_won) for one in found.lines]

    before = year.read(known)
    year.desk.clock.advance(hours=1)
    posted = receipt(year, 30, "later", day - timedelta(days=3), "unallocated")
    assert [row for row in year.read(known) if row[1] or row[2]] == [
        row for row in before if row[1] or row[2]
    ]
    later = year.read(lambda work: books.recorded_later(work, day, at, year.desk.clock.now()))
    assert {line.transaction_id for line in later} == {posted}
    now = year.read(lambda work: books.total(work, AccountKind.CASH, effective_on=day))
    assert now == 2300 + sum(line.amount_won for line in later if line.code == "cash")


def test_an_entry_recorded_after_the_instant_moves_the_instant_on(year: FundYear) -> None:
    year.over()
    year.soft_close()
    year.review()
    at = year.desk.clock.now()
    posted = year.read(lambda work: entries.last_recorded(work, to_on=LAST_DAY))
    assert posted is not None
    assert year.close().known_at == at
