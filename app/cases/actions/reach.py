"""Entering the facts on which the jurisdiction of a case is judged."""

from app.access.policy import May
from app.cases import store
from app.cases.actions.beside import Effect, end_effects, lay_effect
from app.cases.actions.ties import may_over
from app.cases.events import ReachEntered
from app.cases.problems import ReasonMissing
from app.cases.rules import refuse_closed
from app.cases.schemas.reach import ReachIn
from app.cases.tables import Case, CaseReach
from app.db.work import Work
from app.kernel.problems import FieldError
from app.kernel.text import Text

WIN_WIN = "mss_win_win"
_NO_ORDER = Effect(
    sort="bar",
    cause="other_act_in_survey",
    basis="상생협력법 제27조제2항",
    kinds=("corrective_order",),
)
_NAMES = (
    "work_kind", "giver_is_sme", "giver_size_won", "taker_size_won", "under_subcontracting",
    "under_fair_trade", "reason",
)  # fmt: skip


def enter_reach(work: Work, *, case_id: str, form: ReachIn, version: int | None) -> Case:
    """Keep the facts of the test; in a survey they may bar an order of the ministry (제27조제2항)."""
    case = store.case(work, case_id)
    work.require(May.CASE_REVIEW, may_over(work, case))
    refuse_closed(case)
    work.expect_version(case, version)
    judged = form.under_subcontracting is not None or form.under_fair_trade is not None
    if judged and not form.reason:
        words = Text("판단한 이유를 적으세요", "Give the reason for the judgement")
        raise ReasonMissing(errors=(FieldError("/reason", "missing", words),))
    row = store.reach(work, case_id) or work.add(
        CaseReach(id=work.new_id("reach"), case_id=case_id, entered_by="", entered_on=work.today)
    )
    for name in _NAMES:
        setattr(row, name, getattr(form, name))
    row.entered_by, row.entered_on = work.actor.person_id, work.today
    if case.track == WIN_WIN:
        case.procedure = form.procedure or case.procedure
        _bar_order(work, case, row)
    work.touch(case)
    work.record(
        ReachEntered(subject=case_id, procedure=case.procedure or "", barred=_barred(case, row))
    )
    work.session.flush()
    return case


def _barred(case: Case, row: CaseReach) -> bool:
    return case.procedure == "survey" and bool(row.under_other_act)


def _bar_order(work: Work, case: Case, row: CaseReach) -> None:
    end_effects(work, case_id=case.id, source_id=row.id)
    if _barred(case, row):
        lay_effect(work, case_id=case.id, source_id=row.id, effect=_NO_ORDER)
