"""Claims and loans: what is owed, what came in and who got it, and what can be done."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language, Text
from app.portal.fund_asking import Ask, Head, Thing, ask_page, take_step
from app.portal.fund_frame import fund_page, granted, said
from app.portal.fund_names import is_known, name_of, names_in
from app.portal.fund_recovery_asks import CHARGE_ASKS, LOAN_ASKS, RECOVERY_ASKS
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.lifecycle import LOAN, RECOVERY
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
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
    return await _page(door, "recovery.html", queries.recovery, _claim_steps, recovery_id, done)


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_RECORD)
async def step(recovery_id: str, step: str, door: At) -> Response:
    """Ask for what a step of a claim needs."""
    return await ask_page(door, CLAIM, recovery_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_RECORD)
async def take(recovery_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, CLAIM, recovery_id, step)


@router.get(f"{_ONE}/charges/{{charge_id}}/{{step}}", openapi_extra=_RECORD)
async def charge_step(recovery_id: str, charge_id: str, step: str, door: At) -> Response:
    """Ask why a charge is taken back."""
    return await ask_page(door, _charged(recovery_id), f"{recovery_id}/{charge_id}", step)


@router.post(f"{_ONE}/charges/{{charge_id}}/{{step}}", openapi_extra=_RECORD)
async def take_charge(recovery_id: str, charge_id: str, step: str, door: At) -> Response:
    """Take the charge back."""
    return await take_step(door, _charged(recovery_id), f"{recovery_id}/{charge_id}", step)


@router.get(_LOAN, openapi_extra=_READ)
async def loan(loan_id: str, door: At, done: str = "") -> Response:
    """Show a loan, its schedule and repayments."""
    return await _page(door, "loan.html", queries.loan, _loan_steps, loan_id, done)


@router.get(f"{_LOAN}/steps/{{step}}", openapi_extra=_RECORD)
async def loan_step(loan_id: str, step: str, door: At) -> Response:
    """Ask for what a step of a loan needs."""
    return await ask_page(door, LENT, loan_id, step)


@router.post(f"{_LOAN}/steps/{{step}}", openapi_extra=_RECORD)
async def take_loan(loan_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, LENT, loan_id, step)


async def _page(
    door: Door, template: str, read: Callable[[Work, str], Any],
    steps: Callable[[Work, str, Language], dict[str, Any]], subject_id: str, done: str,
) -> Response:  # fmt: skip
    """Show a claim or a loan with what came in on it and what may be done."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = read(work, subject_id)
        shown = steps(work, subject_id, language)
        return {
            "one": found, "receipts": queries.receipts(work, subject_id).items, "steps": shown,
            "application": name_of(work, found.application_id, language),
            "journal_words": journal_words(language),
            "papers": names_in(
                work, (line.evidence for line in found.journal if is_known(line.evidence)), language
            ),
            "may_record": work.decide(May.RECOVERY_RECORD, OPEN).allowed,
        }  # fmt: skip

    return await fund_page(door, template, query, tab="recoveries", done=done)


def _claim_steps(work: Work, recovery_id: str, language: Language) -> dict[str, Any]:
    found = queries.transitions(work, recovery_id)
    base = f"/fund/recoveries/{recovery_id}"
    always = _ALWAYS if found.allowed or found.blocked else ()
    shown = _further(work, RECOVERY_ASKS, always, recovery_id)
    pages = [_PAGES.get(one.command, one.command) for one in found.allowed]
    allowed = [
        _button(RECOVERY_ASKS[name], base, name, language)
        for name in pages if name in RECOVERY_ASKS
    ]  # fmt: skip
    # Where the reader records nothing, what is blocked is none of his concern.
    blocked = [
        {"label": one.label_ko if language == "ko" else one.label_en,
         "reasons": [{"reason": said(why, language), "basis": why.basis} for why in one.reasons]}
        for one in found.blocked if work.decide(May.RECOVERY_RECORD, OPEN).allowed
    ]  # fmt: skip
    more = [_button(RECOVERY_ASKS[name], base, name, language) for name in shown]
    return {"allowed": more[:1] + allowed + more[1:], "blocked": blocked}


def _loan_steps(work: Work, loan_id: str, language: Language) -> dict[str, Any]:
    found = queries.loan(work, loan_id)
    commands = [row.command for row in LOAN.steps(found.state.code) if not row.automatic]
    names = ["repayment", *(_PAGES.get(one, one) for one in commands)] if commands else []
    base = f"/fund/loans/{loan_id}"
    shown = _further(work, LOAN_ASKS, names, loan_id)
    return {
        "allowed": [_button(LOAN_ASKS[name], base, name, language) for name in shown],
        "blocked": [],
    }


def _further(work: Work, asks: dict[str, Ask], names: Iterable[str], about_id: str) -> list[str]:
    """Return the pages open to the reader, with the carrying out of what was approved."""
    if not work.decide(May.RECOVERY_RECORD, OPEN).allowed:
        return []
    shown = [name for name in names if name in asks]
    return shown + (["write_off"] if granted(work, about_id) else [])


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


def _charged(recovery_id: str) -> Thing:
    """Return the charges of a claim, for the page that takes one back."""

    def head(work: Work, about: str, language: Language) -> Head:
        found = queries.recovery(work, recovery_id)
        rows = [one for one in found.charges
                if one.id == about.partition("/")[2] and one.cancelled_on is None]  # fmt: skip
        may = work.decide(May.RECOVERY_RECORD, OPEN).allowed
        captions = [f"{said(one.component, language)} {one.amount_won:,}" for one in rows]
        return Head(
            "".join(captions), found.version, frozenset(CHARGE_ASKS if rows and may else ())
        )

    url = f"/fund/recoveries/{recovery_id}"
    return Thing(tab="recoveries", url=url, asks=CHARGE_ASKS, head=head)


CLAIM = Thing(
    tab="recoveries", url="/fund/recoveries/{id}", asks=RECOVERY_ASKS, head=_claim_head,
    made_url="/fund/approvals/{id}",
)  # fmt: skip
LENT = Thing(
    tab="recoveries", url="/fund/loans/{id}", asks=LOAN_ASKS, head=_loan_head,
    made_url="/fund/approvals/{id}",
)  # fmt: skip
