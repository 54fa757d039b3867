"""Asking for instalments, an extension or a write-off, and deciding on it as another person."""

from dataclasses import replace
from datetime import date

from app.access.actor import Role
from app.access.policy import May
from app.collection import facts, store
from app.collection.events import CollectionAsked, CollectionDecided
from app.collection.facts import Found
from app.collection.lifecycle import REQUEST, RequestCommand, RequestKind, RequestState
from app.collection.problems import StepRefused
from app.collection.rules import steps
from app.collection.schemas import DecisionIn, RequestIn
from app.collection.tables import CollectionRequest
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid, NotFound
from app.kernel.text import Text
from app.law.receivable import Happening, Kind, Stage
from app.people import queries as people
from app.sanctions import actions as sanctions

_OPEN = (Stage.OPEN, Stage.OVERDUE, Stage.STAYED)
_SME = frozenset({"small", "medium"})


def ask(
    work: Work, *, receivable_id: str, form: RequestIn, version: int | None
) -> CollectionRequest:
    """Ask for instalments, an extension or a write-off; what the law does not open is refused."""
    found = facts.find(work, receivable_id)
    work.require(May.COLLECTION_ASK, found.target)
    work.expect_version(found.row, version)
    earlier = store.requests_of(work, receivable_id)
    if any(row.state == RequestState.ASKED for row in earlier):
        raise StepRefused(
            Text("결정을 기다리는 신청이 있습니다", "Another request waits for its decision")
        )
    _refuse_wrong(work, found, form)
    row = work.add(
        CollectionRequest(
            id=work.new_id("request"), receivable_id=receivable_id,
            sequence=len(earlier) + 1, kind=form.kind,
            state=RequestState.ASKED, asked_on=work.today, asked_by=work.actor.person_id,
            reason=form.reason, security=form.security, until=form.until,
            parts=[[part.on.isoformat(), part.amount_won] for part in form.parts],
        )
    )  # fmt: skip
    work.touch(found.row)
    asked = CollectionAsked(
        subject=row.id, case_id=found.row.case_id, receivable_id=receivable_id, kind=row.kind,
        on=work.today,
    )  # fmt: skip
    work.record(asked)
    work.session.flush()
    return row


def _refuse_wrong(work: Work, found: Found, form: RequestIn) -> None:
    stands, owed = found.standing, found.owed
    if stands.stage not in _OPEN:
        raise StepRefused(Text("낼 금액이 남아 있지 않습니다", "Nothing is left to be paid"))
    if form.kind is RequestKind.WRITE_OFF:
        # Conditions are not configured: an officer's reasons and a second person stand in for them.
        if work.actor.role is Role.PARTY:
            raise NotFound
        return
    is_sme = people.firm_size(work, owed.company_id) in _SME
    steps.refuse_instalments(
        work.law, is_fine=owed.is_fine, is_sme=is_sme, amount_won=stands.amount_won,
        served_on=owed.served_on, asked_on=work.today,
    )  # fmt: skip
    if owed.due_on is None or steps.has_plan(owed.happened):
        raise StepRefused(Text("납부기한이 정해져 있지 않거나 이미 분할납부 중입니다",
                               "No due day runs, or instalments run already"))  # fmt: skip
    if form.kind is RequestKind.EXTENSION:
        steps.refuse_extension(work.law, due_on=owed.due_on, until=form.until)
        return
    unpaid = max(0, stands.amount_won - (stands.paid_won - stands.refunded_won))
    parts = [(part.on, part.amount_won) for part in form.parts]
    if any(on <= work.today for on, _ in parts):
        words = Text("오늘 뒤의 날을 적어 주세요", "Give days after today")
        raise Invalid(errors=(FieldError("/parts", "past", words),))
    steps.refuse_plan(work.law, unpaid_won=unpaid, due_on=owed.due_on, parts=parts)


def decide(
    work: Work, *, receivable_id: str, request_id: str, form: DecisionIn, version: int | None
) -> CollectionRequest:
    """Grant or refuse a request; who asked may not decide."""
    found = facts.find(work, receivable_id)
    row = store.request(work, request_id)
    if row.receivable_id != receivable_id:
        raise NotFound
    target = replace(found.target, done_by={May.COLLECTION_ASK: frozenset({row.asked_by})})
    work.require(May.COLLECTION_DECIDE, target)
    work.expect_version(row, version)
    command = RequestCommand.GRANT if form.granted else RequestCommand.REFUSE
    row.state = REQUEST.find(row.state, command).target
    row.decided_on, row.decided_by = work.today, work.actor.person_id
    row.decision_reason = form.reason
    if form.granted:
        _refuse_changed(found, row)
        sanctions.set_term(
            work, measure_id=found.row.measure_id, term=_term(work, row), reason=form.reason
        )
    work.touch(found.row)
    decided = CollectionDecided(
        subject=row.id, case_id=found.row.case_id, receivable_id=receivable_id, kind=row.kind,
        granted=form.granted, on=work.today,
    )  # fmt: skip
    work.record(decided)
    work.session.flush()
    return row


def _refuse_changed(found: Found, row: CollectionRequest) -> None:
    """Raise StepRefused where the debt is no longer the one that the plan was made for."""
    stands = found.standing
    unpaid = max(0, stands.amount_won - (stands.paid_won - stands.refunded_won))
    other = row.kind == RequestKind.INSTALMENTS and unpaid != sum(won for _, won in row.parts)
    if stands.stage not in _OPEN or other:
        raise StepRefused(
            Text("신청한 뒤에 낼 금액이 달라졌습니다. 다시 신청해야 합니다",
                 "The debt changed after the request; it has to be asked for anew")
        )  # fmt: skip


def _term(work: Work, row: CollectionRequest) -> Happening:
    kinds = {
        RequestKind.INSTALMENTS: Kind.PLANNED,
        RequestKind.EXTENSION: Kind.EXTENDED,
        RequestKind.WRITE_OFF: Kind.WRITTEN_OFF,
    }
    return Happening(
        kind=kinds[RequestKind(row.kind)],
        on=work.today,
        until=row.until if row.kind == RequestKind.EXTENSION else None,
        parts=tuple((date.fromisoformat(on), won) for on, won in row.parts),
    )
