"""REST for evaluators and for the officers who answer them."""

from typing import Any, Literal

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.evaluations import actions, queries
from app.evaluations.giving import give
from app.evaluations.schemas import (
    FactOut,
    OutcomeIssueOut,
    OutcomeRefusalIn,
    OutcomeRequestIn,
    OutcomeRequestOut,
    OutcomeRequestRow,
    PreviewOut,
    ProgrammeList,
    SuitEndIn,
    SuitIn,
    SuitList,
    SuitOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["evaluations"], responses=PROBLEMS)
_REQUEST, _ISSUE = "/outcome-requests/{outcome_request_id}", "/outcome-issues/{issue_id}"
_READ, _ISSUES = needs(May.EVALUATION_READ, level=2), needs(May.EVALUATION_ISSUE, level=2)
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Canonical JSON, or CSV (UTF-8 with a mark, formulas made harmless)",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}


@router.get("/evaluation-programmes", response_model=ProgrammeList,
            openapi_extra=needs(May.EVALUATION_READ), operation_id="list_evaluation_programmes",
            summary="평가 제도와 제공 근거 · Evaluations and their grounds")  # fmt: skip
async def list_programmes(door: At) -> Response:
    """Return which facts each evaluation gets, from when and by which article."""
    return await door.read(queries.all_programmes)


@router.get("/outcome-requests", response_model=Page[OutcomeRequestRow],
            openapi_extra=needs(May.EVALUATION_READ), operation_id="list_outcome_requests",
            summary="평가자료 요청 목록 · Requests for outcome facts")  # fmt: skip
async def list_requests(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return requests, the newest first; an evaluator's own only."""
    return await door.read(lambda work: queries.requests(work, limit=limit, cursor=cursor))


@router.post("/outcome-requests", response_model=OutcomeRequestOut, status_code=201,
             openapi_extra=needs(May.EVALUATION_ASK, level=2), operation_id="ask_outcome_facts",
             summary="평가자료 요청 · Ask for outcome facts")  # fmt: skip
async def ask(form: OutcomeRequestIn, door: At) -> Response:
    """Ask for the outcome facts of firms in a period."""
    return await door.act(
        lambda work: queries.request(work, _kept(work, actions.ask(work, form=form).id)),
        status=201,
    )


def _kept(work: Work, row_id: str) -> str:
    work.session.flush()
    return row_id


@router.get(_REQUEST, response_model=OutcomeRequestOut, openapi_extra=_READ,
            operation_id="get_outcome_request",
            summary="평가자료 요청 조회 · A request for outcome facts")  # fmt: skip
async def get_request(outcome_request_id: str, door: At) -> Response:
    """Return a request with its editions."""
    return await door.read(lambda work: queries.request(work, outcome_request_id))


@router.get(f"{_REQUEST}/preview", response_model=PreviewOut, openapi_extra=_ISSUES,
            operation_id="preview_outcome_facts",
            summary="발급 전 미리보기 · Look before issuing")  # fmt: skip
async def preview(outcome_request_id: str, door: At) -> Response:
    """Return what would be issued today and how it differs from the last edition."""
    return await door.read(lambda work: queries.preview(work, outcome_request_id))


@router.post(f"{_REQUEST}/issues", response_model=OutcomeIssueOut, status_code=201,
             openapi_extra=_ISSUES, operation_id="issue_outcome_facts",
             summary="평가자료 발급·재발급 · Issue outcome facts, or a new edition")  # fmt: skip
async def issue(outcome_request_id: str, door: At) -> Response:
    """Issue the facts as known today; a new edition supersedes the last."""
    version = door.version
    return await door.act(
        lambda work: queries.issue(
            work,
            _kept(work, actions.issue(work, request_id=outcome_request_id, version=version).id),
        ),
        status=201,
    )


@router.post(f"{_REQUEST}/refusal", response_model=OutcomeRequestOut, status_code=201,
             openapi_extra=_ISSUES, operation_id="refuse_outcome_request",
             summary="평가자료 요청 거절 · Refuse a request for outcome facts")  # fmt: skip
async def refuse(outcome_request_id: str, form: OutcomeRefusalIn, door: At) -> Response:
    """Refuse a request with reasons."""
    version = door.version

    def act(work: Work) -> OutcomeRequestOut:
        row = actions.refuse(work, request_id=outcome_request_id, form=form, version=version)
        return queries.request(work, _kept(work, row.id))

    return await door.act(act, status=201)


@router.get(_ISSUE, response_model=OutcomeIssueOut, openapi_extra=_READ,
            operation_id="get_outcome_issue",
            summary="평가자료 발급본 · An edition of outcome facts")  # fmt: skip
async def get_issue(issue_id: str, door: At) -> Response:
    """Return an edition, whether it is still current, and what it changed."""
    return await door.read(lambda work: queries.issue(work, issue_id))


@router.get(f"{_ISSUE}/facts", response_model=Page[FactOut], openapi_extra=_READ,
            operation_id="list_outcome_facts",
            summary="평가자료 항목 · The facts of an edition")  # fmt: skip
async def list_facts(
    issue_id: str, door: At, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    """Return the facts of an edition in pages."""
    return await door.read(
        lambda work: queries.facts_of(work, issue_id, limit=limit, cursor=cursor)
    )


@router.get(f"{_ISSUE}/file", response_model=None, responses=_FILES, openapi_extra=_READ,
            operation_id="download_outcome_issue",
            summary="평가자료 파일 · An edition as a file")  # fmt: skip
async def download(issue_id: str, door: At, form: Literal["json", "csv"] = "json") -> Response:
    """Return an edition whole: the JSON byte for byte as issued, or its facts as CSV."""
    return await give(door, issue_id, form)


@router.get("/measures/{measure_id}/suits", response_model=SuitList,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="list_measure_suits",
            summary="조치에 대한 소송 · Suits against a measure")  # fmt: skip
async def list_suits(measure_id: str, door: At) -> Response:
    """Return the suits against a measure that are known."""
    return await door.read(lambda work: queries.suits(work, measure_id))


@router.post("/measures/{measure_id}/suits", response_model=SuitOut, status_code=201,
             openapi_extra=needs(May.MEASURE_ISSUE, level=2), operation_id="note_measure_suit",
             summary="소송 제기 기록 · Note a suit against a measure")  # fmt: skip
async def note_suit(measure_id: str, form: SuitIn, door: At) -> Response:
    """Note a suit; the measure is provisional until it ends."""
    return await door.act(
        lambda work: queries.suit(
            work, _kept(work, actions.note_suit(work, measure_id=measure_id, form=form).id)
        ),
        status=201,
    )


@router.post("/measure-suits/{suit_id}/end", response_model=SuitOut, status_code=201,
             openapi_extra=needs(May.MEASURE_ISSUE, level=2), operation_id="end_measure_suit",
             summary="소송 종료 기록 · Note the end of a suit")  # fmt: skip
async def end_suit(suit_id: str, form: SuitEndIn, door: At) -> Response:
    """Note that a suit has ended."""
    version = door.version

    def act(work: Work) -> SuitOut:
        row = actions.end_suit(work, suit_id=suit_id, form=form, version=version)
        return queries.suit(work, _kept(work, row.id))

    return await door.act(act, status=201)


@router.get("/measure-suits/{suit_id}", response_model=SuitOut,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="get_measure_suit",
            summary="소송 조회 · A suit against a measure")  # fmt: skip
async def get_suit(suit_id: str, door: At) -> Response:
    """Return a suit against a measure."""
    return await door.read(lambda work: queries.suit(work, suit_id))
