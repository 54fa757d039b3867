"""What may happen to a proposed next measure."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    TAKEN = "taken"
    DISMISSED = "dismissed"


class ProposalCommand(StrEnum):
    """What may be done to a proposal."""

    TAKE = "take"
    DISMISS = "dismiss"
    REOPEN = "reopen"


@dataclass(frozen=True, kw_only=True)
class ProposalFacts:
    """What the guard looks at: whether the Act leaves the agency a choice."""

    obligatory: bool
    basis: Basis


def left_to_the_agency(facts: ProposalFacts) -> Blocked | None:
    """What the Act says must be requested is not dismissed."""
    if not facts.obligatory:
        return None
    words = Text("법에 따라 반드시 해야 하는 조치입니다", "The Act obliges the agency to do this")
    return Blocked("obligatory", words, (facts.basis,))


S, C = ProposalState, ProposalCommand
_RULES = "공정거래위원회 사건절차규칙 제73조부터 제73조의6까지"

# fmt: off
PROPOSAL = Lifecycle(
    name="proposal",
    title=Text("다음 단계 제안", "Proposed next measure"),
    initial=S.OPEN,
    rows=[
        #  from    act        to           who may            basis    label
        R(S.OPEN, C.TAKE,    S.TAKEN,     May.MEASURE_DRAFT, _RULES, Text("기안으로 진행", "Draft it"), automatic=True),
        R(S.OPEN, C.DISMISS, S.DISMISSED, May.MEASURE_DRAFT, _RULES, Text("진행하지 않음", "Do not take it"), (left_to_the_agency,), needs_reason=True),
        R(S.TAKEN, C.REOPEN, S.OPEN,     May.MEASURE_DRAFT, _RULES, Text("기안 철회로 다시 검토", "Open again: the draft was given up"), automatic=True),
    ],
    labels={
        S.OPEN: Text("검토 대기", "Open"),
        S.TAKEN: Text("기안됨", "Taken"),
        S.DISMISSED: Text("진행하지 않음", "Dismissed"),
    },
)
# fmt: on
