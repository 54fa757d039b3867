"""What keeps a case from ending, in whatever way: a referral that another authority demanded."""

from collections.abc import Iterable
from dataclasses import replace

from app.cases.lifecycle.guards import CaseFacts
from app.cases.lifecycle.steps import CaseState
from app.kernel.lifecycle import Blocked, Row
from app.kernel.problems import Basis
from app.kernel.text import Text

DEMAND_BASIS = Basis("하도급법", "제32조")
DEMANDED = Text(
    "다른 기관이 고발을 요청한 사건입니다. 고발을 먼저 해야 종결할 수 있습니다",
    "Another authority demanded a criminal referral: it must be made before the case can end",
)


def no_referral_demanded(facts: CaseFacts) -> Blocked | None:
    """A demanded referral must be made, so that no case ends before it (하도급법 제32조)."""
    if not facts.referrals_demanded:
        return None
    return Blocked("referral_demanded", DEMANDED, (DEMAND_BASIS,))


def guarded(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of a track, each step that ends a case waiting for a demanded referral."""
    return [
        replace(row, guards=(*row.guards, no_referral_demanded)) if _ends(row) else row
        for row in rows
    ]


def _ends(row: Row) -> bool:
    return row.target == CaseState.CLOSED != row.source
