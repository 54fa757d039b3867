"""REST over receivables, what is asked about them, and receipts of the bank."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.collection import actions, checking, queries
from app.collection.checking import (
    DamagesIn,
    IndexationIn,
    IndexationOut,
    PaymentCheckIn,
    PaymentCheckOut,
    WorkingOut,
)
from app.collection.schemas import (
    DecisionIn,
    FineObjectionIn,
    OpeningIn,
    ProposalIn,
    ReceiptFileIn,
    ReceiptFileOut,
    ReceiptOut,
    ReceivableOut,
    ReceivableRow,
    RequestIn,
    StepIn,
)
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["collection"], responses=PROBLEMS)
_ONE = "/receivables/{receivable_id}"
AsOf = Annotated[date | None, Query(description="Balance as of this day · 기준일")]

Shown = Annotated[Literal["waiting", "settled"], Query(description="Which · 어느 것")]


@router.get("/receivables", response_model=Page[ReceivableRow],
            openapi_extra=needs(May.COLLECTION_READ, level=2), operation_id="list_receivables",
            summary="징수 대상 목록 · Receivables")  # fmt: skip
async def list_receivables(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return receivables with what is owed today."""
    return await door.read(lambda work: queries.receivables(work, limit=limit, cursor=cursor))


@router.post("/receivables", response_model=ReceivableOut, status_code=201,
             openapi_extra=needs(May.PAYMENT_RECORD, level=2), operation_id="open_receivable",
             summary="징수 개시 · Open a receivable")  # fmt: skip
async def open_receivable(form: OpeningIn, door: At) -> Response:
    """Open the receivable of a served measure; one that is there is returned."""
    return await door.act(
        lambda work: queries.receivable(
            work, actions.open_receivable(work, measure_id=form.measure_id).id
        ),
        status=201,
    )


@router.get(_ONE, response_model=ReceivableOut, openapi_extra=needs(May.MEASURE_READ, level=2),
            operation_id="get_receivable", summary="징수 상황 · A receivable")  # fmt: skip
async def get_receivable(receivable_id: str, door: At, as_of: AsOf = None) -> Response:
    """Return how a receivable stands on a day, with every line of the working."""
    return await door.read(lambda work: queries.receivable(work, receivable_id, as_of))


@router.post(f"{_ONE}/requests", response_model=ReceivableOut, status_code=201,
             openapi_extra=needs(May.COLLECTION_ASK, level=2),
             operation_id="ask_about_receivable",
             summary="분할납부·연장·결손 신청 · Ask for instalments, extension or write-off")  # fmt: skip
async def ask(receivable_id: str, form: RequestIn, door: At) -> Response:
    """Ask for instalments, an extension, or (the office only) a write-off."""
    version = door.version

    def act(work: Work) -> ReceivableOut:
        actions.ask(work, receivable_id=receivable_id, form=form, version=version)
        return queries.receivable(work, receivable_id)

    return await door.act(act, status=201)


@router.post(f"{_ONE}/requests/{{request_id}}/decision", response_model=ReceivableOut,
             status_code=201, openapi_extra=needs(May.COLLECTION_DECIDE, level=2),
             operation_id="decide_collection_request",
             summary="징수 신청 결정 · Decide on a request")  # fmt: skip
async def decide(receivable_id: str, request_id: str, form: DecisionIn, door: At) -> Response:
    """Grant or refuse a request; who asked may not decide."""
    version = door.version

    def act(work: Work) -> ReceivableOut:
        actions.decide(
            work, receivable_id=receivable_id, request_id=request_id, form=form, version=version
        )
        return queries.receivable(work, receivable_id)

    return await door.act(act, status=201)


@router.post(f"{_ONE}/steps", response_model=ReceivableOut, status_code=201,
             openapi_extra=needs(May.PAYMENT_RECORD, level=2), operation_id="take_collection_step",
             summary="징수 절차 · Take a step of collecting")  # fmt: skip
async def take_step(receivable_id: str, form: StepIn, door: At) -> Response:
    """Demand, offer early payment, end instalments, refer to the court, note its decision."""
    version = door.version

    def act(work: Work) -> ReceivableOut:
        actions.take_step(work, receivable_id=receivable_id, form=form, version=version)
        return queries.receivable(work, receivable_id)

    return await door.act(act, status=201)


@router.post(f"{_ONE}/fine-objection", response_model=ReceivableOut, status_code=201,
             openapi_extra=needs(May.OBJECTION_FILE, level=2), operation_id="object_to_fine",
             summary="과태료 이의제기 · Object to an administrative fine")  # fmt: skip
async def object_to_fine(receivable_id: str, form: FineObjectionIn, door: At) -> Response:
    """Object in 60 days; the fine loses its effect until the court decides."""
    version = door.version

    def act(work: Work) -> ReceivableOut:
        actions.object_to_fine(work, receivable_id=receivable_id, form=form, version=version)
        return queries.receivable(work, receivable_id)

    return await door.act(act, status=201)


@router.post("/collection/receipt-files", response_model=ReceiptFileOut, status_code=201,
             openapi_extra=needs(May.RECEIPT_IMPORT, level=1), operation_id="take_receipt_file",
             summary="은행 수납 파일 접수 · Take in a file of the bank")  # fmt: skip
async def take_file(form: ReceiptFileIn, door: At) -> Response:
    """Take camt.053, camt.054 or CSV in; the same file or line again changes nothing."""
    return await door.act(
        lambda work: queries.file(work, actions.take_file(work, form=form)), status=201
    )


@router.get("/collection/receipts", response_model=Page[ReceiptOut],
            openapi_extra=needs(May.COLLECTION_READ, level=1), operation_id="list_bank_receipts",
            summary="수납 목록 · Receipts of the bank")  # fmt: skip
async def list_receipts(
    door: At, limit: Limit = 50, cursor: Cursor = None, show: Shown = "waiting"
) -> Response:
    """Return the receipts that wait for people with their age, or those dealt with."""
    settled = show == "settled"
    return await door.read(
        lambda work: queries.receipts(work, settled=settled, limit=limit, cursor=cursor)
    )


@router.get("/collection/receipts/{receipt_id}", response_model=ReceiptOut,
            openapi_extra=needs(May.COLLECTION_READ, level=1), operation_id="get_bank_receipt",
            summary="수납 한 건 · A receipt of the bank")  # fmt: skip
async def get_receipt(receipt_id: str, door: At) -> Response:
    """Return a receipt and what it belongs to."""
    return await door.read(lambda work: queries.receipt(work, receipt_id))


@router.post("/collection/receipts/{receipt_id}/proposal", response_model=ReceiptOut,
             status_code=201, openapi_extra=needs(May.RECEIPT_MATCH, level=1),
             operation_id="propose_receipt_match",
             summary="수납 대조 제안 · Propose a match")  # fmt: skip
async def propose(receipt_id: str, form: ProposalIn, door: At) -> Response:
    """Say to what a receipt belongs; another person confirms."""
    version = door.version

    def act(work: Work) -> ReceiptOut:
        actions.propose_match(work, receipt_id=receipt_id, form=form, version=version)
        return queries.receipt(work, receipt_id)

    return await door.act(act, status=201)


@router.post("/collection/receipts/{receipt_id}/confirmation", response_model=ReceiptOut,
             status_code=201, openapi_extra=needs(May.RECEIPT_CONFIRM, level=1),
             operation_id="confirm_receipt_match",
             summary="수납 대조 확인 · Confirm a match")  # fmt: skip
async def confirm(receipt_id: str, door: At) -> Response:
    """Confirm what another person or the amount proposed; the money counts from its day."""
    version = door.version

    def act(work: Work) -> ReceiptOut:
        actions.confirm_match(work, receipt_id=receipt_id, version=version)
        return queries.receipt(work, receipt_id)

    return await door.act(act, status=201)


_CHECK = needs(None, public="the law is public; nothing of what is asked is kept")


@router.post("/checks/payment", response_model=PaymentCheckOut, status_code=201,
             openapi_extra=_CHECK, operation_id="check_payment",
             summary="하도급대금 지급 점검 · Check the payment of a price")  # fmt: skip
async def check_payment(form: PaymentCheckIn, door: At) -> Response:
    """Return due days with their articles, late interest stretch by stretch, and share of cash."""
    return await door.act(lambda work: checking.payment(work, form), status=201)


@router.post("/checks/indexation", response_model=IndexationOut, status_code=201,
             openapi_extra=_CHECK, operation_id="check_indexation",
             summary="대금 연동제 적용 점검 · Check the duty of cost indexation")  # fmt: skip
async def check_indexation(form: IndexationIn, door: At) -> Response:
    """Return whether indexation terms are needed, line by line with articles."""
    return await door.act(lambda work: checking.indexation(work, form), status=201)


@router.post("/checks/damages", response_model=WorkingOut, status_code=201,
             openapi_extra=_CHECK, operation_id="check_damages_ceiling",
             summary="손해배상 상한 확인 · Ceiling on multiple damages")  # fmt: skip
async def check_damages(form: DamagesIn, door: At) -> Response:
    """Return the ceiling by article and day of the act; it is never an award."""
    return await door.act(lambda work: checking.damages(work, form), status=201)
