"""What one may read of written decisions."""

from app.access.policy import May
from app.cases.actions import exhibits as case_exhibits
from app.committee.agenda import queries as agenda
from app.committee.decisions import store
from app.committee.decisions.lifecycle import DECISION, DecisionState
from app.committee.decisions.schemas import CorrectionOut, DecisionList, DecisionOut, FindingOut
from app.committee.decisions.tables import DecisionCorrection, DecisionFinding, WrittenDecision
from app.db.work import Work
from app.kernel.problems import NotFound


def decision(work: Work, decision_id: str) -> DecisionOut:
    """Return a written decision; a draft is for those who sit and their secretary."""
    row = store.decision(work, decision_id)
    target = agenda.target_of(work, row.case_id)
    work.require(May.CASE_READ, target)
    if row.state == DecisionState.DRAFTED and not agenda.decides(work, target):
        raise NotFound
    return shown(work, row)


def decisions_of(work: Work, case_id: str) -> DecisionList:
    """Return the written decisions of a case; drafts for those who sit only."""
    target = agenda.target_of(work, case_id)
    work.require(May.CASE_READ, target)
    rows = store.decisions_of(work, case_id)
    if not agenda.decides(work, target):
        rows = [row for row in rows if row.state != DecisionState.DRAFTED]
    return DecisionList(items=[shown(work, row) for row in rows])


def subject(work: Work, decision_id: str) -> WrittenDecision:
    """Return the row of a decision for the room of letters; it asks by itself."""
    return store.decision(work, decision_id)


def findings(work: Work, decision_id: str) -> list[DecisionFinding]:
    """Return the findings for the room of letters; it asks by itself."""
    return store.findings(work, decision_id)


def correction(work: Work, correction_id: str) -> DecisionCorrection:
    """Return a correction for the room of letters; it asks by itself."""
    return work.one(DecisionCorrection, correction_id)


def labels_of(work: Work, exhibit_ids: list[str]) -> list[str]:
    """Return the labels of exhibits, such as 소갑 제1호증."""
    return [case_exhibits.placed(work, one).label or one for one in exhibit_ids]


def shown(work: Work, row: WrittenDecision) -> DecisionOut:
    """Return a written decision with findings and corrections."""
    label = DECISION.label(row.state)
    return DecisionOut(
        id=row.id, version=row.version, case_id=row.case_id, vote_id=row.vote_id,
        state=row.state, state_ko=label.ko, state_en=label.en, order_text=row.order_text,
        drafted_on=row.drafted_on, written_on=row.written_on, served_on=row.served_on,
        findings=[
            FindingOut(
                sequence=one.sequence, words=one.words, exhibit_ids=one.exhibit_ids,
                exhibit_labels=labels_of(work, one.exhibit_ids),
            )
            for one in store.findings(work, row.id)
        ],
        corrections=[
            CorrectionOut.model_validate(one) for one in store.corrections(work, row.id)
        ],
    )  # fmt: skip
