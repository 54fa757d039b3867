"""What may happen to a consent decision, from the application to its performance or cancellation."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text


class ConsentState(StrEnum):
    """Where a consent decision stands."""

    APPLIED = "applied"
    OPENED = "opened"
    COMMENTING = "commenting"
    COMMENTED = "commented"
    DECIDED = "decided"
    PERFORMED = "performed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class ConsentCommand(StrEnum):
    """What may be done to a consent decision."""

    ASSESS = "assess"
    OPEN = "open"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    INVITE_COMMENTS = "invite_comments"
    COMMENT = "comment"
    RECORD_COMMENT = "record_comment"
    CLOSE_COMMENTS = "close_comments"
    DECIDE = "decide"
    REPORT = "report"
    CHARGE = "charge"
    PERFORM = "perform"
    CANCEL = "cancel"


_ACT = "하도급법"
_BASIS = f"{_ACT} 제24조의9부터 제24조의11까지"
_WHY = (Basis(_ACT, "제24조의9"),)


@dataclass(frozen=True, kw_only=True)
class ConsentFacts:
    """What the guards look at; `criteria` is empty until an officer examined them."""

    today: date
    criteria: str = ""
    investigating: bool = True
    comments_due_on: date | None = None
    own_comment: bool = False


def referral_criteria_not_met(facts: ConsentFacts) -> Blocked | None:
    """No consent decision where the violation must be referred to the prosecution."""
    if facts.criteria == "not_met":
        return None
    if facts.criteria == "met":
        words = Text(
            "고발 요건에 해당하는 사건은 동의의결을 할 수 없습니다",
            "The criteria of a criminal referral are met: no consent decision",
        )
        return Blocked("referral_criteria_met", words, _WHY)
    words = Text("고발 요건 해당 여부를 먼저 검토하세요", "Examine the criteria of referral first")
    return Blocked("criteria_not_examined", words, _WHY)


def under_investigation(facts: ConsentFacts) -> Blocked | None:
    """The procedure opens while the case is being investigated."""
    if facts.investigating:
        return None
    words = Text("조사 중인 사건에서만 개시합니다", "Only a case under investigation")
    return Blocked("not_investigating", words, _WHY)


def comment_period_over(facts: ConsentFacts) -> Blocked | None:
    """Comments are heard for thirty days at least."""
    due_on = facts.comments_due_on
    if due_on is not None and facts.today > due_on:
        return None
    until = due_on or facts.today
    words = Text(f"의견수렴 기간이 {until}까지입니다", f"Comments are heard until {until}")
    return Blocked("comments_run", words, (Basis(_ACT, "제24조의10"),))


S, C = ConsentState, ConsentCommand
_REFUSE = Text("동의의결 기각", "Refuse")
_WITHDRAW = Text("신청 취소", "Withdraw the application")

# fmt: off
CONSENT_DECISION = Lifecycle(
    name="consent_decision",
    title=Text("동의의결", "Consent decision"),
    initial=S.APPLIED,
    rows=[
        #  from          act                 to            who may               basis   label
        R(S.APPLIED,    C.ASSESS,          S.APPLIED,    May.CASE_INVESTIGATE, _BASIS, Text("고발 요건 검토", "Examine the criteria of referral"), needs_reason=True),
        R(S.APPLIED,    C.OPEN,            S.OPENED,     May.CASE_DOCKET,      _BASIS, Text("절차 개시 결정", "Open the procedure"), (referral_criteria_not_met, under_investigation)),
        R(S.APPLIED,    C.REFUSE,          S.REFUSED,    May.CASE_DOCKET,      _BASIS, Text("불개시 결정", "Refuse to open"), needs_reason=True),
        R(S.APPLIED,    C.WITHDRAW,        S.WITHDRAWN,  May.CASE_ANSWER,      _BASIS, _WITHDRAW),
        R(S.OPENED,     C.INVITE_COMMENTS, S.COMMENTING, May.CASE_INVESTIGATE, _BASIS, Text("잠정안 의견수렴 시작", "Invite comments on the plan"), needs_reason=True),
        R(S.OPENED,     C.WITHDRAW,        S.WITHDRAWN,  May.CASE_ANSWER,      _BASIS, _WITHDRAW),
        R(S.COMMENTING, C.COMMENT,         S.COMMENTING, May.SUPPLEMENT_ANSWER, _BASIS, Text("의견 제출", "Comment on the plan"), needs_reason=True),
        R(S.COMMENTING, C.RECORD_COMMENT,  S.COMMENTING, May.CASE_INVESTIGATE, _BASIS, Text("이해관계인 의견 기록", "Record a comment of others"), needs_reason=True),
        R(S.COMMENTING, C.CLOSE_COMMENTS,  S.COMMENTED,  May.CASE_INVESTIGATE, _BASIS, Text("의견수렴 종료", "Close the comments"), (comment_period_over,)),
        R(S.COMMENTING, C.WITHDRAW,        S.WITHDRAWN,  May.CASE_ANSWER,      _BASIS, _WITHDRAW),
        R(S.COMMENTED,  C.DECIDE,          S.DECIDED,    May.CASE_DOCKET,      _BASIS, Text("동의의결", "Decide by consent"), needs_reason=True),
        R(S.COMMENTED,  C.REFUSE,          S.REFUSED,    May.CASE_DOCKET,      _BASIS, _REFUSE, needs_reason=True),
        R(S.DECIDED,    C.REPORT,          S.DECIDED,    May.CASE_ANSWER,      _BASIS, Text("분기 이행 보고", "Send the quarterly report"), needs_reason=True),
        R(S.DECIDED,    C.CHARGE,          S.DECIDED,    May.CASE_DOCKET,      "공정거래법 제92조", Text("이행강제금 부과", "Charge for non-performance"), needs_reason=True),
        R(S.DECIDED,    C.PERFORM,         S.PERFORMED,  May.CASE_INVESTIGATE, _BASIS, Text("이행 완료 확인", "Confirm performance")),
        R(S.DECIDED,    C.CANCEL,          S.CANCELLED,  May.CASE_DOCKET,      _BASIS, Text("동의의결 취소", "Cancel the decision"), needs_reason=True),
    ],
    labels={
        S.APPLIED: Text("신청", "Applied for"),
        S.OPENED: Text("절차 개시", "Opened"),
        S.COMMENTING: Text("의견수렴 중", "Comments invited"),
        S.COMMENTED: Text("의견수렴 완료", "Comments closed"),
        S.DECIDED: Text("동의의결(이행 중)", "Decided, being performed"),
        S.PERFORMED: Text("이행 완료", "Performed"),
        S.REFUSED: Text("기각", "Refused"),
        S.WITHDRAWN: Text("취소", "Withdrawn"),
        S.CANCELLED: Text("동의의결 취소", "Decision cancelled"),
    },
)
# fmt: on
