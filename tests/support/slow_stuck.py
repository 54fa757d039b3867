"""Whether anybody can move a case, found by asking every table and person; not the nightly look."""

from collections.abc import Iterable

from app.access.actor import Actor
from app.access.policy import POLICY, May
from app.cases import queries as cases
from app.cases import store as case_store
from app.cases.facts import facts_of
from app.cases.lifecycle import TRACKS, Command
from app.cases.tables import Case
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.problems import Problem
from app.sanctions import facts as sanction_facts
from app.sanctions import queries, store
from app.sanctions.lifecycle import ENDED, MEASURE
from tests.sanctions.scene import Scene

# Served measures bring these about; they are there where a measure moves or may be drafted.
BY_SERVICE = {Command.ENTER_MEASURE, Command.SERVE_DECISION}
_AT_REST = frozenset(
    {"role", "tie", "scope", "level", "wall", "same_person", "step_up", "disabled"}
)


def stuck(work: Work, case_id: str) -> str:
    """Return where a case stands that nothing but a new measure can move; else nothing."""
    case = case_store.case(work, case_id)
    ways = (_closed, _steps, _hearing, _clocks, _measures, _waits)
    moves = any(way(work, case) for way in ways)
    return "" if moves else f"{case.track} {case.state}"


def _closed(_work: Work, case: Case) -> bool:
    return case.state == "closed"


def _steps(work: Work, case: Case) -> bool:
    known = facts_of(work, case, case_store.steps(work, case.id))
    rows = [row for row in TRACKS[case.track].steps(case.state) if row.command not in BY_SERVICE]
    return any(not row.blocked(known) and POLICY[May(row.by)] for row in rows)


def _hearing(work: Work, case: Case) -> bool:
    return case.hearing_on is not None and case.hearing_on > work.today


def _clocks(work: Work, case: Case) -> bool:
    clocks = deadlines.clocks_of(work, case.id)
    return any(
        one.met_on is None and one.due_on is not None and one.due_on >= work.today for one in clocks
    )


def _measures(work: Work, case: Case) -> bool:
    for measure in store.measures_of(work, case.id):
        known = sanction_facts.measure_facts(work, measure)
        rows = [row for row in MEASURE.steps(measure.state) if not row.automatic]
        if measure.state not in ENDED and any(not row.blocked(known) for row in rows):
            return True
    return False


def _waits(work: Work, case: Case) -> bool:
    found = [*store.proposals_of(work, case.id), *store.objections_in(work, case.id)]
    return any(one.state in ("open", "filed") for one in found)


def offered(scene: Scene, examiner: Actor, case_id: str) -> bool:
    """Tell whether the examiner may draft a measure, which would take the case on."""
    try:
        found = scene.see(examiner, lambda work: queries.ladder(work, case_id))
    except Problem:
        return False
    return bool(found.allowed)


def nobody(scene: Scene, people: Iterable[Actor], case_id: str) -> list[str]:
    """Return a finding where a step is open by the facts, and yet to none of the people."""
    open_to_facts = False
    for actor in people:
        found = scene.see(actor, lambda work: cases.transitions(work, case_id))
        if found.allowed:
            return []
        open_to_facts = open_to_facts or any(
            {reason.code for reason in one.reasons} <= _AT_REST for one in found.blocked
        )
    return [f"{case_id}: open by the facts, but to nobody"] if open_to_facts else []
