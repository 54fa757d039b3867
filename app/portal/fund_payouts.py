"""Other people's money on an application: whose it is, and paying it to its owner."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language, Text
from app.portal.fund_asking import Ask, Head, Thing, ask_page, take_step, through
from app.portal.fund_fields import Field, Kind, words_of
from app.portal.fund_frame import fund_page, said
from app.portal.fund_names import name_of
from app.remedy_fund.payments import queries as payments
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import opening, paying_out
from app.remedy_fund.recoveries.lifecycle import PAYOUT
from app.remedy_fund.recoveries.schemas.inputs import (
    GROUND_LABELS,
    CancelIn,
    ClawbackIn,
    Ground,
    PayoutIn,
    TransferIn,
)
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_RECORD = needs(May.RECOVERY_RECORD, level=1)
_PAYOUT = "/fund/payouts/{payout_id}"
_MONEY = "/fund/applications/{application_id}/money"
_OWNERS = {
    "applicant": Text("피해기업", "The firm"), "debtor": Text("낸 사람", "Who paid"),
    "treasury": Text("국고", "The Treasury"),
}  # fmt: skip


def _payments_of(work: Work, application_id: str, language: Language) -> list[dict[str, str]]:
    found = payments.disbursements(work, limit=50, cursor=None, application_id=application_id)
    return [
        {"value": one.id, "label": f"{one.amount_won:,} · {said(one.state, language)}"}
        for one in found.items
    ]


_REASON = Field("reason", Text("사유", "Reason"), Kind.PROSE)
MONEY_ASKS = {
    "clawback": Ask(
        title=Text("환수 결정", "Ask money back"),
        meaning=Text("지급한 돈을 피해기업에게서 돌려받기로 합니다(보조금법 제31조).",
                     "Asks principal of a payment back of the firm (Subsidy Act art. 31)."),
        may=May.RECOVERY_RECORD, schema=ClawbackIn,
        act=through(opening.open_clawback, "application_id"), danger=True,
        fields=(
            Field("disbursement_id", Text("지급 건", "Payment"), Kind.CHOICE, offer=_payments_of),
            Field("ground", Text("근거", "Ground"), Kind.ONE, offer=words_of(
                {code: GROUND_LABELS[code] for code in Ground})),
            Field("principal_won", Text("환수할 원금", "Principal"), Kind.WON),
            Field("on", Text("결정일", "Day"), Kind.DAY, optional=True), _REASON,
        ),
    ),
    "payout": Ask(
        title=Text("권리자 반환 준비", "Prepare a pay-out"),
        meaning=Text("기금의 것이 아닌 돈을 권리자에게 돌려줄 준비를 합니다. 다른 사람이 이체를 확인합니다.",
                     "Prepares that money of others is paid to its owner; another person confirms."),
        may=May.RECOVERY_RECORD, schema=PayoutIn,
        act=through(paying_out.prepare_payout, "application_id"),
        fields=(
            Field("owner", Text("권리자", "Owner"), Kind.ONE, offer=words_of(_OWNERS)),
            Field("amount_won", Text("금액", "Amount"), Kind.WON), _REASON,
        ),
    ),
}  # fmt: skip
PAYOUT_ASKS = {
    "confirm": Ask(
        title=Text("이체 확인", "Confirm the transfer"),
        meaning=Text("은행이 실제로 이체했음을 확인합니다. 준비한 사람과 다른 사람이 해야 합니다.",
                     "Confirms the bank's transfer; another person than the one who prepared it."),
        may=May.STATEMENT_CONFIRM, schema=TransferIn,
        act=through(paying_out.confirm_payout, "payout_id"),
        fields=(Field("reference", Text("은행 거래번호", "Bank's id")),
                Field("paid_on", Text("이체일", "Day paid"), Kind.DAY)),
    ),
    "cancel": Ask(
        title=Text("반환 취소", "Cancel the pay-out"),
        meaning=Text("이체하지 않은 반환을 취소합니다. 돈은 그대로 권리자의 것입니다.",
                     "Takes back a pay-out that was not made; the money stays its owner's."),
        may=May.RECOVERY_RECORD, schema=CancelIn,
        act=through(paying_out.cancel_payout, "payout_id"), fields=(_REASON,), danger=True,
    ),
}  # fmt: skip


@router.get(_MONEY, openapi_extra=needs(May.FUND_READ, level=1))
async def money(application_id: str, door: At, done: str = "") -> Response:
    """Show what came in on an application and whose it is."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        filters = {"application_id": application_id}
        return {
            "residual": queries.residual_out(work, application_id),
            "application": name_of(work, application_id, language),
            "claims": queries.recoveries(work, limit=50, cursor=None, filters=filters).items,
            "loans": queries.loans(work, limit=50, cursor=None, filters=filters).items,
            "payouts": queries.payouts(work, limit=50, cursor=None, filters=filters).items,
            "may_record": work.decide(May.RECOVERY_RECORD, OPEN).allowed,
        }

    return await fund_page(door, "money.html", query, tab="recoveries", done=done)


@router.get(f"{_MONEY}/steps/{{step}}", openapi_extra=_RECORD)
async def money_step(application_id: str, step: str, door: At) -> Response:
    """Ask for a clawback or a pay-out."""
    return await ask_page(door, MONEY, application_id, step)


@router.post(f"{_MONEY}/steps/{{step}}", openapi_extra=_RECORD)
async def take_money(application_id: str, step: str, door: At) -> Response:
    """Open the claim, or prepare the pay-out."""
    return await take_step(door, MONEY, application_id, step)


@router.get(_PAYOUT, openapi_extra=needs(May.FUND_READ, level=1))
async def payout(payout_id: str, door: At, done: str = "") -> Response:
    """Show a pay-out and what can be done with it."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.payout(work, payout_id)
        return {"one": found, "steps": {"allowed": _buttons(work, found, language), "blocked": []}}

    return await fund_page(door, "payout.html", query, tab="recoveries", done=done)


@router.get(f"{_PAYOUT}/steps/{{step}}", openapi_extra=needs(May.FUND_READ, level=1))
async def payout_step(payout_id: str, step: str, door: At) -> Response:
    """Ask for the bank's transfer, or why the pay-out is cancelled."""
    return await ask_page(door, PAID, payout_id, step)


@router.post(f"{_PAYOUT}/steps/{{step}}", openapi_extra=needs(May.FUND_READ, level=1))
async def take_payout(payout_id: str, step: str, door: At) -> Response:
    """Confirm or cancel the pay-out."""
    return await take_step(door, PAID, payout_id, step)


def _buttons(work: Work, found: Any, language: Language) -> list[dict[str, Any]]:
    return [
        {"label": row.label.get(language),
         "url": f"/fund/payouts/{found.id}/steps/{row.command}",
         "kind": "danger" if PAYOUT_ASKS[row.command].danger else "primary"}
        for row in PAYOUT.steps(found.state.code)
        if work.decide(May(row.by), OPEN).code in {"allowed", "step_up"}
    ]  # fmt: skip


def _head(work: Work, payout_id: str, language: Language) -> Head:
    found = queries.payout(work, payout_id)
    steps = frozenset(one["url"].rpartition("/")[2] for one in _buttons(work, found, language))
    return Head(f"{said(found.owner, language)} · {found.amount_won:,}", found.version, steps)


def _money_head(work: Work, application_id: str, _language: Language) -> Head:
    queries.residual_out(work, application_id)
    return Head(open_steps=frozenset(MONEY_ASKS))


MONEY = Thing(
    tab="recoveries", url="/fund/applications/{id}/money", asks=MONEY_ASKS, head=_money_head
)
PAID = Thing(tab="recoveries", url="/fund/payouts/{id}", asks=PAYOUT_ASKS, head=_head)
