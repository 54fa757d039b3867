"""Payments: approved awards gathered in a run, approved, sent to the bank, and what became of each."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language, Text
from app.portal.fund_asking import STEP_UP, Ask, Head, Thing, ask_page, take_step, through
from app.portal.fund_awards import payable_awards
from app.portal.fund_content import in_words
from app.portal.fund_fields import Field, Kind
from app.portal.fund_frame import MOST, buttons, fund_page, only_granted, said
from app.portal.fund_names import names_in
from app.remedy_fund.approvals import queries as approvals
from app.remedy_fund.payments import actions, queries
from app.remedy_fund.payments.actions.claims import ASKED, TAKEN, claim_return
from app.remedy_fund.payments.lifecycle import PAYMENT_RUN
from app.remedy_fund.payments.rules import Attempt
from app.remedy_fund.payments.schemas import DisbursementOut, ReasonIn, ReturnClaimIn, RunIn
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


def _today(work: Work, _about: str) -> str:
    return work.today.isoformat()


NEW_ASKS = {
    "run": Ask(
        title=Text("지급 묶음 만들기", "Prepare a payment run"),
        meaning=Text(
            "승인된 지원 결정을 한 묶음으로 모읍니다. 다른 사람들의 승인을 받은 뒤에 은행에 보냅니다.",
            "Gathers approved awards. Others approve the run before it goes to the bank.",
        ),
        may=May.DISBURSEMENT_PREPARE, schema=RunIn, act=through(actions.prepare, made=True),
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
        may=May.DISBURSEMENT_PREPARE, act=through(actions.ask, "run_id"),
    ),
    "send": Ask(
        title=Text("은행에 보내기", "Send to the bank"),
        meaning=Text(
            "승인받은 내용과 지금 내용이 같을 때에만 보냅니다. 보낸 뒤에는 되돌릴 수 없습니다.",
            "Goes out only where it is what was approved. Once sent it cannot be taken back.",
        ),
        may=May.DISBURSEMENT_SEND, act=through(actions.send, "run_id"), danger=True,
    ),
    "withdraw": Ask(
        title=Text("묶음 거두기", "Withdraw the run"),
        meaning=Text("보내기 전의 묶음을 거둡니다. 지원 결정은 다시 모을 수 있습니다.",
                     "Takes the run back before anything was sent; its awards can be gathered anew."),
        may=May.DISBURSEMENT_PREPARE, act=through(actions.withdraw, "run_id"), danger=True,
    ),
}  # fmt: skip
_REASON = (Field("reason", Text("사유", "Reason"), Kind.PROSE),)


CLAIM_ASKS = {
    "claim": Ask(
        title=Text("자금 반환 청구", "Ask the payment back"),
        meaning=Text(
            "받은 은행에 지급한 돈을 돌려 달라고 청구합니다. 돈은 거래내역서에 나타날 때 장부에 오릅니다.",
            "Asks the receiving bank to send the payment back; it is booked once a statement "
            "shows it.",
        ),
        may=May.DISBURSEMENT_SEND, schema=ReturnClaimIn, danger=True,
        act=through(claim_return, "disbursement_id"),
        fields=(
            Field("code", Text("반환 사유 코드", "Code of the reason"), hint=Text(
                "은행이 정한 숫자 두 자리", "Two digits, as the bank has them")),
            Field("words", Text("은행에 전할 말", "Words for the bank")),
        ),
    ),
}  # fmt: skip
PAYMENT_ASKS = {
    "reopen": Ask(
        title=Text("다시 지급 준비", "Prepare it anew"),
        meaning=Text("거절되거나 반환된 지급을 새 묶음에 다시 넣을 수 있게 합니다.",
                     "Lets a refused or returned payment be gathered in a new run."),
        may=May.DISBURSEMENT_PREPARE, schema=ReasonIn,
        act=through(actions.reopen, "disbursement_id"), fields=_REASON,
    ),
    "cancel": Ask(
        title=Text("지급 취소", "Cancel the payment"),
        meaning=Text("지급을 포기합니다. 예약된 재원과 예산이 풀립니다.",
                     "Gives the payment up; what was reserved for it is free again."),
        may=May.DISBURSEMENT_PREPARE, schema=ReasonIn,
        act=through(actions.cancel, "disbursement_id"), fields=_REASON, danger=True,
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
        steps = queries.disbursement_steps(work, disbursement_id)
        base = f"/fund/disbursements/{disbursement_id}"
        found = queries.disbursement(work, disbursement_id)
        shown = buttons([*steps.allowed, *steps.blocked], base, PAYMENT_ASKS, language)
        if _may_claim(work, found):
            claim = {"label": CLAIM_ASKS["claim"].title.get(language), "kind": "secondary"}
            shown["allowed"].append({**claim, "url": f"{base}/steps/claim"})
        about = [found.application_id, found.award_id, *(one.earmark_id for one in found.sources)]
        return {
            "one": found, "names": names_in(work, about, language),
            "steps": shown,
        }  # fmt: skip

    return await fund_page(door, "disbursement.html", query, tab="payments", done=done)


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_PREPARE)
async def payment_step(disbursement_id: str, step: str, door: At) -> Response:
    """Ask why a payment is prepared anew or cancelled."""
    return await ask_page(door, PAYMENT, disbursement_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_PREPARE)
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
    # A stale second factor blocks nothing for good: the step's page asks for it.
    for step in found.blocked:
        step.reasons = [why for why in step.reasons if why.code != "step_up"]
    base = f"/fund/runs/{run_id}"
    shown = buttons([*found.allowed, *found.blocked], base, RUN_ASKS, language)
    return only_granted(work, shown, run_id, "send", language)


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
    names = {one.command for one in steps.allowed}
    claims = set(CLAIM_ASKS) if _may_claim(work, found) else set()
    return Head(caption, found.version, frozenset(names | claims))


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
