"""REST for cases: lists, one case, its steps, consent, supplements and assignment."""

from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import actions, queries
from app.cases.schemas import (
    AssignIn,
    CaseOut,
    CasePage,
    ConsentIn,
    StepIn,
    SupplementAnswerIn,
    SupplementIn,
    SupplementOut,
    Timeline,
    TransitionsOut,
    WithdrawIn,
)
from app.cases.schemas.case import ComplainantOut, ExhibitOut
from app.cases.tables import Case, SupplementRequest
from app.db.work import Work
from app.people.schemas.relations import CaseTieOut
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit

router = Area(prefix="/api/v1/cases", tags=["cases"], responses=PROBLEMS)

State = Annotated[str | None, Query(max_length=24, description="State · 상태")]
Track = Annotated[str | None, Query(max_length=24, description="Track · 절차")]
Open = Annotated[bool | None, Query(description="Open cases only · 진행 중인 사건만")]


class ExhibitList(BaseModel):
    """The exhibits of a case."""

    items: list[ExhibitOut]


class RelationList(BaseModel):
    """Who is or was tied to a case."""

    items: list[CaseTieOut]


class SupplementList(BaseModel):
    """The requests for more information of a case."""

    items: list[SupplementOut]


def _seen(work: Work, case: Case) -> CaseOut:
    work.session.flush()
    return queries.case(work, case.id)


def _shown(work: Work, request: SupplementRequest) -> SupplementOut:
    work.session.flush()
    return SupplementOut.model_validate(request, from_attributes=True)


@router.get("", response_model=CasePage, openapi_extra=needs(May.CASE_SEE),
            operation_id="list_cases", summary="사건 목록 · Cases, nearest legal day first")  # fmt: skip
async def list_cases(
    door: At,
    limit: Limit = 50,
    cursor: Cursor = None,
    state: State = None,
    track: Track = None,
    open: Open = None,  # noqa: A002 - the name of the field
) -> Response:
    """Return the cases that the caller may see, a page at a time."""
    named: dict[str, Any] = {"state": state, "track": track, "open": open}
    filters = {name: value for name, value in named.items() if value is not None}
    return await door.read(
        lambda work: queries.queue(work, limit=limit, cursor=cursor, filters=filters)
    )


@router.get("/{case_id}", response_model=CaseOut, openapi_extra=needs(May.CASE_SEE),
            operation_id="get_case", summary="사건 · One case")  # fmt: skip
async def get_case(case_id: str, door: At) -> Response:
    """Return a case as the caller may see it."""
    return await door.read(lambda work: queries.case(work, case_id))


@router.get("/{case_id}/complainant", response_model=ComplainantOut,
            openapi_extra=needs(May.INFORMANT_READ, level=4), operation_id="get_complainant",
            summary="신고인 정보(열람 기록됨) · Who complained; the read is recorded")  # fmt: skip
async def get_complainant(case_id: str, door: At) -> Response:
    """Return who complained. Where the identity is closed, a fresh second factor is needed."""
    return await door.read_noted(lambda work: queries.complainant(work, case_id))


@router.get("/{case_id}/timeline", response_model=Timeline, openapi_extra=needs(May.CASE_READ, level=2),
            operation_id="get_timeline", summary="처리 경과 · What happened")  # fmt: skip
async def get_timeline(case_id: str, door: At) -> Response:
    """Return the steps taken, oldest first."""
    return await door.read(lambda work: queries.timeline(work, case_id))


@router.get("/{case_id}/exhibits", response_model=ExhibitList,
            openapi_extra=needs(May.EVIDENCE_LIST, level=2), operation_id="list_exhibits",
            summary="증거 목록 · Exhibits")  # fmt: skip
async def list_exhibits(case_id: str, door: At) -> Response:
    """Return the exhibits that the caller may know of."""
    return await door.read(lambda work: ExhibitList(items=queries.exhibits(work, case_id)))


@router.get("/{case_id}/transitions", response_model=TransitionsOut,
            openapi_extra=needs(May.CASE_SEE), operation_id="list_transitions",
            summary="가능한 단계와 막힌 단계 · Steps allowed and blocked")  # fmt: skip
async def list_transitions(case_id: str, door: At) -> Response:
    """Return the steps from the present state, each blocked one with reason and article."""
    return await door.read(lambda work: queries.transitions(work, case_id))


@router.post("/{case_id}/transitions", response_model=CaseOut, status_code=201,
             openapi_extra=needs(May.CASE_SEE), operation_id="take_step",
             summary="단계 진행 · Take a step")  # fmt: skip
async def take_step(case_id: str, form: StepIn, door: At) -> Response:
    """Take a step of the track's table; each step asks for its own permission."""
    version = door.version
    return await door.act(
        lambda work: _seen(
            work, actions.take_step(work, case_id=case_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/{case_id}/withdrawal", response_model=CaseOut, status_code=201,
             openapi_extra=needs(May.CASE_WITHDRAW, level=2), operation_id="withdraw_case",
             summary="신고 취하 · Withdraw the complaint")  # fmt: skip
async def withdraw(case_id: str, form: WithdrawIn, door: At) -> Response:
    """Withdraw the complaint."""
    version = door.version
    return await door.act(
        lambda work: _seen(
            work, actions.withdraw(work, case_id=case_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/{case_id}/assignment", response_model=CaseOut, status_code=201,
             openapi_extra=needs(May.CASE_ASSIGN, level=2), operation_id="assign_case",
             summary="조사관 배정 · Assign an examiner")  # fmt: skip
async def assign(case_id: str, form: AssignIn, door: At) -> Response:
    """Name the examiner of a case."""
    version = door.version
    return await door.act(
        lambda work: _seen(work, actions.assign(work, case_id=case_id, form=form, version=version)),
        status=201,
    )


@router.get("/{case_id}/relations", response_model=RelationList,
            openapi_extra=needs(May.RELATION_SET, level=2), operation_id="list_relations",
            summary="사건 관계인 · Who is tied to the case")  # fmt: skip
async def list_relations(case_id: str, door: At) -> Response:
    """Return who examines, sits, or is a party, ended relations among them."""
    return await door.read(lambda work: RelationList(items=queries.relations(work, case_id)))


@router.post("/{case_id}/seats", response_model=CaseOut, status_code=201,
             openapi_extra=needs(May.RELATION_SET, level=2), operation_id="seat_commissioner",
             summary="심의 위원 지정 · Seat a commissioner")  # fmt: skip
async def seat(case_id: str, form: AssignIn, door: At) -> Response:
    """Seat a commissioner on the panel; one behind a wall is refused."""
    version = door.version
    return await door.act(
        lambda work: _seen(work, actions.seat(work, case_id=case_id, form=form, version=version)),
        status=201,
    )


@router.delete("/{case_id}/seats/{person_id}", response_model=CaseOut,
               openapi_extra=needs(May.RELATION_SET, level=2), operation_id="unseat_commissioner",
               summary="심의 위원 해제 · Take a commissioner off the panel")  # fmt: skip
async def unseat(case_id: str, person_id: str, door: At) -> Response:
    """Take a commissioner off the panel from now on."""
    version = door.version
    return await door.act(
        lambda work: _seen(
            work, actions.unseat(work, case_id=case_id, person_id=person_id, version=version)
        )
    )


@router.post("/{case_id}/consent/request", response_model=CaseOut, status_code=201,
             openapi_extra=needs(May.CONSENT_ASK, level=2), operation_id="ask_consent",
             summary="통지 동의 요청 · Ask for consent to tell the respondent")  # fmt: skip
async def ask_consent(case_id: str, door: At) -> Response:
    """Ask the complainant whether the respondent may be told."""
    version = door.version
    return await door.act(
        lambda work: _seen(work, actions.ask_consent(work, case_id=case_id, version=version)),
        status=201,
    )


@router.post("/{case_id}/consent/answer", response_model=CaseOut, status_code=201,
             openapi_extra=needs(May.CONSENT_ANSWER, level=2), operation_id="answer_consent",
             summary="통지 동의 회신 · Answer whether the respondent may be told")  # fmt: skip
async def answer_consent(case_id: str, form: ConsentIn, door: At) -> Response:
    """Take the complainant's answer."""
    version = door.version
    return await door.act(
        lambda work: _seen(
            work, actions.answer_consent(work, case_id=case_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/{case_id}/consent/notice", response_model=CaseOut, status_code=201,
             openapi_extra=needs(May.RESPONDENT_NOTIFY, level=2), operation_id="notify_respondent",
             summary="피신고인 통지 · Tell the respondent")  # fmt: skip
async def notify_respondent(case_id: str, door: At) -> Response:
    """Tell the respondent, where the complainant has consented."""
    version = door.version
    return await door.act(
        lambda work: _seen(work, actions.notify_respondent(work, case_id=case_id, version=version)),
        status=201,
    )


@router.get("/{case_id}/supplements", response_model=SupplementList,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="list_supplements",
            summary="보완 요청 목록 · Requests for more information")  # fmt: skip
async def list_supplements(case_id: str, door: At) -> Response:
    """Return the requests for more information."""
    return await door.read(lambda work: SupplementList(items=queries.supplements(work, case_id)))


@router.post("/{case_id}/supplements", response_model=SupplementOut, status_code=201,
             openapi_extra=needs(May.SUPPLEMENT_REQUEST, level=2), operation_id="request_supplement",
             summary="보완 요청 · Ask for more information")  # fmt: skip
async def request_supplement(case_id: str, form: SupplementIn, door: At) -> Response:
    """Put questions to the complainant."""
    return await door.act(
        lambda work: _shown(work, actions.request_supplement(work, case_id=case_id, form=form)),
        status=201,
    )


@router.post("/{case_id}/supplements/{supplement_id}/answer", response_model=SupplementOut,
             status_code=201, openapi_extra=needs(May.SUPPLEMENT_ANSWER, level=2),
             operation_id="answer_supplement", summary="보완 자료 제출 · Answer the request")  # fmt: skip
async def answer_supplement(
    case_id: str, supplement_id: str, form: SupplementAnswerIn, door: At
) -> Response:
    """Answer a request for more information."""
    version = door.version
    return await door.act(
        lambda work: _shown(
            work,
            actions.answer_supplement(
                work, case_id=case_id, supplement_id=supplement_id, form=form, version=version
            ),
        ),
        status=201,
    )
