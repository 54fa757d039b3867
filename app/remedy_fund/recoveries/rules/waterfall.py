"""In which order money that came in on a claim is used, with the reason for every won. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.kernel.text import Text
from app.remedy_fund.schemes.kinds import RecoveryStep

LABELS: dict[str, Text] = {
    RecoveryStep.COSTS: Text("회수 비용", "Costs of the recovery"),
    RecoveryStep.FUND_PRINCIPAL: Text("기금이 지급한 원금", "The fund's principal"),
    RecoveryStep.INTEREST: Text("이자", "Interest"),
    RecoveryStep.UNCOVERED_LOSS: Text("피해기업의 남은 손해", "The firm's uncovered loss"),
    RecoveryStep.SURPLUS: Text("잉여금", "Surplus"),
}


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a receipt: what it is for, and why it is just so much."""

    destination: str
    amount_won: int
    reason: Text


def check_order(order: Sequence[str]) -> None:
    """Raise ValueError unless an order names every destination once and ends with the surplus."""
    if sorted(order) != sorted(RecoveryStep) or order[-1] != RecoveryStep.SURPLUS:
        raise ValueError("an order names each destination once and the surplus last")


def distribute(
    amount_won: int, *, owed: Mapping[str, int], order: Sequence[str]
) -> tuple[Slice, ...]:
    """Pour an amount through an order; what is over after all that is owed is the surplus.

    The slices add up to the amount, none is empty, and none but the surplus is more than is owed.
    Raises ValueError for an order that is not whole or an amount that is not above zero.
    """
    check_order(order)
    return pour(amount_won, [(name, owed.get(name, 0), LABELS[name]) for name in order[:-1]])


def pour(amount_won: int, steps: Sequence[tuple[str, int, Text]]) -> tuple[Slice, ...]:
    """Fill steps of a name, what is owed and a label one after the other; the rest is surplus."""
    if amount_won <= 0 or any(owed < 0 for _name, owed, _label in steps):
        raise ValueError("only money that came in is distributed, and nothing negative is owed")
    slices, left = [], amount_won
    for rank, (name, owed, label) in enumerate(steps, start=1):
        taken = min(left, owed)
        if taken:
            slices.append(Slice(name, taken, _because(rank, label, owed, left)))
            left -= taken
    if left:
        slices.append(Slice(RecoveryStep.SURPLUS, left, _over(left)))
    return tuple(slices)


def _because(rank: int, label: Text, owed: int, left: int) -> Text:
    if left >= owed:
        return Text(
            f"{rank}순위 {label.ko}: 남은 {owed:,}원을 모두 충당",
            f"Rank {rank}, {label.en}: all of the KRW {owed:,} owed",
        )
    return Text(
        f"{rank}순위 {label.ko}: {owed:,}원 가운데 남은 입금액 {left:,}원까지",
        f"Rank {rank}, {label.en}: KRW {left:,} that was left, of KRW {owed:,} owed",
    )


def _over(left: int) -> Text:
    return Text(
        f"충당할 금액을 넘는 {left:,}원은 법률상 권리자에게",
        f"KRW {left:,} beyond all that is owed goes to its legal owner",
    )
