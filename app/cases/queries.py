"""What a reader may learn of complaints and cases; every query asks for permission."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from app.access.actor import OPEN, Role, Target, Tie
from app.access.policy import POLICY, May, Over
from app.cases import rules, store
from app.cases.actions import clocks
from app.cases.actions.drafts import own_draft
from app.cases.actions.ties import may_over
from app.cases.ex_officio import EX_OFFICIO
from app.cases.facts import facts_of
from app.cases.lifecycle import CONSENT, TRACKS, Command, ConsentCommand
from app.cases.lifecycle.beside import BESIDE
from app.cases.lifecycle.moves import MOVES
from app.cases.lifecycle.reasons import is_printed
from app.cases.lifecycle.steps import OUTCOME_LABELS
from app.cases.numbers import CaseNumber, in_english
from app.cases.problems import NoComplainant
from app.cases.schemas.case import (
    CaseOut,
    CasePage,
    ComplainantOut,
    ExhibitOut,
    Reason,
    StepChoice,
    StepOut,
    SupplementOut,
    Timeline,
    TransitionsOut,
    Words,
)
from app.cases.schemas.draft import DraftOut
from app.cases.step_words import label_of
from app.cases.tables import NO_DUE_DAY, Case, CaseStep, Exhibit
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.deadlines.pauses import Occurrence
from app.deadlines.schemas import ClockOut
from app.kernel.lifecycle import Row
from app.kernel.text import Text
from app.law.book import Book
from app.people import queries as people
from app.people.schemas.relations import CaseTieOut
from app.web import paging

# Whose identity is closed is secret from the staff too, but for those who confirm who they are.
_CLOSED_IDENTITY_LEVEL = 4


def case(work: Work, case_id: str) -> CaseOut:
    """Return a case as the reader may see it."""
    found = store.case(work, case_id)
    target = may_over(work, found)
    work.require(May.CASE_SEE, replace(target, level=1))
    reads = work.decide(May.CASE_READ, target).allowed
    named = reads and _may_know_complainant(found, target)
    running = deadlines.clocks_of(work, case_id)
    return _case_out(work.law, found, target, running, reads=reads, named=named)


def target_of(work: Work, case_id: str, *, level: int = 2, own: bool = False) -> Target:
    """Return what the policy table is told of a case, for packages above and below."""
    return may_over(work, store.case(work, case_id), level=level, own=own)


def subject(work: Work, case_id: str) -> Case:
    """Return the row of a case that an act of a package above is about; it asks by itself."""
    return store.case(work, case_id)


def reason_of(work: Work, case_id: str, command: str) -> str:
    """Return the reason given with the latest step of a command, for the papers made of it."""
    taken = [step for step in store.steps(work, case_id) if step.command == command]
    return taken[-1].reason if taken else ""


def happened_to(work: Work, case_id: str) -> list[Occurrence]:
    """Return all that the clocks of a case heard of, so that they can be explained day by day."""
    found = store.case(work, case_id)
    work.require(May.CASE_READ, may_over(work, found))
    return clocks.happened_to(work, found, store.steps(work, case_id))


def happened(work: Work, case_id: str) -> list[tuple[str, date]]:
    """Return what the clocks heard of a case and when, for the packages above; they have asked."""
    return [(step.occurrence, step.on) for step in store.steps(work, case_id) if step.occurrence]


def queue(
    work: Work, *, limit: int, cursor: str | None, filters: dict[str, Any] | None = None
) -> CasePage:
    """Return the cases that the reader may see, the nearest legal day first."""
    work.require(May.CASE_SEE, _LISTS)
    party = work.actor.role is Role.PARTY
    own = work.actor.company_ids if party else frozenset()
    after = _place_of(work, cursor) if party else paging.decode(cursor, 2)
    rows = store.queue(work, reach=_reach(work), after=after, limit=limit, filters=filters or {})
    shown = [_row_out(row, own, party=party) for row in rows[:limit]]
    cursor = None
    if len(rows) > limit:
        last = rows[limit - 1]
        due_on = last.next_due_on.isoformat()
        cursor = paging.encode(last.id) if party else paging.encode(due_on, last.id)
    # All rows are checked in one call: made one by one they cost more than their query.
    return CasePage.model_validate(
        {"items": shown, "has_more": len(rows) > limit, "next_cursor": cursor}
    )


def _place_of(work: Work, cursor: str | None) -> list[Any] | None:
    # The legal day by which the list is sorted is not for every party to read in the cursor.
    found = paging.decode(cursor, 1)
    if found is None:
        return None
    return [store.case(work, found[0]).next_due_on.isoformat(), found[0]]


def transitions(work: Work, case_id: str) -> TransitionsOut:
    """Return the steps from the present state that the reader's role has, allowed and blocked."""
    found = store.case(work, case_id)
    target = may_over(work, found)
    work.require(May.CASE_SEE, replace(target, level=1))
    facts = facts_of(work, found, store.steps(work, case_id))
    allowed: list[StepChoice] = []
    blocked: list[StepChoice] = []
    for row in TRACKS[found.track].steps(found.state):
        if row.automatic:
            continue
        reasons = [
            Reason(code=b.code, ko=b.reason.ko, en=b.reason.en, basis=[str(x) for x in b.basis])
            for b in row.blocked(facts)
        ]
        answer = work.decide(May(row.by), target)
        if not answer.allowed:
            reasons.append(
                Reason(code=answer.code, ko=answer.reason.ko, en=answer.reason.en, basis=[])
            )
        (blocked if reasons else allowed).append(_choice(found.track, row, reasons))
    return TransitionsOut(
        case_id=case_id, version=found.version, state=found.state, allowed=allowed, blocked=blocked
    )


def timeline(work: Work, case_id: str) -> Timeline:
    """Return what happened to a case; a party reads the reasons of its own side only."""
    found = store.case(work, case_id)
    target = may_over(work, found)
    work.require(May.CASE_READ, target)
    steps = [step for step in store.steps(work, case_id) if _may_know_step(step, target)]
    return Timeline(case_id=case_id, items=[_step_out(found, step, target) for step in steps])


# Whether and when the complainant agreed that the respondent be told is not the respondent's.
_CONSENT_TOLD = f"consent_{ConsentCommand.NOTIFY}"
# That another case exists is nothing for the parties of this one.
_MOVES_TOLD = frozenset({"transferred", "handed_over", "took_over", "reopened"})


def _may_know_step(step: CaseStep, target: Target) -> bool:
    if step.command in MOVES and step.command not in _MOVES_TOLD:
        return not _is_party(target)
    if step.command in BESIDE:
        return not BESIDE[step.command].answers or Tie.COMPLAINANT not in target.ties
    consent = step.command.startswith("consent_") and step.command != _CONSENT_TOLD
    return not consent or Tie.RESPONDENT not in target.ties


# What one side writes may name people; the other side is not shown it.
_REASONS_OF: dict[str, Tie] = {
    Command.WITHDRAW: Tie.COMPLAINANT,
    Command.RECEIVE_OPINION: Tie.RESPONDENT,
    Command.OBJECT_TO_MATERIAL: Tie.RESPONDENT,
    Command.ASK_DELIBERATION: Tie.RESPONDENT,
    Command.ASK_REINVESTIGATION: Tie.COMPLAINANT,
}


def _may_read_reason(step: CaseStep, target: Target) -> bool:
    return not _is_party(target) or _REASONS_OF.get(step.command) in target.ties


def exhibits(work: Work, case_id: str) -> list[ExhibitOut]:
    """Return the exhibits that the reader may know of; parties see their own side's only."""
    found = store.case(work, case_id)
    target = may_over(work, found)
    work.require(May.EVIDENCE_LIST, target)
    rows = store.exhibits(work, case_id)
    if Tie.RESPONDENT in target.ties:
        rows = [row for row in rows if row.side == "respondent"]
    elif Tie.COMPLAINANT in target.ties:
        rows = [row for row in rows if row.side == "complainant"]
    return [_exhibit_out(row) for row in rows]


def on_file(work: Work, case_id: str, exhibit_ids: Iterable[str]) -> int:
    """Return how many of some exhibits lie on the file, for acts above, which ask by themselves."""
    return len({row.id for row in store.exhibits(work, case_id)} & set(exhibit_ids))


def supplements(work: Work, case_id: str) -> list[SupplementOut]:
    """Return the requests for more information; the respondent is not told of them."""
    found = store.case(work, case_id)
    target = may_over(work, found)
    work.require(May.CASE_READ, target)
    if Tie.RESPONDENT in target.ties:
        return []
    rows = store.supplements(work, case_id)
    return [SupplementOut.model_validate(row, from_attributes=True) for row in rows]


def relations(work: Work, case_id: str) -> list[CaseTieOut]:
    """Return who is or was tied to a case; whose identity is closed is named to nobody here."""
    found = store.case(work, case_id)
    target = may_over(work, found)
    work.require(May.RELATION_SET, target)
    kinds = (Tie.RESPONDENT, Tie.ASSIGNED, Tie.SEATED, Tie.GRANTED)
    return people.case_parties(work, case_id, target=target, kinds=kinds)


def draft(work: Work, draft_id: str, code: str = "") -> DraftOut:
    """Return a draft to the one who writes it."""
    return DraftOut.of(own_draft(work, draft_id, code))


def draft_exhibits(work: Work, draft_id: str, code: str = "") -> list[ExhibitOut]:
    """Return the files of a draft to the one who writes it."""
    own_draft(work, draft_id, code)
    return [_exhibit_out(row) for row in store.draft_exhibits(work, draft_id)]


def drafts(work: Work) -> list[DraftOut]:
    """Return the drafts that the reader is writing."""
    if not work.actor.account_id:
        return []
    return [DraftOut.of(row) for row in store.drafts_of(work, work.actor.account_id)]


def silent_consents(work: Work) -> list[str]:
    """Return the cases whose complainant has let the time for an answer pass."""
    work.require(May.CASE_MOVE, Target())
    return store.silent_consents(work, work.today)


def expired_drafts(work: Work) -> list[str]:
    """Return drafts that nobody filed in time, for the worker to clear."""
    work.require(May.JOB_RUN, OPEN)
    return store.expired_drafts(work, work.today)


def complainant(work: Work, case_id: str) -> ComplainantOut:
    """Return who complained, where it is closed; the read is recorded before it is answered."""
    found = store.case(work, case_id)
    if found.opened_by == EX_OFFICIO:
        work.require(May.INFORMANT_READ, may_over(work, found))
        raise NoComplainant
    level = (
        2
        if rules.identity_is_open(found.identity_choice, found.outcome)
        else _CLOSED_IDENTITY_LEVEL
    )
    target = may_over(work, found, level=level)
    work.require(May.INFORMANT_READ, target)
    if level >= _CLOSED_IDENTITY_LEVEL:
        work.record(ConfidentialRead(subject=case_id, level=level, what="complainant"))
    return ComplainantOut(
        case_id=case_id, name=found.complainant_name, details=found.complaint["complainant"]
    )


def _reach(work: Work) -> str:
    over = POLICY[May.CASE_SEE].get(work.actor.role)
    return {Over.ANY: "any", Over.UNIT: "unit"}.get(over, "tied") if over else "tied"


# A list holds only what the actor is tied to; for the list itself the role alone is asked.
_LISTS = Target(ties=frozenset(Tie), level=1, secret=False)


def _is_party(target: Target) -> bool:
    return bool(target.ties & {Tie.COMPLAINANT, Tie.RESPONDENT})


def _may_know_complainant(found: Case, target: Target) -> bool:
    # A closed identity is read through `complainant`, which records the read.
    if found.opened_by == EX_OFFICIO:
        return Tie.RESPONDENT not in target.ties
    own = Tie.COMPLAINANT in target.ties and Tie.RESPONDENT not in target.ties
    return own or rules.identity_is_open(found.identity_choice, found.outcome)


def _words(code: str, text: Text, basis: str = "") -> Words:
    return Words(code=code, ko=text.ko, en=text.en, basis=basis)


def _violations(book: Book, codes: Iterable[str]) -> list[Words]:
    known = [book.violation(code) for code in codes]
    return [_words(violation.code, violation.name, str(violation.basis)) for violation in known]


def _case_out(
    book: Book, found: Case, target: Target, clocks: list[ClockOut], *, reads: bool, named: bool
) -> CaseOut:
    track = TRACKS[found.track]
    answers = Tie.RESPONDENT in target.ties
    sums = named and not answers
    number = CaseNumber(found.number_year, found.number_type, found.number_serial).text()
    own = Tie.COMPLAINANT in target.ties
    return CaseOut(
        id=found.id, version=found.version, number=number.ko, number_en=number.en,
        public_reference=found.public_reference if own else None, track=found.track,
        track_label=_words(found.track, track.title),
        state=_words(found.state, track.label(found.state)),
        outcome=_words(found.outcome, OUTCOME_LABELS[found.outcome]) if found.outcome else None,
        open=found.open, unit=found.unit, examiner_id="" if _is_party(target) else found.examiner_id,
        opened_by=found.opened_by,
        complainant_name=(found.complainant_name or None) if named else None,
        respondent_name=found.respondent_name,
        respondent_company_id=found.respondent_company_id,
        complainant_company_id=(found.complainant_company_id if named and found.complainant_name
                                else None),
        violations=_violations(book, found.violations), technical_data=found.technical_data,
        trade_ended_on=found.trade_ended_on, price_won=found.price_won if sums else None,
        loss_won=found.loss_won if sums else None,
        complaint=_complaint_out(found, answers=answers, named=named) if reads else None,
        identity_choice="" if answers else found.identity_choice,
        consent=_words(found.consent_state, CONSENT.label(found.consent_state)),
        received_on=found.received_on, limitation_last_on=found.limitation_last_on,
        limitation_late=found.limitation_late, law_edition=found.law_edition,
        hearing_on=found.hearing_on, closed_on=found.closed_on,
        measures_living=found.measures_living, objections_open=found.objections_open,
        viewer=_viewer(target), clocks=[] if _is_party(target) and not own else clocks,
    )  # fmt: skip


def _complaint_out(found: Case, *, answers: bool, named: bool) -> dict[str, Any]:
    complaint = found.complaint
    if answers:
        return {"told": rules.respondent_view(complaint, named=named)}
    if named:
        return dict(complaint)
    return {"violation": complaint["violation"], "respondent": complaint["respondent"]}


def _viewer(target: Target) -> str:
    if Tie.RESPONDENT in target.ties:
        return "respondent"
    return "complainant" if Tie.COMPLAINANT in target.ties else "staff"


@cache
def _label(track: str, state: str) -> Text:
    return TRACKS[track].label(state)


def _row_out(row: Any, own: frozenset[str], *, party: bool) -> dict[str, Any]:
    found = dict(zip(store.ROW_NAMES, row, strict=True))
    label = _label(found["track"], found["state"])
    found["number_en"] = in_english(found["number"], found["number_type"])
    found["state_ko"], found["state_en"] = label.ko, label.en
    if party:
        found["examiner_id"] = ""
    # The clocks of a complaint are the authority's and the complainant's, not the respondent's.
    if found["next_due_on"] == NO_DUE_DAY or found["respondent_company_id"] in own:
        found["next_due_on"], found["next_due_clock"] = None, ""
    return found


def _choice(track: str, row: Row, reasons: list[Reason]) -> StepChoice:
    return StepChoice(
        command=row.command, to_state=row.target, label_ko=row.label.ko, label_en=row.label.en,
        basis=row.basis, needs_reason=row.needs_reason,
        reason_printed=is_printed(TRACKS[track], row),
        needs_hearing_day=row.command in rules.ASKS_FOR_A_HEARING_DAY,
        needs_last_day=rules.asks_for_a_last_day(track, row.command), reasons=reasons,
    )  # fmt: skip


def _step_out(found: Case, step: CaseStep, target: Target) -> StepOut:
    label = label_of(found.track, step.command)
    return StepOut(
        id=step.id, sequence=step.sequence, command=step.command, label_ko=label.ko,
        label_en=label.en, from_state=step.from_state, to_state=step.to_state, on=step.on,
        at=step.at, role=step.role, basis=step.basis,
        reason=step.reason if _may_read_reason(step, target) else "",
    )  # fmt: skip


def _exhibit_out(row: Exhibit) -> ExhibitOut:
    return ExhibitOut.model_validate(row, from_attributes=True)
