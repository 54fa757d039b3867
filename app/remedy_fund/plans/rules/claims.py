"""What goes into a plan: claims, pots of money, and the options that a scheme chooses. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.kernel.money import MAXIMUM_WON


class Rule(StrEnum):
    """By what a pot is shared where it is short."""

    PRO_RATA = "pro_rata"  # by the claim as assessed
    NET_LOSS = "net_loss"  # by the claim less what others have paid
    TIDE = "tide"  # so that each claim is covered to one level, payments by others included


class Rounding(StrEnum):
    """How an award becomes an amount that is paid."""

    EXACT = "exact"
    TREASURY_10 = "treasury_10"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One application's claim; every amount in won.

    `claim_won` is the eligible loss as assessed, `prior_won` what others have paid on it,
    `cap_won` the most that the fund may pay on it in all rounds together, `paid` what earlier
    rounds awarded, by pot. `tier` is 0 for the highest rank.
    """

    id: str
    benefit: str
    claim_won: int
    cap_won: int
    prior_won: int = 0
    paid: Mapping[str, int] = field(default_factory=dict)
    tier: int = 0

    def __post_init__(self) -> None:
        """Refuse anything that is no whole amount, or more than the loss."""
        for amount in (self.claim_won, self.cap_won, self.prior_won, *self.paid.values()):
            if type(amount) is not int or not 0 <= amount <= MAXIMUM_WON:
                raise ValueError(f"claim {self.id}: not an amount of won: {amount!r}")
        if self.cap_won + self.prior_won > self.claim_won:
            raise ValueError(f"claim {self.id}: its cap and what others paid are over the loss")
        if self.paid_won > self.cap_won:
            raise ValueError(f"claim {self.id}: earlier rounds awarded more than its cap")
        if self.tier < 0:
            raise ValueError(f"claim {self.id}: a tier is counted from nought")

    @property
    def paid_won(self) -> int:
        """What earlier rounds awarded, of whichever money."""
        return sum(self.paid.values())


@dataclass(frozen=True, slots=True)
class Pot:
    """Money of one purpose, and the benefits that it may pay."""

    purpose: str
    money_won: int
    benefits: frozenset[str]

    def __post_init__(self) -> None:
        """Refuse anything that is no whole amount."""
        if type(self.money_won) is not int or not 0 <= self.money_won <= MAXIMUM_WON:
            raise ValueError(f"pot {self.purpose}: not an amount of won: {self.money_won!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a plan is made; each is a figure or term of the scheme."""

    rule: Rule = Rule.PRO_RATA
    rounding: Rounding = Rounding.EXACT
    de_minimis_won: int = 0

    def __post_init__(self) -> None:
        """Refuse a minimum that rounding could undercut."""
        if self.de_minimis_won < 0:
            raise ValueError("a minimum is not negative")
        if self.rounding is Rounding.TREASURY_10 and self.de_minimis_won % 10:
            raise ValueError("a minimum is a multiple of ten where fractions of ten are dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one claim is awarded, and out of which pots; the parts add up to the award."""

    claim_id: str
    award_won: int
    parts: tuple[tuple[str, int], ...]

    def as_data(self) -> dict[str, Any]:
        """Return the share as it is digested."""
        return {"award_won": self.award_won, "claim": self.claim_id,
                "parts": [[purpose, won] for purpose, won in self.parts]}  # fmt: skip
