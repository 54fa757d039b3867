"""What one may read about accounts, companies and relations; each read asks the policy table."""

from app.people.queries.accounts import (
    AccountHolder,
    account,
    account_holders,
    account_of_login,
    account_of_person,
    accounts,
    actor_of,
    demonstration_accounts,
    invitations,
    messages,
    own_account,
    person_names,
    staff,
    tokens,
)
from app.people.queries.around import Around, around_case
from app.people.queries.companies import (
    companies,
    company,
    company_with,
    firm_size,
    mandates,
    members,
)
from app.people.queries.related import Near, near
from app.people.queries.relations import (
    case_parties,
    company_names,
    kept_away,
    own_walls,
    wall,
    walls,
)
from app.people.targets import case_target, company_target

__all__ = [
    "AccountHolder",
    "Around",
    "Near",
    "account",
    "account_holders",
    "account_of_login",
    "account_of_person",
    "accounts",
    "actor_of",
    "around_case",
    "case_parties",
    "case_target",
    "companies",
    "company",
    "company_names",
    "company_target",
    "company_with",
    "demonstration_accounts",
    "firm_size",
    "invitations",
    "kept_away",
    "mandates",
    "members",
    "messages",
    "near",
    "own_account",
    "own_walls",
    "person_names",
    "staff",
    "tokens",
    "wall",
    "walls",
]
