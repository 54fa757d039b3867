"""Rows only: persons, accounts, companies, relations, walls, secrets at rest, messages."""

from app.people.tables.accounts import ApiToken, Invitation, Person, UserAccount
from app.people.tables.companies import Company, CompanyMember, Mandate
from app.people.tables.relations import CaseTie, Wall
from app.people.tables.upkeep import Attempts, Message, OneTimeCode, TokenUse, UserSession

__all__ = [
    "ApiToken",
    "Attempts",
    "CaseTie",
    "Company",
    "CompanyMember",
    "Invitation",
    "Mandate",
    "Message",
    "OneTimeCode",
    "Person",
    "TokenUse",
    "UserAccount",
    "UserSession",
    "Wall",
]
