"""What one may do about a mediation; one function per act; none commits."""

from app.access.policy import May
from app.cases import actions as case_actions
from app.cases.actions import Effect
from app.cases.effects import BAR, NOTED
from app.cases.rules import refuse_closed
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid, NotConfigured
from app.kernel.text import Text
from app.sanctions import actions as sanctions
from app.settlements.mediation import rules, store
from app.settlements.mediation.events import MediationBegun, MediationMoved
from app.settlements.mediation.facts import facts_of, opened_on, refuse_strangers
from app.settlements.mediation.lifecycle import MEDIATION, MediationCommand, MediationState
from app.settlements.mediation.problems import MediationRuns, NotTheApplicant
from app.settlements.mediation.schemas import MediationIn, MediationStepIn
from app.settlements.mediation.tables import Mediation
from app.settlements.standing import Ground, ground_of, taken

C = MediationCommand
_RUNNING = "하도급법 제24조의5"
_PERFORMED = "하도급법 제24조의6"
_ENDS = {C.SETTLE, C.FAIL, C.WITHDRAW, C.DISMISS}
_DAY_OF = {
    C.EXTEND: "extended_on", C.REPORT: "reported_on", C.CONFIRM: "performed_on",
    C.ASK_PANEL: "panel_asked_on", C.EXTEND_PANEL: "panel_extended_on",
    C.CHOOSE_PANEL: "panel_chosen_on", **dict.fromkeys(_ENDS, "ended_on"),
}  # fmt: skip
_REASON_OF = {C.REPORT: "report", C.FAIL: "reason", C.DISMISS: "reason", C.FIND_BROKEN: "reason"}
_TOLD = {
    C.EXTEND: "mediation_extended", C.SETTLE: "mediation_settled", C.FAIL: "mediation_failed",
    C.WITHDRAW: "mediation_withdrawn", C.DISMISS: "mediation_dismissed",
    C.CALL_HEARING: "technology_hearing_called", C.REPORT: "settlement_reported",
    C.CONFIRM: "settlement_performed", C.FIND_BROKEN: "settlement_broken",
    C.NOTE_SUIT: "mediation_suit", C.ASK_PANEL: "panel_asked", C.EXTEND_PANEL: "panel_extended",
    C.CHOOSE_PANEL: "panel_chosen",
}  # fmt: skip
_TOLD_OF_ARBITRATION = _TOLD | {
    C.EXTEND: "arbitration_extended", C.SETTLE: "arbitration_awarded",
    C.FAIL: "arbitration_failed", C.WITHDRAW: "arbitration_withdrawn",
    C.DISMISS: "arbitration_dismissed", C.REPORT: "award_reported",
    C.CONFIRM: "award_performed", C.FIND_BROKEN: "award_broken",
}  # fmt: skip


def apply(work: Work, *, case_id: str, form: MediationIn) -> Mediation:
    """Apply for mediation, as either party; else NoForum, NoComplainant, IdentityClosed."""
    ground = ground_of(work, case_id)
    work.require(May.MEDIATION_APPLY, ground.target)
    return _begin(work, ground, form)


def refer(work: Work, *, case_id: str, form: MediationIn) -> Mediation:
    """Refer a dispute to mediation, as the agency; else as `apply`."""
    ground = ground_of(work, case_id)
    work.require(May.CASE_INVESTIGATE, ground.target)
    return _begin(work, ground, form)


def begin(work: Work, *, case_id: str, form: MediationIn) -> Mediation:
    """Apply or refer, by the side from which the actor comes."""
    side = ground_of(work, case_id).side
    act = refer if side == "agency" else apply
    return act(work, case_id=case_id, form=form)


def _begin(work: Work, ground: Ground, form: MediationIn) -> Mediation:
    case, side, case_id = ground.case, ground.side, ground.case.id
    refuse_closed(case)
    forum = rules.forum_of(case.track, form.forum)
    rules.refuse_one_sided(case.opened_by, forum)
    refuse_strangers(work, case)
    technology = forum in rules.TECHNOLOGY
    rules.check_representatives(
        form.representatives, technology=technology, most=_most_representatives(work)
    )
    if any(one.state == MediationState.RUNNING for one in store.mediations_of(work, case_id)):
        raise MediationRuns
    row = work.add(
        Mediation(
            id=work.new_id("mediation"), case_id=case_id, forum=forum, side=side,
            filed_by=work.actor.person_id, state=MEDIATION.initial, filed_on=work.today,
            request=form.request, representatives=list(form.representatives),
            forbids=rules.forbids_measures(case.track, work.today, opened_on(work, case_id)),
        )
    )  # fmt: skip
    work.session.flush()
    _tell_begun(work, row)
    if row.forbids:
        bar = Effect(sort=BAR, cause="mediation", basis=_RUNNING, kinds=rules.BARRED)
        case_actions.lay_effect(work, case_id=case_id, source_id=row.id, effect=bar)
    work.record(
        MediationBegun(
            subject=row.id, case_id=case_id, forum=forum, side=side, on=row.filed_on,
            forbids=row.forbids,
        )
    )  # fmt: skip
    return row


def take_step(
    work: Work, *, mediation_id: str, form: MediationStepIn, version: int | None
) -> Mediation:
    """Take a step of a mediation and let it work on the case and its measures."""
    row = store.mediation(work, mediation_id)
    ground = ground_of(work, row.case_id)
    work.expect_version(row, version)
    facts = facts_of(work, row, ground, hearing_on=form.hearing_on)
    step = taken(work, ground, rules.table_of(row.forum), row.state, form=form, facts=facts)
    command = MediationCommand(step.command)
    _refuse_incomplete(work, row, ground, command, form)
    row.state = step.target
    _write(work, row, ground, command, form)
    work.session.flush()
    _tell(work, row, command)
    work.record(
        MediationMoved(
            subject=row.id, case_id=row.case_id, command=command, state=row.state, on=work.today
        )
    )
    return row


def _most_representatives(work: Work) -> int | None:
    try:
        return work.law.figure("technology_representatives", work.today).number
    except NotConfigured:
        return None


def _tell_begun(work: Work, row: Mediation) -> None:
    name = "arbitration" if row.forum == rules.ARBITRATION else "mediation"
    what = f"{name}_referred" if row.side == "agency" else f"{name}_filed"
    case_actions.note_beside(work, case_id=row.case_id, what=what, basis=rules.BASIS[row.forum])
    sanctions.renew_measures(work, case_id=row.case_id)


def _refuse_incomplete(
    work: Work, row: Mediation, ground: Ground, command: MediationCommand, form: MediationStepIn
) -> None:
    """Raise where a step lacks what it needs, or comes from the side that did not apply."""
    if command is C.WITHDRAW and ground.side != row.side:
        raise NotTheApplicant
    if command is C.CALL_HEARING and form.hearing_on is None:
        words = Text("기일을 입력하세요", "Enter the day of the hearing")
        raise Invalid(errors=(FieldError("/hearing_on", "missing", words),))
    if command is not C.SETTLE:
        return
    errors = []
    if not form.terms:
        words = (
            Text("중재판정의 내용을 입력하세요", "Enter what was awarded")
            if row.forum == rules.ARBITRATION
            else Text("조정조서의 합의 내용을 입력하세요", "Enter the terms of the record")
        )
        errors.append(FieldError("/terms", "missing", words))
    if form.perform_by is not None and form.perform_by < work.today:
        words = Text("이행 기한이 지난 날입니다", "The day to perform lies in the past")
        errors.append(FieldError("/perform_by", "past", words))
    if errors:
        raise Invalid(errors=tuple(errors))


def _write(
    work: Work, row: Mediation, ground: Ground, command: MediationCommand, form: MediationStepIn
) -> None:
    if command is C.AGREE_EXTENSION:
        setattr(row, f"{ground.side}_agreed_on", work.today)
    if command in _DAY_OF:
        setattr(row, _DAY_OF[command], work.today)
    if command in _REASON_OF:
        setattr(row, _REASON_OF[command], form.reason)
    if command is C.CALL_HEARING:
        row.hearing_on = form.hearing_on
    if command is C.SETTLE:
        row.terms, row.perform_by = form.terms, form.perform_by
        row.record_number = form.record_number


def _tell(work: Work, row: Mediation, command: MediationCommand) -> None:
    """Let a step work on the case: notes, clocks, bars, and recommendations on technology."""
    case_id, technology = row.case_id, row.forum in rules.TECHNOLOGY
    told = _TOLD_OF_ARBITRATION if row.forum == rules.ARBITRATION else _TOLD
    if command in told:
        case_actions.note_beside(
            work, case_id=case_id, what=told[command], basis=rules.BASIS[row.forum]
        )
    if command in _ENDS:
        case_actions.end_effects(work, case_id=case_id, source_id=row.id)
        if command is C.SETTLE and technology:
            sanctions.end_recommendations(work, case_id=case_id)
        sanctions.renew_measures(work, case_id=case_id)
    if command is C.CONFIRM:
        case_actions.lay_effect(
            work, case_id=case_id, source_id=row.id, effect=_performed(row.forum)
        )
    if command in {C.WITHDRAW, C.DISMISS} and row.forum == rules.COUNCIL:
        case_actions.note_beside(work, case_id=case_id, what="prescription_kept")


def _performed(forum: str) -> Effect:
    """Return what a performed settlement does: under the Subcontracting Act it forbids orders."""
    cause = "award_performed" if forum == rules.ARBITRATION else "settlement_performed"
    if forum == rules.COUNCIL:
        return Effect(sort=BAR, cause=cause, basis=_PERFORMED, kinds=rules.BARRED)
    return Effect(sort=NOTED, cause=cause, basis=rules.BASIS[forum])
