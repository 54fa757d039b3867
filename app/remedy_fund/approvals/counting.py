"""How many persons a request takes now, and how many have approved it."""

from dataclasses import dataclass

from app.db.work import Work
from app.remedy_fund.approvals import rules, store
from app.remedy_fund.approvals.lifecycle import State
from app.remedy_fund.approvals.tables import ApprovalRequest
from app.remedy_fund.schemes import queries as schemes


@dataclass(frozen=True, slots=True)
class Tally:
    """Approvals given and required; `decisive_won` is the amount that decides on the latter."""

    given: int
    required: int
    decisive_won: int

    @property
    def granted(self) -> bool:
        """Tell if there are enough."""
        return self.given >= self.required


def decisive_won(work: Work, request: ApprovalRequest) -> int:
    """Return the largest sum, over a case, applicant or period, that the request is part of."""
    return rules.decisive_won(store.sums_of(work, request.id), request.amount_won)


def persons_for(work: Work, amount_won: int) -> int:
    """Return how many persons an amount takes; what moves no money takes as many as one won."""
    return schemes.approval_tier(work, max(amount_won, 1))


def tally(work: Work, request: ApprovalRequest) -> Tally:
    """Return the count of an open request; later parts of the same whole raise what it takes."""
    voices = [
        rules.Voice(acting=row.acting_person_id, represented=row.represented_person_id)
        for row in store.voices_of(work, [request.id])
    ]
    given = rules.voices_heard(voices, frozenset(request.makers))
    if request.state != State.ASKED:
        return Tally(given, request.required_persons, request.decisive_won)
    decisive = decisive_won(work, request)
    required = max(request.required_persons, persons_for(work, decisive))
    return Tally(given, required, decisive)
