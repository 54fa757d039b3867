"""What the rules on self-correction are told of a case."""

from datetime import date

from app.cases import queries as cases
from app.db.work import Work
from app.kernel.problems import NotFound
from app.settlements.self_corrections import store
from app.settlements.self_corrections.lifecycle import CureFacts, CureState
from app.settlements.self_corrections.rules import Days
from app.settlements.self_corrections.tables import SelfCorrection
from app.settlements.standing import Ground, first_day


def days_of(work: Work, case_id: str) -> Days:
    """Return when the investigation began, the report was sent and a measure was decided on."""
    decided = [first_day(work, case_id, name) for name in ("resolved", "served")]
    return Days(
        opened_on=first_day(work, case_id, "investigation_opened"),
        reported_on=first_day(work, case_id, "report_sent"),
        measured_on=min((day for day in decided if day), default=None),
    )


def facts_of(work: Work, row: SelfCorrection) -> CureFacts:
    """Gather what the guards look at."""
    return CureFacts(exhibits=cases.on_file(work, row.case_id, row.exhibits))


def refuse_complainant(ground: Ground) -> None:
    """Raise NotFound for the complainant: what the respondent reports is its own affair."""
    if ground.side == "complainant":
        raise NotFound


def verified(work: Work, case_id: str) -> list[tuple[date, int | None, date]]:
    """Return day, sum and day of verification of each cure of a case; the caller asks permission."""
    return [
        (row.cured_on, row.amount_won, row.decided_on)
        for row in store.corrections_of(work, case_id)
        if row.state == CureState.VERIFIED and row.decided_on is not None
    ]
