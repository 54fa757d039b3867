"""Outcome facts: asking for them, looking before issuing, the editions, and each as a file."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.evaluations import actions, queries
from app.evaluations.giving import give
from app.evaluations.schemas import OutcomeRefusalIn, OutcomeRequestIn
from app.kernel.ids import new_secret
from app.kernel.problems import Malformed, Problem
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.paging import Cursor
from app.web.problems import status_of

router = Area(include_in_schema=False)
_ALL, _ROWS, _FACTS = "/outcome-requests", 30, 100
_ONE, _ISSUE = f"{_ALL}/{{request_id}}", "/outcome-issues/{issue_id}"
_READ = needs(May.EVALUATION_READ, level=2)
_LABELS = {
    "programme": "Evaluation",
    "reference": "Letter of the evaluator",
    "period_first": "First day of the period",
    "period_last": "Last day of the period",
    "as_of": "Day for open cases and points",
    "business_numbers": "Business numbers",
    "reason": "Reasons",
}


class _Made(BaseModel):
    """The id of what was made; a double click is answered with the same."""

    id: str


@router.get(_ALL, openapi_extra=needs(May.EVALUATION_READ))
async def requests(door: At, cursor: Cursor = None) -> Response:
    """Show the requests, the grounds of each evaluation, and a form to ask."""
    return await _list(door, cursor=cursor)


@router.post(_ALL, openapi_extra=needs(May.EVALUATION_ASK, level=2))
async def ask(door: At) -> Response:
    """Ask for facts, as the evaluator or for it."""
    sent = await read(door)

    def act(work: Work) -> _Made:
        return _Made(id=actions.ask(work, form=parse(OutcomeRequestIn, _asked(sent))).id)

    try:
        answer = await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _list(door, sent=sent, problem=problem)
    return go(f"{_ALL}/{_Made.model_validate_json(answer.body).id}?done=yes")


def _asked(sent: Sent) -> dict[str, Any]:
    data = {name: value for name, value in sent.nested().items() if value}
    numbers = data.get("business_numbers", "").replace(",", " ").split()
    return {**data, "business_numbers": numbers}


async def _list(
    door: Door, *, cursor: str | None = None, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    def find(work: Work) -> dict[str, Any]:
        return {
            "page": queries.requests(work, limit=_ROWS, cursor=cursor),
            "programmes": queries.all_programmes(work).items,
        }

    context = await door.do(find, reading=True)
    errors = refused(problem, door.language) if problem else []
    return render(
        door, "outcomes/list.html", status=status_of(problem) if problem else 200,
        errors=named(_whole(errors), _LABELS, door.language), typed=typed(sent),
        key=new_secret(12), **context,
    )  # fmt: skip


def _whole(errors: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the errors with those of single numbers put to the one field that holds them all."""
    return [{**error, "field": error["field"].partition(".")[0]} for error in errors]


@router.get(_ONE, openapi_extra=_READ)
async def request(request_id: str, door: At, done: str = "") -> Response:
    """Show a request with its editions, and to the officer what would be issued today."""
    return await _page(door, request_id, done=done)


@router.post(f"{_ONE}/steps", openapi_extra=needs(May.EVALUATION_ISSUE, level=2))
async def take_step(request_id: str, door: At) -> Response:
    """Issue the facts, a new edition of them, or refuse."""
    sent = await read(door)
    try:
        await door.once(sent.key, sent.content(), lambda work: _step(work, request_id, sent))
    except Problem as problem:
        return await _page(door, request_id, sent=sent, problem=problem)
    return go(f"{_ALL}/{request_id}?done=yes")


def _step(work: Work, request_id: str, sent: Sent) -> _Made:
    def issue() -> str:
        return actions.issue(work, request_id=request_id, version=sent.version).id

    def refuse() -> str:
        form = parse(OutcomeRefusalIn, {"reason": sent.first("reason")})
        return actions.refuse(work, request_id=request_id, form=form, version=sent.version).id

    acts = {"issue": issue, "refuse": refuse}
    try:
        return _Made(id=acts[sent.first("command")]())
    except KeyError as fault:
        raise Malformed from fault


async def _page(
    door: Door, request_id: str, *, done: str = "", sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    def find(work: Work) -> dict[str, Any]:
        one = queries.request(work, request_id)
        look = queries.preview(work, request_id) if one.steps else None
        return {"one": one, "look": look}

    context = await door.do(find, reading=True)
    errors = refused(problem, door.language) if problem else []
    return render(
        door, "outcomes/one.html", status=status_of(problem) if problem else 200,
        errors=named(errors, _LABELS, door.language), typed=typed(sent), done=done,
        key=new_secret(12), **context,
    )  # fmt: skip


@router.get(_ISSUE, openapi_extra=_READ)
async def issue(issue_id: str, door: At, cursor: Cursor = None) -> Response:
    """Show an edition: whether it is current, what it changed, and its facts."""

    def find(work: Work) -> dict[str, Any]:
        return {
            "one": queries.issue(work, issue_id),
            "page": queries.facts_of(work, issue_id, limit=_FACTS, cursor=cursor),
        }

    return render(door, "outcomes/issue.html", **await door.do(find, reading=True))


@router.get(f"{_ISSUE}/facts.csv", openapi_extra=_READ)
async def as_csv(issue_id: str, door: At) -> Response:
    """Give an edition as CSV."""
    return await give(door, issue_id, "csv")


@router.get(f"{_ISSUE}/facts.json", openapi_extra=_READ)
async def as_json(issue_id: str, door: At) -> Response:
    """Give an edition as JSON, byte for byte as it was issued."""
    return await give(door, issue_id, "json")
