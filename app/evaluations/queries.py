"""What a reader may learn of programmes, requests and issues; every query asks for permission."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.evaluations import comparison, documents, facts, store
from app.evaluations.lifecycle import OUTCOME_ISSUE, OUTCOME_REQUEST
from app.evaluations.programmes import SORT_LABELS, Programme, programme, programmes
from app.evaluations.schemas import (
    ChangeOut,
    FactOut,
    IssueRow,
    OutcomeIssueOut,
    OutcomeRequestOut,
    OutcomeRequestRow,
    PreviewOut,
    ProgrammeList,
    ProgrammeOut,
    StepOut,
    SuitList,
    SuitOut,
    Words,
)
from app.evaluations.standing import list_target, measure_target, own_programme, target_of
from app.evaluations.tables import OutcomeIssue, OutcomeRequest
from app.kernel.text import Text
from app.law.figures import STATUS_LABELS, Status
from app.web.paging import Page, decode, encode


def _words(code: str, text: Text) -> Words:
    return Words(code=code, ko=text.ko, en=text.en)


def all_programmes(work: Work) -> ProgrammeList:
    """Return every evaluation with its ground; an evaluator reads of its own."""
    work.require(May.EVALUATION_READ, list_target(work))
    own = own_programme(work)
    return ProgrammeList(
        items=[_programme(work, one) for one in programmes() if own in (None, one.code)]
    )


def _programme(work: Work, one: Programme) -> ProgrammeOut:
    known = one.known(work.today)
    return ProgrammeOut(
        code=one.code, ko=one.name.ko, en=one.name.en,
        status=_words(known.status, STATUS_LABELS[known.status]),
        configured=known.status is not Status.UNKNOWN and known.from_on <= work.today,
        from_on=known.from_on, facts=[_words(s, SORT_LABELS[s]) for s in sorted(known.facts)],
        basis=known.basis, source=known.source, note_ko=known.note.ko, note_en=known.note.en,
    )  # fmt: skip


def requests(work: Work, *, limit: int, cursor: str | None) -> Page[OutcomeRequestRow]:
    """Return the requests that the reader may know of, the newest first."""
    work.require(May.EVALUATION_READ, list_target(work))
    after = decode(cursor, 1)
    rows = store.requests(
        work, programme=own_programme(work), before=after[0] if after else "", limit=limit + 1
    )
    more, rows = len(rows) > limit, rows[:limit]
    items = [OutcomeRequestRow(**_row(row)) for row in rows]
    return Page(items=items, has_more=more, next_cursor=encode(rows[-1].id) if more else None)


def _row(row: OutcomeRequest) -> dict[str, Any]:
    return {
        "id": row.id, "programme": _words(row.programme, programme(row.programme).name),
        "state": _words(row.state, OUTCOME_REQUEST.label(row.state)), "reference": row.reference,
        "period_first": row.period_first, "period_last": row.period_last, "as_of": row.as_of,
        "firms": len(row.business_numbers), "asked_on": row.asked_on,
    }  # fmt: skip


def request(work: Work, request_id: str) -> OutcomeRequestOut:
    """Return a request with its editions and the steps that the reader may take."""
    row = store.request(work, request_id)
    target = target_of(work, row.programme)
    work.require(May.EVALUATION_READ, target)
    steps = [
        StepOut(command=step.command, label_ko=step.label.ko, label_en=step.label.en,
                basis=step.basis, needs_reason=step.needs_reason)
        for step in OUTCOME_REQUEST.steps(row.state)
        if work.decide(May(step.by), target).allowed
    ]  # fmt: skip
    return OutcomeRequestOut(
        **_row(row), version=row.version, business_numbers=list(row.business_numbers),
        refused_on=row.refused_on, refusal_reason=row.refusal_reason, steps=steps,
        issues=[IssueRow(**_issue_row(one)) for one in store.issues_of(work, row.id)],
    )  # fmt: skip


def _issue_row(one: OutcomeIssue) -> dict[str, Any]:
    return {
        "id": one.id, "number": one.number, "edition": one.edition,
        "state": _words(one.state, OUTCOME_ISSUE.label(one.state)), "known_at": one.known_at,
        "issued_at": one.issued_at, "sha256": one.sha256, "outdated_on": one.outdated_on,
        "superseded_by_id": one.superseded_by_id,
    }  # fmt: skip


def preview(work: Work, request_id: str) -> PreviewOut:
    """Return what would be issued today, for the officer who looks before issuing."""
    row = store.request(work, request_id)
    target = target_of(work, row.programme)
    work.require(May.EVALUATION_READ, target)
    work.require(May.EVALUATION_ISSUE, target)
    told, editions = facts.rows_of(work, row), store.issues_of(work, request_id)
    before = documents.facts_in(editions[-1]) if editions else None
    found = comparison.changes(before, told) if before is not None else []
    return PreviewOut(
        request_id=row.id, known_at=work.today, facts=_facts(told),
        changes=[ChangeOut(**one) for one in found],
    )  # fmt: skip


def _facts(rows: Sequence[dict[str, Any]]) -> list[FactOut]:
    return [FactOut.model_validate(row) for row in rows]


def _issue(work: Work, issue_id: str) -> OutcomeIssue:
    one = store.issue(work, issue_id)
    work.require(May.EVALUATION_READ, target_of(work, one.programme))
    return one


def issue(work: Work, issue_id: str) -> OutcomeIssueOut:
    """Return an edition with what it rests on and what it changed."""
    one = _issue(work, issue_id)
    content = documents.read(one)
    return OutcomeIssueOut(
        **_issue_row(one), version=one.version, request_id=one.request_id,
        programme=_words(one.programme, programme(one.programme).name),
        period_first=content["period_first"], period_last=content["period_last"],
        as_of=content["as_of"], basis=content["ground"]["basis"], law_edition=one.law_edition,
        facts=len(content["facts"]), changes=[ChangeOut(**x) for x in content["changes"]],
    )  # fmt: skip


def facts_of(work: Work, issue_id: str, *, limit: int, cursor: str | None) -> Page[FactOut]:
    """Return the facts of an edition in pages; what was issued never moves, so a place is a place."""
    rows = documents.facts_in(_issue(work, issue_id))
    after = decode(cursor, 1, int)
    start = max(0, after[0]) if after else 0
    more = len(rows) > start + limit
    return Page(
        items=_facts(rows[start : start + limit]), has_more=more,
        next_cursor=encode(start + limit) if more else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """An edition as a file: its name, its bytes and its media type."""

    name: str
    content: bytes
    media_type: str


def file(work: Work, issue_id: str, form: str) -> File:
    """Return an edition as JSON, byte for byte as issued, or as CSV."""
    one = _issue(work, issue_id)
    name = f"outcome-facts-{one.number.partition('-')[2]}-{one.edition}.{form}"
    if form == "json":
        return File(name, one.document.encode(), "application/json")
    return File(name, documents.as_csv(one), "text/csv; charset=utf-8")


def standing_requests(work: Work) -> list[str]:
    """Return the requests whose last edition passes for true, for the nightly comparison."""
    work.require(May.JOB_RUN, OPEN)
    return store.current_requests(work)


def suits(work: Work, measure_id: str) -> SuitList:
    """Return the suits against a measure."""
    target = measure_target(work, measure_id)
    work.require(May.MEASURE_READ, target)
    rows = store.suits_of(work, measure_id)
    return SuitList(items=[SuitOut.model_validate(one, from_attributes=True) for one in rows])


def suit(work: Work, suit_id: str) -> SuitOut:
    """Return one suit against a measure."""
    row = store.suit(work, suit_id)
    work.require(May.MEASURE_READ, measure_target(work, row.measure_id))
    return SuitOut.model_validate(row, from_attributes=True)
