"""The bank's messages, statements and movements over REST."""

from datetime import date
from typing import Annotated

from fastapi import Query, Response

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.payments import actions, queries
from app.remedy_fund.payments.schemas import (
    LineOut,
    LinePage,
    MatchIn,
    MessageIn,
    MessageOut,
    MessagePage,
    QueueOut,
    ReasonIn,
    ReconciliationOut,
    StatementPage,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit

router = Area(prefix="/api/v1/fund", tags=["remedy fund · payments"], responses=PROBLEMS)
_LINE, _MESSAGE = "/statement-lines/{statement_line_id}", "/bank-messages/{bank_message_id}"
_READ = needs(May.FUND_READ, level=1)
Code = Annotated[str, Query(max_length=48, description="상태 코드 · Code of a state")]
Id = Annotated[str, Query(max_length=48, description="식별자 · Id of another thing")]


@router.get("/bank-messages", response_model=MessagePage, openapi_extra=_READ,
            operation_id="list_bank_messages", summary="은행 전문 목록 · Bank messages")  # fmt: skip
async def list_messages(
    door: At, limit: Limit = 50, cursor: Cursor = None, state: Code = ""
) -> Response:
    """Return messages to and from the bank, newest first."""
    return await door.read(
        lambda work: queries.messages(work, limit=limit, cursor=cursor, state=state)
    )


@router.post("/bank-messages", response_model=MessageOut, status_code=201,
             openapi_extra=needs(May.STATEMENT_IMPORT, level=1),
             operation_id="import_bank_message",
             summary="거래내역·은행 전문 올리기 · Import a statement or answer")  # fmt: skip
async def import_message(form: MessageIn, door: At) -> Response:
    """Take in a message by hand; the same content again changes nothing."""

    def imported(work: Work) -> MessageOut:
        row = actions.import_statement(work, form.content.encode(), name=form.file_name)
        work.session.flush()
        return queries.message(work, row.id)

    return await door.act(imported, status=201)


@router.get(_MESSAGE, response_model=MessageOut, openapi_extra=_READ,
            operation_id="get_bank_message", summary="은행 전문 · A bank message")  # fmt: skip
async def get_message(bank_message_id: str, door: At) -> Response:
    """Return a message with its content and what people have to look at."""
    return await door.read(lambda work: queries.message(work, bank_message_id))


@router.post(f"{_MESSAGE}/settlement", response_model=MessageOut, status_code=201,
             openapi_extra=needs(May.STATEMENT_MATCH, level=1), operation_id="settle_bank_message",
             summary="따로 둔 전문 처리 · Settle what was put aside")  # fmt: skip
async def settle_message(bank_message_id: str, form: ReasonIn, door: At) -> Response:
    """Note what came of a message that could not be carried out whole."""
    version = door.version

    def settled(work: Work) -> MessageOut:
        actions.settle_message(work, message_id=bank_message_id, form=form, version=version)
        work.session.flush()
        return queries.message(work, bank_message_id)

    return await door.act(settled, status=201)


@router.get("/statements", response_model=StatementPage, openapi_extra=_READ,
            operation_id="list_bank_statements", summary="거래내역서 목록 · Statements")  # fmt: skip
async def list_statements(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return statements, last imported first."""
    return await door.read(lambda work: queries.statements(work, limit=limit, cursor=cursor))


@router.get("/statement-lines", response_model=LinePage, openapi_extra=_READ,
            operation_id="list_statement_lines", summary="계좌 거래 목록 · Movements")  # fmt: skip
async def list_lines(
    door: At, limit: Limit = 50, cursor: Cursor = None, state: Code = "", statement_id: Id = ""
) -> Response:
    """Return movements on the fund's account, last seen first."""
    return await door.read(
        lambda work: queries.lines(
            work, limit=limit, cursor=cursor, state=state, statement_id=statement_id
        )
    )


@router.get(_LINE, response_model=LineOut, openapi_extra=_READ,
            operation_id="get_statement_line", summary="계좌 거래 · A movement")  # fmt: skip
async def get_line(statement_line_id: str, door: At) -> Response:
    """Return a movement with its match."""
    return await door.read(lambda work: queries.line(work, statement_line_id))


@router.post(f"{_LINE}/match-proposal", response_model=LineOut, status_code=201,
             openapi_extra=needs(May.STATEMENT_MATCH, level=1),
             operation_id="propose_statement_match",
             summary="거래 짝 제안 · Propose a match")  # fmt: skip
async def propose_match(statement_line_id: str, form: MatchIn, door: At) -> Response:
    """Propose what a queued movement belongs to."""
    version = door.version
    return await door.act(
        lambda work: _line(
            work,
            actions.propose_match(work, line_id=statement_line_id, form=form, version=version).id,
        ),
        status=201,
    )


@router.post(f"{_LINE}/match-confirmation", response_model=LineOut, status_code=201,
             openapi_extra=needs(May.STATEMENT_CONFIRM, level=1),
             operation_id="confirm_statement_match",
             summary="거래 짝 확인 · Confirm a match")  # fmt: skip
async def confirm_match(statement_line_id: str, door: At) -> Response:
    """Confirm what another person proposed."""
    version = door.version
    return await door.act(
        lambda work: _line(
            work, actions.confirm_match(work, line_id=statement_line_id, version=version).id
        ),
        status=201,
    )


@router.get("/repair-queue", response_model=QueueOut, openapi_extra=_READ,
            operation_id="get_repair_queue",
            summary="확인할 거래와 전문 · The repair queue")  # fmt: skip
async def repair_queue(door: At) -> Response:
    """Return what is open between bank and books, with its age."""
    return await door.read(queries.queue)


@router.get("/cash-reconciliation", response_model=ReconciliationOut, openapi_extra=_READ,
            operation_id="get_cash_reconciliation",
            summary="현금 대사 · Cash in the books and at the bank")  # fmt: skip
async def cash_reconciliation(on: date, door: At) -> Response:
    """Return both sides on a day, with every item between the two."""
    return await door.read(lambda work: queries.reconciliation(work, on))


def _line(work: Work, line_id: str) -> LineOut:
    work.session.flush()
    return queries.line(work, line_id)
