"""Performing a measure: plan, proof of each item, check, demands, third-party monitor."""

from datetime import date

from app.access.policy import May
from app.db.work import Work
from app.kernel.calendar import last_day
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.sanctions import record, store
from app.sanctions.actions.steps import Held, How, hold, settle, take
from app.sanctions.compliance_events import (
    ComplianceChecked,
    ComplianceDemanded,
    CompliancePlanAsked,
    CompliancePlanFiled,
    ItemProofFiled,
    ItemProofJudged,
    MonitorAssigned,
    MonitorReported,
)
from app.sanctions.lifecycle import PROOF, Command, ProofState
from app.sanctions.rules import drafting
from app.sanctions.schemas.compliance import (
    CheckIn,
    ComplianceDemandIn,
    ItemFindingIn,
    ItemProofIn,
    MonitorIn,
    MonitorReportIn,
    OwnFinding,
    PlanIn,
)
from app.sanctions.schemas.measure import ReasonIn
from app.sanctions.tables import ComplianceMonitor, Measure, OrderItemProof

_DEMANDS = ("first_demanded", "second_demanded")
_NO_ITEM = Text("이 조치에 없는 주문 항목입니다", "The measure has no such item")


def ask_plan(work: Work, *, measure_id: str, form: ReasonIn, version: int | None) -> Measure:
    """Ask the respondent how and when it will comply."""
    held = hold(work, measure_id, version)
    take(work, held, Command.ASK_PLAN, How(reason=form.reason))
    return settle(work, held, held.told(CompliancePlanAsked, work.today))


def file_plan(work: Work, *, measure_id: str, form: PlanIn, version: int | None) -> Measure:
    """Hand in how and when each item will be carried out."""
    held = hold(work, measure_id, version)
    take(work, held, Command.FILE_PLAN, How(reason=form.plan))
    return settle(work, held, held.told(CompliancePlanFiled, work.today))


def prove_item(work: Work, *, measure_id: str, form: ItemProofIn, version: int | None) -> Measure:
    """Hand in the proof that an item was carried out."""
    held = hold(work, measure_id, version)
    take(work, held, Command.PROVE_ITEM, How(reason=form.note))
    row = _proof(work, held, form.item, form.exhibit)
    row.note = form.note
    filed = held.told(ItemProofFiled, work.today, proof_id=row.id, item=row.item)
    return settle(work, held, filed)


def judge_item(
    work: Work, *, proof_id: str, form: ItemFindingIn, version: int | None
) -> OrderItemProof:
    """Judge the proof of an item: accept it, or reject it with reasons."""
    row = store.proof(work, proof_id)
    held = hold(work, row.measure_id, None)
    work.expect_version(row, version)
    step = PROOF.find(row.state, form.command, by_hand=True)
    work.require(May(step.by), held.target)
    take(work, held, Command.FIND_ITEM, How(reason=form.finding, asked=True))
    drafting.check_reason(step, form.finding)
    settle(work, held, _judge(work, held, row, ProofState(step.target), form.finding))
    return row


def find_items(work: Work, held: Held, findings: list[OwnFinding]) -> list[ItemProofJudged]:
    """Note what the officer found carried out from the file itself; confirming asks for it."""
    events = []
    if findings:
        work.require(May.MEASURE_FIND, held.target)
    for found in findings:
        row = _proof(work, held, found.item, found.exhibit)
        events.append(_judge(work, held, row, ProofState.ACCEPTED, found.finding))
    work.session.flush()
    return events


def _proof(work: Work, held: Held, item: int, exhibit: str) -> OrderItemProof:
    if item > len(held.measure.order_items):
        raise Invalid(errors=(FieldError("/item", "unknown", _NO_ITEM),))
    return work.add(
        OrderItemProof(
            id=work.new_id("proof"),
            measure_id=held.measure.id,
            item=item,
            exhibit=exhibit,
            filed_on=work.today,
            filed_by=work.actor.person_id,
            state=PROOF.initial,
        )
    )


def _judge(
    work: Work, held: Held, row: OrderItemProof, state: ProofState, finding: str
) -> ItemProofJudged:
    row.state, row.finding = state, finding
    row.found_on, row.found_by = work.today, work.actor.person_id
    accepted = state == ProofState.ACCEPTED
    return held.told(ItemProofJudged, work.today, proof_id=row.id, item=row.item, accepted=accepted)


def check_compliance(work: Work, *, measure_id: str, form: CheckIn, version: int | None) -> Measure:
    """Record the check after the last day to comply."""
    held = hold(work, measure_id, version)
    on = form.on or work.today
    take(work, held, Command.CHECK_COMPLIANCE, How(on=on, reason=form.reason))
    return settle(work, held, held.told(ComplianceChecked, on))


def demand_compliance(
    work: Work, *, measure_id: str, form: ComplianceDemandIn, version: int | None
) -> Measure:
    """Tell the respondent to comply by a day; each demand gives no more than the law's days."""
    held = hold(work, measure_id, version)
    made = record.performance(work, held.measure).demands_made
    occurrence = _DEMANDS[made] if made < len(_DEMANDS) else ""
    take(
        work,
        held,
        Command.DEMAND_COMPLIANCE,
        How(reason=form.reason, until=form.until, occurrence=occurrence),
    )
    latest = last_day(work.today, work.law.figure("demand_days", work.today).period)
    _refuse_day(form.until, work.today, latest)
    demanded = held.told(ComplianceDemanded, work.today, number=made + 1, until=form.until)
    return settle(work, held, demanded)


def _refuse_day(until: date, today: date, latest: date) -> None:
    if not today < until <= latest:
        words = Text(
            f"독촉 기한은 오늘 뒤부터 {latest}까지의 날이어야 합니다",
            f"The demand must end after today and not after {latest}",
        )
        raise Invalid(errors=(FieldError("/until", "outside", words),))


def assign_monitor(work: Work, *, measure_id: str, form: MonitorIn, version: int | None) -> Measure:
    """Ask a third party to watch compliance; its report is due within the law's days."""
    held = hold(work, measure_id, version)
    take(work, held, Command.ASSIGN_MONITOR, How(reason=form.name))
    row = work.add(
        ComplianceMonitor(
            id=work.new_id("monitor"),
            measure_id=measure_id,
            name=form.name,
            assigned_on=work.today,
        )
    )
    return settle(work, held, held.told(MonitorAssigned, work.today, monitor_id=row.id))


def note_monitor_report(
    work: Work, *, measure_id: str, form: MonitorReportIn, version: int | None
) -> Measure:
    """Note what the monitor reported, and until when its papers are kept."""
    held = hold(work, measure_id, version)
    on = form.reported_on or work.today
    waiting = [row for row in store.monitors_of(work, measure_id) if row.reported_on is None]
    how = How(on=on, reason=form.report, pointer="/reported_on")
    take(work, held, Command.NOTE_MONITOR_REPORT, how)
    row = waiting[-1]
    row.complied, row.report, row.reported_on = form.complied, form.report, on
    row.papers_kept_until = last_day(on, work.law.figure("monitor_papers_years", on).period)
    reported = held.told(MonitorReported, on, monitor_id=row.id, complied=form.complied)
    return settle(work, held, reported)
