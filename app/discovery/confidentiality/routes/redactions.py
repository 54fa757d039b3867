"""REST over redactions and over pairs of an original and its public version."""

import asyncio
from typing import Any

from starlette.responses import JSONResponse, Response

from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.discovery.confidentiality import published, queries
from app.discovery.confidentiality.actions import pairs, redactions
from app.discovery.confidentiality.leaks import read_again
from app.discovery.confidentiality.queries import Bytes
from app.discovery.confidentiality.redaction.burning import find
from app.discovery.confidentiality.schemas.marks import Decided
from app.discovery.confidentiality.schemas.redactions import (
    BoxesOut,
    BoxOut,
    CheckIn,
    PairIn,
    PairList,
    PairOut,
    PublicFileList,
    RedactionIn,
    RedactionList,
    RedactionOut,
    SubmissionIn,
    WordsIn,
)
from app.storage.base import Store
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["confidentiality"], responses=PROBLEMS)
_REDACT = needs(May.EVIDENCE_REDACT, level=3)
_SEE = needs(May.EVIDENCE_REDACT, level=2)
_PARTIES = needs(May.EVIDENCE_LIST, level=2)
_PDF: dict[int | str, dict[str, Any]] = {
    200: {"description": "A public version · 공개본", "content": {"application/pdf": {}}}
}


async def contents(door: Door, wanted: Bytes) -> bytes:
    """Return the bytes of a piece of evidence, hashed again; read outside any transaction."""
    store: Store = door.request.app.state.evidence_store
    return await asyncio.to_thread(
        lambda: b"".join(store.open(wanted.store_key, sha256=wanted.sha256))
    )


@router.post("/evidence/{item_id}/word-boxes", response_model=BoxesOut, openapi_extra=_REDACT,
             operation_id="find_words", summary="낱말 위치 찾기 · Find where words stand")  # fmt: skip
async def find_words(item_id: str, form: WordsIn, door: At) -> Response:
    """Boxes over every place where one of the words stands in a PDF; nothing is changed."""

    def noted(work: Work) -> Bytes:
        found = queries.readable_pdf(work, item_id)
        work.record(ConfidentialRead(subject=item_id, level=found.level, what="evidence_words"))
        return found

    content = await contents(door, await door.do(noted))
    boxes = await asyncio.to_thread(find, content, form.words, form.reason)
    body = BoxesOut(item_id=item_id, items=[BoxOut.of(box) for box in boxes])
    return JSONResponse(body.model_dump(), headers={"Cache-Control": "no-store"})


@router.post("/evidence/{item_id}/redactions", response_model=RedactionOut, status_code=201,
             openapi_extra=_REDACT, operation_id="ask_redaction",
             summary="가림본 만들기 · Ask for a redacted version")  # fmt: skip
async def ask_redaction(item_id: str, form: RedactionIn, door: At) -> Response:
    """Made by the worker from pictures of the pages; kept only if reading it again finds nothing."""
    return await door.act(
        lambda work: RedactionOut.of(redactions.ask(work, item_id=item_id, form=form)), status=201
    )


@router.get("/evidence/{item_id}/redactions", response_model=RedactionList, openapi_extra=_SEE,
            operation_id="list_redactions",
            summary="가림본 목록 · Redactions of a piece of evidence")  # fmt: skip
async def list_redactions(item_id: str, door: At) -> Response:
    """Every redaction that was asked for, with what became of it."""
    return await door.read(lambda work: queries.redactions(work, item_id))


@router.get("/redactions/{redaction_id}", response_model=RedactionOut, openapi_extra=_SEE,
            operation_id="get_redaction", summary="가림본 상태 · One redaction")  # fmt: skip
async def get_redaction(redaction_id: str, door: At) -> Response:
    """Where a redaction stands; pages that leaked are named."""
    return await door.read(lambda work: queries.redaction(work, redaction_id))


# ------------------------------------------------------------------------------- pairs


@router.get("/cases/{case_id}/public-versions", response_model=PairList, openapi_extra=_SEE,
            operation_id="list_public_versions",
            summary="비공개본·공개본 목록 · Pairs of a case")  # fmt: skip
async def list_public_versions(case_id: str, door: At) -> Response:
    """Each original with its public version, and what still needs one."""
    return await door.read(lambda work: queries.pairs(work, case_id))


@router.post("/evidence/{item_id}/public-version-requests", response_model=PairOut,
             status_code=201, openapi_extra=_SEE, operation_id="ask_public_version",
             summary="공개본 제출 요청 · Ask for a public version")  # fmt: skip
async def ask_public_version(item_id: str, form: PairIn, door: At) -> Response:
    """Ask the one who brought evidence to make a public version of it."""
    return await door.act(
        lambda work: PairOut.of(pairs.ask(work, item_id=item_id, form=form)), status=201
    )


@router.get("/public-versions/{public_version_id}", response_model=PairOut,
            openapi_extra=needs(May.EVIDENCE_LIST, level=2), operation_id="get_public_version",
            summary="비공개본·공개본 짝 · One pair")  # fmt: skip
async def get_public_version(public_version_id: str, door: At) -> Response:
    """An original, its public version, and what checking it found."""
    return await door.read(lambda work: queries.pair(work, public_version_id))


@router.post("/public-versions/{public_version_id}/submission", response_model=PairOut,
             openapi_extra=needs(May.EVIDENCE_UPLOAD, level=2),
             operation_id="submit_public_version",
             summary="공개본 제출 · Submit a public version")  # fmt: skip
async def submit_public_version(public_version_id: str, form: SubmissionIn, door: At) -> Response:
    """Name the uploaded PDF, and the words that it must not give away."""
    version = door.version
    return await door.act(
        lambda work: PairOut.of(
            pairs.submit(work, public_version_id=public_version_id, form=form, version=version)
        )
    )


@router.post("/public-versions/{public_version_id}/check", response_model=PairOut,
             openapi_extra=_REDACT, operation_id="check_public_version",
             summary="공개본 누출 검사 · Read a public version again")  # fmt: skip
async def check_public_version(public_version_id: str, form: CheckIn, door: At) -> Response:
    """Look for the words in every stream, and for hidden text, files and earlier versions."""
    version = door.version
    door.key()  # a request that would be refused at the end is refused before the reading
    wanted = await door.do(lambda work: queries.to_check(work, public_version_id), reading=True)
    content = await contents(door, wanted.content)
    secrets = list(dict.fromkeys([*wanted.secrets, *form.secrets]))
    reading = await asyncio.to_thread(read_again, content, secrets)
    return await door.act(
        lambda work: PairOut.of(
            pairs.checked(
                work, public_version_id=public_version_id, reading=reading,
                sha256=wanted.content.sha256, version=version,
            )
        )
    )  # fmt: skip


@router.post("/public-versions/{public_version_id}/issue", response_model=PairOut,
             openapi_extra=needs(May.RELEASE_CONFIRM, level=1),
             operation_id="issue_public_version",
             summary="공개본 공개 · Issue a public version")  # fmt: skip
async def issue_public_version(public_version_id: str, form: Decided, door: At) -> Response:
    """By another person than the one who asked, and only after the check has passed."""
    del form
    version = door.version
    return await door.act(
        lambda work: PairOut.of(
            pairs.issue(work, public_version_id=public_version_id, version=version)
        )
    )


@router.get("/cases/{case_id}/public-files", response_model=PublicFileList,
            openapi_extra=_PARTIES, operation_id="list_public_files",
            summary="공개본 열람 목록 · Public versions for the parties")  # fmt: skip
async def list_public_files(case_id: str, door: At) -> Response:
    """What of the evidence every party of the case may read, whichever side brought it."""
    return await door.read(lambda work: published.listed(work, case_id))


@router.get("/public-versions/{public_version_id}/content", response_class=Response,
            openapi_extra=_PARTIES, operation_id="read_public_version",
            summary="공개본 내려받기 · Download a public version",
            responses={**PROBLEMS, **_PDF})  # fmt: skip
async def read_public_version(public_version_id: str, door: At) -> Response:
    """An issued public version, for every party; noted before it leaves."""
    return await published.deliver(door, public_version_id)
