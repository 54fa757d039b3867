"""Filing an application from a case, bringing more, and giving it up."""

from collections.abc import Collection

from app.access.policy import May
from app.cases import queries as cases
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.people import queries as people
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.actions.compensation import add_compensation
from app.remedy_fund.applications.actions.payees import put_payee
from app.remedy_fund.applications.actions.steps import How, claim, take
from app.remedy_fund.applications.events import (
    FundApplicationFiled,
    FundApplicationSupplemented,
)
from app.remedy_fund.applications.lifecycle import APPLICATION, REFUSED, Command
from app.remedy_fund.applications.problems import NoApplicantFirm
from app.remedy_fund.applications.rules import refuse_unknown
from app.remedy_fund.applications.schemas.filing import (
    ApplicationIn,
    SuitIn,
    SupplementIn,
)
from app.remedy_fund.applications.tables import (
    FundApplication,
    FundApplicationEvidence,
    FundBenefitLine,
    FundLossLine,
)
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import Scheme


def file_application(work: Work, *, form: ApplicationIn) -> FundApplication:
    """Ask the fund for money as the firm that filed a case. Raises NoEnactedScheme, HarmClaimed."""
    case = cases.subject(work, form.case_id)
    work.require(May.APPLICATION_FILE, standing.of_case(work, case.id))
    if not case.complainant_company_id:
        raise NoApplicantFirm
    scheme = schemes.current(work, work.today)
    _check(scheme, form, set(case.violations))
    year = work.today.year
    row = work.add(
        FundApplication(
            id=work.new_id("fapp"),
            number=f"{year}-구제-{next_number(work, f'fund_application:{year}'):04d}",
            case_id=case.id, applicant_company_id=case.complainant_company_id,
            applicant_name=case.complainant_name,
            applicant_size=people.firm_size(work, case.complainant_company_id),
            respondent_company_id=case.respondent_company_id, state=APPLICATION.initial,
            scheme_id=scheme.id, scheme_edition=scheme.edition, scheme_digest=scheme.digest,
            filed_by=work.actor.account_id, filed_by_person=work.actor.person_id,
            filed_on=work.today, filed_at=work.now, statement=form.statement,
        )
    )  # fmt: skip
    work.session.flush()
    _attach(work, row, _items_of(form))
    if form.suit is not None:
        _name_suit(work, row, form.suit)
    _put_lines(work, row, form)
    for declared in form.compensations:
        add_compensation(work, row, declared)
    if form.payee is not None:
        put_payee(work, row, form.payee, scheme=scheme)
    work.record(
        FundApplicationFiled(
            subject=row.id, case_id=row.case_id, company_id=row.applicant_company_id,
            number=row.number, benefits=tuple(line.benefit for line in form.lines),
            claimed_won=sum(line.claimed_won for line in form.lines),
            scheme=scheme.id, edition=scheme.edition,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def _check(scheme: Scheme, form: ApplicationIn, violations: Collection[str]) -> None:
    errors = []
    for place, line in enumerate(form.lines):
        pointer = f"/lines/{place}"
        if line.benefit not in scheme.benefits:
            words = Text("이 제도에 없는 지원 항목입니다", "The scheme has no such benefit")
            errors.append(FieldError(f"{pointer}/benefit", "unknown", words))
        if line.harm not in violations:
            words = Text(
                "사건에서 신고한 위반 유형이 아닙니다", "Not a violation that the case alleges"
            )
            errors.append(FieldError(f"{pointer}/harm", "unknown", words))
        if line.claimed_won > line.cost_won:
            words = Text("신청액이 비용보다 많습니다", "More is asked for than it costs")
            errors.append(FieldError(f"{pointer}/claimed_won", "over_cost", words))
    if errors:
        raise Invalid(errors=tuple(errors))


def _items_of(form: ApplicationIn) -> set[str]:
    named = {*form.evidence, *(item for loss in form.losses for item in loss.evidence)}
    named |= {item for declared in form.compensations for item in declared.evidence}
    return named | ({form.suit.evidence_item_id} if form.suit else set())


def _attach(work: Work, row: FundApplication, item_ids: Collection[str]) -> list[str]:
    """Put pieces of the case's evidence under an application; returns those that are new."""
    if not item_ids:
        return []
    on_file = {one.evidence_item_id: one for one in cases.exhibits(work, row.case_id)}
    refuse_unknown(item_ids, on_file, "/evidence")
    here = {one.item_id for one in store.evidence(work, row.id)}
    new = sorted(set(item_ids) - here)
    for item_id in new:
        exhibit = on_file[item_id]
        work.add(
            FundApplicationEvidence(
                id=work.new_id("fevi"), application_id=row.id, item_id=item_id,
                label=exhibit.label or "", title=exhibit.title, sha256=exhibit.sha256,
                attached_at=work.now, attached_by=work.actor.account_id,
            )
        )  # fmt: skip
    work.session.flush()
    return new


def _name_suit(work: Work, row: FundApplication, suit: SuitIn) -> None:
    if suit.filed_on > work.today:
        words = Text("미래 날짜는 적을 수 없습니다", "The day lies in the future")
        raise Invalid(errors=(FieldError("/suit/filed_on", "future", words),))
    row.suit = suit.model_dump(mode="json")


def _put_lines(work: Work, row: FundApplication, form: ApplicationIn) -> None:
    lines = [
        FundBenefitLine(
            id=work.new_id("fline"),
            application_id=row.id,
            sequence=number,
            evidence=[],
            **line.model_dump(),
        )
        for number, line in enumerate(form.lines, start=1)
    ]
    claim(work, row, lines)
    work.session.add_all(lines)
    work.session.add_all(
        FundLossLine(
            id=work.new_id("floss"), application_id=row.id, sequence=number, kind=loss.kind,
            description=loss.description, claimed_won=loss.claimed_won,
            evidence=sorted(set(loss.evidence)),
        )
        for number, loss in enumerate(form.losses, start=1)
    )  # fmt: skip
    work.session.flush()


def supplement(
    work: Work, *, application_id: str, form: SupplementIn, version: int | None
) -> FundApplication:
    """Bring more evidence, or name a suit; nothing more is taken once it is refused."""
    row, _target = standing.known(work, application_id, lock=True, may=May.APPLICATION_FILE)
    work.expect_version(row, version)
    if row.state in REFUSED:
        APPLICATION.find(row.state, "supplement")
    wanted = {*form.evidence, *((form.suit.evidence_item_id,) if form.suit else ())}
    new = _attach(work, row, wanted)
    if form.suit is not None:
        _name_suit(work, row, form.suit)
    work.touch(row)
    work.record(
        FundApplicationSupplemented(subject=row.id, case_id=row.case_id, evidence=tuple(new))
    )
    work.session.flush()
    return row


def withdraw(
    work: Work, *, application_id: str, reason: str, version: int | None
) -> FundApplication:
    """Give an application up; not once money was awarded."""
    row, target = standing.known(work, application_id, lock=True, may=May.APPLICATION_FILE)
    work.expect_version(row, version)
    take(work, row, target, Command.WITHDRAW, How(reason=reason))
    return row
