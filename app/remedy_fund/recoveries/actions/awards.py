"""An award that is not paid yet, taken in part or whole to settle what the firm owes."""

from dataclasses import dataclass
from datetime import date

from app.db.work import Work
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.applications.actions.money import note_paid
from app.remedy_fund.budgets import spending
from app.remedy_fund.contributions import earmarks
from app.remedy_fund.contributions import store as contributions
from app.remedy_fund.contributions.lifecycle import PartState
from app.remedy_fund.payments import store as payments
from app.remedy_fund.plans.tables import Award
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.actions.opening import open_subrogated_claim
from app.remedy_fund.recoveries.problems import NothingToSetOff
from app.remedy_fund.recoveries.tables import Recovery


@dataclass(frozen=True, slots=True)
class UnpaidAward:
    """An award with what is reserved for it."""

    award: Award
    parts: tuple[earmarks.Part, ...]

    @property
    def held_won(self) -> int:
        """Return what is still to be paid of the award."""
        return sum(part.amount_won for part in self.parts)


def unpaid_award(work: Work, row: Recovery, award_id: str) -> UnpaidAward:
    """Return a grant to the same firm that is in no payment yet; raises NothingToSetOff."""
    award = store.locked(work, Award, award_id)
    firm = applications.subject(work, row.application_id).applicant_company_id
    if award.company_id != firm or award.loan or payments.live_disbursements(work, [award.id]):
        raise NothingToSetOff
    store.queue_for(work, award.application_id)
    parts = earmarks.parts_of(work, award.id)
    return UnpaidAward(award, tuple(part for part in parts if part.state == PartState.HELD))


def release_for(work: Work, unpaid: UnpaidAward, amount_won: int) -> dict[str, int]:
    """Free what is reserved for an award and return how much each earmark gives of an amount."""
    earmarks.release(work, subject=unpaid.award.id)
    taken: dict[str, int] = {}
    for part, given in _given(unpaid, amount_won):
        if given:
            taken[part.earmark_id] = taken.get(part.earmark_id, 0) + given
    return taken


def count_as_paid(
    work: Work, unpaid: UnpaidAward, amount_won: int, receipt_id: str, on: date
) -> None:
    """Reserve the rest of an award again, and count what was settled of it as paid."""
    award = unpaid.award
    rest: dict[str, int] = {}
    for part, given in _given(unpaid, amount_won):
        purpose = contributions.earmark(work, part.earmark_id).purpose
        rest[purpose] = rest.get(purpose, 0) + part.amount_won - given
    for purpose, won in sorted(rest.items()):
        if won:
            earmarks.reserve_for(
                work, purposes=(purpose,), amount_won=won, subject=award.id,
                key=f"{receipt_id}:{purpose}"[:80],
            )  # fmt: skip
    spending.pay(work, subject=award.id, amount_won=amount_won)
    note_paid(work, application_id=award.application_id, amount_won=amount_won)
    open_subrogated_claim(
        work,
        {"subject": receipt_id, "application_id": award.application_id, "award_id": award.id,
         "case_id": award.case_id, "loan": False, "paid_on": on.isoformat()},
    )  # fmt: skip


def _given(unpaid: UnpaidAward, amount_won: int) -> list[tuple[earmarks.Part, int]]:
    """Return each part with what it gives of an amount, the first ones first."""
    found, left = [], amount_won
    for part in unpaid.parts:
        given = min(left, part.amount_won)
        found.append((part, given))
        left -= given
    return found
