"""Whose the money is that came in on an application, and what of other people's is still here."""

from dataclasses import dataclass

from app.db.work import Work
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.facts import standing_of
from app.remedy_fund.recoveries.lifecycle import PayoutState
from app.remedy_fund.recoveries.rules.standing import sums
from app.remedy_fund.recoveries.rules.uses import GIVEN_BACK, Owner

_GONE = {PayoutState.PAID, PayoutState.SET_OFF}


@dataclass(frozen=True, slots=True)
class Owned:
    """What belongs to one owner: received for him, paid to him, on its way to him."""

    owner: str
    received_won: int
    paid_out_won: int
    prepared_won: int

    @property
    def left_won(self) -> int:
        """Return what is still here and in nobody's pay-out."""
        return self.received_won - self.paid_out_won - self.prepared_won


@dataclass(frozen=True, slots=True)
class Residual:
    """All that came in on an application by owner, and what is still asked for."""

    application_id: str
    owners: tuple[Owned, ...]
    owed_to_fund_won: int

    @property
    def residual_won(self) -> int:
        """Return what of other people's money has not been paid out."""
        others = [one for one in self.owners if one.owner != Owner.FUND]
        return sum(one.left_won + one.prepared_won for one in others)

    def of(self, owner: str) -> Owned:
        """Return what belongs to an owner."""
        known = {one.owner: one for one in self.owners}
        return known.get(owner, Owned(owner, 0, 0, 0))


def residual(work: Work, application_id: str) -> Residual:
    """Return whose the money is; for those who have asked the policy table."""
    owned = store.owned(work, application_id)
    received = sums((owner, won) for (owner, _), won in owned.items())
    # What was given back to the firm had come in for the fund before.
    received[Owner.FUND] = received.get(Owner.FUND, 0) - owned.get((Owner.APPLICANT, GIVEN_BACK), 0)
    payouts = store.payouts_of(work, application_id)
    paid = sums((one.owner, one.amount_won) for one in payouts if one.state in _GONE)
    prepared = sums(
        (one.owner, one.amount_won) for one in payouts if one.state == PayoutState.PREPARED
    )
    owners = tuple(
        Owned(owner, received.get(owner, 0), paid.get(owner, 0), prepared.get(owner, 0))
        for owner in Owner
    )
    claims = store.of_application(work, application_id)
    return Residual(application_id, owners, sum(standing_of(work, row).owed_won for row in claims))
