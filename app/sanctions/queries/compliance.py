"""Reading what goes before a measure, how it is performed, and what is posted."""

from app.access.actor import OPEN, Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.problems import NotFound
from app.kernel.text import Text
from app.law.points import KFTC
from app.sanctions import facts, record, store, views
from app.sanctions.actions import listing
from app.sanctions.actions.steps import LEVEL, hold
from app.sanctions.lifecycle import LISTING, PROOF, ListingState, ProofState
from app.sanctions.rules.ledger import shown
from app.sanctions.rules.standstill import CODES
from app.sanctions.schemas.compliance import (
    ConsultationOut,
    GroundworkOut,
    ItemProofOut,
    ListingReviewOut,
    MonitorOut,
    OrderItemOut,
    PerformanceOut,
    PostingList,
    PostingOut,
    ReferralDemandOut,
    StandstillList,
    StandstillOut,
)
from app.sanctions.schemas.measure import Reason, Words
from app.sanctions.tables import ListingReview, OrderItemProof, Posting, ReferralDemand, Standstill
from app.sanctions.views import Viewer


def groundwork(work: Work, case_id: str) -> GroundworkOut:
    """Return what stands on the record of a case; the firm sees the reviews of itself only."""
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.MEASURE_READ, target)
    reviews = [_review(row) for row in store.reviews_of(work, case_id)]
    if Tie.COMPLAINANT in target.ties:
        raise NotFound
    if Tie.RESPONDENT in target.ties:
        return GroundworkOut(
            case_id=case_id, consultations=[], demands=[], reviews=reviews, demanders=[]
        )
    demanders = work.law.measure(record.REFERRAL).demanders
    return GroundworkOut(
        case_id=case_id,
        consultations=[
            ConsultationOut.model_validate(row, from_attributes=True)
            for row in store.consultations_of(work, case_id)
        ],
        demands=[_demand(work, row) for row in store.demands_of(work, case_id)],
        reviews=reviews,
        demanders=[
            views.words(one.code, one.name)
            for one in demanders
            if one.effective_from is None or one.effective_from <= work.today
        ],
    )


def review_blocked(work: Work, case_id: str) -> list[Reason]:
    """Return every reason why no review for the list is opened in a case today."""
    work.require(May.MEASURE_DRAFT, cases.target_of(work, case_id, level=LEVEL))
    company_id = cases.subject(work, case_id).respondent_company_id
    score = facts.score(work, company_id, as_of=work.today, regime=KFTC)
    return [views.reason(why) for why in listing.review_blocked(work, case_id, score)]


def consultation(work: Work, consultation_id: str) -> ConsultationOut:
    """Return a consultation to those who work on the case."""
    row = store.consultation(work, consultation_id)
    _inside(work, row.case_id)
    return ConsultationOut.model_validate(row, from_attributes=True)


def referral_demand(work: Work, case_id: str, demand_id: str) -> ReferralDemandOut:
    """Return a demand for a referral to those who work on the case."""
    _inside(work, case_id)
    rows = store.demands_of(work, case_id)
    return next(_demand(work, row) for row in rows if row.id == demand_id)


def review(work: Work, review_id: str) -> ListingReviewOut:
    """Return a review for the list to the firm and to those who work on the case."""
    row = store.review(work, review_id)
    target = cases.target_of(work, row.case_id, level=LEVEL)
    work.require(May.MEASURE_READ, target)
    if Tie.COMPLAINANT in target.ties:
        raise NotFound
    return _review(row)


def _inside(work: Work, case_id: str) -> Target:
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.MEASURE_READ, target)
    if target.ties & {Tie.COMPLAINANT, Tie.RESPONDENT}:
        raise NotFound
    return target


def performance(work: Work, measure_id: str) -> PerformanceOut:
    """Return how a measure is performed item by item; the complainant is not told."""
    held = hold(work, measure_id, None)
    if Viewer.of(held.target) is Viewer.COMPLAINANT:
        raise NotFound
    measure, found = held.measure, record.performance(work, held.measure)
    proofs = store.proofs_of(work, measure_id)
    return PerformanceOut(
        measure_id=measure_id,
        version=measure.version,
        items=[
            OrderItemOut(
                item=number,
                text=text,
                proved=number not in found.unproved,
                proofs=[_proof(proof) for proof in proofs if proof.item == number],
            )
            for number, text in enumerate(measure.order_items, 1)
        ],
        demands_needed=found.demands_needed,
        demands_made=found.demands_made,
        demand_last_on=found.demand_last_on,
        monitors=[
            MonitorOut.model_validate(row, from_attributes=True)
            for row in store.monitors_of(work, measure_id)
        ],
    )


def postings(work: Work) -> PostingList:
    """Return everything that is posted today; open to everybody, so nobody is asked."""
    return PostingList(items=[_posting(work, row) for row in store.posted_on(work, work.today)])


def standstills(work: Work) -> StandstillList:
    """Return the cases and measures that can never move again, as the nightly look found them."""
    work.require(May.JOB_READ, OPEN)
    return StandstillList(items=[_standstill(row) for row in store.standstills(work)])


def _standstill(row: Standstill) -> StandstillOut:
    return StandstillOut(
        subject=row.subject,
        subject_id=row.subject_id,
        case_id=row.case_id,
        state=row.state,
        reason=views.words(row.code, CODES[row.code]),
        first_found_at=row.first_found_at,
        last_found_at=row.last_found_at,
    )


def _posting(work: Work, row: Posting) -> PostingOut:
    measure = work.law.measure(row.kind)
    rung = measure.rung(row.regime)
    return PostingOut(
        id=row.id,
        kind=views.words(row.kind, measure.name),
        basis=str(rung.basis) if rung else "",
        company_name=row.company_name,
        representative_name=row.representative_name,
        address=row.address,
        violations=views.violations(work.law, row.violations.split()),
        posted_on=row.posted_on,
        posted_until=row.posted_until,
    )


def _demand(work: Work, row: ReferralDemand) -> ReferralDemandOut:
    one = work.law.measure(record.REFERRAL).demander(row.authority, row.demanded_on)
    name = one.name if one else Text(row.authority, row.authority)
    return ReferralDemandOut(
        id=row.id,
        version=row.version,
        case_id=row.case_id,
        authority=views.words(row.authority, name),
        reference=row.reference,
        reasons=row.reasons,
        demanded_on=row.demanded_on,
    )


def _review(row: ListingReview) -> ListingReviewOut:
    return ListingReviewOut(
        id=row.id,
        version=row.version,
        case_id=row.case_id,
        company_id=row.company_id,
        state=views.words(row.state, LISTING.label(ListingState(row.state))),
        opened_on=row.opened_on,
        measures_counted=row.measures_counted,
        score=shown(row.score_hundredths),
        defence_last_on=row.defence_last_on,
        defence=row.defence,
        defended_on=row.defended_on,
        members=row.members,
        in_favour=row.in_favour,
        decided_on=row.decided_on,
        reason=row.reason,
    )


def _proof(row: OrderItemProof) -> ItemProofOut:
    state: Words = views.words(row.state, PROOF.label(ProofState(row.state)))
    return ItemProofOut(
        id=row.id,
        version=row.version,
        exhibit=row.exhibit,
        note=row.note,
        filed_on=row.filed_on,
        state=state,
        found_on=row.found_on,
        finding=row.finding,
    )
