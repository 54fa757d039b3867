"""REST over requests for records: the court's side and the agency's."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery.transmissions import actions, queries
from app.discovery.transmissions.answers import (
    ItemList,
    ItemOut,
    NoticeList,
    RegimeList,
    TransitionsOut,
    TransmissionOut,
    TransmissionRow,
)
from app.discovery.transmissions.delivery import deliver
from app.discovery.transmissions.rules import SuitAct
from app.discovery.transmissions.schemas import (
    AcknowledgementIn,
    ClawbackIn,
    DecisionIn,
    FindingIn,
    MarkIn,
    MatchIn,
    RecipientIn,
    ReleaseIn,
    RequestIn,
    WithdrawalIn,
)
from app.discovery.transmissions.tables import RecordTransmission
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS
from app.web.fields import MaybeDay
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["transmissions"], responses=PROBLEMS)

FiledOn = Annotated[MaybeDay, Query(description="Day the suit was filed · 소 제기일")]
OfCase = Annotated[str, Query(max_length=48, description="Of one case · 한 사건만")]
_SEALED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The package, sealed with age to the recipient's key · 봉인된 꾸러미",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_ONE = "/transmissions/{transmission_id}"


async def _answer(
    door: Door, act: Callable[[Work], RecordTransmission], *, status: int = 200
) -> Response:
    def done(work: Work) -> TransmissionOut:
        row = act(work)
        work.session.flush()
        return queries.transmission(work, row.id)

    return await door.act(done, status=status)


@router.get("/record-rules", response_model=RegimeList,
            openapi_extra=needs(None, public="the law on requests for records is no secret"),
            operation_id="list_record_rules",
            summary="기록 송부 규정 · Rules on requests for records")  # fmt: skip
async def list_record_rules(
    door: At, act: SuitAct | None = None, suit_filed_on: FiledOn = None
) -> Response:
    """Return every body of rules, or the one for a suit on an Act filed on a day."""
    return await door.read(lambda _work: RegimeList.fitting(act, suit_filed_on))


@router.get("/transmissions", response_model=Page[TransmissionRow],
            openapi_extra=needs(May.TRANSMISSION_READ), operation_id="list_transmissions",
            summary="기록 송부 요구 목록 · Requests for records")  # fmt: skip
async def list_transmissions(
    door: At, case_id: OfCase = "", limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Return the requests that the caller may know of, newest first; a court's are its own."""
    return await door.read(
        lambda work: queries.transmissions(work, case_id=case_id, limit=limit, cursor=cursor)
    )


@router.post("/transmissions", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_REQUEST), operation_id="request_records",
             summary="기록 송부 요구 · Request records")  # fmt: skip
async def request_records(form: RequestIn, door: At) -> Response:
    """Take a request from a court or agency; whether the case is known is not answered."""
    return await _answer(door, lambda work: actions.file_request(work, form=form), status=201)


@router.get(_ONE, response_model=TransmissionOut, openapi_extra=needs(May.TRANSMISSION_READ),
            operation_id="get_transmission",
            summary="기록 송부 요구 · One request for records")  # fmt: skip
async def get_transmission(transmission_id: str, door: At) -> Response:
    """Return a request with its state, findings and packages."""
    return await door.read(lambda work: queries.transmission(work, transmission_id))


@router.get(f"{_ONE}/transitions", response_model=TransitionsOut,
            openapi_extra=needs(May.TRANSMISSION_READ), operation_id="list_transmission_transitions",
            summary="가능한 단계와 막힌 단계 · Steps allowed and blocked")  # fmt: skip
async def list_transmission_transitions(transmission_id: str, door: At) -> Response:
    """Return the steps from the present state, each blocked one with reason and article."""
    return await door.read(lambda work: queries.transitions(work, transmission_id))


@router.post(f"{_ONE}/matching", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_RELEASE), operation_id="match_transmission",
             summary="사건 연결 · Match a request with a case")  # fmt: skip
async def match_transmission(transmission_id: str, form: MatchIn, door: At) -> Response:
    """Settle whose case file is asked for."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.match_case(
            work, transmission_id=transmission_id, form=form, version=version
        ),
        status=201,
    )


@router.post(f"{_ONE}/recipient", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_REQUEST), operation_id="name_recipient",
             summary="받는 쪽과 공개키 · Recipient and key")  # fmt: skip
async def name_recipient(transmission_id: str, form: RecipientIn, door: At) -> Response:
    """Settle who receives the records and to which key they are sealed."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.name_recipient(
            work, transmission_id=transmission_id, form=form, version=version
        ),
        status=201,
    )


@router.post(f"{_ONE}/withdrawal", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_REQUEST), operation_id="withdraw_transmission",
             summary="요구 철회 · Withdraw a request")  # fmt: skip
async def withdraw_transmission(transmission_id: str, form: WithdrawalIn, door: At) -> Response:
    """Take a request back before anything was released."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.withdraw(
            work, transmission_id=transmission_id, form=form, version=version
        ),
        status=201,
    )


@router.post(f"{_ONE}/review", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_REVIEW), operation_id="review_transmission",
             summary="검토 시작 · Begin the review")  # fmt: skip
async def review_transmission(transmission_id: str, door: At) -> Response:
    """Make the item list from the case file."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.begin_review(work, transmission_id=transmission_id, version=version),
        status=201,
    )


@router.get(f"{_ONE}/items", response_model=ItemList,
            openapi_extra=needs(May.TRANSMISSION_READ, level=2),
            operation_id="list_transmission_items",
            summary="기록 목록 · Item list")  # fmt: skip
async def list_transmission_items(transmission_id: str, door: At) -> Response:
    """Return the item list; to who asked, once it is decided on."""
    return await door.read(lambda work: queries.items(work, transmission_id))


@router.post(f"{_ONE}/items", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_REVIEW), operation_id="extend_transmission_items",
             summary="추가 자료를 목록에 넣기 · Take up later evidence")  # fmt: skip
async def extend_transmission_items(transmission_id: str, door: At) -> Response:
    """Take up in the list what came on the case file since."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.extend_list(work, transmission_id=transmission_id, version=version),
        status=201,
    )


@router.post(f"{_ONE}/items/{{entry_id}}/decision", response_model=ItemOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_REVIEW), operation_id="mark_transmission_item",
             summary="항목별 결정 · Decide on an item")  # fmt: skip
async def mark_transmission_item(
    transmission_id: str, entry_id: str, form: MarkIn, door: At
) -> Response:
    """Say what an item is and what is to become of it; If-Match names the item's version."""
    version = door.version

    def marked(work: Work) -> ItemOut:
        actions.mark_item(
            work, transmission_id=transmission_id, entry_id=entry_id, form=form, version=version
        )
        work.session.flush()
        return queries.item(work, transmission_id, entry_id)

    return await door.act(marked, status=201)


@router.post(f"{_ONE}/court-findings", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_REQUEST), operation_id="enter_court_finding",
             summary="법원의 판단 기록 · Enter a finding of the court")  # fmt: skip
async def enter_court_finding(transmission_id: str, form: FindingIn, door: At) -> Response:
    """Enter that items are indispensable, or are to be shown to the court alone."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.enter_finding(
            work, transmission_id=transmission_id, form=form, version=version
        ),
        status=201,
    )


@router.post(f"{_ONE}/decision", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_DECIDE), operation_id="decide_transmission",
             summary="송부 결정 · Decide on a request")  # fmt: skip
async def decide_transmission(transmission_id: str, form: DecisionIn, door: At) -> Response:
    """Decide on the request; all, part or nothing follows from the items."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.decide(
            work, transmission_id=transmission_id, form=form, version=version
        ),
        status=201,
    )


@router.post(f"{_ONE}/release", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_RELEASE), operation_id="release_transmission",
             summary="기록 송부 · Release the records")  # fmt: skip
async def release_transmission(transmission_id: str, form: ReleaseIn, door: At) -> Response:
    """Release what another person decided, for a time; packages follow in a moment."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.release(
            work, transmission_id=transmission_id, form=form, version=version
        ),
        status=201,
    )


@router.get(f"{_ONE}/packages/{{package_id}}/content", response_class=Response,
            openapi_extra=needs(May.TRANSMISSION_RECEIVE, level=3),
            operation_id="download_transmission_package",
            summary="봉인된 꾸러미 내려받기 · Download a sealed package",
            responses={**PROBLEMS, **_SEALED})  # fmt: skip
async def download_transmission_package(
    transmission_id: str, package_id: str, door: At
) -> Response:
    """The sealed package; the download is counted before its first byte, whatever becomes of it."""
    return await deliver(door, transmission_id, package_id)


@router.post(f"{_ONE}/acknowledgement", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_RECEIVE),
             operation_id="acknowledge_transmission",
             summary="수령 확인 · Acknowledge receipt")  # fmt: skip
async def acknowledge_transmission(
    transmission_id: str, form: AcknowledgementIn, door: At
) -> Response:
    """Confirm receipt with the SHA-256 that was computed over each package received."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.acknowledge(
            work, transmission_id=transmission_id, form=form, version=version
        ),
        status=201,
    )


@router.post(f"{_ONE}/clawback", response_model=TransmissionOut, status_code=201,
             openapi_extra=needs(May.TRANSMISSION_RELEASE), operation_id="claw_back_transmission",
             summary="송부 회수 · Call the records back")  # fmt: skip
async def claw_back_transmission(transmission_id: str, form: ClawbackIn, door: At) -> Response:
    """Kill every link at once, and begin a new transmission where one is wanted."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.claw_back(
            work, transmission_id=transmission_id, form=form, version=version
        ),
        status=201,
    )


@router.get("/cases/{case_id}/transmission-notices", response_model=NoticeList,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="list_transmission_notices",
            summary="기록 송부 통지 · Notices of records sent")  # fmt: skip
async def list_transmission_notices(case_id: str, door: At) -> Response:
    """Return what the investigated party was told of records sent to courts, with the list."""
    return await door.read(lambda work: queries.notices(work, case_id))
