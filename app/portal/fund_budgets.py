"""The budget: what each item may pay, what is left on it, and changes of the plan."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.portal import fund_offers as offers
from app.portal.forms import Sent, parse, read
from app.portal.fund_asking import (
    Ask,
    Done,
    Head,
    Thing,
    approved_change,
    ask_page,
    take_step,
    through,
)
from app.portal.fund_fields import Field, Kind
from app.portal.fund_frame import MOST, fund_page, only_granted
from app.portal.fund_names import bare, name_of
from app.portal.fund_rows import MORE, at_places, data_rows, typed_rows
from app.portal.pages import go
from app.portal.staff_answers import refused, typed
from app.remedy_fund.budgets import actions, queries
from app.remedy_fund.budgets.lifecycle import CHANGE
from app.remedy_fund.budgets.schemas import BudgetLineOut, CarryOverIn, ChangeIn, PlanIn
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_READ, _SET = needs(May.FUND_READ, level=1), needs(May.BUDGET_SET, level=1)
_CHANGE = "/fund/budget-changes/{change_id}"
_PLAN = "/fund/budgets/plan"
_KINDS = {"programme": Kind.LINE, "item": Kind.LINE, "amount_won": Kind.WON}
_LEAST_ROWS = 5
_YEAR = Field("fiscal_year", Text("회계연도", "Fiscal year"), Kind.NUMBER)


@router.get("/fund/budgets", openapi_extra=_READ)
async def listed(door: At, year: int | None = None, done: str = "") -> Response:
    """Show the plan of a year, every line with what is left, and the changes."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        chosen = year or work.today.year
        lines = queries.lines(
            work, fiscal_year=chosen, dimension=None, limit=MOST, cursor=None
        ).items
        names = names_of(work, language)
        return {
            "year": chosen,
            "plan": queries.year(work, chosen),
            "lines": lines,
            "line_names": {one.id: _line_name(work, one, names, language) for one in lines},
            "changes": queries.changes(work, limit=MOST, cursor=None).items,
            "names": names,
            "may_set": work.decide(May.BUDGET_SET, OPEN).allowed,
        }

    return await fund_page(door, "budgets.html", query, tab="budgets", done=done)


def _line_name(
    work: Work, line: BudgetLineOut, names: Mapping[str, str], language: Language
) -> str:
    """Return what a line is about: its item, the programme, or whose ceiling it is."""
    if line.item:
        return names.get(line.item, line.item)
    if line.programme:
        return names.get(line.programme, line.programme)
    return str(bare(name_of(work, line.key, language)))


def names_of(work: Work, language: Language) -> dict[str, str]:
    """Return the words of programmes and items by their codes."""
    own = {one["value"]: one["label"] for one in offers.programme_codes(work, "", language)}
    return offers.purpose_names(work, language) | offers.benefit_names(work, language) | own


# -- the plan of a year, in rows


@router.get(_PLAN, openapi_extra=_SET)
async def plan(door: At) -> Response:
    """Ask what each item of each programme gets in a year."""
    return await _plan_form(door)


@router.post(_PLAN, openapi_extra=_SET)
async def adopt(door: At) -> Response:
    """Enter the plan, or show the form again with more rows or with what is wrong."""
    sent = await read(door)
    if sent.first(MORE):
        return await _plan_form(door, sent)
    rows, places = data_rows(sent, "items", _KINDS)
    year, reference = sent.first("fiscal_year"), sent.first("reference")

    def act(work: Work) -> Done:
        wanted: dict[str, Any] = {"reference": reference, "items": rows}
        wanted["fiscal_year"] = int(year) if year.isdecimal() else year
        actions.adopt(work, form=parse(PlanIn, wanted))
        return Done()

    try:
        await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _plan_form(door, sent, problem, places)
    return go(f"/fund/budgets?year={year}&done=yes")


async def _plan_form(
    door: Door, sent: Sent | None = None, problem: Problem | None = None,
    places: list[int] | None = None,
) -> Response:  # fmt: skip
    errors = at_places(refused(problem, door.language), "items", places or []) if problem else []

    def query(work: Work) -> dict[str, Any]:
        work.require(May.BUDGET_SET, OPEN)
        return {
            "programmes": offers.programme_codes(work, "", door.language),
            "items": offers.benefits(work, "", door.language)
            + offers.purposes(work, "", door.language),
            "year": work.today.year,
        }

    return await fund_page(
        door, "budget_plan.html", query, tab="budgets", errors=errors,
        status=status_of(problem) if problem else 200, typed=typed(sent),
        rows=typed_rows(sent, "items", _KINDS, _LEAST_ROWS),
        key=(sent.key if sent and problem else "") or new_secret(12),
    )  # fmt: skip


# -- changes


def _this_year(work: Work, _about: str) -> str:
    return str(work.today.year)


NEW_ASKS = {
    "change": Ask(
        title=Text("예산 변경", "Change the budget"),
        meaning=Text(
            "항목 사이에서 예산을 옮깁니다. 주요항목이 계획의 10분의 2를 넘어 바뀌거나 예산이 늘면 "
            "승인을 받아야 합니다(국가재정법 제70조제3항).",
            "Moves money between items. Beyond two tenths of a main item, or on top of the plan, "
            "it needs approval (National Finance Act art. 70(3)).",
        ),
        may=May.BUDGET_SET, schema=ChangeIn, act=through(actions.change, made=True),
        fields=(
            Field("fiscal_year", Text("회계연도", "Fiscal year"), Kind.NUMBER, given=_this_year),
            Field("from_line_id", Text("빼는 항목", "From"), Kind.CHOICE, Text(
                "예산을 늘리는 것이면 비워 두세요.", "Leave it empty to enlarge the plan."),
                optional=True, offer=offers.budget_lines),
            Field("to_line_id", Text("더하는 항목", "To"), Kind.CHOICE, offer=offers.budget_lines),
            Field("amount_won", Text("금액", "Amount"), Kind.WON),
            Field("reason", Text("사유", "Reason"), Kind.PROSE),
            Field("letter_reference", Text("공문 번호", "Official letter"), optional=True),
        ),
    ),
    "carry_over": Ask(
        title=Text("이월", "Carry over"),
        meaning=Text(
            "끝난 회계연도에 배정되었으나 지급되지 않은 금액만 다음 해로 옮깁니다(국가재정법 제72조). "
            "배정되지 않은 예산은 소멸합니다.",
            "Takes what is committed and not paid into the next year; the rest lapses (art. 72).",
        ),
        may=May.BUDGET_SET, schema=CarryOverIn, act=through(actions.carry_over),
        fields=(_YEAR,), danger=True,
    ),
}  # fmt: skip
CHANGE_ASKS = approved_change(
    May.BUDGET_SET,
    carry_out=through(actions.carry_out, "change_id"),
    drop=through(actions.drop, "change_id"),
)


@router.get("/fund/budgets/new/{step}", openapi_extra=_SET)
async def new(step: str, door: At) -> Response:
    """Ask for a change, or for the year to carry over."""
    return await ask_page(door, NEW, "", step)


@router.post("/fund/budgets/new/{step}", openapi_extra=_SET)
async def record(step: str, door: At) -> Response:
    """Change the budget, or carry a year over."""
    return await take_step(door, NEW, "", step)


@router.get(_CHANGE, openapi_extra=_READ)
async def change(change_id: str, door: At, done: str = "") -> Response:
    """Show a change of the budget and whether it was approved."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.change(work, change_id)
        lines = {one["value"]: one["label"] for one in offers.budget_lines(work, "", language)}
        shown: dict[str, list[dict[str, Any]]] = {
            "allowed": _buttons(work, found, language), "blocked": []
        }  # fmt: skip
        steps = only_granted(work, shown, found.id, "carry_out", language)
        return {
            "change": found, "lines": lines, "steps": steps, "names": names_of(work, language),
        }  # fmt: skip

    return await fund_page(door, "budget_change.html", query, tab="budgets", done=done)


@router.get(f"{_CHANGE}/steps/{{step}}", openapi_extra=_SET)
async def change_step(change_id: str, step: str, door: At) -> Response:
    """Ask before a change is carried out or given up."""
    return await ask_page(door, CHANGED, change_id, step)


@router.post(f"{_CHANGE}/steps/{{step}}", openapi_extra=_SET)
async def take_change(change_id: str, step: str, door: At) -> Response:
    """Carry the change out, or give it up."""
    return await take_step(door, CHANGED, change_id, step)


def _buttons(work: Work, found: Any, language: Language) -> list[dict[str, Any]]:
    return [
        {"label": step.label.get(language),
         "url": f"/fund/budget-changes/{found.id}/steps/{step.command}"}
        for step in CHANGE.steps(found.state.code)
        if step.command in CHANGE_ASKS and work.decide(May(step.by), OPEN).allowed
    ]  # fmt: skip


def _new_head(_work: Work, _about: str, _language: Language) -> Head:
    return Head(open_steps=frozenset(NEW_ASKS))


def _head(work: Work, change_id: str, language: Language) -> Head:
    found = queries.change(work, change_id)
    steps = frozenset(one["url"].rpartition("/")[2] for one in _buttons(work, found, language))
    return Head(found.letter_reference, found.version, steps)


NEW = Thing(
    tab="budgets", url="/fund/budgets", asks=NEW_ASKS, head=_new_head,
    made_url="/fund/budget-changes/{id}",
)  # fmt: skip
CHANGED = Thing(tab="budgets", url="/fund/budget-changes/{id}", asks=CHANGE_ASKS, head=_head)
