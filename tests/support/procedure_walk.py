"""Random walks over the tables of cases and measures alone: from nowhere is there no way on.

Facts are drawn at random and change as steps are taken. A state that is not final must have a step
that is open now, or that opens once time has passed and what others do beside it has ended.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from app.access.policy import POLICY, May
from app.cases.lifecycle import TRACKS
from app.cases.lifecycle.guards import CaseFacts, MinistryFacts
from app.kernel.lifecycle import Lifecycle, Row
from app.sanctions.lifecycle import ENDED, MEASURE, OBJECTION, PROPOSAL, MeasureFacts, Performance
from app.sanctions.rules.standstill import Still, why_still
from tests.support.long_walk import Kind

TODAY = date(2026, 11, 23)
CASES = {page.name: page for page in TRACKS.values()}


@dataclass
class Life:
    """One thing on one table: a case of a track, or a measure."""

    table: Lifecycle
    state: str
    facts: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    day: date = TODAY

    @property
    def is_case(self) -> bool:
        """Tell a case from a measure."""
        return self.table.name in CASES

    def now(self) -> Any:
        """Return the facts as the guards read them."""
        if self.is_case:
            return CaseFacts(today=self.day, **self.facts)
        return MeasureFacts(on=self.day, today=self.day, **self.facts)

    def later(self) -> Any:
        """Return the facts when time has passed and what others do beside it has ended."""
        known, day = self.now(), self.day + timedelta(days=4000)
        if not self.is_case:
            done = Performance(items=known.performance.items, checked=True)
            return replace(known, on=day, today=day, objections_open=0, case_ready=True,
                           as_resolved=True, barred=None, comply_by=None, performance=done)  # fmt: skip
        ministry = replace(known.ministry, until_on=None, visit_on=self.day, visit_notified=True,
                           opinion_given=True)  # fmt: skip
        return replace(
            known, today=day, examiner_assigned=True, exhibits=1, supplements_open=0,
            mediations_open=0, measures_living=0, measures_drafted=1, objections_open=0,
            hearing_on=self.day, ministry=ministry,
        )  # fmt: skip


def begin(random: Random) -> Life:
    """Begin at the first state of a table."""
    table = random.choice([*CASES.values(), *CASES.values(), MEASURE])
    life = Life(table, table.initial)
    _draw(life, random)
    return life


def _draw(life: Life, random: Random) -> None:
    """Let something happen beside the steps: facts are drawn anew."""

    def some(days: int) -> date | None:
        return random.choice([None, life.day + timedelta(days=random.randrange(-days, days))])

    if life.is_case:
        life.facts |= {
            "examiner_assigned": random.random() < 0.7, "exhibits": random.randrange(2),
            "supplements_open": random.randrange(2), "mediations_open": random.randrange(2),
            "measures_drafted": random.randrange(2), "measures_living": random.randrange(3),
            "objections_open": random.randrange(2), "settlement_performed": random.random() < 0.2,
            "disposition_last_on": some(900), "hearing_on": some(30), "opinion_due_on": some(30),
            "ex_officio": random.random() < 0.3,
            "ministry": MinistryFacts(
                visit_on=some(20), visit_notified=random.random() < 0.5,
                data_refusals=random.randrange(4), opinion_until_on=some(20), until_on=some(20),
                survey=random.random() < 0.5, under_other_act=random.choice([None, True, False]),
            ),
        }  # fmt: skip
        return
    money, items = random.random() < 0.5, random.randrange(3)
    life.facts |= {
        "carries_money": money, "answerable": random.random() < 0.3 and not money,
        "accepted": random.random() < 0.5, "answer_due_on": life.day + timedelta(days=10),
        "due_on": some(60), "has_duty": True, "objections_open": random.randrange(2),
        "case_ready": random.random() < 0.5, "as_resolved": random.random() < 0.7,
        "comply_by": some(60), "posted_until": some(60), "refund_due_won": random.choice([0, 1]),
        "disposition_last_on": some(100), "decided_on": life.day,
        "performance": Performance(
            items=items, unproved=tuple(range(items)), checked=random.random() < 0.5,
            demands_needed=random.choice([0, 2]), demand_last_on=some(30),
        ),
    }  # fmt: skip


def step(life: Life, random: Random) -> None:
    """Take an open step, or let time pass and facts change; what has ended begins anew."""
    if life.state in ENDED or life.state == "closed":
        fresh = begin(random)
        life.table, life.state, life.facts, life.told = fresh.table, fresh.state, fresh.facts, []
        life.day = TODAY
    if random.random() < 0.5:
        life.day += timedelta(days=random.randrange(120))
        _draw(life, random)
    rows = [row for row in life.table.steps(life.state) if not row.blocked(life.now())]
    onward = [row for row in rows if row.target not in ENDED and row.target != "closed"]
    if rows:
        row = random.choice(onward if onward and random.random() < 0.9 else rows)
        life.state = row.target
        life.told.append(str(row.command))
        _after(life, row)


def _after(life: Life, row: Row) -> None:
    """Change the facts as a step does."""
    known = {
        "request_data": {"data_requests_open": 1}, "receive_data": {"data_requests_open": 0},
        "note_data_refusal": {"data_requests_open": 0},
        "extend_pre_review": {"pre_review_extended": True},
        "receive_opinion": {"opinion_received": True}, "send_report": {"opinion_received": False},
        "suspend": {"suspended_on": life.day}, "notify_closing": {"closing_notified": True},
        "accept": {"accepted": True},
    }  # fmt: skip
    life.facts |= known.get(str(row.command), {})


def check(life: Life, _random: Random) -> tuple[int, list[str]]:
    """Hold the walk's own look and the invariant's against each other, now and later."""
    if life.state in ENDED or life.state == "closed":
        return 1, []
    rows, now, later = life.table.steps(life.state), life.now(), life.later()
    known = all(POLICY[May(row.by)] for row in rows)
    open_now = [row for row in rows if not row.blocked(now)]
    open_later = [row for row in rows if not row.blocked(later)]
    reasons = tuple(frozenset(reason.code for reason in row.blocked(later)) for row in rows)
    nightly = why_still(Still(steps=reasons, awaited=False))
    wrong = []
    if not known or bool(open_later) is bool(nightly) or not (open_now or open_later):
        wrong.append(f"{life.table.name} {life.state}: {nightly or 'moves'}; {life.told}; {now}")
    return 2, wrong


def no_dead_end(table: Lifecycle) -> set[str]:
    """Return the states of a table from which no row leads, through others, to an end."""
    finals = {str(state) for state in table.states() if table.final(state)}
    reached = {"closed"} if table.name in CASES else finals
    reached = set(ENDED) if table is MEASURE else reached
    while True:
        more = {str(row.source) for row in table.rows if str(row.target) in reached} - reached
        if not more:
            return {str(state) for state in table.states()} - reached
        reached |= more


PROCEDURES = Kind("procedures", "a way on now or later, and the invariant", begin, step, check)
TABLES = (*CASES.values(), MEASURE, OBJECTION, PROPOSAL)
