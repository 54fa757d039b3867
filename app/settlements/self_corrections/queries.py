"""What a reader may learn of self-corrections: the respondent and the staff of the case."""

from app.access.policy import May
from app.cases.effects import CAUSES
from app.db.work import Work
from app.kernel.text import Text
from app.settlements.schemas import Words, choices_of, state_words
from app.settlements.self_corrections import rules, store
from app.settlements.self_corrections.facts import facts_of, refuse_complainant
from app.settlements.self_corrections.lifecycle import SELF_CORRECTION
from app.settlements.self_corrections.rules import Moment
from app.settlements.self_corrections.schemas import SelfCorrectionList, SelfCorrectionOut
from app.settlements.self_corrections.tables import SelfCorrection
from app.settlements.standing import Ground, ground_of

_TRACKS = frozenset({"kftc", "mss_win_win"})


def corrections(work: Work, case_id: str) -> SelfCorrectionList:
    """Return the reports of self-correction of a case; none to the complainant."""
    ground = ground_of(work, case_id)
    rows = [] if ground.side == "complainant" else store.corrections_of(work, case_id)
    may = work.decide(May.CASE_ANSWER, ground.target).allowed
    return SelfCorrectionList(
        items=[_out(work, row, ground) for row in rows],
        may_begin=may and ground.case.open and ground.case.track in _TRACKS,
    )


def correction(work: Work, correction_id: str) -> SelfCorrectionOut:
    """Return a report of self-correction."""
    row = store.correction(work, correction_id)
    ground = ground_of(work, row.case_id)
    refuse_complainant(ground)
    return _out(work, row, ground)


def _out(work: Work, row: SelfCorrection, ground: Ground) -> SelfCorrectionOut:
    moment, track = Moment(row.moment), ground.case.track
    outcome = rules.outcome_of(track, moment) if row.cause else None
    ceiling = ""
    on = row.decided_on or work.today
    if outcome and outcome.figure and work.law.has_figure(outcome.figure, on):
        ceiling = work.law.figure(outcome.figure, on).shown()
    facts = facts_of(work, row)
    return SelfCorrectionOut(
        **row.model_dump(exclude={"state", "moment", "cause", "filed_by", "decided_by"}),
        state=state_words(SELF_CORRECTION, row.state),
        moment=_words(moment, rules.MOMENTS[moment]),
        effect=_words(row.cause, CAUSES[row.cause], outcome.basis) if outcome else None,
        ceiling=ceiling,
        warning_is_open=rules.warning_is_open(track, moment),
        steps=choices_of(work, SELF_CORRECTION, row.state, facts=facts, target=ground.target),
    )


def _words(code: str, text: Text, basis: str = "") -> Words:
    return Words(code=code, ko=text.ko, en=text.en, basis=basis)
