"""A claim begins: taken over when the fund pays, or asked back of the firm that was paid."""

from datetime import date
from typing import Any

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Basis
from app.kernel.text import Text
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.actions.charging import raise_principal
from app.remedy_fund.recoveries.actions.loans import follow_loan
from app.remedy_fund.recoveries.actions.moving import How, close_if_settled, past_day, write_line
from app.remedy_fund.recoveries.events import RecoveryAdjusted, RecoveryOpened
from app.remedy_fund.recoveries.facts import FUND, about, held
from app.remedy_fund.recoveries.lifecycle import RECOVERY, RecoveryKind
from app.remedy_fund.recoveries.problems import ClaimedTooMuch
from app.remedy_fund.recoveries.rules.uses import PRINCIPAL
from app.remedy_fund.recoveries.schemas.inputs import ClawbackIn
from app.remedy_fund.recoveries.sources import source_of
from app.remedy_fund.recoveries.tables import Recovery

_RETURN = Basis("보조금 관리에 관한 법률", "제31조")


def open_subrogated_claim(work: Work, event: dict[str, Any]) -> None:
    """Take over the firm's claim for what was paid: once for each payment, for exactly its amount.

    Answers `disbursement_paid` and `disbursement_returned`, however often they are told: what the
    books say of the payment decides, so a return lowers the claim and a new payment raises it. A
    loan is owed back by the firm and takes over nothing.
    """
    work.require(May.RECOVERY_RECORD, FUND)
    store.queue_for(work, str(event["application_id"]))
    if event["loan"]:
        follow_loan(work, event)
        return
    disbursement_id = str(event["subject"])
    paid_won = source_of(work, disbursement_id).out_won
    row = store.subrogated(work, disbursement_id)
    if row is not None:
        _follow(work, row, paid_won)
    elif paid_won:
        _take_over(work, event, paid_won)


def open_clawback(work: Work, *, application_id: str, form: ClawbackIn) -> Recovery:
    """Ask principal of a payment back of the firm, with written reasons (보조금법 제31조)."""
    work.require(May.RECOVERY_RECORD, about(work, application_id))
    store.queue_for(work, application_id)
    paid = store.subrogated(work, form.disbursement_id)
    if paid is None or paid.application_id != application_id:
        raise ClaimedTooMuch(room_won=0, basis=(_RETURN,))
    on = past_day(work, form.on, "/on", paid.opened_on)
    room = room_for_principal(work, form.disbursement_id)
    if form.principal_won > room:
        words = Text(
            f"돌려받을 수 있는 원금은 {room:,}원까지입니다",
            f"At most KRW {room:,} of principal can be asked back",
        )
        raise ClaimedTooMuch(words, basis=(_RETURN,), room_won=room)
    how = How(on=on, reason=form.reason)
    return open_claim(work, paid, form.ground, form.principal_won, how)


def open_claim(work: Work, paid: Recovery, ground: str, won: int, how: How) -> Recovery:
    """Open a clawback over a payment with its principal; the act that decides it has asked."""
    source = {"subject": paid.disbursement_id, "application_id": paid.application_id,
             "award_id": paid.award_id}  # fmt: skip
    row = _row(work, RecoveryKind.CLAWBACK, source, how.on)
    row.ground, row.reason = ground, how.reason
    _opened(work, row, won, how)
    raise_principal(work, row, won, how)
    close_if_settled(work, held(work, row), how.on)
    return row


def room_for_principal(work: Work, disbursement_id: str) -> int:
    """Return how much of a payment can still be asked back of the firm."""
    source = source_of(work, disbursement_id)
    returned = sum(part.amount_won for part in source.returned)
    claims = store.clawbacks_of(work, disbursement_id)
    return max(0, source.out_won - returned - sum(_still_asked(work, row) for row in claims))


def _still_asked(work: Work, row: Recovery) -> int:
    return held(work, row).standing.owed[PRINCIPAL]


def _take_over(work: Work, event: dict[str, Any], paid_won: int) -> None:
    row = _row(work, RecoveryKind.SUBROGATED, event, _paid_on(work, event))
    row.once_key, row.ground = f"subrogated:{row.disbursement_id}", "payment"
    row.paid_won = paid_won
    _opened(work, row, paid_won, How(on=row.opened_on, amount_won=paid_won))


def _paid_on(work: Work, event: dict[str, Any]) -> date:
    return date.fromisoformat(str(event.get("paid_on") or work.today))


def _follow(work: Work, row: Recovery, paid_won: int) -> None:
    row = store.locked(work, Recovery, row.id)
    if row.paid_won == paid_won:
        return
    row.paid_won = paid_won
    work.record(
        RecoveryAdjusted(
            subject=row.id, disbursement_id=row.disbursement_id,
            application_id=row.application_id, case_id=row.case_id, amount_won=paid_won,
        )
    )  # fmt: skip
    write_line(work, row.id, "adjust", row.state, How(on=work.today, amount_won=paid_won))
    close_if_settled(work, held(work, row), work.today)


def _row(work: Work, kind: RecoveryKind, of: dict[str, Any], on: date) -> Recovery:
    return Recovery(
        id=work.new_id("rcv"), kind=kind, state=RECOVERY.initial,
        disbursement_id=str(of["subject"]), application_id=str(of["application_id"]),
        award_id=str(of["award_id"]), case_id=applications.subject(work, str(of["application_id"])).case_id, ground="", paid_won=0,
        opened_on=on, opened_at=work.now,
        opened_by=work.actor.person_id or work.actor.account_id,
    )  # fmt: skip


def _opened(work: Work, row: Recovery, won: int, how: How) -> None:
    work.add(row)
    work.record(
        RecoveryOpened(
            subject=row.id, kind=row.kind, ground=row.ground,
            disbursement_id=row.disbursement_id, application_id=row.application_id,
            case_id=row.case_id, amount_won=won,
        )
    )  # fmt: skip
    write_line(work, row.id, "open", row.state, how)
