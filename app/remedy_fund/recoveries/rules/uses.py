"""Whose each part of a receipt is: earmarks first get back their own, the rest has legal owners. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.kernel.text import Text
from app.remedy_fund.recoveries.rules.clawback import Component
from app.remedy_fund.recoveries.rules.splitting import Part, give_back, share_out
from app.remedy_fund.recoveries.rules.waterfall import Slice
from app.remedy_fund.schemes.kinds import RecoveryStep


class Owner(StrEnum):
    """To whom a won belongs once it is in."""

    FUND = "fund"
    APPLICANT = "applicant"
    DEBTOR = "debtor"
    TREASURY = "treasury"


OWNER_LABELS: dict[str, Text] = {
    Owner.FUND: Text("기금", "The fund"),
    Owner.APPLICANT: Text("피해기업", "The harmed firm"),
    Owner.DEBTOR: Text("가해기업", "The wrongdoer"),
    Owner.TREASURY: Text("국고", "The treasury"),
}

_PUBLIC = {Component.LATE_ADDITION, Component.PENALTY}
_SHARED = {Component.COSTS, Component.INTEREST}
UNCOVERED, SURPLUS = str(RecoveryStep.UNCOVERED_LOSS), str(RecoveryStep.SURPLUS)
PRINCIPAL = str(Component.PRINCIPAL)
GIVEN_BACK = "given_back"
"""Principal that came in and turned out not to be owed: it leaves its earmark for the firm."""
_NAMES = {str(RecoveryStep.FUND_PRINCIPAL): PRINCIPAL}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a payment came from: all that every earmark ever gave, and what of it is still out."""

    gave: tuple[Part, ...]
    still_out: tuple[Part, ...]
    returned: tuple[Part, ...] = field(default=())

    @property
    def out_won(self) -> int:
        """Return how much of the payment was not sent back by the bank."""
        return sum(part.amount_won for part in self.still_out)


@dataclass(frozen=True, slots=True)
class Use:
    """A part of a receipt with what it is for, whose it is and why."""

    component: str
    owner: str
    amount_won: int
    reason: Text
    earmark_id: str = ""


def uses(slices: Sequence[Slice], source: Source, surplus_owner: str) -> tuple[Use, ...]:
    """Return whose each slice is. Together they are the whole receipt.

    Principal for which no earmark has a claim any more is surplus: the fund keeps nothing twice.
    """
    found: list[Use] = []
    over = 0
    for one in slices:
        name = _NAMES.get(one.destination, one.destination)
        if name == PRINCIPAL:
            back, rest = give_back(source.still_out, source.returned, one.amount_won)
            found += _to_earmarks(name, back, one.reason)
            over += rest
        elif name in _SHARED:
            found += _to_earmarks(name, share_out(source.gave, one.amount_won), one.reason)
        elif name == SURPLUS:
            over += one.amount_won
        else:
            owner = Owner.TREASURY if name in _PUBLIC else Owner.APPLICANT
            found.append(Use(name, owner, one.amount_won, one.reason))
    if over:
        found.append(Use(SURPLUS, surplus_owner, over, _surplus(over, surplus_owner)))
    return tuple(found)


def by_account(found: Sequence[Use]) -> Mapping[str, int]:
    """Return won by the code of the account they are credited to."""
    sums: dict[str, int] = {}
    for use in found:
        code = f"earmark:{use.earmark_id}" if use.earmark_id else f"payable:{use.owner}"
        sums[code] = sums.get(code, 0) + use.amount_won
    return sums


def _to_earmarks(name: str, parts: Sequence[Part], reason: Text) -> list[Use]:
    return [Use(name, Owner.FUND, part.amount_won, reason, part.earmark_id) for part in parts]


def _surplus(won: int, owner: str) -> Text:
    label = OWNER_LABELS.get(owner, OWNER_LABELS[Owner.DEBTOR])
    return Text(
        f"충당 후 남은 {won:,}원은 {label.ko} 몫",
        f"KRW {won:,} left over belongs to: {label.en}",
    )
