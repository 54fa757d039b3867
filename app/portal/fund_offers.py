"""What the forms of the fund offer to choose from: purposes, programmes, lines, people."""

from collections.abc import Callable

from app.access.actor import Role
from app.db.work import Work
from app.kernel.text import Language
from app.people import queries as people
from app.portal.fund_fields import Option
from app.portal.fund_frame import MOST
from app.remedy_fund.budgets import queries as budgets
from app.remedy_fund.contributions import queries as contributions
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.book import known_schemes

Offer = Callable[[Work, str, Language], list[Option]]


def purposes(work: Work, _about: str, language: Language) -> list[Option]:
    """Offer what the scheme lets money be set aside for."""
    found = schemes.current(work, work.today).purposes
    return [{"value": code, "label": one.label.get(language)} for code, one in found.items()]


def benefits(work: Work, _about: str, language: Language) -> list[Option]:
    """Offer what the scheme pays for."""
    found = schemes.current(work, work.today).benefits
    return [{"value": code, "label": one.label.get(language)} for code, one in found.items()]


def programmes(work: Work, _about: str, language: Language) -> list[Option]:
    """Offer the programmes of the fund."""
    found = contributions.programmes(work, limit=MOST, cursor=None).items
    return [
        {"value": one.id, "label": one.name_ko if language == "ko" else one.name_en}
        for one in found
    ]


def programme_codes(work: Work, _about: str, language: Language) -> list[Option]:
    """Offer the programmes by the code that the budget knows them by."""
    found = contributions.programmes(work, limit=MOST, cursor=None).items
    return [
        {"value": one.code, "label": one.name_ko if language == "ko" else one.name_en}
        for one in found
    ]


def earmarks_of(work: Work, contribution_id: str, language: Language) -> list[Option]:
    """Offer the earmarks of a contribution with what is free on each."""
    names = purpose_names(work, language)
    found = contributions.contribution(work, contribution_id).earmarks
    return [
        {
            "value": one.id,
            "label": f"{names.get(one.purpose, one.purpose)} · {one.available_won:,}",
        }
        for one in found
        if one.available_won
    ]  # fmt: skip


def purpose_names(_work: Work, language: Language) -> dict[str, str]:
    """Return the words of every purpose that any scheme knows."""
    return {
        code: one.label.get(language)
        for scheme in known_schemes()
        for code, one in scheme.purposes.items()
    }


def benefit_names(_work: Work, language: Language) -> dict[str, str]:
    """Return the words of every benefit that any scheme knows."""
    return {
        code: one.label.get(language)
        for scheme in known_schemes()
        for code, one in scheme.benefits.items()
    }


def budget_lines(work: Work, _about: str, language: Language) -> list[Option]:
    """Offer the items of the budget with what is left on each."""
    names = purpose_names(work, language) | benefit_names(work, language)
    found = budgets.lines(work, fiscal_year=None, dimension="item", limit=MOST, cursor=None).items
    return [
        {
            "value": one.id,
            "label": f"{one.fiscal_year} · {names.get(one.programme, one.programme)} · "
            f"{names.get(one.item, one.item)} · {one.available_won:,}",
        }
        for one in found
    ]


def approvers(work: Work, _about: str, _language: Language) -> list[Option]:
    """Offer the other approvers of a demonstration; elsewhere the person's id is typed."""
    found = people.demonstration_accounts(work) if work.world.demonstration else []
    return [
        {"value": one.person_id, "label": one.name}
        for one, _companies in found
        if one.role == Role.FUND_CHECKER and one.person_id != work.actor.person_id
    ]
