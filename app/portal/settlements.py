"""Settlements of a case: the staff's tab, the party's page, and one form page for every act."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import effects
from app.cases import queries as cases
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language
from app.portal.forms import Sent, parse, read
from app.portal.my_case import head_of
from app.portal.pages import go, render
from app.portal.settlement_fields import BEGIN, Field, step_fields
from app.portal.settlement_rooms import Room, forum_of, label_of, reasons_of, room_of, rooms_shown
from app.portal.staff_answers import refused
from app.portal.staff_filter import Chosen
from app.portal.staff_frame import frame_of
from app.portal.visit import shown as options_shown
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_MAY = needs(May.CASE_READ, level=2)
_BEGIN = "/settlements/{case_id}/{room}"
_STEP = "/settlements/{case_id}/{room}/{thing_id}/{command}"


@router.get("/queue/{case_id}/settlements", openapi_extra=_MAY)
async def of_case(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show the staff how the dispute of a case is being settled, and what that does to measures."""
    language = door.language

    def tab(work: Work, case: CaseOut) -> dict[str, Any]:
        return {
            "rooms": rooms_shown(work, case, language),
            "effects": effects.effects_of(work, case.id),
        }

    page = await door.do(frame_of(door, case_id, chosen, "settlements", tab).read, reading=True)
    if page["case"].viewer != "staff":
        told = "?done=settlement" if done == "settlement" else ""
        return go(f"/my-cases/{case_id}/settlements{told}")
    return render(door, "settlements/staff.html", done=done, **page)


@router.get("/my-cases/{case_id}/settlements", openapi_extra=_MAY)
async def of_my_case(case_id: str, door: At, done: str = "") -> Response:
    """Show a party how the dispute can be settled, and where each way stands."""
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        case = cases.case(work, case_id)
        return {**head_of(case, language), "rooms": rooms_shown(work, case, language)}

    return render(door, "settlements/party.html", done=done, **await door.do(page, reading=True))


# -- one act


@router.get(_BEGIN, openapi_extra=_MAY)
async def begin_form(case_id: str, room: str, door: At) -> Response:
    """Ask for what an application, report or proposal needs."""
    return await _form(door, case_id, room)


@router.post(_BEGIN, openapi_extra=_MAY)
async def begin(case_id: str, room: str, door: At) -> Response:
    """Begin, or show the form again with every reason why not."""
    sent, chosen = await read(door), room_of(room)

    def begun(work: Work) -> BaseModel:
        form = parse(chosen.begin_schema, _typed(sent))
        return _seen(work, chosen, chosen.begin(work, case_id=case_id, form=form).id)

    try:
        await door.once(sent.key, sent.content(), begun)
    except Problem as problem:
        return await _form(door, case_id, room, sent=sent, problem=problem)
    return go(f"/queue/{case_id}/settlements?done=settlement")


@router.get(_STEP, openapi_extra=_MAY)
async def step_form(case_id: str, room: str, thing_id: str, command: str, door: At) -> Response:
    """Show what a step means and ask for what it needs."""
    return await _form(door, case_id, room, (thing_id, command))


@router.post(_STEP, openapi_extra=_MAY)
async def take(case_id: str, room: str, thing_id: str, command: str, door: At) -> Response:
    """Take the step, or show the form again with every reason why not."""
    sent, chosen = await read(door), room_of(room)

    def taken(work: Work) -> BaseModel:
        form = parse(chosen.step_schema, {**_typed(sent), "command": command})
        row = chosen.step(work, **{chosen.key: thing_id}, form=form, version=sent.version)
        return _seen(work, chosen, row.id)

    try:
        await door.once(sent.key, sent.content(), taken)
    except Problem as problem:
        return await _form(door, case_id, room, (thing_id, command), sent, problem)
    return go(f"/queue/{case_id}/settlements?done=settlement")


def _seen(work: Work, room: Room, thing_id: str) -> BaseModel:
    work.session.flush()
    found: BaseModel = room.one(work, thing_id)
    return found


def _typed(sent: Sent) -> dict[str, Any]:
    """Return what was typed as a schema takes it; what was left empty was not sent."""
    values = sent.nested(lists=frozenset({"violations", "exhibits"}))
    if "representatives" in values:
        lines = str(values["representatives"]).splitlines()
        values["representatives"] = [line for line in lines if line.strip()]
    return {name: value for name, value in values.items() if value}


async def _form(
    door: Door, case_id: str, room: str, step: tuple[str, str] | None = None,
    sent: Sent | None = None, problem: Problem | None = None,
) -> Response:  # fmt: skip
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        case = cases.case(work, case_id)
        chosen = room_of(room, case.track)
        inside = _step(work, chosen, case, step, language) if step else _begin(work, chosen, case)
        fields = [_field(work, case, one, language) for one in inside.pop("fields")]
        words = {"label": chosen.begin_label.get(language), "room": chosen.title.get(language)}
        return {**head_of(case, language), **words, **inside, "fields": fields}

    shown = await door.do(page, reading=True)
    return render(
        door, "settlements/form.html", status=status_of(problem) if problem else 200,
        errors=refused(problem, language) if problem else [], typed=sent or Sent({}),
        key=(sent.key if sent else "") or new_secret(12), **shown,
    )  # fmt: skip


def _begin(work: Work, room: Room, case: CaseOut) -> dict[str, Any]:
    if not room.listing(work, case.id).may_begin:
        raise NotFound
    technology = room.name == "mediations" and case.track == "sme_technology"
    fields = BEGIN["technology" if technology else room.name]
    return {"url": f"/settlements/{case.id}/{room.name}", "version": None, "fields": fields,
            "reasons": [], "basis": "", "reason": ""}  # fmt: skip


def _step(
    work: Work, room: Room, case: CaseOut, step: tuple[str, str], language: Language
) -> dict[str, Any]:
    thing_id, command = step
    found = room.one(work, thing_id)
    steps = [*found.steps.allowed, *found.steps.blocked]
    choice = next((one for one in steps if one.command == command), None)
    if choice is None or found.case_id != case.id:
        raise NotFound
    return {
        "url": f"/settlements/{case.id}/{room.name}/{thing_id}/{command}",
        "version": found.version,
        "fields": step_fields(room.name, forum_of(found), command),
        "label": label_of(choice, language),
        "reasons": reasons_of(choice, language),
        "basis": choice.basis,
        "reason": "needed" if choice.needs_reason else "optional",
    }


def _field(work: Work, case: CaseOut, one: Field, language: Language) -> dict[str, Any]:
    options = options_shown(one.options, language)
    if one.name == "violations":
        options = [{"value": v.code, "label": v.model_dump()[language]} for v in case.violations]
    elif one.name == "exhibits":
        known = cases.exhibits(work, case.id)
        options = [{"value": e.id, "label": f"{e.label or ''} {e.title}"} for e in known]
    return {
        "kind": one.kind, "name": one.name, "label": one.label.get(language),
        "hint": one.hint.get(language) if one.hint else "", "optional": one.optional, "options": options,
    }  # fmt: skip
