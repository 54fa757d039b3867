"""Where a case belongs, judged from the facts entered and shown line by line."""

from app.access.policy import May
from app.cases import store
from app.cases.actions.ties import may_over
from app.cases.schemas.reach import JurisdictionOut, LineOut, ReachIn
from app.cases.tables import Case, CaseReach
from app.db.work import Work
from app.law.agencies import AGENCIES
from app.law.jurisdiction import Work as WorkKind
from app.law.routing import Line, Matter, judge


def jurisdiction(work: Work, case_id: str) -> JurisdictionOut:
    """Return the test of jurisdiction as it stands on the facts entered."""
    case = store.case(work, case_id)
    work.require(May.CASE_REVIEW, may_over(work, case))
    facts = _facts(case, store.reach(work, case_id))
    found = judge(work.law, _matter(work, case, facts))
    agency = AGENCIES[found.agency]
    return JurisdictionOut(
        case_id=case_id, version=case.version, way=found.way, way_ko=found.words.ko,
        way_en=found.words.en, agency=found.agency, agency_ko=agency.ko, agency_en=agency.en,
        lines=[_line(line) for line in found.lines], facts=facts,
    )  # fmt: skip


def _facts(case: Case, row: CaseReach | None) -> ReachIn:
    """Return what was entered; before that, the sizes that the complaint gives."""
    if row is None:
        sides = (case.complaint.get(side, {}) for side in ("respondent", "complainant"))
        giver, taker = (side.get("sales_won") for side in sides)
        known = {"giver_size_won": giver, "taker_size_won": taker}
        return ReachIn.model_validate({**known, "procedure": case.procedure or ""})
    entered = {name: getattr(row, name) for name in ReachIn.model_fields if name != "procedure"}
    return ReachIn.model_validate({**entered, "procedure": case.procedure or ""})


def _matter(work: Work, case: Case, facts: ReachIn) -> Matter:
    return Matter(
        track=case.track, codes=tuple(case.violations), on=case.trade_ended_on or work.today,
        procedure=facts.procedure, work=WorkKind(facts.work_kind) if facts.work_kind else None,
        giver_is_sme=facts.giver_is_sme, giver_size_won=facts.giver_size_won,
        taker_size_won=facts.taker_size_won, under_subcontracting=facts.under_subcontracting,
        under_fair_trade=facts.under_fair_trade,
    )  # fmt: skip


def _line(line: Line) -> LineOut:
    return LineOut(
        code=line.code, question_ko=line.question.ko, question_en=line.question.en,
        answer=line.answer, reason_ko=line.reason.ko, reason_en=line.reason.en,
        basis=str(line.basis),
    )  # fmt: skip
