"""How a claim stands: what was charged, what came in, what is still owed, part by part. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.remedy_fund.recoveries.rules.clawback import Component


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim by its parts, in won. What was written off is a sum of the whole."""

    charged: Mapping[str, int]
    received: Mapping[str, int]
    written_off_won: int = 0

    @property
    def owed(self) -> dict[str, int]:
        """Return what is unpaid of each part, never negative, before any write-off."""
        return {
            name: max(0, self.charged.get(name, 0) - self.received.get(name, 0))
            for name in Component
        }

    @property
    def owed_won(self) -> int:
        """Return what is still asked for."""
        return max(0, sum(self.owed.values()) - self.written_off_won)

    @property
    def arrears_won(self) -> int:
        """Return what is unpaid of all but the late addition, which is measured by it."""
        parts = self.owed
        return sum(parts.values()) - parts[Component.LATE_ADDITION]


def sums(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return amounts added up by name."""
    found: dict[str, int] = {}
    for name, amount in pairs:
        found[name] = found.get(name, 0) + amount
    return found


def taken_over(paid_won: int, asked_back_won: int) -> int:
    """Return how much of a claim the fund holds: what it paid less what the firm gives back."""
    return max(0, paid_won - asked_back_won)
