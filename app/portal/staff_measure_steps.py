"""Taking a step on a measure: one small form for each, as the act takes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.portal.staff_measures import reasons_shown
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.lifecycle import MEASURE, Command
from app.sanctions.schemas.compliance import (
    CheckIn,
    ComplianceDemandIn,
    ComplianceIn,
    MonitorIn,
    MonitorReportIn,
)
from app.sanctions.schemas.measure import (
    AnnulmentIn,
    BreachIn,
    CommandOut,
    DatedIn,
    MeasureTransitions,
    PaymentIn,
    ReasonIn,
    RefundIn,
    ServiceIn,
)
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
REMAINDER = ("new_amount_won", "order_items", "violations")


@dataclass(frozen=True)
class Act:
    """What a command does, what it takes, and which fields its page shows in which order."""

    perform: Callable[..., Any]
    schema: type[BaseModel] | None = None
    fields: tuple[str, ...] = ()
    fixed: tuple[tuple[str, Any], ...] = ()


ACTS: dict[str, Act] = {
    Command.COUNTERSIGN: Act(actions.countersign),
    Command.RETURN: Act(actions.return_measure, ReasonIn, ("reason",)),
    Command.CANCEL: Act(actions.cancel, ReasonIn, ("reason",)),
    Command.ISSUE: Act(actions.issue),
    Command.SERVE: Act(actions.serve, ServiceIn, ("served_on",)),
    Command.NOTE_SILENCE: Act(actions.note_silence),
    Command.ASK_PLAN: Act(actions.ask_plan, ReasonIn, ("reason",)),
    Command.CHECK_COMPLIANCE: Act(actions.check_compliance, CheckIn, ("reason", "on")),
    Command.DEMAND_COMPLIANCE: Act(
        actions.demand_compliance, ComplianceDemandIn, ("until", "reason")
    ),
    Command.ASSIGN_MONITOR: Act(actions.assign_monitor, MonitorIn, ("name",)),
    Command.NOTE_MONITOR_REPORT: Act(
        actions.note_monitor_report, MonitorReportIn, ("complied", "report", "reported_on")
    ),
    Command.CONFIRM_COMPLIANCE: Act(
        actions.confirm_compliance, ComplianceIn, ("on", "reason", "findings")
    ),
    Command.FIND_BREACH: Act(actions.find_breach, BreachIn, ("facts",)),
    Command.RECORD_PAYMENT: Act(
        actions.record_payment, PaymentIn, ("amount_won", "on", "reference", "overpaid")
    ),
    Command.RECORD_REFUND: Act(actions.record_refund, RefundIn, ("refund_id", "on", "reference")),
    Command.STAY: Act(actions.stay, DatedIn, ("on", "reason")),
    Command.LIFT_STAY: Act(actions.lift_stay, DatedIn, ("on", "reason")),
    Command.ANNUL: Act(actions.annul, AnnulmentIn, ("reason",), (("in_part", False),)),
    Command.ANNUL_IN_PART: Act(
        actions.annul, AnnulmentIn, ("reason", *REMAINDER), (("in_part", True),)
    ),
}
_LABELS = {
    "reason": "Reason",
    "facts": "What was not done",
    "on": "Day from which it counts",
    "served_on": "Day of service",
    "amount_won": "Amount received",
    "reference": "Receipt number",
    "refund_id": "Which refund was paid?",
    "new_amount_won": "Amount that remains",
    "order_items": "Order items that remain",
    "violations": "Violations that still stand",
    "until": "Last day of the demand",
    "name": "Monitor",
    "complied": "Was the measure complied with?",
    "report": "Report",
    "reported_on": "Reported on",
    "findings": "Items found carried out",
}
_DONE = {Command.RECORD_PAYMENT: "payment", Command.RECORD_REFUND: "payment"}


def _act_of(command: str) -> Act:
    """Return what a command does here; parties' own acts have their own pages."""
    if command not in ACTS:
        raise NotFound
    return ACTS[command]


def step_data(sent: Sent, act: Act) -> dict[str, Any]:
    """Return what was sent as the act's schema takes it."""
    found: dict[str, Any] = {name: sent.first(name) for name in act.fields}
    if "order_items" in act.fields:
        lines = sent.first("order_items").splitlines()
        found["order_items"] = [line.strip() for line in lines if line.strip()]
        found["violations"] = [code for code in sent.values.get("violations", []) if code]
    if "complied" in found:
        found["complied"] = {"yes": True, "no": False}.get(found["complied"], "")
    if "findings" in found:
        found["findings"] = _findings(found["findings"])
    kept = {name: value for name, value in found.items() if value != ""}
    return kept | dict(act.fixed)


def _findings(text: str) -> list[dict[str, Any]]:
    """Return `1: exhibit` lines as findings on items."""
    lines = [line.partition(":") for line in text.splitlines() if line.strip()]
    return [
        {"item": int(number) if number.strip().isdecimal() else 0, "exhibit": exhibit.strip()}
        for number, _, exhibit in lines
    ]


@router.get(
    "/measures/{measure_id}/steps/{command}", openapi_extra=needs(May.MEASURE_READ, level=2)
)
async def step(measure_id: str, command: str, door: At) -> Response:
    """Show what a step on a measure means and ask for what it needs."""
    return await _measure_form(door, measure_id, command)


@router.post(
    "/measures/{measure_id}/steps/{command}", openapi_extra=needs(May.MEASURE_READ, level=2)
)
async def take(measure_id: str, command: str, door: At) -> Response:
    """Take the step, or show the form again."""
    sent, act = await read(door), _act_of(command)
    try:
        more = {"form": parse(act.schema, step_data(sent, act))} if act.schema else {}
        await door.do(
            lambda work: act.perform(work, measure_id=measure_id, version=sent.version, **more)
        )
    except Problem as problem:
        return await _measure_form(door, measure_id, command, sent, problem)
    return go(f"/measures/{measure_id}?done={_DONE.get(Command(command), 'measure')}")


async def _measure_form(
    door: Door, measure_id: str, command: str, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    language, fields = door.language, _act_of(command).fields

    def page(work: Work) -> dict[str, Any]:
        found = sanctions.transitions(work, measure_id)
        url = f"/measures/{measure_id}/steps/{command}"
        to_words = MEASURE.label
        return step_page(work, (measure_id, command, url), found, language) | {
            "to_state": to_words(choice_of(found, command).to_state)
        }

    return await step_form(door, page, fields, sent, problem)


def choice_of(found: MeasureTransitions, command: str) -> CommandOut:
    """Return a step of the list, or raise NotFound."""
    for choice in (*found.allowed, *found.blocked):
        if choice.command == command:
            return choice
    raise NotFound


def step_page(
    work: Work, what: tuple[str, str, str], found: MeasureTransitions, language: Language
) -> dict[str, Any]:
    """Return what the form of a step shows, of a measure or of an objection against it."""
    measure_id, command, url = what
    choice = choice_of(found, command)
    measure = sanctions.measure(work, measure_id)
    case = cases.case(work, measure.case_id)
    return {
        "measure": measure, "case": case, "choice": choice, "url": url,
        "number": case.number if language == "ko" else case.number_en,
        "label": choice.label_ko if language == "ko" else choice.label_en,
        "reasons": reasons_shown(choice.reasons, language),
        "version": found.version,
        "objection": None,
    }  # fmt: skip


async def step_form(
    door: Door, page: Callable[[Work], dict[str, Any]], fields: tuple[str, ...],
    sent: Sent | None, problem: Problem | None,
) -> Response:  # fmt: skip
    """Show the form of a step, empty or as it was refused."""
    errors = named(refused(problem, door.language), _LABELS, door.language) if problem else []
    shown = await door.do(page, reading=True)
    kept = typed(sent) | {"violations": sent.values.get("violations", []) if sent else None}
    return render(
        door, "staff/measure_step.html", status=status_of(problem) if problem else 200,
        errors=errors, typed=kept, fields=fields, **shown,
    )  # fmt: skip
