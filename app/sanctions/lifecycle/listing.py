"""What may happen to a review for the list of habitual violators, and to the proof of an item."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text

LISTING_BASIS = Basis("하도급법", "제25조의4")


class ListingState(StrEnum):
    """Where a review stands."""

    OPENED = "opened"
    DEFENDED = "defended"
    LISTED = "listed"
    NOT_LISTED = "not_listed"


class ListingCommand(StrEnum):
    """What may be done to a review."""

    DEFEND = "defend"
    RESOLVE_LISTING = "resolve_listing"
    RESOLVE_NO_LISTING = "resolve_no_listing"


class ProofState(StrEnum):
    """Where the proof of an item stands."""

    FILED = "filed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ProofCommand(StrEnum):
    """What an officer may find of a proof."""

    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, kw_only=True)
class ListingFacts:
    """What the guards of a review look at."""

    on: date
    defence_last_on: date
    members: int = 0
    members_needed: int = 0
    in_favour: int = 0


def opening_blocked(*, habitual: bool, running: bool) -> tuple[Blocked, ...]:
    """Return every reason why no review of a firm is opened in a case.

    `habitual` tells that the firm is over the limits, `running` that a review of it is under way.
    """
    below = Text(
        "상습법위반사업자 기준에 이르지 않았습니다", "The firm is not over the limits of the list"
    )
    runs = Text("이미 진행 중인 심의가 있습니다", "A review runs already")
    found = []
    if not habitual:
        found.append(Blocked("not_habitual", below, (LISTING_BASIS,)))
    if running:
        found.append(Blocked("review_runs", runs, (LISTING_BASIS,)))
    return tuple(found)


def in_time(facts: ListingFacts) -> Blocked | None:
    """The firm defends itself within a month."""
    if facts.on <= facts.defence_last_on:
        return None
    last = facts.defence_last_on
    words = Text(f"소명 기한({last})이 지났습니다", f"The time for defence ended on {last}")
    return Blocked("defence_late", words, (LISTING_BASIS,))


def defence_time_over(facts: ListingFacts) -> Blocked | None:
    """Without a defence the committee decides only when the month is over."""
    if facts.on > facts.defence_last_on:
        return None
    last = facts.defence_last_on
    words = Text(f"소명 기한이 {last}까지입니다", f"The firm may defend itself until {last}")
    return Blocked("defence_runs", words, (LISTING_BASIS,))


def committee_complete(facts: ListingFacts) -> Blocked | None:
    """The whole committee reviews."""
    if facts.members == facts.members_needed:
        return None
    needed = facts.members_needed
    words = Text(f"심의위원은 {needed}명이어야 합니다", f"The committee has {needed} members")
    return Blocked("committee_incomplete", words, (LISTING_BASIS,))


def majority(facts: ListingFacts) -> Blocked | None:
    """More than half of the committee must be for the listing."""
    if 2 * facts.in_favour > facts.members:
        return None
    words = Text("과반수가 찬성하지 않았습니다", "No majority was in favour")
    return Blocked("no_majority", words, (LISTING_BASIS,))


S, C = ListingState, ListingCommand
_ACT = "하도급법 제25조의4"
_CHECKS = "공정거래위원회 사건절차규칙 제73조부터 제73조의6까지"
_LIST = Text("공표 의결", "Resolve to list")
_SPARE = Text("공표하지 않기로 의결", "Resolve not to list")

# fmt: off
LISTING = Lifecycle(
    name="listing_review",
    title=Text("상습법위반사업자 명단공표 심의", "Review for the list of habitual violators"),
    initial=S.OPENED,
    rows=[
        #  from        act                    to            who may            basis  label
        R(S.OPENED,   C.DEFEND,             S.DEFENDED,   May.MEASURE_REPORT, _ACT, Text("소명 제출", "Hand in a defence"), (in_time,)),
        R(S.OPENED,   C.RESOLVE_LISTING,    S.LISTED,     May.CASE_DOCKET,    _ACT, _LIST,  (defence_time_over, committee_complete, majority), needs_reason=True),
        R(S.OPENED,   C.RESOLVE_NO_LISTING, S.NOT_LISTED, May.CASE_DOCKET,    _ACT, _SPARE, (defence_time_over, committee_complete), needs_reason=True),
        R(S.DEFENDED, C.RESOLVE_LISTING,    S.LISTED,     May.CASE_DOCKET,    _ACT, _LIST,  (committee_complete, majority), needs_reason=True),
        R(S.DEFENDED, C.RESOLVE_NO_LISTING, S.NOT_LISTED, May.CASE_DOCKET,    _ACT, _SPARE, (committee_complete,), needs_reason=True),
    ],
    labels={
        S.OPENED: Text("심의 개시", "Opened"),
        S.DEFENDED: Text("소명 접수", "Defended"),
        S.LISTED: Text("공표 의결", "To be listed"),
        S.NOT_LISTED: Text("공표하지 않음", "Not listed"),
    },
)

PROOF = Lifecycle(
    name="order_item_proof",
    title=Text("주문 항목 이행 증빙", "Proof of an item of a measure"),
    initial=ProofState.FILED,
    rows=[
        R(ProofState.FILED, ProofCommand.ACCEPT, ProofState.ACCEPTED, May.MEASURE_FIND, _CHECKS, Text("이행 인정", "Accept the proof")),
        R(ProofState.FILED, ProofCommand.REJECT, ProofState.REJECTED, May.MEASURE_FIND, _CHECKS, Text("이행 불인정", "Reject the proof"), needs_reason=True),
    ],
    labels={
        ProofState.FILED: Text("판단 대기", "Filed"),
        ProofState.ACCEPTED: Text("이행 인정", "Accepted"),
        ProofState.REJECTED: Text("이행 불인정", "Rejected"),
    },
)
# fmt: on
