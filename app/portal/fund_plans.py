"""Allocation plans: drawn up from what is assessed, put up for approval, carried out as awards."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import NotFound
from app.kernel.text import Language, Text
from app.portal.fund_asking import Ask, Head, Thing, ask_page, take_step, through
from app.portal.fund_fields import Field, Kind, words_of
from app.portal.fund_frame import fund_page, only_granted, said
from app.portal.fund_names import names_in
from app.remedy_fund.approvals import queries as approvals
from app.remedy_fund.plans import actions, awarding, giving_out, queries
from app.remedy_fund.plans.lifecycle import PLAN
from app.remedy_fund.plans.rules.claims import Rule
from app.remedy_fund.plans.rules.words import BY
from app.remedy_fund.plans.schemas import PlanOut, PrepareIn, PublishedOut, ReasonIn, ReviseIn
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_READ, _PREPARE = needs(May.FUND_READ, level=1), needs(May.PLAN_PREPARE, level=1)
_ONE = "/fund/plans/{plan_id}"


@router.get("/fund/plans", openapi_extra=_READ)
async def listed(door: At, cursor: str | None = None, done: str = "") -> Response:
    """List the plans, newest first."""

    def query(work: Work) -> dict[str, Any]:
        return {
            "page": queries.plans(work, period="", limit=50, cursor=cursor),
            "may_prepare": work.decide(May.PLAN_PREPARE, OPEN).allowed,
        }

    return await fund_page(door, "plans.html", query, tab="plans", done=done)


def _this_year(work: Work, _about: str) -> str:
    return str(work.today.year)


def _own_period(work: Work, about: str) -> str:
    return queries.plan(work, about).period


_RULE = Field(
    "rule", Text("나누는 기준", "How it is shared out"), Kind.ONE,
    offer=words_of({code: BY[code] for code in Rule}), given=lambda _work, _about: Rule.PRO_RATA,
)  # fmt: skip
_REASON = Field("reason", Text("사유", "Reason"), Kind.PROSE)
NEW_ASKS = {
    "plan": Ask(
        title=Text("배분 계획 작성", "Draw up a plan"),
        meaning=Text(
            "산정이 끝난 신청 전부를 쓸 수 있는 재원에 맞추어 나눕니다. 모든 금액은 단계별로 설명되며 "
            "언제든 다시 계산해 볼 수 있습니다.",
            "Shares what there is over every application that is assessed. Every won is explained "
            "step by step and can be computed again.",
        ),
        may=May.PLAN_PREPARE, schema=PrepareIn, act=through(actions.prepare, made=True),
        fields=(
            Field("period", Text("배분 기간", "Period"), hint=Text(
                "연도 또는 연도-회차, 예: 2026-2", "Year, or year and part, such as 2026-2"),
                given=_this_year),
            _RULE,
        ),
    ),
}  # fmt: skip
PLAN_ASKS = {
    "submit": Ask(
        title=Text("승인 요청", "Ask for approval"),
        meaning=Text("이 계획 그대로 승인을 요청합니다. 계획을 세우거나 산정한 사람은 승인할 수 없습니다.",
                     "Puts exactly this plan up; who prepared or assessed it may not approve."),
        may=May.PLAN_PREPARE, act=through(actions.submit, "plan_id"),
    ),
    "carry_out": Ask(
        title=Text("계획대로 지원 결정", "Carry out"),
        meaning=Text("승인받은 계획의 지원을 모두 결정하고 재원과 예산을 묶어 둡니다.",
                     "Makes every award of the approved plan, and reserves money and budget."),
        may=May.PLAN_PREPARE, act=through(awarding.carry_out, "plan_id"),
    ),
    "revise": Ask(
        title=Text("다시 작성", "Draw up anew"),
        meaning=Text("지금 상태로 다시 계산한 새 계획이 이 계획을 대신합니다. 앞선 승인은 무효입니다.",
                     "A new plan takes its place; nothing approved before counts for it."),
        may=May.PLAN_PREPARE, schema=ReviseIn, act=through(actions.revise, "plan_id", made=True),
        fields=(Field("period", Text("배분 기간", "Period"), given=_own_period), _RULE, _REASON),
    ),
    "withdraw": Ask(
        title=Text("계획 철회", "Withdraw the plan"),
        meaning=Text("이 계획을 그만둡니다. 신청은 다음 계획에 들어갈 수 있습니다.",
                     "Gives the plan up; its applications are free again."),
        may=May.PLAN_PREPARE, schema=ReasonIn,
        act=through(actions.withdraw, "plan_id"), fields=(_REASON,), danger=True,
    ),
}  # fmt: skip


@router.get("/fund/plans/new/{step}", openapi_extra=_PREPARE)
async def new(step: str, door: At) -> Response:
    """Ask for which period a plan is drawn up."""
    return await ask_page(door, NEW, "", step)


@router.post("/fund/plans/new/{step}", openapi_extra=_PREPARE)
async def record(step: str, door: At) -> Response:
    """Draw the plan up."""
    return await take_step(door, NEW, "", step)


@router.get(_ONE, openapi_extra=_READ)
async def one(plan_id: str, door: At, cursor: str | None = None, done: str = "") -> Response:
    """Show a plan: the money, what each application gets, and its approval."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.plan(work, plan_id)
        published = _published(work, found)
        shares = queries.shares(work, plan_id, limit=100, cursor=cursor)
        asked = None
        if found.approval_id and work.decide(May.APPROVAL_READ, OPEN).allowed:
            asked = approvals.approval(work, found.approval_id)
        return {
            "plan": found, "asked": asked,
            "shares": shares,
            "names": names_in(work, (one.application_id for one in shares.items), language),
            "replayed": queries.replayed(work, plan_id),
            "effect": None if PLAN.final(found.state.code)
            else approvals.solvency(work, amount_won=found.awarded_won),
            "published": published, "published_rows": published_rows(published, language)
            if published else [],
            "steps": _steps(work, plan_id, language),
        }  # fmt: skip

    return await fund_page(door, "plan.html", query, tab="plans", done=done)


def _published(work: Work, found: PlanOut) -> PublishedOut | None:
    """Return the list that may be published, once the plan was carried out."""
    try:
        return giving_out.published(work, found.id)
    except NotFound:
        return None


def published_rows(found: PublishedOut, language: Language) -> list[list[str]]:
    """Return the published list line by line; a dash stands for what is withheld."""
    sums = {(one.line, one.column): one.amount_won for one in found.cells}
    known = [(line, [sums.get((line.code, column.code)) for column in found.columns])
             for line in found.lines]  # fmt: skip
    return [
        [said(line, language), *("–" if won is None else f"{won:,}" for won in cells)]
        for line, cells in known
    ]


@router.get(f"{_ONE}/shares/{{place}}", openapi_extra=_READ)
async def share(plan_id: str, place: int, door: At) -> Response:
    """Show how one share was reached, step by step."""

    def query(work: Work) -> dict[str, Any]:
        return {
            "plan": queries.plan(work, plan_id), "share": queries.share(work, plan_id, place)
        }  # fmt: skip

    return await fund_page(door, "share.html", query, tab="plans")


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_PREPARE)
async def step(plan_id: str, step: str, door: At) -> Response:
    """Ask for what a step of a plan needs."""
    return await ask_page(door, PLANNED, plan_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_PREPARE)
async def take(plan_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, PLANNED, plan_id, step)


def _steps(work: Work, plan_id: str, language: Language) -> dict[str, list[dict[str, Any]]]:
    found = queries.plan(work, plan_id)
    allowed = [
        {"label": one.label_ko if language == "ko" else one.label_en,
         "url": f"/fund/plans/{plan_id}/steps/{one.command}",
         **({"kind": "danger"} if PLAN_ASKS[one.command].danger else {})}
        for one in found.steps
        if one.command in PLAN_ASKS and work.decide(PLAN_ASKS[one.command].may, OPEN).allowed
    ]  # fmt: skip
    shown: dict[str, list[dict[str, Any]]] = {"allowed": allowed, "blocked": []}
    return only_granted(work, shown, plan_id, "carry_out", language)


def _new_head(_work: Work, _about: str, _language: Language) -> Head:
    return Head(open_steps=frozenset(NEW_ASKS))


def _head(work: Work, plan_id: str, language: Language) -> Head:
    found = queries.plan(work, plan_id)
    steps = _steps(work, plan_id, language)["allowed"]
    names = frozenset(one["url"].rpartition("/")[2] for one in steps)
    return Head(f"{found.period} · {found.round}", found.version, names)


NEW = Thing(
    tab="plans", url="/fund/plans", asks=NEW_ASKS, head=_new_head, made_url="/fund/plans/{id}"
)
PLANNED = Thing(
    tab="plans", url="/fund/plans/{id}", asks=PLAN_ASKS, head=_head, made_url="/fund/plans/{id}"
)
