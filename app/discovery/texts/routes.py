"""REST over texts, findings and families: reading them, asking for more, searching a case."""

from typing import Annotated, Any

from fastapi import Path, Query
from starlette.responses import Response

from app.access.policy import May
from app.discovery.evidence.schemas import Code
from app.discovery.texts import actions, queries
from app.discovery.texts.giving import give_quarantined, give_text
from app.discovery.texts.rules import MOST_CHARACTERS, Method, TextState
from app.discovery.texts.schemas import (
    Asked,
    AskIn,
    ExtractionIn,
    FamilyOut,
    FindingsOut,
    MemberTakenOut,
    SearchOut,
    TextOut,
)
from app.discovery.texts.searching import search_case
from app.discovery.texts.taking_out import Extraction
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["texts"], responses=PROBLEMS)

Offset = Annotated[int, Query(ge=0, le=MOST_CHARACTERS, description="First letter · 시작 글자")]
MethodChosen = Annotated[
    Method | None, Query(description="Left out: what was read, or else recognised · 읽은 방법")
]
Words = Annotated[str, Query(max_length=100, description="Words to look for · 찾을 말")]
Position = Annotated[int, Path(ge=0, le=100_000, description="Place in the container · 순서")]
OpeningPurpose = Annotated[
    str,
    Query(
        pattern=r"^[a-z_]{3,40}$", examples=["malware_analysis"],
        description="Why it is opened, as a code · 열람 목적 코드",
    ),
]  # fmt: skip
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The original as it was received · 받은 그대로의 파일",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/evidence/{item_id}/text", response_model=TextOut,
            openapi_extra=needs(May.EVIDENCE_DOWNLOAD, level=3), operation_id="get_evidence_text",
            summary="증거 자료 본문 · Text of a piece of evidence")  # fmt: skip
async def get_evidence_text(
    item_id: str, door: At, method: MethodChosen = None, offset: Offset = 0, code: Code = ""
) -> Response:
    """What was read or recognised, by stretches; noted in the chain before it leaves."""
    return await give_text(door, item_id, method=method, offset=offset, code=code)


@router.get("/evidence/{item_id}/findings", response_model=FindingsOut,
            openapi_extra=needs(May.EVIDENCE_LIST, level=2), operation_id="get_evidence_findings",
            summary="증거 자료 점검 결과 · Findings about a piece of evidence")  # fmt: skip
async def get_evidence_findings(item_id: str, door: At, code: Code = "") -> Response:
    """True type, malware state, what became of reading it, and its copies in the same case."""
    return await door.read(lambda work: queries.findings(work, item_id, code=code))


@router.get("/evidence/{item_id}/family", response_model=FamilyOut,
            openapi_extra=needs(May.EVIDENCE_DOWNLOAD, level=3),
            operation_id="get_evidence_family",
            summary="메일 첨부와 압축 파일 목록 · What lies in a mail or archive")  # fmt: skip
async def get_evidence_family(item_id: str, door: At, code: Code = "") -> Response:
    """Every file inside, with its true type, and why one is not opened."""
    return await door.read(lambda work: queries.family(work, item_id, code=code))


@router.post("/evidence/{item_id}/family/{position}/extraction", response_model=MemberTakenOut,
             status_code=201, openapi_extra=needs(May.EVIDENCE_UPLOAD, level=2),
             operation_id="extract_evidence_member",
             summary="묶음 속 파일을 증거로 꺼내기 · Take a member out as evidence")  # fmt: skip
async def extract_evidence_member(
    item_id: str, position: Position, form: ExtractionIn, door: At, code: Code = ""
) -> Response:
    """Copy a file out of its container and put it on file as evidence of its own."""
    door.key()  # a request that would be refused at the end is refused before anything is copied
    return await Extraction(door, item_id, position, code=code).respond(form)


@router.post("/evidence/{item_id}/recognition", response_model=Asked, status_code=202,
             openapi_extra=needs(May.EVIDENCE_DOWNLOAD, level=3),
             operation_id="ask_text_recognition",
             summary="문자 인식 요청 · Ask for text recognition")  # fmt: skip
async def ask_text_recognition(item_id: str, form: AskIn, door: At, code: Code = "") -> Response:
    """Ask that the text in pictures be recognised; how sure the engine was is kept with it."""
    del form
    return await door.act(
        lambda work: Asked.of(
            item_id, actions.ask_recognition(work, item_id=item_id, code=code).state
        ),
        status=202,
    )


@router.post("/evidence/{item_id}/rescan", response_model=Asked, status_code=202,
             openapi_extra=needs(May.EVIDENCE_DOWNLOAD, level=3), operation_id="ask_rescan",
             summary="다시 점검 요청 · Ask for another examination")  # fmt: skip
async def ask_rescan(item_id: str, form: AskIn, door: At, code: Code = "") -> Response:
    """Ask that the file be examined, scanned and read anew."""
    del form
    return await door.act(
        lambda work: Asked.of(
            actions.ask_rescan(work, item_id=item_id, code=code).item.id, TextState.WAITING
        ),
        status=202,
    )


@router.get("/evidence/{item_id}/quarantined-content", response_class=Response,
            openapi_extra=needs(May.EVIDENCE_DOWNLOAD, level=3),
            operation_id="open_quarantined_evidence",
            summary="격리 자료 열람 · Open a quarantined original",
            responses={**PROBLEMS, **_BYTES})  # fmt: skip
async def open_quarantined_evidence(item_id: str, door: At, purpose: OpeningPurpose) -> Response:
    """The infected original, never altered; who opened it and why is noted first."""
    return await give_quarantined(door, item_id, purpose_code=purpose)


@router.get("/cases/{case_id}/evidence-search", response_model=SearchOut,
            openapi_extra=needs(May.EVIDENCE_LIST, level=2), operation_id="search_case_evidence",
            summary="사건 자료 본문 찾기 · Search the texts of a case")  # fmt: skip
async def search_case_evidence(case_id: str, door: At, q: Words = "") -> Response:
    """Look for words in what the reader may read, and say what could not be looked into."""
    return await search_case(door, case_id, q)
