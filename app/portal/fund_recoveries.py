"""Claims and loans: what is owed, what came in and who got it, and what can be done."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language, Text
from app.portal.fund_asking import Ask, Head, Thing, ask_page, take_step
from app.portal.fund_frame import fund_page, said
from app.portal.fund_recovery_asks import LOAN_ASKS, RECOVERY_ASKS
from app.remedy_fund.approvals import queries as approvals
from app.remedy_fund.approvals.lifecycle import State as Asked
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.lifecycle import LOAN, RECOVERY
from app.web.deps import At, needs

router = APIRouter(include_in_schema=False)
_READ, _RECORD = needs(May.FUND_READ, level=1), needs(May.RECOVERY_RECORD, level=1)
_ONE, _LOAN = "/fund/recoveries/{recovery_id}", "/fund/loans/{loan_id}"
# What may be recorded on a live claim whatever its state; the other steps are in the table.
_ALWAYS = ("receipt", "charge", "mark")
_PAGES = {"write_off": "ask_write_off"}
_FURTHER = {
    "open": Text("개시", "Opened"), "receive": Text("입금", "Money came in"),
    "adjust": Text("조정", "Adjusted"), "cancel_charge": Text("청구 취소", "Charge cancelled"),
}  # fmt: skip


@router.get("/fund/recoveries", openapi_extra=_READ)
async def listed(door: At, cursor: str | None = None, loans: str | None = None) -> Response:
    """List claims, loans, and pay-outs to owners."""

    def query(work: Work) -> dict[str, Any]:
        return {
            "page": queries.recoveries(work, limit=50, cursor=cursor, filters={}),
            "loans": queries.loans(work, limit=50, cursor=loans, filters={}),
            "payouts": queries.payouts(work, limit=50, cursor=None, filters={}).items,
        }

    return await fund_page(door, "recoveries.html", query, tab="recoveries")


@router.get(_ONE, openapi_extra=_READ)
async def one(recovery_id: str, door: At, done: str = "") -> Response:
    """Show a claim part by part, its clock and plan, what came in and who got it."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        return {
            "one": queries.recovery(work, recovery_id),
            "receipts": queries.receipts(work, recovery_id).items,
            "steps": _claim_steps(work, recovery_id, language),
            "journal_words": journal_words(language),
        }

    return await fund_page(door, "recovery.html", query, tab="recoveries", done=done)


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_RECORD)
async def step(recovery_id: str, step: str, door: At) -> Response:
    """Ask for what a step of a claim needs."""
    return await ask_page(door, CLAIM, recovery_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_RECORD)
async def take(recovery_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, CLAIM, recovery_id, step)


@router.get(_LOAN, openapi_extra=_READ)
async def loan(loan_id: str, door: At, done: str = "") -> Response:
    """Show a loan, its schedule and repayments."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        return {
            "one": queries.loan(work, loan_id),
            "receipts": queries.receipts(work, loan_id).items,
            "steps": _loan_steps(work, loan_id, language),
            "journal_words": journal_words(language),
        }

    return await fund_page(door, "loan.html", query, tab="recoveries", done=done)


@router.get(f"{_LOAN}/steps/{{step}}", openapi_extra=_RECORD)
async def loan_step(loan_id: str, step: str, door: At) -> Response:
    """Ask for what a step of a loan needs."""
    return await ask_page(door, LENT, loan_id, step)


@router.post(f"{_LOAN}/steps/{{step}}", openapi_extra=_RECORD)
async def take_loan(loan_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, LENT, loan_id, step)


def _claim_steps(work: Work, recovery_id: str, language: Language) -> dict[str, Any]:
    found = queries.transitions(work, recovery_id)
    base, shown = (
        f"/fund/recoveries/{recovery_id}",
        _further(
            work,
            RECOVERY_ASKS,
            _ALWAYS if found.allowed or found.blocked else (),
            recovery_id,
            language,
        ),
    )
    allowed = [
        _button(RECOVERY_ASKS[_PAGES.get(one.command, one.command)], base,
                _PAGES.get(one.command, one.command), language)
        for one in found.allowed if _PAGES.get(one.command, one.command) in RECOVERY_ASKS
    ]  # fmt: skip
    blocked = [
        {"label": one.label_ko if language == "ko" else one.label_en,
         "reasons": [{"reason": said(why, language), "basis": why.basis} for why in one.reasons]}
        for one in found.blocked
    ]  # fmt: skip
    more = [_button(RECOVERY_ASKS[name], base, name, language) for name in shown]
    return {"allowed": more[:1] + allowed + more[1:], "blocked": blocked}


def _loan_steps(work: Work, loan_id: str, language: Language) -> dict[str, Any]:
    found = queries.loan(work, loan_id)
    commands = [row.command for row in LOAN.steps(found.state.code) if not row.automatic]
    names = ["repayment", *(_PAGES.get(one, one) for one in commands)] if commands else []
    base = f"/fund/loans/{loan_id}"
    shown = _further(work, LOAN_ASKS, names, loan_id, language)
    return {
        "allowed": [_button(LOAN_ASKS[name], base, name, language) for name in shown],
        "blocked": [],
    }


def _further(
    work: Work, asks: dict[str, Ask], names: Iterable[str], about_id: str, _language: Language
) -> list[str]:
    """Return the pages open to the reader, with the carrying out of what was approved."""
    if not work.decide(May.RECOVERY_RECORD, OPEN).allowed:
        return []
    shown = [name for name in names if name in asks]
    filters = {"about_id": about_id, "state": str(Asked.ASKED)}
    waiting = approvals.approvals(work, limit=1, cursor=None, filters=filters).items
    return shown + (["write_off"] if any(one.granted for one in waiting) else [])


def _button(ask: Ask, base: str, name: str, language: Language) -> dict[str, Any]:
    kind = "danger" if ask.danger else "secondary"
    return {"label": ask.title.get(language), "url": f"{base}/steps/{name}", "kind": kind}


def journal_words(language: Language) -> dict[str, str]:
    """Return what the lines of a journal are called, by command."""
    rows = [*RECOVERY.rows, *LOAN.rows]
    asked = {name: ask.title for name, ask in (RECOVERY_ASKS | LOAN_ASKS).items()}
    words = _FURTHER | asked | {str(row.command): row.label for row in rows}
    return {name: text.get(language) for name, text in words.items()}


def _open(steps: dict[str, Any]) -> frozenset[str]:
    return frozenset(one["url"].rpartition("/")[2] for one in steps["allowed"])


def _claim_head(work: Work, recovery_id: str, language: Language) -> Head:
    found = queries.recovery(work, recovery_id)
    return Head(
        said(found.ground, language), found.version,
        _open(_claim_steps(work, recovery_id, language)),
    )  # fmt: skip


def _loan_head(work: Work, loan_id: str, language: Language) -> Head:
    found = queries.loan(work, loan_id)
    return Head(
        said(found.state, language), found.version, _open(_loan_steps(work, loan_id, language))
    )


CLAIM = Thing(
    tab="recoveries", url="/fund/recoveries/{id}", asks=RECOVERY_ASKS, head=_claim_head,
    made_url="/fund/approvals/{id}",
)  # fmt: skip
LENT = Thing(
    tab="recoveries", url="/fund/loans/{id}", asks=LOAN_ASKS, head=_loan_head,
    made_url="/fund/approvals/{id}",
)  # fmt: skip
