"""Requests for records: the list of one's own, a new request, and one request with its items."""

from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from app.access.actor import MINE, OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.transmissions import actions, queries
from app.discovery.transmissions.answers import RegimeList, RegimeOut, TransmissionOut
from app.discovery.transmissions.openings import openings
from app.discovery.transmissions.problems import RegimeUnknown
from app.discovery.transmissions.rules import SuitAct
from app.discovery.transmissions.schemas import RequestIn
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.kernel.text import Language
from app.portal.court_steps import steps_shown
from app.portal.court_words import (
    EXPECT,
    KINDS,
    PACKAGES,
    act_name,
    acts,
    categories,
    line_of,
)
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.portal.staff_transmission import entries_shown
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.fields import MaybeDay
from app.web.problems import status_of

router = Area(include_in_schema=False)
ON_A_PAGE = 30
_DAY: TypeAdapter[Any] = TypeAdapter(MaybeDay)
# The sentence above each field, so that the error summary can name it.
LABELS = {
    "court": "Court or agency", "docket_number": "Docket number",
    "case_number": "Number of the case whose records are asked for",
    "suit_act": "Act on which the suit rests", "suit_filed_on": "Day the suit was filed",
    "categories": "Records asked for", "scope": "What is to be proved by them",
    "effort": "What was tried to get the material otherwise",
    "recipient_key": "Recipient's public key (age)",
    "named_readers": "Who may read trade secrets",
}  # fmt: skip


@router.get("/transmissions", openapi_extra=needs(May.TRANSMISSION_READ))
async def requests(door: At, cursor: str | None = None) -> Response:
    """Show the requests that the reader may know of, newest first."""
    language = door.language

    def shown(work: Work) -> dict[str, Any]:
        page = queries.transmissions(work, case_id="", limit=ON_A_PAGE, cursor=cursor)
        return {
            "page": page,
            "rows": [line_of(row, language) for row in page.items],
            "receives": receives(work),
            "may_ask": work.decide(May.TRANSMISSION_REQUEST, OPEN).allowed,
        }

    return render(door, "court/requests.html", **await door.do(shown, reading=True))


def receives(work: Work) -> bool:
    """Tell whether the reader is one of those to whom records are sent."""
    return work.decide(May.TRANSMISSION_RECEIVE, MINE).allowed


# -- asking


@router.get("/transmissions/new", openapi_extra=needs(May.TRANSMISSION_REQUEST))
async def new_request(door: At) -> Response:
    """Ask for what a request needs."""
    return await _form(door, None, None)


@router.post("/transmissions/new", openapi_extra=needs(May.TRANSMISSION_REQUEST))
async def ask(door: At) -> Response:
    """Take the request, or show which rules govern it where only that was asked."""
    sent = await read(door)
    if sent.first("then") == "regime":
        return await _form(door, sent, None)

    def filed(work: Work) -> TransmissionOut:
        row = actions.file_request(work, form=form)
        work.session.flush()
        return queries.transmission(work, row.id)

    try:
        form = parse(RequestIn, _content(sent))
        answer = await door.once(sent.key, sent.content(), filed)
    except Problem as problem:
        return await _form(door, sent, problem)
    made = TransmissionOut.model_validate_json(answer.body)
    return go(f"/transmissions/{made.id}?done=asked")


def _content(sent: Sent) -> dict[str, Any]:
    values = sent.nested(lists=frozenset({"categories"}))
    values.pop("then", None)
    readers = [line.strip() for line in sent.first("named_readers").splitlines()]
    return values | {
        "protective_order": sent.first("protective_order") == "yes",
        "named_readers": [reader for reader in readers if reader],
    }


async def _form(door: Door, sent: Sent | None, problem: Problem | None) -> Response:
    language = door.language
    errors = _errors(problem, language) if problem else []

    def page(work: Work) -> dict[str, Any]:
        work.require(May.TRANSMISSION_REQUEST, OPEN)
        return {
            "acts": acts(language),
            "categories": categories(language),
            "last": queries.transmissions(work, case_id="", limit=1, cursor=None).items,
        }

    shown = await door.do(page, reading=True)
    regime, missing = _regime(sent) if sent else (None, False)
    # A court that asked before asks under the same name again.
    values = typed(sent) or {"court": shown["last"][0].court if shown["last"] else ""}
    return render(
        door, "court/request_form.html", status=status_of(problem) if problem else 200,
        errors=errors, typed=values, chosen=sent.values.get("categories", []) if sent else [],
        key=(sent.key if sent else "") or new_secret(12), regime=regime, no_regime=missing,
        regimes=RegimeList.fitting(None, None).items,
        act_names={str(act): act_name(act, language) for act in SuitAct}, **shown,
    )  # fmt: skip


def _errors(problem: Problem, language: Language) -> list[dict[str, str]]:
    """Return a refusal; a line of a list counts as its field."""
    plain = [{**e, "field": e["field"].partition(".")[0]} for e in refused(problem, language)]
    return named(plain, LABELS, language)


def _regime(sent: Sent) -> tuple[RegimeOut | None, bool]:
    """Return the rules for what was typed, and whether there are none; nothing while unclear."""
    act = sent.first("suit_act")
    try:
        filed_on = _DAY.validate_python(sent.first("suit_filed_on"))
    except ValidationError:
        return None, False
    if act not in set(SuitAct) or filed_on is None:
        return None, False
    try:
        return RegimeList.fitting(act, filed_on).items[0], False
    except RegimeUnknown:
        return None, True


# -- one request


@router.get("/transmissions/{transmission_id}", openapi_extra=needs(May.TRANSMISSION_READ))
async def one_request(transmission_id: str, door: At, done: str = "") -> Response:
    """Show a request: what was decided of each item, and what can be done now."""
    return await request_page(door, transmission_id, done=done)


async def request_page(
    door: Door, transmission_id: str, *, done: str = "", problem: Problem | None = None
) -> Response:
    """Return the page of a request; with a refusal where an act on it was refused."""
    errors = refused(problem, door.language) if problem else []
    language = door.language
    page = await door.do(lambda work: _page(work, transmission_id, language), reading=True)
    return render(
        door, "court/request.html", status=status_of(problem) if problem else 200,
        errors=errors, done=done, public_key=door.request.app.state.audit_public_key.text, **page,
    )  # fmt: skip


def _page(work: Work, transmission_id: str, language: Language) -> dict[str, Any]:
    found = queries.transmission(work, transmission_id)
    open_to = openings(work, transmission_id)
    items = queries.items(work, transmission_id).items if open_to.read_items else []
    return {
        "asked": found,
        "receives": receives(work),
        "kind": KINDS[found.state.code],
        "expect": EXPECT[found.state.code].get(language),
        "act": act_name(found.suit_act, language),
        "packages": [(one, PACKAGES[one.kind].get(language)) for one in found.packages],
        "entries": entries_shown(items, language),
        "openings": open_to,
        "steps": steps_shown(work, found, open_to, language),
    }
