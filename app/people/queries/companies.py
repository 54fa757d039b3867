"""Reading companies, their members and their representatives."""

from app.access.actor import OPEN, Role, Target, Tie
from app.access.policy import May
from app.db.work import Work
from app.people.schemas.companies import CompanyOut, MandateOut, MemberOut
from app.people.store import companies as store
from app.people.targets import company_target
from app.web import paging
from app.web.paging import Page

_OWN_LIST = Target(ties=frozenset({Tie.SELF}), secret=False)


def company(work: Work, company_id: str) -> CompanyOut:
    """Return a company; a party sees its own only."""
    work.require(May.COMPANY_READ, company_target(work, company_id))
    return CompanyOut.of(store.company(work, company_id))


def firm_size(work: Work, company_id: str) -> str:
    """Return how large a company is, for an act of a house above; it asks by itself."""
    return store.company(work, company_id).size


def company_with(work: Work, business_number: str) -> str | None:
    """Return the id of the firm with a business number, for a house above; it asks by itself."""
    found = store.company_by_number(work, business_number)
    return found.id if found else None


def companies(
    work: Work, *, search: str = "", limit: int = 50, cursor: str | None = None
) -> Page[CompanyOut]:
    """Return companies by name, or those whose name or number fits; a party's own only."""
    party = work.actor.role is Role.PARTY
    work.require(May.COMPANY_READ, _OWN_LIST if party else OPEN)
    rows = store.companies(
        work,
        search="".join(symbol for symbol in search if symbol.isprintable()).strip(),
        among=sorted(work.actor.company_ids) if party else None,
        after=paging.decode(cursor, 2),
        limit=limit + 1,
    )
    items = [CompanyOut.of(row) for row in rows[:limit]]
    more = len(rows) > limit
    end = paging.encode(items[-1].name, items[-1].id) if more else None
    return Page(items=items, has_more=more, next_cursor=end)


def members(work: Work, company_id: str) -> Page[MemberOut]:
    """Return the members of a company, those who wait for confirmation among them."""
    work.require(May.COMPANY_READ, company_target(work, company_id))
    rows = store.members(work, company_id)
    return Page(items=[MemberOut.of(row, name) for row, name in rows], has_more=False)


def mandates(work: Work, company_id: str) -> Page[MandateOut]:
    """Return the mandates a company has given, newest first."""
    work.require(May.COMPANY_READ, company_target(work, company_id))
    rows = store.mandates(work, company_id)
    return Page(items=[MandateOut.of(row) for row in rows], has_more=False)
