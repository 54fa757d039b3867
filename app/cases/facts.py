"""What the guards are told of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.cases import effects, rules, store
from app.cases.editions import book_of
from app.cases.ex_officio import EX_OFFICIO
from app.cases.lifecycle import TRACKS
from app.cases.lifecycle.guards import CaseFacts, MinistryFacts, Notices
from app.cases.lifecycle.steps import CaseState, Outcome
from app.cases.rules import Asked
from app.cases.tables import Case, CaseStep
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.deadlines.schemas import ClockOut
from app.kernel.calendar import last_day
from app.kernel.problems import Basis
from app.law.book import Book

OPINION_CLOCK = "opinion"
MATERIAL_CLOCK = "material_objection"
REINVESTIGATION_CLOCK = "reinvestigation"
NOTICE = {
    "kftc": "hearing_notice_days",
    "sme_technology": "sme_hearing_notice_days",
    "mss_win_win": "win_win_notice_days",
}
# Which clock bars a disposition on a track; another Act of the KFTC has its own.
_LIMITS = {"kftc": "disposition", "mss_win_win": "win_win_disposition"}
_WITHOUT_DISPOSITION = {
    Outcome.NOT_OPENED, Outcome.NO_VIOLATION, Outcome.PROCEDURE_CLOSED, Outcome.TERMINATED,
}  # fmt: skip
_NOTHING = Asked()


@dataclass(frozen=True, slots=True)
class Trial:
    """By which book the facts are gathered, and due days that are only tried, by clock."""

    book: Book
    due: Mapping[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Known:
    """A case with its steps and clocks, read once for all facts."""

    work: Work
    case: Case
    steps: list[CaseStep]
    clocks: Mapping[str, ClockOut]
    trial: Trial

    def names(self) -> list[str]:
        """Return what the clocks heard of, in order."""
        return [step.occurrence for step in self.steps]

    def open_of(self, begun: str, *ended: str) -> int:
        """Return how many beginnings have not ended."""
        names = self.names()
        return names.count(begun) - sum(names.count(name) for name in ended)

    def last(self, occurrence: str) -> CaseStep | None:
        """Return the latest step that the clocks heard of so."""
        heard = [step for step in self.steps if step.occurrence == occurrence]
        return heard[-1] if heard else None

    def due(self, clock: str) -> date | None:
        """Return the day on which a clock falls due, if it runs or ran."""
        if clock in self.trial.due:
            return self.trial.due[clock]
        found = self.clocks.get(clock)
        return found.due_on if found else None

    def figure(self, name: str) -> int:
        """Return a whole figure of today, by the edition of the rules that the case is under."""
        return self.trial.book.figure(name, self.work.today).number


def facts_of(
    work: Work, case: Case, steps: list[CaseStep], asked: Asked = _NOTHING, *,
    trial: Trial | None = None,
) -> CaseFacts:  # fmt: skip
    """Gather the facts that the track's guards look at; `asked` are days that a form names.

    A `trial` tells how they would be under another edition of the rules.
    """
    clocks = {clock.name: clock for clock in deadlines.clocks_of(work, case.id)}
    known = _Known(work, case, steps, clocks, trial or Trial(book_of(work, case)))
    names, limit = known.names(), _limit(known)
    suspended, notice = known.last("suspended"), NOTICE.get(case.track)
    return CaseFacts(
        today=work.today,
        examiner_assigned=bool(case.examiner_id),
        examiner_id=case.examiner_id,
        ex_officio=case.opened_by == EX_OFFICIO,
        exhibits=store.exhibit_count(work, case.id),
        technical_data=case.technical_data,
        supplements_open=sum(s.state == "open" for s in store.supplements(work, case.id)),
        data_requests_open=known.open_of("data_requested", "data_received", "data_refused"),
        pre_review_extended="pre_review_extended" in names,
        hearing_on=asked.hearing_on or case.hearing_on,
        hearing_notice_days=known.figure(notice) if notice else 0,
        opinion_due_on=known.due(OPINION_CLOCK),
        opinion_received="opinion_received" in names,
        measures_drafted=case.measures_drafted,
        measures_living=case.measures_living,
        objections_open=case.objections_open,
        referrals_demanded=case.referrals_demanded or 0,
        disposition_last_on=known.due(limit.name) if limit else None,
        disposition_basis=Basis(limit.act, limit.article) if limit else CaseFacts.disposition_basis,
        closing_notified=_closing_notified(steps),
        suspended_on=suspended.on if suspended else None,
        mediations_open=known.open_of("mediation_started", "mediation_ended"),
        settlement_performed=effects.has_standing(work, case.id, "settlement_performed"),
        notices=_notices(known),
        ministry=_ministry(known, asked) if case.track == "mss_win_win" else MinistryFacts(),
    )


def brought_about(work: Work, case_id: str) -> dict[str, frozenset[str]]:
    """Return the steps that acts of other packages bring about, each with what blocks it."""
    case = store.case(work, case_id)
    facts = facts_of(work, case, store.steps(work, case_id))
    rows = [row for row in TRACKS[case.track].steps(case.state) if row.automatic]
    return {row.command: frozenset(one.code for one in row.blocked(facts)) for row in rows}


def _limit(known: _Known) -> ClockOut | None:
    act = rules.act_of(known.work.law, known.case.violations)
    name = f"{act}_limit" if act else _LIMITS.get(known.case.track, "")
    return known.clocks.get(name)


def _closing_notified(steps: list[CaseStep]) -> bool:
    """Tell whether the parties were told of the last closing."""
    for step in reversed(steps):
        if step.occurrence == "closing_notified":
            return True
        if step.to_state == CaseState.CLOSED and step.from_state != CaseState.CLOSED:
            return False
    return False


def _notices(known: _Known) -> Notices:
    names, case = known.names(), known.case
    return Notices(
        material_due_on=known.due(MATERIAL_CLOCK),
        resolved="resolved" in names,
        deliberation_asked="deliberation_asked" in names,
        without_disposition=case.outcome in _WITHOUT_DISPOSITION,
        reinvestigation_due_on=known.due(REINVESTIGATION_CLOCK),
        reinvestigations_open=known.open_of("reinvestigation_asked", "reinvestigation_answered"),
        former_examiners=former_examiners(known.steps),
    )


def former_examiners(steps: list[CaseStep]) -> frozenset[str]:
    """Return who examined the case before a new investigation was ordered."""
    ordered = [i for i, step in enumerate(steps) if step.command == "reinvestigate"]
    before = steps[: ordered[-1]] if ordered else []
    return frozenset(step.person_id for step in before if step.role in {"investigator", "lead"})


def _ministry(known: _Known, asked: Asked) -> MinistryFacts:
    names, case, work = known.names(), known.case, known.work
    request, notice = known.last("data_requested"), known.last("disposition_notified")
    opinion = known.last("opinion_received")
    reach = store.reach(work, case.id)
    return MinistryFacts(
        until_on=asked.until_on,
        visit_on=asked.hearing_on or case.hearing_on,
        visit_notified="investigation_notified" in names,
        notice_days=known.figure("win_win_notice_days"),
        data_due_on=request.until_on if request else None,
        data_days=known.figure("win_win_data_days"),
        data_refusals=names.count("data_refused"),
        refusals_needed=known.figure("win_win_refusals"),
        opinion_until_on=notice.until_on if notice else None,
        opinion_given=bool(notice and opinion and opinion.sequence > notice.sequence),
        opinion_days=known.figure("win_win_opinion_days"),
        investigation_extended="investigation_extended" in names,
        kftc_request_extended="kftc_request_extended" in names,
        longest_until_on=_longest(known),
        survey=case.procedure == "survey",
        under_other_act=reach.under_other_act if reach else None,
    )


def _longest(known: _Known) -> date | None:
    """Return the day up to which what runs now may be extended."""
    asked_kftc = known.case.state == CaseState.KFTC_REQUESTED
    clock, name = ("win_win_kftc_request", "win_win_request_extension_years") if asked_kftc else (
        "win_win_investigation", "win_win_investigation_extension_months")  # fmt: skip
    due_on = known.due(clock)
    return (
        last_day(due_on, known.trial.book.figure(name, known.work.today).period) if due_on else None
    )
