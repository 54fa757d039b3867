"""Payments: approved awards gathered in a run, approved, sent to the bank, and what became of each."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language
from app.portal.fund_asking import STEP_UP, Head, Thing, ask_page, take_step
from app.portal.fund_awards import payable_awards
from app.portal.fund_content import in_words
from app.portal.fund_frame import MOST, buttons, fund_page, only_granted, said
from app.portal.fund_names import names_in
from app.portal.fund_payment_asks import CLAIM_ASKS, NEW_ASKS, PAYMENT_ASKS, RUN_ASKS
from app.remedy_fund.approvals import queries as approvals
from app.remedy_fund.payments import queries
from app.remedy_fund.payments.actions.claims import ASKED, TAKEN
from app.remedy_fund.payments.lifecycle import PAYMENT_RUN
from app.remedy_fund.payments.rules import Attempt
from app.remedy_fund.payments.schemas import (
    DisbursementOut,
    StepOut,
    StepsOut,
)
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_READ = needs(May.FUND_READ, level=1)
_PREPARE = needs(May.DISBURSEMENT_PREPARE, level=1)
_RUN, _ONE = "/fund/runs/{run_id}", "/fund/disbursements/{disbursement_id}"


@router.get("/fund/payments", openapi_extra=_READ)
async def listed(door: At, cursor: str | None = None, done: str = "") -> Response:
    """Show the awards that wait to be paid, the runs, and the payments."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        page = queries.disbursements(work, limit=50, cursor=cursor)
        return {
            "awards": payable_awards(work, "", language),
            "runs": queries.runs(work, limit=MOST, cursor=None).items,
            "page": page,
            "names": names_in(work, (one.application_id for one in page.items), language),
            "repairs": len(queries.queue(work).items),
            "may_prepare": work.decide(May.DISBURSEMENT_PREPARE, OPEN).allowed,
        }

    return await fund_page(door, "payments.html", query, tab="payments", done=done)


# -- runs


@router.get("/fund/payments/new/{step}", openapi_extra=_PREPARE)
async def new(step: str, door: At) -> Response:
    """Ask which awards are paid together."""
    return await ask_page(door, NEW, "", step)


@router.post("/fund/payments/new/{step}", openapi_extra=_PREPARE)
async def record(step: str, door: At) -> Response:
    """Prepare the run."""
    return await take_step(door, NEW, "", step)


@router.get(_RUN, openapi_extra=_READ)
async def run(run_id: str, door: At, done: str = "") -> Response:
    """Show a run, what is in it, and its approval."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.run(work, run_id)
        asked = (
            approvals.approvals(work, limit=1, cursor=None, filters={"about_id": run_id}).items
            if work.decide(May.APPROVAL_READ, OPEN).allowed
            else []
        )
        return {
            "run": found, "content": in_words(work, found.content, language),
            "effect": None if found.sent_at or PAYMENT_RUN.final(found.state.code)
            else approvals.solvency(
                work, amount_won=found.total_won, included_won=found.total_won
            ),
            "names": names_in(work, (one.application_id for one in found.disbursements), language),
            "asked": asked[0] if asked else None, "steps": _run_steps(work, run_id, language),
        }  # fmt: skip

    return await fund_page(door, "run.html", query, tab="payments", done=done)


@router.get(f"{_RUN}/steps/{{step}}", openapi_extra=_READ)
async def run_step(run_id: str, step: str, door: At) -> Response:
    """Ask before a run is put up, sent or withdrawn."""
    return await ask_page(door, RUN, run_id, step)


@router.post(f"{_RUN}/steps/{{step}}", openapi_extra=_READ)
async def take_run(run_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, RUN, run_id, step)


@router.get(_ONE, openapi_extra=_READ)
async def payment(disbursement_id: str, door: At, done: str = "") -> Response:
    """Show a payment with every order that was made for it."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        base = f"/fund/disbursements/{disbursement_id}"
        found = queries.disbursement(work, disbursement_id)
        shown = _payment_steps(work, disbursement_id, language)
        if _may_claim(work, found):
            claim = {"label": CLAIM_ASKS["claim"].title.get(language), "kind": "secondary"}
            shown["allowed"].append({**claim, "url": f"{base}/steps/claim"})
        about = [found.application_id, found.award_id, *(one.earmark_id for one in found.sources)]
        return {
            "one": found, "names": names_in(work, about, language),
            "steps": shown,
        }  # fmt: skip

    return await fund_page(door, "disbursement.html", query, tab="payments", done=done)


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_READ)
async def payment_step(disbursement_id: str, step: str, door: At) -> Response:
    """Ask what a step of a payment needs to know."""
    return await ask_page(door, PAYMENT, disbursement_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_READ)
async def take_payment(disbursement_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, PAYMENT, disbursement_id, step)


def _may_claim(work: Work, found: DisbursementOut) -> bool:
    """Tell whether the payment is out, not asked back yet, and the reader is one who may ask."""
    paid = [one for one in found.attempts if one.state == Attempt.PAID]
    free = bool(paid) and paid[0].claim_state not in {ASKED, TAKEN}
    return free and work.decide(May.DISBURSEMENT_SEND, OPEN).code in {"allowed", STEP_UP}


def _run_steps(work: Work, run_id: str, language: Language) -> dict[str, Any]:
    found = queries.run_steps(work, run_id)
    shown = buttons(_whole(found), f"/fund/runs/{run_id}", RUN_ASKS, language)
    return only_granted(work, shown, run_id, "send", language)


def _payment_steps(work: Work, disbursement_id: str, language: Language) -> dict[str, Any]:
    found = queries.disbursement_steps(work, disbursement_id)
    base = f"/fund/disbursements/{disbursement_id}"
    return buttons(_whole(found), base, PAYMENT_ASKS, language)


def _whole(found: StepsOut) -> list[StepOut]:
    # A stale second factor blocks nothing for good: the step's page asks for it.
    for step in found.blocked:
        step.reasons = [why for why in step.reasons if why.code != STEP_UP]
    return [*found.allowed, *found.blocked]


def _open(steps: dict[str, Any]) -> frozenset[str]:
    return frozenset(one["url"].rpartition("/")[2] for one in steps["allowed"])


def _new_head(_work: Work, _about: str, _language: Language) -> Head:
    return Head(open_steps=frozenset(NEW_ASKS))


def _run_head(work: Work, run_id: str, language: Language) -> Head:
    found = queries.run(work, run_id)
    caption = f"{found.number} · {found.total_won:,}"
    return Head(caption, found.version, _open(_run_steps(work, run_id, language)))


def _payment_head(work: Work, disbursement_id: str, language: Language) -> Head:
    found = queries.disbursement(work, disbursement_id)
    caption = f"{found.amount_won:,} · {said(found.state, language)}"
    claims = frozenset(CLAIM_ASKS) if _may_claim(work, found) else frozenset()
    steps = _open(_payment_steps(work, disbursement_id, language))
    return Head(caption, found.version, steps | claims)


NEW = Thing(
    tab="payments", url="/fund/payments", asks=NEW_ASKS, head=_new_head,
    made_url="/fund/runs/{id}",
)  # fmt: skip
RUN = Thing(tab="payments", url="/fund/runs/{id}", asks=RUN_ASKS, head=_run_head)
PAYMENT = Thing(
    tab="payments",
    url="/fund/disbursements/{id}",
    asks=PAYMENT_ASKS | CLAIM_ASKS,
    head=_payment_head,
)
