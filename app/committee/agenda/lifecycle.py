"""What may happen to a case on the agenda, from tabling to resolution (K14 and K15)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.access.policy import May
from app.committee.terms import RULES
from app.kernel.lifecycle import Blocked, Lifecycle, Row
from app.kernel.problems import Basis
from app.kernel.text import Text

_NOTICES = f"{RULES} 제29조부터 제37조까지"


class ItemState(StrEnum):
    """Where an item of the agenda stands."""

    TABLED = "tabled"
    NOTIFIED = "notified"
    HEARING = "hearing"
    DELIBERATED = "deliberated"
    RESOLVED = "resolved"


class ItemCommand(StrEnum):
    """What may be done with it."""

    NOTIFY = "notify"
    POSTPONE = "postpone"
    OPEN_HEARING = "open_hearing"
    CLOSE_HEARING = "close_hearing"
    RESOLVE = "resolve"


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """What the guards look at; days are days in Seoul."""

    today: date
    hearing_on: date
    notice_days: int
    undeclared: int = 0
    challenges_open: int = 0


def notice_in_time(facts: ItemFacts) -> Blocked | None:
    """A hearing is announced the prescribed number of days ahead."""
    if (facts.hearing_on - facts.today).days >= facts.notice_days:
        return None
    return Blocked(
        "hearing_too_soon",
        Text(f"심의 기일은 {facts.notice_days}일 전까지 통지해야 합니다",
             f"A hearing needs {facts.notice_days} days' notice"),
        (Basis(RULES, "제37조"),),
    )  # fmt: skip


def day_reached(facts: ItemFacts) -> Blocked | None:
    """Nothing is heard before its day."""
    if facts.today >= facts.hearing_on:
        return None
    return Blocked(
        "hearing_ahead",
        Text(f"심의 기일({facts.hearing_on})이 아직 아닙니다",
             f"The day of the hearing ({facts.hearing_on}) has not come"),
        (Basis(RULES, "제37조"),),
    )  # fmt: skip


def everybody_declared(facts: ItemFacts) -> Blocked | None:
    """Each member says first whether anything keeps them away."""
    if not facts.undeclared:
        return None
    return Blocked(
        "undeclared",
        Text(f"제척·회피 확인을 하지 않은 위원이 {facts.undeclared}명 있습니다",
             f"{facts.undeclared} member(s) have not said whether anything keeps them away"),
    )  # fmt: skip


def no_challenge_open(facts: ItemFacts) -> Blocked | None:
    """A challenge is decided before the case is heard or voted on."""
    if not facts.challenges_open:
        return None
    return Blocked(
        "challenge_open",
        Text("결정을 기다리는 기피·제척 신청이 있습니다", "A challenge awaits its decision"),
    )


S, C = ItemState, ItemCommand

AGENDA_ITEM = Lifecycle(
    name="agenda_item",
    title=Text("심의 안건", "Item of the agenda"),
    initial=S.TABLED,
    rows=[
        Row(S.TABLED, C.NOTIFY, S.NOTIFIED, May.CASE_DOCKET, _NOTICES,
            Text("심의 기일 통지", "Give notice of the hearing"), (notice_in_time,)),
        Row(S.TABLED, C.POSTPONE, S.TABLED, May.CASE_DOCKET, _NOTICES,
            Text("심의 기일 변경", "Set another day"), (notice_in_time,), needs_reason=True),
        Row(S.NOTIFIED, C.POSTPONE, S.TABLED, May.CASE_DOCKET, _NOTICES,
            Text("심의 기일 변경", "Set another day"), (notice_in_time,), needs_reason=True),
        Row(S.NOTIFIED, C.OPEN_HEARING, S.HEARING, May.CASE_DOCKET, f"{RULES} 제84조",
            Text("심의 개시", "Open the hearing"),
            (day_reached, everybody_declared, no_challenge_open)),
        Row(S.HEARING, C.CLOSE_HEARING, S.DELIBERATED, May.CASE_DOCKET, f"{RULES} 제84조",
            Text("심의 종결", "Close the hearing")),
        Row(S.DELIBERATED, C.RESOLVE, S.RESOLVED, May.CASE_DOCKET, f"{RULES} 제84조",
            Text("의결", "Resolve"), (no_challenge_open,), automatic=True),
    ],
    labels={
        S.TABLED: Text("상정", "Tabled"),
        S.NOTIFIED: Text("기일 통지함", "Notice given"),
        S.HEARING: Text("심의 중", "In hearing"),
        S.DELIBERATED: Text("심의 종료", "Deliberated"),
        S.RESOLVED: Text("의결", "Resolved"),
    },
)  # fmt: skip


class SeatState(StrEnum):
    """Whether a member's seat is named only, open to the file, or vacant."""

    NAMED = "named"
    OPEN = "open"
    VACANT = "vacant"


SEAT_LABELS: dict[str, Text] = {
    SeatState.NAMED: Text("제척·회피 확인 전", "Not yet declared"),
    SeatState.OPEN: Text("심의 참여", "Sits"),
    SeatState.VACANT: Text("참여하지 않음(제척·기피·회피)", "Kept away"),
}
