"""What a payment needs to know of an approved award, and what becomes of its money and budget."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.db.work import Work
from app.remedy_fund.budgets import spending
from app.remedy_fund.contributions import earmarks
from app.remedy_fund.contributions.earmarks import Part
from app.remedy_fund.contributions.lifecycle import PartState
from app.remedy_fund.plans import queries as plans


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableAward:
    """An approved award whose money is reserved."""

    award_id: str
    application_id: str
    case_id: str
    company_id: str
    period: str
    amount_won: int
    loan: bool
    sources: tuple[Part, ...]


def payable(work: Work, award_ids: Collection[str]) -> list[PayableAward]:
    """Return those of the awards that were made and for which money is reserved now.

    What was set off against a debt is reserved no longer: an award is payable in its rest.
    """
    found = []
    for award in plans.made_awards(work, list(award_ids)):
        held = _held(work, award.id)
        held_won = sum(part.amount_won for part in held)
        if not held_won:
            continue
        found.append(
            PayableAward(
                award_id=award.id, application_id=award.application_id, case_id=award.case_id,
                company_id=award.company_id, period=award.period, amount_won=held_won,
                loan=award.loan, sources=held,
            )
        )  # fmt: skip
    return found


def as_data(parts: Collection[Part]) -> list[dict[str, Any]]:
    """Return from where an award is paid, as a disbursement keeps it."""
    return [
        {"earmark_id": part.earmark_id, "account_id": part.account_id,
         "reservation_id": part.reservation_id, "amount_won": part.amount_won}
        for part in parts
    ]  # fmt: skip


def use(work: Work, award_id: str, amount_won: int) -> None:
    """Note that an award's money was paid, on its earmarks and its budget."""
    earmarks.use(work, subject=award_id)
    spending.pay(work, subject=award_id, amount_won=amount_won)


def restore(work: Work, award_id: str, amount_won: int) -> tuple[Part, ...]:
    """Note that an award's money came back, and return to which earmarks."""
    spending.restore(work, subject=award_id, amount_won=amount_won)
    return earmarks.restore(work, subject=award_id)


def hold_again(
    work: Work, award_id: str, parts: tuple[Part, ...], key: str
) -> list[dict[str, Any]]:
    """Keep what came back for the same award, on exactly the earmarks that it came back to."""
    return as_data(earmarks.hold_again(work, parts=parts, subject=award_id, key=key))


def line_of(work: Work, award_id: str) -> str:
    """Return for which benefit line an award was made."""
    (award,) = plans.made_awards(work, [award_id])
    return award.line_id


def give_up(work: Work, award_id: str) -> None:
    """Free what is reserved for an award, and its budget."""
    earmarks.release(work, subject=award_id)
    spending.release(work, subject=award_id)


def _held(work: Work, award_id: str) -> tuple[Part, ...]:
    parts = earmarks.parts_of(work, award_id)
    return tuple(part for part in parts if part.state is PartState.HELD)
