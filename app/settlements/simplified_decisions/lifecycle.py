"""What may happen to a proposal of a simplified decision; silence has its meaning by kind."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text


class SimplifiedState(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DROPPED = "dropped"
    RESOLVED = "resolved"


class SimplifiedCommand(StrEnum):
    """What may be done to it."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    TAKE_SILENCE_AS_CONSENT = "take_silence_as_consent"
    TAKE_SILENCE_AS_REFUSAL = "take_silence_as_refusal"
    DROP = "drop"
    RESOLVE = "resolve"


_RULES = "공정거래위원회 사건절차규칙"
_BASIS = f"{_RULES} 제67조부터 제69조까지"
_WHY = (Basis(_RULES, "제67조부터 제69조까지"),)


@dataclass(frozen=True, kw_only=True)
class SimplifiedFacts:
    """What the guards look at; `due_on` is the last day for a reply."""

    today: date
    due_on: date | None = None
    surcharge: bool = False
    report_sent: bool = True


def reply_in_time(facts: SimplifiedFacts) -> Blocked | None:
    """An answer comes within the time for a reply."""
    if facts.due_on is None or facts.today <= facts.due_on:
        return None
    words = Text(f"회신 기한({facts.due_on})이 지났습니다", f"The time ended on {facts.due_on}")
    return Blocked("reply_late", words, _WHY)


def reply_time_over(facts: SimplifiedFacts) -> Blocked | None:
    """Silence counts when the time for a reply is over."""
    if facts.due_on is not None and facts.today > facts.due_on:
        return None
    words = Text("회신 기한이 지나지 않았습니다", "There is still time for a reply")
    return Blocked("reply_time_runs", words, _WHY)


def without_surcharge(facts: SimplifiedFacts) -> Blocked | None:
    """Silence on a proposal without a surcharge is consent."""
    if not facts.surcharge:
        return None
    words = Text("과징금 제안에 대한 침묵은 거부입니다", "With a surcharge, silence is a refusal")
    return Blocked("with_surcharge", words, _WHY)


def with_surcharge(facts: SimplifiedFacts) -> Blocked | None:
    """Silence on a proposed surcharge is a refusal."""
    if facts.surcharge:
        return None
    words = Text(
        "과징금이 없는 제안에 대한 침묵은 수락입니다", "Without a surcharge, silence is consent"
    )
    return Blocked("without_surcharge", words, _WHY)


def report_still_stands(facts: SimplifiedFacts) -> Blocked | None:
    """A case that was tabled is decided in a hearing."""
    if facts.report_sent:
        return None
    words = Text("이미 심의에 부쳐진 사건입니다", "The case has been tabled already")
    return Blocked("tabled", words, _WHY)


S, C = SimplifiedState, SimplifiedCommand

# fmt: off
SIMPLIFIED_DECISION = Lifecycle(
    name="simplified_decision",
    title=Text("약식의결", "Simplified decision"),
    initial=S.PROPOSED,
    rows=[
        #  from         act                        to          who may               basis   label
        R(S.PROPOSED, C.ACCEPT,                  S.ACCEPTED, May.CASE_ANSWER,      _BASIS, Text("수락", "Accept"), (reply_in_time,)),
        R(S.PROPOSED, C.REFUSE,                  S.REFUSED,  May.CASE_ANSWER,      _BASIS, Text("거부", "Refuse"), (reply_in_time,)),
        R(S.PROPOSED, C.TAKE_SILENCE_AS_CONSENT, S.ACCEPTED, May.CASE_INVESTIGATE, _BASIS, Text("무응답: 수락으로 처리", "No answer: taken as consent"), (without_surcharge, reply_time_over)),
        R(S.PROPOSED, C.TAKE_SILENCE_AS_REFUSAL, S.REFUSED,  May.CASE_INVESTIGATE, _BASIS, Text("무응답: 거부로 처리", "No answer: taken as refusal"), (with_surcharge, reply_time_over)),
        R(S.PROPOSED, C.DROP,                    S.DROPPED,  May.CASE_INVESTIGATE, _BASIS, Text("제안 철회", "Drop the proposal"), needs_reason=True),
        R(S.ACCEPTED, C.RESOLVE,                 S.RESOLVED, May.CASE_DOCKET,      _BASIS, Text("약식의결", "Resolve without a hearing"), (report_still_stands,), needs_reason=True),
    ],
    labels={
        S.PROPOSED: Text("회신 대기", "Proposed"),
        S.ACCEPTED: Text("수락", "Accepted"),
        S.REFUSED: Text("거부", "Refused"),
        S.DROPPED: Text("철회", "Dropped"),
        S.RESOLVED: Text("약식의결", "Resolved"),
    },
)
# fmt: on
