"""Moving running cases to a new edition of the rules: worked out and seen first, then carried out.

A case that is decided stays under the edition it was decided under, and so do its measures.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.access.actor import Target
from app.access.policy import May
from app.cases import rules, store
from app.cases.actions.clocks import happened_to, rederive, under
from app.cases.actions.history import Taken, note
from app.cases.editions import keep_edition, kept_book
from app.cases.events import CaseEditionMoved, EditionCarriedOut, EditionReported
from app.cases.facts import Trial, facts_of
from app.cases.lifecycle import TRACKS, CaseState
from app.cases.problems import ReportStale
from app.cases.schemas.editions import CarryOutIn
from app.cases.tables import Case, CaseStep, EditionReport
from app.db.work import Work
from app.deadlines import actions as clock_actions
from app.deadlines import queries as deadlines
from app.law.book import Book

_DECIDED = frozenset(
    {CaseState.RESOLVED, CaseState.DECISION_WRITTEN, CaseState.UNDER_MEASURE, CaseState.CLOSED}
)
_LIVE = frozenset({"running", "paused", "not_configured"})
# Whose points a procedure gives.
_ACTS = {"kftc": "하도급법", "mss_win_win": "상생협력법"}


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """What a move to today's edition would change, case by case and figure by figure."""

    to_edition: str
    figures: list[dict[str, Any]]
    lines: list[dict[str, Any]]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of everything that the report says."""
        content = [self.to_edition, self.figures, self.lines]
        written = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


def report_edition(work: Work) -> EditionReport:
    """Work out what a move to today's edition would change, and keep it; changes no case."""
    work.require(May.EDITION_REPORT, Target(level=2, secret=False))
    found = _worked_out(work)
    row = work.add(
        EditionReport(
            id=work.new_id("edit"),
            to_edition=found.to_edition,
            digest=found.digest,
            lines=found.lines,
            figures=found.figures,
            made_by=work.actor.person_id,
            made_at=work.now,
        )
    )
    keep_edition(work)
    work.record(
        EditionReported(
            subject=row.id, to_edition=row.to_edition, digest=row.digest, cases=len(row.lines)
        )
    )
    work.session.flush()
    return row


def carry_out(
    work: Work, *, report_id: str, form: CarryOutIn, version: int | None
) -> EditionReport:
    """Move the undecided cases of a report that another person made, if it still says the truth."""
    row = work.one(EditionReport, report_id)
    made_by = {str(May.EDITION_REPORT): frozenset({row.made_by})}
    work.require(May.EDITION_MOVE, Target(level=2, secret=False, done_by=made_by))
    work.expect_version(row, version)
    # One who carries it out at the same time waits here and then finds it done.
    work.session.refresh(row, with_for_update=True)
    if row.moved_at is not None or form.digest != row.digest:
        raise ReportStale(digest=row.digest)
    found = _worked_out(work)
    if found.digest != row.digest:
        raise ReportStale(digest=row.digest)
    moved = [_moved(work, line["case_id"]) for line in found.lines if not line["decided"]]
    keep_edition(work)
    row.moved_by, row.moved_at = work.actor.person_id, work.now
    work.record(
        EditionCarriedOut(
            subject=row.id, to_edition=row.to_edition, digest=row.digest, cases=len(moved)
        )
    )
    work.session.flush()
    return row


def _moved(work: Work, case_id: str) -> Case:
    case = store.case(work, case_id)
    before, case.law_edition = case.law_edition, work.law.edition
    if case.opened_by == rules.REPORT:
        limit = rules.earliest_limitation(
            work.law, case.violations, case.trade_ended_on, case.received_on
        )
        case.limitation_last_on, case.limitation_late = limit.last_on, limit.late
    steps = store.steps(work, case_id)
    taken = Taken(
        command="edition_moved", from_state=case.state, to_state=case.state, basis="",
        on=work.today,
    )  # fmt: skip
    note(work, case, steps, taken)
    work.session.flush()
    rederive(work, case, steps)
    work.record(CaseEditionMoved(subject=case.id, from_edition=before, to_edition=case.law_edition))
    return case


# -- working it out


def _worked_out(work: Work) -> WorkedOut:
    cases = store.of_other_editions(work, work.law.edition)
    froms = sorted({case.law_edition for case in cases})
    figures = [line for name in froms for line in _figures(work, name)]
    return WorkedOut(work.law.edition, figures, [_line(work, case) for case in cases])


def _figures(work: Work, from_edition: str) -> Iterator[dict[str, Any]]:
    old = kept_book(work, from_edition)
    if old is None:
        return
    names = {parameter.name for book in (old, work.law) for parameter in book.parameters()}
    points = _point_figures(old) | _point_figures(work.law)
    for name in sorted(names):
        before, after = (_value(book, name, work.today) for book in (old, work.law))
        if before != after:
            holder = work.law if name in work.law.contents.parameters else old
            label = holder.parameter(name).label
            yield {
                "from_edition": from_edition, "name": name, "points": name in points,
                "ko": label.ko, "en": label.en, "before": before, "after": after,
            }  # fmt: skip


def _value(book: Book, name: str, on: date) -> str:
    known = name in book.contents.parameters and book.has_figure(name, on)
    return str(book.figure(name, on).value) if known else ""


def _point_figures(book: Book) -> set[str]:
    rows = {row.figure for row in book.contents.point_rows}
    return rows | {item.figure for item in book.point_items()}


def _line(work: Work, case: Case) -> dict[str, Any]:
    old = kept_book(work, case.law_edition)
    decided = case.state in _DECIDED or case.measures_living > 0
    line: dict[str, Any] = {
        "case_id": case.id, "number": case.number, "from_edition": case.law_edition,
        "held": old is not None, "decided": decided,
        "deadlines": [], "limit": None, "points": [], "steps": [],
    }  # fmt: skip
    if decided:
        return line
    trial = _Trial(work, case, store.steps(work, case.id), old)
    days = trial.deadlines()
    return line | {
        "deadlines": days,
        "limit": trial.limit(),
        "points": trial.points(),
        "steps": trial.steps_changed(),
    }


@dataclass(frozen=True, slots=True)
class _Trial:
    """A case with the book it is under (None: not kept) and today's."""

    work: Work
    case: Case
    steps: list[CaseStep]
    old: Book | None

    def deadlines(self) -> list[dict[str, str]]:
        """Return the clocks of the case whose day changes, before and after."""
        before, after = self._before(), self._under(self.work.law)
        names = sorted(set(before) | set(after))
        return [
            {"name": name, "before": _shown(before.get(name)), "after": _shown(after.get(name))}
            for name in names
            if before.get(name) != after.get(name) and name not in self._ended()
        ]

    def limit(self) -> dict[str, str] | None:
        """Return the last day for a report, where it changes."""
        if self.case.opened_by != rules.REPORT:
            return None
        case, law = self.case, self.work.law
        now = rules.earliest_limitation(
            law, case.violations, case.trade_ended_on, case.received_on
        ).last_on
        if now == case.limitation_last_on:
            return None
        return {"before": _iso(case.limitation_last_on), "after": _iso(now)}

    def points(self) -> list[dict[str, str]]:
        """Return the figures of points of the case's Act that change."""
        act = _ACTS.get(self.case.track)
        if self.old is None or act is None:
            return []
        found = []
        for name in sorted(_point_figures(self.old) & _point_figures(self.work.law)):
            before, after = (
                _value(book, name, self.work.today) for book in (self.old, self.work.law)
            )
            entry = self.work.law.parameter(name).history[-1]
            if before != after and entry.basis.act.startswith(act):
                found.append({"name": name, "before": before, "after": after})
        return found

    def steps_changed(self) -> list[dict[str, Any]]:
        """Return the steps from the present state that become allowed or blocked."""
        due = {name: day for name, (_state, day) in self._under(self.work.law).items()}
        now = self._blocked(Trial(self.work.law, due))
        before = self._blocked(Trial(self.old or self.work.law))
        return [
            {"command": command, "before": before[command], "after": now[command]}
            for command in before
            if before[command] != now[command]
        ]

    def _blocked(self, trial: Trial) -> dict[str, list[str]]:
        facts = facts_of(self.work, self.case, self.steps, trial=trial)
        rows = TRACKS[self.case.track].steps(self.case.state)
        return {str(row.command): [blocked.code for blocked in row.blocked(facts)] for row in rows}

    def _under(self, book: Book) -> dict[str, tuple[str, date | None]]:
        heard = happened_to(self.work, self.case, self.steps)
        states = clock_actions.try_case(
            self.work, track=self.case.track, occurrences=heard,
            under=under(self.work, self.case, book),
        )  # fmt: skip
        return {s.name: (str(s.state), s.due_on) for s in states if s.state in _LIVE}

    def _before(self) -> dict[str, tuple[str, date | None]]:
        if self.old is not None:
            return self._under(self.old)
        return {
            clock.name: (clock.state, clock.due_on)
            for clock in self._kept()
            if clock.state in _LIVE
        }

    def _kept(self) -> list[Any]:
        clocks = deadlines.clocks_of(self.work, self.case.id)
        return [clock for clock in clocks if clock.subject_id == self.case.id]

    def _ended(self) -> set[str]:
        return {clock.name for clock in self._kept() if clock.state == "ended"}


def _shown(standing: tuple[str, date | None] | None) -> str:
    if standing is None:
        return ""
    state, day = standing
    return day.isoformat() if day else state


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
