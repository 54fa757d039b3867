"""Registering companies, belonging to them, and letting representatives act for them."""

from datetime import date

from app.access.actor import OPEN, Role
from app.access.policy import May
from app.db.faults import AlreadyThere
from app.db.work import Work
from app.kernel.problems import FieldError, Forbidden, Invalid
from app.kernel.text import Text
from app.people import business_number as numbers
from app.people import rules
from app.people.actions.messages import put_message
from app.people.events import (
    CompanyRegistered,
    CompanyUpdated,
    MandateGranted,
    MandateRevoked,
    MemberAdded,
    MemberConfirmed,
)
from app.people.message_templates import Template
from app.people.problems import AlreadyMember, AlreadySettled
from app.people.rules import CompanyKind, CompanySize, MandateScope, MemberKind
from app.people.schemas.companies import CompanyIn, CompanyUpdateIn, MandateIn
from app.people.store import companies as store
from app.people.tables import Company, CompanyMember, Mandate
from app.people.targets import company_target


def parse_number(work: Work, written: str, *, pointer: str = "/business_number") -> str:
    """Return a business number as ten digits; raise Invalid, naming the field."""
    try:
        return numbers.parse(written, demonstration=work.world.demonstration)
    except numbers.InvalidBusinessNumber as fault:
        raise Invalid(errors=(FieldError(pointer, fault.code, fault.words),)) from fault


def register_company(work: Work, form: CompanyIn) -> tuple[Company, CompanyMember | None]:
    """Register a company; a party becomes its owner.

    Where the company is known already, the party's membership waits for confirmation, so that
    nobody reaches another firm's cases by typing its number.
    """
    work.require(May.COMPANY_REGISTER, OPEN)
    number = parse_number(work, form.business_number) if form.business_number else None
    known = store.company_by_number(work, number) if number else None
    party = work.actor.role is Role.PARTY
    if known is not None:
        if not party:
            raise AlreadyThere(company_id=known.id)
        return known, _join(work, known, MemberKind.STAFF, confirmed=False)
    company = _new_company(
        work, form, number, size=form.size, sales_won=form.sales_won, named=False
    )
    member = _join(work, company, MemberKind.OWNER, confirmed=True) if party else None
    return company, member


def name_company(work: Work, form: CompanyIn, *, may: May = May.CASE_FILE) -> Company:
    """Return the company with this number, or register it as one that a complaint names.

    Nobody becomes its member, and what is known of it already is left as it is. `may` is the
    permission of the act that names it.
    """
    work.require(may, OPEN)
    number = parse_number(work, form.business_number) if form.business_number else None
    known = store.company_by_number(work, number) if number else None
    if known is not None:
        return known
    return _new_company(work, form, number, size=CompanySize.UNKNOWN, sales_won=None, named=True)


def _new_company(
    work: Work,
    form: CompanyIn,
    number: str | None,
    *,
    size: CompanySize,
    sales_won: int | None,
    named: bool,
) -> Company:
    company = work.add(
        Company(
            id=work.new_id("com"),
            business_number=number,
            name=form.name,
            representative_name=form.representative_name,
            address=form.address,
            phone=form.phone,
            size=size,
            sales_won=sales_won,
            kind=form.kind,
            created_at=work.now,
        )
    )
    work.session.flush()
    work.record(
        CompanyRegistered(
            subject=company.id, kind=CompanyKind(form.kind), size=CompanySize(size), named=named
        )
    )
    return company


def _join(work: Work, company: Company, kind: MemberKind, *, confirmed: bool) -> CompanyMember:
    person_id = work.actor.person_id
    if store.member_of(work, company.id, person_id) is not None:
        raise AlreadyMember(company_id=company.id)
    member = work.add(
        CompanyMember(
            id=work.new_id("mem"),
            company_id=company.id,
            person_id=person_id,
            kind=kind,
            from_on=work.today,
            confirmed_at=work.now if confirmed else None,
            confirmed_by=work.actor.account_id if confirmed else "",
        )
    )
    work.record(
        MemberAdded(
            subject=member.id,
            company_id=company.id,
            person_id=person_id,
            kind=kind,
            confirmed=confirmed,
        )
    )
    return member


def update_company(
    work: Work, *, company_id: str, form: CompanyUpdateIn, version: int | None = None
) -> Company:
    """Correct what is known of a company; its business number stays."""
    work.require(May.COMPANY_REGISTER, OPEN)
    work.require(May.COMPANY_READ, company_target(work, company_id))
    company = store.company(work, company_id)
    work.expect_version(company, version)
    given = form.model_dump(exclude_unset=True, exclude_none=True)
    changed = {name: value for name, value in given.items() if getattr(company, name) != value}
    for name, value in changed.items():
        setattr(company, name, value)
    if changed:
        work.record(CompanyUpdated(subject=company.id, fields=tuple(sorted(changed))))
    return company


def confirm_member(
    work: Work, *, member_id: str, kind: MemberKind, version: int | None = None
) -> CompanyMember:
    """Confirm that a person belongs to a company; by its owner, or by an official with proof."""
    work.require(May.COMPANY_REGISTER, OPEN)
    member = store.member(work, member_id)
    target = company_target(work, member.company_id)
    if work.actor.role is Role.PARTY:
        _require_owner(work, member.company_id)
    else:
        work.require(May.COMPANY_READ, target)
    work.expect_version(member, version)
    if member.confirmed_at is not None:
        raise AlreadySettled
    member.kind = kind
    member.confirmed_at, member.confirmed_by = work.now, work.actor.account_id
    work.record(
        MemberConfirmed(subject=member.id, company_id=member.company_id, person_id=member.person_id)
    )
    return member


def _require_owner(work: Work, company_id: str) -> None:
    """Raise unless the actor owns the company himself; a mandate cannot be handed on."""
    work.require(May.MANDATE_GRANT, company_target(work, company_id))
    own = store.member_of(work, company_id, work.actor.person_id)
    if (
        own is None
        or own.kind != MemberKind.OWNER
        or own.confirmed_at is None
        or not rules.stands(work.today, own.from_on, own.until_on)
    ):
        raise Forbidden(
            Text("기업의 대표 회원만 할 수 있습니다", "Only an owner of the company may do this"),
            permission=str(May.MANDATE_GRANT),
            because="owner",
        )


# --------------------------------------------------------------------------------------- mandates


def grant_mandate(work: Work, *, company_id: str, form: MandateIn) -> Mandate:
    """Let the holder of an e-mail's account act for the company, for a time and a scope."""
    _require_owner(work, company_id)
    from_on = form.from_on or work.today
    _refuse_past(form.until_on, from_on)
    company = store.company(work, company_id)
    mandate = work.add(
        Mandate(
            id=work.new_id("man"),
            company_id=company_id,
            representative_email=form.representative_email,
            scope=form.scope,
            case_id=form.case_id,
            power_of_attorney=form.power_of_attorney,
            from_on=from_on,
            until_on=form.until_on,
            granted_by=work.actor.account_id,
            created_at=work.now,
        )
    )
    put_message(work, Template.MANDATE, form.representative_email, company=company.name)
    work.record(
        MandateGranted(
            subject=mandate.id,
            company_id=company_id,
            scope=MandateScope(form.scope),
            case_id=form.case_id or "",
            from_on=from_on,
            until_on=form.until_on,
        )
    )
    return mandate


def _refuse_past(until_on: date | None, from_on: date) -> None:
    if until_on is not None and until_on < from_on:
        words = Text(
            "끝나는 날은 시작하는 날보다 앞설 수 없습니다", "It must not end before it begins"
        )
        raise Invalid(errors=(FieldError("/until_on", "order", words),))


def revoke_mandate(work: Work, *, mandate_id: str, version: int | None = None) -> Mandate:
    """End a mandate at once."""
    mandate = store.mandate(work, mandate_id)
    _require_owner(work, mandate.company_id)
    work.expect_version(mandate, version)
    if mandate.revoked_at is not None:
        raise AlreadySettled
    mandate.revoked_at = work.now
    work.record(MandateRevoked(subject=mandate.id, company_id=mandate.company_id))
    return mandate
