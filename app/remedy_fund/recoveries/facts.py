"""A claim with its parts as they stand now, and how its clock runs."""

from dataclasses import dataclass, replace

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.lifecycle import RecoveryFacts, RecoveryKind
from app.remedy_fund.recoveries.rules.clawback import Component
from app.remedy_fund.recoveries.rules.limitation import Clock, limitation
from app.remedy_fund.recoveries.rules.standing import Standing, sums, taken_over
from app.remedy_fund.recoveries.rules.uses import GIVEN_BACK, PRINCIPAL
from app.remedy_fund.recoveries.tables import Recovery

LEVEL = 1
_PARTS = frozenset(str(name) for name in Component)
FUND = Target(secret=False, level=LEVEL)
"""What the policy table is told of everything in this room."""


def about(work: Work, application_id: str) -> Target:
    """Return what the policy table is told of what follows from an application: walls stand here too."""
    return replace(FUND, walled=bool(applications.walled(work, {application_id})))


@dataclass(frozen=True, slots=True)
class Held:
    """A claim taken in hand."""

    recovery: Recovery
    standing: Standing
    clock: Clock | None
    lapsed: bool

    @property
    def facts(self) -> RecoveryFacts:
        """Return what the table of steps asks for."""
        return RecoveryFacts(
            kind=self.recovery.kind, owed_won=self.standing.owed_won, lapsed=self.lapsed
        )


def take_in_hand(work: Work, recovery_id: str, version: int | None = None) -> Held:
    """Return a claim that the actor may change, locked and of the version that was read."""
    row = work.one(Recovery, recovery_id)
    work.require(May.RECOVERY_RECORD, about(work, row.application_id))
    store.queue_for(work, row.application_id)
    row = store.locked(work, Recovery, recovery_id)
    work.expect_version(row, version)
    return held(work, row)


def held(work: Work, row: Recovery) -> Held:
    """Return a claim with its standing and clock."""
    clock = clock_of(work, row)
    lapsed = clock is not None and clock.lapsed(work.today)
    return Held(row, standing_of(work, row), clock, lapsed)


def standing_of(work: Work, row: Recovery) -> Standing:
    """Return how a claim stands, part by part.

    What the firm itself has to give back is not the fund's claim against the wrongdoer as well.
    """
    charges = [one for one in store.charges_of(work, [row.id]) if one.cancelled_on is None]
    charged = sums((one.component, one.amount_won) for one in charges)
    if row.kind == RecoveryKind.SUBROGATED:
        charged[PRINCIPAL] = taken_over(row.paid_won, asked_back_won(work, row.disbursement_id))
    used = store.uses_of(work, [row.id])
    received = sums((use.component, use.amount_won) for use in used if use.component in _PARTS)
    back = sum(use.amount_won for use in used if use.component == GIVEN_BACK)
    if back:
        received[PRINCIPAL] -= back
    return Standing(charged, received, row.written_off_won)


def asked_back_won(work: Work, disbursement_id: str) -> int:
    """Return how much principal of a payment the firm itself has given back or still has to."""
    total = 0
    for row in store.clawbacks_of(work, disbursement_id):
        standing = standing_of(work, row)
        total += standing.received.get(PRINCIPAL, 0)
        total += 0 if row.written_off_won else standing.owed[PRINCIPAL]
    return total


def clock_of(work: Work, row: Recovery) -> Clock | None:
    """Return the limitation clock of a public claim (국가재정법 제96조); None for a private one."""
    if row.kind != RecoveryKind.CLAWBACK:
        return None
    marks = [(mark.on, mark.kind) for mark in store.marks_of(work, row.id)]
    return limitation(row.opened_on, marks, work.today)


def uncovered_won(work: Work, application_id: str) -> int:
    """Return what the firm still lacks of its assessed loss after all money from anywhere."""
    return max(0, applications.headroom(work, application_id).left_won)
