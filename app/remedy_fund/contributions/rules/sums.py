"""What has become of a contribution, and the state that follows from its sums. Pure.

Every contributed won is in one place at a time: not yet set aside, on an earmark, given back,
taken back, or gone from an earmark into a payment. The first four are written down; what was used is
the rest. So the state is never stored, and it cannot disagree with the money.
"""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where a contribution comes from."""

    SURCHARGE_SHARE = "surcharge_share"
    CONSENT_DECISION = "consent_decision"
    STATE = "state"
    COMPANY = "company"
    RECOVERY = "recovery"


class Account(StrEnum):
    """For which account it is: the fund's own, or the separate one of 상생협력법 제20조의5."""

    GENERAL = "general"
    COOPERATION = "cooperation"


class State(StrEnum):
    """Where a contribution stands."""

    PLEDGED = "pledged"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"
    EARMARKED = "earmarked"
    REDESIGNATED = "redesignated"
    USED = "used"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A contribution in won. `earmarked_won` is what lies on its earmarks now, reserved or not."""

    received: bool
    withdrawn: bool = False
    amount_won: int = 0
    unallocated_won: int = 0
    earmarked_won: int = 0
    returned_won: int = 0
    taken_back_won: int = 0
    set_aside: bool = False  # an earmark was made of some of it
    redesignated: bool = False

    @property
    def left_won(self) -> int:
        """What is still in the fund and bound to this contribution."""
        return self.unallocated_won + self.earmarked_won

    @property
    def _gone_won(self) -> int:
        return self.amount_won - self.left_won - self.returned_won - self.taken_back_won

    @property
    def used_won(self) -> int:
        """What was paid out of its earmarks and has not come back."""
        return max(0, self._gone_won)

    @property
    def gained_won(self) -> int:
        """What came to its earmarks beyond what it brought, such as interest on a loan."""
        return max(0, -self._gone_won)

    def add_up(self) -> bool:
        """Tell whether every won has one fate: no place holds less than nothing or too much."""
        places = (self.unallocated_won, self.earmarked_won, self.returned_won,
                  self.taken_back_won, self.used_won)  # fmt: skip
        return min(places) >= 0 and sum(places) == self.amount_won + self.gained_won


def standing(sums: Sums) -> State:
    """Return the state that follows from the sums."""
    if not sums.received:
        return State.WITHDRAWN if sums.withdrawn else State.PLEDGED
    if not sums.left_won:
        return State.USED if sums.used_won else State.RETURNED
    if sums.redesignated:
        return State.REDESIGNATED
    return State.EARMARKED if sums.set_aside else State.RECEIVED
