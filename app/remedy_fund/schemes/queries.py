"""Which scheme applies, and what it says of an amount."""

from datetime import date

from app.db.work import Work
from app.remedy_fund.schemes.book import applying, known_schemes
from app.remedy_fund.schemes.kinds import Scheme, SchemeStatus
from app.remedy_fund.schemes.problems import NoEnactedScheme


def current(work: Work, on: date) -> Scheme:
    """Return the scheme that applies on a day; raises NoEnactedScheme."""
    scheme = applying(known_schemes(), on, demonstration=work.world.demonstration)
    if scheme is None:
        raise NoEnactedScheme(on=on.isoformat())
    return scheme


def approval_tier(work: Work, amount_won: int) -> int:
    """Return how many persons have to approve an amount today; raises NoEnactedScheme."""
    return current(work, work.today).persons_for(amount_won)


def shown_schemes(work: Work) -> tuple[Scheme, ...]:
    """Return every edition that may be shown: demonstration ones in a demonstration only."""
    return tuple(
        scheme
        for scheme in known_schemes()
        if work.world.demonstration or scheme.status is not SchemeStatus.DEMONSTRATION
    )
