"""What a reader may learn of mediations; both sides and the staff of the case read them."""

from app.access.policy import May
from app.db.work import Work
from app.settlements.mediation import rules, store
from app.settlements.mediation.facts import facts_of
from app.settlements.mediation.lifecycle import MediationState
from app.settlements.mediation.schemas import MediationList, MediationOut
from app.settlements.mediation.tables import Mediation
from app.settlements.schemas import Words, choices_of, state_words
from app.settlements.standing import Ground, clock_day, ground_of


def mediations(work: Work, case_id: str) -> MediationList:
    """Return the mediations of a case, oldest first."""
    ground = ground_of(work, case_id)
    items = [_out(work, row, ground) for row in store.mediations_of(work, case_id)]
    running = any(one.state.code == MediationState.RUNNING for one in items)
    asks = May.CASE_INVESTIGATE if ground.side == "agency" else May.MEDIATION_APPLY
    may = work.decide(asks, ground.target).allowed and ground.case.open
    has_forum = ground.case.track in rules.OF_TRACK
    return MediationList(items=items, may_begin=may and has_forum and not running)


def mediation(work: Work, mediation_id: str) -> MediationOut:
    """Return a mediation."""
    row = store.mediation(work, mediation_id)
    return _out(work, row, ground_of(work, row.case_id))


def _out(work: Work, row: Mediation, ground: Ground) -> MediationOut:
    forum = rules.FORUMS[row.forum]
    running = row.state == MediationState.RUNNING
    facts = facts_of(work, row, ground)
    return MediationOut(
        **row.model_dump(exclude={"state", "forum", "filed_by"}),
        forum=Words(code=row.forum, ko=forum.ko, en=forum.en),
        state=state_words(rules.table_of(row.forum), row.state),
        due_on=clock_day(work, row.case_id, "mediation") if running else None,
        steps=choices_of(
            work,
            rules.table_of(row.forum),
            row.state,
            facts=facts,
            target=ground.target,
            basis=rules.BASIS[row.forum],
        ),
    )
