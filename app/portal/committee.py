"""The committee's pages: one's seats and the agenda, a case to be tabled, one item of the agenda."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import queries as cases
from app.committee.agenda import actions as agenda_acts
from app.committee.agenda import queries as agenda
from app.committee.agenda.rules import side_of
from app.committee.agenda.schemas import TableIn
from app.committee.decisions import queries as decisions
from app.committee.hearings import queries as hearings
from app.committee.members import queries as members
from app.committee.recusal import actions as recusal
from app.committee.recusal.rules import GROUND_LABELS, Ground
from app.committee.recusal.schemas import DeclarationIn
from app.committee.votes import queries as votes
from app.db.work import Work
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Text
from app.portal.committee_acts import ACTS, Sending, perform
from app.portal.committee_fields import (
    HEARING_ON,
    OWN_ARTICLE,
    OWN_REASON,
    Field,
    Offered,
    filled,
    number_shown,
    plain,
    prefix_of,
    without_prefix,
)
from app.portal.committee_forms import forms_of, target_of
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_acts import Page
from app.portal.staff_answers import refused, typed
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_SEATS = needs(May.WALL_DECLARE)
_READ = needs(May.CASE_READ, level=2)
_DOCKET = needs(May.CASE_DOCKET, level=2)
_GROUND = Field(
    "ground", Text("이 사건에서 물러나야 할 사유가 있습니까?", "Does anything keep you away?"),
    "radios", tuple((str(one), GROUND_LABELS[one]) for one in Ground),
)  # fmt: skip


def _home(door: Door) -> Page:
    def page(work: Work) -> dict[str, Any]:
        seats = agenda.own_seats(work).items
        forms = [
            Offered(
                "declaration", Text("제척·회피 확인", "Declaration"), seat.version, seat.id,
                (_GROUND, OWN_REASON, OWN_ARTICLE),
            ).shown(door.language)
            for seat in seats
        ]  # fmt: skip
        docket = work.decide(May.CASE_DOCKET, OPEN).allowed
        items = agenda.upcoming(work).items if docket else []
        names = {
            code: work.law.violation(code).name.get(door.language)
            for seat in seats
            for code in seat.violations
        }
        return {
            "seats": seats, "forms": forms, "items": items, "docket": docket, "names": names,
            "numbers": _numbers(door, [*seats, *items]),
        }  # fmt: skip

    return page


def _numbers(door: Door, things: list[Any]) -> dict[str, str]:
    return {one.case_number: number_shown(one.case_number, door.language) for one in things}


async def shown_page(
    door: Door, template: str, page: Page, refusal: tuple[Sent, str, Problem] | None = None
) -> Response:
    """Show a page with its forms; of a refused one what was typed, each error under its label."""
    sent, prefix, problem = refusal or (Sent({}), "", None)
    errors = refused(problem, door.language) if problem else []
    shown = await door.do(page, reading=True)
    fields = {one["name"]: one for form in shown["forms"] for one in form["fields"]}
    found = [_placed(error, prefix, fields, sent) for error in errors]
    return render(
        door, template, status=status_of(problem) if problem else 200, errors=found,
        typed=typed(sent), chosen=sent.values, acted=prefix, **shown,
    )  # fmt: skip


def _placed(
    error: dict[str, str], prefix: str, fields: dict[str, Any], sent: Sent
) -> dict[str, str]:  # fmt: skip
    """Return an error under its field; of several that were ticked, it names the one it is about."""
    base, _, place = error["field"].partition(".")
    name = prefix + base
    if not base or name not in fields:
        return {"field": "", "message": error["message"]}
    label = fields[name]["label"]
    ticked = sent.values.get(name, [])
    if place.isdecimal() and int(place) < len(ticked):
        options = {one["value"]: one["label"] for one in fields[name]["options"]}
        label = options.get(ticked[int(place)], label)
    return {"field": name, "message": f"{label}: {error['message']}"}


@router.get("/committee", openapi_extra=_SEATS)
async def home(door: At) -> Response:
    """Show one's seats, each with its declaration, and to the secretary the agenda."""
    return await shown_page(door, "committee/home.html", _home(door))


@router.post("/committee/seats/{seat_id}", openapi_extra=_SEATS)
async def declare(seat_id: str, door: At) -> Response:
    """Say whether anything keeps one away; the file opens, or stays shut."""
    sent = await read(door)
    try:
        plainly = without_prefix(sent, prefix_of("declaration", seat_id))
        form = parse(DeclarationIn, filled(plainly, "ground", "reason", "article"))
        await door.do(
            lambda work: recusal.declare(work, seat_id=seat_id, form=form, version=sent.version)
        )
    except Problem as problem:
        refusal = (sent, prefix_of("declaration", seat_id), problem)
        return await shown_page(door, "committee/home.html", _home(door), refusal)
    return go("/committee")


def _case(door: Door, case_id: str) -> Page:
    def page(work: Work) -> dict[str, Any]:
        items = agenda.items_of(work, case_id).items
        case = cases.case(work, case_id)
        panels = tuple(
            (one.id, plain(one.name)) for one in members.panels(work).items if not one.until_on
        )
        form = Offered(
            "table", Text("심의 상정", "Table the case"), case.version, case.id,
            (Field("panel_id", Text("회의", "Panel"), "radios", panels), HEARING_ON,
             Field("place", Text("장소", "Place"), optional=True)),
        ).shown(door.language)  # fmt: skip
        return {
            "case": case, "items": items, "forms": [form], "numbers": _numbers(door, items),
            "number": number_shown(case.number, door.language),
        }  # fmt: skip

    return page


@router.get("/committee/cases/{case_id}", openapi_extra=_DOCKET)
async def case(case_id: str, door: At) -> Response:
    """Show a case before its panels, and the form by which it is tabled."""
    return await shown_page(door, "committee/case.html", _case(door, case_id))


@router.post("/committee/cases/{case_id}", openapi_extra=_DOCKET)
async def table(case_id: str, door: At) -> Response:
    """Put a case on the agenda."""
    sent = await read(door)
    try:
        plainly = without_prefix(sent, prefix_of("table", case_id))
        form = parse(TableIn, filled(plainly, "panel_id", "hearing_on", "place"))
        item = await door.do(
            lambda work: (
                agenda_acts.table(work, case_id=case_id, form=form, version=sent.version).id
            )
        )
    except Problem as problem:
        refusal = (sent, prefix_of("table", case_id), problem)
        return await shown_page(door, "committee/case.html", _case(door, case_id), refusal)
    return go(f"/committee/items/{item}")


def _item(door: Door, item_id: str) -> Page:
    def page(work: Work) -> dict[str, Any]:
        item = agenda.item(work, item_id)
        target = target_of(work, item)
        within = agenda.decides(work, target)
        ballots = votes.votes(work, item_id).items if within else []
        hearing = hearings.found(work, item_id)
        forms = forms_of(work, item, hearing, ballots, target)
        return {
            "item": item, "hearing": hearing, "votes": ballots,
            "decisions": decisions.decisions_of(work, item.case_id).items,
            "forms": [one.shown(door.language) for one in forms],
            "party": bool(side_of(target)),
            "number": number_shown(item.case_number, door.language),
        }  # fmt: skip

    return page


@router.get("/committee/items/{agenda_item_id}", openapi_extra=_READ)
async def item(agenda_item_id: str, door: At) -> Response:
    """Show an item of the agenda with what the reader may do about it."""
    return await shown_page(door, "committee/item.html", _item(door, agenda_item_id))


@router.post("/committee/items/{agenda_item_id}/{act}", openapi_extra=_READ)
async def act(agenda_item_id: str, act: str, door: At) -> Response:
    """Do one thing about an item; each act asks for its own permission."""
    sent = await read(door)
    if act not in ACTS:
        raise NotFound
    try:
        plainly = without_prefix(sent, prefix_of(act, sent.first("thing")))
        await door.do(lambda work: _done(work, agenda_item_id, act, plainly))
    except Problem as problem:
        refusal = (sent, prefix_of(act, sent.first("thing")), problem)
        return await shown_page(door, "committee/item.html", _item(door, agenda_item_id), refusal)
    left = act == "recusal"
    return go("/committee" if left else f"/committee/items/{agenda_item_id}")


def _done(work: Work, item_id: str, act: str, sent: Sent) -> None:
    case_id = agenda.item(work, item_id).case_id
    perform(work, act, Sending(item_id, case_id, sent))
