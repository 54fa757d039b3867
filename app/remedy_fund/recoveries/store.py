"""The only SQL of this room."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlmodel import col

from app.db.numbering import next_number
from app.db.rows import Row
from app.db.work import Work
from app.kernel.problems import NotFound
from app.remedy_fund.recoveries.lifecycle import PayoutState, RecoveryKind
from app.remedy_fund.recoveries.rules.uses import GIVEN_BACK, PRINCIPAL
from app.remedy_fund.recoveries.tables import (
    Loan,
    Recovery,
    RecoveryCharge,
    RecoveryInstalment,
    RecoveryJournal,
    RecoveryMark,
    RecoveryPayout,
    RecoveryReceipt,
    RecoveryUse,
)

AnyRow = TypeVar("AnyRow", bound=Row)


def locked(work: Work, kind: type[AnyRow], key: str) -> AnyRow:
    """Return a row that nobody else changes until this Work ends, or raise NotFound."""
    chosen = select(kind).where(col(kind.id) == key).with_for_update()
    fresh = chosen.execution_options(populate_existing=True)
    found: AnyRow | None = work.session.execute(fresh).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def queue_for(work: Work, application_id: str) -> None:
    """Make everything owed back on one application wait its turn, so that sums see each other."""
    next_number(work, f"recoveries:{application_id}")


def subrogated(work: Work, disbursement_id: str) -> Recovery | None:
    """Return the claim taken over with a payment."""
    chosen = select(Recovery).where(
        col(Recovery.disbursement_id) == disbursement_id,
        col(Recovery.kind) == RecoveryKind.SUBROGATED,
    )
    return _first(work, Recovery, chosen)


def clawbacks_of(work: Work, disbursement_id: str) -> list[Recovery]:
    """Return the claims against the firm over a payment, oldest first."""
    chosen = select(Recovery).where(
        col(Recovery.disbursement_id) == disbursement_id,
        col(Recovery.kind) == RecoveryKind.CLAWBACK,
    )
    return _all(work, chosen.order_by(col(Recovery.id)))


def of_application(work: Work, application_id: str) -> list[Recovery]:
    """Return every claim about an application, oldest first."""
    chosen = select(Recovery).where(col(Recovery.application_id) == application_id)
    return _all(work, chosen.order_by(col(Recovery.id)))


def page_of(
    work: Work, kind: type[AnyRow], *, after: str, limit: int, filters: Mapping[str, str]
) -> list[AnyRow]:
    """Return rows in the order of their ids; a filter names a column and its value, if any."""
    chosen = select(kind).where(col(kind.id) > after)
    for name, value in filters.items():
        if value:
            chosen = chosen.where(getattr(kind, name) == value)
    return _all(work, chosen.order_by(col(kind.id)).limit(limit))


def charges_of(work: Work, recovery_ids: Collection[str]) -> list[RecoveryCharge]:
    """Return what was charged on some claims, oldest first."""
    chosen = select(RecoveryCharge).where(col(RecoveryCharge.recovery_id).in_(recovery_ids))
    return _all(work, chosen.order_by(col(RecoveryCharge.id)))


def receipts_of(work: Work, subject_id: str) -> list[RecoveryReceipt]:
    """Return what came in on a claim or loan, oldest first."""
    chosen = select(RecoveryReceipt).where(col(RecoveryReceipt.subject_id) == subject_id)
    return _all(work, chosen.order_by(col(RecoveryReceipt.id)))


def receipt_with(work: Work, reference: str) -> RecoveryReceipt | None:
    """Return what was recorded under a bank's transfer id."""
    chosen = select(RecoveryReceipt).where(col(RecoveryReceipt.reference) == reference)
    return _first(work, RecoveryReceipt, chosen)


def uses_of(work: Work, subject_ids: Collection[str]) -> list[RecoveryUse]:
    """Return what the money of some claims or loans was used for."""
    chosen = select(RecoveryUse).where(col(RecoveryUse.subject_id).in_(subject_ids))
    return _all(work, chosen.order_by(col(RecoveryUse.receipt_id), col(RecoveryUse.position)))


def returned_to_earmarks(work: Work, disbursement_id: str) -> dict[str, int]:
    """Return how much principal every earmark has back of one payment, whoever paid it back."""
    return _principal(work, col(RecoveryUse.disbursement_id) == disbursement_id)


def principal_of(work: Work, subject_id: str) -> dict[str, int]:
    """Return how much principal every earmark has got on one claim and not given to the firm."""
    return _principal(work, col(RecoveryUse.subject_id) == subject_id)


def _principal(work: Work, of: ColumnElement[bool]) -> dict[str, int]:
    won = col(RecoveryUse.amount_won)
    total = func.sum(case((col(RecoveryUse.component) == GIVEN_BACK, -won), else_=won))
    chosen = (
        select(col(RecoveryUse.earmark_id), total)
        .where(
            of,
            col(RecoveryUse.component).in_((PRINCIPAL, GIVEN_BACK)),
            col(RecoveryUse.earmark_id) != "",
        )
        .group_by(col(RecoveryUse.earmark_id))
    )
    return {earmark: int(won) for earmark, won in work.session.execute(chosen)}


def owned(work: Work, application_id: str) -> dict[tuple[str, str], int]:
    """Return what was received on an application, by owner and what it was for."""
    total = func.sum(RecoveryUse.amount_won)
    chosen = (
        select(col(RecoveryUse.owner), col(RecoveryUse.component), total)
        .where(col(RecoveryUse.application_id) == application_id)
        .group_by(col(RecoveryUse.owner), col(RecoveryUse.component))
    )
    return {(owner, name): int(won) for owner, name, won in work.session.execute(chosen)}


def payouts_of(work: Work, application_id: str) -> list[RecoveryPayout]:
    """Return the pay-outs of an application that stand, oldest first."""
    chosen = select(RecoveryPayout).where(
        col(RecoveryPayout.application_id) == application_id,
        col(RecoveryPayout.state) != PayoutState.CANCELLED,
    )
    return _all(work, chosen.order_by(col(RecoveryPayout.id)))


def journal_of(work: Work, subject_id: str) -> list[RecoveryJournal]:
    """Return the journal of a claim or loan, oldest line first."""
    chosen = select(RecoveryJournal).where(col(RecoveryJournal.subject_id) == subject_id)
    return _all(work, chosen.order_by(col(RecoveryJournal.number)))


def next_line(work: Work, subject_id: str) -> int:
    """Return the number of the next line in a journal that nobody else writes in now."""
    chosen = select(func.coalesce(func.max(RecoveryJournal.number), 0)).where(
        col(RecoveryJournal.subject_id) == subject_id
    )
    return int(work.session.execute(chosen).scalar_one()) + 1


def marks_of(work: Work, recovery_id: str) -> list[RecoveryMark]:
    """Return what the limitation clock of a claim has heard, by day."""
    chosen = select(RecoveryMark).where(col(RecoveryMark.recovery_id) == recovery_id)
    return _all(work, chosen.order_by(col(RecoveryMark.on), col(RecoveryMark.id)))


def plan_of(work: Work, subject_id: str) -> list[RecoveryInstalment]:
    """Return the newest plan of instalments of a claim or loan, in its order."""
    newest = (
        select(func.max(RecoveryInstalment.edition))
        .where(col(RecoveryInstalment.subject_id) == subject_id)
        .scalar_subquery()
    )
    chosen = select(RecoveryInstalment).where(
        col(RecoveryInstalment.subject_id) == subject_id, col(RecoveryInstalment.edition) == newest
    )
    return _all(work, chosen.order_by(col(RecoveryInstalment.number)))


def loan_of(work: Work, disbursement_id: str) -> Loan | None:
    """Return the loan that a payment made."""
    chosen = select(Loan).where(col(Loan.disbursement_id) == disbursement_id)
    return _first(work, Loan, chosen)


def loans_with_parts_due(work: Work, before: Any, *, after: str, limit: int) -> Sequence[Loan]:
    """Return loans being repaid of which some part was due before a day, in the order of ids."""
    due = select(col(RecoveryInstalment.subject_id)).where(col(RecoveryInstalment.due_on) < before)
    chosen = select(Loan).where(
        col(Loan.id) > after, col(Loan.state) == "scheduled", col(Loan.id).in_(due)
    )
    return _all(work, chosen.order_by(col(Loan.id)).limit(limit))


def _first(work: Work, kind: type[AnyRow], chosen: Select[Any]) -> AnyRow | None:
    found = work.session.execute(chosen.limit(1)).scalar_one_or_none()
    return found if isinstance(found, kind) else None


def _all(work: Work, chosen: Select[Any]) -> list[Any]:
    return list(work.session.execute(chosen).scalars())
