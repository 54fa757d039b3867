"""What the tipster may learn by the receipt code, and what officers read of tips."""

from app.access.actor import ANYBODY, Target, Tie
from app.access.policy import May
from app.cases import store
from app.cases.actions.tips import LEVEL, by_code, target_of
from app.cases.lifecycle.tip import TIP, TipCommand, TipState, told
from app.cases.schemas.tips import AdditionOut, TipOut, TipPage, TipRow, TipStatus
from app.cases.tables import AnonymousTip
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.web import paging

_DESK = Target(ties=frozenset({Tie.UNIT}), level=LEVEL, secret=False)


def status(work: Work, code: str) -> TipStatus:
    """Return the one line that whoever has the receipt code may read."""
    work.actor = ANYBODY
    return status_of(work, by_code(work, code))


def status_of(work: Work, tip: AnonymousTip) -> TipStatus:
    """Return the line of a tip; it tells nothing of a case."""
    line = told(tip.state, settled=tip.settled_on is not None)
    return TipStatus(
        received_on=tip.received_on, status_ko=line.ko, status_en=line.en,
        additions=len(store.additions(work, tip.id)),
    )  # fmt: skip


def tips(work: Work, *, limit: int, cursor: str | None, state: str | None = None) -> TipPage:
    """Return the tips on the desk of the reader's unit, the newest first."""
    work.require(May.TIP_READ, _DESK)
    after = paging.decode(cursor, 1)
    found = store.tips(work, state=state, after=after, limit=limit)
    more = len(found) > limit
    return TipPage(
        items=[_row(tip) for tip in found[:limit]], has_more=more,
        next_cursor=paging.encode(found[limit - 1].id) if more else None,
    )  # fmt: skip


def tip(work: Work, tip_id: str) -> TipOut:
    """Return a whole tip; the read is recorded before it is answered, and tells the desk."""
    found = work.one(AnonymousTip, tip_id)
    work.require(May.TIP_READ, target_of(work, found))
    if found.state == TipState.RECEIVED:
        found.state = TIP.take(found.state, TipCommand.READ).target
    work.record(ConfidentialRead(subject=found.id, level=LEVEL, what="tip"))
    work.session.flush()
    return tip_out(work, found)


def tip_out(work: Work, found: AnonymousTip) -> TipOut:
    """Return a tip as officers read it; the acts have asked for permission."""
    words = TIP.label(found.state)
    added = store.additions(work, found.id)
    return TipOut(
        id=found.id, version=found.version, unit=found.unit, state=found.state,
        state_ko=words.ko, state_en=words.en, respondent_name=found.respondent_name,
        respondent_hint=found.respondent_hint, what=found.what, received_on=found.received_on,
        additions=[AdditionOut(words=one.words, added_on=one.added_on) for one in added],
        case_id=found.case_id, settled_on=found.settled_on, reason=found.reason,
    )  # fmt: skip


def _row(found: AnonymousTip) -> TipRow:
    words = TIP.label(found.state)
    return TipRow(
        id=found.id, state=found.state, state_ko=words.ko, state_en=words.en,
        respondent_name=found.respondent_name, received_on=found.received_on,
    )  # fmt: skip
