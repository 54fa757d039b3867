"""Merging a case into another, splitting a part off, handing a case over to another procedure.

Files, notes and ties stay with the case they came to; a wall before one of the cases stands before
what is made of it too, and clocks count from the earliest receipt.
"""

from datetime import date

from app.cases import rules, store
from app.cases.actions.clocks import end_clocks, rederive
from app.cases.actions.moves import held, held_other, link_up, write_down
from app.cases.actions.ties import may_over
from app.cases.editions import keep_edition
from app.cases.events import CaseMoved
from app.cases.lifecycle import TRACKS
from app.cases.lifecycle.closings import DEMAND_BASIS, DEMANDED
from app.cases.lifecycle.moves import MOVABLE, LinkKind
from app.cases.lifecycle.steps import CaseState, Outcome
from app.cases.numbers import TYPE_OF_TRACK, CaseNumber
from app.cases.problems import NotMovable
from app.cases.schemas.moves import OtherCaseIn, PartIn
from app.cases.tables import Case, CaseStep
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel import ids
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.people import actions as people

_OWN = {
    "id", "version", "number", "number_type", "number_year", "number_serial", "public_reference",
    "complaint", "violations",
    # What was drafted or demanded stays with the case that it was drafted or demanded in.
    "measures_drafted", "measures_living", "objections_open", "referrals_demanded",
}  # fmt: skip


def merge(work: Work, *, case_id: str, form: OtherCaseIn, version: int | None) -> Case:
    """Close a case as merged into another against the same firm under the same Act and examiner."""
    case, other = held(work, case_id, version), held_other(work, form)
    _refuse_merger(work, case, other)
    other.violations = list(dict.fromkeys([*other.violations, *case.violations]))
    other.technical_data = other.technical_data or case.technical_data
    other.merged_ids = [*(other.merged_ids or ()), case.id, *(case.merged_ids or ())]
    other.counts_from = min(_counted(case), _counted(other))
    link_up(work, case, other, LinkKind.MERGED_INTO)
    _close(work, case, Outcome.MERGED, "merged", form.reason)
    write_down(work, other, "took_merged", form.reason)
    return case


def _refuse_merger(work: Work, case: Case, other: Case) -> None:
    alike = (
        case.id != other.id
        and case.track == other.track
        and case.respondent_company_id == other.respondent_company_id
        and rules.act_of(work.law, case.violations) == rules.act_of(work.law, other.violations)
    )
    if not alike:
        raise NotMovable(
            Text("같은 절차·법률로 같은 피신고인을 다루는 사건만 병합합니다",
                 "Only cases of one procedure and Act against the same firm are merged")
        )  # fmt: skip
    if case.opened_by == rules.REPORT != other.opened_by:
        raise NotMovable(
            Text("신고 사건은 직권인지 사건에 병합할 수 없습니다. 반대로 병합하세요",
                 "A report is not merged into a case opened ex officio; merge the other way round")
        )  # fmt: skip
    _refuse_demanded(case)
    if not {case.state, other.state} <= MOVABLE:
        raise NotMovable(_TOO_LATE)
    if not case.examiner_id or case.examiner_id != other.examiner_id:
        raise NotMovable(
            Text(
                "먼저 두 사건에 같은 조사관을 배정하세요", "Assign one examiner to both cases first"
            )
        )


def _refuse_demanded(case: Case) -> None:
    """Raise NotMovable for a case that would end by the move before a demanded referral."""
    if case.referrals_demanded:
        raise NotMovable(DEMANDED, basis=(DEMAND_BASIS,))


_TOO_LATE = Text("조사 단계까지의 사건에만 할 수 있습니다", "Only up to the investigation")


def split(work: Work, *, case_id: str, form: PartIn, version: int | None) -> Case:
    """Make a case of some violations of a case; it has the same history, parties and clocks."""
    case = held(work, case_id, version)
    part = [code for code in case.violations if code in set(form.codes)]
    if case.state not in MOVABLE:
        raise NotMovable(_TOO_LATE)
    if not part or len(part) == len(case.violations) or set(form.codes) - set(part):
        words = Text("이 사건의 위반 유형 중 일부를 고르세요", "Choose some of its violations")
        raise Invalid(errors=(FieldError("/codes", "not_a_part", words),))
    made = _made_of(work, case, case.track, part)
    work.session.add_all(_copied(work, case, made))
    case.violations = [code for code in case.violations if code not in part]
    case.technical_data = _technical(work, case.violations)
    link_up(work, made, case, LinkKind.SPLIT_FROM)
    work.session.flush()
    write_down(work, case, "split", form.reason)
    write_down(work, made, "split_off", form.reason)
    return made


def hand_over(work: Work, *, case_id: str, form: PartIn, version: int | None) -> Case:
    """Close a case and begin it anew under violations of another procedure, received when it was."""
    case = held(work, case_id, version)
    track = rules.route(work.law, form.codes)
    if case.state not in MOVABLE or track == case.track:
        raise NotMovable(
            Text("다른 절차의 위반 유형을 고르세요", "Choose violations of another procedure")
        )
    _refuse_demanded(case)
    made = _made_of(work, case, track, form.codes)
    made.state, made.unit = TRACKS[track].initial, rules.unit_of(track, form.codes)
    made.examiner_id, made.panel, made.hearing_on = "", "", None
    made.procedure = rules.DISPUTE if track == "mss_win_win" else None
    work.session.add_all(_copied(work, case, made)[:1])
    link_up(work, case, made, LinkKind.HANDED_OVER_TO)
    work.session.flush()
    _close(work, case, Outcome.HANDED_OVER, "handed_over", form.reason)
    write_down(work, made, "took_over", form.reason)
    return made


def _made_of(work: Work, case: Case, track: str, codes: list[str]) -> Case:
    kind, year = TYPE_OF_TRACK[track], work.today.year
    number = CaseNumber(year, kind, next_number(work, CaseNumber(year, kind, 0).series))
    same = {name: value for name, value in case.model_dump().items() if name not in _OWN}
    violation = {**case.complaint.get("violation", {}), "codes": list(codes)}
    limit = rules.earliest_limitation(work.law, codes, case.trade_ended_on, case.received_on)
    made = Case(
        **same | {
            "id": work.new_id("case"), "number": number.text().ko, "number_type": kind,
            "number_year": year, "number_serial": number.serial,
            "public_reference": ids.new_secret(20), "track": track, "violations": list(codes),
            "technical_data": _technical(work, codes),
            # A part of a case stands under the rules of the whole; another procedure begins anew.
            "law_edition": case.law_edition if track == case.track else work.law.edition,
            "complaint": {**case.complaint, "violation": violation},
            "counts_from": _counted(case), "merged_ids": [case.id, *(case.merged_ids or ())],
            "limitation_last_on": limit.last_on, "limitation_late": limit.late,
        }
    )  # fmt: skip
    work.add(made)
    keep_edition(work)
    work.session.flush()
    target = may_over(work, case)
    people.copy_parties(work, case_id=case.id, to_case_id=made.id, target=target)
    if made.examiner_id and track == case.track:
        people.assign(work, case_id=made.id, person_id=made.examiner_id, target=target)
    work.record(CaseMoved(subject=made.id, command="made", unit=made.unit, state=made.state))
    return made


def _copied(work: Work, case: Case, made: Case) -> list[CaseStep]:
    names = set(CaseStep.model_fields) - {"id", "version", "case_id"}
    return [
        CaseStep(
            id=work.new_id("step"), case_id=made.id, **{name: getattr(step, name) for name in names}
        )
        for step in store.steps(work, case.id)
    ]  # fmt: skip


def _technical(work: Work, codes: list[str]) -> bool:
    return any(work.law.violation(code).technical_data for code in codes)


def _counted(case: Case) -> date:
    return case.counts_from or case.received_on


def _close(work: Work, case: Case, outcome: Outcome, command: str, reason: str) -> None:
    before, case.state = case.state, CaseState.CLOSED
    case.open, case.outcome, case.closed_on = False, outcome, work.today
    end_clocks(work, case)
    write_down(work, case, command, reason, before)
    rederive(work, case, store.steps(work, case.id))
