"""Reviewing whether a firm goes on the list of habitual violators (하도급법 제25조의4)."""

from datetime import date

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.calendar import last_day
from app.kernel.lifecycle import Blocked, refuse_blocked
from app.kernel.problems import Conflict, NotFound
from app.law.points import KFTC
from app.law.score import Score
from app.sanctions import facts, store
from app.sanctions.actions.steps import LEVEL
from app.sanctions.compliance_events import ListingDefended, ListingResolved, ListingReviewOpened
from app.sanctions.lifecycle import LISTING, ListingCommand, ListingFacts, ListingState
from app.sanctions.lifecycle.listing import opening_blocked
from app.sanctions.rules.drafting import check_day
from app.sanctions.rules.ledger import hundredths
from app.sanctions.schemas.compliance import DefenceIn, ListingResolutionIn, ListingReviewIn
from app.sanctions.tables import ListingReview


def open_review(work: Work, *, case_id: str, form: ListingReviewIn) -> ListingReview:
    """Open a review of the respondent and give it a month to defend itself.

    Raises Conflict where the firm is not over the limits, or where a review runs already.
    """
    work.require(May.MEASURE_DRAFT, cases.target_of(work, case_id, level=LEVEL))
    case = cases.subject(work, case_id)
    on = form.opened_on or work.today
    check_day(on, work.today, case.received_on, "/opened_on")
    company_id = case.respondent_company_id
    score = facts.score(work, company_id, as_of=on, regime=KFTC)
    refused = review_blocked(work, case_id, score)
    if refused:
        raise Conflict(refused[0].reason, basis=refused[0].basis)
    row = work.add(
        ListingReview(
            id=work.new_id("review"),
            case_id=case_id,
            company_id=company_id,
            state=LISTING.initial,
            opened_on=on,
            measures_counted=score.measures_counted,
            score_hundredths=hundredths(score.net),
            defence_last_on=_defence_until(work, on),
        )
    )
    work.record(
        ListingReviewOpened(
            subject=row.id,
            case_id=case_id,
            company_id=company_id,
            measures_counted=row.measures_counted,
            score_hundredths=row.score_hundredths,
            defence_last_on=row.defence_last_on,
        )
    )
    work.session.flush()
    return row


def review_blocked(work: Work, case_id: str, score: Score) -> tuple[Blocked, ...]:
    """Return every reason why no review is opened in a case on a score of its respondent."""
    kftc = cases.subject(work, case_id).track == facts.KFTC_TRACK
    return opening_blocked(
        habitual=kftc and score.habitual,
        running=any(not LISTING.final(row.state) for row in store.reviews_of(work, case_id)),
    )


def _defence_until(work: Work, on: date) -> date:
    last = last_day(on, work.law.figure("habitual_defence_months", on).period)
    return work.calendar.next_working_day(last)


def defend_listing(
    work: Work, *, review_id: str, form: DefenceIn, version: int | None
) -> ListingReview:
    """Take the firm's defence against its listing."""
    row = _step(work, review_id, ListingCommand.DEFEND, version=version)
    row.defence, row.defended_on = form.defence, work.today
    work.record(ListingDefended(subject=row.id, case_id=row.case_id, on=work.today))
    work.session.flush()
    return row


def resolve_listing(
    work: Work, *, review_id: str, form: ListingResolutionIn, version: int | None
) -> ListingReview:
    """Record how the committee resolved; only the number of votes is kept."""
    row = _step(work, review_id, ListingCommand(form.command), form=form, version=version)
    row.members, row.in_favour = form.members, form.in_favour
    row.reason, row.decided_on = form.reason, work.today
    work.record(
        ListingResolved(
            subject=row.id,
            case_id=row.case_id,
            listed=row.state == ListingState.LISTED,
            members=row.members,
            in_favour=row.in_favour,
            on=work.today,
        )
    )
    work.session.flush()
    return row


def _step(
    work: Work,
    review_id: str,
    command: ListingCommand,
    *,
    form: ListingResolutionIn | None = None,
    version: int | None,
) -> ListingReview:
    row = store.review(work, review_id)
    target = cases.target_of(work, row.case_id, level=LEVEL)
    if not work.decide(May.MEASURE_READ, target).allowed:
        raise NotFound
    work.expect_version(row, version)
    step = LISTING.find(row.state, command, by_hand=True)
    work.require(May(step.by), target)
    found = ListingFacts(
        on=work.today,
        defence_last_on=row.defence_last_on,
        members=form.members if form else 0,
        members_needed=work.law.figure("habitual_committee_members", work.today).number,
        in_favour=form.in_favour if form else 0,
    )
    refuse_blocked(step, found)
    row.state = step.target
    return row
