"""Reading the measures against a firm and its points, for the houses above; they ask permission."""

from datetime import date

from app.db.work import Work
from app.deadlines import queries as deadlines
from app.law.figures import Status
from app.sanctions import facts, store
from app.sanctions.lifecycle import ObjectionState
from app.sanctions.past import MeasurePast, ObjectionPast
from app.sanctions.rules.kinds import number_text
from app.sanctions.rules.ledger import Account
from app.sanctions.tables import Measure, Objection

_OBJECTION = "objection_filed"


def against(work: Work, company_id: str) -> list[MeasurePast]:
    """Return the measures against a firm, oldest first; drafts and cancelled ones among them."""
    return [_past(work, row) for row in store.measures_against(work, company_id)]


def account(work: Work, company_id: str) -> Account:
    """Return what a firm's points are worked out from: only what has reached the firm."""
    held = facts.account(work, company_id)
    served = store.served_measures(work, company_id)
    lines = tuple(line for line in held.lines if line.measure_id in served)
    return Account(lines, held.stays, held.adjustments)


def consent_money(work: Work, case_id: str) -> list[tuple[date, int]]:
    """Return day and sum of the money that came in under a case's consent decision."""
    return [(row.on, row.amount_won) for row in store.contributions_of(work, case_id)]


def _past(work: Work, row: Measure) -> MeasurePast:
    clocks = deadlines.clocks_of(work, row.case_id)
    year, serial = row.number_year, row.number_serial
    return MeasurePast(
        measure_id=row.id,
        number=number_text(year, serial).ko if row.number else "",
        kind=row.kind,
        regime=row.regime,
        decided_on=row.decided_on,
        served_on=row.served_on,
        amount_won=row.amount_won,
        announced_only=work.law.regime(row.regime).status is not Status.ENACTED,
        objection_last_on=facts.clock_day(work, row, clocks, _OBJECTION),
        objections=tuple(_objection(one) for one in store.objections_of(work, row.id)),
        changes=tuple((s.command, s.to_state, s.on) for s in store.steps_of(work, row.id)),
        paid_won=sum(one.amount_won for one in store.payments_of(work, row.id)),
    )


def _objection(row: Objection) -> ObjectionPast:
    return ObjectionPast(
        filed_on=row.filed_on,
        ended_on=row.ruled_on,
        in_part=row.state == ObjectionState.UPHELD_IN_PART,
    )
