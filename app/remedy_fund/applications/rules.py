"""How much the fund may still give, what each line may get at most, and by when one objects. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.kernel.calendar import WorkingCalendar
from app.kernel.money import truncate
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.remedy_fund.applications.problems import UnknownEvidence
from app.remedy_fund.schemes.kinds import Benefit, Rounding, Scheme


class CompensationKind(StrEnum):
    """Where other money for the same loss comes from."""

    INSURANCE = "insurance"
    COURT = "court"
    SETTLEMENT = "settlement"
    OTHER_FUND = "other_fund"


COMPENSATION_LABELS: dict[CompensationKind, Text] = {
    CompensationKind.INSURANCE: Text("보험금", "Insurance"),
    CompensationKind.COURT: Text("법원 판결·배상", "Court award"),
    CompensationKind.SETTLEMENT: Text("합의금", "Settlement"),
    CompensationKind.OTHER_FUND: Text("다른 기금·지원", "Another fund"),
}


class LossKind(StrEnum):
    """What a line of the loss sheet is about."""

    LOST_PROFIT = "lost_profit"
    UNPAID_PRICE = "unpaid_price"
    DEVELOPMENT_COST = "development_cost"
    LITIGATION = "litigation"
    VALUATION = "valuation"
    OTHER = "other"


LOSS_LABELS: dict[LossKind, Text] = {
    LossKind.LOST_PROFIT: Text("일실이익", "Lost profit"),
    LossKind.UNPAID_PRICE: Text("미지급 대금", "Unpaid price"),
    LossKind.DEVELOPMENT_COST: Text("기술 개발 비용", "Cost of development"),
    LossKind.LITIGATION: Text("소송 비용", "Cost of litigation"),
    LossKind.VALUATION: Text("감정 비용", "Cost of valuation"),
    LossKind.OTHER: Text("그 밖의 손해", "Other loss"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headroom:
    """What was lost, what came in for it from elsewhere, and what the fund gives. All in won."""

    assessed_loss_won: int
    compensation_won: int
    awarded_won: int
    paid_won: int

    @property
    def left_won(self) -> int:
        """Return what may still be awarded; negative where all money together passes the loss."""
        return self.assessed_loss_won - self.compensation_won - self.awarded_won

    @property
    def excess_won(self) -> int:
        """Return how much of what the fund has paid is no longer owed: to be claimed back."""
        beyond = self.paid_won + self.compensation_won - self.assessed_loss_won
        return min(max(beyond, 0), self.paid_won)

    def takes(self, more_won: int) -> bool:
        """Tell whether so much more may be awarded."""
        return more_won <= self.left_won


def headroom_of(
    assessed_loss_won: int | None, compensations: Iterable[int], *, awarded_won: int, paid_won: int
) -> Headroom:
    """Return the headroom of a loss; one that was not assessed yet has none."""
    return Headroom(
        assessed_loss_won=assessed_loss_won or 0,
        compensation_won=sum(compensations),
        awarded_won=awarded_won,
        paid_won=paid_won,
    )


def most_for(scheme: Scheme, benefit: Benefit, cost_won: int, claimed_won: int) -> int:
    """Return the most that a line may get: its share of the cost, the ceiling, what was asked."""
    unit = 10 if scheme.rounding is Rounding.TREASURY_10 else 1
    share = truncate(benefit.share.exact * cost_won, unit)
    return min(share, benefit.ceiling.number, claimed_won)


def harm_key(case_id: str, benefit_code: str, harm: str) -> str:
    """Return the key under which one harm of a case may be claimed once for a benefit."""
    return f"{case_id}:{benefit_code}:{harm}"


def last_day_to_object(calendar: WorkingCalendar, scheme: Scheme, notified_on: date) -> date:
    """Return the last day on which an objection is in time; a rest day moves it on."""
    return calendar.next_working_day(notified_on + timedelta(days=scheme.objection_days))


def answer_due_on(
    calendar: WorkingCalendar, scheme: Scheme, filed_on: date, *, extended: bool = False
) -> date:
    """Return by when an objection has to be answered; an extension counts on from the old day."""
    days = scheme.answer_days + (scheme.answer_extension_days if extended else 0)
    return calendar.next_working_day(filed_on + timedelta(days=days))


def payee_usable_from(
    calendar: WorkingCalendar, scheme: Scheme, changed_on: date, *, first: bool
) -> date:
    """Return from when money may go to an account; the first one of an application waits not."""
    if first:
        return changed_on
    return calendar.next_working_day(changed_on + timedelta(days=scheme.payee_waiting_days))


def refuse_unknown(item_ids: Collection[str], allowed: Collection[str], pointer: str) -> None:
    """Raise UnknownEvidence for what is not among the pieces allowed."""
    strange = sorted(set(item_ids) - set(allowed))
    if strange:
        words = Text("이 사건·신청에 없는 증거입니다", "Not among the evidence of this case")
        raise UnknownEvidence(errors=(FieldError(pointer, "unknown", words),), unknown=strange)
