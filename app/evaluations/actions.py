"""What one may do about outcome facts; one function per act; none commits."""

from typing import Any

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import queries as cases
from app.cases.rules import check_reason
from app.db.numbering import next_number
from app.db.work import Work
from app.evaluations import comparison, documents, facts, store
from app.evaluations.events import (
    MeasureSuitEnded,
    MeasureSuitNoted,
    OutcomeIssued,
    OutcomeOutdated,
    OutcomeRequested,
    OutcomeRequestRefused,
)
from app.evaluations.lifecycle import (
    OUTCOME_ISSUE,
    OUTCOME_REQUEST,
    IssueCommand,
    IssueState,
    RequestCommand,
)
from app.evaluations.problems import NothingChanged, SuitEnded
from app.evaluations.programmes import programme
from app.evaluations.schemas import OutcomeRefusalIn, OutcomeRequestIn, SuitEndIn, SuitIn
from app.evaluations.standing import measure_target, target_of
from app.evaluations.tables import MeasureSuit, OutcomeFirm, OutcomeIssue, OutcomeRequest
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.people import business_number
from app.people import queries as people
from app.sanctions import queries as sanctions
from app.sanctions.news import News

_NUMBER = "평가자료-{year}-{serial:04d}"


def ask(work: Work, *, form: OutcomeRequestIn) -> OutcomeRequest:
    """Ask for facts on firms, as the evaluator or for it by its letter."""
    work.require(May.EVALUATION_ASK, target_of(work, form.programme))
    programme(form.programme).ground(work.today)
    as_of = form.as_of or form.period_last
    _refuse_wrong_days(work, form, as_of)
    row = work.add(
        OutcomeRequest(
            id=work.new_id("outcome"), programme=form.programme, state=OUTCOME_REQUEST.initial,
            reference=form.reference, period_first=form.period_first,
            period_last=form.period_last, as_of=as_of,
            business_numbers=list(form.business_numbers), asked_on=work.today,
            asked_by=work.actor.person_id,
        )
    )  # fmt: skip
    work.session.flush()
    for number in form.business_numbers:
        work.add(OutcomeFirm(id=work.new_id("firm"), request_id=row.id, business_number=number))
    work.record(
        OutcomeRequested(
            subject=row.id, programme=row.programme, firms=len(form.business_numbers),
            period_first=row.period_first, period_last=row.period_last,
        )
    )  # fmt: skip
    return row


def _refuse_wrong_days(work: Work, form: OutcomeRequestIn, as_of: Any) -> None:
    errors = []
    if form.period_last < form.period_first:
        words = Text("기간의 끝이 시작보다 앞섭니다", "The period ends before it begins")
        errors.append(FieldError("/period_last", "before", words))
    for name, day in (("period_last", form.period_last), ("as_of", as_of)):
        if day > work.today:
            words = Text("오늘보다 뒤의 날입니다", "That day lies in the future")
            errors.append(FieldError(f"/{name}", "future", words))
    if errors:
        raise Invalid(errors=tuple(errors))


def refuse(
    work: Work, *, request_id: str, form: OutcomeRefusalIn, version: int | None
) -> OutcomeRequest:
    """Refuse a request with reasons."""
    row = store.request(work, request_id)
    _permitted(work, row, version)
    step = OUTCOME_REQUEST.take(row.state, RequestCommand.REFUSE)
    check_reason(step, form.reason)
    row.state, row.refused_on, row.refusal_reason = step.target, work.today, form.reason
    work.record(OutcomeRequestRefused(subject=row.id, programme=row.programme))
    return row


def _permitted(work: Work, row: OutcomeRequest, version: int | None) -> None:
    target = target_of(work, row.programme)
    work.require(May.EVALUATION_READ, target)
    work.require(May.EVALUATION_ISSUE, target)
    work.expect_version(row, version)


def issue(work: Work, *, request_id: str, version: int | None) -> OutcomeIssue:
    """Issue the facts as known today; a later edition lists what changed and takes the place.

    Raises NothingChanged where the last edition says the same.
    """
    row = store.request(work, request_id)
    _permitted(work, row, version)
    step = OUTCOME_REQUEST.take(row.state, RequestCommand.ISSUE)
    told = facts.rows_of(work, row)
    before = store.issues_of(work, row.id)
    last = before[-1] if before else None
    found = comparison.changes(documents.facts_in(last), told) if last else []
    if last is not None and not found:
        raise NothingChanged
    made = _made(work, row, told, last, found)
    if last is not None:
        last.state = OUTCOME_ISSUE.take(last.state, IssueCommand.SUPERSEDE).target
        last.superseded_by_id = made.id
    row.state = step.target
    work.touch(row)
    work.record(
        OutcomeIssued(
            subject=made.id, request_id=row.id, programme=row.programme, number=made.number,
            edition=made.edition, sha256=made.sha256, changes=len(found),
        )
    )  # fmt: skip
    return made


def _made(
    work: Work, row: OutcomeRequest, told: list[dict[str, Any]], last: OutcomeIssue | None,
    found: list[dict[str, Any]],
) -> OutcomeIssue:  # fmt: skip
    if last is None:
        serial = next_number(work, f"outcome_facts:{work.today.year}")
        number, edition = _NUMBER.format(year=work.today.year, serial=serial), 1
    else:
        number, edition = last.number, last.edition + 1
    edition_of = documents.Edition(
        number=number, edition=edition, changes=found, previous=last.sha256 if last else ""
    )
    content = documents.document(work, row, told, edition_of)
    made = work.add(
        OutcomeIssue(
            id=work.new_id("issue"), request_id=row.id, programme=row.programme, number=number,
            edition=edition, state=OUTCOME_ISSUE.initial, known_at=work.today,
            issued_at=work.now, issued_by=work.actor.person_id, document=content.text,
            sha256=content.sha256, law_edition=work.law.edition,
        )
    )  # fmt: skip
    work.session.flush()
    return made


# --- what the service does of itself -----------------------------------------------------------


def mark_outdated(work: Work, news: News) -> None:
    """Mark the issues that tell of a firm to which something happened, where it changes a fact."""
    company_id = str(news.data.get("company_id") or "")
    if not company_id and news.data.get("case_id"):
        company_id = cases.subject(work, str(news.data["case_id"])).respondent_company_id
    if not company_id:
        return
    printed = people.company(work, company_id).business_number
    if printed:
        number = business_number.parse(printed, demonstration=True)
        for request_id in store.requests_about(work, number):
            outdate(work, request_id=request_id)


def outdate(work: Work, *, request_id: str) -> bool:
    """Mark the last edition of a request where the facts are no longer as it tells; tell whether."""
    work.require(May.JOB_RUN, OPEN)
    row = store.request(work, request_id)
    editions = store.issues_of(work, request_id)
    if not editions or editions[-1].state != IssueState.ISSUED:
        return False
    last = editions[-1]
    found = comparison.changes(documents.facts_in(last), facts.rows_of(work, row))
    if not found:
        return False
    last.state = OUTCOME_ISSUE.take(last.state, IssueCommand.OUTDATE).target
    last.outdated_on = work.today
    work.record(
        OutcomeOutdated(
            subject=last.id, request_id=row.id, programme=row.programme, changes=len(found)
        )
    )
    return True


# --- suits against measures --------------------------------------------------------------------


def note_suit(work: Work, *, measure_id: str, form: SuitIn) -> MeasureSuit:
    """Note a suit against a measure; the measure is not final until the suit has ended."""
    target = measure_target(work, measure_id)
    work.require(May.MEASURE_ISSUE, target)
    measure = sanctions.measure(work, measure_id)
    if form.filed_on > work.today or (measure.served_on or work.today) > form.filed_on:
        words = Text("송달일부터 오늘까지의 날을 적어 주세요", "A day from service until today")
        raise Invalid(errors=(FieldError("/filed_on", "outside", words),))
    known = store.suits_of(work, measure_id)
    if any(one.docket_number == form.docket_number for one in known):
        words = Text("이미 기록한 사건번호입니다", "This docket number was noted before")
        raise Invalid(errors=(FieldError("/docket_number", "double", words),))
    case = cases.subject(work, measure.case_id)
    row = work.add(
        MeasureSuit(
            id=work.new_id("suit"), measure_id=measure_id, case_id=case.id,
            company_id=case.respondent_company_id, court=form.court,
            docket_number=form.docket_number, filed_on=form.filed_on,
            noted_by=work.actor.person_id,
        )
    )  # fmt: skip
    work.record(
        MeasureSuitNoted(
            subject=row.id, measure_id=measure_id, case_id=case.id, company_id=row.company_id,
            filed_on=row.filed_on,
        )
    )  # fmt: skip
    return row


def end_suit(work: Work, *, suit_id: str, form: SuitEndIn, version: int | None) -> MeasureSuit:
    """Note that a suit has ended; what the court annulled is noted on the measure itself."""
    row = store.suit(work, suit_id)
    work.require(May.MEASURE_ISSUE, measure_target(work, row.measure_id))
    work.expect_version(row, version)
    if row.ended_on is not None:
        raise SuitEnded
    if not row.filed_on <= form.ended_on <= work.today:
        words = Text("소 제기일부터 오늘까지의 날을 적어 주세요", "A day from the suit until today")
        raise Invalid(errors=(FieldError("/ended_on", "outside", words),))
    row.ended_on = form.ended_on
    work.record(
        MeasureSuitEnded(
            subject=row.id, measure_id=row.measure_id, case_id=row.case_id,
            company_id=row.company_id, ended_on=row.ended_on,
        )
    )  # fmt: skip
    return row
