"""Re-designation, return of mis-paid money, and repayment to the Treasury: asked, approved, carried out."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals.queries import solvency
from app.remedy_fund.approvals.rules import Aggregate, ApprovalKind, Dimension
from app.remedy_fund.contributions import store
from app.remedy_fund.contributions.events import (
    ContributionChangeAsked,
    ContributionChangeDropped,
    ContributionRedesignated,
    ContributionReturned,
    TreasuryRepaid,
)
from app.remedy_fund.contributions.lifecycle import (
    CHANGE,
    CONTRIBUTION,
    Asked,
    ChangeCommand,
    Command,
)
from app.remedy_fund.contributions.money import (
    CASH,
    FUND,
    TREASURY,
    UNALLOCATED,
    available_won,
    sums_of,
)
from app.remedy_fund.contributions.problems import MoreThanOwed
from app.remedy_fund.contributions.purposes import Destination, refuse_unknown
from app.remedy_fund.contributions.recording import SCOPE, new_earmark, open_books
from app.remedy_fund.contributions.rules.sums import standing
from app.remedy_fund.contributions.schemas import (
    RedesignationIn,
    ReturnIn,
    TreasuryRepaymentIn,
)
from app.remedy_fund.contributions.tables import Contribution, ContributionChange, Earmark
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import Entry, TransactionKind, legs

_SAME = Text("지금과 다른 용도나 사업, 기한을 고르세요", "Choose another purpose, programme or day")
_NOT_ITS = Text("이 출연의 용도 지정이 아닙니다", "Not an earmark of this contribution")
_PAST = Text("오늘 이후의 날짜를 적어 주세요", "Write a day that has not passed")


class Kind(StrEnum):
    """What kind of change it is."""

    REDESIGNATION = "redesignation"
    RETURN = "return"
    TREASURY = "treasury"


APPROVAL: Mapping[Kind, ApprovalKind] = {
    Kind.REDESIGNATION: ApprovalKind.REDESIGNATION,
    Kind.RETURN: ApprovalKind.CONTRIBUTION_RETURN,
    Kind.TREASURY: ApprovalKind.CONTRIBUTION_RETURN,
}


def ask_redesignation(
    work: Work, *, contribution_id: str, form: RedesignationIn, version: int | None
) -> ContributionChange:
    """Ask that money of an earmark may serve another purpose, within what is free on it.

    The official letter is the ground on which what a contributor fixed may be changed.
    """
    work.require(May.CONTRIBUTION_REDESIGNATE, FUND)
    row = store.locked(work, contribution_id)
    work.expect_version(row, version)
    destination = Destination(form.purpose, form.programme_id or None)
    refuse_unknown(work, destination, row.account)
    source = _own_earmark(work, row, form.earmark_id)
    if form.expires_on is not None and form.expires_on < work.today:
        raise Invalid(errors=(FieldError("/expires_on", "past", _PAST),))
    before = (source.purpose, source.programme_id, source.expires_on)
    if before == (destination.purpose, destination.programme_id, form.expires_on):
        raise Invalid(errors=(FieldError("/purpose", "same", _SAME),))
    _refuse_step(work, row, Command.REDESIGNATE, form.amount_won, form.earmark_id)
    made = _new(work, Kind.REDESIGNATION, form)
    made.contribution_id, made.earmark_id = row.id, source.id
    made.purpose, made.programme_id = destination.purpose, destination.programme_id
    made.expires_on = form.expires_on
    return _ask(work, made)


def ask_return(
    work: Work, *, contribution_id: str, form: ReturnIn, version: int | None
) -> ContributionChange:
    """Ask that money which came in by mistake may be given back."""
    work.require(May.CONTRIBUTION_REDESIGNATE, FUND)
    row = store.locked(work, contribution_id)
    work.expect_version(row, version)
    if form.earmark_id:
        _own_earmark(work, row, form.earmark_id)
    _refuse_step(work, row, Command.RETURN, form.amount_won, form.earmark_id)
    made = _new(work, Kind.RETURN, form)
    made.contribution_id, made.earmark_id = row.id, form.earmark_id or None
    return _ask(work, made)


def ask_treasury_repayment(work: Work, *, form: TreasuryRepaymentIn) -> ContributionChange:
    """Ask that shares which were taken back may be paid to the Treasury."""
    work.require(May.CONTRIBUTION_REDESIGNATE, FUND)
    open_books(work)
    _refuse_more_than_owed(work, form.amount_won)
    return _ask(work, _new(work, Kind.TREASURY, form))


def carry_out(work: Work, *, change_id: str, version: int | None) -> ContributionChange:
    """Carry out a change that enough persons have approved as it stands, within what is free now."""
    work.require(May.CONTRIBUTION_REDESIGNATE, FUND)
    change = store.change(work, change_id)
    work.expect_version(change, version)
    step = CHANGE.take(change.state, ChangeCommand.CARRY_OUT)
    kind = Kind(change.kind)
    approval_id = approvals.require_granted(
        work, kind=APPROVAL[kind], subject=change.id, content=content_of(change)
    )
    act = {
        Kind.REDESIGNATION: _redesignate,
        Kind.RETURN: _return,
        Kind.TREASURY: _repay_treasury,
    }[kind]
    act(work, change, approval_id)
    change.state, change.done_on = str(step.target), work.today
    work.session.flush()
    return change


def drop(work: Work, *, change_id: str, version: int | None) -> ContributionChange:
    """Give up a change that was asked for."""
    work.require(May.CONTRIBUTION_REDESIGNATE, FUND)
    change = store.change(work, change_id)
    work.expect_version(change, version)
    change.state = str(CHANGE.take(change.state, ChangeCommand.DROP).target)
    approvals.void(work, kind=APPROVAL[Kind(change.kind)], subject=change.id, reason="dropped")
    work.record(ContributionChangeDropped(**_told(change)))
    work.session.flush()
    return change


def content_of(change: ContributionChange) -> Mapping[str, Any]:
    """Return what is put up for approval of a change."""
    return {
        "change": change.id, "kind": change.kind, "contribution": change.contribution_id,
        "earmark": change.earmark_id, "programme": change.programme_id, "purpose": change.purpose,
        "expires_on": change.expires_on.isoformat() if change.expires_on else None,
        "amount_won": change.amount_won, "letter_reference": change.letter_reference,
        "letter_on": change.letter_on.isoformat(), "reason": change.reason,
    }  # fmt: skip


def _redesignate(work: Work, change: ContributionChange, approval_id: str) -> None:
    row = store.locked(work, str(change.contribution_id))
    _refuse_step(work, row, Command.REDESIGNATE, change.amount_won, str(change.earmark_id))
    source = store.earmark(work, str(change.earmark_id))
    destination = Destination(change.purpose, change.programme_id)
    refuse_unknown(work, destination, row.account)
    made = new_earmark(
        work, row, destination, amount_won=change.amount_won, expires_on=change.expires_on
    )
    made.from_earmark_id, change.to_earmark_id, row.redesignated = source.id, made.id, True
    _post(
        work, change, TransactionKind.CONTRIBUTION_REDESIGNATED,
        debit=source.account_id, credit=made.account_id,
    )  # fmt: skip
    work.record(
        ContributionRedesignated(
            **_told(change), from_earmark_id=source.id, to_earmark_id=made.id,
            approval_id=approval_id,
        )
    )  # fmt: skip


def _return(work: Work, change: ContributionChange, approval_id: str) -> None:
    row = store.locked(work, str(change.contribution_id))
    _refuse_step(work, row, Command.RETURN, change.amount_won, change.earmark_id or "")
    row.returned_won += change.amount_won
    account = UNALLOCATED
    if change.earmark_id:
        account = store.earmark(work, change.earmark_id).account_id
    else:
        row.unallocated_won -= change.amount_won
    _post(work, change, TransactionKind.CONTRIBUTION_RETURNED, debit=account, credit=CASH)
    work.record(
        ContributionReturned(
            **_told(change), earmark_id=change.earmark_id or "", approval_id=approval_id
        )
    )


def _repay_treasury(work: Work, change: ContributionChange, _approval_id: str) -> None:
    _refuse_more_than_owed(work, change.amount_won)
    _post(work, change, TransactionKind.SURCHARGE_SHARE_RETURNED, debit=TREASURY, credit=CASH)
    work.record(TreasuryRepaid(subject=change.id, amount_won=change.amount_won, on=work.today))


def _post(
    work: Work, change: ContributionChange, kind: TransactionKind, *, debit: str, credit: str
) -> None:
    entry = Entry(
        kind=kind, key=change.id, scope=SCOPE, subject=change.contribution_id or change.id,
        effective_on=work.today,
        legs=legs(debit=[(debit, change.amount_won)], credit=[(credit, change.amount_won)]),
    )  # fmt: skip
    ledger.post(work, entry)


def _refuse_step(
    work: Work, row: Contribution, command: Command, amount_won: int, earmark_id: str
) -> None:
    free = row.unallocated_won
    if earmark_id:
        held = store.locked_earmarks(work, [earmark_id])
        free = available_won(work, held[earmark_id])
    asked = Asked(amount_won=amount_won, unallocated_won=row.unallocated_won, free_won=free)
    CONTRIBUTION.take(standing(sums_of(work, row)), command, asked)


def _own_earmark(work: Work, row: Contribution, earmark_id: str) -> Earmark:
    for one in store.earmarks_of(work, [row.id]):
        if one.id == earmark_id:
            return one
    raise Invalid(errors=(FieldError("/earmark_id", "unknown", _NOT_ITS),))


def _refuse_more_than_owed(work: Work, amount_won: int) -> None:
    owed = books.balance(work, TREASURY).balance_won
    if amount_won > owed:
        words = Text(
            f"국고에 돌려줄 금액은 {owed:,}원입니다", f"KRW {owed:,} is owed to the Treasury"
        )
        raise MoreThanOwed(words, owed_won=owed, amount_won=amount_won)


def _new(
    work: Work, kind: Kind, form: RedesignationIn | ReturnIn | TreasuryRepaymentIn
) -> ContributionChange:
    letter_on: date = form.letter_on or work.today
    return ContributionChange(
        id=work.new_id("cchange"), kind=str(kind), amount_won=form.amount_won,
        letter_reference=form.letter_reference, letter_on=letter_on, reason=form.reason,
        state=str(CHANGE.initial), asked_by=work.actor.person_id, asked_on=work.today,
    )  # fmt: skip


def _ask(work: Work, change: ContributionChange) -> ContributionChange:
    work.add(change)
    work.record(ContributionChangeAsked(**_told(change)))
    work.session.flush()
    # Money that only changes its purpose stays in the fund.
    leaving = 0 if change.kind == Kind.REDESIGNATION else change.amount_won
    approvals.ask(
        work,
        kind=APPROVAL[Kind(change.kind)],
        subject=change.id,
        content=content_of(change),
        amount_won=change.amount_won,
        makers=frozenset({change.asked_by}),
        aggregates=(Aggregate(Dimension.PERIOD, str(work.today.year)),),
        effect=solvency(work, amount_won=leaving),
    )
    return change


def _told(change: ContributionChange) -> dict[str, Any]:
    return {
        "subject": change.id, "contribution_id": change.contribution_id or "",
        "kind": change.kind, "amount_won": change.amount_won,
    }  # fmt: skip
