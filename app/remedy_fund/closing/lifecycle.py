"""How a fiscal year ends: soft-closed, looked at by the council, closed for ever. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Guard, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text
from app.remedy_fund.ledger.rules import PeriodState

COUNCIL = Basis("국가재정법", "제74조")


class Command(StrEnum):
    """What is done with a fiscal year."""

    SOFT_CLOSE = "soft_close"
    REVIEW = "review"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """What a closing asks about; counts are of things that are still open in the year."""

    today: date
    to_on: date
    earlier_open: int = 0
    unmatched_lines: int = 0
    unknown_payments: int = 0
    uncleared_accounts: int = 0
    findings: int = 0
    reviewed: bool = False
    approved: bool = False
    changed_since: int = 0


def _blocked(
    code: str, ko: str, en: str, holds: Callable[[YearFacts], bool], *basis: Basis
) -> Guard:
    """Return the guard that refuses, with these words, where the facts answer yes."""
    refusal = Blocked(code, Text(ko, en), basis)

    def guard(facts: YearFacts) -> Blocked | None:
        return refusal if holds(facts) else None

    return guard


_OVER = _blocked(
    "year_not_over", "회계연도가 아직 끝나지 않았습니다", "The fiscal year is not over yet",
    lambda facts: facts.today <= facts.to_on,
)  # fmt: skip
_EARLIER = _blocked(
    "earlier_year_open", "이전 회계연도를 먼저 마감해 주세요", "An earlier year is still open",
    lambda facts: facts.earlier_open > 0,
)  # fmt: skip
SETTLED: tuple[Guard, ...] = (
    _blocked(
        "unmatched_lines", "대사되지 않은 거래내역이 있습니다",
        "Lines of a bank statement are not matched yet", lambda facts: facts.unmatched_lines > 0,
    ),
    _blocked(
        "unknown_payments", "결과를 확인하지 못한 지급이 있습니다",
        "The outcome of a payment is not known yet", lambda facts: facts.unknown_payments > 0,
    ),
    _blocked(
        "accounts_not_empty", "비어 있어야 할 임시 계정에 잔액이 있습니다",
        "An account that only passes money on is not empty",
        lambda facts: facts.uncleared_accounts > 0,
    ),
    _blocked(
        "check_failed", "장부 점검에서 이상이 발견되었습니다", "The check of the books found faults",
        lambda facts: facts.findings > 0,
    ),
)  # fmt: skip
_REVIEWED = (
    _blocked(
        "not_reviewed", "기금운용심의회의 심의를 거쳐야 합니다",
        "The fund's council has not reviewed the year", lambda facts: not facts.reviewed, COUNCIL,
    ),
    _blocked(
        "not_approved", "기금운용심의회가 결산을 의결하지 않았습니다",
        "The fund's council did not approve the accounts",
        lambda facts: facts.reviewed and not facts.approved, COUNCIL,
    ),
    _blocked(
        "changed_since_review", "심의 뒤에 장부가 바뀌어 다시 심의해야 합니다",
        "The books changed after the review; the council has to look again",
        lambda facts: facts.approved and facts.changed_since > 0, COUNCIL,
    ),
)  # fmt: skip

S, C = PeriodState, Command
_74 = str(COUNCIL)

# fmt: off
FISCAL_YEAR = Lifecycle(
    name="fiscal_year",
    title=Text("회계연도", "Fiscal year"),
    initial=S.OPEN,
    rows=[
        R(S.OPEN,        C.SOFT_CLOSE, S.SOFT_CLOSED, May.PERIOD_CLOSE,  "",  Text("가마감", "Soft-close"), (_OVER, _EARLIER)),
        R(S.SOFT_CLOSED, C.REVIEW,     S.SOFT_CLOSED, May.PERIOD_REVIEW, _74, Text("심의 기록", "Record the council's review")),
        R(S.SOFT_CLOSED, C.CLOSE,      S.CLOSED,      May.PERIOD_CLOSE,  _74, Text("마감", "Close"), (*SETTLED, *_REVIEWED)),
    ],
    labels={
        S.OPEN: Text("집행 중", "Open"),
        S.SOFT_CLOSED: Text("가마감", "Soft-closed"),
        S.CLOSED: Text("마감됨", "Closed"),
    },
)
# fmt: on
