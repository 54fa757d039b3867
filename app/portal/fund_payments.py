"""Payments: approved awards gathered in a run, approved, sent to the bank, and what became of each."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language, Text
from app.portal.fund_asking import Ask, Head, Thing, ask_page, take_step
from app.portal.fund_awards import payable_awards
from app.portal.fund_content import in_words
from app.portal.fund_fields import Field, Kind
from app.portal.fund_frame import MOST, buttons, fund_page, said
from app.remedy_fund.approvals import queries as approvals
from app.remedy_fund.payments import actions, queries
from app.remedy_fund.payments.schemas import ReasonIn, RunIn
from app.web.deps import At, needs

router = APIRouter(include_in_schema=False)
_READ = needs(May.FUND_READ, level=1)
_PREPARE = needs(May.DISBURSEMENT_PREPARE, level=1)
_RUN, _ONE = "/fund/runs/{run_id}", "/fund/disbursements/{disbursement_id}"


@router.get("/fund/payments", openapi_extra=_READ)
async def listed(door: At, cursor: str | None = None, done: str = "") -> Response:
    """Show the awards that wait to be paid, the runs, and the payments."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        return {
            "awards": payable_awards(work, "", language),
            "runs": queries.runs(work, limit=MOST, cursor=None).items,
            "page": queries.disbursements(work, limit=50, cursor=cursor),
            "repairs": len(queries.queue(work).items),
            "may_prepare": work.decide(May.DISBURSEMENT_PREPARE, OPEN).allowed,
        }

    return await fund_page(door, "payments.html", query, tab="payments", done=done)


# -- runs


def _prepare(work: Work, _about: str, form: Any, _version: int | None) -> str:
    return actions.prepare(work, form=form).id


def _ask(work: Work, about: str, _form: Any, version: int | None) -> None:
    actions.ask(work, run_id=about, version=version)


def _send(work: Work, about: str, _form: Any, version: int | None) -> None:
    actions.send(work, run_id=about, version=version)


def _withdraw(work: Work, about: str, _form: Any, version: int | None) -> None:
    actions.withdraw(work, run_id=about, version=version)


def _today(work: Work, _about: str) -> str:
    return work.today.isoformat()


NEW_ASKS = {
    "run": Ask(
        title=Text("지급 묶음 만들기", "Prepare a payment run"),
        meaning=Text(
            "승인된 지원 결정을 한 묶음으로 모읍니다. 다른 사람들의 승인을 받은 뒤에 은행에 보냅니다.",
            "Gathers approved awards. Others approve the run before it goes to the bank.",
        ),
        may=May.DISBURSEMENT_PREPARE, schema=RunIn, act=_prepare,
        fields=(
            Field("award_ids", Text("지급할 지원 결정", "Awards to pay"), Kind.MANY,
                  offer=payable_awards),
            Field("pay_on", Text("지급일", "Day of payment"), Kind.DAY, given=_today),
        ),
    ),
}  # fmt: skip
RUN_ASKS = {
    "ask": Ask(
        title=Text("지급 승인 요청", "Ask for approval"),
        meaning=Text(
            "이 묶음의 내용 그대로 승인을 요청합니다. 다시 요청하면 앞선 요청은 무효가 됩니다.",
            "Puts exactly this run up for approval; asking again makes the former request void.",
        ),
        may=May.DISBURSEMENT_PREPARE, act=_ask,
    ),
    "send": Ask(
        title=Text("은행에 보내기", "Send to the bank"),
        meaning=Text(
            "승인받은 내용과 지금 내용이 같을 때에만 보냅니다. 보낸 뒤에는 되돌릴 수 없습니다.",
            "Goes out only where it is what was approved. Once sent it cannot be taken back.",
        ),
        may=May.DISBURSEMENT_SEND, act=_send, danger=True,
    ),
    "withdraw": Ask(
        title=Text("묶음 거두기", "Withdraw the run"),
        meaning=Text("보내기 전의 묶음을 거둡니다. 지원 결정은 다시 모을 수 있습니다.",
                     "Takes the run back before anything was sent; its awards can be gathered anew."),
        may=May.DISBURSEMENT_PREPARE, act=_withdraw, danger=True,
    ),
}  # fmt: skip
_REASON = (Field("reason", Text("사유", "Reason"), Kind.PROSE),)


def _reopen(work: Work, about: str, form: Any, version: int | None) -> None:
    actions.reopen(work, disbursement_id=about, form=form, version=version)


def _cancel(work: Work, about: str, form: Any, version: int | None) -> None:
    actions.cancel(work, disbursement_id=about, form=form, version=version)


PAYMENT_ASKS = {
    "reopen": Ask(
        title=Text("다시 지급 준비", "Prepare it anew"),
        meaning=Text("거절되거나 반환된 지급을 새 묶음에 다시 넣을 수 있게 합니다.",
                     "Lets a refused or returned payment be gathered in a new run."),
        may=May.DISBURSEMENT_PREPARE, schema=ReasonIn, act=_reopen, fields=_REASON,
    ),
    "cancel": Ask(
        title=Text("지급 취소", "Cancel the payment"),
        meaning=Text("지급을 포기합니다. 예약된 재원과 예산이 풀립니다.",
                     "Gives the payment up; what was reserved for it is free again."),
        may=May.DISBURSEMENT_PREPARE, schema=ReasonIn, act=_cancel, fields=_REASON, danger=True,
    ),
}  # fmt: skip


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
            "run": found, "content": in_words(found.content, language),
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
        steps = queries.disbursement_steps(work, disbursement_id)
        base = f"/fund/disbursements/{disbursement_id}"
        return {
            "one": queries.disbursement(work, disbursement_id),
            "steps": buttons([*steps.allowed, *steps.blocked], base, PAYMENT_ASKS, language),
        }

    return await fund_page(door, "disbursement.html", query, tab="payments", done=done)


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_PREPARE)
async def payment_step(disbursement_id: str, step: str, door: At) -> Response:
    """Ask why a payment is prepared anew or cancelled."""
    return await ask_page(door, PAYMENT, disbursement_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_PREPARE)
async def take_payment(disbursement_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, PAYMENT, disbursement_id, step)


def _run_steps(work: Work, run_id: str, language: Language) -> dict[str, Any]:
    found = queries.run_steps(work, run_id)
    # A stale second factor blocks nothing for good: the step's page asks for it.
    for step in found.blocked:
        step.reasons = [why for why in step.reasons if why.code != "step_up"]
    base = f"/fund/runs/{run_id}"
    return buttons([*found.allowed, *found.blocked], base, RUN_ASKS, language)


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
    steps = queries.disbursement_steps(work, disbursement_id)
    caption = f"{found.amount_won:,} · {said(found.state, language)}"
    return Head(caption, found.version, frozenset(one.command for one in steps.allowed))


NEW = Thing(
    tab="payments", url="/fund/payments", asks=NEW_ASKS, head=_new_head,
    made_url="/fund/runs/{id}",
)  # fmt: skip
RUN = Thing(tab="payments", url="/fund/runs/{id}", asks=RUN_ASKS, head=_run_head)
PAYMENT = Thing(
    tab="payments", url="/fund/disbursements/{id}", asks=PAYMENT_ASKS, head=_payment_head
)
