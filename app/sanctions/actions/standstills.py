"""Looking every night for cases and measures that can never move again, and keeping what is found."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import queries as cases
from app.cases.facts import brought_about
from app.cases.schemas.case import TransitionsOut
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.sanctions import facts, store
from app.sanctions.lifecycle import ENDED, MEASURE, ObjectionState, ProposalState
from app.sanctions.rules import kinds
from app.sanctions.rules.ladder import permitted
from app.sanctions.rules.standstill import Still, why_still
from app.sanctions.tables import Measure

_PAGE = 100
_CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Found:
    """A case or measure that stands still, and the code that says why."""

    subject: str
    subject_id: str
    case_id: str
    state: str
    code: str


def look(work: Work, *, cursor: str | None = None) -> tuple[list[Found], str | None]:
    """Return what stands still on a page of cases, and where the next page begins."""
    work.require(May.JOB_RUN, OPEN)
    page = cases.queue(work, limit=_PAGE, cursor=cursor)
    found = [one for row in page.items if row.state != _CLOSED for one in in_case(work, row.id)]
    return found, page.next_cursor if page.has_more else None


def keep(work: Work, *, found: Iterable[Found]) -> None:
    """Keep what was found, each thing once; what moves again is forgotten.

    Run twice, or at once with another, it leaves the same rows; a clock that was set back does
    not make a finding younger or older than it is.
    """
    work.require(May.JOB_RUN, OPEN)
    found = list(found)
    for one in found:
        store.keep_standstill(work, one.subject_id, {
            "subject": one.subject, "case_id": one.case_id, "state": one.state, "code": one.code,
        })  # fmt: skip
    store.forget_standstills(work, {one.subject_id for one in found})


def in_case(work: Work, case_id: str) -> list[Found]:
    measures = store.measures_of(work, case_id)
    still = [(row, why_still(_measure(work, row))) for row in measures if row.state not in ENDED]
    found = [Found("measure", row.id, case_id, row.state, code) for row, code in still if code]
    moving = any(not code for _, code in still)
    steps = cases.transitions(work, case_id)
    code = why_still(_case(work, case_id, steps, moving=moving))
    if code:
        found.append(Found("case", case_id, case_id, steps.state, code))
    return found


def _measure(work: Work, row: Measure) -> Still:
    known = facts.measure_facts(work, row)
    steps = tuple(
        frozenset(reason.code for reason in step.blocked(known))
        for step in MEASURE.steps(row.state)
        if not step.automatic
    )
    return Still(steps=steps, awaited=_clock_runs(work, row.case_id, row.id))


def _case(work: Work, case_id: str, steps: TransitionsOut, *, moving: bool) -> Still:
    found = (*steps.allowed, *steps.blocked)
    open_things = (
        moving,
        any(one.state == ProposalState.OPEN for one in store.proposals_of(work, case_id)),
        any(one.state == ObjectionState.FILED for one in store.objections_in(work, case_id)),
        _clock_runs(work, case_id, case_id),
    )
    reasons = [frozenset(reason.code for reason in step.reasons) for step in found]
    # The first service takes a case under measure: it counts where a measure may be drafted.
    served = set(facts.FIRST_SERVICE.values())
    brought = brought_about(work, case_id)
    reasons += [codes for command, codes in brought.items() if command not in served]
    still = Still(steps=tuple(reasons), awaited=any(open_things))
    return replace(still, awaited=True) if why_still(still) and _draftable(work, case_id) else still


def _draftable(work: Work, case_id: str) -> bool:
    """Tell whether the ladder offers any measure today."""
    adopted_on, track = work.world.announced_regime_from, cases.subject(work, case_id).track
    if not work.law.regimes(track):
        return False
    regime = kinds.regime_for(work.law, track, work.today, adopted_on).name
    found = permitted(
        work.law, facts.situation(work, case_id, regime, work.today), facts.earlier(work, case_id),
        regime=regime, decided_on=work.today, adopted_on=adopted_on,
    )  # fmt: skip
    return bool(found.allowed)


def _clock_runs(work: Work, case_id: str, subject_id: str) -> bool:
    clocks = deadlines.clocks_of(work, case_id)
    return any(
        clock.due_on is not None and clock.due_on >= work.today and clock.met_on is None
        for clock in clocks
        if clock.subject_id == subject_id
    )
