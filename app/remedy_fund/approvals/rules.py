"""What binds an approval to its content, and who and how many it takes. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import rfc8785

from app.access.policy import May
from app.kernel.text import Text

VALID_DAYS: Final = 14
"""How long a request may be answered and used; the service's own practice, not law."""


class ApprovalKind(StrEnum):
    """What may be asked for."""

    PLAN = "plan"
    PAYMENT_RUN = "payment_run"
    REDESIGNATION = "redesignation"
    BUDGET_CHANGE = "budget_change"
    WRITE_OFF = "write_off"
    PAYEE_CHANGE = "payee_change"
    CONTRIBUTION_RETURN = "contribution_return"
    SCHEDULE = "schedule"


KIND_LABELS: Final[Mapping[ApprovalKind, Text]] = {
    ApprovalKind.PLAN: Text("배분 계획", "Allocation plan"),
    ApprovalKind.PAYMENT_RUN: Text("지급 묶음", "Payment run"),
    ApprovalKind.REDESIGNATION: Text("출연금 용도 변경", "Re-designation of a contribution"),
    ApprovalKind.BUDGET_CHANGE: Text("예산 변경", "Budget change"),
    ApprovalKind.WRITE_OFF: Text("결손 처분", "Write-off"),
    ApprovalKind.PAYEE_CHANGE: Text("수취 계좌 변경", "Change of payee account"),
    ApprovalKind.CONTRIBUTION_RETURN: Text("출연금 반환", "Return of a contribution"),
    ApprovalKind.SCHEDULE: Text("분할 상환 일정", "Repayment schedule"),
}

MAKING: Final[Mapping[ApprovalKind, May]] = {
    ApprovalKind.PLAN: May.PLAN_PREPARE,
    ApprovalKind.PAYMENT_RUN: May.DISBURSEMENT_PREPARE,
    ApprovalKind.REDESIGNATION: May.CONTRIBUTION_REDESIGNATE,
    ApprovalKind.BUDGET_CHANGE: May.BUDGET_SET,
    ApprovalKind.WRITE_OFF: May.RECOVERY_RECORD,
    ApprovalKind.PAYEE_CHANGE: May.DISBURSEMENT_PREPARE,
    ApprovalKind.CONTRIBUTION_RETURN: May.CONTRIBUTION_REDESIGNATE,
    ApprovalKind.SCHEDULE: May.RECOVERY_RECORD,
}
"""As what the makers of a kind count for the policy table, which keeps them from approving it."""

STANDING: Final = frozenset({ApprovalKind.SCHEDULE})
"""Kinds whose approval is not used up by one act."""


class Dimension(StrEnum):
    """Over what amounts are added up, so that parts are measured by their whole."""

    CASE = "case"
    APPLICANT = "applicant"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One thing whose amounts add up; `amount_won` is the part of it in this request, or all."""

    dimension: Dimension
    key: str
    amount_won: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A person who gave an approval, and for whom: himself, or who had delegated it to him."""

    acting: str
    represented: str

    @property
    def persons(self) -> frozenset[str]:
        """The persons who are used up by this one approval."""
        return frozenset({self.acting, self.represented})


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return the content as RFC 8785 JSON; raise TypeError for anything that could be rounded."""
    return rfc8785.dumps(_exact(content))


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical content as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _exact(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Mapping):
        return {_name(name): _exact(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(inner) for inner in value]
    raise TypeError(f"not exact enough to be approved: {type(value).__name__}")


def _name(name: Any) -> str:
    if not isinstance(name, str):
        raise TypeError("a name in an approved content is text")
    return name


def decisive_won(own: Iterable[tuple[int, int]], amount_won: int) -> int:
    """Return the amount that decides the tier: the largest sum over anything the request touches.

    `own` has, for each aggregate, this request's part and the parts of the others that count.
    """
    return max([amount_won, *(part + others for part, others in own)])


def voices_heard(voices: Iterable[Voice], barred: frozenset[str]) -> int:
    """Return how many approvals count: no person twice in any part, none of the barred."""
    used: set[str] = set()
    count = 0
    for voice in voices:
        if voice.persons & used or voice.persons & barred:
            continue
        used |= voice.persons
        count += 1
    return count
