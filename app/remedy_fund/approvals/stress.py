"""What an amount would leave in the fund, and how a bad year would go on from there. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.kernel.text import Text

STRESS_MONTHS: Final = 12
INFLOW_KEPT_PERCENT: Final = 50
"""How much of the usual income a bad year is taken to bring; the service's own assumption."""

METHOD: Final = Text(
    "최근 12개월 원장의 실제 수입·지출을 12로 나눈 월평균에서, 수입은 절반으로 줄고 지출은 그대로라고 "
    "가정해 이 요청을 집행한 뒤의 가용액에 12개월 동안 더하고 뺀 값입니다. 앞날의 예측이 아니며, "
    "한 번뿐인 출연도 수입에 들어 있습니다.",
    "The ledger's actual income and spending of the last twelve months, divided by twelve; half of "
    "that income and all of that spending are carried on for twelve months from what would be "
    "available after this request. It is no forecast, and one-off gifts count as income.",
)


@dataclass(frozen=True, slots=True)
class Flows:
    """What came into the cash account and left it over some days, in won."""

    from_on: date
    to_on: date
    inflow_won: int
    outflow_won: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Solvency:
    """The effect of an amount on the fund; every figure in won, `stress_won` after each month."""

    amount_won: int
    balance_won: int
    committed_won: int
    available_won: int
    after_won: int
    monthly_inflow_won: int
    monthly_outflow_won: int
    flows_from_on: date
    flows_to_on: date
    stress_won: tuple[int, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the figures as they are kept with a request."""
        return {
            "amount_won": self.amount_won, "balance_won": self.balance_won,
            "committed_won": self.committed_won, "available_won": self.available_won,
            "after_won": self.after_won, "monthly_inflow_won": self.monthly_inflow_won,
            "monthly_outflow_won": self.monthly_outflow_won,
            "flows_from_on": self.flows_from_on.isoformat(),
            "flows_to_on": self.flows_to_on.isoformat(), "stress_won": list(self.stress_won),
            "inflow_kept_percent": INFLOW_KEPT_PERCENT, "method": METHOD.as_dict(),
        }  # fmt: skip


def effect(
    *, amount_won: int, balance_won: int, committed_won: int, flows: Flows, included_won: int = 0
) -> Solvency:
    """Return the effect of an amount.

    `included_won` is the part of it that is among the commitments already, so that it does not
    count twice. What is left over by dividing is dropped from income and added to spending.
    """
    inflow = flows.inflow_won // STRESS_MONTHS
    outflow = -(-flows.outflow_won // STRESS_MONTHS)
    available = balance_won - committed_won
    after = available - (amount_won - included_won)
    step = inflow * INFLOW_KEPT_PERCENT // 100 - outflow
    return Solvency(
        amount_won=amount_won,
        balance_won=balance_won,
        committed_won=committed_won,
        available_won=available,
        after_won=after,
        monthly_inflow_won=inflow,
        monthly_outflow_won=outflow,
        flows_from_on=flows.from_on,
        flows_to_on=flows.to_on,
        stress_won=tuple(after + month * step for month in range(1, STRESS_MONTHS + 1)),
    )
