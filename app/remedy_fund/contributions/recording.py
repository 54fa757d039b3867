"""Programmes, pledges, money that comes in, and setting it aside for a purpose."""

from dataclasses import dataclass
from datetime import date

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.people import queries as people
from app.remedy_fund.contributions import store
from app.remedy_fund.contributions.events import (
    ContributionEarmarked,
    ContributionPledged,
    ContributionReceived,
    PledgeWithdrawn,
    ProgrammeSet,
)
from app.remedy_fund.contributions.lifecycle import CONTRIBUTION, Asked, Command
from app.remedy_fund.contributions.money import CASH, FUND, UNALLOCATED, state_of
from app.remedy_fund.contributions.problems import ContributionRecorded, PurposeUnknown
from app.remedy_fund.contributions.purposes import Destination, refuse_other, refuse_unknown
from app.remedy_fund.contributions.rules.sums import Account, Source
from app.remedy_fund.contributions.schemas import EarmarkIn, PaymentIn, PledgeIn, ProgrammeIn
from app.remedy_fund.contributions.tables import Contribution, Earmark, Programme
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger.rules import AccountKind, Entry, TransactionKind, account_id, legs
from app.remedy_fund.schemes import queries as schemes

SCOPE = "contributions"
_TOMORROW = Text("오늘까지의 날짜를 적어 주세요", "Write a day that is not in the future")
_PAST = Text("오늘 이후의 날짜를 적어 주세요", "Write a day that has not passed")
_NO_COMPANY = Text("등록되지 않은 기업입니다", "There is no such company")
_NO_PURPOSE = Text("제도에 없는 용도입니다", "The scheme has no such purpose")


def set_programme(work: Work, *, form: ProgrammeIn) -> Programme:
    """Set up a programme; its purposes are those of the scheme."""
    work.require(May.BUDGET_SET, FUND)
    scheme = schemes.current(work, work.today)
    if set(form.purposes) - set(scheme.purposes):
        raise PurposeUnknown(errors=(FieldError("/purposes", "unknown", _NO_PURPOSE),))
    row = work.add(
        Programme(
            id=work.new_id("programme"), code=form.code, name_ko=form.name_ko,
            name_en=form.name_en, purposes=sorted(set(form.purposes)),
            from_on=form.from_on or work.today, until_on=form.until_on,
        )
    )  # fmt: skip
    work.record(ProgrammeSet(subject=row.id, code=row.code, purposes=tuple(row.purposes)))
    work.session.flush()
    return row


def pledge(work: Work, *, form: PledgeIn) -> Contribution:
    """Record a promise of money; what the contributor fixes holds for all of it."""
    work.require(May.CONTRIBUTION_RECORD, FUND)
    programme_id = form.programme_id or None
    refuse_unknown(work, Destination(form.purpose, programme_id), form.account)
    _refuse_expired(work, form.expires_on)
    _refuse_unknown_company(work, form.contributor_company_id)
    row = _new(work, Source(form.source), form.amount_won)
    row.account = str(form.account)
    row.contributor_company_id = form.contributor_company_id or None
    row.contributor_name = form.contributor_name
    row.programme_id, row.purpose, row.expires_on = programme_id, form.purpose, form.expires_on
    work.add(row)
    work.record(
        ContributionPledged(
            subject=row.id, source=row.source, amount_won=row.pledged_won, on=row.pledged_on
        )
    )
    work.session.flush()
    return row


def withdraw_pledge(work: Work, *, contribution_id: str, version: int | None) -> Contribution:
    """Note that a promise was taken back before any money came."""
    work.require(May.CONTRIBUTION_RECORD, FUND)
    row = store.locked(work, contribution_id)
    work.expect_version(row, version)
    CONTRIBUTION.take(state_of(work, row), Command.WITHDRAW)
    row.withdrawn_on = work.today
    work.record(
        PledgeWithdrawn(
            subject=row.id, source=row.source, amount_won=row.pledged_won, on=work.today
        )
    )
    work.session.flush()
    return row


def receive(
    work: Work, *, contribution_id: str, form: PaymentIn, version: int | None
) -> Contribution:
    """Record that the money of a pledge came in; what the contributor fixed is set aside at once.

    Raises ContributionRecorded for a reference seen before, and PeriodClosed for a closed year.
    """
    work.require(May.CONTRIBUTION_RECORD, FUND)
    row = store.locked(work, contribution_id)
    work.expect_version(row, version)
    return _book(work, row, Income(form.amount_won, form.on or work.today, form.reference))


@dataclass(frozen=True, slots=True)
class Income:
    """Money that came in; `unmatched_key` is set where it lies on the account `unmatched` already."""

    amount_won: int
    on: date
    reference: str
    unmatched_key: str = ""


def take_in(work: Work, *, contribution_id: str, income: Income) -> Contribution:
    """Book the money of a pledge for the room that found it on a statement and has asked.

    Where it names the key of its match, cash was booked already and is not booked twice.
    """
    return _book(work, store.locked(work, contribution_id), income)


def _book(work: Work, row: Contribution, income: Income) -> Contribution:
    CONTRIBUTION.take(state_of(work, row), Command.RECEIVE)
    _refuse_future(work, income.on)
    if store.under_reference(work, row.source, income.reference) is not None:
        raise ContributionRecorded(reference=income.reference)
    row.amount_won = row.unallocated_won = income.amount_won
    row.received_on, row.reference = income.on, income.reference
    matched = bool(income.unmatched_key)
    kind = TransactionKind.RECEIPT_MATCHED if matched else TransactionKind.CONTRIBUTION_RECEIVED
    source = account_id("unmatched") if matched else CASH
    open_books(work)
    ledger.post(
        work,
        Entry(
            kind=kind, key=row.id, scope=SCOPE, subject=row.id, effective_on=income.on,
            legs=legs(debit=[(source, row.amount_won)], credit=[(UNALLOCATED, row.amount_won)]),
        ),
    )  # fmt: skip
    tell_received(work, row)
    if row.purpose:
        destination = Destination(row.purpose, row.programme_id)
        set_aside(work, row, destination, amount_won=row.amount_won, expires_on=row.expires_on)
    work.session.flush()
    return row


def earmark(
    work: Work, *, contribution_id: str, form: EarmarkIn, version: int | None
) -> Contribution:
    """Set money of a contribution aside for a purpose, never another than its contributor fixed."""
    work.require(May.CONTRIBUTION_RECORD, FUND)
    row = store.locked(work, contribution_id)
    work.expect_version(row, version)
    asked = Asked(amount_won=form.amount_won, unallocated_won=row.unallocated_won)
    CONTRIBUTION.take(state_of(work, row), Command.EARMARK, asked)
    destination = Destination(form.purpose, form.programme_id or row.programme_id)
    refuse_other(row, destination)
    refuse_unknown(work, destination, row.account)
    expires_on = form.expires_on or row.expires_on
    _refuse_expired(work, expires_on)
    set_aside(work, row, destination, amount_won=form.amount_won, expires_on=expires_on)
    work.session.flush()
    return row


def set_aside(
    work: Work, row: Contribution, destination: Destination, *, amount_won: int,
    expires_on: date | None,
) -> Earmark:  # fmt: skip
    """Open an earmark with its account and move unallocated money of the contribution onto it."""
    made = new_earmark(work, row, destination, amount_won=amount_won, expires_on=expires_on)
    row.unallocated_won -= amount_won
    ledger.post(
        work,
        Entry(
            kind=TransactionKind.CONTRIBUTION_EARMARKED, key=made.id, scope=SCOPE, subject=row.id,
            effective_on=made.made_on,
            legs=legs(debit=[(UNALLOCATED, amount_won)], credit=[(made.account_id, amount_won)]),
        ),
    )  # fmt: skip
    return made


def new_earmark(
    work: Work, row: Contribution, destination: Destination, *, amount_won: int,
    expires_on: date | None,
) -> Earmark:  # fmt: skip
    """Open an earmark and its account in the books; the money is moved by who asked for it."""
    earmark_id = work.new_id("earmark")
    account = ledger.open_account(
        work, kind=AccountKind.EARMARK, code=f"earmark:{earmark_id}", earmark_id=earmark_id
    )
    made = work.add(
        Earmark(
            id=earmark_id, contribution_id=row.id, account_id=account,
            programme_id=destination.programme_id, purpose=destination.purpose,
            amount_won=amount_won, received_on=row.received_on or work.today,
            expires_on=expires_on, made_on=work.today,
        )
    )  # fmt: skip
    work.session.flush()
    work.record(
        ContributionEarmarked(
            subject=row.id, source=row.source, amount_won=amount_won, on=work.today,
            earmark_id=made.id, purpose=made.purpose, programme_id=made.programme_id or "",
        )
    )  # fmt: skip
    return made


def open_books(work: Work) -> None:
    """Have the accounts there that contributions move; opening one twice changes nothing."""
    ledger.open_accounts(work, "cash", "unallocated", "share_shortfall", "payable:treasury")


def new_received(
    work: Work, source: Source, *, amount_won: int, on: date, reference: str, cause_id: str
) -> Contribution:
    """Return a contribution that came in without a pledge; its money is booked by who asked."""
    row = _new(work, source, amount_won)
    row.amount_won = row.unallocated_won = amount_won
    row.received_on, row.reference, row.cause_id = on, reference, cause_id
    work.add(row)
    work.session.flush()
    tell_received(work, row)
    return row


def tell_received(work: Work, row: Contribution) -> None:
    """Record that money of a contribution came in."""
    work.record(
        ContributionReceived(
            subject=row.id, source=row.source, amount_won=row.amount_won,
            on=row.received_on or work.today, account=row.account,
        )
    )  # fmt: skip


def _new(work: Work, source: Source, amount_won: int) -> Contribution:
    return Contribution(
        id=work.new_id("contrib"), source=str(source), account=str(Account.GENERAL),
        pledged_on=work.today, pledged_won=amount_won, recorded_by=work.actor.account_id,
    )  # fmt: skip


def _refuse_future(work: Work, on: date) -> None:
    if on > work.today:
        raise Invalid(errors=(FieldError("/on", "future", _TOMORROW),))


def _refuse_expired(work: Work, expires_on: date | None) -> None:
    if expires_on is not None and expires_on < work.today:
        raise Invalid(errors=(FieldError("/expires_on", "past", _PAST),))


def _refuse_unknown_company(work: Work, company_id: str) -> None:
    if company_id and company_id not in people.company_names(work, [company_id]):
        raise Invalid(errors=(FieldError("/contributor_company_id", "unknown", _NO_COMPANY),))
