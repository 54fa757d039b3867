"""What goes on the record before certain measures: consultations and demands for a referral."""

from datetime import date

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.problems import Conflict, FieldError, Invalid
from app.kernel.text import Text
from app.law.kinds import Trigger
from app.sanctions import record, store
from app.sanctions.actions.proposals import propose
from app.sanctions.actions.steps import LEVEL, count
from app.sanctions.compliance_events import (
    ConsultationAnswered,
    ConsultationAsked,
    ReferralDemanded,
)
from app.sanctions.problems import NoRung
from app.sanctions.rules.drafting import check_day
from app.sanctions.rules.kinds import regime_for
from app.sanctions.schemas.compliance import (
    ConsultationAnswerIn,
    ConsultationIn,
    ReferralDemandIn,
)
from app.sanctions.tables import Consultation, ReferralDemand

_ANSWERED = Text("이미 회신을 기록했습니다", "The answer was recorded before")
_TWICE = Text("이미 기록한 고발 요청입니다", "This demand was recorded before")


def ask_consultation(work: Work, *, case_id: str, form: ConsultationIn) -> Consultation:
    """Record that another authority was asked for its view before a measure."""
    work.require(May.MEASURE_DRAFT, cases.target_of(work, case_id, level=LEVEL))
    on = _day(work, case_id, form.asked_on, "/asked_on")
    row = work.add(
        Consultation(
            id=work.new_id("consultation"),
            case_id=case_id,
            name=form.name,
            question=form.question,
            asked_on=on,
            asked_by=work.actor.person_id,
        )
    )
    work.record(ConsultationAsked(subject=row.id, case_id=case_id, precondition=row.name, on=on))
    work.session.flush()
    return row


def answer_consultation(
    work: Work, *, consultation_id: str, form: ConsultationAnswerIn, version: int | None
) -> Consultation:
    """Record the other authority's view; only then does the consultation count."""
    row = store.consultation(work, consultation_id)
    work.require(May.MEASURE_DRAFT, cases.target_of(work, row.case_id, level=LEVEL))
    work.expect_version(row, version)
    if row.answered_on is not None:
        raise Conflict(_ANSWERED)
    on = form.answered_on or work.today
    check_day(on, work.today, row.asked_on, "/answered_on")
    row.answer, row.reference, row.answered_on = form.answer, form.reference, on
    work.record(
        ConsultationAnswered(subject=row.id, case_id=row.case_id, precondition=row.name, on=on)
    )
    work.session.flush()
    return row


def record_demand(work: Work, *, case_id: str, form: ReferralDemandIn) -> ReferralDemand:
    """Record a demand for a criminal referral; the referral is then proposed as a duty.

    Raises Invalid for an authority that may not demand it on the day, NoRung where the case's
    rules know no referral, Conflict where the demand stands on the record.
    """
    work.require(May.CASE_DOCKET, cases.target_of(work, case_id, level=LEVEL))
    on = _day(work, case_id, form.demanded_on, "/demanded_on")
    measure = work.law.measure(record.REFERRAL)
    if measure.demander(form.authority, on) is None:
        words = Text(
            "그 날짜에 고발을 요청할 수 있는 기관이 아닙니다",
            "This authority cannot demand a referral on that day",
        )
        raise Invalid(errors=(FieldError("/authority", "unknown", words),))
    track = cases.subject(work, case_id).track
    regime = regime_for(work.law, track, on, work.world.announced_regime_from)
    if measure.rung(regime.name) is None:
        raise NoRung(measure_kind=measure.kind, regime=regime.name)
    known = store.demands_of(work, case_id)
    if any((d.authority, d.reference) == (form.authority, form.reference) for d in known):
        raise Conflict(_TWICE)
    row = work.add(
        ReferralDemand(
            id=work.new_id("demand"),
            case_id=case_id,
            authority=form.authority,
            reference=form.reference,
            reasons=form.reasons,
            demanded_on=on,
            recorded_by=work.actor.person_id,
        )
    )
    work.record(ReferralDemanded(subject=row.id, case_id=case_id, authority=row.authority, on=on))
    work.session.flush()
    if not any(m.kind == measure.kind for m in record.standing(work, case_id)):
        propose(
            work, case_id, kind=measure.kind, regime=regime.name, trigger=Trigger.DEMAND, after=None
        )
    count(work, case_id)
    work.session.flush()
    return row


def _day(work: Work, case_id: str, given: date | None, pointer: str) -> date:
    on = given or work.today
    check_day(on, work.today, cases.subject(work, case_id).received_on, pointer)
    return on
