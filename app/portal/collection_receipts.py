"""Receipts of the bank: taking a file in, and the queue of those that no number matched."""

from typing import Any

from pydantic import BaseModel
from starlette.datastructures import UploadFile
from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.collection import actions, queries
from app.collection.schemas import ProposalIn, ReceiptFileIn
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import FieldError, Invalid, Problem
from app.kernel.text import Text
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.web import csrf
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.paging import Cursor
from app.web.problems import status_of

router = Area(include_in_schema=False)
_READ = needs(May.COLLECTION_READ, level=1)
_QUEUE, _ONE = "/receivables/receipts", "/receivables/receipts/{receipt_id}"
_ROWS, _MOST_BYTES = 50, 4_000_000
_NO_FILE = Text("파일을 골라 주세요", "Choose a file")
_TOO_LARGE = Text("파일이 너무 큽니다", "The file is too large")
_UNREADABLE = Text("글자를 읽을 수 없는 파일입니다", "The letters of this file cannot be read")
_LABELS = {"receivable_id": "Receivable", "reason": "Reasons"}


@router.get(_QUEUE, openapi_extra=_READ)
async def receipts(door: At, cursor: Cursor = None, show: str = "", done: str = "") -> Response:
    """Show the receipts that wait for people with their age, or those dealt with."""
    return await _queue(door, cursor=cursor, settled=show == "settled", done=done)


@router.post(_QUEUE, openapi_extra=needs(May.RECEIPT_IMPORT, level=1))
async def upload(door: At) -> Response:
    """Take a file of the bank in; the same file or line again changes nothing."""
    form = await door.request.form(max_files=1, max_fields=8)
    csrf.check(door.desk.world.seal_key, door.request, str(form.get(csrf.FIELD, "")))
    try:
        given = await _content(form.get("file"))
        taken = parse(ReceiptFileIn, given)
        await door.do(lambda work: actions.take_file(work, form=taken).id)
    except Problem as problem:
        return await _queue(door, problem=problem)
    return go(f"{_QUEUE}?done=yes")


async def _content(file: Any) -> dict[str, Any]:
    if not isinstance(file, UploadFile) or not file.filename:
        raise Invalid(errors=(FieldError("/file", "missing", _NO_FILE),))
    content = await file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise Invalid(errors=(FieldError("/file", "too_large", _TOO_LARGE),))
    for encoding in ("utf-8", "cp949"):
        try:
            return {"file_name": file.filename[:200], "content": content.decode(encoding)}
        except UnicodeDecodeError:
            continue
    raise Invalid(errors=(FieldError("/file", "unreadable", _UNREADABLE),))


async def _queue(
    door: Door, *, cursor: str | None = None, settled: bool = False, done: str = "",
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    errors = refused(problem, door.language) if problem else []

    def query(work: Work) -> dict[str, Any]:
        return {
            "page": queries.receipts(work, settled=settled, limit=_ROWS, cursor=cursor),
            "may_import": work.decide(May.RECEIPT_IMPORT, OPEN).allowed,
        }

    found = await door.do(query, reading=True)
    return render(
        door, "collection/receipts.html", status=status_of(problem) if problem else 200,
        errors=errors, done=done, settled=settled, **found,
    )  # fmt: skip


@router.get(_ONE, openapi_extra=_READ)
async def receipt(receipt_id: str, door: At) -> Response:
    """Show a receipt, and ask to what it belongs or whether the proposal is right."""
    return await _page(door, receipt_id)


@router.post(f"{_ONE}/proposal", openapi_extra=needs(May.RECEIPT_MATCH, level=1))
async def propose(receipt_id: str, door: At) -> Response:
    """Say to what a receipt belongs."""
    sent = await read(door)

    def act(work: Work) -> BaseModel:
        given = {name: value for name, value in sent.nested().items() if value}
        form = parse(ProposalIn, given)
        actions.propose_match(work, receipt_id=receipt_id, form=form, version=sent.version)
        return queries.receipt(work, receipt_id)

    return await _taken(door, receipt_id, sent, act)


@router.post(f"{_ONE}/confirmation", openapi_extra=needs(May.RECEIPT_CONFIRM, level=1))
async def confirm(receipt_id: str, door: At) -> Response:
    """Confirm what another person or the amount proposed."""
    sent = await read(door)

    def act(work: Work) -> BaseModel:
        actions.confirm_match(work, receipt_id=receipt_id, version=sent.version)
        return queries.receipt(work, receipt_id)

    return await _taken(door, receipt_id, sent, act)


async def _taken(door: Door, receipt_id: str, sent: Sent, act: Any) -> Response:
    try:
        await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _page(door, receipt_id, sent=sent, problem=problem)
    return go(f"{_QUEUE}?done=yes")


async def _page(
    door: Door, receipt_id: str, *, sent: Sent | None = None, problem: Problem | None = None
) -> Response:
    language = door.language
    errors = named(refused(problem, language), _LABELS, language) if problem else []

    def query(work: Work) -> dict[str, Any]:
        rows = queries.receivables(work, limit=_ROWS, cursor=None).items
        return {
            "one": queries.receipt(work, receipt_id),
            "choices": [
                {"value": row.id, "label": f"{row.company} · {row.payment_number} · "
                                           f"{row.owed_won:,}"}
                for row in rows
            ],
        }  # fmt: skip

    found = await door.do(query, reading=True)
    return render(
        door, "collection/receipt.html", status=status_of(problem) if problem else 200,
        errors=errors, typed=typed(sent), key=new_secret(12), **found,
    )  # fmt: skip
