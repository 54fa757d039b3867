"""What may happen to a request for records, from the court's letter to its receipt or recall."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    REFUSED = "refused"
    RELEASED = "released"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    CLAWED_BACK = "clawed_back"
    WITHDRAWN = "withdrawn"


class Command(StrEnum):
    """What is done with it."""

    REVIEW = "review"
    REVISE = "revise"
    GRANT = "grant"
    GRANT_IN_PART = "grant_in_part"
    REFUSE = "refuse"
    RELEASE = "release"
    DELIVER = "deliver"
    ACKNOWLEDGE = "acknowledge"
    CLAW_BACK = "claw_back"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionFacts:
    """What the guards look at; `waits_for` is the article that asks for a disposition first."""

    matched: bool
    disposed: bool
    waits_for: Basis | None
    recipient: bool


def _case_known(facts: TransmissionFacts) -> Blocked | None:
    if facts.matched:
        return None
    words = Text("어느 사건의 기록인지 먼저 정해 주세요", "Say first whose case file is asked for")
    return Blocked("unmatched", words)


def _disposition_made(facts: TransmissionFacts) -> Blocked | None:
    if facts.disposed or facts.waits_for is None:
        return None
    words = Text(
        "이 기록은 처분을 한 뒤에 송부합니다. 사건이 아직 처분 전입니다",
        "These records are sent after the disposition, and the case has none yet",
    )
    return Blocked("before_disposition", words, (facts.waits_for,))


def _recipient_ready(facts: TransmissionFacts) -> Blocked | None:
    if facts.recipient:
        return None
    words = Text(
        "받는 계정과 공개키를 먼저 정해 주세요", "Name the recipient's account and key first"
    )
    return Blocked("no_recipient", words)


S, C = State, Command
_ASK, _REVIEW = May.TRANSMISSION_REQUEST, May.TRANSMISSION_REVIEW
_DECIDE, _RELEASE = May.TRANSMISSION_DECIDE, May.TRANSMISSION_RELEASE
_RECEIVE = May.TRANSMISSION_RECEIVE
_DISPOSED = (_disposition_made,)

# fmt: off
TRANSMISSION = Lifecycle(
    name="record_transmission",
    title=Text("사건기록 송부", "Record transmission"),
    initial=S.RECEIVED,
    rows=[
        #  from               act               to                 who may   basis label
        R(S.RECEIVED,        C.REVIEW,        S.UNDER_REVIEW,     _REVIEW,  "", Text("검토 시작", "Begin the review"), (_case_known,)),
        R(S.RECEIVED,        C.WITHDRAW,      S.WITHDRAWN,        _ASK,     "", Text("요구 철회", "Withdraw the request"), needs_reason=True),
        R(S.UNDER_REVIEW,    C.REVISE,        S.UNDER_REVIEW,     _ASK,     "", Text("법원 판단 기록", "Record a finding of the court")),
        R(S.UNDER_REVIEW,    C.GRANT,         S.GRANTED,          _DECIDE,  "", Text("전부 송부 결정", "Decide: all is sent"), _DISPOSED),
        R(S.UNDER_REVIEW,    C.GRANT_IN_PART, S.GRANTED_IN_PART,  _DECIDE,  "", Text("일부 송부 결정", "Decide: a part is sent"), _DISPOSED),
        R(S.UNDER_REVIEW,    C.REFUSE,        S.REFUSED,          _DECIDE,  "", Text("송부 거부 결정", "Decide: nothing is sent"), _DISPOSED),
        R(S.UNDER_REVIEW,    C.WITHDRAW,      S.WITHDRAWN,        _ASK,     "", Text("요구 철회", "Withdraw the request"), needs_reason=True),
        R(S.GRANTED,         C.RELEASE,       S.RELEASED,         _RELEASE, "", Text("송부", "Release the records"), (_disposition_made, _recipient_ready)),
        R(S.GRANTED,         C.WITHDRAW,      S.WITHDRAWN,        _ASK,     "", Text("요구 철회", "Withdraw the request"), needs_reason=True),
        R(S.GRANTED_IN_PART, C.REVISE,        S.UNDER_REVIEW,     _ASK,     "", Text("법원 판단 기록", "Record a finding of the court")),
        R(S.GRANTED_IN_PART, C.RELEASE,       S.RELEASED,         _RELEASE, "", Text("송부", "Release the records"), (_disposition_made, _recipient_ready)),
        R(S.GRANTED_IN_PART, C.WITHDRAW,      S.WITHDRAWN,        _ASK,     "", Text("요구 철회", "Withdraw the request"), needs_reason=True),
        R(S.REFUSED,         C.REVISE,        S.UNDER_REVIEW,     _ASK,     "", Text("법원 판단 기록", "Record a finding of the court")),
        R(S.RELEASED,        C.DELIVER,       S.DELIVERED,        _RECEIVE, "", Text("수령", "Delivered"), automatic=True),
        R(S.RELEASED,        C.CLAW_BACK,     S.CLAWED_BACK,      _RELEASE, "", Text("회수", "Call the records back"), needs_reason=True),
        R(S.DELIVERED,       C.ACKNOWLEDGE,   S.ACKNOWLEDGED,     _RECEIVE, "", Text("수령 확인", "Acknowledge receipt")),
        R(S.DELIVERED,       C.CLAW_BACK,     S.CLAWED_BACK,      _RELEASE, "", Text("회수", "Call the records back"), needs_reason=True),
        R(S.ACKNOWLEDGED,    C.CLAW_BACK,     S.CLAWED_BACK,      _RELEASE, "", Text("회수", "Call the records back"), needs_reason=True),
    ],
    labels={
        S.RECEIVED: Text("요구 접수", "Request received"),
        S.UNDER_REVIEW: Text("검토 중", "Under review"),
        S.GRANTED: Text("전부 송부 결정", "Granted"),
        S.GRANTED_IN_PART: Text("일부 송부 결정", "Granted in part"),
        S.REFUSED: Text("송부 거부", "Refused"),
        S.RELEASED: Text("송부", "Released"),
        S.DELIVERED: Text("수령", "Delivered"),
        S.ACKNOWLEDGED: Text("수령 확인", "Acknowledged"),
        S.CLAWED_BACK: Text("회수", "Clawed back"),
        S.WITHDRAWN: Text("철회", "Withdrawn"),
    },
)
# fmt: on

MATCHED_IN = frozenset({S.RECEIVED})
"""The states in which it is still settled whose case file is asked for."""

MARKED_IN = frozenset({S.UNDER_REVIEW})
"""The states in which the items are decided on one by one."""

DECIDED = frozenset(State) - {S.RECEIVED, S.UNDER_REVIEW, S.WITHDRAWN}
"""The states in which the one who asked may read what was decided on each item."""
