"""What one may read of challenges."""

from app.access.policy import May
from app.committee.agenda import queries as agenda
from app.committee.agenda.rules import side_of
from app.committee.recusal import store
from app.committee.recusal.lifecycle import CHALLENGE, ChallengeState
from app.committee.recusal.rules import GROUND_LABELS
from app.committee.recusal.schemas import ChallengeList, ChallengeOut
from app.committee.recusal.tables import Challenge
from app.db.work import Work


def challenges(work: Work, item_id: str) -> ChallengeList:
    """Return the challenges of an item; a side is shown its own only."""
    row = agenda.subject(work, item_id)
    target = agenda.target_of(work, row.case_id)
    work.require(May.CASE_READ, target)
    side, within = side_of(target), agenda.decides(work, target)
    found = store.challenges_of(work, item_id)
    rows = [one for one in found if within or (side and side == one.side)]
    return ChallengeList(items=[shown(work, one) for one in rows])


def open_challenges(work: Work, item_id: str) -> int:
    """Return how many challenges await a decision, for the rooms above; they ask by themselves."""
    return sum(one.state == ChallengeState.FILED for one in store.challenges_of(work, item_id))


def shown(work: Work, row: Challenge) -> ChallengeOut:
    """Return a challenge with its words."""
    state, kind = CHALLENGE.label(row.state), GROUND_LABELS[row.kind]
    return ChallengeOut(
        id=row.id, version=row.version, item_id=row.item_id, seat_id=row.seat_id,
        member_name=agenda.seat(work, row.seat_id).name, kind=row.kind, kind_ko=kind.ko,
        kind_en=kind.en, side=row.side, reason=row.reason, article=row.article,
        filed_on=row.filed_on, state=row.state, state_ko=state.ko, state_en=state.en,
        decided_on=row.decided_on, decision=row.decision,
    )  # fmt: skip
