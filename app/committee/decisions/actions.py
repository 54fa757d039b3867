"""Writing, serving and correcting decisions; none commits."""

from app.access.policy import May
from app.cases import actions as case_actions
from app.cases import queries as cases
from app.cases.actions.exhibits import exhibit_ids
from app.cases.lifecycle import CaseState, Command
from app.committee.agenda import queries as agenda
from app.committee.decisions import rules, store
from app.committee.decisions.events import (
    DecisionCorrected,
    DecisionDrafted,
    DecisionServed,
    DecisionWritten,
)
from app.committee.decisions.lifecycle import DECISION, DecisionCommand, DecisionState
from app.committee.decisions.problems import DecisionThere, NothingResolved
from app.committee.decisions.schemas import CorrectionIn, DecisionIn, ServeIn
from app.committee.decisions.tables import DecisionCorrection, DecisionFinding, WrittenDecision
from app.committee.votes import queries as votes
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text


def draft(work: Work, *, case_id: str, form: DecisionIn) -> WrittenDecision:
    """Write down what was resolved: by a vote, or by the simplified procedure."""
    target = agenda.target_of(work, case_id)
    work.require(May.CASE_DOCKET, target)
    vote = votes.carried_of(work, case_id)
    state = cases.subject(work, case_id).state
    if vote is None and state != CaseState.RESOLVED:
        raise NothingResolved
    # A newer resolution by the simplified procedure has no vote; an older vote has its decision.
    earlier = store.decisions_of(work, case_id)
    written = {one.vote_id for one in earlier}
    vote_id = vote.id if vote and vote.id not in written else None
    unfinished = any(one.state == DecisionState.DRAFTED for one in earlier)
    if unfinished or (vote_id is None and state != CaseState.RESOLVED):
        raise DecisionThere
    _check(work, case_id, form)
    row = work.add(
        WrittenDecision(
            id=work.new_id("decision"), case_id=case_id, vote_id=vote_id,
            state=str(DECISION.initial), order_text=form.order_text, drafted_on=work.today,
        )
    )  # fmt: skip
    work.session.flush()
    _put_findings(work, row, form)
    return row


def redraft(
    work: Work, *, decision_id: str, form: DecisionIn, version: int | None
) -> WrittenDecision:
    """Write a decision anew before it is completed; earlier writings stay on record."""
    row = store.decision(work, decision_id)
    work.require(May.CASE_DOCKET, agenda.target_of(work, row.case_id))
    work.expect_version(row, version)
    DECISION.take(row.state, DecisionCommand.REDRAFT)
    _check(work, row.case_id, form)
    row.order_text = form.order_text
    work.touch(row)
    _put_findings(work, row, form)
    return row


def complete(work: Work, *, decision_id: str, version: int | None) -> WrittenDecision:
    """Complete a written decision; from then on it is corrected, never edited (K16)."""
    row = store.decision(work, decision_id)
    work.require(May.CASE_DOCKET, agenda.target_of(work, row.case_id))
    work.expect_version(row, version)
    row.state = str(DECISION.take(row.state, DecisionCommand.COMPLETE).target)
    row.written_on = work.today
    if cases.subject(work, row.case_id).state == CaseState.RESOLVED:
        case_actions.move(work, case_id=row.case_id, command=Command.WRITE_DECISION)
    work.record(DecisionWritten(subject=row.id, case_id=row.case_id, on=work.today))
    work.session.flush()
    return row


def serve(work: Work, *, decision_id: str, form: ServeIn, version: int | None) -> WrittenDecision:
    """Note when the written decision reached the respondent (K17)."""
    row = store.decision(work, decision_id)
    work.require(May.MEASURE_SERVE, agenda.target_of(work, row.case_id))
    work.expect_version(row, version)
    on = form.served_on or work.today
    written_on = row.written_on or work.today
    row.state = str(DECISION.take(row.state, DecisionCommand.SERVE).target)
    if not written_on <= on <= work.today:
        words = Text(
            "작성일부터 오늘까지의 날짜를 적어 주세요", "A day from its writing until today"
        )
        raise Invalid(errors=(FieldError("/served_on", "out_of_order", words),))
    row.served_on = on
    if cases.subject(work, row.case_id).state == CaseState.DECISION_WRITTEN:
        case_actions.move(work, case_id=row.case_id, command=Command.SERVE_DECISION)
    work.record(DecisionServed(subject=row.id, case_id=row.case_id, on=on))
    work.session.flush()
    return row


def correct(
    work: Work, *, decision_id: str, form: CorrectionIn, version: int | None
) -> WrittenDecision:
    """Correct a clerical error by a paper of its own, linked to the decision."""
    row = store.decision(work, decision_id)
    work.require(May.CASE_DOCKET, agenda.target_of(work, row.case_id))
    work.expect_version(row, version)
    DECISION.take(row.state, DecisionCommand.CORRECT)
    texts = [row.order_text, *(one.words for one in store.findings(work, row.id))]
    rules.check_correction(form.passage, form.corrected, texts)
    correction = work.add(
        DecisionCorrection(
            id=work.new_id("correction"), decision_id=row.id,
            sequence=len(store.corrections(work, row.id)) + 1, passage=form.passage,
            corrected=form.corrected, reason=form.reason, corrected_on=work.today,
        )
    )  # fmt: skip
    work.touch(row)
    work.record(
        DecisionCorrected(
            subject=correction.id, case_id=row.case_id, decision_id=row.id,
            sequence=correction.sequence,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def _check(work: Work, case_id: str, form: DecisionIn) -> None:
    rules.check_findings([one.exhibit_ids for one in form.findings], exhibit_ids(work, case_id))


def _put_findings(work: Work, row: WrittenDecision, form: DecisionIn) -> None:
    edition = store.edition(work, row.id) + 1
    for sequence, one in enumerate(form.findings, start=1):
        work.add(
            DecisionFinding(
                id=work.new_id("finding"), decision_id=row.id, edition=edition,
                sequence=sequence, words=one.words, exhibit_ids=list(one.exhibit_ids),
            )
        )  # fmt: skip
    work.record(DecisionDrafted(subject=row.id, case_id=row.case_id, findings=len(form.findings)))
    work.session.flush()
