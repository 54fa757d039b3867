"""REST: companies, their members and their representatives."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.people import actions, queries
from app.people.schemas.companies import (
    CompanyIn,
    CompanyOut,
    CompanyRegisteredOut,
    CompanyUpdateIn,
    ConfirmationIn,
    MandateIn,
    MandateOut,
    MemberOut,
)
from app.people.store import accounts as names
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["companies"])


@router.get(
    "/companies",
    response_model=Page[CompanyOut],
    openapi_extra=needs(May.COMPANY_READ),
    operation_id="list_companies",
    summary="기업 찾기 · Companies",
    responses=PROBLEMS,
)
async def list_companies(
    door: At,
    search: Annotated[str, Query(max_length=120)] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List companies, or those whose name or number fits; a party sees its own."""
    return await door.read(
        lambda work: queries.companies(work, search=search, limit=limit, cursor=cursor)
    )


@router.post(
    "/companies",
    response_model=CompanyRegisteredOut,
    status_code=201,
    openapi_extra=needs(May.COMPANY_REGISTER),
    operation_id="register_company",
    summary="기업 등록 · Register a company",
    responses=PROBLEMS,
)
async def register_company(form: CompanyIn, door: At) -> Response:
    """Register a company; where it is known already, membership waits for confirmation."""
    return await door.act(
        lambda work: CompanyRegisteredOut.of(*actions.register_company(work, form)), status=201
    )


@router.get(
    "/companies/{company_id}",
    response_model=CompanyOut,
    openapi_extra=needs(May.COMPANY_READ),
    operation_id="read_company",
    summary="기업 보기 · A company",
    responses=PROBLEMS,
)
async def read_company(company_id: str, door: At) -> Response:
    """Show one company."""
    return await door.read(lambda work: queries.company(work, company_id))


@router.patch(
    "/companies/{company_id}",
    response_model=CompanyOut,
    openapi_extra=needs(May.COMPANY_REGISTER),
    operation_id="update_company",
    summary="기업 정보 수정 · Correct a company",
    responses=PROBLEMS,
)
async def update_company(company_id: str, form: CompanyUpdateIn, door: At) -> Response:
    """Correct what is known of a company."""
    version = door.version

    def act(work: Work) -> CompanyOut:
        row = actions.update_company(work, company_id=company_id, form=form, version=version)
        work.session.flush()
        return CompanyOut.of(row)

    return await door.act(act)


@router.get(
    "/companies/{company_id}/members",
    response_model=Page[MemberOut],
    openapi_extra=needs(May.COMPANY_READ),
    operation_id="list_members",
    summary="기업 구성원 · Members of a company",
    responses=PROBLEMS,
)
async def list_members(company_id: str, door: At) -> Response:
    """List the members of a company and those who wait for confirmation."""
    return await door.read(lambda work: queries.members(work, company_id))


@router.post(
    "/members/{member_id}/confirmation",
    response_model=MemberOut,
    status_code=201,
    openapi_extra=needs(May.COMPANY_REGISTER),
    operation_id="confirm_member",
    summary="구성원 확인 · Confirm a member",
    responses=PROBLEMS,
)
async def confirm_member(member_id: str, form: ConfirmationIn, door: At) -> Response:
    """Confirm that a person belongs to a company; by an official or an owner."""
    version = door.version

    def act(work: Work) -> MemberOut:
        row = actions.confirm_member(work, member_id=member_id, kind=form.kind, version=version)
        work.session.flush()
        return MemberOut.of(row, names.person(work, row.person_id).name)

    return await door.act(act, status=201)


@router.get(
    "/companies/{company_id}/mandates",
    response_model=Page[MandateOut],
    openapi_extra=needs(May.COMPANY_READ),
    operation_id="list_mandates",
    summary="위임 목록 · Mandates",
    responses=PROBLEMS,
)
async def list_mandates(company_id: str, door: At) -> Response:
    """List the mandates that a company has given."""
    return await door.read(lambda work: queries.mandates(work, company_id))


@router.post(
    "/companies/{company_id}/mandates",
    response_model=MandateOut,
    status_code=201,
    openapi_extra=needs(May.MANDATE_GRANT),
    operation_id="grant_mandate",
    summary="대리인 위임 · Grant a mandate",
    responses=PROBLEMS,
)
async def grant_mandate(company_id: str, form: MandateIn, door: At) -> Response:
    """Let a representative act for a company."""
    return await door.act(
        lambda work: MandateOut.of(actions.grant_mandate(work, company_id=company_id, form=form)),
        status=201,
    )


@router.post(
    "/mandates/{mandate_id}/revocation",
    response_model=MandateOut,
    status_code=201,
    openapi_extra=needs(May.MANDATE_GRANT),
    operation_id="revoke_mandate",
    summary="위임 해지 · Revoke a mandate",
    responses=PROBLEMS,
)
async def revoke_mandate(mandate_id: str, door: At) -> Response:
    """End a mandate at once."""
    version = door.version

    def act(work: Work) -> MandateOut:
        row = actions.revoke_mandate(work, mandate_id=mandate_id, version=version)
        work.session.flush()
        return MandateOut.of(row)

    return await door.act(act, status=201)
