"""What may happen to a report of self-correction."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text


class CureState(StrEnum):
    """Where a report of self-correction stands."""

    FILED = "filed"
    VERIFIED = "verified"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class CureCommand(StrEnum):
    """What may be done to it."""

    VERIFY = "verify"
    REJECT = "reject"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, kw_only=True)
class CureFacts:
    """What the guards look at: how many of the exhibits named lie on the file."""

    exhibits: int = 0


def proof_on_file(facts: CureFacts) -> Blocked | None:
    """Nothing is verified without proof on the file."""
    if facts.exhibits:
        return None
    words = Text(
        "자진시정을 증명하는 자료가 사건 기록에 없습니다", "No proof of the cure lies on the file"
    )
    return Blocked("no_proof", words, (Basis("과징금고시", "Ⅲ.2"),))


S, C = CureState, CureCommand
_BASIS = "과징금고시 Ⅲ.2"

# fmt: off
SELF_CORRECTION = Lifecycle(
    name="self_correction",
    title=Text("자진시정", "Self-correction"),
    initial=S.FILED,
    rows=[
        #  from      act         to           who may               basis   label
        R(S.FILED, C.VERIFY,   S.VERIFIED,  May.CASE_INVESTIGATE, _BASIS, Text("자진시정 확인", "Verify"), (proof_on_file,), needs_reason=True),
        R(S.FILED, C.REJECT,   S.REJECTED,  May.CASE_INVESTIGATE, _BASIS, Text("불인정", "Do not accept"), needs_reason=True),
        R(S.FILED, C.WITHDRAW, S.WITHDRAWN, May.CASE_ANSWER,      _BASIS, Text("신고 취하", "Withdraw the report")),
    ],
    labels={
        S.FILED: Text("확인 대기", "Filed"),
        S.VERIFIED: Text("확인됨", "Verified"),
        S.REJECTED: Text("불인정", "Not accepted"),
        S.WITHDRAWN: Text("취하", "Withdrawn"),
    },
)
# fmt: on
