"""Proposing the next measure when one is not followed or a score is crossed."""

from app.access.actor import Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.lifecycle import refuse_blocked
from app.kernel.problems import Basis, NotFound
from app.law.kinds import Measure as Kind
from app.law.kinds import Trigger
from app.sanctions import facts, store
from app.sanctions.actions.steps import LEVEL, count, may_know
from app.sanctions.events import NextMeasureProposed, ProposalDismissed
from app.sanctions.lifecycle import ENDED, PROPOSAL, ProposalFacts
from app.sanctions.news import News
from app.sanctions.rules.kinds import regime_for, rung_of
from app.sanctions.rules.ladder import Earlier, permitted
from app.sanctions.schemas.measure import DismissalIn
from app.sanctions.tables import Measure, Proposal


def propose_next(work: Work, news: News) -> None:
    """Propose what the law opens when a measure was not followed; answers `measure_breached`."""
    measure = store.measure(work, news.subject)
    work.require(May.MEASURE_DRAFT, cases.target_of(work, measure.case_id, level=LEVEL))
    track = cases.subject(work, measure.case_id).track
    regime = regime_for(work.law, track, work.today, work.world.announced_regime_from)
    for kind in work.law.next_rungs(measure.kind, regime.name):
        _propose(work, measure, kind, regime.name, Trigger.NON_COMPLIANCE)


def propose_on_threshold(work: Work, news: News) -> None:
    """Propose what a crossed score opens; answers `penalty_points_posted`."""
    measure = store.measure(work, str(news.data["measure_id"]))
    work.require(May.MEASURE_DRAFT, cases.target_of(work, measure.case_id, level=LEVEL))
    score = facts.score(work, measure.company_id, as_of=work.today, regime=measure.regime)
    standing = facts.earlier(work, measure.case_id)
    for crossing in score.crossings:
        if crossing.crossed and not _under_way(standing, crossing.measure):
            kind = work.law.measure(crossing.measure)
            _propose(work, measure, kind, measure.regime, Trigger.THRESHOLD)


def _under_way(measures: list[Earlier], kind: str) -> bool:
    return any(m.kind == kind and m.state not in ENDED for m in measures)


def _propose(work: Work, measure: Measure, kind: Kind, regime: str, trigger: Trigger) -> None:
    propose(work, measure.case_id, kind=kind.kind, regime=regime, trigger=trigger, after=measure.id)


def propose(
    work: Work, case_id: str, *, kind: str, regime: str, trigger: Trigger, after: str | None
) -> None:
    """Propose a measure once, `after` another one or on its own; the act above has asked."""
    # Two timers of one case wait for each other here, so that the second sees what the first did.
    next_number(work, f"proposals:{case_id}")
    if store.open_proposals(work, case_id, [kind]):
        return
    rung = rung_of(work.law, kind, regime)
    way = next((way for way in rung.ways() if way.on is trigger), rung.ways()[0])
    obligatory = rung.obligatory or trigger is Trigger.DEMAND
    proposal = work.add(
        Proposal(
            id=work.new_id("proposal"),
            case_id=case_id,
            measure_id=after,
            kind=kind,
            regime=regime,
            trigger=trigger,
            basis=str(way.basis),
            obligatory=obligatory,
            state=PROPOSAL.initial,
            proposed_on=work.today,
        )
    )
    work.session.flush()
    work.record(
        NextMeasureProposed(
            subject=proposal.id,
            case_id=case_id,
            kind=kind,
            regime=regime,
            measure_id=after or "",
            obligatory=obligatory,
        )
    )


def dismiss_proposal(
    work: Work, *, proposal_id: str, form: DismissalIn, version: int | None
) -> Proposal:
    """Decide, with a reason, not to take a proposed measure; what the Act obliges to stays.

    A duty that has fallen away, because the score is no longer over its limit, binds nobody.
    """
    proposal = store.proposal(work, proposal_id)
    target = cases.target_of(work, proposal.case_id, level=LEVEL)
    if not _may_know(work, proposal, target):
        raise NotFound
    work.expect_version(proposal, version)
    row = PROPOSAL.find(proposal.state, "dismiss", by_hand=True)
    work.require(May(row.by), target)
    obliged = proposal.obligatory and _still_open(work, proposal)
    basis = Basis.parse(proposal.basis)
    refuse_blocked(row, ProposalFacts(obligatory=obliged, basis=basis))
    proposal.state, proposal.settled_on = row.target, work.today
    proposal.dismissal_reason = form.reason
    work.record(
        ProposalDismissed(subject=proposal.id, case_id=proposal.case_id, kind=proposal.kind)
    )
    count(work, proposal.case_id)
    work.session.flush()
    return proposal


def _may_know(work: Work, proposal: Proposal, target: Target) -> bool:
    if proposal.measure_id is not None:
        return may_know(work, store.measure(work, proposal.measure_id), target)
    reads = work.decide(May.MEASURE_READ, target).allowed
    return reads and not target.ties & {Tie.COMPLAINANT, Tie.RESPONDENT}


def _still_open(work: Work, proposal: Proposal) -> bool:
    case = facts.situation(work, proposal.case_id, proposal.regime, work.today)
    ladder = permitted(
        work.law,
        case,
        facts.earlier(work, proposal.case_id),
        regime=proposal.regime,
        decided_on=work.today,
        adopted_on=work.world.announced_regime_from,
    )
    offer = ladder.offer(proposal.kind)
    reasons = {reason.code for reason in offer.blocked} if offer else {"threshold"}
    return "threshold" not in reasons
