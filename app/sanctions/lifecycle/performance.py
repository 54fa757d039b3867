"""Which facts block a step of performing a measure: plan, proofs, checks, demands, monitor."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.kernel.lifecycle import Blocked
from app.kernel.problems import Basis
from app.kernel.text import Text

_CHECKS = Basis("공정거래위원회 사건절차규칙", "제73조부터 제73조의6까지")


@dataclass(frozen=True, kw_only=True)
class Performance:
    """How the performance of a measure stands. `unproved` are items without an accepted proof."""

    items: int = 0
    unproved: tuple[int, ...] = ()
    checked: bool = False
    demands_needed: int = 0
    demands_made: int = 0
    demand_last_on: date | None = None
    monitor_works: bool = False


class Facts(Protocol):
    """What these guards read from the facts of a measure."""

    @property
    def on(self) -> date:
        """Return the day of the step."""

    @property
    def basis(self) -> Basis:
        """Return the article on which the measure rests."""

    @property
    def performance(self) -> Performance:
        """Return how the performance stands."""


def has_items(facts: Facts) -> Blocked | None:
    """Proof is given for the items of a measure; one without items asks for none."""
    if facts.performance.items:
        return None
    return Blocked("no_items", Text("주문 항목이 없는 조치입니다", "This measure has no items"))


def items_proved(facts: Facts) -> Blocked | None:
    """Compliance is confirmed when each item has a proof that the officer accepted."""
    missing = facts.performance.unproved
    if not missing:
        return None
    shown = ", ".join(str(item) for item in missing)
    return Blocked(
        "items_unproved",
        Text(
            f"이행이 인정되지 않은 주문 항목이 있습니다: {shown}",
            f"Items without an accepted proof: {shown}",
        ),
        (facts.basis,) if facts.basis.act else (),
    )


def is_demanded(facts: Facts) -> Blocked | None:
    """Only where the rules know demands is one sent."""
    if facts.performance.demands_needed:
        return None
    words = Text("이행 독촉 절차가 없는 조치입니다", "No demand is laid down for this measure")
    return Blocked("no_demand_here", words)


def checked_first(facts: Facts) -> Blocked | None:
    """A demand follows a check that found the measure not complied with."""
    if facts.performance.checked:
        return None
    words = Text("이행 점검을 먼저 기록하세요", "Record the check of compliance first")
    return Blocked("not_checked", words, (_CHECKS,))


def no_demand_runs(facts: Facts) -> Blocked | None:
    """The next demand waits until the time of the one before is over."""
    last_on = facts.performance.demand_last_on
    if last_on is None or facts.on > last_on:
        return None
    return Blocked(
        "demand_runs",
        Text(f"앞선 독촉의 기한이 {last_on}까지입니다", f"The last demand runs until {last_on}"),
        (_CHECKS,),
    )


def demands_left(facts: Facts) -> Blocked | None:
    """No more demands are sent than the rules know."""
    if facts.performance.demands_made < facts.performance.demands_needed:
        return None
    words = Text("독촉을 모두 마쳤습니다", "All demands have been sent")
    return Blocked("demands_sent", words, (_CHECKS,))


def demands_made(facts: Facts) -> Blocked | None:
    """A breach is found only when every demand was sent and its time is over."""
    found = facts.performance
    if found.demands_made < found.demands_needed:
        return Blocked(
            "demands_missing",
            Text(
                f"이행 독촉을 {found.demands_needed}회 한 뒤에 불이행을 확인합니다 "
                f"(현재 {found.demands_made}회)",
                f"{found.demands_needed} demands come first; {found.demands_made} were sent",
            ),
            (_CHECKS,),
        )
    return no_demand_runs(facts)


def monitor_works(facts: Facts) -> Blocked | None:
    """A report is noted only while a monitor is at work."""
    if facts.performance.monitor_works:
        return None
    words = Text("점검 중인 제3자가 없습니다", "No monitor is at work")
    return Blocked("no_monitor", words, (_CHECKS,))


def no_monitor_works(facts: Facts) -> Blocked | None:
    """One monitor reports before another is assigned."""
    if not facts.performance.monitor_works:
        return None
    words = Text("이미 점검 중인 제3자가 있습니다", "A monitor is at work already")
    return Blocked("monitor_works", words, (_CHECKS,))
