"""The plan of expenditure: entered once a year, changed within 국가재정법 제70조, carried over by 제72조."""

from collections.abc import Mapping
from typing import Any

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals.queries import solvency
from app.remedy_fund.approvals.rules import Aggregate, ApprovalKind
from app.remedy_fund.approvals.rules import Dimension as Over
from app.remedy_fund.budgets import store
from app.remedy_fund.budgets.events import (
    BudgetAdopted,
    BudgetCarriedOver,
    BudgetChangeAsked,
    BudgetChanged,
    BudgetChangeDropped,
)
from app.remedy_fund.budgets.lifecycle import CHANGE, Command, State
from app.remedy_fund.budgets.problems import (
    BudgetAdoptedBefore,
    CapExceeded,
    ChangeImpossible,
    YearNotOver,
)
from app.remedy_fund.budgets.rules import (
    Dimension,
    LineKey,
    MainItem,
    beyond_own_power,
    room_won,
)
from app.remedy_fund.budgets.schemas import ChangeIn, PlanIn
from app.remedy_fund.budgets.spending import new_commitment_id
from app.remedy_fund.budgets.tables import (
    BudgetChange,
    BudgetCommitment,
    BudgetLine,
    BudgetMainItem,
)

FUND = Target(secret=False, level=1)
_ELSEWHERE = Text("같은 회계연도의 지출 항목을 고르세요", "Choose items of one fiscal year")
_SAME = Text("서로 다른 항목을 고르세요", "Choose two different items")


def adopt(work: Work, *, form: PlanIn) -> list[BudgetLine]:
    """Enter the plan of a fiscal year; a second one is refused, for changes have rules of their own."""
    work.require(May.BUDGET_SET, FUND)
    if store.main_items(work, form.fiscal_year):
        raise BudgetAdoptedBefore(fiscal_year=form.fiscal_year)
    planned: dict[str, int] = {}
    keys = {}
    for item in form.items:
        keys[item.programme, item.item] = LineKey(
            form.fiscal_year, Dimension.ITEM, item.programme, item.item
        )
        planned[item.programme] = planned.get(item.programme, 0) + item.amount_won
    for key in sorted(keys.values(), key=lambda key: key.id):
        store.ensure(work, key, 0)
    lines = store.locked(work, [key.id for key in keys.values()])
    for item in form.items:
        # A line may hold money carried over from the year before; the plan comes on top of it.
        lines[keys[item.programme, item.item].id].cap_won += item.amount_won
    for programme, amount_won in planned.items():
        work.add(
            BudgetMainItem(
                id=work.new_id("bmain"), fiscal_year=form.fiscal_year, programme=programme,
                planned_won=amount_won, reference=form.reference,
            )
        )  # fmt: skip
    made = tuple((row.id, row.cap_won) for row in lines.values())
    work.record(BudgetAdopted(subject=str(form.fiscal_year), lines=made))
    work.session.flush()
    return list(lines.values())


def change(work: Work, *, form: ChangeIn) -> BudgetChange:
    """Move money between items: at once where 제70조③ lets the fund, else after approval.

    Money put onto an item from nowhere makes the plan larger and always needs approval.
    """
    work.require(May.BUDGET_SET, FUND)
    main_items = store.main_items(work, form.fiscal_year)
    lines = store.locked(work, [form.from_line_id, form.to_line_id])
    _refuse_impossible(lines, form)
    _refuse_short(lines, form.from_line_id, form.amount_won)
    beyond = _beyond(work, main_items, lines, form)
    row = work.add(
        BudgetChange(
            id=work.new_id("bchange"), fiscal_year=form.fiscal_year,
            from_line_id=form.from_line_id, to_line_id=form.to_line_id,
            amount_won=form.amount_won, beyond=" ".join(beyond)[:200], reason=form.reason,
            letter_reference=form.letter_reference, state=str(State.ASKED),
            asked_by=work.actor.person_id, asked_on=work.today,
        )
    )  # fmt: skip
    if beyond or not form.from_line_id:
        work.record(BudgetChangeAsked(**_told(row)))
        work.session.flush()
        _ask(work, row)
    else:
        _apply(work, row, lines, approved=False)
    work.session.flush()
    return row


def carry_out(work: Work, *, change_id: str, version: int | None) -> BudgetChange:
    """Carry out a change that was approved as it stands."""
    work.require(May.BUDGET_SET, FUND)
    row = store.change(work, change_id)
    work.expect_version(row, version)
    CHANGE.take(row.state, Command.CARRY_OUT)
    approvals.require_granted(
        work, kind=ApprovalKind.BUDGET_CHANGE, subject=row.id, content=content_of(row)
    )
    main_items = store.main_items(work, row.fiscal_year)
    lines = store.locked(work, [row.from_line_id, row.to_line_id])
    _refuse_short(lines, row.from_line_id, row.amount_won)
    _apply(work, row, lines, approved=True)
    # What was approved is the plan from now on, and the 2/10 are counted from it.
    moves = _moves(lines, row.from_line_id, row.to_line_id, row.amount_won)
    for item in main_items:
        item.planned_won += moves.get(item.programme, 0)
    work.session.flush()
    return row


def drop(work: Work, *, change_id: str, version: int | None) -> BudgetChange:
    """Give up a change that was asked for."""
    work.require(May.BUDGET_SET, FUND)
    row = store.change(work, change_id)
    work.expect_version(row, version)
    row.state = str(CHANGE.take(row.state, Command.DROP).target)
    approvals.void(work, kind=ApprovalKind.BUDGET_CHANGE, subject=row.id, reason="dropped")
    work.record(BudgetChangeDropped(**_told(row)))
    work.session.flush()
    return row


def carry_over(work: Work, *, fiscal_year: int) -> int:
    """Take what is committed and not paid into the next year, and nothing else (제72조).

    Returns the sum carried over on items, in won. What was not committed lapses with the year.
    Doing it again carries only what has become open since.
    """
    work.require(May.BUDGET_SET, FUND)
    if fiscal_year >= work.today.year:
        raise YearNotOver(fiscal_year=fiscal_year)
    keys = _next_keys(work, fiscal_year)
    for key in sorted(keys.values(), key=lambda key: key.id):
        store.ensure(work, key, 0)
    lines = store.locked(work, [*keys, *(key.id for key in keys.values())])
    carried: dict[str, int] = {}
    held = {(row.line_id, row.subject): row for row in store.commitments_on(work, list(lines))}
    for (line_id, subject), row in sorted(held.items()):
        if line_id not in keys or not row.open_won:
            continue
        old, new = lines[line_id], lines[keys[line_id].id]
        into = held.get((new.id, subject)) or work.add(_commitment(new.id, subject))
        carried[line_id] = carried.get(line_id, 0) + row.open_won
        _carry(old, new, row.open_won)
        into.open_won, row.open_won = into.open_won + row.open_won, 0
    told = tuple(sorted(carried.items()))
    work.record(BudgetCarriedOver(subject=str(fiscal_year), next_year=fiscal_year + 1, lines=told))
    work.session.flush()
    return sum(won for line_id, won in told if lines[line_id].dimension == Dimension.ITEM)


def content_of(row: BudgetChange) -> Mapping[str, Any]:
    """Return what is put up for approval of a change."""
    return {
        "change": row.id, "fiscal_year": row.fiscal_year, "from_line": row.from_line_id,
        "to_line": row.to_line_id, "amount_won": row.amount_won, "beyond": row.beyond,
        "reason": row.reason, "letter_reference": row.letter_reference,
    }  # fmt: skip


def _ask(work: Work, row: BudgetChange) -> None:
    approvals.ask(
        work,
        kind=ApprovalKind.BUDGET_CHANGE,
        subject=row.id,
        content=content_of(row),
        amount_won=row.amount_won,
        makers=frozenset({row.asked_by}),
        aggregates=(Aggregate(Over.PERIOD, str(row.fiscal_year)),),
        effect=solvency(work, amount_won=0),
    )


def _refuse_impossible(lines: Mapping[str, BudgetLine], form: ChangeIn) -> None:
    asked = {"/to_line_id": form.to_line_id}
    if form.from_line_id:
        asked["/from_line_id"] = form.from_line_id
    wrong = [
        FieldError(pointer, "unknown", _ELSEWHERE)
        for pointer, line_id in asked.items()
        if line_id not in lines
        or lines[line_id].fiscal_year != form.fiscal_year
        or lines[line_id].dimension != Dimension.ITEM
    ]
    if form.from_line_id == form.to_line_id:
        wrong.append(FieldError("/to_line_id", "same", _SAME))
    if wrong:
        raise ChangeImpossible(errors=tuple(wrong))


def _refuse_short(lines: Mapping[str, BudgetLine], line_id: str, amount_won: int) -> None:
    if line_id and room_won(lines[line_id]) < amount_won:
        room = room_won(lines[line_id])
        words = Text(
            f"이 항목에서 옮길 수 있는 금액은 {room:,}원입니다",
            f"KRW {room:,} can be moved from this item",
        )
        raise CapExceeded(words, line_id=line_id, available_won=room, amount_won=amount_won)


def _moves(
    lines: Mapping[str, BudgetLine], from_line_id: str, to_line_id: str, amount_won: int
) -> dict[str, int]:
    """Return by how much each main item moves; a move within one moves none."""
    moves = {lines[to_line_id].programme: amount_won}
    if from_line_id:
        programme = lines[from_line_id].programme
        moves[programme] = moves.get(programme, 0) - amount_won
    return moves


def _beyond(
    work: Work, rows: list[BudgetMainItem], lines: Mapping[str, BudgetLine], form: ChangeIn
) -> tuple[str, ...]:
    moves = _moves(lines, form.from_line_id, form.to_line_id, form.amount_won)
    if not any(moves.values()):
        return ()
    present: dict[str, int] = {}
    for line in store.items_of(work, form.fiscal_year):
        own = line.cap_won - line.carried_in_won + line.carried_out_won
        present[line.programme] = present.get(line.programme, 0) + own
    items = [
        MainItem(row.programme, row.planned_won, present.get(row.programme, 0)) for row in rows
    ]
    unplanned = set(moves) - {item.programme for item in items}
    return (*beyond_own_power(items, moves), *sorted(unplanned))


def _apply(
    work: Work, row: BudgetChange, lines: Mapping[str, BudgetLine], *, approved: bool
) -> None:
    if row.from_line_id:
        lines[row.from_line_id].cap_won -= row.amount_won
    lines[row.to_line_id].cap_won += row.amount_won
    row.state, row.done_on = str(CHANGE.find(row.state, Command.CARRY_OUT).target), work.today
    work.record(BudgetChanged(**_told(row), approved=approved))


def _told(row: BudgetChange) -> dict[str, Any]:
    return {
        "subject": row.id, "fiscal_year": row.fiscal_year, "from_line_id": row.from_line_id,
        "to_line_id": row.to_line_id, "amount_won": row.amount_won,
    }  # fmt: skip


def _next_keys(work: Work, fiscal_year: int) -> dict[str, LineKey]:
    """Return for each line of a year on which something is committed its line of the next year."""
    found = store.committed_lines(work, fiscal_year)
    return {
        row.id: LineKey(fiscal_year + 1, Dimension(row.dimension), row.programme, row.item, row.key)
        for row in found
    }


def _commitment(line_id: str, subject: str) -> BudgetCommitment:
    return BudgetCommitment(
        id=new_commitment_id(line_id, subject), line_id=line_id, subject=subject
    )


def _carry(old: BudgetLine, new: BudgetLine, amount_won: int) -> None:
    # The authority to spend moves with the commitment; what is left of the old cap lapses.
    old.cap_won -= amount_won
    old.committed_won -= amount_won
    old.carried_out_won += amount_won
    new.cap_won += amount_won
    new.committed_won += amount_won
    new.carried_in_won += amount_won
