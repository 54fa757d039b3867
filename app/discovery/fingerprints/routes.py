"""REST over fingerprints: registering a hash before its file is sent, and reading about it."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence.rules import Place
from app.discovery.evidence.schemas import Code
from app.discovery.fingerprints import actions, queries
from app.discovery.fingerprints.schemas import FingerprintIn, FingerprintOut
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["fingerprints"], responses=PROBLEMS)

_DRAFT = needs(None, public="a draft opens to its account or its resume code only")
_LISTED = needs(May.EVIDENCE_LIST, level=2)


@router.post("/cases/{case_id}/fingerprints", response_model=FingerprintOut, status_code=201,
             openapi_extra=needs(May.EVIDENCE_UPLOAD, level=2), operation_id="register_fingerprint",
             summary="자료 지문 등록 · Register the hash of a file before sending it")  # fmt: skip
async def register_fingerprint(case_id: str, form: FingerprintIn, door: At) -> Response:
    """The file stays with its owner; a later upload that names this id must have this hash."""
    return await _registered(door, Place(case_id=case_id), form)


@router.post("/drafts/{draft_id}/fingerprints", response_model=FingerprintOut, status_code=201,
             openapi_extra=_DRAFT, operation_id="register_draft_fingerprint",
             summary="신고서에 자료 지문 등록 · Register a hash with a draft")  # fmt: skip
async def register_draft_fingerprint(
    draft_id: str, form: FingerprintIn, door: At, code: Code = ""
) -> Response:
    """As for a case; once the complaint is filed, the fingerprint counts in the case."""
    return await _registered(door, Place(draft_id=draft_id, code=code), form)


@router.get("/cases/{case_id}/fingerprints", response_model=Page[FingerprintOut],
            openapi_extra=_LISTED, operation_id="list_fingerprints",
            summary="사건의 자료 지문 목록 · Fingerprints of a case")  # fmt: skip
async def list_fingerprints(
    case_id: str, door: At, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Oldest first; a party sees what its own side registered."""
    place = Place(case_id=case_id)
    return await door.read(
        lambda work: queries.fingerprints(work, place, cursor=cursor, limit=limit)
    )


@router.get("/drafts/{draft_id}/fingerprints", response_model=Page[FingerprintOut],
            openapi_extra=_DRAFT, operation_id="list_draft_fingerprints",
            summary="신고서의 자료 지문 목록 · Fingerprints of a draft")  # fmt: skip
async def list_draft_fingerprints(
    draft_id: str, door: At, cursor: Cursor = None, limit: Limit = 50, code: Code = ""
) -> Response:
    """Oldest first."""
    place = Place(draft_id=draft_id, code=code)
    return await door.read(
        lambda work: queries.fingerprints(work, place, cursor=cursor, limit=limit)
    )


@router.get("/fingerprints/{fingerprint_id}", response_model=FingerprintOut,
            openapi_extra=_LISTED, operation_id="get_fingerprint",
            summary="자료 지문 조회 · A registered fingerprint")  # fmt: skip
async def get_fingerprint(fingerprint_id: str, door: At, code: Code = "") -> Response:
    """When it was registered, and when a file with the very same hash was uploaded."""
    return await door.read(lambda work: queries.fingerprint(work, fingerprint_id, code=code))


@router.get("/evidence/{item_id}/fingerprint", response_model=FingerprintOut,
            openapi_extra=_LISTED, operation_id="get_evidence_fingerprint",
            summary="증거 자료의 사전 등록 지문 · The fingerprint registered before an upload")  # fmt: skip
async def get_evidence_fingerprint(item_id: str, door: At, code: Code = "") -> Response:
    """Shows that the owner held the same file at an earlier time; 404 where none was registered."""
    return await door.read(lambda work: queries.of_item(work, item_id, code=code))


async def _registered(door: Door, place: Place, form: FingerprintIn) -> Response:
    def registered(work: Work) -> FingerprintOut:
        row = actions.register(work, place=place, form=form)
        work.session.flush()
        return FingerprintOut.of(row, case_id=place.case_id)

    return await door.act(registered, status=201)
