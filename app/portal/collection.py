"""What is to be got in: the list, one receivable with its working, and what may be done about it."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.actor import Role
from app.access.policy import May
from app.collection import actions, queries
from app.collection.schemas import DecisionIn, FineObjectionIn, RequestIn, StepIn
from app.db.work import Work
from app.kernel.dates import parse_day
from app.kernel.ids import new_secret
from app.kernel.problems import NotFound, Problem
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.paging import Cursor
from app.web.problems import status_of

router = Area(include_in_schema=False)
_ONE = "/receivables/{receivable_id}"
_ROWS, MOST_PARTS = 50, 6
_LABELS = {
    "reason": "Reasons",
    "until": "Until",
    "on": "On",
    "amount_won": "Amount",
    "security": "Security offered",
    "parts": "Parts of the plan",
}


@router.get("/receivables", openapi_extra=needs(May.COLLECTION_READ, level=2))
async def receivables(door: At, cursor: Cursor = None) -> Response:
    """Show what is to be got in, with what is owed today."""
    page = await door.do(
        lambda work: queries.receivables(work, limit=_ROWS, cursor=cursor), reading=True
    )
    return render(door, "collection/list.html", page=page)


@router.get("/measures/{measure_id}/payment", openapi_extra=needs(May.MEASURE_READ, level=2))
async def of_measure(measure_id: str, door: At) -> Response:
    """Lead from a measure to its money."""

    def find(work: Work) -> str:
        found = queries.of_measure(work, measure_id)
        if not found:
            raise NotFound
        return queries.receivable(work, found).id

    return go(f"/receivables/{await door.do(find, reading=True)}")


@router.get(_ONE, openapi_extra=needs(May.MEASURE_READ, level=2))
async def receivable(receivable_id: str, door: At, as_of: str = "", done: str = "") -> Response:
    """Show how a receivable stands on a day, what to pay and until when, and the working."""
    return await _page(door, receivable_id, as_of=as_of, done=done)


@router.post(f"{_ONE}/requests", openapi_extra=needs(May.COLLECTION_ASK, level=2))
async def ask(receivable_id: str, door: At) -> Response:
    """Ask for instalments, an extension or a write-off."""

    def act(work: Work, sent: Sent) -> None:
        form = parse(RequestIn, _request(sent))
        actions.ask(work, receivable_id=receivable_id, form=form, version=sent.version)

    return await _taken(door, receivable_id, act)


@router.post(f"{_ONE}/requests/{{request_id}}", openapi_extra=needs(May.COLLECTION_DECIDE, level=2))
async def decide(receivable_id: str, request_id: str, door: At) -> Response:
    """Grant or refuse what was asked for."""

    def act(work: Work, sent: Sent) -> None:
        given = {"granted": sent.first("granted") == "yes", "reason": sent.first("reason")}
        actions.decide(
            work, receivable_id=receivable_id, request_id=request_id,
            form=parse(DecisionIn, given), version=sent.version,
        )  # fmt: skip

    return await _taken(door, receivable_id, act)


@router.post(f"{_ONE}/steps", openapi_extra=needs(May.PAYMENT_RECORD, level=2))
async def take_step(receivable_id: str, door: At) -> Response:
    """Take a step of collecting."""

    def act(work: Work, sent: Sent) -> None:
        form = parse(StepIn, _filled(sent))
        actions.take_step(work, receivable_id=receivable_id, form=form, version=sent.version)

    return await _taken(door, receivable_id, act)


@router.post(f"{_ONE}/fine-objection", openapi_extra=needs(May.OBJECTION_FILE, level=2))
async def object_to_fine(receivable_id: str, door: At) -> Response:
    """Object to an administrative fine."""

    def act(work: Work, sent: Sent) -> None:
        form = parse(FineObjectionIn, {"reason": sent.first("reason")})
        actions.object_to_fine(work, receivable_id=receivable_id, form=form, version=sent.version)

    return await _taken(door, receivable_id, act)


def _filled(sent: Sent) -> dict[str, Any]:
    """Return what a form sent, empty fields left out."""
    return {name: value for name, value in sent.nested().items() if value}


def _request(sent: Sent) -> dict[str, Any]:
    """Return a request as its schema takes it: rows of the plan that hold something are parts."""
    data = _filled(sent)
    rows = [
        {"on": data.pop(f"on_{row}", ""), "amount_won": data.pop(f"won_{row}", "")}
        for row in range(1, MOST_PARTS + 1)
    ]
    data["parts"] = [row for row in rows if any(row.values())]
    return data


class _Done(BaseModel):
    """That an act was done; a double click is answered with the same."""

    done: bool = True


async def _taken(door: Door, receivable_id: str, act: Callable[[Work, Sent], None]) -> Response:
    """Act once, or show the page again with every reason why not."""
    sent = await read(door)

    def once(work: Work) -> _Done:
        act(work, sent)
        return _Done()

    try:
        await door.once(sent.key, sent.content(), once)
    except Problem as problem:
        return await _page(door, receivable_id, sent=sent, problem=problem)
    return go(f"/receivables/{receivable_id}?done=yes")


async def _page(
    door: Door, receivable_id: str, *, as_of: str = "", done: str = "",
    sent: Sent | None = None, problem: Problem | None = None,
) -> Response:  # fmt: skip
    errors = named(refused(problem, door.language), _LABELS, door.language) if problem else []
    try:
        day = parse_day(as_of) if as_of.strip() else None
    except ValueError:
        day = None

    def query(work: Work) -> dict[str, Any]:
        return {"one": queries.receivable(work, receivable_id, day)}

    found = await door.do(query, reading=True)
    return render(
        door, "collection/one.html", status=status_of(problem) if problem else 200, errors=errors,
        typed=typed(sent), key=new_secret(12), done=done, mine=door.actor.role is Role.PARTY,
        part_rows=range(1, MOST_PARTS + 1), **found,
    )  # fmt: skip
