"""Declaring other money for the same loss, at any time, and striking what was declared wrongly."""

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Conflict, FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.actions.steps import check_evidence
from app.remedy_fund.applications.events import CompensationDeclared, CompensationStruck
from app.remedy_fund.applications.schemas.filing import CompensationIn
from app.remedy_fund.applications.tables import FundApplication, FundCompensation


def declare_compensation(
    work: Work, *, application_id: str, form: CompensationIn, version: int | None
) -> FundApplication:
    """Tell the fund of other money, as the applicant; taken whatever the state."""
    row, _target = standing.known(work, application_id, lock=True, may=May.APPLICATION_FILE)
    work.expect_version(row, version)
    add_compensation(work, row, form)
    return row


def find_compensation(
    work: Work, *, application_id: str, form: CompensationIn, version: int | None
) -> FundApplication:
    """Record other money that the fund itself found out about."""
    row, _target = standing.known(work, application_id, lock=True, may=May.APPLICATION_REVIEW)
    work.expect_version(row, version)
    add_compensation(work, row, form)
    return row


def add_compensation(work: Work, row: FundApplication, form: CompensationIn) -> None:
    """Put a declaration under an application, and say what of the money paid is owed back."""
    if form.received_on > work.today:
        words = Text("미래 날짜는 적을 수 없습니다", "The day lies in the future")
        raise Invalid(errors=(FieldError("/received_on", "future", words),))
    check_evidence(work, row, form.evidence)
    declared = work.add(
        FundCompensation(
            id=work.new_id("fcomp"), application_id=row.id,
            sequence=len(store.compensations(work, row.id)) + 1, kind=form.kind, payer=form.payer,
            reference=form.reference, amount_won=form.amount_won, received_on=form.received_on,
            declared_at=work.now, declared_by=work.actor.account_id,
            declared_role=work.actor.role, evidence=sorted(set(form.evidence)),
        )
    )  # fmt: skip
    work.touch(row)
    work.session.flush()
    room = standing.headroom(work, row)
    work.record(
        CompensationDeclared(
            subject=row.id,
            case_id=row.case_id,
            compensation_id=declared.id,
            kind=form.kind,
            amount_won=form.amount_won,
            excess_won=room.excess_won,
        )
    )


def strike_compensation(
    work: Work, *, compensation_id: str, reason: str, version: int | None
) -> FundApplication:
    """Let a declaration that was wrong count no longer; it stays readable with the reason."""
    declared = store.compensation(work, compensation_id)
    row, _target = standing.known(
        work, declared.application_id, lock=True, may=May.APPLICATION_REVIEW
    )
    work.expect_version(declared, version)
    if declared.struck:
        raise Conflict(Text("이미 삭제 처리된 신고입니다", "It was struck already"))
    declared.struck, declared.struck_reason = True, reason
    work.touch(row)
    work.record(
        CompensationStruck(
            subject=row.id, case_id=row.case_id, compensation_id=declared.id,
            amount_won=declared.amount_won,
        )
    )  # fmt: skip
    work.session.flush()
    return row
