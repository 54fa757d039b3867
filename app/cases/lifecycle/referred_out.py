"""Matters of another body: taken in, referred to the body in charge with a paper, and closed."""

from app.access.policy import May
from app.cases.lifecycle import guards as g
from app.cases.lifecycle.steps import STATE_LABELS, CaseState, Command, Outcome
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text

S, C = CaseState, Command
_ACT = "민원 처리에 관한 법률"

# fmt: off
ROWS = [
    #  from         act              to         who may             basis               label
    R(S.RECEIVED,  C.REFER_OUT,     S.CLOSED,  May.CASE_REVIEW,    f"{_ACT} 제16조",    Text("소관 기관으로 이송", "Refer to the body in charge"), (g.supplements_settled,), outcome=Outcome.REFERRED_OUT, needs_reason=True),
    R(S.RECEIVED,  C.WITHDRAW,      S.CLOSED,  May.CASE_WITHDRAW,  f"{_ACT} 제22조",    Text("신고 취하", "Withdraw the complaint"), outcome=Outcome.WITHDRAWN),
]
# fmt: on

REFERRED_OUT = Lifecycle(
    name="referred_out",
    title=Text("타 기관 소관 신고", "Matter of another body"),
    initial=CaseState.RECEIVED,
    rows=ROWS,
    labels=STATE_LABELS,
)
