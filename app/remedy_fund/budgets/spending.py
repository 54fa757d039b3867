"""Committing, paying, releasing and restoring money on budget lines; none of it passes a cap.

The rooms that pay call these in their own acts and have asked for permission there. Lines are
locked in the order of their ids, so that two acts never wait for each other in a circle.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.budgets import store
from app.remedy_fund.budgets.events import (
    BudgetCommitted,
    BudgetPaid,
    BudgetReleased,
    BudgetRestored,
)
from app.remedy_fund.budgets.problems import CapExceeded, LineMissing, NotCommitted
from app.remedy_fund.budgets.rules import Dimension, LineKey, Spending, room_won, spread
from app.remedy_fund.budgets.tables import BudgetCommitment, BudgetLine
from app.remedy_fund.schemes import queries as schemes

_CEILINGS = {Dimension.CASE: "case", Dimension.APPLICANT: "applicant_year"}
Pair = tuple[BudgetLine, BudgetCommitment]


@dataclass(frozen=True, slots=True)
class Bound:
    """An amount that is to be bound to a subject, and what it is spent on."""

    spending: Spending
    amount_won: int
    subject: str


def bind(work: Work, *, spending: Spending, amount_won: int, subject: str) -> None:
    """Bind an amount to a subject on every line it counts on.

    Raises LineMissing where the plan has no such item, and CapExceeded with the line and what is
    left on it. A further call for the same subject binds more.
    """
    bind_all(work, [Bound(spending, amount_won, subject)])


def bind_all(work: Work, wanted: Sequence[Bound]) -> None:
    """Bind amounts to several subjects, all or none, with one lock of every line they count on."""
    keys = set().union(*(one.spending.keys() for one in wanted))
    _have_ceilings(work, keys)
    lines = store.locked(work, {key.id for key in keys})
    _set_ceilings(work, lines.values())
    known = store.commitments_of_all(work, {one.subject for one in wanted})
    held = {(row.subject, row.line_id): row for row in known}
    for one in wanted:
        own = _lines_of(one.spending, lines)
        for line in own:
            _refuse_over(line, one.amount_won)
            commitment = held.get((one.subject, line.id))
            if commitment is None:
                commitment = work.add(_new(line.id, one.subject))
                held[one.subject, line.id] = commitment
            line.committed_won += one.amount_won
            commitment.open_won += one.amount_won
        named = tuple(line.id for line in own)
        work.record(BudgetCommitted(subject=one.subject, amount_won=one.amount_won, lines=named))
    work.session.flush()


def _lines_of(spending: Spending, lines: Mapping[str, BudgetLine]) -> list[BudgetLine]:
    """Return the lines that a spending counts on, by id; the item must be in the plan."""
    keys = spending.keys()
    if keys[0].id not in lines:
        raise LineMissing(
            fiscal_year=spending.fiscal_year, programme=spending.programme, item=spending.item
        )
    return [lines[key] for key in sorted(one.id for one in keys)]


def pay(work: Work, *, subject: str, amount_won: int) -> None:
    """Turn what is bound into paid; raises NotCommitted where less is bound."""
    moved = _move(work, subject, amount_won, paid=False)
    for (line, commitment), part in moved:
        line.committed_won -= part
        line.paid_won += part
        commitment.open_won -= part
        commitment.paid_won += part
    lines = tuple(line.id for (line, _), _ in moved)
    work.record(BudgetPaid(subject=subject, amount_won=amount_won, lines=lines))
    work.session.flush()


def release(work: Work, *, subject: str, amount_won: int | None = None) -> None:
    """Let go of what is bound, all of it where no amount is named."""
    amount = _all_open(work, subject) if amount_won is None else amount_won
    if not amount:
        return
    moved = _move(work, subject, amount, paid=False)
    for (line, commitment), part in moved:
        line.committed_won -= part
        commitment.open_won -= part
    lines = tuple(line.id for (line, _), _ in moved)
    work.record(BudgetReleased(subject=subject, amount_won=amount, lines=lines))
    work.session.flush()


def restore(work: Work, *, subject: str, amount_won: int) -> None:
    """Turn what was paid and came back into bound again, on the lines that had paid it."""
    moved = _move(work, subject, amount_won, paid=True)
    for (line, commitment), part in moved:
        line.paid_won -= part
        line.committed_won += part
        commitment.paid_won -= part
        commitment.open_won += part
    lines = tuple(line.id for (line, _), _ in moved)
    work.record(BudgetRestored(subject=subject, amount_won=amount_won, lines=lines))
    work.session.flush()


def new_commitment_id(line_id: str, subject: str) -> str:
    """Return the id of what a subject has on a line: there is one row for the two."""
    return "bcom_" + hashlib.sha256(f"{line_id}\x1f{subject}".encode()).hexdigest()[:32]


def _new(line_id: str, subject: str) -> BudgetCommitment:
    return BudgetCommitment(
        id=new_commitment_id(line_id, subject), line_id=line_id, subject=subject
    )


def _have_ceilings(work: Work, keys: Iterable[LineKey]) -> None:
    ceilings = [key for key in keys if key.dimension in _CEILINGS]
    # Made in the order of ids, as lines are locked, for a new row is a locked one.
    store.ensure_all(work, {
        key: _ceiling_won(work, key.dimension) for key in sorted(ceilings, key=lambda key: key.id)
    })  # fmt: skip


def _ceiling_won(work: Work, dimension: Dimension) -> int:
    return schemes.current(work, work.today).ceilings[_CEILINGS[dimension]].number


def _set_ceilings(work: Work, lines: Iterable[BudgetLine]) -> None:
    """Bring ceilings up to the scheme of today; one that is used already stays at what is used."""
    for line in lines:
        dimension = Dimension(line.dimension)
        if dimension in _CEILINGS:
            ruled = _ceiling_won(work, dimension) + line.carried_in_won - line.carried_out_won
            line.cap_won = max(ruled, line.committed_won + line.paid_won)


def _refuse_over(line: BudgetLine, amount_won: int) -> None:
    room = room_won(line)
    if amount_won > room:
        words = Text(
            f"남은 한도는 {room:,}원이고 요청한 금액은 {amount_won:,}원입니다",
            f"KRW {room:,} is left under the cap and KRW {amount_won:,} is asked for",
        )
        raise CapExceeded(
            words, line_id=line.id, dimension=line.dimension, cap_won=line.cap_won,
            available_won=room, amount_won=amount_won,
        )  # fmt: skip


def _all_open(work: Work, subject: str) -> int:
    groups = _grouped(_locked_pairs(work, subject))
    return max((sum(held.open_won for _, held in group) for group in groups), default=0)


def _move(work: Work, subject: str, amount_won: int, *, paid: bool) -> list[tuple[Pair, int]]:
    """Return from which rows an amount is taken, on each thing that the subject counts on.

    What is bound is taken from the oldest year first, what was paid from the latest.
    """
    moved: list[tuple[Pair, int]] = []
    for group in _grouped(_locked_pairs(work, subject)):
        ordered = list(reversed(group)) if paid else group
        parts = spread([h.paid_won if paid else h.open_won for _, h in ordered], amount_won)
        if parts is None:
            raise NotCommitted(subject=subject, amount_won=amount_won)
        moved += [(pair, part) for pair, part in zip(ordered, parts, strict=True) if part]
    if not moved:
        raise NotCommitted(subject=subject, amount_won=amount_won)
    return moved


def _locked_pairs(work: Work, subject: str) -> list[Pair]:
    lines = store.locked(work, [row.line_id for row in store.commitments_of(work, subject)])
    rows = store.commitments_of(work, subject)
    pairs = [(lines[row.line_id], row) for row in rows if row.line_id in lines]
    return sorted(pairs, key=lambda pair: (pair[0].fiscal_year, pair[0].id))


def _grouped(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return the rows by what they limit; a thing has one for each year it was carried into."""
    groups: dict[tuple[str, str, str, str], list[Pair]] = defaultdict(list)
    for line, held in pairs:
        groups[line.dimension, line.programme, line.item, line.key].append((line, held))
    return list(groups.values())
