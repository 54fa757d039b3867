"""Receiving a complaint: checked, numbered, timed, and told apart from who may know of it."""

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import rules, store
from app.cases.actions.clocks import derive_first
from app.cases.actions.drafts import own_draft
from app.cases.actions.history import Taken, step_of
from app.cases.editions import keep_edition
from app.cases.events import ComplaintFiled
from app.cases.lifecycle import TRACKS, ConsentState
from app.cases.numbers import TYPE_OF_TRACK, CaseNumber
from app.cases.problems import DraftFiled, ProofMissing
from app.cases.schemas.complaint import ComplaintIn, Filing
from app.cases.tables import Case, CaseStep, Exhibit
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel import ids
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.law.limitation import Limitation
from app.people import actions as people
from app.people.actions.companies import parse_number
from app.people.schemas.companies import CompanyIn

_REPORT_ARTICLES = {
    "kftc": "하도급법 제22조",
    "sme_technology": "중소기업기술보호법 제8조의2",
    "mss_win_win": "상생협력법 제28조",
    "referred_out": "민원 처리에 관한 법률 제16조",
}


def file_complaint(work: Work, *, form: ComplaintIn) -> Filing:
    """Receive a complaint as a case; late ones are flagged, never refused (하도급법 제22조, 제23조)."""
    work.require(May.CASE_FILE, OPEN)
    trade = {name: getattr(form.violation, name) for name in ("trade_started_on", "trade_ended_on")}
    rules.check_dates(form.complainant.birth_on, trade, work.today)
    track = rules.route(work.law, form.violation.codes)
    case_id = work.new_id("case")
    exhibits = _draft_exhibits(work, form, case_id)
    if rules.needs_proof(work.law, form.violation.codes, track) and not exhibits:
        words = Text("입증 자료를 한 건 이상 올려 주세요", "Upload at least one piece of proof")
        raise ProofMissing(errors=(FieldError("/draft_id", "proof_missing", words),))
    limit = rules.earliest_limitation(
        work.law, form.violation.codes, form.violation.trade_ended_on, work.today
    )
    _check_numbers(work, form)
    company = people.name_company(work, _respondent(form))
    rules.check_sides(form.complainant.company_id, company.id)
    case = _case(work, form, case_id, company.id, track=track, limit=limit)
    steps = _opening_steps(work, case)
    # The clocks come first, so that the case row is written once, with its next legal day.
    derive_first(work, case, steps)
    work.add(case)
    work.session.flush()
    work.session.add_all(steps)
    _tie(work, case)
    _file_exhibits(case, exhibits)
    keep_edition(work)
    event_id = work.record(_filed(case, exhibits))
    return _filing(case, limit, event_id)


def _draft_exhibits(work: Work, form: ComplaintIn, case_id: str) -> list[Exhibit]:
    if not form.draft_id:
        return []
    draft = own_draft(work, form.draft_id)
    # An upload that is being registered waits here, or is waited for.
    work.session.refresh(draft, with_for_update=True)
    if draft.case_id:
        raise DraftFiled(case_id=draft.case_id)
    draft.case_id = case_id
    return store.draft_exhibits(work, draft.id)


def _case(
    work: Work, form: ComplaintIn, case_id: str, company_id: str, *, track: str, limit: Limitation
) -> Case:
    kind = TYPE_OF_TRACK[track]
    complainant, respondent = form.complainant, form.respondent
    year = work.today.year
    number = CaseNumber(year, kind, next_number(work, CaseNumber(year, kind, 0).series))
    answered = form.consents.notify_respondent
    consent = {None: ConsentState.NOT_ASKED, True: ConsentState.GIVEN, False: ConsentState.REFUSED}
    return Case(
        id=case_id,
        number=number.text().ko,
        number_type=kind,
        number_year=year,
        number_serial=number.serial,
        public_reference=ids.new_secret(20),
        track=track,
        state=TRACKS[track].initial,
        unit=rules.unit_of(track, form.violation.codes),
        procedure=rules.DISPUTE if track == "mss_win_win" else None,
        filed_by=work.actor.person_id,
        complainant_name=complainant.company_name or complainant.name,
        complainant_company_id=complainant.company_id,
        respondent_name=respondent.name,
        respondent_company_id=company_id,
        violations=list(dict.fromkeys(form.violation.codes)),
        technical_data=any(work.law.violation(c).technical_data for c in form.violation.codes),
        trade_started_on=form.violation.trade_started_on,
        trade_ended_on=form.violation.trade_ended_on,
        price_won=form.violation.price_won,
        loss_won=form.violation.loss_won,
        complaint=form.model_dump(mode="json", exclude={"draft_id"}),
        identity_choice=form.consents.identity,
        consent_state=consent[answered],
        received_on=work.today,
        received_at=work.now,
        limitation_last_on=limit.last_on,
        limitation_late=limit.late,
        law_edition=work.law.edition,
    )


def _respondent(form: ComplaintIn) -> CompanyIn:
    named = form.respondent
    return CompanyIn(
        name=named.name,
        business_number=named.business_number,
        representative_name=named.representative_name,
        address=named.address,
    )


def _check_numbers(work: Work, form: ComplaintIn) -> None:
    for group in ("complainant", "respondent"):
        number = getattr(form, group).business_number
        if number:
            parse_number(work, number, pointer=f"/{group}/business_number")


def _tie(work: Work, case: Case) -> None:
    company_id = case.complainant_company_id or None
    people.tie_complainant(work, case_id=case.id, company_id=company_id, new=True)
    people.name_respondent(work, case_id=case.id, company_id=case.respondent_company_id, new=True)


def _file_exhibits(case: Case, exhibits: list[Exhibit]) -> None:
    for number, exhibit in enumerate(exhibits, start=1):
        exhibit.case_id = case.id
        exhibit.label = rules.exhibit_label(exhibit.side, number)


def _opening_steps(work: Work, case: Case) -> list[CaseStep]:
    answered = {ConsentState.GIVEN: "consent_answered", ConsentState.REFUSED: "consent_refused"}
    occurrence = answered.get(ConsentState(case.consent_state))
    opening = [("received", ""), *([(occurrence, occurrence)] if occurrence else [])]
    return [
        step_of(
            work,
            case.id,
            sequence,
            Taken(
                command=command,
                from_state="",
                to_state=case.state,
                basis=_REPORT_ARTICLES[case.track],
                on=work.today,
                occurrence=heard,
            ),
        )
        for sequence, (command, heard) in enumerate(opening, start=1)
    ]


def _filed(case: Case, exhibits: list[Exhibit]) -> ComplaintFiled:
    return ComplaintFiled(
        subject=case.id, number=f"{case.number_year}-{case.number_type}-{case.number_serial}",
        track=case.track, violations=tuple(case.violations), received_on=case.received_on,
        limitation_last_on=case.limitation_last_on, limitation_late=case.limitation_late,
        identity_choice=case.identity_choice, law_edition=case.law_edition,
        exhibits=tuple(exhibit.id for exhibit in exhibits),
    )  # fmt: skip


def _filing(case: Case, limit: Limitation, event_id: str) -> Filing:
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    return Filing(
        case_id=case.id, number=number.ko, number_en=number.en,
        public_reference=case.public_reference, track=case.track,
        received_on=case.received_on.isoformat(),
        limitation_last_on=limit.last_on.isoformat() if limit.last_on else None,
        limitation_late=limit.late, limitation_note_ko=limit.flag.ko,
        limitation_note_en=limit.flag.en, event_id=event_id, version=case.version,
    )  # fmt: skip
