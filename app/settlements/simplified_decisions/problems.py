"""Refusals of this room."""

from app.kernel.problems import Conflict
from app.kernel.text import Text


class NoSimplifiedDecision(Conflict):
    """Only after the examiner's report and before the tabling."""

    slug = "no-simplified-decision"
    title = Text(
        "심사보고서를 송부한 뒤 심의에 부치기 전에만 약식의결을 제안할 수 있습니다",
        "A simplified decision is proposed after the report and before the tabling",
    )


class ProposalPending(Conflict):
    """One proposal is answered before another is made."""

    slug = "simplified-pending"
    title = Text("회신을 기다리는 약식의결 제안이 있습니다", "A proposal awaits its answer")
