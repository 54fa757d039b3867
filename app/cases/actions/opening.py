"""Opening a case of the office's own accord: numbered and routed as a complaint, with nobody behind."""

from dataclasses import dataclass, replace
from typing import Any

from app.access.actor import OPEN, Role
from app.access.policy import May
from app.cases import ex_officio, rules, store
from app.cases.actions.clocks import derive_first
from app.cases.actions.history import Taken, step_of
from app.cases.actions.ties import may_over
from app.cases.editions import keep_edition
from app.cases.events import CaseOpenedExOfficio
from app.cases.lifecycle import TRACKS, ConsentState
from app.cases.numbers import TYPE_OF_TRACK, CaseNumber
from app.cases.schemas.opening import OpeningIn, OpeningSource, TipOpeningIn
from app.cases.tables import Case, CaseOrigin
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel import ids
from app.people import actions as people
from app.people import queries
from app.people.actions.companies import parse_number
from app.people.schemas.companies import CompanyIn


@dataclass(frozen=True, slots=True)
class From:
    """From what the office learnt of a matter."""

    source: OpeningSource
    note: str = ""
    other_case_id: str = ""
    tip_id: str = ""


def open_ex_officio(work: Work, *, form: OpeningIn) -> Case:
    """Open a case on a survey, on the press, or on what another case brought to light (직권인지)."""
    work.require(May.CASE_OPEN, OPEN)
    learnt = From(form.source, form.source_note)
    if form.other_case_id:
        other = store.named(work, form.other_case_id)
        work.require(May.CASE_SEE, replace(may_over(work, other), level=1))
        learnt = replace(learnt, other_case_id=other.id)
    return opened(work, form, learnt)


def opened(work: Work, form: TipOpeningIn, learnt: From) -> Case:
    """Open the case; the examiner who opens it examines it until its lead decides otherwise."""
    work.require(May.CASE_OPEN, OPEN)
    trade = {name: getattr(form, name) for name in ("trade_started_on", "trade_ended_on")}
    rules.check_dates(None, trade, work.today)
    track = rules.route(work.law, form.codes, pointer="/codes")
    ex_officio.check_opening(track, form.codes, work.actor.unit)
    if form.respondent.business_number:
        parse_number(work, form.respondent.business_number, pointer="/respondent/business_number")
    named = CompanyIn.model_validate(form.respondent.model_dump())
    company = people.name_company(work, named, may=May.CASE_OPEN)
    # Somebody who stands behind a wall from the firm opens nothing against it.
    target = queries.company_target(work, company.id)
    work.require(May.CASE_OPEN, replace(target, secret=False))
    case = _case(work, form, company.id, track=track, learnt=learnt)
    step = step_of(work, case.id, 1, _taken(work, case, learnt))
    derive_first(work, case, [step])
    work.add(case)
    work.session.flush()
    work.session.add_all([step, _origin(work, form, case, learnt)])
    people.name_respondent(
        work, case_id=case.id, company_id=company.id, new=True, may=May.CASE_OPEN
    )
    keep_edition(work)
    _assign_opener(work, case)
    work.record(_happened(case, learnt))
    work.session.flush()
    return case


def _assign_opener(work: Work, case: Case) -> None:
    if work.actor.role is not Role.INVESTIGATOR:
        return
    work.session.flush()
    people.assign_opener(work, case_id=case.id)
    case.examiner_id = work.actor.person_id


def _case(work: Work, form: TipOpeningIn, company_id: str, *, track: str, learnt: From) -> Case:
    kind, year = TYPE_OF_TRACK[track], work.today.year
    number = CaseNumber(year, kind, next_number(work, CaseNumber(year, kind, 0).series))
    codes = list(dict.fromkeys(form.codes))
    survey = track == "mss_win_win" and learnt.source is OpeningSource.SURVEY
    return Case(
        id=work.new_id("case"),
        number=number.text().ko,
        number_type=kind,
        number_year=year,
        number_serial=number.serial,
        public_reference=ids.new_secret(20),
        track=track,
        state=TRACKS[track].initial,
        unit=work.actor.unit,
        opened_by=ex_officio.EX_OFFICIO,
        procedure=rules.SURVEY if survey else None,
        filed_by="",
        complainant_name="",
        respondent_name=form.respondent.name,
        respondent_company_id=company_id,
        violations=codes,
        technical_data=any(work.law.violation(code).technical_data for code in codes),
        trade_started_on=form.trade_started_on,
        trade_ended_on=form.trade_ended_on,
        price_won=form.price_won,
        complaint=_alleged(form),
        identity_choice="",
        consent_state=ConsentState.NOT_NEEDED,
        received_on=work.today,
        received_at=work.now,
        law_edition=work.law.edition,
    )


def _alleged(form: TipOpeningIn) -> dict[str, Any]:
    written = form.model_dump(mode="json")
    trade = {name: written[name] for name in ("codes", "trade_started_on", "trade_ended_on")}
    return {"respondent": written["respondent"], "violation": trade}


def _taken(work: Work, case: Case, learnt: From) -> Taken:
    acts = [work.law.violation(code).basis.act for code in case.violations]
    return Taken(
        command="opened",
        from_state="",
        to_state=case.state,
        basis=ex_officio.opening_basis(case.track, acts, learnt.source),
        on=case.received_on,
    )


def _origin(work: Work, form: TipOpeningIn, case: Case, learnt: From) -> CaseOrigin:
    return CaseOrigin(
        id=work.new_id("origin"),
        case_id=case.id,
        source=learnt.source,
        source_note=learnt.note,
        grounds=form.grounds,
        other_case_id=learnt.other_case_id,
        tip_id=learnt.tip_id,
        opened_by=work.actor.person_id,
        opened_on=work.today,
    )


def _happened(case: Case, learnt: From) -> CaseOpenedExOfficio:
    return CaseOpenedExOfficio(
        subject=case.id,
        number=f"{case.number_year}-{case.number_type}-{case.number_serial}",
        track=case.track,
        violations=tuple(case.violations),
        opened_on=case.received_on,
        source=learnt.source,
        law_edition=case.law_edition,
    )
