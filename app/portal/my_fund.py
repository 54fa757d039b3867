"""The applicant's side of the fund: which cases can apply, the applications, and what became of each."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.problems import NotFound, Unauthenticated
from app.kernel.text import Language
from app.portal.forms import read
from app.portal.fund_application_asks import OWN_ASKS
from app.portal.fund_applications import seen
from app.portal.fund_asking import Head, Thing, ask_page, take_step
from app.portal.fund_frame import notice_of, said
from app.portal.fund_words import NEXT
from app.portal.pages import go, render
from app.remedy_fund.applications import actions, prefill, queries
from app.remedy_fund.applications.lifecycle import REFUSED, State
from app.remedy_fund.applications.objection_lifecycle import OBJECTION, ObjectionCommand
from app.remedy_fund.applications.schemas.answers import ApplicationOut
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_FILE = needs(May.APPLICATION_FILE, level=2)
_OBJECT = needs(May.APPLICATION_OBJECT, level=2)
_ONE = "/my-fund/{application_id}"
_CASES = 50


@router.get("/my-fund", openapi_extra=_FILE)
async def mine(door: At, cursor: str | None = None) -> Response:
    """Show the own applications, and from which of the own cases one can be filed."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        if not work.actor.account_id:
            raise Unauthenticated
        notice = notice_of(work, language)
        return {
            "notice": notice, "fund_tabs": [],
            "page": queries.applications(work, limit=20, cursor=cursor),
            "choices": case_choices(work, language) if notice["any"] else [],
        }  # fmt: skip

    page = await door.do(query, reading=True)
    return render(door, "fund/mine.html", **page)


def case_choices(work: Work, language: Language) -> list[dict[str, Any]]:
    """Return the own cases with whether each can apply, and why not or what to mind."""
    found = []
    for row in cases.queue(work, limit=_CASES, cursor=None).items:
        try:
            known = prefill.prefill(work, row.id)
        except NotFound:  # the case of the other side
            continue
        found.append({
            "id": row.id, "number": known.case_number, "respondent": known.respondent_name,
            "can_apply": known.can_apply, "earlier": known.earlier_application_ids,
            "reasons": [said(why, language) for why in known.reasons],
        })  # fmt: skip
    return found


@router.get(_ONE, openapi_extra=_FILE)
async def one(application_id: str, door: At, done: str = "") -> Response:
    """Show an own application: conditions, assessment, award, payment, and what can be done."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.application(work, application_id)
        return {
            "notice": notice_of(work, language), "fund_tabs": [], "one": found,
            **seen(work, found, language), "steps": _steps(work, found, language),
            "expect": what_next(found, language),
            "waiting_objections": [
                row.id for row in found.objections
                if any(step.command == ObjectionCommand.WITHDRAW
                       for step in OBJECTION.steps(row.state.code))
            ],
        }  # fmt: skip

    page = await door.do(query, reading=True)
    return render(door, "fund/my_application.html", done=done, **page)


def what_next(found: ApplicationOut, language: Language) -> str:
    """Return what the applicant waits for, by what there is already."""
    return NEXT[State(found.state.code)].get(language)


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_FILE)
async def step(application_id: str, step: str, door: At) -> Response:
    """Ask for other money, another account, an objection, or why the application is given up."""
    return await ask_page(door, OWN, application_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_FILE)
async def take(application_id: str, step: str, door: At) -> Response:
    """Take it in."""
    return await take_step(door, OWN, application_id, step)


@router.post(f"{_ONE}/objections/{{objection_id}}/withdrawal", openapi_extra=_OBJECT)
async def withdraw_objection(application_id: str, objection_id: str, door: At) -> Response:
    """Withdraw an objection that was not answered yet."""
    sent = await read(door)
    await door.do(
        lambda work: (
            actions.withdraw_objection(work, objection_id=objection_id, version=sent.version).id
        )
    )
    return go(f"/my-fund/{application_id}?done=yes")


def _open_steps(work: Work, found: ApplicationOut) -> list[str]:
    """Return what the applicant may do now, the most needed first."""
    choices = {one.command for one in queries.transitions(work, found.id).allowed}
    live = State(found.state.code) not in REFUSED
    names = ["payee"] if live and found.payee is None else []
    names += ["objection"] if found.objection_until else []
    names += ["supplement"] if live else []
    names += ["compensation"] + (["payee"] if live and found.payee is not None else [])
    return names + (["withdraw"] if "withdraw" in choices else [])


def _steps(work: Work, found: ApplicationOut, language: Language) -> dict[str, Any]:
    allowed = [
        {"label": OWN_ASKS[name].title.get(language),
         "url": f"/my-fund/{found.id}/steps/{name}",
         "kind": "danger" if OWN_ASKS[name].danger else "secondary"}
        for name in _open_steps(work, found)
    ]  # fmt: skip
    return {"allowed": allowed, "blocked": []}


def _head(work: Work, application_id: str, _language: Language) -> Head:
    found = queries.application(work, application_id)
    return Head(found.number, found.version, frozenset(_open_steps(work, found)))


OWN = Thing(tab="", url="/my-fund/{id}", asks=OWN_ASKS, head=_head, template="my_step.html")
